//! Weeks, months and to-date spans of a review: what is compared with what. Pure calendar.
//!
//! A week is the seven days that end on the review's date; its prior-year week lies 364 days back, so that weekdays match.
//! Months and to-date spans go one calendar year back. Invariant: a date only ever moves by whole days and months.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::frame::Frame;

/// How many weeks a review shows.
pub const WEEKS: usize = 6;

/// How many months a review shows.
pub const MONTHS: usize = 12;

/// From a week to the same weekdays a year earlier.
const PRIOR_YEAR_DAYS: i32 = 364;

const MONTH_NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// Which months a block shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MonthDisplay {
    /// The twelve last complete months.
    #[default]
    Trailing,
    /// The months of the fiscal year that the review falls in; those not complete yet are empty.
    FiscalYear,
}

/// A review's date and the year it is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// The last day of the last week.
    pub week_ending: Date,
    /// The month that ends the fiscal year, 1 to 12.
    pub fiscal_year_end: i8,
    /// The number of the last week; ISO week numbers without one.
    pub week_number: Option<u32>,
}

impl Calendar {
    /// Every span that a review needs, each list oldest first.
    #[must_use]
    pub(super) fn spans(&self, display: MonthDisplay) -> Frame<Option<Span>> {
        let weeks = |back: i32, count: i32| (0..count).rev().map(move |at| Some(self.week(back + at * 7)));
        let months = self.months(display);
        let year_back = |month: &Option<Span>| month.and_then(|span| whole_month(years(span.from, -1)));
        let prior: Vec<_> = months.iter().skip(1).map(year_back).collect();
        let complete = |month: Option<Span>| month.filter(|span| span.to <= self.week_ending);
        let to_date = [self.month_start(), self.quarter_start(), self.year_start()];
        Frame {
            weeks: weeks(0, 7).collect(),
            weeks_prior: weeks(PRIOR_YEAR_DAYS, 6).collect(),
            months: months.into_iter().map(complete).collect(),
            months_prior: prior,
            to_date: to_date.iter().map(|from| Some(Span { from: *from, to: self.week_ending })).collect(),
            to_date_prior: to_date
                .iter()
                .map(|from| Some(Span { from: years(*from, -1), to: years(self.week_ending, -1) }))
                .collect(),
        }
    }

    /// What the weeks are called, oldest first: `wk 38`.
    #[must_use]
    pub fn week_labels(&self) -> Vec<String> {
        let weeks = i32::try_from(WEEKS).unwrap_or(0);
        (0..weeks).rev().map(|back| format!("wk {}", self.number_of_week(back))).collect()
    }

    /// What the months are called, oldest first: `Sep`.
    #[must_use]
    pub fn month_labels(&self, display: MonthDisplay) -> Vec<String> {
        let months = self.months(display);
        months.iter().skip(1).flatten().map(|span| month_name(span.from).to_owned()).collect()
    }

    /// The earliest date any span begins at.
    #[must_use]
    pub(super) fn earliest(&self) -> Date {
        // A fiscal year before the one before, and a month beside it.
        years(self.year_start(), -1).saturating_sub(400.days())
    }

    fn week(&self, days_back: i32) -> Span {
        let to = self.week_ending.saturating_sub(days_back.days());
        Span { from: to.saturating_sub(6.days()), to }
    }

    /// One month more than is shown, the first to compare the second with.
    fn months(&self, display: MonthDisplay) -> Vec<Option<Span>> {
        let first = match display {
            MonthDisplay::FiscalYear => self.year_start(),
            MonthDisplay::Trailing => {
                let is_last_day = self.week_ending == self.week_ending.last_of_month();
                let last = if is_last_day { self.month_start() } else { months(self.month_start(), -1) };
                months(last, -11)
            }
        };
        (-1..12).map(|at| whole_month(months(first, at))).collect()
    }

    fn month_start(&self) -> Date {
        self.week_ending.first_of_month()
    }

    fn quarter_start(&self) -> Date {
        months(self.month_start(), -(self.months_into_year() % 3))
    }

    fn year_start(&self) -> Date {
        months(self.month_start(), -self.months_into_year())
    }

    /// Whole months of the fiscal year before the review's month.
    fn months_into_year(&self) -> i32 {
        i32::from(self.week_ending.month() - self.fiscal_year_end - 1).rem_euclid(12)
    }

    /// The number of the week that many weeks back.
    fn number_of_week(&self, back: i32) -> i32 {
        let Some(last) = self.week_number.and_then(|number| i32::try_from(number).ok()) else {
            let ending = self.week_ending.saturating_sub((back * 7).days());
            return i32::from(ending.iso_week_date().week());
        };
        let number = last - back;
        if number >= 1 { number } else { number + weekdays_in(self.week_ending.year() - 1, self.week_ending.weekday()) }
    }
}

/// 53 when the year has so many of a weekday, else 52.
fn weekdays_in(year: i16, weekday: Weekday) -> i32 {
    let Ok(new_year) = Date::new(year, 1, 1) else { return 52 };
    let days = if new_year.in_leap_year() { 2 } else { 1 };
    let is_among_first = (0..days).any(|day: i32| new_year.saturating_add(day.days()).weekday() == weekday);
    if is_among_first { 53 } else { 52 }
}

fn whole_month(first: Date) -> Option<Span> {
    Some(Span { from: first.first_of_month(), to: first.last_of_month() })
}

fn month_name(date: Date) -> &'static str {
    month_abbreviation(date.month())
}

