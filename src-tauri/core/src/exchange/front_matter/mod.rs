//! Front matter: what is not prose when a proposal leaves as Markdown, as YAML above the document.
//!
//! [`read`] takes it from a file, [`write`] puts it above a document, [`without`] gives the document back byte for byte.
//! What Backcast adds stands below a line `# Backcast`; keys of others stay where and as they are. A key of ours that the
//! document has itself is not repeated: its value there is brought up to date. Not here: storing, which `exchange` does.

mod value;
mod yaml;

use std::borrow::Cow;
use std::ops::Range;

use serde_json::{Map, Value};

use crate::documents::{self, Template};
use crate::error::Result;
use crate::measures::MeasureInput;
use crate::notices::{Notice, Noticed};
use crate::proposals::{Ask, Door, Lane, Origin, Stage};

/// The line above what Backcast adds.
const MARK: &str = "# Backcast";

/// Longer front matter is refused, in bytes.
const LONGEST: usize = 256 * 1024;

/// The keys that are read, in the order they are written.
const KEYS: [&str; 13] = [
    "uuid",
    "stage",
    "owner",
    "customer",
    "tags",
    "lane",
    "door",
    "ask",
    "origin",
    "origin_detail",
    "revisit",
    "template",
    "measures",
];

/// What the front matter of a file says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontMatter {
    /// Identity of the proposal.
    pub uuid: Option<String>,
    /// Its stage; it stands without a record.
    pub stage: Option<Stage>,
    /// Who owns it.
    pub owner: Option<String>,
    /// Who has the problem, when the text does not say.
    pub customer: Option<String>,
    /// Its tags.
    pub tags: Option<Vec<String>>,
    /// Which path it takes.
    pub lane: Option<Lane>,
    /// How reversible the decision is.
    pub door: Option<Door>,
    /// What it asks for.
    pub ask: Option<Ask>,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// A word more about that.
    pub origin_detail: Option<String>,
    /// When to look again, ISO.
    pub revisit: Option<String>,
    /// Which template it was begun from.
    pub template: Option<Template>,
    /// How we will know.
    pub measures: Vec<MeasureInput>,
}

/// Front matter as it was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// What it says.
    pub fields: FrontMatter,
    /// The keys that were read.
    pub keys: Vec<String>,
    /// Keys of others, kept in the document.
    pub foreign: Vec<String>,
    /// What could not be taken.
    pub warnings: Vec<Noticed>,
}

/// Reads the front matter of a file; nothing when it has none.
///
/// # Errors
/// [`crate::Error::Invalid`] when what it says of a proposal is not YAML or its `uuid` is none; what is merely unknown is a warning.
pub fn read(text: &str) -> Result<Found> {
    match block(text) {
        Some(block) => {
            let inner = &text[block.inner];
            match yaml::parse(inner) {
                Ok(keys) => value::found(&keys),
                Err(error) if inner.len() > LONGEST => Err(error),
                Err(error) => key_by_key(inner, error),
            }
        }
        None => Ok(Found::default()),
    }
}

/// Front matter that is not YAML as a whole: our keys are read one by one, those of others stay as they are.
fn key_by_key(inner: &str, whole: crate::Error) -> Result<Found> {
    let (mut ours, mut foreign) = (Keys::new(), vec![]);
    for (key, source) in yaml::top_level(inner) {
        match key {
            Some(key) if KEYS.contains(&value::plain_key(key).as_str()) => ours.extend(yaml::parse(source)?),
            Some(key) => foreign.push(key.to_owned()),
            None if source.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) => {}
            None => return Err(whole),
        }
    }
    let mut found = value::found(&ours)?;
    found.warnings.push(Notice::NotYaml.into());
    found.foreign = foreign;
    Ok(found)
}

/// The document with its front matter: what others wrote there stays, ours is as `fields` says.
#[must_use]
pub fn write(document: &str, fields: &FrontMatter) -> String {
    let ours = value::entries(fields);
    let Some(block) = block(document) else {
        return format!("---\n{MARK}\n{}---\n{document}", lines(&ours, "\n"));
    };
    let ending = if document[..block.inner.start].ends_with("\r\n") { "\r\n" } else { "\n" };
    let inner = &document[block.inner.clone()];
    let theirs = yaml::parse(inner).unwrap_or_default();
    let mut kept = String::new();
    let mut told = vec![];
    for (key, source) in yaml::top_level(inner) {
        match key.and_then(|key| ours.iter().find(|(name, _)| name.as_str() == value::plain_key(key))) {
            Some((name, new)) if theirs.get(key.unwrap_or_default()).is_some_and(|old| value::same(name, old, new)) => {
                told.push(name.clone());
                kept.push_str(source);
            }
            Some((name, new)) => {
                told.push(name.clone());
                kept.push_str(&yaml::line(name, new, ending));
            }
            None => kept.push_str(source),
        }
    }
    let rest: Vec<_> = ours.into_iter().filter(|(name, _)| !told.contains(name)).collect();
    let added = if rest.is_empty() { String::new() } else { format!("{MARK}{ending}{}", lines(&rest, ending)) };
    format!("{}{kept}{added}{}", &document[..block.inner.start], &document[block.inner.end..])
}

/// The document without what [`write`] added, byte for byte as it was.
#[must_use]
pub fn without(text: &str) -> Cow<'_, str> {
    let Some(block) = block(text) else { return Cow::Borrowed(text) };
    let inner = &text[block.inner.clone()];
    let mut at = 0;
    for line in documents::lines(inner) {
        if line.trim_end() == MARK {
            let bom = text.len() - text.trim_start_matches('\u{feff}').len();
            return if at == 0 && bom == 0 {
                Cow::Borrowed(&text[block.end..])
            } else {
                Cow::Owned(format!("{}{}", &text[..block.inner.start + at], &text[block.inner.end..]))
            };
        }
        at += line.len();
    }
    Cow::Borrowed(text)
}

struct Block {
    /// Between the fences.
    inner: Range<usize>,
    /// Behind the closing fence and its line end.
    end: usize,
}

fn block(text: &str) -> Option<Block> {
    let end = documents::front_matter(text);
    let head = text.get(..end).filter(|head| !head.is_empty())?;
    let start = head.find('\n').or_else(|| head.find('\r'))? + 1;
    let last = head.trim_end().len().saturating_sub("---".len());
    Some(Block { inner: start..last.max(start), end })
}

fn lines(entries: &[(String, Value)], ending: &str) -> String {
    entries.iter().map(|(key, value)| yaml::line(key, value, ending)).collect()
}

type Keys = Map<String, Value>;

#[cfg(test)]
mod tests;
