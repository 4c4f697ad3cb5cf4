//! Verdict evidence: what the values say about a promise, with known error rates.
//!
//! Two windows are compared: the baseline before the launch and the last points up to the due date. `windows` is the
//! arithmetic, `line` and `season` what it needs; this file puts it in the order of the classes. It stands beside the
//! verdict and does not decide. Pure: values in, values out.

mod line;
mod season;
mod windows;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::measures::series::{self, Split};
use crate::measures::{Aggregate, Dated, Direction, Role};
use windows::Comparison;
pub use windows::{BASELINE_FROM, WINDOW_FROM};

crate::vocabulary! {
    /// What the values say. The first that holds, in this order.
    pub enum Class {
        /// A guardrail got worse by more than its margin.
        Harm = "harm",
        /// Too few points, or the baseline itself jumped.
        CantTell = "cant-tell",
        /// It moved the wrong way.
        Worse = "worse",
        /// It moved the right way and meets the target.
        Solved = "solved",
        /// The baseline's own trend accounts for it.
        AlreadyMoving = "already-moving",
        /// It moved the right way and misses the target.
        MovedNotEnough = "moved-not-enough",
        /// It meets the target without having moved.
        MetByNoise = "met-by-noise",
        /// Neither.
        NoChange = "no-change",
    }
}

crate::vocabulary! {
    /// Something to know beside the class.
    pub enum Remark {
        /// The due date has not come.
        Early = "early",
        /// Fewer than 12 points before the launch.
        ShortBaseline = "short-baseline",
        /// Fewer than 8 points in the judging window.
        ShortWindow = "short-window",
        /// The baseline jumped in its last third, and nothing explains it.
        BaselineShift = "baseline-shift",
        /// Less history was chosen for the baseline than there is.
        HistoryCut = "history-cut",
        /// It launched later than planned: the date and the weeks after launch fall apart.
        Slipped = "slipped",
        /// With fewer than 52 points before, a trend cannot be excluded.
        TrendNotExcluded = "trend-not-excluded",
        /// The baseline's own trend would account for it too.
        TrendAccountsForIt = "trend-accounts-for-it",
        /// Compared with the same weeks of the year before.
        SeasonCompared = "season-compared",
        /// A season cannot be excluded.
        SeasonNotExcluded = "season-not-excluded",
        /// No target was frozen.
        NoTarget = "no-target",
        /// A guardrail has too few points, so nothing can be called solved.
        GuardrailUnknown = "guardrail-unknown",
    }
}

/// What a frozen measure promises.
#[derive(Debug, Clone, PartialEq)]
pub struct Promise {
    /// Its name.
    pub measure: String,
    /// What it is for.
    pub role: Role,
    /// Which way is better.
    pub direction: Direction,
    /// Where it should be.
    pub target: Option<f64>,
    /// How much worse a guardrail may get.
    pub margin: f64,
    /// How several values of a week become one.
    pub aggregate: Aggregate,
    /// The date it is judged at.
    pub due: Option<Date>,
    /// The other date it was promised for, as weeks after the launch.
    pub weeks_due: Option<Date>,
    /// From when on history is the baseline; all of it when absent.
    pub baseline_from: Option<Date>,
    /// How many points are judged, 8 or more.
    pub judged_points: u32,
    /// The dates of the baseline that something is known about.
    pub explained: Vec<Date>,
}

impl Promise {
    /// A primary measure judged now on all its history.
    #[must_use]
    pub fn bare(measure: &str, direction: Direction, target: Option<f64>) -> Self {
        Self {
            measure: measure.to_owned(),
            role: Role::Primary,
            direction,
            target,
            margin: 0.0,
            aggregate: Aggregate::Mean,
            due: None,
            weeks_due: None,
            baseline_from: None,
            judged_points: WINDOW_FROM,
            explained: vec![],
        }
    }
}

/// What the values say about one measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Evidence {
    /// The measure's name.
    pub measure: String,
    /// What it is for.
    pub role: Role,
    /// What the values say.
    pub evidence: Class,
    /// Points before the launch.
    pub n: u32,
    /// Points in the judging window.
    pub k: u32,
    /// Mean before the launch.
    pub baseline_mean: Option<f64>,
    /// Mean of the same weeks of the year before, when the measure is seasonal and they are what it is compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_before_mean: Option<f64>,
    /// Mean of the judging window.
    pub window_mean: Option<f64>,
    /// How far the mean has to move to have moved.
    pub threshold: Option<f64>,
    /// Where it should be.
    pub target: Option<f64>,
    /// Whether the window's mean meets the target.
    pub met: Option<bool>,
    /// What to know beside it.
    pub notes: Vec<Remark>,
    /// The date it is judged at, ISO.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// What the values say at the other date that was promised, when the launch slipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_weeks: Option<AtWeeks>,
}

/// What the values say at the promised number of weeks after the launch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct AtWeeks {
    /// The date, ISO.
    pub due: String,
    /// What the values say there.
    pub evidence: Class,
    /// Points in its judging window.
    pub k: u32,
    /// Mean of that window.
    pub window_mean: Option<f64>,
    /// Whether that meets the target.
    pub met: Option<bool>,
    /// Whether that date has not come.
    pub early: bool,
}

