//! The typed outline: parts by heading, by label, or by their place in a press release without headings.

use std::ops::Range;

use super::blocks::{Block, Kind, Text};
use super::lists::{TOPICS, has};
use super::quotes::{self, Place};
use super::release::Release;
use super::sections::{self, Heading, is_comment, is_faq};
use super::titles::{LONGEST_LABEL, kind_of_label};
use super::{Outline, Part, Question, SectionKind, Topics, faq, part};
use crate::vocabulary::Word as _;

/// Reads the outline of a text, and which blocks are its release.
pub(super) fn read(text: &Text<'_>) -> (Outline, Range<usize>) {
    let sections = sections::read(text);
    let reader = Reader { text, sections: &sections, labels: labels(text, &sections) };
    let mut outline = reader.labelled();
    let release = Release::of(text, &sections);
    release.read(&mut outline);
    reader.quotes(&release, &mut outline);
    reader.questions(&mut outline);
    reader.topics(&mut outline);
    outline.sections = sections::shown(text, &sections);
    (outline, release.inside)
}

struct Reader<'r> {
    text: &'r Text<'r>,
    sections: &'r [Heading],
    labels: Vec<(SectionKind, Range<usize>)>,
}

impl Reader<'_> {
    /// What stands below a heading: without its rules and comments at either end.
    fn body(&self, section: &Heading) -> Option<Part> {
        let blocks = &self.text.blocks;
        let counts = |at: &usize| {
            let block = &blocks[*at];
            block.kind != Kind::Rule && !is_comment(self.text, block) && block.range.end > section.body
        };
        let first = section.inside.clone().find(counts)?;
        let last = section.inside.clone().rev().find(counts)?;
        let start = blocks[first].range.start.max(section.body);
        let end = section.inside.clone().take_while(|at| *at <= last).map(|at| blocks[at].range.end).max()?;
        // A list's last item ends before what its list holds below it.
        let next = blocks.get(section.inside.end).map_or(self.text.source.len(), |next| next.range.start);
        part(self.text.source, start..end.min(next).max(start))
    }

    fn named(&self, kind: SectionKind) -> Option<Part> {
        let topic = matches!(kind, SectionKind::Components | SectionKind::Finances | SectionKind::Hurdles);
        let found = self.sections.iter().filter(|one| one.kind == kind && (topic || !one.in_faq));
        found.filter_map(|section| self.body(section)).next()
    }

    fn labelled(&self) -> Outline {
        let run_in = |kind| {
            let range = self.labels.iter().find(|(found, _)| *found == kind).map(|(_, range)| range.clone())?;
            part(self.text.source, range)
        };
        let named = |kind| self.named(kind).or_else(|| run_in(kind));
        let line = |kind| named(kind).map(|found| self.unmarked(found));
        Outline {
            headline: line(SectionKind::Headline),
            subheading: line(SectionKind::Subheading),
            dateline: line(SectionKind::Dateline),
            customer: named(SectionKind::Customer),
            problem: named(SectionKind::Problem),
            solution: named(SectionKind::Solution),
            aim: named(SectionKind::Aim),
            evidence: named(SectionKind::Evidence),
            getting_started: named(SectionKind::GettingStarted),
            call_to_action: named(SectionKind::CallToAction),
            appendix: self.named(SectionKind::Appendix),
            topics: Topics {
                components: named(SectionKind::Components),
                finances: named(SectionKind::Finances),
                hurdles: named(SectionKind::Hurdles),
            },
            ..Outline::default()
        }
    }

    /// A line without the marks around it.
    fn unmarked(&self, found: Part) -> Part {
        let mut inner = found.text.as_str();
        while let Some(stripped) =
            ["**", "*", "__", "_", "`"].iter().find_map(|mark| inner.strip_prefix(mark)?.strip_suffix(mark))
        {
            inner = stripped;
        }
        if inner.len() == found.text.len() || inner.is_empty() {
            return found;
        }
        let start = super::place(found.start) + (found.text.len() - inner.len()) / 2;
        part(self.text.source, start..start + inner.len()).unwrap_or(found)
    }

    fn quotes(&self, release: &Release<'_>, outline: &mut Outline) {
        let makers = makers(self.text, release, outline);
        let mut take = |inside: Range<usize>, section: Option<SectionKind>| {
            for (quote, leads) in quotes::quotes(self.text, &Place { inside, section, makers: &makers }) {
                let place = if leads { &mut outline.leader_quote } else { &mut outline.customer_quote };
                place.get_or_insert(quote);
            }
        };
        let is_place = |kind| matches!(kind, SectionKind::LeaderQuote | SectionKind::CustomerQuote);
        let own = self.sections.iter().filter(|one| is_place(one.kind));
        for section in own {
            let several = section.title.to_lowercase().contains("quotes") && section.kind == SectionKind::CustomerQuote;
            let kind =
                if several && !section.title.to_lowercase().contains("customer") { None } else { Some(section.kind) };
            take(section.inside.clone(), kind.or(Some(section.kind)).filter(|_| kind.is_some()));
        }
        for (kind, range) in self.labels.iter().filter(|(kind, _)| is_place(*kind)) {
            let at = |place: usize| self.text.blocks.partition_point(|block| block.range.start < place);
            let from = at(range.start).saturating_sub(1);
            take(from..at(range.end).max(from + 1).min(self.text.blocks.len()), Some(*kind));
        }
        // What stands in a place of its own was read there.
        let mut from = release.inside.start;
        for section in self.sections.iter().filter(|one| is_place(one.kind)) {
            let own = section.inside.start..section.inside.end.min(release.inside.end);
            if own.start >= from && !own.is_empty() {
                take(from..own.start, None);
                from = own.end;
            }
        }
        take(from..release.inside.end, None);
    }

    fn questions(&self, outline: &mut Outline) {
        let has_split = |kind| self.sections.iter().any(|one| one.kind == kind);
        let (external, internal) = (has_split(SectionKind::ExternalFaq), has_split(SectionKind::InternalFaq));
        let mut until = 0;
        for (index, section) in self.sections.iter().enumerate() {
            if !is_faq(section.kind) || section.at < until {
                continue;
            }
            // A FAQ inside this one is its own.
            let below = self.sections[index + 1..].iter().take_while(|one| one.at < section.inside.end);
            let inner = below.into_iter().find(|one| is_faq(one.kind));
            let inside = section.inside.start..inner.map_or(section.inside.end, |inner| inner.at);
            until = inside.end;
            let groups =
                (section.kind == SectionKind::Faq).then(|| faq::audiences(self.text, inside.clone())).flatten();
            for (kind, inside) in groups.unwrap_or_else(|| vec![(section.kind, inside)]) {
                let questions = faq::questions(self.text, inside);
                match kind {
                    SectionKind::ExternalFaq => outline.external_faq.extend(questions),
                    SectionKind::InternalFaq => outline.internal_faq.extend(questions),
                    // Beside an internal FAQ the other one is the customers'.
                    _ if internal && !external => outline.external_faq.extend(questions),
                    _ => outline.faq.extend(questions),
                }
            }
        }
        if until == 0 {
            outline.faq = self.loose_questions();
        }
    }

    /// Questions with a letter in a document that has no FAQ of that name.
    fn loose_questions(&self) -> Vec<Question> {
        let found = faq::lettered(self.text);
        if found.len() > 1 { found } else { vec![] }
    }

    /// A standing topic without a heading of its own is the answer to the first question that asks for it.
    fn topics(&self, outline: &mut Outline) {
        let asked = if outline.internal_faq.is_empty() { &outline.faq } else { &outline.internal_faq };
        let answer = |kind: SectionKind| {
            let (_, words) = TOPICS.iter().find(|(topic, _)| *topic == kind)?;
            let at = asked.iter().position(|one| one.answered && has(words, &one.question))?;
            let from = super::place(asked[at].end);
            let next = asked.get(at + 1).map(|next| super::place(next.start));
            let section = || {
                let starts = self.sections.iter().map(|other| self.text.blocks[other.at].range.start);
                starts.into_iter().find(|start| *start >= from)
            };
            part(self.text.source, from..next.or_else(section).unwrap_or(self.text.source.len()))
        };
        let Topics { components, finances, hurdles } = &mut outline.topics;
        let topics =
            [(SectionKind::Components, components), (SectionKind::Finances, finances), (SectionKind::Hurdles, hurdles)];
        for (kind, topic) in topics {
            *topic = topic.take().or_else(|| answer(kind));
        }
    }
}

