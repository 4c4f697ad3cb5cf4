//! A case: one approving decision that came to an end, with what was thought then and what happened. Pure.
//!
//! Everything in it comes from frozen records. Not here: arithmetic over many cases.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::decisions::{Checklist, DecisionId, ExceptionKind};
use crate::launches::LaunchId;
use crate::proposals::{Lane, ProposalId};
use crate::retros::Verdict;
use crate::scores::{Answer, Criterion};

crate::vocabulary! {
    /// How an approved idea ended.
    pub enum End {
        /// It solved the problem as stated.
        Solved = "solved",
        /// In part.
        Partly = "partly",
        /// It did not.
        NotSolved = "not-solved",
        /// That can't be told.
        CantTell = "cant-tell",
        /// It was given up.
        Stopped = "stopped",
    }
}

crate::vocabulary! {
    /// Which of a person's forecasts is held against what happened.
    pub enum Spoken {
        /// Given with the first ballot, before anyone had heard the others.
        First = "first",
        /// Given after discussion.
        After = "after",
    }
}

crate::vocabulary! {
    /// Outcome × decision quality: what a result says about how it was decided.
    pub enum Quality {
        /// Decided well, and it solved the problem.
        Deserved = "deserved",
        /// Decided carelessly, and it solved the problem all the same.
        Lucky = "lucky",
        /// Decided well, and it did not solve the problem.
        BadBreak = "bad-break",
        /// Decided carelessly, and it did not solve the problem.
        DeservedFailure = "deserved-failure",
    }
}

/// From so many of the five steps of the checklist on a decision counts as well made. A single person cannot have had
/// a blind round.
pub const GOOD_PROCESS_FROM: usize = 4;

/// How many steps of a good process took place.
#[must_use]
pub fn steps(checklist: &Checklist) -> usize {
    let Checklist { blind_round, alternatives, base_rate, dissent_asked, kill_criterion, .. } = *checklist;
    [blind_round, alternatives, base_rate, dissent_asked, kill_criterion]
        .into_iter()
        .filter(|took_place| *took_place)
        .count()
}

/// What a result says about how it was decided; *partly* and *can't tell* say neither.
#[must_use]
pub fn quality(end: End, checklist: Option<&Checklist>) -> Option<Quality> {
    let well = steps(checklist?) >= GOOD_PROCESS_FROM;
    match end {
        End::Solved => Some(if well { Quality::Deserved } else { Quality::Lucky }),
        End::NotSolved | End::Stopped => Some(if well { Quality::BadBreak } else { Quality::DeservedFailure }),
        End::Partly | End::CantTell => None,
    }
}

impl From<Verdict> for End {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Solved => Self::Solved,
            Verdict::Partly => Self::Partly,
            Verdict::NotSolved => Self::NotSolved,
            Verdict::CantTell => Self::CantTell,
        }
    }
}

/// A level that a person gave in the first round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) person: String,
    pub(crate) criterion: Criterion,
    pub(crate) answer: Answer,
}

/// What a person thought how probable success was, in percent.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Said {
    pub(crate) person: String,
    pub(crate) first: f64,
    pub(crate) after: f64,
}

/// One approving decision that came to an end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Case {
    pub(crate) decision: DecisionId,
    pub(crate) proposal: ProposalId,
    pub(crate) launch: Option<LaunchId>,
    /// When it was decided, RFC 3339.
    pub(crate) decided_at: String,
    pub(crate) problem: String,
    pub(crate) end: End,
    /// Whether the primary measure reached its target by its date; none when that was not measured.
    pub(crate) reached: Option<bool>,
    pub(crate) lane: Lane,
    pub(crate) exception: Option<ExceptionKind>,
    pub(crate) solution_first: bool,
    pub(crate) mine: bool,
    pub(crate) tags: Vec<String>,
    pub(crate) given: Vec<Given>,
    pub(crate) said: Vec<Said>,
    pub(crate) checklist: Option<Checklist>,
}

impl Case {
    /// The year it was decided in.
    pub(crate) fn year(&self) -> &str {
        self.decided_at.get(..4).unwrap_or_default()
    }

    /// Whether the forecasts came true; none for what can't be told. What was given up did not come true.
    pub(crate) fn came_true(&self) -> Option<bool> {
        match self.end {
            End::Stopped => Some(false),
            End::CantTell => None,
            End::Solved | End::Partly | End::NotSolved => self.reached,
        }
    }

    /// The level of a criterion in the first round: the lower median of its raters; don't know when most do not.
    pub(crate) fn first_level(&self, criterion: Criterion) -> Option<Answer> {
        let answers: Vec<_> =
            self.given.iter().filter(|given| given.criterion == criterion).map(|given| given.answer).collect();
        let mut levels: Vec<u8> = answers
            .iter()
            .filter_map(|answer| match answer {
                Answer::Level(level) => Some(*level),
                Answer::DontKnow(_) => None,
            })
            .collect();
        levels.sort_unstable();
        let unknown = answers.len() - levels.len();
        if answers.is_empty() {
            None
        } else if unknown * 2 > answers.len() {
            Some(Answer::UNKNOWN)
        } else {
            levels.get((levels.len().max(1) - 1) / 2).copied().map(Answer::Level)
        }
    }

    /// What a result says about how it was decided.
    pub(crate) fn quality(&self) -> Option<Quality> {
        quality(self.end, self.checklist.as_ref())
    }
}

/// How many ended how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct Ends {
    /// All of them.
    pub all: u32,
    /// Not ended yet.
    pub open: u32,
    /// Solved.
    pub solved: u32,
    /// Partly solved.
    pub partly: u32,
    /// Not solved.
    pub not_solved: u32,
    /// Can't tell.
    pub cant_tell: u32,
    /// Given up.
    pub stopped: u32,
}

impl Ends {
    /// Counts cases; `all` may be more than ended.
    pub(crate) fn of<'c>(all: u32, cases: impl Iterator<Item = &'c Case>) -> Self {
        let mut ends = Self { all, ..Self::default() };
        for case in cases {
            *match case.end {
                End::Solved => &mut ends.solved,
                End::Partly => &mut ends.partly,
                End::NotSolved => &mut ends.not_solved,
                End::CantTell => &mut ends.cant_tell,
                End::Stopped => &mut ends.stopped,
            } += 1;
        }
        let ended = ends.solved + ends.partly + ends.not_solved + ends.cant_tell + ends.stopped;
        ends.all = ends.all.max(ended);
        ends.open = ends.all - ended;
        ends
    }
}

/// Levels of the first round per proposal and criterion, for comparing raters; one entry a person.
pub(crate) fn levels_by_rater(cases: &[&Case], criterion: Criterion) -> Vec<Vec<u8>> {
    let levels = |case: &&Case| {
        let by_person: BTreeMap<&str, u8> = case
            .given
            .iter()
            .filter(|given| given.criterion == criterion)
            .filter_map(|given| match given.answer {
                Answer::Level(level) => Some((given.person.as_str(), level)),
                Answer::DontKnow(_) => None,
            })
            .collect();
        by_person.into_values().collect()
    };
    cases.iter().map(levels).collect()
}
