//! How long the core takes for the queries a window asks while somebody types or opens the list, beside the same
//! question asked of SQLite in plain SQL.
//!
//! The SQL is in `../queries`, one file a query. Invariant: a comparison is only reported when both sides found the same
//! proposals in the same order, so questions that drifted apart are an error and never a flattering ratio.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use backcast_core::proposals::{ListQuery, Sort};
use backcast_core::search::Reach;
use backcast_core::{Portfolio, World};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

/// What the core is asked.
enum Question {
    List { text: &'static str, sort: Sort },
    Search { text: &'static str },
}

struct Comparison {
    name: &'static str,
    question: Question,
    sql: &'static str,
}

const COMPARISONS: [Comparison; 5] = [
    Comparison {
        name: "list-by-strength",
        question: Question::List { text: "", sort: Sort::Strength },
        sql: include_str!("../queries/list-by-strength.sql"),
    },
    Comparison {
        name: "list-of-a-stage",
        question: Question::List { text: "stage:draft", sort: Sort::Updated },
        sql: include_str!("../queries/list-of-a-stage.sql"),
    },
    Comparison {
        name: "search-a-rare-word",
        question: Question::Search { text: "zephyrquartz " },
        sql: include_str!("../queries/search-a-rare-word.sql"),
    },
    Comparison {
        name: "search-a-common-word",
        question: Question::Search { text: "twice " },
        sql: include_str!("../queries/search-a-common-word.sql"),
    },
    Comparison {
        name: "search-one-letter",
        question: Question::Search { text: "s" },
        sql: include_str!("../queries/search-one-letter.sql"),
    },
];

/// Measures every query `rounds` times: `[{name, found, milliseconds, sqlite_milliseconds}]`, means of a round.
pub(crate) fn measure(path: &Path, rounds: u32) -> anyhow::Result<Value> {
    let world = World::new(|| Timestamp::UNIX_EPOCH, TimeZone::UTC, || [0; 10]);
    let portfolio = Portfolio::open_read_only(path, world)?;
    let plain = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let results: Vec<_> = COMPARISONS
        .iter()
        .map(|comparison| compare(&portfolio, &plain, comparison, rounds).context(comparison.name))
        .collect::<anyhow::Result<_>>()?;
    Ok(Value::Array(results))
}

fn compare(portfolio: &Portfolio, plain: &Connection, comparison: &Comparison, rounds: u32) -> anyhow::Result<Value> {
    let found = ask(portfolio, &comparison.question)?;
    ensure!(!found.is_empty(), "nothing was found, so nothing is measured");
    let expected = ask_sqlite(plain, comparison.sql)?;
    ensure!(found == expected, "the core found {found:?}, the SQL {expected:?}");
    Ok(json!({
        "name": comparison.name,
        "found": found.len(),
        "milliseconds": mean(rounds, || ask(portfolio, &comparison.question))?,
        "sqlite_milliseconds": mean(rounds, || ask_sqlite(plain, comparison.sql))?,
    }))
}

fn ask(portfolio: &Portfolio, question: &Question) -> anyhow::Result<Vec<String>> {
    Ok(match question {
        Question::List { text, sort } => {
            let query = ListQuery { text: (*text).to_owned(), sort: *sort, ..ListQuery::default() };
            portfolio.list_proposals(&query)?.rows.iter().map(|row| row.id.to_string()).collect()
        }
        Question::Search { text } => {
            portfolio.search(text, Reach::First, 50)?.found.into_iter().map(|hit| hit.id).collect()
        }
    })
}

/// Runs every statement and reads every value of every row; the ids are those of the last statement.
fn ask_sqlite(conn: &Connection, sql: &str) -> anyhow::Result<Vec<String>> {
    let mut ids = vec![];
    for statement in sql.split(";\n").filter(|statement| !statement.trim().is_empty()) {
        ids.clear();
        let mut statement = conn.prepare_cached(statement)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                row.get_ref(column)?;
            }
            ids.push(format!("P-{:03}", row.get::<_, i64>(0)?));
        }
    }
    Ok(ids)
}

fn mean<T>(rounds: u32, mut work: impl FnMut() -> anyhow::Result<T>) -> anyhow::Result<f64> {
    let start = Instant::now();
    for _ in 0..rounds {
        work()?;
    }
    Ok(start.elapsed().as_secs_f64() * 1000.0 / f64::from(rounds))
}
