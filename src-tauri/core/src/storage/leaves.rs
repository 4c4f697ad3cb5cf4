//! Rows on leaf pages that no tree of a damaged file leads to any more: those below a page that was destroyed.
//!
//! Pages are read as bytes, by SQLite's published file format, because SQLite itself finds rows only through their tree. Which
//! table a page belonged to is told by what its rows hold. Pages that were free hold what was deleted, and stay out. Not here:
//! rows that a tree leads to (`salvage`). Invariant: bytes of any kind give rows or none, never a panic.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use uuid::Uuid;

use crate::error::{Error, Result};

/// The longest row that is put together.
const LONGEST_ROW: u64 = 64 * 1024 * 1024;

/// The first byte of a leaf page and of an inner page of a table.
const LEAF: u8 = 0x0d;
const INNER: u8 = 0x05;

/// The pages of a file.
struct Pages {
    file: File,
    size: usize,
    count: u32,
}

/// A row as it stood on a page.
struct Row {
    number: i64,
    values: Vec<Value>,
}

/// A table that rows may belong to.
struct Shape {
    name: String,
    columns: Vec<Column>,
}

struct Column {
    name: String,
    kind: String,
    needed: bool,
    /// It stands for the row number and is stored as nothing.
    is_number: bool,
}

/// Puts the stray rows of the file at `path` into `target`, as far as they belong to one of `tables` and are not there yet.
/// `roots` are the first pages of the trees that were read. Returns how many rows each table got.
pub(crate) fn gather(
    path: &Path,
    roots: &[u32],
    free: u32,
    target: &Connection,
    tables: &[String],
) -> Result<Vec<u32>> {
    let mut pages = Pages::open(path).map_err(|error| Error::io(path, error))?;
    let mut known = pages.below(roots);
    known.extend(pages.free(free));
    let shapes = tables.iter().map(|table| shape(target, table)).collect::<Result<Vec<_>>>()?;
    let mut got = vec![0; shapes.len()];
    for number in 2..=pages.count {
        if known.contains(&number) {
            continue;
        }
        let rows = pages.rows(number);
        if rows.is_empty() {
            continue;
        }
        let mut best: Option<(usize, u32)> = None;
        for (at, shape) in shapes.iter().enumerate() {
            if rows.iter().all(|row| shape.fits(row)) {
                target.execute_batch("SAVEPOINT stray")?;
                let kept = put(target, shape, &rows)?;
                target.execute_batch("ROLLBACK TO stray; RELEASE stray")?;
                if best.is_none_or(|(_, most)| kept > most) {
                    best = Some((at, kept));
                }
            }
        }
        if let Some((at, _)) = best {
            got[at] += put(target, &shapes[at], &rows)?;
        }
    }
    Ok(got)
}

fn shape(conn: &Connection, table: &str) -> Result<Shape> {
    let mut statement = conn.prepare_cached("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)")?;
    let columns = statement.query_map([table], |row| {
        let (kind, key): (String, i64) = (row.get("type")?, row.get("pk")?);
        Ok(Column {
            name: row.get("name")?,
            needed: row.get("notnull")?,
            is_number: key == 1 && kind == "INTEGER",
            kind,
        })
    })?;
    Ok(Shape { name: table.to_owned(), columns: columns.collect::<rusqlite::Result<_>>()? })
}

impl Shape {
    fn fits(&self, row: &Row) -> bool {
        // A row from before a column was added has fewer.
        !row.values.is_empty()
            && row.values.len() <= self.columns.len()
            && row.values.iter().zip(&self.columns).all(|(value, column)| column.fits(value))
    }
}

impl Column {
    fn fits(&self, value: &Value) -> bool {
        match (value, self.kind.as_str()) {
            (Value::Null, _) => self.is_number || !self.needed,
            (Value::Integer(_), "INTEGER") => !self.is_number,
            (Value::Integer(_) | Value::Real(_), "REAL") | (Value::Blob(_), "BLOB") => true,
            (Value::Text(text), "TEXT") => self.could_say(text),
            _ => false,
        }
    }

