//! Re-basing: from a date on a measure's limits are computed anew, for a stated cause.
//!
//! Limits that were locked stay locked until then; nothing that was seen before is judged again. Without a cause there is
//! no re-basing.

use jiff::civil::Date;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::xmr::{self, Options, SplitXmr};
use super::{Dated, TOPICS, key, optional_date};
use crate::change::{Action, Changed};
use crate::error::{Error, Reason, Result};
use crate::portfolio::Portfolio;
use crate::storage::rebases as rows;

/// A date from which limits are computed anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Rebase {
    /// Identity, UUIDv7.
    pub id: String,
    /// The date, ISO.
    pub from: String,
    /// Why.
    pub cause: String,
    /// When it was stated, RFC 3339.
    pub at: String,
}

impl Portfolio {
    /// The re-basings of a measure, by date.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown measure.
    pub fn rebases(&self, measure: &str) -> Result<Vec<Rebase>> {
        self.read(|conn| rows::of_measure(conn, key(conn, measure)?))
    }

    /// Computes a measure's limits anew from a date on.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a cause, for a date that is none, or one that has a re-basing; [`Error::NotFound`] for an
    /// unknown measure.
    pub fn rebase(&self, measure: &str, from: &str, cause: &str) -> Result<Changed<String>> {
        let date = optional_date("on", from)?.ok_or_else(|| Error::invalid("on", Reason::Required))?;
        let cause = cause.trim();
        if cause.is_empty() {
            return Err(Error::invalid("cause", Reason::Required));
        }
        self.transact(Action::Rebase, TOPICS, |w| {
            let measure = key(w.conn, measure)?;
            let iso = date.to_string();
            if rows::of_measure(w.conn, measure)?.iter().any(|rebase| rebase.from == iso) {
                return Err(Error::invalid("on", Reason::Exists));
            }
            let id = w.new_id().to_string();
            rows::insert(w.conn, measure, &id, date, cause, w.now)?;
            w.detail(cause.chars().take(120).collect::<String>());
            Ok(id)
        })
    }
}

/// The dates from which a measure's limits are computed anew, and why.
pub(crate) fn rebased(conn: &Connection, measure: i64) -> Result<Vec<(Date, String)>> {
    let stated = rows::of_measure(conn, measure)?.into_iter().map(|rebase| {
        let from = rebase.from.parse().map_err(|_| Error::corrupt(format!("a re-basing is dated {}", rebase.from)))?;
        Ok((from, rebase.cause))
    });
    stated.collect()
}

/// A stretch of a series with limits of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// Where it begins in the series.
    pub begins: usize,
    /// The chart of its points: those before a launch that falls into it, and those after by the same limits.
    pub split: SplitXmr,
}

impl Stretch {
    /// How many points it has.
    #[must_use]
    pub fn length(&self) -> usize {
        usize::try_from(self.split.before.n + self.split.after.n).unwrap_or(usize::MAX)
    }
}

/// A series in stretches, one more than there are dates of re-basing inside it. Both are in the order of their dates.
#[must_use]
pub fn stretches(points: &[Dated], launch: Option<Date>, from: &[Date], options: Options) -> Vec<Stretch> {
    let mut cuts: Vec<usize> = from.iter().map(|date| points.partition_point(|point| point.date < *date)).collect();
    cuts.retain(|cut| *cut > 0 && *cut < points.len());
    cuts.dedup();
    let begins = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([points.len()]);
    let values = |points: &[Dated]| points.iter().map(|point| point.value).collect::<Vec<_>>();
    begins
        .zip(ends)
        .filter_map(|(begins, end)| {
            let inside = points.get(begins..end)?;
            let launched = launch.map_or(inside.len(), |launch| inside.partition_point(|point| point.date < launch));
            // Points that all lie after the launch are a baseline of their own.
            let (before, after) = inside.split_at(if launched == 0 && begins > 0 { inside.len() } else { launched });
            Some(Stretch { begins, split: xmr::split(&values(before), &values(after), options) })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;

    fn weekly(values: &[f64]) -> Vec<Dated> {
        let from: Date = "2026-01-05".parse().unwrap();
        (0..)
            .zip(values)
            .map(|(week, value)| Dated { date: from.saturating_add((week * 7).days()), value: *value })
            .collect()
    }

    #[test]
    fn limits_are_locked_at_the_launch_until_they_are_re_based() {
        let mut values = vec![10.0, 12.0, 11.0, 10.0, 12.0, 11.0];
        values.extend([30.0; 4]);
        values.extend([20.0, 22.0, 21.0, 20.0, 22.0, 21.0]);
        let points = weekly(&values);
        let (launch, rebased) = (points[6].date, points[10].date);
        let locked = stretches(&points, Some(launch), &[], Options::default());
        assert_eq!(locked.len(), 1);
        assert_eq!(locked[0].split.after.centre, Some(11.0));
        let anew = stretches(&points, Some(launch), &[rebased], Options::default());
        assert_eq!((anew[1].begins, anew[1].length()), (10, 6));
        assert_eq!(anew[1].split.before.centre, Some(21.0));
        assert_eq!(anew[0].split.before, locked[0].split.before);
        assert_eq!(anew[0].split.after.n, 4);
    }

    #[test]
    fn a_date_outside_the_series_divides_nothing() {
        let points = weekly(&[1.0, 2.0]);
        let outside = ["2025-01-01".parse().unwrap(), "2027-01-01".parse().unwrap()];
        assert_eq!(stretches(&points, None, &outside, Options::default()).len(), 1);
        assert!(stretches(&[], None, &outside, Options::default()).iter().all(|stretch| stretch.length() == 0));
    }
}
