//! One Markdown file: one proposal, byte for byte.

use std::path::Path;

use super::{Incoming, read_utf8, unreadable};
use crate::error::Result;
use crate::proposals::LONGEST_DOCUMENT;

pub(super) fn read(path: &Path) -> Result<Incoming> {
    let text = read_utf8(path, LONGEST_DOCUMENT)?;
    if text.trim().is_empty() {
        return Err(unreadable("holds nothing but white space"));
    }
    Ok(Incoming { text, ..Incoming::default() })
}