    /// Whether a text is of the kind that the name of its column promises.
    fn could_say(&self, text: &str) -> bool {
        match self.name.as_str() {
            "uuid" => Uuid::parse_str(text).is_ok(),
            "sha256" | "seal" | "previous" => text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit()),
            name if name == "at" || name.ends_with("_at") => text.parse::<Timestamp>().is_ok(),
            name if name.ends_with("_on") || name == "on_date" => text.parse::<Date>().is_ok(),
            _ => true,
        }
    }
}

fn put(target: &Connection, shape: &Shape, rows: &[Row]) -> Result<u32> {
    let mut kept = 0;
    for row in rows {
        let columns = &shape.columns[..row.values.len()];
        let names: Vec<_> = columns.iter().map(|column| column.name.as_str()).collect();
        let marks: Vec<_> = (1..=names.len()).map(|at| format!("?{at}")).collect();
        let sql =
            format!("INSERT OR IGNORE INTO main.{} ({}) VALUES ({})", shape.name, names.join(", "), marks.join(", "));
        let values = columns.iter().zip(&row.values).map(|(column, value)| match value {
            Value::Null if column.is_number => Value::Integer(row.number),
            other => other.clone(),
        });
        match target.prepare_cached(&sql)?.execute(params_from_iter(values)) {
            Ok(1..) => kept += 1,
            Ok(_) => {}
            Err(rusqlite::Error::SqliteFailure(code, _)) if code.code == rusqlite::ErrorCode::ConstraintViolation => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(kept)
}

impl Pages {
    fn open(path: &Path) -> std::io::Result<Self> {
        let mut file = File::open(path)?;
        let mut header = [0; 100];
        file.read_exact(&mut header)?;
        let size = match u16::from_be_bytes([header[16], header[17]]) {
            1 => 65_536,
            size => usize::from(size).max(512),
        };
        let count = file.metadata()?.len() / u64::try_from(size).unwrap_or(512);
        Ok(Self { file, size, count: u32::try_from(count).unwrap_or(u32::MAX) })
    }

    fn get(&mut self, number: u32) -> Option<Vec<u8>> {
        if number == 0 || number > self.count {
            return None;
        }
        let at = u64::from(number - 1) * u64::try_from(self.size).ok()?;
        let mut page = vec![0; self.size];
        self.file.seek(SeekFrom::Start(at)).ok()?;
        self.file.read_exact(&mut page).ok()?;
        Some(page)
    }

    /// Every page that trees with these first pages lead to.
    fn below(&mut self, roots: &[u32]) -> HashSet<u32> {
        let mut seen = HashSet::new();
        let mut left = roots.to_vec();
        while let Some(number) = left.pop() {
            if !seen.insert(number) {
                continue;
            }
            let Some(page) = self.get(number) else { continue };
            if page.first() == Some(&INNER) {
                left.extend(cells(&page, 12).filter_map(|at| word(&page, at)));
                left.extend(word(&page, 8));
            }
        }
        seen
    }

    /// Every page of the list of free ones that begins at `first`.
    fn free(&mut self, first: u32) -> HashSet<u32> {
        let mut seen = HashSet::new();
        let mut next = first;
        while next != 0 && seen.insert(next) {
            let Some(page) = self.get(next) else { break };
            let count = word(&page, 4).and_then(|count| usize::try_from(count).ok()).unwrap_or(0).min(self.size / 4);
            seen.extend((0..count).filter_map(|at| word(&page, 8 + at * 4)));
            next = word(&page, 0).unwrap_or(0);
        }
        seen
    }

    /// The rows of a leaf page, those that can be put together.
    fn rows(&mut self, number: u32) -> Vec<Row> {
        let Some(page) = self.get(number).filter(|page| page.first() == Some(&LEAF)) else { return vec![] };
        cells(&page, 8).collect::<Vec<_>>().into_iter().filter_map(|at| self.row(&page, at)).collect()
    }

    fn row(&mut self, page: &[u8], at: usize) -> Option<Row> {
        let (length, at) = varint(page, at)?;
        let (number, at) = varint(page, at)?;
        if length > LONGEST_ROW {
            return None;
        }
        let length = usize::try_from(length).ok()?;
        // How much of a row stands on its page, and how much on others: from the file format.
        let (most, least) = (self.size - 35, (self.size - 12) * 32 / 255 - 23);
        let fitting = least + length.saturating_sub(least) % (self.size - 4);
        let here = if length <= most {
            length
        } else if fitting <= most {
            fitting
        } else {
            least
        };
        let mut bytes = page.get(at..at + here)?.to_vec();
        let mut next = if here < length { word(page, at + here)? } else { 0 };
        while bytes.len() < length {
            let beyond = self.get(next)?;
            let part = (length - bytes.len()).min(self.size - 4);
            bytes.extend_from_slice(beyond.get(4..4 + part)?);
            next = word(&beyond, 0)?;
        }
        #[expect(clippy::cast_possible_wrap, reason = "row numbers are stored so")]
        Some(Row { number: number as i64, values: values(&bytes)? })
    }
}

/// Where the cells of a page begin, whose header is so long.
fn cells(page: &[u8], header: usize) -> impl Iterator<Item = usize> {
    let short = |at: usize| Some(usize::from(u16::from_be_bytes(page.get(at..at + 2)?.try_into().ok()?)));
    let count = short(3).unwrap_or(0).min(page.len() / 4);
    (0..count).filter_map(move |cell| short(header + cell * 2))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// A number of one to nine bytes, and where it ends.
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut number = 0_u64;
    for length in 0..9 {
        let byte = *bytes.get(at + length)?;
        if length == 8 {
            return Some((number << 8 | u64::from(byte), at + 9));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some((number, at + length + 1));
        }
    }
    None
}

/// The values of a record.
fn values(record: &[u8]) -> Option<Vec<Value>> {
    let (header, mut at) = varint(record, 0)?;
    let header = usize::try_from(header).ok().filter(|header| *header <= record.len())?;
    let mut body = header;
    let mut values = vec![];
    while at < header {
        let (kind, next) = varint(record, at)?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            long => usize::try_from((long - 12) / 2).ok()?,
        };
        values.push(value(kind, record.get(body..body.checked_add(length)?)?));
        (at, body) = (next, body + length);
    }
    Some(values)
}

fn value(kind: u64, bytes: &[u8]) -> Value {
    match kind {
        0 => Value::Null,
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        7 => Value::Real(bytes.try_into().map_or(f64::NAN, f64::from_be_bytes)),
        1..=6 => {
            let negative = bytes.first().is_some_and(|first| *first >= 0x80);
            let start = if negative { -1_i64 } else { 0 };
            Value::Integer(bytes.iter().fold(start, |number, byte| number << 8 | i64::from(*byte)))
        }
        even if even % 2 == 0 => Value::Blob(bytes.to_vec()),
        _ => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_and_texts_of_a_record_are_read_as_the_file_format_says() {
        assert_eq!(varint(&[0x81, 0x00], 0), Some((128, 2)));
        assert_eq!(varint(&[0xff; 9], 0), Some((u64::MAX, 9)));
        assert_eq!(varint(&[0x81], 0), None);
        let record = [6, 0, 1, 9, 17, 2, 0xff, b'h', b'i', 0x01, 0x02];
        let read = values(&record).unwrap();
        let wanted = [Value::Null, (-1).into(), 1.into(), "hi".to_owned().into(), 258.into()];
        assert_eq!(read, wanted);
    }

    proptest! {
        #[test]
        fn no_page_of_noise_panics(noise in prop::collection::vec(any::<u8>(), 1024..4096)) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("noise");
            let mut bytes = b"SQLite format 3\0\x02\x00".to_vec();
            bytes.resize(512, 0);
            bytes.extend(noise);
            bytes[512] = LEAF;
            std::fs::write(&path, bytes).unwrap();
            let target = Connection::open_in_memory().unwrap();
            target.execute_batch("CREATE TABLE notes (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL, text TEXT) STRICT").unwrap();
            gather(&path, &[1, 2, 99], 3, &target, &["notes".to_owned()]).unwrap();
        }
    }
}
