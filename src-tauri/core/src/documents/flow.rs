//! A text as blocks and runs: what paper and word processors are written from.
//!
//! Nothing of it is markup any more, so that whoever writes it down can escape all of it. Not here: which part of a
//! press release a block is, which is the outline's.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use serde::Serialize;

use super::blocks;

/// A block of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Flow {
    /// A heading, level 1 to 6.
    Heading {
        /// How deep.
        level: u8,
        /// Its words.
        runs: Vec<Run>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        runs: Vec<Run>,
    },
    /// A list.
    List {
        /// The number it begins with; none for a list of dots.
        from: Option<u64>,
        /// Its items.
        items: Vec<Vec<Flow>>,
    },
    /// Somebody's words, set apart.
    Quotation {
        /// What they said.
        blocks: Vec<Flow>,
    },
    /// Text that keeps its lines.
    Code {
        /// The lines.
        text: String,
    },
    /// A table; the first row is its head.
    Table {
        /// Rows of cells.
        rows: Vec<Vec<Vec<Run>>>,
    },
    /// A line across.
    Rule,
}

/// Words that look alike.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Strong.
    pub strong: bool,
    /// Emphasised.
    pub emphasis: bool,
    /// Struck out.
    pub struck: bool,
    /// Letter by letter.
    pub code: bool,
    /// Where it leads.
    pub link: Option<String>,
}

/// The blocks of a text, without its front matter. Images are named, raw HTML is left out.
#[must_use]
pub fn flow(source: &str) -> Vec<Flow> {
    let from = blocks::front_matter(source);
    let mut events = Parser::new_ext(&source[from..], blocks::options());
    Reader::default().blocks(&mut events)
}

/// The words of runs.
#[must_use]
pub fn text_of(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

#[derive(Default)]
struct Reader {
    strong: u32,
    emphasis: u32,
    struck: u32,
    links: Vec<String>,
}

impl Reader {
    /// Reads blocks until the one that holds them ends.
    fn blocks<'s>(&mut self, events: &mut impl Iterator<Item = Event<'s>>) -> Vec<Flow> {
        let mut found = vec![];
        // Items of a tight list hold words without a paragraph around them.
        let mut loose = vec![];
        while let Some(event) = events.next() {
            if self.word(&event, &mut loose) {
                continue;
            }
            if !loose.is_empty() {
                found.push(Flow::Paragraph { runs: std::mem::take(&mut loose) });
            }
            match event {
                Event::Start(tag) => found.extend(self.block(tag, events)),
                Event::Rule => found.push(Flow::Rule),
                Event::End(_) => break,
                _ => {}
            }
        }
        if !loose.is_empty() {
            found.push(Flow::Paragraph { runs: loose });
        }
        found
    }

    fn block<'s>(&mut self, tag: Tag<'s>, events: &mut impl Iterator<Item = Event<'s>>) -> Option<Flow> {
        Some(match tag {
            Tag::Heading { level, .. } => Flow::Heading { level: level as u8, runs: self.runs(events) },
            Tag::Paragraph => Flow::Paragraph { runs: self.runs(events) },
            Tag::BlockQuote(_) => Flow::Quotation { blocks: self.boxed(events) },
            Tag::List(from) => {
                let mut items = vec![];
                while let Some(Event::Start(_)) = events.next() {
                    items.push(self.boxed(events));
                }
                Flow::List { from, items }
            }
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                Flow::Code { text: text_of(&self.runs(events)) }
            }
            Tag::Table(_) => Flow::Table { rows: self.table(events) },
            _ => {
                self.runs(events);
                return None;
            }
        })
    }

    // Through a trait object, so that nesting does not nest types.
    fn boxed<'s>(&mut self, events: &mut dyn Iterator<Item = Event<'s>>) -> Vec<Flow> {
        let mut events = events;
        self.blocks(&mut events)
    }

    fn table<'s>(&mut self, events: &mut impl Iterator<Item = Event<'s>>) -> Vec<Vec<Vec<Run>>> {
        let mut rows = vec![];
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(vec![]),
                Event::Start(_) => {
                    let cell = self.runs(events);
                    if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        rows
    }

    /// Reads words until the block that holds them ends.
    fn runs<'s>(&mut self, events: &mut impl Iterator<Item = Event<'s>>) -> Vec<Run> {
        let mut runs = vec![];
        let mut depth = 0_u32;
        for event in events {
            if self.word(&event, &mut runs) {
                continue;
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        runs
    }

    /// Takes an event that is part of a line of words; says whether it was one.
    fn word(&mut self, event: &Event<'_>, runs: &mut Vec<Run>) -> bool {
        match event {
            Event::Text(text) => self.push(text, false, runs),
            Event::Code(text) => self.push(text, true, runs),
            Event::SoftBreak => self.push(" ", false, runs),
            Event::HardBreak => self.push("\n", false, runs),
            Event::InlineHtml(_) | Event::Html(_) => {}
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong = self.strong.saturating_sub(1),
            Event::Start(Tag::Emphasis) => self.emphasis += 1,
            Event::End(TagEnd::Emphasis) => self.emphasis = self.emphasis.saturating_sub(1),
            Event::Start(Tag::Strikethrough) => self.struck += 1,
            Event::End(TagEnd::Strikethrough) => self.struck = self.struck.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. }) => self.links.push(dest_url.to_string()),
            Event::End(TagEnd::Link) => drop(self.links.pop()),
            // An image is named by its words; what it shows is put in by whoever can.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            _ => return false,
        }
        true
    }

    fn push(&self, text: &str, code: bool, runs: &mut Vec<Run>) {
        let link = self.links.last().filter(|link| is_safe(link)).cloned();
        let run = Run {
            text: String::new(),
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            struck: self.struck > 0,
            code,
            link,
        };
        match runs.last_mut() {
            Some(last) if (Run { text: String::new(), ..last.clone() }) == run => last.text.push_str(text),
            _ => runs.push(Run { text: text.to_owned(), ..run }),
        }
    }
}

