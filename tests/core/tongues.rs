//! What the core writes, in the language that it is told to speak.

use backcast_core::Portfolio;
use backcast_core::documents::Template;
use backcast_core::proposals::ProposalId;
use backcast_core::sheets::{self, Period, Printable};
use backcast_core::tongue::Tongue;
use backcast_tests::{portfolio, world};
use serde_json::Value;

/// What a sheet says by itself: labels, names of facts and answers, the footer.
fn own_words(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| own_words(item, found)),
        Value::Object(fields) => {
            let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
            // A forecast stands beside the name of a person.
            let is_forecast = text("value").is_some_and(|value| value.ends_with(" %"));
            found.extend(text("footer").or_else(|| text("name")).filter(|_| !is_forecast));
            if fields.get("piece").is_some_and(|piece| piece == "label") {
                found.extend(text("text"));
            }
            fields.values().for_each(|field| own_words(field, found));
        }
        _ => {}
    }
}

#[test]
fn everything_on_paper_is_in_the_language_that_is_spoken() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sample.backcast");
    Portfolio::create_sample(&path, "Me", world()).unwrap();
    let words = |tongue: Tongue, what: &Printable| {
        let spoken = Portfolio::open(&path, world().speaking(move || tongue)).unwrap();
        let whole = sheets::json(&spoken.sheets(what).unwrap(), "a4").unwrap();
        let mut found = vec![];
        own_words(&serde_json::from_str(&whole).unwrap(), &mut found);
        found
    };
    let period = Period { from: "2026-01-01".into(), until: "2026-12-31".into() };
    let printables = [
        Printable::ReadAhead("P-005".parse().unwrap()),
        Printable::Record("D-001".parse().unwrap()),
        Printable::Retro("L-001".parse().unwrap()),
        Printable::ReadAheads("M-001".parse().unwrap()),
        Printable::Ballots("M-001".parse().unwrap()),
        Printable::Minutes("M-001".parse().unwrap()),
        Printable::Period(period),
    ];
    for what in printables {
        let (english, german) = (words(Tongue::English, &what), words(Tongue::German, &what));
        assert!(english.len() == german.len() && !english.is_empty(), "{what:?}: {english:?} {german:?}");
        let alike: Vec<_> =
            english.iter().zip(&german).filter(|(one, other)| one == other).map(|(one, _)| one).collect();
        assert!(alike.iter().all(|word| ["Problem", "Name"].contains(&word.as_str())), "{what:?}: {alike:?}");
    }
}

#[test]
fn what_begins_in_german_begins_with_german_words_and_counts_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("neu.backcast");
    let german = Portfolio::create(&path, "Ich", world().speaking(|| Tongue::German)).unwrap();
    let id = german.write_proposal(Template::PrFaq).unwrap().value;
    let text = german.document(id).unwrap().text;
    assert!(text.contains("## Kunde") && !text.contains("Customer"), "{text}");
    let anchors = german.rubric().unwrap();
    assert!(serde_json::to_string(&anchors).unwrap().contains("Weder Kunde noch Problem"));
    // Lint asks for the same parts of both.
    let codes = |portfolio: &Portfolio, id: ProposalId| {
        let notes = portfolio.lint(id).unwrap();
        notes.iter().map(|note| note.code.to_string()).collect::<Vec<_>>()
    };
    let english = portfolio();
    let other = english.portfolio.write_proposal(Template::PrFaq).unwrap().value;
    assert_eq!(codes(&german, id), codes(&english.portfolio, other));
}
