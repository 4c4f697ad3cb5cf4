//! The rule book: which rules are on, and the words they go by. Built in as data, edited by the user.
//!
//! A word list is a file of `words/`; what a user adds or takes away is kept as edits, so that a later built-in word still
//! arrives. Not here: storing the edits.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::documents::lists::lines;
use crate::documents::phrases::Phrases;
use crate::vocabulary::Word as _;

crate::vocabulary! {
    /// A list of words that rules go by.
    pub enum WordList {
        /// Words that say less than they seem to.
        Weasel = "weasel-words",
        /// Words that sell.
        Hype = "hype",
        /// Words of a quote that nobody would say.
        Fluff = "fluff",
        /// Customers nobody could phone.
        Vague = "vague-customers",
        /// Talk of what we own.
        Ingredients = "ingredients",
        /// Words for our own technology.
        OwnTechnology = "own-technology",
        /// Words that wave rivals away.
        Dismissive = "rivals-dismissed",
        /// Words that count without a digit.
        Quantities = "quantities",
        /// Words that say where something is known from.
        Sources = "sources",
        /// Words that name what could go wrong.
        Risks = "risks",
        /// Words that name what will not be done.
        Limits = "limits",
        /// Words that show another way was considered.
        Alternatives = "alternatives",
        /// Words that say what is asked for.
        Asks = "asks",
        /// Capitals that need no explanation.
        Acronyms = "known-acronyms",
    }
}

impl WordList {
    fn built_in(self) -> &'static str {
        match self {
            Self::Weasel => include_str!("../words/weasel.txt"),
            Self::Hype => include_str!("../words/hype.txt"),
            Self::Fluff => include_str!("../words/fluff.txt"),
            Self::Vague => include_str!("../words/vague.txt"),
            Self::Ingredients => include_str!("../words/ingredients.txt"),
            Self::OwnTechnology => include_str!("../words/own-technology.txt"),
            Self::Dismissive => include_str!("../words/dismissive.txt"),
            Self::Quantities => include_str!("../words/quantities.txt"),
            Self::Sources => include_str!("../words/sources.txt"),
            Self::Risks => include_str!("../words/risks.txt"),
            Self::Limits => include_str!("../words/limits.txt"),
            Self::Alternatives => include_str!("../words/alternatives.txt"),
            Self::Asks => include_str!("../words/asks.txt"),
            Self::Acronyms => include_str!("../words/acronyms.txt"),
        }
    }
}

/// A change of a word list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct WordEdit {
    /// Of which list.
    pub list: WordList,
    /// The word or phrase; `word*` stands for all that begin with it.
    pub word: String,
    /// Added, or taken away.
    pub added: bool,
}

/// A word list as it stands after its edits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Words {
    /// Which list.
    pub list: WordList,
    /// Its words, those added by the user last.
    pub words: Vec<String>,
    /// Built-in words the user took away.
    pub taken_away: Vec<String>,
}

/// A rule as the settings show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RuleLine {
    /// `W07`
    pub code: String,
    /// How much its notes weigh.
    pub kind: super::NoteKind,
    /// Whether its notes are shown.
    pub on: bool,
    /// Whether it is on before anyone changes that.
    pub on_by_default: bool,
}

/// The words of the lists, ready to be found, and the rules that are on.
#[derive(Clone)]
pub struct RuleBook {
    pub(super) phrases: Phrases<WordList>,
    pub(super) acronyms: HashSet<String>,
    off: HashSet<String>,
}

static BUILT_IN: LazyLock<RuleBook> = LazyLock::new(|| RuleBook::of(&[], &[]));

impl RuleBook {
    /// The book as it is delivered.
    #[must_use]
    pub fn built_in() -> Cow<'static, Self> {
        Cow::Borrowed(&BUILT_IN)
    }

    /// The book after a user's edits; `switches` are rules with whether they are on.
    #[must_use]
    pub fn with(edits: &[WordEdit], switches: &[(String, bool)]) -> Cow<'static, Self> {
        if edits.is_empty() && switches.is_empty() { Self::built_in() } else { Cow::Owned(Self::of(edits, switches)) }
    }

    fn of(edits: &[WordEdit], switches: &[(String, bool)]) -> Self {
        let mut book = Self { phrases: Phrases::new(), acronyms: HashSet::new(), off: HashSet::new() };
        for list in WordList::ALL.iter().copied() {
            for word in words(list, edits).words {
                if list == WordList::Acronyms {
                    book.acronyms.insert(word.to_uppercase());
                } else {
                    book.phrases.add(list, &word);
                }
            }
        }
        for line in rules(switches).into_iter().filter(|line| !line.on) {
            book.off.insert(line.code);
        }
        book
    }

    pub(super) fn is_on(&self, code: &str) -> bool {
        !self.off.contains(code)
    }
}

/// A list after its edits.
#[must_use]
pub fn words(list: WordList, edits: &[WordEdit]) -> Words {
    let of_list = || edits.iter().filter(|edit| edit.list == list);
    let gone = |word: &str| of_list().any(|edit| !edit.added && edit.word.eq_ignore_ascii_case(word));
    let (taken_away, mut kept): (Vec<String>, Vec<String>) =
        lines(list.built_in()).map(str::to_owned).partition(|word| gone(word));
    for edit in of_list().filter(|edit| edit.added) {
        if !kept.iter().any(|word| word.eq_ignore_ascii_case(&edit.word)) {
            kept.push(edit.word.clone());
        }
    }
    Words { list, words: kept, taken_away }
}

/// Every rule with whether it is on.
#[must_use]
pub fn rules(switches: &[(String, bool)]) -> Vec<RuleLine> {
    super::rules::RULES
        .iter()
        .map(|rule| RuleLine {
            code: rule.code.to_owned(),
            kind: rule.kind,
            on: switches.iter().rev().find(|(code, _)| code == rule.code).map_or(rule.on, |(_, on)| *on),
            on_by_default: rule.on,
        })
        .collect()
}
