//! The exchange format: everything in a portfolio as one JSON document, which an empty portfolio takes in again.
//!
//! ```json
//! { "format": "backcast", "version": 1, "schema": 9, "exported": "2026-05-12T09:00:00Z", "complete": true,
//!   "proposals": [ { "id": "P-014", "uuid": "…", "headline": "…", "problem": "…", "stage": "draft", "seals": {…},
//!                    "held_back_by": ["plan"], "document": "# …", "measures": […], "decisions": […], … } ],
//!   "tables": { "people": [ {…} ], "proposals": [ {…} ], "scores": [ {…} ], … } }
//! ```
//!
//! `proposals` is for reading: what lists and `show` say of each. `tables` is for coming in again: rows by column, times
//! RFC 3339, dates ISO, bytes as `{"hex": "…"}`; present when all proposals were asked for (`complete`). `version` counts up
//! when the shape changes. The log of actions stays behind.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use crate::error::{Error, Reason, Result, Unread};
use crate::portfolio::Portfolio;
use crate::proposals::ProposalId;
use crate::storage::{export as rows, open};

/// What the document says it is.
pub const FORMAT: &str = "backcast";

/// The version of its shape.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'d> {
    format: &'d str,
    version: u32,
    schema: u32,
    exported: String,
    complete: bool,
    proposals: Vec<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tables: Option<BTreeMap<&'d str, Vec<Map<String, Json>>>>,
}

/// The document as it is read.
#[derive(Deserialize)]
pub(crate) struct Incoming {
    format: String,
    version: u32,
    schema: u32,
    tables: Option<BTreeMap<String, Vec<Map<String, Json>>>>,
}

impl Incoming {
    /// How many proposals it holds.
    pub(crate) fn proposals(&self) -> usize {
        self.tables.as_ref().and_then(|tables| tables.get("proposals")).map_or(0, Vec::len)
    }
}

pub(super) fn write(portfolio: &Portfolio, only: Option<&BTreeSet<u32>>, to: &mut dyn Write) -> Result<()> {
    let ids = portfolio.read(rows::all)?;
    let ids = ids.into_iter().filter(|id| only.is_none_or(|only| only.contains(&id.0)));
    let proposals = ids.map(|id| proposal(portfolio, id)).collect::<Result<_>>()?;
    let tables =
        match only {
            Some(_) => None,
            None => Some(portfolio.read(|conn| {
                rows::tables().map(|table| Ok((table, rows::table(conn, table)?))).collect::<Result<_>>()
            })?),
        };
    let document = Document {
        format: FORMAT,
        version: VERSION,
        schema: open::SCHEMA_VERSION,
        exported: portfolio.world.now().to_string(),
        complete: tables.is_some(),
        proposals,
        tables,
    };
    serde_json::to_writer_pretty(&mut *to, &document).map_err(|error| Error::io("the document", error.into()))?;
    to.write_all(b"\n").map_err(|error| Error::io("the document", error))
}

fn proposal(portfolio: &Portfolio, id: ProposalId) -> Result<Json> {
    let unwritable = |error: serde_json::Error| Error::corrupt(format!("{id} cannot be written: {error}"));
    let found = portfolio.proposal(id)?;
    let mut whole = serde_json::to_value(&found.line).map_err(unwritable)?;
    let mut more = serde_json::to_value(&found).map_err(unwritable)?;
    // What only the window needs stays there.
    for (name, value) in more.as_object_mut().map(std::mem::take).into_iter().flatten() {
        if !matches!(name.as_str(), "line" | "moves" | "trashed" | "solution_first") {
            whole[name.as_str()] = value;
        }
    }
    let decisions = portfolio
        .decisions(id)?
        .into_iter()
        .map(|line| {
            portfolio
                .decision(line.id)
                .map(|decision| json!({ "id": decision.id, "sha256": decision.sha256, "record": decision.record }))
        })
        .collect::<Result<Vec<_>>>()?;
    let mut measures = vec![];
    for measure in portfolio.measures(id)? {
        let mut stated = serde_json::to_value(&measure).map_err(unwritable)?;
        stated["observations"] = serde_json::to_value(portfolio.observations(&measure.id)?).map_err(unwritable)?;
        measures.push(stated);
    }
    whole["document"] = Json::String(portfolio.document(id)?.text);
    whole["measures"] = Json::Array(measures);
    whole["scores"] = scores(portfolio, id)?;
    whole["decisions"] = Json::Array(decisions);
    Ok(whole)
}

/// Each person's latest answer with its reason; none while the seals of the proposal are held back.
fn scores(portfolio: &Portfolio, id: ProposalId) -> Result<Json> {
    let sheet = portfolio.score_sheet(id)?;
    let all = sheet.criteria.iter().flat_map(|criterion| {
        criterion.scores.iter().map(|score| {
            json!({
                "criterion": criterion.criterion, "person": score.person, "answer": score.answer, "reason": score.reason,
                "revision": score.revision, "rubric_version": score.rubric_version, "at": score.at,
                "warm": score.warm, "stale": score.stale,
            })
        })
    });
    Ok(Json::Array(all.collect()))
}

/// The exchange document in `text`, if it is one.
pub(crate) fn read(text: &[u8]) -> Result<Incoming, Reason> {
    let found: Incoming = serde_json::from_slice(text).map_err(|error| Unread::NoExport.with([("error", &error)]))?;
    if found.format != FORMAT {
        return Err(Unread::OtherFormat.into());
    }
    if found.version > VERSION || found.schema > open::SCHEMA_VERSION {
        return Err(Unread::NewerExport.into());
    }
    if found.tables.is_none() {
        return Err(Unread::PartOfAll.into());
    }
    Ok(found)
}

/// Puts everything into a portfolio that holds no proposal yet. Returns its proposals.
pub(crate) fn fill(conn: &Connection, incoming: Incoming, change: i64) -> Result<Vec<ProposalId>, String> {
    rows::fill(conn, incoming.tables.unwrap_or_default(), change)?;
    if let Some(dangling) = rows::dangling(conn).map_err(|error| error.to_string())? {
        return Err(dangling);
    }
    let ids = crate::storage::salvage::proposals(conn).map_err(|error| error.to_string())?;
    Ok(ids.into_iter().map(ProposalId).collect())
}
