//! Images of documents, shown to the page under an address of their own: `attachment://localhost/<sha256>.png`.
//!
//! The page may load these and nothing else. Invariant: only what the open portfolio keeps under that very name is given.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager as _, Runtime, UriSchemeContext};

use crate::error::IpcError;
use crate::state::AppState;

/// The scheme.
pub(crate) const SCHEME: &str = "attachment";

/// Where the page loads images from.
pub(crate) const PLACE: &str =
    if cfg!(any(windows, target_os = "android")) { "http://attachment.localhost/" } else { "attachment://localhost/" };

/// Answers the page's request for an image.
pub(crate) fn answer<R: Runtime>(context: &UriSchemeContext<'_, R>, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let state = context.app_handle().state::<AppState>();
    let name = request.uri().path().trim_start_matches('/');
    match state.read(|portfolio| portfolio.attachment(name)) {
        Ok(image) => response(StatusCode::OK, image.kind.media_type(), image.bytes),
        Err(_) => response(StatusCode::NOT_FOUND, "text/plain", vec![]),
    }
}

fn response(status: StatusCode, kind: &str, body: Vec<u8>) -> Response<Vec<u8>> {
    let built = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, kind)
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(body);
    built.unwrap_or_default()
}

/// The bytes behind Base64.
pub(crate) fn decoded(base64: &str) -> Result<Vec<u8>, IpcError> {
    STANDARD.decode(base64).map_err(|error| IpcError::shell(&error))
}
