//! Calibration: probabilities held against what happened. Pure.
//!
//! The unit is the question that was settled (a launch). Several forecasts of one unit share its weight, so that they
//! never pass for several outcomes; intervals come from resampling units. Not here: how a launch is settled.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::proportion::wilson;

/// The curve has this many bins of equal width.
pub const BINS: usize = 5;

/// The decomposition and the skill are shown from this many outcomes.
pub const DECOMPOSED_FROM: u32 = 50;

/// How often the outcomes are drawn anew for an interval.
const DRAWS: usize = 1_000;

/// What the score is, in words that stand beside the number.
pub const CONVENTION: &str = "mean of (p − y)², 0 to 1, less is better; always saying 50 % is 0.25";

/// A forecast of something that has been settled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resolved {
    /// What it was about: forecasts with the same number share one outcome.
    pub unit: u32,
    /// Percent, 0 to 100.
    pub percent: f64,
    /// Whether it came true.
    pub came_true: bool,
}

impl Resolved {
    fn probability(&self) -> f64 {
        self.percent / 100.0
    }

    fn outcome(&self) -> f64 {
        if self.came_true { 1.0 } else { 0.0 }
    }

    fn loss(&self) -> f64 {
        (self.probability() - self.outcome()).powi(2)
    }

    /// The probability given to what happened.
    fn given_to_what_happened(&self) -> f64 {
        if self.came_true { self.probability() } else { 1.0 - self.probability() }
    }
}

/// The logarithmic score: mean of −ln of the probability given to what happened.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
pub struct LogScore {
    /// The score; absent when it is infinite, because a forecast of 0 or 100 % was wrong.
    pub value: Option<f64>,
    /// How many forecasts said 0 or 100 %.
    pub certain: u32,
    /// How many of those were wrong: each alone makes the score infinite.
    pub certain_and_wrong: u32,
    /// The score of the others.
    pub without_those: Option<f64>,
}

/// Murphy's decomposition: score = reliability − resolution + uncertainty + residual of binning.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
pub struct Murphy {
    /// How far forecasts lie from what happened, bin by bin; less is better.
    pub reliability: f64,
    /// How far the bins lie from the base rate; more is better.
    pub resolution: f64,
    /// What the base rate alone leaves open.
    pub uncertainty: f64,
    /// What binning hides.
    pub residual: f64,
}

/// A bin of the curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
pub struct Bin {
    /// Above this many percent (the first bin includes it).
    pub from: f64,
    /// Up to this many percent.
    pub to: f64,
    /// How many outcomes.
    pub n: u32,
    /// How many of them came true.
    pub came_true: u32,
    /// The mean forecast, in percent.
    pub mean_forecast: Option<f64>,
    /// The share that came true, 0 to 1.
    pub share: Option<f64>,
    /// Lower end of its 95 % Wilson interval.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// How well probabilities held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Calibration {
    /// How many outcomes.
    pub outcomes: u32,
    /// How many forecasts of them.
    pub forecasts: u32,
    /// How many outcomes came true.
    pub came_true: u32,
    /// What was said on average, in percent.
    pub mean_forecast: f64,
    /// The Brier score.
    pub brier: f64,
    /// What that is: [`CONVENTION`].
    pub brier_convention: String,
    /// Lower end of its 95 % interval, by resampling outcomes.
    pub brier_low: f64,
    /// Upper end.
    pub brier_high: f64,
    /// The logarithmic score.
    pub log_score: LogScore,
    /// The decomposition, from 50 outcomes.
    pub murphy: Option<Murphy>,
    /// 1 − Brier / uncertainty, from 50 outcomes; absent when all came out alike.
    pub skill: Option<f64>,
    /// The curve from 0 to 100 %.
    pub curve: Vec<Bin>,
}

