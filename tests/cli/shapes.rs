//! What `--json` promises to other programs: the keys of every answer, word for word.
use std::collections::BTreeSet;

use serde_json::Value;

use super::world::Place;

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

fn has(value: &Value, wanted: &[&str], of: &str) {
    let found = keys(value);
    for key in wanted {
        assert!(found.contains(*key), "{of} has no {key}: {value}");
    }
}

fn launched() -> Place {
    let place = Place::new();
    let sample = place.path("sample.backcast").display().to_string();
    place.ok(&["init", &sample, "--sample"]);
    place
}

impl Place {
    fn of_sample(&self, arguments: &[&str]) -> Value {
        let mut all = vec!["--json"];
        all.extend(arguments);
        let said = self.run_on(&self.path("sample.backcast"), &all);
        serde_json::from_str(&said.out).unwrap()
    }
}

#[test]
fn lists_and_documents_answer_in_their_shapes() {
    let place = launched();
    let line = ["id", "problem", "headline", "customer", "stage", "seals", "held_back_by", "updated"];
    let list = place.of_sample(&["list"]);
    has(&list[0], &line, "list");
    assert_eq!(keys(&list[0]["seals"]), BTreeSet::from(["big", "should", "plan"].map(str::to_owned)));
    has(&place.of_sample(&["search", "nurses"])[0], &[&line[..], &["snippet"]].concat(), "search");
    let file = place.file("one.md", "# One\n\n## Problem\n\nWe have OCR.\n");
    let parts = [
        "headline",
        "subheading",
        "dateline",
        "customer",
        "problem",
        "solution",
        "leader_quote",
        "customer_quote",
        "external_faq",
        "internal_faq",
        "faq",
    ];
    let outline = place.of_sample(&["outline", &file]);
    has(&outline, &parts, "outline");
    has(&outline["problem"], &["text", "start", "end"], "a part");
    has(&place.of_sample(&["lint", &file])[0], &["code", "kind", "start", "end", "message"], "lint");
    let import = place.json(&["import", &file]);
    has(&import, &["imported", "failed"], "import");
    has(&import["imported"][0], &["path", "id"], "import");
}

#[test]
fn figures_answer_in_their_shapes() {
    let place = launched();
    let evidence = [
        "measure",
        "role",
        "evidence",
        "n",
        "k",
        "baseline_mean",
        "window_mean",
        "threshold",
        "target",
        "met",
        "notes",
    ];
    has(&place.of_sample(&["evidence", "L-001"])[0], &evidence, "evidence");
    let values: String = (1..29).map(|day| format!("2026-02-{day:02},{}\n", day % 5)).collect();
    let file = place.file("values.csv", format!("date,value\n{values}"));
    let chart = ["n", "centre", "mr_mean", "upper", "lower", "range_upper", "status", "signals"];
    has(&place.of_sample(&["xmr", &file]), &chart, "xmr");
    let split = place.of_sample(&["xmr", &file, "--split", "2026-02-20"]);
    has(&split["before"], &chart, "before");
    has(&split["after"], &chart, "after");
    let bare =
        place.of_sample(&["evidence", "--csv", &file, "--split", "2026-02-20", "--direction", "down", "--target", "1"]);
    has(&bare[0], &evidence, "evidence of a series");
}

#[test]
fn what_is_done_to_the_file_answers_in_its_shape() {
    let place = Place::new();
    let spark = place.json(&["spark", "Night nurses phone round."]);
    has(&spark, &["id"], "spark");
    has(&place.json(&["check"]), &["ok", "problems", "proposals", "revisions", "decisions", "observations"], "check");
    let made = place.json(&["backup"]);
    has(&made, &["path", "proposals", "bytes", "checked"], "backup");
    let path = made["path"].as_str().unwrap();
    has(&place.json(&["restore", path]), &["path", "proposals", "before"], "restore");
    let to = place.path("all.csv").display().to_string();
    has(&place.json(&["export", "--as", "csv", "--to", &to]), &["path", "files", "proposals", "neutralised"], "export");
    has(
        &place.json(&["show", "P-001", "--as", "json"]),
        &["proposal", "document", "measures", "scores", "decisions"],
        "show",
    );
}

