//! Images, templates, rivals and what becomes of sparks.
use backcast_core::documents;
use backcast_core::exchange::Importing;
use backcast_core::exchange::export::{Export, Form};
use backcast_core::proposals::{Cause, Fate, LARGEST_IMAGE, Lane, Stage};
use backcast_core::{Error, Portfolio, Reason, Rule};
use backcast_tests::{Fixture, document, portfolio};

const DAY: i64 = 86_400;
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";

fn inbox(fixture: &Fixture) -> Vec<String> {
    fixture.portfolio.inbox("", 50).unwrap().rows.into_iter().map(|line| line.problem).collect()
}

fn invalid<T>(result: backcast_core::Result<T>) -> (&'static str, Reason) {
    match result {
        Err(Error::Invalid { field, reason }) => (field, reason),
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("it was accepted"),
    }
}

#[test]
fn an_image_is_kept_once_under_the_hash_of_its_bytes_and_shown_on_the_page() {
    let fixture = portfolio();
    let name = fixture.portfolio.keep_attachment(PNG).unwrap().value;
    assert_eq!(fixture.portfolio.keep_attachment(PNG).unwrap().value, name);
    // From `printf '\x89PNG\r\n\x1a\nnot much of a picture' | sha256sum`.
    assert_eq!(name, "3807e34d95aa46a67fad62c28de5e34fa4198b1224a5375a700b7daf0734d2ce.png");
    assert_eq!(fixture.portfolio.attachment(&name).unwrap().bytes, PNG);
    let id = fixture.draft("A.");
    fixture.write(
        id,
        &format!("# A\n\n![Roster]({name}) ![](https://example.org/x.png) <img src=\"https://example.org/y.png\">\n"),
    );
    let page = fixture.portfolio.broadsheet(id, "attachment://localhost/").unwrap().rest;
    assert!(page.contains(&format!("<img src=\"attachment://localhost/{name}\" alt=\"Roster\">")), "{page}");
    assert!(!page.contains("example.org"), "{page}");
    assert!(fixture.portfolio.page_alone(id).unwrap().contains("data:image/png;base64,iVBORw0KGgpub3Q"));
    assert_eq!(fixture.portfolio.attachments_of(id).unwrap(), [name]);
}

#[test]
fn images_leave_beside_the_markdown_and_within_the_json_and_come_in_again() {
    let fixture = portfolio();
    let name = fixture.portfolio.keep_attachment(PNG).unwrap().value;
    let id = fixture.draft("Nobody takes the shift.");
    fixture.write(id, &format!("# A\n\n![Roster]({name}) ![]({})\n", "0".repeat(64) + ".png"));
    let export = |form, to: &std::path::Path| {
        let draw = |_: &Portfolio, _| unreachable!();
        fixture.portfolio.export(&Export { query: "", form, to, draw: &draw, progress: &|_, _| true }).unwrap()
    };
    let (folder, file) = (fixture.folder.path().join("out"), fixture.folder.path().join("all.json"));
    assert_eq!(export(Form::Markdown, &folder).files, 2, "the document and its one kept image");
    assert_eq!(std::fs::read(folder.join(&name)).unwrap(), PNG);
    export(Form::Json, &file);
    for from in [folder.clone(), file] {
        let other = portfolio();
        let report = other.portfolio.import(&[from], &Importing::default(), &|_, _| true).unwrap().value;
        assert_eq!((report.imported.len(), report.failed.len()), (1, 0));
        assert_eq!(other.portfolio.attachment(&name).unwrap().bytes, PNG);
    }
    std::fs::write(folder.join(&name), b"\x89PNG\r\n\x1a\nanother picture").unwrap();
    let other = portfolio();
    let report = other.portfolio.import(&[folder], &Importing::default(), &|_, _| true).unwrap().value;
    assert!(report.imported[0].recognised.as_ref().unwrap().remarks[0].contains(&name));
    assert!(other.portfolio.attachment(&name).is_err());
}

#[test]
fn what_is_no_image_or_too_large_is_refused() {
    let fixture = portfolio();
    let mut large = PNG.to_vec();
    large.resize(LARGEST_IMAGE + 1, 0);
    assert_eq!(invalid(fixture.portfolio.keep_attachment(&large)), ("image", Reason::OutOfRange("at most 10 MB")));
    assert!(matches!(invalid(fixture.portfolio.keep_attachment(b"<svg onload=alert(1)>")).1, Reason::Unreadable(_)));
    assert!(matches!(fixture.portfolio.attachment("../../etc/passwd"), Err(Error::NotFound { .. })));
}

