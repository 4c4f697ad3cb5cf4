//! Rows of `proposals`, `tags` and `rivals`.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::{first, maybe_date, maybe_word, number, rows, stamp, time, value, word};
use crate::documents::Template;
use crate::error::Result;
use crate::proposals::{Ask, Description, Origin, ProposalId, ProposalRow, Stage};
use crate::vocabulary::Word as _;

/// A proposal to store.
pub(crate) struct New<'a> {
    pub(crate) uuid: Uuid,
    pub(crate) stage: Stage,
    pub(crate) template: Template,
    pub(crate) customer: Option<&'a str>,
    pub(crate) owner: i64,
    pub(crate) at: Timestamp,
}

/// What `describe` sets; what is absent stays as it is.
pub(crate) struct Fields<'a> {
    pub(crate) new: &'a Description,
    pub(crate) owner: Option<Option<i64>>,
    pub(crate) revisit: Option<Option<Date>>,
    pub(crate) at: Timestamp,
}

pub(crate) fn get(conn: &Connection, id: ProposalId) -> Result<Option<ProposalRow>> {
    first(
        &mut conn.prepare_cached(
            "SELECT p.id, p.uuid, p.stage, p.stage_since, p.stage_why, p.lane, p.door, p.customer, p.ask_people,
                    p.ask_money, p.ask_weeks, p.origin, p.origin_detail, p.revisit_on, p.template, p.imported,
                    p.solution_first, p.created_at, p.updated_at, p.trashed_at IS NOT NULL AS trashed, p.owner_id, o.name AS owner
             FROM proposals p LEFT JOIN people o ON o.id = p.owner_id WHERE p.id = ?1",
        )?,
        [id.0],
        from_row,
    )
}

fn from_row(row: &Row<'_>) -> Result<ProposalRow> {
    Ok(ProposalRow {
        id: ProposalId(number(row, "id")?),
        uuid: row.get("uuid")?,
        stage: word(row, "stage")?,
        stage_since: time(row, "stage_since")?,
        stage_why: row.get("stage_why")?,
        lane: word(row, "lane")?,
        door: word(row, "door")?,
        owner: row.get("owner")?,
        owner_id: row.get("owner_id")?,
        customer: row.get("customer")?,
        ask: Ask { people: row.get("ask_people")?, money: row.get("ask_money")?, weeks: row.get("ask_weeks")? },
        origin: maybe_word(row, "origin")?,
        origin_detail: row.get("origin_detail")?,
        revisit_on: maybe_date(row, "revisit_on")?,
        template: word(row, "template")?,
        imported: row.get("imported")?,
        solution_first: row.get("solution_first")?,
        created_at: time(row, "created_at")?,
        updated_at: time(row, "updated_at")?,
        trashed: row.get("trashed")?,
    })
}

pub(crate) fn insert(conn: &Connection, new: &New<'_>) -> Result<ProposalId> {
    conn.prepare_cached(
        "INSERT INTO proposals (uuid, stage, stage_since, template, customer, owner_id, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?3, ?3)",
    )?
    .execute(params![
        new.uuid.to_string(),
        new.stage.to_string(),
        stamp(new.at),
        new.template.to_string(),
        new.customer,
        (new.owner != 0).then_some(new.owner),
    ])?;
    Ok(ProposalId(u32::try_from(conn.last_insert_rowid()).unwrap_or(u32::MAX)))
}

/// A whole row at once, under a number of its own.
pub(crate) fn insert_row(conn: &Connection, row: &ProposalRow) -> Result<ProposalId> {
    conn.prepare_cached(
        "INSERT INTO proposals (uuid, stage, stage_since, stage_why, lane, door, owner_id, customer, ask_people, ask_money,
           ask_weeks, origin, origin_detail, revisit_on, template, imported, solution_first, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
    )?
    .execute(params![
        row.uuid,
        row.stage.as_str(),
        stamp(row.stage_since),
        row.stage_why,
        row.lane.as_str(),
        row.door.as_str(),
        row.owner_id,
        row.customer,
        asked(row.ask.people.as_ref()),
        asked(row.ask.money.as_ref()),
        asked(row.ask.weeks.as_ref()),
        row.origin.map(Origin::as_str),
        row.origin_detail,
        row.revisit_on.map(|date| date.to_string()),
        row.template.as_str(),
        row.imported,
        row.solution_first,
        stamp(row.created_at),
        stamp(row.updated_at),
    ])?;
    Ok(ProposalId(u32::try_from(conn.last_insert_rowid()).unwrap_or(u32::MAX)))
}

/// The proposal with this identity.
pub(crate) fn by_uuid(conn: &Connection, uuid: &str) -> Result<Option<ProposalId>> {
    let found = value(&mut conn.prepare_cached("SELECT id FROM proposals WHERE uuid = ?1")?, [uuid])?;
    Ok(found.map(ProposalId))
}

