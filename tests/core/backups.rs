//! Copies that open, copies put back, and files that no longer do.
use std::fs;
use std::path::Path;

use backcast_core::backups::{self, BackupCause, KEPT};
use backcast_core::exchange::Importing;
use backcast_core::{Error, Portfolio, recovery};
use backcast_tests::{Fixture, portfolio, world};

fn opened(path: &Path) -> Portfolio {
    Portfolio::open(path, world()).unwrap()
}

fn texts(portfolio: &Portfolio) -> Vec<String> {
    let query = backcast_core::proposals::ListQuery { limit: 1_000, ..Default::default() };
    let mut ids: Vec<_> = portfolio.list_proposals(&query).unwrap().rows.iter().map(|row| row.id).collect();
    ids.sort();
    ids.into_iter().map(|id| portfolio.document(id).unwrap().text).collect()
}

#[test]
fn a_backup_holds_everything_opens_by_itself_and_is_private() {
    let Fixture { portfolio, folder, .. } = &portfolio();
    portfolio.keep_spark("Night nurses phone round.", None).unwrap();
    let to = folder.path().join("copy.backcast");
    assert_eq!(portfolio.back_up_to(&to, &|_, _| {}).unwrap().proposals, 1);
    assert!(!folder.path().join("copy.backcast-wal").exists());
    assert_eq!(texts(&opened(&to)), texts(portfolio));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(matches!(portfolio.back_up_to(&to, &|_, _| {}), Err(Error::Rejected { .. })));
}

#[test]
fn a_day_has_one_backup_and_thirty_are_kept() {
    let it = portfolio();
    assert_eq!(it.portfolio.back_up_daily().unwrap(), None, "there is nothing to lose yet");
    it.portfolio.keep_spark("Night nurses phone round.", None).unwrap();
    for _ in 0..40 {
        assert!(it.portfolio.back_up_daily().unwrap().is_some());
        assert_eq!(it.portfolio.back_up_daily().unwrap(), None);
        it.clock.pass(24 * 60 * 60);
    }
    let foreign = backups::folder_of(&it.path).join("holiday.backcast");
    fs::write(&foreign, "mine").unwrap();
    for _ in 0..20 {
        it.portfolio.back_up(BackupCause::ByHand, &|_, _| {}).unwrap();
    }
    let kept = backups::backups_of(&it.path);
    assert_eq!(kept.len(), KEPT);
    assert_eq!(kept.iter().filter(|backup| backup.cause == BackupCause::ByHand).count(), 10);
    assert!(kept.windows(2).all(|two| two[0].at > two[1].at));
    assert!(foreign.exists(), "what is not a backup is not touched");
}

#[test]
fn what_is_restored_replaces_all_and_what_was_there_is_kept() {
    let it = portfolio();
    let first = it.draft("On 3 nights in 10 nobody picks up.");
    let backup = it.portfolio.back_up(BackupCause::ByHand, &|_, _| {}).unwrap();
    let before = texts(&it.portfolio);
    it.write(first, "# Another text");
    it.portfolio.keep_spark("A spark since.", None).unwrap();
    let found = it.portfolio.compare(Path::new(&backup.path)).unwrap();
    assert!(found.same_portfolio);
    assert_eq!((found.proposals_here, found.proposals_there), (2, 1));
    assert_eq!((found.only_here, found.only_there, found.different, found.newer_changes), (1, 0, 1, 2));
    let since = texts(&it.portfolio);

    // Another program has the file open meanwhile; it sees the change and can write afterwards.
    let other = opened(&it.path);
    let restored = it.portfolio.restore(Path::new(&backup.path)).unwrap().value;
    assert_eq!(restored.proposals, 1);
    assert_eq!(texts(&it.portfolio), before);
    assert_eq!(texts(&other), before);
    other.keep_spark("Written after.", None).unwrap();
    assert_eq!(texts(&it.portfolio).len(), 2);
    assert_eq!(texts(&opened(Path::new(&restored.before.unwrap()))), since);
    assert!(it.portfolio.check().unwrap().ok);
    assert!(!it.path.with_extension("backcast.restoring").exists());
}

