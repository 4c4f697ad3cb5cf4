//! Blind rounds and ballot files as the command line sees them.
use std::path::{Path, PathBuf};
use std::process::Command;

use backcast_core::meetings::{BallotInput, BallotScore, CommentInput, MeetingInput, OnAgenda, Way};
use backcast_core::scores::{Answer, Criterion};
use backcast_core::{Portfolio, World};

use super::world::Place;

const SECRET: &str = "zanzibar";

fn world() -> World {
    let next = std::sync::atomic::AtomicU8::new(0);
    World::new(
        || "2026-09-01T12:00:00Z".parse().unwrap(),
        jiff::tz::TimeZone::UTC,
        move || [next.fetch_add(1, std::sync::atomic::Ordering::Relaxed); 10],
    )
}

/// A proposal scored before, with a blind round open and one ballot sealed.
fn blind() -> Place {
    let place = Place::new();
    place.ok(&["spark", "Nurses phone round."]);
    place.ok(&["stage", "P-001", "draft"]);
    place.ok(&["score", "P-001", "big=4", "should=4", "plan=1", "--why", "big=plugh", "should=plugh", "plan=plugh"]);
    let portfolio = Portfolio::open(&place.portfolio(), world()).unwrap();
    let proposal = portfolio.find_proposal("P-001").unwrap();
    let meeting = portfolio
        .plan_meeting(&MeetingInput {
            title: "Review".into(),
            on: "2026-09-01".into(),
            people: vec!["Ana".into(), "Ben".into()],
            proposals: vec![proposal],
        })
        .unwrap()
        .value;
    portfolio.advance_meeting(meeting).unwrap();
    let person = portfolio.meeting(meeting).unwrap().people[0].id.clone();
    let scores = Criterion::EACH
        .into_iter()
        .map(|criterion| BallotScore { criterion, answer: Answer::Level(2), reason: SECRET.into(), raise: None })
        .collect();
    let on = OnAgenda { meeting, proposal };
    portfolio.seal_ballot(&BallotInput { on, person, way: Way::Keyboard, scores, forecast: Some(61.75) }).unwrap();
    portfolio.close().unwrap();
    place
}

#[test]
fn while_a_round_is_blind_no_command_says_a_level_reason_or_forecast() {
    let place = blind();
    let commands: [&[&str]; 7] = [
        &["list"],
        &["list", "--sort", "strength"],
        &["search", "nurses"],
        &["search", SECRET],
        &["show", "P-001"],
        &["lint", "P-001"],
        &["check"],
    ];
    for command in commands {
        let said = place.run(command).out + &place.json(command).to_string();
        for trace in [SECRET, "plugh", "61.75"] {
            assert!(!said.contains(trace), "{command:?} says {trace}: {said}");
        }
    }
    let line = &place.json(&["list"])[0];
    assert_eq!(line["seals"], serde_json::json!({ "big": null, "should": null, "plan": null }));
    assert_eq!(line["held_back_by"], serde_json::json!([]));
    let shown = place.json(&["show", "P-001"]);
    assert_eq!(shown["meetings"][0]["rounds"], serde_json::json!([]));
    assert_eq!(place.json(&["list", "held:plan"]), serde_json::json!([]));
}

#[test]
fn while_a_round_is_blind_no_export_and_no_sheet_of_paper_holds_a_level_reason_forecast_or_remark() {
    let place = blind();
    let portfolio = Portfolio::open(&place.portfolio(), world()).unwrap();
    let meeting = portfolio.meetings().unwrap()[0].id;
    let on = OnAgenda { meeting, proposal: portfolio.find_proposal("P-001").unwrap() };
    let person = portfolio.meeting(meeting).unwrap().people[0].id.clone();
    let remark = "A quiet remark of xyzzy.".to_owned();
    let input = CommentInput { on, person, quote: None, before: String::new(), after: String::new(), text: remark };
    portfolio.keep_comment(&input).unwrap();
    portfolio.close().unwrap();
    for form in ["md", "html", "docx", "csv", "json", "xlsx", "pdf"] {
        let to = place.path("out").join(form);
        place.ok(&["export", "--as", form, "--to", to.join(format!("all.{form}")).to_str().unwrap()]);
        for file in files(&to) {
            let text = readable(&file);
            assert!(
                text.contains("Nurses phone round") || matches!(form, "csv" | "xlsx"),
                "{form} is read: {}",
                file.display()
            );
            for trace in [SECRET, "plugh", "61.75", "xyzzy"] {
                assert!(!text.contains(trace), "{} holds {trace}", file.display());
            }
        }
    }
}

/// The files under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let inside = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    inside.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The text of a file, unpacked by other programs.
fn readable(file: &Path) -> String {
    let with = |program: &str, words: &[&str]| {
        let out = Command::new(program).args(words).output().unwrap();
        assert!(out.status.success(), "{program} reads {}", file.display());
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    let name = file.to_str().unwrap();
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("pdf") => with("pdftotext", &[name, "-"]).split_whitespace().collect::<Vec<_>>().join(" "),
        Some("docx" | "xlsx") => with(
            "python3",
            &[
                "-c",
                "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); [print(z.read(n)) for n in z.namelist()]",
                name,
            ],
        ),
        _ => std::fs::read_to_string(file).unwrap(),
    }
}

#[test]
fn while_a_round_is_blind_scoring_and_deciding_are_refused() {
    let place = blind();
    let refused = place.refused(&["score", "P-001", "big=4", "--why", "big=x"]);
    assert!(refused.contains("blind round"), "{refused}");
    let refused = place.refused(&["decide", "P-001", "decline", "--why", "no"]);
    assert!(refused.contains("blind round"), "{refused}");
}

#[test]
fn a_file_that_is_no_ballot_is_refused_with_its_reason_and_the_others_come_in() {
    let place = blind();
    let torn = place.file("torn.ballot", "{\"backcast\":\"ballot\",\"payload\":\"{");
    let huge = place.file("huge.ballot", " ".repeat(50 * 1024 * 1024));
    let binary = place.file("binary.ballot", [0xff, 0xfe, 0x00]);
    let good = place.file("good.md", "# A\n\n## Problem\n\nNobody picks up.\n");
    let said = place.run(&["--json", "import", &torn, &huge, &binary, &good]);
    assert_eq!(said.code, 1);
    let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report["imported"].as_array().unwrap().len(), 1, "{report}");
    assert_eq!(report["failed"].as_array().unwrap().len(), 3, "{report}");
    let reasons = report["failed"].to_string();
    assert!(reasons.contains("cut short") && reasons.contains("too long"), "{reasons}");
}

#[test]
fn each_ballot_has_a_page_of_its_own_on_either_paper() {
    let place = Place::new();
    let sample = place.path("sample.backcast");
    assert_eq!(place.run(&["init", sample.to_str().unwrap(), "--sample"]).code, 0);
    for paper in ["a4", "letter"] {
        let to = place.path(&format!("{paper}.pdf")).display().to_string();
        let what = ["--json", "print", "M-001", "--what", "ballots", "--paper", paper, "--to", &to];
        let printed: serde_json::Value = serde_json::from_str(&place.run_on(&sample, &what).out).unwrap();
        assert_eq!(printed["pages"], 2, "two proposals on {paper}");
    }
}
