//! Matters of style: counted, and shown on request.

use super::Says;
use super::book::WordList;
use super::notes::{Notes, without};
use super::questions::is_quoted;
use super::walk::{Found, LONGEST_SENTENCE, Walked};
use crate::documents::blocks::{Kind, collapsed};
use crate::documents::{Parsed, Part, SectionKind, offset, part, place};

/// One page, in words.
pub const PAGE: u32 = 450;

/// The longest document, in pages.
pub const LONGEST: u32 = 6;

/// How much longer than the problem the solution may be.
const SOLUTION_TO_PROBLEM: u32 = 3;

pub(super) fn lint(notes: &mut Notes<'_>, parsed: &Parsed<'_>, walked: &Walked) {
    let claims = claims(parsed);
    for found in &walked.hits {
        match found.list {
            WordList::Weasel if notes.wants("W20") => weasel(notes, parsed, found, &claims),
            WordList::Hype if notes.wants("W21") && !is_quoted(parsed, found) => hype(notes, parsed, found),
            WordList::Fluff if notes.wants("W22") && is_quoted(parsed, found) => fluff(notes, parsed, found),
            _ => {}
        }
    }
    for (at, range, count) in &walked.long {
        let said = Says::LongSentence.with([("words", count), ("most", &LONGEST_SENTENCE)]);
        let place = (parsed.text.begin(range.start), parsed.text.end(range.end));
        notes.inside("W23", *at, place, said, None);
    }
    lengths(notes, parsed, walked);
    for (at, range) in &walked.acronyms {
        let word = &parsed.text.words[range.clone()];
        let place = (parsed.text.begin(range.start), parsed.text.end(range.end));
        let dated =
            parsed.outline.dateline.as_ref().is_some_and(|line| (line.start..line.end).contains(&offset(place.0)));
        if dated || is_code(parsed.text.source, place) {
            continue;
        }
        notes.inside("W26", *at, place, Says::Acronym.with([("word", &word)]), None);
    }
}

