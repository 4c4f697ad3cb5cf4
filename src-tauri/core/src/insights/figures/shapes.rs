//! The figures as the screen shows them.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::insights::calibration::Calibration;
use crate::insights::cases::{End, Ends, Quality};
use crate::insights::{Agreement, Share};
use crate::proposals::Stage;
use crate::scores::Criterion;

crate::vocabulary! {
    /// The first-round level of a criterion, as far as it is told apart.
    pub enum SealColumn {
        /// 0 to 2, or don't know: approved as an exception.
        NotThere = "not-there",
        /// 3.
        Present = "present",
        /// 4.
        Strong = "strong",
    }
}

/// Solved counts of one criterion by its first-round level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct SealRow {
    /// Which.
    pub criterion: Criterion,
    /// Not there.
    pub not_there: Share,
    /// Present.
    pub present: Share,
    /// Strong.
    pub strong: Share,
}

/// How the launches of a tag, a year or a person went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Group {
    /// The list behind it: `tag:labs`.
    pub figure: String,
    /// A tag, a year, a name; empty for a person who was forgotten.
    pub name: String,
    /// Solved of those that can be told.
    pub solved: Share,
    /// How many outcomes there are forecasts of.
    pub outcomes: u32,
    /// The Brier score of those forecasts; absent below ten outcomes, and for a person who does not share it.
    pub brier: Option<f64>,
    /// Kept to the person: only counts are given.
    pub private: bool,
    /// The person's id.
    pub person: Option<String>,
}

/// Agreement of raters on one criterion, in the first round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct AgreementOn {
    /// Which.
    pub criterion: Criterion,
    /// How far; absent with one rater only.
    pub agreement: Option<Agreement>,
}

/// How often outcome and decision quality came together so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct QualityCount {
    /// Which.
    pub quality: Quality,
    /// How often.
    pub count: u32,
}

/// How long proposals stayed in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
pub struct StageTime {
    /// Which.
    pub stage: Stage,
    /// How many stays have ended.
    pub stays: u32,
    /// Half of them were no longer than this, in days.
    pub median_days: f64,
    /// The longest, in days.
    pub longest_days: f64,
}

/// Where new proposals came from, as far as operating led to inventing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct Loop {
    /// From lessons.
    pub from_lessons: u32,
    /// From running products.
    pub from_products: u32,
    /// From launches: signals and side effects.
    pub from_launches: u32,
}

/// What is known of ideas that were not chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
pub struct NotChosen {
    /// Declined.
    pub declined: u32,
    /// Not yet.
    pub not_yet: u32,
    /// With a later outcome noted.
    pub noted: u32,
    /// Of those: missed winners.
    pub missed: u32,
}

/// Lane *improvement*, counted apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Improvements {
    /// How they ended.
    pub ends: Ends,
}

/// An ended decision, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CaseLine {
    /// `L-002`; absent when it was stopped before it was launched.
    pub launch: Option<String>,
    /// `P-014`
    pub proposal: String,
    /// `D-021`
    pub decision: String,
    /// The problem as it was frozen, as plain text.
    pub problem: String,
    /// When it was decided, RFC 3339.
    pub decided_at: String,
    /// How it ended.
    pub end: End,
    /// Whether the primary measure reached its target by its date.
    pub reached: Option<bool>,
    /// What a result says about how it was decided.
    pub quality: Option<Quality>,
}

/// Everything the screen shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Insights {
    /// Closed launches these figures are about, stopped ones included.
    pub closed: u32,
    /// How many are needed before anything is a rate.
    pub needed: u32,
    /// Whether there are enough for rates.
    pub rates: bool,
    /// Below that: each by name, newest first.
    pub launches: Vec<CaseLine>,
    /// How they ended.
    pub ends: Ends,
    /// Left out of calibration because it can't be told.
    pub cant_tell: u32,
    /// Left out because the primary measure was never measured, or promised nothing.
    pub unresolved: u32,
    /// Left out because nobody gave a forecast.
    pub without_forecast: u32,
    /// Left out everywhere: their stage came from a file, without a record.
    pub imported: u32,
    /// How well forecasts held.
    pub calibration: Option<Calibration>,
    /// Which seal told us?
    pub seals: Vec<SealRow>,
    /// By person, tag and year.
    pub people: Vec<Group>,
    /// By tag.
    pub tags: Vec<Group>,
    /// By year of the decision.
    pub years: Vec<Group>,
    /// Agreement of raters per criterion.
    pub agreement: Vec<AgreementOn>,
    /// Outcome × decision quality.
    pub quality: Vec<QualityCount>,
    /// Exceptions and how they ended.
    pub exceptions: Ends,
    /// Approvals whose solution was written first, and how they ended.
    pub solution_first: Ends,
    /// How many proposals were written solution-first, of all that are more than a spark.
    pub written_solution_first: Share,
    /// Time in stage.
    pub stages: Vec<StageTime>,
    /// The loop.
    pub origin: Loop,
    /// Ideas not chosen.
    pub not_chosen: NotChosen,
    /// Lane *improvement*, apart.
    pub improvements: Improvements,
}
