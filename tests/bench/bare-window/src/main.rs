//! The smallest window the shell can open: no plugin, no command, an empty coloured page.
//!
//! Start time and memory of Backcast are read as ratios to this program in the same run. It is deliberately not a
//! template for the application: whatever is added here makes the reference slower and every ratio flatter.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!())
}
