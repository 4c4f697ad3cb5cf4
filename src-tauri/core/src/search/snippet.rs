//! The words around the first place of a text that a query matches, with the matches marked.

use super::query::Query;
use super::words::fold;
use crate::proposals::Snippet;

/// How many words stand before the first match, and how many a snippet has in all.
const BEFORE: usize = 6;
const LENGTH: usize = 24;

/// Words around the first match of `query` in plain `text`; the beginning of the text when only a filter matched.
pub(crate) fn snippet(text: &str, query: &Query) -> Vec<Snippet> {
    let wanted: Vec<(String, bool)> = query
        .terms
        .iter()
        .flat_map(|term| {
            let mut words: Vec<_> = words_of(&term.text).map(|word| (fold(word), false)).collect();
            if let Some(last) = words.last_mut() {
                last.1 = term.prefix;
            }
            words
        })
        .filter(|(word, _)| !word.is_empty())
        .collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let hits: Vec<bool> = words.iter().map(|word| is_hit(word, &wanted)).collect();
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
    if from > 0 {
        pieces.insert(0, Snippet { text: "…".into(), hit: false });
    }
    if to < words.len() {
        pieces.push(Snippet { text: "…".into(), hit: false });
    }
    pieces
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn is_hit(word: &str, wanted: &[(String, bool)]) -> bool {
    let unspaced = word.chars().any(|c| u32::from(c) >= 0x2E80);
    words_of(word).any(|part| {
        let part = fold(part);
        wanted.iter().any(|(want, prefix)| {
            part == *want || (*prefix && part.starts_with(want)) || (unspaced && part.contains(want))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, query: &str) -> String {
        snippet(text, &Query::parse(query))
            .iter()
            .map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn the_match_is_marked_whatever_its_case_and_accents() {
        assert_eq!(marked("Nurses in Zürich phone round.", "zurich "), "Nurses in [Zürich] phone round.");
    }

    #[test]
    fn a_late_match_is_shown_with_what_stands_before_it() {
        let text = format!("{}needle end", "hay ".repeat(40));
        assert_eq!(marked(&text, "need"), format!("… {} [needle] end", ["hay"; 6].join(" ")));
    }

    #[test]
    fn a_filter_alone_shows_the_beginning() {
        assert_eq!(marked("Clinics re-type referrals.", "stage:draft"), "Clinics re-type referrals.");
    }
}