#[test]
fn a_template_of_ones_own_begins_a_proposal_and_keeps_a_name_to_itself() {
    let fixture = portfolio();
    let from = fixture.draft("Nobody takes the shift.");
    let whole = fixture.portfolio.keep_template(from, " Clinic idea ", false).unwrap().value;
    let bare = fixture.portfolio.keep_template(from, "Bare", true).unwrap().value;
    assert_eq!(invalid(fixture.portfolio.keep_template(from, "clinic IDEA", false)), ("name", Reason::Exists));
    assert_eq!(invalid(fixture.portfolio.rename_template(&bare, "Clinic idea")), ("name", Reason::Exists));
    fixture.portfolio.rename_template(&bare, "bare").unwrap();
    assert_eq!(invalid(fixture.portfolio.keep_template(from, "  ", false)), ("name", Reason::Required));

    let copy = fixture.portfolio.write_from_template(&whole).unwrap().value;
    assert_eq!(fixture.portfolio.document(copy).unwrap().text, document("Nobody takes the shift."));
    let empty = fixture.portfolio.write_from_template(&bare).unwrap().value;
    let text = fixture.portfolio.document(empty).unwrap().text;
    assert!(text.contains("## Problem\n") && text.contains("### Finances\n") && !text.contains("Nobody"), "{text}");
    assert!(
        text.starts_with("# \n") && documents::outline(&text).headline.is_none(),
        "its headline is not the next one's: {text}"
    );

    fixture.portfolio.remove_template(&whole).unwrap();
    assert!(matches!(fixture.portfolio.write_from_template(&whole), Err(Error::NotFound { .. })));
    fixture.portfolio.undo().unwrap();
    assert!(fixture.portfolio.write_from_template(&whole).is_ok());
}

#[test]
fn merging_a_spark_is_one_step_that_can_be_taken_back() {
    let fixture = portfolio();
    let spark = fixture.portfolio.keep_spark("The pager died twice in May.", None).unwrap().value;
    let into = fixture.draft("Nobody takes the shift.");
    let before = fixture.portfolio.document(into).unwrap().text;
    fixture.portfolio.merge_spark(spark, into).unwrap();
    assert!(
        fixture.portfolio.document(into).unwrap().text.ends_with("## Evidence\n\n- The pager died twice in May.\n")
    );
    assert_eq!(inbox(&fixture), Vec::<String>::new());
    fixture.portfolio.undo().unwrap();
    assert_eq!(fixture.portfolio.document(into).unwrap().text, before);
    assert_eq!(inbox(&fixture), ["The pager died twice in May."]);
}

#[test]
fn a_spark_is_not_merged_into_itself_nor_into_the_trash_and_a_draft_not_at_all() {
    let fixture = portfolio();
    let spark = fixture.portfolio.keep_spark("One.", None).unwrap().value;
    let draft = fixture.draft("Two.");
    let rule = |result| match result {
        Err(Error::Rejected { rule, .. }) => rule,
        _ => panic!("it was accepted"),
    };
    assert_eq!(rule(fixture.portfolio.merge_spark(spark, spark)), Rule::SameProposal);
    assert_eq!(rule(fixture.portfolio.merge_spark(draft, spark)), Rule::NotASpark);
    fixture.portfolio.trash_proposals(&[draft]).unwrap();
    assert_eq!(rule(fixture.portfolio.merge_spark(spark, draft)), Rule::InTrash);
    assert_eq!(inbox(&fixture), ["One."]);
}

#[test]
fn a_spark_that_was_put_off_comes_back_on_its_day() {
    let fixture = portfolio();
    let spark = fixture.portfolio.keep_spark("Later.", None).unwrap().value;
    assert_eq!(invalid(fixture.portfolio.put_off_spark(spark, "2026-09-01")).0, "revisit_on");
    fixture.portfolio.put_off_spark(spark, "2026-09-04").unwrap();
    assert_eq!(fixture.portfolio.inbox("", 50).unwrap().later, 1);
    assert_eq!(inbox(&fixture), Vec::<String>::new());
    fixture.clock.pass(3 * DAY);
    assert_eq!(inbox(&fixture), ["Later."]);
}

#[test]
fn rivals_are_linked_both_ways_and_once() {
    let fixture = portfolio();
    let (one, two) = (fixture.draft("The same."), fixture.draft("The same."));
    fixture.portfolio.link_rivals(two, one).unwrap();
    fixture.portfolio.link_rivals(one, two).unwrap();
    let side_by_side = fixture.portfolio.rivals(two).unwrap();
    assert_eq!(side_by_side.iter().map(|rival| rival.line.id).collect::<Vec<_>>(), [two, one]);
    assert_eq!(side_by_side[1].solution.as_deref(), Some("A board."));
    fixture.portfolio.unlink_rivals(one, two).unwrap();
    assert_eq!(fixture.portfolio.rivals(one).unwrap().len(), 1);
    assert!(matches!(fixture.portfolio.link_rivals(one, one), Err(Error::Rejected { rule: Rule::SameProposal, .. })));
}

