//! Search as somebody types: any input at all, at once, and then the best matches.

use std::path::Path;

use anyhow::ensure;
use backcast_core::Portfolio;
use backcast_core::search::Reach;
use rusqlite::{Connection, OpenFlags};

use crate::reads::numbers;
use crate::timing::{Row, repeated, world};

/// What people and programs type: words in the making, stop-words, phrases, filters, other scripts, hostile text.
const TYPED: [&str; 44] = [
    "a",
    "e",
    "s",
    "t",
    "z",
    "th",
    "cu",
    "re",
    "co",
    "the",
    "cus",
    "pro",
    "cust",
    "custo",
    "customer",
    "customer ",
    "repo",
    "prep",
    "conc",
    "the ",
    "of the ",
    "\"of the\" ",
    "\"the of\" ",
    "\"to the\" a",
    "customer th",
    "the of to and a in is it ",
    "zephyrquartz ",
    "zeph",
    "\"cold chain ledger\" ",
    "-the ",
    "-customer ",
    "stage:draft the ",
    "tag:mobile customer ",
    "is:due ",
    "customer:nurses shift ",
    "顧客",
    "顧",
    "客は毎週",
    "Пользователи ",
    "ünïcode ",
    "'; DROP TABLE proposal;--",
    "NEAR(a b) \"",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "nigth ",
];

pub(crate) fn measure(path: &Path, rounds: u32) -> anyhow::Result<Vec<Row>> {
    let portfolio = Portfolio::open_read_only(path, world())?;
    let plain = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let search = |text: &'static str, reach: Reach| Ok(portfolio.search(text, reach, 50)?);
    let mut rows = vec![];
    for (name, allowed) in [(Reach::First, (8.0, 16.7)), (Reach::Ranked, (250.0, 250.0))] {
        let mut times = vec![];
        for text in TYPED {
            times.extend(repeated(rounds.min(10), text, || search(text, name))?);
        }
        rows.push(Row::of(&format!("search, {name}"), times).at_most(allowed.0, allowed.1));
    }
    for (name, text, sql) in [
        ("search a common word", "customer ", include_str!("../queries/search-common-word.sql")),
        ("search a stop-word", "the ", include_str!("../queries/search-stop-word.sql")),
        ("search a phrase", "\"of the\" ", include_str!("../queries/search-phrase.sql")),
    ] {
        let found: Vec<_> = search(text, Reach::First)?
            .found
            .iter()
            .filter_map(|found| found.proposal.as_ref().map(|line| i64::from(line.id.0)))
            .collect();
        let expected = numbers(&plain, sql)?;
        if found.len() < 50 {
            continue;
        }
        ensure!(found == expected, "{name}: the core found {found:?}, the SQL {expected:?}");
        let reference = Row::of("", repeated(rounds, "", || numbers(&plain, sql))?).median();
        rows.push(Row::of(name, repeated(rounds, name, || search(text, Reach::First))?).beside(reference, 1.2));
    }
    Ok(rows)
}