/// The names of whoever makes the product, in lower case: what the headline and the news say.
fn makers(text: &Text<'_>, release: &Release<'_>, outline: &Outline) -> String {
    let mut names = String::new();
    for part in [&outline.headline, &outline.subheading, &outline.dateline].into_iter().flatten() {
        names.push_str(&part.text.to_lowercase());
        names.push(' ');
    }
    names.push_str(&outline.title.as_deref().unwrap_or_default().to_lowercase());
    let prose = release.inside.clone().filter(|at| text.blocks[*at].kind == Kind::Paragraph);
    for at in prose.take(4) {
        // Whoever is quoted may speak of anyone.
        let own = text.of(&text.blocks[at]).split(['"', '“', '„', '「']).next().unwrap_or_default();
        names.push(' ');
        names.push_str(&own.to_lowercase());
    }
    names
}

/// How many labels of one kind are looked at.
const MOST_LABELS: usize = 8;

/// `**The problem.** …`, `Customer problems: …`, `| Problem | … |`: run-in labels outside FAQs, with what they label.
fn labels(text: &Text<'_>, sections: &[Heading]) -> Vec<(SectionKind, Range<usize>)> {
    let mut found = vec![];
    let mut next = sections.iter().peekable();
    let mut faq_until = 0;
    for (at, block) in text.blocks.iter().enumerate() {
        while let Some(section) = next.next_if(|section| section.at <= at) {
            if is_faq(section.kind) {
                faq_until = faq_until.max(section.inside.end);
            }
        }
        if at < faq_until
            || block.quotation > 0
            || !matches!(block.kind, Kind::Paragraph | Kind::Item { .. } | Kind::Row)
        {
            continue;
        }
        let Some((kind, own)) = label(text, block).filter(|(kind, _)| !is_faq(*kind)) else { continue };
        // The first that says something is the part; no others are looked at for long.
        let tried = found.iter().filter(|(other, _)| *other == kind).count();
        if tried == MOST_LABELS {
            continue;
        }
        let range = own.start..labelled_until(text, at, own);
        let says = text.source.get(range.clone()).is_some_and(|words| !words.trim().is_empty());
        if tried == 0 || says {
            found.push((kind, range));
        }
        if found.len() >= MOST_LABELS * SectionKind::ALL.len() {
            break;
        }
    }
    found
}

