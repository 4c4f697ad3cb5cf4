//! Any bytes are a table of dates and values or are refused.
#![no_main]

use backcast_core::measures::table;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = table::read(bytes, None);
});
