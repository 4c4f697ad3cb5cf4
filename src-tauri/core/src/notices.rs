//! What is worth saying of something that was read or checked: how a file came in, what a deck had that is not known here,
//! what of a portfolio is not as it was stored. Each sentence with its code and the places to fill.
//!
//! The code and the values cross to the window, which has its own words for them; the English here is for the command line.
//! Not here: what the linter says of a text, and failures.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::tongue::{fill_placed, placed};

crate::vocabulary! {
    /// A sentence about something that was read or checked.
    pub enum Notice {
        /// Of HTML.
        ScriptsLeftOut = "scripts-left-out",
        /// Of HTML.
        ImagesLeftOut = "images-left-out",
        /// Of HTML.
        FramesLeftOut = "frames-left-out",
        /// Of a Word document, with the counts `inserted` and `deleted`.
        ChangesAccepted = "changes-accepted",
        /// Of a Word document, with the `count`.
        PicturesLeftOut = "pictures-left-out",
        /// Of a Word document, with the `count`.
        BoxesLeftOut = "boxes-left-out",
        /// Of a Word document, with the `count`.
        FootnotesLeftOut = "footnotes-left-out",
        /// Of a Word document, with the `count`.
        CommentsLeftOut = "comments-left-out",
        /// Of a Word document.
        MacrosIgnored = "macros-ignored",
        /// Of any document, with `words` and the `most`.
        Long = "long",
        /// Of front matter.
        NotYaml = "not-yaml",
        /// Of front matter, with the `key`.
        KeyNoText = "key-no-text",
        /// Of front matter, with the `key`, the `word` and those `known`.
        KeyNotKnown = "key-not-known",
        /// Of front matter, with the `key` and the `text`.
        KeyNoDate = "key-no-date",
        /// Of front matter, with the `key`.
        KeyNoList = "key-no-list",
        /// Of front matter, with the `key`.
        KeyNoAsk = "key-no-ask",
        /// Of a Markdown file, with the `name`.
        OtherImage = "other-image",

        /// Of a deck, with the `place` and the `key`.
        PassedOver = "passed-over",
        /// Of a deck, with the `name`.
        NotBeside = "not-beside",
        /// Of a deck, with the `place` and the `method`.
        NoComparison = "no-comparison",
        /// Of a deck, with the `place`.
        NotFetched = "not-fetched",
        /// Of a deck, with the `place` and the `type`.
        BlockLeftOut = "block-left-out",
        /// Of a deck, with the `place`, the `style` and those `known`.
        NoLineStyle = "no-line-style",
        /// Of a deck, with the `place` and the `scaling`.
        NoScaling = "no-scaling",
        /// Of a deck, with the `metric`.
        MetricMissing = "metric-missing",

        /// Of a portfolio: what SQLite says, in its own words, as `text`.
        Database = "database",
        /// Of a table, with its `parent`.
        PointsNowhere = "points-nowhere",
        /// Of a decision.
        RecordMissing = "record-missing",
        /// Of a decision.
        RecordChanged = "record-changed",
        /// Of a decision.
        RecordBeside = "record-beside",
        /// Of a decision.
        RecordUnchained = "record-unchained",
        /// Of a decision.
        RemarkChanged = "remark-changed",
        /// Of a decision or a verdict.
        OtherAction = "other-action",
        /// Of a proposal.
        TextChanged = "text-changed",
        /// Of a proposal, with the `number` of the revision.
        RevisionChanged = "revision-changed",
        /// Of a launch.
        VerdictChanged = "verdict-changed",
        /// Of a proposal or a product, with the measure's `name` and the day `on`.
        ValueChanged = "value-changed",
        /// Of a proposal or a product, with the measure's `name`.
        ValueUndated = "value-undated",
        /// Of a proposal, with its `stage`.
        NotDecided = "not-decided",
        /// Of a salvaged proposal.
        RowLost = "row-lost",
        /// Of a salvaged person.
        NameLost = "name-lost",
        /// Of salvaged texts, with the `count`.
        TextsTaken = "texts-taken",
        /// Of a salvaged file, with the `count`.
        RowsDropped = "rows-dropped",
    }
}

