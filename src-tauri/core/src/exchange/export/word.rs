//! A proposal as a Word document: real headings, lists and tables, as a PR/FAQ is expected to come.

use std::io::Cursor;
use std::path::Path;

use docx_rs::{
    AbstractNumbering, BreakType, Docx, Footer, Hyperlink, HyperlinkType, IndentLevel, Level, LevelJc, LevelText,
    NumPages, NumberFormat, Numbering, NumberingId, PageMargin, PageNum, Paragraph, Run as WordRun, RunFonts,
    SpecialIndentType, Start, Style, StyleType, Table, TableCell, TableRow,
};

use crate::documents::{self, Flow, Run};
use crate::error::{Error, Result};
use crate::portfolio::Portfolio;
use crate::proposals::ProposalId;

/// The list of dots; numbered lists follow, each counting from its own start.
const DOTS: usize = 1;

/// How deep lists nest in a Word document.
const DEEPEST: usize = 8;

/// A twentieth of a point, 20 mm and A4.
const MARGIN: i32 = 1_134;
const A4: (u32, u32) = (11_906, 16_838);

pub(super) fn document(portfolio: &Portfolio, id: ProposalId, to: &Path) -> Result<Vec<u8>> {
    let line = portfolio.proposal(id)?.line;
    let mut writer = Writer { docx: styled(), lists: DOTS };
    writer.list_style(DOTS, None);
    writer.blocks(&documents::flow(&portfolio.document(id)?.text), 0, None);
    writer.measures(portfolio, id)?;
    let footer = Paragraph::new()
        .add_run(WordRun::new().add_text(format!("{id} · {} · page ", line.stage)))
        .add_page_num(PageNum::new())
        .add_run(WordRun::new().add_text(" of "))
        .add_num_pages(NumPages::new());
    let docx = writer
        .docx
        .page_size(A4.0, A4.1)
        .page_margin(PageMargin {
            top: MARGIN,
            bottom: MARGIN,
            left: MARGIN,
            right: MARGIN,
            header: 567,
            footer: 567,
            gutter: 0,
        })
        .footer(Footer::new().add_paragraph(footer));
    let mut bytes = Cursor::new(vec![]);
    docx.build().pack(&mut bytes).map_err(|error| Error::io(to, std::io::Error::other(error.to_string())))?;
    Ok(bytes.into_inner())
}

fn styled() -> Docx {
    let mut docx = Docx::new().default_fonts(RunFonts::new().ascii("Georgia").hi_ansi("Georgia")).default_size(22);
    for (level, size) in (1..).zip([36, 28, 24, 22, 22, 22]) {
        docx = docx.add_style(
            Style::new(format!("Heading{level}"), StyleType::Paragraph)
                .name(format!("heading {level}"))
                .based_on("Normal")
                .next("Normal")
                .q_format(true)
                .outline_lvl(level - 1)
                .size(size)
                .bold(),
        );
    }
    docx.add_style(Style::new("Quote", StyleType::Paragraph).name("Quote").based_on("Normal").italic())
        .add_style(Style::new("ListParagraph", StyleType::Paragraph).name("List Paragraph").based_on("Normal"))
}

struct Writer {
    docx: Docx,
    /// How many list styles there are.
    lists: usize,
}

impl Writer {
    /// Adds a list style: dots, or numbers from `from`.
    fn list_style(&mut self, number: usize, from: Option<u64>) {
        let mut style = AbstractNumbering::new(number);
        for level in 0..=DEEPEST {
            let (format, text) = match from {
                Some(_) => ("decimal", format!("%{}.", level + 1)),
                None => ("bullet", "•".to_owned()),
            };
            let start = if level == 0 { from.unwrap_or(1) } else { 1 };
            let indent = i32::try_from(level + 1).unwrap_or(1) * 360;
            style = style.add_level(
                Level::new(
                    level,
                    Start::new(usize::try_from(start).unwrap_or(1)),
                    NumberFormat::new(format),
                    LevelText::new(text),
                    LevelJc::new("left"),
                )
                .indent(Some(indent), Some(SpecialIndentType::Hanging(300)), None, None),
            );
        }
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_abstract_numbering(style).add_numbering(Numbering::new(number, number));
    }

    fn paragraph(&mut self, paragraph: Paragraph) {
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_paragraph(paragraph);
    }

