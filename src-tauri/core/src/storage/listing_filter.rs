//! A query as a WHERE clause over `listing`, which is called `l` there.
//!
//! Not here: what a query means, which `search` reads. Invariant: every value is bound; no text becomes SQL.

use jiff::civil::Date;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};

use super::rows;
use super::search::{self, Index};
use crate::error::Result;
use crate::proposals::{ProposalId, Stage};
use crate::search::{Condition, Field, Query, State, excluded_expression, fold};

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
        if let Some((holds, Elsewhere { sql, values })) = Elsewhere::of_words(conn, query)? {
            filter.only_stages = false;
            let not = if holds { "" } else { "NOT " };
            filter.and(&format!("l.proposal_id {not}IN ({sql})"), values);
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

/// Proposals that are found in other tables than the list's own: a subquery.
pub(crate) struct Elsewhere {
    sql: String,
    values: Vec<Sql>,
}

impl Elsewhere {
    /// The proposals whose documents hold the words of a query, or that must not be there (`false`); none when it has no words.
    pub(crate) fn of_words(conn: &Connection, query: &Query) -> Result<Option<(bool, Self)>> {
        let matching = |table: &str, words: String| Self {
            sql: format!("SELECT rowid AS proposal_id FROM {table} WHERE {table} MATCH ?"),
            values: vec![Sql::Text(words)],
        };
        if let Some(Index { table, expression }) = search::of_query(conn, query, 1)? {
            return Ok(Some((true, matching(table, expression))));
        }
        Ok(excluded_expression(query).map(|words| (false, matching("search_text", words))))
    }

    /// Which they are, by number.
    pub(crate) fn ids(&self, conn: &Connection) -> Result<Vec<ProposalId>> {
        let mut statement = conn.prepare_cached(&self.sql)?;
        let mut ids = rows(&mut statement, params_from_iter(&self.values), |row| Ok(ProposalId(row.get(0)?)))?;
        ids.sort_unstable();
        Ok(ids)
    }
}

/// What a condition looks up in other tables; none when it is about a line's own fields.
pub(crate) fn elsewhere(condition: &Condition, today: Date) -> Option<Elsewhere> {
    let (sql, values) = match condition {
        Condition::Verdict(verdict) => (
            "SELECT n.proposal_id FROM retros r CROSS JOIN launches n ON n.id = r.launch_id WHERE r.verdict = ?"
                .to_owned(),
            vec![Sql::Text(verdict.to_string())],
        ),
        Condition::Is(State::Exception) => {
            ("SELECT proposal_id FROM decisions WHERE outcome = 'exception'".to_owned(), vec![])
        }
        Condition::Is(State::Due) => {
            let due = include_str!("listing_due.sql").replace("?1", "?");
            let today = vec![Sql::Text(today.to_string()); due.matches('?').count()];
            (due, today)
        }
        Condition::Contains(Field::Tag, tag) => (
            "SELECT proposal_id FROM tags WHERE tag = ? COLLATE NOCASE".to_owned(),
            vec![Sql::Text(tag.trim().to_owned())],
        ),
        _ => return None,
    };
    Some(Elsewhere { sql, values })
}

fn clause(conn: &Connection, condition: &Condition, today: Date) -> Result<(String, Vec<Sql>)> {
    if let Some(Elsewhere { sql, values }) = elsewhere(condition, today) {
        return Ok((format!("l.proposal_id IN ({sql})"), values));
    }
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
        Condition::Is(State::Stale) => ("l.stale = 1".into(), vec![]),
        Condition::Is(State::Imported) => ("l.imported = 1".into(), vec![]),
        Condition::Contains(Field::Customer, part) => text("instr(l.customer_key, ?) > 0", fold(part)),
        Condition::Contains(Field::Owner, name) => {
            let owners: Vec<_> = owners(conn, name)?.into_iter().map(Sql::Integer).collect();
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
        // Looked up elsewhere.
        Condition::Verdict(_) | Condition::Is(_) | Condition::Contains(Field::Tag, _) => ("0".into(), vec![]),
    })
}

/// The people whose name contains `part`, case and accents ignored; `me` is the person at the keyboard.
pub(crate) fn owners(conn: &Connection, part: &str) -> Result<Vec<i64>> {
    let part = fold(part.trim());
    let mut statement = conn.prepare_cached("SELECT id, name, me FROM people")?;
    let people = rows(&mut statement, [], |row| {
        Ok((row.get::<_, i64>("id")?, row.get::<_, String>("name")?, row.get::<_, bool>("me")?))
    })?;
    Ok(people
        .into_iter()
        .filter(|(_, name, me)| if part == "me" { *me } else { fold(name).contains(&part) })
        .map(|(id, _, _)| id)
        .collect())
}
