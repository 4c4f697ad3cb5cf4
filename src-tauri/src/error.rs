//! How a failure looks to the window: a closed code with parameters, never a sentence to parse.

use std::collections::BTreeMap;

use backcast_core::{Error, Reason};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What the window may decide on. It has words and a way out for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorCode {
    /// The thing is gone: `entity`, `id`.
    NotFound,
    /// The input breaks a rule: `field`, `reason`.
    Invalid,
    /// The situation does not allow it: `subject`, `rule`.
    Rejected,
    /// A printed record stands on it: `what`.
    Frozen,
    /// Some of many cannot be done, and so none was: `count`, `all`, `ids`, and the `rule` against the first.
    SomeRefused,
    /// The file needs a newer Backcast: `found`, `known`.
    TooNew,
    /// The file is something else: `path`, `why`.
    NotAPortfolio,
    /// The file is damaged.
    Corrupt,
    /// Another program keeps the file locked.
    Busy,
    /// The file can be read and not written.
    ReadOnly,
    /// There is no room.
    DiskFull,
    /// The disk did not say whether the change is stored.
    Unconfirmed,
    /// There is no such file: `path`.
    MissingFile,
    /// No portfolio is open.
    NoPortfolio,
    /// The file was moved or deleted while it was open: `path`.
    Vanished,
    /// Another file took its place while it was open: `path`.
    Replaced,
    /// Another file was written over it while it was open: `path`.
    Overwritten,
    /// Reading or writing a file failed: `path`.
    Io,
    /// Our fault, or the database's.
    Storage,
}

/// A failed command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct IpcError {
    /// What the window decides on.
    pub code: ErrorCode,
    /// What the words of that code need.
    pub params: BTreeMap<String, String>,
    /// English, for the log and *Copy details*.
    pub detail: String,
}

impl IpcError {
    fn new(code: ErrorCode, detail: String, params: &[(&str, String)]) -> Self {
        let params = params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Self { code, params, detail }
    }

    /// No portfolio is open.
    #[must_use]
    pub fn no_portfolio() -> Self {
        Self::new(ErrorCode::NoPortfolio, "no portfolio is open".into(), &[])
    }

    /// The shell itself could not do something.
    pub(crate) fn shell(error: &dyn std::fmt::Display) -> Self {
        Self::new(ErrorCode::Storage, error.to_string(), &[])
    }
}

impl From<Error> for IpcError {
    fn from(error: Error) -> Self {
        let detail = error.to_string();
        let unread = match &error {
            Error::Invalid { reason: Reason::Unreadable(why), .. } => Some(why.clone()),
            _ => None,
        };
        let (code, params): (ErrorCode, Vec<(&str, String)>) = match error {
            Error::NotFound { entity, id } => (ErrorCode::NotFound, vec![("entity", entity.to_string()), ("id", id)]),
            Error::Invalid { field, reason } => (
                ErrorCode::Invalid,
                vec![("field", field.into()), ("reason", reason.code().into()), ("of", reason.of().to_owned())],
            ),
            Error::Rejected { subject, rule } => {
                (ErrorCode::Rejected, vec![("subject", subject), ("rule", rule.code().into())])
            }
            Error::Frozen { what } => (ErrorCode::Frozen, vec![("what", what)]),
            Error::Refused { refused, all, first } => {
                let rule = if let Error::Rejected { rule, .. } = *first { rule.code() } else { "frozen" };
                let params = vec![
                    ("count", refused.len().to_string()),
                    ("all", all.to_string()),
                    ("ids", refused.join(", ")),
                    ("rule", rule.into()),
                ];
                (ErrorCode::SomeRefused, params)
            }
            Error::TooNew { found, known } => {
                (ErrorCode::TooNew, vec![("found", found.to_string()), ("known", known.to_string())])
            }
            Error::NotAPortfolio { path, why } => {
                (ErrorCode::NotAPortfolio, vec![("path", path.display().to_string()), ("why", why.into())])
            }
            Error::Corrupt { detail } => (ErrorCode::Corrupt, vec![("detail", detail)]),
            Error::Busy => (ErrorCode::Busy, vec![]),
            Error::ReadOnly => (ErrorCode::ReadOnly, vec![]),
            Error::DiskFull => (ErrorCode::DiskFull, vec![]),
            Error::Unconfirmed => (ErrorCode::Unconfirmed, vec![]),
            Error::Missing { path } => (ErrorCode::MissingFile, vec![("path", path.display().to_string())]),
            Error::Vanished { path } => (ErrorCode::Vanished, vec![("path", path.display().to_string())]),
            Error::Replaced { path } => (ErrorCode::Replaced, vec![("path", path.display().to_string())]),
            Error::Overwritten { path } => (ErrorCode::Overwritten, vec![("path", path.display().to_string())]),
            Error::Io { path, .. } => (ErrorCode::Io, vec![("path", path.display().to_string())]),
            Error::Storage(_) => (ErrorCode::Storage, vec![]),
        };
        let mut said = Self::new(code, detail, &params);
        if let Some(why) = unread {
            said.params.insert("says".into(), why.says.to_string());
            said.params.extend(why.values);
        }
        said
    }
}
