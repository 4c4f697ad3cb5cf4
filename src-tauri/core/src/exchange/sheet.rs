//! A table of proposals: one a row, columns by name or by the mapping a person gives.
//!
//! Comma, semicolon or tab, or the first sheet of a workbook; what an export neutralised is bared again. Not here: tables of dates and values
//! (`measures::table`). Invariant: an unreadable row names its number, and nothing of the file comes in.

use std::path::Path;

use csv::StringRecord;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::formulas::bared;
use super::{Incoming, jsonl, read_utf8, unreadable};
use crate::error::{Error, Result, Unread};
use crate::measures::rows;
use crate::measures::sheet::Source;
use crate::proposals::{Ask, Door, LONGEST_DOCUMENT, Lane, Origin};
use crate::vocabulary::Word;

/// The largest table that is read.
const LONGEST: usize = 200 * 1024 * 1024;

/// How many rows a preview shows.
const SHOWN: usize = 5;

crate::vocabulary! {
    /// What a column of a table of proposals holds.
    pub enum Field {
        /// Identity, UUID.
        Uuid = "uuid",
        /// The whole text; then headline, customer, problem and solution are not put together.
        Document = "document",
        /// What it is called.
        Headline = "headline",
        /// Who has the problem.
        Customer = "customer",
        /// The problem.
        Problem = "problem",
        /// The solution.
        Solution = "solution",
        /// A word from a leader.
        LeaderQuote = "leader-quote",
        /// A word from a customer.
        CustomerQuote = "customer-quote",
        /// What to do now.
        CallToAction = "call-to-action",
        /// Where in its life it is.
        Stage = "stage",
        /// Who owns it.
        Owner = "owner",
        /// Tags, separated by commas.
        Tags = "tags",
        /// Which path it takes.
        Lane = "lane",
        /// How reversible it is.
        Door = "door",
        /// How many people it asks for.
        AskPeople = "ask-people",
        /// How much money.
        AskMoney = "ask-money",
        /// How long.
        AskWeeks = "ask-weeks",
        /// Where it came from.
        Origin = "origin",
        /// A word more about that.
        OriginDetail = "origin-detail",
        /// When to look again.
        RevisitOn = "revisit-on",
        /// When it was begun.
        Created = "created",
        /// When it last changed.
        Updated = "updated",
    }
}

/// Headers that say the same in other words.
const SYNONYMS: &[(&str, Field)] = &[
    ("title", Field::Headline),
    ("name", Field::Headline),
    ("idea", Field::Headline),
    ("summary", Field::Headline),
    ("problem statement", Field::Problem),
    ("pain", Field::Problem),
    ("user", Field::Customer),
    ("audience", Field::Customer),
    ("proposal", Field::Solution),
    ("description", Field::Solution),
    ("status", Field::Stage),
    ("author", Field::Owner),
    ("assignee", Field::Owner),
    ("labels", Field::Tags),
    ("text", Field::Document),
    ("markdown", Field::Document),
    ("created at", Field::Created),
    ("updated at", Field::Updated),
];

/// A column and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Mapped {
    /// What the column holds; none leaves it out, whatever its header says.
    pub field: Option<Field>,
    /// Its header.
    pub header: String,
}

/// What a table looks like before it is imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Preview {
    /// The headers.
    pub headers: Vec<String>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// What each column was taken for, where that is plain.
    pub mapped: Vec<Mapped>,
    /// How many rows there are.
    pub total: u32,
}

/// What is in a table of proposals, without storing it.
///
/// # Errors
/// [`Error::Invalid`] when it cannot be read as a table.
pub fn preview(path: &Path) -> Result<Preview> {
    let (headers, records) = table(path)?;
    let mapped = columns(&headers, &[])?
        .into_iter()
        .map(|(field, at)| Mapped { field: Some(field), header: headers[at].clone() });
    Ok(Preview {
        mapped: mapped.collect(),
        rows: records
            .iter()
            .take(SHOWN)
            .map(|(_, record)| record.iter().map(|cell| bared(cell).to_owned()).collect())
            .collect(),
        total: u32::try_from(records.len()).unwrap_or(u32::MAX),
        headers,
    })
}