#[test]
fn what_is_no_portfolio_is_not_restored_and_nothing_changes() {
    let it = portfolio();
    it.portfolio.keep_spark("Night nurses phone round.", None).unwrap();
    let letter = it.folder.path().join("letter.backcast");
    fs::write(&letter, "Dear Sir or Madam").unwrap();
    assert!(matches!(it.portfolio.restore(&letter), Err(Error::NotAPortfolio { .. })));
    assert!(matches!(it.portfolio.restore(&it.folder.path().join("none")), Err(Error::Missing { .. })));
    let cut = it.folder.path().join("cut.backcast");
    it.portfolio.back_up_to(&cut, &|_, _| {}).unwrap();
    fs::File::options().write(true).open(&cut).unwrap().set_len(8192).unwrap();
    assert!(matches!(it.portfolio.restore(&cut), Err(Error::Corrupt { .. })));
    assert_eq!(texts(&it.portfolio), ["Night nurses phone round."]);
}

#[test]
fn an_import_is_preceded_by_a_backup() {
    let it = portfolio();
    it.portfolio.keep_spark("Night nurses phone round.", None).unwrap();
    let file = it.folder.path().join("one.md");
    fs::write(&file, "# One\n\n## Problem\n\nTwo.\n").unwrap();
    for _ in 0..2 {
        it.portfolio.import(std::slice::from_ref(&file), &Importing::default(), &|_, _| true).unwrap();
    }
    let made = backups::backups_of(&it.path);
    assert_eq!(made.iter().map(|backup| backup.cause).collect::<Vec<_>>(), [BackupCause::Import; 2]);
    assert_eq!(texts(&opened(Path::new(&made[1].path))).len(), 1);
}

#[test]
fn a_file_that_vanished_or_was_replaced_is_not_written_to_and_can_be_saved() {
    let it = portfolio();
    it.portfolio.keep_spark("Night nurses phone round.", None).unwrap();
    let elsewhere = it.folder.path().join("elsewhere.backcast");
    fs::rename(&it.path, &elsewhere).unwrap();
    assert!(matches!(it.portfolio.keep_spark("Lost?", None), Err(Error::Vanished { .. })));
    fs::write(&it.path, "someone else's").unwrap();
    assert!(matches!(it.portfolio.keep_spark("Lost?", None), Err(Error::Replaced { .. })));
    let saved = it.folder.path().join("saved.backcast");
    it.portfolio.back_up_to(&saved, &|_, _| {}).unwrap();
    assert_eq!(texts(&opened(&saved)), ["Night nurses phone round."]);
    assert_eq!(fs::read(&it.path).unwrap(), b"someone else's");
}

/// Copies a file's content over that of another, as `cp` does.
fn write_over(path: &Path, with: &Path) {
    fs::copy(with, path).unwrap();
    // Clocks of file systems are coarse.
    let later = fs::metadata(path).unwrap().modified().unwrap() + std::time::Duration::from_secs(1);
    fs::File::options().write(true).open(path).unwrap().set_modified(later).unwrap();
}

#[test]
fn a_file_that_another_was_written_over_is_not_written_to_and_its_log_is_kept() {
    let it = portfolio();
    it.portfolio.keep_spark("Night nurses phone round.", None).unwrap();
    let other = it.folder.path().join("other.backcast");
    Portfolio::create(&other, "Ben", it.clock.world()).unwrap().close().unwrap();
    let others = fs::read(&other).unwrap();
    write_over(&it.path, &other);
    assert!(matches!(it.portfolio.keep_spark("Lost?", None), Err(Error::Overwritten { .. })));
    assert!(matches!(it.portfolio.count_proposals(), Err(Error::Overwritten { .. })));
    let saved = it.folder.path().join("saved.backcast");
    assert!(matches!(it.portfolio.back_up_to(&saved, &|_, _| {}), Err(Error::Overwritten { .. })));
    it.portfolio.close().unwrap();
    assert_eq!(fs::read(&it.path).unwrap(), others, "what is there now was written to");
    assert_eq!(texts(&opened(&it.path)), [""; 0]);
    let kept = fs::read(it.path.with_extension("backcast-wal.kept")).unwrap();
    let spark = b"Night nurses phone round.";
    assert!(kept.windows(spark.len()).any(|bytes| bytes == spark), "what was not yet in the file is lost");
}

