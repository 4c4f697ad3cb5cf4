//! What comes from workbooks: by what is in them, within bounds.
use backcast_core::exchange::{Field, Importing, Mapped, preview};
use backcast_core::proposals::ListQuery;
use backcast_tests::portfolio;

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