/// What a chart of the evidence shows beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The series on both sides of the launch, as it was compared.
    pub split: Split,
    /// The judging window: the last points of `split.after` up to the due date.
    pub window: Vec<Dated>,
}

/// Judges one measure on its own.
///
/// `values` are in the order of their dates, `launched_on` divides them, `today` says whether it is early.
#[must_use]
pub fn judge(promise: &Promise, values: &[Dated], launched_on: Date, today: Date) -> (Evidence, Shown) {
    let chosen = values.partition_point(|dated| promise.baseline_from.is_some_and(|from| dated.date < from));
    let split = series::split(&values[chosen..], launched_on, promise.aggregate);
    let at = |due: Option<Date>| {
        let window = windows::judging(&split.after, due, promise.judged_points);
        let found = windows::compare(&split.before, window, promise.direction, &promise.explained);
        let met = promise.target.zip(found.window_mean).map(|(target, mean)| match promise.direction {
            Direction::Up => mean >= target,
            Direction::Down => mean <= target,
        });
        let class = class(promise, &found, met);
        (window.to_vec(), found, met, class)
    };
    let (window, found, met, class) = at(promise.due);
    let at_weeks = promise.weeks_due.filter(|weeks| promise.due.is_some_and(|due| due != *weeks)).map(|due| {
        let (_, found, met, evidence) = at(Some(due));
        let early = today < due;
        AtWeeks { due: due.to_string(), evidence, k: found.k, window_mean: found.window_mean, met, early }
    });
    let mut notes = notes(promise, &found, class, today);
    if chosen > 0 {
        notes.push(Remark::HistoryCut);
    }
    let evidence = Evidence {
        measure: promise.measure.clone(),
        role: promise.role,
        evidence: class,
        n: found.n,
        k: found.k,
        baseline_mean: found.baseline_mean,
        year_before_mean: found.year_before,
        window_mean: found.window_mean,
        threshold: found.threshold,
        target: promise.target,
        met,
        notes,
        due: promise.due.map(|due| due.to_string()),
        at_weeks,
    };
    (evidence, Shown { split, window })
}

fn class(promise: &Promise, found: &Comparison, met: Option<bool>) -> Class {
    let met = met == Some(true);
    if found.moved_worse && promise.role == Role::Guardrail && found.worsened_by > promise.margin {
        Class::Harm
    } else if found.is_short() || found.baseline_shift {
        Class::CantTell
    } else if found.moved_worse {
        Class::Worse
    } else if found.moved_better && met {
        Class::Solved
    } else if found.already_moving {
        Class::AlreadyMoving
    } else if found.moved_better {
        Class::MovedNotEnough
    } else if met {
        Class::MetByNoise
    } else {
        Class::NoChange
    }
}

fn notes(promise: &Promise, found: &Comparison, class: Class, today: Date) -> Vec<Remark> {
    let moved = found.has_moved();
    let slipped = promise.due.zip(promise.weeks_due).is_some_and(|(due, weeks)| due < weeks);
    [
        (promise.due.is_some_and(|due| today < due), Remark::Early),
        (found.n < BASELINE_FROM, Remark::ShortBaseline),
        (found.k < WINDOW_FROM, Remark::ShortWindow),
        (found.baseline_shift, Remark::BaselineShift),
        (slipped, Remark::Slipped),
        (moved && found.may_be_trend(), Remark::TrendNotExcluded),
        (found.already_moving && class == Class::Solved, Remark::TrendAccountsForIt),
        (found.year_before.is_some(), Remark::SeasonCompared),
        (moved && found.year_before.is_none(), Remark::SeasonNotExcluded),
        (promise.target.is_none(), Remark::NoTarget),
    ]
    .into_iter()
    .filter(|(holds, _)| *holds)
    .map(|(_, remark)| remark)
    .collect()
}

/// Lets guardrails speak: harm on one is harm to the primary measure, and an unknown one prevents *solved*.
///
/// The primary measure comes first in the result.
#[must_use]
pub fn together(mut judged: Vec<Evidence>) -> Vec<Evidence> {
    let guardrails = |class: Class| judged.iter().any(|one| one.role == Role::Guardrail && one.evidence == class);
    let (harmed, unknown) = (guardrails(Class::Harm), guardrails(Class::CantTell));
    for one in judged.iter_mut().filter(|one| one.role != Role::Guardrail) {
        if harmed && one.role == Role::Primary {
            one.evidence = Class::Harm;
        } else if unknown && one.evidence == Class::Solved {
            one.evidence = Class::CantTell;
            one.notes.push(Remark::GuardrailUnknown);
        }
        if unknown && let Some(at_weeks) = one.at_weeks.as_mut().filter(|at_weeks| at_weeks.evidence == Class::Solved) {
            at_weeks.evidence = Class::CantTell;
        }
    }
    judged.sort_by_key(|one| one.role != Role::Primary);
    judged
}

#[cfg(test)]
mod tests;
