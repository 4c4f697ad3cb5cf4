//! Files on their way in: which ones a path names, as what each is read, and its bytes within bounds.
//!
//! Not here: what becomes of them (`mod`, `store`).

use std::fs;
use std::path::{Path, PathBuf};

use super::report::{self, Failed, Recognised};
use super::{Incoming, Kind, Mapped, docx, failed, html, jsonl, markdown, sheet, unreadable};
use crate::error::{Error, Result, Unread};
use crate::proposals::LONGEST_DOCUMENT;

/// The longest Word document or web page that is read, in bytes: pictures count there.
const LONGEST_FILE: usize = 64 * 1024 * 1024;

/// The files under a path that are read, in the order of their names.
pub(super) fn collect(
    path: &Path,
    kind: Option<Kind>,
    named: bool,
    files: &mut Vec<(PathBuf, Kind)>,
    failures: &mut Vec<Failed>,
) {
    if path.is_dir() {
        let before = files.len();
        match fs::read_dir(path) {
            Ok(entries) => {
                let mut inside: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
                inside.sort();
                for inner in inside {
                    collect(&inner, kind, false, files, failures);
                }
            }
            Err(error) => failures.push(failed(path, &Error::io(path, error))),
        }
        if named && files.len() == before {
            failures.push(failed(path, &unreadable(Unread::EmptyFolder)));
        }
        return;
    }
    let by_name = path.extension().and_then(|ending| match ending.to_ascii_lowercase().to_str() {
        Some("md" | "markdown") => Some(Kind::Markdown),
        Some("docx" | "docm") => Some(Kind::Docx),
        Some("html" | "htm") => Some(Kind::Html),
        Some("jsonl" | "ndjson") => Some(Kind::Jsonl),
        // A folder may hold tables and settings of all kinds; they come in by name only.
        Some("csv" | "tsv" | "xlsx" | "xlsm" | "xls" | "ods") if named => Some(Kind::Csv),
        Some("json") if named => Some(Kind::Json),
        _ => None,
    });
    match (by_name, kind) {
        (_, Some(kind)) if named || by_name == Some(kind) => files.push((path.to_owned(), kind)),
        (Some(found), None) => files.push((path.to_owned(), found)),
        _ if named => failures.push(failed(path, &unreadable(Unread::OtherKind))),
        _ => {}
    }
}

/// What a file holds, proposal by proposal.
pub(super) fn read(path: &Path, kind: Kind, columns: &[Mapped]) -> Result<Vec<Incoming>> {
    let longest = match kind {
        Kind::Jsonl => return jsonl::read(path),
        Kind::Csv => return sheet::read(path, columns),
        // It is taken in whole, not as proposals one by one.
        Kind::Json => return Ok(vec![]),
        Kind::Markdown => LONGEST_DOCUMENT,
        Kind::Docx | Kind::Html => LONGEST_FILE,
    };
    let mut incoming = document(read_bytes(path, longest)?, kind)?;
    if kind == Kind::Markdown {
        markdown::fetch_images(&mut incoming, path);
    }
    Ok(vec![incoming])
}

/// The document that the bytes of a file are.
fn document(bytes: Vec<u8>, kind: Kind) -> Result<Incoming> {
    let converted = |text: String, remarks| Incoming { text, remarks, ..Incoming::default() };
    match kind {
        Kind::Markdown => markdown::incoming(utf8(bytes)?),
        Kind::Docx => docx::read(&bytes).map(|read| converted(read.text, read.remarks)),
        Kind::Html => html::read(&utf8(bytes)?).map(|page| converted(page.text, page.remarks)),
        Kind::Jsonl | Kind::Csv | Kind::Json => Err(unreadable(Unread::SeveralProposals)),
    }
}

/// What the bytes of a document would be recognised as; nothing is kept.
///
/// # Errors
/// [`Error::Invalid`] saying why they are no document that is read here.
pub fn recognise(bytes: &[u8], kind: Kind) -> Result<Recognised> {
    Ok(report::recognised(&document(bytes.to_vec(), kind)?))
}

/// Reads a file as UTF-8 text of at most `longest` bytes.
///
/// # Errors
/// [`Error::Missing`], [`Error::Io`], or [`Error::Invalid`] saying why it is no text that is read here.
pub fn read_utf8(path: &Path, longest: usize) -> Result<String> {
    utf8(read_bytes(path, longest)?)
}

fn utf8(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        unreadable(Unread::NotUtf8.with([("at", &at)]))
    })
}

/// The bytes of a file that is neither empty nor longer than `longest`.
pub(super) fn read_bytes(path: &Path, longest: usize) -> Result<Vec<u8>> {
    let about = fs::metadata(path).map_err(|error| Error::io(path, error))?;
    if about.is_dir() {
        return Err(unreadable(Unread::IsFolder));
    }
    let length = about.len();
    if length > u64::try_from(longest).unwrap_or(u64::MAX) {
        let (size, most) = (length.div_ceil(1024 * 1024), longest / (1024 * 1024));
        return Err(unreadable(Unread::TooLarge.with([("size", &size), ("most", &most)])));
    }
    let bytes = fs::read(path).map_err(|error| Error::io(path, error))?;
    if bytes.is_empty() { Err(unreadable(Unread::Empty)) } else { Ok(bytes) }
}