pub(crate) fn set_stage(
    conn: &Connection,
    id: ProposalId,
    stage: Stage,
    why: Option<&str>,
    at: Timestamp,
) -> Result<()> {
    conn.prepare_cached(
        "UPDATE proposals SET stage = ?2, stage_why = ?3, stage_since = ?4, updated_at = ?4 WHERE id = ?1",
    )?
    .execute(params![id.0, stage.to_string(), why, stamp(at)])?;
    Ok(())
}

pub(crate) fn set_stop_cost(conn: &Connection, id: ProposalId, cost: &str) -> Result<()> {
    conn.prepare_cached("UPDATE proposals SET stop_cost = ?2 WHERE id = ?1")?.execute(params![id.0, cost])?;
    Ok(())
}

pub(crate) fn stop_cost(conn: &Connection, id: ProposalId) -> Result<Option<String>> {
    let cost: Option<Option<String>> =
        value(&mut conn.prepare_cached("SELECT stop_cost FROM proposals WHERE id = ?1")?, [id.0])?;
    Ok(cost.flatten().filter(|cost| !cost.is_empty()))
}

pub(crate) fn set_template(conn: &Connection, id: ProposalId, template: Template) -> Result<()> {
    conn.prepare_cached("UPDATE proposals SET template = ?2 WHERE id = ?1")?
        .execute(params![id.0, template.to_string()])?;
    Ok(())
}

pub(crate) fn set_solution_first(conn: &Connection, id: ProposalId) -> Result<()> {
    conn.prepare_cached("UPDATE proposals SET solution_first = 1 WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

pub(crate) fn set_revisit(conn: &Connection, id: ProposalId, on: Option<Date>) -> Result<()> {
    conn.prepare_cached("UPDATE proposals SET revisit_on = ?2 WHERE id = ?1")?
        .execute(params![id.0, on.map(|date| date.to_string())])?;
    Ok(())
}

/// Says where the idea came from.
pub(crate) fn set_origin(conn: &Connection, id: ProposalId, origin: Origin, detail: &str) -> Result<()> {
    conn.prepare_cached("UPDATE proposals SET origin = ?2, origin_detail = ?3 WHERE id = ?1")?.execute(params![
        id.0,
        origin.to_string(),
        detail
    ])?;
    Ok(())
}

/// From now on the proposal's stage is this portfolio's own, not what a file said.
pub(crate) fn clear_imported(conn: &Connection, id: ProposalId) -> Result<()> {
    conn.prepare_cached("UPDATE proposals SET imported = 0 WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// Marks the proposal as changed now.
pub(crate) fn touch(conn: &Connection, id: ProposalId, at: Timestamp) -> Result<()> {
    conn.prepare_cached("UPDATE proposals SET updated_at = ?2 WHERE id = ?1")?.execute(params![id.0, stamp(at)])?;
    Ok(())
}

pub(crate) fn set_trashed(conn: &Connection, id: ProposalId, at: Option<Timestamp>) -> Result<()> {
    conn.prepare_cached("UPDATE proposals SET trashed_at = ?2 WHERE id = ?1")?.execute(params![id.0, at.map(stamp)])?;
    Ok(())
}

/// Deletes what has been in the trash since `until` or longer, except what a record stands on. Returns how many went.
pub(crate) fn delete_trashed(conn: &Connection, until: Timestamp) -> Result<u32> {
    let gone = conn
        .prepare_cached(
            "DELETE FROM proposals WHERE trashed_at <= ?1
             AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.proposal_id = proposals.id)
             AND NOT EXISTS (SELECT 1 FROM agenda_items i WHERE i.proposal_id = proposals.id)",
        )?
        .execute([stamp(until)])?;
    Ok(u32::try_from(gone).unwrap_or(u32::MAX))
}

/// Whether something that can go has been in the trash since before `until`.
pub(crate) fn is_trashed_since(conn: &Connection, until: Timestamp) -> Result<bool> {
    let found: Option<i64> = value(
        &mut conn.prepare_cached(
            "SELECT 1 FROM proposals WHERE trashed_at <= ?1
             AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.proposal_id = proposals.id) LIMIT 1",
        )?,
        [stamp(until)],
    )?;
    Ok(found.is_some())
}

/// Adds and takes away one tag each; case is ignored when taking away.
pub(crate) fn tag(conn: &Connection, id: ProposalId, add: &[String], remove: &[String], at: Timestamp) -> Result<()> {
    for tag in remove {
        conn.prepare_cached("DELETE FROM tags WHERE proposal_id = ?1 AND tag = ?2 COLLATE NOCASE")?
            .execute(params![id.0, tag])?;
    }
    for tag in add {
        conn.prepare_cached(
            "INSERT INTO tags (proposal_id, tag) SELECT ?1, ?2
             WHERE NOT EXISTS (SELECT 1 FROM tags WHERE proposal_id = ?1 AND tag = ?2 COLLATE NOCASE)",
        )?
        .execute(params![id.0, tag])?;
    }
    touch(conn, id, at)
}

/// The customer given apart from the text.
pub(crate) fn set_customer(conn: &Connection, id: ProposalId, customer: Option<&str>, at: Timestamp) -> Result<()> {
    conn.prepare_cached("UPDATE proposals SET customer = ?2, updated_at = ?3 WHERE id = ?1")?.execute(params![
        id.0,
        customer,
        stamp(at)
    ])?;
    Ok(())
}

pub(crate) fn describe(conn: &Connection, id: ProposalId, fields: &Fields<'_>) -> Result<()> {
    let new = fields.new;
    let ask = new.ask.as_ref();
    conn.prepare_cached(
        "UPDATE proposals SET
           lane = coalesce(?2, lane), door = coalesce(?3, door), origin = coalesce(?4, origin),
           origin_detail = coalesce(?5, origin_detail), updated_at = ?6,
           customer = CASE WHEN ?15 THEN ?16 ELSE customer END,
           owner_id = CASE WHEN ?7 THEN ?8 ELSE owner_id END,
           revisit_on = CASE WHEN ?9 THEN ?10 ELSE revisit_on END,
           ask_people = CASE WHEN ?11 THEN ?12 ELSE ask_people END,
           ask_money = CASE WHEN ?11 THEN ?13 ELSE ask_money END,
           ask_weeks = CASE WHEN ?11 THEN ?14 ELSE ask_weeks END
         WHERE id = ?1",
    )?
    .execute(params![
        id.0,
        new.lane.map(|lane| lane.to_string()),
        new.door.map(|door| door.to_string()),
        new.origin.map(|origin| origin.to_string()),
        new.origin_detail,
        stamp(fields.at),
        fields.owner.is_some(),
        fields.owner.flatten(),
        fields.revisit.is_some(),
        fields.revisit.flatten().map(|date| date.to_string()),
        ask.is_some(),
        ask.and_then(|ask| asked(ask.people.as_ref())),
        ask.and_then(|ask| asked(ask.money.as_ref())),
        ask.and_then(|ask| asked(ask.weeks.as_ref())),
        new.customer.is_some(),
        asked(new.customer.as_ref()),
    ])?;
    if let Some(tags) = &new.tags {
        set_tags(conn, id, tags)?;
    }
    Ok(())
}

/// A text that says something, without white space around it.
fn asked(text: Option<&String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn set_tags(conn: &Connection, id: ProposalId, tags: &[String]) -> Result<()> {
    conn.prepare_cached("DELETE FROM tags WHERE proposal_id = ?1")?.execute([id.0])?;
    put_tags(conn, id, tags)
}

/// Adds tags.
pub(crate) fn put_tags(conn: &Connection, id: ProposalId, tags: &[String]) -> Result<()> {
    for tag in tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()) {
        conn.prepare_cached("INSERT INTO tags (proposal_id, tag) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute(params![id.0, tag])?;
    }
    Ok(())
}

/// The tags of a proposal, in the order of the alphabet.
pub(crate) fn tags(conn: &Connection, id: ProposalId) -> Result<Vec<String>> {
    rows(&mut conn.prepare_cached("SELECT tag FROM tags WHERE proposal_id = ?1 ORDER BY tag")?, [id.0], |row| {
        Ok(row.get("tag")?)
    })
}

/// Who owns a proposal, by id.
pub(crate) fn owner_uuid(conn: &Connection, id: ProposalId) -> Result<Option<String>> {
    value(
        &mut conn
            .prepare_cached("SELECT o.uuid FROM proposals p JOIN people o ON o.id = p.owner_id WHERE p.id = ?1")?,
        [id.0],
    )
}

/// Proposals that answer the same problem.
pub(crate) fn rivals(conn: &Connection, id: ProposalId) -> Result<Vec<ProposalId>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT rival_id AS id FROM rivals WHERE proposal_id = ?1
             UNION SELECT proposal_id FROM rivals WHERE rival_id = ?1 ORDER BY 1",
        )?,
        [id.0],
        |row| Ok(ProposalId(number(row, "id")?)),
    )
}

