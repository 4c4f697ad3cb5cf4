//! What the page sees: names, codes, events, on Tauri's mock runtime.
mod app;
mod bindings;
mod journey;
