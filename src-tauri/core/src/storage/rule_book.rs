//! Rows of `word_edits` and `rule_switches`: how a user changed the linter.

use rusqlite::{Connection, params};

use super::{rows, word};
use crate::documents::{WordEdit, WordList};
use crate::error::Result;

/// Every edit of a word list, in the order it was made.
pub(crate) fn edits(conn: &Connection) -> Result<Vec<WordEdit>> {
    rows(&mut conn.prepare_cached("SELECT list, word, added FROM word_edits ORDER BY id")?, [], |row| {
        Ok(WordEdit { list: word(row, "list")?, word: row.get("word")?, added: row.get("added")? })
    })
}

pub(crate) fn put_edit(conn: &Connection, edit: &WordEdit) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO word_edits (list, word, added) VALUES (?1, ?2, ?3)
         ON CONFLICT (list, word) DO UPDATE SET added = excluded.added",
    )?
    .execute(params![edit.list.to_string(), edit.word, edit.added])?;
    Ok(())
}

pub(crate) fn delete_edit(conn: &Connection, list: WordList, word: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM word_edits WHERE list = ?1 AND lower(word) = lower(?2)")?
        .execute(params![list.to_string(), word])?;
    Ok(())
}

/// The rules that were switched, each with whether it is on.
pub(crate) fn switches(conn: &Connection) -> Result<Vec<(String, bool)>> {
    rows(&mut conn.prepare_cached("SELECT rule, is_on FROM rule_switches ORDER BY rule")?, [], |row| {
        Ok((row.get("rule")?, row.get("is_on")?))
    })
}

pub(crate) fn put_switch(conn: &Connection, rule: &str, on: bool) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO rule_switches (rule, is_on) VALUES (?1, ?2) ON CONFLICT (rule) DO UPDATE SET is_on = excluded.is_on",
    )?
    .execute(params![rule, on])?;
    Ok(())
}
