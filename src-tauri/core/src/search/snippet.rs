//! The words around the first place of a text that a query matches, with the matches marked.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::query::Query;
use super::words::fold;
use crate::documents;

/// How many words stand before the first match, and how many a snippet has in all.
const BEFORE: usize = 6;
const LENGTH: usize = 24;

/// How much of a text is looked through, and how much around a match is read as Markdown, in bytes.
const LOOKED_THROUGH: usize = 64 * 1024;
const AROUND: usize = 600;

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Snippet {
    /// The words.
    pub text: String,
    /// Whether they are what was searched for.
    pub hit: bool,
}

/// What to mark: the folded words of a query.
pub(crate) struct Sought {
    words: Vec<(String, bool)>,
}

impl Sought {
    pub(crate) fn of(query: &Query) -> Self {
        let words = query.terms.iter().flat_map(|term| {
            let mut words: Vec<_> = words_of(&term.text).map(|word| (fold(word), false)).collect();
            if let Some(last) = words.last_mut() {
                last.1 = term.prefix;
            }
            words
        });
        Self { words: words.filter(|(word, _)| !word.is_empty()).collect() }
    }

    fn hits(&self, word: &str) -> bool {
        let unspaced = word.chars().any(|c| u32::from(c) >= 0x0E00);
        words_of(word).any(|part| {
            let part = fold(part);
            self.words.iter().any(|(want, prefix)| {
                part == *want || (*prefix && part.starts_with(want)) || (unspaced && part.contains(want))
            })
        })
    }
}

/// Words around the first match in Markdown `source`; the beginning of it when only a filter matched.
///
/// Only what is near the match is read as Markdown, so that a page of hits takes as long for long documents as for short.
pub(crate) fn snippet(source: &str, sought: &Sought) -> Vec<Snippet> {
    let looked = &source[..source.floor_char_boundary(LOOKED_THROUGH)];
    let at = if sought.words.is_empty() { None } else { place(looked, sought) };
    let from = at.map_or(0, |at| {
        looked[..looked.floor_char_boundary(at.saturating_sub(AROUND))].rfind('\n').map_or(0, |line| line + 1)
    });
    let to = source.ceil_char_boundary(at.unwrap_or(from).saturating_add(2 * AROUND));
    let plain = documents::plain(&source[from..to]);
    marked(&plain, sought, from > 0, to < source.len())
}

/// Where the first word that matches begins, in bytes.
fn place(text: &str, sought: &Sought) -> Option<usize> {
    text.split_whitespace().find(|word| sought.hits(word)).map(|word| word.as_ptr().addr() - text.as_ptr().addr())
}

fn marked(text: &str, sought: &Sought, more_before: bool, more_after: bool) -> Vec<Snippet> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let hits: Vec<bool> = words.iter().map(|word| sought.hits(word)).collect();
    let first = hits.iter().position(|hit| *hit).unwrap_or(0);
    let from = first.saturating_sub(BEFORE);
    let to = words.len().min(from + LENGTH);
    let mut pieces: Vec<Snippet> = vec![];
    for at in from..to {
        let (word, hit) = (words[at], hits[at]);
        match pieces.last_mut() {
            Some(last) if last.hit == hit => {
                last.text.push(' ');
                last.text.push_str(word);
            }
            _ => pieces.push(Snippet { text: word.to_owned(), hit }),
        }
    }
    let dots = || Snippet { text: "…".into(), hit: false };
    if from > 0 || more_before {
        pieces.insert(0, dots());
    }
    if to < words.len() || more_after {
        pieces.push(dots());
    }
    pieces
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, query: &str) -> String {
        snippet(text, &Sought::of(&Query::parse(query)))
            .iter()
            .map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn the_match_is_marked_whatever_its_case_and_accents() {
        assert_eq!(shown("Nurses in Zürich phone round.", "zurich "), "Nurses in [Zürich] phone round.");
    }

    #[test]
    fn a_late_match_is_shown_with_what_stands_before_it() {
        let text = format!("{}needle end", "hay ".repeat(40));
        assert_eq!(shown(&text, "need"), format!("… {} [needle] end", ["hay"; 6].join(" ")));
    }

    #[test]
    fn a_match_far_into_a_long_document_is_found_and_shown_without_its_markup() {
        let text =
            format!("# Head\n\n{}\n\n## **Where** the *needle* is\n\n{}", "hay ".repeat(4_000), "straw ".repeat(4_000));
        let found = shown(&text, "needle ");
        assert!(
            found.contains("Where the [needle] is straw") && found.starts_with('…') && found.ends_with('…'),
            "{found}"
        );
    }

    #[test]
    fn a_filter_alone_shows_the_beginning() {
        assert_eq!(shown("Clinics re-type referrals.", "stage:draft"), "Clinics re-type referrals.");
    }
}
