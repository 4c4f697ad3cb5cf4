//! A text in the order it is read on paper: the press release first, then everything else as it stands.
//!
//! What the outline found is taken out of the text paragraph by paragraph; the rest keeps its order, so that no word is
//! lost and none is printed twice.

use std::ops::Range;

use super::Piece;
use crate::documents::{self, Flow, Outline, text_of};
use crate::tongue::paper::Words;

/// A text laid out.
pub(super) struct Laid {
    pub(super) title: String,
    pub(super) first: Vec<Piece>,
    pub(super) rest: Vec<Piece>,
}

pub(super) fn lay_out(markdown: &str, words: &Words) -> Laid {
    let outline = documents::outline(markdown);
    let title = outline.headline.as_ref().map(|part| documents::plain(&part.text)).or(outline.title.clone());
    let title = title.unwrap_or_default();
    let (first, taken) = release(&outline, markdown, &title, words);
    let rest = without(markdown, taken);
    let blocks = pruned(documents::flow(&rest), &title);
    let rest = if blocks.is_empty() { vec![] } else { vec![Piece::Text { blocks }] };
    // A text without any part of a release is printed as it is.
    if first.is_empty() {
        return Laid { title, first: rest, rest: vec![] };
    }
    Laid { title, first, rest }
}

fn release(outline: &Outline, markdown: &str, title: &str, words: &Words) -> (Vec<Piece>, Vec<Range<usize>>) {
    let mut pieces = vec![];
    let mut taken: Vec<Range<usize>> = vec![];
    let mut take = |start: u32, end: u32| {
        let range = paragraphs(markdown, start as usize..end as usize);
        let overlaps = taken.iter().any(|other| range.start < other.end && other.start < range.end);
        if !overlaps {
            taken.push(range);
        }
        !overlaps
    };
    if !title.is_empty() {
        pieces.push(Piece::Headline { text: title.to_owned() });
    }
    if let Some(part) = &outline.headline {
        take(part.start, part.end);
    }
    if let Some(part) = &outline.subheading
        && take(part.start, part.end)
    {
        pieces.push(Piece::Subheading { text: documents::plain(&part.text) });
    }
    let found = [
        (&outline.customer, words.customer, false),
        (&outline.dateline, "", false),
        (&outline.problem, words.problem, true),
        (&outline.solution, words.solution, false),
    ];
    for (part, label, is_problem) in found {
        let Some(part) = part else { continue };
        if !take(part.start, part.end) {
            continue;
        }
        if !label.is_empty() {
            pieces.push(Piece::Label { text: label.to_owned() });
        }
        let blocks = documents::flow(&part.text);
        pieces.push(if is_problem { Piece::Problem { blocks } } else { Piece::Text { blocks } });
    }
    for quote in [&outline.leader_quote, &outline.customer_quote].into_iter().flatten() {
        let range = paragraphs(markdown, quote.start as usize..quote.end as usize);
        if take(quote.start, quote.end) {
            // With what stands around the words: who said them.
            let mut blocks = documents::flow(markdown.get(range).unwrap_or(&quote.text));
            if let [Flow::Quotation { blocks: inner }] = blocks.as_slice() {
                blocks = inner.clone();
            }
            pieces.push(Piece::Said { blocks });
        }
    }
    (pieces, taken)
}

/// The whole paragraphs that a range lies in.
fn paragraphs(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let mut start = before.len();
    for line in before.split_inclusive('\n').rev() {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            break;
        }
        start -= line.len();
    }
    let mut end = range.end.min(text.len());
    let after = text.get(end..).unwrap_or_default();
    if !text.get(..end).is_some_and(|before| before.ends_with('\n')) {
        for line in after.split_inclusive('\n') {
            if line.trim().is_empty() {
                break;
            }
            end += line.len();
        }
    }
    start..end
}

/// The text with ranges taken out; a paragraph never runs into the next.
fn without(text: &str, mut taken: Vec<Range<usize>>) -> String {
    taken.sort_by_key(|range| range.start);
    let mut rest = String::with_capacity(text.len());
    let mut at = 0;
    for range in taken {
        rest.push_str(text.get(at..range.start).unwrap_or_default());
        rest.push_str("\n\n");
        at = at.max(range.end);
    }
    rest.push_str(text.get(at..).unwrap_or_default());
    rest
}

/// Without headings that nothing stands below any more, and without the title, which is printed already.
fn pruned(blocks: Vec<Flow>, title: &str) -> Vec<Flow> {
    let is_title =
        |block: &Flow| matches!(block, Flow::Heading { level: 1, runs } if text_of(runs).trim() == title.trim());
    let mut kept: Vec<Flow> = vec![];
    for block in blocks.into_iter().filter(|block| !is_title(block) && *block != Flow::Rule).rev() {
        if let Flow::Heading { level, .. } = &block {
            let below = kept.last();
            let is_empty = match below {
                None => true,
                Some(Flow::Heading { level: next, .. }) => next <= level,
                Some(_) => false,
            };
            if is_empty {
                continue;
            }
        }
        kept.push(block);
    }
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tongue::Tongue;

    const TEXT: &str = "# Evenings back\n\n## Customer\n\nNight nurses.\n\n## Problem\n\nNobody picks up.\n\nThey phone round.\n\n## Evidence\n\nRosters.\n\n## Solution\n\nA board.\n\n## Internal FAQ\n\n### What does it cost?\n\nTwo people.\n";

    fn texts(pieces: &[Piece]) -> String {
        serde_json::to_string(pieces).unwrap()
    }

    #[test]
    fn the_release_comes_first_and_no_word_is_lost_or_printed_twice() {
        let laid = lay_out(TEXT, Tongue::English.paper());
        assert_eq!(laid.title, "Evenings back");
        let (first, rest) = (texts(&laid.first), texts(&laid.rest));
        for words in ["Night nurses.", "Nobody picks up.", "They phone round.", "A board."] {
            assert!(first.contains(words) && !rest.contains(words), "{words}\n{first}\n{rest}");
        }
        for words in ["Evidence", "Rosters.", "What does it cost?", "Two people.", "Internal FAQ"] {
            assert!(rest.contains(words) && !first.contains(words), "{words}\n{first}\n{rest}");
        }
        assert!(!rest.contains("Solution"), "a heading with nothing below it is left out");
    }

    #[test]
    fn a_text_without_parts_is_printed_as_it_is() {
        let laid = lay_out("Just a thought.\n\nAnd another one.\n", Tongue::English.paper());
        assert!(texts(&laid.first).contains("Just a thought.") || texts(&laid.rest).contains("Just a thought."));
        assert!(format!("{}{}", texts(&laid.first), texts(&laid.rest)).contains("And another one."));
    }
}
