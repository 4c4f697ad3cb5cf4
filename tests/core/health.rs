//! Whatever another program changes about a revision, a record or a value, the check names it.
use backcast_core::Portfolio;
use backcast_core::measures::{Dated, Direction, MeasureInput};
use backcast_core::proposals::Stage;
use backcast_tests::{clock, world};
use rusqlite::Connection;
use rusqlite::types::Value;

/// What must never lie.
const GUARDED: [&str; 5] = ["revisions", "decisions", "amendments", "observations", "retros"];

/// The value with a little of it changed, as a flipped bit or a careless tool would.
fn changed(value: &Value) -> Value {
    match value {
        Value::Null => Value::Text("2026-01-01T00:00:00.000Z".into()),
        Value::Integer(number) => Value::Integer(number ^ 1),
        Value::Real(number) => Value::Real(f64::from_bits(number.to_bits() ^ 1)),
        Value::Text(text) => {
            let last = if text.ends_with('1') { '2' } else { '1' };
            Value::Text(text.chars().take(text.chars().count().saturating_sub(1)).chain([last]).collect())
        }
        Value::Blob(bytes) => Value::Blob(bytes.iter().map(|byte| byte ^ 1).collect()),
    }
}

#[test]
fn every_column_of_a_revision_a_record_and_a_value_is_guarded() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole.backcast");
    let portfolio = Portfolio::create_sample(&whole, "Ana", clock().world()).unwrap();
    let approved = "D-001".parse().unwrap();
    portfolio.amend_decision(approved, "Seen again in spring.").unwrap();
    assert_eq!(portfolio.check().unwrap().problems, []);
    portfolio.close().unwrap();
    let mut looked_at = 0;
    for table in GUARDED {
        let columns: Vec<String> = {
            let conn = Connection::open(&whole).unwrap();
            // A key that is nothing but a key stands in an index too, which is what guards it against a flipped bit.
            let sql = "SELECT name FROM pragma_table_info(?1) WHERE name NOT IN ('id', 'uuid')";
            let mut statement = conn.prepare(sql).unwrap();
            let names = statement.query_map([table], |row| row.get(0)).unwrap();
            names.collect::<Result<_, _>>().unwrap()
        };
        for column in columns {
            let file = folder.path().join("changed.backcast");
            std::fs::copy(&whole, &file).unwrap();
            let conn = Connection::open(&file).unwrap();
            conn.execute_batch("PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0").unwrap();
            let triggers: Vec<(String, String)> = {
                let mut statement = conn.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").unwrap();
                let all = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
                all.collect::<Result<_, _>>().unwrap()
            };
            for (name, _) in &triggers {
                conn.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
            }
            let (id, value): (i64, Value) = conn
                .query_row(&format!("SELECT id, {column} FROM {table} ORDER BY id LIMIT 1"), [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .unwrap();
            // What another tool may not even write is guarded by the file itself.
            let written = conn.execute(
                &format!("UPDATE {table} SET {column} = ?2 WHERE id = ?1"),
                rusqlite::params![id, changed(&value)],
            );
            for (_, sql) in &triggers {
                conn.execute_batch(sql).unwrap();
            }
            conn.close().unwrap();
            if written.is_err() {
                continue;
            }
            looked_at += 1;
            let found = Portfolio::open_read_only(&file, world()).and_then(|portfolio| portfolio.check());
            assert!(found.is_ok_and(|health| !health.ok), "{table}.{column} was changed and nothing noticed");
        }
    }
    assert!(looked_at >= 30, "{looked_at} columns");
}

#[test]
fn a_renamed_moment_a_merged_person_a_replaced_value_and_their_undo_keep_their_seals() {
    let fixture = backcast_tests::portfolio();
    let book = &fixture.portfolio;
    let id = fixture.draft("On 3 nights in 10 nobody picks up.");
    book.move_to_stage(&[id], Stage::InReview, None).unwrap();
    fixture.score(id, Some("Ana"), ["3", "3", "3"]);
    let of = |me: bool| book.people().unwrap().into_iter().find(|person| person.me == me).unwrap().id;
    book.merge_people(&of(false), &of(true)).unwrap();
    assert_eq!(book.check().unwrap().problems, []);
    book.undo().unwrap();
    assert_eq!(book.check().unwrap().problems, []);
    let measure = book.add_measure(id, &MeasureInput::named("Calls", Direction::Down)).unwrap().value;
    for value in [5.0, 6.0, -0.0] {
        book.record_observations(&measure, &[Dated { date: "2026-01-05".parse().unwrap(), value }]).unwrap();
        assert_eq!(book.check().unwrap().problems, []);
    }
    for _ in 0..2 {
        book.undo().unwrap();
        assert_eq!(book.check().unwrap().problems, []);
    }
    book.redo().unwrap();
    let health = book.check().unwrap();
    assert_eq!((health.problems.len(), health.observations), (0, 2));
}
