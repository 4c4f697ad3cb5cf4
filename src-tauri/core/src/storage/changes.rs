//! Rows of `changes` and `change_rows`: what was done, by whom, and what it replaced.

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};

use super::{capture, rows, stamp, time, value, word};
use crate::change::Action;
use crate::error::{Error, Result};
use crate::journal::LogEntry;
use crate::meetings::MeetingId;
use crate::proposals::ProposalId;

/// How many actions keep the images that undo needs, at least.
pub(crate) const UNDO_DEPTH: u32 = 200;

/// How many rows of an entry are held in memory at once while it is undone.
const STRETCH: u32 = 5_000;

/// How many sessions may be at work at once and keep all they can undo.
const SESSIONS_AT_ONCE: i64 = 5;

/// After so many actions those beyond the undo depth are let go of together: one by one it would be a quarter of what each
/// action writes.
const SETTLED_AT_ONCE: i64 = 16;

/// An action as the undo stack knows it.
pub(crate) struct Entry {
    pub(crate) id: i64,
    pub(crate) action: Action,
    pub(crate) subject: Option<String>,
    pub(crate) detail: Option<String>,
}

/// A captured row change.
pub(crate) struct RowChange {
    pub(crate) table: String,
    pub(crate) row: i64,
    pub(crate) op: Op,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) seq: i64,
}

crate::vocabulary! {
    /// What happened to a row.
    pub(crate) enum Op {
        /// It was added.
        Insert = "insert",
        /// Some of its columns changed.
        Update = "update",
        /// It was taken away.
        Delete = "delete",
    }
}

/// The tables whose rows an entry changed.
pub(crate) struct Touched(Vec<String>);

impl Touched {
    pub(crate) fn by(conn: &Connection, change: i64) -> Result<Self> {
        let mut tables: Vec<String> = vec![];
        // Told apart here: SQLite would keep them in a table of its own for that.
        let mut statement = conn.prepare_cached("SELECT table_name FROM change_rows WHERE change_id = ?1")?;
        let mut rows = statement.query([change])?;
        while let Some(row) = rows.next()? {
            let table = row.get_ref(0)?.as_str().map_err(|_| Error::corrupt("a kept change names no table"))?;
            if !tables.iter().any(|known| known == table) {
                tables.push(table.to_owned());
            }
        }
        Ok(Self(tables))
    }

    /// Whether a row of `table` is among them.
    pub(crate) fn has(&self, table: &str) -> bool {
        self.0.iter().any(|touched| touched == table)
    }

    /// Whether something that belongs to a proposal is among them.
    pub(crate) fn lines(&self) -> bool {
        self.0.iter().any(|table| capture::is_of_a_proposal(table))
    }
}

