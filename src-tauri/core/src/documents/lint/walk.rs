//! One walk over the words of a text: hits of the word lists, sentences, acronyms, and how long things are.

use std::collections::HashSet;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::book::{RuleBook, WordList};
use crate::documents::blocks::{Block, Kind, Text};
use crate::documents::phrases::count;
use crate::documents::{Parsed, Part, place};

/// What the rules ask of a text.
#[derive(Default)]
pub(super) struct Walked {
    pub(super) hits: Vec<Found>,
    /// Sentences over the limit: block, range in the text's words, how many words.
    pub(super) long: Vec<(usize, Range<usize>, usize)>,
    /// Capitals that are explained nowhere: block and range in the text's words.
    pub(super) acronyms: Vec<(usize, Range<usize>)>,
    /// How many words each block has.
    pub(super) counts: Vec<u32>,
}

/// A word of a list.
pub(super) struct Found {
    pub(super) list: WordList,
    pub(super) at: usize,
    /// In the text's words.
    pub(super) range: Range<usize>,
}

/// A longer sentence is marked, in words.
pub(super) const LONGEST_SENTENCE: usize = 30;

impl Walked {
    /// The hits of a list whose block begins inside a part.
    pub(super) fn inside<'w>(
        &'w self,
        parsed: &'w Parsed<'_>,
        list: WordList,
        part: &Part,
    ) -> impl Iterator<Item = &'w Found> {
        let range = place(part.start)..place(part.end);
        self.of(list).filter(move |found| range.contains(&parsed.text.begin(found.range.start)))
    }

    pub(super) fn of(&self, list: WordList) -> impl Iterator<Item = &Found> {
        self.hits.iter().filter(move |found| found.list == list)
    }

    pub(super) fn has(&self, list: WordList) -> bool {
        self.of(list).next().is_some()
    }

    pub(super) fn words_of(&self, blocks: Range<usize>) -> u32 {
        self.counts.get(blocks).map_or(0, |counts| counts.iter().sum())
    }
}

pub(super) fn walk(parsed: &Parsed<'_>, book: &RuleBook) -> Walked {
    let text = &parsed.text;
    let mut walked = Walked::default();
    let mut acronyms = Acronyms::default();
    for (at, block) in text.blocks.iter().enumerate() {
        let (said, tokens) = (text.of(block), text.tokens(block));
        walked.counts.push(count(said, tokens));
        book.phrases.find(said, tokens, |hit| {
            let range = block.words.start + hit.range.start..block.words.start + hit.range.end;
            walked.hits.push(Found { list: hit.list, at, range });
        });
        if matches!(block.kind, Kind::Paragraph | Kind::Item { .. }) {
            sentences(&mut walked, block, at, said, tokens);
        }
        meet_acronyms(&mut acronyms, book, block, at, said, tokens);
    }
    let shouted = shouted(&acronyms, text);
    walked.acronyms = acronyms.into_values().flatten().collect();
    walked.acronyms.retain(|(_, range)| !shouted.contains(&text.words[range.clone()].to_ascii_lowercase()));
    walked.acronyms.sort_by_key(|(_, range)| range.start);
    walked.acronyms.truncate(MOST_ACRONYMS);
    walked
}

/// Each acronym with where it stands first: block and range in the text's words; none when it is spelled out somewhere.
type Acronyms<'t> = FxHashMap<&'t str, Option<(usize, Range<usize>)>>;

/// More capitals are a word.
const LONGEST_ACRONYM: usize = 6;

/// No more acronyms of one text are asked about.
const MOST_ACRONYMS: usize = 200;

/// Capitals that the text also writes small are a word that was shouted, no acronym.
fn shouted(acronyms: &Acronyms<'_>, text: &Text<'_>) -> HashSet<String> {
    let mut sought: HashSet<String> =
        acronyms.values().flatten().map(|(_, range)| text.words[range.clone()].to_ascii_lowercase()).collect();
    let mut found = HashSet::new();
    let blocks = text.blocks.iter().filter(|_| !acronyms.is_empty());
    for (said, tokens) in blocks.map(|block| (text.of(block), text.tokens(block))) {
        let short = tokens.iter().filter(|token| token.len() <= LONGEST_ACRONYM + 1);
        for word in short.map(|token| &said[token.clone()]).filter(|word| word.starts_with(|c: char| !c.is_uppercase()))
        {
            found.extend(sought.take(word));
        }
    }
    found
}

fn sentences(walked: &mut Walked, block: &Block, at: usize, said: &str, tokens: &[Range<usize>]) {
    let mut first = 0;
    for index in 0..tokens.len() {
        let gap = tokens.get(index + 1).map_or("", |next| &said[tokens[index].end..next.start]);
        if gap == " " {
            continue;
        }
        let ends = index + 1 == tokens.len()
            || gap.contains(['!', '?', '。', ';', '\t'])
            || gap.contains(". ")
            || gap.contains(".\n")
            || gap.starts_with('.') && gap.contains([' ', '\n', '"', '”']);
        if !ends {
            continue;
        }
        let count = index + 1 - first;
        if count > LONGEST_SENTENCE {
            let range = block.words.start + tokens[first].start..block.words.start + tokens[index].end;
            walked.long.push((at, range, count));
        }
        first = index + 1;
    }
}

fn meet_acronyms<'t>(
    acronyms: &mut Acronyms<'t>,
    book: &RuleBook,
    block: &Block,
    at: usize,
    said: &'t str,
    tokens: &[Range<usize>],
) {
    if matches!(block.kind, Kind::Heading(_)) {
        return;
    }
    for (index, token) in tokens.iter().enumerate() {
        let word = &said[token.clone()];
        if !is_acronym(word) {
            continue;
        }
        let bare = word.trim_end_matches('s');
        // The beginning of a shout, not an acronym.
        let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter_map(|one| tokens.get(one));
        let shouted = beside.clone().any(|one| is_shout(&said[one.clone()]));
        if shouted || book.acronyms.contains(bare) || is_ticker(said, tokens, index) {
            continue;
        }
        // "(NPS)" behind the words it stands for, or "NPS (net promoter score)"; brackets alone hold a placeholder.
        let enclosed = said[..token.start].ends_with(['(', '[']);
        let explained = said[token.end..].trim_start().starts_with(['(', '[']);
        if enclosed || explained {
            acronyms.insert(bare, None);
        } else if !acronyms.contains_key(bare) && !is_placeholder(&said[..token.start]) {
            let place = block.words.start + token.start..block.words.start + token.end;
            acronyms.insert(bare, Some((at, place)));
        }
    }
}

/// Two to six capitals, an `s` behind them apart.
fn is_acronym(word: &str) -> bool {
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return false;
    }
    let bare = word.strip_suffix('s').unwrap_or(word);
    (2..=LONGEST_ACRONYM).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// "(NASDAQ: ELMX)": what a share is called.
fn is_ticker(said: &str, tokens: &[Range<usize>], index: usize) -> bool {
    index.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|exchange| {
        said[..exchange.start].ends_with('(') && &said[exchange.end..tokens[index].start] == ": "
    })
}

/// `[TARGET GA DATE]`: capitals in brackets that hold nothing else wait to be filled in. Such brackets are short.
fn is_placeholder(before: &str) -> bool {
    let inside = before.chars().rev().take(60).take_while(|c| !matches!(c, '[' | ']')).collect::<Vec<_>>();
    let opens = before.chars().rev().nth(inside.len()) == Some('[');
    opens && !inside.iter().any(|c| c.is_lowercase())
}

fn is_shout(word: &str) -> bool {
    word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-' || byte == b'\'')
}
