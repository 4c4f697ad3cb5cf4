//! Completion: what the word at the cursor of a query may become.
//!
//! Filters by name, values by what the portfolio holds, words of documents. Not here: putting a whole query right, which
//! `meant` does.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::query::{Field, State, token_at};
use super::words::fold;
use crate::error::Result;
use crate::portfolio::Portfolio;
use crate::proposals::{Lane, Origin, Stage};
use crate::retros::Verdict;
use crate::scores::Criterion;
use crate::storage::{search as index, suggestions};
use crate::vocabulary::Word;

/// How many are offered.
const OFFERED: usize = 8;

/// Every filter, in the order they are offered.
pub(super) const FILTERS: [&str; 10] =
    ["stage", "held", "customer", "tag", "owner", "is", "verdict", "lane", "origin", "updated"];

/// What the word at the cursor may become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Completion {
    /// What to put in place of the text between the offsets.
    pub insert: String,
    /// Where the word begins; bytes in the core, UTF-16 units over IPC.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// How many proposals have it, where that is known at once.
    pub count: Option<u32>,
}

/// A value before it is put into the text.
pub(super) struct Value {
    pub(super) word: String,
    count: Option<u32>,
}

impl Portfolio {
    /// What the word at `cursor` of a query may become; offsets in bytes.
    ///
    /// # Errors
    /// When the file cannot be read. Any text and any cursor are valid.
    pub fn suggest(&self, text: &str, cursor: usize) -> Result<Vec<Completion>> {
        let cursor = text.floor_char_boundary(cursor);
        let start = token_at(text, cursor);
        let token = &text[start..cursor];
        let (sign, token) = token.strip_prefix('-').map_or(("", token), |rest| ("-", rest));
        let today = self.world.today();
        self.read(|conn| {
            let offered = match token.split_once(':') {
                Some((field, part)) => {
                    let part = part.trim_start_matches('"');
                    let values = match field.to_ascii_lowercase().as_str() {
                        "updated" => dates(today),
                        field => values(conn, field, part)?,
                    };
                    let field = field.to_ascii_lowercase();
                    values
                        .into_iter()
                        .map(|value| (format!("{sign}{field}:{} ", quoted(&value.word)), value.count))
                        .collect()
                }
                None => names(conn, sign, token)?,
            };
            let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let suggestion = |(insert, count)| Completion { insert, start: offset(start), end: offset(cursor), count };
            Ok(offered.into_iter().take(OFFERED).map(suggestion).collect())
        })
    }
}

/// [`Portfolio::suggest`] with the cursor and the offsets in UTF-16 units.
///
/// # Errors
/// As there.
pub fn suggestions_for_window(portfolio: &Portfolio, text: &str, cursor: u32) -> Result<Vec<Completion>> {
    let mut units = 0;
    let before = |c: &char| {
        units += u32::try_from(c.len_utf16()).unwrap_or(0);
        units <= cursor
    };
    let bytes = text.chars().take_while(before).map(char::len_utf8).sum();
    let mut offered = portfolio.suggest(text, bytes)?;
    let units_before = |offset: u32| {
        let before = usize::try_from(offset).ok().and_then(|offset| text.get(..offset)).unwrap_or_default();
        u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
    };
    for suggestion in &mut offered {
        suggestion.start = units_before(suggestion.start);
        suggestion.end = units_before(suggestion.end);
    }
    Ok(offered)
}

/// Filters whose name begins so, then words of documents.
fn names(conn: &Connection, sign: &str, part: &str) -> Result<Vec<(String, Option<u32>)>> {
    let folded = fold(part);
    let filters = FILTERS.iter().filter(|name| name.starts_with(&folded)).map(|name| (format!("{sign}{name}:"), None));
    let mut offered: Vec<_> = filters.collect();
    if folded.chars().count() >= 2 && folded.chars().all(char::is_alphanumeric) {
        let words = index::words_beginning(conn, &folded, OFFERED)?;
        offered.extend(words.into_iter().filter(|word| *word != folded).map(|word| (format!("{sign}{word} "), None)));
    }
    Ok(offered)
}

/// The values of a filter that `part` may mean, the nearest first.
pub(super) fn values(conn: &Connection, field: &str, part: &str) -> Result<Vec<Value>> {
    Ok(match field {
        "stage" => {
            let tallies = suggestions::stages(conn)?;
            let count = |word: &str| tallies.iter().find(|(stage, _)| stage == word).map_or(0, |(_, lines)| *lines);
            let mut offered = words_of::<Stage>(part);
            offered.iter_mut().for_each(|value| value.count = Some(count(&value.word)));
            offered
        }
        "held" => words_of::<Criterion>(part),
        "is" => words_of::<State>(part),
        "verdict" => words_of::<Verdict>(part),
        "lane" => words_of::<Lane>(part),
        "origin" => words_of::<Origin>(part),
        field => {
            let found = match Field::from_word(field) {
                Some(Field::Customer) => suggestions::customers(conn, &fold(part), OFFERED)?,
                Some(Field::Tag) => suggestions::tags(conn, part, OFFERED)?,
                Some(Field::Owner) => suggestions::owners(conn)?
                    .into_iter()
                    .filter(|(name, _)| fold(name).contains(&fold(part)))
                    .collect(),
                None => vec![],
            };
            found.into_iter().map(|(word, count)| Value { word, count: Some(count) }).collect()
        }
    })
}

/// Words of a closed list that begin so, else that contain it, else that are close to it.
fn words_of<W: Word>(part: &str) -> Vec<Value> {
    let part = part.trim().to_ascii_lowercase().replace(['_', ' '], "-");
    let all = || W::ALL.iter().map(|word| word.as_str());
    let mut found: Vec<_> = all().filter(|word| word.starts_with(&part)).collect();
    if found.is_empty() {
        found = all().filter(|word| word.contains(&part)).collect();
    }
    if found.is_empty() {
        let distance = |word: &&str| strsim::damerau_levenshtein(word, &part);
        found = all().filter(|word| distance(word) <= 2).collect();
        found.sort_by_key(distance);
    }
    found.into_iter().map(|word| Value { word: word.to_owned(), count: None }).collect()
}

/// Since yesterday, a week, a month and a quarter ago.
fn dates(today: jiff::civil::Date) -> Vec<Value> {
    [1, 7, 30, 91]
        .into_iter()
        .filter_map(|days| today.checked_sub(jiff::SignedDuration::from_hours(24 * days)).ok())
        .map(|date| Value { word: format!(">{date}"), count: None })
        .collect()
}

pub(super) fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) { format!("\"{}\"", value.replace('"', "")) } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_written_wrong_is_offered_right() {
        let offered: Vec<_> = words_of::<Stage>("drfat").into_iter().map(|value| value.word).collect();
        assert_eq!(offered, ["draft"]);
        assert_eq!(words_of::<Stage>("In Rev").first().map(|value| value.word.clone()).as_deref(), Some("in-review"));
    }
}
