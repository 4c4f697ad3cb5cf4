//! What an import came to, file by file: what was and wasn't recognised, before anything is kept.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Incoming;
use crate::documents::{self, Outline};
use crate::error::{Error, Reason, WhyUnread};
use crate::notices::{Notice, Noticed};
use crate::proposals::Stage;

crate::vocabulary! {
    /// What became of a proposal that came in.
    pub enum Arrival {
        /// It was not there before.
        New = "new",
        /// It was there, and the file made a revision of it.
        Revised = "revised",
        /// It was there, as the file has it.
        Unchanged = "unchanged",
    }
}

/// A proposal that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Imported {
    /// The file.
    pub path: String,
    /// `P-014`; absent before it is kept, and where a count stands in for a long list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How many, where a count stands in for a long list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// What became of it, where the list is not a count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrival: Option<Arrival>,
    /// What its text was recognised as, for documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recognised: Option<Recognised>,
}

/// A file that did not come in; nothing of it was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Failed {
    /// The file.
    pub path: String,
    /// Why, in English.
    pub error: String,
    /// Why it could not be read, if that is it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub why: Option<WhyUnread>,
}

impl Failed {
    /// A file with what went wrong.
    #[must_use]
    pub fn new(path: String, error: &Error) -> Self {
        let why = match error {
            Error::Invalid { reason: Reason::Unreadable(why), .. } => Some(why.clone()),
            _ => None,
        };
        Self { path, error: error.to_string(), why }
    }
}

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct ImportReport {
    /// What came in.
    pub imported: Vec<Imported>,
    /// What did not.
    pub failed: Vec<Failed>,
}

/// What was and wasn't recognised in a document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct Recognised {
    /// The headline, as plain text; empty without one.
    pub headline: String,
    /// The parts that were found.
    pub parts: Vec<String>,
    /// The parts of a release that were looked for and not found.
    pub missing: Vec<String>,
    /// Questions of customers.
    pub external_questions: u32,
    /// Questions of ourselves.
    pub internal_questions: u32,
    /// Questions of a document that does not tell them apart.
    pub questions: u32,
    /// Measures of the front matter.
    pub measures: u32,
    /// Keys of the front matter that were read.
    pub keys: Vec<String>,
    /// Keys of others, kept in the text.
    pub foreign_keys: Vec<String>,
    /// Words.
    pub words: u32,
    /// What is worth knowing, in English: tracked changes, macros, length.
    pub remarks: Vec<String>,
    /// The same, for whoever has words of their own for it.
    pub said: Vec<Noticed>,
}

/// What a document is recognised as.
pub(super) fn recognised(incoming: &Incoming) -> Recognised {
    let parsed = documents::parse(&incoming.text);
    let words = parsed.counts().words;
    let outline = parsed.into_outline();
    let is_spark = incoming.stage == Some(Stage::Spark);
    let (parts, missing) = parts(&outline);
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let mut said = incoming.remarks.clone();
    if words > documents::PAGE * documents::LONGEST {
        said.push(Notice::Long.with([("words", &words), ("most", &(documents::PAGE * documents::LONGEST))]));
    }
    Recognised {
        headline: outline.headline.as_ref().map(|part| documents::plain(&part.text)).unwrap_or_default(),
        parts,
        missing: if is_spark { vec![] } else { missing },
        external_questions: count(outline.external_faq.len()),
        internal_questions: count(outline.internal_faq.len()),
        questions: count(outline.faq.len()),
        measures: count(incoming.measures.len()),
        keys: incoming.keys.clone(),
        foreign_keys: incoming.foreign.clone(),
        words,
        remarks: said.iter().map(ToString::to_string).collect(),
        said,
    }
}

/// The names of the parts that are there, and of the main ones that are not.
fn parts(outline: &Outline) -> (Vec<String>, Vec<String>) {
    let found = [
        ("headline", outline.headline.is_some(), true),
        ("subheading", outline.subheading.is_some(), false),
        ("dateline", outline.dateline.is_some(), false),
        ("aim", outline.aim.is_some(), false),
        ("customer", outline.customer.is_some(), true),
        ("problem", outline.problem.is_some(), true),
        ("evidence", outline.evidence.is_some(), true),
        ("solution", outline.solution.is_some(), true),
        ("leader-quote", outline.leader_quote.is_some(), false),
        ("getting-started", outline.getting_started.is_some(), false),
        ("customer-quote", outline.customer_quote.is_some(), true),
        ("call-to-action", outline.call_to_action.is_some(), false),
        ("external-faq", !outline.external_faq.is_empty(), false),
        ("internal-faq", !outline.internal_faq.is_empty(), false),
        ("faq", !outline.faq.is_empty(), false),
        ("appendix", outline.appendix.is_some(), false),
    ];
    let names = |there: bool| found.iter().filter(move |(_, is, main)| *is == there && (there || *main));
    let mut missing: Vec<String> = names(false).map(|(name, ..)| (*name).to_owned()).collect();
    if outline.external_faq.is_empty() && outline.internal_faq.is_empty() && outline.faq.is_empty() {
        missing.push("faq".to_owned());
    }
    (names(true).map(|(name, ..)| (*name).to_owned()).collect(), missing)
}
