//! The press release: headline, the line below it, dateline, and problem and solution by their place.
//!
//! Labelled parts come first; what is found here is what has no label. Invariant: what isn't there is absent, not guessed.

use std::ops::Range;

use super::blocks::{Block, Kind, Text};
use super::dateline::{Dateline, dateline};
use super::lists::lower;
use super::paragraphs::{Paragraph, choose};
use super::sections::{Heading, is_faq};
use super::titles::{is_document_title, kind_of_label};
use super::{Outline, Part, SectionKind, part, product};

/// A longer paragraph is prose, not a headline or the line below one, in bytes.
const LONGEST_LINE: usize = 260;

/// The release of a document and what it knows of itself.
pub(super) struct Release<'r> {
    pub(super) text: &'r Text<'r>,
    pub(super) sections: &'r [Heading],
    /// Its blocks.
    pub(super) inside: Range<usize>,
    /// The section it stands in, when it has one.
    pub(super) section: Option<&'r Heading>,
}

impl<'r> Release<'r> {
    /// The release's own section, else the document called one, else what stands before the questions.
    pub(super) fn of(text: &'r Text<'r>, sections: &'r [Heading]) -> Self {
        let section = sections
            .iter()
            .find(|one| one.kind == SectionKind::Release && !one.in_faq)
            .or_else(|| sections.iter().find(|one| is_document_title(&one.title) && !is_faq(one.kind) && !one.in_faq));
        let (start, end) = match section {
            Some(one) if one.kind == SectionKind::Release && !one.real => (one.inside.start, text.blocks.len()),
            Some(one) => (one.inside.start, one.inside.end),
            None => (0, text.blocks.len()),
        };
        let ends = |one: &&Heading| is_faq(one.kind) || one.kind == SectionKind::Appendix;
        let end = sections.iter().filter(ends).map(|one| one.at).find(|at| *at >= start).map_or(end, |at| at.min(end));
        Self { text, sections, inside: start..end.max(start), section }
    }