pub(super) fn read(path: &Path, mapping: &[Mapped]) -> Result<Vec<Incoming>> {
    let (headers, records) = table(path)?;
    let columns = columns(&headers, mapping)?;
    let names_one = |field| columns.iter().any(|(found, _)| *found == field);
    if ![Field::Problem, Field::Headline, Field::Document, Field::Solution].into_iter().any(names_one) {
        return Err(unreadable(Unread::NoColumns.with([("headers", &headers.join(", "))])));
    }
    let mut incoming = vec![];
    for (number, record) in &records {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        incoming.push(proposal(record, *number, &columns)?);
    }
    if incoming.is_empty() {
        return Err(unreadable(Unread::NoRows));
    }
    Ok(incoming)
}

/// The headers of a table, and its rows with their numbers.
type Table = (Vec<String>, Vec<(u32, StringRecord)>);

fn table(path: &Path) -> Result<Table> {
    if !rows::is_workbook(path) {
        return records(&read_utf8(path, LONGEST)?);
    }
    let mut all = vec![];
    rows::each(Source::File(path), &mut |number, record| {
        all.push((number, record.clone()));
        Ok(true)
    })?;
    if all.is_empty() {
        return Err(unreadable(Unread::Empty));
    }
    let (_, headers) = all.remove(0);
    Ok((headers.iter().map(|header| bared(header.trim()).to_owned()).collect(), all))
}

fn records(text: &str) -> Result<Table> {
    let text = text.trim_start_matches('\u{feff}');
    refuse_long_rows(text)?;
    let first = text.lines().next().unwrap_or_default();
    let often = |separator: &char| first.matches(*separator).count();
    let separator = [',', ';', '\t'].into_iter().rev().max_by_key(often).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(separator).unwrap_or(b','))
        .flexible(false)
        .from_reader(text.as_bytes());
    let wrong = |error: csv::Error| {
        let at = error.position().map_or(1, csv::Position::line);
        unreadable(match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                Unread::UnevenLine.with([("line", &at), ("found", len), ("expected", expected_len)])
            }
            _ => Unread::RowNotRead.with([("line", &at), ("error", &error)]),
        })
    };
    let headers = reader.headers().map_err(wrong)?.iter().map(|header| bared(header.trim()).to_owned()).collect();
    let numbered = |record: StringRecord| {
        let line = record.position().map_or(0, csv::Position::line);
        (u32::try_from(line).unwrap_or(u32::MAX), record)
    };
    let records = reader.records().map(|record| record.map(numbered)).collect::<Result<_, _>>().map_err(wrong)?;
    Ok((headers, records))
}

/// A row that is longer than any document is not taken into memory once more to be refused.
fn refuse_long_rows(text: &str) -> Result<()> {
    let (mut begun, mut quoted, mut line) = (0, false, 1_u32);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' => {
                line = line.saturating_add(1);
                begun = if quoted { begun } else { at };
            }
            _ => {}
        }
        if at - begun > LONGEST_DOCUMENT {
            return Err(unreadable(Unread::LongRow.with([("line", &line)])));
        }
    }
    Ok(())
}

/// Which column holds what: as mapped, else by its header.
fn columns(headers: &[String], mapping: &[Mapped]) -> Result<Vec<(Field, usize)>> {
    let plain = |text: &str| text.trim().to_lowercase().replace(['_', '-'], " ");
    let mut found: Vec<(Option<Field>, usize)> = vec![];
    for Mapped { field, header } in mapping {
        let at = headers.iter().position(|known| plain(known) == plain(header)).ok_or_else(|| {
            Error::invalid("map", Unread::NoSuchHeader.with([("text", header), ("headers", &headers.join(", "))]))
        })?;
        found.push((*field, at));
    }
    for (at, header) in headers.iter().enumerate() {
        let named = plain(header);
        let field = Field::ALL
            .iter()
            .copied()
            .find(|field| plain(field.as_str()) == named)
            .or_else(|| SYNONYMS.iter().find(|(synonym, _)| *synonym == named).map(|(_, field)| *field));
        if field.is_some() && found.iter().all(|(taken, column)| *taken != field && *column != at) {
            found.push((field, at));
        }
    }
    Ok(found.into_iter().filter_map(|(field, at)| Some((field?, at))).collect())
}

