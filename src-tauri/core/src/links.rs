//! Links into a portfolio: `backcast://P-014`, with the portfolio it means where that was copied along.
//!
//! Not here: opening a window. Invariant: a link never changes anything, and what it leads to is there.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::decisions::DecisionId;
use crate::error::{Entity, Error, Result, Rule, Unread};
use crate::launches::LaunchId;
use crate::lessons::LessonId;
use crate::portfolio::Portfolio;
use crate::proposals::{self, ProposalId};
use crate::storage::{decisions, launches, lessons, open};

/// What a link begins with.
pub const SCHEME: &str = "backcast://";

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Target {
    /// What it names, in its usual spelling.
    pub id: String,
    /// Whether that lies in the trash.
    pub trashed: bool,
}

impl Portfolio {
    /// A link to `id` that knows which portfolio it means.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn link_to(&self, id: &str) -> Result<String> {
        let uuid = self.read(open::uuid)?;
        Ok(format!("{SCHEME}{id}?portfolio={uuid}"))
    }

    /// Where a link leads in this portfolio.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it is no link; [`Error::Rejected`] when it means another portfolio; [`Error::NotFound`] when what
    /// it names is not there.
    pub fn follow_link(&self, link: &str) -> Result<Target> {
        let (name, portfolio) = read(link)?;
        self.read(|conn| {
            if let Some(meant) = portfolio
                && !meant.eq_ignore_ascii_case(&open::uuid(conn)?)
            {
                return Err(Error::rejected(name, Rule::OtherPortfolio));
            }
            let there = |entity, found: bool, id: String| {
                if found { Ok(Target { id, trashed: false }) } else { Err(Error::not_found(entity, name)) }
            };
            if let Ok(id) = ProposalId::from_str(name) {
                let row = proposals::row(conn, id)?;
                return Ok(Target { id: id.to_string(), trashed: row.trashed });
            }
            if let Ok(id) = DecisionId::from_str(name) {
                return there(Entity::Decision, decisions::get(conn, id)?.is_some(), id.to_string());
            }
            if let Ok(id) = LaunchId::from_str(name) {
                return there(Entity::Launch, launches::get(conn, id)?.is_some(), id.to_string());
            }
            if let Ok(id) = LessonId::from_str(name) {
                return there(Entity::Lesson, lessons::get(conn, id)?.is_some(), id.to_string());
            }
            Err(unreadable(link))
        })
    }
}

/// What a link names, and the portfolio it means if it says so.
fn read(link: &str) -> Result<(&str, Option<&str>)> {
    let link = link.trim();
    let scheme = link.get(..SCHEME.len()).filter(|scheme| scheme.eq_ignore_ascii_case(SCHEME));
    let rest = scheme.map(|_| link[SCHEME.len()..].trim_start_matches('/')).ok_or_else(|| unreadable(link))?;
    let (name, query) = rest.split_once('?').unwrap_or((rest, ""));
    let portfolio = query.split('&').find_map(|pair| pair.strip_prefix("portfolio="));
    Ok((name.trim_end_matches('/'), portfolio))
}

fn unreadable(link: &str) -> Error {
    let link: String = link.chars().take(80).collect();
    Error::invalid("link", Unread::NotALink.with([("text", &link)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read_however_the_desktop_spells_it() {
        for link in ["backcast://P-014", "BACKCAST://P-014/", " backcast:///P-014"] {
            assert_eq!(read(link).unwrap(), ("P-014", None), "{link}");
        }
        assert_eq!(read("backcast://D-021?portfolio=0190").unwrap(), ("D-021", Some("0190")));
        for link in ["", "P-014", "https://P-014", "backcast:", "\u{1F680}backcast://P-1"] {
            assert!(read(link).is_err(), "{link}");
        }
    }
}
