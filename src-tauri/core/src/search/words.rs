//! The words of the index: text made ready for SQLite's tokenizer, and queries made safe for it.
//!
//! Runs of Chinese, Japanese and Korean, which have no spaces, are indexed as overlapping pairs of characters. Every query
//! word is quoted, so no text is ever read as syntax. Invariant: [`match_expression`] is valid for any query.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::query::{Query, Term};

/// What the index keeps of a proposal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) headline: String,
    pub(crate) problem: String,
    pub(crate) body: String,
}

impl Words {
    /// Text made ready to index.
    pub(crate) fn of(headline: &str, problem: &str, body: &str) -> Self {
        Self { headline: ready(headline), problem: ready(problem), body: ready(body) }
    }
}

/// Lower case without diacritics, so that "Zurich" finds "Zürich". Used to compare; never stored as someone's text.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Pairs of characters for scripts without spaces, everything else as it is.
pub(crate) fn ready(text: &str) -> String {
    if !text.chars().any(is_unspaced) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut run: Vec<char> = vec![];
    for c in text.chars() {
        if is_unspaced(c) {
            run.push(c);
            continue;
        }
        flush(&mut run, &mut out);
        out.push(c);
    }
    flush(&mut run, &mut out);
    out
}

fn flush(run: &mut Vec<char>, out: &mut String) {
    if run.is_empty() {
        return;
    }
    out.push(' ');
    for pair in pairs(run) {
        out.push_str(&pair);
        out.push(' ');
    }
    // The last character alone, so that a query of one character finds it by prefix as it finds all others.
    out.extend(run.last());
    out.push(' ');
    run.clear();
}

fn pairs(run: &[char]) -> Vec<String> {
    run.windows(2).map(|pair| pair.iter().collect()).collect()
}

fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0E7F | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF
        | 0xF900..=0xFAFF | 0x2_0000..=0x3_134F)
}

/// What a word that is still being typed is looked up as.
#[derive(Clone, Copy)]
pub(crate) enum Typed<'a> {
    /// Whatever begins with it.
    Prefix,
    /// One of these words, which begin with it; itself when there are none.
    OneOf(&'a [String]),
}

/// The query as SQLite's full-text syntax; none when it has no words.
pub(crate) fn match_expression(query: &Query, typed: Typed<'_>) -> Option<String> {
    let wanted: Vec<_> = query.terms.iter().filter_map(|term| wanted(term, typed)).collect();
    if wanted.is_empty() {
        return None;
    }
    let mut expression = wanted.join(" AND ");
    for excluded in query.excluded.iter().filter_map(phrase) {
        expression = format!("({expression}) NOT {excluded}");
    }
    Some(expression)
}

/// The words that must not be there, when no word must be.
pub(crate) fn excluded_expression(query: &Query) -> Option<String> {
    let excluded: Vec<_> = query.excluded.iter().filter_map(phrase).collect();
    (!excluded.is_empty()).then(|| excluded.join(" OR "))
}

/// The last word of a text as the index has it; none when it ends in a script without spaces, whose pairs are whole words.
pub(crate) fn last_word(text: &str) -> Option<String> {
    let word = words_of(text).pop()?;
    (!word.chars().all(is_unspaced)).then(|| fold(&word))
}

fn wanted(term: &Term, typed: Typed<'_>) -> Option<String> {
    let Typed::OneOf(endings) = typed else { return phrase(term) };
    if !term.prefix || last_word(&term.text).is_none() {
        return phrase(term);
    }
    let mut words = words_of(&term.text);
    let last = words.pop()?;
    let own = std::slice::from_ref(&last);
    let endings = if endings.is_empty() { own } else { endings };
    let before = words.join(" ");
    let phrases: Vec<_> = endings.iter().map(|ending| format!("\"{}\"", format!("{before} {ending}").trim())).collect();
    Some(format!("({})", phrases.join(" OR ")))
}

/// The words of a text as the index has them.
fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || is_combining_mark(c)))
        .filter(|word| !word.is_empty())
        .flat_map(split_scripts)
        .collect()
}

fn phrase(term: &Term) -> Option<String> {
    let words = words_of(&term.text);
    if words.is_empty() {
        return None;
    }
    let one_unspaced = matches!(words.as_slice(), [word] if word.chars().count() == 1 && word.chars().all(is_unspaced));
    let star = if term.prefix || one_unspaced { " *" } else { "" };
    Some(format!("\"{}\"{star}", words.join(" ")))
}

/// A word of the query as the index has it: runs without spaces in pairs.
fn split_scripts(word: &str) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    chars
        .chunk_by(|a, b| is_unspaced(*a) == is_unspaced(*b))
        .flat_map(|run| match run {
            [first, _, ..] if is_unspaced(*first) => pairs(run),
            run => vec![run.iter().collect()],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(text: &str) -> Option<String> {
        match_expression(&Query::parse(text), Typed::Prefix)
    }

    #[test]
    fn a_word_being_typed_stands_for_the_words_that_begin_with_it() {
        let endings = ["back".to_owned(), "bank".to_owned()];
        let of = |text, endings| match_expression(&Query::parse(text), Typed::OneOf(endings)).unwrap();
        assert_eq!(of("night ba", &endings), "\"night\" AND (\"back\" OR \"bank\")");
        assert_eq!(of("hand-ba", &endings), "(\"hand back\" OR \"hand bank\")");
        assert_eq!(of("zzz", &[]), "(\"zzz\")");
    }

    #[test]
    fn query_words_are_quoted_and_the_last_one_is_a_prefix() {
        assert_eq!(expression("hand ba").unwrap(), "\"hand\" AND \"ba\" *");
        assert_eq!(expression("\"cold chain\" -ledger ").unwrap(), "(\"cold chain\") NOT \"ledger\"");
    }

    #[test]
    fn syntax_of_the_index_is_only_text() {
        assert_eq!(expression("NEAR(a b) ").unwrap(), "\"NEAR a\" AND \"b\"");
        assert_eq!(expression("* \" ( ) ^ : - "), None);
    }

    #[test]
    fn chinese_is_indexed_and_searched_in_pairs() {
        assert_eq!(ready("顧客は困る"), " 顧客 客は は困 困る る ");
        assert_eq!(expression("客は困 ").unwrap(), "\"客は は困\"");
        assert_eq!(expression("困 ").unwrap(), "\"困\" *");
    }

    #[test]
    fn folding_drops_marks_and_case() {
        assert_eq!(fold("Žluťoučký KŮŇ"), "zlutoucky kun");
    }
}
