//! Place and date at the beginning of a paragraph, before a dash, or on a line of their own.
//!
//! `SEATTLE, WA — 4 May 2027 —`, `SEATTLE – (BUSINESS WIRE) – May 4, 2027 –`, `[CITY] — [DATE] —`, `Q1 2026 —`,
//! `On May 4, 2027, …`. Not here: any other date of a text.

use std::ops::Range;

use super::blocks::{Block, Kind, Text};
use super::{Part, part};

/// A dateline and where the rest of its paragraph begins, both in the source.
pub(super) struct Dateline {
    pub(super) part: Part,
    pub(super) rest: usize,
    /// Nothing follows it in its paragraph.
    pub(super) alone: bool,
}

/// The longest dateline, in bytes.
const LONGEST: usize = 140;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The dateline a block begins with.
pub(super) fn dateline(text: &Text<'_>, block: &Block) -> Option<Dateline> {
    if block.kind != Kind::Paragraph || block.depth > 0 {
        return None;
    }
    let words = text.of(block);
    let from = words.len() - words.trim_start().len();
    let head = &words[from..];
    let (length, rest) = in_prose(head).or_else(|| dashed(text, block, head)).or_else(|| on_its_own(head))?;
    let at = block.words.start + from;
    let found = part(text.source, inner(text, at..at + length))?;
    let alone = !head[rest..].chars().any(char::is_alphanumeric);
    Some(Dateline { part: found, rest: text.begin(at + rest), alone })
}

fn inner(text: &Text<'_>, words: Range<usize>) -> Range<usize> {
    let start = text.begin(words.start);
    start..text.end(words.end).max(start)
}

/// "On December 11, 2021, …"
fn in_prose(head: &str) -> Option<(usize, usize)> {
    let rest = head.strip_prefix("On ")?;
    let line = &rest[..rest.floor_char_boundary(40)];
    let year = line.match_indices(char::is_whitespace).find_map(|(at, _)| {
        let word: String = line[at..].trim_start().chars().take_while(char::is_ascii_digit).collect();
        let start = at + (line[at..].len() - line[at..].trim_start().len());
        is_year(&word).then(|| start + word.len())
    })?;
    let end = "On ".len() + year;
    (has_month(&head[..end]) && head[end..].starts_with(',')).then_some((end, end + 1))
}

/// Pieces between dashes that are places, dates or wires, as long as they are.
fn dashed(text: &Text<'_>, block: &Block, head: &str) -> Option<(usize, usize)> {
    let head = &head[..head.floor_char_boundary(LONGEST)];
    let (mut at, mut end, mut rest, mut dated, mut placed) = (0, 0, 0, false, false);
    while let Some((length, dash)) = next_dash(&head[at..]) {
        let piece = head[at..at + length].trim();
        if piece.is_empty() || !is_piece(piece) {
            break;
        }
        dated |= is_dated(piece);
        placed |= is_placed(piece);
        end = at + head[at..at + length].trim_end().len();
        rest = at + length + dash;
        at = rest;
    }
    // Nothing but a date is left: it belongs to the line.
    let left = head[rest..].trim();
    if end > 0 && words_left(text, block, head) && is_date_only(left) && is_piece(left) {
        (end, rest, dated) = (head.trim_end().len(), head.len(), true);
    }
    let marked =
        block.lead.as_ref().is_some_and(|lead| text.end(lead.words.end) >= text.begin(block.words.start + end));
    let urls = head[..end].contains("://") || (marked && head[..end].contains('.'));
    (end > 0 && (dated || placed || (marked && urls))).then_some((end, rest))
}

/// Whether the block ends where its beginning was cut.
fn words_left(text: &Text<'_>, block: &Block, head: &str) -> bool {
    text.of(block).trim_start().len() == head.len()
}

/// The length of what stands before the next dash, and of the dash.
fn next_dash(text: &str) -> Option<(usize, usize)> {
    let dashes = ["—", "–", "---", "--", " - ", "―"];
    let found = dashes
        .iter()
        .filter_map(|dash| text.find(dash).map(|at| (at, dash.len())))
        .min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)));
    // "Leeds, 4 May 2027: …" and "LONDON (4 May 2027) …" divide by a colon or a bracket.
    let colon = text.find(": ").map(|at| (at, 1)).filter(|(at, _)| is_dated(&text[..*at]));
    // "Leeds, UK, 4 May 2027. Nurses …"
    let mut stops = text.match_indices(". ").map(|(at, _)| (at, 1)).take(3);
    let stop = stops.find(|(at, _)| {
        let before = &text[..*at];
        before.contains(", ") && before.rsplit([' ', '-', '.']).next().is_some_and(is_year)
    });
    [found, colon, stop].into_iter().flatten().min()
}

