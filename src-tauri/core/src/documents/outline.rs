//! The typed outline: parts by heading, by bold label, or by their place in a press release without headings.

use std::ops::Range;

use super::blocks::{self, Block, Kind};
use super::lists::{PROBLEM, SOLUTION, TOPICS, has, is_document_title, kind_of};
use super::{Outline, Part, Section, SectionKind, Topics, faq, part, quotes};

pub(super) fn read(source: &str) -> Outline {
    let blocks = blocks::read(source);
    let sections = sections(source, &blocks);
    let reader = Reader { source, blocks: &blocks, sections: &sections };
    let mut outline = reader.by_heading();
    reader.release(&mut outline);
    reader.questions(&mut outline);
    reader.topics(&mut outline);
    outline.sections = sections;
    outline
}

fn sections(source: &str, blocks: &[Block]) -> Vec<Section> {
    let headings: Vec<(&Block, u8)> = blocks
        .iter()
        .filter_map(|block| match block.kind {
            Kind::Heading(level) => Some((block, level)),
            Kind::Paragraph | Kind::Item | Kind::Quotation | Kind::Other => None,
        })
        .collect();
    headings
        .iter()
        .enumerate()
        .map(|(at, (block, level))| {
            let next = headings[at + 1..].iter().find(|(_, other)| other <= level);
            let end = next.map_or(source.len(), |(next, _)| next.range.start);
            let body = source.get(block.range.end..end).unwrap_or_default();
            Section {
                kind: kind_of(&block.text),
                title: block.text.clone(),
                level: *level,
                start: super::offset(block.range.start),
                end: super::offset(end),
                filled: body.lines().any(|line| !line.trim().is_empty() && !line.starts_with('#')),
            }
        })
        .collect()
}

struct Reader<'r> {
    source: &'r str,
    blocks: &'r [Block],
    sections: &'r [Section],
}

