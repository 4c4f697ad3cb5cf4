//! Rows of `writings` and `search_writings`: what is found beside documents.
//!
//! A kind of text is one entry of [`KINDS`]: the word for it, the table it stands in, and one SELECT of a row of that
//! table. What undo covers is read again when it changed; what is frozen once, when it is new.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rusqlite::{Connection, params};

use super::changes::Touched;
use super::{first, rows, time, value, word};
use crate::error::Result;
use crate::proposals::ProposalId;
use crate::search::{FoundKind, Query, Typed, match_expression, ready};

/// A kind of text that search finds.
struct Kind {
    kind: FoundKind,
    table: &'static str,
    /// Gives `subject, proposal_id, title, body, at` of the row `?1`.
    row: &'static str,
}

const KINDS: &[Kind] = &[
    Kind {
        kind: FoundKind::Note,
        table: "notes",
        row: "SELECT '' AS subject, NULL AS proposal_id, '' AS title, text AS body, at FROM notes WHERE id = ?1",
    },
    Kind {
        kind: FoundKind::Lesson,
        table: "lessons",
        row: "SELECT printf('N-%03d', id) AS subject, proposal_id, '' AS title, at,
                'When ' || when_part || ', we ' || we_part || ', because ' || because_part AS body
              FROM lessons WHERE id = ?1",
    },
    Kind {
        kind: FoundKind::Record,
        table: "decisions",
        row: "SELECT printf('D-%03d', id) AS subject, proposal_id, at,
                coalesce(json_extract(record, '$.proposal.problem'), '') AS title,
                json_extract(record, '$.why') || char(10) || coalesce(json_extract(record, '$.must_be_true'), '') || char(10)
                || coalesce(json_extract(record, '$.conditions'), '') || char(10)
                || coalesce(json_extract(record, '$.dissent'), '') || char(10)
                || coalesce(json_extract(record, '$.kill_criterion'), '') || char(10)
                || coalesce(json_extract(record, '$.alternatives'), '') || char(10)
                || coalesce((SELECT group_concat(json_extract(value, '$.reason'), char(10))
                             FROM json_each(record, '$.ballots')), '') AS body
              FROM decisions WHERE id = ?1",
    },
    Kind {
        kind: FoundKind::Remark,
        table: "amendments",
        row: "SELECT printf('D-%03d', a.decision_id) AS subject, d.proposal_id, a.at, '' AS title,
                json_extract(a.record, '$.remark') AS body
              FROM amendments a JOIN decisions d ON d.id = a.decision_id WHERE a.id = ?1",
    },
    Kind {
        kind: FoundKind::Verdict,
        table: "retros",
        row: "SELECT printf('L-%03d', r.launch_id) AS subject, l.proposal_id, r.at, '' AS title,
                coalesce(json_extract(r.record, '$.why'), '') || char(10)
                || coalesce(json_extract(r.record, '$.otherwise'), '') AS body
              FROM retros r JOIN launches l ON l.id = r.launch_id WHERE r.id = ?1",
    },
    Kind {
        kind: FoundKind::Minutes,
        table: "minutes",
        row: "SELECT printf('M-%03d', m.id) AS subject, NULL AS proposal_id, m.title, i.text AS body, i.at
              FROM minutes i JOIN meetings m ON m.id = i.meeting_id WHERE i.id = ?1",
    },
];

/// Finds every text that is newer than what search knows, by its place in [`KINDS`].
static NEW: LazyLock<String> = LazyLock::new(|| {
    let newer = KINDS.iter().enumerate().map(|(at, Kind { kind, table, .. })| {
        format!(
            "SELECT {at} AS kind, id FROM {table}
             WHERE id > (SELECT coalesce(max(source), 0) FROM writings WHERE kind = '{kind}')"
        )
    });
    newer.collect::<Vec<_>>().join(" UNION ALL ")
});

