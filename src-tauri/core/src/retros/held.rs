//! A retro while it is held: who takes part, what happened, and verdicts that nobody sees before all have given theirs.
//!
//! Not here: closing, which freezes a verdict. Invariant: while one is outstanding, no verdict leaves this file.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{GivenVerdict, TOPICS, VerdictInput, rows};
use crate::change::{Action, Changed, Topic};
use crate::decisions::{Checklist, NamedPerson, Record};
use crate::documents;
use crate::error::{Entity, Error, Reason, Result, Rule};
use crate::insights;
use crate::launches::{self, LaunchId, LaunchRow};
use crate::people;
use crate::portfolio::{Portfolio, Writing};
use crate::storage::{decisions, people as person_rows, proposals as proposal_rows};

/// Someone who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Giver {
    /// The person's id.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// Whether this is the person at the keyboard.
    pub me: bool,
    /// Whether they have given theirs.
    pub given: bool,
    /// What they gave; absent until everyone has.
    pub verdict: Option<GivenVerdict>,
}

/// A retro as the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Held {
    /// `L-002`
    pub launch: LaunchId,
    /// Whether it is going on.
    pub open: bool,
    /// Since when, RFC 3339.
    pub since: Option<String>,
    /// When it falls due, ISO.
    pub due_on: String,
    /// Whether that is still to come.
    pub early: bool,
    /// Why a closed launch is looked at again.
    pub reopened: Option<String>,
    /// What happened, beside the evidence.
    pub happened: String,
    /// What else could explain it.
    pub otherwise: String,
    /// Who takes part.
    pub givers: Vec<Giver>,
    /// Whether everyone who takes part has given theirs.
    pub all_given: bool,
    /// Who owns it and who decided, by name, as far as they are known.
    pub owner: Option<String>,
    /// Who decided.
    pub decider: Option<String>,
    /// Whether one of those who take part is neither owner nor decider; absent where there is nobody else to ask.
    pub independent: Option<bool>,
    /// Who could be asked for that.
    pub could_ask: Vec<NamedPerson>,
    /// What of a good process took place when it was decided.
    pub checklist: Checklist,
    /// How many of its five steps.
    pub steps: u32,
    /// How many make a decision count as well made.
    pub steps_wanted: u32,
}

impl Portfolio {
    /// The retro of a launch, held or not.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown launch.
    pub fn retro(&self, id: LaunchId) -> Result<Held> {
        let today = self.world.today();
        self.read(|conn| {
            let launch = launches::row(conn, id)?;
            let due = crate::storage::launches::due_on(conn, id)?;
            let open = rows::open(conn, id)?;
            let givers = rows::givers(conn, id)?;
            let all_given = !givers.is_empty() && givers.iter().all(|giver| giver.given);
            let givers: Vec<Giver> = givers.into_iter().map(|giver| hidden_unless(all_given, giver)).collect();
            let roles = Roles::of(conn, &launch)?;
            let ids: Vec<&str> = givers.iter().map(|giver| giver.id.as_str()).collect();
            let name = |id: &Option<String>| id.as_ref().map_or(Ok(None), |id| person_rows::name_of(conn, id));
            Ok(Held {
                launch: id,
                open: open.is_some(),
                since: open.as_ref().map(|open| open.at.clone()),
                due_on: due.to_string(),
                early: today < due,
                reopened: open.as_ref().and_then(|open| open.reopened.clone()),
                happened: open.as_ref().map(|open| open.happened.clone()).unwrap_or_default(),
                otherwise: open.map(|open| open.otherwise).unwrap_or_default(),
                all_given,
                owner: name(&roles.owner)?,
                decider: name(&roles.decider)?,
                independent: roles.independent(&ids),
                could_ask: roles.others.iter().filter(|other| !ids.contains(&other.id.as_str())).cloned().collect(),
                steps: u32::try_from(insights::steps(&roles.checklist)).unwrap_or(0),
                steps_wanted: u32::try_from(insights::GOOD_PROCESS_FROM).unwrap_or(0),
                checklist: roles.checklist,
                givers,
            })
        })
    }

