//! Rows of `listing`: pages of the list and hits of a search.

use jiff::civil::Date;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Row, params};

use super::{first, rows, stamp, time, value, word};
use crate::error::{Error, Result};
use crate::proposals::{Lane, ListQuery, Page, ProposalId, ProposalLine, ProposalRow, Sort};
use crate::scores::gate::Strength;
use crate::scores::{Answer, Criterion, Seals};
use crate::search::{Condition, Field, Query, State, match_expression};

/// A line to store.
pub(crate) struct Line<'a> {
    pub(crate) row: &'a ProposalRow,
    pub(crate) problem: &'a str,
    pub(crate) headline: &'a str,
    pub(crate) customer: &'a str,
    pub(crate) seals: Seals,
    pub(crate) agreed: bool,
    pub(crate) stale: bool,
    pub(crate) solution_only: bool,
    pub(crate) strength: Strength,
    pub(crate) held_back_by: Vec<Criterion>,
    pub(crate) counts_seals: bool,
}

const COLUMNS: &str =
    "l.proposal_id, l.problem, l.headline, l.customer, l.stage, l.lane, l.big, l.should, l.plan, l.held,
    l.agreed, l.stale, l.solution_only, l.stage_since, l.updated_at, l.created_at, p.imported, o.name AS owner,
    (SELECT group_concat(tag, char(31) ORDER BY tag) FROM tags t WHERE t.proposal_id = l.proposal_id) AS tags
    FROM listing l JOIN proposals p ON p.id = l.proposal_id LEFT JOIN people o ON o.id = p.owner_id";

pub(crate) fn put(conn: &Connection, line: &Line<'_>) -> Result<()> {
    let answer = |answer: Option<Answer>| answer.map(|answer| answer.to_string());
    let held: Vec<_> = line.held().iter().map(ToString::to_string).collect();
    conn.prepare_cached(include_str!("listing_put.sql"))?.execute(params![
        line.row.id.0,
        line.problem,
        line.headline,
        line.customer,
        line.row.stage.to_string(),
        line.row.lane.to_string(),
        line.row.trashed,
        answer(line.seals.big),
        answer(line.seals.should),
        answer(line.seals.plan),
        held.join(" "),
        line.agreed,
        line.stale,
        line.solution_only,
        line.counts_seals && line.strength.unscored,
        if line.counts_seals { line.strength.missing } else { 0 },
        line.strength.weakest,
        stamp(line.row.stage_since),
        stamp(line.row.updated_at),
        stamp(line.row.created_at),
    ])?;
    Ok(())
}

pub(crate) fn delete(conn: &Connection, id: ProposalId) -> Result<()> {
    conn.prepare_cached("DELETE FROM listing WHERE proposal_id = ?1")?.execute([id.0])?;
    Ok(())
}

pub(crate) fn count(conn: &Connection) -> Result<u32> {
    Ok(value(&mut conn.prepare_cached("SELECT count(*) FROM listing WHERE trashed = 0")?, [])?.unwrap_or(0))
}

pub(crate) fn line(conn: &Connection, id: ProposalId) -> Result<Option<ProposalLine>> {
    let sql = format!("SELECT {COLUMNS} WHERE l.proposal_id = ?1");
    first(&mut conn.prepare_cached(&sql)?, [id.0], from_row)
}

pub(crate) fn page(conn: &Connection, list: &ListQuery, query: &Query, today: Date) -> Result<Page> {
    let mut filter = Filter::default();
    filter.and("l.trashed = ?", [Sql::Integer(i64::from(list.trashed))]);
    if !list.stages.is_empty() {
        let marks = vec!["?"; list.stages.len()].join(", ");
        filter.and(&format!("l.stage IN ({marks})"), list.stages.iter().map(|stage| Sql::Text(stage.to_string())));
    }
    filter.query(query, today);
    let order = match list.sort {
        Sort::Strength => "l.unscored, l.missing, l.weakest DESC, l.stage_since, l.proposal_id",
        Sort::Updated => "l.updated_at DESC, l.proposal_id",
        Sort::Age => "l.stage_since, l.proposal_id",
    };
    let total = format!("SELECT count(*) FROM listing l JOIN proposals p ON p.id = l.proposal_id WHERE {}", filter.sql);
    let plain = query.is_empty() && list.stages.is_empty();
    let total = if plain {
        count_in(conn, list.trashed)?
    } else {
        value(&mut conn.prepare_cached(&total)?, rusqlite::params_from_iter(&filter.values))?.unwrap_or(0)
    };
    let sql = format!("SELECT {COLUMNS} WHERE {} ORDER BY {order} LIMIT ? OFFSET ?", filter.sql);
    filter.values.push(Sql::Integer(i64::from(list.limit)));
    filter.values.push(Sql::Integer(i64::from(list.offset)));
    let rows = rows(&mut conn.prepare_cached(&sql)?, rusqlite::params_from_iter(&filter.values), from_row)?;
    Ok(Page { rows, total })
}

fn count_in(conn: &Connection, trashed: bool) -> Result<u32> {
    let found = value(&mut conn.prepare_cached("SELECT count(*) FROM listing WHERE trashed = ?1")?, [trashed])?;
    Ok(found.unwrap_or(0))
}

