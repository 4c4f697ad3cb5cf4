//! Paper: what Backcast prints, as PDF, through typst.
//!
//! Not here: what stands on the page; the core says that. Invariant: nothing is fetched, and the fonts are the project's own.
