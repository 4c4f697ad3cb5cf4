//! Keeping what came from a file: as a new proposal, as a revision of a known one, or not at all when nothing changed.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::Connection;

use super::front_matter::{self, FrontMatter};
use super::report::Arrival;
use super::{Incoming, IncomingScore};
use crate::error::Result;
use crate::measures::MeasureInput;
use crate::people;
use crate::portfolio::Writing;
use crate::proposals::{self, Arriving, Cause, Description, Door, Lane, ProposalId, ProposalRow, Stage, Unindexed};
use crate::scores::gate::Gate;
use crate::scores::{self, Standing};
use crate::storage::{attachments, measures as measure_rows, proposals as rows, scores as score_rows};

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
    describe(w, id, &incoming.description)?;
    measures(w, id, &incoming.measures)?;
    proposals::refresh_line(w.conn, id)
}

fn describe(w: &Writing<'_>, id: ProposalId, new: &Description) -> Result<()> {
    let owner = match new.owner.as_deref() {
        None => None,
        Some(name) => Some(Some(people::named(w, Some(name))?)),
    };
    let revisit = revisit(new)?;
    rows::describe(w.conn, id, &rows::Fields { new, owner, revisit, at: w.now })
}

fn revisit(described: &Description) -> Result<Option<Option<Date>>> {
    described.revisit_on.as_deref().map(|text| crate::measures::optional_date("revisit", text)).transpose()
}

/// What is the same for all that comes in with one file.
pub(super) struct Store<'w, 't> {
    w: &'w Writing<'t>,
    rubric_version: u32,
    /// Who was named so far.
    people: HashMap<String, i64>,
    unindexed: Unindexed,
}

impl<'w, 't> Store<'w, 't> {
    pub(super) fn new(w: &'w Writing<'t>) -> Result<Self> {
        let rubric_version = score_rows::rubric_version(w.conn)?.unwrap_or(1);
        Ok(Self { w, rubric_version, people: HashMap::new(), unindexed: Unindexed::default() })
    }

    /// Keeps a proposal, or brings the one with its identity up to date. `read` is what [`read`] makes of it.
    pub(super) fn keep(&mut self, incoming: &Incoming, read: &Arriving<'_>) -> Result<(ProposalId, Arrival)> {
        let w = self.w;
        for (hash, image) in &incoming.images {
            attachments::put(w.conn, hash, image.kind, &image.bytes, w.now)?;
        }
        match known(w.conn, incoming)? {
            Some(known) => {
                self.unindexed.enter(w)?;
                revise(w, known, incoming)?;
                Ok((known, Arrival::Revised))
            }
            None => Ok((self.add(incoming, read)?, Arrival::New)),
        }
    }

    fn add(&mut self, incoming: &Incoming, read: &Arriving<'_>) -> Result<ProposalId> {
        let w = self.w;
        let row = self.row(incoming, read)?;
        let row = read.add(w, row, incoming.description.tags.as_deref().unwrap_or_default())?;
        measures(w, row.id, &incoming.measures)?;
        let gate = Gate { standings: self.scores(row.id, incoming)? };
        read.draw(w, &row, &gate)?;
        self.unindexed.push(w, row.id, read.words())?;
        Ok(row.id)
    }

    /// Lets search find all that was kept.
    pub(super) fn finish(mut self) -> Result<()> {
        self.unindexed.enter(self.w)
    }

    fn row(&mut self, incoming: &Incoming, read: &Arriving<'_>) -> Result<ProposalRow> {
        let (w, described) = (self.w, &incoming.description);
        let owner = described.owner.as_deref().map_or(Ok(w.me), |name| self.person(name))?;
        Ok(ProposalRow {
            id: ProposalId(0),
            uuid: incoming.uuid.clone().unwrap_or_else(|| w.new_id().to_string()),
            stage: read.stage,
            stage_since: incoming.updated.unwrap_or(w.now),
            stage_why: None,
            lane: described.lane.unwrap_or(Lane::New),
            door: described.door.unwrap_or(Door::TwoWay),
            owner: described.owner.clone(),
            owner_id: (owner != 0).then_some(owner),
            customer: incoming.customer.clone(),
            ask: described.ask.clone().unwrap_or_default(),
            origin: described.origin,
            origin_detail: described.origin_detail.clone(),
            revisit_on: revisit(described)?.flatten(),
            template: read.template,
            imported: !matches!(read.stage, Stage::Spark | Stage::Draft),
            solution_first: false,
            created_at: incoming.created.unwrap_or(w.now),
            updated_at: incoming.updated.unwrap_or(w.now),
            trashed: false,
        })
    }

    fn scores(&mut self, id: ProposalId, incoming: &Incoming) -> Result<[Standing; 3]> {
        let w = self.w;
        let mut given = vec![];
        for IncomingScore { by, criterion, answer, reason } in &incoming.scores {
            let person = self.person(by)?;
            given.push((person, *criterion, *answer));
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
                    rubric_version: self.rubric_version,
                    warm: false,
                    at: incoming.updated.unwrap_or(w.now),
                },
            )?;
        }
        Ok(scores::standings_of_new(&given))
    }

    fn person(&mut self, name: &str) -> Result<i64> {
        if let Some(known) = self.people.get(name) {
            return Ok(*known);
        }
        let person = people::named(self.w, Some(name))?;
        self.people.insert(name.to_owned(), person);
        Ok(person)
    }
}

/// What is made of a text before it is kept.
pub(super) fn read(incoming: &Incoming) -> Arriving<'_> {
    let stage = incoming.stage.or_else(|| super::madr::stage(&incoming.text)).unwrap_or(Stage::Draft);
    Arriving::read(&incoming.text, stage, incoming.template)
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
