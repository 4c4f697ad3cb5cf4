//! The values of one day, or of many, as far as any aggregation needs them; and a series of such days.

use jiff::civil::Date;

use super::calendar::Span;
use super::figure::Figure;
use crate::measures::{Aggregate, Dated, series};

/// Values made few numbers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Tally {
    count: f64,
    sum: f64,
    min: f64,
    max: f64,
    first: f64,
    last: f64,
}

impl Tally {
    /// One more value, later than the others.
    pub(super) fn add(&mut self, value: f64) {
        self.merge(&Self { count: 1.0, sum: value, min: value, max: value, first: value, last: value });
    }

    /// The values of `other`, later than these.
    pub(super) fn merge(&mut self, other: &Self) {
        if other.is_empty() {
            return;
        }
        if self.is_empty() {
            *self = *other;
            return;
        }
        self.count += other.count;
        self.sum += other.sum;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        self.last = other.last;
    }

    /// Whether there are no values.
    #[must_use]
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0.0
    }

    /// All of them as one; none of none.
    #[must_use]
    pub(super) fn value(&self, aggregate: Aggregate) -> Option<f64> {
        if self.is_empty() {
            return None;
        }
        Some(match aggregate {
            Aggregate::Sum => self.sum,
            Aggregate::Mean => self.sum / self.count,
            Aggregate::Min => self.min,
            Aggregate::Max => self.max,
            Aggregate::First => self.first,
            Aggregate::Last => self.last,
        })
    }
}

/// What is known of a metric by day.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Series {
    /// Days with values that count, oldest first, each once.
    days: Vec<(Date, Tally)>,
    /// From the first to the last day with any value.
    covered: Option<Span>,
}

impl Series {
    /// A series of days in any order; `covered` may reach beyond them, and beyond what a condition lets through.
    ///
    /// A value that comes less often than daily stands for the days up to the next one, so that the data of a weekly
    /// value do not end on its own day.
    #[must_use]
    pub(super) fn new(mut days: Vec<(Date, Tally)>, present: &mut Vec<Date>, covered: Option<Span>) -> Self {
        days.sort_by_key(|(date, _)| *date);
        let mut merged: Vec<(Date, Tally)> = Vec::with_capacity(days.len());
        for (date, tally) in days {
            match merged.last_mut().filter(|(last, _)| *last == date) {
                Some((_, all)) => all.merge(&tally),
                None => merged.push((date, tally)),
            }
        }
        let stands_for = usual_gap(present) - 1;
        let covered = covered
            .map(|span| Span { to: span.to.saturating_add(jiff::Span::new().days(stands_for.clamp(0, 366))), ..span });
        Self { days: merged, covered }
    }

    /// A series of values by date.
    #[must_use]
    pub(super) fn from_values(values: &[Dated]) -> Self {
        let mut present: Vec<Date> = values.iter().map(|dated| dated.date).collect();
        let ends = present.iter().copied().min().zip(present.iter().copied().max());
        let days = values.iter().map(|dated| {
            let mut tally = Tally::default();
            tally.add(dated.value);
            (dated.date, tally)
        });
        Self::new(days.collect(), &mut present, ends.map(|(from, to)| Span { from, to }))
    }

    /// The figure of a span: N/A when the data end before it does or have nothing in it.
    #[must_use]
    pub(super) fn figure(&self, span: Span, aggregate: Aggregate) -> Figure {
        let Some(covered) = self.covered.filter(|covered| covered.to >= span.to) else {
            return Figure::default();
        };
        let from = self.days.partition_point(|(date, _)| *date < span.from);
        let mut all = Tally::default();
        for (_, tally) in self.days.iter().skip(from).take_while(|(date, _)| *date <= span.to) {
            all.merge(tally);
        }
        Figure::new(all.value(aggregate), covered.from > span.from)
    }
}

/// The days that usually lie between values; 1 when they come daily or there are too few to tell.
fn usual_gap(present: &mut Vec<Date>) -> i32 {
    present.sort_unstable();
    present.dedup();
    let mut gaps: Vec<i32> = present.windows(2).map(|pair| series::days(pair[0], pair[1])).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;

    fn every(days: i32, count: i32) -> Series {
        let from: Date = "2021-01-04".parse().unwrap();
        let mut dates: Vec<Date> = (0..count).map(|at| from.saturating_add((at * days).days())).collect();
        let covered = Span { from, to: *dates.last().unwrap() };
        let mut one = Tally::default();
        one.add(2.0);
        Series::new(dates.iter().map(|date| (*date, one)).collect(), &mut dates, Some(covered))
    }

    fn span(from: &str, to: &str) -> Span {
        Span { from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    #[test]
    fn a_span_that_the_data_do_not_reach_is_not_available_and_one_they_begin_in_is_partial() {
        let daily = every(1, 10);
        assert_eq!(daily.figure(span("2021-01-04", "2021-01-13"), Aggregate::Sum), Figure::new(Some(20.0), false));
        assert_eq!(daily.figure(span("2021-01-04", "2021-01-14"), Aggregate::Sum).value, None);
        assert_eq!(daily.figure(span("2021-01-01", "2021-01-05"), Aggregate::Sum), Figure::new(Some(4.0), true));
        assert_eq!(daily.figure(span("2020-01-01", "2020-01-05"), Aggregate::Sum), Figure::default());
    }

    #[test]
    fn a_weekly_value_stands_for_its_week() {
        let mondays = every(7, 4);
        assert_eq!(mondays.figure(span("2021-01-24", "2021-01-30"), Aggregate::Sum).value, Some(2.0));
        assert_eq!(mondays.figure(span("2021-01-26", "2021-02-01"), Aggregate::Sum).value, None);
    }

    #[test]
    fn values_of_a_day_and_of_days_come_together_alike() {
        let mut all = Tally::default();
        for value in [3.0, 1.0, 5.0] {
            all.add(value);
        }
        let found =
            [Aggregate::Sum, Aggregate::Mean, Aggregate::Min, Aggregate::Max, Aggregate::First, Aggregate::Last]
                .map(|aggregate| all.value(aggregate).unwrap());
        assert_eq!(found, [9.0, 3.0, 1.0, 5.0, 3.0, 5.0]);
        assert_eq!(Tally::default().value(Aggregate::Sum), None);
    }
}
