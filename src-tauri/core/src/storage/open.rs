//! Opening and making portfolio files: header, pragmas, migrations.
//!
//! A file is judged by its header before SQLite may touch it, so that a foreign, newer or truncated file keeps its bytes.
//! Invariant: every connection handed out has foreign keys on, untrusted schema off and five seconds of patience.

use std::fs::{self, File};
use std::io::Read;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::hooks::Wal;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{StorageError, changes, revisions, situation, stamp};
use crate::error::{Error, Result, Rule};

/// `application_id` of a portfolio: "BCst" in ASCII.
const APPLICATION_ID: i32 = 0x4243_7374;

/// Applied in order, recorded in `user_version`. Append only: a released step already ran on someone's portfolio.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../migrations/0001_portfolio.sql")),
    M::up(include_str!("../../migrations/0002_launches.sql")),
    M::up(include_str!("../../migrations/0003_writing.sql")),
    M::up(include_str!("../../migrations/0004_views.sql")),
    M::up(include_str!("../../migrations/0005_meetings.sql")),
    M::up(include_str!("../../migrations/0006_measuring.sql")),
    M::up(include_str!("../../migrations/0007_looking_back.sql")),
    M::up(include_str!("../../migrations/0008_trust.sql")),
    M::up(include_str!("../../migrations/0009_lists.sql")),
];
const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// The schema version this program writes.
pub(crate) const SCHEMA_VERSION: u32 = STEPS.len() as u32;

/// SHA-256 over the schema that the steps make: a file whose schema differs was changed by something else.
/// Written by `npm run bindings`, so that opening need not make the schema to know it.
const SCHEMA_SHA256: &str = include_str!("../../migrations/schema.sha256");

/// How a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Read and write.
    Full,
    /// Read; write-ahead log beside the file is read too.
    ReadOnly,
    /// Read, and nothing beside the file can be made: read-only media.
    Immutable,
}

impl Access {
    /// The same, without writing.
    pub(crate) fn for_reading(self) -> Self {
        match self {
            Self::Full | Self::ReadOnly => Self::ReadOnly,
            Self::Immutable => Self::Immutable,
        }
    }
}

/// What the first hundred bytes of a file say.
struct Header {
    application_id: i32,
    schema_version: u32,
}

/// Whether a log is left beside the file: another program has it open, or the last end was not a clean one.
pub(crate) fn has_log(path: &Path) -> bool {
    fs::metadata(log_of(path)).is_ok_and(|log| log.len() > 0)
}

fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// Makes a new, empty portfolio file, whole or not at all.
pub(crate) fn create(path: &Path) -> Result<()> {
    if path.exists() {
        return Err(Error::rejected(path.display(), Rule::FileExists));
    }
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".new");
    let unfinished = PathBuf::from(unfinished);
    if unfinished.exists() {
        fs::remove_file(&unfinished).map_err(|error| Error::io(&unfinished, error))?;
    }
    private_file(&unfinished)?;
    {
        let mut conn = Connection::open(&unfinished)?;
        conn.pragma_update(None, "application_id", APPLICATION_ID)?;
        MIGRATIONS.to_latest(&mut conn).map_err(StorageError::from)?;
    }
    fs::hard_link(&unfinished, path)
        .or_else(|_| if path.exists() { Ok(()) } else { fs::rename(&unfinished, path) })
        .map_err(|error| Error::io(path, error))?;
    if unfinished.exists() {
        fs::remove_file(&unfinished).map_err(|error| Error::io(&unfinished, error))?;
    }
    Ok(())
}

#[cfg(unix)]
pub(crate) fn private_file(path: &Path) -> Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map(drop)
        .map_err(|error| Error::io(path, error))
}

#[cfg(not(unix))]
pub(crate) fn private_file(path: &Path) -> Result<()> {
    File::create_new(path).map(drop).map_err(|error| Error::io(path, error))
}

