//! Timings and the rows they make: the middle, the slow end and the worst, beside a reference and what is allowed.

use std::time::Instant;

use backcast_core::World;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

/// One line of the table.
pub(crate) struct Row {
    pub(crate) name: String,
    /// Milliseconds, in ascending order.
    times: Vec<f64>,
    /// The same asked of plain SQLite in the same run: the middle, in milliseconds.
    pub(crate) reference: Option<f64>,
    /// At most this at the 95th percentile, and at worst.
    pub(crate) allowed: Option<(f64, f64)>,
    /// At most so many times the reference.
    pub(crate) allowed_ratio: Option<f64>,
    /// What took longest.
    pub(crate) slowest: String,
}

impl Row {
    /// A row of named timings.
    pub(crate) fn of(name: &str, timings: Vec<(String, f64)>) -> Self {
        let slowest = timings.iter().max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(what, _)| what.clone());
        let mut times: Vec<f64> = timings.into_iter().map(|(_, time)| time).collect();
        times.sort_by(f64::total_cmp);
        Self {
            name: name.to_owned(),
            times,
            reference: None,
            allowed: None,
            allowed_ratio: None,
            slowest: slowest.unwrap_or_default(),
        }
    }

    pub(crate) fn at_most(mut self, p95: f64, worst: f64) -> Self {
        self.allowed = Some((p95, worst));
        self
    }

    /// Beside a reference that is shown and allows nothing by itself.
    pub(crate) fn seen_beside(mut self, reference: f64) -> Self {
        self.reference = Some(reference);
        self
    }

    pub(crate) fn beside(mut self, reference: f64, ratio: f64) -> Self {
        self.reference = Some(reference);
        self.allowed_ratio = Some(ratio);
        self
    }

    pub(crate) fn median(&self) -> f64 {
        self.at(50)
    }

    fn at(&self, percent: usize) -> f64 {
        let place = (self.times.len() * percent).div_ceil(100).saturating_sub(1);
        self.times.get(place).copied().unwrap_or(f64::NAN)
    }

    pub(crate) fn to_json(&self) -> Value {
        let (p95, worst) = (self.at(95), self.at(100));
        let slow = self.allowed.is_some_and(|(most, at_worst)| p95 > most || worst > at_worst);
        let beyond = match (self.reference, self.allowed_ratio) {
            (Some(reference), Some(ratio)) => self.median() > ratio * reference,
            _ => false,
        };
        json!({
            "name": self.name, "median": self.median(), "p95": p95, "worst": worst, "reference": self.reference,
            "allowed": self.allowed.map(|(p95, worst)| [p95, worst]), "allowed_ratio": self.allowed_ratio,
            "slowest": self.slowest, "missed": slow || beyond,
        })
    }
}

/// How long `work` takes, in milliseconds, and what it gives.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let value = work();
    (start.elapsed().as_secs_f64() * 1000.0, value)
}

/// How long `work` takes each time, after once to warm.
pub(crate) fn repeated<T>(
    rounds: u32,
    what: &str,
    mut work: impl FnMut() -> anyhow::Result<T>,
) -> anyhow::Result<Vec<(String, f64)>> {
    work()?;
    (0..rounds)
        .map(|_| {
            let (time, done) = timed(&mut work);
            done?;
            Ok((what.to_owned(), time))
        })
        .collect()
}

/// A world whose clock stands still: nothing here depends on the date.
pub(crate) fn world() -> World {
    World::new(|| Timestamp::UNIX_EPOCH, TimeZone::UTC, || [0; 10])
}