    /// Whether the document's first heading names the document and not the news.
    pub(super) fn title(&self) -> Option<&'r Heading> {
        let first = self.sections.first().filter(|first| first.real && first.level == 1)?;
        let apart = self.section.is_some_and(|section| section.at > first.at) || self.is_name_above(first);
        (apart || (is_document_title(&first.title) && first.kind != SectionKind::Release)).then_some(first)
    }

    /// "Pantry Pal" above "Co-ops stop throwing away a fifth of their bread": one or two words, and right below a longer heading
    /// with prose.
    fn is_name_above(&self, title: &Heading) -> bool {
        let short = title.title.split_whitespace().count() <= 2;
        let next = self
            .sections
            .get(1)
            .filter(|next| next.real && next.kind == SectionKind::Other && next.level > title.level);
        short
            && next.is_some_and(|next| {
                let prose = self.text.blocks.get(next.at + 1).is_some_and(|block| block.kind == Kind::Paragraph);
                next.at == title.at + 1 && prose && next.title.split_whitespace().count() >= 5
            })
    }

    /// Fills in what the release says without labels.
    pub(super) fn read(&self, outline: &mut Outline) {
        outline.title = self.title().map(|title| title.title.clone());
        let after = self.headline(outline);
        self.subheading(outline, after);
        self.paragraphs(outline);
    }

    fn block(&self, at: usize) -> &'r Block {
        &self.text.blocks[at]
    }

    fn says(&self, at: usize) -> bool {
        self.text.of(self.block(at)).chars().any(char::is_alphanumeric)
    }

    fn section_at(&self, at: usize) -> Option<&'r Heading> {
        self.sections.binary_search_by_key(&at, |one| one.at).ok().map(|index| &self.sections[index])
    }

    /// Finds the headline; returns the block behind it.
    fn headline(&self, outline: &mut Outline) -> usize {
        let mut first = true;
        for at in self.inside.clone().take(12) {
            let block = self.block(at);
            if !self.says(at) || block.quotation > 0 || self.is_remark(at) || self.is_own_dateline(at) {
                continue;
            }
            let section = self.section_at(at);
            let is_headline = match block.kind {
                Kind::Heading(1) if self.title().is_some_and(|title| title.at == at) => continue,
                Kind::Heading(_) => match section.map(|one| one.kind) {
                    Some(SectionKind::Other) => !self.is_section_of_its_own(at),
                    Some(SectionKind::Summary | SectionKind::Release) => continue,
                    _ => false,
                },
                Kind::Paragraph if first => section.is_none() && self.is_headline_paragraph(at),
                _ => false,
            };
            if is_headline {
                let found = self.headline_words(at);
                outline.headline = outline.headline.take().or(found);
                return at + 1;
            }
            if matches!(block.kind, Kind::Heading(_)) || block.kind == Kind::Paragraph {
                break;
            }
            first = false;
        }
        if outline.headline.is_none() {
            outline.headline = self.behind_the_name();
        }
        self.inside.start
    }

    /// "Context", "Overview": a heading of one or two words over prose names a section, unless it is the document's first.
    fn is_section_of_its_own(&self, at: usize) -> bool {
        let heading = self.text.of(self.block(at));
        let outside = self.section.is_none();
        let title = self.title().map(|title| title.at);
        let first = self.sections.iter().find(|one| title != Some(one.at));
        let level_one = self.block(at).kind == Kind::Heading(1);
        !level_one
            && (outside || heading.split_whitespace().count() <= 2 && heading.is_ascii() && heading.len() < 24)
            && !(outside && first.is_some_and(|first| first.at == at))
    }

    /// A marked line, a bare line above the dateline, or a bold first sentence.
    fn is_headline_paragraph(&self, at: usize) -> bool {
        let block = self.block(at);
        let words = self.text.of(block).trim();
        if self.section.is_none() && self.title().is_none() && self.sections.iter().any(|one| one.at < at) {
            return false;
        }
        if self.text.is_marked(block) {
            return block.lead.as_ref().is_some_and(|lead| lead.strong) && words.len() <= LONGEST_LINE + 100;
        }
        if block.lead.as_ref().is_some_and(|lead| lead.strong && self.is_first_sentence(block, lead)) {
            return dateline(self.text, block).is_none();
        }
        let line = words.len() <= 180 && !words.contains('\n') && !words.ends_with(['.', ':', '?', ';', '。', ',']);
        line && self
            .inside
            .clone()
            .skip_while(|next| *next <= at)
            .take(3)
            .any(|next| dateline(self.text, self.block(next)).is_some())
    }

    fn is_first_sentence(&self, block: &Block, lead: &super::blocks::Lead) -> bool {
        let marked = self.text.lead(lead).trim();
        let rest = self.text.words.get(lead.words.end..block.words.end).unwrap_or_default();
        let ends = marked.ends_with(['.', '!', '。']) || rest.starts_with('\n');
        ends && marked.split_whitespace().count() >= 5 && kind_of_label(marked).is_none()
    }

    fn headline_words(&self, at: usize) -> Option<Part> {
        let block = self.block(at);
        match &block.lead {
            Some(lead) if block.kind == Kind::Paragraph && !self.text.is_marked(block) && lead.strong => {
                let start = self.text.begin(lead.words.start);
                part(self.text.source, start..self.text.end(lead.words.end).max(start))
            }
            _ => self.words(at),
        }
    }

    /// "Press release: Elm opens a board", when no other headline is there.
    fn behind_the_name(&self) -> Option<Part> {
        let section = self.section.filter(|one| one.kind == SectionKind::Release && one.real)?;
        let block = self.block(section.at);
        let words = self.text.of(block);
        let at = [":", "—", "–", " - "].iter().filter_map(|mark| words.find(mark).map(|at| at + mark.len())).min()?;
        let enough = words[at..].split_whitespace().count() >= 4;
        let start = self.text.begin(block.words.start + at);
        enough.then(|| part(self.text.source, start..self.text.end(block.words.end).max(start)))?
    }

    /// The words of a block, without the marks around them.
    fn words(&self, at: usize) -> Option<Part> {
        let block = self.block(at);
        let words = self.text.of(block);
        let start = block.words.start + (words.len() - words.trim_start().len());
        let end = block.words.start + words.trim_end().len();
        let from = self.text.begin(start);
        part(self.text.source, from..self.text.end(end.max(start)).max(from))
    }

    /// "For immediate release", a contact, a status: lines about the release.
    fn is_remark(&self, at: usize) -> bool {
        let words = lower(self.text.of(self.block(at)));
        let names = [
            "for immediate release",
            "embargo",
            "contact:",
            "media contact",
            "press contact",
            "status:",
            "author",
            "version",
            "draft",
            "last updated",
            "date:",
            "owner:",
            "confidential",
        ];
        words.len() <= 200
            && names.iter().any(|name| words.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(name))
    }

    fn is_own_dateline(&self, at: usize) -> bool {
        dateline(self.text, self.block(at)).is_some_and(|line| line.alone)
    }

    /// The line below the headline: marked as a whole, or short and above the news.
    fn subheading(&self, outline: &mut Outline, after: usize) {
        if outline.subheading.is_some() {
            return;
        }
        if outline.headline.is_none() || after == self.inside.start {
            outline.subheading = self.below_title();
            return;
        }
        let mut said = (after..self.inside.end).filter(|at| self.says(*at) && !self.is_remark(*at));
        let Some(first) = said.next() else { return };
        let next = said.next();
        let block = self.block(first);
        let kind = self.section_at(first).map(|one| one.kind);
        let deeper = |at: usize| matches!((self.block(at).kind, self.block(after - 1).kind), (Kind::Heading(below), Kind::Heading(above)) if below > above);
        let is_line = block.kind == Kind::Paragraph
            && block.quotation == 0
            && kind.is_none()
            && self.text.of(block).len() <= LONGEST_LINE + 100
            && dateline(self.text, block).is_none();
        let marked = is_line && self.text.is_marked(block);
        let above_part = next.is_some_and(|next| {
            matches!(self.block(next).kind, Kind::Heading(_))
                && self.section_at(next).is_some_and(|one| one.kind != SectionKind::Other)
        });
        let above_news = next.is_some_and(|next| dateline(self.text, self.block(next)).is_some());
        let short = is_line && self.text.of(block).len() <= LONGEST_LINE && (above_part || above_news);
        let heading = kind == Some(SectionKind::Other)
            && deeper(first)
            && next.is_some_and(|next| self.block(next).kind == Kind::Paragraph)
            && self.text.of(block).split_whitespace().count() >= 4;
        if marked || short || heading {
            outline.subheading = self.words(first);
        }
    }

    /// A line right below the document's title, above everything else.
    fn below_title(&self) -> Option<Part> {
        let title = self.title()?;
        let mut said = (title.at + 1..self.inside.end).filter(|at| self.says(*at) || self.section_at(*at).is_some());
        let (first, next) = (said.next()?, said.next()?);
        let block = self.block(first);
        let is_line = block.kind == Kind::Paragraph
            && block.quotation == 0
            && first < self.inside.start
            && !self.is_remark(first);
        let above = matches!(self.block(next).kind, Kind::Heading(_));
        (is_line && above && self.text.of(block).len() <= LONGEST_LINE).then(|| self.words(first))?
    }

    fn paragraphs(&self, outline: &mut Outline) {
        let mut found: Vec<Paragraph> = vec![];
        let free = self.free(outline);
        let products = self.products(outline, &free);
        for at in free {
            let block = self.block(at);
            let line = dateline(self.text, block);
            let rest = line.as_ref().map_or(block.range.start, |line| line.rest);
            let alone = line.as_ref().is_some_and(|line| line.alone);
            if let Some(Dateline { part, .. }) = line
                && outline.dateline.is_none()
            {
                outline.dateline = Some(part);
            }
            if !alone {
                found.push(Paragraph::of(self.text, at, rest, &products));
            }
        }
        let (problem, solution) =
            choose(&found, outline.problem.is_none(), outline.solution.is_none(), outline.problem.as_ref());
        if let Some(at) = problem {
            outline.problem = self.prose(&found[at]);
        }
        if let Some(at) = solution {
            outline.solution = self.prose(&found[at]);
        }
    }

    /// The paragraphs of the release that are no labelled part, headline or subheading.
    fn free(&self, outline: &Outline) -> Vec<usize> {
        let taken: Vec<u32> =
            [&outline.headline, &outline.subheading].into_iter().flatten().map(|one| one.start).collect();
        let mut named = SectionKind::Other;
        let mut paragraphs = vec![];
        for at in self.inside.clone() {
            let block = self.block(at);
            if let Some(section) = self.section_at(at) {
                named = section.kind;
                continue;
            }
            let prose = matches!(
                named,
                SectionKind::Other
                    | SectionKind::Release
                    | SectionKind::Summary
                    | SectionKind::Headline
                    | SectionKind::Subheading
                    | SectionKind::Dateline
            );
            let free = block.kind == Kind::Paragraph && block.depth == 0 && block.quotation == 0 && prose;
            let start = super::offset(block.range.start);
            let end = super::offset(block.range.end);
            if free && self.says(at) && !taken.iter().any(|taken| (start..end).contains(taken)) {
                paragraphs.push(at);
            }
        }
        paragraphs
    }

    /// What the product is called in titles and in the first paragraphs that announce it.
    fn products(&self, outline: &Outline, free: &[usize]) -> Vec<String> {
        let mut names = product::of_titles(outline);
        names.extend(free.iter().take(3).filter_map(|at| product::announced(self.text.of(self.block(*at)))));
        names
    }

    fn prose(&self, paragraph: &Paragraph) -> Option<Part> {
        let block = self.block(paragraph.at);
        let text = self.text.source.get(paragraph.rest..block.range.end)?;
        let skipped = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || "*_`—–-:".contains(c)).len();
        // Marks that open a bold beginning stay with it.
        let start = if paragraph.rest == block.range.start { paragraph.rest } else { paragraph.rest + skipped };
        part(self.text.source, start..block.range.end)
    }
}
