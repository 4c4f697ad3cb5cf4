//! A query as a WHERE clause over `listing`, which is called `l` there.
//!
//! Not here: what a query means, which `search` reads. Invariant: every value is bound; no text becomes SQL.

use jiff::civil::Date;
use rusqlite::Connection;
use rusqlite::types::Value as Sql;

use super::rows;
use super::search::{self, Index};
use crate::error::Result;
use crate::proposals::Stage;
use crate::search::{Condition, Field, Query, State, fold};

/// A WHERE clause with its values in order.
#[derive(Default)]
pub(crate) struct Filter {
    pub(crate) sql: String,
    pub(crate) values: Vec<Sql>,
    /// Whether it asks for nothing but whole stages.
    pub(crate) only_stages: bool,
}

impl Filter {
    /// Lines in or out of the trash, of these stages (all when empty), that answer `query`.
    pub(crate) fn of(conn: &Connection, trashed: bool, stages: &[Stage], query: &Query, today: Date) -> Result<Self> {
        let mut filter = Self::of_conditions(conn, trashed, stages, query, today)?;
        if let Some(index) = search::of_query(conn, query, 1)? {
            filter.only_stages = false;
            let Index { table, expression } = index;
            let sql = format!("l.proposal_id IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)");
            filter.and(&sql, [Sql::Text(expression)]);
        } else if let Some(words) = crate::search::excluded_expression(query) {
            filter.only_stages = false;
            filter.and(
                "l.proposal_id NOT IN (SELECT rowid FROM search_text WHERE search_text MATCH ?)",
                [Sql::Text(words)],
            );
        }
        Ok(filter)
    }

    /// The same without the words of the query.
    pub(crate) fn of_conditions(
        conn: &Connection,
        trashed: bool,
        stages: &[Stage],
        query: &Query,
        today: Date,
    ) -> Result<Self> {
        let only_stages = query.conditions.iter().all(|(_, condition)| matches!(condition, Condition::Stage(_)));
        let mut filter = Self { only_stages, ..Self::default() };
        filter.and("l.trashed = ?", [Sql::Integer(i64::from(trashed))]);
        if !stages.is_empty() {
            let marks = vec!["?"; stages.len()].join(", ");
            filter.and(&format!("l.stage IN ({marks})"), stages.iter().map(|stage| Sql::Text(stage.to_string())));
        }
        for (holds, condition) in &query.conditions {
            let (sql, values) = clause(conn, condition, today)?;
            let sql = if *holds { format!("({sql})") } else { format!("NOT ({sql})") };
            filter.and(&sql, values);
        }
        Ok(filter)
    }

    pub(crate) fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Sql>) {
        if !self.sql.is_empty() {
            self.sql.push_str(" AND ");
        }
        self.sql.push_str(condition);
        self.values.extend(values);
    }
}

fn clause(conn: &Connection, condition: &Condition, today: Date) -> Result<(String, Vec<Sql>)> {
    let text = |sql: &str, value: String| (sql.to_owned(), vec![Sql::Text(value)]);
    Ok(match condition {
        Condition::Stage(stage) => text("l.stage = ?", stage.to_string()),
        Condition::Held(criterion) => text("l.unscored = 0 AND instr(l.held, ?) > 0", criterion.to_string()),
        Condition::Level(criterion, answer) => (
            format!("l.lane = 'new' AND l.{criterion} IS ?"),
            vec![answer.map_or(Sql::Null, |answer| Sql::Text(answer.to_string()))],
        ),
        Condition::Lane(lane) => text("l.lane = ?", lane.to_string()),
        Condition::Origin(origin) => text("l.origin IS ?", origin.to_string()),
        Condition::Verdict(verdict) => text(
            "l.proposal_id IN (SELECT n.proposal_id FROM launches n JOIN retros r ON r.launch_id = n.id WHERE r.verdict = ?)",
            verdict.to_string(),
        ),
        Condition::Is(State::Stale) => ("l.stale = 1".into(), vec![]),
        Condition::Is(State::Imported) => ("l.imported = 1".into(), vec![]),
        Condition::Is(State::Exception) => {
            ("l.proposal_id IN (SELECT proposal_id FROM decisions WHERE outcome = 'exception')".into(), vec![])
        }
        Condition::Is(State::Due) => {
            let due = include_str!("listing_due.sql").replace("?1", "?");
            let today = vec![Sql::Text(today.to_string()); due.matches('?').count()];
            (format!("l.proposal_id IN ({due})"), today)
        }
        Condition::Contains(Field::Customer, part) => text("instr(l.customer_key, ?) > 0", fold(part)),
        Condition::Contains(Field::Tag, tag) => {
            text("l.proposal_id IN (SELECT proposal_id FROM tags WHERE tag = ? COLLATE NOCASE)", tag.trim().to_owned())
        }
        Condition::Contains(Field::Owner, name) => {
            let owners = owners(conn, name)?;
            let marks = vec!["?"; owners.len()].join(", ");
            // Nobody is called that, so nothing is theirs.
            (format!("l.owner_id IS NOT NULL AND l.owner_id IN ({marks})"), owners)
        }
        Condition::UpdatedAfter(date) => text("l.updated_at >= ?", date.tomorrow().unwrap_or(*date).to_string()),
        Condition::UpdatedBefore(date) => text("l.updated_at < ?", date.to_string()),
        Condition::UpdatedOn(date) => (
            "l.updated_at >= ? AND l.updated_at < ?".to_owned(),
            vec![Sql::Text(date.to_string()), Sql::Text(date.tomorrow().unwrap_or(*date).to_string())],
        ),
    })
}

/// The people whose name contains `part`, case and accents ignored; `me` is the person at the keyboard.
pub(super) fn owners(conn: &Connection, part: &str) -> Result<Vec<Sql>> {
    let part = fold(part.trim());
    let mut statement = conn.prepare_cached("SELECT id, name, me FROM people")?;
    let people = rows(&mut statement, [], |row| {
        Ok((row.get::<_, i64>("id")?, row.get::<_, String>("name")?, row.get::<_, bool>("me")?))
    })?;
    Ok(people
        .into_iter()
        .filter(|(_, name, me)| if part == "me" { *me } else { fold(name).contains(&part) })
        .map(|(id, _, _)| Sql::Integer(id))
        .collect())
}
