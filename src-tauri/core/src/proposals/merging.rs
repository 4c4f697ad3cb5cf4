//! One document written in two places at once: where both changed other lines, both stand.
//!
//! Not here: comparing texts for reading (`compare`). Invariant: what contradicts itself is refused, and nothing is lost then.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::text::{Saved, TOPICS, checked_length, document_text, keep_revision, put_text};
use super::{Cause, ProposalId, refuse_trashed, row};
use crate::change::{Action, Changed};
use crate::error::{Error, Result, Rule};
use crate::portfolio::Portfolio;

/// Longer texts are not merged, in bytes: comparing them line by line would keep a writer waiting.
const LONGEST_MERGED: usize = 1024 * 1024;

/// What two texts became together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Merged {
    /// The text.
    pub text: String,
    /// As it was stored.
    pub saved: Saved,
}

impl Portfolio {
    /// Keeps `mine`, written from `base`, together with what was stored meanwhile, which is kept as a revision first.
    ///
    /// # Errors
    /// [`Error::Rejected`] with *changed elsewhere* when both changed the same lines; nothing is overwritten then.
    pub fn merge_document(&self, id: ProposalId, base: &str, mine: &str) -> Result<Changed<Merged>> {
        checked_length(mine)?;
        self.transact(Action::WriteDocument, TOPICS, |w| {
            refuse_trashed(&row(w.conn, id)?)?;
            let text = merge(base, &document_text(w.conn, id)?, mine)
                .ok_or_else(|| Error::rejected(id, Rule::ChangedElsewhere))?;
            checked_length(&text)?;
            keep_revision(w, id, Cause::Writing)?;
            let sha256 = put_text(w, id, &text)?;
            let revision = keep_revision(w, id, Cause::Writing)?;
            w.about(id);
            Ok(Merged { text, saved: Saved { sha256, revision } })
        })
    }
}

/// Both texts with the changes each made to `base`; none when they contradict each other.
fn merge(base: &str, theirs: &str, mine: &str) -> Option<String> {
    let fits = [base, theirs, mine].iter().all(|text| text.len() <= LONGEST_MERGED);
    if fits { diffy::merge(base, theirs, mine).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_changed_in_different_places_stands_together_and_what_contradicts_itself_does_not() {
        let base = "# A\r\n\r\nOne.\r\n\r\nTwo.\r\n\r\nThree.";
        let theirs = "# A\r\n\r\nOne, theirs.\r\n\r\nTwo.\r\n\r\nThree.";
        let mine = "# A\r\n\r\nOne.\r\n\r\nTwo.\r\n\r\nThree, mine.";
        assert_eq!(
            merge(base, theirs, mine).as_deref(),
            Some("# A\r\n\r\nOne, theirs.\r\n\r\nTwo.\r\n\r\nThree, mine.")
        );
        assert_eq!(merge(base, base, mine).as_deref(), Some(mine));
        assert_eq!(merge(base, theirs, "# A\r\n\r\nOne, mine.\r\n\r\nTwo.\r\n\r\nThree."), None);
        assert_eq!(merge("", "Theirs.", "Mine."), None);
    }
}