/// Holds forecasts against what happened; none without any. `dice` draws the outcomes anew for the interval.
#[must_use]
pub fn assess(resolved: &[Resolved], dice: &mut dyn FnMut() -> u64) -> Option<Calibration> {
    let units = units(resolved);
    let losses = losses(&units);
    let Score { outcomes, brier } = score_of(&losses)?;
    let (brier_low, brier_high) = resampled(&losses, dice);
    let came_true = count(units.values().filter(|unit| unit.came_true).count());
    let base = f64::from(came_true) / f64::from(outcomes);
    let uncertainty = base * (1.0 - base);
    let enough = outcomes >= DECOMPOSED_FROM;
    Some(Calibration {
        outcomes,
        forecasts: count(resolved.len()),
        came_true,
        mean_forecast: resolved.iter().map(|one| weight(one, &units) * one.percent).sum::<f64>() / f64::from(outcomes),
        brier,
        brier_convention: CONVENTION.to_owned(),
        brier_low,
        brier_high,
        log_score: log_score(resolved, &units),
        murphy: enough.then(|| murphy(resolved, &units, brier, BINS)),
        skill: (enough && uncertainty > 0.0).then(|| 1.0 - brier / uncertainty),
        curve: curve(resolved, BINS),
    })
}

/// The score alone, without an interval: for groups that show no more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Score {
    /// How many outcomes.
    pub(crate) outcomes: u32,
    /// The Brier score.
    pub(crate) brier: f64,
}

/// The score of forecasts; none without any.
pub(crate) fn score(resolved: &[Resolved]) -> Option<Score> {
    score_of(&losses(&units(resolved)))
}

fn score_of(losses: &[f64]) -> Option<Score> {
    (!losses.is_empty()).then(|| Score { outcomes: count(losses.len()), brier: mean(losses) })
}

/// What each outcome cost, its forecasts sharing its weight.
fn losses(units: &BTreeMap<u32, Unit>) -> Vec<f64> {
    units.values().map(|unit| unit.loss / f64::from(unit.forecasts)).collect()
}

/// What the forecasts of one outcome come to.
struct Unit {
    forecasts: u32,
    loss: f64,
    came_true: bool,
}

fn units(resolved: &[Resolved]) -> BTreeMap<u32, Unit> {
    let mut units: BTreeMap<u32, Unit> = BTreeMap::new();
    for one in resolved {
        let unit = units.entry(one.unit).or_insert(Unit { forecasts: 0, loss: 0.0, came_true: one.came_true });
        unit.forecasts += 1;
        unit.loss += one.loss();
    }
    units
}

/// What a forecast counts: the outcome's weight of one, shared among its forecasts.
fn weight(one: &Resolved, units: &BTreeMap<u32, Unit>) -> f64 {
    units.get(&one.unit).map_or(0.0, |unit| 1.0 / f64::from(unit.forecasts))
}

fn log_score(resolved: &[Resolved], units: &BTreeMap<u32, Unit>) -> LogScore {
    let wrong = |one: &&Resolved| one.given_to_what_happened() <= 0.0;
    let (mut total, mut weights) = (0.0, 0.0);
    for one in resolved.iter().filter(|one| !wrong(one)) {
        total -= weight(one, units) * one.given_to_what_happened().ln();
        weights += weight(one, units);
    }
    let finite = (weights > 0.0).then(|| total / weights + 0.0);
    let certain_and_wrong = count(resolved.iter().filter(wrong).count());
    LogScore {
        value: finite.filter(|_| certain_and_wrong == 0),
        certain: count(resolved.iter().filter(|one| one.percent <= 0.0 || one.percent >= 100.0).count()),
        certain_and_wrong,
        without_those: finite,
    }
}

