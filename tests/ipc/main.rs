//! What the page sees: names, codes, events, on Tauri's mock runtime.
#![expect(clippy::unwrap_used, reason = "a broken test should stop where it breaks")]

mod app;
mod bindings;
mod journey;
mod safekeeping;
