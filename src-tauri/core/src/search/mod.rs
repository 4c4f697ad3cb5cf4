//! Search: the query language, the words of an index, and the snippet around a match.
//!
//! Pure text in, values out. Any input is a valid query: what is not understood is searched as text.
//! Not here: SQL, which is in `storage::search` and `storage::listing`.

mod query;
mod snippet;
mod words;

pub use query::{Condition, Field, Query, State, Term};
pub(crate) use snippet::snippet;
pub(crate) use words::{Words, excluded_expression, match_expression};