/// Begins an entry; its rows follow by capture.
pub(crate) fn begin(
    conn: &Connection,
    action: Action,
    at: Timestamp,
    person: Option<i64>,
    session: &str,
) -> Result<i64> {
    let state = if action.can_be_undone() { "done" } else { "kept" };
    conn.prepare_cached("INSERT INTO changes (action, at, person_id, session, state) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![action.to_string(), stamp(at), person, session, state])?;
    Ok(conn.last_insert_rowid())
}

/// When the newest entry was made.
pub(crate) fn newest(conn: &Connection) -> Result<Option<Timestamp>> {
    super::first(&mut conn.prepare_cached("SELECT at FROM changes ORDER BY id DESC LIMIT 1")?, [], |row| {
        time(row, "at")
    })
}

/// The number of the newest entry there ever was.
pub(crate) fn last_number(conn: &Connection) -> Result<i64> {
    let newest = value(&mut conn.prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")?, [])?;
    Ok(newest.unwrap_or(0))
}

/// Says what the entry was about.
pub(crate) fn describe(conn: &Connection, id: i64, subject: Option<&str>, detail: Option<&str>) -> Result<()> {
    if subject.is_none() && detail.is_none() {
        return Ok(());
    }
    conn.prepare_cached("UPDATE changes SET subject = ?2, detail = ?3 WHERE id = ?1")?
        .execute(params![id, subject, detail])?;
    Ok(())
}

/// A new action ends the chance to redo what was undone in this session, and now and then drops what lies beyond the undo
/// depth.
pub(crate) fn settle(conn: &Connection, session: &str, newest: i64) -> Result<()> {
    let undone = "SELECT 1 FROM changes WHERE session = ?1 AND state = 'undone' LIMIT 1";
    if value::<i64>(&mut conn.prepare_cached(undone)?, [session])?.is_some() {
        conn.prepare_cached("UPDATE changes SET state = 'kept' WHERE session = ?1 AND state = 'undone'")?
            .execute([session])?;
    }
    if newest % SETTLED_AT_ONCE == 0 { let_go_of_old(conn, session, newest) } else { Ok(()) }
}

/// Drops images beyond the undo depth.
fn let_go_of_old(conn: &Connection, session: &str, newest: i64) -> Result<()> {
    let beyond = &mut conn.prepare_cached(
        "SELECT id FROM changes WHERE session = ?1 AND state = 'done' AND id <= ?2
         ORDER BY id DESC LIMIT 100 OFFSET ?3",
    )?;
    let mut beyond = rows(beyond, params![session, newest, UNDO_DEPTH], |row| Ok(row.get::<_, i64>("id")?))?;
    // Sessions that ended long ago undo nothing any more.
    let old = newest.saturating_sub(i64::from(UNDO_DEPTH) * SESSIONS_AT_ONCE);
    let ended = &mut conn.prepare_cached("SELECT id FROM changes WHERE state <> 'kept' AND id < ?1 LIMIT 100")?;
    beyond.extend(rows(ended, [old], |row| Ok(row.get::<_, i64>("id")?))?);
    for change in beyond {
        conn.prepare_cached("UPDATE changes SET state = 'kept' WHERE id = ?1")?.execute([change])?;
        drop_images(conn, change)?;
    }
    Ok(())
}

/// Lets go of what was done earlier to the proposals that an entry deleted for good: it can no longer be undone, and what
/// stood in them is kept nowhere.
pub(crate) fn let_go_of_deleted(conn: &Connection, deleting: i64) -> Result<()> {
    let earlier: Vec<i64> = rows(
        &mut conn.prepare_cached(
            "SELECT DISTINCT r.change_id AS id FROM change_rows r
             JOIN change_rows gone ON gone.change_id = ?1 AND gone.table_name = 'proposals' AND gone.op = 'delete'
                                  AND gone.row_id = r.proposal_id
             WHERE r.change_id <= ?1",
        )?,
        [deleting],
        |row| Ok(row.get("id")?),
    )?;
    for change in earlier {
        conn.prepare_cached("UPDATE changes SET state = 'kept' WHERE id = ?1")?.execute([change])?;
        drop_images(conn, change)?;
    }
    Ok(())
}

/// Keeps of an entry who did what to which rows, and no longer what stood in them.
pub(crate) fn drop_images(conn: &Connection, change: i64) -> Result<()> {
    conn.prepare_cached(
        "UPDATE change_rows SET before = NULL, after = NULL
         WHERE change_id = ?1 AND (before IS NOT NULL OR after IS NOT NULL)",
    )?
    .execute([change])?;
    Ok(())
}

/// The last entry of a session in a state: what undo takes (`done`).
pub(crate) fn last_done(conn: &Connection, session: &str) -> Result<Option<Entry>> {
    entry(
        conn,
        "SELECT id, action, subject, detail FROM changes WHERE session = ?1 AND state = 'done' ORDER BY id DESC LIMIT 1",
        session,
    )
}

/// The entry that redo takes: the oldest of those undone.
pub(crate) fn first_undone(conn: &Connection, session: &str) -> Result<Option<Entry>> {
    entry(
        conn,
        "SELECT id, action, subject, detail FROM changes WHERE session = ?1 AND state = 'undone' ORDER BY id LIMIT 1",
        session,
    )
}

fn entry(conn: &Connection, sql: &str, session: &str) -> Result<Option<Entry>> {
    super::first(&mut conn.prepare_cached(sql)?, [session], |row| {
        Ok(Entry {
            id: row.get("id")?,
            action: word(row, "action")?,
            subject: row.get("subject")?,
            detail: row.get("detail")?,
        })
    })
}

/// Marks an entry as undone, or done again.
pub(crate) fn set_undone(conn: &Connection, id: i64, undone: bool) -> Result<()> {
    let state = if undone { "undone" } else { "done" };
    conn.prepare_cached("UPDATE changes SET state = ?2 WHERE id = ?1")?.execute(params![id, state])?;
    Ok(())
}

/// The rows of an entry, in the order they changed.
pub(crate) fn rows_of(conn: &Connection, change: i64) -> Result<Vec<RowChange>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT seq, table_name, row_id, op, before, after FROM change_rows WHERE change_id = ?1 ORDER BY seq",
        )?,
        [change],
        row_change,
    )
}

