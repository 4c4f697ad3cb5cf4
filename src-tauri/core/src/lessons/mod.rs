//! Lessons: "When …, we …, because …", tied to a criterion or to the process.
//!
//! A lesson may start a proposal, which keeps where it came from. Not here: retros, where lessons are found.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::documents::Template;
use crate::error::{Entity, Error, Reason, Result};
use crate::launches::{self, LaunchId};
use crate::portfolio::Portfolio;
use crate::proposals::{self, Cause, Origin, ProposalId, Stage};
use crate::storage::{lessons as rows, proposals as proposal_rows};

crate::identity! {
    /// `N-007`
    pub struct LessonId = "N"
}

crate::vocabulary! {
    /// What a lesson is about.
    pub enum LessonAbout {
        /// How big the idea was.
        Big = "big",
        /// Whether it was ours to do.
        Should = "should",
        /// The plan to succeed.
        Plan = "plan",
        /// How we decided or worked.
        Process = "process",
    }
}

/// A lesson to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LessonInput {
    /// "When …": the situation.
    pub when: String,
    /// "we …": what we did.
    pub we: String,
    /// "because …": why.
    pub because: String,
    /// A criterion, or the process.
    pub about: LessonAbout,
    /// The launch it was learned from.
    pub launch: Option<LaunchId>,
}

/// A kept lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Lesson {
    /// `N-007`
    pub id: LessonId,
    /// What was learned.
    #[serde(flatten)]
    pub stated: LessonInput,
    /// The proposal of that launch.
    pub proposal: Option<ProposalId>,
    /// When, RFC 3339.
    pub at: String,
}

const TOPICS: &[Topic] = &[Topic::Lessons, Topic::Journal];

impl Portfolio {
    /// Every lesson, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn lessons(&self) -> Result<Vec<Lesson>> {
        self.read(rows::list)
    }

    /// Keeps a lesson.
    ///
    /// # Errors
    /// [`Error::Invalid`] when one of its three parts is empty.
    pub fn keep_lesson(&self, new: &LessonInput) -> Result<Changed<LessonId>> {
        for (field, part) in [("when", &new.when), ("we", &new.we), ("because", &new.because)] {
            if part.trim().is_empty() {
                return Err(Error::invalid(field, Reason::Required));
            }
        }
        self.transact(Action::KeepLesson, TOPICS, |w| {
            let proposal = new.launch.map(|id| launches::row(w.conn, id)).transpose()?.map(|row| row.proposal);
            let id = rows::insert(w.conn, &w.new_id(), new, proposal, w.now)?;
            w.about(id);
            Ok(id)
        })
    }

    /// Begins a proposal from a lesson.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown lesson.
    pub fn proposal_from_lesson(&self, id: LessonId) -> Result<Changed<ProposalId>> {
        self.transact(Action::KeepSpark, &[Topic::Proposals, Topic::Journal], |w| {
            let lesson = rows::get(w.conn, id)?.ok_or_else(|| Error::not_found(Entity::Lesson, id))?;
            let text = format!("When {}, we {}, because {}.", lesson.when, lesson.we, lesson.because);
            let spark =
                proposals::insert_proposal(w, Stage::Spark, Template::JournalIdea, &text, None, Cause::Writing)?;
            proposal_rows::set_origin(w.conn, spark, Origin::Lesson, &id.to_string())?;
            Ok(spark)
        })
    }
}
