//! Front matter is read or refused, and taking off what was written gives the document back.
#![no_main]

use backcast_core::exchange::front_matter::{self, FrontMatter};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let _ = front_matter::read(source);
    if !source.contains("# Backcast") {
        let fields = FrontMatter { origin_detail: Some("x".into()), ..FrontMatter::default() };
        let written = front_matter::write(source, &fields);
        if !source.contains("origin") {
            assert_eq!(front_matter::without(&written), source);
        }
    }
});
