//! The desktop shell: windows, menu, dialogs and the contract with the page. The only crate that knows Tauri.
//!
//! [`assemble`] puts the contract on a builder, [`connect`] the state behind it, [`run`] starts the real thing. Not here:
//! commands, which live one file a noun, and rules, which live in the core.

mod attachments;
mod commands;
mod desktop;
mod error;
mod host;
mod ipc;
mod menu;
mod preferences;
mod reminders;
mod safekeeping;
mod start;
mod state;
mod windows;

use tauri::{AppHandle, Builder, Manager as _, Runtime};

pub use error::{ErrorCode, IpcError};
pub use host::{Choose, Host, Menu, MenuItem, Task};
pub use ipc::{DataChanged, LinkOpened, MenuChosen, Progress, SystemThemeChanged, contract};
pub use preferences::{Density, Preferences, ReadingFont, Theme};
pub use reminders::Told;
pub use start::run;
pub use state::AppState;

/// Adds the contract to `builder`.
pub fn assemble<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder
        .invoke_handler(contract::<R>().invoke_handler())
        .register_uri_scheme_protocol(attachments::SCHEME, |context, request| attachments::answer(&context, &request))
}

/// Puts `state` behind the contract, once `app` exists.
pub fn connect<R: Runtime>(app: &AppHandle<R>, state: AppState) {
    contract::<R>().mount_events(app);
    app.manage(state);
}
