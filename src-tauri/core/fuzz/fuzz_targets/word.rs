//! Any bytes are a Word document or are refused.
#![no_main]

use backcast_core::exchange::{Kind, recognise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = recognise(bytes, Kind::Docx);
});
