//! The matrix: lane *new* by big idea and should we, with the plan as a mark.

use std::collections::HashMap;

use super::lists::{Matrix, MatrixCell, MatrixChip};
use super::roll::Keys;
use super::{Lane, ProposalId};
use crate::scores::gate::HIGHEST_LEVEL;
use crate::scores::{Answer, Seals};

/// The lines in lane *new* by big idea and should we: how many a cell has, and the first `chips` of each by plan.
pub(super) fn of(found: &[&Keys], chips: usize) -> Matrix {
    let new = || found.iter().filter(|keys| keys.lane == Lane::New);
    let mut levels: HashMap<Seals, (u32, Vec<ProposalId>)> = HashMap::new();
    for keys in new() {
        let (lines, first) = levels.entry(keys.seals).or_default();
        *lines += 1;
        if first.len() < chips {
            first.push(keys.id);
        }
    }
    let mut levels: Vec<_> = levels.into_iter().collect();
    levels.sort_unstable_by_key(|(seals, _)| [seals.big, seals.should, seals.plan].map(from_strongest));
    let mut cells: Vec<MatrixCell> = vec![];
    for (Seals { big, should, plan }, (lines, first)) in levels {
        if cells.last().is_none_or(|cell| (cell.big, cell.should) != (big, should)) {
            cells.push(MatrixCell { big, should, lines: 0, chips: vec![] });
        }
        if let Some(cell) = cells.last_mut() {
            cell.lines += lines;
            let room = chips - cell.chips.len();
            cell.chips.extend(first.into_iter().take(room).map(|id| MatrixChip { id, plan }));
        }
    }
    let total = cells.iter().map(|cell| cell.lines).sum();
    let present = new().filter(|keys| !keys.unscored && keys.missing == 0).count();
    Matrix { cells, present: u32::try_from(present).unwrap_or(u32::MAX), total }
}

/// Strongest level first; don't know and not scored last.
fn from_strongest(answer: Option<Answer>) -> u8 {
    match answer {
        Some(Answer::Level(level)) => HIGHEST_LEVEL.saturating_sub(level),
        Some(_) => HIGHEST_LEVEL + 1,
        None => HIGHEST_LEVEL + 2,
    }
}
