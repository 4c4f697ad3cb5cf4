//! Keeping what came from a file: as a new proposal, as a revision of a known one, or not at all when nothing changed.

use rusqlite::Connection;

use super::front_matter::{self, FrontMatter};
use super::report::Arrival;
use super::{Incoming, IncomingScore};
use crate::documents::{self, Template};
use crate::error::Result;
use crate::measures::MeasureInput;
use crate::portfolio::Writing;
use crate::proposals::{self, Cause, ProposalId, Stage};
use crate::storage::{attachments, measures as measure_rows, proposals as rows, scores as score_rows};

/// Keeps a proposal, or brings the one with its identity up to date.
pub(super) fn store(w: &Writing<'_>, incoming: &Incoming) -> Result<(ProposalId, Arrival)> {
    for (hash, image) in &incoming.images {
        attachments::put(w.conn, hash, image.kind, &image.bytes, w.now)?;
    }
    match known(w.conn, incoming)? {
        Some(known) => {
            revise(w, known, incoming)?;
            Ok((known, Arrival::Revised))
        }
        None => Ok((add(w, incoming)?, Arrival::New)),
    }
}

/// The proposal that has the identity the file claims.
pub(super) fn known(conn: &Connection, incoming: &Incoming) -> Result<Option<ProposalId>> {
    match &incoming.uuid {
        Some(uuid) => rows::by_uuid(conn, uuid),
        None => Ok(None),
    }
}

/// Whether the known proposal says what the file says.
pub(super) fn is_unchanged(conn: &Connection, id: ProposalId, incoming: &Incoming) -> Result<bool> {
    for (hash, _) in &incoming.images {
        if attachments::get(conn, hash)?.is_none() {
            return Ok(false);
        }
    }
    let text = proposals::document_text(conn, id)?;
    if incoming
        .source
        .as_deref()
        .is_some_and(|source| fields(conn, id).is_ok_and(|fields| front_matter::write(&text, &fields) == source))
    {
        return Ok(true);
    }
    // Less front matter than an export has: what it says must be so, what it does not say is no change.
    let measured: Vec<MeasureInput> =
        measure_rows::of_proposal(conn, id)?.into_iter().map(|measure| measure.stated).collect();
    let stands = fields(conn, id)?;
    let given = &incoming.description;
    Ok(text == incoming.text
        && incoming.measures.iter().all(|measure| measured.contains(measure))
        && (given.owner.is_none() || given.owner == stands.owner)
        && (given.tags.is_none() || sorted(given.tags.as_ref()) == sorted(stands.tags.as_ref()))
        && (given.lane.is_none() || given.lane == stands.lane)
        && (given.door.is_none() || given.door == stands.door)
        && (given.ask.is_none() || given.ask == stands.ask)
        && (given.origin.is_none() || given.origin == stands.origin)
        && (given.origin_detail.is_none() || given.origin_detail == stands.origin_detail)
        && (given.revisit_on.is_none() || given.revisit_on == stands.revisit))
}

fn sorted(tags: Option<&Vec<String>>) -> Vec<String> {
    let mut tags = tags.cloned().unwrap_or_default();
    tags.sort();
    tags
}

/// What the front matter of a proposal says when it leaves.
pub(crate) fn fields(conn: &Connection, id: ProposalId) -> Result<FrontMatter> {
    let row = proposals::row(conn, id)?;
    let tags = rows::tags(conn, id)?;
    Ok(FrontMatter {
        uuid: Some(row.uuid),
        stage: Some(row.stage),
        owner: row.owner,
        customer: row.customer,
        tags: Some(tags).filter(|tags| !tags.is_empty()),
        lane: Some(row.lane),
        door: Some(row.door),
        ask: Some(row.ask).filter(|ask| *ask != proposals::Ask::default()),
        origin: row.origin,
        origin_detail: row.origin_detail,
        revisit: row.revisit_on.map(|date| date.to_string()),
        template: Some(row.template),
        measures: measure_rows::of_proposal(conn, id)?.into_iter().map(|measure| measure.stated).collect(),
    })
}

fn revise(w: &Writing<'_>, id: ProposalId, incoming: &Incoming) -> Result<()> {
    proposals::refuse_trashed(&proposals::row(w.conn, id)?)?;
    proposals::put_text(w, id, &incoming.text)?;
    proposals::keep_revision(w, id, Cause::Import)?;
    describe(w, id, incoming)?;
    measures(w, id, &incoming.measures)
}

fn add(w: &Writing<'_>, incoming: &Incoming) -> Result<ProposalId> {
    let stage = incoming.stage.or_else(|| super::madr::stage(&incoming.text)).unwrap_or(Stage::Draft);
    let found = || documents::template_of(&incoming.text).unwrap_or(Template::PrFaq);
    let template = incoming.template.unwrap_or_else(found);
    let customer = incoming.customer.as_deref();
    let id = proposals::insert_proposal(w, stage, template, &incoming.text, customer, Cause::Import)?;
    describe(w, id, incoming)?;
    rows::set_imported(
        w.conn,
        id,
        &rows::Imported {
            uuid: incoming.uuid.as_deref(),
            imported: !matches!(stage, Stage::Spark | Stage::Draft),
            created_at: incoming.created,
            updated_at: incoming.updated,
        },
    )?;
    measures(w, id, &incoming.measures)?;
    scores(w, id, incoming)?;
    Ok(id)
}

fn describe(w: &Writing<'_>, id: ProposalId, incoming: &Incoming) -> Result<()> {
    let new = &incoming.description;
    let owner = match new.owner.as_deref() {
        None => None,
        Some(name) => Some(Some(crate::people::named(w, Some(name))?)),
    };
    let revisit = new.revisit_on.as_deref().map(|text| crate::measures::optional_date("revisit", text)).transpose()?;
    rows::describe(w.conn, id, &rows::Fields { new, owner, revisit, at: w.now })
}

/// Adds measures, and restates those that have the same name.
fn measures(w: &Writing<'_>, id: ProposalId, given: &[MeasureInput]) -> Result<()> {
    for measure in given {
        let dates = crate::measures::checked(measure)?;
        let name = measure.name.trim();
        // A running product's measure that is not here gives no values.
        let source =
            measure.source.as_deref().map(|source| measure_rows::key_of(w.conn, source)).transpose()?.flatten();
        let stated = measure_rows::Stated { new: measure, dates: &dates, source };
        let stands = measure_rows::of_proposal(w.conn, id)?;
        match stands.iter().find(|one| one.stated.name.trim().eq_ignore_ascii_case(name)) {
            Some(one) if one.stated == *measure => {}
            Some(one) => measure_rows::update(w.conn, &one.id, &stated)?,
            None => measure_rows::insert(w.conn, &measure_rows::Owner::Proposal(id), &w.new_id().to_string(), &stated)?,
        }
    }
    Ok(())
}

fn scores(w: &Writing<'_>, id: ProposalId, incoming: &Incoming) -> Result<()> {
    let rubric_version = score_rows::rubric_version(w.conn)?.unwrap_or(1);
    for IncomingScore { by, criterion, answer, reason } in &incoming.scores {
        let person = crate::people::named(w, Some(by))?;
        score_rows::insert(
            w.conn,
            &score_rows::New {
                uuid: w.new_id(),
                proposal: id,
                criterion: *criterion,
                answer: *answer,
                reason,
                raise: None,
                person,
                revision: 1,
                rubric_version,
                warm: false,
                at: incoming.updated.unwrap_or(w.now),
            },
        )?;
    }
    Ok(())
}
