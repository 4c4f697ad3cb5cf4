//! How often the verdict evidence is wrong, and how often it finds what is there, by simulation.
//!
//! Weekly series of which everything is known, judged by the core beside what a bare XmR signal in the wanted direction
//! would have said. Autoregressive noise with standard deviation 1; *found* has the level drop by two of them at the launch.
//! A trend falls by 0.05 a week, a season swings by 1 around the year; both go on unchanged. Seeded: the same run, the same
//! figures.

use backcast_core::evidence::{Class, Promise, judge};
use backcast_core::measures::xmr::{Options, SignalRule, Xmr, split};
use backcast_core::measures::{Dated, Direction};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value, json};

const AFTER: u32 = 26;
const DROP: f64 = 2.0;
const TREND: f64 = -0.05;
const SWING: f64 = 1.0;
const LAUNCH: Date = jiff::civil::date(2026, 3, 2);

/// What one world of series comes to.
struct World {
    lag: f64,
    n: u32,
    trend: bool,
    season: bool,
}

/// Rates over `series` series for each lag, length, trend and season.
pub(crate) fn measure(series: u32) -> anyhow::Result<Value> {
    let mut rows = vec![];
    for (trend, season) in [(false, false), (true, false), (false, true), (true, true)] {
        for lag in [0.0, 0.3, 0.5, 0.7] {
            for n in [12, 26, 52] {
                rows.push(World { lag, n, trend, season }.rates(series)?);
            }
        }
    }
    Ok(json!({ "series": series, "after": AFTER, "drop": DROP, "rows": rows }))
}

impl World {
    fn rates(&self, series: u32) -> anyhow::Result<Value> {
        let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
        let mut counts = Counts::default();
        for _ in 0..series {
            let noise = self.noise(&mut chance);
            counts.add(&self.said(&noise, 0.0)?, &self.said(&noise, DROP)?);
        }
        let rate = |count: u32| f64::from(count) / f64::from(series);
        Ok(json!({
            "lag": self.lag, "n": self.n, "trend": self.trend, "season": self.season,
            "false": rate(counts.falsely), "found": rate(counts.found),
            "excused": rate(counts.excused), "cant_tell": rate(counts.cant_tell),
            "xmr_false": rate(counts.xmr_falsely), "xmr_found": rate(counts.xmr_found),
        }))
    }

    /// Noise with this lag and standard deviation 1, begun in its own long run.
    fn noise(&self, chance: &mut Chance) -> Vec<f64> {
        let fresh = (1.0 - self.lag * self.lag).sqrt();
        let mut value = chance.normal();
        let mut next = || {
            value = self.lag * value + fresh * chance.normal();
            value
        };
        (0..self.n + AFTER).map(|_| next()).collect()
    }

    /// What the evidence and the bare chart say of the noise in this world, with the level lower by `drop` from the launch on.
    fn said(&self, noise: &[f64], drop: f64) -> anyhow::Result<Said> {
        let first = LAUNCH.checked_sub((7 * i64::from(self.n)).days())?;
        let mut points = vec![];
        for (week, noise) in (0_u32..).zip(noise) {
            let at = f64::from(week);
            let trend = if self.trend { TREND * at } else { 0.0 };
            let season = if self.season { SWING * (at * std::f64::consts::TAU / 52.0).sin() } else { 0.0 };
            let dropped = if week < self.n { 0.0 } else { drop };
            let date = first.checked_add((7 * i64::from(week)).days())?;
            points.push(Dated { date, value: 20.0 + noise + trend + season - dropped });
        }
        let end = first.checked_add((7 * i64::from(self.n + AFTER)).days())?;
        // Half of the drop is wanted, so that what is found is not held back by its target.
        let promise = Promise::bare("Simulated", Direction::Down, Some(20.0 - DROP / 2.0));
        let (evidence, shown) = judge(&promise, &points, LAUNCH, end);
        let values = |points: &[Dated]| points.iter().map(|point| point.value).collect::<Vec<_>>();
        let chart = split(&values(&shown.split.before), &values(&shown.split.after), Options::default());
        Ok(Said { class: evidence.evidence, signal: signals_down(&chart.after, &values(&shown.split.after)) })
    }
}

struct Said {
    class: Class,
    signal: bool,
}

impl Said {
    fn moved(&self) -> bool {
        matches!(self.class, Class::Solved | Class::MovedNotEnough)
    }
}

#[derive(Default)]
struct Counts {
    falsely: u32,
    found: u32,
    excused: u32,
    cant_tell: u32,
    xmr_falsely: u32,
    xmr_found: u32,
}

impl Counts {
    fn add(&mut self, still: &Said, dropped: &Said) {
        self.falsely += u32::from(still.moved());
        self.found += u32::from(dropped.moved());
        self.excused += u32::from(dropped.class == Class::AlreadyMoving);
        self.cant_tell += u32::from(dropped.class == Class::CantTell);
        self.xmr_falsely += u32::from(still.signal);
        self.xmr_found += u32::from(dropped.signal);
    }
}

/// Whether a chart has a signal on the lower side of its centre; of three of four, points beyond half the way count.
fn signals_down(chart: &Xmr, values: &[f64]) -> bool {
    let (Some(centre), Some(lower)) = (chart.centre, chart.lower) else { return false };
    chart.signals.iter().any(|signal| {
        let level = match signal.rule {
            SignalRule::R1 => lower,
            SignalRule::R2 => f64::midpoint(centre, lower),
            SignalRule::R3 => centre,
            SignalRule::Range => return false,
        };
        let beyond = |at: &u32| usize::try_from(*at).ok().and_then(|at| values.get(at)).is_some_and(|it| *it < level);
        signal.points.iter().any(beyond)
    })
}

/// Random numbers: SplitMix64, made normal by Box and Muller.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// In (0, 1).
    fn uniform(&mut self) -> f64 {
        let high = u32::try_from(self.next() >> 32).unwrap_or(u32::MAX);
        (f64::from(high) + 0.5) / (f64::from(u32::MAX) + 1.0)
    }

    fn normal(&mut self) -> f64 {
        let (radius, angle) = (self.uniform(), self.uniform());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }
}
