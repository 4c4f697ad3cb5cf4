//! What Insights read across tables: ended decisions with their records, counts over all proposals, ended stays.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rusqlite::{Connection, Row};
use serde::Deserialize;

use super::{first, maybe_word, number, rows, time, word};
use crate::decisions::{Checklist, DecisionId, ExceptionKind};
use crate::error::{Error, Result};
use crate::insights::{self, Case, End, Given, Loop, NotChosen, Rater, ReviewLine, Said, Tally};
use crate::launches::LaunchId;
use crate::measures::Role;
use crate::proposals::{Lane, ProposalId, Stage};
use crate::retros::Verdict;
use crate::scores::{Answer, Criterion};

/// What Insights need of a decision record; records of every age have it.
#[derive(Deserialize)]
struct Frozen<'r> {
    at: String,
    why: String,
    #[serde(borrow)]
    proposal: FrozenProposal<'r>,
    exception: Option<Terms>,
    #[serde(default)]
    ballots: Vec<Vote>,
    #[serde(default)]
    forecasts: Vec<Forecast>,
    #[serde(default)]
    checklist: Option<Checklist>,
}

#[derive(Deserialize)]
struct FrozenProposal<'r> {
    #[serde(borrow)]
    problem: Option<Cow<'r, str>>,
    lane: Lane,
}

#[derive(Deserialize)]
struct Terms {
    kind: ExceptionKind,
}

#[derive(Deserialize)]
struct Vote {
    person: String,
    criterion: Criterion,
    answer: Answer,
    #[serde(default)]
    round: Option<u32>,
}

#[derive(Deserialize)]
struct Forecast {
    person: String,
    percent: f64,
    #[serde(default)]
    occasion: Option<String>,
}

impl Forecast {
    /// Whether it was given again after the discussion.
    fn is_second(&self) -> bool {
        self.occasion.as_deref() == Some("discussion")
    }
}

/// What Insights need of a verdict.
#[derive(Deserialize)]
struct Looked {
    evidence: Vec<Judged>,
}

#[derive(Deserialize)]
struct Judged {
    role: Role,
    met: Option<bool>,
}

/// Two people who were made one keep both ids in records: each id with the one that stands for both.
type Aliases = BTreeMap<String, String>;

fn aliases(conn: &Connection) -> Result<Aliases> {
    let pairs = rows(
        &mut conn.prepare_cached(
            "WITH RECURSIVE one (known_as, id, uuid, merged_into) AS (
               SELECT uuid, id, uuid, merged_into FROM people WHERE merged_into IS NOT NULL
               UNION SELECT one.known_as, p.id, p.uuid, p.merged_into FROM people p JOIN one ON p.id = one.merged_into)
             SELECT known_as, uuid FROM one WHERE merged_into IS NULL",
        )?,
        [],
        |row| Ok((row.get("known_as")?, row.get("uuid")?)),
    )?;
    Ok(pairs.into_iter().collect())
}

fn standing_for(person: String, aliases: &Aliases) -> String {
    aliases.get(&person).cloned().unwrap_or(person)
}

/// Every approving decision that came to an end, with the latest verdict of its launch.
pub(crate) fn cases(conn: &Connection) -> Result<Vec<Case>> {
    let aliases = aliases(conn)?;
    rows(
        &mut conn.prepare_cached(
            "SELECT d.id, d.proposal_id, d.record, l.id AS launch, r.verdict, r.record AS looked,
                    p.stage = 'stopped' AS stopped, p.solution_first,
                    p.owner_id IS (SELECT id FROM people WHERE me = 1) AS mine,
                    (SELECT group_concat(tag, char(31) ORDER BY tag) FROM tags t WHERE t.proposal_id = p.id) AS tags
             FROM decisions d
             JOIN proposals p ON p.id = d.proposal_id
             LEFT JOIN launches l ON l.decision_id = d.id
             LEFT JOIN retros r ON r.id = (SELECT max(id) FROM retros WHERE launch_id = l.id)
             WHERE d.outcome IN ('approve', 'exception') AND (r.id IS NOT NULL OR (p.stage = 'stopped'
               AND d.id = (SELECT max(id) FROM decisions n WHERE n.proposal_id = p.id)))
             ORDER BY d.id",
        )?,
        [],
        |row| case(row, &aliases),
    )
}

fn frozen<'r>(row: &'r Row<'_>, decision: DecisionId) -> Result<Frozen<'r>> {
    let text = row.get_ref("record")?.as_str().map_err(|_| Error::corrupt(format!("{decision} is not text")))?;
    serde_json::from_str(text).map_err(|error| Error::corrupt(format!("{decision} cannot be read: {error}")))
}

