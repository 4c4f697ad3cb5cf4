//! Dates as people and programs spell them.
//!
//! A date is the civil date as it is written; a time or zone after it is passed over, so that no zone ever moves a date.
//! Where day and month cannot be told apart the order is inferred for a whole column, when one value decides it and none
//! contradicts; else it is asked for. Invariant: never a silent guess.

use jiff::civil::Date;

crate::vocabulary! {
    /// The order in which a column of dates is written.
    pub enum DateOrder {
        /// 31/12/2026
        Dmy = "dmy",
        /// 12/31/2026
        Mdy = "mdy",
        /// 2026/12/31, 26/12/31
        Ymd = "ymd",
    }
}

/// A date as far as its spelling tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spelled {
    /// Only one date can be meant.
    Certain(Date),
    /// Three short numbers, in the order they are written; only the column tells which is which.
    Numbers([i16; 3]),
}

impl Spelled {
    /// The date in a column that is written in this order.
    #[must_use]
    pub fn date(self, order: DateOrder) -> Option<Date> {
        match self {
            Self::Certain(date) => Some(date),
            Self::Numbers(numbers) => in_order(numbers, order),
        }
    }
}

/// Why a column of dates cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// A value is no date, or not in the order that was asked for.
    #[error("row {row}: “{text}” is not a date")]
    NotADate {
        /// The row, counted from 1.
        row: u32,
        /// What stands there.
        text: String,
    },
    /// Day and month cannot be told apart in any row.
    #[error(
        "row {row}: “{text}” could be day first or month first, and no other row decides it; say which with --date-order dmy or mdy"
    )]
    Ambiguous {
        /// The first such row, counted from 1.
        row: u32,
        /// What stands there.
        text: String,
    },
    /// Some rows can only be day first and others only month first.
    #[error("row {row}: “{text}” contradicts the order of the rows before it; say which with --date-order dmy or mdy")]
    Contradiction {
        /// The row that contradicts.
        row: u32,
        /// What stands there.
        text: String,
    },
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What a spelling says, without knowing its column; none when it is no date.
#[must_use]
pub fn spelled(text: &str) -> Option<Spelled> {
    let text = without_weekday(without_time(text.trim()));
    if let Ok(date) = text.parse::<Date>()
        && text.len() == 10
    {
        return Some(Spelled::Certain(date));
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return certain(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    }
    let parts: Vec<&str> = text
        .split(|c: char| c == ',' || c.is_whitespace() || "/-.".contains(c))
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third] = parts.as_slice() else { return None };
    if let (Some(month), Ok(day)) = (month(first), ordinal(second)) {
        return certain(year(third)?, month, day);
    }
    if let (Ok(day), Some(month)) = (ordinal(first), month(second)) {
        return match first.len() {
            4 => certain(first.parse().ok()?, month, ordinal(third).ok()?),
            _ => certain(year(third)?, month, day),
        };
    }
    numbers(text, first, second, third)
}

fn numbers(text: &str, first: &str, second: &str, third: &str) -> Option<Spelled> {
    let number = |part: &str| part.parse::<i16>().ok();
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    if first.len() == 4 {
        return certain(a, i8::try_from(b).ok()?, i8::try_from(c).ok()?);
    }
    if first.len() > 2 || second.len() > 2 || !matches!(third.len(), 2 | 4) {
        return None;
    }
    // Dots are written day first wherever they are written at all.
    if text.contains('.') || a == b {
        return certain(year(third)?, i8::try_from(b).ok()?, i8::try_from(a).ok()?);
    }
    let c = if third.len() == 4 { c } else { year(third)? };
    Some(Spelled::Numbers([a, b, c]))
}

fn certain(year: i16, month: i8, day: i8) -> Option<Spelled> {
    Date::new(year, month, day).ok().map(Spelled::Certain)
}

/// The text after the name of a weekday, which says nothing that the date does not.
fn without_weekday(text: &str) -> &str {
    const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let name = text.get(..letters).unwrap_or_default().to_ascii_lowercase();
    if name.len() < 3 || !WEEKDAYS.iter().any(|weekday| weekday.starts_with(&name)) {
        return text;
    }
    text.get(letters..).unwrap_or_default().trim_start_matches([',', '.', ' '])
}

/// The text before a time of day.
fn without_time(text: &str) -> &str {
    let time = |rest: &str| {
        rest.split_once(':')
            .is_some_and(|(hours, _)| matches!(hours.len(), 1 | 2) && hours.bytes().all(|byte| byte.is_ascii_digit()))
    };
    for (at, c) in text.char_indices() {
        if (c == 'T' || c.is_whitespace()) && time(text[at + c.len_utf8()..].trim_start()) {
            return text[..at].trim_end_matches(',').trim_end();
        }
    }
    text
}

/// The number of a month named in English, in full or by its first letters.
#[must_use]
pub fn month_named(text: &str) -> Option<i8> {
    let text = text.trim().to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| text.len() >= 3 && month.starts_with(&text))?;
    i8::try_from(at + 1).ok()
}

fn month(text: &str) -> Option<i8> {
    let text = text.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| month.get(..3).is_some_and(|short| text.starts_with(short)))?;
    i8::try_from(at + 1).ok()
}

