//! Undo and redo restore exactly what was, and stop at what was printed.
use std::fs;

use backcast_core::exchange::Importing;
use backcast_core::proposals::Stage;
use backcast_core::search::Reach;
use backcast_core::{Error, Rule};
use backcast_tests::{Fixture, document, portfolio};

/// Every stored row of what a person wrote, read past the application.
pub(crate) fn rows(fixture: &Fixture) -> Vec<String> {
    let conn = rusqlite::Connection::open(&fixture.path).unwrap();
    let mut tables: Vec<String> = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%search%' AND name NOT LIKE 'change%' AND name NOT LIKE 'action%' AND name <> 'writings'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    tables.sort();
    let mut all = vec![];
    for table in tables {
        let mut query = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
        // When a line was written is no part of what it says.
        let told: Vec<_> = (0..query.column_count()).filter(|at| query.column_name(*at) != Ok("changed")).collect();
        let mut found: Vec<String> = query
            .query_map([], |row| {
                let cells: Vec<String> = told.iter().map(|at| format!("{:?}", row.get_ref(*at).unwrap())).collect();
                Ok(format!("{table} {}", cells.join("|")))
            })
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        found.sort();
        all.extend(found);
    }
    all
}

#[test]
fn moves_an_edit_and_a_trash_are_undone_and_redone_to_the_exact_state() {
    let fixture = portfolio();
    let ids: Vec<_> = ["A.", "B.", "C.", "D."].map(|problem| fixture.draft(problem)).into();
    let before = rows(&fixture);
    fixture.portfolio.move_to_stage(&ids, Stage::Declined, Some("Not ours.")).unwrap();
    fixture.clock.pass(3_600);
    fixture.write(ids[0], &document("A, and more of it."));
    fixture.portfolio.trash_proposals(&ids[1..3]).unwrap();
    fixture.portfolio.keep_spark("Another.", None).unwrap();
    let after = rows(&fixture);
    for _ in 0..4 {
        fixture.portfolio.undo().unwrap();
    }
    assert_eq!(rows(&fixture), before);
    for _ in 0..4 {
        fixture.portfolio.redo().unwrap();
    }
    assert_eq!(rows(&fixture), after);
}

#[test]
fn what_was_undone_is_found_by_search_no_more_and_again_after_redo() {
    let fixture = portfolio();
    fixture.portfolio.keep_spark("Pharmacists ring twice.", None).unwrap();
    let hits = |fixture: &Fixture| fixture.portfolio.search("pharmacists", Reach::Ranked, 10).unwrap().found.len();
    assert_eq!(hits(&fixture), 1);
    fixture.portfolio.undo().unwrap();
    assert_eq!(hits(&fixture), 0);
    fixture.portfolio.redo().unwrap();
    assert_eq!(hits(&fixture), 1);
}

#[test]
fn files_imported_together_are_one_step_and_what_was_done_between_them_is_another() {
    let fixture = portfolio();
    let before = rows(&fixture);
    let folder = fixture.path.with_file_name("incoming");
    fs::create_dir(&folder).unwrap();
    for name in ["a", "b", "c"] {
        fs::write(folder.join(format!("{name}.md")), document(&format!("Problem of {name}."))).unwrap();
    }
    fs::write(folder.join("d.md"), [0xFF]).unwrap();
    let import = |between: &dyn Fn()| {
        let progress = |done, _| {
            if done == 2 {
                between();
            }
            true
        };
        fixture.portfolio.import(std::slice::from_ref(&folder), &Importing::default(), &progress).unwrap().value
    };
    assert_eq!((import(&|| ()).imported.len(), before.len()), (3, before.len()));
    let step = fixture.portfolio.undo_state().unwrap().undo.unwrap();
    assert_eq!(step.subject.as_deref(), Some("3"));
    let after = rows(&fixture);
    fixture.portfolio.undo().unwrap();
    assert_eq!(rows(&fixture), before);
    fixture.portfolio.redo().unwrap();
    assert_eq!(rows(&fixture), after);

    // A thought kept while the import ran is undone in its turn, not with the files around it.
    let between = || {
        fixture.portfolio.keep_spark("Between.", None).unwrap();
    };
    assert_eq!(import(&between).imported.len(), 3);
    let undone: Vec<_> = (0..3).map(|_| fixture.portfolio.undo().unwrap().value.action.to_string()).collect();
    assert_eq!(undone, ["import", "keep-spark", "import"]);
    assert_eq!(rows(&fixture), after);
}

#[test]
fn a_new_action_ends_what_could_be_redone() {
    let fixture = portfolio();
    fixture.portfolio.keep_spark("One.", None).unwrap();
    fixture.portfolio.undo().unwrap();
    fixture.portfolio.keep_spark("Two.", None).unwrap();
    assert!(matches!(fixture.portfolio.redo(), Err(Error::Rejected { rule: Rule::NothingToRedo, .. })));
}

#[test]
fn moving_many_changes_none_when_some_are_refused_and_says_which() {
    let fixture = portfolio();
    let ids: Vec<_> = ["A.", "B.", "C."].map(|problem| fixture.draft(problem)).into();
    fixture.portfolio.trash_proposals(&ids[1..2]).unwrap();
    let before = rows(&fixture);
    let error = fixture.portfolio.move_to_stage(&ids, Stage::InReview, None).unwrap_err();
    let Error::Refused { refused, all, .. } = &error else { panic!("{error}") };
    assert_eq!((refused.as_slice(), *all), ([ids[1].to_string()].as_slice(), 3));
    assert!(error.to_string().starts_with(&format!("1 of 3 were refused, and so nothing was changed: {}", ids[1])));
    assert_eq!(rows(&fixture), before);
}

#[test]
fn two_hundred_actions_can_be_taken_back_and_older_ones_keep_no_images() {
    let it = portfolio();
    let id = it.portfolio.keep_spark("Night nurses phone round.", None).unwrap().value;
    for number in 0..240 {
        it.portfolio.name_customer(id, &format!("Nurse {number}")).unwrap();
    }
    let conn = rusqlite::Connection::open(&it.path).unwrap();
    let kept: i64 = conn
        .query_row("SELECT count(DISTINCT change_id) FROM change_rows WHERE before IS NOT NULL", [], |row| row.get(0))
        .unwrap();
    assert!((200..220).contains(&kept), "{kept} actions keep images");
    for _ in 0..200 {
        it.portfolio.undo().unwrap();
    }
    assert_eq!(it.portfolio.proposal(id).unwrap().line.customer, "Nurse 39");
}
