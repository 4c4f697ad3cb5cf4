//! Search: the query language, the words of an index, completion, and finding in everything that was written.
//!
//! Any input is a valid query: what is not understood is searched as text. Reading and marking are pure; what is found
//! comes from `storage`. Not here: SQL, and the pages of a list, which `proposals::lists` has.

mod everything;
mod meant;
mod query;
mod snippet;
mod suggest;
mod words;

pub use everything::{Found, FoundKind, Reach, SearchResult};
pub use query::{Condition, Field, Query, State, Term};
pub use snippet::Snippet;
pub use suggest::{Completion, suggestions_for_window};
pub(crate) use words::{Typed, Words, excluded_expression, fold, last_word, match_expression, ready};
