//! Sheets: what stands on paper, as pieces in their order. How they are set is up to whoever prints.
//!
//! `release` puts a text in the order it is read in, `record` a decision and a verdict, `deck` a weekly review, `period`
//! what happened in a while; this file is the shape. Words of
//! people are carried as text and runs, never as markup. Invariant: a read-ahead and a ballot hold no score.

mod ballot;
mod deck;
mod period;
mod record;
mod release;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::decisions::DecisionId;
use crate::documents::{Flow, Run};
use crate::error::Result;
use crate::launches::LaunchId;
use crate::measures::Measure;
use crate::measures::dates::DateOrder;
use crate::meetings::{MeetingId, OnAgenda, ReadAheadItem};
use crate::portfolio::Portfolio;
use crate::proposals::ProposalId;
use crate::wbr::DeckFiles;
pub use ballot::Ballot;

/// A sheet, or several pages of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sheet {
    /// What it is called, in the file's properties.
    pub title: String,
    /// What the footer says before the page number: `P-014 v7 · read-ahead for M-003`.
    pub footer: String,
    /// Whether lines are numbered and a margin is left for notes.
    pub annotated: bool,
    /// The pieces that should stand on the first page; empty when any page will do.
    pub first: Vec<Piece>,
    /// The other pieces.
    pub rest: Vec<Piece>,
}

/// A piece of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "piece", rename_all = "kebab-case")]
pub enum Piece {
    /// The headline.
    Headline {
        /// Its words.
        text: String,
    },
    /// The line below a headline.
    Subheading {
        /// Its words.
        text: String,
    },
    /// A small heading over what follows.
    Label {
        /// Its words.
        text: String,
    },
    /// Paragraphs, lists, tables.
    Text {
        /// In their order.
        blocks: Vec<Flow>,
    },
    /// The stated problem, set larger.
    Problem {
        /// In their order.
        blocks: Vec<Flow>,
    },
    /// What somebody said.
    Said {
        /// In their order.
        blocks: Vec<Flow>,
    },
    /// Names with their values.
    Facts {
        /// In their order.
        rows: Vec<Fact>,
    },
    /// The three seals.
    Seals {
        /// Big idea, should we, plan to succeed.
        marks: Vec<SealMark>,
    },
    /// Answers to tick, one of them.
    Choices {
        /// In their order.
        options: Vec<Fact>,
    },
    /// Lines to write on.
    Lines {
        /// How many.
        count: u32,
    },
    /// A drawing with its title and its finding, kept together.
    Drawing {
        /// Its title; may be empty.
        title: String,
        /// What it shows, as a sentence; may be empty.
        caption: String,
        /// The drawing.
        svg: String,
        /// How much of the line it takes.
        percent: u32,
    },
    /// What follows begins on a new page.
    NewPage,
}

/// A name with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// What it says.
    pub value: String,
}

/// A seal as it is drawn: its letter, and how full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealMark {
    /// The criterion in words.
    pub name: String,
    /// `present`, `partly`, `absent`, `unknown` or `none`.
    pub mark: &'static str,
    /// The level in words: `3`, `don't know`, `not scored`.
    pub level: String,
}

impl Sheet {
    /// Minutes, or any other text, as a sheet. Where the text begins with its title, that is its headline.
    #[must_use]
    pub fn of_text(title: &str, footer: &str, markdown: &str) -> Self {
        let body = markdown.strip_prefix("# ").and_then(|rest| rest.strip_prefix(title));
        let body = body.filter(|rest| rest.is_empty() || rest.starts_with('\n'));
        let mut rest: Vec<Piece> = body.iter().map(|_| Piece::Headline { text: title.to_owned() }).collect();
        rest.push(Piece::Text { blocks: crate::documents::flow(body.unwrap_or(markdown)) });
        Self { title: title.to_owned(), footer: footer.to_owned(), annotated: false, first: vec![], rest }
    }

    /// A proposal as it is read before a meeting: the release on the first page, then measures and all the rest of the
    /// text. `meeting` is named in the footer.
    #[must_use]
    pub fn read_ahead(
        id: ProposalId,
        revision: u32,
        markdown: &str,
        measures: &[Measure],
        meeting: Option<&str>,
    ) -> Self {
        let release::Laid { title, first, mut rest } = release::lay_out(markdown);
        if !measures.is_empty() {
            rest.insert(0, Piece::Text { blocks: vec![measure_table(measures.iter().map(stated))] });
            rest.insert(0, Piece::Label { text: "Measures".into() });
        }
        let occasion = meeting.map_or_else(|| "read-ahead".to_owned(), |meeting| format!("read-ahead for {meeting}"));
        Self {
            title: if title.is_empty() { id.to_string() } else { format!("{id} {title}") },
            footer: format!("{id} v{revision} · {occasion}"),
            annotated: true,
            first,
            rest,
        }
    }
}

/// Something that can be printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "id")]
pub enum Printable {
    /// A proposal, to be read before it is discussed.
    ReadAhead(ProposalId),
    /// A printed decision.
    Record(DecisionId),
    /// The look back on a launch.
    Retro(LaunchId),
    /// Everything a meeting reads beforehand.
    ReadAheads(MeetingId),
    /// An empty ballot for each proposal of a meeting.
    Ballots(MeetingId),
    /// The minutes of a meeting.
    Minutes(MeetingId),
    /// A deck of the portfolio with its figures, by id.
    Deck(String),
    /// A deck from files with its figures.
    FileDeck(DeckOfFiles),
    /// What happened in a period.
    Period(Period),
}