    /// Begins to look back on a launch; `with` names who takes part besides me. A new name makes a person.
    ///
    /// # Errors
    /// [`Error::Rejected`] when it is closed: then it is opened again, with a reason.
    pub fn start_retro(&self, id: LaunchId, with: &[String]) -> Result<Changed<()>> {
        self.transact(Action::StartRetro, TOPICS, |w| {
            launches::row(w.conn, id)?;
            if rows::count(w.conn, id)? > 0 && rows::open(w.conn, id)?.is_none() {
                return Err(Error::rejected(id, Rule::AlreadyClosed));
            }
            begin(w, id, None)?;
            for name in with {
                rows::add_giver(w.conn, id, people::named(w, Some(name))?)?;
            }
            w.about(id);
            Ok(())
        })
    }

    /// Looks at a closed launch again: the next verdict stands, dated, beside the first.
    ///
    /// # Errors
    /// [`Error::Invalid`] without a reason; [`Error::Rejected`] when it has no verdict yet.
    pub fn reopen_retro(&self, id: LaunchId, why: &str) -> Result<Changed<()>> {
        let why = why.trim();
        if why.is_empty() {
            return Err(Error::invalid("why", Reason::Required));
        }
        self.transact(Action::ReopenRetro, TOPICS, |w| {
            launches::row(w.conn, id)?;
            if rows::count(w.conn, id)? == 0 {
                return Err(Error::rejected(id, Rule::NotClosed));
            }
            begin(w, id, Some(why))?;
            w.about(id);
            Ok(())
        })
    }

    /// Asks someone else to give a verdict, too.
    ///
    /// # Errors
    /// [`Error::Rejected`] when no retro is going on, or when the verdicts are on the table already.
    pub fn ask_for_verdict(&self, id: LaunchId, name: &str) -> Result<Changed<()>> {
        self.transact(Action::AskForVerdict, TOPICS, |w| {
            refuse_unopened(w.conn, id)?;
            let givers = rows::givers(w.conn, id)?;
            if givers.len() > 1 && givers.iter().all(|giver| giver.given) {
                return Err(Error::rejected(id, Rule::VerdictsShown));
            }
            rows::add_giver(w.conn, id, people::named(w, Some(name))?)?;
            w.about(id);
            w.detail(name.trim());
            Ok(())
        })
    }

    /// Goes on without someone: what they gave, if anything, is destroyed unseen.
    ///
    /// # Errors
    /// [`Error::NotFound`] for someone who does not take part; [`Error::Rejected`] when the verdicts are on the table.
    pub fn excuse_giver(&self, id: LaunchId, person: &str) -> Result<Changed<()>> {
        self.transact(Action::ExcuseGiver, TOPICS, |w| {
            refuse_unopened(w.conn, id)?;
            let givers = rows::givers(w.conn, id)?;
            if givers.len() > 1 && givers.iter().all(|giver| giver.given) {
                return Err(Error::rejected(id, Rule::VerdictsShown));
            }
            let key = person_rows::key_of(w.conn, person)?.ok_or_else(|| Error::not_found(Entity::Person, person))?;
            if !rows::remove_giver(w.conn, id, key)? {
                return Err(Error::not_found(Entity::Person, person));
            }
            w.about(id);
            Ok(())
        })
    }

    /// Keeps what happened and what else could explain it, while looking back.
    ///
    /// # Errors
    /// [`Error::Rejected`] when no retro is going on.
    pub fn keep_look_back(&self, id: LaunchId, happened: &str, otherwise: &str) -> Result<Changed<()>> {
        self.transact(Action::LookBack, &[Topic::Retros], |w| {
            refuse_unopened(w.conn, id)?;
            rows::keep_look_back(w.conn, id, happened.trim(), otherwise.trim())?;
            w.about(id);
            w.continues();
            Ok(())
        })
    }

    /// Gives one person's verdict, sealed until everyone who takes part has given theirs.
    ///
    /// # Errors
    /// [`Error::Invalid`] without "why" or "what else could explain this"; [`Error::Rejected`] for someone who does not take
    /// part, or who has given theirs.
    pub fn seal_verdict(&self, id: LaunchId, by: Option<&str>, input: &VerdictInput) -> Result<Changed<bool>> {
        let input = input.checked()?;
        self.transact(Action::SealVerdict, TOPICS, |w| {
            refuse_unopened(w.conn, id)?;
            let person = people::named(w, by)?;
            let giver = person_rows::uuid_of(w.conn, person)?.unwrap_or_default();
            let givers = rows::givers(w.conn, id)?;
            let own =
                givers.iter().find(|other| other.id == giver).ok_or_else(|| Error::rejected(id, Rule::NotAGiver))?;
            if own.given {
                return Err(Error::rejected(id, Rule::VerdictSealed));
            }
            rows::seal(w.conn, id, person, &input, w.now)?;
            w.about(id);
            Ok(givers.iter().all(|other| other.given || other.id == giver))
        })
    }

