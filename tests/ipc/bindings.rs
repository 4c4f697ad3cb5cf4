//! The generated TypeScript is the contract's own.
use std::fs;

use backcast_desktop::contract;

const BINDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/ipc/bindings.ts");

#[test]
fn bindings_are_current() {
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("bindings.ts");
    contract::<tauri::Wry>().export(specta_typescript::Typescript::default(), &fresh).unwrap();
    let fresh = fs::read_to_string(fresh).unwrap();
    if std::env::var_os("BACKCAST_WRITE_BINDINGS").is_some() {
        fs::write(BINDINGS, &fresh).unwrap();
    }
    assert!(fs::read_to_string(BINDINGS).unwrap_or_default() == fresh, "run `npm run bindings`");
}
