//! The languages of what the core itself draws, prints and teaches: the words of charts, of paper, the pages of `learn`.
//!
//! `paper` has the words of sheets and pages, `room` those of minutes and ballots. Which language is spoken comes from
//! outside, with the [`crate::World`]; the command line speaks English, and so do exports that programs read.
//! Not here: the words of the window, which come from its catalogue.

pub(crate) mod paper;
pub(crate) mod room;

use std::collections::BTreeMap;
use std::fmt::Display;

crate::vocabulary! {
    /// A language that charts and pages are written in.
    pub enum Tongue {
        /// English.
        English = "en",
        /// German.
        German = "de",
    }
}

impl Tongue {
    /// The words of paper.
    pub(crate) fn paper(self) -> &'static paper::Words {
        match self {
            Self::English => &paper::ENGLISH,
            Self::German => &paper::GERMAN,
        }
    }

    /// The words of minutes and ballots.
    pub(crate) fn room(self) -> &'static room::Words {
        match self {
            Self::English => &room::ENGLISH,
            Self::German => &room::GERMAN,
        }
    }

    /// A number, written with a point, as it is written here.
    #[must_use]
    pub fn figure(self, written: &str) -> String {
        match self {
            Self::English => written.to_owned(),
            Self::German => written.replace('.', ","),
        }
    }
}

/// What stands in the places of a sentence, by their names.
pub(crate) fn placed<const N: usize>(values: [(&str, &dyn Display); N]) -> BTreeMap<String, String> {
    values.map(|(name, value)| (name.to_owned(), value.to_string())).into()
}

/// A sentence with its places filled by what is [`placed`].
pub(crate) fn fill_placed(sentence: &str, values: &BTreeMap<String, String>) -> String {
    let values: Vec<_> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    fill(sentence, &values)
}

/// A sentence with its places filled, each once: what is filled in is not looked at again.
pub(crate) fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sentence.len() + 32);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, behind)) = after.split_once('}') else { break };
        out.push_str(before);
        out.push_str(values.iter().find(|(name, _)| *name == place).map_or("", |(_, value)| value));
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(fill("{name} went {means}.", &[("name", "{means}"), ("means", "up")]), "{means} went up.");
    }
}
