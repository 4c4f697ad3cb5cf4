//! Keeping all that came with one file, in one transaction: what is made of the texts is made ahead, on a second thread.
//!
//! Not here: how one of them is kept (`store`).

use std::path::Path;
use std::sync::mpsc;
use std::thread;

use super::{Arrival, Incoming, Progress, store, unreadable};
use crate::change::Action;
use crate::error::{Result, Unread};
use crate::portfolio::{Portfolio, Writing};
use crate::proposals::ProposalId;

/// How many texts are read ahead of being kept.
const AHEAD: usize = 64;

impl Portfolio {
    /// Keeps what is new or has changed; files that come in together are one step of undo.
    pub(super) fn keep_read(
        &self,
        path: &Path,
        incoming: &[Incoming],
        arrivals: &[(Option<ProposalId>, Arrival)],
        so_far: &mut Progress,
    ) -> Result<Vec<(Option<ProposalId>, Arrival)>> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let before = (so_far.step, so_far.kept);
        let changed = self.transact(Action::Import, &[], |w| {
            let kept = keep_all(w, incoming, arrivals)?;
            match (before, kept.as_slice()) {
                ((Some(step), earlier), these) => {
                    w.about(earlier + these.len());
                    w.joins(step);
                }
                ((None, _), [(Some(only), _)]) => w.about(only),
                ((None, _), these) => w.about(these.len()),
            }
            w.detail(name);
            Ok((w.change, kept))
        })?;
        let (change, kept) = changed.value;
        so_far.step.get_or_insert(change);
        so_far.kept += kept.len();
        Ok(kept)
    }
}

/// Keeps all that came with a file. What is made of their texts is made ahead, beside the writing.
fn keep_all(
    w: &Writing<'_>,
    incoming: &[Incoming],
    arrivals: &[(Option<ProposalId>, Arrival)],
) -> Result<Vec<(Option<ProposalId>, Arrival)>> {
    let mut store = store::Store::new(w)?;
    w.draws_lines();
    let kept = thread::scope(|scope| {
        let (ahead, behind) = mpsc::sync_channel(AHEAD);
        scope.spawn(move || {
            let changed = incoming.iter().zip(arrivals).filter(|(_, (_, arrival))| *arrival != Arrival::Unchanged);
            for (one, _) in changed {
                if ahead.send(store::read(one)).is_err() {
                    // One of them could not be kept.
                    break;
                }
            }
        });
        let mut keep = |(one, (id, arrival)): (&Incoming, &(Option<ProposalId>, Arrival))| {
            if *arrival == Arrival::Unchanged {
                return Ok((*id, Arrival::Unchanged));
            }
            let read = behind.recv().map_err(|_| unreadable(Unread::EndsEarly))?;
            let (id, arrival) = store.keep(one, &read)?;
            Ok((Some(id), arrival))
        };
        incoming.iter().zip(arrivals).map(&mut keep).collect::<Result<Vec<_>>>()
    })?;
    store.finish()?;
    Ok(kept)
}
