//! What can be printed, and what its file is called.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::decisions::DecisionId;
use crate::launches::LaunchId;
use crate::measures::dates::DateOrder;
use crate::meetings::MeetingId;
use crate::portfolio::Portfolio;
use crate::proposals::ProposalId;
use crate::tongue::fill;
use crate::wbr::DeckFiles;

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

impl Portfolio {
    /// What the file of something printed is called, when nobody says otherwise.
    #[must_use]
    pub fn paper_name(&self, what: &Printable) -> String {
        let words = self.world.tongue().paper();
        let [read_ahead, record, retro, ballots, minutes, weekly, review] = words.files;
        let name = match what {
            Printable::ReadAhead(id) => format!("{id} {read_ahead}"),
            Printable::ReadAheads(id) => format!("{id} {read_ahead}"),
            Printable::Record(id) => format!("{id} {record}"),
            Printable::Retro(id) => format!("{id} {retro}"),
            Printable::Ballots(id) => format!("{id} {ballots}"),
            Printable::Minutes(id) => format!("{id} {minutes}"),
            Printable::Deck(_) | Printable::FileDeck(_) => weekly.to_owned(),
            Printable::Period(Period { from, until }) => {
                format!("{review} {}", fill(words.period, &[("from", from), ("until", until)]))
            }
        };
        format!("{name}.pdf")
    }
}