fn case(row: &Row<'_>, aliases: &Aliases) -> Result<Case> {
    let decision = DecisionId(number(row, "id")?);
    let frozen = frozen(row, decision)?;
    let verdict: Option<Verdict> = maybe_word(row, "verdict")?;
    let stopped: bool = row.get("stopped")?;
    let end = match verdict.filter(|_| !stopped) {
        Some(verdict) => End::from(verdict),
        None => End::Stopped,
    };
    let tags: Option<String> = row.get("tags")?;
    Ok(Case {
        decision,
        proposal: ProposalId(number(row, "proposal_id")?),
        launch: row.get::<_, Option<u32>>("launch")?.map(LaunchId),
        decided_at: frozen.at,
        problem: frozen.proposal.problem.unwrap_or_default().into_owned(),
        end,
        reached: reached(row, decision)?,
        lane: frozen.proposal.lane,
        exception: frozen.exception.map(|terms| terms.kind),
        solution_first: row.get("solution_first")?,
        mine: row.get("mine")?,
        tags: tags.map(|tags| tags.split('\u{1f}').map(str::to_owned).collect()).unwrap_or_default(),
        given: first_round(frozen.ballots, aliases),
        said: said(frozen.forecasts, aliases),
        checklist: frozen.checklist,
    })
}

/// The levels of the first blind round; without one, of the scores that stood.
fn first_round(ballots: Vec<Vote>, aliases: &Aliases) -> Vec<Given> {
    let first = ballots.iter().filter_map(|vote| vote.round).min();
    ballots
        .into_iter()
        .filter(|vote| vote.round == first)
        .map(|vote| Given {
            person: standing_for(vote.person, aliases),
            criterion: vote.criterion,
            answer: vote.answer,
        })
        .collect()
}

/// Whether the primary measure met its target, as it was frozen with the verdict.
fn reached(row: &Row<'_>, decision: DecisionId) -> Result<Option<bool>> {
    let unreadable =
        |error: &dyn std::fmt::Display| Error::corrupt(format!("the verdict on {decision} cannot be read: {error}"));
    let text = row.get_ref("looked")?.as_str_or_null().map_err(|error| unreadable(&error))?;
    let Some(text) = text else { return Ok(None) };
    let looked: Looked = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
    Ok(looked.evidence.into_iter().find(|judged| judged.role == Role::Primary).and_then(|judged| judged.met))
}

/// Each person's forecast with the first ballot and after discussion; one that was given once stands for both.
fn said(forecasts: Vec<Forecast>, aliases: &Aliases) -> Vec<Said> {
    let mut by_person: BTreeMap<String, [Option<f64>; 2]> = BTreeMap::new();
    for forecast in forecasts {
        let second = forecast.is_second();
        let [first, after] = by_person.entry(standing_for(forecast.person, aliases)).or_default();
        *(if second { after } else { first }) = Some(forecast.percent);
    }
    by_person
        .into_iter()
        .filter_map(|(person, [first, after])| {
            let either = first.or(after)?;
            Some(Said { person, first: either, after: after.unwrap_or(either) })
        })
        .collect()
}

