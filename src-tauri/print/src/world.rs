//! What typst may see: one template, one sheet, the fonts of this folder, and those that `fallback` found. No clock, no
//! disk, no network.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

const TEMPLATE: &str = include_str!("sheet.typ");

/// What the template calls its data.
const SHEET: &str = "sheet.json";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 6] = [
        include_bytes!("../fonts/Newsreader-Regular.ttf"),
        include_bytes!("../fonts/Newsreader-Italic.ttf"),
        include_bytes!("../fonts/Newsreader-SemiBold.ttf"),
        include_bytes!("../fonts/Newsreader-SemiBoldItalic.ttf"),
        include_bytes!("../fonts/PublicSans-Regular.ttf"),
        include_bytes!("../fonts/PublicSans-SemiBold.ttf"),
    ];
    files.into_iter().flat_map(|bytes| Font::iter(Bytes::new(bytes))).collect()
});

/// Whether the project's own fonts have a letter.
pub(crate) fn has(letter: char) -> bool {
    FONTS.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
}

/// The desk a sheet is set on.
pub(crate) struct Desk {
    template: Source,
    sheet: Bytes,
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
}

impl Desk {
    /// `more` are fonts for letters that the project's own have not.
    pub(crate) fn new(sheet: String, more: &[Font]) -> Self {
        let fonts: Vec<Font> = FONTS.iter().chain(more).cloned().collect();
        let book = LazyHash::new(FontBook::from_infos(fonts.iter().map(|font| font.info().clone())));
        Self { template: Source::detached(TEMPLATE), sheet: Bytes::from_string(sheet), fonts, book }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id.get().vpath().get_without_slash() == SHEET {
            Ok(self.sheet.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
