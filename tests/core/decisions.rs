//! What is printed is frozen, for the application, for its database and for the chain.
use backcast_core::decisions::{DecisionInput, Outcome};
use backcast_core::{Error, Portfolio, Rule};
use backcast_tests::{document, portfolio, world};

fn input(proposal: backcast_core::proposals::ProposalId, outcome: Outcome, why: &str) -> DecisionInput {
    serde_json::from_value(serde_json::json!({
        "proposal": proposal.to_string(), "outcome": outcome, "why": why, "forecasts": [], "conditions": null,
        "dissent": null, "kill_criterion": null, "alternatives": null, "must_be_true": null, "revisit_on": null,
        "exception": null, "cure_on": null,
    }))
    .unwrap()
}

/// Changes a record as another SQLite tool could: without the triggers, which stand there again afterwards.
fn behind_its_back(conn: &rusqlite::Connection, change: &str) {
    let triggers: Vec<(String, String)> = conn
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'decisions'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    triggers.iter().for_each(|(name, _)| conn.execute_batch(&format!("DROP TRIGGER {name}")).unwrap());
    assert_eq!(conn.execute(change, []).unwrap(), 1);
    triggers.iter().for_each(|(_, sql)| conn.execute_batch(sql).unwrap());
}

#[test]
fn a_thought_that_names_no_part_stays_its_own_problem_when_it_is_decided_on_or_promoted() {
    for (text, problem) in [
        ("Porters wait forty minutes for a lift.", "Porters wait forty minutes for a lift."),
        ("# Lifts\n\nPorters wait.\n\nNobody knows why.", "Lifts Porters wait. Nobody knows why."),
        ("## Lifts\n\nPorters wait.", "Lifts Porters wait."),
    ] {
        let fixture = portfolio();
        let kept = || {
            let id = fixture.portfolio.keep_spark(text, None).unwrap().value;
            fixture.score(id, None, ["3", "3", "3"]);
            id
        };
        let (decided, promoted) = (kept(), kept());
        fixture.portfolio.print_decision(&input(decided, Outcome::Approve, "Go.")).unwrap();
        fixture.portfolio.promote_spark(promoted).unwrap();
        for id in [decided, promoted] {
            let line = fixture.portfolio.proposal(id).unwrap().line;
            assert_eq!((line.problem.as_str(), line.stale, line.held_back_by.len()), (problem, false, 0), "{text}");
            let reading = fixture.portfolio.document(id).unwrap().reading;
            assert!(reading.notes.iter().all(|note| note.code != "W01"), "{text}");
        }
    }
}

#[test]
fn approving_needs_all_three_seals_and_a_reason() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.score(id, None, ["4", "4", "2"]);
    let refused = fixture.portfolio.print_decision(&input(id, Outcome::Approve, "Go."));
    assert!(matches!(refused, Err(Error::Rejected { rule: Rule::SealMissing, .. })));
    fixture.score(id, None, ["4", "4", "3"]);
    assert!(matches!(
        fixture.portfolio.print_decision(&input(id, Outcome::Approve, " ")),
        Err(Error::Invalid { field: "why", .. })
    ));
    let id = fixture.portfolio.print_decision(&input(id, Outcome::Approve, "Go.")).unwrap().value;
    assert_eq!(id.to_string(), "D-001");
}

#[test]
fn the_record_keeps_its_words_when_the_living_text_moves_on() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.score(id, None, ["3", "3", "3"]);
    let decision = fixture.portfolio.print_decision(&input(id, Outcome::Approve, "Go.")).unwrap().value;
    fixture.write(id, &document("Everybody takes it now."));
    let record = fixture.portfolio.decision(decision).unwrap().record;
    assert_eq!(record.proposal.problem.as_deref().map(str::trim), Some("Nobody takes the shift."));
}

#[test]
fn the_database_itself_refuses_to_change_a_record_and_a_forced_change_is_named() {
    let fixture = portfolio();
    for problem in ["One.", "Two."] {
        let id = fixture.draft(problem);
        fixture.score(id, None, ["3", "3", "3"]);
        fixture.portfolio.print_decision(&input(id, Outcome::Approve, "Go.")).unwrap();
    }
    fixture.portfolio.close().unwrap();
    let conn = rusqlite::Connection::open(&fixture.path).unwrap();
    assert!(conn.execute("UPDATE decisions SET record = replace(record, 'One', 'Won')", []).is_err());
    assert!(conn.execute("DELETE FROM decisions", []).is_err());
    behind_its_back(&conn, "UPDATE decisions SET record = replace(record, 'One.', 'Won.') WHERE record LIKE '%One.%'");
    drop(conn);
    let health = Portfolio::open(&fixture.path, world()).unwrap().check().unwrap();
    assert!(health.problems.iter().any(|problem| problem.what.contains("D-001")), "{:?}", health.problems);
}

#[test]
fn records_of_the_first_format_are_read_and_checked_as_they_were_printed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("released.backcast");
    let released = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/portfolios/0.1-schema-2.backcast");
    std::fs::copy(released, &path).unwrap();
    let portfolio = Portfolio::open(&path, world()).unwrap();
    let health = portfolio.check().unwrap();
    assert!(health.ok, "{:?}", health.problems);
    let exception = portfolio.decision("D-002".parse().unwrap()).unwrap();
    assert_eq!((exception.record.format, exception.record.outcome), (1, Outcome::Exception));
    assert!(exception.record.dissenters.is_empty() && exception.record.meeting.is_none());
    // What is printed now goes on from there.
    let id = portfolio.keep_spark("Nobody takes the shift.", None).unwrap().value;
    portfolio.print_decision(&input(id, Outcome::Decline, "Not ours.")).unwrap();
    let next = portfolio.decision("D-006".parse().unwrap()).unwrap().record;
    let last = portfolio.decision("D-005".parse().unwrap()).unwrap().sha256;
    assert_eq!((next.format, next.previous), (2, last));
    let health = portfolio.check().unwrap();
    assert!(health.ok, "{:?}", health.problems);
    portfolio.close().unwrap();
    // A byte of an old record changed behind its back is named all the same.
    let conn = rusqlite::Connection::open(&path).unwrap();
    behind_its_back(&conn, "UPDATE decisions SET record = record || ' ' WHERE id = 3");
    drop(conn);
    let health = Portfolio::open_read_only(&path, world()).unwrap().check().unwrap();
    assert!(health.problems.iter().any(|problem| problem.what.contains("D-003")), "{:?}", health.problems);
}

#[test]
fn undo_stops_at_a_printed_record() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.score(id, None, ["3", "3", "3"]);
    fixture.portfolio.print_decision(&input(id, Outcome::Approve, "Go.")).unwrap();
    let refused = fixture.portfolio.undo();
    assert!(
        matches!(refused, Err(Error::Frozen { .. } | Error::Rejected { rule: Rule::NothingToUndo, .. })),
        "{refused:?}"
    );
    assert_eq!(fixture.portfolio.decisions(id).unwrap().len(), 1);
}
