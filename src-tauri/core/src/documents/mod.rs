//! Documents: reading one Markdown text. What it says (`outline`), what it lacks (`lint`), how it begins (`template`).
//!
//! The text is the single source of truth and is never rewritten here. Offsets are bytes of the text, front matter
//! included; [`Utf16`] turns them into the units of the window. Pure: text in, values out.
//! Invariant: a part's text is exactly the source between its offsets; what is not there is absent, not guessed.

mod blocks;
mod dateline;
mod faq;
mod flow;
mod lint;
mod lists;
mod outline;
mod page;
mod paragraphs;
mod phrases;
mod product;
mod quotes;
mod release;
mod sections;
mod template;
mod titles;
mod utf16;

use serde::{Deserialize, Serialize};
use specta::Type;

pub(crate) use blocks::{front_matter, lines};
pub use flow::{Flow, Run, flow, text_of};
pub use lint::{
    Facts, Fix, FixKind, LONGEST, MeasureFacts, Note, NoteKind, PAGE, RuleBook, RuleLine, Said, Says, WordEdit,
    WordList, Words, lint, rules, solution_only, words,
};
pub(crate) use page::images;
pub use page::{page, page_with};
pub use template::Template;
pub(crate) use template::template_in;
pub use utf16::Utf16;

/// A part of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Part {
    /// The source between the offsets, verbatim.
    pub text: String,
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// Words somebody said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Quote {
    /// The words, verbatim.
    pub text: String,
    /// Where they begin.
    pub start: u32,
    /// Where they end.
    pub end: u32,
    /// Who said them.
    pub speaker: Option<String>,
}

/// A question of a FAQ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Question {
    /// The question, without marks and numbers.
    pub question: String,
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Whether something stands below it.
    pub answered: bool,
}

crate::vocabulary! {
    /// What a heading begins.
    pub enum SectionKind {
        /// The press release.
        Release = "release",
        /// The headline.
        Headline = "headline",
        /// The line below it.
        Subheading = "subheading",
        /// Where and when.
        Dateline = "dateline",
        /// What is to be accomplished.
        Aim = "aim",
        /// Who has the problem.
        Customer = "customer",
        /// The problem.
        Problem = "problem",
        /// How we know.
        Evidence = "evidence",
        /// The summary paragraph.
        Summary = "summary",
        /// The solution.
        Solution = "solution",
        /// What the one responsible says.
        LeaderQuote = "leader-quote",
        /// How it begins.
        GettingStarted = "getting-started",
        /// What a customer says.
        CustomerQuote = "customer-quote",
        /// What to do next.
        CallToAction = "call-to-action",
        /// Questions of customers.
        ExternalFaq = "external-faq",
        /// Questions of ourselves.
        InternalFaq = "internal-faq",
        /// Questions, not told apart.
        Faq = "faq",
        /// Standing topic: internal components.
        Components = "components",
        /// Standing topic: finances.
        Finances = "finances",
        /// Standing topic: technical hurdles.
        Hurdles = "hurdles",
        /// The rest.
        Appendix = "appendix",
        /// A heading with a name of its own.
        Other = "other",
    }
}

/// A heading, for the outline beside the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Section {
    /// What it begins.
    pub kind: SectionKind,
    /// Its words.
    pub title: String,
    /// 1 to 6.
    pub level: u8,
    /// Where the heading begins.
    pub start: u32,
    /// Where the section ends.
    pub end: u32,
    /// Whether something stands below it.
    pub filled: bool,
}

/// The three standing topics of the internal FAQ.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct Topics {
    /// Internal components.
    pub components: Option<Part>,
    /// Finances.
    pub finances: Option<Part>,
    /// Technical hurdles.
    pub hurdles: Option<Part>,
}

