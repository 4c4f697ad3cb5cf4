//! Commands on the pages that teach the why.

use backcast_core::learn::{self, WhyPage};

use crate::error::IpcError;

/// The pages that have every word of a text; all of them for none.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn why_pages(text: String) -> Vec<WhyPage> {
    learn::find(&text).into_iter().cloned().collect()
}

/// The page of a key.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn why_page(key: String) -> Result<WhyPage, IpcError> {
    Ok(learn::page(&key)?.clone())
}
