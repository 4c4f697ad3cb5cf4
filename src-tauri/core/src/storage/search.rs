//! Rows of the full-text indexes of documents.
//!
//! `search_text` holds all words of a document, `search_lines` headline and problem alone with an index of prefixes.
//! Not here: notes, lessons and records, which `writings` has.

use rusqlite::{Connection, params};

use super::{first, value};
use crate::error::Result;
use crate::proposals::ProposalId;
use crate::search::{Query, Typed, Words, last_word, match_expression};

/// A prefix this short is looked up among headlines and problems, where prefixes are indexed.
pub(crate) const SHORT_PREFIX: usize = 3;

/// How much of an index is gathered in memory before it is written, in bytes: as SQLite has it, and while many texts come in,
/// which saves merging many small pieces.
const GATHERED: u32 = 1024 * 1024;
const GATHERED_OF_MANY: u32 = 32 * 1024 * 1024;

/// From so many texts at once on it is worth gathering more.
const MANY: usize = 200;

/// How many words a prefix may stand for.
const EXPANDED: usize = 60;

/// Which index answers, and how it is asked.
pub(crate) struct Index {
    pub(crate) table: &'static str,
    pub(crate) expression: String,
}

/// The index that answers the words of a query; none when it has no words that must be there.
///
/// A prefix in the making would read the postings of every word that begins with it. A short one is looked up among
/// headlines and problems, when it has no more than `short` letters; a longer one stands for the words that begin with it, one seek each.
pub(crate) fn of_query(conn: &Connection, query: &Query, short: usize) -> Result<Option<Index>> {
    let prefix = query.terms.iter().find(|term| term.prefix).and_then(|term| last_word(&term.text));
    let (table, expression) = match prefix {
        Some(prefix) if prefix.chars().count() > short => {
            let words = words_beginning(conn, &prefix, EXPANDED)?;
            ("search_text", match_expression(query, Typed::OneOf(&words)))
        }
        Some(_) => ("search_lines", match_expression(query, Typed::Prefix)),
        None => ("search_text", match_expression(query, Typed::Prefix)),
    };
    Ok(expression.map(|expression| Index { table, expression }))
}

/// Words of the documents that begin with `prefix` (folded), in order, at most `limit`.
pub(crate) fn words_beginning(conn: &Connection, prefix: &str, limit: usize) -> Result<Vec<String>> {
    let mut seek = conn.prepare_cached("SELECT term FROM search_terms WHERE term >= ?1 LIMIT 1")?;
    let mut next = prefix.to_owned();
    let mut words = vec![];
    while words.len() < limit {
        let found: Option<String> = value(&mut seek, [&next])?;
        match found {
            Some(word) if word.starts_with(prefix) => {
                next = format!("{word}\u{0}");
                words.push(word);
            }
            _ => break,
        }
    }
    Ok(words)
}

pub(crate) fn put(conn: &Connection, id: ProposalId, words: &Words) -> Result<()> {
    let stored = first(
        &mut conn.prepare_cached("SELECT headline, problem, body FROM search_text WHERE rowid = ?1")?,
        [id.0],
        |row| Ok(Words { headline: row.get("headline")?, problem: row.get("problem")?, body: row.get("body")? }),
    )?;
    if stored.as_ref() == Some(words) {
        return Ok(());
    }
    if stored.is_some() {
        delete(conn, id)?;
    }
    insert(conn, id, words)
}

/// Enters proposals that are not in the indexes yet.
pub(crate) fn add(conn: &Connection, all: &[(ProposalId, Words)]) -> Result<()> {
    if all.len() < MANY {
        return all.iter().try_for_each(|(id, words)| insert(conn, *id, words));
    }
    gather(conn, GATHERED_OF_MANY)?;
    all.iter().try_for_each(|(id, words)| insert(conn, *id, words))?;
    gather(conn, GATHERED)
}

fn insert(conn: &Connection, id: ProposalId, words: &Words) -> Result<()> {
    conn.prepare_cached("INSERT INTO search_text (rowid, headline, problem, body) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id.0, words.headline, words.problem, words.body])?;
    conn.prepare_cached("INSERT INTO search_lines (rowid, headline, problem) VALUES (?1, ?2, ?3)")?
        .execute(params![id.0, words.headline, words.problem])?;
    Ok(())
}

/// Sets how much of the indexes is gathered in memory before it is written.
fn gather(conn: &Connection, bytes: u32) -> Result<()> {
    conn.prepare_cached("INSERT INTO search_text (search_text, rank) VALUES ('hashsize', ?1)")?.execute([bytes])?;
    conn.prepare_cached("INSERT INTO search_lines (search_lines, rank) VALUES ('hashsize', ?1)")?.execute([bytes])?;
    Ok(())
}

pub(crate) fn delete(conn: &Connection, id: ProposalId) -> Result<()> {
    conn.prepare_cached("DELETE FROM search_text WHERE rowid = ?1")?.execute([id.0])?;
    conn.prepare_cached("DELETE FROM search_lines WHERE rowid = ?1")?.execute([id.0])?;
    Ok(())
}

/// Whether a document holds this word (folded).
pub(crate) fn has_word(conn: &Connection, word: &str) -> Result<bool> {
    Ok(words_beginning(conn, word, 1)?.first().is_some_and(|found| found == word))
}

/// How many documents hold a word of the index; counting stops at a thousand.
pub(crate) fn documents_with(conn: &Connection, word: &str) -> Result<u32> {
    let sql = "SELECT count(*) FROM (SELECT rowid FROM search_text WHERE search_text MATCH ?1 LIMIT 1000)";
    Ok(value(&mut conn.prepare_cached(sql)?, [format!("\"{word}\"")])?.unwrap_or(0))
}