/// Addresses that a page may lead to.
fn is_safe(address: &str) -> bool {
    let address = address.trim().to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Run {
        Run { text: text.into(), ..Run::default() }
    }

    #[test]
    fn headings_lists_and_emphasis_come_out_as_blocks_and_runs() {
        let text = "---\nid: 1\n---\n# One *two*\n\n- a\n- b\n\n  c\n\n> said\n\n| x | y |\n|---|---|\n| 1 | **2** |\n";
        let found = flow(text);
        let two = Run { emphasis: true, ..plain("two") };
        assert_eq!(found[0], Flow::Heading { level: 1, runs: vec![plain("One "), two] });
        let paragraph = |text: &str| Flow::Paragraph { runs: vec![plain(text)] };
        let items = vec![vec![paragraph("a")], vec![paragraph("b"), paragraph("c")]];
        assert_eq!(found[1], Flow::List { from: None, items });
        assert_eq!(found[2], Flow::Quotation { blocks: vec![paragraph("said")] });
        let strong = Run { strong: true, ..plain("2") };
        let rows = vec![vec![vec![plain("x")], vec![plain("y")]], vec![vec![plain("1")], vec![strong]]];
        assert_eq!(found[3], Flow::Table { rows });
    }

    #[test]
    fn a_link_that_is_no_address_leads_nowhere_and_html_is_left_out() {
        let found = flow("[a](javascript:alert(1)) [b](https://b.example) <script>c</script>");
        let Flow::Paragraph { runs } = &found[0] else { panic!("{found:?}") };
        assert_eq!(runs.iter().filter_map(|run| run.link.as_deref()).collect::<Vec<_>>(), ["https://b.example"]);
        assert_eq!(text_of(runs), "a b c");
    }
}
