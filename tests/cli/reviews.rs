//! Reviews and process behaviour charts from files: what is wrong with a deck or its data is said with its place.
use std::fmt::Write as _;

use super::world::Place;

const DECK: &str = "setup: {week_ending: 25-SEP-2021}
metrics:
  Views: {column: Views, aggf: sum}
deck:
  - block: {ui_type: 6_12Graph, title: Views, metrics: {Views: {}}}
";

fn data() -> String {
    let mut data = "Date,Views\n".to_owned();
    for day in 1..=25 {
        writeln!(data, "2021-09-{day:02},{day}").unwrap();
    }
    data
}

#[test]
fn a_review_comes_as_numbers_as_a_page_that_loads_nothing_and_as_text() {
    let place = Place::new();
    let (deck, data) = (place.file("deck.yaml", DECK), place.file("data.csv", data()));
    let notes =
        "Date,MetricName,EventDescription\n2021-09-20,Views,A sale\n2021-09-21,Views,It ended\n2021-09-21,Vews,Typo\n";
    let notes = place.file("notes.csv", notes);
    let asked = ["wbr", &deck, "--data", &data, "--annotations", &notes];
    let found = place.json(&asked);
    assert_eq!(found["week_ending"], "2021-09-25");
    let series = &found["blocks"][0]["series"][0];
    assert_eq!(series["weeks"]["current"][5], 154.0);
    assert_eq!(series["weeks"]["current"][4], 105.0);
    assert_eq!(series["months"]["prior"].as_array().unwrap().len(), 12);
    assert_eq!(found["blocks"][0]["events"].as_array().unwrap().len(), 2);
    let page = place.ok(&[&asked[..], &["--as", "html"]].concat());
    assert!(page.contains("default-src 'none'") && page.contains("<svg") && page.contains("It ended"));
    assert!(
        !page.contains("http://")
            || page.matches("http://").count() == page.matches("http://www.w3.org/2000/svg").count()
    );
    let said = place.run(&asked);
    assert!(said.out.contains("| Views |") && said.out.contains("154"), "{}", said.out);
    assert!(said.err.contains("“Vews” is not in the deck"), "{}", said.err);
}

#[test]
fn a_review_is_printed_and_one_without_a_place_is_not() {
    let place = Place::new();
    let (deck, data) = (place.file("deck.yaml", DECK), place.file("data.csv", data()));
    let to = place.path("week.pdf");
    let asked = ["wbr", &deck, "--data", &data, "--as", "pdf"];
    let said = place.json(&[&asked[..], &["--to", to.to_str().unwrap(), "--paper", "letter"]].concat());
    assert_eq!(said["pages"], 1);
    assert!(std::fs::read(&to).unwrap().starts_with(b"%PDF-"));
    assert_eq!(place.run(&asked).code, 2, "where to was not asked for");
    assert!(place.refused(&["wbr", &deck]).contains("--data"));
    assert!(place.refused(&["wbr", "Every Monday"]).contains("Every Monday"));
    let sample = place.path("sample.backcast");
    place.ok(&["init", sample.to_str().unwrap(), "--sample"]);
    let kept = place.run_on(&sample, &["--json", "wbr", "every monday"]);
    assert!(kept.out.contains("Minutes per referral"), "{}{}", kept.out, kept.err);
}

#[test]
fn what_a_deck_does_not_know_is_named_and_the_rest_opens() {
    let place = Place::new();
    let odd = DECK.replace("setup: {", "setup: {colour: red, ").replace("Views: {}", "Views: {glow: yes}")
        + "  - block: {ui_type: pie}\n  - block: {ui_type: embedded_content, source: 'https://example.com'}\n";
    let (deck, data) = (place.file("deck.yaml", odd), place.file("data.csv", data()));
    let said = place.run(&["--json", "wbr", &deck, "--data", &data]);
    assert_eq!(said.code, 0, "{}", said.err);
    for named in ["setup: “colour”", "“glow”", "block 2: ui_type “pie”", "block 3: embedded_content"] {
        assert!(said.err.contains(named), "{named} in {}", said.err);
    }
}

