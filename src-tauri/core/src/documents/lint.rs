//! The linter for working backwards: what is missing, and what reads like solution-first thinking.
//!
//! Blocking notes stop *Ready*, never writing. Each note says why. Pure: a parsed text and facts in, notes out.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::lists::{INGREDIENTS, VAGUE, has};
use super::{Outline, Parsed, Part, Template, plain};
use crate::fingerprint::sha256;

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
    /// One sentence.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// What a dismissal is kept under: the rule and its paragraph.
    pub key: String,
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
pub fn lint(parsed: &Parsed<'_>, facts: &Facts) -> Vec<Note> {
    let mut notes = Notes { source: parsed.text.source, found: vec![] };
    let outline = &parsed.outline;
    let template = facts.template.unwrap_or(Template::PrFaq);
    missing_parts(&mut notes, outline, facts, template);
    if let Some(problem) = &outline.problem {
        questions_on_the_problem(&mut notes, problem, outline, facts);
    }
    if let Some(customer) = &outline.customer
        && is_vague(&plain(&customer.text))
    {
        notes.on(
            customer,
            "W09",
            NoteKind::Question,
            "Who exactly? Name someone you could phone.",
            "\"Users\" and \"everyone\" cannot be asked whether it got better.",
        );
    }
    if template == Template::PrFaq && outline.evidence.is_none() && outline.problem.is_some() && !facts.improvement {
        notes.at_start(
            "W08",
            NoteKind::Question,
            "How do we know? Add a quote, a number or a link.",
            "A problem nobody has seen is a guess.",
        );
    }
    notes.found
}

fn missing_parts(notes: &mut Notes<'_>, outline: &Outline, facts: &Facts, template: Template) {
    if outline.problem.is_none() {
        notes.at_start(
            "W01",
            NoteKind::Blocking,
            "No problem paragraph yet. Without one there is not really a problem.",
            "The problem guides the solution. A solution without one is looking for a customer.",
        );
    }
    if outline.customer.is_none() && !facts.improvement && template != Template::JournalIdea {
        notes.at_start(
            "W02",
            NoteKind::Blocking,
            "Who has this problem? Name someone you could phone.",
            "A problem that nobody in particular has cannot be solved for anyone.",
        );
    }
    let measured = facts.measures.iter().any(|measure| measure.has_baseline && measure.has_target && measure.has_due);
    if !measured && template != Template::JournalIdea {
        notes.at_start(
            "W03",
            NoteKind::Blocking,
            "How would a stranger tell that it is solved?",
            "A measure with a baseline, a target and a date lets the launch be judged by today's words.",
        );
    }
    if template == Template::PrFaq && !facts.improvement {
        let topics = [
            (&outline.topics.components, "No answer yet: which internal components does it need?"),
            (&outline.topics.finances, "No answer yet: what does it cost, and who pays?"),
            (&outline.topics.hurdles, "No plan for the hardest technical hurdle yet. This is where trust is earned."),
        ];
        for (topic, message) in topics {
            if topic.is_none() {
                notes.at_start(
                    "W04",
                    NoteKind::Blocking,
                    message,
                    "The internal FAQ carries the legitimate plan to succeed.",
                );
            }
        }
    }
}

fn questions_on_the_problem(notes: &mut Notes<'_>, problem: &Part, outline: &Outline, facts: &Facts) {
    let words = plain(&problem.text);
    let opener = |text: &str| text.split_inclusive(['.', '!', '?']).next().unwrap_or(text).to_owned();
    if has(&INGREDIENTS, &words) {
        notes.on(
            problem,
            "W06",
            NoteKind::Question,
            "\"We have… we could combine…\" starts from what we own. Which customer need does it answer?",
            "Talk of ingredients is the tell-tale of a solution looking for a problem.",
        );
    } else if let Some(solution) =
        outline.solution.as_ref().filter(|solution| has(&INGREDIENTS, &opener(&plain(&solution.text))))
    {
        notes.on(
            solution,
            "W06",
            NoteKind::Question,
            "\"We have… we could combine…\" starts from what we own. Which customer need does it answer?",
            "Talk of ingredients is the tell-tale of a solution looking for a problem.",
        );
    }
    if !words.chars().any(char::is_numeric)
        && !has(&["half", "third", "every ", "each ", "twice", "one in ", "most of"], &words)
    {
        notes.on(
            problem,
            "W07",
            NoteKind::Question,
            "How many, or how often? A rough number beats none.",
            "A number says how big the idea is, and what solved would look like.",
        );
    }
    if let Some(before) = &facts.problem_at_scoring
        && !super::same_words(Some(before), Some(&problem.text))
    {
        notes.on(
            problem,
            "W12",
            NoteKind::Question,
            "The problem changed after it was scored.",
            "A score belongs to the words it was given on.",
        );
    }
    if let Some(solution) = &outline.solution
        && solution.start < problem.start
    {
        notes.on(
            solution,
            "W13",
            NoteKind::Question,
            "The solution comes before the problem.",
            "Whoever reads the solution first judges the problem by it.",
        );
    }
}

fn is_vague(customer: &str) -> bool {
    let customer = customer.to_lowercase();
    let customer = customer.trim().trim_end_matches('.');
    VAGUE.contains(&customer)
}

/// Whether a spark reads like a solution without a problem: "we have OCR, we could combine it with chat".
#[must_use]
pub fn solution_only(text: &str) -> bool {
    has(&INGREDIENTS, &plain(text))
}

struct Notes<'s> {
    source: &'s str,
    found: Vec<Note>,
}

impl Notes<'_> {
    fn on(&mut self, part: &Part, code: &str, kind: NoteKind, message: &str, why: &str) {
        self.push(part.start, part.end, code, kind, message, why);
    }

    /// Something that is nowhere is noted at the beginning of the text.
    fn at_start(&mut self, code: &str, kind: NoteKind, message: &str, why: &str) {
        self.push(0, 0, code, kind, message, why);
    }

    fn push(&mut self, start: u32, end: u32, code: &str, kind: NoteKind, message: &str, why: &str) {
        let range = usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0);
        let paragraph = self.source.get(range).unwrap_or_default();
        let hash = sha256(format!("{message}{paragraph}").as_bytes());
        self.found.push(Note {
            code: code.to_owned(),
            kind,
            start,
            end,
            message: message.to_owned(),
            why: why.to_owned(),
            key: format!("{code}-{}", hash.get(..12).unwrap_or_default()),
        });
    }
}