impl Notice {
    /// The sentence with values in its places.
    pub(crate) fn with<const N: usize>(self, values: [(&str, &dyn Display); N]) -> Noticed {
        Noticed { says: self, values: placed(values) }
    }

    fn sentence(self) -> &'static str {
        match self {
            Self::ScriptsLeftOut => "scripts were left out",
            Self::ImagesLeftOut => "images were left out",
            Self::FramesLeftOut => "embedded pages and forms were left out",
            Self::ChangesAccepted => {
                "tracked changes were accepted: {inserted} insertions taken, {deleted} deletions left out"
            }
            Self::PicturesLeftOut => "{count} images were left out",
            Self::BoxesLeftOut => "{count} text boxes were left out",
            Self::FootnotesLeftOut => "{count} footnotes were left out",
            Self::CommentsLeftOut => "{count} comments were left out",
            Self::MacrosIgnored => "macros were ignored",
            Self::Long => "it is long: {words} words, six pages are {most}",
            Self::NotYaml => "its front matter is not YAML throughout; what others wrote there stays as it is",
            Self::KeyNoText => "{key}: it is not a text; it stays in the text and sets nothing",
            Self::KeyNotKnown => {
                "{key}: “{word}” is not known here (known: {known}); it stays in the text and sets nothing"
            }
            Self::KeyNoDate => "{key}: “{text}” is not a date like 2026-09-30; it stays in the text and sets nothing",
            Self::KeyNoList => "{key}: they are not a list of words; it stays in the text and sets nothing",
            Self::KeyNoAsk => {
                "{key}: it should have people, money or weeks below it; it stays in the text and sets nothing"
            }
            Self::OtherImage => "the image {name} is not the one that its name says; it was left out",

            Self::PassedOver => "{place}: “{key}” is not known here and was passed over",
            Self::NotBeside => "annotations “{name}” is no file beside the deck; it was passed over",
            Self::NoComparison => "{place}: metric_comparison_method “{method}” is neither % nor bps; % is used",
            Self::NotFetched => "{place}: embedded_content is left out, since nothing is fetched",
            Self::BlockLeftOut => "{place}: ui_type “{type}” is not known here; the block was left out",
            Self::NoLineStyle => "{place}: line_style “{style}” is not one of {known}",
            Self::NoScaling => "{place}: y_scaling “{scaling}” is not known here; numbers are shown as they are",
            Self::MetricMissing => "annotations: the metric “{metric}” is not in the deck",

            Self::Database => "{text}",
            Self::PointsNowhere => "a row points at something missing in {parent}",
            Self::RecordMissing => "the record is missing",
            Self::RecordChanged => "the record was changed after it was printed",
            Self::RecordBeside => "what the file says about the record is not what the record says",
            Self::RecordUnchained => "the record does not continue the one before it",
            Self::RemarkChanged => "a remark on it was changed after it was made",
            Self::OtherAction => "the file names another action for it than the one that made it",
            Self::TextChanged => "its text was changed outside Backcast",
            Self::RevisionChanged => "revision {number} was changed outside Backcast",
            Self::VerdictChanged => "its verdict was changed after it was given",
            Self::ValueChanged => "a value of “{name}” on {on} was changed outside Backcast",
            Self::ValueUndated => "a value of “{name}” on a date that cannot be read was changed outside Backcast",
            Self::NotDecided => "it is {stage} without a printed decision",
            Self::RowLost => "its own row was lost; what belongs to it was kept under a draft",
            Self::NameLost => "the name was lost",
            Self::TextsTaken => "{count} lost texts were taken from their newest revision",
            Self::RowsDropped => "{count} rows were dropped because what they belong to was lost",
        }
    }
}

/// A sentence with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Noticed {
    /// Which sentence.
    pub says: Notice,
    /// What stands in its places, by their names.
    pub values: BTreeMap<String, String>,
}

impl Noticed {
    /// With one more value in its places.
    pub(crate) fn and(mut self, name: &str, value: &str) -> Self {
        self.values.insert(name.to_owned(), value.to_owned());
        self
    }
}

/// In English.
impl Display for Noticed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&fill_placed(self.says.sentence(), &self.values))
    }
}

impl From<Notice> for Noticed {
    fn from(says: Notice) -> Self {
        Self { says, values: BTreeMap::new() }
    }
}
