//! The journey as the page asks for it, and failures as the page sees them.
use serde_json::json;

use super::app::app;

#[test]
fn nothing_is_open_until_something_is() {
    let app = app();
    assert_eq!(app.call("portfolio_state", json!({})).unwrap()["situation"], "closed");
    assert_eq!(app.call("needs_you", json!({})).unwrap_err()["code"], "no-portfolio");
}

#[test]
fn a_spark_is_kept_announced_and_listed() {
    let app = app();
    app.call("create_portfolio", json!({ "path": null })).unwrap();
    app.desk.heard.lock().unwrap().clear();
    let id = app.call("keep_spark", json!({ "text": "Nurses phone round.", "customer": null })).unwrap();
    assert_eq!(id, "P-001");
    assert!(app.desk.heard.lock().unwrap().contains(&backcast_core::Topic::Proposals));
    let query = json!({ "query": { "text": "", "sort": "strength", "stages": [], "trashed": false, "offset": 0, "limit": 10 } });
    let page = app.call("list_proposals", query).unwrap();
    assert_eq!((page["total"].as_u64(), page["rows"][0]["problem"].as_str()), (Some(1), Some("Nurses phone round.")));
}

#[test]
fn a_refusal_has_a_code_and_the_rule_it_ran_into() {
    let app = app();
    app.call("create_portfolio", json!({ "path": null })).unwrap();
    app.call("keep_spark", json!({ "text": "A", "customer": null })).unwrap();
    let moved = json!({ "ids": ["P-001"], "stage": "approved", "why": null });
    let error = app.call("move_to_stage", moved).unwrap_err();
    assert_eq!(
        (error["code"].as_str(), error["params"]["rule"].as_str()),
        (Some("rejected"), Some("stage-not-by-hand"))
    );
    let error = app.call("keep_spark", json!({ "text": " ", "customer": null })).unwrap_err();
    assert_eq!(
        (error["params"]["field"].as_str(), error["params"]["reason"].as_str()),
        (Some("text"), Some("required"))
    );
}

#[test]
fn what_cannot_be_read_has_a_code_and_what_stands_in_its_words() {
    let app = app();
    app.call("create_portfolio", json!({ "path": null })).unwrap();
    let error = app.call("proposal", json!({ "id": "P-014" })).unwrap_err();
    assert_eq!(error["code"], "not-found");
    let error = app.call("follow_link", json!({ "link": "https://example.org" })).unwrap_err();
    let said = |name: &str| error["params"][name].as_str().map(str::to_owned);
    assert_eq!([said("reason"), said("says")].map(Option::unwrap), ["unreadable", "not-a-link"]);
    assert_eq!(said("text").unwrap(), "https://example.org");
}

#[test]
fn what_begins_is_in_the_language_that_the_page_speaks() {
    let app = app();
    app.call("create_portfolio", json!({ "path": null })).unwrap();
    app.desk.heard.lock().unwrap().clear();
    app.call("speak", json!({ "tongue": "de" })).unwrap();
    assert!(app.desk.heard.lock().unwrap().contains(&backcast_core::Topic::Meetings), "minutes are read again");
    let id = app.call("write_proposal", json!({ "template": "pr-faq" })).unwrap();
    let text = app.call("document", json!({ "id": id })).unwrap()["text"].as_str().unwrap().to_owned();
    assert!(text.contains("## Kunde"), "{text}");
}

#[test]
fn a_foreign_file_is_trouble_and_never_an_empty_portfolio() {
    let app = app();
    let path = app.folder.path().join("letter.backcast");
    std::fs::write(
        &path,
        "Dear Sir or Madam, this is a letter and no database, although it is long enough for one header.........",
    )
    .unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = app.call("open_portfolio", json!({ "path": path, "readOnly": false })).unwrap_err();
    assert_eq!(error["code"], "not-a-portfolio");
    let state = app.call("portfolio_state", json!({})).unwrap();
    assert_eq!(
        (state["situation"].as_str(), state["trouble"]["code"].as_str()),
        (Some("trouble"), Some("not-a-portfolio"))
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn what_is_due_is_told_once_a_day_and_only_when_allowed() {
    let app = app();
    let told = || app.desk.notified.lock().unwrap().clone();
    let words = json!({ "words": { "retro": "Retro", "check-in": "Check-in" } });
    app.call("open_sample", json!({})).unwrap();
    let due = app.call("needs_you", json!({})).unwrap().as_array().unwrap().len();
    assert!(due > 0);
    app.call("remind_in", words.clone()).unwrap();
    assert!(told().is_empty(), "off until allowed");
    let mut wishes = app.call("preferences", json!({})).unwrap();
    wishes["reminders"] = json!(true);
    app.call("set_preferences", json!({ "preferences": wishes })).unwrap();
    app.call("remind_in", words.clone()).unwrap();
    assert_eq!(told().len(), due);
    assert!(told().iter().any(|one| one.starts_with("Check-in · L-003: ")), "{:?}", told());
    // A page that still holds older preferences does not make anything be told again.
    app.call("set_preferences", json!({ "preferences": wishes })).unwrap();
    app.call("remind_in", words.clone()).unwrap();
    assert_eq!(told().len(), due);
    app.call("close_portfolio", json!({})).unwrap();
    app.call("remind_in", words).unwrap();
    assert_eq!(told().len(), due);
}
