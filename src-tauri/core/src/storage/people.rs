//! Rows of `people`.

use jiff::Timestamp;
use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{capture, listing, revisions, rows, stamp, value, writings};
use crate::error::Result;
use crate::people::Person;
use crate::search::FoundKind;

pub(crate) fn list(conn: &Connection) -> Result<Vec<Person>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT uuid, name, me, retired_at IS NOT NULL AS retired, forgotten_at IS NOT NULL AS forgotten FROM people
             WHERE merged_into IS NULL ORDER BY me DESC, name, id",
        )?,
        [],
        |row| {
            Ok(Person {
                id: row.get("uuid")?,
                name: row.get("name")?,
                me: row.get("me")?,
                retired: row.get("retired")?,
                forgotten: row.get("forgotten")?,
            })
        },
    )
}

pub(crate) fn me(conn: &Connection) -> Result<Option<i64>> {
    value(&mut conn.prepare_cached("SELECT id FROM people WHERE me = 1")?, [])
}

pub(crate) fn key_of(conn: &Connection, uuid: &str) -> Result<Option<i64>> {
    value(&mut conn.prepare_cached("SELECT id FROM people WHERE uuid = ?1")?, [uuid])
}

pub(crate) fn uuid_of(conn: &Connection, key: i64) -> Result<Option<String>> {
    value(&mut conn.prepare_cached("SELECT uuid FROM people WHERE id = ?1")?, [key])
}

/// What the person is called who has this id, or whom they were made one with.
pub(crate) fn name_of(conn: &Connection, uuid: &str) -> Result<Option<String>> {
    value(
        &mut conn.prepare_cached(
            "WITH RECURSIVE one (id, name, merged_into) AS (
               SELECT id, name, merged_into FROM people WHERE uuid = ?1
               UNION SELECT p.id, p.name, p.merged_into FROM people p JOIN one ON p.id = one.merged_into)
             SELECT name FROM one WHERE merged_into IS NULL",
        )?,
        [uuid],
    )
}

/// People of this name, case ignored, who still take part.
pub(crate) fn by_name(conn: &Connection, name: &str) -> Result<Vec<i64>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT id FROM people WHERE name = ?1 COLLATE NOCASE AND retired_at IS NULL AND merged_into IS NULL ORDER BY id",
        )?,
        [name],
        |row| Ok(row.get("id")?),
    )
}

pub(crate) fn insert(conn: &Connection, uuid: &Uuid, name: &str, me: bool) -> Result<i64> {
    conn.prepare_cached("INSERT INTO people (uuid, name, me) VALUES (?1, ?2, ?3)")?.execute(params![
        uuid.to_string(),
        name,
        me
    ])?;
    Ok(conn.last_insert_rowid())
}

/// Returns whether the person is there.
pub(crate) fn rename(conn: &Connection, uuid: &str, name: &str) -> Result<bool> {
    Ok(conn.prepare_cached("UPDATE people SET name = ?2 WHERE uuid = ?1")?.execute([uuid, name])? == 1)
}

/// Returns whether the person is there.
pub(crate) fn retire(conn: &Connection, uuid: &str, at: Timestamp) -> Result<bool> {
    Ok(conn
        .prepare_cached("UPDATE people SET retired_at = ?2 WHERE uuid = ?1 AND me = 0")?
        .execute([uuid, stamp(at).as_str()])?
        == 1)
}

/// Returns whether the person is there.
pub(crate) fn share_calibration(conn: &Connection, uuid: &str, shared: bool) -> Result<bool> {
    Ok(conn
        .prepare_cached("UPDATE people SET shares_calibration = ?2 WHERE uuid = ?1")?
        .execute(params![uuid, shared])?
        == 1)
}

/// Lets `into` stand wherever `from` stood outside frozen rows; where both stand already, both stay.
pub(crate) fn merge(conn: &Connection, from: i64, into: i64) -> Result<()> {
    let places: Vec<(String, String)> = rows(
        &mut conn.prepare_cached(
            r#"SELECT t.name AS place, f."from" AS person FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
               WHERE t.type = 'table' AND f."table" = 'people' AND t.name <> 'people'"#,
        )?,
        [],
        |row| Ok((row.get("place")?, row.get("person")?)),
    )?;
    for (table, column) in places {
        if capture::is_captured(&table) || table == "changes" {
            conn.prepare_cached(&format!("UPDATE OR IGNORE {table} SET {column} = ?2 WHERE {column} = ?1"))?
                .execute([from, into])?;
        }
    }
    revisions::reseal_of(conn, into)?;
    conn.prepare_cached("UPDATE people SET merged_into = ?2 WHERE id = ?1")?.execute([from, into])?;
    Ok(())
}

/// Every name the person has had, as far as it is still written somewhere.
pub(crate) fn names_of(conn: &Connection, key: i64) -> Result<Vec<String>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT name FROM people WHERE id = ?1
             UNION SELECT json_extract(before, '$.name') FROM change_rows
                   WHERE table_name = 'people' AND row_id = ?1 AND json_extract(before, '$.name') IS NOT NULL
             UNION SELECT json_extract(after, '$.name') FROM change_rows
                   WHERE table_name = 'people' AND row_id = ?1 AND json_extract(after, '$.name') IS NOT NULL",
        )?,
        [key],
        |row| Ok(row.get("name")?),
    )
}

