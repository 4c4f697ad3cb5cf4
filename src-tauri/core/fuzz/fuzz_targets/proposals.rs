//! Any bytes are a table, a workbook, lines or a whole export of proposals or are refused; nothing is kept.
#![no_main]

use std::fs;
use std::sync::LazyLock;

use backcast_core::exchange::{Importing, preview};
use backcast_core::{Portfolio, World};
use libfuzzer_sys::fuzz_target;

static PORTFOLIO: LazyLock<(std::path::PathBuf, Portfolio)> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("backcast-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let world = World::new(|| jiff::Timestamp::UNIX_EPOCH, jiff::tz::TimeZone::UTC, || [7; 10]);
    let portfolio = Portfolio::create(&folder.join("empty.backcast"), "Ana", world).unwrap();
    (folder, portfolio)
});

fuzz_target!(|bytes: &[u8]| {
    let (folder, portfolio) = &*PORTFOLIO;
    let how = Importing { dry_run: true, ..Importing::default() };
    for name in ["one.csv", "one.xlsx", "one.ods", "one.jsonl", "one.json", "one.ballot"] {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        if name.ends_with("ballot") {
            let _ = portfolio.check_ballot(&path);
        } else {
            let _ = preview(&path);
            let _ = portfolio.import(&[path], &how, &|_, _| true);
        }
    }
});