/// How `path` can be opened. A file or folder without write permission is read, not refused.
pub(crate) fn access(path: &Path) -> Result<Access> {
    let file = fs::metadata(path).map_err(|error| Error::io(path, error))?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let folder_is_closed =
        fs::metadata(folder).is_ok_and(|folder| folder.permissions().readonly()) || !can_make_files(folder);
    if folder_is_closed && !has_log(path) {
        return Ok(Access::Immutable);
    }
    if file.permissions().readonly() || fs::OpenOptions::new().write(true).open(path).is_err() {
        return Ok(Access::ReadOnly);
    }
    Ok(Access::Full)
}

fn can_make_files(folder: &Path) -> bool {
    let probe = folder.join(format!(".backcast-{}", std::process::id()));
    let made = File::create_new(&probe).is_ok();
    made && fs::remove_file(&probe).is_ok()
}

/// Judges a file by its header and size, without letting SQLite touch it. Returns its schema version.
pub(crate) fn judge(path: &Path) -> Result<u32> {
    let not_a_portfolio = |why| Error::NotAPortfolio { path: path.to_owned(), why };
    if path.is_dir() {
        return Err(not_a_portfolio("it is a folder"));
    }
    let mut file = File::open(path).map_err(|error| Error::io(path, error))?;
    let mut bytes = [0_u8; 100];
    if let Err(error) = file.read_exact(&mut bytes) {
        return Err(match error.kind() {
            std::io::ErrorKind::UnexpectedEof => {
                not_a_portfolio("it is empty or cut off before the first hundred bytes")
            }
            _ => Error::io(path, error),
        });
    }
    if !bytes.starts_with(b"SQLite format 3\0") {
        return Err(not_a_portfolio("it is not a database"));
    }
    let header = Header {
        application_id: i32::from_be_bytes(four(&bytes, 68)),
        schema_version: u32::from_be_bytes(four(&bytes, 60)),
    };
    if header.application_id != APPLICATION_ID {
        return Err(not_a_portfolio("it is a database of another program"));
    }
    if header.schema_version > SCHEMA_VERSION {
        return Err(Error::TooNew { found: header.schema_version, known: SCHEMA_VERSION });
    }
    // With a log beside it the rest may be there: it was ended while the log was being folded in.
    if !has_log(path) {
        refuse_truncated(path, &bytes)?;
    }
    Ok(header.schema_version)
}

/// Whether a file that is not a portfolio by its header may have been one: it is empty, its header was wiped, or one of
/// the header's two marks is all but there.
pub(crate) fn looks_like_ours(path: &Path) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    let mut header = vec![];
    if file.by_ref().take(100).read_to_end(&mut header).is_err() || path.is_dir() {
        return false;
    }
    let alike = |found: &[u8], mark: &[u8]| found.iter().zip(mark).filter(|(found, mark)| found == mark).count();
    match header.get(68..72) {
        None => header.iter().all(|byte| *byte == 0),
        Some(id) => {
            let (database, ours) = (alike(&header, b"SQLite format 3\0"), alike(id, &APPLICATION_ID.to_be_bytes()));
            header.iter().all(|byte| *byte == 0) || (database >= 15 && ours >= 3) || ours == 4
        }
    }
}

fn refuse_truncated(path: &Path, header: &[u8; 100]) -> Result<()> {
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let pages = u64::from(u32::from_be_bytes(four(header, 28)));
    let length = fs::metadata(path).map_err(|error| Error::io(path, error))?.len();
    // Pages may still stand in the log alone, after a power cut while it was folded in.
    if has_log(path) {
        return Ok(());
    }
    if page < 512 || length < pages.saturating_mul(page) {
        return Err(Error::corrupt(format!(
            "it should be at least {} bytes long and is {length}",
            pages.saturating_mul(page)
        )));
    }
    Ok(())
}

fn four(bytes: &[u8; 100], at: usize) -> [u8; 4] {
    [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]
}

/// How much a statement may be, whatever is in the file: far above what is asked here, far below what would hurt.
const LIMITS: &[(Limit, i32)] = &[
    (Limit::SQLITE_LIMIT_LENGTH, 256 * 1024 * 1024),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 1024 * 1024),
    (Limit::SQLITE_LIMIT_COLUMN, 256),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 200),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 100),
    // VACUUM needs one for the file it writes.
    (Limit::SQLITE_LIMIT_ATTACHED, 1),
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 32),
];

