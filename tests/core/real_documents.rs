//! Real press releases and RFCs, where they lie beside the project; nothing of them is copied into it.
use std::path::PathBuf;

use backcast_core::documents;
use backcast_core::exchange::Importing;
use backcast_tests::portfolio;
use serde_json::Value;

fn data(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data").join(name);
    path.exists().then_some(path)
}

/// Without marks, list signs and line wraps: what a reader would say the words are.
fn bare(text: &str) -> String {
    let words: String = text.chars().filter(|c| !"*_`>#".contains(*c)).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ").trim_start_matches("- ").to_lowercase()
}

/// Whether a part begins with the words, or with one of the other defensible answers.
fn begins(part: &Value, first: &Value, others: &Value) -> bool {
    let Some(text) = part["text"].as_str().map(bare) else { return first.is_null() };
    let others = others.as_array().into_iter().flatten();
    [first].into_iter().chain(others).filter_map(Value::as_str).any(|first| text.starts_with(&bare(first)))
}

fn says(found: &Value, wanted: &Value) -> bool {
    match (found.as_str(), wanted.as_str()) {
        (None, None) => true,
        (Some(found), Some(wanted)) => bare(found) == bare(wanted),
        _ => false,
    }
}

/// One document's labels, each as its name and whether the outline meets it.
fn met(outline: &Value, label: &Value) -> Vec<(String, bool)> {
    let none = Value::Null;
    let list = |name: &str| outline[name].as_array().cloned().unwrap_or_default();
    let (external, internal, unsplit) = (list("external_faq"), list("internal_faq"), list("faq"));
    let questions: Vec<&Value> = [&external, &internal, &unsplit].into_iter().flatten().collect();
    let first = questions.iter().min_by_key(|one| one["start"].as_u64()).map_or(&none, |one| &one["question"]);
    let counts = |list: &[Value], wanted: &Value| wanted.as_u64().is_none_or(|wanted| list.len() as u64 == wanted);
    [
        ("headline", begins(&outline["headline"], &label["headline"], &none)),
        ("subheading", begins(&outline["subheading"], &label["subheading"], &none)),
        ("dateline", begins(&outline["dateline"], &label["dateline"], &none)),
        ("problem", begins(&outline["problem"], &label["problem_first8"], &label["problem_alt_first8"])),
        ("solution", begins(&outline["solution"], &label["solution_first8"], &label["solution_alt_first8"])),
        ("customer quote", begins(&outline["customer_quote"], &label["customer_quote_first6"], &none)),
        ("its speaker", says(&outline["customer_quote"]["speaker"], &label["customer_quote_speaker"])),
        ("leader quote", begins(&outline["leader_quote"], &label["leader_quote_first6"], &none)),
        ("its speaker", says(&outline["leader_quote"]["speaker"], &label["leader_quote_speaker"])),
        ("external questions", counts(&external, &label["n_external_faq"])),
        ("internal questions", counts(&internal, &label["n_internal_faq"])),
        ("all questions", label["n_faq_total"].as_u64() == Some(questions.len() as u64)),
        ("first question", says(first, &label["first_question"])),
    ]
    .map(|(name, met)| (format!("{} {name}", label["file"].as_str().unwrap_or_default()), met))
    .into()
}

#[test]
fn every_hand_made_label_is_met() {
    let Some(folder) = data("prfaq") else { return };
    let labels: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("labels.json")).unwrap()).unwrap();
    let mut all = vec![];
    for label in labels["labels"].as_array().unwrap() {
        let text = std::fs::read_to_string(folder.join(label["file"].as_str().unwrap())).unwrap();
        let outline = serde_json::to_value(documents::outline(&text)).unwrap();
        all.extend(met(&outline, label));
    }
    let missed: Vec<&str> = all.iter().filter(|(_, met)| !met).map(|(name, _)| name.as_str()).collect();
    assert!(all.len() >= 100, "{} labels were read", all.len());
    assert!(missed.is_empty(), "missed: {missed:#?}");
}

