//! Which revisions are let go: pure.
//!
//! Named moments are kept for ever. Of the others every one is kept for a week, then the last of each day, and after
//! ninety days the last of each week. Invariant: the newest revision is never let go, and thinning twice changes nothing.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// For so many days every revision is kept.
const EVERY_ONE: i32 = 7;
/// For so many days the last of each day is kept.
const DAILY: i32 = 90;

/// A kept revision, as thinning looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) number: u32,
    pub(crate) on: Date,
    pub(crate) named: bool,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Span {
    Day(Date),
    /// The Monday it begins with.
    Week(Date),
}

/// The numbers of the revisions that are let go today.
pub(crate) fn superfluous(kept: &[Kept], today: Date) -> Vec<u32> {
    let newest = kept.iter().map(|one| one.number).max();
    let mut last: BTreeMap<Span, u32> = BTreeMap::new();
    let mut gone = vec![];
    let mut in_order: Vec<_> = kept.iter().filter(|one| !one.named && Some(one.number) != newest).collect();
    in_order.sort_by_key(|one| one.number);
    for one in in_order {
        if let Some(span) = span(one.on, today)
            && let Some(earlier) = last.insert(span, one.number)
        {
            gone.push(earlier);
        }
    }
    gone
}

/// The span of which only the last is kept; none while every one is.
fn span(on: Date, today: Date) -> Option<Span> {
    let age = today.duration_since(on).as_hours() / 24;
    if age > i64::from(DAILY) {
        let since_monday = i64::from(on.weekday().to_monday_zero_offset());
        Some(Span::Week(on.saturating_sub(jiff::SignedDuration::from_hours(24 * since_monday))))
    } else if age > i64::from(EVERY_ONE) {
        Some(Span::Day(on))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 9, 1);

    fn kept(number: u32, on: &str, named: bool) -> Kept {
        Kept { number, on: on.parse().unwrap(), named }
    }

    #[test]
    fn of_last_week_every_revision_stays() {
        let all = [kept(1, "2026-08-25", false), kept(2, "2026-08-25", false), kept(3, "2026-09-01", false)];
        assert_eq!(superfluous(&all, TODAY), Vec::<u32>::new());
    }

    #[test]
    fn after_seven_days_the_last_of_a_day_stays() {
        let all = [
            kept(1, "2026-08-23", false),
            kept(2, "2026-08-24", false),
            kept(3, "2026-08-24", false),
            kept(4, "2026-08-24", false),
            kept(5, "2026-09-01", false),
        ];
        assert_eq!(superfluous(&all, TODAY), [2, 3]);
    }

    #[test]
    fn after_ninety_days_the_last_of_a_week_stays_and_weeks_begin_on_monday() {
        let all = [
            kept(1, "2026-05-24", false), // a Sunday
            kept(2, "2026-05-25", false), // a Monday
            kept(3, "2026-05-27", false),
            kept(4, "2026-06-01", false), // a Monday again
            kept(5, "2026-09-01", false),
        ];
        assert_eq!(superfluous(&all, TODAY), [2]);
    }

    #[test]
    fn named_moments_and_the_newest_stay_for_ever() {
        let all = [
            kept(1, "2020-01-06", true),
            kept(2, "2020-01-06", true),
            kept(3, "2020-01-06", false),
            kept(4, "2020-01-06", false),
            kept(5, "2020-01-06", false),
        ];
        assert_eq!(superfluous(&all, TODAY), [3]);
        assert_eq!(superfluous(&all[4..], TODAY), Vec::<u32>::new());
    }

    proptest::proptest! {
        #[test]
        fn thinning_twice_changes_nothing(days in proptest::collection::vec((0_i64..400, proptest::bool::ANY), 0..60)) {
            let mut days = days;
            days.sort_by_key(|(ago, _)| std::cmp::Reverse(*ago));
            let all: Vec<Kept> = (1..).zip(&days).map(|(number, (ago, named))| Kept {
                number,
                on: TODAY.saturating_sub(jiff::SignedDuration::from_hours(24 * ago)),
                named: *named,
            }).collect();
            let gone = superfluous(&all, TODAY);
            let left: Vec<Kept> = all.into_iter().filter(|one| !gone.contains(&one.number)).collect();
            proptest::prop_assert_eq!(superfluous(&left, TODAY), Vec::<u32>::new());
        }
    }
}
