//! Starting the real application: plugins, the first window, the portfolio that was open last.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use backcast_core::{ALL_TOPICS, World};
use jiff::tz::TimeZone;
use tauri::{AppHandle, Manager as _, RunEvent, WebviewUrl, WebviewWindowBuilder, WindowEvent, Wry};
use tauri_specta::Event as _;

use crate::desktop::{Desktop, MAIN, is_our_page};
use crate::host::Host as _;
use crate::ipc::{MenuChosen, SystemThemeChanged};
use crate::preferences::Theme;
use crate::state::AppState;
use crate::{assemble, connect};

/// How often the file is looked at for changes by another program.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Runs the application until its window closes.
#[must_use]
pub fn run() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::WARN).init();
    let builder = assemble(tauri::Builder::<Wry>::new())
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| come_forward(app, &arguments)))
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .on_menu_event(|app, event| {
            if let Err(error) = MenuChosen(event.id().0.clone()).emit(app) {
                tracing::error!("a menu item was not heard: {error}");
            }
        })
        .setup(|app| Ok(set_up(app.handle())?));
    match builder.build(tauri::generate_context!()) {
        Ok(app) => {
            app.run(|app, event| {
                if matches!(event, RunEvent::Exit) {
                    app.state::<AppState>().close();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!("Backcast could not start: {error}");
            ExitCode::FAILURE
        }
    }
}

fn set_up(app: &AppHandle) -> tauri::Result<()> {
    let named = std::env::var_os("BACKCAST_DATA_DIR").map(PathBuf::from);
    let data_dir = match &named {
        Some(folder) => folder.clone(),
        None => app.path().app_data_dir()?,
    };
    // A folder of its own for data means everything goes there, the first portfolio too.
    let documents = match named {
        Some(folder) => folder,
        None => app.path().document_dir().unwrap_or_else(|_| data_dir.clone()),
    };
    let desktop = Desktop { app: app.clone(), store: data_dir.join("preferences.json") };
    let preferences = desktop.preferences();
    let state = AppState::new(Arc::new(desktop), world(), data_dir, documents.join("portfolio.backcast"));
    connect(app, state);
    let state = app.state::<AppState>();
    if let Some(path) = first_portfolio(std::env::args().skip(1), preferences.last_portfolio.clone()) {
        report(state.open(&path, false));
    }
    open_window(app)?;
    state.host.set_zoom(preferences.zoom);
    state.host.set_theme(preferences.theme);
    follow_the_file(app.clone());
    Ok(())
}

/// Trouble with a file is kept in the state and shown there; here it only goes to the log.
fn report(opened: Result<(), crate::IpcError>) {
    if let Err(error) = opened {
        tracing::warn!("the portfolio was not opened: {}", error.detail);
    }
}

/// The file named on the command line or in the environment, else the one that was open last.
fn first_portfolio(mut arguments: impl Iterator<Item = String>, last: Option<String>) -> Option<PathBuf> {
    arguments
        .find(|argument| is_portfolio(argument))
        .or_else(|| std::env::var("BACKCAST_PORTFOLIO").ok())
        .or(last)
        .map(PathBuf::from)
}

fn is_portfolio(argument: &str) -> bool {
    Path::new(argument).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("backcast"))
}

fn open_window(app: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Backcast")
        .inner_size(1280.0, 800.0)
        .min_inner_size(720.0, 520.0)
        // Drops are read by the page; the shell's own handler breaks them on some platforms.
        .disable_drag_drop_handler()
        .on_navigation(is_our_page)
        .build()?;
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
    Ok(())
}

/// The web view of Linux checks spelling only when it is told to, in the languages of the desktop.
#[cfg(target_os = "linux")]
fn check_spelling(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{WebContextExt as _, WebViewExt as _};
    window.with_webview(|view| {
        if let Some(context) = view.inner().context() {
            context.set_spell_checking_enabled(true);
        }
    })
}

/// Elsewhere it does so by itself.
#[cfg(not(target_os = "linux"))]
fn check_spelling(_: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// A window is never larger than the screen it stands on, whatever size was remembered.
fn fit_to_screen(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    let Some(screen) = window.current_monitor()?.or(window.primary_monitor()?) else { return Ok(()) };
    let (room, size) = (*screen.size(), window.inner_size()?);
    if size.width > room.width || size.height > room.height {
        window.set_size(tauri::PhysicalSize::new(size.width.min(room.width), size.height.min(room.height)))?;
        window.set_position(*screen.position())?;
    }
    Ok(())
}

/// A second start: its file is shown in the window that is there.
fn come_forward(app: &AppHandle, arguments: &[String]) {
    let state = app.state::<AppState>();
    if let Some(path) = arguments.iter().skip(1).find(|argument| is_portfolio(argument)) {
        report(state.open(Path::new(path), false));
    }
    let Some(window) = app.get_webview_window(MAIN) else { return };
    if let Err(error) = window.unminimize().and_then(|()| window.set_focus()) {
        tracing::warn!("the window did not come forward: {error}");
    }
}

/// Looks at the file after an unclean end, then for changes by another program, off the main thread.
fn follow_the_file(app: AppHandle) {
    std::thread::spawn(move || {
        let state = app.state::<AppState>();
        state.check_after_unclean_end();
        let mut seen = None;
        loop {
            std::thread::sleep(LOOK_EVERY);
            let Ok(portfolio) = state.portfolio() else { continue };
            let Ok(version) = portfolio.outside_version() else { continue };
            let now = (portfolio.path().to_owned(), version);
            if seen.as_ref().is_some_and(|seen: &(PathBuf, u32)| seen.0 == now.0 && seen.1 != now.1) {
                state.host.announce(ALL_TOPICS);
            }
            seen = Some(now);
        }
    });
}

#[expect(clippy::disallowed_methods, reason = "this is where the core's clock comes from")]
fn world() -> World {
    World::new(jiff::Timestamp::now, TimeZone::system(), || {
        let mut bytes = [0; 10];
        if let Err(error) = getrandom::fill(&mut bytes) {
            tracing::warn!("no randomness: {error}");
        }
        bytes
    })
}
