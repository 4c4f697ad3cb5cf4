//! Windows on one portfolio: each has its own place, all hear every change.
//!
//! A window is given what it paints first in its initialization script, so that nothing has to be asked for before it can.
//! Not here: what a page shows, and the menu, which belongs to the page's list of actions.

use std::sync::atomic::{AtomicU32, Ordering};

use backcast_core::proposals::{ListQuery, Page, Stage};
use serde::Serialize;
use tauri::{AppHandle, Manager as _, Runtime, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};
use tauri_specta::Event as _;

use crate::commands::portfolio::PortfolioState;
use crate::desktop::is_our_page;
use crate::ipc::SystemThemeChanged;
use crate::menu;
use crate::preferences::{Preferences, Theme};
use crate::state::AppState;

/// The window that is opened first.
pub(crate) const MAIN: &str = "main";

/// The stages that work goes on in: what the portfolio shows when it is opened.
const ACTIVE: [Stage; 8] = [
    Stage::Spark,
    Stage::Draft,
    Stage::Ready,
    Stage::InReview,
    Stage::Approved,
    Stage::NotYet,
    Stage::Building,
    Stage::Launched,
];

/// What a page paints first.
#[derive(Serialize)]
struct First {
    portfolio: Option<PortfolioState>,
    preferences: Preferences,
    query: ListQuery,
    page: Option<Page>,
}

/// Opens a window at a place of the page; an empty place is where a page begins.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>, place: &str) -> tauri::Result<()> {
    static NEXT: AtomicU32 = AtomicU32::new(2);
    let label = match app.get_webview_window(MAIN) {
        None if app.webview_windows().is_empty() => MAIN.to_owned(),
        _ => format!("window-{}", NEXT.fetch_add(1, Ordering::Relaxed)),
    };
    let state = app.state::<AppState>();
    let mut builder = WebviewWindowBuilder::new(app, label, WebviewUrl::default())
        .title("Backcast")
        .inner_size(1280.0, 800.0)
        .min_inner_size(720.0, 520.0)
        .initialization_script(first_script(app, place))
        // Drops are read by the page; the shell's own handler breaks them on some platforms.
        .disable_drag_drop_handler()
        .on_navigation(is_our_page);
    let menus = state.host.menus();
    if !menus.is_empty() && cfg!(not(target_os = "macos")) {
        // A bar that came later would push the page down once it is painted.
        builder = builder.menu(menu::bar(app, &menus)?);
    }
    let window = builder.build()?;
    fit_to_screen(&window)?;
    check_spelling(&window)?;
    let handle = app.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::ThemeChanged(theme) = event {
            let theme = if *theme == tauri::Theme::Dark { Theme::Dark } else { Theme::Light };
            if let Err(error) = SystemThemeChanged(theme).emit(&handle) {
                tracing::warn!("a change of theme was not heard: {error}");
            }
        }
    });
    let preferences = state.host.preferences();
    state.host.set_zoom(preferences.zoom);
    state.host.set_theme(preferences.theme);
    Ok(())
}

/// Whether a window is one of those that are opened here, not one with a purpose of its own.
fn shows_portfolio(label: &str) -> bool {
    label == MAIN || label.starts_with("window-")
}

/// The window a person is at: the one with the focus, else any.
pub(crate) fn at_hand<R: Runtime>(app: &AppHandle<R>) -> Option<WebviewWindow<R>> {
    let mut windows: Vec<_> =
        app.webview_windows().into_values().filter(|window| shows_portfolio(window.label())).collect();
    let at = windows.iter().position(|window| window.is_focused().unwrap_or(false)).unwrap_or(0);
    (!windows.is_empty()).then(|| windows.swap_remove(at))
}

fn first_script<R: Runtime>(app: &AppHandle<R>, place: &str) -> String {
    let state = app.state::<AppState>();
    let query = ListQuery { stages: ACTIVE.to_vec(), ..ListQuery::default() };
    let page = state.read(|portfolio| portfolio.list_proposals(&query)).ok();
    let first = First { portfolio: state.situation().ok(), preferences: state.host.preferences(), query, page };
    format!(
        "if (performance.getEntriesByType('navigation')[0]?.type !== 'reload') {{
           window.backcastFirst = {};
           if ({place} !== '' && location.hash === '') history.replaceState(null, '', '#/' + {place});
         }}",
        script_text(&first),
        place = script_text(&place),
    )
}

/// A value as a script may hold it. What cannot be written is nothing: then the page asks.
fn script_text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "undefined".to_owned()).replace('<', "\\u003c")
}

/// The web view of Linux checks spelling only when it is told to, in the languages of the desktop.
#[cfg(target_os = "linux")]
fn check_spelling<R: Runtime>(window: &WebviewWindow<R>) -> tauri::Result<()> {
    use webkit2gtk::{WebContextExt as _, WebViewExt as _};
    window.with_webview(|view| {
        if let Some(context) = view.inner().context() {
            context.set_spell_checking_enabled(true);
        }
    })
}

/// Elsewhere it does so by itself.
#[cfg(not(target_os = "linux"))]
fn check_spelling<R: Runtime>(_: &WebviewWindow<R>) -> tauri::Result<()> {
    Ok(())
}

/// A window is never larger than the screen it stands on, whatever size was remembered.
fn fit_to_screen<R: Runtime>(window: &WebviewWindow<R>) -> tauri::Result<()> {
    let Some(screen) = window.current_monitor()?.or(window.primary_monitor()?) else { return Ok(()) };
    let (room, size) = (*screen.size(), window.inner_size()?);
    if size.width > room.width || size.height > room.height {
        window.set_size(tauri::PhysicalSize::new(size.width.min(room.width), size.height.min(room.height)))?;
        window.set_position(*screen.position())?;
    }
    Ok(())
}
