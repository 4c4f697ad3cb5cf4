//! The blocks of a Markdown text, read in one pass: headings, paragraphs, list items, quotations, table rows, code.
//!
//! Code, HTML and comments are blocks of their own and never headings. The words of all blocks stand in one string without
//! marks; every stretch of it knows where it comes from, so that a word found there has its place in the source.
//! Built on pulldown-cmark's offsets. Invariant: linear in the length of the text.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::phrases::words;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Heading(u8),
    Paragraph,
    /// The first paragraph of a list item.
    Item {
        ordered: bool,
    },
    /// A row of a table; its cells are divided by tabs.
    Row,
    Code,
    Html,
    /// The title of what HTML folds away: `<summary>…</summary>`.
    Fold,
    Rule,
}

/// A block of the text.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) kind: Kind,
    /// Where it stands in the source.
    pub(super) range: Range<usize>,
    /// Where its words stand in [`Text::words`].
    pub(super) words: Range<usize>,
    /// Which of the text's tokens are its own.
    tokens: Range<usize>,
    /// The marked words it begins with.
    pub(super) lead: Option<Lead>,
    /// How many lists it is inside.
    pub(super) depth: u8,
    /// The quotation it is inside, counted from 1; 0 outside.
    pub(super) quotation: u32,
}

/// Bold, italic or code words at the beginning of a block.
#[derive(Debug, Clone)]
pub(super) struct Lead {
    /// Where they stand in [`Text::words`].
    pub(super) words: Range<usize>,
    /// Where they end in the source, marks included.
    pub(super) end: usize,
    pub(super) strong: bool,
}

/// A text read into blocks.
#[derive(Debug, Default)]
pub(super) struct Text<'s> {
    pub(super) source: &'s str,
    pub(super) blocks: Vec<Block>,
    /// The words of all blocks, without marks; line ends inside a block are `\n`, blocks end with `\n\n`.
    pub(super) words: String,
    /// Every word, counted from the beginning of its block.
    tokens: Vec<Range<usize>>,
    pieces: Vec<Piece>,
    /// Where the body begins, after front matter.
    pub(super) body: usize,
}

/// A stretch of words and where it comes from.
#[derive(Debug, Clone, Copy)]
struct Piece {
    words: usize,
    source: usize,
    /// Its length in the source; other than its length in words when it was written as an entity.
    length: usize,
}

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Where front matter ends; 0 without any. A rule with prose below it is not front matter.
pub(crate) fn front_matter(source: &str) -> usize {
    let rest = source.strip_prefix('\u{feff}').unwrap_or(source);
    let skipped = source.len() - rest.len();
    let mut lines = lines(rest);
    if lines.next().is_none_or(|line| line.trim_end() != "---") {
        return 0;
    }
    let mut at = rest.len() - lines.rest.len();
    let mut keyed = false;
    for line in lines {
        at += line.len();
        let line = line.trim_end();
        if matches!(line, "---" | "...") {
            return if keyed { skipped + at } else { 0 };
        }
        keyed |= line.contains(':');
    }
    0
}

/// Lines with their ends, whichever of the three they are.
pub(crate) fn lines(text: &str) -> Lines<'_> {
    Lines { rest: text }
}

pub(crate) struct Lines<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Lines<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        if self.rest.is_empty() {
            return None;
        }
        let end = match self.rest.find(['\n', '\r']) {
            None => self.rest.len(),
            Some(at) if self.rest[at..].starts_with("\r\n") => at + 2,
            Some(at) => at + 1,
        };
        let (line, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(line)
    }
}

impl<'s> Text<'s> {
    pub(super) fn read(source: &'s str) -> Self {
        let body = front_matter(source);
        let length = source.len() - body;
        let text = Self {
            source,
            body,
            words: String::with_capacity(length),
            tokens: Vec::with_capacity(length / 5),
            ..Self::default()
        };
        let mut reader = Reader { text, ..Reader::default() };
        for (event, range) in Parser::new_ext(&source[body..], options()).into_offset_iter() {
            reader.take(event, range.start + body..range.end + body);
        }
        reader.finish();
        reader.text
    }

    /// The words of a block.
    pub(super) fn of(&self, block: &Block) -> &str {
        self.words.get(block.words.clone()).unwrap_or_default()
    }

    /// Where each word of a block stands in [`Self::of`] it.
    pub(super) fn tokens(&self, block: &Block) -> &[Range<usize>] {
        self.tokens.get(block.tokens.clone()).unwrap_or_default()
    }

