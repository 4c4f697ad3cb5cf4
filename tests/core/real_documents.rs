//! Real press releases and RFCs, where they lie beside the project; nothing of them is copied into it.
use std::path::PathBuf;

use backcast_core::documents;
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
    let report = fixture.portfolio.import(&folders, None, false, &|_, _| true).unwrap().value;
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
