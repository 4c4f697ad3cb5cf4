//! Backups, ways out, export and paper through the contract, with a person who chooses in dialogs.
use serde_json::{Value, json};

use super::app::{App, app};

fn filled() -> App {
    let app = app();
    app.call("create_portfolio", json!({ "path": null })).unwrap();
    app.call("keep_spark", json!({ "text": "Night nurses phone round.", "customer": null })).unwrap();
    app
}

impl App {
    fn will_choose(&self, name: &str) -> String {
        let path = self.folder.path().join(name);
        self.desk.chosen.lock().unwrap().push(path.clone());
        path.display().to_string()
    }
}

#[test]
fn a_backup_is_made_compared_and_put_back() {
    let app = filled();
    let made = app.call("back_up", json!({})).unwrap();
    assert_eq!(made["proposals"], 1);
    app.call("keep_spark", json!({ "text": "A second one.", "customer": null })).unwrap();
    let found = app.call("compare_backup", json!({ "path": made["path"] })).unwrap();
    assert_eq!((&found["only_here"], &found["newer_changes"]), (&json!(1), &json!(1)));
    let restored = app.call("restore_backup", json!({ "path": made["path"] })).unwrap();
    assert_eq!(restored["proposals"], 1);
    let view = app.call("backups", json!({})).unwrap();
    assert_eq!((view["backups"].as_array().unwrap().len(), &view["synced"]), (2, &Value::Null));
}

#[test]
fn export_and_print_go_where_the_person_chose_or_nowhere() {
    let app = filled();
    assert_eq!(app.call("export_proposals", json!({ "form": "json", "query": "" })).unwrap(), Value::Null);
    let to = app.will_choose("all.json");
    let done = app.call("export_proposals", json!({ "form": "json", "query": "" })).unwrap();
    assert_eq!((&done["path"], &done["proposals"]), (&json!(to), &json!(1)));
    let what = json!({ "kind": "read-ahead", "id": "P-001" });
    let proof = app.call("print_sheet", json!({ "what": what, "letter": true, "save": false })).unwrap();
    assert_eq!((&proof["pages"], &proof["path"]), (&json!(1), &Value::Null));
    let to = app.will_choose("one.pdf");
    app.call("print_sheet", json!({ "what": what, "letter": false, "save": true })).unwrap();
    assert!(std::fs::read(to).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn the_portfolio_moves_and_a_damaged_one_shows_its_ways_out() {
    let app = filled();
    app.call("back_up", json!({})).unwrap();
    let to = app.will_choose("moved.backcast");
    assert_eq!(app.call("move_portfolio", json!({})).unwrap(), json!(to));
    let state = app.call("portfolio_state", json!({})).unwrap();
    assert_eq!((&state["situation"], &state["path"]), (&json!("open"), &json!(to)));
    app.call("close_portfolio", json!({})).unwrap();
    std::fs::File::options().write(true).open(&to).unwrap().set_len(9_000).unwrap();
    assert_eq!(app.call("open_portfolio", json!({ "path": to, "readOnly": false })).unwrap_err()["code"], "corrupt");
    let ways = app.call("ways_out", json!({})).unwrap();
    assert_eq!((&ways["proposals"], &ways["salvageable"]), (&json!(1), &json!(true)));
    app.call("put_in_place", json!({ "backup": ways["newest_good"]["path"] })).unwrap();
    assert_eq!(app.call("portfolio_state", json!({})).unwrap()["proposals"], 1);
}

#[test]
fn a_file_replaced_while_open_is_said_to_be_so() {
    let app = filled();
    let path = app.folder.path().join("portfolio.backcast");
    std::fs::rename(&path, app.folder.path().join("elsewhere.backcast")).unwrap();
    std::fs::write(&path, "someone else's").unwrap();
    let refused = app.call("keep_spark", json!({ "text": "Lost?", "customer": null })).unwrap_err();
    assert_eq!(refused["code"], "replaced");
    assert_eq!(app.call("portfolio_state", json!({})).unwrap()["moved"]["code"], "replaced");
    let to = app.will_choose("saved.backcast");
    assert_eq!(app.call("save_copy", json!({})).unwrap()["path"], json!(to));
    assert_eq!(app.call("portfolio_state", json!({})).unwrap()["path"], json!(to));
}
