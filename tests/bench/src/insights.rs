//! How long Insights take over many proposals and closed launches.
//!
//! The launches are written as rows, since five thousand decisions printed one by one would measure the disk. Not a
//! fixture: the records hold what Insights read, and a document of the usual length.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::ensure;
use backcast_core::insights::InsightsFilter;
use backcast_core::{Portfolio, World};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::{Connection, params};
use serde_json::{Value, json};

/// Closes `count` launches of proposals that are there.
fn close_launches(path: &Path, count: u32) -> anyhow::Result<()> {
    let mut conn = Connection::open(path)?;
    let people: Vec<String> = conn
        .prepare("SELECT uuid FROM people ORDER BY id")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let tx = conn.transaction()?;
    for number in 1..=count {
        let text: String =
            tx.query_row("SELECT text FROM documents WHERE proposal_id = ?1", [number], |row| row.get(0))?;
        let at = format!("20{:02}-03-01T10:00:00.000Z", 16 + number % 10);
        let record = record(number, &people, &text, &at).to_string();
        tx.execute(
            "INSERT INTO decisions (id, uuid, proposal_id, outcome, record, sha256, previous, change_id, at)
             VALUES (?1, 'd' || ?1, ?1, ?2, ?3, 'h' || ?1, 'h' || (?1 - 1), 0, ?4)",
            params![number, if number % 9 == 0 { "exception" } else { "approve" }, record, at],
        )?;
        tx.execute(
            "INSERT INTO launches (id, uuid, proposal_id, decision_id, launched_on, due_on, at)
             VALUES (?1, 'l' || ?1, ?1, ?1, '2026-01-01', '2026-06-30', ?2)",
            params![number, at],
        )?;
        let verdict = ["solved", "not-solved", "partly", "cant-tell"][usize::try_from(number % 4)?];
        let looked = json!({
            "launch": format!("L-{number:03}"), "verdict": verdict, "why": "Counted.", "otherwise": "The season.",
            "evidence": [{ "role": "primary", "met": number % 4 == 0, "measure": "Unfilled nights" }], "by": people[0], "at": at,
        });
        tx.execute(
            "INSERT INTO retros (uuid, launch_id, verdict, record, sha256, change_id, at)
             VALUES ('r' || ?1, ?1, ?2, ?3, 'h' || ?1, 0, ?4)",
            params![number, verdict, looked.to_string(), at],
        )?;
        tx.execute("UPDATE proposals SET imported = 0, stage = 'closed' WHERE id = ?1", [number])?;
    }
    tx.commit()?;
    Ok(())
}

fn record(number: u32, people: &[String], text: &str, at: &str) -> Value {
    let ballots: Vec<Value> = (0..3_u32)
        .flat_map(|turn| ["big", "should", "plan"].map(|criterion| (turn, criterion)))
        .map(|(turn, criterion)| {
            let person = people.get(usize::try_from((number + turn) % 5).unwrap_or(0)).cloned();
            json!({ "person": person, "criterion": criterion, "answer": 2 + (number + turn) % 3,
                "reason": "Counted in three clinics over two weeks.", "revision": 1, "rubric_version": 1, "at": at,
                "warm": false, "stale": false })
        })
        .collect();
    let forecasts: Vec<Value> = (0..3_u32)
        .map(|turn| {
            let person = people.get(usize::try_from((number + turn) % 5).unwrap_or(0)).cloned();
            json!({ "person": person, "percent": 5 + (number * 7 + turn * 13) % 90 })
        })
        .collect();
    let exception = number.is_multiple_of(9).then(|| json!({ "kind": "seal-missing", "cure_on": "2026-09-01" }));
    json!({
        "at": at, "why": "Go.", "ballots": ballots, "forecasts": forecasts, "exception": exception,
        "checklist": { "blind_round": true, "alternatives": true, "base_rate": true, "dissent_asked": number.is_multiple_of(2), "kill_criterion": true },
        "proposal": { "problem": "On 3 nights in 10 nobody takes the shift.", "lane": "new", "document": text },
    })
}

/// The median time of asking a copy of a filled portfolio for Insights, after closing `launches` of its proposals.
pub(crate) fn measure(path: &Path, launches: u32, rounds: u32) -> anyhow::Result<Value> {
    let copy = path.with_extension("insights.backcast");
    fs::copy(path, &copy)?;
    close_launches(&copy, launches)?;
    let world = World::new(|| Timestamp::UNIX_EPOCH, TimeZone::UTC, || [0; 10]);
    let portfolio = Portfolio::open_read_only(&copy, world)?;
    let filter = InsightsFilter::default();
    let found = portfolio.insights(&filter)?;
    ensure!(found.rates && found.calibration.is_some(), "too few launches to measure anything");
    let mut times = vec![];
    for _ in 0..rounds.max(1) {
        let start = Instant::now();
        portfolio.insights(&filter)?;
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    drop(portfolio);
    fs::remove_file(&copy)?;
    Ok(json!({ "closed": found.closed, "milliseconds": times.get(times.len() / 2) }))
}
