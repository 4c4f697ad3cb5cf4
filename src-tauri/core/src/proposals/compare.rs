//! What changed between two texts, word by word.
//!
//! Lines are compared first and words only within lines that differ, so that a long document takes no longer than its
//! changes. Pure. Invariant: what is the same and removed, in order, is the text before; the same and added, the text after.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};
use specta::Type;

/// Beyond so many differing lines, or words of one passage, the passage is shown as replaced whole.
const MOST_COMPARED: usize = 4_000;

crate::vocabulary! {
    /// What became of a piece of text.
    pub enum Fate {
        /// It stands in both.
        Same = "same",
        /// It was taken away.
        Removed = "removed",
        /// It was added.
        Added = "added",
    }
}

/// A piece of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Piece {
    /// What became of it.
    pub fate: Fate,
    /// The words.
    pub text: String,
}

/// What changed from `before` to `after`, in the order of reading; what was taken away stands before what replaced it.
#[must_use]
pub fn compare(before: &str, after: &str) -> Vec<Piece> {
    let (old, new) = (lines(before), lines(after));
    let same_front = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let same_back =
        old[same_front..].iter().rev().zip(new[same_front..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (old.len() - same_back, new.len() - same_back);
    let mut pieces = Pieces(vec![]);
    pieces.add(Fate::Same, old[..same_front].iter().copied());
    let (old_middle, new_middle) = (&old[same_front..old_end], &new[same_front..new_end]);
    if old_middle.len() + new_middle.len() > MOST_COMPARED {
        pieces.replace(&old_middle.concat(), &new_middle.concat());
    } else {
        for op in capture_diff_slices(Algorithm::Patience, old_middle, new_middle) {
            pieces.line_change(&op, old_middle, new_middle);
        }
    }
    pieces.add(Fate::Same, old[old_end..].iter().copied());
    pieces.0
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

struct Pieces(Vec<Piece>);

impl Pieces {
    fn add<'t>(&mut self, fate: Fate, texts: impl IntoIterator<Item = &'t str>) {
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            match self.0.last_mut() {
                Some(last) if last.fate == fate => last.text.push_str(text),
                _ => self.0.push(Piece { fate, text: text.to_owned() }),
            }
        }
    }

    fn line_change(&mut self, op: &DiffOp, old: &[&str], new: &[&str]) {
        let part = |lines: &[&str], range: Range<usize>| lines.get(range).unwrap_or_default().concat();
        let (before, after) = (part(old, op.old_range()), part(new, op.new_range()));
        match op {
            DiffOp::Equal { .. } => self.add(Fate::Same, [before.as_str()]),
            _ => self.replace(&before, &after),
        }
    }

    fn replace(&mut self, before: &str, after: &str) {
        let words = before.split_whitespace().count() + after.split_whitespace().count();
        if before.is_empty() || after.is_empty() || words > MOST_COMPARED {
            self.add(Fate::Removed, [before]);
            self.add(Fate::Added, [after]);
            return;
        }
        let diff = TextDiff::from_unicode_words(before, after);
        for op in diff.ops() {
            for change in diff.iter_changes(op) {
                let fate = match change.tag() {
                    ChangeTag::Equal => Fate::Same,
                    ChangeTag::Delete => Fate::Removed,
                    ChangeTag::Insert => Fate::Added,
                };
                self.add(fate, [change.value()]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &str, after: &str) -> String {
        compare(before, after)
            .iter()
            .map(|piece| match piece.fate {
                Fate::Same => piece.text.clone(),
                Fate::Removed => format!("[-{}-]", piece.text),
                Fate::Added => format!("{{+{}+}}", piece.text),
            })
            .collect()
    }

    #[test]
    fn a_changed_word_is_all_that_is_shown_as_changed() {
        assert_eq!(
            shown("# A\n\nNurses cannot swap.\n\nEnd.", "# A\n\nNurses cannot easily swap.\n\nEnd."),
            "# A\n\nNurses cannot {+easily +}swap.\n\nEnd."
        );
        assert_eq!(shown("On 3 nights.", "On 4 nights."), "On [-3-]{+4+} nights.");
    }

    #[test]
    fn a_long_document_that_was_replaced_is_compared_at_once() {
        let text = |word: &str| (0..60_000).map(|line| format!("{word} {line}\n")).collect::<String>();
        let pieces = compare(&text("old"), &text("new"));
        assert_eq!(pieces.iter().map(|piece| piece.fate).collect::<Vec<_>>(), [Fate::Removed, Fate::Added]);
    }

    proptest::proptest! {
        #[test]
        fn both_texts_can_be_read_off_a_comparison(before in "([a-c ]{0,6}\r?\n?){0,8}", after in "([a-c ]{0,6}\r?\n?){0,8}") {
            let pieces = compare(&before, &after);
            let but = |fate: Fate| pieces.iter().filter(|piece| piece.fate != fate).map(|piece| piece.text.as_str()).collect::<String>();
            proptest::prop_assert_eq!(but(Fate::Added), before);
            proptest::prop_assert_eq!(but(Fate::Removed), after);
        }
    }
}
