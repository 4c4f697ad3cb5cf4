//! Input that costs a careless reader more than twice as much when it doubles: for the parser with the linter, and for
//! everything that reads files of others.

use std::hint::black_box;
use std::io::{Cursor, Write as _};

use backcast_core::documents::{self, Facts, RuleBook};
use backcast_core::exchange::{Kind, recognise};
use backcast_core::measures::table;

/// Who reads it.
#[derive(Clone, Copy)]
enum Reader {
    Linter,
    FrontMatter,
    Importer(Kind),
    Table,
}

/// A piece that is repeated.
pub(crate) struct Input {
    /// What it is made of.
    pub(crate) name: &'static str,
    piece: &'static str,
    reader: Reader,
}

impl Input {
    /// As many bytes of it, wrapped as its reader expects.
    pub(crate) fn bytes(&self, length: usize) -> Vec<u8> {
        let text = self.piece.repeat(length / self.piece.len());
        match self.reader {
            Reader::FrontMatter => format!("---\n{text}---\n\nWords.\n").into_bytes(),
            Reader::Importer(Kind::Docx) => word_document(&text),
            Reader::Table => format!("Date,Value\n{text}").into_bytes(),
            Reader::Linter | Reader::Importer(_) => text.into_bytes(),
        }
    }

    /// Reads it; whether it is refused does not matter here.
    pub(crate) fn read(&self, bytes: &[u8], book: &RuleBook) {
        match self.reader {
            Reader::Linter => {
                let text = String::from_utf8_lossy(bytes);
                black_box(documents::lint(&documents::parse(&text), &Facts::default(), book).len());
            }
            Reader::FrontMatter => _ = black_box(recognise(bytes, Kind::Markdown)),
            Reader::Importer(kind) => _ = black_box(recognise(bytes, kind)),
            Reader::Table => _ = black_box(table::read(bytes, None)),
        }
    }
}

/// All of them.
pub(crate) fn inputs() -> Vec<Input> {
    const LINTED: &[(&str, &str)] = &[
        ("brackets", "["),
        ("marks", "**a* _b_ "),
        ("ticks", "` `` "),
        ("quotations", "> "),
        ("lists", "- a\n  "),
        ("headings", "# FAQ\n"),
        ("flat FAQs", "## FAQ\n\n## Why?\n\n"),
        ("labels", "- **Problem:**\n"),
        ("letters", "Q: Why?\nA: So.\n"),
        ("folds", "<details><summary>Why?</summary>\n"),
        ("open folds", "<summary>"),
        ("quotes", "\"Words that somebody may have said once\" "),
        ("weasels", "many often some "),
        ("acronyms", "NPS (a) ROI "),
        ("placeholders", "[NPS ROI "),
        ("tables", "| a | b |\n"),
        ("entities", "&amp;"),
        ("comments", "<!-- "),
        ("rules", "---\n"),
        ("numbers", "70 % of 9 in 10 "),
    ];
    const PAGES: &[(&str, &str)] = &[
        ("pages of paragraphs", "<p>a"),
        ("pages of bold words", "<b>a</b> "),
        ("pages of crossed marks", "<b><i>a</b></i>"),
        ("pages of lists", "<ul><li>a</li></ul>"),
        ("pages of rows", "<table><tr><td>a</td></tr></table>"),
        ("pages of links", "<a href='https://elm.example'>a</a>"),
        ("pages of comments", "<!-- "),
        ("pages of entities", "&nbsp;&lt"),
    ];
    const FIELDS: &[(&str, &str)] =
        &[("fields", "a: b\n"), ("fields that nest", "- - - a\n"), ("fields in quotes", "a: \"\\\"\n")];
    const PARAGRAPHS: &[(&str, &str)] = &[
        ("Word paragraphs", "<w:p><w:r><w:t>a *b*</w:t></w:r></w:p>"),
        ("Word tables", "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"),
        ("Word changes", "<w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins><w:del/></w:p>"),
    ];
    const ROWS: &[(&str, &str)] =
        &[("values", "2026-01-02,3\n"), ("open quotes", "\"2026,3\n"), ("days", "1/2/26,3\n")];
    [
        (Reader::Linter, LINTED),
        (Reader::Importer(Kind::Html), PAGES),
        (Reader::FrontMatter, FIELDS),
        (Reader::Importer(Kind::Docx), PARAGRAPHS),
        (Reader::Table, ROWS),
    ]
    .into_iter()
    .flat_map(|(reader, pieces)| pieces.iter().map(move |(name, piece)| Input { name, piece, reader }))
    .collect()
}

/// A Word document with this body; empty when it cannot be packed, which reads as no document.
fn word_document(body: &str) -> Vec<u8> {
    let text = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let mut package = zip::ZipWriter::new(Cursor::new(vec![]));
    let packed = package
        .start_file("word/document.xml", zip::write::SimpleFileOptions::default())
        .map_err(std::io::Error::from)
        .and_then(|()| package.write_all(text.as_bytes()));
    match (packed, package.finish()) {
        (Ok(()), Ok(bytes)) => bytes.into_inner(),
        _ => vec![],
    }
}
