//! Changing many proposals at once, and taking it back.

use std::fs;
use std::path::Path;

use backcast_core::Portfolio;
use backcast_core::proposals::{ListQuery, Stage};

use crate::timing::{Row, timed, world};

const MANY: u32 = 10_000;

pub(crate) fn measure(path: &Path) -> anyhow::Result<Vec<Row>> {
    let copy = path.with_extension("copy.backcast");
    fs::copy(path, &copy)?;
    let rows = on_copy(&copy);
    for ending in ["", "-wal", "-shm"] {
        let mut name = copy.as_os_str().to_owned();
        name.push(ending);
        if Path::new(&name).exists() {
            fs::remove_file(&name)?;
        }
    }
    rows
}

fn on_copy(path: &Path) -> anyhow::Result<Vec<Row>> {
    let portfolio = Portfolio::open(path, world())?;
    let query = ListQuery { stages: vec![Stage::Draft, Stage::NotYet], limit: MANY, ..ListQuery::default() };
    let ids = portfolio.matching_proposals(&query)?;
    let mut rows = vec![];
    let mut row = |name: &str, time: f64| {
        let name = format!("{name} {} proposals", ids.len());
        rows.push(Row::of(&name, vec![(name.clone(), time)]).at_most(1000.0, 1000.0));
        // As a window does beside the work, within a second.
        portfolio.fold_log()
    };
    let (time, done) = timed(|| portfolio.move_to_stage(&ids, Stage::InReview, None));
    done?;
    row("move", time)?;
    let (time, done) = timed(|| portfolio.undo());
    done?;
    row("undo moving", time)?;
    let (time, done) = timed(|| portfolio.tag_proposals(&ids, &["bench".to_owned()], &[]));
    done?;
    row("tag", time)?;
    let (time, done) = timed(|| portfolio.undo());
    done?;
    row("undo tagging", time)?;
    let (time, done) = timed(|| portfolio.trash_proposals(&ids));
    done?;
    row("trash", time)?;
    let (time, done) = timed(|| portfolio.undo());
    done?;
    row("undo trashing", time)?;
    portfolio.close()?;
    Ok(rows)
}
