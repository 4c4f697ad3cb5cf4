//! What a heading or a label names, by its words.
//!
//! The synonyms are data (`words/headings.txt`, `words/audiences.txt`). Not here: where a part begins and ends.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::SectionKind;
use super::lists::named_lines;

/// A longer title is a sentence of its own, not the name of a part.
pub(super) const LONGEST_LABEL: usize = 60;

static HEADINGS: LazyLock<FxHashMap<&str, SectionKind>> = LazyLock::new(|| by_name(include_str!("words/headings.txt")));

static AUDIENCES: LazyLock<FxHashMap<&str, SectionKind>> =
    LazyLock::new(|| by_name(include_str!("words/audiences.txt")));

fn by_name(list: &'static str) -> FxHashMap<&'static str, SectionKind> {
    let lines = named_lines(list);
    lines.into_iter().flat_map(|(kind, names)| names.into_iter().map(move |name| (name, kind))).collect()
}

/// What a heading begins, by its words.
pub(super) fn kind_of(title: &str) -> SectionKind {
    let title = bare(title);
    if title.is_empty() || title.len() > 4 * LONGEST_LABEL {
        return SectionKind::Other;
    }
    if let Some(kind) = exact(&title) {
        return kind;
    }
    // "PRFAQ — Press release": what follows the document's name counts as if it stood alone.
    let title = without_document_name(title);
    // Most titles are one piece, known by now, and say nothing of questions.
    if !title.contains(DIVIDERS) && !["faq", "questions", " - "].iter().any(|mark| title.contains(mark)) {
        return loose(&title).unwrap_or(SectionKind::Other);
    }
    let pieces: Vec<&str> = pieces(&title);
    if let Some(kind) = faq_kind(&title, &pieces) {
        return kind;
    }
    let first = pieces.first().and_then(|piece| exact(piece));
    first.or_else(|| loose(&title)).unwrap_or(SectionKind::Other)
}

/// What a label names; only when it says nothing else.
pub(super) fn kind_of_label(label: &str) -> Option<SectionKind> {
    let label = bare(label);
    if label.is_empty() || label.chars().count() > LONGEST_LABEL {
        return None;
    }
    exact(&label).or_else(|| {
        let named = without_document_name(label.clone());
        let pieces = pieces(&named);
        faq_kind(&named, &pieces).or_else(|| pieces.first().filter(|_| named.contains('(')).and_then(|one| exact(one)))
    })
}

/// Who asks the questions of a group, by its title.
pub(super) fn audience(title: &str) -> Option<SectionKind> {
    let title = bare(title);
    match exact(&title) {
        Some(kind @ (SectionKind::ExternalFaq | SectionKind::InternalFaq)) => return Some(kind),
        Some(SectionKind::Customer) => return Some(SectionKind::ExternalFaq),
        _ => {}
    }
    if title.split_whitespace().count() > 6 || title.ends_with('?') { None } else { asked_by(&title) }
}

/// Whether a title names the whole document as a press release with questions.
pub(super) fn is_document_title(title: &str) -> bool {
    let title = title.to_lowercase();
    is_document_name(&title) || ["press release", "プレスリリース"].iter().any(|word| title.contains(word))
}

const DOCUMENT_NAMES: [&str; 8] =
    ["prfaq", "pr-faq", "pr/faq", "pr faq", "pr & faq", "pr and faq", "pr + faq", "working backwards"];

fn is_document_name(title: &str) -> bool {
    // Most titles are told by these two alone.
    (title.contains("faq") || title.contains("working")) && DOCUMENT_NAMES.iter().any(|name| title.contains(name))
}

/// What a title names beside "PRFAQ": "PRFAQ: Elm — a board" says "Elm" first.
pub(super) fn named_beside_document(title: &str) -> Option<String> {
    let lower = title.to_lowercase();
    let (at, name) = DOCUMENT_NAMES.iter().find_map(|name| lower.find(name).map(|at| (at, *name)))?;
    // Lower case can be longer; then the places differ and nothing is said.
    let (before, after) = (title.get(..at)?, title.get(at + name.len()..)?);
    let first = |text: &str| {
        let named = text
            .split([':', '—', '–', '(', '|', '/', '['])
            .map(str::trim)
            .find(|piece| piece.chars().any(char::is_alphanumeric))?;
        Some(named.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).filter(|named| !named.is_empty())
    };
    first(before).or_else(|| first(after))
}

fn without_document_name(title: String) -> String {
    if !is_document_name(&title) {
        return title;
    }
    DOCUMENT_NAMES.iter().fold(title, |title, name| title.replace(name, " : "))
}

/// The title in lower case without number, emoji and end marks.
fn bare(title: &str) -> String {
    let mut title = title.to_lowercase();
    if title.contains('’') {
        title = title.replace('’', "'");
    }
    let mut rest = title.as_str();
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '['));
        match without_number(rest) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    let rest = rest.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | ']' | '?' | '）'));
    let rest = rest.trim_start_matches(['(', '[']);
    let rest = ["the ", "our ", "a ", "an "].iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest);
    rest.trim_end_matches('?').trim().to_owned()
}

