//! Which door a proposal looks like: words of its plan that are hard to take back suggest the one-way door.
//!
//! Not here: the choice, which is a person's. Pure.

use crate::proposals::Door;

const IRREVERSIBLE: &str = include_str!("words/irreversible.txt");

/// The door a text suggests, with the word that suggests it.
pub(super) fn suggested(text: &str) -> (Door, Option<String>) {
    let text = text.to_lowercase();
    let found = IRREVERSIBLE.lines().filter(|word| !word.is_empty()).find(|word| begins_a_word(&text, word));
    match found {
        Some(word) => (Door::OneWay, Some(word.to_owned())),
        None => (Door::TwoWay, None),
    }
}

fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let after = &text[at + word.len()..];
        let ends = |rest: &str| !rest.chars().next().is_some_and(char::is_alphanumeric);
        let begins = !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        begins && (ends(after) || after.strip_prefix('s').is_some_and(ends))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_is_hard_to_take_back_and_a_board_is_not() {
        assert_eq!(suggested("We sign contracts with two agencies."), (Door::OneWay, Some("contract".into())));
        assert_eq!(suggested("A board that offers a released night."), (Door::TwoWay, None));
    }

    #[test]
    fn a_word_inside_another_is_no_sign() {
        assert_eq!(suggested("The release is priceless.").0, Door::TwoWay);
    }
}
