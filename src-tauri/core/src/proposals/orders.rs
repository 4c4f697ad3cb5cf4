//! The orders of lists: every line's place as numbers, from what the roll holds of it.
//!
//! Not here: which lines a list has.

use super::lists::{Grouping, ListQuery, Sort};
use super::places::Placed;
use super::roll::{HELD, Keys, name};
use super::{Origin, ProposalId};
use crate::scores::gate::HIGHEST_LEVEL;
use crate::vocabulary::Word as _;

/// Where a line stands in a list: its group, its two orders, and the number, so that it is the same each time.
pub(super) type Place = (u64, u64, u64, ProposalId);

/// How a list places its lines.
pub(super) fn places(list: &ListQuery) -> impl Fn(&Keys) -> Place {
    let (sort, reversed, then, group) = (list.sort, list.reversed, list.then, list.group);
    move |keys| {
        (
            group.map_or(0, |group| by_group(group, keys)),
            by_sort(sort, reversed, keys),
            then.map_or(0, |then| by_sort(then.sort, then.reversed, keys)),
            keys.id,
        )
    }
}

fn by_sort(sort: Sort, reversed: bool, keys: &Keys) -> u64 {
    let turned = |place: u64| if reversed { !place } else { place };
    // What has no value stays last, whichever way round.
    let text = |one: &Placed| if one.text.is_empty() { u64::MAX } else { turned(one.place) };
    match sort {
        Sort::Strength => turned(strength(keys)),
        Sort::Updated => turned(!keys.updated),
        Sort::Age => turned(keys.stage_since),
        Sort::Id => turned(keys.id.0.into()),
        Sort::Problem => text(&keys.problem),
        Sort::Customer => text(&keys.customer),
        Sort::Owner => text(&keys.owner),
        Sort::Stage => turned(keys.stage as u64),
        Sort::Held => turned(by_group(Grouping::Held, keys)),
    }
}

/// Unscored last, then fewest missing, strongest weakest level and longest waiting first; a time needs 57 bits.
fn strength(keys: &Keys) -> u64 {
    let weakness = HIGHEST_LEVEL.saturating_sub_signed(keys.weakest);
    u64::from(keys.unscored) << 62 | u64::from(keys.missing) << 60 | u64::from(weakness) << 57 | keys.stage_since
}

pub(super) fn by_group(group: Grouping, keys: &Keys) -> u64 {
    match group {
        Grouping::Customer => by_sort(Sort::Customer, false, keys),
        Grouping::Stage => keys.stage as u64,
        // What is not scored is held back by that alone, after all others.
        Grouping::Held if keys.unscored => HELD.len() as u64,
        Grouping::Held => keys.held as u64,
        Grouping::Origin => keys
            .origin
            .map_or(u64::MAX, |origin| Origin::ALL.iter().filter(|other| name(**other) < name(origin)).count() as u64),
    }
}

/// A stretch of the list in order. Only as much is sorted as is shown.
pub(super) fn stretch(found: &[&Keys], list: &ListQuery) -> Vec<ProposalId> {
    let place = places(list);
    let mut found: Vec<Place> = found.iter().map(|keys| place(keys)).collect();
    let length = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let from = length(list.offset).min(found.len());
    let shown = length(list.limit).min(found.len() - from);
    if from > 0 && from < found.len() {
        found.select_nth_unstable(from);
    }
    let rest = &mut found[from..];
    if shown < rest.len() {
        rest.select_nth_unstable(shown);
    }
    let page = &mut rest[..shown];
    page.sort_unstable();
    page.iter().map(|(.., id)| *id).collect()
}
