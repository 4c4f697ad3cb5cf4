//! Whether the file at a portfolio's path is still the one that was opened.
//!
//! Another file under the same name is told apart by its node; one that was written over the same node by what the file
//! itself holds, which is looked at only after its size or time changed. Invariant: folding the log, restoring a backup and
//! rewriting the file, here or by another program, are never taken for that.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::{Error, Result};
use crate::storage::open::{self, Held, Node};

/// A file that was opened, and what is known of it.
pub(crate) struct Place {
    path: PathBuf,
    node: Option<Node>,
    seen: Mutex<Seen>,
}

/// The file when it was last looked at.
struct Seen {
    node: Option<Node>,
    /// The portfolio it holds; none when that is not followed.
    uuid: Option<String>,
    /// The newest change in the file itself.
    newest: i64,
    /// Differs after another program changed the portfolio.
    outside: u32,
    overwritten: bool,
}

/// What a connection knows, log and all.
pub(crate) struct Known {
    pub(crate) uuid: Option<String>,
    pub(crate) newest: i64,
    pub(crate) outside: u32,
}

impl Place {
    /// The place of a file that was just opened; what is in it is followed where it is known. `whole`: there was no log.
    pub(crate) fn new(path: &Path, known: Option<Known>, whole: bool) -> Self {
        let node = open::node(path);
        let newest = known.as_ref().filter(|_| whole).map_or(0, |known| known.newest);
        let (uuid, outside) = known.map_or((None, 0), |known| (known.uuid, known.outside));
        let seen = Seen { node, uuid, newest, outside, overwritten: false };
        Self { path: path.to_owned(), node, seen: Mutex::new(seen) }
    }

    /// Fails when the path does not lead to what was opened any more. `known` is asked only when the file was written to.
    pub(crate) fn refuse_if_moved(&self, known: impl FnOnce() -> Option<Known>) -> Result<()> {
        let now = open::node(&self.path);
        match (now, self.node) {
            (None, _) => return Err(Error::Vanished { path: self.path.clone() }),
            (Some(now), Some(then)) if now.is_of(&then) => {}
            _ => return Err(Error::Replaced { path: self.path.clone() }),
        }
        if self.seen().node != now
            && let Some(known) = known()
        {
            let mut seen = self.seen();
            seen.follow(&known);
            seen.judge(open::held(&self.path));
            seen.node = now;
        }
        if self.seen().overwritten { Err(Error::Overwritten { path: self.path.clone() }) } else { Ok(()) }
    }

    /// Takes note that the file may just have been written to here, by folding the log: that is no reason to look into it.
    pub(crate) fn wrote(&self) {
        let now = open::node(&self.path);
        let mut seen = self.seen();
        if let (Some(now), Some(then)) = (now, seen.node)
            && now.continues(&then)
        {
            seen.node = Some(now);
        }
    }

    /// Takes note of what another program did to the portfolio through a connection of its own.
    pub(crate) fn follow(&self, outside: u32, known: impl FnOnce() -> Result<Known>) -> Result<()> {
        if self.seen().outside != outside {
            let known = known()?;
            self.seen().follow(&known);
        }
        Ok(())
    }

    /// From now on the content is not followed: all of it is replaced on purpose.
    pub(crate) fn forget(&self) {
        self.seen().uuid = None;
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    fn follow(&mut self, known: &Known) {
        if self.outside != known.outside && (known.uuid != self.uuid || known.newest < self.newest) {
            // Another program put a backup back.
            self.uuid = None;
        }
        self.outside = known.outside;
    }

    fn judge(&mut self, held: Result<Held>) {
        if self.uuid.is_none() {
            return;
        }
        match held {
            // A portfolio that was just made stands in the log alone.
            Ok(Held { uuid: None, .. }) => {}
            Ok(Held { uuid, newest }) => {
                self.overwritten |= uuid != self.uuid || newest < self.newest;
                self.newest = newest;
            }
            Err(error) => self.overwritten |= matches!(error, Error::NotAPortfolio { .. }),
        }
    }
}
