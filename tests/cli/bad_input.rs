//! What is wrong is said, what is stored stays, and the exit code is 1.
use super::world::Place;

#[test]
fn a_file_that_cannot_be_imported_is_named_and_the_others_are_imported() {
    let place = Place::new();
    let good = place.file("good.md", "# Fine\n\n## Problem\n\nOne.\n");
    let bytes = place.file("latin.md", b"caf\xe9");
    let empty = place.file("empty.md", "");
    let huge = place.file("huge.md", "x".repeat(20 * 1024 * 1024));
    let said = place.run(&["--json", "import", &good, &bytes, &empty, &huge]);
    assert_eq!(said.code, 1);
    let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report["imported"].as_array().map(Vec::len), Some(1));
    let failed: Vec<(&str, &str)> = report["failed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["path"].as_str().unwrap(), one["error"].as_str().unwrap()))
        .collect();
    assert_eq!(failed.iter().map(|(path, _)| *path).collect::<Vec<_>>(), [&bytes, &empty, &huge]);
    assert!(failed[0].1.contains("UTF-8"), "{}", failed[0].1);
    assert!(failed[1].1.contains("empty"), "{}", failed[1].1);
    assert_eq!(place.json(&["list"]).as_array().map(Vec::len), Some(1));
}

#[test]
fn an_outline_of_a_folder_is_refused() {
    let place = Place::new();
    let folder = place.path("folder.md");
    std::fs::create_dir(&folder).unwrap();
    assert!(place.refused(&["outline", folder.to_str().unwrap()]).contains("folder.md"));
}

#[test]
fn a_table_with_a_mistake_names_its_row_and_column_and_records_nothing() {
    let place = Place::new();
    place.ok(&["spark", "Nurses phone round."]);
    place.ok(&[
        "measure",
        "P-001",
        "Calls",
        "--unit",
        "calls",
        "--direction",
        "down",
        "--baseline",
        "9",
        "--target",
        "3",
        "--due",
        "2027-01-01",
    ]);
    for (name, table, place_of_mistake) in [
        ("date.csv", "date,value\n2026-01-01,1\n2026-13-01,2\n", ["3", "date"]),
        ("number.csv", "date,value\n2026-01-01,1\n2026-01-08,many\n", ["3", "value"]),
    ] {
        let file = place.file(name, table);
        let said = place.refused(&["observe", "P-001", "--csv", &file]);
        for part in place_of_mistake {
            assert!(said.contains(part), "{said}");
        }
    }
    assert_eq!(place.json(&["check"])["observations"], 0);
}

#[test]
fn a_second_value_for_a_date_replaces_the_first_with_a_warning() {
    let place = Place::new();
    place.ok(&["spark", "Nurses phone round."]);
    place.ok(&[
        "measure",
        "P-001",
        "Calls",
        "--unit",
        "calls",
        "--direction",
        "down",
        "--baseline",
        "9",
        "--target",
        "3",
        "--due",
        "2027-01-01",
    ]);
    place.ok(&["observe", "P-001", "Calls", "2026-01-01", "5"]);
    let said = place.run(&["observe", "P-001", "Calls", "2026-01-01", "6"]);
    assert_eq!(said.code, 0);
    assert!(said.err.contains("2026-01-01"), "{}", said.err);
    assert_eq!(place.json(&["check"])["observations"], 2, "the replaced value is kept as history");
}

#[test]
fn scores_out_of_range_missing_reasons_and_unapproved_launches_are_refused() {
    let place = Place::new();
    place.ok(&["spark", "Nurses phone round."]);
    assert_ne!(place.run(&["score", "P-001", "big=5", "--why", "big=Huge."]).code, 0);
    assert!(place.refused(&["score", "P-001", "big=4"]).contains("reason"));
    assert!(place.refused(&["decide", "P-001", "decline", "--why", ""]).contains("why"));
    assert!(place.refused(&["decide", "P-001", "decline"]).contains("why"));
    assert!(place.refused(&["launch", "P-001", "--on", "2026-01-01"]).contains("approv"));
    assert!(place.refused(&["show", "P-404"]).contains("P-404"));
    let list = place.json(&["list"]);
    assert_eq!((list[0]["stage"].as_str(), &list[0]["seals"]["big"]), (Some("spark"), &serde_json::Value::Null));
}

#[test]
fn each_file_that_is_no_portfolio_of_ours_is_refused_in_its_own_words() {
    let place = Place::new();
    place.ok(&["spark", "Nurses phone round."]);
    let whole = std::fs::read(place.portfolio()).unwrap();
    let cut = place.path("cut.backcast");
    std::fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    let other = place.path("other.backcast");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE letters (id INTEGER)").unwrap();
    let newer = place.path("newer.backcast");
    std::fs::copy(place.portfolio(), &newer).unwrap();
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let missing = place.path("missing.backcast");
    for (path, words) in
        [(&cut, "damaged"), (&other, "not a Backcast portfolio"), (&newer, "newer version"), (&missing, "no file")]
    {
        let before = std::fs::read(path).ok();
        let said = place.run_on(path, &["list"]);
        assert_eq!(said.code, 1, "{path:?} printed {}", said.out);
        assert!(said.err.contains(words), "{path:?}: {}", said.err);
        assert_eq!(std::fs::read(path).ok(), before, "{path:?} was changed");
    }
}

#[test]
fn a_portfolio_that_another_program_keeps_is_busy_after_five_seconds_and_unharmed() {
    let place = Place::new();
    let other = rusqlite::Connection::open(place.portfolio()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(place.refused(&["spark", "Nurses phone round."]).contains("busy"));
    assert_eq!(place.json(&["list"]).as_array().map(Vec::len), Some(0), "reading goes on meanwhile");
    other.execute_batch("ROLLBACK").unwrap();
    place.ok(&["spark", "Nurses phone round."]);
}

#[test]
fn usage_mistakes_end_with_two() {
    let place = Place::new();
    assert_eq!(place.run(&["no-such-command"]).code, 2);
    assert_eq!(place.run(&["decide", "P-001", "maybe", "--why", "x"]).code, 2);
}
