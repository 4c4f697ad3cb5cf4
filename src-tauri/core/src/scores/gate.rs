//! The gate: what several scores of a criterion come to, and whether all three seals are present.
//!
//! Pure arithmetic. A seal is present when its level is 3 or 4; the gate is AND. Not here, and nowhere else: any sum, mean
//! or weight over criteria.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::error::{Error, Reason};

/// The highest level of a criterion.
pub const HIGHEST_LEVEL: u8 = 4;

/// The lowest level at which a seal is present.
pub const PRESENT: u8 = 3;

/// From this range on raters "do not agree".
pub const DISAGREEMENT: u8 = 2;

crate::vocabulary! {
    /// One of the three questions that decide whether to invest.
    pub enum Criterion {
        /// Is it a big idea?
        Big = "big",
        /// Should we be doing it?
        Should = "should",
        /// Is there a legitimate plan to succeed?
        Plan = "plan",
    }
}

impl Criterion {
    /// The three, in the order they are asked.
    pub const EACH: [Self; 3] = [Self::Big, Self::Should, Self::Plan];
}

/// The answer to a criterion: a level, or an honest "don't know", which is not present and not zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(untagged)]
pub enum Answer {
    /// 0 Absent, 1 Hinted, 2 Partly there, 3 Present, 4 Strong.
    Level(u8),
    /// `?`
    DontKnow(DontKnow),
}

/// The word for not knowing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub enum DontKnow {
    /// `?`
    #[serde(rename = "?")]
    DontKnow,
}

impl Answer {
    /// "Don't know", as it is stored.
    pub const UNKNOWN: Self = Self::DontKnow(DontKnow::DontKnow);

    /// Whether this level is a present seal.
    #[must_use]
    pub fn is_present(self) -> bool {
        matches!(self, Self::Level(level) if level >= PRESENT)
    }

    /// 4 to 0, and -1 for don't know: only for putting the weakest first.
    fn rank(self) -> i8 {
        match self {
            Self::Level(level) => i8::try_from(level).unwrap_or(i8::MAX),
            Self::DontKnow(_) => -1,
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Level(level) => write!(f, "{level}"),
            Self::DontKnow(_) => f.write_str("?"),
        }
    }
}

impl FromStr for Answer {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text.trim() {
            "?" => Ok(Self::UNKNOWN),
            text => match text.parse() {
                Ok(level) if level <= HIGHEST_LEVEL => Ok(Self::Level(level)),
                _ => Err(Error::invalid("level", Reason::OutOfRange("0 to 4, or ? for don't know"))),
            },
        }
    }
}

/// What the scores of one criterion come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Standing {
    /// The level to go by: the rater's own, or the lower median of several; `?` when most don't know; none without a score.
    pub level: Option<Answer>,
    /// How many people scored.
    pub raters: u32,
    /// Lowest and highest level given, with two or more levels.
    pub range: Option<(u8, u8)>,
    /// The range is two or more: they do not agree.
    pub disagree: bool,
    /// Several people scored and no meeting settled on a level.
    pub not_agreed: bool,
    /// A meeting settled on the level.
    pub settled: bool,
    /// The problem changed since; the seal does not count until a score is reaffirmed.
    pub stale: bool,
    /// A blind round is open: nothing is known, and nothing holds the proposal back.
    pub blind: bool,
}

impl Standing {
    /// What is shown while a blind round is open: nothing.
    pub const BLIND: Self = Self {
        level: None,
        raters: 0,
        range: None,
        disagree: false,
        not_agreed: false,
        settled: false,
        stale: false,
        blind: true,
    };

    /// The standing after a meeting settled on a level.
    #[must_use]
    pub fn settled_on(self, level: Answer, stale: bool) -> Self {
        Self { level: Some(level), not_agreed: false, settled: true, stale, ..self }
    }

    /// Whether the seal is present now: level 3 or 4, on the problem as it reads.
    #[must_use]
    pub fn is_present(&self) -> bool {
        !self.stale && self.level.is_some_and(Answer::is_present)
    }
}

