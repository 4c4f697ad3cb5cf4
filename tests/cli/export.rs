//! Export in every form, and what comes in again.
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::world::Place;

const PROBLEM: &str =
    "On 3 nights in 10 nobody picks up, so the night nurse phones round until midnight and the ward stays short.";

fn filled() -> Place {
    let place = Place::new();
    let text = format!(
        "# =Evenings back #eval(\"1\")\n\n## Customer\n\nNight nurses.\n\n## Problem\n\n{PROBLEM}\n\n## Solution\n\n1. A *board*.\n2. A pager.\n\n- open\n- free\n\n## Internal FAQ\n\n### Finances\n\nTwo people, [see](https://example.org).\n"
    );
    place.ok(&["import", &place.file("one.md", text)]);
    place.ok(&["spark", "Nobody knows the lab's hours. <script>alert(1)</script>", "--customer", "=cmd|' /C calc'!A0"]);
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
    place.ok(&["observe", "P-001", "Unfilled nights", "2026-03-01", "31.25"]);
    place.ok(&[
        "score",
        "P-001",
        "big=4",
        "should=3",
        "plan=3",
        "--why",
        "big=Counted xyzzy.",
        "should=Ours.",
        "plan=Tried.",
    ]);
    place.ok(&["decide", "P-001", "approve", "--why", "All there.", "--forecast", "Ana=70"]);
    place
}

fn exported(place: &Place, form: &str, name: &str) -> Value {
    let to = place.path(name).display().to_string();
    place.json(&["export", "--as", form, "--to", &to])
}

#[test]
fn a_folder_of_markdown_comes_in_again_byte_for_byte() {
    let place = filled();
    let report = exported(&place, "md", "out");
    assert_eq!((&report["files"], &report["proposals"]), (&json!(2), &json!(2)));
    let names: Vec<_> =
        fs::read_dir(place.path("out")).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.iter().all(|name| name.starts_with("P-00") && !name.contains(['/', '=', '#', '<'])), "{names:?}");
    let other = Place::new();
    other.ok(&["import", place.path("out").to_str().unwrap()]);
    for id in ["P-001", "P-002"] {
        let (here, there) = (place.json(&["show", id, "--as", "json"]), other.json(&["show", id, "--as", "json"]));
        assert_eq!(here["document"], there["document"], "{id}");
        for field in ["uuid", "door", "ask", "origin", "template"] {
            assert_eq!(here["proposal"][field], there["proposal"][field], "{id} {field}");
        }
        assert_eq!(here["proposal"]["line"]["stage"], there["proposal"]["line"]["stage"]);
    }
}

#[test]
fn everything_as_json_comes_into_an_empty_portfolio_value_for_value() {
    let place = filled();
    exported(&place, "json", "all.json");
    let file = place.path("all.json").display().to_string();
    let document: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(
        (&document["format"], &document["version"], &document["complete"]),
        (&json!("backcast"), &json!(1), &json!(true))
    );
    assert_eq!(document["proposals"][0]["scores"].as_array().unwrap().len(), 3);
    assert_eq!(document["proposals"][0]["measures"][0]["observations"][0]["value"], json!(31.25));
    let whole = document.to_string().to_lowercase();
    assert!(!whole.contains("average") && !whole.contains("\"mean_score\""), "no mean of scores anywhere");

    let other = Place::new();
    other.ok(&["import", &file]);
    let back = other.path("back.json").display().to_string();
    other.ok(&["export", "--as", "json", "--to", &back]);
    let back: Value = serde_json::from_slice(&fs::read(&back).unwrap()).unwrap();
    let mut wanted = document["tables"].clone();
    // The log stays behind; what points into it points at the import.
    for table in ["decisions", "retros"] {
        for row in wanted[table].as_array_mut().unwrap() {
            row.as_object_mut().unwrap().remove("change_id");
        }
    }
    let mut found = back["tables"].clone();
    for table in ["decisions", "retros"] {
        for row in found[table].as_array_mut().unwrap() {
            row.as_object_mut().unwrap().remove("change_id");
        }
    }
    assert_eq!(found, wanted);
    other.ok(&["check"]);
    assert!(other.refused(&["import", &file]).contains("empty portfolio"));
    assert_eq!(other.json(&["list"]), place.json(&["list"]));
}

