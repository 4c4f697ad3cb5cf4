//! Words that somebody said, with who said them.

use std::ops::Range;

use super::blocks::{Block, Kind, collapsed};
use super::lists::{LEADER, has};
use super::{Quote, offset, plain};

const MARKS: [(char, char); 5] = [('"', '"'), ('“', '”'), ('„', '“'), ('「', '」'), ('«', '»')];

/// How short a quotation may be, in characters: below that it is a word in inverted commas.
const SHORTEST: usize = 24;

/// The quotes with a speaker in the release, in their order, each with whether a leader said it.
pub(super) fn quotes(source: &str, blocks: &[Block], range: &Range<usize>) -> Vec<(Quote, bool)> {
    let mut found = vec![];
    let inside: Vec<&Block> =
        blocks.iter().filter(|block| block.range.start >= range.start && block.range.end <= range.end).collect();
    for (at, block) in inside.iter().enumerate() {
        if !matches!(block.kind, Kind::Paragraph | Kind::Quotation | Kind::Item) {
            continue;
        }
        let follows =
            inside.get(at + 1).filter(|next| next.text.starts_with(['—', '–', '-'])).map(|next| next.text.as_str());
        if let Some(quote) = quote(source, block, follows) {
            let leads = quote.speaker.as_deref().is_some_and(is_leader);
            found.push((quote, leads));
        }
    }
    found
}

fn quote(source: &str, block: &Block, follows: Option<&str>) -> Option<Quote> {
    let text = source.get(block.range.clone())?;
    let (start, end) = MARKS.into_iter().filter_map(|(open, close)| quoted(text, open, close)).min()?;
    let words = &text[start..end];
    if words.chars().count() < SHORTEST {
        return None;
    }
    let after = text[end..].trim_start_matches(|c: char| c.is_whitespace() || "\"”“」»*_,.>".contains(c));
    let speaker =
        speaker(&plain(after)).or_else(|| follows.and_then(speaker)).or_else(|| said_before(&text[..start]))?;
    let from = block.range.start + start;
    Some(Quote {
        text: words.to_owned(),
        start: offset(from),
        end: offset(block.range.start + end),
        speaker: Some(speaker),
    })
}

/// The longest stretch between a pair of marks.
fn quoted(text: &str, open: char, close: char) -> Option<(usize, usize)> {
    let start = text.find(open)? + open.len_utf8();
    let end = if open == close { start + text[start..].find(close)? } else { start + text[start..].rfind(close)? };
    (end > start).then_some((start, end))
}

/// Who spoke, from what follows the words.
fn speaker(after: &str) -> Option<String> {
    let after = after.trim();
    for verb in ["said ", "says ", "explained ", "added "] {
        if let Some(rest) = after.strip_prefix(verb) {
            return named(rest);
        }
    }
    if let Some(rest) = after.strip_prefix(['—', '–', '-']) {
        return named(rest.trim_start_matches(['—', '–', '-', ' ', '*', '_']));
    }
    ["said", "says"].iter().find_map(|verb| {
        let (name, _) = after.split_once(&format!(" {verb}"))?;
        (name.len() < 80).then(|| named(name))?
    })
}

/// `Ana Ruiz said: "…"`
fn said_before(before: &str) -> Option<String> {
    let before = plain(before);
    let name = before.trim_end_matches([':', ',', ' ']).strip_suffix(" said")?;
    named(name.rsplit(['.', '!', '?']).next()?)
}

/// A name with its role, to the end of the sentence.
fn named(text: &str) -> Option<String> {
    let text = collapsed(text);
    let end = text.find(". ").map_or(text.len(), |end| {
        // "Tick co., ltd." and initials go on.
        if text[end + 2..].starts_with(|c: char| c.is_lowercase()) { text.len() } else { end }
    });
    let name = text[..end].trim().trim_end_matches(['"', '”', '*', '_', ' ']);
    let name = if name.ends_with("ltd.") || name.ends_with("Inc.") { name } else { name.trim_end_matches('.') };
    (!name.is_empty() && name.chars().count() < 160).then(|| name.to_owned())
}

fn is_leader(speaker: &str) -> bool {
    // Someone "at" another company speaks as a customer.
    has(&LEADER, speaker) && !speaker.contains(" at ")
}
