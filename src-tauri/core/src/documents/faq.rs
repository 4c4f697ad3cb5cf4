//! The questions of a FAQ: headings, bold lines, `Q:` lines, quotations or list items, whichever the section is written in.

use std::ops::Range;

use super::blocks::{Block, Kind};
use super::{Question, offset};

/// How questions are written; the first that a section has, counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    Heading,
    Bold,
    Letter,
    Quotation,
    Item,
}

/// The questions among the blocks of a FAQ section. Headings up to `level` end it and do not belong to it.
pub(super) fn questions(source: &str, blocks: &[Block], level: u8, range: &Range<usize>) -> Vec<Question> {
    let inside: Vec<&Block> =
        blocks.iter().filter(|block| block.range.start >= range.start && block.range.end <= range.end).collect();
    let candidates: Vec<(usize, Style, &Block)> = inside
        .iter()
        .enumerate()
        .filter_map(|(at, block)| style(block, level).map(|style| (at, style, *block)))
        .collect();
    let asks = |style: Style| candidates.iter().any(|(_, found, block)| *found == style && is_question(block, style));
    let any = |style: Style| candidates.iter().any(|(_, found, _)| *found == style);
    let groups = asks(Style::Bold) && !asks(Style::Heading);
    let chosen = if any(Style::Heading) && !groups {
        Style::Heading
    } else if any(Style::Bold) {
        Style::Bold
    } else if any(Style::Letter) {
        Style::Letter
    } else if asks(Style::Quotation) {
        Style::Quotation
    } else if asks(Style::Item) {
        Style::Item
    } else {
        return vec![];
    };
    let found: Vec<&Block> = candidates
        .iter()
        .filter(|(_, style, block)| *style == chosen && (chosen != Style::Item || is_question(block, chosen)))
        .map(|(_, _, block)| *block)
        .filter(|block| !block.text.is_empty())
        .collect();
    let mut questions = vec![];
    for (at, block) in found.iter().enumerate() {
        let end = if chosen == Style::Heading { block.range.end } else { asked_until(source, block) };
        let next = found.get(at + 1).map_or(range.end, |next| next.range.start);
        let words = match &block.lead {
            Some(lead) if chosen == Style::Bold => lead.text.as_str(),
            _ => block.text.as_str(),
        };
        let words = if chosen == Style::Letter { words.split(" A:").next().unwrap_or(words) } else { words };
        let question = bare(words);
        if question.is_empty() {
            continue;
        }
        questions.push(Question {
            question,
            start: offset(block.range.start),
            end: offset(end.min(next)),
            answered: is_answer(source.get(end.min(next)..next).unwrap_or_default()),
        });
    }
    questions
}

fn style(block: &Block, level: u8) -> Option<Style> {
    match block.kind {
        Kind::Heading(found) if found > level => Some(Style::Heading),
        Kind::Paragraph | Kind::Item => match &block.lead {
            Some(lead) if lead.strong && looks_asked(lead.text.as_str(), lead.whole) => Some(Style::Bold),
            _ if has_letter(&block.text) => Some(Style::Letter),
            _ if block.kind == Kind::Item => Some(Style::Item),
            _ => None,
        },
        Kind::Quotation => Some(Style::Quotation),
        Kind::Heading(_) | Kind::Other => None,
    }
}

fn looks_asked(text: &str, whole: bool) -> bool {
    let text = text.trim();
    text.ends_with(['?', '？'])
        || has_letter(text)
        || is_coded(text)
        || (whole && text.len() > 12 && !text.ends_with(':'))
}

fn is_question(block: &Block, style: Style) -> bool {
    let text = match &block.lead {
        Some(lead) if style == Style::Bold => &lead.text,
        _ => &block.text,
    };
    text.trim_end().ends_with(['?', '？']) || has_letter(text) || is_coded(text)
}

/// `Q:`, `Q1.`, `Q9b.`
fn has_letter(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('Q' | 'q'))
        && text
            .find([':', '.', ')'])
            .is_some_and(|end| end <= 4 && text[1..end].chars().all(|c| c.is_ascii_alphanumeric()))
}

/// `C1.`, `I12:`
fn is_coded(text: &str) -> bool {
    text.find(['.', ':']).is_some_and(|end| {
        (2..=4).contains(&end)
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && text[1..end].starts_with(|c: char| c.is_ascii_digit())
    })
}

/// The question without its number or letter.
fn bare(text: &str) -> String {
    let mut text = text.trim();
    if has_letter(text) || is_coded(text) {
        let end = text.find([':', '.', ')']).map_or(0, |end| end + 1);
        text = text[end..].trim_start();
    }
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() < text.len()
        && let Some(rest) = digits.strip_prefix(['.', ')'])
    {
        text = rest.trim_start();
    }
    text.to_owned()
}

/// Where a question that shares its block with the answer ends.
fn asked_until(source: &str, block: &Block) -> usize {
    if let Some(lead) = block.lead.as_ref().filter(|lead| lead.strong) {
        return lead.end;
    }
    let text = source.get(block.range.clone()).unwrap_or_default();
    text.find("\nA:").map_or(block.range.end, |at| block.range.start + at)
}

fn is_answer(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "-*_#>:".contains(c));
    let text = text.strip_prefix("A:").unwrap_or(text).trim();
    let empty = ["todo", "tbd", "tba", "to be decided", "..."];
    !text.is_empty() && !empty.contains(&text.to_lowercase().trim_end_matches('.'))
}
