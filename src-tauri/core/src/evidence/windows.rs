//! Two windows compared.
//!
//! *Moved*: the means differ by more than 2.5·sd·√(f/k + f/n), f = (1+r)/(1−r), r the baseline's lag-1 autocorrelation + 1/n,
//! clipped to 0…0.8. *Already moving*: the baseline's slope has |t| > 1 in the wanted direction and the window stays inside
//! its projection by 2.5 standard errors. *Shift*: in the baseline's last third, a jump that a line does not explain.

use jiff::civil::Date;

use crate::measures::series::{count, mean};
use crate::measures::{Dated, Direction};

/// The fewest points a baseline is judged by.
pub const BASELINE_FROM: u32 = 12;

/// How many points the judging window has.
pub const WINDOW_FROM: u32 = 8;

/// Standard errors that count as having moved.
const ERRORS: f64 = 2.5;

/// The highest autocorrelation reckoned with.
const HIGHEST_R: f64 = 0.8;

/// Points of a year of weeks.
const YEAR: u32 = 52;

/// What two windows come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Comparison {
    pub(super) n: u32,
    pub(super) k: u32,
    pub(super) baseline_mean: Option<f64>,
    pub(super) window_mean: Option<f64>,
    pub(super) threshold: Option<f64>,
    pub(super) moved_better: bool,
    pub(super) moved_worse: bool,
    pub(super) worsened_by: f64,
    pub(super) already_moving: bool,
    pub(super) baseline_shift: bool,
    pub(super) has_year: bool,
}

impl Comparison {
    pub(super) fn is_short(&self) -> bool {
        self.n < BASELINE_FROM || self.k < WINDOW_FROM
    }
}

/// The last points up to the due date.
pub(super) fn judging(after: &[Dated], due: Option<Date>) -> &[Dated] {
    let until = after.iter().take_while(|point| due.is_none_or(|due| point.date <= due)).count();
    let size = usize::try_from(WINDOW_FROM).unwrap_or(usize::MAX);
    &after[until.saturating_sub(size)..until]
}

pub(super) fn compare(before: &[Dated], window: &[Dated], direction: Direction) -> Comparison {
    let of = |points: &[Dated]| points.iter().map(|point| point.value).collect::<Vec<_>>();
    let (baseline, judged) = (of(before), of(window));
    let length = |values: &[f64]| u32::try_from(values.len()).unwrap_or(u32::MAX);
    let mut found = Comparison {
        n: length(&baseline),
        k: length(&judged),
        baseline_mean: (!baseline.is_empty()).then(|| mean(&baseline)),
        window_mean: (!judged.is_empty()).then(|| mean(&judged)),
        has_year: length(&baseline) >= YEAR,
        ..Comparison::default()
    };
    let (Some(before_mean), Some(window_mean)) = (found.baseline_mean, found.window_mean) else {
        return found;
    };
    let Some(threshold) = threshold(&baseline, judged.len()) else { return found };
    let better = match direction {
        Direction::Up => window_mean - before_mean,
        Direction::Down => before_mean - window_mean,
    };
    found.threshold = Some(threshold);
    found.moved_better = better > threshold;
    found.moved_worse = -better > threshold;
    found.worsened_by = (-better).max(0.0);
    found.already_moving = is_already_moving(before, window, direction);
    found.baseline_shift = has_shift(&baseline);
    found
}

/// How far the mean of `k` points has to be from the baseline's; none below two points.
fn threshold(baseline: &[f64], k: usize) -> Option<f64> {
    if baseline.len() < 2 || k == 0 {
        return None;
    }
    let n = count(baseline.len());
    let r = (autocorrelation(baseline) + 1.0 / n).clamp(0.0, HIGHEST_R);
    let f = (1.0 + r) / (1.0 - r);
    Some(ERRORS * deviation(baseline) * (f / count(k) + f / n).sqrt())
}