/// What a text says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct Outline {
    /// The headline of the release.
    pub headline: Option<Part>,
    /// The line below it.
    pub subheading: Option<Part>,
    /// Where and when.
    pub dateline: Option<Part>,
    /// Who has the problem.
    pub customer: Option<Part>,
    /// The problem.
    pub problem: Option<Part>,
    /// The solution.
    pub solution: Option<Part>,
    /// What the one responsible says.
    pub leader_quote: Option<Quote>,
    /// What a customer says.
    pub customer_quote: Option<Quote>,
    /// Questions of customers.
    pub external_faq: Vec<Question>,
    /// Questions of ourselves.
    pub internal_faq: Vec<Question>,
    /// Questions of a document that does not tell them apart.
    pub faq: Vec<Question>,
    /// What is to be accomplished.
    pub aim: Option<Part>,
    /// How we know.
    pub evidence: Option<Part>,
    /// How it begins.
    pub getting_started: Option<Part>,
    /// What to do next.
    pub call_to_action: Option<Part>,
    /// The rest.
    pub appendix: Option<Part>,
    /// The standing topics of the internal FAQ.
    pub topics: Topics,
    /// The document's own title, when that is not the headline.
    pub title: Option<String>,
    /// Every heading, in the order of the text.
    pub sections: Vec<Section>,
}

impl Outline {
    /// Whether any part was recognised; a title alone is none.
    fn names_parts(&self) -> bool {
        let parts = [
            &self.customer,
            &self.problem,
            &self.solution,
            &self.aim,
            &self.evidence,
            &self.getting_started,
            &self.call_to_action,
            &self.appendix,
            &self.topics.components,
            &self.topics.finances,
            &self.topics.hurdles,
        ];
        let quotes = [&self.leader_quote, &self.customer_quote];
        let questions = [&self.external_faq, &self.internal_faq, &self.faq];
        parts.into_iter().any(Option::is_some)
            || quotes.into_iter().any(Option::is_some)
            || questions.into_iter().any(|list| !list.is_empty())
            || self.sections.iter().any(|section| !matches!(section.kind, SectionKind::Other | SectionKind::Headline))
    }
}

/// A text that was read once.
pub struct Parsed<'t> {
    text: blocks::Text<'t>,
    outline: Outline,
    /// The blocks of the press release.
    release: std::ops::Range<usize>,
}

impl Parsed<'_> {
    /// What it says.
    #[must_use]
    pub fn into_outline(self) -> Outline {
        self.outline
    }

    /// How long it is; code does not count.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let count = |block| phrases::count(self.text.of(block), self.text.tokens(block));
        let words = self.text.blocks.iter().map(count).sum();
        Counts { words, reading_seconds: u32::try_from(u64::from(words) * 60 / 230).unwrap_or(u32::MAX) }
    }
}

/// Reads a text.
#[must_use]
pub fn parse(source: &str) -> Parsed<'_> {
    let text = blocks::Text::read(source);
    let (outline, release) = outline::read(&text);
    Parsed { text, outline, release }
}

/// Reads a text begun from a template: of a journal idea that names none of its parts, the whole text is the problem.
#[must_use]
pub fn parse_begun(source: &str, template: Template) -> Parsed<'_> {
    let mut parsed = parse(source);
    if template == Template::JournalIdea && !parsed.outline.names_parts() {
        parsed.outline.problem = part(source, parsed.text.body..source.len());
    }
    parsed
}

/// What a text says.
#[must_use]
pub fn outline(source: &str) -> Outline {
    parse(source).into_outline()
}

/// The text without Markdown, white space collapsed: what lists and search snippets show.
#[must_use]
pub fn plain(source: &str) -> String {
    blocks::plain(source)
}

/// Whether two texts say the same words, white space and marks apart.
#[must_use]
pub fn same_words(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b || plain(a) == plain(b),
        (None, None) => true,
        _ => false,
    }
}

/// How long a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Words; Chinese, Japanese and Korean characters count as half a word each.
    pub words: u32,
    /// At 230 words a minute.
    pub reading_seconds: u32,
}

/// An offset that fits what is kept.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn place(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

fn part(source: &str, range: std::ops::Range<usize>) -> Option<Part> {
    let text = source.get(range.clone())?;
    let start = range.start + (text.len() - text.trim_start().len());
    let text = text.trim();
    (!text.is_empty()).then(|| Part { text: text.to_owned(), start: offset(start), end: offset(start + text.len()) })
}

#[cfg(test)]
mod tests;
