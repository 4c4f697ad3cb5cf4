//! A document laid out as the front page of a broadsheet: the press release in its order, the problem inside it, then the rest.
//!
//! The problem stands in the text once, wherever its author put it; here it stands where a reader of a press release looks
//! for it. Nothing is left out: what belongs to no part of the release follows in the order of the text.
//! Not here: how the page looks.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{ProposalId, document_text, is_attachment_name};
use crate::documents::{self, Outline, Part, Quote, Section, SectionKind};
use crate::error::Result;
use crate::portfolio::Portfolio;

/// A document as a front page. Every text is sanitised HTML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Broadsheet {
    /// The headline, as plain text.
    pub headline: Option<String>,
    /// The line below it, as plain text.
    pub subheading: Option<String>,
    /// Where and when, with the summary.
    pub dateline: Option<String>,
    /// The problem.
    pub problem: Option<String>,
    /// The solution.
    pub solution: Option<String>,
    /// What the one responsible says, with who it is.
    pub leader_quote: Option<String>,
    /// How it begins.
    pub getting_started: Option<String>,
    /// What a customer says, with who it is.
    pub customer_quote: Option<String>,
    /// What to do next.
    pub call_to_action: Option<String>,
    /// Everything else, in the order of the text.
    pub rest: String,
}

impl Portfolio {
    /// The document of a proposal as a front page, images from `images/<name>`.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for an unknown proposal.
    pub fn broadsheet(&self, id: ProposalId, images: &str) -> Result<Broadsheet> {
        let text = self.read(|conn| document_text(conn, id))?;
        let html = |source: &str| {
            documents::page_with(source, &|name| is_attachment_name(name).then(|| format!("{images}{name}")))
        };
        Ok(lay_out(&text, documents::outline(&text), &html))
    }
}

fn lay_out(text: &str, outline: Outline, html: &dyn Fn(&str) -> String) -> Broadsheet {
    let quote = |quote: Option<Quote>, kind| quote.map(|quote| quotation(text, &outline.sections, &quote, kind));
    let leader_quote = quote(outline.leader_quote.clone(), SectionKind::LeaderQuote);
    let customer_quote = quote(outline.customer_quote.clone(), SectionKind::CustomerQuote);
    let mut taken = taken(text, &outline);
    taken.extend([&leader_quote, &customer_quote].into_iter().flatten().cloned());
    let rest = without(text, taken);

    let said = |range: Option<Range<usize>>| range.and_then(|range| text.get(range)).map(|words| html(body(words)));
    let part = |part: Option<Part>| part.map(|part| html(&part.text));
    let plain = |part: Option<Part>| part.map(|part| documents::plain(&part.text));
    Broadsheet {
        headline: plain(outline.headline).or(outline.title),
        subheading: plain(outline.subheading),
        dateline: part(outline.dateline),
        problem: part(outline.problem),
        solution: part(outline.solution),
        leader_quote: said(leader_quote),
        getting_started: part(outline.getting_started),
        customer_quote: said(customer_quote),
        call_to_action: part(outline.call_to_action),
        rest: html(&rest),
    }
}

/// The text but for these stretches, with a paragraph's break where one was.
fn without(text: &str, mut taken: Vec<Range<usize>>) -> String {
    taken.sort_by_key(|range| range.start);
    let mut rest = String::new();
    let mut at = 0;
    for range in taken {
        if let Some(between) = text.get(at..range.start).filter(|between| !between.trim().is_empty()) {
            rest.push_str(between);
            rest.push_str("\n\n");
        }
        at = at.max(range.end);
    }
    rest.push_str(text.get(at..).unwrap_or_default());
    rest
}

fn range(start: u32, end: u32) -> Range<usize> {
    usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0)
}

/// Where a quotation stands with its attribution: the section named after it, else its paragraph.
fn quotation(text: &str, sections: &[Section], quote: &Quote, kind: SectionKind) -> Range<usize> {
    let named = sections.iter().find(|one| one.kind == kind && one.start <= quote.start && quote.end <= one.end);
    if let Some(section) = named {
        return range(section.start, section.end);
    }
    let Range { start, end } = range(quote.start, quote.end);
    let before = text.get(..start).and_then(|before| before.rfind("\n\n")).map_or(0, |at| at + 2);
    let after = text.get(end..).and_then(|after| after.find("\n\n")).map_or(text.len(), |at| end + at);
    before..after
}

