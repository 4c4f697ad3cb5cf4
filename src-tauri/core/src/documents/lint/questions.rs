//! Questions to the author about the problem, the evidence and the plan.

use std::collections::HashSet;

use super::book::WordList;
use super::notes::{Notes, after, heading};
use super::stems::{Stems, unspaced};
use super::walk::{Found, Walked};
use super::{Facts, Says, names};
use crate::documents::blocks::Kind;
use crate::documents::{Parsed, Part, SectionKind, Template, offset, place};

pub(super) fn lint(notes: &mut Notes<'_>, parsed: &Parsed<'_>, walked: &Walked, facts: &Facts, template: Template) {
    if let Some(problem) = &parsed.outline.problem {
        on_the_problem(notes, parsed, walked, problem);
        order(notes, parsed, facts, problem);
        measures(notes, facts, problem);
    }
    ingredients(notes, parsed, walked);
    customer(notes, parsed);
    sources(notes, parsed, walked);
    for found in walked.of(WordList::Dismissive).filter(|found| !is_quoted(parsed, found)) {
        inside(notes, parsed, "W15", found, Says::RivalsDismissed);
    }
    dateline(notes, parsed, facts);
    if template == Template::PrFaq && !facts.improvement {
        the_plan(notes, parsed, walked, facts);
    }
}

fn on_the_problem(notes: &mut Notes<'_>, parsed: &Parsed<'_>, walked: &Walked, problem: &Part) {
    let own = walked.inside(parsed, WordList::OwnTechnology, problem).next();
    let own = own.map(|found| (found.at, found.range.clone())).or_else(|| names::product_in(parsed, problem));
    if let Some((at, range)) = own {
        sentence(notes, parsed, "W05", at, &range, Says::NamesOurs);
    }
    let counted = problem.text.chars().any(char::is_numeric)
        || walked.inside(parsed, WordList::Quantities, problem).next().is_some();
    if !counted {
        notes.on("W07", problem, Says::HowMany, None);
    }
    if let Some(quote) = &parsed.outline.customer_quote
        && !unspaced(&quote.text)
        && !unspaced(&problem.text)
        && !Stems::of(&quote.text).touches(&Stems::of(&problem.text))
    {
        let said = Part { text: quote.text.clone(), start: quote.start, end: quote.end };
        notes.on("W10", &said, Says::QuoteMisses, None);
    }
}

fn order(notes: &mut Notes<'_>, parsed: &Parsed<'_>, facts: &Facts, problem: &Part) {
    if let Some(before) = &facts.problem_at_scoring
        && !crate::documents::same_words(Some(before), Some(&problem.text))
    {
        notes.on("W12", problem, Says::ChangedSinceScored, None);
    }
    if let Some(solution) = parsed.outline.solution.as_ref().filter(|solution| solution.start < problem.start) {
        notes.on("W13", solution, Says::SolutionFirst, None);
    }
}

fn measures(notes: &mut Notes<'_>, facts: &Facts, problem: &Part) {
    let stems = Stems::of(&problem.text);
    for measure in &facts.measures {
        if !unspaced(&measure.name) && !unspaced(&problem.text) && !Stems::of(&measure.name).touches(&stems) {
            let said = Says::MeasureElsewhere.with([("name", &measure.name)]);
            notes.on("W11", &Part { text: format!("{}{}", measure.name, problem.text), ..problem.clone() }, said, None);
        }
    }
}

/// In the problem, and in the first sentence of the solution.
fn ingredients(notes: &mut Notes<'_>, parsed: &Parsed<'_>, walked: &Walked) {
    let outline = &parsed.outline;
    let in_problem =
        outline.problem.as_ref().and_then(|part| walked.inside(parsed, WordList::Ingredients, part).next());
    let opener = outline.solution.as_ref().map(|part| {
        let end = part.text.find(['.', '!', '?', '。']).unwrap_or(part.text.len());
        Part { text: part.text[..end].to_owned(), start: part.start, end: part.start + offset(end) }
    });
    let in_opener = || opener.as_ref().and_then(|part| walked.inside(parsed, WordList::Ingredients, part).next());
    if let Some(found) = in_problem.or_else(in_opener) {
        inside(notes, parsed, "W06", found, Says::Ingredients);
    }
}

fn customer(notes: &mut Notes<'_>, parsed: &Parsed<'_>) {
    let Some(customer) = &parsed.outline.customer else { return };
    if names::is_vague(&crate::documents::plain(&customer.text), notes.book) {
        notes.on("W09", customer, Says::VagueCustomer, None);
    }
}