fn proposal(record: &StringRecord, number: u32, columns: &[(Field, usize)]) -> Result<Incoming> {
    let of = |field: Field| {
        let at = columns.iter().find(|(found, _)| *found == field).map(|(_, at)| *at)?;
        let text = bared(record.get(at)?);
        (!text.trim().is_empty()).then(|| text.to_owned())
    };
    let text = |field| of(field).unwrap_or_default();
    let tags =
        text(Field::Tags).split([',', ';']).map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect();
    let line = jsonl::Line {
        id: of(Field::Uuid),
        title: text(Field::Headline),
        stage: of(Field::Stage).map(|stage| stage.trim().replace(' ', "-")),
        author: of(Field::Owner),
        tags,
        created: of(Field::Created).map(|at| moment(&at)),
        updated: of(Field::Updated).map(|at| moment(&at)),
        customer: text(Field::Customer),
        problem: text(Field::Problem),
        solution: text(Field::Solution),
        quote_leader: text(Field::LeaderQuote),
        quote_customer: text(Field::CustomerQuote),
        call_to_action: text(Field::CallToAction),
        ..jsonl::Line::default()
    };
    let mut incoming = jsonl::proposal(line, number)?;
    if let Some(document) = of(Field::Document) {
        incoming.text = document;
    }
    let description = &mut incoming.description;
    description.lane = known::<Lane>(of(Field::Lane), "lane", number)?;
    description.door = known::<Door>(of(Field::Door), "door", number)?;
    description.origin = known::<Origin>(of(Field::Origin), "origin", number)?;
    description.origin_detail = of(Field::OriginDetail);
    description.revisit_on = of(Field::RevisitOn);
    let ask = Ask { people: of(Field::AskPeople), money: of(Field::AskMoney), weeks: of(Field::AskWeeks) };
    description.ask = (ask != Ask::default()).then_some(ask);
    Ok(incoming)
}

/// A time; a bare date is its midnight.
fn moment(text: &str) -> String {
    let text = text.trim();
    if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() }
}

fn known<W: Word>(text: Option<String>, what: &str, number: u32) -> Result<Option<W>> {
    let Some(text) = text else { return Ok(None) };
    match W::from_word(&text) {
        Some(word) => Ok(Some(word)),
        None => Err(unreadable(Unread::UnknownOf.with([
            ("what", &what),
            ("text", &text),
            ("line", &number),
            ("known", &W::known()),
        ]))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_headers_and_by_what_they_are_mapped_to() {
        let headers: Vec<_> = ["Title", "Pain point", "Status", "Votes"].map(str::to_owned).to_vec();
        let mapping = [Mapped { field: Some(Field::Problem), header: "pain point".into() }];
        let found = columns(&headers, &mapping).unwrap();
        assert_eq!(found, [(Field::Problem, 1), (Field::Headline, 0), (Field::Stage, 2)]);
        let left_out = [Mapped { field: None, header: "Status".into() }];
        assert_eq!(columns(&headers, &left_out).unwrap(), [(Field::Headline, 0)]);
        let wrong = [Mapped { field: Some(Field::Problem), header: "Pain".into() }];
        assert!(columns(&headers, &wrong).unwrap_err().to_string().contains("Pain point"));
    }

    #[test]
    fn semicolons_and_quoted_line_breaks_are_read() {
        let (headers, rows) = records("\u{feff}headline;problem\n\"a;b\";\"one\ntwo\"\n").unwrap();
        assert_eq!(headers, ["headline", "problem"]);
        assert_eq!(rows, [(2, StringRecord::from(vec!["a;b", "one\ntwo"]))]);
        assert!(records("a,b\n1\n").unwrap_err().to_string().contains("line 2"));
        let long = format!("a\n1\n\"x\n{}\"\n", "y\n".repeat(LONGEST_DOCUMENT / 2));
        assert!(records(&long).unwrap_err().to_string().contains("longer than 10 MB"));
    }
}
