//! Documents from files: what is recognised is said, what cannot be read is refused, and nothing is kept by half.
use std::io::Write as _;

use super::world::Place;

const RELEASE: &str = "# PRFAQ: Roster\n\n## Press Release\n\n### Elm opens a board\n\n**The problem.** Nurses phone round for hours on 3 nights in 10.\n\n**The solution.** A seamless board.\n\n## External FAQ\n\n**Q: Who pays?**\nA: The clinic.\n";

/// A Word document with this body.
fn word(body: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    write!(zip, "<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>").unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn outline_and_lint_refuse_what_is_no_text_and_say_why() {
    let place = Place::new();
    let folder = place.path("folder.md");
    std::fs::create_dir(&folder).unwrap();
    let cases = [
        (place.file("latin.md", b"caf\xe9"), "UTF-8"),
        (place.file("empty.md", ""), "empty"),
        (place.file("huge.md", "x".repeat(20 * 1024 * 1024)), "20 MB"),
        (folder.display().to_string(), "folder"),
        (place.path("missing.md").display().to_string(), "no file"),
    ];
    for command in ["outline", "lint"] {
        for (file, word) in &cases {
            let said = place.refused(&[command, file]);
            assert!(said.contains(word) && said.contains(file.as_str()), "{command} {file}: {said}");
        }
    }
}

#[test]
fn a_file_is_outlined_and_linted_with_offsets_of_its_bytes() {
    let place = Place::new();
    let text = format!(
        "---\r\nmeasures:\r\n  - name: Phone hours\r\n    baseline: 9\r\n    target: 3\r\n    due: 2027-01-01\r\n---\r\n{RELEASE}"
    );
    let file = place.file("roster.md", &text);
    let outline = place.json(&["outline", &file]);
    let part = |name: &str| {
        let at = |end: &str| usize::try_from(outline[name][end].as_u64().unwrap()).unwrap();
        &text[at("start")..at("end")]
    };
    assert_eq!(part("headline"), "Elm opens a board");
    assert_eq!(part("problem"), "Nurses phone round for hours on 3 nights in 10.");
    assert_eq!(outline["external_faq"][0]["question"], "Who pays?");
    let notes = place.json(&["lint", &file]);
    let of = |code: &str| notes.as_array().unwrap().iter().find(|note| note["code"] == code);
    let hype = of("W21").unwrap();
    let at = |end: &str| usize::try_from(hype[end].as_u64().unwrap()).unwrap();
    assert_eq!((&text[at("start")..at("end")], hype["kind"].as_str()), ("seamless", Some("style")));
    assert!(of("W02").is_some() && of("W03").is_none(), "the front matter's measure counts: {notes}");
}

#[test]
fn a_dry_run_says_what_is_recognised_and_keeps_nothing() {
    let place = Place::new();
    let markdown = place.file("roster.md", format!("---\nowner: Ana\nteam: ops\n---\n{RELEASE}"));
    let docx = place.file(
        "board.docx",
        word("<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Problem</w:t></w:r></w:p><w:p><w:ins><w:r><w:t>Nobody picks up.</w:t></w:r></w:ins><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>"),
    );
    let page = place.file("page.html", "<h1>Elm</h1><h2>Problem</h2><p>Nobody picks up.</p><script>x()</script>");
    let report = place.json(&["import", "--dry-run", &markdown, &docx, &page]);
    let found = |at: usize| report["imported"][at]["recognised"].clone();
    assert_eq!(found(0)["headline"], "Elm opens a board");
    assert_eq!(
        (&found(0)["keys"], &found(0)["foreign_keys"]),
        (&serde_json::json!(["owner"]), &serde_json::json!(["team"]))
    );
    assert!(found(0)["missing"].as_array().unwrap().contains(&"customer".into()), "{}", found(0));
    assert!(found(1)["remarks"][0].as_str().unwrap().contains("tracked changes"), "{}", found(1));
    assert!(found(2)["remarks"][0].as_str().unwrap().contains("scripts"), "{}", found(2));
    assert_eq!(place.json(&["list"]).as_array().map(Vec::len), Some(0));
    place.ok(&["import", &markdown, &docx, &page]);
    assert_eq!(place.ok(&["show", "P-002"]), "# Problem\n\nNobody picks up.\n");
    assert_eq!(place.json(&["list", "--sort", "updated"]).as_array().map(Vec::len), Some(3));
}

#[test]
fn a_known_identity_makes_a_revision_or_nothing_and_is_claimed_once() {
    let place = Place::new();
    let with = |text: &str| {
        format!(
            "---\nuuid: 0190c5a0-0000-7000-8000-000000000001\nstage: in review\ntags: [night, ward]\nmeasures:\n  - name: Open shifts\n    baseline: 9\n    target: 3\n    due: 2027-01-01\n---\n{text}"
        )
    };
    let file = place.file("a.md", with(RELEASE));
    let arrival = |file: &str| {
        let report = place.json(&["import", file]);
        (report["imported"][0]["id"].clone(), report["imported"][0]["arrival"].clone())
    };
    assert_eq!(arrival(&file), ("P-001".into(), "new".into()));
    assert_eq!(place.json(&["list"])[0]["stage"], "in-review");
    let shown = place.json(&["show", "P-001", "--as", "json"]);
    assert_eq!(
        (&shown["measures"][0]["name"], &shown["proposal"]["line"]["imported"]),
        (&"Open shifts".into(), &true.into())
    );
    assert_eq!(arrival(&file), ("P-001".into(), "unchanged".into()));
    let changed = place.file("a.md", with(&RELEASE.replace("hours", "days")));
    assert_eq!(arrival(&changed), ("P-001".into(), "revised".into()));
    let other = place.file("b.md", with("# Another\n"));
    let said = place.run(&["--json", "import", &changed, &other]);
    assert!(said.code == 1 && said.err.contains("claims to be") && said.err.contains("a.md"), "{}", said.err);
    assert!(place.ok(&["show", "P-001"]).contains("phone round for days"));
}

#[test]
fn what_means_harm_or_is_cut_short_fails_alone_and_says_so() {
    let place = Place::new();
    let whole = word("<w:p><w:r><w:t>Words</w:t></w:r></w:p>");
    let files = [
        (place.file("cut.docx", &whole[..whole.len() / 2]), "cut short"),
        (place.file("bomb.docx", word(&"<w:p/>".repeat(12_000_000))), "64 MB"),
        (place.file("yaml.md", "---\nowner: [1\n---\n# A\n"), "not YAML"),
        (place.file("uuid.md", "---\nuuid: 12\n---\n# A\n"), "UUID"),
        (place.file("deep.html", "<div>".repeat(100_000)), "200 deep"),
    ];
    let nul = place.file("nul.md", "# A\u{0}B\r\n\rlone\n");
    let mut arguments = vec!["--json", "import", &nul];
    arguments.extend(files.iter().map(|(file, _)| file.as_str()));
    let said = place.run(&arguments);
    let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, report["imported"].as_array().map(Vec::len)), (1, Some(1)));
    for ((file, word), failed) in files.iter().zip(report["failed"].as_array().unwrap()) {
        assert!(failed["error"].as_str().unwrap().contains(word), "{file}: {failed}");
    }
    assert_eq!(place.ok(&["show", "P-001"]), "# A\u{0}B\r\n\rlone\n");
}