#[test]
fn every_part_is_exactly_the_source_between_its_offsets() {
    for folder in ["prfaq", "cdk-rfcs"].into_iter().filter_map(data) {
        for entry in walk(&folder) {
            let text = std::fs::read_to_string(&entry).unwrap();
            let outline = serde_json::to_value(documents::outline(&text)).unwrap();
            for part in
                outline.as_object().unwrap().values().filter(|part| part["start"].is_u64() && part["text"].is_string())
            {
                let at = |name: &str| usize::try_from(part[name].as_u64().unwrap()).unwrap();
                assert_eq!(text.get(at("start")..at("end")), part["text"].as_str(), "{}", entry.display());
            }
        }
    }
}

#[test]
fn all_of_them_are_imported_in_one_go_listed_and_shown() {
    let folders: Vec<PathBuf> = ["prfaq", "cdk-rfcs"].into_iter().filter_map(data).collect();
    if folders.len() < 2 {
        return;
    }
    let files: usize = folders.iter().map(|folder| walk(folder).len()).sum();
    let fixture = portfolio();
    let report = fixture.portfolio.import(&folders, &Importing::default(), &|_, _| true).unwrap().value;
    assert_eq!(report.failed.len(), 0, "{:?}", report.failed);
    let imported = u32::try_from(report.imported.len()).unwrap();
    assert!(files > 64 && imported as usize == files, "{imported} of {files}");
    assert_eq!(fixture.portfolio.count_proposals().unwrap(), imported);
}

fn walk(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walk(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    found
}

/// Prints on which share of real documents each rule speaks: `cargo test --test core share -- --nocapture`.
#[test]
fn the_share_of_real_documents_on_which_each_rule_speaks_is_seen() {
    let every: Vec<(String, bool)> = documents::rules(&[]).into_iter().map(|rule| (rule.code, true)).collect();
    let book = documents::RuleBook::with(&[], &every);
    let today = jiff::civil::date(2026, 9, 1);
    for folder in ["prfaq", "cdk-rfcs"] {
        let Some(path) = data(folder) else { return };
        let files = walk(&path);
        let facts = documents::Facts { today: Some(today), ..documents::Facts::default() };
        let mut fired: std::collections::BTreeMap<String, u32> =
            every.iter().map(|(code, _)| (code.clone(), 0)).collect();
        for file in &files {
            let text = std::fs::read_to_string(file).unwrap();
            let codes: std::collections::BTreeSet<String> =
                documents::lint(&documents::parse(&text), &facts, &book).into_iter().map(|note| note.code).collect();
            codes.into_iter().for_each(|code| *fired.entry(code).or_default() += 1);
        }
        println!("{folder}: {} documents", files.len());
        for (code, count) in &fired {
            println!("  {code} {:>3} %", 100 * count / u32::try_from(files.len()).unwrap());
        }
        assert!(fired["W01"] < u32::try_from(files.len()).unwrap(), "a rule that always speaks says nothing");
    }
}

#[test]
fn public_and_internal_questions_of_the_rfcs_are_found_and_nothing_else_is_asked() {
    let Some(folder) = data("cdk-rfcs") else { return };
    let mut split = 0;
    for file in walk(&folder) {
        let text = std::fs::read_to_string(&file).unwrap();
        let outline = documents::outline(&text);
        let lines: Vec<&str> = unfenced(&text);
        let named = |name: &str| {
            lines.iter().any(|line| line.starts_with('#') && line.to_lowercase().trim_end().ends_with(name))
        };
        if named("public faq") && named("internal faq") {
            split += 1;
            assert!(outline.external_faq.len() > 1 && outline.internal_faq.len() > 1, "{}", file.display());
        }
        let asked = [&outline.external_faq, &outline.internal_faq, &outline.faq].into_iter().flatten();
        for question in asked {
            let start = usize::try_from(question.start).unwrap();
            let line = text[start..].lines().next().unwrap();
            assert!(lines.contains(&line), "{}: {line} stands in code", file.display());
        }
    }
    assert!(split > 30, "{split} documents with both");
}

/// The lines outside fenced code.
fn unfenced(text: &str) -> Vec<&str> {
    let mut fence: Option<usize> = None;
    let mut lines = vec![];
    for line in text.lines() {
        let ticks = line.trim_start().bytes().take_while(|byte| *byte == b'`').count();
        let one_line = ticks > 0 && line.trim_start()[ticks..].contains('`');
        match fence {
            None if ticks >= 3 && !one_line => fence = Some(ticks),
            Some(open) if ticks >= open && line.trim().len() == ticks => fence = None,
            None => lines.push(line),
            Some(_) => {}
        }
    }
    lines
}