/// How much of the file the writer may keep in memory, in kilobytes.
const WRITER_CACHE: i32 = 64 * 1024;

/// At how many pages the writer folds the log into the file itself, which whoever made the change waits for: a short log,
/// because writing over it again costs less than letting it grow, and one that nobody else folds. Between them, after a
/// change of many, [`fold_log`] does it beside the work.
const FOLDED_BY_THE_WRITER: [RangeInclusive<i32>; 2] = [1024..=8 * 1024, 128 * 1024..=i32::MAX];

/// A log so long, in bytes, is worth folding.
const WORTH_FOLDING: u64 = 4 * 1024 * 1024;

/// A connection to a judged file.
pub(crate) fn connect(path: &Path, access: Access) -> Result<Connection> {
    let conn = match access {
        Access::Full => {
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?
        }
        Access::ReadOnly => {
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?
        }
        Access::Immutable => Connection::open_with_flags(
            immutable_uri(path),
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI,
        )?,
    };
    conn.busy_timeout(Duration::from_secs(5))?;
    for (limit, most) in LIMITS {
        conn.set_limit(*limit, *most)?;
    }
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.set_prepared_statement_cache_capacity(128);
    Ok(conn)
}

fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'%' | b'?' | b'#' => uri.push_str(&format!("%{byte:02X}")),
            _ => uri.push(char::from(byte)),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

/// Makes a connection the writer: write-ahead log, and every commit on the disk before it is acknowledged.
pub(crate) fn prepare_writer(conn: &Connection) -> Result<()> {
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // What a person was told is saved survives a power cut; NORMAL would not promise that.
    conn.pragma_update(None, "synchronous", "FULL")?;
    // Changing many lines touches pages all over the file; negative means kilobytes.
    conn.pragma_update(None, "cache_size", -WRITER_CACHE)?;
    conn.wal_hook(Some(fold_when_due));
    Ok(())
}

/// What cannot be folded now stays in the log, where it is as safe, until the next change.
fn fold_when_due(log: &Wal, pages: i32) -> rusqlite::Result<()> {
    if FOLDED_BY_THE_WRITER.iter().any(|due| due.contains(&pages)) { log.checkpoint().or(Ok(())) } else { Ok(()) }
}

/// Makes a connection one that only reads, however the file was opened.
pub(crate) fn prepare_reader(conn: &Connection) -> Result<()> {
    Ok(conn.pragma_update(None, "query_only", true)?)
}

/// How long the log is and when it was last written, when it is worth folding into the file.
pub(crate) fn long_log(path: &Path) -> Option<(u64, SystemTime)> {
    let log = fs::metadata(log_of(path)).ok()?;
    Some((log.len(), log.modified().ok()?)).filter(|(length, _)| *length >= WORTH_FOLDING)
}

/// Folds the log into the file on a connection of its own, as far as nobody is reading it: nobody waits for that.
pub(crate) fn fold_log(path: &Path) -> Result<()> {
    let conn = connect(path, Access::Full)?;
    Ok(conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
}

/// Brings an older file up to date. Whoever calls it made a copy first.
pub(crate) fn upgrade(conn: &mut Connection) -> Result<()> {
    MIGRATIONS.to_latest(conn).map_err(|error| situation(error.into()))?;
    let tx = conn.transaction()?;
    revisions::seal_unsealed(&tx)?;
    tx.commit()?;
    Ok(())
}

/// Which file a path names, and when it was last written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Node {
    number: (u64, u64),
    length: u64,
    written: Option<SystemTime>,
}

impl Node {
    /// Whether both are the same file, whatever is in it.
    pub(crate) fn is_of(&self, other: &Self) -> bool {
        self.number == other.number
    }

    /// Whether it may be what `earlier` became by being written to.
    pub(crate) fn continues(&self, earlier: &Self) -> bool {
        self.is_of(earlier) && self.length >= earlier.length
    }
}

