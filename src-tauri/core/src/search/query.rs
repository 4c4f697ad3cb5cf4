//! The query language of lists, search and the palette.
//!
//! Words match full text, quotes make a phrase, `-word` excludes, `field:value` filters. A field or value that is not
//! known is searched as the text it is. Invariant: parsing never fails.

use jiff::civil::Date;

use crate::proposals::{Lane, Origin, Stage};
use crate::retros::Verdict;
use crate::scores::{Answer, Criterion};
use crate::vocabulary::Word;

crate::vocabulary! {
    /// A field that can be filtered by its text.
    pub enum Field {
        /// Who has the problem.
        Customer = "customer",
        /// A tag.
        Tag = "tag",
        /// Who owns it.
        Owner = "owner",
    }
}

crate::vocabulary! {
    /// A state that holds or does not: `is:due`.
    pub enum State {
        /// Something about it is due: a retro, a revisit date.
        Due = "due",
        /// A seal does not count because the problem changed.
        Stale = "stale",
        /// It was approved as an exception.
        Exception = "exception",
        /// Its stage came with it from a file.
        Imported = "imported",
    }
}

/// A word or phrase of full text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The text as typed, without quotes.
    pub text: String,
    /// Still being typed: matches what begins with it.
    pub prefix: bool,
}

/// A filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// In this stage.
    Stage(Stage),
    /// Held back by this criterion.
    Held(Criterion),
    /// At this level of a criterion; none when it is not scored.
    Level(Criterion, Option<Answer>),
    /// In this lane.
    Lane(Lane),
    /// From this origin.
    Origin(Origin),
    /// With this verdict.
    Verdict(Verdict),
    /// In this state.
    Is(State),
    /// A field that contains this text.
    Contains(Field, String),
    /// Changed after the date.
    UpdatedAfter(Date),
    /// Changed before the date.
    UpdatedBefore(Date),
    /// Changed on the date.
    UpdatedOn(Date),
}

/// A parsed query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// All of these are in the text.
    pub terms: Vec<Term>,
    /// None of these is.
    pub excluded: Vec<Term>,
    /// All of these hold; the flag turns one round.
    pub conditions: Vec<(bool, Condition)>,
}

struct Token {
    negated: bool,
    field: Option<String>,
    text: String,
    quoted: bool,
}

impl Query {
    /// Reads a query. The last bare word is taken as still being typed, unless it is to be left out: half a word would
    /// leave out nearly everything.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let tokens = tokens(text);
        let typing = !text.ends_with(char::is_whitespace);
        let last = tokens.len().saturating_sub(1);
        for (at, token) in tokens.into_iter().enumerate() {
            let prefix = typing && at == last && !token.quoted && !token.negated;
            query.take(token, prefix);
        }
        query
    }

    /// Whether everything matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.excluded.is_empty() && self.conditions.is_empty()
    }

    fn take(&mut self, token: Token, prefix: bool) {
        if let Some(field) = &token.field {
            if let Some(condition) = condition(field, &token.text) {
                self.conditions.push((!token.negated, condition));
                return;
            }
            // Not a filter we know: the words themselves are searched.
            let whole = format!("{field} {}", token.text);
            self.add(Term { text: whole, prefix: false }, token.negated);
            return;
        }
        self.add(Term { text: token.text, prefix }, token.negated);
    }

    fn add(&mut self, term: Term, negated: bool) {
        if term.text.trim().is_empty() {
            return;
        }
        if negated { self.excluded.push(term) } else { self.terms.push(term) }
    }
}

fn condition(field: &str, value: &str) -> Option<Condition> {
    if value.trim().is_empty() {
        return None;
    }
    // `stage:"in review"` is `stage:in-review`.
    let word = value.trim().replace(' ', "-");
    Some(match field {
        "stage" => Condition::Stage(Stage::from_word(&word)?),
        "held" => Condition::Held(Criterion::from_word(&word)?),
        "big" | "should" | "plan" => Condition::Level(Criterion::from_word(field)?, level(&word)?),
        "lane" => Condition::Lane(Lane::from_word(&word)?),
        "origin" => Condition::Origin(Origin::from_word(&word)?),
        "verdict" => Condition::Verdict(Verdict::from_word(&word.replace('\'', ""))?),
        "is" => Condition::Is(State::from_word(&word)?),
        "updated" => updated(&word)?,
        field => Condition::Contains(Field::from_word(field)?, value.to_owned()),
    })
}

/// `0` to `4`, `?`, or `none`.
fn level(value: &str) -> Option<Option<Answer>> {
    if value == "none" { Some(None) } else { value.parse().ok().map(Some) }
}

