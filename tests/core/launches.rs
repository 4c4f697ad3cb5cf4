//! A launch is judged by what was printed.
use backcast_core::decisions::Outcome;
use backcast_core::launches::LaunchId;
use backcast_core::retros::{Verdict, VerdictInput};
use backcast_core::{Error, Rule};
use backcast_tests::{Fixture, document, portfolio};

fn launched(fixture: &Fixture) -> (backcast_core::proposals::ProposalId, LaunchId) {
    let id = fixture.draft("Nobody takes the shift.");
    fixture.score(id, None, ["3", "3", "3"]);
    let input = serde_json::json!({
        "proposal": id.to_string(), "outcome": Outcome::Approve, "why": "Go.", "forecasts": [], "conditions": null,
        "dissent": null, "kill_criterion": null, "alternatives": null, "must_be_true": null, "revisit_on": null,
        "exception": null, "cure_on": null,
    });
    fixture.portfolio.print_decision(&serde_json::from_value(input).unwrap()).unwrap();
    let launch = fixture.portfolio.launch_proposal(id, "2026-09-02".parse().unwrap()).unwrap().value;
    (id, launch.id)
}

#[test]
fn without_an_approving_decision_nothing_is_launched() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    let refused = fixture.portfolio.launch_proposal(id, "2026-09-02".parse().unwrap());
    assert!(matches!(refused, Err(Error::Rejected { rule: Rule::NeedsApproval, .. })));
}

#[test]
fn one_approval_is_launched_once() {
    let fixture = portfolio();
    let (id, _) = launched(&fixture);
    assert!(fixture.portfolio.launch_proposal(id, "2026-09-03".parse().unwrap()).is_err());
    assert_eq!(fixture.portfolio.launches().unwrap().len(), 1);
}

#[test]
fn the_launch_shows_the_frozen_words_and_how_the_problem_drifted() {
    let fixture = portfolio();
    let (id, launch) = launched(&fixture);
    assert_eq!(fixture.portfolio.launch(launch).unwrap().drift, None);
    fixture.write(id, &document("Everybody takes it, too late."));
    let shown = fixture.portfolio.launch(launch).unwrap();
    assert_eq!(shown.frozen.problem.as_deref().map(str::trim), Some("Nobody takes the shift."));
    assert_eq!(shown.drift.as_deref().map(str::trim), Some("Everybody takes it, too late."));
}

#[test]
fn a_verdict_needs_why_and_what_else_and_stands_once_given() {
    let fixture = portfolio();
    let (_, launch) = launched(&fixture);
    let give = |why: &str, otherwise: &str| {
        let input = VerdictInput { verdict: Verdict::Partly, why: why.into(), otherwise: otherwise.into() };
        fixture.portfolio.give_verdict(launch, &input)
    };
    assert!(matches!(give("", "Weather."), Err(Error::Invalid { field: "why", .. })));
    assert!(matches!(give("Half of it.", " "), Err(Error::Invalid { .. })));
    give("Half of it.", "Weather.").unwrap();
    assert!(matches!(give("All of it.", "Weather."), Err(Error::Rejected { rule: Rule::AlreadyClosed, .. })));
}

#[test]
fn something_else_it_helped_with_becomes_a_problem_of_its_own() {
    let fixture = portfolio();
    let (_, launch) = launched(&fixture);
    let id = fixture.portfolio.note_new_problem(launch, "Families ask at night, too.").unwrap().value;
    let proposal = serde_json::to_value(fixture.portfolio.proposal(id).unwrap()).unwrap();
    assert_eq!((&proposal["origin"], &proposal["line"]["stage"]), (&"launch".into(), &"spark".into()));
    assert_eq!(fixture.portfolio.launch(launch).unwrap().verdicts.len(), 0);
}
