//! Sheets: what stands on paper, as pieces in their order. How they are set is up to whoever prints.
//!
//! `printable` names what can be printed, `release` puts a text in the order it is read in, `record` a decision and a verdict,
//! `deck` a weekly review, `period` what happened in a while, `ballot` asks; this file is the shape. Words of
//! people are carried as text and runs, never as markup. Invariant: a read-ahead and a ballot hold no score.

mod ballot;
mod deck;
mod period;
mod printable;
mod record;
mod release;

use serde::Serialize;

use crate::documents::{Flow, Run};
use crate::error::Result;
use crate::measures::Measure;
use crate::meetings::{MeetingId, OnAgenda, ReadAheadItem};
use crate::portfolio::Portfolio;
use crate::proposals::ProposalId;
use crate::tongue::{Tongue, fill};
pub use ballot::Ballot;
pub use printable::{DeckOfFiles, Period, Printable};

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
    /// The language it is written in.
    pub tongue: Tongue,
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
    /// A question under its name, over what follows.
    Question {
        /// What it is called.
        name: String,
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
        /// What stands before the first.
        label: String,
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
    pub fn of_text(title: &str, footer: &str, markdown: &str, tongue: Tongue) -> Self {
        let body = markdown.strip_prefix("# ").and_then(|rest| rest.strip_prefix(title));
        let body = body.filter(|rest| rest.is_empty() || rest.starts_with('\n'));
        let mut rest: Vec<Piece> = body.iter().map(|_| Piece::Headline { text: title.to_owned() }).collect();
        rest.push(Piece::Text { blocks: crate::documents::flow(body.unwrap_or(markdown)) });
        Self { title: title.to_owned(), footer: footer.to_owned(), annotated: false, first: vec![], rest, tongue }
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
        tongue: Tongue,
    ) -> Self {
        let words = tongue.paper();
        let release::Laid { title, first, mut rest } = release::lay_out(markdown, words);
        if !measures.is_empty() {
            rest.insert(
                0,
                Piece::Text { blocks: vec![measure_table(measures.iter().map(|one| stated(one, tongue)), tongue)] },
            );
            rest.insert(0, Piece::Label { text: words.measures.into() });
        }
        let occasion = meeting
            .map_or_else(|| words.read_ahead.to_owned(), |meeting| fill(words.read_ahead_for, &[("meeting", meeting)]));
        Self {
            title: if title.is_empty() { id.to_string() } else { format!("{id} {title}") },
            footer: format!("{id} v{revision} · {occasion}"),
            annotated: true,
            first,
            rest,
            tongue,
        }
    }
}

/// Sheets as JSON, with the size of the paper and what its footers say: what a printer reads.
///
/// # Errors
/// When they cannot be written down, which is a fault of ours.
pub fn json(sheets: &[Sheet], paper: &str) -> Result<String> {
    let wrong = |error: serde_json::Error| crate::Error::corrupt(format!("a sheet cannot be written: {error}"));
    let (title, tongue) = sheets.first().map_or(("", Tongue::English), |sheet| (sheet.title.as_str(), sheet.tongue));
    let whole = serde_json::json!({
        "paper": paper,
        "title": title,
        "language": tongue.paper().code,
        "page_of": tongue.paper().page_of,
        "sheets": serde_json::to_value(sheets).map_err(wrong)?,
    });
    serde_json::to_string(&whole).map_err(wrong)
}

impl Portfolio {
    /// The sheets of something that can be printed.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when it is not there.
    pub fn sheets(&self, what: &Printable) -> Result<Vec<Sheet>> {
        let tongue = self.world.tongue();
        Ok(match what {
            Printable::ReadAhead(id) => vec![self.read_ahead_sheet(*id)?],
            Printable::Record(id) => vec![self.record_sheet(*id)?],
            Printable::Retro(id) => vec![self.retro_sheet(*id)?],
            Printable::ReadAheads(id) => {
                let meeting = id.to_string();
                let items = self.read_ahead(*id)?.items;
                let sheet = |item: &ReadAheadItem| {
                    let (id, revision) = (item.proposal, item.revision);
                    Sheet::read_ahead(id, revision, &item.markdown, &item.measures, Some(&meeting), tongue)
                };
                items.iter().map(sheet).collect()
            }
            Printable::Ballots(id) => self.ballots_of(*id)?,
            Printable::Minutes(id) => {
                let minutes = self.minutes(*id)?;
                let footer = fill(tongue.room().minutes, &[("id", &id.to_string()), ("on", &minutes.on)]);
                vec![Sheet::of_text(&minutes.title, &footer, &minutes.markdown, tongue)]
            }
            Printable::Deck(id) => vec![Sheet::of_review(&self.deck_report(id)?, tongue)],
            Printable::FileDeck(deck) => vec![Sheet::of_review(&deck.files.review(deck.date_order)?.report, tongue)],
            Printable::Period(period) => vec![self.period_sheet(&period.from, &period.until)?],
        })
    }

    fn ballots_of(&self, meeting: MeetingId) -> Result<Vec<Sheet>> {
        let items = self.read_ahead(meeting)?.items;
        let tongue = self.world.tongue();
        let sheet = |item: &ReadAheadItem| {
            let on = OnAgenda { meeting, proposal: item.proposal };
            let about = self.ballot_sheet(on, None)?;
            let (meeting, round) = (meeting.to_string(), about.round.to_string());
            Ok(Sheet::ballot(
                &Ballot {
                    subject: &format!("{} v{}", about.proposal, about.revision),
                    occasion: &fill(tongue.room().round, &[("meeting", &meeting), ("round", &round)]),
                    headline: &about.headline,
                    problem: &crate::documents::plain(about.problem.as_deref().unwrap_or_default()),
                    person: &about.person,
                    forecast: &about.forecast,
                    tongue,
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
        Ok(Sheet::read_ahead(id, revision, &text, &self.measures(id)?, None, self.world.tongue()))
    }
}

/// A measure of a proposal as a row of a table.
fn stated(measure: &Measure, tongue: Tongue) -> [String; 5] {
    let stated = &measure.stated;
    [
        stated.name.clone(),
        stated.unit.clone(),
        baseline(stated.baseline, stated.baseline_by.as_deref(), tongue),
        level_of(stated.target, tongue),
        due(stated.due.as_deref(), stated.due_weeks, tongue),
    ]
}

/// Where a measure stands, or when that will be known.
fn baseline(value: Option<f64>, by: Option<&str>, tongue: Tongue) -> String {
    match (value, by) {
        (None, Some(by)) => fill(tongue.paper().by, &[("on", by)]),
        (value, _) => level_of(value, tongue),
    }
}

/// A number, or a dash.
fn level_of(value: Option<f64>, tongue: Tongue) -> String {
    value.map_or_else(|| "–".to_owned(), |value| tongue.figure(&value.to_string()))
}

/// By when a target is to be reached.
fn due(on: Option<&str>, weeks: Option<u32>, tongue: Tongue) -> String {
    let after = |weeks: u32| fill(tongue.paper().weeks_after, &[("weeks", &weeks.to_string())]);
    on.map(str::to_owned).or(weeks.map(after)).unwrap_or_default()
}

/// Measures as a table.
fn measure_table(measures: impl IntoIterator<Item = [String; 5]>, tongue: Tongue) -> Flow {
    let mut rows = vec![tongue.paper().measure_heads.map(|head| cell(head, true)).to_vec()];
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
