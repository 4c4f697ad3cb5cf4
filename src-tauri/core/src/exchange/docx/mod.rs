//! One Word document as Markdown: headings, lists, quotations, tables, links, bold and italic.
//!
//! Read with zip and quick-xml, never run: macros are ignored, tracked changes are taken as accepted, and both are said.
//! Not here: headers, footers, images, footnotes and comments; what is left out is said too.
//! Invariant: what a file can make this read is bounded in entries, bytes and depth.

mod body;
mod markdown;
mod parts;

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::unreadable;
use crate::archives;
use crate::error::{Result, Unread};
use crate::notices::{Notice, Noticed};
use crate::xml::walk;
use body::Body;
use parts::{Links, Numbering, Styles};

/// The most bytes the parts that are read may unpack to, and all parts, pictures among them.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
const MOST_IN_ALL: u64 = 256 * 1024 * 1024;

/// A document as Markdown, and what is worth saying about it.
pub(super) struct Document {
    pub(super) text: String,
    pub(super) remarks: Vec<Noticed>,
}

/// Reads the bytes of a `.docx` or `.docm` file.
///
/// # Errors
/// [`crate::Error::Invalid`] saying why it is no document that is read here.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(unreadable(Unread::OldWord));
    }
    let mut package = Package::open(bytes)?;
    let document = package.part("word/document.xml")?.ok_or_else(|| unreadable(Unread::NoWordInside))?;
    let styles = Styles::read(&package.part("word/styles.xml")?.unwrap_or_default())?;
    let numbering = Numbering::read(&package.part("word/numbering.xml")?.unwrap_or_default())?;
    let links = Links::read(&package.part("word/_rels/document.xml.rels")?.unwrap_or_default())?;
    let mut body = Body::new(&styles, &numbering, &links);
    walk(&document, &mut |event| body.take(event))?;
    let (text, mut remarks) = body.finish();
    if package.has_macros() {
        remarks.push(Notice::MacrosIgnored.into());
    }
    if text.trim().is_empty() {
        return Err(unreadable(Unread::NoText));
    }
    Ok(Document { text, remarks })
}

struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    fn open(bytes: &'b [u8]) -> Result<Self> {
        let archive = archives::open(Cursor::new(bytes), MOST_IN_ALL).map_err(unreadable)?;
        Ok(Self { archive, left: MOST_BYTES })
    }

    /// The text of a part; none when it is not there.
    fn part(&mut self, name: &str) -> Result<Option<String>> {
        let damaged =
            |error: &dyn std::fmt::Display| unreadable(Unread::PartDamaged.with([("part", &name), ("error", error)]));
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(&error)),
        };
        let mut bytes = vec![];
        let read = file.take(self.left + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        let read = u64::try_from(read).unwrap_or(u64::MAX);
        if read > self.left {
            return Err(unreadable(Unread::UnpacksTooFar.with([("most", &(MOST_BYTES / (1024 * 1024)))])));
        }
        self.left -= read;
        let text = String::from_utf8(bytes).map_err(|_| damaged(&"it is not UTF-8"))?;
        Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
    }

    fn has_macros(&self) -> bool {
        self.archive.index_for_name("word/vbaProject.bin").is_some()
    }
}

#[cfg(test)]
mod tests;