/// Murphy (Journal of Applied Meteorology 12, 1973) over bins of equal width, with the residual that binning leaves
/// (Stephenson, Coelho and Jolliffe, Weather and Forecasting 23, 2008).
fn murphy(resolved: &[Resolved], units: &BTreeMap<u32, Unit>, brier: f64, bins: usize) -> Murphy {
    let mut sums = vec![(0.0, 0.0, 0.0); bins];
    for one in resolved {
        let weight = weight(one, units);
        if let Some((total, forecast, outcome)) = sums.get_mut(bin_of(one.percent, bins)) {
            *total += weight;
            *forecast += weight * one.probability();
            *outcome += weight * one.outcome();
        }
    }
    let all: f64 = sums.iter().map(|(total, ..)| total).sum();
    let base = sums.iter().map(|(.., outcome)| outcome).sum::<f64>() / all;
    let (mut reliability, mut resolution) = (0.0, 0.0);
    for (total, forecast, outcome) in sums.into_iter().filter(|(total, ..)| *total > 0.0) {
        let (forecast, outcome) = (forecast / total, outcome / total);
        reliability += total / all * (forecast - outcome).powi(2);
        resolution += total / all * (outcome - base).powi(2);
    }
    let uncertainty = base * (1.0 - base);
    Murphy { reliability, resolution, uncertainty, residual: brier - (reliability - resolution + uncertainty) }
}

/// The curve over bins of equal width. In a bin an outcome counts once, however many forecasts of it are there.
#[must_use]
pub fn curve(resolved: &[Resolved], bins: usize) -> Vec<Bin> {
    let mut members: Vec<BTreeMap<u32, (f64, u32, bool)>> = vec![BTreeMap::new(); bins];
    for one in resolved {
        if let Some(members) = members.get_mut(bin_of(one.percent, bins)) {
            let member = members.entry(one.unit).or_insert((0.0, 0, one.came_true));
            member.0 += one.percent;
            member.1 += 1;
        }
    }
    let width = 100.0 / float(bins);
    (0..)
        .zip(members)
        .map(|(at, members)| {
            let n = count(members.len());
            let came_true = count(members.values().filter(|(.., came_true)| *came_true).count());
            let means: Vec<f64> = members.values().map(|(sum, forecasts, _)| sum / f64::from(*forecasts)).collect();
            let interval = wilson(came_true, n);
            Bin {
                from: width * float(at),
                to: width * float(at + 1),
                n,
                came_true,
                mean_forecast: (n > 0).then(|| mean(&means)),
                share: (n > 0).then(|| f64::from(came_true) / f64::from(n)),
                low: interval.map(|(low, _)| low),
                high: interval.map(|(_, high)| high),
            }
        })
        .collect()
}

/// The bin of a forecast: an edge belongs to the bin below it, as in scikit-learn's `calibration_curve`.
#[must_use]
pub fn bin_of(percent: f64, bins: usize) -> usize {
    let width = 100.0 / float(bins);
    (1..bins).take_while(|edge| percent > width * float(*edge)).count()
}

/// The 2.5 % and 97.5 % points of the mean over drawings with replacement (Efron's percentile interval).
fn resampled(losses: &[f64], dice: &mut dyn FnMut() -> u64) -> (f64, f64) {
    let units = losses.len() as u64;
    let mut means: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let total: f64 = (0..units)
                .map(|_| {
                    let at = (u128::from(dice()) * u128::from(units)) >> 64;
                    usize::try_from(at).ok().and_then(|at| losses.get(at)).copied().unwrap_or_default()
                })
                .sum();
            total / float(losses.len())
        })
        .collect();
    means.sort_by(f64::total_cmp);
    let at = |place: usize| means.get(place).copied().unwrap_or_default();
    (at(DRAWS * 25 / 1_000), at(DRAWS * 975 / 1_000 - 1))
}

/// A stream of numbers that a seed fixes (SplitMix64, Steele, Lea and Flood 2014).
pub fn dice(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / float(values.len())
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn float(length: usize) -> f64 {
    f64::from(count(length))
}

#[cfg(test)]
#[path = "calibration_tests.rs"]
mod tests;
