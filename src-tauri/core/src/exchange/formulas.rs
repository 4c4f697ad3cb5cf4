//! Formulas: text that a spreadsheet would calculate instead of showing.
//!
//! A cell that begins with `= + - @`, tab, carriage return or NUL gets an apostrophe in front, which spreadsheets hide;
//! reading takes it away again. Invariant: [`bared`] of [`inert`] is the text, whatever it is.

use std::borrow::Cow;

const RISKY: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\0'];

/// Whether the text begins, after any apostrophes, as a formula does.
fn is_risky(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(RISKY)
}

/// The text as a cell that is shown and not calculated.
pub(crate) fn inert(text: &str) -> Cow<'_, str> {
    if is_risky(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text behind such a cell.
pub(crate) fn bared(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_risky(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_begins_like_a_formula_is_shown_and_not_calculated() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "'=1"] {
            assert_eq!(inert(text), format!("'{text}"));
        }
        for text in ["", "a=1", "'quoted'", "1-1"] {
            assert_eq!(inert(text), text);
        }
    }

    proptest! {
        #[test]
        fn a_cell_gives_its_text_back(text in "['=+@\t\r-]{0,4}.{0,6}") {
            let cell = inert(&text);
            prop_assert_eq!(bared(&cell), text.as_str());
        }
    }
}
