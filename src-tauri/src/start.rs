//! Starting the real application: plugins, the first window, the portfolio that was open last.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use backcast_core::links::SCHEME;
use backcast_core::{ALL_TOPICS, World};
use jiff::tz::TimeZone;
use tauri::{AppHandle, Manager as _, RunEvent, Wry};
use tauri_plugin_deep_link::DeepLinkExt as _;
use tauri_specta::Event as _;

use crate::IpcError;
use crate::desktop::Desktop;
use crate::host::Host as _;
use crate::ipc::{LinkOpened, MenuChosen};
use crate::state::AppState;
use crate::{assemble, connect, reminders, windows};

/// How many commands run at once. They wait for the disk and for each other more than they compute, and what a person types
/// must not wait for what was typed before.
const COMMANDS_AT_ONCE: usize = 8;

/// How often the file is looked at for changes by another program.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// After how many looks the day's backup is thought of.
const LOOKS_A_BACKUP: u32 = 600;

/// How many looks belong to the person who just started before the file is checked and backed up.
const LOOKS_TO_SETTLE: u32 = 6;

/// How often the start was tried again, for the next try, and how often it may be.
const STARTS: &str = "BACKCAST_STARTS";
const MOST_STARTS: u32 = 10;

/// Runs the application until its window closes.
#[must_use]
pub fn run() -> ExitCode {
    #[cfg(target_os = "linux")]
    paint_without_a_card();
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::WARN).init();
    let commands = tokio::runtime::Builder::new_multi_thread().worker_threads(COMMANDS_AT_ONCE).enable_all().build();
    match &commands {
        Ok(commands) => tauri::async_runtime::set(commands.handle().clone()),
        Err(error) => tracing::warn!("commands run as many at once as there are cores: {error}"),
    }
    let builder = assemble(tauri::Builder::<Wry>::new())
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| come_forward(app, &arguments)))
        .plugin(tauri_plugin_deep_link::init())
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .on_menu_event(|app, event| {
            let Some(window) = windows::at_hand(app) else { return };
            if let Err(error) = MenuChosen(event.id().0.clone()).emit_to(app, window.label()) {
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
            start_again(&error);
            tracing::error!("Backcast could not start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Where there is no graphics card the web view paints its page by itself. It would have a card emulated otherwise, which is
/// slower for a page of text, takes a second to get ready and a hundred megabytes. What a person set stands.
#[cfg(target_os = "linux")]
fn paint_without_a_card() {
    let nodes = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    let renders = nodes.into_iter().any(|node| node.file_name().to_string_lossy().starts_with("renderD"));
    if renders || ["/dev/nvidia0", "/dev/dxg"].iter().any(|card| Path::new(card).exists()) {
        return;
    }
    for (name, value) in [("GDK_GL", "disable"), ("WEBKIT_DISABLE_COMPOSITING_MODE", "1")] {
        if let Err(error) = glib::setenv(name, value, false) {
            tracing::warn!("{name} could not be set: {error}");
        }
    }
}

/// Takes the place of this process by a new one, when the instance that was to come forward ended before it answered: it was
/// killed a moment ago, and its name was not free yet.
#[cfg(unix)]
fn start_again(error: &tauri::Error) {
    use std::os::unix::process::CommandExt as _;

    let before = std::env::var(STARTS).ok().and_then(|count| count.parse::<u32>().ok()).unwrap_or(0);
    let is_that = matches!(error, tauri::Error::PluginInitialization(plugin, _) if plugin == "single-instance");
    if !is_that || before >= MOST_STARTS {
        return;
    }
    std::thread::sleep(Duration::from_millis(200));
    let Ok(program) = std::env::current_exe() else { return };
    let mut again = std::process::Command::new(program);
    let error = again.args(std::env::args_os().skip(1)).env(STARTS, (before + 1).to_string()).exec();
    tracing::error!("it could not be tried again: {error}");
}

#[cfg(not(unix))]
fn start_again(_: &tauri::Error) {}

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
    let desktop = Desktop {
        app: app.clone(),
        preferences: data_dir.join("preferences.json"),
        menus: data_dir.join("menus.json"),
    };
    let preferences = desktop.preferences();
    let state = AppState::new(Arc::new(desktop), world(), data_dir, documents.join("portfolio.backcast"));
    connect(app, state);
    let state = app.state::<AppState>();
    if let Some(path) = first_portfolio(std::env::args().skip(1), preferences.last_portfolio.clone()) {
        report(state.open(&path, false));
    }
    windows::open(app, &std::env::args().skip(1).find_map(|argument| place_of(&argument)).unwrap_or_default())?;
    follow_links(app);
    follow_the_file(app.clone());
    reminders::follow_the_calendar(app.clone());
    Ok(())
}

/// Trouble with a file is kept in the state and shown there; here it only goes to the log.
fn report(opened: Result<(), IpcError>) {
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

/// The place of the page that shows what a link leads to; none when it is no link.
fn place_of(argument: &str) -> Option<String> {
    let link = argument.get(..SCHEME.len()).is_some_and(|scheme| scheme.eq_ignore_ascii_case(SCHEME));
    link.then(|| format!("link/{}", percent_encoded(argument)))
}

fn percent_encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Shows what a link leads to that the desktop hands over while the application runs.
fn follow_links(app: &AppHandle) {
    let handle = app.clone();
    app.deep_link().on_open_url(move |event| {
        for url in event.urls() {
            open_link(&handle, url.as_str());
        }
    });
    // Packages register the scheme elsewhere; on Windows the program does it itself.
    if cfg!(windows)
        && let Err(error) = app.deep_link().register_all()
    {
        tracing::info!("links will not open this program: {error}");
    }
}

fn open_link(app: &AppHandle, link: &str) {
    let Some(window) = windows::at_hand(app) else { return };
    if let Err(error) = LinkOpened(link.to_owned()).emit_to(app, window.label()) {
        tracing::warn!("a link was not followed: {error}");
    }
}

/// A second start: its file and its link are shown in the window that is there.
fn come_forward(app: &AppHandle, arguments: &[String]) {
    let state = app.state::<AppState>();
    if let Some(path) = arguments.iter().skip(1).find(|argument| is_portfolio(argument)) {
        report(state.open(Path::new(path), false));
    }
    if let Some(link) = arguments.iter().skip(1).find(|argument| place_of(argument).is_some()) {
        open_link(app, link);
    }
    let Some(window) = windows::at_hand(app) else { return };
    if let Err(error) = window.unminimize().and_then(|()| window.set_focus()) {
        tracing::warn!("the window did not come forward: {error}");
    }
}

/// Looks at the file after an unclean end, then for changes by another program, off the main thread.
fn follow_the_file(app: AppHandle) {
    std::thread::spawn(move || {
        give_way();
        let state = app.state::<AppState>();
        let (mut seen, mut moved, mut looks) = (None, None, 0_u32);
        loop {
            if looks == LOOKS_TO_SETTLE {
                state.check_after_unclean_end();
            }
            if looks % LOOKS_A_BACKUP == LOOKS_TO_SETTLE {
                state.back_up_daily();
            }
            looks = looks.wrapping_add(1);
            std::thread::sleep(LOOK_EVERY);
            let Ok(portfolio) = state.portfolio() else { continue };
            // Gone, replaced and back again are three situations, each with its own words.
            let situation = portfolio.refuse_if_moved().err().map(|error| IpcError::from(error).code);
            if situation != moved {
                moved = situation;
                state.host.announce(&[backcast_core::Topic::Portfolio]);
            }
            let Ok(version) = portfolio.outside_version() else { continue };
            let now = (portfolio.path().to_owned(), version);
            if seen.as_ref().is_some_and(|seen: &(PathBuf, u32)| seen.0 == now.0 && seen.1 != now.1) {
                state.host.announce(ALL_TOPICS);
            }
            seen = Some(now);
            if let Err(error) = portfolio.fold_log() {
                tracing::warn!("the log was not folded into the file: {error}");
            }
        }
    });
}

/// What this thread does, checks and backups of large files among it, comes after what a person waits for.
#[cfg(target_os = "linux")]
fn give_way() {
    // Linux counts niceness by thread.
    if let Err(error) = rustix::process::nice(10) {
        tracing::info!("background work runs like all other: {error}");
    }
}

#[cfg(not(target_os = "linux"))]
fn give_way() {}

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