/// The file that a path names now.
pub(crate) fn node(path: &Path) -> Option<Node> {
    let file = fs::metadata(path).ok()?;
    Some(Node { number: number_of(&file), length: file.len(), written: file.modified().ok() })
}

#[cfg(unix)]
fn number_of(file: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (file.dev(), file.ino())
}

#[cfg(not(unix))]
fn number_of(_: &fs::Metadata) -> (u64, u64) {
    // An open file can be neither removed nor replaced there.
    (0, 0)
}

/// What a file itself holds, without the log beside it: which portfolio, and the number of its newest change.
pub(crate) struct Held {
    pub(crate) uuid: Option<String>,
    pub(crate) newest: i64,
}

/// Looks into a file past its log.
pub(crate) fn held(path: &Path) -> Result<Held> {
    judge(path)?;
    let conn = connect(path, Access::Immutable)?;
    Ok(Held { uuid: uuid(&conn).ok(), newest: changes::last_number(&conn)? })
}

/// Closes the writer of a file that another was written over: the log belongs to what was there before, so it is folded
/// into nothing and laid aside.
pub(crate) fn abandon(conn: Connection, path: &Path) -> Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    conn.close().map_err(|(_, error)| Error::from(error))?;
    let log = log_of(path);
    if has_log(path) {
        let mut kept = log.clone().into_os_string();
        kept.push(".kept");
        fs::rename(&log, kept).map_err(|error| Error::io(log, error))?;
    }
    Ok(())
}

/// Rewrites the file without what was deleted, log included: no byte of it is left to be read.
pub(crate) fn rewrite_without_remains(conn: &Connection) -> Result<()> {
    conn.execute_batch("VACUUM")?;
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

/// Gives a new portfolio its identity.
pub(crate) fn name_portfolio(conn: &Connection, uuid: &Uuid, at: Timestamp) -> Result<()> {
    conn.execute("INSERT INTO portfolio (id, uuid, created_at) VALUES (1, ?1, ?2)", [uuid.to_string(), stamp(at)])?;
    Ok(())
}

/// The portfolio's identity.
pub(crate) fn uuid(conn: &Connection) -> Result<String> {
    Ok(conn.query_row("SELECT uuid FROM portfolio", [], |row| row.get(0))?)
}

/// Marks the portfolio as the sample one.
pub(crate) fn mark_as_sample(conn: &Connection) -> Result<()> {
    conn.execute("UPDATE portfolio SET sample = 1", [])?;
    Ok(())
}

/// Whether this is the sample portfolio.
pub(crate) fn is_sample(conn: &Connection) -> Result<bool> {
    Ok(conn.query_row("SELECT sample FROM portfolio", [], |row| row.get(0))?)
}

/// Whether the schema is exactly the one the steps make.
pub(crate) fn refuse_foreign_schema(conn: &Connection) -> Result<()> {
    let found = schema_sha256(conn)?;
    if found == SCHEMA_SHA256.trim_end() {
        return Ok(());
    }
    Err(Error::corrupt("its tables are not the ones Backcast makes; another program changed them"))
}

fn schema_sha256(conn: &Connection) -> Result<String> {
    let mut hash = Sha256::new();
    let mut statement = conn.prepare(
        "SELECT coalesce(sql, name) AS line FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get("line")?;
        hash.update(line.as_bytes());
        hash.update([0]);
    }
    Ok(format!("{:x}", hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_make_the_schema_that_opening_expects() {
        let mut conn = Connection::open_in_memory().unwrap();
        MIGRATIONS.to_latest(&mut conn).unwrap();
        let made = schema_sha256(&conn).unwrap();
        if std::env::var_os("BACKCAST_WRITE_SCHEMA").is_some() {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/schema.sha256");
            fs::write(file, format!("{made}\n")).unwrap();
        } else {
            assert_eq!(made, SCHEMA_SHA256.trim_end(), "run `npm run bindings` after a change of the schema");
        }
    }

    #[test]
    fn a_path_with_question_marks_stays_a_path_in_an_immutable_uri() {
        assert_eq!(immutable_uri(Path::new("/a b/c?d#e%.x")), "file:/a b/c%3Fd%23e%25.x?immutable=1");
    }
}