#[test]
fn a_broken_export_leaves_nothing_behind() {
    let place = filled();
    exported(&place, "json", "all.json");
    let text = fs::read_to_string(place.path("all.json")).unwrap();
    for (name, broken) in [
        ("cut.json", text[..text.len() / 2].to_owned()),
        ("newer.json", text.replace("\"version\": 1", "\"version\": 99")),
        ("column.json", text.replace("\"stage_why\"", "\"stage_because\"")),
        ("word.json", text.replace("\"lane\": \"new\"", "\"lane\": \"fast\"")),
    ] {
        let other = Place::new();
        let said = other.refused(&["import", &other.file(name, broken)]);
        assert!(said.contains(name), "{said}");
        assert_eq!(other.json(&["list"]), json!([]), "{name}");
        other.ok(&["check"]);
    }
}

#[test]
fn a_table_holds_no_formula_and_comes_in_again() {
    let place = filled();
    let report = exported(&place, "csv", "all.csv");
    assert_eq!(report["neutralised"], json!(2), "the headline and the customer");
    let text = fs::read_to_string(place.path("all.csv")).unwrap();
    let cells = text.split([',', '\n', '"']);
    assert!(cells.clone().all(|cell| !cell.starts_with(['=', '+', '@', '\t', '\r'])), "{text}");
    assert!(text.contains("'=cmd|"));

    let other = Place::new();
    other.ok(&["import", place.path("all.csv").to_str().unwrap()]);
    let list = other.json(&["list"]);
    let customers: Vec<_> = list.as_array().unwrap().iter().map(|line| &line["customer"]).collect();
    assert!(customers.contains(&&json!("=cmd|' /C calc'!A0")), "{customers:?}");

    let mapped = Place::new();
    let file = mapped.file("ideas.csv", "Idea;Pain point;Votes\nHand-back;Nurses phone round.;12\n");
    assert!(mapped.refused(&["import", &file, "--map", "problem=Pain"]).contains("Pain point"));
    mapped.ok(&["import", &file, "--map", "problem=Pain point"]);
    let first = &mapped.json(&["list"])[0];
    assert_eq!((&first["headline"], &first["problem"]), (&json!("Hand-back"), &json!("Nurses phone round.")));
}

