//! The text of a document, element by element.

use quick_xml::events::BytesStart;

use super::markdown::{Paragraph, Writer};
use super::parts::{Form, Links, Numbering, Styles, is_on};
use crate::notices::{Notice, Noticed};
use crate::xml::{Said, attribute};

/// Where an element stands, as far as that matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    Words,
    Link,
    Other,
}

/// What was left out or taken as it is.
#[derive(Debug, Default)]
struct Counts {
    inserted: u32,
    deleted: u32,
    images: u32,
    boxes: u32,
    footnotes: u32,
    comments: u32,
}

/// The text read so far.
pub(super) struct Body<'d> {
    styles: &'d Styles,
    numbering: &'d Numbering,
    links: &'d Links,
    places: Vec<Place>,
    paragraph: Option<Paragraph>,
    /// The list the paragraph is in: numbering and level.
    number: Option<String>,
    level: u8,
    bold: bool,
    italic: bool,
    link: Option<String>,
    /// Inside something that is left out: how deep.
    skip: u32,
    tables: Vec<Table>,
    writer: Writer,
    counts: Counts,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    cell: Vec<String>,
}

impl<'d> Body<'d> {
    pub(super) fn new(styles: &'d Styles, numbering: &'d Numbering, links: &'d Links) -> Self {
        Self {
            styles,
            numbering,
            links,
            places: vec![],
            paragraph: None,
            number: None,
            level: 0,
            bold: false,
            italic: false,
            link: None,
            skip: 0,
            tables: vec![],
            writer: Writer::default(),
            counts: Counts::default(),
        }
    }

    pub(super) fn take(&mut self, said: Said<'_>) {
        match said {
            Said::Start(..) if self.skip > 0 => self.skip += 1,
            Said::End(_) if self.skip > 0 => self.skip -= 1,
            Said::Text(_) if self.skip > 0 => {}
            Said::Start(name, element) => self.start(name, element),
            Said::End(name) => self.end(name),
            Said::Text(text) if self.places.last() == Some(&Place::Words) => self.say(text),
            Said::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str, element: &BytesStart<'_>) {
        let inside = self.places.last().copied();
        let place = match name {
            "p" => {
                self.paragraph = Some(Paragraph::default());
                (self.number, self.level) = (None, 0);
                Place::Paragraph
            }
            "pPr" => Place::ParagraphProperties,
            "r" => {
                (self.bold, self.italic) = (false, false);
                Place::Run
            }
            "rPr" if inside == Some(Place::Run) => Place::RunProperties,
            "t" => Place::Words,
            "hyperlink" => {
                self.link = attribute(element, "id").and_then(|id| self.links.of(&id)).map(str::to_owned);
                Place::Link
            }
            "tbl" => {
                self.tables.push(Table::default());
                Place::Other
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(vec![]);
                }
                Place::Other
            }
            _ => {
                if self.leaves_out(name, inside) {
                    self.skip = 1;
                    return;
                }
                self.property(name, element, inside);
                Place::Other
            }
        };
        self.places.push(place);
    }

    /// Deleted and moved text, field codes, pictures and text boxes; a paragraph's own mark is no text.
    fn leaves_out(&mut self, name: &str, inside: Option<Place>) -> bool {
        match name {
            "del" | "moveFrom" if inside != Some(Place::Other) || self.paragraph.is_none() => self.counts.deleted += 1,
            "delText" | "delInstrText" | "instrText" | "fldData" | "Fallback" => {}
            "drawing" | "pict" | "object" => self.counts.images += 1,
            "txbxContent" => self.counts.boxes += 1,
            "rPr" if inside == Some(Place::ParagraphProperties) => {}
            _ => return false,
        }
        true
    }

    fn property(&mut self, name: &str, element: &BytesStart<'_>, inside: Option<Place>) {
        let value = || attribute(element, "val");
        match (name, inside) {
            ("pStyle", Some(Place::ParagraphProperties)) => self.style(&value().unwrap_or_default()),
            ("outlineLvl", Some(Place::ParagraphProperties)) => {
                if let (Some(paragraph), Some(level)) =
                    (&mut self.paragraph, value().and_then(|level| level.parse::<u8>().ok()))
                    && paragraph.form == Form::Body
                    && level < 6
                {
                    paragraph.form = Form::Heading(level + 1);
                }
            }
            ("numId", _) => self.number = value(),
            ("ilvl", _) => self.level = value().and_then(|level| level.parse().ok()).unwrap_or(0).min(8),
            ("b", Some(Place::RunProperties)) => self.bold = is_on(element),
            ("i", Some(Place::RunProperties)) => self.italic = is_on(element),
            ("ins" | "moveTo", Some(Place::Paragraph | Place::Link) | None) => self.counts.inserted += 1,
            ("tab", Some(Place::Run)) => self.say(" "),
            ("br", Some(Place::Run)) if attribute(element, "type").as_deref() != Some("page") => self.say("\n"),
            ("cr", Some(Place::Run)) => self.say("\n"),
            ("noBreakHyphen", Some(Place::Run)) => self.say("-"),
            ("footnoteReference" | "endnoteReference", _) => self.counts.footnotes += 1,
            ("commentReference", _) => self.counts.comments += 1,
            _ => {}
        }
    }

    fn style(&mut self, id: &str) {
        let (form, number) = self.styles.of(id);
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.form = form;
        }
        self.number = self.number.take().or_else(|| number.map(str::to_owned));
    }

    fn say(&mut self, text: &str) {
        let (bold, italic, link) = (self.bold, self.italic, self.link.as_deref());
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.say(text, bold, italic, link);
        }
    }

    fn end(&mut self, name: &str) {
        self.places.pop();
        match name {
            "p" => self.end_paragraph(),
            "hyperlink" => self.link = None,
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    let cell = std::mem::take(&mut table.cell).join(" ");
                    if let Some(row) = table.rows.last_mut() {
                        row.push(cell);
                    }
                }
            }
            "tbl" => {
                let Some(table) = self.tables.pop() else { return };
                match self.tables.last_mut() {
                    Some(outer) => outer.cell.push(table.rows.into_iter().flatten().collect::<Vec<_>>().join(" ")),
                    None => self.writer.table(&table.rows),
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraph.take() else { return };
        if let Some(table) = self.tables.last_mut() {
            let words = paragraph.inline();
            if !words.trim().is_empty() {
                table.cell.push(words);
            }
            return;
        }
        if matches!(paragraph.form, Form::Body | Form::List { .. })
            && let Some(ordered) =
                self.number.as_deref().and_then(|number| self.numbering.is_ordered(number, self.level))
        {
            paragraph.form = Form::List { ordered };
        }
        self.writer.paragraph(paragraph, self.level);
    }

    /// The Markdown, and what is worth saying about how it came about.
    pub(super) fn finish(self) -> (String, Vec<Noticed>) {
        let Counts { inserted, deleted, images, boxes, footnotes, comments } = self.counts;
        let mut remarks = vec![];
        if inserted + deleted > 0 {
            remarks.push(Notice::ChangesAccepted.with([("inserted", &inserted), ("deleted", &deleted)]));
        }
        let left_out = [
            (images, Notice::PicturesLeftOut),
            (boxes, Notice::BoxesLeftOut),
            (footnotes, Notice::FootnotesLeftOut),
            (comments, Notice::CommentsLeftOut),
        ];
        for (count, what) in left_out.into_iter().filter(|(count, _)| *count > 0) {
            remarks.push(what.with([("count", &count)]));
        }
        (self.writer.finish(), remarks)
    }
}