/// The sample standard deviation.
fn deviation(values: &[f64]) -> f64 {
    let middle = mean(values);
    let squares: f64 = values.iter().map(|value| (value - middle).powi(2)).sum();
    (squares / (count(values.len()) - 1.0)).sqrt()
}

/// The lag-1 autocorrelation; 0 of a constant.
fn autocorrelation(values: &[f64]) -> f64 {
    let middle = mean(values);
    let squares: f64 = values.iter().map(|value| (value - middle).powi(2)).sum();
    let products: f64 = values.windows(2).map(|pair| (pair[0] - middle) * (pair[1] - middle)).sum();
    if squares > 0.0 { products / squares } else { 0.0 }
}

/// A straight line through points.
struct Line {
    at: f64,
    level: f64,
    slope: f64,
    /// The residual standard deviation.
    spread: f64,
    /// Σ(t − t̄)².
    width: f64,
    n: f64,
}

impl Line {
    /// Least squares; none below three points or without any width.
    fn through(points: &[(f64, f64)]) -> Option<Self> {
        let n = count(points.len());
        let at = points.iter().map(|(t, _)| t).sum::<f64>() / n;
        let level = points.iter().map(|(_, y)| y).sum::<f64>() / n;
        let width: f64 = points.iter().map(|(t, _)| (t - at).powi(2)).sum();
        if points.len() < 3 || width <= 0.0 {
            return None;
        }
        let slope = points.iter().map(|(t, y)| (t - at) * (y - level)).sum::<f64>() / width;
        let squares: f64 = points.iter().map(|(t, y)| (y - level - slope * (t - at)).powi(2)).sum();
        Some(Self { at, level, slope, spread: (squares / (n - 2.0)).sqrt(), width, n })
    }

    fn value(&self, t: f64) -> f64 {
        self.level + self.slope * (t - self.at)
    }

    /// How sure the slope is: its value in standard errors.
    fn t(&self) -> f64 {
        let error = self.spread / self.width.sqrt();
        if error > 0.0 {
            self.slope / error
        } else if self.slope == 0.0 {
            0.0
        } else {
            self.slope.signum() * f64::MAX
        }
    }

    /// The standard error of the mean of `k` new points around `t`.
    fn error(&self, t: f64, k: usize) -> f64 {
        self.spread * (1.0 / count(k) + 1.0 / self.n + (t - self.at).powi(2) / self.width).sqrt()
    }
}

fn is_already_moving(before: &[Dated], window: &[Dated], direction: Direction) -> bool {
    let Some(first) = before.first() else { return false };
    let day = |point: &Dated| f64::from(crate::measures::series::days(first.date, point.date));
    let points: Vec<_> = before.iter().map(|point| (day(point), point.value)).collect();
    let Some(line) = Line::through(&points) else { return false };
    let better = match direction {
        Direction::Up => 1.0,
        Direction::Down => -1.0,
    };
    let times: Vec<_> = window.iter().map(day).collect();
    let values: Vec<_> = window.iter().map(|point| point.value).collect();
    let t = mean(&times);
    let beyond = (mean(&values) - line.value(t)) * better;
    line.t() * better > 1.0 && beyond <= ERRORS * line.error(t, window.len())
}

/// Whether the last third of a baseline jumped, and a step explains the whole better than a line does.
fn has_shift(baseline: &[f64]) -> bool {
    let cut = baseline.len() - baseline.len() / 3;
    let (early, late) = baseline.split_at(cut);
    if late.len() < 2 {
        return false;
    }
    let Some(threshold) = threshold(early, late.len()) else { return false };
    let squares = |values: &[f64]| {
        let middle = mean(values);
        values.iter().map(|value| (value - middle).powi(2)).sum::<f64>()
    };
    let points: Vec<_> = (0..).map(|at: u32| f64::from(at)).zip(baseline.iter().copied()).collect();
    let line = Line::through(&points).map_or(f64::MAX, |line| line.spread.powi(2) * (line.n - 2.0));
    (mean(late) - mean(early)).abs() > threshold && squares(early) + squares(late) < line
}