/// Everyone, with whether they share how well their forecasts held.
pub(crate) fn raters(conn: &Connection) -> Result<Vec<Rater>> {
    rows(
        &mut conn.prepare_cached("SELECT uuid, CASE WHEN forgotten_at IS NULL THEN name ELSE '' END AS name, me, shares_calibration FROM people
             WHERE merged_into IS NULL ORDER BY me DESC, name, id")?,
        [],
        |row| {
            Ok(Rater {
                id: row.get("uuid")?,
                name: row.get("name")?,
                me: row.get("me")?,
                shared: row.get("shares_calibration")?,
            })
        },
    )
}

/// Counts over all proposals outside the trash.
pub(crate) fn tally(conn: &Connection) -> Result<Tally> {
    let found = first(
        &mut conn.prepare_cached(
            "SELECT count(*) FILTER (WHERE imported = 1 AND stage IN ('approved', 'building', 'launched', 'closed', 'stopped')) AS imported,
                    count(*) FILTER (WHERE stage <> 'spark' AND imported = 0) AS written,
                    count(*) FILTER (WHERE stage <> 'spark' AND imported = 0 AND solution_first = 1) AS solution_first,
                    count(*) FILTER (WHERE origin = 'lesson') AS from_lessons,
                    count(*) FILTER (WHERE origin = 'product') AS from_products,
                    count(*) FILTER (WHERE origin = 'launch') AS from_launches,
                    count(*) FILTER (WHERE stage = 'declined') AS declined,
                    count(*) FILTER (WHERE stage = 'not-yet') AS not_yet,
                    (SELECT count(DISTINCT proposal_id) FROM later_outcomes) AS noted,
                    (SELECT count(DISTINCT proposal_id) FROM later_outcomes WHERE finding = 'missed') AS missed,
                    (SELECT count(*) FROM decisions WHERE outcome = 'exception') AS exceptions,
                    (SELECT count(*) FROM decisions d JOIN proposals s ON s.id = d.proposal_id
                     WHERE d.outcome IN ('approve', 'exception') AND s.solution_first = 1 AND s.lane = 'new') AS solution_first_approved,
                    (SELECT count(*) FROM decisions d JOIN proposals i ON i.id = d.proposal_id
                     WHERE d.outcome IN ('approve', 'exception') AND i.lane = 'improvement') AS improvements
             FROM proposals WHERE trashed_at IS NULL",
        )?,
        [],
        |row| {
            Ok(Tally {
                imported: number(row, "imported")?,
                written: number(row, "written")?,
                solution_first: number(row, "solution_first")?,
                solution_first_approved: number(row, "solution_first_approved")?,
                exceptions: number(row, "exceptions")?,
                improvements: number(row, "improvements")?,
                origin: Loop {
                    from_lessons: number(row, "from_lessons")?,
                    from_products: number(row, "from_products")?,
                    from_launches: number(row, "from_launches")?,
                },
                not_chosen: NotChosen {
                    declined: number(row, "declined")?,
                    not_yet: number(row, "not_yet")?,
                    noted: number(row, "noted")?,
                    missed: number(row, "missed")?,
                },
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Every ended stay in a stage, in days.
pub(crate) fn stays(conn: &Connection) -> Result<Vec<(Stage, f64)>> {
    rows(
        &mut conn
            .prepare_cached("SELECT stage, julianday(left_at) - julianday(entered_at) AS days FROM stage_stays")?,
        [],
        |row| Ok((word(row, "stage")?, row.get("days")?)),
    )
}

/// The first-round levels of the latest decisions.
pub(crate) fn first_rounds(conn: &Connection, limit: u32) -> Result<Vec<Vec<Given>>> {
    let aliases = aliases(conn)?;
    rows(&mut conn.prepare_cached("SELECT id, record FROM decisions ORDER BY id DESC LIMIT ?1")?, [limit], |row| {
        let frozen = frozen(row, DecisionId(number(row, "id")?))?;
        Ok(first_round(frozen.ballots, &aliases))
    })
}

/// The proposals I wrote on, the latest changed first; sparks are no texts.
pub(crate) fn written_by_me(conn: &Connection, limit: u32) -> Result<Vec<ProposalId>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT p.id FROM proposals p WHERE p.trashed_at IS NULL AND p.stage <> 'spark'
               AND EXISTS (SELECT 1 FROM revisions r JOIN people m ON m.id = r.author_id AND m.me = 1
                           WHERE r.proposal_id = p.id)
             ORDER BY p.updated_at DESC LIMIT ?1",
        )?,
        [limit],
        |row| Ok(ProposalId(number(row, "id")?)),
    )
}

/// Every decision as the review shows it, newest first.
pub(crate) fn decided(conn: &Connection) -> Result<Vec<ReviewLine>> {
    rows(
        &mut conn.prepare_cached("SELECT id, proposal_id, outcome, record, at FROM decisions ORDER BY id DESC")?,
        [],
        |row| {
            let frozen = frozen(row, DecisionId(number(row, "id")?))?;
            let problem = frozen.proposal.problem.unwrap_or_default();
            let proposal = ProposalId(number(row, "proposal_id")?).to_string();
            Ok(insights::decided(proposal, time(row, "at")?.to_string(), &problem, word(row, "outcome")?, frozen.why))
        },
    )
}

/// Every verdict as the review shows it, newest first.
pub(crate) fn closed(conn: &Connection) -> Result<Vec<ReviewLine>> {
    rows(
        &mut conn.prepare_cached(
            "SELECT r.launch_id, r.verdict, r.record AS looked, r.at, d.id, d.record FROM retros r
             JOIN launches l ON l.id = r.launch_id JOIN decisions d ON d.id = l.decision_id ORDER BY r.id DESC",
        )?,
        [],
        |row| {
            let frozen = frozen(row, DecisionId(number(row, "id")?))?;
            let looked: String = row.get("looked")?;
            let why = crate::retros::Retro::read(&looked)?.why;
            let problem = frozen.proposal.problem.unwrap_or_default();
            let launch = LaunchId(number(row, "launch_id")?).to_string();
            Ok(insights::closed(launch, time(row, "at")?.to_string(), &problem, word(row, "verdict")?, why))
        },
    )
}