    /// The words a block begins with, when they are marked.
    pub(super) fn lead(&self, lead: &Lead) -> &str {
        self.words.get(lead.words.clone()).unwrap_or_default()
    }

    /// Whether a block is marked from end to end.
    pub(super) fn is_marked(&self, block: &Block) -> bool {
        block.lead.as_ref().is_some_and(|lead| {
            self.words.get(lead.words.end..block.words.end).is_some_and(|rest| rest.trim().is_empty())
        })
    }

    /// Where the words from `at` begin in the source.
    pub(super) fn begin(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.words <= at);
        self.place(next, at)
    }

    /// Where the words up to `at` end in the source.
    pub(super) fn end(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.words < at);
        self.place(next, at)
    }

    fn place(&self, next: usize, at: usize) -> usize {
        let Some(piece) = next.checked_sub(1).and_then(|index| self.pieces.get(index)) else {
            return self.body;
        };
        let until = self.pieces.get(next).map_or(self.words.len(), |next| next.words);
        let (inside, length) = (at - piece.words, until - piece.words);
        let shifted = if inside >= length { piece.length } else { inside.min(piece.length) };
        let mut place = piece.source + if length == piece.length { inside.min(piece.length) } else { shifted };
        while !self.source.is_char_boundary(place) {
            place -= 1;
        }
        place
    }
}