/// Stands in ticks, or is part of a name as programs write them: `.NET`, `SKILL.md`, `mode_t::FIFO`.
fn is_code(source: &str, (start, end): (usize, usize)) -> bool {
    let (before, after) = (source.get(..start).unwrap_or_default(), source.get(end..).unwrap_or_default());
    before.ends_with(['`', '_', '$', '.'])
        || before.ends_with("::")
        || after.starts_with(['`', '_'])
        || after.starts_with("::")
        || after.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// Where the document claims something of its customers: headline, aim, customer, problem, evidence and solution, and all of
/// a release that is called one. What is unsaid there is what others decide by; in an answer or an appendix "some" and
/// "might" are mostly plain words.
fn claims(parsed: &Parsed<'_>) -> Vec<(u32, u32)> {
    let outline = &parsed.outline;
    let parts = [
        &outline.headline,
        &outline.subheading,
        &outline.aim,
        &outline.customer,
        &outline.problem,
        &outline.evidence,
        &outline.solution,
        &outline.getting_started,
    ];
    let mut claims: Vec<(u32, u32)> = parts.into_iter().flatten().map(|part| (part.start, part.end)).collect();
    let called = outline.sections.iter().any(|section| section.kind == SectionKind::Release);
    if outline.dateline.is_some() || called || claims.is_empty() {
        claims.extend(span(parsed).map(|part| (part.start, part.end)));
    }
    claims
}

fn place_of(parsed: &Parsed<'_>, found: &Found) -> (usize, usize) {
    (parsed.text.begin(found.range.start), parsed.text.end(found.range.end))
}

/// Words that stand for a number or a doubt only where something is claimed.
const PLAIN: [&str; 23] = [
    "many",
    "some",
    "several",
    "various",
    "numerous",
    "a number of",
    "a lot of",
    "lots of",
    "often",
    "usually",
    "typically",
    "generally",
    "might",
    "perhaps",
    "possibly",
    "probably",
    "somewhat",
    "fairly",
    "quite",
    "rather",
    "relatively",
    "would like to",
    "should be able to",
];

fn weasel(notes: &mut Notes<'_>, parsed: &Parsed<'_>, found: &Found, claims: &[(u32, u32)]) {
    const KEPT: [&str; 7] = [
        "might",
        "nearly all",
        "almost all",
        "nearly everyone",
        "should be able to",
        "would like to",
        "significant improvement",
    ];
    let block = &parsed.text.blocks[found.at];
    let (start, end) = place_of(parsed, found);
    let claimed = claims.iter().any(|(from, until)| (*from..*until).contains(&offset(start)));
    let word = collapsed(&parsed.text.words[found.range.clone()]).to_lowercase();
    if matches!(block.kind, Kind::Heading(_))
        || (!claimed && PLAIN.contains(&word.as_str()))
        || is_quoted(parsed, found)
        || is_asked(parsed, found, &word)
    {
        return;
    }
    let fix = if KEPT.contains(&word.as_str()) { None } else { without(parsed.text.source, start, end) };
    let says = match word.as_str() {
        "many" | "some" | "several" | "various" | "numerous" | "a number of" | "a lot of" | "lots of"
        | "nearly all" | "almost all" => Says::WordHowMany,
        "often" | "usually" | "typically" | "generally" => Says::WordHowOften,
        _ => Says::SaysLittle,
    };
    notes.inside("W20", found.at, (start, end), says.with([("word", &word)]), fix);
}

/// "How many", "as often as", "rather than", "too many", "generally available": no weasels.
fn is_asked(parsed: &Parsed<'_>, found: &Found, word: &str) -> bool {
    let block = &parsed.text.blocks[found.at];
    let said = &parsed.text.words;
    let before =
        said[block.words.start..found.range.start].split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let after = said[found.range.end..block.words.end].split_whitespace().next().unwrap_or_default().to_lowercase();
    (word != "might" && ["how", "as", "so", "too", "this", "that"].contains(&before.as_str()))
        || (word == "rather" && after == "than")
        || (word == "quite" && after == "a")
        || (word == "generally" && after == "available")
}

fn hype(notes: &mut Notes<'_>, parsed: &Parsed<'_>, found: &Found) {
    const NOUNS_AND_VERBS: [&str; 8] = ["ize", "izes", "ise", "ises", "charge", "charges", "er", "shift"];
    let word = collapsed(&parsed.text.words[found.range.clone()]).to_lowercase();
    let (start, end) = place_of(parsed, found);
    let stays = NOUNS_AND_VERBS.iter().any(|ending| word.ends_with(ending)) || word.starts_with("synerg");
    let fix = if stays { None } else { without(parsed.text.source, start, end) };
    notes.inside("W21", found.at, (start, end), Says::Sells.with([("word", &word)]), fix);
}

fn fluff(notes: &mut Notes<'_>, parsed: &Parsed<'_>, found: &Found) {
    let word = collapsed(&parsed.text.words[found.range.clone()]).to_lowercase();
    notes.inside("W22", found.at, place_of(parsed, found), Says::NobodySays.with([("word", &word)]), None);
}

fn lengths(notes: &mut Notes<'_>, parsed: &Parsed<'_>, walked: &Walked) {
    let release = walked.words_of(parsed.release.clone());
    let whole = walked.words_of(0..parsed.text.blocks.len());
    if release > PAGE
        && let Some(part) = span(parsed)
    {
        notes.on("W24", &part, Says::LongRelease.with([("words", &release), ("most", &PAGE)]), None);
    }
    if whole > PAGE * LONGEST {
        notes.missing("W24", Says::LongDocument.with([("words", &whole), ("most", &(PAGE * LONGEST))]), None);
    }
    let outline = &parsed.outline;
    if let (Some(problem), Some(solution)) = (&outline.problem, &outline.solution) {
        let (short, long) = (words_in(parsed, walked, problem), words_in(parsed, walked, solution));
        if short > 0 && long > SOLUTION_TO_PROBLEM * short {
            notes.on("W25", solution, Says::LongSolution.with([("solution", &long), ("problem", &short)]), None);
        }
    }
    let faq: u32 = outline
        .sections
        .iter()
        .filter(|one| matches!(one.kind, SectionKind::ExternalFaq | SectionKind::InternalFaq | SectionKind::Faq))
        .fold((0, 0), |(sum, until), one| {
            let from = place(one.start).max(until);
            let blocks = blocks_in(parsed, from, place(one.end));
            (sum + walked.words_of(blocks), place(one.end).max(until))
        })
        .0;
    if faq > 0 && faq < release {
        notes.missing("W27", Says::ShortFaq.with([("faq", &faq), ("release", &release)]), None);
    }
}

fn span(parsed: &Parsed<'_>) -> Option<Part> {
    let blocks = parsed.text.blocks.get(parsed.release.clone())?;
    part(parsed.text.source, blocks.first()?.range.start..blocks.last()?.range.end)
}

fn blocks_in(parsed: &Parsed<'_>, start: usize, end: usize) -> std::ops::Range<usize> {
    let blocks = &parsed.text.blocks;
    let first = blocks.partition_point(|block| block.range.start < start);
    first..blocks.partition_point(|block| block.range.start < end).max(first)
}

fn words_in(parsed: &Parsed<'_>, walked: &Walked, part: &Part) -> u32 {
    let blocks = &parsed.text.blocks;
    // A part may begin behind its label, inside a block.
    let first = blocks.partition_point(|block| block.range.end <= place(part.start));
    let last = blocks.partition_point(|block| block.range.start < place(part.end)).max(first);
    walked.words_of(first..last)
}