/// The next rows of an entry after the one at `seq`, in the order they changed, or back; a stretch at a time.
pub(crate) fn stretch_of(conn: &Connection, change: i64, seq: Option<i64>, back: bool) -> Result<Vec<RowChange>> {
    let (beyond, order) =
        if back { ("seq < coalesce(?2, seq + 1)", "DESC") } else { ("seq > coalesce(?2, -1)", "ASC") };
    let sql = format!(
        "SELECT seq, table_name, row_id, op, before, after FROM change_rows WHERE change_id = ?1 AND {beyond}
         ORDER BY seq {order} LIMIT {STRETCH}"
    );
    rows(&mut conn.prepare_cached(&sql)?, params![change, seq], row_change)
}

fn row_change(row: &Row<'_>) -> Result<RowChange> {
    Ok(RowChange {
        table: row.get("table_name")?,
        row: row.get("row_id")?,
        op: word(row, "op")?,
        before: row.get("before")?,
        after: row.get("after")?,
        seq: row.get("seq")?,
    })
}

/// The proposals whose rows an entry touched, the lowest numbers first, at most `limit`.
pub(crate) fn touched(conn: &Connection, change: i64, limit: u32) -> Result<Vec<ProposalId>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT DISTINCT proposal_id FROM change_rows WHERE change_id = ?1 AND proposal_id IS NOT NULL
             ORDER BY proposal_id LIMIT ?2",
        )?,
        params![change, limit],
        |row| Ok(ProposalId(super::number(row, "proposal_id")?)),
    )
}

/// Whether another session changed a row of this entry after it.
pub(crate) fn changed_since(conn: &Connection, change: i64, session: &str) -> Result<bool> {
    Ok(value::<i64>(
        &mut conn.prepare_cached(
            "SELECT 1 FROM change_rows mine
             JOIN change_rows theirs ON theirs.table_name = mine.table_name AND theirs.row_id = mine.row_id
                                     AND theirs.change_id > mine.change_id
             JOIN changes c ON c.id = theirs.change_id AND c.session <> ?2 AND c.state <> 'undone'
             WHERE mine.change_id = ?1 LIMIT 1",
        )?,
        params![change, session],
    )?
    .is_some())
}

/// The proposal of this entry that has a printed record newer than the entry, if one has.
pub(crate) fn frozen_since(conn: &Connection, change: i64) -> Result<Option<ProposalId>> {
    let found: Option<u32> = value(
        &mut conn.prepare_cached(
            "SELECT r.proposal_id FROM change_rows r
             WHERE r.change_id = ?1 AND (
               EXISTS (SELECT 1 FROM decisions d WHERE d.proposal_id = r.proposal_id AND d.change_id > r.change_id)
               OR EXISTS (SELECT 1 FROM retros t JOIN launches l ON l.id = t.launch_id
                          WHERE l.proposal_id = r.proposal_id AND t.change_id > r.change_id))
             LIMIT 1",
        )?,
        [change],
    )?;
    Ok(found.map(ProposalId))
}

/// The meeting of this entry in which a blind round was opened since, if one was: what it stands on is not taken back.
pub(crate) fn scored_since(conn: &Connection, change: i64) -> Result<Option<MeetingId>> {
    let found: Option<u32> = value(
        &mut conn.prepare_cached(
            "SELECT i.meeting_id FROM change_rows r
             JOIN agenda_items i ON (r.table_name = 'meetings' AND r.op = 'insert' AND i.meeting_id = r.row_id)
                                 OR (r.table_name = 'agenda_items' AND i.id = r.row_id)
                                 OR (r.table_name = 'agreements' AND i.proposal_id = r.proposal_id)
             JOIN rounds o ON o.item_id = i.id AND o.change_id > r.change_id
             WHERE r.change_id = ?1 LIMIT 1",
        )?,
        [change],
    )?;
    Ok(found.map(MeetingId))
}

/// Keeps the image of an added row, so that redo can bring it back.
pub(crate) fn keep_image(conn: &Connection, columns: &capture::Columns, change: &RowChange) -> Result<()> {
    let image = capture::row_now(conn, columns, &change.table, change.row)?;
    conn.prepare_cached("UPDATE change_rows SET after = ?2 WHERE seq = ?1")?.execute(params![change.seq, image])?;
    Ok(())
}

/// The session's entry before `now`, when it is the same action on the same subject, done after `since`: typing goes on in it.
pub(crate) fn continued(
    conn: &Connection,
    session: &str,
    action: Action,
    subject: &str,
    since: Timestamp,
    now: i64,
) -> Result<Option<i64>> {
    value(
        &mut conn.prepare_cached(
            "SELECT id FROM changes WHERE id = (SELECT max(id) FROM changes WHERE session = ?1 AND id < ?5)
               AND state = 'done' AND action = ?2 AND subject = ?3 AND at >= ?4",
        )?,
        params![session, action.to_string(), subject, stamp(since), now],
    )
}