fn ordinal(text: &str) -> Result<i8, std::num::ParseIntError> {
    text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse()
}

/// Two digits are this century up to 69, the last one from 70.
fn year(text: &str) -> Option<i16> {
    let number: i16 = text.parse().ok()?;
    Some(match (text.len(), number) {
        (4, year) => year,
        (2, short @ 0..=69) => 2000 + short,
        (2, short) => 1900 + short,
        _ => return None,
    })
}

fn in_order([a, b, c]: [i16; 3], order: DateOrder) -> Option<Date> {
    let (year, month, day) = match order {
        DateOrder::Dmy => (c, b, a),
        DateOrder::Mdy => (c, a, b),
        DateOrder::Ymd => (2000 + a, b, c % 100),
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The dates of a column. `rows` are (row number, spelling, text) in their order.
///
/// # Errors
/// [`DateError`], naming the row.
pub fn column(rows: &[(u32, Spelled, String)], asked: Option<DateOrder>) -> Result<Vec<Date>, DateError> {
    let order = match asked {
        Some(order) => order,
        None => inferred(rows)?,
    };
    rows.iter()
        .map(|(row, spelled, text)| {
            spelled.date(order).ok_or_else(|| DateError::NotADate { row: *row, text: text.clone() })
        })
        .collect()
}

fn inferred(rows: &[(u32, Spelled, String)]) -> Result<DateOrder, DateError> {
    let mut seen = OrderSeen::default();
    for (row, spelled, text) in rows {
        if let Spelled::Numbers(numbers) = spelled {
            seen.see(*row, *numbers, text)?;
        }
    }
    seen.settled()
}

/// The order of a column, as its rows tell it one after another.
#[derive(Debug, Clone, Default)]
pub(super) struct OrderSeen {
    decided: Option<DateOrder>,
    open: Option<(u32, String)>,
}

impl OrderSeen {
    /// Looks at a row that is written in three numbers.
    pub(super) fn see(&mut self, row: u32, numbers: [i16; 3], text: &str) -> Result<(), DateError> {
        let fits = |order| in_order(numbers, order).is_some();
        let order = match (fits(DateOrder::Dmy), fits(DateOrder::Mdy)) {
            (true, true) => {
                self.open.get_or_insert_with(|| (row, text.to_owned()));
                return Ok(());
            }
            (true, false) => DateOrder::Dmy,
            (false, true) => DateOrder::Mdy,
            (false, false) => return Err(DateError::NotADate { row, text: text.to_owned() }),
        };
        if self.decided.is_some_and(|before| before != order) {
            return Err(DateError::Contradiction { row, text: text.to_owned() });
        }
        self.decided = Some(order);
        Ok(())
    }

    /// The order, once every row was seen.
    pub(super) fn settled(self) -> Result<DateOrder, DateError> {
        match (self.decided, self.open) {
            (Some(order), _) => Ok(order),
            (None, None) => Ok(DateOrder::Ymd),
            (None, Some((row, text))) => Err(DateError::Ambiguous { row, text }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str], order: Option<DateOrder>) -> Result<Vec<String>, DateError> {
        let rows: Vec<_> = (1..)
            .zip(texts)
            .map(|(row, text)| (row, spelled(text).unwrap_or_else(|| panic!("{text}")), (*text).to_owned()))
            .collect();
        Ok(column(&rows, order)?.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn one_date_in_many_spellings() {
        for text in [
            "2026-02-03",
            "2026/2/3",
            "20260203",
            "3 Feb 2026",
            "3 February 2026",
            "Feb 3, 2026",
            "February 3rd 2026",
            "3.2.2026",
            "3.2.26",
            "2026-02-03T23:30:00-08:00",
            "2026-02-03 00:10",
            "3-Feb-26",
            "Feb 3, 2026, 11:00",
            "Tue, 03-Feb-2026",
            "Tuesday 3 February 2026",
        ] {
            assert_eq!(spelled(text), Some(Spelled::Certain("2026-02-03".parse().unwrap())), "{text}");
        }
    }

    #[test]
    fn one_value_decides_the_order_of_its_column() {
        assert_eq!(read(&["03/04/2021", "13/04/2021"], None).unwrap(), ["2021-04-03", "2021-04-13"]);
        assert_eq!(read(&["03/04/2021", "04/13/2021"], None).unwrap(), ["2021-03-04", "2021-04-13"]);
    }

    #[test]
    fn an_undecided_column_is_asked_for_and_never_guessed() {
        let error = read(&["01/01/2021", "03/04/2021"], None).unwrap_err();
        assert_eq!(error, DateError::Ambiguous { row: 2, text: "03/04/2021".into() });
        assert_eq!(read(&["03/04/2021"], Some(DateOrder::Dmy)).unwrap(), ["2021-04-03"]);
    }

    #[test]
    fn a_contradiction_names_its_row() {
        let error = read(&["13/04/2021", "04/13/2021"], None).unwrap_err();
        assert_eq!(error, DateError::Contradiction { row: 2, text: "04/13/2021".into() });
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "yesterday", "2026-02-30", "32.1.2026", "12", "1/2/3/4", "Total"] {
            assert_eq!(spelled(text), None, "{text}");
        }
    }
}
