//! The whole contract on the mock runtime, with a desktop that only remembers what it was told.
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use backcast_core::Topic;
use backcast_desktop::{AppState, Choose, Host, IpcError, Menu, Preferences, Task, Theme, assemble, connect};
use serde_json::Value;
use tauri::WebviewWindow;
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets};
use tauri::webview::InvokeRequest;

#[derive(Default)]
pub(crate) struct Desk {
    pub heard: Mutex<Vec<Topic>>,
    pub notified: Mutex<Vec<String>>,
    preferences: Mutex<Preferences>,
    /// What the person will choose in the dialogs that come.
    pub chosen: Mutex<Vec<PathBuf>>,
}

impl Host for Desk {
    fn announce(&self, topics: &[Topic]) {
        self.heard.lock().unwrap().extend(topics);
    }
    fn report(&self, _: &Task) {}
    fn preferences(&self) -> Preferences {
        self.preferences.lock().unwrap().clone()
    }
    fn keep_preferences(&self, preferences: &Preferences) -> Result<(), IpcError> {
        *self.preferences.lock().unwrap() = preferences.clone();
        Ok(())
    }
    fn choose(&self, _: Choose) -> Vec<PathBuf> {
        self.chosen.lock().unwrap().pop().into_iter().collect()
    }
    fn menus(&self) -> Vec<Menu> {
        vec![]
    }

    fn show_menu(&self, _: &str, _: &[Menu]) -> Result<(), IpcError> {
        Ok(())
    }
    fn set_title(&self, _: &str, _: &str) {}
    fn open_window(&self, _: &str) -> Result<(), IpcError> {
        Ok(())
    }
    fn close_window(&self, _: &str) {}
    fn set_zoom(&self, _: u32) {}
    fn set_theme(&self, _: Theme) {}
    fn system_theme(&self) -> Theme {
        Theme::Light
    }
    fn show_in_folder(&self, _: &std::path::Path) {}
    fn notify(&self, title: &str, body: &str) {
        self.notified.lock().unwrap().push(format!("{title}: {body}"));
    }
    fn open_outside(&self, _: &str) {}
    fn open_room(&self, _: backcast_core::meetings::MeetingId) -> Result<(), IpcError> {
        Ok(())
    }
    fn open_capture(&self) -> Result<(), IpcError> {
        Ok(())
    }
    fn close_capture(&self) {}
    fn quit(&self) {}
}

pub(crate) struct App {
    pub folder: tempfile::TempDir,
    pub desk: Arc<Desk>,
    window: WebviewWindow<MockRuntime>,
    _app: tauri::App<MockRuntime>,
}

pub(crate) fn app() -> App {
    let folder = tempfile::tempdir().unwrap();
    let desk = Arc::new(Desk::default());
    let app = assemble(mock_builder()).build(mock_context(noop_assets())).unwrap();
    let data = folder.path().to_owned();
    let state = AppState::new(desk.clone(), backcast_tests::world(), data.clone(), data.join("portfolio.backcast"));
    connect(app.handle(), state);
    let window = tauri::WebviewWindowBuilder::new(&app, "main", Default::default()).build().unwrap();
    App { folder, desk, window, _app: app }
}

impl App {
    pub(crate) fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.into(),
            callback: tauri::ipc::CallbackFn(0),
            error: tauri::ipc::CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: tauri::ipc::InvokeBody::Json(arguments),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.to_string(),
        };
        get_ipc_response(&self.window, request).map(|body| body.deserialize::<Value>().unwrap())
    }
}
