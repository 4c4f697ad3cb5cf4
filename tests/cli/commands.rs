//! The journey without a window.
use super::world::Place;

const DOCUMENT: &str = "# Evenings back\n\n## Customer\n\nNight nurses at clinics under 30 beds.\n\n## Problem\n\nOn 3 nights in 10 nobody takes the shift.\n\n## Evidence\n\nRosters of 9 clinics, March.\n\n## Solution\n\nA board.\n\n## Internal FAQ\n\n### Internal components\n\nRoster.\n\n### Finances\n\nTwo people.\n\n### Technical hurdles\n\nPagers.\n";

fn csv(before: usize, after: usize) -> String {
    let noise = [0, 1, -1, 2, -2, 1, 0, -1];
    let start = 20_454; // 1 January 2026, in days since 1970.
    let mut text = "date,value\n".to_owned();
    for week in 0..before + after {
        let (year, month, day) = civil(start + 7 * i64::try_from(week).unwrap());
        let level = if week < before { 32 } else { 9 };
        text += &format!("{year}-{month:02}-{day:02},{}\n", level + noise[week % noise.len()]);
    }
    text
}

/// Days since 1970 to a date (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

/// P-001, with its measure, ready to be scored.
fn ready(place: &Place) {
    let file = place.file("evenings.md", DOCUMENT);
    let report = place.json(&["import", &file]);
    assert_eq!((&report["imported"][0]["id"], report["failed"].as_array().map(Vec::len)), (&"P-001".into(), Some(0)));
    place.ok(&[
        "measure",
        "P-001",
        "Unfilled nights",
        "--unit",
        "%",
        "--direction",
        "down",
        "--baseline",
        "32",
        "--target",
        "15",
        "--due",
        "2026-11-30",
    ]);
    place.ok(&["stage", "P-001", "ready"]);
}

#[test]
fn a_problem_becomes_a_verdict() {
    let place = Place::new();
    ready(&place);
    place.ok(&[
        "score",
        "P-001",
        "big=3",
        "should=4",
        "plan=?",
        "--why",
        "big=Counted.",
        "--why",
        "should=Ours.",
        "--why",
        "plan=Nobody knows.",
    ]);
    let list = place.json(&["list"]);
    assert_eq!(list[0]["seals"], serde_json::json!({"big": 3, "should": 4, "plan": "?"}));
    assert_eq!(list[0]["held_back_by"], serde_json::json!(["plan"]));
    assert!(place.refused(&["decide", "P-001", "approve", "--why", "Go."]).contains("all three"));
    place.ok(&["score", "P-001", "plan=3", "--why", "plan=Tried on a ward."]);
    place.ok(&[
        "decide",
        "P-001",
        "approve",
        "--why",
        "All three are there.",
        "--forecast",
        "Ana=70",
        "--dissent",
        "Ana would wait.",
        "--dissenter",
        "Ana",
        "--nothing",
        "Three nights in ten stay open.",
    ]);
    let record = place.json(&["show", "D-001"])["record"].clone();
    assert_eq!(record["doing_nothing"], "Three nights in ten stay open.");
    assert_eq!(
        (record["dissenters"].as_array().map(Vec::len), &record["checklist"]["dissent_asked"]),
        (Some(1), &true.into())
    );
    place.ok(&["launch", "P-001", "--on", "2026-07-30"]);
    let values = place.file("values.csv", csv(30, 16));
    place.ok(&["observe", "P-001", "--csv", &values]);
    let evidence = place.json(&["evidence", "L-001"]);
    assert_eq!(
        (evidence[0]["evidence"].as_str(), evidence[0]["n"].as_u64(), evidence[0]["k"].as_u64()),
        (Some("solved"), Some(30), Some(8))
    );
    assert_eq!(evidence[0]["met"], true);
    assert!(place.refused(&["verdict", "L-001", "solved", "--why", "Filled.", "--else", " "]).contains("--else"));
    place.ok(&["verdict", "L-001", "solved", "--why", "Filled.", "--else", "A new agency."]);
    assert_eq!(place.json(&["list"])[0]["stage"], "closed");
    assert_eq!(place.json(&["check"])["ok"], true);
}