/// Links two proposals that answer the same problem; once, whichever is named first.
pub(crate) fn link_rivals(conn: &Connection, one: ProposalId, other: ProposalId) -> Result<()> {
    conn.prepare_cached("INSERT INTO rivals (proposal_id, rival_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute([one.0.min(other.0), one.0.max(other.0)])?;
    Ok(())
}

pub(crate) fn unlink_rivals(conn: &Connection, one: ProposalId, other: ProposalId) -> Result<()> {
    conn.prepare_cached("DELETE FROM rivals WHERE proposal_id = ?1 AND rival_id = ?2")?
        .execute([one.0.min(other.0), one.0.max(other.0)])?;
    Ok(())
}

/// Proposals with a date to look again, not yet passed over: (id, problem, date).
pub(crate) fn revisits_until(conn: &Connection, until: Date) -> Result<Vec<(ProposalId, String, Date)>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT p.id, l.problem, p.revisit_on FROM proposals p JOIN listing l ON l.proposal_id = p.id
             WHERE p.revisit_on <= ?1 AND p.trashed_at IS NULL AND p.stage IN ('not-yet', 'declined')
             ORDER BY p.revisit_on",
        )?,
        [until.to_string()],
        |row| Ok((ProposalId(number(row, "id")?), row.get("problem")?, super::date(row, "revisit_on")?)),
    )
}
