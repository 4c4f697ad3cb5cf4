//! Weekly business reviews against numbers that were computed elsewhere: by brute force over rows, and by wbr-app.

use std::fmt::Write as _;
use std::path::Path;

use backcast_core::measures::dates::DateOrder;
use backcast_core::wbr::{self, yaml};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value, json};

fn reviewed(deck: &str, data: &str, order: Option<DateOrder>) -> Value {
    let read = yaml::read(deck, None).unwrap();
    assert_eq!(read.warnings, []);
    serde_json::to_value(wbr::review(&read.deck, data.as_bytes(), order, &[]).unwrap()).unwrap()
}

/// Compares what is expected, and only that; numbers to a relative 1e-9.
fn alike(found: &Value, wanted: &Value, place: &str) {
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) => {
            for (key, wanted) in wanted {
                alike(found.get(key).unwrap_or(&Value::Null), wanted, &format!("{place}.{key}"));
            }
        }
        (Value::Array(found), Value::Array(wanted)) => {
            assert_eq!(found.len(), wanted.len(), "{place}");
            for (at, (found, wanted)) in found.iter().zip(wanted).enumerate() {
                alike(found, wanted, &format!("{place}[{at}]"));
            }
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            assert!((a - b).abs() <= 1e-9 * a.abs().max(b.abs()), "{place}: {a} is not {b}");
        }
        _ => assert_eq!(found, wanted, "{place}"),
    }
}

/// The made-up data that the vectors were computed from: two rows on every fifth day, gaps in `beta`.
fn made_up(first: Date, last: Date) -> String {
    let number = |row: i64, column: i64| (row * 7919 + column * 104_729 + (row * row) % 977 * 31) % 1009;
    let mut data = "Date,alpha,beta,gamma,Country\n".to_owned();
    let mut date = first;
    let mut day = 0;
    while date <= last {
        let rows = if day % 5 == 0 { vec![(day, "US"), (day + 50_000, "UK")] } else { vec![(day, "US")] };
        for (row, country) in rows {
            let beta = if day % 11 == 3 { String::new() } else { format!("0.{:03}", number(row, 2) % 1000) };
            let (alpha, gamma) = (200 + number(row, 1) % 800, number(row, 3) - 500);
            writeln!(data, "{date},{alpha},{beta},{gamma},{country}").unwrap();
        }
        date = date.saturating_add(1.day());
        day += 1;
    }
    data
}

#[test]
fn every_review_equals_figures_computed_by_brute_force() {
    let vectors: Value = serde_json::from_str(include_str!("../fixtures/reviews.json")).unwrap();
    let cases = vectors.as_array().unwrap();
    assert_eq!(cases.len(), 10);
    for case in cases {
        let text = |key: &str| case[key].as_str().unwrap();
        let data = made_up(text("first").parse().unwrap(), text("last").parse().unwrap());
        alike(&reviewed(text("deck"), &data, None), &case["expected"], text("name"));
    }
}

#[test]
fn decks_of_wbr_app_give_the_numbers_that_it_gives() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/wbr");
    if !folder.exists() {
        return;
    }
    for name in ["deck_1", "deck_4", "deck_9"] {
        let file = |file: &str| std::fs::read_to_string(folder.join(name).join(file)).unwrap();
        let expected: Value = serde_json::from_str(&file("expected.json")).unwrap();
        let found = reviewed(&file("deck.yaml"), &file("data.csv"), None);
        let blocks = found["blocks"].as_array().unwrap();
        let wanted = expected["blocks"].as_array().unwrap();
        assert_eq!(blocks.len(), wanted.len());
        for (found, wanted) in blocks.iter().zip(wanted) {
            alike(found, &in_our_shape(wanted), name);
        }
    }
}

fn in_our_shape(block: &Value) -> Value {
    let numbers = |list: &Value| -> Value {
        let cells = list.as_array().unwrap().iter();
        cells.map(|cell| if cell.is_number() { cell.clone() } else { Value::Null }).collect()
    };
    if block["type"] == "table" {
        let rows = block["rows"].as_array().unwrap().iter();
        let rows: Vec<_> = rows.map(|row| json!({ "header": row["h"], "values": numbers(&row["d"]) })).collect();
        return json!({ "headers": block["headers"], "rows": rows });
    }
    let series = block["series"].as_array().unwrap().iter().zip(block["box"].as_array().unwrap());
    let series: Vec<_> = series
        .map(|(series, boxed)| {
            json!({
                "weeks": { "current": numbers(&series["cy_weeks"]), "prior": numbers(&series["py_weeks"]) },
                "months": { "current": numbers(&series["cy_months"]), "prior": numbers(&series["py_months"]) },
                "box": numbers(boxed),
            })
        })
        .collect();
    let axis = block["x_axis"].as_array().unwrap().iter();
    let axis: Vec<_> = axis.filter(|label| !label.as_str().unwrap().trim().is_empty()).collect();
    json!({ "title": block["title"], "axis": axis, "series": series })
}

const SMALL: &str = "
setup: {week_ending: 2021-09-25}
metrics:
  Views: {column: Views, aggf: sum}
  Visits: {column: Visits, aggf: sum}
  PerVisit: {function: {divide: [{metric: {name: Views}}, {metric: {name: Visits}}]}}
deck:
  - block: {ui_type: 6_WeeksTable, rows: [{row: {header: v, metric: Views}}, {row: {header: p, metric: PerVisit}}]}
";

#[test]
fn one_file_in_many_spellings_gives_the_same_review() {
    let last_week = |data: &str, order| {
        let found = reviewed(SMALL, data, order);
        found["blocks"][0]["rows"][0]["values"][5].as_f64().unwrap()
    };
    for (data, order) in [
        ("Date,Views,Visits\n2021-09-24,\"1,200\",3\n2021-09-25,34,2\n", None),
        ("\u{feff}Date;Views;Visits\r\n24.09.2021;1.200,0;3\r\n25.09.2021;34,0;2\r\n", None),
        ("Date,Views,Visits\n\"Fri, 24-Sep-2021\",1200,3\n\"Sat, 25-Sep-2021\",30,2\n\"Sat, 25-Sep-2021\",4,0\n", None),
        ("Date\tVisits\tViews\n24/09/2021\t3\t1 200\n25/09/2021\t2\t34\n", None),
        ("Date,Views,Visits\n09/24/2021,1200,3\n09/25/2021,34,2\n", Some(DateOrder::Mdy)),
    ] {
        assert!((last_week(data, order) - 1234.0).abs() < 1e-9, "{data}");
    }
}

#[test]
fn division_by_zero_and_days_without_data_are_not_available() {
    let found = reviewed(SMALL, "Date,Views,Visits\n2021-09-24,5,0\n2021-09-25,5,0\n", None);
    let rows = &found["blocks"][0]["rows"];
    assert_eq!(rows[1]["values"], json!([null, null, null, null, null, null, null, null]));
    assert_eq!(rows[0]["values"], json!([null, null, null, null, null, 10.0, 10.0, 10.0]));
    assert_eq!((&rows[0]["flags"], &rows[0]["marked"]), (&json!(["partial"]), &json!([5, 6, 7])));
}