/// Takes a person's name away; what is deleted is overwritten in the file.
pub(crate) fn forget(conn: &Connection, key: i64, instead: &str, at: Timestamp) -> Result<()> {
    // The change itself must not keep the name as its image before.
    capture::record(conn, None)?;
    for name in names_of(conn, key)? {
        let said = |text: &str| in_both_cases(text, &name, |text, name| without(text, name, instead));
        let asked = |text: &str| in_both_cases(text, &name, |text, name| asked_without(text, name, instead));
        take_out(conn, ("changes", "subject"), "", &said)?;
        take_out(conn, ("changes", "detail"), "", &said)?;
        for minutes in take_out(conn, ("minutes", "text"), "", &|text| without(text, &name, instead))? {
            writings::put_again(conn, FoundKind::Minutes, minutes)?;
        }
        take_out(conn, ("views", "name"), "", &said)?;
        take_out(conn, ("views", "query"), "", &asked)?;
        for image in ["before", "after"] {
            take_out(conn, ("change_rows", image), "AND table_name = 'minutes'", &|text| {
                capture::rewrite_texts(text, &|text| without(text, &name, instead))
            })?;
            take_out(conn, ("change_rows", image), "AND table_name = 'views'", &|text| {
                capture::rewrite_texts(text, &asked)
            })?;
        }
    }
    writings::drop_remains(conn)?;
    conn.prepare_cached(
        "UPDATE changes SET state = 'kept'
         WHERE id IN (SELECT change_id FROM change_rows WHERE table_name = 'people' AND row_id = ?1)",
    )?
    .execute([key])?;
    conn.prepare_cached(
        "UPDATE change_rows SET before = NULL, after = NULL WHERE table_name = 'people' AND row_id = ?1",
    )?
    .execute([key])?;
    conn.prepare_cached(
        "UPDATE people SET name = ?2, forgotten_at = ?3, retired_at = coalesce(retired_at, ?3) WHERE id = ?1 OR merged_into = ?1",
    )?
    .execute(params![key, instead, stamp(at)])?;
    listing::refresh_owner(conn, key)
}

/// Rewrites the cells of a column that `rewrite` changes, of those rows that `only` leaves. Returns the rows.
fn take_out(
    conn: &Connection,
    (table, column): (&str, &str),
    only: &str,
    rewrite: &dyn Fn(&str) -> String,
) -> Result<Vec<i64>> {
    let all: Vec<(i64, String)> = rows(
        &mut conn.prepare_cached(&format!(
            "SELECT rowid AS key, {column} AS text FROM {table} WHERE {column} IS NOT NULL {only}"
        ))?,
        [],
        |row| Ok((row.get("key")?, row.get("text")?)),
    )?;
    let mut rewritten = vec![];
    for (key, text) in all {
        let new = rewrite(&text);
        if new != text {
            conn.prepare_cached(&format!("UPDATE {table} SET {column} = ?2 WHERE rowid = ?1"))?
                .execute(params![key, new])?;
            rewritten.push(key);
        }
    }
    Ok(rewritten)
}

/// The text with something else where the name stands by itself: "Al" is not in "Also". Scripts that write words without
/// spaces have no such edges.
fn without(text: &str, name: &str, instead: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name).filter(|_| !name.is_empty()) {
        let (before, after) = (&rest[..at], &rest[at + name.len()..]);
        let joins = |c: Option<char>| c.is_some_and(|c| c < '\u{2e80}' && c.is_alphanumeric());
        let previous = before.chars().next_back().or_else(|| out.chars().next_back());
        out.push_str(before);
        out.push_str(if joins(previous) || joins(after.chars().next()) { name } else { instead });
        rest = after;
    }
    out + rest
}

/// A query that asks for something else where it asked for the name.
fn asked_without(query: &str, name: &str, instead: &str) -> String {
    let quoted = |text: &str| format!("\"{text}\"");
    without(&query.replace(&quoted(name), &quoted(instead)), name, &quoted(instead))
}

/// A text without the name in its own case, and then in lower case.
fn in_both_cases(text: &str, name: &str, without: impl Fn(&str, &str) -> String) -> String {
    without(&without(text, name), &name.to_lowercase())
}

/// Proposals that name the person in a text of theirs, kept revisions, reasons, remarks and lessons among them.
pub(crate) fn texts_naming(conn: &Connection, name: &str) -> Result<Vec<u32>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT proposal_id FROM documents WHERE instr(text, ?1) > 0
             UNION SELECT proposal_id FROM revisions WHERE instr(text, ?1) > 0
             UNION SELECT proposal_id FROM scores WHERE instr(reason, ?1) > 0
             UNION SELECT proposal_id FROM comments WHERE instr(text, ?1) > 0
             UNION SELECT proposal_id FROM lessons WHERE instr(when_part || we_part || because_part, ?1) > 0
             ORDER BY proposal_id",
        )?,
        [name],
        |row| super::number(row, "proposal_id"),
    )
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn a_name_is_taken_out_where_it_stands_by_itself() {
        assert_eq!(
            without("Al, Also and Al: A\u{301}l", "Al", "Someone 3"),
            "Someone 3, Also and Someone 3: A\u{301}l"
        );
        assert_eq!(without("AnaAna Ana", "Ana", "X"), "AnaAna X");
        assert_eq!(without("Żaneta", "aneta", "X"), "Żaneta");
        assert_eq!(without("夜勤は田中さん", "田中", "X"), "夜勤はXさん");
    }
}