/// Makes entry `newer` part of `older`: the first image before and the last one after are kept.
pub(crate) fn merge(conn: &Connection, older: i64, newer: i64, at: Timestamp) -> Result<()> {
    let earlier = rows_of(conn, older)?;
    for row in rows_of(conn, newer)? {
        let twin = earlier.iter().find(|kept| {
            kept.table == row.table && kept.row == row.row && kept.op == Op::Update && row.op == Op::Update
        });
        match twin {
            Some(twin) => {
                let before = join(row.before.as_deref(), twin.before.as_deref())?;
                let after = join(twin.after.as_deref(), row.after.as_deref())?;
                conn.prepare_cached("UPDATE change_rows SET before = ?2, after = ?3 WHERE seq = ?1")?
                    .execute(params![twin.seq, before, after])?;
                conn.prepare_cached("DELETE FROM change_rows WHERE seq = ?1")?.execute([row.seq])?;
            }
            None => {
                conn.prepare_cached("UPDATE change_rows SET change_id = ?2 WHERE seq = ?1")?
                    .execute(params![row.seq, older])?;
            }
        }
    }
    conn.prepare_cached("DELETE FROM changes WHERE id = ?1")?.execute([newer])?;
    conn.prepare_cached("UPDATE changes SET at = ?2 WHERE id = ?1")?.execute(params![older, stamp(at)])?;
    Ok(())
}

/// Makes entry `newer` part of `older`, with its words, when the session did nothing between them.
pub(crate) fn join_to(conn: &Connection, session: &str, older: i64, newer: i64) -> Result<()> {
    let before: Option<Option<i64>> = value(
        &mut conn.prepare_cached("SELECT max(id) FROM changes WHERE session = ?1 AND id < ?2")?,
        params![session, newer],
    )?;
    if before.flatten() != Some(older) {
        return Ok(());
    }
    conn.prepare_cached("UPDATE change_rows SET change_id = ?1 WHERE change_id = ?2")?.execute([older, newer])?;
    conn.prepare_cached(
        "UPDATE changes SET (at, subject, detail) = (SELECT at, subject, detail FROM changes WHERE id = ?2) WHERE id = ?1",
    )?
    .execute([older, newer])?;
    conn.prepare_cached("DELETE FROM changes WHERE id = ?1")?.execute([newer])?;
    Ok(())
}

/// Columns of both images; where both name one, `over` stands.
fn join(under: Option<&str>, over: Option<&str>) -> Result<String> {
    let damaged = |_| Error::corrupt("a kept change cannot be read");
    let mut columns = serde_json::Map::new();
    for image in [under, over].into_iter().flatten() {
        let image: serde_json::Map<String, serde_json::Value> = serde_json::from_str(image).map_err(damaged)?;
        columns.extend(image);
    }
    Ok(serde_json::Value::Object(columns).to_string())
}

const LOGGED: &str = "SELECT c.id, c.action, c.at, c.subject, c.detail, p.name AS person,
            (SELECT n.uuid FROM change_rows r JOIN notes n ON n.id = r.row_id
             WHERE r.change_id = c.id AND r.table_name = 'notes' LIMIT 1) AS note
     FROM changes c LEFT JOIN people p ON p.id = c.person_id
     WHERE c.state <> 'undone'";

/// What was done, newest first, before the entry `before`.
pub(crate) fn log(conn: &Connection, limit: u32, before: Option<u32>) -> Result<Vec<LogEntry>> {
    rows(
        &mut conn.prepare_cached(&format!("{LOGGED} AND (?2 IS NULL OR c.id < ?2) ORDER BY c.id DESC LIMIT ?1"))?,
        params![limit, before],
        entry_of_the_log,
    )
}

/// The last time something was done and not taken back, with its entry.
pub(crate) fn latest(conn: &Connection, action: Action) -> Result<Option<(Timestamp, LogEntry)>> {
    super::first(
        &mut conn.prepare_cached(&format!("{LOGGED} AND c.action = ?1 ORDER BY c.id DESC LIMIT 1"))?,
        [action.to_string()],
        |row| Ok((time(row, "at")?, entry_of_the_log(row)?)),
    )
}

fn entry_of_the_log(row: &Row<'_>) -> Result<LogEntry> {
    Ok(LogEntry {
        id: super::number(row, "id")?,
        action: word(row, "action")?,
        at: time(row, "at")?.to_string(),
        subject: row.get("subject")?,
        detail: row.get("detail")?,
        person: row.get("person")?,
        note: row.get("note")?,
    })
}