/// `2.`, `3)`, `2.1`, `a.`, `iv.`, `part 2 —`, `section 3:`, `step 1:`
fn without_number(title: &str) -> Option<&str> {
    for word in ["part ", "section ", "step ", "teil "] {
        if let Some(rest) = title.strip_prefix(word) {
            let numbered = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
            let number = rest.len() - numbered.len();
            let rest = numbered.trim_start();
            let divided = rest.starts_with([':', '—', '–', '-', '.', '|']);
            return ((1..=4).contains(&number) && divided).then_some(rest);
        }
    }
    let digits = title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if digits.len() < title.len() && title.starts_with(|c: char| c.is_ascii_digit()) {
        return digits.starts_with([')', ':', ' ', '-']).then(|| digits.trim_start_matches([')', ':', '-']));
    }
    let (letters, rest) = title.split_once(['.', ')'])?;
    let roman = !letters.is_empty() && letters.len() <= 4 && letters.bytes().all(|byte| b"ivx".contains(&byte));
    let letter = letters.len() == 1 && letters.bytes().all(|byte| byte.is_ascii_lowercase());
    ((roman || letter) && rest.starts_with(' ')).then_some(rest)
}

fn exact(title: &str) -> Option<SectionKind> {
    let title = title.trim();
    HEADINGS.get(title).copied().or_else(|| {
        let inner = title.split_once(['(', '[', '（']).map(|(before, _)| before.trim())?;
        HEADINGS.get(inner).copied()
    })
}

const DIVIDERS: [char; 13] = [':', '：', '—', '–', '|', '/', '(', ')', '[', ']', '（', '）', ','];

/// What stands between dashes, colons, bars and brackets.
fn pieces(title: &str) -> Vec<&str> {
    title
        .split(DIVIDERS)
        .flat_map(|piece| piece.split(" - "))
        .map(|piece| {
            let piece = piece.trim();
            ["the ", "our "].iter().find_map(|article| piece.strip_prefix(article)).unwrap_or(piece)
        })
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// A title one of whose pieces begins or ends with "FAQ" names a FAQ, and its other words say whose.
fn faq_kind(title: &str, pieces: &[&str]) -> Option<SectionKind> {
    let is_faq = |word: &str| matches!(word.trim_matches(|c: char| !c.is_alphanumeric()), "faq" | "faqs");
    let asks = pieces.iter().any(|piece| {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let named = words.first().is_some_and(|word| is_faq(word)) || words.last().is_some_and(|word| is_faq(word));
        (named && words.len() <= 6)
            || piece.contains("frequently asked questions")
            || (words.len() <= 5 && words.last() == Some(&"questions") && asked_by(piece).is_some())
            // "Questions you may have", "Questions from the council"
            || (words.len() <= 6 && words.first() == Some(&"questions") && matches!(words.get(1), Some(&("you" | "from" | "people"))))
            || HEADINGS.get(piece) == Some(&SectionKind::Faq)
    });
    let yours = title.starts_with("questions you ");
    asks.then(|| asked_by(title).unwrap_or(if yours { SectionKind::ExternalFaq } else { SectionKind::Faq }))
}

fn asked_by(title: &str) -> Option<SectionKind> {
    let words = title.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty());
    let kinds: Vec<(&str, SectionKind)> =
        words.filter_map(|word| AUDIENCES.get(word).map(|kind| (word, *kind))).collect();
    let plainly = |word: &str, kind: SectionKind| kinds.iter().any(|(found, of)| *found == word && *of == kind);
    let external = plainly("external", SectionKind::ExternalFaq) || plainly("public", SectionKind::ExternalFaq);
    let internal = plainly("internal", SectionKind::InternalFaq);
    match (external, internal) {
        (true, true) => None,
        (true, false) => Some(SectionKind::ExternalFaq),
        (false, true) => Some(SectionKind::InternalFaq),
        (false, false) => kinds.first().map(|(_, kind)| *kind),
    }
}

/// "What problem we solve": a short title with the word in it.
fn loose(title: &str) -> Option<SectionKind> {
    let words = || title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    if words().nth(6).is_some() {
        return None;
    }
    let has = |wanted: &[&str]| words().any(|word| wanted.contains(&word));
    if has(&[
        "alternative",
        "alternatives",
        "existing",
        "other",
        "considered",
        "rejected",
        "known",
        "technical",
        "open",
    ]) {
        return None;
    }
    match (has(&["problem", "problems"]), has(&["solution"])) {
        (true, false) => Some(SectionKind::Problem),
        (false, true) => Some(SectionKind::Solution),
        _ => None,
    }
}
