//! "Did you mean": the query again with a filter, a value or a word that the portfolio knows in place of one it does not.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::query::Query;
use super::suggest::{self, FILTERS};
use super::words::{fold, last_word};
use crate::error::Result;
use crate::storage::search as index;

/// How many letters may differ: none in short words, one in middling ones, two in long ones.
fn tolerance(word: &str) -> usize {
    match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    }
}

/// How many words of the index that begin alike are compared with one that is not there.
const COMPARED: usize = 400;

/// `text` with the first filter or word that nothing matches put right; none when nothing is close.
pub(crate) fn instead(conn: &Connection, text: &str, query: &Query) -> Result<Option<String>> {
    for token in text.split_whitespace().filter(|token| !token.contains('"')) {
        if let Some(filter) = filter_instead(conn, token.trim_start_matches('-'))? {
            return Ok(Some(text.trim().replacen(token.trim_start_matches('-'), &filter, 1)));
        }
    }
    for term in &query.terms {
        for word in term.text.split_whitespace() {
            let Some(folded) = last_word(word) else { continue };
            if index::has_word(conn, &folded)? {
                continue;
            }
            if let Some(known) = closest(conn, &folded)? {
                return Ok(Some(text.trim().replacen(word, &known, 1)));
            }
        }
    }
    Ok(None)
}

/// "stge:draft" means "stage:draft", and "is:dew" "is:due".
fn filter_instead(conn: &Connection, token: &str) -> Result<Option<String>> {
    let Some((name, value)) = token.split_once(':').filter(|(name, value)| !name.is_empty() && !value.is_empty())
    else {
        return Ok(None);
    };
    let distance = |known: &&str| strsim::damerau_levenshtein(known, &name.to_ascii_lowercase());
    let known = FILTERS.iter().copied().min_by_key(distance).filter(|known| distance(known) <= tolerance(name));
    let Some(known) = known else { return Ok(None) };
    let near = suggest::values(conn, known, value)?.into_iter().map(|value| value.word).collect::<Vec<_>>();
    let is_value = near.iter().any(|word| fold(word) == fold(value));
    let value = near.into_iter().next().filter(|_| !is_value).unwrap_or_else(|| value.to_owned());
    let filter = format!("{known}:{}", suggest::quoted(&value));
    Ok(Some(filter).filter(|filter| !filter.eq_ignore_ascii_case(token)))
}

fn closest(conn: &Connection, word: &str) -> Result<Option<String>> {
    let allowed = tolerance(word);
    if allowed == 0 {
        return Ok(None);
    }
    let mut near: Vec<(usize, String)> = vec![];
    for start in beginnings(word) {
        for known in index::words_beginning(conn, &start, COMPARED)? {
            if known.chars().count().abs_diff(word.chars().count()) > allowed || known.chars().any(char::is_numeric) {
                continue;
            }
            let distance = strsim::damerau_levenshtein(word, &known);
            if distance <= allowed {
                near.push((distance, known));
            }
        }
    }
    let Some(least) = near.iter().map(|(distance, _)| *distance).min() else { return Ok(None) };
    let mut best = None;
    for (_, known) in near.into_iter().filter(|(distance, _)| *distance == least).take(8) {
        let documents = index::documents_with(conn, &known)?;
        if best.as_ref().is_none_or(|(most, _)| documents > *most) {
            best = Some((documents, known));
        }
    }
    Ok(best.map(|(_, known)| known))
}

/// How a word may begin that was meant, when at most one slip was made in its first letters: none, two letters exchanged, one
/// too many at first; a wrong second letter, or none.
fn beginnings(word: &str) -> BTreeSet<String> {
    let letters: Vec<char> = word.chars().take(3).collect();
    let &[first, second, third] = letters.as_slice() else { return BTreeSet::new() };
    let pairs = [[first, second], [second, first], [second, third]].map(String::from_iter);
    let other = ('a'..='z').flat_map(|other| [[first, other, third], [first, other, second]]).map(String::from_iter);
    // What begins with the two letters is among them already.
    let other = other.filter(|start| !pairs.iter().any(|pair| start.starts_with(pair.as_str())));
    other.chain(pairs.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_in_the_first_letters_still_finds_the_word() {
        for typed in ["night", "inght", "nnight", "night", "naght", "nght"] {
            let starts = beginnings(typed);
            assert!(starts.iter().any(|start| "night".starts_with(start.as_str())), "{typed}: {starts:?}");
        }
        assert!(beginnings("ab").is_empty());
    }
}