/// A deck from files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct DeckOfFiles {
    /// Its files.
    pub files: DeckFiles,
    /// How their dates are read; inferred when absent.
    pub date_order: Option<DateOrder>,
}

/// A while, both days included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Period {
    /// From this date on, ISO.
    pub from: String,
    /// Until this date, ISO.
    pub until: String,
}

/// Sheets as JSON, with the size of the paper: what a printer reads.
///
/// # Errors
/// When they cannot be written down, which is a fault of ours.
pub fn json(sheets: &[Sheet], paper: &str) -> Result<String> {
    let wrong = |error: serde_json::Error| crate::Error::corrupt(format!("a sheet cannot be written: {error}"));
    let title = sheets.first().map_or("", |sheet| sheet.title.as_str());
    let whole =
        serde_json::json!({ "paper": paper, "title": title, "sheets": serde_json::to_value(sheets).map_err(wrong)? });
    serde_json::to_string(&whole).map_err(wrong)
}

impl Portfolio {
    /// The sheets of something that can be printed.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when it is not there.
    pub fn sheets(&self, what: &Printable) -> Result<Vec<Sheet>> {
        Ok(match what {
            Printable::ReadAhead(id) => vec![self.read_ahead_sheet(*id)?],
            Printable::Record(id) => vec![self.record_sheet(*id)?],
            Printable::Retro(id) => vec![self.retro_sheet(*id)?],
            Printable::ReadAheads(id) => {
                let meeting = id.to_string();
                let items = self.read_ahead(*id)?.items;
                let sheet = |item: &ReadAheadItem| {
                    Sheet::read_ahead(item.proposal, item.revision, &item.markdown, &item.measures, Some(&meeting))
                };
                items.iter().map(sheet).collect()
            }
            Printable::Ballots(id) => self.ballots_of(*id)?,
            Printable::Minutes(id) => {
                let minutes = self.minutes(*id)?;
                vec![Sheet::of_text(&minutes.title, &format!("{id} · minutes · {}", minutes.on), &minutes.markdown)]
            }
            Printable::Deck(id) => vec![Sheet::of_review(&self.deck_report(id)?)],
            Printable::FileDeck(deck) => vec![Sheet::of_review(&deck.files.review(deck.date_order)?.report)],
            Printable::Period(period) => vec![self.period_sheet(&period.from, &period.until)?],
        })
    }

    fn ballots_of(&self, meeting: MeetingId) -> Result<Vec<Sheet>> {
        let items = self.read_ahead(meeting)?.items;
        let sheet = |item: &ReadAheadItem| {
            let on = OnAgenda { meeting, proposal: item.proposal };
            let about = self.ballot_sheet(on, None)?;
            Ok(Sheet::ballot(
                &Ballot {
                    subject: &format!("{} v{}", about.proposal, about.revision),
                    occasion: &format!("{meeting}, round {}", about.round),
                    headline: &about.headline,
                    problem: &crate::documents::plain(about.problem.as_deref().unwrap_or_default()),
                    person: &about.person,
                    forecast: &about.forecast,
                },
                &about.rubric,
            ))
        };
        items.iter().map(sheet).collect()
    }

    /// The read-ahead of a proposal as it stands now.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for an unknown proposal.
    pub fn read_ahead_sheet(&self, id: ProposalId) -> Result<Sheet> {
        let revision = self.proposal(id)?.revision;
        let text = self.document(id)?.text;
        Ok(Sheet::read_ahead(id, revision, &text, &self.measures(id)?, None))
    }
}

/// A measure of a proposal as a row of a table.
fn stated(measure: &Measure) -> [String; 5] {
    let stated = &measure.stated;
    [
        stated.name.clone(),
        stated.unit.clone(),
        baseline(stated.baseline, stated.baseline_by.as_deref()),
        level_of(stated.target),
        due(stated.due.as_deref(), stated.due_weeks),
    ]
}

/// Where a measure stands, or when that will be known.
fn baseline(value: Option<f64>, by: Option<&str>) -> String {
    match (value, by) {
        (None, Some(by)) => format!("by {by}"),
        (value, _) => level_of(value),
    }
}

/// A number, or a dash.
fn level_of(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| value.to_string())
}

/// By when a target is to be reached.
fn due(on: Option<&str>, weeks: Option<u32>) -> String {
    on.map(str::to_owned).or(weeks.map(|weeks| format!("{weeks} weeks after launch"))).unwrap_or_default()
}

/// Measures as a table.
fn measure_table(measures: impl IntoIterator<Item = [String; 5]>) -> Flow {
    let mut rows = vec![["Measure", "Unit", "Baseline", "Target", "Due"].map(|head| cell(head, true)).to_vec()];
    rows.extend(measures.into_iter().map(|row| row.iter().map(|text| cell(text, false)).collect()));
    Flow::Table { rows }
}

/// A cell of a table.
fn cell(text: &str, strong: bool) -> Vec<Run> {
    vec![Run { text: text.to_owned(), strong, ..Run::default() }]
}

/// A paragraph of plain words.
fn paragraph(text: &str) -> Flow {
    Flow::Paragraph { runs: cell(text, false) }
}
