//! Writing paragraphs as Markdown. Words that would read as marks are escaped, and nothing else is.

use super::parts::Form;

/// A paragraph with its words as they are marked.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) form: Form,
    spans: Vec<Span>,
}

#[derive(Debug, PartialEq, Eq)]
struct Span {
    text: String,
    bold: bool,
    italic: bool,
    link: Option<String>,
}

impl Paragraph {
    pub(super) fn say(&mut self, text: &str, bold: bool, italic: bool, link: Option<&str>) {
        // White space carries no mark, so that marks always touch words.
        let blank = text.trim().is_empty();
        match self.spans.last_mut() {
            Some(last) if blank || ((last.bold, last.italic, last.link.as_deref()) == (bold, italic, link)) => {
                last.text.push_str(text);
            }
            _ => self.spans.push(Span {
                text: text.to_owned(),
                bold: bold && !blank,
                italic: italic && !blank,
                link: link.map(str::to_owned),
            }),
        }
    }

    /// The words with their marks, on one line.
    pub(super) fn inline(&self) -> String {
        self.marked(true).replace('\n', " ")
    }

    fn marked(&self, bold: bool) -> String {
        let mut out = String::new();
        for span in &self.spans {
            let inner = span.text.trim();
            if inner.is_empty() {
                out.push_str(&span.text);
                continue;
            }
            let lead = span.text.len() - span.text.trim_start().len();
            let tail = span.text.trim_end().len();
            out.push_str(&span.text[..lead]);
            let mark = match (span.bold && bold, span.italic) {
                (true, true) => "***",
                (true, false) => "**",
                (false, true) => "*",
                (false, false) => "",
            };
            let words = escaped(inner);
            let words = match &span.link {
                Some(link) => format!("[{words}](<{}>)", link.replace(['<', '>', '\n'], "")),
                None => words,
            };
            // A line break inside a mark would end it.
            out.push_str(&words.split('\n').map(|line| format!("{mark}{line}{mark}")).collect::<Vec<_>>().join("\n"));
            out.push_str(&span.text[tail..]);
        }
        out
    }
}

/// Paragraphs written so far.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: String,
    last: Option<Last>,
    titled: bool,
    /// How far each level of the open list has counted.
    counted: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Body,
    List,
    Quotation,
}

impl Writer {
    pub(super) fn paragraph(&mut self, paragraph: Paragraph, level: u8) {
        let words = paragraph.marked(!matches!(paragraph.form, Form::Heading(_) | Form::Title));
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        match paragraph.form {
            Form::Title | Form::Heading(_) => {
                let level = match paragraph.form {
                    Form::Heading(level) => (level + u8::from(self.titled)).min(6),
                    _ => 1,
                };
                self.titled |= paragraph.form == Form::Title;
                self.begin(Last::Body);
                self.out.push_str(&format!("{} {}", "#".repeat(level.into()), words.replace('\n', " ")));
            }
            Form::Subtitle => {
                self.begin(Last::Body);
                let plain = words.trim_matches('*').replace('\n', " ");
                self.out.push_str(&format!("*{plain}*"));
            }
            Form::Quotation => {
                self.begin(Last::Quotation);
                let lines: Vec<String> = words.lines().map(|line| format!("> {}", line_start(line))).collect();
                self.out.push_str(&lines.join("  \n"));
            }
            Form::List { ordered } => self.item(words, ordered, level),
            Form::Body => {
                self.begin(Last::Body);
                let lines: Vec<String> = words.lines().map(line_start).collect();
                self.out.push_str(&lines.join("  \n"));
            }
        }
    }

    fn item(&mut self, words: &str, ordered: bool, level: u8) {
        let goes_on = self.last == Some(Last::List);
        if !goes_on {
            self.counted.clear();
        }
        self.begin(Last::List);
        // A level that skips its parent would be code.
        let level = usize::from(level).min(self.counted.len());
        self.counted.truncate(level + 1);
        if self.counted.len() == level {
            self.counted.push(0);
        }
        self.counted[level] += 1;
        let sign = if ordered { format!("{}. ", self.counted[level]) } else { "- ".to_owned() };
        let indent = "    ".repeat(level);
        let inner = format!("  \n{indent}{}", " ".repeat(sign.len()));
        let lines: Vec<String> = words.lines().map(line_start).collect();
        self.out.push_str(&format!("{indent}{sign}{}", lines.join(&inner)));
    }

    pub(super) fn table(&mut self, rows: &[Vec<String>]) {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let filled: Vec<&Vec<String>> =
            rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        if filled.is_empty() {
            return;
        }
        self.begin(Last::Body);
        if width == 1 {
            // A table of one column is a frame around paragraphs.
            let cells: Vec<String> =
                filled.iter().flat_map(|row| row.iter()).map(|cell| line_start(cell.trim())).collect();
            self.out.push_str(&cells.join("\n\n"));
            return;
        }
        for (at, row) in filled.iter().enumerate() {
            let cells = (0..width).map(|at| row.get(at).map_or("", |cell| cell.trim()).replace('|', "\\|"));
            self.out.push_str(&format!("| {} |\n", cells.collect::<Vec<_>>().join(" | ")));
            if at == 0 {
                self.out.push_str(&format!("|{}\n", " --- |".repeat(width)));
            }
        }
        self.out.truncate(self.out.trim_end().len());
    }

    /// The gap between what stands last and what comes now.
    fn begin(&mut self, now: Last) {
        match (self.last, now) {
            (None, _) => {}
            (Some(Last::List), Last::List) => self.out.push('\n'),
            (Some(Last::Quotation), Last::Quotation) => self.out.push_str("\n>\n"),
            _ => self.out.push_str("\n\n"),
        }
        self.last = Some(now);
    }

    pub(super) fn finish(mut self) -> String {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }
}

/// Words with those signs escaped that would be read as marks.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let marks = match c {
            '\\' => next.is_ascii_punctuation(),
            '`' => true,
            '*' => !(before.is_whitespace() && next.is_whitespace()),
            '_' => {
                !(before.is_alphanumeric() && next.is_alphanumeric() || before.is_whitespace() && next.is_whitespace())
            }
            '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
            ']' => matches!(next, '(' | '['),
            '~' => true,
            '&' => next.is_ascii_alphabetic() || next == '#',
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// A line whose beginning would be read as a heading, a list, a quotation or a rule.
fn line_start(line: &str) -> String {
    let line = line.trim_start();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let counted = digits > 0
        && digits < 10
        && line[digits..].starts_with(['.', ')'])
        && line[digits + 1..].starts_with([' ', '\t']);
    if counted {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    let heading = line.trim_start_matches('#');
    let marked = (heading.len() < line.len() && (heading.is_empty() || heading.starts_with(' ')))
        || line.starts_with('>')
        || line.starts_with(['=', '|'])
        || (line.starts_with(['-', '+', '*']) && (line.len() == 1 || line[1..].starts_with([' ', '-'])));
    if marked { format!("\\{line}") } else { line.to_owned() }
}
