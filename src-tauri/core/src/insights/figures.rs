//! The figures of Insights, put together from cases. Pure.
//!
//! A figure is named by a key such as `seal:plan:strong`; [`behind`] finds the cases of a key by the rule the figure was
//! counted by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::calibration::{self, BINS, Calibration, Resolved};
use super::cases::{self, Case, End, Ends, Quality, Spoken};
use super::{Agreement, InsightsFilter, RATES_FROM, Share, agreement};
use crate::error::{Error, Reason, Result};
use crate::proposals::{Lane, Stage};
use crate::scores::{Answer, Criterion};
use crate::vocabulary::Word as _;

/// The drawings of an interval begin here, so that the same portfolio shows the same interval.
const SEED: u64 = 0x0BAC_CA57;

crate::vocabulary! {
    /// The first-round level of a criterion, as far as it is told apart.
    pub enum SealColumn {
        /// 0 to 2, or don't know: approved as an exception.
        NotThere = "not-there",
        /// 3.
        Present = "present",
        /// 4.
        Strong = "strong",
    }
}

/// Solved counts of one criterion by its first-round level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct SealRow {
    /// Which.
    pub criterion: Criterion,
    /// Not there.
    pub not_there: Share,
    /// Present.
    pub present: Share,
    /// Strong.
    pub strong: Share,
}

/// How the launches of a tag, a year or a person went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Group {
    /// The list behind it: `tag:labs`.
    pub figure: String,
    /// A tag, a year, a name; empty for a person who was forgotten.
    pub name: String,
    /// Solved of those that can be told.
    pub solved: Share,
    /// How many outcomes there are forecasts of.
    pub outcomes: u32,
    /// The Brier score of those forecasts; absent below ten outcomes, and for a person who does not share it.
    pub brier: Option<f64>,
    /// Kept to the person: only counts are given.
    pub private: bool,
    /// The person's id.
    pub person: Option<String>,
}

/// Agreement of raters on one criterion, in the first round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct AgreementOn {
    /// Which.
    pub criterion: Criterion,
    /// How far; absent with one rater only.
    pub agreement: Option<Agreement>,
}

/// How often outcome and decision quality came together so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct QualityCount {
    /// Which.
    pub quality: Quality,
    /// How often.
    pub count: u32,
}

/// How long proposals stayed in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
pub struct StageTime {
    /// Which.
    pub stage: Stage,
    /// How many stays have ended.
    pub stays: u32,
    /// Half of them were no longer than this, in days.
    pub median_days: f64,
    /// The longest, in days.
    pub longest_days: f64,
}

/// Where new proposals came from, as far as operating led to inventing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct Loop {
    /// From lessons.
    pub from_lessons: u32,
    /// From running products.
    pub from_products: u32,
    /// From launches: signals and side effects.
    pub from_launches: u32,
}

/// What is known of ideas that were not chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct NotChosen {
    /// Declined.
    pub declined: u32,
    /// Not yet.
    pub not_yet: u32,
    /// With a later outcome noted.
    pub noted: u32,
    /// Of those: missed winners.
    pub missed: u32,
}

/// Lane *improvement*, counted apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Improvements {
    /// How they ended.
    pub ends: Ends,
}

/// An ended decision, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CaseLine {
    /// `L-002`; absent when it was stopped before it was launched.
    pub launch: Option<String>,
    /// `P-014`
    pub proposal: String,
    /// `D-021`
    pub decision: String,
    /// The problem as it was frozen, as plain text.
    pub problem: String,
    /// When it was decided, RFC 3339.
    pub decided_at: String,
    /// How it ended.
    pub end: End,
    /// Whether the primary measure reached its target by its date.
    pub reached: Option<bool>,
    /// What a result says about how it was decided.
    pub quality: Option<Quality>,
}

