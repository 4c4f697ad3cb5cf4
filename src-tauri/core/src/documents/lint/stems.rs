//! Whether two texts speak of the same things: content words by their beginning.

use std::collections::HashSet;

use crate::documents::phrases::{is_unspaced, words};

/// How many letters of a word count: "nurses" and "nursing" are one.
const LENGTH: usize = 5;

/// Words that are about nothing.
const EMPTY: [&str; 56] = [
    "about", "after", "again", "also", "because", "been", "before", "being", "between", "could", "does", "doing",
    "done", "down", "each", "even", "every", "first", "from", "have", "having", "here", "into", "just", "more", "most",
    "much", "must", "need", "only", "other", "over", "same", "should", "such", "than", "that", "their", "them", "then",
    "there", "these", "they", "this", "those", "through", "time", "today", "very", "were", "what", "when", "which",
    "with", "would", "your",
];

/// The content words of a text.
pub(super) struct Stems(HashSet<String>);

impl Stems {
    pub(super) fn of(text: &str) -> Self {
        let words = words(text).map(|word| text[word].to_lowercase());
        let content = words.filter(|word| word.chars().count() > 3 && !EMPTY.contains(&word.as_str()));
        Self(content.map(|word| word.chars().take(LENGTH).collect()).collect())
    }

    /// Whether a word of both is the same; a text without content words touches everything.
    pub(super) fn touches(&self, other: &Self) -> bool {
        self.0.is_empty() || other.0.is_empty() || self.0.iter().any(|stem| other.0.contains(stem))
    }
}

/// Whether a text has words that no space divides, which cannot be compared like this.
pub(super) fn unspaced(text: &str) -> bool {
    text.chars().any(is_unspaced)
}
