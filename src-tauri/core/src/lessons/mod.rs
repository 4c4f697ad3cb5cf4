//! Lessons: "When …, we …, because …", tied to a criterion or to the process.
//!
//! A lesson may start a proposal, which keeps where it came from; may suggest an anchor of the rubric; and stands beside a
//! text it has something to say to. `matching` finds those. Not here: retros, where lessons are found.

mod matching;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::change::{Action, Changed, Topic};
use crate::documents::Template;
use crate::error::{Entity, Error, Reason, Result, Rule, Unread};
use crate::launches::{self, LaunchId};
use crate::portfolio::Portfolio;
use crate::proposals::{self, Cause, Origin, ProposalId, Stage};
use crate::scores::{self, Criterion, gate::HIGHEST_LEVEL};
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

impl LessonAbout {
    /// The criterion; none for the process.
    #[must_use]
    pub fn criterion(self) -> Option<Criterion> {
        match self {
            Self::Big => Some(Criterion::Big),
            Self::Should => Some(Criterion::Should),
            Self::Plan => Some(Criterion::Plan),
            Self::Process => None,
        }
    }
}

/// Another wording for an anchor of the rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct AnchorSuggestion {
    /// The level, 0 to 4, of the criterion the lesson is about.
    pub level: u8,
    /// What that level should look like.
    pub anchor: String,
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
    /// What it suggests for the rubric; only for a criterion.
    pub suggestion: Option<AnchorSuggestion>,
}

impl LessonInput {
    /// The lesson as a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let because = self.because.trim().trim_end_matches('.');
        format!("When {}, we {}, because {because}.", self.when.trim(), self.we.trim())
    }
}

impl LessonInput {
    /// A lesson of the process, said as a sentence: "When …, we …, because …".
    ///
    /// # Errors
    /// [`Error::Invalid`] when the sentence does not read like that.
    pub fn spoken(sentence: &str) -> Result<Self> {
        let lower = sentence.to_ascii_lowercase();
        let (we, because) = (lower.find(", we "), lower.rfind(", because "));
        let parts = we.zip(because).filter(|(we, because)| lower.starts_with("when ") && we < because);
        let part = |range: std::ops::Range<usize>| sentence.get(range).unwrap_or_default().trim().to_owned();
        let (we, because) = parts.ok_or_else(|| Error::invalid("lesson", Unread::NotALesson.into()))?;
        Ok(Self {
            when: part("when ".len()..we),
            we: part(we + ", we ".len()..because),
            because: part(because + ", because ".len()..sentence.len()).trim_end_matches('.').to_owned(),
            about: LessonAbout::Process,
            launch: None,
            suggestion: None,
        })
    }
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
    /// The problem of that proposal, as lists show it.
    pub problem: Option<String>,
    /// Whether that proposal is in the trash.
    pub trashed: bool,
    /// The version of the rubric that took its suggestion over.
    pub taken_over: Option<u32>,
    /// When, RFC 3339.
    pub at: String,
}

/// A lesson that has something to say to a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MatchingLesson {
    /// The lesson.
    pub lesson: Lesson,
    /// The tags both have.
    pub tags: Vec<String>,
    /// The words both have, without their endings.
    pub words: Vec<String>,
}

/// A margin holds no more lessons than this.
const SHOWN_LESSONS: usize = 3;

const TOPICS: &[Topic] = &[Topic::Lessons, Topic::Journal];

