//! The blocks of a Markdown text, as the outline needs them: headings, paragraphs, list items, quotations.
//!
//! Code, HTML and comments are blocks of their own and never headings. Built on pulldown-cmark's offsets.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(u8),
    Paragraph,
    Item,
    Quotation,
    /// Code, HTML, a table, a rule: nothing that names a part.
    Other,
}

/// A block of the text.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    /// Its words without marks, white space collapsed.
    pub(super) text: String,
    /// The bold, italic or code words it begins with, and where they end.
    pub(super) lead: Option<Lead>,
}

/// Marked words at the beginning of a block.
#[derive(Debug, Clone)]
pub(super) struct Lead {
    pub(super) text: String,
    pub(super) end: usize,
    pub(super) strong: bool,
    /// The whole block is marked.
    pub(super) whole: bool,
}

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Where front matter ends; 0 without any.
pub(super) fn front_matter(source: &str) -> usize {
    let rest = source.trim_start_matches('\u{feff}');
    let skipped = source.len() - rest.len();
    if !(rest.starts_with("---\n") || rest.starts_with("---\r\n")) {
        return 0;
    }
    let mut at = rest.find('\n').map_or(rest.len(), |end| end + 1);
    for line in rest[at..].split_inclusive('\n') {
        at += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return skipped + at;
        }
    }
    0
}

pub(super) fn read(source: &str) -> Vec<Block> {
    let from = front_matter(source);
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(&source[from..], options()).into_offset_iter() {
        reader.take(event, range.start + from..range.end + from);
    }
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    open: Option<Block>,
    /// Inside a list, an item or a quotation.
    depth: u32,
    in_quotation: u32,
    mark: Option<(Range<usize>, String, bool)>,
    mark_depth: u32,
    code: u32,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                if self.open.as_ref().is_some_and(|block| block.text.trim().is_empty() && block.lead.is_none())
                    && self.mark.is_none()
                {
                    self.text(&code);
                    if let Some(block) = &mut self.open {
                        block.lead = Some(Lead { text: code.to_string(), end: range.end, strong: false, whole: false });
                    }
                } else {
                    self.text(&code);
                }
            }
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::Html(_) | Event::Rule if self.depth == 0 && self.open.is_none() => {
                self.blocks.push(Block { kind: Kind::Other, range, text: String::new(), lead: None });
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(Kind::Heading(*level as u8), range),
            Tag::Paragraph if self.in_quotation > 0 => self.begin(Kind::Quotation, range),
            Tag::Paragraph if self.open.as_ref().is_some_and(|open| open.kind == Kind::Item) => {}
            Tag::Paragraph => self.begin(Kind::Paragraph, range),
            Tag::Item => {
                self.finish();
                self.begin(Kind::Item, range);
            }
            Tag::BlockQuote(_) => self.in_quotation += 1,
            Tag::List(_) => self.finish(),
            Tag::CodeBlock(_) | Tag::Table(_) | Tag::HtmlBlock => {
                self.finish();
                self.code += 1;
                self.blocks.push(Block { kind: Kind::Other, range, text: String::new(), lead: None });
            }
            Tag::Strong | Tag::Emphasis => self.begin_mark(range, matches!(tag, Tag::Strong)),
            _ => {}
        }
        if matches!(tag, Tag::List(_) | Tag::BlockQuote(_)) {
            self.depth += 1;
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.finish(),
            TagEnd::Paragraph => {
                if self.open.as_ref().is_some_and(|open| open.kind != Kind::Item) {
                    self.finish();
                } else {
                    self.text(" ");
                }
            }
            TagEnd::Item => self.finish(),
            TagEnd::BlockQuote(_) => {
                self.in_quotation = self.in_quotation.saturating_sub(1);
                self.depth = self.depth.saturating_sub(1);
            }
            TagEnd::List(_) => self.depth = self.depth.saturating_sub(1),
            TagEnd::CodeBlock | TagEnd::Table | TagEnd::HtmlBlock => self.code = self.code.saturating_sub(1),
            TagEnd::Strong | TagEnd::Emphasis => self.end_mark(),
            _ => {}
        }
    }

    fn begin(&mut self, kind: Kind, range: Range<usize>) {
        self.finish();
        self.open = Some(Block { kind, range, text: String::new(), lead: None });
    }

    fn begin_mark(&mut self, range: Range<usize>, strong: bool) {
        self.mark_depth += 1;
        let first = self.open.as_ref().is_some_and(|block| block.text.trim().is_empty() && block.lead.is_none());
        if first && self.mark.is_none() {
            self.mark = Some((range, String::new(), strong));
            self.mark_depth = 1;
        } else if let Some((_, text, marked)) = &mut self.mark
            && text.is_empty()
        {
            *marked |= strong;
        }
    }

    fn end_mark(&mut self) {
        self.mark_depth = self.mark_depth.saturating_sub(1);
        if self.mark_depth == 0
            && let (Some((range, text, strong)), Some(block)) = (self.mark.take(), &mut self.open)
        {
            block.lead = Some(Lead { text: collapsed(&text), end: range.end, strong, whole: false });
        }
    }

    fn text(&mut self, text: &str) {
        if self.code > 0 {
            return;
        }
        if let Some((_, marked, _)) = &mut self.mark {
            marked.push_str(text);
        }
        if let Some(block) = &mut self.open {
            block.text.push_str(text);
        }
    }

    fn finish(&mut self) {
        self.mark = None;
        self.mark_depth = 0;
        let Some(mut block) = self.open.take() else { return };
        block.text = collapsed(&block.text);
        if let Some(lead) = &mut block.lead {
            lead.whole = lead.text == block.text;
        }
        self.blocks.push(block);
    }
}

/// The text without Markdown, white space collapsed.
pub(super) fn plain(source: &str) -> String {
    let from = front_matter(source);
    let mut out = String::new();
    for event in Parser::new_ext(&source[from..], options()) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock,
            ) => out.push(' '),
            _ => {}
        }
    }
    collapsed(&out)
}

pub(super) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
