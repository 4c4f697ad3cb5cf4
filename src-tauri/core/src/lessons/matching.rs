//! Which lessons have something to say to a text. Pure.
//!
//! A lesson matches by a tag it shares, or by enough of its own words. Not here: what a lesson is.

use std::collections::BTreeSet;

use crate::search::fold;

/// Words shorter than this say too little, in characters.
const SHORTEST_WORD: usize = 4;
/// A lesson matches by words when the text has at least this many of them…
const WORDS_FROM: usize = 3;
/// …and at least one in so many of all its words.
const ONE_IN: usize = 3;

/// Words that stand in every text.
const COMMON: &[&str] = &[
    "about",
    "after",
    "again",
    "against",
    "almost",
    "also",
    "another",
    "anyone",
    "because",
    "been",
    "before",
    "begin",
    "being",
    "best",
    "between",
    "both",
    "could",
    "customer",
    "does",
    "doing",
    "done",
    "down",
    "each",
    "even",
    "every",
    "everyone",
    "first",
    "from",
    "give",
    "given",
    "good",
    "have",
    "having",
    "here",
    "idea",
    "into",
    "itself",
    "just",
    "know",
    "known",
    "less",
    "like",
    "made",
    "make",
    "many",
    "more",
    "most",
    "much",
    "must",
    "need",
    "never",
    "nobody",
    "none",
    "nothing",
    "once",
    "only",
    "other",
    "others",
    "over",
    "people",
    "problem",
    "proposal",
    "said",
    "same",
    "should",
    "since",
    "solution",
    "solve",
    "some",
    "someone",
    "something",
    "still",
    "such",
    "take",
    "than",
    "that",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "thing",
    "this",
    "those",
    "though",
    "through",
    "time",
    "told",
    "took",
    "toward",
    "under",
    "until",
    "upon",
    "used",
    "very",
    "wait",
    "want",
    "well",
    "went",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "whose",
    "will",
    "with",
    "without",
    "work",
    "would",
    "years",
    "your",
];

/// What a lesson is matched by.
pub(super) struct Voice {
    words: BTreeSet<String>,
    tags: BTreeSet<String>,
}

impl Voice {
    /// A lesson's sentence, and the tags of the proposal it comes from.
    pub(super) fn of(sentence: &str, tags: &[String]) -> Self {
        Self { words: words(sentence), tags: tags.iter().map(|tag| fold(tag)).collect() }
    }

    /// What this and a text share: tags, then words in the order of the alphabet; none when that is too little.
    pub(super) fn shared(&self, text: &BTreeSet<String>, tags: &[String]) -> Option<Shared> {
        let tags: Vec<String> = tags.iter().filter(|tag| self.tags.contains(&fold(tag))).cloned().collect();
        let words: Vec<String> = self.words.intersection(text).cloned().collect();
        let by_words = words.len() >= WORDS_FROM && words.len() * ONE_IN >= self.words.len();
        (by_words || !tags.is_empty()).then(|| Shared { words: if by_words { words } else { vec![] }, tags })
    }
}

/// What a lesson and a text share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shared {
    pub(super) words: Vec<String>,
    pub(super) tags: Vec<String>,
}

/// The words of a text that tell it from others, without endings.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= SHORTEST_WORD && !COMMON.contains(word))
        .map(stem)
        .collect()
}

/// The word without a common English ending: *referrals* and *referral*, *waited* and *waiting* are the same.
fn stem(word: &str) -> String {
    for (ending, instead) in [("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.chars().count() >= SHORTEST_WORD - 1) {
            return format!("{stem}{instead}").trim_end_matches('e').to_owned();
        }
    }
    word.trim_end_matches('e').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LESSON: &str =
        "When a kiosk is built for a fair, we approved it without asking who waits, because the parts were impressive.";

    #[test]
    fn a_lesson_speaks_to_a_text_that_has_its_words_in_any_form() {
        let voice = Voice::of(LESSON, &[]);
        let found = voice.shared(&words("We are building kiosks: an impressive part of every fair."), &[]).unwrap();
        assert!(found.words.contains(&"kiosk".to_owned()) && found.tags.is_empty(), "{found:?}");
        assert_eq!(voice.shared(&words("Night nurses phone round after six."), &[]), None);
    }

    #[test]
    fn words_that_stand_in_every_text_make_no_match() {
        let voice =
            Voice::of("When people have a problem, we should know it before others do, because they need it.", &[]);
        let text = words("People have a problem that others should know before they need something because of it.");
        assert_eq!(voice.shared(&text, &[]), None);
    }

    #[test]
    fn a_shared_tag_is_enough_whatever_its_case() {
        let voice = Voice::of(LESSON, &["Kiosk".to_owned()]);
        let found = voice.shared(&words("Something else."), &["kiosk".to_owned(), "labs".to_owned()]).unwrap();
        assert_eq!((found.tags, found.words), (vec!["kiosk".to_owned()], vec![]));
    }
}