impl Portfolio {
    /// Every lesson, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn lessons(&self) -> Result<Vec<Lesson>> {
        self.read(rows::list)
    }

    /// The lessons that have something to say to a proposal, the closest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn lessons_for(&self, id: ProposalId) -> Result<Vec<MatchingLesson>> {
        self.read(|conn| {
            proposals::row(conn, id)?;
            let text = matching::words(&proposals::document_text(conn, id)?);
            let tags = proposal_rows::tags(conn, id)?;
            let mut found: Vec<MatchingLesson> = vec![];
            for lesson in rows::list(conn)?.into_iter().filter(|lesson| !lesson.trashed && lesson.proposal != Some(id))
            {
                let voice = matching::Voice::of(&lesson.stated.sentence(), &tags_of(conn, &lesson)?);
                if let Some(matching::Shared { words, tags }) = voice.shared(&text, &tags) {
                    found.push(MatchingLesson { lesson, tags, words });
                }
            }
            found.sort_by_key(|one| std::cmp::Reverse((one.tags.len(), one.words.len())));
            found.truncate(SHOWN_LESSONS);
            Ok(found)
        })
    }

    /// Keeps a lesson.
    ///
    /// # Errors
    /// [`Error::Invalid`] when one of its three parts is empty, or a suggestion fits no level of a criterion.
    pub fn keep_lesson(&self, new: &LessonInput) -> Result<Changed<LessonId>> {
        check(new)?;
        self.transact(Action::KeepLesson, TOPICS, |w| {
            let proposal = new.launch.map(|id| launches::row(w.conn, id)).transpose()?.map(|row| row.proposal);
            let id = rows::insert(w.conn, &w.new_id(), new, proposal, w.now)?;
            w.about(id);
            Ok(id)
        })
    }

    /// Changes the words of a lesson.
    ///
    /// # Errors
    /// As [`Portfolio::keep_lesson`]; [`Error::NotFound`] for an unknown one.
    pub fn reword_lesson(&self, id: LessonId, new: &LessonInput) -> Result<Changed<()>> {
        check(new)?;
        self.transact(Action::RewordLesson, TOPICS, |w| {
            w.about(id);
            if rows::reword(w.conn, id, new)? { Ok(()) } else { Err(Error::not_found(Entity::Lesson, id)) }
        })
    }

    /// Takes a lesson away.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown one.
    pub fn drop_lesson(&self, id: LessonId) -> Result<Changed<()>> {
        self.transact(Action::DropLesson, TOPICS, |w| {
            w.about(id);
            if rows::delete(w.conn, id)? { Ok(()) } else { Err(Error::not_found(Entity::Lesson, id)) }
        })
    }

    /// Takes the suggestion of a lesson over as a new version of the rubric; scores keep the version they were given by.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown lesson; [`Error::Rejected`] when it suggests nothing, or was taken over.
    pub fn take_suggestion_over(&self, id: LessonId) -> Result<Changed<u32>> {
        self.transact(Action::TakeSuggestionOver, &[Topic::Lessons, Topic::Scores, Topic::Journal], |w| {
            let lesson = rows::get(w.conn, id)?.ok_or_else(|| Error::not_found(Entity::Lesson, id))?;
            let (Some(criterion), Some(suggestion)) = (lesson.stated.about.criterion(), &lesson.stated.suggestion)
            else {
                return Err(Error::rejected(id, Rule::NothingSuggested));
            };
            if lesson.taken_over.is_some() {
                return Err(Error::rejected(id, Rule::TakenOver));
            }
            let version = scores::change_anchor(w, criterion, suggestion.level, &suggestion.anchor)?;
            rows::set_taken_over(w.conn, id, version)?;
            w.about(id);
            w.detail(format!("v{version}"));
            Ok(version)
        })
    }

    /// Begins a proposal from a lesson.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown lesson.
    pub fn proposal_from_lesson(&self, id: LessonId) -> Result<Changed<ProposalId>> {
        self.transact(Action::KeepSpark, &[Topic::Proposals, Topic::Journal], |w| {
            let lesson = rows::get(w.conn, id)?.ok_or_else(|| Error::not_found(Entity::Lesson, id))?;
            let text = lesson.stated.sentence();
            let spark =
                proposals::insert_proposal(w, Stage::Spark, Template::JournalIdea, &text, None, Cause::Writing)?;
            proposal_rows::set_origin(w.conn, spark, Origin::Lesson, &id.to_string())?;
            Ok(spark)
        })
    }
}

fn tags_of(conn: &Connection, lesson: &Lesson) -> Result<Vec<String>> {
    lesson.proposal.map_or(Ok(vec![]), |proposal| proposal_rows::tags(conn, proposal))
}

fn check(new: &LessonInput) -> Result<()> {
    for (field, part) in [("when", &new.when), ("we", &new.we), ("because", &new.because)] {
        if part.trim().is_empty() {
            return Err(Error::invalid(field, Reason::Required));
        }
    }
    if let Some(suggestion) = &new.suggestion {
        if new.about.criterion().is_none() {
            return Err(Error::invalid("about", Reason::OutOfRange("a criterion, since the process has no anchors")));
        }
        if suggestion.level > HIGHEST_LEVEL {
            return Err(Error::invalid("level", Reason::OutOfRange("0 to 4")));
        }
        if suggestion.anchor.trim().is_empty() {
            return Err(Error::invalid("anchor", Reason::Required));
        }
    }
    Ok(())
}
