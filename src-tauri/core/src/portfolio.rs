//! An open portfolio: the only way in.
//!
//! A method on [`Portfolio`] is one thing a person does. Changes go through [`Portfolio::transact`], the one way to write:
//! it records what changed for undo and the log, brings derived lines up to date, commits and names what became stale.
//! Reads use connections of their own and never wait for a writer.
//! Not here: what the nouns mean; their folders add the methods.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, TransactionBehavior};
use uuid::Uuid;

use crate::change::{Action, Changed, Topic};
use crate::error::{Error, Result};
use crate::place::{Known, Place};
use crate::storage::{backup, capture, changes, open};
use crate::tongue::Tongue;
use crate::world::World;
use crate::{backups, people, proposals, scores};

/// Saves of one document become one step of undo until this much time passes without one.
const TYPING_PAUSE: SignedDuration = SignedDuration::from_secs(10);

/// Clocks of two computers may differ by this much without a word.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_mins(5);

/// An open portfolio file.
pub struct Portfolio {
    path: PathBuf,
    access: open::Access,
    pub(crate) world: World,
    session: String,
    writer: Mutex<Option<Writer>>,
    readers: Mutex<Vec<Connection>>,
    unclean: bool,
    upgraded_from: Option<PathBuf>,
    pub(crate) roll: proposals::Roll,
    place: Place,
    /// The log as it was when it was last folded into the file.
    folded: Mutex<Option<(u64, SystemTime)>>,
}

/// What the connection that a file is opened with is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Writer,
    Reader,
}

/// The connection that changes go through.
struct Writer {
    conn: Connection,
    /// Whether it records what it changes: set up before the first change, so that whoever only reads does not wait for it.
    records: bool,
}

impl Writer {
    fn new(conn: Connection) -> Self {
        Self { conn, records: false }
    }

    /// Differs after another program changed the file.
    fn data_version(&self) -> Result<u32> {
        Ok(self.conn.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// What it knows of the portfolio it writes to.
    fn known(&self) -> Result<Known> {
        let newest = changes::last_number(&self.conn)?;
        Ok(Known { uuid: open::uuid(&self.conn).ok(), newest, outside: self.data_version()? })
    }
}

/// What `work` has at hand inside a transaction.
pub(crate) struct Writing<'t> {
    /// The transaction.
    pub(crate) conn: &'t Connection,
    /// One time for the whole action.
    pub(crate) now: Timestamp,
    /// The date on the wall.
    pub(crate) today: Date,
    /// The entry this action is recorded under.
    pub(crate) change: i64,
    /// The person at the keyboard.
    pub(crate) me: i64,
    world: &'t World,
    subject: RefCell<Option<String>>,
    detail: RefCell<Option<String>>,
    continues: Cell<bool>,
    joins: Cell<Option<i64>>,
    draws_lines: Cell<bool>,
}

impl Writing<'_> {
    /// A new identity.
    pub(crate) fn new_id(&self) -> Uuid {
        self.world.new_id()
    }

    /// A new key that cannot be guessed.
    pub(crate) fn new_key(&self) -> String {
        self.world.new_key()
    }

    /// The date on the wall at `time`.
    pub(crate) fn date_of(&self, time: Timestamp) -> Date {
        self.world.date_of(time)
    }

    /// The language that is spoken now.
    pub(crate) fn tongue(&self) -> Tongue {
        self.world.tongue()
    }

    /// Says what the action was about, for the log and the Undo menu.
    pub(crate) fn about(&self, subject: impl ToString) {
        *self.subject.borrow_mut() = Some(subject.to_string());
    }

    /// Adds a word to the log line: a stage, a name, a count.
    pub(crate) fn detail(&self, detail: impl ToString) {
        *self.detail.borrow_mut() = Some(detail.to_string());
    }

    /// Runs `work` without recording it for undo: for what a person did not do.
    pub(crate) fn unrecorded<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        capture::record(self.conn, None)?;
        let value = work()?;
        capture::record(self.conn, Some(self.change))?;
        Ok(value)
    }

    /// The action itself writes the line of every proposal it touches, and no text that search finds beside them.
    pub(crate) fn draws_lines(&self) {
        self.draws_lines.set(true);
    }

    /// The action is one step of undo with that of an earlier entry, if nothing came between them.
    pub(crate) fn joins(&self, entry: i64) {
        self.joins.set(Some(entry));
    }

    /// The action goes on where the same one on the same subject left off: one step of undo.
    pub(crate) fn continues(&self) {
        self.continues.set(true);
    }
}

