//! Commands on the portfolio file itself: backups, putting one back, salvage, the check.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use backcast_core::backups::{self, BackupCause, Comparison, Made};
use backcast_core::health::Health;
use backcast_core::{Error, Portfolio, recovery};
use serde_json::json;

use crate::arguments::RestoreArguments;
use crate::place;
use crate::print::Printer;

type Done = anyhow::Result<ExitCode>;

pub(crate) fn back_up(out: &Printer, portfolio: &Portfolio, to: Option<&Path>, list: bool) -> Done {
    if list {
        let kept = backups::backups_of(portfolio.path());
        let rows: Vec<_> = kept
            .iter()
            .map(|backup| format!("{}  {:<14}  {}", backup.at, backup.cause.to_string(), backup.path))
            .collect();
        return out.say(&kept, &if rows.is_empty() { "no backups yet".to_owned() } else { rows.join("\n") });
    }
    let Made { path, proposals, bytes } = match to {
        Some(to) => portfolio.back_up_to(to, &|_, _| {})?,
        None => portfolio.back_up(BackupCause::ByHand, &|_, _| {})?,
    };
    let said = format!("backed up {proposals} proposals to {path}; the copy opens");
    out.say(&json!({ "path": path, "proposals": proposals, "bytes": bytes, "checked": true }), &said)
}

pub(crate) fn restore(out: &Printer, named: Option<&PathBuf>, asked: &RestoreArguments) -> Done {
    if asked.salvage {
        return salvage(out, &asked.file, asked.to.as_deref());
    }
    let path = place::path(named)?;
    let restored = match Portfolio::open(&path, place::world()) {
        Ok(portfolio) => {
            if asked.dry_run {
                return comparison(out, &portfolio.compare(&asked.file)?);
            }
            let restored = portfolio.restore(&asked.file)?.value;
            portfolio.close()?;
            restored
        }
        // What does not open is kept under another name, and the backup takes its place.
        Err(Error::Corrupt { .. } | Error::NotAPortfolio { .. } | Error::Missing { .. }) if !asked.dry_run => {
            recovery::put_in_place(&path, &asked.file, &place::world())?
        }
        Err(error) => return Err(error.into()),
    };
    let before = restored.before.as_ref().map(|before| format!("; what was there before is kept as {before}"));
    let said = format!("{}: {} proposals{}", path.display(), restored.proposals, before.unwrap_or_default());
    out.say(
        &json!({ "path": path.display().to_string(), "proposals": restored.proposals, "before": restored.before }),
        &said,
    )
}

fn comparison(out: &Printer, found: &Comparison) -> Done {
    let whose = if found.same_portfolio { "" } else { "; it is a backup of another portfolio" };
    let said = format!(
        "this would replace {} proposals with {}{whose}: {} would go, {} come back, {} differ; {} changes here are newer",
        found.proposals_here,
        found.proposals_there,
        found.only_here,
        found.only_there,
        found.different,
        found.newer_changes
    );
    out.say(found, &said)
}

fn salvage(out: &Printer, damaged: &Path, to: Option<&Path>) -> Done {
    let to = to.map_or_else(|| recovery::salvage_place(damaged), Path::to_owned);
    let found = recovery::salvage(damaged, &to, &place::world())?;
    let mut rows: Vec<_> =
        found.problems.iter().map(|problem| format!("{}: {}", problem.what, problem.detail)).collect();
    rows.extend(
        found
            .tables
            .iter()
            .filter(|table| table.lost > 0)
            .map(|table| format!("{}: {} rows kept, {} places could not be read", table.table, table.kept, table.lost)),
    );
    rows.push(format!(
        "{}: {} proposals, {} rows kept, {} places could not be read; {} was not changed",
        found.path,
        found.proposals,
        found.kept,
        found.lost,
        damaged.display()
    ));
    out.say(&found, &rows.join("\n"))
}

pub(crate) fn check(out: &Printer, named: Option<&PathBuf>) -> Done {
    let path = place::path(named)?;
    let health = match Portfolio::open(&path, place::world()) {
        Ok(portfolio) => {
            let health = portfolio.check()?;
            portfolio.close()?;
            health
        }
        Err(Error::Corrupt { detail }) => Health::damaged(&detail),
        Err(error) => return Err(error.into()),
    };
    if let Some(synced) = &health.synced {
        let copies = synced.conflicts.len();
        out.warn(&format!(
            "{} writes to this folder{}; keep the portfolio elsewhere and only backups there",
            synced.service,
            if copies == 0 {
                String::new()
            } else {
                format!(" and left {copies} conflict copies: {}", synced.conflicts.join(", "))
            }
        ));
    }
    out.health(&health)?;
    if !health.ok {
        bail!(
            "the portfolio is not as it was stored; nothing was changed. `backcast restore FILE` puts a backup back, `backcast restore --salvage {} --to NEW` reads what can be read",
            path.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}
