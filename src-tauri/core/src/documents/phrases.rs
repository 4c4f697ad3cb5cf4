//! Finding words and phrases of lists in a text, all lists in one walk over its words.
//!
//! A phrase stands in the text as whole words, case ignored; `frustrat*` stands for all that begin with it; scripts without
//! spaces are searched as they are. Invariant: linear in the text, whatever the lists hold.

use std::collections::HashMap;
use std::ops::Range;

/// How many letters of a stem it is looked up by.
const STEM: usize = 4;

/// Lists of phrases, made ready to be found.
#[derive(Clone)]
pub(super) struct Phrases<L> {
    by_word: HashMap<String, Vec<Phrase<L>>>,
    by_stem: HashMap<Vec<u8>, Vec<Phrase<L>>>,
    unspaced: Vec<Phrase<L>>,
    count: usize,
}

#[derive(Debug, Clone)]
struct Phrase<L> {
    list: L,
    id: usize,
    /// Its first word or stem.
    first: String,
    rest: Vec<String>,
}

/// A phrase that stands in a text.
#[derive(Debug, Clone)]
pub(super) struct Hit<L> {
    pub(super) list: L,
    /// Which phrase, the same number at every hit.
    pub(super) id: usize,
    pub(super) range: Range<usize>,
}

impl<L: Copy> Phrases<L> {
    pub(super) fn new() -> Self {
        Self { by_word: HashMap::new(), by_stem: HashMap::new(), unspaced: vec![], count: 0 }
    }

    pub(super) fn add(&mut self, list: L, phrase: &str) {
        let phrase = phrase.trim().to_lowercase().replace('’', "'");
        let (phrase, stem) = phrase.strip_suffix('*').map_or((phrase.as_str(), false), |stem| (stem, true));
        let mut words = words(phrase).map(|word| phrase[word].to_owned());
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        let phrase = Phrase { list, id: self.count, first: first.clone(), rest };
        self.count += 1;
        if first.chars().any(is_unspaced) {
            self.unspaced.push(phrase);
        } else if stem && phrase.rest.is_empty() && first.len() >= STEM {
            self.by_stem.entry(first.as_bytes()[..STEM].to_vec()).or_default().push(phrase);
        } else {
            let of_word = self.by_word.entry(first).or_default();
            of_word.push(phrase);
            // The longest that fits is the one that is meant.
            of_word.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
    }

    /// Every hit in `text`, in its order; of phrases of one list that begin with one word the longest.
    pub(super) fn find(&self, text: &str, tokens: &[Range<usize>], mut hit: impl FnMut(Hit<L>))
    where
        L: PartialEq,
    {
        let mut lower = String::new();
        for (at, token) in tokens.iter().enumerate() {
            let word = lowered(&text[token.clone()], &mut lower);
            let mut taken: Option<L> = None;
            for phrase in self.by_word.get(word).into_iter().flatten() {
                if taken == Some(phrase.list) || !follows(text, tokens, at, &phrase.rest) {
                    continue;
                }
                let end = tokens[at + phrase.rest.len()].end;
                taken = Some(phrase.list);
                hit(Hit { list: phrase.list, id: phrase.id, range: token.start..end });
            }
            let stems = word.as_bytes().get(..STEM).and_then(|stem| self.by_stem.get(stem));
            for phrase in stems.into_iter().flatten().filter(|phrase| word.starts_with(phrase.first.as_str())) {
                hit(Hit { list: phrase.list, id: phrase.id, range: token.clone() });
            }
        }
        if !self.unspaced.is_empty() && text.chars().any(is_unspaced) {
            for phrase in &self.unspaced {
                for (at, found) in text.match_indices(phrase.first.as_str()) {
                    hit(Hit { list: phrase.list, id: phrase.id, range: at..at + found.len() });
                }
            }
        }
    }

    /// How many phrases of `list` stand in `text`, each counted once.
    pub(super) fn count(&self, text: &str, list: L) -> usize
    where
        L: PartialEq,
    {
        let tokens: Vec<_> = words(text).collect();
        let mut seen = vec![];
        self.find(text, &tokens, |hit| {
            if hit.list == list && !seen.contains(&hit.id) {
                seen.push(hit.id);
            }
        });
        seen.len()
    }
}

/// Whether the words after the one at `at` are these, with nothing but white space between.
fn follows(text: &str, tokens: &[Range<usize>], at: usize, rest: &[String]) -> bool {
    let mut lower = String::new();
    rest.iter().enumerate().all(|(further, wanted)| {
        let (Some(before), Some(token)) = (tokens.get(at + further), tokens.get(at + further + 1)) else {
            return false;
        };
        lowered(&text[token.clone()], &mut lower) == wanted
            && text[before.end..token.start].chars().all(char::is_whitespace)
    })
}

fn lowered<'a>(word: &'a str, buffer: &'a mut String) -> &'a str {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'\'' || byte.is_ascii_digit()) {
        return word;
    }
    buffer.clear();
    for c in word.chars() {
        if c == '’' {
            buffer.push('\'');
        } else {
            buffer.extend(c.to_lowercase());
        }
    }
    buffer
}

/// Whether a script writes its words without spaces.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF)
}

/// How many words a text has; of scripts without spaces two characters make one.
pub(super) fn count(text: &str) -> u32 {
    let tokens: Vec<_> = words(text).collect();
    count_of(text, &tokens)
}

/// How many words a text has, whose tokens are known.
pub(super) fn count_of(text: &str, tokens: &[Range<usize>]) -> u32 {
    let count = if text.is_ascii() {
        tokens.len()
    } else {
        let characters = text.chars().filter(|c| is_unspaced(*c)).count();
        let spaced = tokens.iter().filter(|token| !text[(*token).clone()].chars().all(is_unspaced)).count();
        spaced + characters.div_ceil(2)
    };
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The words of a text: letters and digits, with hyphens and apostrophes inside.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let mut end = start;
        let mut rest = text[start..].char_indices().peekable();
        while let Some((offset, c)) = rest.next() {
            let joins = matches!(c, '-' | '\'' | '’') && rest.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if !c.is_alphanumeric() && !joins {
                break;
            }
            end = start + offset + c.len_utf8();
        }
        at = end;
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words_stems_or_unspaced_and_never_cross_punctuation() {
        let mut phrases = Phrases::new();
        for phrase in ["we have", "frustrat*", "困", "can't", "nearly all", "nearly"] {
            phrases.add(1, phrase);
        }
        let found = |text: &str| {
            let tokens: Vec<_> = words(text).collect();
            let mut hits = vec![];
            phrases.find(text, &tokens, |hit| hits.push(text[hit.range].to_owned()));
            hits
        };
        assert_eq!(found("We  have it; we, have not. Wehave"), ["We  have"]);
        assert_eq!(found("Frustrating, but you can’t"), ["Frustrating", "can’t"]);
        assert_eq!(found("誰も困る"), ["困"]);
        assert_eq!(found("Nearly all of nearly none"), ["Nearly all", "nearly"]);
    }
}