/// A section without its heading.
fn body(section: &str) -> &str {
    match section.strip_prefix('#') {
        Some(_) => section.split_once('\n').map_or("", |(_, body)| body.trim()),
        None => section.trim(),
    }
}

/// What the release takes out of the text, headings and run-in labels included. A heading whose part is empty goes too.
fn taken(text: &str, outline: &Outline) -> Vec<Range<usize>> {
    const NAMED: [SectionKind; 7] = [
        SectionKind::Headline,
        SectionKind::Subheading,
        SectionKind::Problem,
        SectionKind::Solution,
        SectionKind::GettingStarted,
        SectionKind::CallToAction,
        SectionKind::Release,
    ];
    let parts = [
        &outline.headline,
        &outline.subheading,
        &outline.dateline,
        &outline.problem,
        &outline.solution,
        &outline.getting_started,
        &outline.call_to_action,
    ];
    let mut taken: Vec<_> =
        parts.into_iter().flatten().map(|part| with_its_label(text, range(part.start, part.end))).collect();
    let parts = taken.clone();
    for section in &outline.sections {
        let whole = range(section.start, section.end);
        let quotes = matches!(section.kind, SectionKind::LeaderQuote | SectionKind::CustomerQuote);
        if !NAMED.contains(&section.kind) && !quotes {
            continue;
        }
        // The heading goes with its part; what else stands in the section is not part of it, and stays.
        let first = parts.iter().filter(|part| whole.contains(&part.start)).map(|part| part.start).min();
        match first {
            _ if !section.filled => taken.push(whole),
            Some(first) => taken.push(whole.start..first),
            None => {}
        }
    }
    taken
}

/// The part with what stands before it on its line, where that is a mark or a label: `# `, `**Problem:** `.
fn with_its_label(text: &str, part: Range<usize>) -> Range<usize> {
    const LONGEST_LABEL: usize = 60;
    let line = text.get(..part.start).map_or(part.start, |before| before.rfind('\n').map_or(0, |at| at + 1));
    let label = text.get(line..part.start).unwrap_or_default().trim();
    let marks = label.chars().all(|c| matches!(c, '#' | '>' | '*' | '_' | '-'));
    let named = label.len() <= LONGEST_LABEL && label.trim_end_matches(['*', '_']).ends_with([':', '.', '—', '-']);
    if marks || named { line..part.end } else { part }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(text: &str) -> Broadsheet {
        lay_out(text, documents::outline(text), &|source| source.trim().to_owned())
    }

    #[test]
    fn the_problem_stands_inside_the_release_and_the_rest_keeps_its_order() {
        let page = laid_out(
            "# Evenings back\n\n## Customer\n\nNight nurses.\n\n## Problem\n\nNobody answers.\n\n## Solution\n\nA board.\n\n## Customer quote\n\n## Internal FAQ\n\n### Finances\n\nCheap.\n",
        );
        assert_eq!(page.headline.as_deref(), Some("Evenings back"));
        assert_eq!(page.problem.as_deref(), Some("Nobody answers."));
        assert_eq!(page.solution.as_deref(), Some("A board."));
        let rest: Vec<_> = page.rest.split_whitespace().collect();
        assert_eq!(rest.join(" "), "## Customer Night nurses. ## Internal FAQ ### Finances Cheap.");
    }

    #[test]
    fn a_quotation_stands_with_whoever_said_it() {
        let page = laid_out(
            "# A\n\n## Problem\n\nB.\n\n## Customer quote\n\n> \"At last,\" said Ana, a night nurse.\n\n## Appendix\n\nC.\n",
        );
        assert_eq!(page.customer_quote.as_deref(), Some("> \"At last,\" said Ana, a night nurse."));
        assert_eq!(page.rest.split_whitespace().collect::<Vec<_>>().join(" "), "## Appendix C.");
    }

    #[test]
    fn a_text_without_parts_is_all_rest() {
        let page = laid_out("Just a thought, and another.");
        assert_eq!((page.problem, page.rest.as_str()), (None, "Just a thought, and another."));
    }
}
