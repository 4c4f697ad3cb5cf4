//! Why something cannot be read, each sentence with its code and the places to fill.
//!
//! The code and the values cross to the window, which has its own words for them; the English here is for the command line.
//! What other readers say of a file (of XML, YAML, JSON, zip) stands in a place as they said it.

mod sentences;

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Reason;
use crate::tongue::{fill_placed, placed};

crate::vocabulary! {
    /// Why something cannot be read.
    pub enum Unread {
        /// Whatever it is, in English, as `text`.
        AsSaid = "as-said",

        /// With the `error`.
        Damaged = "damaged",
        /// XML that stops before its end.
        EndsInTheMiddle = "ends-in-the-middle",
        /// XML or HTML.
        TooDeep = "too-deep",
        /// XML.
        OwnEntities = "own-entities",
        /// With the `error`.
        NoArchive = "no-archive",
        /// An archive, with the `count` and the `most`.
        ManyEntries = "many-entries",
        /// An archive, with the `part` and the `error`.
        PartDamaged = "part-damaged",
        /// An archive, with the `error`.
        PartNameless = "part-nameless",
        /// An archive, with the `part`.
        HoldsLink = "holds-link",
        /// An archive, with the `part`.
        LeadsOutside = "leads-outside",
        /// An archive, with the `most` in MB.
        UnpacksTooFar = "unpacks-too-far",

        /// Nothing is in it.
        Empty = "empty",
        /// With its `size` and the `most` in MB.
        TooLarge = "too-large",
        /// With the place `at` which it stops, in bytes.
        NotUtf8 = "not-utf8",
        /// Where a file was asked for.
        IsFolder = "is-folder",
        /// Nothing in it can be read.
        EmptyFolder = "empty-folder",
        /// Not a kind of file that is known.
        OtherKind = "other-kind",
        /// Where one was asked for.
        SeveralProposals = "several-proposals",
        /// A document of no words.
        NoText = "no-text",
        /// A text of spaces alone.
        OnlyWhiteSpace = "only-white-space",
        /// With the `error`.
        NotHtml = "not-html",
        /// A .doc.
        OldWord = "old-word",
        /// An archive of something else.
        NoWordInside = "no-word-inside",
        /// With the `other` file.
        Claimed = "claimed",
        /// It stopped coming.
        EndsEarly = "ends-early",

        /// Front matter.
        LongFrontMatter = "long-front-matter",
        /// Front matter, with the `error`.
        NotYaml = "not-yaml",
        /// Front matter, with the `key`.
        KeyNotUuid = "key-not-uuid",
        /// Front matter, with the `key`, the `number` of the item and the `error`.
        KeyNotRead = "key-not-read",

        /// With the `line`.
        LongLine = "long-line",
        /// With the `line` and the `error`.
        LineNotRead = "line-not-read",
        /// With `what` it should be, the `text` and the `line`.
        UnknownInLine = "unknown-in-line",
        /// The same with those `known`.
        UnknownOf = "unknown-of",
        /// With the `error`.
        NoExport = "no-export",
        /// Of another program.
        OtherFormat = "other-format",
        /// Of a newer version.
        NewerExport = "newer-export",
        /// Of some proposals.
        PartOfAll = "part-of-all",

        /// A table, with its `headers`.
        NoColumns = "no-columns",
        /// A table, with the `text` that is none of its `headers`.
        NoSuchHeader = "no-such-header",
        /// A table of headers.
        NoRows = "no-rows",
        /// A table, with the `line` and the `error`.
        RowNotRead = "row-not-read",
        /// A table, with the `line` and the cells `found` and `expected`.
        UnevenRow = "uneven-row",
        /// A table of proposals, with the `line` and the cells `found` and `expected`.
        UnevenLine = "uneven-line",
        /// A table, with the `line`.
        LongRow = "long-row",
        /// A table, with the `line`, the `column` and the `text`.
        NotANumber = "not-a-number",
        /// A table, with the `line` and the `text`.
        NoDateInRow = "no-date-in-row",
        /// A table, with the `line` and the `text`.
        AmbiguousDate = "ambiguous-date",
        /// A table, with the `line` and the `text`.
        ContradictingDate = "contradicting-date",
        /// A table, with the `date` and its values `one` and `other`.
        TwiceOnADate = "twice-on-a-date",
        /// A table.
        NoValues = "no-values",
        /// A table, with its `columns` and the `measures`.
        NoColumnNamed = "no-column-named",
        /// A table, with the first `flaws`.
        Flawed = "flawed",
        /// A workbook.
        LargeWorkbook = "large-workbook",
        /// A workbook of Excel 97.
        OldWorkbook = "old-workbook",
        /// With the `error`.
        NoWorkbook = "no-workbook",
        /// A workbook.
        NoSheet = "no-sheet",
        /// A sheet.
        WideSheet = "wide-sheet",
        /// A sheet.
        RowsOutOfOrder = "rows-out-of-order",

        /// With the `most` in MB.
        TooLong = "too-long",
        /// With the `error`.
        YamlNotRead = "yaml-not-read",
        /// A deck.
        DeckSetup = "deck-setup",
        /// A deck.
        DeckBlocks = "deck-blocks",
        /// A deck, with the `block`.
        DeckBlockEmpty = "deck-block-empty",
        /// A deck.
        DeckWeekMissing = "deck-week-missing",
        /// A deck, with the `text`.
        DeckWeekNoDate = "deck-week-no-date",
        /// A deck, with the `text`.
        DeckWeekUnclear = "deck-week-unclear",
        /// A deck, with the `text`.
        DeckMonth = "deck-month",
        /// A deck, with the `key`, the `text` and the numbers `from` and `to`.
        DeckNumber = "deck-number",
        /// A deck, with the `place` and the `text`.
        DeckMonths = "deck-months",
        /// A deck, with the `place`.
        FilterNoQuery = "filter-no-query",
        /// A deck, with the `place` and the `text`.
        FilterNoComparison = "filter-no-comparison",
        /// A deck, with the `place`.
        MetricNoAggregate = "metric-no-aggregate",
        /// A deck, with the `place`.
        MetricNoColumn = "metric-no-column",
        /// A deck, with the `place`, the `text` and those `known`.
        AggregateUnknown = "aggregate-unknown",
        /// A deck, with the `place`, the `text` and those `known`.
        FunctionUnknown = "function-unknown",
        /// A deck, with the `place`.
        FunctionNameless = "function-nameless",
        /// A deck, with the `place`, the `text` and the `least`.
        FunctionFewInputs = "function-few-inputs",
        /// A deck, with the `place`.
        BlockNoMetrics = "block-no-metrics",
        /// A deck, with the `place`.
        BlockNoRows = "block-no-rows",
        /// A deck, with the `block` and the `text`.
        MetricUndefined = "metric-undefined",
        /// A deck, with the `metric` and the `text`.
        InputUndefined = "input-undefined",
        /// A deck, with the `metrics` in it.
        Circle = "circle",
        /// A table, with the `text`.
        NoColumnCalled = "no-column-called",
        /// A table.
        NoHeaders = "no-headers",
        /// A table, with the `text` and the `metric`.
        ColumnTwice = "column-twice",
        /// A table, with the `text` and the `metric`.
        ColumnMissing = "column-missing",

        /// With the `text`.
        NotADate = "not-a-date",
        /// With the `text` and what it should look `like`.
        NotAnId = "not-an-id",
        /// With the `text`.
        NotALink = "not-a-link",
        /// A lesson.
        NotALesson = "not-a-lesson",
        /// A word to look for.
        NoWord = "no-word",
        /// With the `text` that was looked for.
        MatchesNothing = "matches-nothing",
        /// An image.
        NotAPicture = "not-a-picture",
        /// A ballot.
        NoBallot = "no-ballot",
    }
}

impl Unread {
    /// The reason with values in its places.
    pub(crate) fn with<const N: usize>(self, values: [(&str, &dyn Display); N]) -> Reason {
        Reason::Unreadable(WhyUnread { says: self, values: placed(values) })
    }
}

impl From<Unread> for Reason {
    fn from(says: Unread) -> Self {
        says.with([])
    }
}

/// Why something cannot be read, with what stands in the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WhyUnread {
    /// Which sentence.
    pub says: Unread,
    /// What stands in its places, by their names.
    pub values: BTreeMap<String, String>,
}

/// In English.
impl Display for WhyUnread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fill_placed(self.says.sentence(), &self.values))
    }
}