    /// Ends a retro without a verdict; sealed verdicts are destroyed unseen.
    ///
    /// # Errors
    /// [`Error::Rejected`] when none is going on.
    pub fn leave_retro(&self, id: LaunchId) -> Result<Changed<()>> {
        self.transact(Action::LeaveRetro, TOPICS, |w| {
            refuse_unopened(w.conn, id)?;
            rows::end(w.conn, id)?;
            w.about(id);
            Ok(())
        })
    }
}

fn begin(w: &Writing<'_>, id: LaunchId, reopened: Option<&str>) -> Result<()> {
    rows::begin(w.conn, id, reopened, w.now)?;
    rows::add_giver(w.conn, id, w.me)
}

fn refuse_unopened(conn: &Connection, id: LaunchId) -> Result<()> {
    launches::row(conn, id)?;
    match rows::open(conn, id)? {
        Some(_) => Ok(()),
        None => Err(Error::rejected(id, Rule::RetroNotOpen)),
    }
}

fn hidden_unless(shown: bool, giver: Giver) -> Giver {
    Giver { verdict: giver.verdict.filter(|_| shown), ..giver }
}

/// The verdicts that were collected blind; none when only I take part. Refused while one is outstanding.
pub(super) fn collected(w: &Writing<'_>, id: LaunchId, me: &str) -> Result<Vec<GivenVerdict>> {
    let givers = rows::givers(w.conn, id)?;
    let alone = givers.iter().all(|giver| giver.id == me);
    if !alone && givers.iter().any(|giver| !giver.given) {
        return Err(Error::rejected(id, Rule::VerdictsOutstanding));
    }
    Ok(givers.into_iter().filter_map(|giver| giver.verdict).collect())
}

/// Who owns and who decided a launch, and who else there is.
pub(super) struct Roles {
    pub(super) owner: Option<String>,
    pub(super) decider: Option<String>,
    pub(super) others: Vec<NamedPerson>,
    pub(super) checklist: Checklist,
}

impl Roles {
    pub(super) fn of(conn: &Connection, launch: &LaunchRow) -> Result<Self> {
        let record = record_of(conn, launch)?;
        let owner = proposal_rows::owner_uuid(conn, launch.proposal)?;
        let others = person_rows::list(conn)?
            .into_iter()
            .filter(|person| !person.retired && Some(&person.id) != owner.as_ref() && person.id != record.decider)
            .map(|person| NamedPerson { id: person.id, name: person.name })
            .collect();
        Ok(Self { owner, decider: Some(record.decider), others, checklist: record.checklist })
    }

    /// Whether one of `givers` is neither owner nor decider; absent where there is nobody else to ask.
    pub(super) fn independent(&self, givers: &[&str]) -> Option<bool> {
        let is_neither =
            |giver: &&str| Some(*giver) != self.owner.as_deref() && Some(*giver) != self.decider.as_deref();
        let found = givers.iter().any(is_neither);
        (found || !self.others.is_empty()).then_some(found)
    }
}

/// Retros that are held and wait for me: (launch, frozen problem, since).
pub(crate) fn waiting(conn: &Connection) -> Result<Vec<(LaunchId, String, String)>> {
    rows::waiting(conn)?
        .into_iter()
        .map(|(id, since)| {
            let launch = launches::row(conn, id)?;
            let record = record_of(conn, &launch)?;
            Ok((id, documents::plain(&record.proposal.problem.unwrap_or_default()), since.to_string()))
        })
        .collect()
}

fn record_of(conn: &Connection, launch: &LaunchRow) -> Result<Record> {
    let stored = decisions::get(conn, launch.decision)?;
    let stored = stored.ok_or_else(|| Error::corrupt(format!("{} has no record", launch.id)))?;
    Record::read(&stored.record, launch.decision)
}
