//! Series: values by date, made into points that can be compared.
//!
//! Values closer together than a week are made into weeks counted from the launch, so that no week crosses it.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Aggregate, Dated, Reading};

/// Values less than this many days apart are made into weeks.
const WEEKLY_FROM_DAYS: i32 = 6;

/// A series on both sides of a date.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// Before it, oldest first.
    pub before: Vec<Dated>,
    /// On it and after, oldest first.
    pub after: Vec<Dated>,
}

/// Splits a series at a date into points: weeks where values are closer than that, else the values themselves.
///
/// A week that the values do not cover to its end is left out. `values` are in the order of their dates.
#[must_use]
pub fn split(values: &[Dated], at: Date, aggregate: Aggregate) -> Split {
    let (before, after): (Vec<Dated>, Vec<Dated>) = values.iter().partition(|dated| dated.date < at);
    if !is_dense(values) {
        return Split { before, after };
    }
    let last = values.last().map_or(at, |dated| dated.date);
    let first = values.first().map_or(at, |dated| dated.date);
    let weeks = |values: &[Dated]| weeks(values, at, aggregate);
    let whole = |point: &Dated| {
        let begin = point.date.saturating_sub(6.days());
        begin >= first && point.date <= last
    };
    Split {
        before: weeks(&before).into_iter().filter(whole).collect(),
        after: weeks(&after).into_iter().filter(whole).collect(),
    }
}

/// The values of a measure; of a rate that comes more often than weekly, whole weeks counted from `at`, each its
/// numerators over its denominators.
#[must_use]
pub fn rates(readings: &[Reading], at: Date) -> Vec<Dated> {
    let bare: Vec<Dated> = readings.iter().map(|reading| Dated { date: reading.date, value: reading.value }).collect();
    let weighed = readings.iter().any(|reading| reading.denominator.is_some());
    let (Some(first), Some(last)) = (bare.first(), bare.last()) else { return bare };
    if !weighed || !is_dense(&bare) {
        return bare;
    }
    let whole = |end: &Date| end.saturating_sub(6.days()) >= first.date && *end <= last.date;
    readings
        .chunk_by(|a, b| week(at, a.date) == week(at, b.date))
        .filter_map(|readings| {
            let end = week_end(at, readings.first()?.date).filter(whole)?;
            // A day without a denominator weighs nothing: what it was divided by is not known.
            let weight = |reading: &Reading| reading.denominator.unwrap_or(0.0);
            let denominator: f64 = readings.iter().map(weight).sum();
            let numerator: f64 = readings.iter().map(|reading| reading.value * weight(reading)).sum();
            (denominator > 0.0).then(|| Dated { date: end, value: numerator / denominator })
        })
        .collect()
}

/// Whether values usually come more often than weekly.
fn is_dense(values: &[Dated]) -> bool {
    let mut gaps: Vec<i32> = values.windows(2).map(|pair| days(pair[0].date, pair[1].date)).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).is_some_and(|gap| *gap < WEEKLY_FROM_DAYS)
}

/// Weeks counted from `anchor`; each stands at its last day.
fn weeks(values: &[Dated], anchor: Date, aggregate: Aggregate) -> Vec<Dated> {
    values
        .chunk_by(|a, b| week(anchor, a.date) == week(anchor, b.date))
        .filter_map(|week_values| {
            let first = week_values.first()?;
            let end = week_end(anchor, first.date)?;
            let numbers: Vec<f64> = week_values.iter().map(|dated| dated.value).collect();
            Some(Dated { date: end, value: combined(&numbers, aggregate)? })
        })
        .collect()
}

/// The last day of the week that a date lies in.
fn week_end(anchor: Date, date: Date) -> Option<Date> {
    anchor.checked_add((week(anchor, date) * 7 + 6).days()).ok()
}

fn week(anchor: Date, date: Date) -> i32 {
    days(anchor, date).div_euclid(7)
}

/// Whole days from `from` to `to`.
#[must_use]
pub fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Several values as one; none of none.
#[must_use]
pub fn combined(values: &[f64], aggregate: Aggregate) -> Option<f64> {
    let first = *values.first()?;
    let last = *values.last()?;
    Some(match aggregate {
        Aggregate::Sum => values.iter().sum(),
        Aggregate::Mean => mean(values),
        Aggregate::Min => values.iter().copied().fold(first, f64::min),
        Aggregate::Max => values.iter().copied().fold(first, f64::max),
        Aggregate::First => first,
        Aggregate::Last => last,
    })
}

/// The arithmetic mean; 0 of nothing.
#[must_use]
pub fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / count(values.len()) }
}

/// A count as a number to compute with.
#[must_use]
pub fn count(length: usize) -> f64 {
    u32::try_from(length).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn daily(from: &str, values: impl IntoIterator<Item = i32>) -> Vec<Dated> {
        let from: Date = from.parse().unwrap();
        (0..)
            .zip(values)
            .map(|(day, value)| Dated { date: from.saturating_add(day.days()), value: value.into() })
            .collect()
    }

    #[test]
    fn days_become_whole_weeks_that_do_not_cross_the_launch() {
        // 1 January is a Thursday; the launch is on the 15th.
        let split = split(&daily("2026-01-01", 1..=25), "2026-01-15".parse().unwrap(), Aggregate::Sum);
        let of = |points: &[Dated]| points.iter().map(|p| (p.date.to_string(), p.value)).collect::<Vec<_>>();
        assert_eq!(of(&split.before), [("2026-01-07".into(), 28.0), ("2026-01-14".into(), 77.0)]);
        // 15..21 is whole, 22..25 is not.
        assert_eq!(of(&split.after), [("2026-01-21".into(), 126.0)]);
    }

    #[test]
    fn weekly_values_stay_as_they_are() {
        let values: Vec<Dated> = [("2026-01-05", 1.0), ("2026-01-12", 2.0), ("2026-01-19", 3.0)]
            .map(|(date, value)| Dated { date: date.parse().unwrap(), value })
            .to_vec();
        let split = split(&values, "2026-01-12".parse().unwrap(), Aggregate::Sum);
        assert_eq!((split.before.len(), split.after.len()), (1, 2));
    }
}