/// The newest proposals that match, at most `limit`.
pub(crate) fn newest_hits(conn: &Connection, query: &Query, limit: u32, today: Date) -> Result<Vec<ProposalLine>> {
    let mut filter = Filter::default();
    filter.and("l.trashed = ?", [Sql::Integer(0)]);
    filter.query(query, today);
    let sql = format!("SELECT {COLUMNS} WHERE {} ORDER BY l.proposal_id DESC LIMIT ?", filter.sql);
    filter.values.push(Sql::Integer(i64::from(limit)));
    rows(&mut conn.prepare_cached(&sql)?, rusqlite::params_from_iter(&filter.values), from_row)
}

/// A WHERE clause with its values in order.
#[derive(Default)]
struct Filter {
    sql: String,
    values: Vec<Sql>,
}

impl Filter {
    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Sql>) {
        if !self.sql.is_empty() {
            self.sql.push_str(" AND ");
        }
        self.sql.push_str(condition);
        self.values.extend(values);
    }

    fn query(&mut self, query: &Query, today: Date) {
        if let Some(words) = match_expression(query) {
            self.and("l.proposal_id IN (SELECT rowid FROM search_text WHERE search_text MATCH ?)", [Sql::Text(words)]);
        } else if let Some(words) = crate::search::excluded_expression(query) {
            self.and(
                "l.proposal_id NOT IN (SELECT rowid FROM search_text WHERE search_text MATCH ?)",
                [Sql::Text(words)],
            );
        }
        for (holds, condition) in &query.conditions {
            let (sql, values) = clause(condition, today);
            let sql = if *holds { format!("({sql})") } else { format!("NOT ({sql})") };
            self.and(&sql, values);
        }
    }
}

fn clause(condition: &Condition, today: Date) -> (String, Vec<Sql>) {
    let text = |sql: &str, value: String| (sql.to_owned(), vec![Sql::Text(value)]);
    match condition {
        Condition::Stage(stage) => text("l.stage = ?", stage.to_string()),
        Condition::Held(criterion) => text("l.unscored = 0 AND instr(l.held, ?) > 0", criterion.to_string()),
        Condition::Lane(lane) => text("l.lane = ?", lane.to_string()),
        Condition::Origin(origin) => text("p.origin IS ?", origin.to_string()),
        Condition::Verdict(verdict) => text(
            "EXISTS (SELECT 1 FROM launches n JOIN retros r ON r.launch_id = n.id
              WHERE n.proposal_id = l.proposal_id AND r.verdict = ?)",
            verdict.to_string(),
        ),
        Condition::Is(State::Stale) => ("l.stale = 1".into(), vec![]),
        Condition::Is(State::Imported) => ("p.imported = 1".into(), vec![]),
        Condition::Is(State::Exception) => (
            "EXISTS (SELECT 1 FROM decisions d WHERE d.proposal_id = l.proposal_id AND d.outcome = 'exception')".into(),
            vec![],
        ),
        Condition::Is(State::Due) => {
            let today = Sql::Text(today.to_string());
            (include_str!("listing_due.sql").to_owned(), vec![today.clone(), today])
        }
        Condition::Contains(Field::Customer, part) => text("instr(lower(l.customer), lower(?)) > 0", part.clone()),
        Condition::Contains(Field::Tag, tag) => text(
            "EXISTS (SELECT 1 FROM tags t WHERE t.proposal_id = l.proposal_id AND t.tag = ? COLLATE NOCASE)",
            tag.clone(),
        ),
        Condition::Contains(Field::Owner, name) => text(
            "EXISTS (SELECT 1 FROM people w WHERE w.id = p.owner_id AND instr(lower(w.name), lower(?)) > 0)",
            name.clone(),
        ),
        Condition::UpdatedAfter(date) => text("substr(l.updated_at, 1, 10) > ?", date.to_string()),
        Condition::UpdatedBefore(date) => text("substr(l.updated_at, 1, 10) < ?", date.to_string()),
    }
}

impl Line<'_> {
    fn held(&self) -> &[Criterion] {
        if self.counts_seals { &self.held_back_by } else { &[] }
    }
}

fn from_row(row: &Row<'_>) -> Result<ProposalLine> {
    let held: String = row.get("held")?;
    let tags: Option<String> = row.get("tags")?;
    Ok(ProposalLine {
        id: ProposalId(row.get("proposal_id")?),
        problem: row.get("problem")?,
        headline: row.get("headline")?,
        customer: row.get("customer")?,
        stage: word(row, "stage")?,
        lane: word::<Lane>(row, "lane")?,
        seals: Seals { big: answer(row, "big")?, should: answer(row, "should")?, plan: answer(row, "plan")? },
        held_back_by: held
            .split_whitespace()
            .map(|word| {
                crate::vocabulary::Word::from_word(word)
                    .ok_or_else(|| Error::corrupt(format!("a line is held by “{word}”")))
            })
            .collect::<Result<_>>()?,
        agreed: row.get("agreed")?,
        stale: row.get("stale")?,
        solution_only: row.get("solution_only")?,
        stage_since: time(row, "stage_since")?.to_string(),
        updated: time(row, "updated_at")?.to_string(),
        created: time(row, "created_at")?.to_string(),
        owner: row.get("owner")?,
        tags: tags.map(|tags| tags.split('\u{1f}').map(str::to_owned).collect()).unwrap_or_default(),
        imported: row.get("imported")?,
    })
}

fn answer(row: &Row<'_>, column: &'static str) -> Result<Option<Answer>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|_| Error::corrupt(format!("{column} holds “{text}”")))).transpose()
}
