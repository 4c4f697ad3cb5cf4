//! The linter for working backwards: what is missing, and what reads like solution-first thinking.
//!
//! Blocking notes stop *Ready*, never writing. Each note has its place, says why, and where possible what to do. Pure: a
//! parsed text, facts and a rule book in, notes out. One walk over the words finds everything the rules ask for.

mod blocking;
mod book;
mod names;
mod notes;
mod questions;
mod rules;
mod says;
mod stems;
mod style;
mod walk;

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Parsed, Template};
pub use book::{RuleBook, RuleLine, WordEdit, WordList, Words, rules, words};
pub use notes::Fix;
use notes::Notes;
pub use says::{FixKind, Said, Says};
pub use style::{LONGEST, PAGE};

crate::vocabulary! {
    /// How much a note weighs.
    pub enum NoteKind {
        /// Stops *Ready*.
        Blocking = "blocking",
        /// A question to the author.
        Question = "question",
        /// A matter of style.
        Style = "style",
    }
}

/// A note in the margin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Note {
    /// `W01`
    pub code: String,
    /// How much it weighs.
    pub kind: NoteKind,
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What it says, for whoever has words of their own for it.
    pub said: Said,
    /// The same in English: one sentence.
    pub message: String,
    /// Why it matters.
    pub why: Cow<'static, str>,
    /// What a dismissal is kept under: the rule and its paragraph.
    pub key: String,
    /// A change of the text that settles it.
    pub fix: Option<Fix>,
}

/// What the linter knows besides the text.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Which template it was begun from.
    pub template: Option<Template>,
    /// Lane *improvement*: the short form.
    pub improvement: bool,
    /// Its measures.
    pub measures: Vec<MeasureFacts>,
    /// The problem as it read when it was last scored.
    pub problem_at_scoring: Option<String>,
    /// How many proposals answer the same problem.
    pub rivals: u32,
    /// People, money or weeks are asked for.
    pub has_ask: bool,
    /// A customer is given beside the text.
    pub has_customer: bool,
    /// The date on the wall; without one no date is past.
    pub today: Option<Date>,
}

/// What the linter needs of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureFacts {
    /// Its name.
    pub name: String,
    /// A baseline, or when it will be known.
    pub has_baseline: bool,
    /// A target.
    pub has_target: bool,
    /// A date.
    pub has_due: bool,
}

/// The notes on a text, in the order of the rules; offsets in bytes.
#[must_use]
pub fn lint(parsed: &Parsed<'_>, facts: &Facts, book: &RuleBook) -> Vec<Note> {
    let mut notes = Notes::new(&parsed.text, book);
    let walked = walk::walk(parsed, book);
    let template = facts.template.unwrap_or(Template::PrFaq);
    blocking::lint(&mut notes, parsed, facts, template);
    questions::lint(&mut notes, parsed, &walked, facts, template);
    style::lint(&mut notes, parsed, &walked);
    notes.found.sort_by(|a, b| a.code.cmp(&b.code));
    notes.found
}

/// Whether a spark reads like a solution without a problem: "we have OCR, we could combine it with chat".
#[must_use]
pub fn solution_only(text: &str) -> bool {
    let plain = super::plain(text);
    RuleBook::built_in().phrases.count(&plain, WordList::Ingredients) > 0
}

#[cfg(test)]
mod tests;