impl Portfolio {
    /// Makes a new portfolio at `path`, with the person `me`, and opens it.
    ///
    /// # Errors
    /// [`Error::Rejected`] when a file is there already; [`Error::Io`] when the place cannot be written.
    pub fn create(path: &Path, me: &str, world: World) -> Result<Self> {
        open::create(path)?;
        let mut portfolio = Self::open(path, world)?;
        portfolio.start(me)?;
        portfolio.place = Place::new(path, portfolio.known().transpose()?, false);
        Ok(portfolio)
    }

    /// Opens the portfolio at `path`, upgrading an older one after a copy of it was laid beside it.
    ///
    /// A file without write permission opens read-only: see [`Portfolio::is_read_only`].
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::NotAPortfolio`], [`Error::TooNew`], [`Error::Corrupt`] or [`Error::Busy`]; the file is left as it was.
    pub fn open(path: &Path, world: World) -> Result<Self> {
        let access = open::access(path)?;
        Self::open_with(path, access, world, First::Writer)
    }

    /// Opens the portfolio at `path` for one command: what it writes with is connected when something is to be written, so
    /// that a question costs one connection.
    ///
    /// # Errors
    /// As [`Portfolio::open`].
    pub fn open_briefly(path: &Path, world: World) -> Result<Self> {
        let access = open::access(path)?;
        Self::open_with(path, access, world, First::Reader)
    }

    /// Opens the portfolio at `path` for reading only.
    ///
    /// # Errors
    /// As [`Portfolio::open`].
    pub fn open_read_only(path: &Path, world: World) -> Result<Self> {
        let access = open::access(path)?;
        Self::open_with(path, access.for_reading(), world, First::Reader)
    }

    fn open_with(path: &Path, access: open::Access, world: World, first: First) -> Result<Self> {
        let version = open::judge(path)?;
        let unclean = open::has_log(path);
        let mut conn = open::connect(path, access)?;
        let mut upgraded_from = None;
        if access == open::Access::Full {
            if version < open::SCHEMA_VERSION {
                upgraded_from = Some(backups::before_upgrade(&conn, path, &world)?);
                open::upgrade(&mut conn)?;
            }
        } else if version < open::SCHEMA_VERSION {
            return Err(Error::ReadOnly);
        }
        open::refuse_foreign_schema(&conn)?;
        let (writer, readers) = if access == open::Access::Full && first == First::Writer {
            open::prepare_writer(&conn)?;
            (Some(Writer::new(conn)), vec![])
        } else {
            open::prepare_reader(&conn)?;
            (None, vec![conn])
        };
        let session = world.new_id().to_string();
        // One command is over before a file is written over it.
        let known = writer.as_ref().map(Writer::known).transpose()?;
        let portfolio = Self {
            path: path.to_owned(),
            access,
            world,
            session,
            writer: Mutex::new(writer),
            readers: Mutex::new(readers),
            unclean,
            upgraded_from,
            roll: proposals::Roll::default(),
            place: Place::new(path, known, !unclean),
            folded: Mutex::new(None),
        };
        if access == open::Access::Full {
            portfolio.empty_old_trash()?;
        }
        Ok(portfolio)
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// This opening of the file, as the undo stack knows it.
    pub(crate) fn session(&self) -> &str {
        &self.session
    }

    /// Whether changes are refused because the file or its folder cannot be written.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.access != open::Access::Full
    }

    /// Whether a log was left beside the file when it was opened: the last end was not a clean one, or another program has
    /// it open. Then [`Portfolio::quick_check`] is due, in the background.
    #[must_use]
    pub fn ended_uncleanly(&self) -> bool {
        self.unclean
    }

    /// The copy that was made before the file was upgraded, if it was.
    #[must_use]
    pub fn copy_before_upgrade(&self) -> Option<&Path> {
        self.upgraded_from.as_deref()
    }

    /// Whether the path still names the file that was opened, and it holds what it held. Without it nothing is written: it
    /// would be lost, or be written over what is there now.
    ///
    /// # Errors
    /// [`Error::Vanished`] when no file is there any more, [`Error::Replaced`] when another one is, [`Error::Overwritten`]
    /// when the content of another one is.
    pub fn refuse_if_moved(&self) -> Result<()> {
        let standing = self.place.refuse_if_moved(|| self.known()?.ok());
        if matches!(standing, Err(Error::Overwritten { .. })) {
            lock(&self.readers).clear();
            if let Some(Writer { conn, .. }) = lock(&self.writer).take() {
                open::abandon(conn, &self.path)?;
            }
        }
        standing
    }

    fn known(&self) -> Option<Result<Known>> {
        lock(&self.writer).as_ref().map(Writer::known)
    }

    /// Looks at everything as it is at one moment, on a connection that no writer blocks; on the writer's own when the
    /// file is no longer where it was.
    pub(crate) fn snapshot<T>(&self, look: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let Err(moved) = self.refuse_if_moved() else {
            return look(&open::connect(&self.path, self.access.for_reading())?);
        };
        match lock(&self.writer).as_ref().map(|writer| &writer.conn).or(lock(&self.readers).first()) {
            Some(conn) => look(conn),
            None => Err(moved),
        }
    }

    /// Replaces all there is by what the file `with` holds.
    pub(crate) fn overwrite(&self, with: &Path) -> Result<()> {
        self.write(|conn| {
            conn.flush_prepared_statement_cache();
            self.roll.forget();
            self.place.forget();
            backup::put_back(with, conn)
        })
    }

    /// Answers a question on a connection of its own. A full-text index that was read before holds what it read against what
    /// others wrote since and calls that damage.
    pub(crate) fn read_afresh<T>(&self, question: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.refuse_if_moved()?;
        let conn = open::connect(&self.path, self.access.for_reading())?;
        let tx = conn.unchecked_transaction()?;
        let answer = question(&tx)?;
        tx.finish()?;
        Ok(answer)
    }

    /// Answers a question on a connection that no writer blocks.
    pub(crate) fn read<T>(&self, question: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let waiting = lock(&self.readers).pop();
        let conn = match waiting {
            Some(conn) => conn,
            None => {
                self.refuse_if_moved()?;
                open::connect(&self.path, self.access.for_reading())?
            }
        };
        let tx = conn.unchecked_transaction()?;
        let answer = question(&tx);
        tx.finish()?;
        lock(&self.readers).push(conn);
        answer
    }

    /// Runs `work` in one transaction: all of it is stored, recorded and on the disk, or none of it.
    pub(crate) fn transact<T>(
        &self,
        action: Action,
        topics: &'static [Topic],
        work: impl FnOnce(&Writing<'_>) -> Result<T>,
    ) -> Result<Changed<T>> {
        let value = self.write(|conn| self.attempt(conn, action, work))?;
        Ok(Changed { value, topics })
    }

    fn attempt<T>(
        &self,
        conn: &mut Connection,
        action: Action,
        work: impl FnOnce(&Writing<'_>) -> Result<T>,
    ) -> Result<T> {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let now = self.world.now();
        let me = people::me(&tx)?;
        let change = changes::begin(&tx, action, self.log_time(&tx, now)?, me, &self.session)?;
        let writing = Writing {
            conn: &tx,
            now,
            today: self.world.date_of(now),
            change,
            me: me.unwrap_or(0),
            world: &self.world,
            subject: RefCell::new(None),
            detail: RefCell::new(None),
            continues: Cell::new(false),
            joins: Cell::new(None),
            draws_lines: Cell::new(false),
        };
        capture::record(&tx, Some(change))?;
        let value = work(&writing);
        capture::record(&tx, None)?;
        let value = value?;
        self.finish(&writing, action)?;
        tx.commit()?;
        Ok(value)
    }

    /// Lends the writer to `work`. After a write that the disk did not confirm nothing about the connection is assumed: the
    /// file is opened again, so that what is read from now on is what is stored.
    fn write<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        if self.is_read_only() {
            return Err(Error::ReadOnly);
        }
        self.refuse_if_moved()?;
        let mut writer = lock(&self.writer);
        let lent = match writer.as_mut() {
            Some(lent) => lent,
            None => writer.insert(Writer::new(self.connect_writer()?)),
        };
        if !lent.records {
            capture::install(&lent.conn)?;
            lent.records = true;
        }
        let result = work(&mut lent.conn);
        self.place.wrote();
        if matches!(result, Err(Error::Unconfirmed)) {
            *writer = None;
            lock(&self.readers).clear();
        }
        result
    }

    fn connect_writer(&self) -> Result<Connection> {
        let conn = open::connect(&self.path, open::Access::Full)?;
        open::prepare_writer(&conn)?;
        Ok(conn)
    }

    /// The time of a log entry: never before the entry before it, also when the clock was set back.
    fn log_time(&self, conn: &Connection, now: Timestamp) -> Result<Timestamp> {
        if !self.world.moves_on() {
            return Ok(now);
        }
        Ok(changes::newest(conn)?.map_or(now, |newest| newest.max(now)))
    }

    /// Whether the clock stands well before the last change: then it was set back, or was wrong then. No date is moved.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn clock_was_set_back(&self) -> Result<bool> {
        let newest = self.read(changes::newest)?;
        let now = self.world.now().saturating_add(CLOCK_SLACK).unwrap_or(Timestamp::MAX);
        Ok(newest.is_some_and(|newest| newest > now))
    }

    fn finish(&self, writing: &Writing<'_>, action: Action) -> Result<()> {
        let conn = writing.conn;
        if !writing.draws_lines.get() {
            proposals::refresh(conn, writing.change)?;
        }
        let subject = writing.subject.borrow();
        changes::describe(conn, writing.change, subject.as_deref(), writing.detail.borrow().as_deref())?;
        if writing.continues.get()
            && let Some(subject) = subject.as_deref()
            && let Some(older) = self.earlier_step(conn, action, subject, writing)?
        {
            changes::merge(conn, older, writing.change, writing.now)?;
        }
        if let Some(older) = writing.joins.get() {
            changes::join_to(conn, &self.session, older, writing.change)?;
        }
        if !action.can_be_undone() {
            changes::drop_images(conn, writing.change)?;
        }
        changes::settle(conn, &self.session, writing.change)
    }

    fn earlier_step(
        &self,
        conn: &Connection,
        action: Action,
        subject: &str,
        writing: &Writing<'_>,
    ) -> Result<Option<i64>> {
        let since = writing.now.checked_sub(TYPING_PAUSE).unwrap_or(writing.now);
        changes::continued(conn, &self.session, action, subject, since, writing.change)
    }

    /// Takes back or repeats a recorded change; see `undo`.
    pub(crate) fn rewrite<T>(&self, work: impl FnOnce(&Connection, &str, Timestamp) -> Result<T>) -> Result<T> {
        self.write(|conn| {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            tx.pragma_update(None, "defer_foreign_keys", true)?;
            let value = work(&tx, &self.session, self.log_time(&tx, self.world.now())?)?;
            tx.commit()?;
            Ok(value)
        })
    }

    /// Rewrites the whole file without what was deleted from it.
    pub(crate) fn rewrite_file(&self) -> Result<()> {
        self.write(|conn| open::rewrite_without_remains(conn))
    }

    /// A number that differs after another program changed the file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn outside_version(&self) -> Result<u32> {
        let writer = lock(&self.writer);
        match writer.as_ref() {
            Some(writer) => {
                let version = writer.data_version()?;
                self.place.follow(version, || writer.known())?;
                Ok(version)
            }
            None => Ok(0),
        }
    }

    /// Folds a log that has grown long into the file, beside whoever reads and writes. To be called now and then, off the
    /// main thread.
    ///
    /// # Errors
    /// When the file cannot be written; nothing that was acknowledged is lost by that.
    pub fn fold_log(&self) -> Result<()> {
        let log = open::long_log(&self.path);
        if self.is_read_only() || log.is_none() || *lock(&self.folded) == log || self.refuse_if_moved().is_err() {
            return Ok(());
        }
        open::fold_log(&self.path)?;
        *lock(&self.folded) = log;
        Ok(())
    }

    /// Ends the session: the log is folded into the file, so that one file holds everything.
    ///
    /// # Errors
    /// When the file cannot be written; nothing that was acknowledged is lost by that.
    pub fn close(&self) -> Result<()> {
        lock(&self.readers).clear();
        if let Some(Writer { conn, .. }) = lock(&self.writer).take() {
            conn.close().map_err(|(_, error)| Error::from(error))?;
        }
        Ok(())
    }

    fn start(&self, me: &str) -> Result<()> {
        self.transact(Action::StartPortfolio, &[Topic::Portfolio], |w| {
            open::name_portfolio(w.conn, &w.new_id(), w.now)?;
            people::add_me(w, me)?;
            scores::add_default_rubric(w)
        })
        .map(drop)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
