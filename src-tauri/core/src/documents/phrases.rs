//! Finding words and phrases of lists in a text, all lists in one walk over its words.
//!
//! A phrase stands in the text as whole words, case ignored; `frustrat*` stands for all that begin with it; scripts without
//! spaces are searched as they are. Invariant: linear in the text, whatever the lists hold.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

/// How many letters of a stem it is looked up by.
const STEM: usize = 4;

/// Lists of phrases, made ready to be found.
#[derive(Clone)]
pub(super) struct Phrases<L> {
    by_word: FxHashMap<String, Vec<Phrase<L>>>,
    by_stem: FxHashMap<[u8; STEM], Vec<Phrase<L>>>,
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
        Self { by_word: FxHashMap::default(), by_stem: FxHashMap::default(), unspaced: vec![], count: 0 }
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
        } else if stem
            && phrase.rest.is_empty()
            && let Some(beginning) = first.as_bytes().first_chunk()
        {
            self.by_stem.entry(*beginning).or_default().push(phrase);
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
        let (lower, words) = lowered(text, tokens);
        for (at, (token, word)) in tokens.iter().zip(words.iter()).enumerate() {
            let word = &lower[word.clone()];
            let mut taken: Option<L> = None;
            for phrase in self.by_word.get(word).into_iter().flatten() {
                let follows =
                    || follow(&lower, &words[at + 1..], &phrase.rest) && touch(text, &tokens[at..], &phrase.rest);
                if taken == Some(phrase.list) || !follows() {
                    continue;
                }
                let end = tokens[at + phrase.rest.len()].end;
                taken = Some(phrase.list);
                hit(Hit { list: phrase.list, id: phrase.id, range: token.start..end });
            }
            let stems = word.as_bytes().first_chunk().and_then(|stem| self.by_stem.get(stem));
            for phrase in stems.into_iter().flatten().filter(|phrase| word.starts_with(phrase.first.as_str())) {
                hit(Hit { list: phrase.list, id: phrase.id, range: token.clone() });
            }
        }
        if !text.is_ascii() && text.chars().any(is_unspaced) {
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

/// Whether the words begin with these.
fn follow(lower: &str, words: &[Range<usize>], wanted: &[String]) -> bool {
    words.len() >= wanted.len() && wanted.iter().zip(words).all(|(wanted, word)| lower[word.clone()] == *wanted)
}

/// Whether nothing but white space divides the first word from as many as these.
fn touch(text: &str, tokens: &[Range<usize>], rest: &[String]) -> bool {
    let gaps = tokens.windows(2).take(rest.len());
    gaps.into_iter().all(|pair| text[pair[0].end..pair[1].start].chars().all(char::is_whitespace))
}

/// The words in lower case with straight apostrophes, and where each stands in that.
fn lowered<'t>(text: &str, tokens: &'t [Range<usize>]) -> (String, Cow<'t, [Range<usize>]>) {
    if text.is_ascii() {
        return (text.to_ascii_lowercase(), Cow::Borrowed(tokens));
    }
    let mut lower = String::with_capacity(text.len());
    let places = tokens.iter().map(|token| {
        let start = lower.len();
        for c in text[token.clone()].chars() {
            if c == '’' {
                lower.push('\'');
            } else {
                lower.extend(c.to_lowercase());
            }
        }
        start..lower.len()
    });
    let places = places.collect();
    (lower, Cow::Owned(places))
}

/// Whether a script writes its words without spaces.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF)
}

/// How many words a text of these tokens has; of scripts without spaces two characters make one.
pub(super) fn count(text: &str, tokens: &[Range<usize>]) -> u32 {
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
    let mut from = 0;
    std::iter::from_fn(move || {
        let word = word_from(text, from)?;
        from = word.end;
        Some(word)
    })
}

fn word_from(text: &str, from: usize) -> Option<Range<usize>> {
    let mut start = from;
    loop {
        let rest = text.as_bytes().get(start..)?;
        start += rest.iter().take_while(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).count();
        if letter_at(text, start).is_some() {
            break;
        }
        start += text.get(start..)?.chars().next()?.len_utf8();
    }
    let mut end = start;
    loop {
        let plain = text.as_bytes().get(end..).unwrap_or_default();
        end += plain.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let joined = joint_at(text, end);
        match letter_at(text, end + joined) {
            Some(length) => end += joined + length,
            None => return Some(start..end),
        }
    }
}

/// The length of the letter or digit at a place.
#[inline]
fn letter_at(text: &str, at: usize) -> Option<usize> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return byte.is_ascii_alphanumeric().then_some(1);
    }
    let letter = text.get(at..)?.chars().next()?;
    letter.is_alphanumeric().then(|| letter.len_utf8())
}

/// The length of the mark at a place that joins letters to one word; 0 for none.
#[inline]
fn joint_at(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at..).unwrap_or_default() {
        [b'-' | b'\'', ..] => 1,
        [0xE2, 0x80, 0x99, ..] => '’'.len_utf8(),
        _ => 0,
    }
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
