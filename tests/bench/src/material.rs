//! Made-up proposals that behave like real ones: two kilobytes of prose each, a vocabulary with few common and many rare
//! words, every stage, scores by several people.
//!
//! Not a fixture: nothing tests against its wording. Invariant: proposal `n` depends on `n` alone, so a small set is the
//! beginning of every larger one, and two runs measure the same file.

use serde_json::{Value, json};

const SYLLABLES: [&str; 24] = [
    "ba", "cor", "del", "fi", "gra", "hu", "ja", "ken", "lo", "mer", "nu", "pal", "qui", "ro", "sta", "tem", "un",
    "ver", "wo", "xi", "yel", "zo", "bri", "cho",
];
const CUSTOMERS: [&str; 10] = [
    "night nurses",
    "parcel depots",
    "school librarians",
    "home carers",
    "harbour pilots",
    "repair shops",
    "payroll clerks",
    "tour guides",
    "lab technicians",
    "independent farmers",
];
const THINGS: [&str; 12] = [
    "shift", "order", "invoice", "booking", "meter", "route", "label", "refund", "lesson", "contract", "sample",
    "permit",
];
const PEOPLE: [&str; 8] =
    ["Ada Meyer", "Bao Silva", "Chidi Novak", "Dana Rossi", "Eino Tanaka", "Farah Singh", "Gus Dubois", "Hana Kowal"];
/// A stage and its share of a hundred.
const STAGES: [(&str, u64); 7] =
    [("spark", 16), ("draft", 34), ("ready", 12), ("in-review", 8), ("not-yet", 14), ("declined", 10), ("stopped", 6)];
/// In every proposal whose number leaves this remainder of a thousand: a rare word to search for.
const RARE: (u64, &str) = (7, "zephyrquartz");

/// A stream of numbers that a seed fixes (SplitMix64, Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, sides: u64) -> u64 {
        self.roll() % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let at = self.below(from.len() as u64);
        usize::try_from(at).ok().and_then(|at| from.get(at)).copied().unwrap_or_default()
    }

    /// A word of the vocabulary. Multiplying rolls makes low ranks common, as in real text.
    fn word(&mut self) -> String {
        let rank = self.below(90) * self.below(90) + self.below(10);
        let mut spelling = Dice(rank);
        (0..2 + rank % 2).map(|_| spelling.pick(&SYLLABLES)).collect()
    }

    fn sentences(&mut self, count: u64) -> String {
        let sentence = |dice: &mut Self| {
            let words: Vec<_> = (0..8 + dice.below(10)).map(|_| dice.word()).collect();
            format!("{}.", words.join(" "))
        };
        (0..count).map(|_| sentence(self)).collect::<Vec<_>>().join(" ")
    }

    fn stage(&mut self) -> &'static str {
        let mut left = self.below(100);
        for (stage, share) in STAGES {
            if left < share {
                return stage;
            }
            left -= share;
        }
        "spark"
    }
}

/// Proposal `number` as one object of a JSON Lines import.
pub(crate) fn proposal(number: u64) -> Value {
    let mut dice = Dice(number.wrapping_mul(2_654_435_761));
    let (customer, thing, name) = (dice.pick(&CUSTOMERS), dice.pick(&THINGS), dice.word());
    let rare = if number % 1000 == RARE.0 { format!(" Some call it {}.", RARE.1) } else { String::new() };
    let hours = 1 + dice.below(9);
    let stage = dice.stage();
    let reviewers = if matches!(stage, "spark" | "draft") { 0 } else { 2 + dice.below(3) };
    let scores: Vec<_> = (0..reviewers).map(|turn| score(&mut dice, number + turn)).collect();
    json!({
        "title": format!("{name}: a {thing} handed over once, for {customer}"),
        "stage": stage,
        "author": dice.pick(&PEOPLE),
        "tags": [thing],
        "created": date(&mut dice, 2024),
        "updated": date(&mut dice, 2025),
        "customer": customer,
        "problem": format!("Today {customer} write every {thing} down twice and lose {hours} hours a week.{rare} {}", dice.sentences(5)),
        "solution": format!("With {name} {customer} enter the {thing} once. {}", dice.sentences(7)),
        "quote_customer": format!("“I used to write the {thing} twice.” {}", dice.sentences(1)),
        "faq_external": [{ "q": "What does it cost?", "a": dice.sentences(2) }],
        "faq_internal": [{ "q": "What would make us stop?", "a": dice.sentences(3) }],
        "scores": scores,
    })
}

fn score(dice: &mut Dice, reviewer: u64) -> Value {
    let name = usize::try_from(reviewer % PEOPLE.len() as u64).ok().and_then(|at| PEOPLE.get(at));
    json!({
        "reviewer": name, "big": dice.below(5), "should": dice.below(5), "plan": dice.below(5),
        "why": format!("The {} is not there yet.", dice.pick(&THINGS)),
    })
}

fn date(dice: &mut Dice, year: u64) -> String {
    format!("{year}-{:02}-{:02}T{:02}:00:00Z", 1 + dice.below(12), 1 + dice.below(28), dice.below(24))
}
