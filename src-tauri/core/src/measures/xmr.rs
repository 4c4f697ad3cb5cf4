//! XmR, the process behaviour chart (Wheeler, *Making Sense of Data*): limits from moving ranges, and signals.
//!
//! Centre ± 2.66 × the mean moving range; upper range limit 3.268 ×. The median variant keeps the mean as
//! its centre and uses 3.145 and 3.865 × the median moving range. All comparisons are strict; every point of a firing window is marked. Pure: values in, values out.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::series::mean;

/// Below this many points there is a run chart only.
pub const LIMITS_FROM: usize = 6;

/// From this many points on limits are firm.
pub const FIRM_FROM: usize = 15;

const MEAN_FACTORS: (f64, f64) = (2.66, 3.268);
const MEDIAN_FACTORS: (f64, f64) = (3.145, 3.865);

crate::vocabulary! {
    /// What limits are worth.
    pub enum Status {
        /// Fewer than 6 points: no limits are drawn.
        Run = "run",
        /// 6 to 14 points.
        Provisional = "provisional",
        /// 15 points or more.
        Firm = "firm",
    }
}

/// What a signal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
pub enum SignalRule {
    /// A point outside a limit.
    R1,
    /// Three of four consecutive points nearer the same limit than the centre.
    R2,
    /// Eight consecutive points on one side of the centre.
    R3,
    /// A moving range above the upper range limit, marked at the later point.
    #[serde(rename = "MR")]
    Range,
}

/// Something that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Signal {
    /// Which rule fired.
    pub rule: SignalRule,
    /// Every point of the firing windows, counted from 0.
    pub points: Vec<u32>,
}

/// Centre and limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The mean.
    pub centre: f64,
    /// Mean or median moving range.
    pub range: f64,
    /// Half the distance between the limits.
    pub reach: f64,
    /// The upper limit of moving ranges.
    pub range_upper: f64,
    /// How many points they are computed from.
    pub from: usize,
}

/// How to compute.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Options {
    /// Limits from the median moving range.
    pub median: bool,
    /// The lowest value that can be: the lower limit is clipped there.
    pub floor: Option<f64>,
}

/// A chart's numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Xmr {
    /// How many points are judged.
    pub n: u32,
    /// The centre line; none without points.
    pub centre: Option<f64>,
    /// The mean (or median) moving range; none below 2 points.
    pub mr_mean: Option<f64>,
    /// The upper limit; none below 2 points.
    pub upper: Option<f64>,
    /// The lower limit, clipped at the floor.
    pub lower: Option<f64>,
    /// The upper limit of moving ranges.
    pub range_upper: Option<f64>,
    /// What the limits are worth.
    pub status: Status,
    /// What changed.
    pub signals: Vec<Signal>,
}

/// A chart split at a date: what comes after is judged by the limits of before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct SplitXmr {
    /// Before the split.
    pub before: Xmr,
    /// After it, against the locked limits.
    pub after: Xmr,
}

/// Limits of a series; none below two values.
#[must_use]
pub fn limits(values: &[f64], options: Options) -> Option<Limits> {
    if values.len() < 2 {
        return None;
    }
    let ranges = moving_ranges(values);
    let (middle, (reach, upper)): (fn(&[f64]) -> f64, _) =
        if options.median { (median, MEDIAN_FACTORS) } else { (mean, MEAN_FACTORS) };
    let range = middle(&ranges);
    Some(Limits { centre: mean(values), range, reach: reach * range, range_upper: upper * range, from: values.len() })
}

/// |xᵢ − xᵢ₋₁|, one fewer than the values.
#[must_use]
pub fn moving_ranges(values: &[f64]) -> Vec<f64> {
    values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect()
}

/// The chart of a series by its own limits.
#[must_use]
pub fn xmr(values: &[f64], options: Options) -> Xmr {
    judged(values, limits(values, options), options)
}

/// The chart of a series split in two, the second part judged by the limits of the first.
#[must_use]
pub fn split(before: &[f64], after: &[f64], options: Options) -> SplitXmr {
    let locked = limits(before, options);
    SplitXmr { before: judged(before, locked, options), after: judged(after, locked, options) }
}

fn judged(values: &[f64], limits: Option<Limits>, options: Options) -> Xmr {
    let floored = |limit: f64| options.floor.map_or(limit, |floor| limit.max(floor));
    Xmr {
        n: u32::try_from(values.len()).unwrap_or(u32::MAX),
        centre: limits.map(|limits| limits.centre).or_else(|| values.first().copied()),
        mr_mean: limits.map(|limits| limits.range),
        upper: limits.map(|limits| limits.centre + limits.reach),
        lower: limits.map(|limits| floored(limits.centre - limits.reach)),
        range_upper: limits.map(|limits| limits.range_upper),
        status: match limits.map_or(0, |limits| limits.from) {
            from if from >= FIRM_FROM => Status::Firm,
            from if from >= LIMITS_FROM => Status::Provisional,
            _ => Status::Run,
        },
        signals: limits.map(|limits| signals(values, &limits, options)).unwrap_or_default(),
    }
}