/// A line that says nothing but where and when.
fn on_its_own(head: &str) -> Option<(usize, usize)> {
    let line = head.trim_end();
    let short = line.len() <= 90 && !line.contains('\n') && !line.ends_with(['?', '!']);
    let says_so = ["[date", "[city", "[location"].iter().any(|one| line.to_lowercase().contains(one));
    (short && (is_date_only(line) || says_so || (line.contains(',') && is_dated(line))) && is_piece(line))
        .then_some((line.len(), line.len()))
}

/// Whether every word could stand in a dateline: capitals, numbers, placeholders, small words between them.
fn is_piece(piece: &str) -> bool {
    const SMALL: [&str; 22] = [
        "of", "de", "la", "le", "del", "am", "im", "an", "der", "the", "and", "st", "nd", "rd", "th", "upon", "on",
        "in", "do", "da", "den", "by",
    ];
    if piece.len() > 90 || piece.contains("  \n") {
        return false;
    }
    if piece.starts_with("http://") || piece.starts_with("https://") {
        return !piece.contains(char::is_whitespace);
    }
    let mut bracket = 0_i32;
    let mut count = 0;
    for word in piece.split_whitespace() {
        let opened = bracket + count_of(word, &['[', '(', '<', '{']);
        let inside = bracket > 0 || opened > 0;
        bracket = opened - count_of(word, &[']', ')', '>', '}']);
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let fits = inside
            || bare.is_empty()
            || bare.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || super::phrases::is_unspaced(c))
            || SMALL.contains(&bare)
            || word.contains('.') && word.len() > 4 && !word.ends_with('.');
        if !fits {
            return false;
        }
        count += 1;
    }
    count > 0 && count <= 12
}

fn count_of(word: &str, marks: &[char]) -> i32 {
    i32::try_from(word.matches(marks).count()).unwrap_or(0)
}

fn is_dated(piece: &str) -> bool {
    let lower = piece.to_lowercase();
    let numbers = || piece.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    numbers().any(is_year)
        || (has_month(&lower) && numbers().next().is_some())
        || ["[date", "date]", "[month", "[target", "[launch", "yyyy", "20xx", "[today"]
            .iter()
            .any(|one| lower.contains(one))
        || piece.contains('月') && piece.contains('日')
}

fn is_date_only(line: &str) -> bool {
    let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_quarter = |word: &str| word.len() == 2 && (word.starts_with('Q') || word.starts_with('H'));
    is_dated(line)
        && words.len() <= 4
        && words.iter().all(|word| {
            word.starts_with(|c: char| c.is_ascii_digit()) || has_month(word) || is_quarter(word) || is_day(word)
        })
}

fn is_day(word: &str) -> bool {
    let word = word.to_lowercase();
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| word.starts_with(day))
}

/// A place in capitals, with its state or country, or in brackets.
fn is_placed(piece: &str) -> bool {
    let letters: Vec<char> = piece.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.len() >= 4 && letters.iter().all(|c| !c.is_lowercase());
    let state = piece.rsplit_once(", ").is_some_and(|(place, state)| {
        let state = state.trim_end_matches('.').replace('.', "");
        !place.is_empty() && (2..=3).contains(&state.len()) && state.chars().all(char::is_uppercase)
    });
    let lower = piece.to_lowercase();
    let placeholder =
        ["[city", "[location", "[place", "[state", "city, state", "<city"].iter().any(|one| lower.contains(one));
    capitals || state || placeholder
}

fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20") || number.starts_with("21"))
}

fn has_month(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphabetic()).any(|word| {
        word.len() >= 3
            && MONTHS.iter().any(|month| word.starts_with(month))
            && (word.len() <= 4 || LONG_MONTHS.contains(&word))
    })
}

const LONG_MONTHS: [&str; 22] = [
    "january",
    "february",
    "march",
    "april",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januar",
    "februar",
    "märz",
    "oktober",
    "dezember",
    "janvier",
    "février",
    "avril",
    "juillet",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