#[test]
fn a_deck_that_cannot_be_read_is_refused_with_its_place() {
    let place = Place::new();
    let data = place.file("data.csv", data());
    let bomb = format!(
        "a: &a [x,x,x,x,x,x,x,x,x]\n{}setup: *j\n",
        ('b'..='j').fold(String::new(), |mut text, name| {
            let before = char::from_u32(name as u32 - 1).unwrap();
            let list = vec![format!("*{before}"); 9].join(",");
            writeln!(text, "{name}: &{name} [{list}]").unwrap();
            text
        })
    );
    let circle = DECK.replace(
        "deck:",
        "  A: {function: {sum: [{metric: {name: B}}, {metric: {name: Views}}]}}\n  B: {function: {divide: [{metric: {name: A}}, {metric: {name: Views}}]}}\ndeck:",
    );
    for (deck, named) in [
        (bomb, "cannot be read as YAML"),
        ("setup: [".to_owned(), "cannot be read as YAML"),
        ("metrics: {}\ndeck: []\n".to_owned(), "no “setup”"),
        (DECK.replace("week_ending: 25-SEP-2021", "title: x"), "no week_ending"),
        (DECK.replace("25-SEP-2021", "03/04/2021"), "--date-order"),
        (DECK.replace("25-SEP-2021", "25-SEP-2021, fiscal_year_end_month: DECK"), "is not a month"),
        (DECK.replace("aggf: sum", "aggf: most"), "metric “Views”: aggf “most”"),
        (DECK.replace("column: Views", "column: Clicks"), "no column “Clicks”, which the metric “Views” needs"),
        (DECK.replace("{Views: {}}", "{Clicks: {}}"), "block 1 shows the metric “Clicks”"),
        (circle.replace("{Views: {}}", "{A: {}}"), "“A” needs “B” needs “A”"),
    ] {
        let file = place.file("deck.yaml", &deck);
        let said = place.refused(&["wbr", &file, "--data", &data]);
        assert!(said.contains(named), "{named} in {said}");
    }
}

#[test]
fn values_and_dates_that_cannot_be_read_are_named_by_row_and_column() {
    let place = Place::new();
    let deck = place.file("deck.yaml", DECK);
    for (data, named) in [
        ("Date,Views\n2021-09-01,1\n2021-09-02,lots\n", "row 3, column “Views”: “lots”"),
        ("Date,Views\n2021-09-01,NaN\n", "row 2, column “Views”: “NaN”"),
        ("Date,Views\n2021-09-01,1\n2021-09-02,-inf\n", "row 3, column “Views”: “-inf”"),
        ("Date,Views\n2021-09-01,1e400\n", "row 2, column “Views”: “1e400”"),
        ("Date,Views\n2021-09-01,1\nsoon,2\n", "row 3: “soon” is not a date"),
        ("Date,Views\n03/04/2021,1\n", "--date-order"),
        ("Date,Views\n13/04/2021,1\n04/13/2021,1\n", "row 3: “04/13/2021” contradicts"),
        ("Date,Views\n2021-09-01,1,2\n", "row 2 has 3 cells"),
        ("Date,Views\n", "no rows"),
        ("", "no rows"),
        ("2021-09-01,1\n", "names of the columns"),
        ("Date,Views,Views\n2021-09-01,1,2\n", "two columns are called “Views”"),
    ] {
        let file = place.file("data.csv", data);
        let said = place.refused(&["wbr", &deck, "--data", &file]);
        assert!(said.contains(named), "{named} in {said}");
    }
    assert!(place.refused(&["wbr", &deck, "--data", "nowhere.csv"]).contains("nowhere.csv"));
}

#[test]
fn a_chart_of_a_file_gives_limits_and_signals_split_at_a_date() {
    let place = Place::new();
    let mut text = "Date,Calls\n".to_owned();
    for (day, value) in (1..).zip([10, 50, 40, 30, 45, 35, 20, 38, 600]) {
        writeln!(text, "{day:02}/03/2021,{value}").unwrap();
    }
    let file = place.file("calls.csv", text);
    assert!(place.refused(&["xmr", &file]).contains("--date-order"));
    let whole = place.json(&["xmr", &file, "--date-order", "dmy"]);
    assert_eq!((whole["n"].as_u64(), whole["status"].as_str()), (Some(9), Some("provisional")));
    let split = place.json(&["xmr", &file, "--date-order", "dmy", "--split", "2021-03-09"]);
    // Eight points before: ranges 40, 10, 10, 15, 10, 15, 18, mean 118/7; centre 33.5.
    assert!((split["before"]["upper"].as_f64().unwrap() - (33.5 + 2.66 * 118.0 / 7.0)).abs() < 1e-9);
    assert_eq!(split["after"]["signals"][0]["rule"], "R1");
    // Median of the ranges: 15.
    let median = place.json(&["xmr", &file, "--date-order", "dmy", "--split", "2021-03-09", "--median"]);
    assert!((median["before"]["upper"].as_f64().unwrap() - (33.5 + 3.145 * 15.0)).abs() < 1e-9);
}