#[test]
fn an_older_copy_that_is_written_over_the_file_is_noticed_and_a_restored_one_is_not() {
    let it = portfolio();
    it.portfolio.keep_spark("Night nurses phone round.", None).unwrap();
    let older = it.folder.path().join("older.backcast");
    it.portfolio.back_up_to(&older, &|_, _| {}).unwrap();
    let fold = || {
        let conn = rusqlite::Connection::open(&it.path).unwrap();
        conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).unwrap();
    };
    for number in 0..3 {
        it.portfolio.keep_spark(&format!("Spark {number}"), None).unwrap();
        fold();
    }
    // Another program puts a backup back, then goes on.
    let outside = opened(&it.path);
    it.portfolio.outside_version().unwrap();
    outside.restore(&older).unwrap();
    it.portfolio.outside_version().unwrap();
    fold();
    outside.keep_spark("From outside.", None).unwrap();
    outside.close().unwrap();
    fold();
    it.portfolio.keep_spark("From inside.", None).unwrap();
    it.portfolio.close().unwrap();

    let again = opened(&it.path);
    again.refuse_if_moved().unwrap();
    write_over(&it.path, &older);
    assert!(matches!(again.keep_spark("Lost?", None), Err(Error::Overwritten { .. })));
}

#[test]
fn a_clock_that_was_set_back_moves_no_log_entry_before_the_one_before_it() {
    let it = portfolio();
    it.portfolio.keep_spark("At noon.", None).unwrap();
    assert!(!it.portfolio.clock_was_set_back().unwrap());
    it.clock.pass(-24 * 60 * 60);
    let id = it.portfolio.keep_spark("Yesterday by the clock.", None).unwrap().value;
    assert!(it.portfolio.clock_was_set_back().unwrap());
    let log = it.portfolio.journal_log(10, None).unwrap();
    assert!(log.windows(2).all(|two| two[0].at >= two[1].at));
    let created = it.portfolio.proposal(id).unwrap().line.created;
    assert!(created.starts_with("2026-08-31"), "a date is what the wall says: {created}");
}

/// Overwrites the pages after the first few with noise, as a failing disk would.
fn damage(path: &Path, from: usize, to: usize) {
    let mut bytes = fs::read(path).unwrap();
    let end = bytes.len().min(to * 4096);
    for (at, byte) in bytes.iter_mut().enumerate().take(end).skip(from * 4096) {
        *byte = u8::try_from(at * 31 % 251).unwrap();
    }
    fs::write(path, bytes).unwrap();
}

fn filled() -> Fixture {
    let it = portfolio();
    for number in 0..200 {
        it.draft(&format!("On {number} nights nobody picks up. {}", "They phone round. ".repeat(40)));
    }
    it
}

#[test]
fn a_damaged_file_gives_what_can_be_read_and_says_what_could_not() {
    let it = filled();
    it.portfolio.close().unwrap();
    let pages = fs::metadata(&it.path).unwrap().len() / 4096;
    damage(&it.path, usize::try_from(pages / 2).unwrap(), usize::try_from(pages / 2 + 12).unwrap());
    let damaged = fs::read(&it.path).unwrap();
    let to = it.folder.path().join("salvaged.backcast");
    let found = recovery::salvage(&it.path, &to, &it.clock.world()).unwrap();
    assert_eq!(fs::read(&it.path).unwrap(), damaged, "the damaged file keeps its bytes");
    assert!(found.lost > 0, "{found:?}");
    let salvaged = opened(&to);
    let readable = texts(&salvaged).iter().filter(|text| text.contains("nobody picks up")).count();
    // The pages hit include one that leads to half of the texts: those are found without it. Twelve pages hold some thirty.
    assert!(readable >= 160, "{readable} of 200");
    assert!(salvaged.check().unwrap().problems.iter().all(|problem| problem.what != "database"));
    salvaged.keep_spark("It can be gone on with.", None).unwrap();
}

