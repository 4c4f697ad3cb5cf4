//! Comments: a reader's words in the margin, anchored to words of the pinned revision, private until Discuss.
//!
//! An anchor is the quoted words with what stands before and after them; it is found again in a text that was edited since.
//! Not here: the text. Invariant: a private comment is shown to the person who wrote it alone.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{MeetingId, OnAgenda, Phase, attendee, item, open_row, row};
use crate::change::{Action, Changed, Topic};
use crate::documents::Utf16;
use crate::error::{Entity, Error, Reason, Result, Rule};
use crate::portfolio::Portfolio;
use crate::proposals::{self, ProposalId};
use crate::storage::{comments as rows, revisions};

/// The longest comment and the longest quote, in characters.
const LONGEST: usize = 10_000;

/// A comment to keep.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub struct CommentInput {
    /// Which item is read.
    pub on: OnAgenda,
    /// Who writes, by id.
    pub person: String,
    /// The words it is about; none for a note on the whole.
    pub quote: Option<String>,
    /// What stands before them.
    pub before: String,
    /// What stands after them.
    pub after: String,
    /// What is said.
    pub text: String,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Comment {
    /// Identity, UUIDv7.
    pub id: String,
    /// In which meeting.
    pub meeting: MeetingId,
    /// On which proposal.
    pub proposal: ProposalId,
    /// Who wrote it, by id.
    pub person: String,
    /// That person's name.
    pub name: String,
    /// The revision that was read.
    pub revision: u32,
    /// The words it is about.
    pub quote: Option<String>,
    /// What stood before them.
    pub before: String,
    /// What stood after them.
    pub after: String,
    /// What is said.
    pub text: String,
    /// When, RFC 3339.
    pub at: String,
    /// Whether everyone may read it.
    pub released: bool,
    /// What the author answered.
    pub answer: Option<String>,
    /// The revision in which it was addressed.
    pub addressed_in: Option<u32>,
}

/// A released comment with the place of its words in the text as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlacedComment {
    /// The comment.
    pub comment: Comment,
    /// Where its words begin and end, in UTF-16 units; none when they are gone.
    pub place: Option<(u32, u32)>,
}

const TOPICS: &[Topic] = &[Topic::Meetings, Topic::Documents];

impl Portfolio {
    /// Keeps a comment; until Discuss it is its writer's alone.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty or overlong one; [`Error::NotFound`] when the person was not asked to the meeting.
    pub fn keep_comment(&self, input: &CommentInput) -> Result<Changed<()>> {
        if input.text.trim().is_empty() {
            return Err(Error::invalid("text", Reason::Required));
        }
        let quoted = input.quote.as_deref().unwrap_or_default();
        if [input.text.as_str(), quoted, &input.before, &input.after].iter().any(|text| text.chars().count() > LONGEST)
        {
            return Err(Error::invalid("text", Reason::TooLong));
        }
        self.transact(Action::KeepComment, TOPICS, |w| {
            let meeting = open_row(w.conn, input.on.meeting)?;
            let item = item(w.conn, input.on)?;
            let person = attendee(w.conn, input.on.meeting, &input.person)?;
            let on_the_table = meeting.proposal == Some(input.on.proposal);
            let open = on_the_table && matches!(meeting.phase, Phase::Discuss | Phase::Decide);
            rows::insert(w.conn, &w.new_id(), &item, person.person, input, (w.now, open))?;
            w.about(input.on.meeting);
            w.detail(input.on.proposal);
            Ok(())
        })
    }

    /// Takes back a comment that is still private.
    ///
    /// # Errors
    /// [`Error::Rejected`] once it was released: then it is answered.
    pub fn take_comment_back(&self, id: &str) -> Result<Changed<()>> {
        self.transact(Action::TakeCommentBack, TOPICS, |w| {
            let comment = comment(w.conn, id)?;
            if comment.released {
                return Err(Error::rejected(comment.proposal, Rule::CommentReleased));
            }
            rows::delete(w.conn, id)?;
            w.about(comment.meeting);
            Ok(())
        })
    }

    /// Answers a released comment, or marks it addressed in the text as it stands: "addressed in v8".
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is neither answered nor addressed; [`Error::Rejected`] while it is private.
    pub fn answer_comment(&self, id: &str, answer: &str, addressed: bool) -> Result<Changed<()>> {
        let answer = answer.trim();
        if answer.is_empty() && !addressed {
            return Err(Error::invalid("text", Reason::Required));
        }
        self.transact(Action::AnswerComment, TOPICS, |w| {
            let comment = comment(w.conn, id)?;
            if !comment.released {
                return Err(Error::rejected(comment.proposal, Rule::CommentPrivate));
            }
            let revision = match addressed {
                true => Some(proposals::keep_revision(w, comment.proposal, proposals::Cause::Writing)?),
                false => None,
            };
            rows::put_answer(w.conn, id, answer, revision, (w.me, w.now))?;
            w.about(comment.proposal);
            Ok(())
        })
    }

    /// What one reader has written on an item.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown item.
    pub fn my_comments(&self, on: OnAgenda, person: &str) -> Result<Vec<Comment>> {
        self.read(|conn| {
            let item = item(conn, on)?;
            rows::of_reader(conn, item.id, person)
        })
    }

    /// The released comments on a proposal, with the place of their words in the text as it stands.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown proposal.
    pub fn comments(&self, id: ProposalId) -> Result<Vec<PlacedComment>> {
        self.read(|conn| {
            let text = proposals::document_text(conn, id)?;
            let units = Utf16::of(&text);
            Ok(rows::released(conn, id)?
                .into_iter()
                .map(|comment| {
                    let found =
                        comment.quote.as_deref().and_then(|quote| find(&text, quote, &comment.before, &comment.after));
                    let place = found.map(|(start, end)| (units.at(start), units.at(end)));
                    PlacedComment { comment, place }
                })
                .collect())
        })
    }

    /// The text of the revision that an item is pinned to.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown item.
    pub fn pinned_page(&self, on: OnAgenda) -> Result<String> {
        self.read(|conn| {
            row(conn, on.meeting)?;
            let item = item(conn, on)?;
            let text = revisions::text(conn, on.proposal, item.revision)?.unwrap_or_default();
            Ok(crate::documents::page(&text))
        })
    }
}

fn comment(conn: &rusqlite::Connection, id: &str) -> Result<Comment> {
    rows::get(conn, id)?.ok_or_else(|| Error::not_found(Entity::Comment, id))
}

/// Where `quote` stands in `text`: of several places the one with most of the same words around it. Bytes.
fn find(text: &str, quote: &str, before: &str, after: &str) -> Option<(usize, usize)> {
    const PLACES: usize = 200;
    let same_end = |a: &str, b: &str| a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).count();
    let same_start = |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    text.match_indices(quote).take(PLACES).map(|(at, _)| (at, at + quote.len())).max_by_key(|(start, end)| {
        let around = same_end(&text[..*start], before) + same_start(&text[*end..], after);
        (around, std::cmp::Reverse(*start))
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn an_anchor_is_found_again_after_words_were_added_before_it() {
        let text = "They phone round. At night they phone round, and nobody picks up.";
        assert_eq!(find(text, "phone round", "At night they ", ", and nobody"), Some((32, 43)));
    }

    #[test]
    fn words_that_are_gone_have_no_place() {
        assert_eq!(find("Nobody picks up.", "phone round", "", ""), None);
    }
}