/// A text that matches.
pub(crate) struct Writing {
    pub(crate) kind: FoundKind,
    pub(crate) subject: String,
    pub(crate) proposal: Option<ProposalId>,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) at: String,
}

/// Brings what search knows up to date with a change.
pub(crate) fn refresh(conn: &Connection, change: i64, touched: &Touched) -> Result<()> {
    let newer: Vec<(i64, i64)> =
        rows(&mut conn.prepare_cached(&NEW)?, [], |row| Ok((row.get("kind")?, row.get("id")?)))?;
    for (at, kind) in (0..).zip(KINDS) {
        let mut sources: BTreeSet<i64> = newer.iter().filter(|(of, _)| *of == at).map(|(_, source)| *source).collect();
        if touched.has(kind.table) {
            let changed = "SELECT row_id FROM change_rows WHERE change_id = ?1 AND +table_name = ?2";
            let changed = &mut conn.prepare_cached(changed)?;
            sources.extend(rows(changed, params![change, kind.table], |row| Ok(row.get::<_, i64>("row_id")?))?);
        }
        sources.into_iter().try_for_each(|source| put(conn, kind, source))?;
    }
    Ok(())
}

/// Reads one text again that was changed past the log.
pub(crate) fn put_again(conn: &Connection, changed: FoundKind, source: i64) -> Result<()> {
    KINDS.iter().filter(|kind| kind.kind == changed).try_for_each(|kind| put(conn, kind, source))
}

/// Takes words out of the index that no text holds any more.
pub(crate) fn drop_remains(conn: &Connection) -> Result<()> {
    conn.execute("INSERT INTO search_writings (search_writings) VALUES ('optimize')", [])?;
    Ok(())
}

fn put(conn: &Connection, kind: &Kind, source: i64) -> Result<()> {
    let word = kind.kind.to_string();
    let known = "SELECT id FROM writings WHERE kind = ?1 AND source = ?2";
    if let Some(known) = value::<i64>(&mut conn.prepare_cached(known)?, params![word, source])? {
        conn.prepare_cached("DELETE FROM search_writings WHERE rowid = ?1")?.execute([known])?;
        conn.prepare_cached("DELETE FROM writings WHERE id = ?1")?.execute([known])?;
    }
    let found = first(&mut conn.prepare_cached(kind.row)?, [source], |row| {
        let texts: [String; 4] = [row.get("subject")?, row.get("title")?, row.get("body")?, row.get("at")?];
        Ok((texts, row.get::<_, Option<i64>>("proposal_id")?))
    })?;
    let Some(([subject, title, body, at], proposal)) = found else { return Ok(()) };
    conn.prepare_cached(
        "INSERT INTO writings (kind, source, subject, proposal_id, title, body, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![word, source, subject, proposal, title, body, at])?;
    conn.prepare_cached("INSERT INTO search_writings (rowid, title, body) VALUES (?1, ?2, ?3)")?.execute(params![
        conn.last_insert_rowid(),
        ready(&title),
        ready(&body)
    ])?;
    Ok(())
}

/// The newest texts that match the words of a query.
pub(crate) fn matching(conn: &Connection, query: &Query, limit: u32) -> Result<Vec<Writing>> {
    let Some(words) = match_expression(query, Typed::Prefix) else { return Ok(vec![]) };
    rows(
        &mut conn.prepare_cached(
            "SELECT w.kind, w.subject, w.proposal_id, w.title, w.body, w.at
             FROM search_writings s JOIN writings w ON w.id = s.rowid
             WHERE s.search_writings MATCH ?1 ORDER BY s.rowid DESC LIMIT ?2",
        )?,
        params![words, limit],
        |row| {
            Ok(Writing {
                kind: word(row, "kind")?,
                subject: row.get("subject")?,
                proposal: row.get::<_, Option<u32>>("proposal_id")?.map(ProposalId),
                title: row.get("title")?,
                body: row.get("body")?,
                at: time(row, "at")?.to_string(),
            })
        },
    )
}