/// Everything the screen shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Insights {
    /// Closed launches these figures are about, stopped ones included.
    pub closed: u32,
    /// How many are needed before anything is a rate.
    pub needed: u32,
    /// Whether there are enough for rates.
    pub rates: bool,
    /// Below that: each by name, newest first.
    pub launches: Vec<CaseLine>,
    /// How they ended.
    pub ends: Ends,
    /// Left out of calibration because it can't be told.
    pub cant_tell: u32,
    /// Left out because the primary measure was never measured, or promised nothing.
    pub unresolved: u32,
    /// Left out because nobody gave a forecast.
    pub without_forecast: u32,
    /// Left out everywhere: their stage came from a file, without a record.
    pub imported: u32,
    /// How well forecasts held.
    pub calibration: Option<Calibration>,
    /// Which seal told us?
    pub seals: Vec<SealRow>,
    /// By person, tag and year.
    pub people: Vec<Group>,
    /// By tag.
    pub tags: Vec<Group>,
    /// By year of the decision.
    pub years: Vec<Group>,
    /// Agreement of raters per criterion.
    pub agreement: Vec<AgreementOn>,
    /// Outcome × decision quality.
    pub quality: Vec<QualityCount>,
    /// Exceptions and how they ended.
    pub exceptions: Ends,
    /// Approvals whose solution was written first, and how they ended.
    pub solution_first: Ends,
    /// How many proposals were written solution-first, of all that are more than a spark.
    pub written_solution_first: Share,
    /// Time in stage.
    pub stages: Vec<StageTime>,
    /// The loop.
    pub origin: Loop,
    /// Ideas not chosen.
    pub not_chosen: NotChosen,
    /// Lane *improvement*, apart.
    pub improvements: Improvements,
}

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
    let found = calibration::assess(resolved, &mut calibration::dice(SEED));
    Group {
        figure,
        name,
        solved: solved_share(cases),
        outcomes: found.as_ref().map_or(0, |found| found.outcomes),
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

/// The cases behind a figure, newest first.
pub(crate) fn behind(figure: &str, filter: &InsightsFilter, cases: &[Case]) -> Result<Vec<CaseLine>> {
    let rule = rule(figure, filter)?;
    let found: Vec<&Case> = cases.iter().filter(|case| fits(case, filter) && rule(case)).collect();
    Ok(lines(&found))
}

type Test = Box<dyn Fn(&Case) -> bool>;

/// The rule a figure was counted by.
fn rule(figure: &str, filter: &InsightsFilter) -> Result<Test> {
    let (kind, rest) = figure.split_once(':').unwrap_or((figure, ""));
    let new = |test: Test| -> Test { Box::new(move |case| case.lane == Lane::New && test(case)) };
    let rest_owned = rest.to_owned();
    Ok(match kind {
        "all" => new(Box::new(|_| true)),
        "unresolved" => new(Box::new(is_unresolved)),
        "without-forecast" => new(Box::new(|case| case.said.is_empty())),
        "exceptions" => new(Box::new(|case| case.exception.is_some())),
        // Only the author sees that the solution came first.
        "solution-first" => new(Box::new(|case| case.solution_first && case.mine)),
        "improvements" => Box::new(|case| case.lane == Lane::Improvement),
        "tag" => new(Box::new(move |case| case.tags.contains(&rest_owned))),
        "year" => new(Box::new(move |case| case.year() == rest_owned)),
        "person" => new(Box::new(move |case| case.said.iter().any(|said| said.person == rest_owned))),
        "end" => {
            let end = End::from_word(rest).ok_or_else(unknown)?;
            new(Box::new(move |case| case.end == end))
        }
        "quality" => {
            let quality = Quality::from_word(rest).ok_or_else(unknown)?;
            new(Box::new(move |case| case.quality() == Some(quality)))
        }
        "bin" => {
            let bin: usize = rest.parse().ok().filter(|bin| *bin < BINS).ok_or_else(unknown)?;
            let (person, spoken) = (filter.person.clone(), filter.spoken.unwrap_or(Spoken::First));
            new(Box::new(move |case| {
                resolved(&[case], person.as_deref(), spoken)
                    .iter()
                    .any(|one| calibration::bin_of(one.percent, BINS) == bin)
            }))
        }
        "seal" => {
            let (criterion, column) = rest.split_once(':').ok_or_else(unknown)?;
            let criterion = Criterion::from_word(criterion).ok_or_else(unknown)?;
            let column = SealColumn::from_word(column).ok_or_else(unknown)?;
            new(Box::new(move |case| case.end != End::CantTell && column_of(case, criterion) == Some(column)))
        }
        _ => return Err(unknown()),
    })
}

fn unknown() -> Error {
    let known = "all, end:…, bin:…, seal:…:…, tag:…, year:…, person:…, quality:…, exceptions, solution-first, improvements, unresolved, without-forecast";
    Error::invalid("figure", Reason::Unknown(known.to_owned()))
}

fn lines(cases: &[&Case]) -> Vec<CaseLine> {
    let mut lines: Vec<CaseLine> = cases
        .iter()
        .map(|case| CaseLine {
            launch: case.launch.map(|launch| launch.to_string()),
            proposal: case.proposal.to_string(),
            decision: case.decision.to_string(),
            problem: crate::documents::plain(&case.problem),
            decided_at: case.decided_at.clone(),
            end: case.end,
            reached: case.reached,
            quality: case.quality(),
        })
        .collect();
    lines.sort_by(|a, b| b.decided_at.cmp(&a.decided_at).then_with(|| b.decision.cmp(&a.decision)));
    lines
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
