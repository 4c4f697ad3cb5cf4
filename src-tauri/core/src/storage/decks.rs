//! Rows of `decks` and `deck_items`.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, params};

use super::{date, first, rows, stamp, word};
use crate::decks::{DeckInput, DeckItem, DeckLine, DeckMeasure};
use crate::error::{Entity, Error, Result};
use crate::proposals::ProposalId;

/// Every deck, by title.
pub(crate) fn lines(conn: &Connection) -> Result<Vec<DeckLine>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT uuid, title, (SELECT count(*) FROM deck_items WHERE deck_id = decks.id AND measure_id IS NOT NULL) AS measures
             FROM decks ORDER BY title, id",
        )?,
        [],
        |row| Ok(DeckLine { id: row.get("uuid")?, title: row.get("title")?, measures: row.get("measures")? }),
    )
}

/// A deck with its items.
pub(crate) fn get(conn: &Connection, id: &str) -> Result<Option<DeckInput>> {
    let deck = first(
        &mut conn.prepare_cached("SELECT title, week_ends_on, fiscal_year_end FROM decks WHERE uuid = ?1")?,
        [id],
        |row| {
            Ok(DeckInput {
                title: row.get("title")?,
                week_ends_on: word(row, "week_ends_on")?,
                fiscal_year_end: row.get("fiscal_year_end")?,
                items: vec![],
            })
        },
    )?;
    let Some(mut deck) = deck else { return Ok(None) };
    deck.items = rows(
        &mut conn.prepare_cached(
            "SELECT heading, measures.uuid AS measure FROM deck_items
             JOIN decks ON decks.id = deck_items.deck_id
             LEFT JOIN measures ON measures.id = deck_items.measure_id
             WHERE decks.uuid = ?1 ORDER BY position",
        )?,
        [id],
        |row| Ok(DeckItem { heading: row.get("heading")?, measure: row.get("measure")? }),
    )?;
    Ok(Some(deck))
}

/// The measures that a deck can show.
pub(crate) fn measures(conn: &Connection) -> Result<Vec<DeckMeasure>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT measures.uuid, name, proposal_id, product,
                    (SELECT count(*) FROM observations
                     WHERE measure_id = coalesce(measures.source_id, measures.id) AND replaced_at IS NULL) AS count
             FROM measures LEFT JOIN proposals ON proposals.id = measures.proposal_id
             WHERE proposals.trashed_at IS NULL ORDER BY proposal_id, measures.id",
        )?,
        [],
        |row| {
            let product: Option<String> = row.get("product")?;
            let proposal: Option<u32> = row.get("proposal_id")?;
            Ok(DeckMeasure {
                id: row.get("uuid")?,
                name: row.get("name")?,
                of: product.or(proposal.map(|number| ProposalId(number).to_string())).unwrap_or_default(),
                values: row.get("count")?,
            })
        },
    )
}

/// The last launch of the proposal that a measure belongs to.
pub(crate) fn launched_on(conn: &Connection, measure: &str) -> Result<Option<Date>> {
    first(
        &mut conn.prepare_cached(
            "SELECT launched_on FROM launches JOIN measures ON measures.proposal_id = launches.proposal_id
             WHERE measures.uuid = ?1 ORDER BY launches.id DESC LIMIT 1",
        )?,
        [measure],
        |row| date(row, "launched_on"),
    )
}

pub(crate) fn insert(conn: &Connection, id: &str, new: &DeckInput, at: Timestamp) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO decks (uuid, title, week_ends_on, fiscal_year_end, at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id, new.title.trim(), new.week_ends_on.to_string(), new.fiscal_year_end, stamp(at)])?;
    Ok(())
}

pub(crate) fn update(conn: &Connection, id: &str, new: &DeckInput) -> Result<()> {
    conn.prepare_cached("UPDATE decks SET title = ?2, week_ends_on = ?3, fiscal_year_end = ?4 WHERE uuid = ?1")?
        .execute(params![id, new.title.trim(), new.week_ends_on.to_string(), new.fiscal_year_end])?;
    Ok(())
}

pub(crate) fn delete(conn: &Connection, id: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM decks WHERE uuid = ?1")?.execute([id])?;
    Ok(())
}

/// Puts a deck's items in the place of those it had.
pub(crate) fn put_items(conn: &Connection, id: &str, items: &[DeckItem]) -> Result<()> {
    conn.prepare_cached("DELETE FROM deck_items WHERE deck_id = (SELECT id FROM decks WHERE uuid = ?1)")?
        .execute([id])?;
    for (position, item) in (0_i64..).zip(items) {
        let measure = item.measure.as_deref().map(|measure| {
            super::measures::key_of(conn, measure)?.ok_or_else(|| Error::not_found(Entity::Measure, measure))
        });
        let heading = item.heading.as_deref().map(str::trim);
        conn.prepare_cached(
            "INSERT INTO deck_items (deck_id, position, heading, measure_id)
             SELECT id, ?2, ?3, ?4 FROM decks WHERE uuid = ?1",
        )?
        .execute(params![id, position, heading, measure.transpose()?])?;
    }
    Ok(())
}
