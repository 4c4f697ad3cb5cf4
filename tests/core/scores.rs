//! The gate, strength and staleness, as a portfolio keeps them.
use backcast_core::proposals::{ListQuery, Sort};
use backcast_core::scores::Criterion;
use backcast_tests::{Fixture, document, portfolio};

fn order(fixture: &Fixture) -> Vec<String> {
    let query = ListQuery { sort: Sort::Strength, limit: 50, ..ListQuery::default() };
    fixture.portfolio.list_proposals(&query).unwrap().rows.into_iter().map(|line| line.id.to_string()).collect()
}

#[test]
fn three_present_seals_rank_above_two_strong_ones_and_an_unscored_one_comes_last() {
    let fixture = portfolio();
    for levels in [["1", "1", "1"], ["4", "4", "0"], ["4", "4", "?"], ["4", "4", "2"], ["3", "3", "3"]] {
        let id = fixture.draft("Nobody takes the shift on 3 nights in 10.");
        fixture.score(id, None, levels);
    }
    fixture.draft("Not scored.");
    assert_eq!(
        order(&fixture),
        ["P-005", "P-004", "P-002", "P-003", "P-001", "P-006"].map(|id| {
            // (4,4,?) has one seal missing like (4,4,0), and don't know counts below 0.
            id.to_owned()
        })
    );
}

#[test]
fn dont_know_fails_the_gate_and_is_not_zero() {
    let fixture = portfolio();
    let id = fixture.draft("A.");
    fixture.score(id, None, ["3", "3", "?"]);
    let proposal = fixture.portfolio.proposal(id).unwrap();
    assert!(!proposal.gate_met);
    assert_eq!(proposal.line.held_back_by, [Criterion::Plan]);
    assert_eq!(serde_json::to_value(proposal.line.seals).unwrap()["plan"], "?");
}

#[test]
fn a_changed_problem_makes_seals_stale_until_they_are_reaffirmed() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.score(id, None, ["3", "3", "3"]);
    fixture.write(id, &document("Nobody takes the night shift."));
    let proposal = fixture.portfolio.proposal(id).unwrap();
    assert!(proposal.line.stale && !proposal.gate_met);
    for criterion in Criterion::EACH {
        fixture.portfolio.reaffirm_score(id, criterion).unwrap();
    }
    let proposal = fixture.portfolio.proposal(id).unwrap();
    assert!(!proposal.line.stale && proposal.gate_met);
}

#[test]
fn another_paragraph_leaves_scores_fresh() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.score(id, None, ["3", "3", "3"]);
    fixture.write(id, &document("Nobody takes the shift.").replace("A board.", "A better board."));
    assert!(fixture.portfolio.proposal(id).unwrap().gate_met);
}

#[test]
fn several_raters_come_to_their_lower_median_with_a_range() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    for (name, level) in [("Ana", "1"), ("Ben", "2"), ("Chi", "4"), ("Dov", "4")] {
        fixture.score(id, Some(name), [level, "3", "3"]);
    }
    let sheet = fixture.portfolio.score_sheet(id).unwrap();
    let standing = serde_json::to_value(sheet.criteria[0].standing).unwrap();
    assert_eq!(
        (&standing["level"], &standing["range"], &standing["disagree"]),
        (&2.into(), &serde_json::json!([1, 4]), &true.into())
    );
}

#[test]
fn a_score_on_the_day_of_writing_is_warm_and_the_next_day_it_is_not() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.score(id, None, ["3", "3", "3"]);
    assert!(fixture.portfolio.score_sheet(id).unwrap().criteria[0].scores[0].warm);
    fixture.clock.pass(86_400);
    fixture.score(id, None, ["3", "3", "3"]);
    assert!(!fixture.portfolio.score_sheet(id).unwrap().criteria[0].scores[0].warm);
}
