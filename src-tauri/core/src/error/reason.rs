//! What can be missing, and what can be wrong with an input.

use std::fmt;

use super::WhyUnread;

/// A kind of thing that can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entity {
    /// A proposal, `P-014`.
    Proposal,
    /// A kept snapshot of a document.
    Revision,
    /// A measure of a proposal.
    Measure,
    /// A printed decision, `D-021`.
    Decision,
    /// A launch, `L-002`.
    Launch,
    /// A lesson, `N-007`.
    Lesson,
    /// A running product.
    Product,
    /// A dated explanation of a measure.
    Annotation,
    /// A deck of measures.
    Deck,
    /// A person.
    Person,
    /// A kept view of the portfolio.
    View,
    /// A free note.
    Note,
    /// A small forecast, `F-003`.
    Forecast,
    /// What brings an idea back to the table.
    Trigger,
    /// A sentence the team decides by.
    Principle,
    /// A meeting, `M-003`.
    Meeting,
    /// A proposal on an agenda.
    AgendaItem,
    /// A comment in the margin.
    Comment,
    /// An action someone owns.
    Action,
    /// One of the user's own templates.
    Template,
    /// An image of a document.
    Attachment,
}

impl fmt::Display for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Proposal => "proposal",
            Self::Revision => "revision",
            Self::Measure => "measure",
            Self::Decision => "decision",
            Self::Launch => "launch",
            Self::Lesson => "lesson",
            Self::Product => "running product",
            Self::Annotation => "explanation",
            Self::Deck => "deck",
            Self::Person => "person",
            Self::View => "view",
            Self::Note => "note",
            Self::Forecast => "forecast",
            Self::Trigger => "trigger",
            Self::Principle => "principle",
            Self::Meeting => "meeting",
            Self::AgendaItem => "agenda item",
            Self::Comment => "comment",
            Self::Action => "action",
            Self::Template => "template",
            Self::Attachment => "image",
        })
    }
}

/// What is wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nothing was given where something is needed.
    Required,
    /// Longer or larger than what is kept.
    TooLong,
    /// Outside the permitted range; the range in words.
    OutOfRange(&'static str),
    /// Not one of the words known here; the known words.
    Unknown(String),
    /// More than one thing has this name.
    Ambiguous,
    /// Something with this name exists already.
    Exists,
    /// Cannot be read; where and why.
    Unreadable(WhyUnread),
}

impl Reason {
    /// The code that crosses to the window.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong => "too-long",
            Self::OutOfRange(_) => "out-of-range",
            Self::Unknown(_) => "unknown",
            Self::Ambiguous => "ambiguous",
            Self::Exists => "exists",
            Self::Unreadable(_) => "unreadable",
        }
    }
}

impl Reason {
    /// What stands in its words: the range, the known words.
    #[must_use]
    pub fn of(&self) -> &str {
        match self {
            Self::OutOfRange(range) => range,
            Self::Unknown(of) => of,
            Self::Unreadable(_) | Self::Required | Self::TooLong | Self::Ambiguous | Self::Exists => "",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Required => f.write_str("is needed and was empty"),
            Self::TooLong => f.write_str("is too long"),
            Self::OutOfRange(range) => write!(f, "must be {range}"),
            Self::Unknown(known) => write!(f, "is not known here; known: {known}"),
            Self::Ambiguous => f.write_str("could mean more than one; write it in full"),
            Self::Exists => f.write_str("exists already"),
            Self::Unreadable(why) => why.fmt(f),
        }
    }
}
