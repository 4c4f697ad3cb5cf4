//! Commands on the pages that teach the why.

use backcast_core::learn::{self, WhyPage};
use backcast_core::tongue::Tongue;

use crate::error::IpcError;

/// The pages that have every word of a text; all of them for none.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn why_pages(text: String, tongue: Tongue) -> Vec<WhyPage> {
    learn::find(&text, tongue).into_iter().cloned().collect()
}

/// The page of a key.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn why_page(key: String, tongue: Tongue) -> Result<WhyPage, IpcError> {
    Ok(learn::page(&key, tongue)?.clone())
}