/// What `scores`, the latest (answer, stale) of each person, come to.
///
/// Of several raters the level is the lower median; a majority of "don't know" makes it `?`. Scores on an older problem count
/// only while there is no score on the current one, and then make the standing stale.
#[must_use]
pub fn standing(scores: &[(Answer, bool)]) -> Standing {
    let fresh: Vec<Answer> = scores.iter().filter(|(_, stale)| !stale).map(|(answer, _)| *answer).collect();
    let stale = fresh.is_empty() && !scores.is_empty();
    let counted = if stale { scores.iter().map(|(answer, _)| *answer).collect() } else { fresh };
    let mut levels: Vec<u8> = counted
        .iter()
        .filter_map(|answer| match answer {
            Answer::Level(level) => Some(*level),
            Answer::DontKnow(_) => None,
        })
        .collect();
    levels.sort_unstable();
    let unknown = counted.len() - levels.len();
    let level = if counted.is_empty() {
        None
    } else if unknown * 2 > counted.len() || levels.is_empty() {
        Some(Answer::UNKNOWN)
    } else {
        levels.get((levels.len() - 1) / 2).copied().map(Answer::Level)
    };
    let range = match (levels.first(), levels.last()) {
        (Some(low), Some(high)) if levels.len() > 1 => Some((*low, *high)),
        _ => None,
    };
    Standing {
        level,
        raters: u32::try_from(counted.len()).unwrap_or(u32::MAX),
        range,
        disagree: range.is_some_and(|(low, high)| high - low >= DISAGREEMENT),
        not_agreed: counted.len() > 1,
        settled: false,
        stale,
        blind: false,
    }
}

/// The three seals of a proposal: a level, don't know, or not scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, Type)]
pub struct Seals {
    /// Is it a big idea?
    pub big: Option<Answer>,
    /// Should we be doing it?
    pub should: Option<Answer>,
    /// Is there a legitimate plan to succeed?
    pub plan: Option<Answer>,
}

impl Seals {
    /// The seals in the order they are asked.
    #[must_use]
    pub fn each(&self) -> [Option<Answer>; 3] {
        [self.big, self.should, self.plan]
    }
}

/// The three standings joined: what the gate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate {
    /// Big idea, should we, plan to succeed.
    pub standings: [Standing; 3],
}

impl Gate {
    /// The seals as shown.
    #[must_use]
    pub fn seals(&self) -> Seals {
        let [big, should, plan] = self.standings.map(|standing| standing.level);
        Seals { big, should, plan }
    }

    /// Whether all three seals are present.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.standings.iter().all(Standing::is_present)
    }

    /// The criteria that hold the proposal back, in the order they are asked.
    #[must_use]
    pub fn held_back_by(&self) -> Vec<Criterion> {
        Criterion::EACH
            .into_iter()
            .zip(self.standings)
            .filter(|(_, standing)| !standing.is_present() && !standing.blind)
            .map(|(criterion, _)| criterion)
            .collect()
    }

    /// Whether a present level does not count because the problem changed.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.standings.iter().any(|standing| standing.stale)
    }

    /// Whether no seal waits for several raters to agree.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        !self.standings.iter().any(|standing| standing.not_agreed)
    }

    /// Where the proposal stands in *strength* order, apart from how long it waits.
    #[must_use]
    pub fn strength(&self) -> Strength {
        let ranks = self.standings.map(|standing| standing.level.map(Answer::rank));
        Strength {
            unscored: ranks.iter().any(Option::is_none),
            missing: u8::try_from(self.held_back_by().len()).unwrap_or(3),
            weakest: ranks.iter().flatten().copied().min().unwrap_or(-1),
        }
    }
}

/// The *strength* order: scored before unscored, then fewest missing seals, then the highest minimum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strength {
    /// Some criterion has no score at all.
    pub unscored: bool,
    /// How many seals are not present.
    pub missing: u8,
    /// The weakest level, don't know being -1.
    pub weakest: i8,
}

