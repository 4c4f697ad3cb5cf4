//! The cases behind a figure, found by the rule the figure was counted by.

use super::{CaseLine, SealColumn, column_of, fits, is_unresolved, resolved};
use crate::error::{Error, Reason, Result};
use crate::insights::InsightsFilter;
use crate::insights::calibration::{self, BINS};
use crate::insights::cases::{Case, End, Quality, Spoken};
use crate::proposals::Lane;
use crate::scores::Criterion;
use crate::vocabulary::Word as _;

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

pub(super) fn lines(cases: &[&Case]) -> Vec<CaseLine> {
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
