//! Two windows compared.
//!
//! *Moved*: the means differ by more than 2.5·sd·√(f/k + f/n), f = (1+r)/(1−r), r the baseline's lag-1 autocorrelation + 1/n,
//! clipped to 0…0.8. *Already moving*: the baseline's slope has |t| > 1 in the wanted direction and the window stays inside
//! its projection by 2.5 standard errors. *Shift*: in the baseline's last third, a jump that neither a line nor a dated
//! explanation accounts for. A seasonal measure is held against the same weeks of the year before; see `season`.

use jiff::civil::Date;

use super::line::Line;
use super::season::Season;
use crate::measures::series::{count, days, mean};
use crate::measures::{Dated, Direction};

/// The fewest points a baseline is judged by.
pub const BASELINE_FROM: u32 = 12;

/// The fewest points of a judging window, and how many it has unless more were chosen.
pub const WINDOW_FROM: u32 = 8;

/// Standard errors that count as having moved.
const ERRORS: f64 = 2.5;

/// The highest autocorrelation reckoned with.
const HIGHEST_R: f64 = 0.8;

/// Below this many points a trend is not excluded.
const YEAR_OF_POINTS: u32 = 52;

/// What two windows come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Comparison {
    pub(super) n: u32,
    pub(super) k: u32,
    pub(super) baseline_mean: Option<f64>,
    pub(super) window_mean: Option<f64>,
    /// The mean of the same weeks of the year before, when the measure is seasonal.
    pub(super) year_before: Option<f64>,
    pub(super) threshold: Option<f64>,
    pub(super) moved_better: bool,
    pub(super) moved_worse: bool,
    pub(super) worsened_by: f64,
    pub(super) already_moving: bool,
    pub(super) baseline_shift: bool,
}

impl Comparison {
    pub(super) fn is_short(&self) -> bool {
        self.n < BASELINE_FROM || self.k < WINDOW_FROM
    }

    pub(super) fn has_moved(&self) -> bool {
        self.moved_better || self.moved_worse
    }

    pub(super) fn may_be_trend(&self) -> bool {
        self.n < YEAR_OF_POINTS
    }
}

/// The last `size` points up to the due date.
pub(super) fn judging(after: &[Dated], due: Option<Date>, size: u32) -> &[Dated] {
    let until = after.iter().take_while(|point| due.is_none_or(|due| point.date <= due)).count();
    let size = usize::try_from(size.max(WINDOW_FROM)).unwrap_or(usize::MAX);
    &after[until.saturating_sub(size)..until]
}

/// Compares the judging window with the baseline; `explained` are the dates something is known about.
pub(super) fn compare(before: &[Dated], window: &[Dated], direction: Direction, explained: &[Date]) -> Comparison {
    let (baseline, judged) = (values(before), values(window));
    let length = |values: &[f64]| u32::try_from(values.len()).unwrap_or(u32::MAX);
    let mut found = Comparison {
        n: length(&baseline),
        k: length(&judged),
        baseline_mean: (!baseline.is_empty()).then(|| mean(&baseline)),
        window_mean: (!judged.is_empty()).then(|| mean(&judged)),
        ..Comparison::default()
    };
    let (Some(before_mean), Some(window_mean)) = (found.baseline_mean, found.window_mean) else {
        return found;
    };
    let season = Season::of(before);
    let year_before = season.as_ref().and_then(|_| super::season::year_before(before, window));
    // Around the yearly wave, where there is one, lies what is not season.
    let calm = season.as_ref().map_or_else(|| baseline.clone(), |season| season.remainders(before));
    let threshold = match year_before {
        Some(_) => threshold(&calm, judged.len(), judged.len()),
        None => threshold(&baseline, judged.len(), baseline.len()),
    };
    let Some(threshold) = threshold else { return found };
    found.year_before = year_before;
    let better = better_by(direction, year_before.unwrap_or(before_mean), window_mean);
    found.threshold = Some(threshold);
    found.moved_better = better > threshold;
    found.moved_worse = -better > threshold;
    found.worsened_by = (-better).max(0.0);
    let without =
        |points: &[Dated]| season.as_ref().map_or_else(|| points.to_vec(), |season| season.taken_from(points));
    let (before, window) = (without(before), without(window));
    found.already_moving = is_already_moving(&before, &window, direction);
    found.baseline_shift = has_shift(&before, explained);
    found
}

fn values(points: &[Dated]) -> Vec<f64> {
    points.iter().map(|point| point.value).collect()
}

fn better_by(direction: Direction, from: f64, to: f64) -> f64 {
    match direction {
        Direction::Up => to - from,
        Direction::Down => from - to,
    }
}

/// How far the mean of `k` points has to be from that of `against` points that vary like `baseline`; none below two points.
fn threshold(baseline: &[f64], k: usize, against: usize) -> Option<f64> {
    if baseline.len() < 2 || k == 0 {
        return None;
    }
    let r = (autocorrelation(baseline) + 1.0 / count(baseline.len())).clamp(0.0, HIGHEST_R);
    let f = (1.0 + r) / (1.0 - r);
    Some(ERRORS * deviation(baseline) * (f / count(k) + f / count(against)).sqrt())
}

/// The sample standard deviation.
fn deviation(values: &[f64]) -> f64 {
    (squares(values) / (count(values.len()) - 1.0)).sqrt()
}

/// The sum of squares around the mean.
fn squares(values: &[f64]) -> f64 {
    let middle = mean(values);
    values.iter().map(|value| (value - middle).powi(2)).sum()
}

/// The lag-1 autocorrelation; 0 of a constant.
fn autocorrelation(values: &[f64]) -> f64 {
    let middle = mean(values);
    let squares = squares(values);
    let products: f64 = values.windows(2).map(|pair| (pair[0] - middle) * (pair[1] - middle)).sum();
    if squares > 0.0 { products / squares } else { 0.0 }
}

fn is_already_moving(before: &[Dated], window: &[Dated], direction: Direction) -> bool {
    let Some(first) = before.first() else { return false };
    let day = |point: &Dated| f64::from(days(first.date, point.date));
    let points: Vec<_> = before.iter().map(|point| (day(point), point.value)).collect();
    let Some(line) = Line::through(&points) else { return false };
    let wanted = better_by(direction, 0.0, line.t());
    let at = mean(&window.iter().map(day).collect::<Vec<_>>());
    let off = (mean(&values(window)) - line.value(at)).abs();
    wanted > 1.0 && off <= ERRORS * line.error(at, window.len())
}

/// Whether the last third of a baseline jumped, a step explains the whole better than a line does, and nobody has said why.
fn has_shift(before: &[Dated], explained: &[Date]) -> bool {
    let (early, late) = before.split_at(before.len() - before.len() / 3);
    let (Some(from), Some(to)) = (early.last(), late.last()) else { return false };
    if late.len() < 2 || explained.iter().any(|date| *date > from.date && *date <= to.date) {
        return false;
    }
    let (early, late) = (values(early), values(late));
    let Some(threshold) = threshold(&early, late.len(), early.len()) else { return false };
    let points: Vec<_> = (0..).map(|at: u32| f64::from(at)).zip(values(before)).collect();
    let line = Line::through(&points).map_or(f64::MAX, |line| line.squares());
    (mean(&late) - mean(&early)).abs() > threshold && squares(&early) + squares(&late) < line
}
