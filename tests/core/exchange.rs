//! What comes in by the thousand, and from workbooks: by what is in them, within bounds.
use std::fs;

use backcast_core::exchange::{Field, Importing, Mapped, preview};
use backcast_core::proposals::{ListQuery, Sort};
use backcast_core::{Portfolio, recovery};
use backcast_tests::portfolio;
use serde_json::json;

fn workbook(path: &std::path::Path, cells: &[(u32, u16, &str)]) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, column, text) in cells {
        sheet.write_string(*row, *column, *text).unwrap();
    }
    book.save(path).unwrap();
}

#[test]
fn a_workbook_of_proposals_comes_in_with_its_columns_as_they_are_mapped() {
    let fixture = portfolio();
    let path = fixture.folder.path().join("ideas.xlsx");
    let cells = [
        (2, 1, "Idea"),
        (2, 2, "Pain point"),
        (2, 4, "Status"),
        (3, 1, "Evenings back"),
        (3, 2, "On 3 nights in 10 nobody picks up."),
        (3, 4, "draft"),
        (7, 2, "Clerks type each referral twice."),
    ];
    workbook(&path, &cells);
    let seen = preview(&path).unwrap();
    assert_eq!((seen.headers.len(), seen.total), (4, 2));
    let mapping = vec![Mapped { field: Some(Field::Problem), header: "Pain point".into() }];
    let how = Importing { columns: [(path.clone(), mapping)].into(), ..Importing::default() };
    let report = fixture.portfolio.import(&[path], &how, &|_, _| true).unwrap().value;
    assert_eq!((report.imported.len(), report.failed.len()), (2, 0));
    let rows = fixture.portfolio.list_proposals(&ListQuery { limit: 10, ..ListQuery::default() }).unwrap().rows;
    let mut problems: Vec<_> = rows.iter().map(|row| row.problem.as_str()).collect();
    problems.sort_unstable();
    assert_eq!(problems, ["Clerks type each referral twice.", "On 3 nights in 10 nobody picks up."]);
}

#[test]
fn a_workbook_whose_cells_lie_as_far_apart_as_can_be_takes_neither_memory_nor_time() {
    let fixture = portfolio();
    let path = fixture.folder.path().join("wide.xlsx");
    workbook(&path, &[(0, 0, "Problem"), (1, 0, "Near."), (1_048_575, 0, "Far."), (1_048_575, 16_383, "Farther.")]);
    let report = fixture.portfolio.import(&[path], &Importing::default(), &|_, _| true).unwrap().value;
    assert_eq!((report.imported.len(), report.failed.len()), (2, 0));
}

/// Lines of every shape: sparks, drafts with and without a problem, one reviewer twice, one who doesn't know, an identity twice.
fn lines(many: usize) -> String {
    let line = |number: usize| {
        let reviews = json!([
            { "reviewer": "Ana", "big": 1, "should": 3, "plan": 3, "why": "First." },
            { "reviewer": "ana", "big": 4, "should": 3, "plan": 4, "why": "Again." },
            { "reviewer": "Bao", "big": 3, "plan": number % 5, "why": "Counted." },
        ]);
        let line = match number % 4 {
            0 => {
                json!({ "title": format!("Thought {number}"), "problem": "We could *link* pages.", "stage": "spark", "customer": "Clerks" })
            }
            1 => json!({ "title": format!("Plain {number}"), "stage": "draft" }),
            2 => {
                json!({ "title": "", "problem": format!("Nobody calls back {number}."), "author": "Chidi", "tags": ["b", "a", "b"], "stage": "not-yet", "scores": reviews, "updated": "2026-02-03T04:05:06Z" })
            }
            _ => {
                json!({ "title": format!("Evenings {number}"), "customer": "Night nurses", "problem": "夜勤 rings twice.", "solution": "A board.", "faq_internal": [{ "q": "Cost?", "a": "Two." }], "stage": "approved", "scores": reviews, "created": "2026-01-01T00:00:00Z" })
            }
        };
        format!("{line}\n")
    };
    let twice = json!({ "id": "01890000-0000-7000-8000-000000000001", "title": "Twice", "problem": "One." });
    let again =
        json!({ "id": "01890000-0000-7000-8000-000000000001", "title": "Twice", "problem": "Two.", "author": "Bao" });
    (0..many).map(line).collect::<String>() + &format!("{twice}\n{again}\n")
}

/// What lists show of every proposal, and what search finds.
fn shown(portfolio: &Portfolio) -> String {
    let all = ListQuery { sort: Sort::Id, limit: 1_000, ..ListQuery::default() };
    let found = |text: &str| portfolio.matching_proposals(&ListQuery { text: text.into(), ..all.clone() }).unwrap();
    let rows = portfolio.list_proposals(&all).unwrap().rows;
    let found: Vec<_> =
        ["evenings ", "夜勤 ", "link ", "two ", "is:stale", "held:plan", "tag:a", "owner:bao"].map(found).into();
    let line = |row| format!("{row:?}\n");
    rows.iter().map(line).collect::<String>() + &format!("{found:#?}")
}

#[test]
fn what_arrives_by_the_hundred_is_shown_and_found_as_if_each_had_been_written_by_hand() {
    let fixture = portfolio();
    let path = fixture.folder.path().join("many.jsonl");
    fs::write(&path, lines(400)).unwrap();
    let report = fixture.portfolio.import(&[path], &Importing::default(), &|_, _| true).unwrap().value;
    assert_eq!((report.imported.len(), report.failed.len()), (402, 0));
    let arrived = shown(&fixture.portfolio);
    assert!(fixture.portfolio.check().unwrap().problems.is_empty());
    // Salvaging derives every line and every entry of the index from the rows they stand for.
    let salvaged = fixture.folder.path().join("salvaged.backcast");
    fixture.portfolio.close().unwrap();
    let report = recovery::salvage(&fixture.path, &salvaged, &fixture.clock.world()).unwrap();
    assert_eq!(report.lost, 0, "{:?}", report.tables);
    let derived = shown(&Portfolio::open(&salvaged, fixture.clock.world()).unwrap());
    let different = derived.lines().zip(arrived.lines()).find(|(one, other)| one != other);
    assert_eq!(different, None);
}

#[test]
fn an_import_of_many_is_one_step_that_undo_takes_back_whole() {
    let fixture = portfolio();
    let path = fixture.folder.path().join("many.jsonl");
    fs::write(&path, lines(250)).unwrap();
    let before = shown(&fixture.portfolio);
    fixture.portfolio.import(&[path], &Importing::default(), &|_, _| true).unwrap();
    let after = shown(&fixture.portfolio);
    fixture.portfolio.undo().unwrap();
    assert_eq!(shown(&fixture.portfolio), before);
    fixture.portfolio.redo().unwrap();
    assert_eq!(shown(&fixture.portfolio), after);
}

#[test]
fn a_line_that_cannot_be_kept_keeps_none_of_its_file() {
    let fixture = portfolio();
    let path = fixture.folder.path().join("many.jsonl");
    let nobody = json!({ "title": "Last", "problem": "One.", "author": "x".repeat(300) });
    fs::write(&path, lines(300) + &nobody.to_string()).unwrap();
    let report = fixture.portfolio.import(&[path], &Importing::default(), &|_, _| true).unwrap().value;
    assert_eq!((report.imported.len(), report.failed.len()), (0, 1));
    assert_eq!(fixture.portfolio.list_proposals(&ListQuery::default()).unwrap().total, 0);
    assert!(fixture.portfolio.check().unwrap().problems.is_empty());
}