#[test]
fn a_file_cut_in_half_or_without_a_header_is_salvaged_too() {
    for how in ["cut", "header"] {
        let it = filled();
        it.portfolio.close().unwrap();
        let length = fs::metadata(&it.path).unwrap().len();
        if how == "cut" {
            fs::File::options().write(true).open(&it.path).unwrap().set_len(length / 2 + 100).unwrap();
            assert!(matches!(Portfolio::open(&it.path, world()), Err(Error::Corrupt { .. })));
        } else {
            let mut bytes = fs::read(&it.path).unwrap();
            bytes[..60].fill(0);
            fs::write(&it.path, bytes).unwrap();
            assert!(matches!(Portfolio::open(&it.path, world()), Err(Error::NotAPortfolio { .. })));
        }
        let to = it.folder.path().join("salvaged.backcast");
        let found = recovery::salvage(&it.path, &to, &it.clock.world()).unwrap();
        let wanted = if how == "cut" { 70 } else { 200 };
        assert!(found.proposals >= wanted, "{how}: {} proposals", found.proposals);
    }
}

#[test]
fn a_letter_is_neither_salvaged_nor_moved_aside() {
    let it = portfolio();
    it.portfolio.keep_spark("Night nurses phone round.", None).unwrap();
    let backup = it.portfolio.back_up(BackupCause::ByHand, &|_, _| {}).unwrap();
    let letter = it.folder.path().join("letter.backcast");
    fs::write(&letter, "Dear Sir or Madam,\n".repeat(100)).unwrap();
    let to = it.folder.path().join("new.backcast");
    assert!(matches!(recovery::salvage(&letter, &to, &world()), Err(Error::NotAPortfolio { .. })));
    assert!(matches!(recovery::put_in_place(&letter, Path::new(&backup.path), &world()), Err(Error::Rejected { .. })));
    assert!(letter.exists() && !to.exists());
}

#[test]
fn the_newest_good_backup_takes_the_place_of_a_damaged_file_which_is_kept() {
    let it = portfolio();
    it.portfolio.keep_spark("Night nurses phone round.", None).unwrap();
    it.portfolio.back_up(BackupCause::ByHand, &|_, _| {}).unwrap();
    let bad = it.portfolio.back_up(BackupCause::ByHand, &|_, _| {}).unwrap();
    it.portfolio.close().unwrap();
    fs::File::options().write(true).open(&bad.path).unwrap().set_len(5000).unwrap();
    fs::write(&it.path, b"").unwrap();
    let ways = recovery::ways_out(&it.path, &world());
    assert_eq!((ways.backups.len(), ways.proposals, ways.readable), (2, 1, false));
    let good = ways.newest_good.unwrap();
    assert_ne!(good.path, bad.path);
    let restored = recovery::put_in_place(&it.path, Path::new(&good.path), &world()).unwrap();
    assert_eq!(restored.proposals, 1);
    assert_eq!(fs::read(restored.before.unwrap()).unwrap(), b"", "even an empty file is kept");
    assert_eq!(texts(&opened(&it.path)), ["Night nurses phone round."]);
}

#[test]
fn a_portfolio_moves_with_its_backups() {
    let it = portfolio();
    it.portfolio.keep_spark("Night nurses phone round.", None).unwrap();
    it.portfolio.back_up(BackupCause::ByHand, &|_, _| {}).unwrap();
    it.portfolio.close().unwrap();
    let to = it.folder.path().join("new home/plans.backcast");
    fs::create_dir(to.parent().unwrap()).unwrap();
    assert_eq!(backups::move_portfolio(&it.path, &to).unwrap(), 1);
    assert!(!it.path.exists());
    assert_eq!(backups::backups_of(&to).len(), 1);
    assert_eq!(texts(&opened(&to)), ["Night nurses phone round."]);
}

#[test]
fn a_folder_that_is_synced_is_known_by_the_copies_it_leaves() {
    let it = portfolio();
    it.portfolio.keep_spark("Night nurses phone round.", None).unwrap();
    assert_eq!(it.portfolio.check().unwrap().synced, None);
    let copy = it.folder.path().join("test-DESKTOP-7.backcast");
    it.portfolio.back_up_to(&copy, &|_, _| {}).unwrap();
    fs::write(it.folder.path().join("test-NOTES.backcast"), "not a copy of it").unwrap();
    let found = it.portfolio.check().unwrap();
    assert!(found.ok, "a risk is no fault");
    let synced = found.synced.unwrap();
    assert_eq!((synced.service.as_str(), synced.conflicts.len()), ("OneDrive", 1));
}
