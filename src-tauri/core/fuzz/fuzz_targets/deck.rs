//! Any text is a deck of a weekly review or is refused, and any bytes are its annotations or are refused.
#![no_main]

use backcast_core::wbr::{annotations, yaml};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let _ = yaml::read(source, None);
    let _ = annotations::read(source.as_bytes(), None);
});