#[test]
fn revisions_thin_to_one_a_day_and_named_ones_stay() {
    let fixture = portfolio();
    let id = fixture.draft("First.");
    for hour in 0..4 {
        fixture.clock.pass(3_600);
        fixture.write(id, &document(&format!("Hour {hour}.")));
    }
    fixture.score(id, None, ["3", "3", "3"]);
    fixture.clock.pass(3_600);
    fixture.write(id, &document("Evening."));
    let causes = |fixture: &Fixture| {
        let lines = fixture.portfolio.revisions(id).unwrap();
        lines.into_iter().map(|line| (line.number, line.cause)).collect::<Vec<_>>()
    };
    assert_eq!(causes(&fixture).len(), 6);
    fixture.clock.pass(8 * DAY);
    fixture.write(id, &document("A week later."));
    // Undo could still need them: this session made them.
    assert_eq!(causes(&fixture).len(), 7);

    let Fixture { portfolio, clock, path, folder } = fixture;
    portfolio.close().unwrap();
    let portfolio = backcast_core::Portfolio::open(&path, clock.world()).unwrap();
    let fixture = Fixture { portfolio, clock, path, folder };
    fixture.clock.pass(600);
    fixture.write(id, &document("And on."));
    assert_eq!(causes(&fixture), [(8, Cause::Writing), (7, Cause::Writing), (6, Cause::Writing), (5, Cause::Score)]);
    assert!(fixture.portfolio.check().unwrap().ok);
}

#[test]
fn a_comparison_shows_the_changed_words_alone() {
    let fixture = portfolio();
    let id = fixture.draft("On 3 nights in 10.");
    fixture.clock.pass(600);
    let from = fixture.portfolio.document(id).unwrap().revision;
    fixture.write(id, &document("On 4 nights in 10."));
    let pieces = fixture.portfolio.compare_revisions(id, from, None).unwrap();
    let changed: Vec<_> =
        pieces.iter().filter(|piece| piece.fate != Fate::Same).map(|piece| piece.text.as_str()).collect();
    assert!(changed.concat().contains('4'), "{changed:?}");
    assert!(matches!(fixture.portfolio.compare_revisions(id, 99, None), Err(Error::NotFound { .. })));
}

#[test]
fn an_improvement_is_ready_with_problem_primary_measure_and_owner() {
    let fixture = portfolio();
    let id = fixture.portfolio.keep_spark("Refunds take 9 days.", None).unwrap().value;
    fixture.portfolio.promote_spark(id).unwrap();
    let new = backcast_core::proposals::Description {
        lane: Some(Lane::Improvement),
        owner: Some(String::new()),
        ..Default::default()
    };
    fixture.portfolio.describe_proposal(id, &new).unwrap();
    let missing = |fixture: &Fixture| {
        fixture.portfolio.proposal(id).unwrap().missing.into_iter().map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(missing(&fixture), ["W03", "owner"]);
    let owned = backcast_core::proposals::Description { owner: Some("Ana".into()), ..Default::default() };
    fixture.portfolio.describe_proposal(id, &owned).unwrap();
    fixture
        .portfolio
        .add_measure(
            id,
            &serde_json::from_value(serde_json::json!({
                "name": "Days", "unit": "d", "direction": "down", "baseline": 9.0, "target": 3.0, "due": "2027-01-01",
                "aggregate": "mean", "role": "primary"
            }))
            .unwrap(),
        )
        .unwrap();
    assert_eq!(missing(&fixture), Vec::<String>::new());
    fixture.portfolio.move_to_stage(&[id], Stage::Ready, None).unwrap();
}

#[test]
fn a_blocking_rule_that_was_switched_off_still_blocks() {
    let fixture = portfolio();
    let id = fixture.draft("");
    fixture.portfolio.switch_rule("W01", false).unwrap();
    assert!(fixture.portfolio.document(id).unwrap().reading.notes.iter().all(|note| note.code != "W01"));
    assert!(fixture.portfolio.proposal(id).unwrap().missing.iter().any(|one| one.code == "W01"));
    assert!(fixture.portfolio.move_to_stage(&[id], Stage::Ready, None).is_err());
}

#[test]
fn a_blocking_note_that_was_dismissed_still_blocks() {
    let fixture = portfolio();
    let id = fixture.draft("");
    for note in fixture.portfolio.document(id).unwrap().reading.notes {
        fixture.portfolio.dismiss_note(id, &note.key).unwrap();
    }
    assert!(matches!(
        fixture.portfolio.move_to_stage(&[id], Stage::Ready, None),
        Err(Error::Rejected { rule: Rule::NotReady, .. })
    ));
}

#[test]
fn the_ten_minutes_know_what_was_done_since_monday() {
    let fixture = portfolio();
    let week = fixture.portfolio.ten_minutes().unwrap();
    assert_eq!((week.monday.as_str(), week.contact, week.spark), ("2026-08-31", None, None));
    fixture.portfolio.note_contact("Rang the night desk: 3 open shifts.").unwrap();
    let spark = fixture.portfolio.keep_spark("Shifts stay open.", None).unwrap().value;
    let week = fixture.portfolio.ten_minutes().unwrap();
    assert_eq!(week.contact.as_deref(), Some("Rang the night desk: 3 open shifts."));
    assert_eq!(week.spark, Some(spark.to_string()));
    fixture.clock.pass(7 * DAY);
    let next = fixture.portfolio.ten_minutes().unwrap();
    assert_eq!((next.monday.as_str(), next.contact, next.spark), ("2026-09-07", None, None));
}