impl Reader<'_> {
    fn body(&self, section: &Section) -> Range<usize> {
        let heading = self.blocks.iter().find(|block| super::offset(block.range.start) == section.start);
        let start = heading.map_or(0, |heading| heading.range.end);
        start..usize::try_from(section.end).unwrap_or(usize::MAX).min(self.source.len())
    }

    fn named(&self, kind: SectionKind) -> Option<Part> {
        let section = self.sections.iter().find(|section| section.kind == kind)?;
        part(self.source, self.body(section))
    }

    fn by_heading(&self) -> Outline {
        let labelled = |kind| self.named(kind).or_else(|| self.run_in(kind));
        Outline {
            headline: self.named(SectionKind::Headline),
            subheading: self.named(SectionKind::Subheading),
            customer: labelled(SectionKind::Customer),
            problem: labelled(SectionKind::Problem),
            solution: labelled(SectionKind::Solution),
            aim: labelled(SectionKind::Aim),
            evidence: labelled(SectionKind::Evidence),
            getting_started: labelled(SectionKind::GettingStarted),
            call_to_action: labelled(SectionKind::CallToAction),
            appendix: self.named(SectionKind::Appendix),
            topics: Topics {
                components: self.named(SectionKind::Components),
                finances: self.named(SectionKind::Finances),
                hurdles: self.named(SectionKind::Hurdles),
            },
            ..Outline::default()
        }
    }

    /// `**The problem.** …` or `Customer problems: …`: the rest of that paragraph.
    fn run_in(&self, kind: SectionKind) -> Option<Part> {
        self.blocks.iter().enumerate().find_map(|(at, block)| {
            if block.kind != Kind::Paragraph {
                return None;
            }
            if let Some(lead) = block.lead.as_ref().filter(|lead| lead.strong && kind_of(&lead.text) == kind) {
                let label = self.source.get(lead.end..block.range.end)?;
                let skipped = label.len() - label.trim_start_matches([':', '.', ' ', '—', '–', '-']).len();
                let end = if lead.whole { self.blocks.get(at + 1)?.range.end } else { block.range.end };
                return part(self.source, lead.end + skipped..end);
            }
            let (label, _) = block.text.split_once(':')?;
            if label.len() > 40 || kind_of(label) != kind {
                return None;
            }
            let start = block.range.start + self.source.get(block.range.clone())?.find(':')? + 1;
            part(self.source, start..block.range.end)
        })
    }

    /// The press release: its own section, else what stands before the questions.
    fn release_range(&self) -> Range<usize> {
        let faq = self.sections.iter().find(|section| is_faq(section.kind));
        let end = faq.map_or(self.source.len(), |section| usize::try_from(section.start).unwrap_or(usize::MAX));
        let named = self.sections.iter().find(|section| {
            section.kind == SectionKind::Release
                || (section.level <= 2 && is_document_title(&section.title) && !is_faq(section.kind))
        });
        let release = self.sections.iter().find(|section| section.kind == SectionKind::Release).or(named);
        match release {
            Some(section) => {
                let body = self.body(section);
                body.start..if faq.is_some() { body.end.min(end).max(body.start) } else { body.end }
            }
            None => blocks::front_matter(self.source)..end,
        }
    }

    fn release(&self, outline: &mut Outline) {
        let range = self.release_range();
        let inside: Vec<&Block> = self
            .blocks
            .iter()
            .filter(|block| block.range.start >= range.start && block.range.end <= range.end)
            .collect();
        let title = self.sections.first().filter(|section| section.level == 1);
        let titled = title.is_some_and(|title| {
            is_document_title(&title.title)
                || range.start > usize::try_from(title.end.min(title.start + 1)).unwrap_or(0) && self.has_release()
        });
        if titled {
            outline.title = title.map(|title| title.title.clone());
        }
        let at = self.headline(outline, &inside, titled);
        self.below_headline(outline, &inside[at.min(inside.len())..]);
        self.paragraphs(outline, &inside);
        for (quote, leads) in quotes::quotes(self.source, self.blocks, &range) {
            let place = if leads { &mut outline.leader_quote } else { &mut outline.customer_quote };
            place.get_or_insert(quote);
        }
    }

    fn has_release(&self) -> bool {
        self.sections.iter().any(|section| section.kind == SectionKind::Release)
    }

    /// Finds the headline and returns how many blocks of the release it takes.
    fn headline(&self, outline: &mut Outline, inside: &[&Block], titled: bool) -> usize {
        for (at, block) in inside.iter().enumerate().take(4) {
            let is_headline = match block.kind {
                Kind::Heading(1) if titled && at == 0 => false,
                Kind::Heading(_) => {
                    kind_of(&block.text) == SectionKind::Other
                        && !block.text.is_empty()
                        && !is_document_title(&block.text)
                }
                Kind::Paragraph => block.lead.as_ref().is_some_and(|lead| {
                    lead.strong
                        && lead.whole
                        && kind_of(&lead.text) == SectionKind::Other
                        && !lead.text.eq_ignore_ascii_case("for immediate release")
                }),
                Kind::Item | Kind::Quotation | Kind::Other => false,
            };
            if is_headline {
                let found = self.words(block);
                outline.headline = outline.headline.take().or(found);
                return at + 1;
            }
            if block.kind == Kind::Paragraph && !block.text.is_empty() {
                break;
            }
        }
        0
    }

    /// The words of a heading or a marked paragraph, without the marks around them.
    fn words(&self, block: &Block) -> Option<Part> {
        let text = self.source.get(block.range.clone())?;
        let marks = |c: char| c.is_whitespace() || "#*_".contains(c);
        let start = block.range.start + (text.len() - text.trim_start_matches(marks).len());
        let end = block.range.start + text.trim_end_matches(marks).len();
        part(self.source, start..end.max(start))
    }

    fn below_headline(&self, outline: &mut Outline, rest: &[&Block]) {
        let mut rest = rest.iter().filter(|block| block.text.chars().any(char::is_alphanumeric));
        let Some(first) = rest.next() else { return };
        let next = rest.next();
        let marked = first.lead.as_ref().is_some_and(|lead| lead.whole);
        let before_part =
            next.is_some_and(|next| matches!(next.kind, Kind::Heading(_)) && kind_of(&next.text) != SectionKind::Other);
        let is_line = first.kind == Kind::Paragraph && outline.headline.is_some();
        if outline.subheading.is_none() && is_line && (marked || (before_part && first.text.len() < 250)) {
            outline.subheading = self.words(first);
        }
    }

    fn paragraphs(&self, outline: &mut Outline, inside: &[&Block]) {
        let taken = [&outline.headline, &outline.subheading].map(|part| part.as_ref().map(|part| part.start));
        let free: Vec<&&Block> = inside
            .iter()
            .filter(|block| block.kind == Kind::Paragraph && !block.text.is_empty())
            .filter(|block| {
                !taken.iter().flatten().any(|start| {
                    let start = usize::try_from(*start).unwrap_or(usize::MAX);
                    block.range.contains(&start)
                })
            })
            .collect();
        let mut announced = None;
        let mut candidates = vec![];
        for block in free {
            let dateline = self.dateline(block);
            if outline.dateline.is_none() && dateline.is_some() {
                outline.dateline = dateline.clone();
            }
            let body = dateline.map_or(block.range.start, |line| usize::try_from(line.end).unwrap_or(0));
            if announced.is_none() && has(&["announc", "today we release", "launched"], &block.text) {
                announced = Some((block, body));
                continue;
            }
            candidates.push((block, body));
        }
        let whole = |(block, body): &(&&Block, usize)| self.after_dateline(*body, block.range.end);
        let is_quote = |block: &Block| block.text.starts_with(['"', '“', '「', '„']);
        if outline.problem.is_none() && outline.solution.is_none() {
            let solution = candidates
                .iter()
                .position(|(block, _)| !is_quote(block) && has(&SOLUTION, &block.text) && !has(&PROBLEM, &block.text));
            let problem = candidates
                .iter()
                .position(|(block, _)| !is_quote(block) && has(&PROBLEM, &block.text) && block.text.len() > 60);
            if let Some(at) = problem.filter(|at| solution.is_none_or(|solution| *at < solution)) {
                outline.problem = whole(&candidates[at]);
                let after =
                    candidates[at + 1..].iter().find(|(block, _)| !is_quote(block) && has(&SOLUTION, &block.text));
                outline.solution = after.and_then(whole);
            } else {
                outline.solution =
                    announced.as_ref().and_then(whole).or_else(|| solution.and_then(|at| whole(&candidates[at])));
            }
        }
        if outline.solution.is_none() && outline.problem.is_none() {
            outline.solution = announced.as_ref().and_then(whole);
        }
    }

    fn after_dateline(&self, start: usize, end: usize) -> Option<Part> {
        let text = self.source.get(start..end)?;
        let skipped = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || "*_`—–-:".contains(c)).len();
        part(self.source, start + skipped..end)
    }

    /// Place and date at the beginning of a paragraph, before a dash.
    fn dateline(&self, block: &Block) -> Option<Part> {
        let text = self.source.get(block.range.clone())?;
        let head: String = text.chars().take(120).collect();
        if let Some(rest) = head.strip_prefix("On ") {
            let year = rest.split(',').nth(1)?.trim();
            let end = "On ".len() + rest.find(year)? + year.len();
            return (year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part(self.source, block.range.start..block.range.start + end))?;
        }
        let lead = block.lead.as_ref().filter(|lead| !lead.whole)?;
        let after = self.source.get(lead.end..block.range.end)?.trim_start();
        let words = lead.text.trim_end_matches(['—', '–', '-', ' ', ':']);
        let dashed = after.starts_with(['—', '–', '-']) || lead.text.trim_end().ends_with(['—', '–', '-']);
        let dated = words.chars().any(|c| c.is_ascii_digit())
            || words.contains('[')
            || words.chars().take_while(|c| *c != ',').all(|c| c.is_uppercase() || c == ' ');
        if !dashed || !dated || words.len() > 90 {
            return None;
        }
        let start = block.range.start + text.find(words.split_whitespace().next()?)?;
        let slice = self.source.get(start..lead.end)?;
        let end = start + slice.trim_end_matches(|c: char| "*_`—–-: ".contains(c)).len();
        part(self.source, start..end)
    }

    fn questions(&self, outline: &mut Outline) {
        let split = self
            .sections
            .iter()
            .any(|section| matches!(section.kind, SectionKind::ExternalFaq | SectionKind::InternalFaq));
        for section in self.sections {
            let list = match section.kind {
                SectionKind::ExternalFaq => &mut outline.external_faq,
                SectionKind::InternalFaq => &mut outline.internal_faq,
                SectionKind::Faq if !split => &mut outline.faq,
                _ => continue,
            };
            let mut range = self.body(section);
            // A FAQ inside this one is its own.
            let inner = self
                .sections
                .iter()
                .find(|other| other.start > section.start && other.end <= section.end && is_faq(other.kind));
            if let Some(inner) = inner {
                range.end = usize::try_from(inner.start).unwrap_or(range.end);
            }
            let unsplit = section.kind == SectionKind::Faq && inner.is_none();
            if unsplit || section.kind != SectionKind::Faq {
                range.end = range.end.max(self.flat_end(section));
            }
            list.extend(faq::questions(self.source, self.blocks, section.level, &range));
        }
    }

    /// A standing topic without a heading of its own is the answer to the first question that asks for it.
    fn topics(&self, outline: &mut Outline) {
        let asked = if outline.internal_faq.is_empty() { &outline.faq } else { &outline.internal_faq };
        let answer = |kind: SectionKind| {
            let (_, words) = TOPICS.iter().find(|(topic, _)| *topic == kind)?;
            let at = asked.iter().position(|one| one.answered && has(words, &one.question))?;
            let next = asked.get(at + 1).map(|next| next.start);
            let section = || self.sections.iter().find(|other| other.start >= asked[at].end).map(|other| other.start);
            let end = next.or_else(section).map_or(self.source.len(), place);
            part(self.source, place(asked[at].end)..end)
        };
        let found = [SectionKind::Components, SectionKind::Finances, SectionKind::Hurdles].map(answer);
        let Topics { components, finances, hurdles } = &mut outline.topics;
        for (topic, answer) in [components, finances, hurdles].into_iter().zip(found) {
            *topic = topic.take().or(answer);
        }
    }

    /// A FAQ heading whose level is lower than its questions' ends where another part begins, not at the first question.
    fn flat_end(&self, section: &Section) -> usize {
        let body = self.body(section);
        let empty = self
            .source
            .get(body.clone())
            .is_some_and(|text| text.trim_matches(|c: char| c.is_whitespace() || c == '#').is_empty());
        if !empty {
            return body.end;
        }
        let next = self.sections.iter().find(|other| other.start > section.start && other.kind != SectionKind::Other);
        next.map_or(self.source.len(), |next| usize::try_from(next.start).unwrap_or(usize::MAX))
    }
}

fn is_faq(kind: SectionKind) -> bool {
    matches!(kind, SectionKind::ExternalFaq | SectionKind::InternalFaq | SectionKind::Faq)
}

fn place(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}
