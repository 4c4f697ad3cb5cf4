//! Paper: what Backcast prints, as PDF, through typst.
//!
//! The template reads a sheet as data, so that no word of a person is ever taken for markup. Not here: what stands on the
//! page; the core says that. Invariant: nothing is fetched, and the fonts are the project's own but for letters they lack.

mod fallback;
mod world;

use backcast_core::sheets::{self, Sheet};
use typst::text::Font;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 in.
    Letter,
}

impl Paper {
    fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "us-letter",
        }
    }

    /// The paper that a word names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "a4" => Some(Self::A4),
            "letter" | "us-letter" => Some(Self::Letter),
            _ => None,
        }
    }
}

/// A printed sheet.
#[derive(Debug, Clone)]
pub struct Printed {
    /// The PDF: tagged, with its fonts in it.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: u32,
    /// What should stand on the first page runs over to the next.
    pub overflows: bool,
}

/// Why a sheet could not be printed: a fault of ours, never of what was written.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// The sheet could not be handed over.
    #[error(transparent)]
    Sheet(#[from] backcast_core::Error),
    /// The page could not be set.
    #[error("the page could not be set: {0}")]
    Setting(String),
}

/// Sets sheets on paper, each beginning on a page of its own.
///
/// # Errors
/// [`PrintError`] when the template fails.
pub fn print(sheets: &[Sheet], paper: Paper) -> Result<Printed, PrintError> {
    let fonts = fallback::fonts_for(&sheets::json(sheets, paper.name())?);
    let document = set(sheets, paper, &fonts)?;
    let mut overflows = false;
    for sheet in sheets.iter().filter(|sheet| !sheet.first.is_empty()) {
        let first = Sheet { rest: vec![], ..sheet.clone() };
        overflows |= set(&[first], paper, &fonts)?.pages().len() > 1;
    }
    let pdf = typst_pdf::pdf(&document, &PdfOptions::default()).map_err(|errors| said(&errors))?;
    Ok(Printed { pdf, pages: u32::try_from(document.pages().len()).unwrap_or(u32::MAX), overflows })
}

fn set(all: &[Sheet], paper: Paper, fonts: &[Font]) -> Result<PagedDocument, PrintError> {
    let desk = world::Desk::new(sheets::json(all, paper.name())?, fonts);
    typst::compile::<PagedDocument>(&desk).output.map_err(|errors| said(&errors))
}

fn said(errors: &[typst::diag::SourceDiagnostic]) -> PrintError {
    let all: Vec<_> = errors.iter().map(|error| error.message.to_string()).collect();
    PrintError::Setting(all.join("; "))
}
