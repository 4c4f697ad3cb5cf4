//! Any bytes are a portfolio or are refused, and what can be read of them makes one that is sound.
#![no_main]

use std::fs;

use backcast_core::{Portfolio, World, recovery};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = std::env::temp_dir().join(format!("backcast-fuzz-portfolio-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let (path, salvaged) = (folder.join("one.backcast"), folder.join("salvaged.backcast"));
    fs::write(&path, bytes).unwrap();
    let world = World::new(|| jiff::Timestamp::UNIX_EPOCH, jiff::tz::TimeZone::UTC, || [7; 10]);
    if let Ok(portfolio) = Portfolio::open_read_only(&path, world.clone()) {
        let _ = portfolio.check();
    }
    if recovery::salvage(&path, &salvaged, &world).is_ok() {
        assert!(Portfolio::open(&salvaged, world).unwrap().quick_check().unwrap().is_empty());
    }
    assert_eq!(fs::read(&path).unwrap(), bytes);
});
