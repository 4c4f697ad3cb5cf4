//! The figures of Insights, put together from cases. Pure.
//!
//! `shapes` is what the screen shows, `behind` finds the cases of a figure, which is named by a key such as
//! `seal:plan:strong`, by the rule the figure was counted by.

mod behind;
mod shapes;

use std::collections::BTreeMap;

use super::calibration::{self, Resolved};
use super::cases::{self, Case, End, Ends, Quality, Spoken};
use super::{InsightsFilter, RATES_FROM, Share, agreement};
use crate::proposals::{Lane, Stage};
use crate::scores::{Answer, Criterion};
use crate::vocabulary::Word as _;
pub(crate) use behind::behind;
use behind::lines;
pub use shapes::{
    AgreementOn, CaseLine, Group, Improvements, Insights, Loop, NotChosen, QualityCount, SealColumn, SealRow, StageTime,
};

/// The drawings of an interval begin here, so that the same portfolio shows the same interval.
const SEED: u64 = 0x0BAC_CA57;

/// Someone whose forecasts or scores stand in records.
pub(crate) struct Rater {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) me: bool,
    pub(crate) shared: bool,
}

/// Counts over all proposals.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) imported: u32,
    pub(crate) written: u32,
    pub(crate) solution_first: u32,
    pub(crate) solution_first_approved: u32,
    pub(crate) exceptions: u32,
    pub(crate) improvements: u32,
    pub(crate) origin: Loop,
    pub(crate) not_chosen: NotChosen,
}

/// What the figures are made of.
pub(crate) struct Material<'m> {
    pub(crate) cases: &'m [Case],
    pub(crate) filter: &'m InsightsFilter,
    pub(crate) raters: &'m [Rater],
    pub(crate) tally: Tally,
    /// Ended stays: stage and days.
    pub(crate) stays: Vec<(Stage, f64)>,
}

/// Puts the figures together.
pub(crate) fn of(material: &Material<'_>) -> Insights {
    let Material { filter, tally, .. } = material;
    let kept: Vec<&Case> = material.cases.iter().filter(|case| fits(case, filter)).collect();
    let (new, improved): (Vec<&Case>, Vec<&Case>) = kept.iter().copied().partition(|case| case.lane == Lane::New);
    let closed = count(new.len());
    let rates = closed >= RATES_FROM;
    let spoken = filter.spoken.unwrap_or(Spoken::First);
    let whole = filter.tag.is_none() && filter.year.is_none() && filter.person.is_none();
    let all = |tallied: u32| if whole { tallied } else { 0 };
    let resolved = resolved(&new, filter.person.as_deref(), spoken);
    Insights {
        closed,
        needed: RATES_FROM,
        rates,
        launches: if rates { vec![] } else { lines(&new) },
        ends: Ends::of(0, new.iter().copied()),
        cant_tell: count(new.iter().filter(|case| case.end == End::CantTell).count()),
        unresolved: count(new.iter().filter(|case| is_unresolved(case)).count()),
        without_forecast: count(new.iter().filter(|case| case.said.is_empty()).count()),
        imported: tally.imported,
        calibration: if rates { calibration::assess(&resolved, &mut calibration::dice(SEED)) } else { None },
        seals: if rates { Criterion::EACH.map(|criterion| seal_row(&new, criterion)).into() } else { vec![] },
        people: if rates { people(&new, material.raters, spoken) } else { vec![] },
        tags: if rates { groups(&new, "tag", spoken, |case| case.tags.clone()) } else { vec![] },
        years: if rates { groups(&new, "year", spoken, |case| vec![case.year().to_owned()]) } else { vec![] },
        agreement: Criterion::EACH
            .map(|criterion| AgreementOn {
                criterion,
                agreement: agreement::agreement(&cases::levels_by_rater(&new, criterion)),
            })
            .into(),
        quality: Quality::ALL
            .iter()
            .map(|quality| QualityCount {
                quality: *quality,
                count: count(new.iter().filter(|case| case.quality() == Some(*quality)).count()),
            })
            .collect(),
        exceptions: Ends::of(all(tally.exceptions), new.iter().copied().filter(|case| case.exception.is_some())),
        solution_first: Ends::of(
            all(tally.solution_first_approved),
            new.iter().copied().filter(|case| case.solution_first),
        ),
        written_solution_first: if rates {
            Share::of(tally.solution_first, tally.written)
        } else {
            Share::counted(tally.solution_first, tally.written)
        },
        stages: stage_times(&material.stays),
        origin: tally.origin,
        not_chosen: tally.not_chosen,
        improvements: Improvements { ends: Ends::of(all(tally.improvements), improved.into_iter()) },
    }
}