/// `>2026-01-01`, `>=`, `<`, `<=`, or the date itself.
fn updated(value: &str) -> Option<Condition> {
    let rest = value.trim_start_matches(['<', '>', '=']);
    let date: Date = rest.parse().ok()?;
    Some(match &value[..value.len() - rest.len()] {
        "" | "=" => Condition::UpdatedOn(date),
        ">" => Condition::UpdatedAfter(date),
        ">=" => Condition::UpdatedAfter(date.yesterday().ok()?),
        "<" => Condition::UpdatedBefore(date),
        "<=" => Condition::UpdatedBefore(date.tomorrow().ok()?),
        _ => return None,
    })
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = vec![];
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let negated = rest.len() > 1 && rest.starts_with('-') && !rest.starts_with("- ");
        if negated {
            rest = &rest[1..];
        }
        let (field, after) = field(rest);
        let (value, quoted, after) = value(after);
        tokens.push(Token { negated, field, text: value, quoted });
        rest = after.trim_start();
    }
    tokens
}

fn field(text: &str) -> (Option<String>, &str) {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    match text[end..].strip_prefix(':') {
        Some(after) if end > 0 && !after.is_empty() && !after.starts_with(char::is_whitespace) => {
            (Some(text[..end].to_ascii_lowercase()), after)
        }
        _ => (None, text),
    }
}

fn value(text: &str) -> (String, bool, &str) {
    if let Some(quoted) = text.strip_prefix('"') {
        return match quoted.find('"') {
            Some(end) => (quoted[..end].to_owned(), true, &quoted[end + 1..]),
            // A quote that is still open: a phrase in the making.
            None => (quoted.to_owned(), false, ""),
        };
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (text[..end].to_owned(), false, &text[end..])
}

/// Where the token that ends at `cursor` begins; at the cursor when none does.
pub(super) fn token_at(text: &str, cursor: usize) -> usize {
    let (mut start, mut quoted) = (0, false);
    for (at, c) in text[..cursor].char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => start = at + c.len_utf8(),
            _ => {}
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn word(text: &str, prefix: bool) -> Term {
        Term { text: text.into(), prefix }
    }

    #[test]
    fn words_phrases_exclusions_and_filters_are_told_apart() {
        let query = Query::parse(r#"night "hand back" -pager stage:draft held:plan customer:"night nurses" "#);
        assert_eq!(query.terms, [word("night", false), word("hand back", false)]);
        assert_eq!(query.excluded, [word("pager", false)]);
        assert_eq!(Query::parse("night -pa").excluded, [word("pa", false)], "half a word left out");
        assert_eq!(
            query.conditions,
            [
                (true, Condition::Stage(Stage::Draft)),
                (true, Condition::Held(Criterion::Plan)),
                (true, Condition::Contains(Field::Customer, "night nurses".into())),
            ]
        );
    }

    #[test]
    fn the_word_being_typed_matches_what_begins_with_it() {
        assert_eq!(Query::parse("hand ba").terms, [word("hand", false), word("ba", true)]);
        assert_eq!(Query::parse("hand ba ").terms[1], word("ba", false));
    }

    #[test]
    fn what_is_not_understood_is_searched_as_text() {
        assert_eq!(Query::parse("stage:nowhere ").terms, [word("stage nowhere", false)]);
        assert_eq!(Query::parse("http://x.invalid ").terms, [word("http //x.invalid", false)]);
        assert_eq!(Query::parse("\"open ").terms, [word("open ", false)].map(|t| Term { prefix: false, ..t }));
    }

    #[test]
    fn a_date_filter_reads_both_ways() {
        assert_eq!(Query::parse("updated:<=2026-01-01").conditions, Query::parse("updated:<2026-01-02").conditions);
        assert_eq!(Query::parse("updated:yesterday ").terms, [word("updated yesterday", false)]);
        let query = Query::parse("updated:>2026-01-01 -updated:<2026-02-01");
        assert_eq!(
            query.conditions,
            [
                (true, Condition::UpdatedAfter("2026-01-01".parse().unwrap())),
                (false, Condition::UpdatedBefore("2026-02-01".parse().unwrap())),
            ]
        );
    }

    #[test]
    fn the_token_at_the_cursor_keeps_its_quotes_together() {
        let text = "night customer:\"night nu";
        assert_eq!(&text[token_at(text, text.len())..], "customer:\"night nu");
        assert_eq!(token_at("night ", 6), 6);
    }

    proptest! {
        #[test]
        fn any_text_at_all_is_a_query(text in ".{0,200}") {
            let query = Query::parse(&text);
            prop_assert!(query.terms.iter().all(|term| !term.text.trim().is_empty()));
        }
    }
}
