//! The kill criterion, watched: when the record's words name a measure and a number, its latest value is held against them.
//!
//! Reads sentences such as "Unfilled nights above 30". What it cannot read is asked at each check-in instead.
//! Pure: words and values in.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::measures::LatestValue;

/// A kill criterion with what is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct KillCriterion {
    /// The words of the record.
    pub text: String,
    /// What they say of a measure, when they name one with a number.
    pub watched: Option<Watched>,
}

/// A measure held against a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Watched {
    /// The measure's name.
    pub measure: String,
    /// The number.
    pub threshold: f64,
    /// Whether it holds above the number, or below.
    pub above: bool,
    /// The latest value.
    pub latest: Option<LatestValue>,
    /// Whether it holds now; unknown without a value.
    pub holds: Option<bool>,
}

const ABOVE: [&str; 9] =
    ["at least", "more than", "greater than", "higher than", "above", "over", "exceeds", ">", "rises to"];
const BELOW: [&str; 8] = ["at most", "less than", "lower than", "fewer than", "below", "under", "falls to", "<"];

/// Reads a kill criterion against the measures of a launch, as (name, latest value).
pub(super) fn read(text: &str, measures: &[(&str, Option<LatestValue>)]) -> KillCriterion {
    let lower = text.to_lowercase();
    let named = measures.iter().filter_map(|(name, latest)| {
        let at = lower.find(&name.to_lowercase())?;
        Some((at + name.to_lowercase().len(), name, latest))
    });
    let watched = named.max_by_key(|(_, name, _)| name.len()).and_then(|(after, name, latest)| {
        let rest = lower.get(after..)?;
        let (above, inclusive, number) = comparison(rest)?;
        let holds = latest.as_ref().map(|latest| match (above, inclusive) {
            (true, true) => latest.value >= number,
            (true, false) => latest.value > number,
            (false, true) => latest.value <= number,
            (false, false) => latest.value < number,
        });
        Some(Watched { measure: (*name).to_owned(), threshold: number, above, latest: latest.clone(), holds })
    });
    KillCriterion { text: text.to_owned(), watched }
}

/// The first comparison of a text and the number right after it: above?, or equal?, how much.
fn comparison(text: &str) -> Option<(bool, bool, f64)> {
    let words = ABOVE.iter().map(|word| (*word, true)).chain(BELOW.iter().map(|word| (*word, false)));
    let hits = words.filter_map(|(word, above)| Some((text.find(word)?, word, above)));
    let (at, word, above) = hits.min_by_key(|(at, word, _)| (*at, std::cmp::Reverse(word.len())))?;
    let rest = text.get(at + word.len()..)?;
    let or_equal = rest.starts_with('=') || ["at least", "at most", "rises to", "falls to"].contains(&word);
    let rest = rest.trim_start_matches(['=', ' ']);
    let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || "+-.".contains(*c)).collect();
    Some((above, or_equal, number.trim_end_matches('.').parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, value: f64) -> Option<Option<bool>> {
        let latest = Some(LatestValue { date: "2026-09-01".into(), value });
        read(text, &[("Nights", None), ("Unfilled nights", latest)]).watched.map(|watched| watched.holds)
    }

    #[test]
    fn a_measure_and_a_number_are_watched() {
        assert_eq!(holds("Stop if unfilled nights stays above 30.", 31.0), Some(Some(true)));
        assert_eq!(holds("Stop if unfilled nights stays above 30.", 30.0), Some(Some(false)));
        assert_eq!(holds("Unfilled nights at least 30 % after twelve weeks", 30.0), Some(Some(true)));
        assert_eq!(holds("Unfilled nights < 2.5", 2.0), Some(Some(true)));
    }

    #[test]
    fn words_without_a_measure_or_a_number_are_a_question() {
        assert_eq!(holds("No movement in the primary measure twelve weeks after launch.", 31.0), None);
        assert_eq!(holds("Unfilled nights still above what we had.", 31.0), None);
    }
}
