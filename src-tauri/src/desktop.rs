//! The real desktop behind [`Host`]: dialogs, menu bar, preferences file, windows.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use backcast_core::Topic;
use backcast_core::meetings::MeetingId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tauri::{AppHandle, Manager as _, Runtime, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_dialog::DialogExt as _;
use tauri_plugin_opener::OpenerExt as _;
use tauri_plugin_store::{Store, StoreExt as _};
use tauri_specta::Event as _;

use crate::error::IpcError;
use crate::host::{Choose, Host, Menu, Task};
use crate::ipc::{DataChanged, Progress};
use crate::preferences::{Preferences, Theme};
use crate::{menu, windows};

/// The window for the projector.
const ROOM: &str = "window-room";
/// The small window with nothing but a capture line.
const CAPTURE: &str = "window-capture";

const PREFERENCES: &str = "preferences";
const MENUS: &str = "menus";

/// The desktop through Tauri.
pub(crate) struct Desktop<R: Runtime> {
    pub(crate) app: AppHandle<R>,
    /// The preferences file.
    pub(crate) preferences: PathBuf,
    /// The file that holds the menus that were shown last.
    pub(crate) menus: PathBuf,
}

impl<R: Runtime> Desktop<R> {
    /// What a file of the application's own holds under a key; nothing when it cannot be read.
    fn stored<T: DeserializeOwned>(&self, file: &Path, key: &str) -> Option<T> {
        let value = self.app.store(file).ok()?.get(key)?;
        serde_json::from_value(value).ok()
    }

    /// Puts a value into such a file, which is written soon.
    fn store(&self, file: &Path, key: &str, value: &impl Serialize) -> Result<Arc<Store<R>>, IpcError> {
        let value = serde_json::to_value(value).map_err(|error| IpcError::shell(&error))?;
        let store = self.app.store(file).map_err(|error| IpcError::shell(&error))?;
        store.set(key, value);
        Ok(store)
    }

    fn windows(&self) -> impl Iterator<Item = WebviewWindow<R>> {
        self.app.webview_windows().into_values()
    }
}

impl<R: Runtime> Host for Desktop<R> {
    fn announce(&self, topics: &[Topic]) {
        // The change is stored; a screen that misses this shows old data, no more.
        if let Err(error) = DataChanged(topics.to_vec()).emit(&self.app) {
            tracing::error!("a change was not announced: {error}");
        }
    }

    fn report(&self, task: &Task) {
        if let Err(error) = Progress(task.clone()).emit(&self.app) {
            tracing::warn!("progress was not shown: {error}");
        }
    }

    fn preferences(&self) -> Preferences {
        self.stored(&self.preferences, PREFERENCES).unwrap_or_default()
    }

    fn keep_preferences(&self, preferences: &Preferences) -> Result<(), IpcError> {
        let store = self.store(&self.preferences, PREFERENCES, preferences)?;
        store.save().map_err(|error| IpcError::shell(&error))
    }

    fn choose(&self, what: Choose) -> Vec<PathBuf> {
        let dialog = self.app.dialog().file();
        let chosen = match what {
            Choose::Portfolio => {
                dialog.add_filter("Backcast", &["backcast"]).blocking_pick_file().map(|file| vec![file])
            }
            Choose::NewPortfolio => dialog
                .add_filter("Backcast", &["backcast"])
                .set_file_name("portfolio.backcast")
                .blocking_save_file()
                .map(|file| vec![file]),
            Choose::NewFile(name) => dialog.set_file_name(name).blocking_save_file().map(|file| vec![file]),
            Choose::Sheet => dialog
                .add_filter("CSV, Excel", &["csv", "tsv", "txt", "xlsx", "xlsm", "ods"])
                .blocking_pick_file()
                .map(|file| vec![file]),
            Choose::Deck => dialog.add_filter("YAML", &["yaml", "yml"]).blocking_pick_file().map(|file| vec![file]),
            Choose::Table => {
                dialog.add_filter("CSV", &["csv", "tsv", "txt"]).blocking_pick_file().map(|file| vec![file])
            }
            Choose::NewDeck => dialog
                .add_filter("YAML", &["yaml"])
                .set_file_name("deck.yaml")
                .blocking_save_file()
                .map(|file| vec![file]),
            Choose::NewPage => dialog
                .add_filter("HTML", &["html"])
                .set_file_name("deck.html")
                .blocking_save_file()
                .map(|file| vec![file]),
            Choose::Folder => dialog.blocking_pick_folder().map(|folder| vec![folder]),
            Choose::Save(name) => dialog.set_file_name(name).blocking_save_file().map(|file| vec![file]),
            Choose::Imports => dialog
                .add_filter(
                    "Markdown, Word, HTML, CSV, Excel, JSON",
                    &[
                        "md", "markdown", "docx", "docm", "html", "htm", "csv", "tsv", "xlsx", "xlsm", "ods", "jsonl",
                        "ndjson", "json",
                    ],
                )
                .blocking_pick_files(),
        };
        chosen.unwrap_or_default().into_iter().filter_map(|file| file.into_path().ok()).collect()
    }

    fn menus(&self) -> Vec<Menu> {
        self.stored(&self.menus, MENUS).unwrap_or_default()
    }

    fn show_menu(&self, window: &str, menus: &[Menu]) -> Result<(), IpcError> {
        menu::show(&self.app, window, menus).map_err(|error| IpcError::shell(&error))?;
        self.store(&self.menus, MENUS, &menus).map(drop)
    }

    fn set_title(&self, window: &str, title: &str) {
        if let Some(Err(error)) = self.app.get_webview_window(window).map(|window| window.set_title(title)) {
            tracing::warn!("the window was not named: {error}");
        }
    }

    fn open_window(&self, place: &str) -> Result<(), IpcError> {
        windows::open(&self.app, place).map_err(|error| IpcError::shell(&error))
    }

    fn close_window(&self, window: &str) {
        if let Some(Err(error)) = self.app.get_webview_window(window).map(|window| window.close()) {
            tracing::warn!("the window was not closed: {error}");
        }
    }

    fn set_zoom(&self, percent: u32) {
        for window in self.windows() {
            if let Err(error) = window.set_zoom(f64::from(percent) / 100.0) {
                tracing::warn!("the page was not scaled: {error}");
            }
        }
    }

    fn set_theme(&self, theme: Theme) {
        let theme = match theme {
            Theme::System => None,
            Theme::Light => Some(tauri::Theme::Light),
            Theme::Dark => Some(tauri::Theme::Dark),
        };
        for window in self.windows() {
            if let Err(error) = window.set_theme(theme) {
                tracing::warn!("the frame kept its theme: {error}");
            }
        }
    }

    fn system_theme(&self) -> Theme {
        match self.windows().next().and_then(|window| window.theme().ok()) {
            Some(tauri::Theme::Dark) => Theme::Dark,
            _ => Theme::Light,
        }
    }

    fn show_in_folder(&self, path: &Path) {
        if let Err(error) = self.app.opener().reveal_item_in_dir(path) {
            tracing::warn!("{} was not shown: {error}", path.display());
        }
    }

    fn notify(&self, title: &str, body: &str) {
        let shown = notify_rust::Notification::new().appname("Backcast").summary(title).body(body).show();
        if let Err(error) = shown {
            tracing::warn!("a reminder was not shown: {error}");
        }
    }

    fn open_outside(&self, address: &str) {
        let safe = ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
        if !safe {
            tracing::warn!("an address was not opened: only web and mail addresses are");
        } else if let Err(error) = self.app.opener().open_url(address, None::<&str>) {
            tracing::warn!("an address was not opened: {error}");
        }
    }

    fn open_room(&self, meeting: MeetingId) -> Result<(), IpcError> {
        if let Some(open) = self.app.get_webview_window(ROOM) {
            open.close().map_err(|error| IpcError::shell(&error))?;
        }
        let place = WebviewUrl::App(format!("index.html#/room/{meeting}").into());
        let window = WebviewWindowBuilder::new(&self.app, ROOM, place)
            .title(meeting.to_string())
            .inner_size(1024.0, 640.0)
            .disable_drag_drop_handler()
            .on_navigation(is_our_page)
            .build();
        window.map(drop).map_err(|error| IpcError::shell(&error))
    }

    fn open_capture(&self) -> Result<(), IpcError> {
        let shell = |error: tauri::Error| IpcError::shell(&error);
        if let Some(window) = self.app.get_webview_window(CAPTURE) {
            return window.set_focus().map_err(shell);
        }
        WebviewWindowBuilder::new(&self.app, CAPTURE, WebviewUrl::App("index.html#/capture".into()))
            .title("Backcast")
            .inner_size(560.0, 150.0)
            .min_inner_size(360.0, 120.0)
            .maximizable(false)
            .center()
            .on_navigation(is_our_page)
            .build()
            .map(drop)
            .map_err(shell)
    }

    fn close_capture(&self) {
        if let Some(Err(error)) = self.app.get_webview_window(CAPTURE).map(|window| window.close()) {
            tracing::warn!("the capture window stayed open: {error}");
        }
    }

    fn quit(&self) {
        self.app.exit(0);
    }
}

/// Whether an address is the page's own: a window goes nowhere else.
pub(crate) fn is_our_page(address: &tauri::Url) -> bool {
    let dev_server = cfg!(not(feature = "custom-protocol")) && address.host_str() == Some("localhost");
    matches!(address.scheme(), "tauri" | "about") || address.host_str() == Some("tauri.localhost") || dev_server
}