#[derive(Default)]
struct Reader<'s> {
    text: Text<'s>,
    open: Option<Block>,
    /// Where the list item begins whose first paragraph has not come yet.
    item: Option<(usize, bool)>,
    lists: Vec<bool>,
    quotations: Vec<u32>,
    quotation: u32,
    mark: Option<(usize, bool)>,
    marks: u32,
    silent: u32,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range.end),
            Event::Text(text) => self.say(&text, range),
            Event::Code(code) => self.code(&code, range),
            Event::SoftBreak | Event::HardBreak if self.open.is_some() => self.text.words.push('\n'),
            Event::Rule => self.put(Kind::Rule, range),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(Kind::Heading(*level as u8), range),
            Tag::Paragraph => match self.item.take() {
                Some((start, ordered)) => self.begin(Kind::Item { ordered }, start..range.end),
                None => self.begin(Kind::Paragraph, range),
            },
            Tag::TableHead | Tag::TableRow => self.begin(Kind::Row, range),
            Tag::List(first) => {
                self.finish();
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                self.finish();
                self.item = Some((range.start, self.lists.last().copied().unwrap_or_default()));
            }
            Tag::BlockQuote(_) => {
                self.finish();
                self.quotation += 1;
                self.quotations.push(self.quotation);
            }
            Tag::CodeBlock(_) => {
                self.put(Kind::Code, range);
                self.silent += 1;
            }
            Tag::HtmlBlock => {
                self.html(range);
                self.silent += 1;
            }
            Tag::Strong | Tag::Emphasis => self.mark(matches!(tag, Tag::Strong), range.start),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: usize) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::TableHead | TagEnd::TableRow => self.finish(),
            TagEnd::TableCell => self.text.words.push('\t'),
            TagEnd::Item => {
                self.finish();
                self.item = None;
            }
            TagEnd::BlockQuote(_) => {
                self.finish();
                self.quotations.pop();
            }
            TagEnd::List(_) => {
                self.finish();
                self.lists.pop();
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.silent = self.silent.saturating_sub(1),
            TagEnd::Strong | TagEnd::Emphasis => self.unmark(at),
            _ => {}
        }
    }

    fn begin(&mut self, kind: Kind, range: Range<usize>) {
        self.finish();
        let at = self.text.words.len();
        self.open = Some(Block {
            kind,
            range,
            words: at..at,
            tokens: 0..0,
            lead: None,
            depth: u8::try_from(self.lists.len()).unwrap_or(u8::MAX),
            quotation: self.quotations.last().copied().unwrap_or(0),
        });
    }

    /// Opens the item that a tight list leaves without a paragraph of its own.
    fn open_item(&mut self, at: usize) {
        if self.open.is_none()
            && let Some((start, ordered)) = self.item.take()
        {
            self.begin(Kind::Item { ordered }, start..at);
        }
    }

    fn put(&mut self, kind: Kind, range: Range<usize>) {
        self.begin(kind, range);
        self.finish();
    }

    /// HTML says nothing but the titles of what it folds away.
    fn html(&mut self, range: Range<usize>) {
        let source = self.text.source;
        let mut from = range.start;
        while let Some((title, end)) = folded(source, from..range.end) {
            self.begin(Kind::Fold, title.start..end);
            for chunk in between_tags(source, title) {
                self.say(&source[chunk.clone()], chunk);
            }
            self.finish();
            from = end;
        }
        if from == range.start || !source[from..range.end].trim().is_empty() {
            self.put(Kind::Html, from..range.end);
        }
    }

    fn say(&mut self, words: &str, range: Range<usize>) {
        if self.silent > 0 {
            return;
        }
        self.open_item(range.start);
        let Some(open) = &mut self.open else { return };
        open.range.end = open.range.end.max(range.end);
        let at = self.text.words.len();
        match self.text.pieces.last_mut() {
            // Goes on where the last one ended, letter by letter in both.
            Some(last)
                if words.len() == range.len()
                    && last.source + last.length == range.start
                    && last.words + last.length == at =>
            {
                last.length += range.len();
            }
            _ => self.text.pieces.push(Piece { words: at, source: range.start, length: range.len() }),
        }
        self.text.words.push_str(words);
    }

    /// Code inside a line; its ticks are marks.
    fn code(&mut self, code: &str, range: Range<usize>) {
        let ticks = range.len().saturating_sub(code.len()) / 2;
        self.mark(false, range.start);
        self.say(code, range.start + ticks..range.end - ticks);
        if let Some(open) = &mut self.open {
            open.range.end = open.range.end.max(range.end);
        }
        self.unmark(range.end);
    }

    fn mark(&mut self, strong: bool, at: usize) {
        self.open_item(at);
        self.marks += 1;
        let Some(open) = &self.open else { return };
        let fresh = self.text.words.get(open.words.start..).is_some_and(|words| words.trim().is_empty());
        match &mut self.mark {
            None if fresh && open.lead.is_none() => {
                self.mark = Some((self.text.words.len(), strong));
                self.marks = 1;
            }
            Some((_, marked)) if fresh => *marked |= strong,
            _ => {}
        }
    }

    fn unmark(&mut self, at: usize) {
        self.marks = self.marks.saturating_sub(1);
        if self.marks > 0 {
            return;
        }
        if let (Some((from, strong)), Some(open)) = (self.mark.take(), &mut self.open) {
            open.range.end = open.range.end.max(at);
            open.lead = Some(Lead { words: from..self.text.words.len(), end: at, strong });
        }
    }

    fn finish(&mut self) {
        self.mark = None;
        self.marks = 0;
        let Some(mut block) = self.open.take() else { return };
        block.words.end = self.text.words.len();
        block.tokens.start = self.text.tokens.len();
        self.text.tokens.extend(words(self.text.words.get(block.words.clone()).unwrap_or_default()));
        block.tokens.end = self.text.tokens.len();
        self.text.words.push_str("\n\n");
        self.text.blocks.push(block);
    }
}

/// The first `<summary>…</summary>` of a stretch of HTML: from the tag on, and where it is over. Comments fold nothing away.
fn folded(source: &str, inside: Range<usize>) -> Option<(Range<usize>, usize)> {
    const OPEN: &str = "<summary";
    const CLOSE: &str = "</summary>";
    let html = source.get(inside.clone())?;
    let is = |at: usize, tag: &str| html.get(at..at + tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag));
    let mut tags = html.match_indices('<').map(|(at, _)| at);
    let open = tags.by_ref().find(|at| is(*at, OPEN) || is(*at, "<!--")).filter(|at| is(*at, OPEN))?;
    let (title, end) = match tags.find(|at| is(*at, CLOSE)) {
        Some(close) => (open..close, close + CLOSE.len()),
        None => (open..html.len(), html.len()),
    };
    Some((inside.start + title.start..inside.start + title.end, inside.start + end))
}

/// What stands between the tags of a stretch of HTML that begins with one.
fn between_tags(source: &str, inside: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = inside.start;
    source.get(inside).unwrap_or_default().split('<').skip(1).filter_map(move |tag| {
        at += 1;
        let from = tag.find('>').map_or(tag.len(), |end| end + 1);
        let said = at + from..at + tag.len();
        at += tag.len();
        (!said.is_empty()).then_some(said)
    })
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
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
