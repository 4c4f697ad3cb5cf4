//! Headings, and the labels that stand for headings, as sections with a beginning and an end.
//!
//! A label is a bold line, a line in capitals or a line with a colon that says nothing but the name of a part. Empty headings
//! and headings inside quotations and lists begin nothing. Not here: what the parts say.

use std::ops::Range;

use super::blocks::{Block, Kind, Text, collapsed};
use super::titles::{self, kind_of, kind_of_label};
use super::{Section, SectionKind, offset};

/// A heading with what stands below it.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) kind: SectionKind,
    pub(super) title: String,
    pub(super) level: u8,
    /// A heading in Markdown, not a label.
    pub(super) real: bool,
    /// The block it is.
    pub(super) at: usize,
    /// Where its body begins in the source.
    pub(super) body: usize,
    /// The blocks below it, up to the next section of its level or higher.
    pub(super) inside: Range<usize>,
    /// Stands in a FAQ.
    pub(super) in_faq: bool,
}

pub(super) fn is_faq(kind: SectionKind) -> bool {
    matches!(kind, SectionKind::ExternalFaq | SectionKind::InternalFaq | SectionKind::Faq)
}

/// What a label inside a FAQ may begin; any other is part of an answer.
fn leaves_faq(kind: SectionKind) -> bool {
    is_faq(kind)
        || matches!(
            kind,
            SectionKind::Appendix | SectionKind::Release | SectionKind::LeaderQuote | SectionKind::CustomerQuote
        )
}

pub(super) fn read(text: &Text<'_>) -> Vec<Heading> {
    let plain = text.blocks.iter().filter(|block| matches!(block.kind, Kind::Heading(_))).count() <= 1;
    let mut found: Vec<Heading> = vec![];
    let mut open: Vec<usize> = vec![];
    for (at, block) in text.blocks.iter().enumerate() {
        if block.depth > 0 || block.quotation > 0 {
            continue;
        }
        let in_faq = open.iter().any(|index| is_faq(found[*index].kind));
        let Some((kind, title, level, body)) = (match block.kind {
            Kind::Heading(level) => heading(text, block).map(|(kind, title)| (kind, title, level, block.range.end)),
            Kind::Paragraph => label(text, block, plain).filter(|(kind, ..)| !in_faq || leaves_faq(*kind)).map(
                |(kind, title, body)| {
                    let above = open.iter().rev().map(|index| &found[*index]).find(|above| above.real);
                    (kind, title, above.map_or(2, |above| above.level + 1), body)
                },
            ),
            _ => None,
        }) else {
            continue;
        };
        while let Some(last) = open.pop_if(|last| found[*last].level >= level) {
            found[last].inside.end = at;
        }
        let in_faq = open.iter().any(|index| is_faq(found[*index].kind));
        open.push(found.len());
        let real = matches!(block.kind, Kind::Heading(_));
        let first = if body < block.range.end { at } else { at + 1 };
        found.push(Heading { kind, title, level, real, at, body, inside: first..text.blocks.len(), in_faq });
    }
    flatten(text, &mut found);
    found
}

fn heading(text: &Text<'_>, block: &Block) -> Option<(SectionKind, String)> {
    let title = collapsed(text.of(block));
    title.chars().any(char::is_alphanumeric).then(|| (kind_of(&title), title))
}

/// What a paragraph begins when it, or its first line, is a label: the kind, the words, and where the rest begins.
fn label(text: &Text<'_>, block: &Block, plain: bool) -> Option<(SectionKind, String, usize)> {
    let words = text.of(block);
    let line = words.trim_start().lines().next()?;
    if line.len() > 120 {
        return None;
    }
    let alone = words.trim().len() == line.trim().len();
    let rest = if alone { block.range.end } else { text.begin(block.words.start + words.find(line)? + line.len() + 1) };
    if let Some(lead) = &block.lead {
        let marked = text.lead(lead);
        let after = text.words.get(lead.words.end..block.words.end)?.trim_start_matches([':', '.', ' ', '\u{a0}']);
        if after.is_empty() || after.starts_with('\n') {
            let named = kind_of_label(marked).or_else(|| titled(marked)).filter(|_| lead.strong || alone)?;
            return Some((named, collapsed(marked), if after.is_empty() { block.range.end } else { rest }));
        }
        return None;
    }
    let capitals = line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase);
    let marked = capitals || line.trim_end().ends_with(':') || (plain && alone);
    marked.then(|| kind_of_label(line)).flatten().map(|kind| (kind, collapsed(line), rest))
}

/// `The problem: what nobody says`
fn titled(label: &str) -> Option<SectionKind> {
    let (name, _) = label.split_once([':', '—', '–'])?;
    kind_of_label(name).filter(|kind| !matches!(kind, SectionKind::Headline | SectionKind::Subheading))
}

/// A section whose level is that of what belongs to it ("## FAQ", "## What is it?") runs to the next part that has a name.
fn flatten(text: &Text<'_>, found: &mut [Heading]) {
    for at in 0..found.len() {
        let (kind, level, inside) = (found[at].kind, found[at].level, found[at].inside.clone());
        if !(is_faq(kind) || kind == SectionKind::Release) || inside.clone().any(|one| says_something(text, one)) {
            continue;
        }
        let Some(next) = found.get(at + 1).filter(|next| next.at == inside.end && next.level <= level) else {
            continue;
        };
        let belongs = |next: &Heading| match kind {
            SectionKind::Release => !is_faq(next.kind) && next.kind != SectionKind::Appendix,
            _ => {
                matches!(next.kind, SectionKind::Other)
                    || titles::audience(&next.title).is_some() && kind == SectionKind::Faq
            }
        };
        if !belongs(next) || (is_faq(kind) && level != next.level && next.kind == SectionKind::Other) {
            continue;
        }
        let floor = next.level;
        let end = found[at + 1..].iter().find(|next| next.level < floor || !belongs(next)).map(|next| next.at);
        let end = end.unwrap_or(text.blocks.len());
        found[at].inside.end = end;
        for inner in found[at + 1..].iter_mut().take_while(|inner| inner.at < end) {
            inner.in_faq |= is_faq(kind);
        }
    }
}

fn says_something(text: &Text<'_>, at: usize) -> bool {
    text.blocks.get(at).is_some_and(|block| match block.kind {
        Kind::Rule | Kind::Heading(_) => false,
        Kind::Html => !is_comment(text, block),
        Kind::Code => true,
        Kind::Paragraph | Kind::Item { .. } | Kind::Row | Kind::Fold => !text.of(block).trim().is_empty(),
    })
}

pub(super) fn is_comment(text: &Text<'_>, block: &Block) -> bool {
    block.kind == Kind::Html
        && text
            .source
            .get(block.range.clone())
            .is_some_and(|html| html.trim_start().starts_with("<!--") && html.trim_end().ends_with("-->"))
}

/// What the outline beside the text shows.
pub(super) fn shown(text: &Text<'_>, found: &[Heading]) -> Vec<Section> {
    let shown = found.iter().map(|heading| {
        let end = text.blocks.get(heading.inside.end).map_or(text.source.len(), |next| next.range.start);
        Section {
            kind: heading.kind,
            title: heading.title.clone(),
            level: heading.level.min(6),
            start: offset(text.blocks[heading.at].range.start),
            end: offset(end),
            filled: heading.inside.clone().any(|one| says_something(text, one)),
        }
    });
    shown.collect()
}