/// What a block's label names, and where the rest of the block stands in the source.
fn label(text: &Text<'_>, block: &Block) -> Option<(SectionKind, Range<usize>)> {
    let words = text.of(block);
    let divides = |c: char| matches!(c, ':' | '.' | '—' | '–' | '-' | '：' | '?' | '|');
    if block.kind == Kind::Row {
        return label_of_row(text, block);
    }
    if let Some(lead) = &block.lead {
        let marked = text.lead(lead).trim();
        let rest = text.words.get(lead.words.end..block.words.end)?;
        let divided = marked.ends_with(divides) || rest.trim_start().starts_with(divides) || rest.starts_with('\n');
        if !divided {
            return None;
        }
        let skipped = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || divides(c)).len();
        let kind = kind_of_label(marked)?;
        // An empty rest leaves the mark's end.
        let body = if skipped == rest.len() { block.range.end } else { text.begin(lead.words.end + skipped) };
        return Some((kind, body.max(lead.end)..block.range.end));
    }
    let head = words.trim_start();
    let near = &head[..head.floor_char_boundary(LONGEST_LABEL + " — ".len())];
    let end = [": ", " - ", " – ", " — ", ":\n", "："]
        .iter()
        .filter_map(|mark| near.find(mark).map(|at| (at, mark.len())))
        .min()?;
    let kind = (end.0 <= LONGEST_LABEL).then(|| kind_of_label(&head[..end.0]))??;
    let body = text.begin(block.words.start + (words.len() - head.len()) + end.0 + end.1);
    Some((kind, body..block.range.end.max(body)))
}

/// `| Problem | … |`: the first cell names the next one that says something; the head of a table of parts names none.
fn label_of_row(text: &Text<'_>, block: &Block) -> Option<(SectionKind, Range<usize>)> {
    let words = text.of(block);
    let (name, rest) = words.split_once('\t')?;
    let kind = kind_of_label(name)?;
    let mut at = block.words.start + name.len() + 1;
    for cell in rest.split('\t') {
        let said = cell.trim();
        if !said.is_empty() {
            let from = at + (cell.len() - cell.trim_start().len());
            return kind_of_label(said).is_none().then(|| {
                let start = text.begin(from);
                (kind, start..text.end(from + said.len()).max(start))
            });
        }
        at += cell.len() + 1;
    }
    Some((kind, block.range.end..block.range.end))
}

/// The label's own block, and the list or paragraph it opens when it says nothing itself or ends with a colon.
fn labelled_until(text: &Text<'_>, at: usize, own: Range<usize>) -> usize {
    let block = &text.blocks[at];
    let mut end = own.end;
    let own = text.source.get(own).unwrap_or_default().trim();
    let open = own.is_empty() || own.ends_with(':');
    for (further, next) in text.blocks[at + 1..].iter().enumerate() {
        let nested = next.depth > block.depth;
        let opened = open && matches!(next.kind, Kind::Item { .. } | Kind::Code) && next.depth >= block.depth;
        let first =
            own.is_empty() && further == 0 && matches!(next.kind, Kind::Paragraph) && label(text, next).is_none();
        if !(opened || first || (nested && block.kind != Kind::Paragraph)) {
            break;
        }
        end = end.max(next.range.end);
    }
    end
}
