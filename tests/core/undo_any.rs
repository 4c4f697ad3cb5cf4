//! Whatever is done, in whatever order: undo returns every row to what it was, and redo to what it became.
use backcast_core::Portfolio;
use backcast_core::proposals::{Description, Layout, ProposalId, Sort, Stage, ViewInput, ViewKind};
use backcast_tests::{Fixture, document, portfolio};
use proptest::prelude::*;

use super::undo::rows;

/// Something a person does; numbers choose what it is done to.
#[derive(Debug, Clone)]
enum Deed {
    Spark(String),
    Write(u8, String),
    Move(Vec<u8>, u8),
    Describe(u8, Option<String>),
    Tag(Vec<u8>, String),
    Customer(u8, String),
    Trash(Vec<u8>),
    PutBack(Vec<u8>),
    Promote(u8),
    Score(u8),
    View(String),
    Note(String),
}

fn deed() -> impl Strategy<Value = Deed> {
    let some = || prop::collection::vec(any::<u8>(), 1..4);
    let text = || "[a-zäé顧 \n\"'|]{1,24}";
    prop_oneof![
        text().prop_map(Deed::Spark),
        (any::<u8>(), text()).prop_map(|(at, text)| Deed::Write(at, text)),
        (some(), any::<u8>()).prop_map(|(ids, stage)| Deed::Move(ids, stage)),
        (any::<u8>(), prop::option::of("[A-C]")).prop_map(|(at, owner)| Deed::Describe(at, owner)),
        (some(), "[x-z]").prop_map(|(ids, tag)| Deed::Tag(ids, tag)),
        (any::<u8>(), text()).prop_map(|(at, name)| Deed::Customer(at, name)),
        some().prop_map(Deed::Trash),
        some().prop_map(Deed::PutBack),
        any::<u8>().prop_map(Deed::Promote),
        any::<u8>().prop_map(Deed::Score),
        "[a-f]".prop_map(Deed::View),
        text().prop_map(Deed::Note),
    ]
}

/// Does it; whether it was done. What the rules refuse changes nothing and is no step.
fn carry_out(fixture: &Fixture, deed: &Deed, known: u32) -> bool {
    let book: &Portfolio = &fixture.portfolio;
    let one = |at: &u8| ProposalId(u32::from(*at) % known + 1);
    let all = |ids: &[u8]| ids.iter().map(one).collect::<Vec<_>>();
    fixture.clock.pass(60);
    match deed {
        Deed::Spark(text) => book.keep_spark(text, None).is_ok(),
        Deed::Write(at, text) => {
            let base = book.document(one(at)).unwrap().sha256;
            book.save_document(one(at), &document(text), &base).is_ok()
        }
        Deed::Move(ids, stage) => {
            let stages = [Stage::Draft, Stage::InReview, Stage::NotYet, Stage::Declined, Stage::Spark];
            book.move_to_stage(&all(ids), stages[usize::from(*stage) % stages.len()], Some("Because.")).is_ok()
        }
        Deed::Describe(at, owner) => {
            let description =
                Description { owner: owner.clone(), revisit_on: Some("2027-01-01".into()), ..Description::default() };
            book.describe_proposal(one(at), &description).is_ok()
        }
        Deed::Tag(ids, tag) => book.tag_proposals(&all(ids), std::slice::from_ref(tag), &["x".to_owned()]).is_ok(),
        Deed::Customer(at, name) => book.name_customer(one(at), name).is_ok(),
        Deed::Trash(ids) => book.trash_proposals(&all(ids)).is_ok(),
        Deed::PutBack(ids) => book.take_from_trash(&all(ids)).is_ok(),
        Deed::Promote(at) => book.promote_spark(one(at)).is_ok(),
        Deed::Score(at) => {
            let input = backcast_core::scores::ScoreInput {
                proposal: one(at),
                criterion: backcast_core::scores::Criterion::Big,
                answer: "3".parse().unwrap(),
                reason: "Because.".into(),
                raise: None,
                by: None,
            };
            book.record_score(&input).is_ok()
        }
        Deed::View(name) => {
            let layout =
                Layout { stages: vec![], columns: vec![], sort: Sort::Id, reversed: false, then: None, group: None };
            let view = ViewInput { name: name.clone(), query: String::new(), kind: ViewKind::Table, layout };
            book.keep_view(None, &view).is_ok()
        }
        Deed::Note(text) => book.keep_note(text).is_ok(),
    }
}

/// A few histories, or as many as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let asked = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { 24 };
    ProptestConfig { cases, ..asked }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_was_done_undo_returns_to_the_exact_rows_and_redo_to_the_others(
        deeds in prop::collection::vec(deed(), 1..14),
    ) {
        let fixture = portfolio();
        fixture.draft("One.");
        fixture.draft("Two.");
        fixture.portfolio.keep_spark("Three.", Some("Clerks")).unwrap();
        let mut known = 3;
        // What each step of undo leads back to.
        let mut states = vec![rows(&fixture)];
        for deed in &deeds {
            if carry_out(&fixture, deed, known) {
                known += u32::from(matches!(deed, Deed::Spark(_)));
                states.push(rows(&fixture));
            }
        }
        let steps = states.len() - 1;
        for back in (0..steps).rev() {
            fixture.portfolio.undo().unwrap();
            prop_assert_eq!(&rows(&fixture), &states[back]);
        }
        for state in &states[1..=steps] {
            fixture.portfolio.redo().unwrap();
            prop_assert_eq!(&rows(&fixture), state);
        }
    }
}