fn signals(values: &[f64], limits: &Limits, options: Options) -> Vec<Signal> {
    if limits.from < LIMITS_FROM {
        return vec![];
    }
    let upper = limits.centre + limits.reach;
    let lower = limits.centre - limits.reach;
    let lower = options.floor.map_or(lower, |floor| lower.max(floor));
    let sides: Vec<f64> = values.iter().map(|value| value - limits.centre).collect();
    // Nearer a limit than the centre: beyond half the way, whatever the floor cuts off.
    let near: Vec<f64> = sides.iter().map(|side| if side.abs() > limits.reach / 2.0 { *side } else { 0.0 }).collect();
    let found = [
        (SignalRule::R1, marks(values.len(), |at| values[at] > upper || values[at] < lower)),
        (SignalRule::R2, windows(&near, 4, 3)),
        (SignalRule::R3, windows(&sides, 8, 8)),
        (SignalRule::Range, ranges_above(values, limits.range_upper)),
    ];
    found.into_iter().filter(|(_, points)| !points.is_empty()).map(|(rule, points)| Signal { rule, points }).collect()
}

fn ranges_above(values: &[f64], upper: f64) -> Vec<u32> {
    let ranges = moving_ranges(values);
    marks(values.len(), |at| at > 0 && ranges[at - 1] > upper)
}

/// The points at which `fires` holds.
fn marks(length: usize, fires: impl Fn(usize) -> bool) -> Vec<u32> {
    (0..length).filter(|at| fires(*at)).filter_map(|at| u32::try_from(at).ok()).collect()
}

/// Every point of each window of `size` in which at least `enough` lie strictly on one side.
fn windows(sides: &[f64], size: usize, enough: usize) -> Vec<u32> {
    let mut marked = vec![false; sides.len()];
    for (at, window) in sides.windows(size).enumerate() {
        let above = window.iter().filter(|side| **side > 0.0).count();
        let below = window.iter().filter(|side| **side < 0.0).count();
        if above >= enough || below >= enough {
            marked[at..at + size].fill(true);
        }
    }
    (0..).zip(marked).filter(|(_, marked)| *marked).map(|(at, _)| at).collect()
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => sorted[middle],
        _ => f64::midpoint(sorted[middle - 1], sorted[middle]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(found: Option<f64>, wanted: f64) {
        let found = found.unwrap();
        assert!((found - wanted).abs() < 0.005 * wanted.abs().max(1.0), "{found} is not {wanted}");
    }

    #[test]
    fn limits_equal_a_hand_worked_example() {
        // Ranges 40, 10, 10: mean 20; centre 32.5; 2.66 × 20 = 53.2.
        let found = xmr(&[10.0, 50.0, 40.0, 30.0], Options::default());
        near(found.centre, 32.5);
        near(found.upper, 85.7);
        near(found.lower, -20.7);
        near(found.range_upper, 65.36);
        assert_eq!(found.status, Status::Run);
    }

    #[test]
    fn limits_are_provisional_from_six_points_and_firm_from_fifteen() {
        let status = |n: usize| xmr(&vec![1.0; n], Options::default()).status;
        assert_eq!([5, 6, 14, 15].map(status), [Status::Run, Status::Provisional, Status::Provisional, Status::Firm]);
    }

    #[test]
    fn a_point_equal_to_the_centre_breaks_a_run() {
        let mut values = vec![5.0, 7.0, 5.0, 7.0, 5.0, 7.0, 5.0, 7.0];
        values.extend([6.5; 8]);
        let limits = limits(&[5.0, 7.0, 5.0, 7.0, 5.0, 7.0, 5.0, 7.0], Options::default()).unwrap();
        let found = judged(&values, Some(limits), Options::default());
        assert_eq!(found.signals, [Signal { rule: SignalRule::R3, points: (7..16).collect() }]);
        values[11] = 6.0;
        assert!(judged(&values, Some(limits), Options::default()).signals.is_empty());
    }

    #[test]
    fn a_point_after_the_launch_never_changes_the_limits_of_before() {
        let before = [7.0, 7.4, 6.9, 7.1, 7.3, 6.8, 7.2];
        let calm = split(&before, &[7.0], Options::default());
        let wild = split(&before, &[700.0], Options::default());
        assert_eq!(calm.before, wild.before);
        assert_eq!((calm.after.upper, calm.after.lower), (wild.after.upper, wild.after.lower));
        assert_eq!(wild.after.signals[0], Signal { rule: SignalRule::R1, points: vec![0] });
    }

    #[test]
    fn the_lower_limit_is_clipped_at_the_floor() {
        let found = xmr(&[10.0, 50.0, 40.0, 30.0], Options { floor: Some(0.0), ..Options::default() });
        assert_eq!(found.lower, Some(0.0));
    }

    #[test]
    fn one_value_or_none_has_no_limits() {
        for values in [&[][..], &[3.0][..]] {
            let found = xmr(values, Options::default());
            assert_eq!((found.upper, found.status), (None, Status::Run));
        }
    }

    proptest! {
        #[test]
        fn shifting_and_scaling_the_data_moves_the_limits_and_keeps_the_signals(
            values in proptest::collection::vec(-100_i32..100, 6..40),
            shift in -8_i32..8,
            power in 0_i32..4,
        ) {
            // Powers of two and whole numbers keep the arithmetic exact, so that strict comparisons cannot flip by rounding.
            let scale = f64::from(2_i32.pow(power.unsigned_abs()));
            let plain: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
            let moved: Vec<f64> = plain.iter().map(|value| value * scale).collect();
            let (a, b) = (xmr(&plain, Options::default()), xmr(&moved, Options::default()));
            prop_assert_eq!(&a.signals, &b.signals);
            let shifted: Vec<f64> = plain.iter().map(|value| value + f64::from(shift)).collect();
            let c = xmr(&shifted, Options::default());
            prop_assert!((c.upper.unwrap() - a.upper.unwrap() - f64::from(shift)).abs() < 1e-9);
            prop_assert!((b.upper.unwrap() - a.upper.unwrap() * scale).abs() < 1e-6);
        }
    }
}
