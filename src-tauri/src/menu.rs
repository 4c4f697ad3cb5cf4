//! The menu bar, as the page's list of actions defines it.

use tauri::menu::{Menu as Bar, MenuBuilder, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, Manager as _, Runtime};

use crate::host::Menu;

/// Shows `menus` in a window; where the desktop has one bar for all windows, there.
pub(crate) fn show<R: Runtime>(app: &AppHandle<R>, window: &str, menus: &[Menu]) -> tauri::Result<()> {
    if cfg!(target_os = "macos") {
        app.set_menu(bar(app, menus)?)?;
    } else if let Some(window) = app.get_webview_window(window) {
        window.set_menu(bar(app, menus)?)?;
    }
    Ok(())
}

/// The bar of `menus`.
pub(crate) fn bar<R: Runtime>(app: &AppHandle<R>, menus: &[Menu]) -> tauri::Result<Bar<R>> {
    let mut bar = MenuBuilder::new(app);
    for menu in menus {
        let mut submenu = SubmenuBuilder::new(app, &menu.label);
        for item in &menu.items {
            submenu = if item.id.is_empty() {
                submenu.separator()
            } else {
                // No accelerators: chords are handled by the page, so that one press runs one command.
                submenu.item(&MenuItemBuilder::with_id(&item.id, &item.label).enabled(item.enabled).build(app)?)
            };
        }
        bar = bar.item(&submenu.build()?);
    }
    bar.build()
}
