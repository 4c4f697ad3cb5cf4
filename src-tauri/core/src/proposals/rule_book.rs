//! The linter as the user set it: word lists with their edits, rules that are on.
//!
//! Not here: what a rule finds, which is `documents`. Invariant: a built-in list is kept as its edits, so that words that
//! come with a later version arrive all the same.

use std::borrow::Cow;

use rusqlite::Connection;

use crate::change::{Action, Changed, Topic};
use crate::documents::{self, RuleBook, RuleLine, WordEdit, WordList, Words};
use crate::error::{Error, Reason, Result};
use crate::portfolio::Portfolio;
use crate::storage::rule_book as rows;
use crate::vocabulary::Word as _;

/// The longest word or phrase, in characters.
const LONGEST: usize = 80;

const TOPICS: &[Topic] = &[Topic::Documents];

impl Portfolio {
    /// Every word list as it stands.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn word_lists(&self) -> Result<Vec<Words>> {
        self.read(|conn| {
            let edits = rows::edits(conn)?;
            Ok(WordList::ALL.iter().map(|list| documents::words(*list, &edits)).collect())
        })
    }

    /// Adds a word to a list, or takes one away.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty or overlong word.
    pub fn change_word(&self, edit: &WordEdit) -> Result<Changed<()>> {
        let word = edit.word.split_whitespace().collect::<Vec<_>>().join(" ");
        if !word.chars().any(char::is_alphanumeric) {
            return Err(Error::invalid("word", Reason::Required));
        }
        if word.chars().count() > LONGEST {
            return Err(Error::invalid("word", Reason::TooLong));
        }
        self.transact(Action::ChangeWordList, TOPICS, |w| {
            let before = documents::words(edit.list, &[]);
            let built_in = before.words.iter().any(|one| one.eq_ignore_ascii_case(&word));
            rows::delete_edit(w.conn, edit.list, &word)?;
            // Only what differs from the built-in list is an edit.
            if edit.added != built_in {
                rows::put_edit(w.conn, &WordEdit { word: word.clone(), ..edit.clone() })?;
            }
            w.detail(&word);
            Ok(())
        })
    }

    /// Every rule with whether it is on.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn lint_rules(&self) -> Result<Vec<RuleLine>> {
        self.read(|conn| Ok(documents::rules(&rows::switches(conn)?)))
    }

    /// Switches a rule on or off.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a rule that is not known.
    pub fn switch_rule(&self, code: &str, on: bool) -> Result<Changed<()>> {
        let Some(rule) = documents::rules(&[]).into_iter().find(|rule| rule.code.eq_ignore_ascii_case(code.trim()))
        else {
            return Err(Error::invalid("rule", Reason::Unknown("W01 to W27".to_owned())));
        };
        self.transact(Action::SwitchRule, TOPICS, |w| {
            rows::put_switch(w.conn, &rule.code, on)?;
            w.detail(format!("{} {}", rule.code, if on { "on" } else { "off" }));
            Ok(())
        })
    }
}

/// The rule book of this portfolio with no rule switched off: what stops *Ready* is asked whatever is shown.
pub(super) fn unswitched(conn: &Connection) -> Result<Cow<'static, RuleBook>> {
    Ok(RuleBook::with(&rows::edits(conn)?, &[]))
}

/// The rule book of this portfolio.
pub(super) fn book(conn: &Connection) -> Result<Cow<'static, RuleBook>> {
    Ok(RuleBook::with(&rows::edits(conn)?, &rows::switches(conn)?))
}
