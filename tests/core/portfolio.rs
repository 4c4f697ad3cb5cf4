//! The file: what is kept, refused and left alone.
use backcast_core::{Error, Portfolio};
use backcast_tests::{portfolio, world};

#[test]
fn a_read_only_portfolio_can_be_read_and_says_so_when_written_to() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.portfolio.close().unwrap();
    let reader = Portfolio::open_read_only(&fixture.path, world()).unwrap();
    assert_eq!(reader.proposal(id).unwrap().line.problem, "Nobody takes the shift.");
    assert!(matches!(reader.keep_spark("More.", None), Err(Error::ReadOnly)));
}

#[test]
fn an_existing_file_is_never_made_anew() {
    let fixture = portfolio();
    fixture.draft("Nobody takes the shift.");
    fixture.portfolio.close().unwrap();
    let before = std::fs::read(&fixture.path).unwrap();
    assert!(Portfolio::create(&fixture.path, "Me", world()).is_err());
    assert_eq!(std::fs::read(&fixture.path).unwrap(), before);
}

#[test]
fn a_second_check_after_more_was_written_finds_nothing_either() {
    let fixture = portfolio();
    for problem in ["Nobody takes the shift.", "Clerks re-type."] {
        fixture.draft(problem);
        let health = fixture.portfolio.check().unwrap();
        assert!(health.ok, "{:?}", health.problems);
    }
}

#[test]
fn a_changed_stored_text_is_named_by_the_check() {
    let fixture = portfolio();
    let id = fixture.draft("Nobody takes the shift.");
    fixture.score(id, None, ["3", "3", "3"]);
    fixture.portfolio.close().unwrap();
    let conn = rusqlite::Connection::open(&fixture.path).unwrap();
    let change = "UPDATE revisions SET text = replace(text, 'Nobody', 'Everybody') WHERE text LIKE '%Nobody%'";
    assert!(conn.execute(change, []).unwrap() > 0);
    drop(conn);
    let health = Portfolio::open(&fixture.path, world()).unwrap().check().unwrap();
    assert!(!health.ok);
    assert!(health.problems.iter().any(|problem| problem.what.contains("P-001")), "{:?}", health.problems);
}
