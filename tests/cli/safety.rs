//! Backups, putting one back, salvage and the check, as a person runs them.
use std::fs;

use super::world::Place;

#[test]
fn a_backup_is_made_where_it_is_asked_for_and_put_back() {
    let place = Place::new();
    place.ok(&["spark", "Night nurses phone round."]);
    let to = place.path("copy.backcast").display().to_string();
    let made = place.json(&["backup", "--to", &to]);
    assert_eq!((&made["proposals"], &made["checked"], &made["path"]), (&1.into(), &true.into(), &to.clone().into()));
    assert!(place.refused(&["backup", "--to", &to]).contains("already"));
    place.ok(&["spark", "A second one."]);
    let would = place.json(&["restore", &to, "--dry-run"]);
    assert_eq!((&would["only_here"], &would["proposals_there"]), (&1.into(), &1.into()));
    assert_eq!(place.json(&["list"]).as_array().unwrap().len(), 2);
    let restored = place.json(&["restore", &to]);
    assert_eq!(restored["proposals"], 1);
    assert_eq!(place.json(&["list"]).as_array().unwrap().len(), 1);
    let before = std::path::PathBuf::from(restored["before"].as_str().unwrap());
    let said = place.run_on(&before, &["--json", "list"]);
    assert!(said.out.contains("A second one."), "{}", said.err);
    assert_eq!(place.json(&["backup", "--list"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_letter_is_not_restored() {
    let place = Place::new();
    place.ok(&["spark", "Night nurses phone round."]);
    let letter = place.file("letter.txt", "Dear Sir or Madam");
    assert!(place.refused(&["restore", &letter]).contains("not a Backcast portfolio"));
    assert!(place.refused(&["restore", "/nowhere.backcast"]).contains("no file"));
    assert_eq!(place.json(&["list"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_damaged_portfolio_is_said_to_be_so_and_a_backup_or_what_can_be_read_replaces_it() {
    let place = Place::new();
    place.ok(&["spark", "Night nurses phone round."]);
    place.ok(&["backup"]);
    let path = place.portfolio();
    let length = fs::metadata(&path).unwrap().len();
    fs::File::options().write(true).open(&path).unwrap().set_len(length - 4096).unwrap();
    let said = place.run(&["--json", "check"]);
    let health: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, &health["ok"]), (1, &false.into()));

    let to = place.path("new.backcast").display().to_string();
    let found = place.json(&["restore", "--salvage", path.to_str().unwrap(), "--to", &to]);
    assert_eq!(found["proposals"], 1);
    assert_eq!(fs::metadata(&path).unwrap().len(), length - 4096);

    let backup = fs::read_dir(place.path("Backups")).unwrap().next().unwrap().unwrap().path();
    let restored = place.json(&["restore", backup.to_str().unwrap()]);
    assert_eq!(restored["proposals"], 1);
    let aside = restored["before"].as_str().unwrap();
    assert_eq!(fs::metadata(aside).unwrap().len(), length - 4096, "the damaged file is kept");
    assert_eq!(place.json(&["list"]).as_array().unwrap().len(), 1);
}
