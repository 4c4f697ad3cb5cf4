//! Any text is outlined and linted, and every note stands on characters of the text.
#![no_main]

use backcast_core::documents::{self, Facts, RuleBook};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let parsed = documents::parse(source);
    for note in documents::lint(&parsed, &Facts::default(), &RuleBook::built_in()) {
        assert!(source.get(note.start as usize..note.end as usize).is_some());
    }
    let _ = documents::page(source);
});
