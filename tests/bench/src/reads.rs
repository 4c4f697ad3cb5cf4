//! Pages, groups and the matrix: what a window asks for when it shows the portfolio.
//!
//! Where a reference is given it is the SQL of `../queries` on the same file. Invariant: a comparison is only reported when
//! both sides found the same, so that questions that drifted apart are an error and never a flattering ratio.

use std::path::Path;

use anyhow::ensure;
use backcast_core::Portfolio;
use backcast_core::proposals::{Grouping, ListQuery, Sort, SortBy, Stage};
use backcast_core::vocabulary::Word as _;
use rusqlite::{Connection, OpenFlags};

use crate::timing::{Row, repeated, world};

const PAGE: u32 = 100;

pub(crate) fn measure(path: &Path, rounds: u32) -> anyhow::Result<Vec<Row>> {
    let plain = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let portfolio = Portfolio::open_read_only(path, world())?;
    let mut rows = vec![opening(path, rounds)?];
    for (name, query, sql) in [
        ("page by strength", ListQuery::default(), include_str!("../queries/page-by-strength.sql")),
        (
            "page of a stage",
            ListQuery { stages: vec![Stage::Draft], sort: Sort::Updated, ..ListQuery::default() },
            include_str!("../queries/page-of-a-stage.sql"),
        ),
    ] {
        let found: Vec<_> = portfolio.list_proposals(&query)?.rows.iter().map(|row| i64::from(row.id.0)).collect();
        let expected = numbers(&plain, sql)?;
        ensure!(found == expected, "{name}: the core found {found:?}, the SQL {expected:?}");
        let reference = Row::of("", repeated(rounds, "", || numbers(&plain, sql))?).median();
        let row = Row::of(name, repeated(rounds, name, || Ok(portfolio.list_proposals(&query)?))?);
        rows.push(row.at_most(2.0, 16.7).seen_beside(reference));
    }
    rows.push(ahead(path)?);
    rows.push(orders(&portfolio, rounds)?);
    rows.push(any(&portfolio, rounds)?);
    rows.push(groups(&portfolio, rounds)?);
    let sql = include_str!("../queries/matrix.sql");
    let reference = Row::of("", repeated(rounds, "", || numbers(&plain, sql))?).median();
    let matrix = repeated(rounds, "matrix", || Ok(portfolio.matrix(&ListQuery::default())?))?;
    rows.push(Row::of("matrix", matrix).beside(reference, 1.2));
    Ok(rows)
}

/// Opening the file and reading the first page, as a start does.
fn opening(path: &Path, rounds: u32) -> anyhow::Result<Row> {
    let times = repeated(rounds.min(40), "open", || {
        let portfolio = Portfolio::open_read_only(path, world())?;
        Ok(portfolio.list_proposals(&ListQuery::default())?)
    })?;
    Ok(Row::of("open and first page", times).at_most(5.0, 16.7))
}

/// Reading every line once, which a window does when it has painted its first table.
fn ahead(path: &Path) -> anyhow::Result<Row> {
    let times = repeated(5, "ahead", || {
        let portfolio = Portfolio::open_read_only(path, world())?;
        Ok(portfolio.matching_proposals(&ListQuery { limit: 0, ..ListQuery::default() })?)
    })?;
    Ok(Row::of("read ahead, once", times))
}

/// Every order, both ways round, at the beginning, in the middle and at the end.
fn orders(portfolio: &Portfolio, rounds: u32) -> anyhow::Result<Row> {
    let total = portfolio.list_proposals(&ListQuery::default())?.total;
    let mut times = vec![];
    for sort in Sort::ALL {
        for reversed in [false, true] {
            for offset in [0, total / 2, total.saturating_sub(PAGE)] {
                let query = ListQuery { sort: *sort, reversed, offset, ..ListQuery::default() };
                let what = format!("{sort} {reversed} at {offset}");
                times.extend(repeated(rounds.min(20), &what, || Ok(portfolio.list_proposals(&query)?))?);
            }
        }
    }
    Ok(Row::of("page of any order", times).at_most(16.7, 16.7))
}

/// Two orders, groups and filters, at the beginning, in the middle and at the end.
fn any(portfolio: &Portfolio, rounds: u32) -> anyhow::Result<Row> {
    let mut times = vec![];
    let then = |sort| Some(SortBy { sort, reversed: true });
    for (text, sort, then, group) in [
        ("", Sort::Customer, then(Sort::Updated), None),
        ("", Sort::Owner, then(Sort::Strength), None),
        ("", Sort::Stage, then(Sort::Problem), None),
        ("", Sort::Strength, None, Some(Grouping::Customer)),
        ("", Sort::Updated, None, Some(Grouping::Held)),
        ("tag:mobile ", Sort::Strength, None, None),
        ("customer:clinic ", Sort::Updated, None, Some(Grouping::Stage)),
        ("-stage:draft held:plan ", Sort::Age, None, None),
        ("is:due ", Sort::Strength, None, None),
        ("owner:ada ", Sort::Customer, None, None),
        ("updated:>2025-06-01 ", Sort::Problem, None, None),
        ("the ", Sort::Strength, None, None),
        ("customer -audit ", Sort::Updated, None, None),
        ("zephyrquartz ", Sort::Age, None, None),
    ] {
        let query = ListQuery { text: text.into(), sort, then, group, ..ListQuery::default() };
        let total = portfolio.list_proposals(&query)?.total;
        for offset in [0, total / 2, total.saturating_sub(PAGE)] {
            let page = ListQuery { offset, ..query.clone() };
            let what = format!("{text}{sort} {group:?} at {offset}");
            times.extend(repeated(rounds.min(20), &what, || Ok(portfolio.list_proposals(&page)?))?);
        }
    }
    Ok(Row::of("page of any list", times).at_most(16.7, 16.7))
}

fn groups(portfolio: &Portfolio, rounds: u32) -> anyhow::Result<Row> {
    let mut times = vec![];
    for group in Grouping::ALL {
        let query = ListQuery { group: Some(*group), ..ListQuery::default() };
        times.extend(repeated(rounds.min(10), group.as_str(), || Ok(portfolio.list_groups(&query)?))?);
    }
    Ok(Row::of("groups of the whole list", times).at_most(16.7, 16.7))
}

/// Runs every statement and reads every value of every row; the numbers are the first column of the last statement.
pub(crate) fn numbers(conn: &Connection, sql: &str) -> anyhow::Result<Vec<i64>> {
    let mut numbers = vec![];
    for statement in sql.split(";\n").filter(|statement| !statement.trim().is_empty()) {
        numbers.clear();
        let mut statement = conn.prepare_cached(statement)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                row.get_ref(column)?;
            }
            numbers.push(row.get::<_, i64>(0).unwrap_or_default());
        }
    }
    Ok(numbers)
}