#[test]
fn a_bare_series_is_charted_and_judged_without_a_portfolio() {
    let place = Place::new();
    let file = place.file("values.csv", csv(30, 16));
    let whole = place.json(&["xmr", &file]);
    assert_eq!((whole["n"].as_u64(), whole["status"].as_str()), (Some(46), Some("firm")));
    let split = place.json(&["xmr", &file, "--split", "2026-07-30"]);
    // Mean of 30 values: three whole rounds of noise that add up to 0, then 0 1 −1 2 −2 1.
    assert!((split["before"]["centre"].as_f64().unwrap() - (32.0 + 1.0 / 30.0)).abs() < 1e-9);
    assert!(!split["after"]["signals"].as_array().unwrap().is_empty());
    let evidence =
        place.json(&["evidence", "--csv", &file, "--split", "2026-07-30", "--direction", "down", "--target", "15"]);
    assert_eq!(evidence[0]["evidence"], "solved");
    let missed =
        place.json(&["evidence", "--csv", &file, "--split", "2026-07-30", "--direction", "down", "--target", "5"]);
    assert_eq!(missed[0]["evidence"], "moved-not-enough");
}

#[test]
fn the_sample_is_ten_proposals_with_three_launches_two_of_them_closed() {
    let place = Place::new();
    let sample = place.path("sample.backcast");
    place.ok(&["init", sample.to_str().unwrap(), "--sample"]);
    let said = place.run_on(&sample, &["--json", "list"]);
    let list: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let stages: Vec<&str> = list.as_array().unwrap().iter().map(|line| line["stage"].as_str().unwrap()).collect();
    let count = |stage: &str| stages.iter().filter(|one| **one == stage).count();
    assert_eq!((stages.len(), count("closed"), count("launched")), (10, 2, 1));
}

#[test]
fn an_import_is_found_by_its_words_and_shown_byte_for_byte() {
    let place = Place::new();
    let text = "---\nowner: Ana\n---\r\n# Café\r\n\r\n## Problem\r\n\r\nNaïve baristas wait.  \r\n";
    let file = place.file("cafe.md", text);
    place.ok(&["import", &file]);
    assert_eq!(place.ok(&["show", "P-001", "--as", "md"]), text);
    assert_eq!(place.json(&["search", "naive"])[0]["id"], "P-001");
    assert_eq!(place.json(&["search", "\"wait baristas\""]).as_array().map(Vec::len), Some(0));
}

#[test]
fn the_query_language_filters_lists_and_searches_and_says_what_was_meant() {
    let place = Place::new();
    place.ok(&["spark", "Night nurses phone round.", "--customer", "Night nurses"]);
    place.ok(&["spark", "Clerks re-type letters."]);
    place.ok(&["stage", "P-002", "declined", "--why", "Not ours."]);
    let ids = |arguments: &[&str]| {
        let found = place.json(arguments);
        found.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&["list", "customer:\"night nurses\""]), ["P-001"]);
    assert_eq!(ids(&["list", "--", "-stage:declined"]), ["P-001"]);
    assert_eq!(ids(&["list", "--sort", "id", "--", "-phone"]), ["P-002"]);
    assert_eq!(ids(&["search", "letters", "stage:declined"]), ["P-002"]);
    let found = place.json(&["search", "nurses"]);
    assert_eq!(
        (&found[0]["kind"], &found[0]["snippet"], &found[0]["stage"]),
        (&"proposal".into(), &"Night nurses phone round.".into(), &"spark".into())
    );
    assert!(place.ok(&["search", "nrses"]).contains("did you mean “nurses”?"));
}