fn fits(case: &Case, filter: &InsightsFilter) -> bool {
    let tagged = filter.tag.as_ref().is_none_or(|tag| case.tags.contains(tag));
    let dated = filter.year.as_ref().is_none_or(|year| case.year() == year);
    let rated = filter.person.as_ref().is_none_or(|person| {
        case.said.iter().any(|said| said.person == *person) || case.given.iter().any(|given| given.person == *person)
    });
    tagged && dated && rated
}

fn is_unresolved(case: &Case) -> bool {
    case.end != End::CantTell && case.came_true().is_none()
}

/// The forecasts of cases whose outcome is known.
fn resolved(cases: &[&Case], person: Option<&str>, spoken: Spoken) -> Vec<Resolved> {
    let mut resolved = vec![];
    for (unit, case) in (0..).zip(cases) {
        let Some(came_true) = case.came_true() else { continue };
        for said in case.said.iter().filter(|said| person.is_none_or(|person| said.person == person)) {
            let percent = match spoken {
                Spoken::First => said.first,
                Spoken::After => said.after,
            };
            resolved.push(Resolved { unit, percent, came_true });
        }
    }
    resolved
}

fn seal_row(cases: &[&Case], criterion: Criterion) -> SealRow {
    let share = |column: SealColumn| {
        let told = |case: &&&Case| case.end != End::CantTell && column_of(case, criterion) == Some(column);
        let of = cases.iter().filter(told).count();
        let solved = cases.iter().filter(told).filter(|case| case.end == End::Solved).count();
        Share::of(count(solved), count(of))
    };
    SealRow {
        criterion,
        not_there: share(SealColumn::NotThere),
        present: share(SealColumn::Present),
        strong: share(SealColumn::Strong),
    }
}

fn column_of(case: &Case, criterion: Criterion) -> Option<SealColumn> {
    Some(match case.first_level(criterion)? {
        Answer::Level(4) => SealColumn::Strong,
        Answer::Level(3) => SealColumn::Present,
        Answer::Level(_) | Answer::DontKnow(_) => SealColumn::NotThere,
    })
}

fn solved_share(cases: &[&Case]) -> Share {
    let told = cases.iter().filter(|case| case.end != End::CantTell).count();
    let solved = cases.iter().filter(|case| case.end == End::Solved).count();
    let share = if count(cases.len()) >= RATES_FROM { Share::of } else { Share::counted };
    share(count(solved), count(told))
}

fn group(figure: String, name: String, cases: &[&Case], resolved: &[Resolved]) -> Group {
    let found = calibration::score(resolved);
    Group {
        figure,
        name,
        solved: solved_share(cases),
        outcomes: found.map_or(0, |found| found.outcomes),
        brier: found.filter(|found| found.outcomes >= RATES_FROM).map(|found| found.brier),
        private: false,
        person: None,
    }
}

fn groups(cases: &[&Case], kind: &str, spoken: Spoken, names: impl Fn(&Case) -> Vec<String>) -> Vec<Group> {
    let mut by_name: BTreeMap<String, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        for name in names(case) {
            by_name.entry(name).or_default().push(case);
        }
    }
    by_name
        .into_iter()
        .map(|(name, cases)| group(format!("{kind}:{name}"), name, &cases, &resolved(&cases, None, spoken)))
        .collect()
}

fn people(cases: &[&Case], raters: &[Rater], spoken: Spoken) -> Vec<Group> {
    let mut by_person: BTreeMap<&str, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        for said in &case.said {
            by_person.entry(&said.person).or_default().push(case);
        }
    }
    let mut groups: Vec<Group> = by_person
        .into_iter()
        .map(|(person, cases)| {
            let rater = raters.iter().find(|rater| rater.id == person);
            let shown = rater.is_some_and(|rater| rater.shared);
            let name = rater.map_or_else(String::new, |rater| rater.name.clone());
            let mut group = group(format!("person:{person}"), name, &cases, &resolved(&cases, Some(person), spoken));
            group.person = Some(person.to_owned());
            group.private = !shown;
            group.brier = group.brier.filter(|_| shown);
            group
        })
        .collect();
    groups.sort_by(|a, b| a.name.cmp(&b.name));
    groups
}

fn stage_times(stays: &[(Stage, f64)]) -> Vec<StageTime> {
    let mut by_stage: BTreeMap<Stage, Vec<f64>> = BTreeMap::new();
    for (stage, days) in stays {
        by_stage.entry(*stage).or_default().push(*days);
    }
    by_stage
        .into_iter()
        .filter_map(|(stage, mut days)| {
            days.sort_by(f64::total_cmp);
            let lower = days.get((days.len().max(1) - 1) / 2)?;
            let upper = days.get(days.len() / 2)?;
            let longest_days = *days.last()?;
            Some(StageTime {
                stage,
                stays: count(days.len()),
                median_days: f64::midpoint(*lower, *upper),
                longest_days,
            })
        })
        .collect()
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
