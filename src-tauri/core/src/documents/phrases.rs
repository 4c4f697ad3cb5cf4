//! Finding words and phrases of lists in a text, all lists in one walk over its words.
//!
//! A phrase stands in the text as whole words, case ignored; `frustrat*` stands for all that begin with it; scripts without
//! spaces are searched as they are. Invariant: linear in the text, whatever the lists hold.

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
    sieve: Sieve,
    count: usize,
}

/// Tells most words that begin no phrase by their first letters and length, whatever their case.
#[derive(Clone)]
struct Sieve {
    words: Vec<bool>,
    stems: Vec<bool>,
}

impl Sieve {
    /// Five bits for each of three letters.
    const SIZE: usize = 1 << 15;

    fn new() -> Self {
        Self { words: vec![false; Self::SIZE], stems: vec![false; Self::SIZE] }
    }

    fn beginning(word: &str) -> usize {
        let letter = |at: usize| word.as_bytes().get(at).map_or(0, |byte| usize::from(byte & 0x1F));
        letter(0) << 10 | letter(1) << 5 | letter(2)
    }

    fn whole(word: &str) -> usize {
        Self::beginning(word) ^ (word.len().min(15) << 11)
    }

    fn add_word(&mut self, word: &str) {
        self.words[Self::whole(word)] = true;
    }

    fn add_stem(&mut self, stem: &str) {
        self.stems[Self::beginning(stem)] = true;
    }

    /// Letters beyond ASCII may change their length with their case: such words always pass.
    fn passes(&self, word: &str) -> bool {
        self.words[Self::whole(word)] || self.stems[Self::beginning(word)] || !word.is_ascii()
    }
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
        Self {
            by_word: FxHashMap::default(),
            by_stem: FxHashMap::default(),
            unspaced: vec![],
            sieve: Sieve::new(),
            count: 0,
        }
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
            self.sieve.add_stem(&first);
            self.by_stem.entry(*beginning).or_default().push(phrase);
        } else {
            self.sieve.add_word(&first);
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
            let word = &text[token.clone()];
            if !self.sieve.passes(word) {
                continue;
            }
            lower.clear();
            if word.is_ascii() {
                lower.push_str(word);
                lower.make_ascii_lowercase();
            } else {
                lower.extend(lowered(word));
            }
            let mut taken: Option<L> = None;
            for phrase in self.by_word.get(&lower).into_iter().flatten() {
                if taken == Some(phrase.list) || !follows(text, &tokens[at..], &phrase.rest) {
                    continue;
                }
                let end = tokens[at + phrase.rest.len()].end;
                taken = Some(phrase.list);
                hit(Hit { list: phrase.list, id: phrase.id, range: token.start..end });
            }
            let stems = lower.as_bytes().first_chunk().and_then(|stem| self.by_stem.get(stem));
            for phrase in stems.into_iter().flatten().filter(|phrase| lower.starts_with(phrase.first.as_str())) {
                hit(Hit { list: phrase.list, id: phrase.id, range: token.clone() });
            }
        }
        if has_unspaced(text) {
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
        self.count_in(text, &tokens, list)
    }

    /// The same for a text whose words are known.
    pub(super) fn count_in(&self, text: &str, tokens: &[Range<usize>], list: L) -> usize
    where
        L: PartialEq,
    {
        let mut seen = vec![];
        self.find(text, tokens, |hit| {
            if hit.list == list && !seen.contains(&hit.id) {
                seen.push(hit.id);
            }
        });
        seen.len()
    }
}

/// Whether these words follow the first one, with nothing but white space between them.
fn follows(text: &str, tokens: &[Range<usize>], rest: &[String]) -> bool {
    tokens.len() > rest.len()
        && tokens.windows(2).zip(rest).all(|(pair, wanted)| {
            let word = &text[pair[1].clone()];
            let same =
                if word.is_ascii() { word.eq_ignore_ascii_case(wanted) } else { lowered(word).eq(wanted.chars()) };
            same && text[pair[0].end..pair[1].start].chars().all(char::is_whitespace)
        })
}

/// A word in lower case with straight apostrophes.
fn lowered(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().flat_map(|c| if c == '’' { '\''.to_lowercase() } else { c.to_lowercase() })
}

/// Whether a script writes its words without spaces.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF)
}

/// Whether a text has characters of a script that writes its words without spaces.
pub(super) fn has_unspaced(text: &str) -> bool {
    // In UTF-8 all of them begin with this byte or a higher one, and punctuation does not.
    !text.is_ascii() && text.bytes().any(|byte| byte >= 0xE3) && text.chars().any(is_unspaced)
}

/// How many words a text of these tokens has; of scripts without spaces two characters make one.
pub(super) fn count(text: &str, tokens: &[Range<usize>]) -> u32 {
    let count = if !has_unspaced(text) {
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

/// What a byte is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Letter,
    /// Joins letters to one word.
    Joint,
    Between,
    /// Part of a character beyond ASCII.
    Wide,
}

static BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Wide; 256];
    let mut at = 0_u8;
    while at < 128 {
        bytes[at as usize] = match at {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => Byte::Letter,
            b'-' | b'\'' => Byte::Joint,
            _ => Byte::Between,
        };
        at += 1;
    }
    bytes
};

fn word_from(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut start = from;
    loop {
        match BYTES[usize::from(*bytes.get(start)?)] {
            Byte::Letter => break,
            Byte::Joint | Byte::Between => start += 1,
            Byte::Wide => {
                let c = text.get(start..)?.chars().next()?;
                if c.is_alphanumeric() {
                    break;
                }
                start += c.len_utf8();
            }
        }
    }
    let mut end = start;
    loop {
        while bytes.get(end).is_some_and(|byte| BYTES[usize::from(*byte)] == Byte::Letter) {
            end += 1;
        }
        if bytes.get(end).is_none_or(|byte| BYTES[usize::from(*byte)] == Byte::Between) {
            return Some(start..end);
        }
        let joined = joint_at(text, end);
        match letter_at(text, end + joined) {
            Some(length) => end += joined + length,
            None => return Some(start..end),
        }
    }
}

/// The length of the letter or digit at a place.
fn letter_at(text: &str, at: usize) -> Option<usize> {
    let letter = text.get(at..)?.chars().next()?;
    letter.is_alphanumeric().then(|| letter.len_utf8())
}

/// The length of the mark at a place that joins letters to one word; 0 for none.
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