impl Strength {
    /// Sorts strongest first.
    #[must_use]
    pub fn key(&self) -> (bool, u8, Reverse<i8>) {
        (self.unscored, self.missing, Reverse(self.weakest))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn gate(levels: [&str; 3]) -> Gate {
        Gate {
            standings: levels.map(|level| match level {
                "" => standing(&[]),
                level => standing(&[(level.parse().unwrap(), false)]),
            }),
        }
    }

    #[test]
    fn two_strong_seals_do_not_make_up_for_a_missing_one() {
        let gate = gate(["4", "4", "2"]);
        assert!(!gate.is_met());
        assert_eq!(gate.held_back_by(), [Criterion::Plan]);
    }

    #[test]
    fn dont_know_fails_the_gate_and_is_not_zero() {
        let gate = gate(["3", "3", "?"]);
        assert!(!gate.is_met());
        assert_eq!(gate.seals().plan, Some(Answer::UNKNOWN));
    }

    #[test]
    fn three_threes_meet_the_gate() {
        assert!(gate(["3", "3", "3"]).is_met());
    }

    #[test]
    fn strength_puts_fewest_missing_first_then_the_weakest_then_the_unscored() {
        let mut found =
            [["", "4", "4"], ["1", "1", "1"], ["4", "4", "?"], ["4", "4", "2"], ["3", "3", "3"], ["4", "4", "0"]];
        found.sort_by_key(|levels| gate(*levels).strength().key());
        assert_eq!(
            found,
            [["3", "3", "3"], ["4", "4", "2"], ["4", "4", "0"], ["4", "4", "?"], ["1", "1", "1"], ["", "4", "4"]]
        );
    }

    #[test]
    fn several_raters_come_to_the_lower_median_and_their_range_is_shown() {
        let scores = ["1", "2", "4", "4"].map(|level| (level.parse().unwrap(), false));
        let standing = standing(&scores);
        assert_eq!(standing.level, Some(Answer::Level(2)));
        assert_eq!(standing.range, Some((1, 4)));
        assert!(standing.disagree && standing.not_agreed);
    }

    #[test]
    fn a_majority_that_does_not_know_makes_it_unknown() {
        let scores = ["?", "?", "4"].map(|level| (level.parse().unwrap(), false));
        assert_eq!(standing(&scores).level, Some(Answer::UNKNOWN));
    }

    #[test]
    fn a_stale_four_does_not_count_until_someone_scores_the_new_problem() {
        let four = Answer::Level(4);
        assert!(!standing(&[(four, true)]).is_present());
        assert!(standing(&[(four, true), (Answer::Level(3), false)]).is_present());
    }

    #[test]
    fn a_level_above_four_is_refused() {
        for text in ["5", "-1", "3.5", "x", ""] {
            assert!(text.parse::<Answer>().is_err(), "{text}");
        }
    }

    fn any_answer() -> impl Strategy<Value = Answer> {
        prop_oneof![(0..=4_u8).prop_map(Answer::Level), Just(Answer::UNKNOWN)]
    }

    proptest! {
        #[test]
        fn the_gate_is_met_exactly_when_nothing_holds_it_back(levels in proptest::array::uniform3((any_answer(), any::<bool>()))) {
            let gate = Gate { standings: levels.map(|score| standing(&[score])) };
            prop_assert_eq!(gate.is_met(), gate.held_back_by().is_empty());
            prop_assert_eq!(gate.is_met(), levels.iter().all(|(answer, stale)| !stale && answer.is_present()));
        }

        #[test]
        fn the_order_of_raters_does_not_matter(mut scores in proptest::collection::vec((any_answer(), any::<bool>()), 0..8)) {
            let before = standing(&scores);
            scores.reverse();
            prop_assert_eq!(before, standing(&scores));
        }
    }
}