/// Numbers in problem and evidence whose paragraph names no source; evidence that names one speaks for the problem too.
fn sources(notes: &mut Notes<'_>, parsed: &Parsed<'_>, walked: &Walked) {
    let text = &parsed.text;
    let named: HashSet<usize> = walked.of(WordList::Sources).map(|found| found.at).collect();
    let evidence = parsed.outline.evidence.as_ref();
    let is_known = evidence
        .is_some_and(|part| links(&part.text) || walked.inside(parsed, WordList::Sources, part).next().is_some());
    let problem = parsed.outline.problem.as_ref().filter(|_| !is_known);
    for part in [problem, evidence].into_iter().flatten() {
        let first = text.blocks.partition_point(|block| block.range.end <= place(part.start));
        for at in first..text.blocks.len() {
            let block = &text.blocks[at];
            if block.range.start >= place(part.end) {
                break;
            }
            let source = text.source.get(block.range.clone()).unwrap_or_default();
            let sourced = links(source) || named.contains(&at);
            if let Some(claim) = names::claim(text.of(block)).filter(|_| !sourced) {
                let range = block.words.start + claim.start..block.words.start + claim.end;
                let found = Found { list: WordList::Sources, at, range };
                inside(notes, parsed, "W14", &found, Says::NoSource);
            }
        }
    }
}

/// Whether a text points elsewhere.
fn links(text: &str) -> bool {
    ["](", "://", "[^"].iter().any(|mark| text.contains(mark))
}

fn dateline(notes: &mut Notes<'_>, parsed: &Parsed<'_>, facts: &Facts) {
    let (Some(line), Some(today)) = (&parsed.outline.dateline, facts.today) else { return };
    if names::last_day(&line.text).is_some_and(|last| last < today) {
        notes.on("W17", line, Says::PastDateline, None);
    }
}

fn the_plan(notes: &mut Notes<'_>, parsed: &Parsed<'_>, walked: &Walked, facts: &Facts) {
    let outline = &parsed.outline;
    if let Some(problem) = outline.problem.as_ref().filter(|_| outline.evidence.is_none()) {
        let linked = problem.text.contains("://") || walked.inside(parsed, WordList::Sources, problem).next().is_some();
        if !linked {
            let fix = heading(parsed.text.source, after(problem, parsed.text.source), 2, "Evidence");
            notes.missing("W08", Says::NoEvidence, Some(fix));
        }
    }
    if outline.solution.is_none() {
        return;
    }
    if !walked.has(WordList::Risks) {
        notes.missing("W16", Says::NoRisk, None);
    }
    if !walked.has(WordList::Limits) {
        notes.missing("W16", Says::NoLimit, None);
    }
    if facts.rivals == 0 && !walked.has(WordList::Alternatives) {
        notes.missing("W18", Says::OneSolution, None);
    }
    if !facts.has_ask && !asks(parsed, walked) {
        notes.missing("W19", Says::NoAsk, None);
    }
}

/// Whether an answer says what is needed, with a number.
fn asks(parsed: &Parsed<'_>, walked: &Walked) -> bool {
    let kinds = [SectionKind::InternalFaq, SectionKind::Faq, SectionKind::Finances];
    // Sections come in their order; what lies in an earlier one is not counted again.
    let mut answers: Vec<(u32, u32)> = vec![];
    for one in parsed.outline.sections.iter().filter(|one| kinds.contains(&one.kind)) {
        if answers.last().is_none_or(|(_, end)| one.start >= *end) {
            answers.push((one.start, one.end));
        }
    }
    walked.of(WordList::Asks).any(|found| {
        let block = &parsed.text.blocks[found.at];
        let at = offset(block.range.start);
        let next = answers.partition_point(|(start, _)| *start <= at);
        let inside = next.checked_sub(1).and_then(|last| answers.get(last)).is_some_and(|(_, end)| at < *end);
        let says = parsed.text.of(block);
        inside && !matches!(block.kind, Kind::Heading(_)) && (says.chars().any(char::is_numeric) || names::counts(says))
    })
}

pub(super) fn is_quoted(parsed: &Parsed<'_>, found: &Found) -> bool {
    let at = offset(parsed.text.begin(found.range.start));
    let quotes = [&parsed.outline.leader_quote, &parsed.outline.customer_quote];
    parsed.text.blocks[found.at].quotation > 0
        || quotes.into_iter().flatten().any(|quote| (quote.start..quote.end).contains(&at))
}

/// A note on the words themselves.
fn inside(notes: &mut Notes<'_>, parsed: &Parsed<'_>, code: &str, found: &Found, says: Says) {
    let range = (parsed.text.begin(found.range.start), parsed.text.end(found.range.end));
    notes.inside(code, found.at, range, says.into(), None);
}

/// A note on the sentence around the words.
fn sentence(
    notes: &mut Notes<'_>,
    parsed: &Parsed<'_>,
    code: &str,
    at: usize,
    range: &std::ops::Range<usize>,
    says: Says,
) {
    let text = &parsed.text;
    let block = &text.blocks[at];
    let (said, from) = (text.of(block), range.start - block.words.start);
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '。');
    let start = said[..from].rfind(ends).map_or(0, |at| at + said[at..].chars().next().map_or(1, char::len_utf8));
    let start = start + (said[start..].len() - said[start..].trim_start().len());
    let end = said[from..].find(ends).map_or(said.trim_end().len(), |at| from + at + 1);
    let end =
        (0..=end).rev().find(|end| said.is_char_boundary(*end)).unwrap_or(from).max(range.end - block.words.start);
    let place = (text.begin(block.words.start + start), text.end(block.words.start + end));
    notes.inside(code, at, place, says.into(), None);
}
