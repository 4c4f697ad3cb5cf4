//! The season of a measure: a yearly wave in its baseline.
//!
//! A measure is seasonal when, over a year or more, a wave of one year explains at least a third of what a straight line
//! leaves. Its judging window is held against the same weeks of the year before, and its variation is what is left around
//! line and wave.

use std::f64::consts::TAU;

use jiff::ToSpan as _;

use super::line::Line;
use crate::measures::Dated;
use crate::measures::series::{days, mean};

/// Weekday-aligned, so that a week meets its week.
const YEAR_DAYS: i32 = 364;

/// How long a year is to a wave.
const WAVE_DAYS: f64 = 365.25;

/// The share of what a line leaves that a wave explains in a seasonal measure.
const SEASONAL_FROM: f64 = 1.0 / 3.0;

/// A line and a yearly wave through a baseline.
pub(super) struct Season {
    origin: jiff::civil::Date,
    /// Level, slope a year, sine, cosine.
    terms: [f64; 4],
}

impl Season {
    /// The season of a baseline of a year or more; none when it has none.
    pub(super) fn of(before: &[Dated]) -> Option<Self> {
        let (first, last) = (before.first()?, before.last()?);
        let points: Vec<_> =
            before.iter().map(|point| (f64::from(days(first.date, point.date)), point.value)).collect();
        let usual = f64::from(days(first.date, last.date)) / f64::from(u32::try_from(before.len()).ok()?.max(2) - 1);
        if f64::from(days(first.date, last.date)) + usual < f64::from(YEAR_DAYS) {
            return None;
        }
        let line = Line::through(&points)?.squares();
        let season = Self { origin: first.date, terms: least_squares(&points)? };
        let left: f64 = season.remainders(before).iter().map(|value| value.powi(2)).sum();
        (line > 0.0 && (line - left) / line > SEASONAL_FROM).then_some(season)
    }

    /// What line and wave leave of each point.
    pub(super) fn remainders(&self, points: &[Dated]) -> Vec<f64> {
        let fitted = |point: &Dated| -> f64 {
            columns(self.day(point)).iter().zip(self.terms).map(|(column, term)| column * term).sum()
        };
        points.iter().map(|point| point.value - fitted(point)).collect()
    }

    /// The points without the wave.
    pub(super) fn taken_from(&self, points: &[Dated]) -> Vec<Dated> {
        let wave = |point: &Dated| {
            let [_, _, sine, cosine] = columns(self.day(point));
            sine * self.terms[2] + cosine * self.terms[3]
        };
        points.iter().map(|point| Dated { date: point.date, value: point.value - wave(point) }).collect()
    }

    fn day(&self, point: &Dated) -> f64 {
        f64::from(days(self.origin, point.date))
    }
}

/// The mean of the points a year before those of the window; none unless each is there.
pub(super) fn year_before(before: &[Dated], window: &[Dated]) -> Option<f64> {
    let mut gaps: Vec<i32> = before.windows(2).map(|pair| days(pair[0].date, pair[1].date)).collect();
    gaps.sort_unstable();
    let near = gaps.get(gaps.len() / 2)? / 2;
    let values = window.iter().map(|point| {
        let wanted = point.date.checked_sub(YEAR_DAYS.days()).ok()?;
        let nearest = before.iter().min_by_key(|earlier| days(earlier.date, wanted).abs())?;
        (days(nearest.date, wanted).abs() <= near).then_some(nearest.value)
    });
    Some(mean(&values.collect::<Option<Vec<_>>>()?))
}

fn columns(day: f64) -> [f64; 4] {
    let turn = TAU * day / WAVE_DAYS;
    [1.0, day / WAVE_DAYS, turn.sin(), turn.cos()]
}

/// Least squares over the four columns, by elimination with pivots; none when they do not differ.
fn least_squares(points: &[(f64, f64)]) -> Option<[f64; 4]> {
    let mut rows = [[0.0_f64; 5]; 4];
    for (day, value) in points {
        let columns = columns(*day);
        for (row, left) in rows.iter_mut().zip(columns) {
            for (cell, right) in row.iter_mut().zip(columns.into_iter().chain([*value])) {
                *cell += left * right;
            }
        }
    }
    for at in 0..4 {
        let pivot = (at..4).max_by(|a, b| rows[*a][at].abs().total_cmp(&rows[*b][at].abs()))?;
        rows.swap(at, pivot);
        let chosen = rows[at];
        if chosen[at].abs() < 1e-9 {
            return None;
        }
        for (other, row) in rows.iter_mut().enumerate() {
            if other != at {
                let share = row[at] / chosen[at];
                for (cell, from) in row.iter_mut().zip(chosen) {
                    *cell -= share * from;
                }
            }
        }
    }
    Some([0, 1, 2, 3].map(|at| rows[at][4] / rows[at][at]))
}