fn unzipped(path: &Path, part: &str) -> String {
    let out = Command::new("python3")
        .args(["-c", "import sys,zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))"])
        .args([path.to_str().unwrap(), part])
        .output()
        .unwrap();
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn a_word_document_has_real_headings_and_lists() {
    let place = filled();
    let to = place.path("one.docx").display().to_string();
    place.ok(&["export", "hours nobody", "--as", "docx", "--to", &to]);
    place.ok(&["export", "midnight", "--as", "docx", "--to", &to]);
    let document = unzipped(&place.path("one.docx"), "word/document.xml");
    assert!(document.contains(r#"w:pStyle w:val="Heading1""#) && document.contains(r#"w:pStyle w:val="Heading2""#));
    assert!(document.contains("<w:numPr>") && document.contains("<w:tbl>") && document.contains(PROBLEM));
    let numbering = unzipped(&place.path("one.docx"), "word/numbering.xml");
    assert!(numbering.contains(r#"w:val="decimal""#) && numbering.contains(r#"w:val="bullet""#));
    let soffice = Command::new("soffice").arg("--version").output();
    if soffice.is_ok_and(|out| out.status.success()) {
        let opened = Command::new("soffice")
            .args(["--headless", "--convert-to", "txt", "--outdir", place.path("").to_str().unwrap(), &to])
            .output()
            .unwrap();
        assert!(opened.status.success());
        assert!(fs::read_to_string(place.path("one.txt")).unwrap().contains(PROBLEM));
    }
}

#[test]
fn a_page_for_a_browser_runs_and_loads_nothing() {
    let place = filled();
    exported(&place, "html", "pages");
    for file in fs::read_dir(place.path("pages")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(text.contains("default-src 'none'") && !text.contains("<script") && !text.contains("src=\"http"));
    }
}

#[test]
fn a_read_ahead_has_the_problem_whole_no_score_and_its_own_fonts() {
    let place = filled();
    let to = place.path("one.pdf").display().to_string();
    place.ok(&["export", "midnight", "--as", "pdf", "--to", &to]);
    let bytes = fs::read(&to).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    let Ok(out) = Command::new("pdftotext").args([&to, "-"]).output() else { return };
    let text = String::from_utf8(out.stdout).unwrap();
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(PROBLEM), "{text}");
    assert!(flat.contains("#eval(\"1\")"), "words are never markup: {text}");
    assert!(flat.contains("P-001 v") && flat.contains("page 1 of 2"), "{text}");
    for score in ["xyzzy", "Counted", "Big idea", "Tried."] {
        assert!(!text.contains(score), "{score} in {text}");
    }
    let fonts = Command::new("pdffonts").arg(&to).output().unwrap();
    let fonts = String::from_utf8(fonts.stdout).unwrap();
    assert!(fonts.contains("Newsreader") && !fonts.contains(" no "), "{fonts}");
    let about = Command::new("pdfinfo").arg(&to).output().unwrap();
    let about = String::from_utf8(about.stdout).unwrap();
    assert!(about.contains("A4") && about.contains("Tagged:          yes"), "{about}");
}

#[test]
fn four_four_and_two_are_held_back_by_the_two_and_no_mean_of_them_goes_out() {
    let place = Place::new();
    place.ok(&[
        "import",
        &place.file("one.md", format!("# Back\n\n## Customer\n\nNurses.\n\n## Problem\n\n{PROBLEM}\n")),
    ]);
    let why = ["--why", "big=a", "--why", "should=b", "--why", "plan=c"];
    place.ok(&[&["score", "P-001", "big=4", "should=4", "plan=2"], &why[..]].concat());
    assert_eq!(place.json(&["list"])[0]["held_back_by"], serde_json::json!(["plan"]));
    let mut said = vec![place.ok(&["list"]), place.ok(&["--json", "list"]), place.ok(&["--json", "show", "P-001"])];
    for kind in ["md", "html", "csv", "json"] {
        let to = place.path(&format!("out-{kind}"));
        place.ok(&["export", "--as", kind, "--to", to.to_str().unwrap()]);
        let files =
            if to.is_dir() { fs::read_dir(&to).unwrap().map(|file| file.unwrap().path()).collect() } else { vec![to] };
        said.extend(files.iter().filter(|file| file.is_file()).map(|file| fs::read_to_string(file).unwrap()));
    }
    for text in &said {
        // A third of the ten levels, and words for it.
        for mean in ["3.3", "3,3", "average score", "mean score"] {
            assert!(!text.contains(mean), "{mean} in {text}");
        }
    }
}

#[test]
fn an_export_never_takes_the_place_of_a_portfolio_and_says_when_nothing_matches() {
    let place = filled();
    let own = place.portfolio().display().to_string();
    assert!(place.refused(&["export", "--as", "json", "--to", &own]).contains("already"));
    assert_eq!(place.json(&["list"]).as_array().unwrap().len(), 2);
    assert!(place.refused(&["export", "tag:nowhere", "--as", "csv", "--to", "x.csv"]).contains("matches no proposal"));
    assert_eq!(place.run(&["export", "--as", "cuneiform", "--to", "x"]).code, 2);
}

#[test]
fn manual_pages_and_completions_are_made_from_the_grammar() {
    let place = Place::new();
    let to = place.path("man").display().to_string();
    let made = place.json(&["man", "--to", &to]);
    let commands = super::shapes::commands(&place);
    assert_eq!(made["pages"].as_u64().unwrap(), commands.len() as u64 + 1, "one for each command, one for all");
    for command in &commands {
        let page = fs::read_to_string(place.path(&format!("man/backcast-{command}.1"))).unwrap();
        assert!(page.contains(".SH SYNOPSIS") && page.contains("--json") || page.contains("\\-\\-json"), "{command}");
    }
    assert!(fs::read_to_string(place.path("man/backcast-decide.1")).unwrap().contains("forecast"));
    for shell in ["bash", "zsh", "fish"] {
        let completions = place.ok(&["completions", shell]);
        for command in &commands {
            assert!(completions.contains(command.as_str()), "{shell} does not complete {command}");
        }
    }
}