/// A month's name in three letters; nothing when there is no such month.
#[must_use]
pub(super) fn month_abbreviation(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|at| MONTH_NAMES.get(at)).copied().unwrap_or_default()
}

/// A date some months away; a day that the month does not have becomes its last.
fn months(date: Date, count: i32) -> Date {
    date.saturating_add(count.months())
}

/// The same date in another year; 29 February becomes the 28th.
fn years(date: Date, count: i32) -> Date {
    date.saturating_add(count.years())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(week_ending: &str, fiscal_year_end: i8, week_number: Option<u32>) -> Calendar {
        Calendar { week_ending: week_ending.parse().unwrap(), fiscal_year_end, week_number }
    }

    fn text(span: Option<Span>) -> String {
        span.map_or_else(|| "none".into(), |span| format!("{}..{}", span.from, span.to))
    }

    #[test]
    fn prior_year_weeks_lie_364_days_back_and_end_on_the_same_weekday() {
        let spans = review("2021-09-29", 12, None).spans(MonthDisplay::Trailing);
        assert_eq!(text(spans.weeks[6]), "2021-09-23..2021-09-29");
        assert_eq!(text(spans.weeks[1]), "2021-08-19..2021-08-25");
        assert_eq!(text(spans.weeks_prior[5]), "2020-09-24..2020-09-30");
    }

    #[test]
    fn the_current_month_counts_only_on_its_last_day() {
        let last = |date: &str| text(review(date, 12, None).spans(MonthDisplay::Trailing).months[12]);
        assert_eq!(last("2021-09-29"), "2021-08-01..2021-08-31");
        assert_eq!(last("2021-09-30"), "2021-09-01..2021-09-30");
        assert_eq!(last("2024-02-29"), "2024-02-01..2024-02-29");
        assert_eq!(last("2024-02-28"), "2024-01-01..2024-01-31");
    }

    #[test]
    fn to_date_spans_begin_with_the_month_the_fiscal_quarter_and_the_fiscal_year() {
        let begins = |date: &str, end: i8| {
            let spans = review(date, end, None).spans(MonthDisplay::Trailing);
            spans.to_date.iter().map(|span| span.unwrap().from.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(begins("2021-09-25", 12), ["2021-09-01", "2021-07-01", "2021-01-01"]);
        assert_eq!(begins("2021-12-25", 11), ["2021-12-01", "2021-12-01", "2021-12-01"]);
        assert_eq!(begins("2021-11-27", 11), ["2021-11-01", "2021-09-01", "2020-12-01"]);
        assert_eq!(begins("2021-12-25", 1), ["2021-12-01", "2021-11-01", "2021-02-01"]);
        assert_eq!(begins("2022-01-29", 1), ["2022-01-01", "2021-11-01", "2021-02-01"]);
        assert_eq!(begins("2021-12-29", 6), ["2021-12-01", "2021-10-01", "2021-07-01"]);
    }

    #[test]
    fn a_leap_day_is_compared_with_the_28th_of_the_year_before() {
        let spans = review("2024-02-29", 12, None).spans(MonthDisplay::Trailing);
        assert_eq!(text(spans.to_date_prior[0]), "2023-02-01..2023-02-28");
        assert_eq!(text(spans.months_prior[11]), "2023-02-01..2023-02-28");
        let after = review("2025-02-28", 12, None).spans(MonthDisplay::Trailing);
        assert_eq!(text(after.to_date_prior[0]), "2024-02-01..2024-02-28");
        assert_eq!(text(after.months_prior[11]), "2024-02-01..2024-02-29");
    }

    #[test]
    fn a_fiscal_year_shows_its_months_and_leaves_the_later_ones_empty() {
        let december = review("2021-12-25", 11, None);
        assert_eq!(december.month_labels(MonthDisplay::FiscalYear)[0], "Dec");
        let spans = december.spans(MonthDisplay::FiscalYear);
        assert_eq!(spans.months[1..].iter().flatten().count(), 0);
        assert_eq!(text(spans.months_prior[0]), "2020-12-01..2020-12-31");
        assert_eq!(text(spans.months_prior[11]), "2021-11-01..2021-11-30");
        let january = review("2021-12-25", 1, None).spans(MonthDisplay::FiscalYear);
        assert_eq!(text(january.months[1]), "2021-02-01..2021-02-28");
        assert_eq!(text(january.months[10]), "2021-11-01..2021-11-30");
        assert_eq!(january.months[11], None);
    }

    #[test]
    fn stepping_below_week_one_gives_53_only_after_a_year_with_53_of_that_weekday() {
        // 2020 had 53 Wednesdays and Thursdays, 2016 had 53 Fridays and Saturdays.
        let labels = |date: &str, number| review(date, 12, number).week_labels();
        assert_eq!(labels("2021-01-06", Some(1))[3..], ["wk 52", "wk 53", "wk 1"]);
        assert_eq!(labels("2021-01-09", Some(1))[3..], ["wk 51", "wk 52", "wk 1"]);
        assert_eq!(labels("2017-01-07", Some(1))[4..], ["wk 53", "wk 1"]);
        assert_eq!(labels("2020-12-31", Some(53))[4..], ["wk 52", "wk 53"]);
    }

    #[test]
    fn weeks_without_a_number_are_called_by_their_iso_week() {
        assert_eq!(review("2021-01-10", 12, None).week_labels()[3..], ["wk 52", "wk 53", "wk 1"]);
    }
}
