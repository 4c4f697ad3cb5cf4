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

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use rusqlite::Connection;
use serde::ser::{self, SerializeSeq as _};
use serde::{Deserialize, Serialize, Serializer};
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
    proposals: Proposals<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tables: Option<Tables<'d>>,
}

/// Why what is to be written could not be read. A document is read while it is written: a portfolio may not fit in memory.
#[derive(Default)]
struct Unreadable(RefCell<Option<Error>>);

impl Unreadable {
    fn or<T, E: ser::Error>(&self, read: Result<T>) -> Result<T, E> {
        read.map_err(|error| {
            let told = E::custom(&error);
            self.0.replace(Some(error));
            told
        })
    }
}

struct Proposals<'d> {
    portfolio: &'d Portfolio,
    ids: Vec<ProposalId>,
    unreadable: &'d Unreadable,
}

impl Serialize for Proposals<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut all = to.serialize_seq(Some(self.ids.len()))?;
        for id in &self.ids {
            all.serialize_element(&self.unreadable.or(proposal(self.portfolio, *id))?)?;
        }
        all.end()
    }
}

struct Tables<'d> {
    conn: &'d Connection,
    unreadable: &'d Unreadable,
}

impl Serialize for Tables<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let names: BTreeSet<_> = rows::tables().collect();
        to.collect_map(names.into_iter().map(|name| (name, Table { all: self, name })))
    }
}

struct Table<'d> {
    all: &'d Tables<'d>,
    name: &'static str,
}

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (mut seq, mut written) = (to.serialize_seq(None)?, Ok(()));
        let read = rows::each_row(self.all.conn, self.name, |row| {
            written = seq.serialize_element(&row);
            written.is_ok()
        });
        self.all.unreadable.or(read)?;
        written?;
        seq.end()
    }
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
    let mut ids = portfolio.read(rows::all)?;
    ids.retain(|id| only.is_none_or(|only| only.contains(&id.0)));
    let unreadable = &Unreadable::default();
    portfolio.read(|conn| {
        let document = Document {
            format: FORMAT,
            version: VERSION,
            schema: open::SCHEMA_VERSION,
            exported: portfolio.world.now().to_string(),
            complete: only.is_none(),
            proposals: Proposals { portfolio, ids, unreadable },
            tables: only.is_none().then_some(Tables { conn, unreadable }),
        };
        let written = serde_json::to_writer_pretty(&mut *to, &document);
        written.map_err(|error| unreadable.0.take().unwrap_or_else(|| Error::io("the document", error.into())))
    })?;
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
