//! Looking back without a window.
use super::world::Place;

fn launched(place: &Place, number: u32, forecast: &str) {
    let id = format!("P-{number:03}");
    let file = place.file(
        &format!("{number}.md"),
        format!("# Board {number}\n\n## Customer\n\nNight nurses.\n\n## Problem\n\nOn 3 nights in 10 nobody takes shift {number}.\n"),
    );
    place.ok(&["import", &file]);
    let levels = ["score", &id, "big=3", "should=3", "plan=4", "--why", "big=A.", "should=B.", "plan=C."];
    place.ok(&levels);
    place.ok(&["decide", &id, "approve", "--why", "Go.", "--forecast", forecast]);
    place.ok(&["launch", &id, "--on", "2026-07-01"]);
}

#[test]
fn several_give_a_verdict_blind_and_figures_are_told_from_ten_on() {
    let place = Place::new();
    for number in 1..=10 {
        launched(&place, number, "Ana=70");
        let launch = format!("L-{number:03}");
        if number == 1 {
            place.ok(&["retro", &launch, "--with", "Ana"]);
            let sealed = place.json(&["verdict", &launch, "solved", "--why", "W.", "--else", "E.", "--by", "Ana"]);
            assert_eq!(sealed["all_given"], false);
            assert!(!place.ok(&["--json", "retro", &launch]).contains("solved"), "a sealed verdict was shown");
            place.ok(&["verdict", &launch, "partly", "--why", "W.", "--else", "E."]);
            assert_eq!(place.json(&["retro", &launch])["givers"][1]["verdict"]["verdict"], "solved");
        }
        let closed = place.json(&["verdict", &launch, "solved", "--why", "Counted.", "--else", "A new agency."]);
        assert_eq!(closed["independent"], number == 1);
        let found = place.json(&["insights"]);
        assert_eq!(found["rates"], number == 10);
    }
    let found = place.json(&["insights"]);
    assert_eq!((&found["closed"], &found["seals"][0]["present"]["count"]), (&10.into(), &10.into()));
    // No measure was frozen, so no forecast can be held against anything: said, and nothing made up.
    assert_eq!((&found["unresolved"], &found["calibration"]), (&10.into(), &serde_json::Value::Null));
    assert_eq!(place.json(&["insights", "--figure", "seal:plan:strong"]).as_array().map(Vec::len), Some(10));
    assert!(place.ok(&["insights", "--csv"]).starts_with("section,name,count,of,value,low,high,figure\n"));
    assert!(place.refused(&["insights", "--by", "Ana"]).contains("shares"));
    let page = place.path("review.html").display().to_string();
    place.ok(&["insights", "--from", "2020-01-01", "--until", "2099-12-31", "--to", &page]);
    assert!(std::fs::read_to_string(&page).unwrap().contains("Portfolio review"));
    let paper = place.path("review.pdf");
    place.ok(&["insights", "--from", "2020-01-01", "--until", "2099-12-31", "--to", paper.to_str().unwrap()]);
    assert!(std::fs::read(&paper).unwrap().starts_with(b"%PDF-"));
    place.ok(&["retro", "L-001", "--again", "New numbers."]);
    place.ok(&["verdict", "L-001", "not-solved", "--why", "Counted again.", "--else", "None."]);
    assert_eq!(place.json(&["insights", "--figure", "end:not-solved"])[0]["launch"], "L-001");
}

#[test]
fn a_small_forecast_is_made_settled_and_refused_when_it_makes_no_sense() {
    let place = Place::new();
    let made = place.json(&["forecast", "3 of 5 confirm it", "--percent", "70%", "--due", "2026-05-01"]);
    assert_eq!(made["id"], "F-001");
    assert_eq!(place.json(&["settle", "F-001", "yes"])["resolved"], 1);
    for percent in ["120", "-1", "NaN", "much"] {
        let percent = format!("--percent={percent}");
        place.refused(&["forecast", "Will it?", &percent, "--due", "2026-05-01"]);
    }
    place.refused(&["forecast", "Will it?", "--percent", "50", "--due", "soon"]);
    place.refused(&["settle", "F-009", "no"]);
    place.refused(&["insights", "--figure", "bin:99"]);
    assert!(place.ok(&["learn", "W06"]).contains("shelf"));
    assert!(place.ok(&["learn", "ingredients"]).contains("W06"));
}