/// Every command, as `--help` lists them.
pub(crate) fn commands(place: &Place) -> BTreeSet<String> {
    let help = place.ok(&["--help"]);
    let listed = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let names = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is one story")]
fn every_command_that_is_listed_answers_in_one_json_value_with_the_keys_it_promises() {
    let place = Place::new();
    let file = |name: &str| place.path(name).display().to_string();
    let markdown = place.file("one.md", "# One\n\n## Customer\n\nClerks.\n\n## Problem\n\nWe type 9 of 10 twice.\n");
    let values: String = (1..29).map(|day| format!("2026-02-{day:02},{}\n", day % 5)).collect();
    let values = place.file("values.csv", format!("Date,Calls\n{values}"));
    let deck = place.file(
        "deck.yaml",
        "setup:\n  week_ending: 22-FEB-2026\n  week_number: 8\nmetrics:\n  Calls:\n    column: \"Calls\"\n    aggf: sum\n\
         deck:\n  - block:\n      ui_type: 6_12Graph\n      title: Calls\n      y_scaling: \"##\"\n      metrics:\n        Calls:\n          \
         line_style: primary\n",
    );
    let line = ["id", "problem", "headline", "customer", "stage", "seals", "held_back_by", "updated"];
    let why = ["--why", "big=A.", "should=B.", "plan=C."];
    let (other, copy, paper, pages) = (file("other.backcast"), file("copy.backcast"), file("one.pdf"), file("man"));
    let table = file("all.csv");
    let story: &[(&[&str], &[&str])] = &[
        (&["init", &other], &["path", "proposals"]),
        (&["spark", "Night nurses phone round."], &["id"]),
        (&["import", &markdown], &["imported", "failed"]),
        (&["outline", &markdown], &["headline", "problem", "faq"]),
        (&["lint", &markdown], &["code", "kind", "start", "end", "message"]),
        (&["list"], &line),
        (&["search", "nurses"], &["id", "snippet"]),
        (&["show", "P-002"], &["proposal", "document", "measures", "scores", "decisions"]),
        (&[&["score", "P-002", "big=3", "should=3", "plan=4"][..], &why].concat(), &line),
        (
            &[
                "measure",
                "P-002",
                "Calls",
                "--direction",
                "down",
                "--baseline",
                "9",
                "--target",
                "2",
                "--due",
                "2026-12-01",
            ],
            &["id", "proposal"],
        ),
        (&["stage", "P-001", "not-yet", "--why", "Later."], &line),
        (
            &["decide", "P-002", "approve", "--why", "Go.", "--forecast", "Ana=70"],
            &["id", "proposal", "outcome", "fingerprint", "sha256"],
        ),
        (&["launch", "P-002", "--on", "2026-02-10"], &["id", "proposal", "before_decision"]),
        (&["observe", "P-002", "Calls", "2026-02-11", "4"], &["measure", "recorded", "unchanged", "replaced"]),
        (&["annotate", "P-002", "Calls", "2026-02-11", "A holiday."], &["id", "measure"]),
        (&["check-in", "L-001", "--experienced", "Less waiting.", "--again", "yes"], &["launch", "next_check_in"]),
        (&["evidence", "L-001"], &["measure", "evidence", "n", "k", "notes"]),
        (&["retro", "L-001"], &["givers", "all_given"]),
        (
            &["verdict", "L-001", "solved", "--why", "W.", "--else", "E."],
            &["launch", "verdict", "independent", "quality"],
        ),
        (&["measure", "Phone line", "Calls", "--product", "--direction", "down"], &["id", "proposal"]),
        (&["products"], &["name", "measures"]),
        (&["improve", "Phone line", "Calls", "Callers wait."], &["id", "product"]),
        (&["insights"], &["closed", "rates", "seals"]),
        (&["learn", "W06"], &["key", "title"]),
        (&["forecast", "Will it?", "--percent", "70", "--due", "2026-12-01"], &["id"]),
        (&["settle", "F-001", "yes"], &["id", "came_true", "resolved"]),
        (&["xmr", &values], &["n", "centre", "signals"]),
        (&["wbr", &deck, "--data", &values], &["week_ending", "blocks"]),
        (&["export", "--as", "csv", "--to", &table], &["path", "files", "proposals", "neutralised", "cancelled"]),
        (&["print", "P-002", "--to", &paper], &["path", "pages", "overflows"]),
        (&["man", "--to", &pages], &["path", "pages"]),
        (&["check"], &["ok", "problems", "proposals", "synced"]),
        (&["backup", "--to", &copy], &["path", "proposals", "bytes", "checked"]),
        (&["restore", &copy, "--dry-run"], &["proposals_here", "proposals_there", "same_portfolio"]),
    ];
    let mut told = BTreeSet::from(["completions".to_owned()]);
    for (arguments, wanted) in story {
        let answer = place.json(arguments);
        let one = answer.get(0).unwrap_or(&answer);
        has(one, wanted, &arguments.join(" "));
        told.insert(arguments[0].to_owned());
    }
    assert_eq!(told, commands(&place), "a command is not in this story");
}

#[test]
fn what_is_not_understood_ends_with_two_and_what_fails_with_one() {
    let place = Place::new();
    for usage in [&["frobnicate"][..], &["list", "--sort", "mean"], &["stage", "P-001", "perfect"], &["export"], &[]] {
        assert_eq!(place.run(usage).code, 2, "{usage:?}");
    }
    for failure in [&["show", "P-099"][..], &["show", "nonsense"], &["evidence", "L-001"], &["lint", "nowhere.md"]] {
        assert_eq!(place.run(failure).code, 1, "{failure:?}");
    }
    let nowhere = place.run_on(&place.path("none.backcast"), &["list"]);
    assert_eq!((nowhere.code, nowhere.err.contains("no file")), (1, true), "{}", nowhere.err);
    place.ok(&["spark", "Night nurses phone round."]);
    place.ok(&["stage", "P-001", "not_yet", "--why", "Underscores are accepted."]);
}

#[test]
fn a_reader_that_stops_listening_is_no_failure() {
    use std::process::{Command, Stdio};
    let place = launched();
    for arguments in [&["--json", "list"][..], &["show", "P-001"], &["--json", "show", "P-001"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_backcast"))
            .env("BACKCAST_PORTFOLIO", place.path("sample.backcast"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let out = child.wait_with_output().unwrap();
        assert!(out.status.success() && out.stderr.is_empty(), "{arguments:?}: {out:?}");
    }
}