    /// `depth` is that of the list the blocks stand in, `style` what they look like.
    fn blocks(&mut self, blocks: &[Flow], depth: usize, style: Option<&str>) {
        for block in blocks {
            match block {
                Flow::Heading { level, runs } => {
                    self.paragraph(filled(runs).style(&format!("Heading{level}")).keep_next(true));
                }
                Flow::Paragraph { runs } => {
                    let mut paragraph = filled(runs);
                    if let Some(style) = style {
                        paragraph = paragraph.style(style);
                    }
                    if depth > 0 {
                        let indent = i32::try_from(depth).unwrap_or(1) * 360;
                        paragraph = paragraph.indent(Some(indent), None, None, None);
                    }
                    self.paragraph(paragraph);
                }
                Flow::List { from, items } => self.list(*from, items, depth),
                Flow::Quotation { blocks } => self.blocks(blocks, depth, Some("Quote")),
                Flow::Code { text } => {
                    let code = Run { text: text.trim_end().to_owned(), code: true, ..Run::default() };
                    self.paragraph(filled(&[code]));
                }
                Flow::Table { rows } => self.table(rows),
                Flow::Rule => self.paragraph(Paragraph::new()),
            }
        }
    }

    fn list(&mut self, from: Option<u64>, items: &[Vec<Flow>], depth: usize) {
        let style = if from.is_some() {
            self.lists += 1;
            self.list_style(self.lists, from);
            self.lists
        } else {
            DOTS
        };
        for item in items {
            let mut rest = item.as_slice();
            if let Some((Flow::Paragraph { runs }, others)) = item.split_first() {
                let level = IndentLevel::new(depth.min(DEEPEST));
                self.paragraph(filled(runs).style("ListParagraph").numbering(NumberingId::new(style), level));
                rest = others;
            }
            self.blocks(rest, depth + 1, None);
        }
    }

    fn table(&mut self, rows: &[Vec<Vec<Run>>]) {
        let rows = rows
            .iter()
            .map(|row| TableRow::new(row.iter().map(|cell| TableCell::new().add_paragraph(filled(cell))).collect()));
        let table = Table::new(rows.collect());
        let docx = std::mem::take(&mut self.docx);
        self.docx = docx.add_table(table).add_paragraph(Paragraph::new());
    }

    fn measures(&mut self, portfolio: &Portfolio, id: ProposalId) -> Result<()> {
        let all = portfolio.measures(id)?;
        if all.is_empty() {
            return Ok(());
        }
        let cell = |text: &str, strong: bool| vec![Run { text: text.to_owned(), strong, ..Run::default() }];
        let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| value.to_string());
        let mut rows = vec![["Measure", "Unit", "Baseline", "Target", "Due"].map(|head| cell(head, true)).to_vec()];
        for measure in all {
            let stated = measure.stated;
            let due = stated.due.or(stated.due_weeks.map(|weeks| format!("{weeks} weeks after launch")));
            let cells =
                [stated.name, stated.unit, number(stated.baseline), number(stated.target), due.unwrap_or_default()];
            rows.push(cells.iter().map(|text| cell(text, false)).collect());
        }
        self.paragraph(filled(&cell("Measures", false)).style("Heading2").keep_next(true));
        self.table(&rows);
        Ok(())
    }
}

fn filled(runs: &[Run]) -> Paragraph {
    let mut paragraph = Paragraph::new();
    for run in runs {
        let words = word(run);
        paragraph = match &run.link {
            Some(link) => paragraph.add_hyperlink(Hyperlink::new(link, HyperlinkType::External).add_run(words)),
            None => paragraph.add_run(words),
        };
    }
    paragraph
}

fn word(run: &Run) -> WordRun {
    let mut words = WordRun::new();
    for (at, line) in run.text.split('\n').enumerate() {
        if at > 0 {
            words = words.add_break(BreakType::TextWrapping);
        }
        words = words.add_text(legible(line));
    }
    if run.strong {
        words = words.bold();
    }
    if run.emphasis {
        words = words.italic();
    }
    if run.struck {
        words = words.strike();
    }
    if run.code {
        words = words.fonts(RunFonts::new().ascii("Courier New").hi_ansi("Courier New"));
    }
    if run.link.is_some() {
        words = words.color("1B4B72").underline("single");
    }
    words
}

/// Characters that XML cannot hold are left out; a Word document with one of them does not open.
fn legible(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\t').filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}
