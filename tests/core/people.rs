//! People are renamed, made one and forgotten; what was printed holds ids and stays whole.
use backcast_core::Error;
use backcast_core::decisions::{DecisionInput, Outcome};
use backcast_core::meetings::MeetingInput;
use backcast_core::proposals::{Description, Layout, ListQuery, ProposalId, Sort, ViewInput, ViewKind};
use backcast_tests::{Fixture, document, portfolio};

fn approve(fixture: &Fixture, proposal: ProposalId) {
    let input: DecisionInput = serde_json::from_value(serde_json::json!({
        "proposal": proposal.to_string(), "outcome": Outcome::Approve, "why": "All three.",
        "forecasts": [{"by": "Benedikta", "percent": 70.0}], "conditions": null, "dissent": null, "kill_criterion": null,
        "alternatives": null, "must_be_true": null, "revisit_on": null, "exception": null, "cure_on": null,
    }))
    .unwrap();
    fixture.portfolio.print_decision(&input).unwrap();
}

fn id_of(fixture: &Fixture, name: &str) -> String {
    fixture.portfolio.people().unwrap().into_iter().find(|person| person.name == name).unwrap().id
}

fn bytes_hold(fixture: &Fixture, word: &str) -> bool {
    let log = fixture.path.with_extension("backcast-wal");
    [&fixture.path, &log].iter().any(|file| {
        std::fs::read(file).is_ok_and(|bytes| bytes.windows(word.len()).any(|window| window == word.as_bytes()))
    })
}

#[test]
fn a_forgotten_name_is_in_no_byte_of_the_file_and_the_chain_of_records_holds() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.score(id, Some("Bettina"), ["3", "3", "3"]);
    let person = id_of(&fixture, "Bettina");
    fixture.portfolio.rename_person(&person, "Benedikta").unwrap();
    approve(&fixture, id);
    assert!(bytes_hold(&fixture, "Benedikta"));

    let left = fixture.portfolio.forget_person(&person).unwrap().value;
    assert_eq!(left.named_in, []);
    assert!(!bytes_hold(&fixture, "Benedikta"));
    assert!(!bytes_hold(&fixture, "Bettina"), "an earlier name is a name too");
    let one = fixture.portfolio.people().unwrap().into_iter().find(|one| one.id == person).unwrap();
    assert!(one.forgotten && one.retired);
    assert!(fixture.portfolio.check().unwrap().problems.is_empty());
}

#[test]
fn a_text_that_names_the_forgotten_person_is_pointed_out_and_not_rewritten() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift, says Bettina.");
    let other = fixture.draft("Nobody phones back.");
    fixture.score(other, Some("Bettina"), ["3", "3", "3"]);
    let left = fixture.portfolio.forget_person(&id_of(&fixture, "Bettina")).unwrap().value;
    assert_eq!(left.named_in, [id]);
    assert_eq!(fixture.portfolio.document(id).unwrap().text, document("Nobody takes the shift, says Bettina."));
}

#[test]
fn a_forgotten_name_leaves_kept_minutes_the_log_and_the_search() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    let input = MeetingInput {
        title: "Tuesday review".into(),
        on: "2026-09-01".into(),
        people: vec!["Benedikta".into(), "Bene".into()],
        proposals: vec![id],
    };
    let meeting = fixture.portfolio.plan_meeting(&input).unwrap().value;
    let assembled = fixture.portfolio.minutes(meeting).unwrap().markdown;
    fixture.portfolio.edit_minutes(meeting, &format!("{assembled}\n\nBenedikta asked.\n")).unwrap();
    assert!(bytes_hold(&fixture, "Benedikta"));

    fixture.portfolio.forget_person(&id_of(&fixture, "Benedikta")).unwrap();
    let minutes = fixture.portfolio.minutes(meeting).unwrap().markdown;
    assert!(minutes.contains("Someone 2 asked.") && minutes.contains("Bene"), "{minutes}");
    for word in ["Benedikta", "benedikta"] {
        assert!(!bytes_hold(&fixture, word), "{word}");
    }
}

#[test]
fn a_kept_view_of_a_forgotten_person_finds_the_same_without_the_name() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.score(id, Some("Benedikta"), ["3", "3", "3"]);
    let owner = Description { owner: Some("Benedikta".into()), ..Description::default() };
    fixture.portfolio.describe_proposal(id, &owner).unwrap();
    for (name, query) in [("Hers", "owner:\"Benedikta\" shift"), ("benedikta", "-stage:spark owner:benedikta")] {
        let layout =
            Layout { stages: vec![], columns: vec![], sort: Sort::Strength, reversed: false, then: None, group: None };
        let view = ViewInput { name: name.into(), query: query.into(), kind: ViewKind::Table, layout };
        fixture.portfolio.keep_view(None, &view).unwrap();
    }

    fixture.portfolio.forget_person(&id_of(&fixture, "Benedikta")).unwrap();
    let queries: Vec<_> = fixture.portfolio.views().unwrap().into_iter().map(|kept| kept.view.query).collect();
    assert_eq!(queries, ["owner:\"Someone 2\" shift", "-stage:spark owner:\"Someone 2\""]);
    for query in queries {
        let list = ListQuery { text: query, ..ListQuery::default() };
        assert_eq!(fixture.portfolio.list_proposals(&list).unwrap().total, 1);
    }
    for word in ["Benedikta", "benedikta"] {
        assert!(!bytes_hold(&fixture, word), "{word}");
    }
}

#[test]
fn nobody_forgets_themselves() {
    let fixture = portfolio();
    let refused = fixture.portfolio.forget_person(&id_of(&fixture, "Me"));
    assert!(matches!(refused, Err(Error::Invalid { field: "person", .. })));
}

#[test]
fn scores_of_two_people_made_one_are_the_second_ones_and_undo_parts_them_again() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.score(id, Some("Ana"), ["1", "1", "1"]);
    fixture.score(id, Some("Anna"), ["4", "4", "4"]);
    fixture.portfolio.merge_people(&id_of(&fixture, "Anna"), &id_of(&fixture, "Ana")).unwrap();
    let names: Vec<_> = fixture.portfolio.people().unwrap().into_iter().map(|person| person.name).collect();
    assert_eq!(names, ["Me", "Ana"]);
    // One rater is left, whose latest score is the level: a lower median of two would be 1.
    assert!(fixture.portfolio.proposal(id).unwrap().line.held_back_by.is_empty());
    fixture.portfolio.undo().unwrap();
    assert_eq!(fixture.portfolio.people().unwrap().len(), 3);
}
