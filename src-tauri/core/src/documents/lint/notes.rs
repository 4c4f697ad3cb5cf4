//! Collecting notes: the key a dismissal is kept under, the rule's weight and why, and fixes.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{FixKind, Note, RuleBook, Said, rules};
use crate::documents::blocks::Text;
use crate::documents::{Part, offset, place};

/// A change of the text that settles a note; it is made only when asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Fix {
    /// What it does.
    pub kind: FixKind,
    /// The heading that is added, or the word that goes.
    pub what: String,
    /// Where it begins.
    pub start: u32,
    /// Where it ends; the same for an insertion.
    pub end: u32,
    /// What stands there then.
    pub replacement: String,
}

/// The notes found so far.
pub(super) struct Notes<'n> {
    pub(super) text: &'n Text<'n>,
    pub(super) book: &'n RuleBook,
    pub(super) found: Vec<Note>,
    /// The hash of the block that was asked for last.
    last: Option<(usize, u64)>,
}

impl<'n> Notes<'n> {
    pub(super) fn new(text: &'n Text<'n>, book: &'n RuleBook) -> Self {
        Self { text, book, found: vec![], last: None }
    }

    /// A note on a whole part.
    pub(super) fn on(&mut self, code: &str, part: &Part, said: impl Into<Said>, fix: Option<Fix>) {
        let hash = hash(part.text.as_bytes());
        self.push(code, (part.start, part.end), hash, said.into(), fix);
    }

    /// A note on something that is nowhere: it stands at the beginning of the text.
    pub(super) fn missing(&mut self, code: &str, said: impl Into<Said>, fix: Option<Fix>) {
        let said = said.into();
        self.push(code, (0, 0), hash(said.in_english().as_bytes()), said, fix);
    }

    /// A note on a stretch of the source in the block `at`.
    pub(super) fn inside(&mut self, code: &str, at: usize, range: (usize, usize), said: Said, fix: Option<Fix>) {
        let hash = match self.last {
            Some((last, hash)) if last == at => hash,
            _ => hash(self.text.of(&self.text.blocks[at]).as_bytes()),
        };
        self.last = Some((at, hash));
        self.push(code, (offset(range.0), offset(range.1)), hash, said, fix);
    }

    fn push(&mut self, code: &str, (start, end): (u32, u32), hash: u64, said: Said, fix: Option<Fix>) {
        let Some(rule) = rules::of(code).filter(|rule| self.book.is_on(rule.code)) else { return };
        self.found.push(Note {
            code: rule.code.to_owned(),
            kind: rule.kind,
            start,
            end,
            message: said.in_english(),
            said,
            why: rule.why.into(),
            key: format!("{code}-{hash:016x}"),
            fix,
        });
    }

    pub(super) fn wants(&self, code: &str) -> bool {
        self.book.is_on(code)
    }
}

/// FNV-1a: the key of a dismissal, the same in every version.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

/// The line end the text uses.
fn ending(source: &str) -> &'static str {
    if source.find('\n').is_some_and(|at| source[..at].ends_with('\r')) { "\r\n" } else { "\n" }
}

/// Inserts a heading with room below it at `at`, a place between blocks.
pub(super) fn heading(source: &str, at: usize, level: usize, title: &str) -> Fix {
    let line = ending(source);
    let before = &source[..at];
    let gap =
        if before.trim_end_matches('\u{feff}').is_empty() || before.ends_with("\n\n") || before.ends_with("\r\n\r\n") {
            String::new()
        } else if before.ends_with('\n') {
            line.to_owned()
        } else {
            line.repeat(2)
        };
    Fix {
        kind: FixKind::Add,
        what: title.to_owned(),
        start: offset(at),
        end: offset(at),
        replacement: format!("{gap}{} {title}{line}{line}", "#".repeat(level)),
    }
}

/// Takes a word away together with the space it leaves; "an innovative tool" becomes "a tool".
pub(super) fn without(source: &str, start: usize, end: usize) -> Option<Fix> {
    let word = source.get(start..end)?;
    let rest = &source[end..];
    let next = rest.trim_start_matches(' ');
    let first = next.chars().next().filter(|c| c.is_alphanumeric())?;
    let mut from = start;
    let mut replacement = String::new();
    let before = &source[..start];
    for article in ["an ", "a ", "An ", "A "] {
        let Some(head) = before.strip_suffix(article) else { continue };
        if head.chars().next_back().is_none_or(|c| !c.is_alphanumeric()) {
            let vowel = "aeiouAEIOU".contains(first);
            let wanted = if vowel { "an " } else { "a " };
            from = start - article.len();
            replacement = if article.starts_with('A') { wanted.replacen('a', "A", 1) } else { wanted.to_owned() };
            break;
        }
    }
    let mut end = end + (rest.len() - next.len());
    if from == start && word.starts_with(char::is_uppercase) && first.is_lowercase() {
        replacement = first.to_uppercase().collect();
        end += first.len_utf8();
    }
    let what = word.to_owned();
    Some(Fix { kind: FixKind::Remove, what, start: offset(from), end: offset(end), replacement })
}

/// Where a part ends and the next block may begin.
pub(super) fn after(part: &Part, source: &str) -> usize {
    let end = place(part.end);
    let rest = &source[end..];
    end + (rest.len() - rest.trim_start_matches(['\n', '\r', ' ', '\t']).len())
}
