//! Reminders: what needs the person, told by the desktop once a day while a portfolio is open.
//!
//! The list is the core's *Needs you*; its words are the page's, which hands them over like the menu's. The schedule is our
//! own: a thread looks at the date on the wall every few seconds, so a date that passed while the machine slept is told
//! right after waking. Off until allowed in Settings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use backcast_core::journal::Need;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Manager as _, Runtime};

use crate::state::AppState;

/// How often the date on the wall is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(15);

/// What was told, and on which day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(default)]
pub struct Told {
    /// The day, ISO.
    pub on: String,
    /// What was told that day: portfolio, kind and id.
    pub what: BTreeSet<String>,
}

impl Told {
    /// The needs of a portfolio that were not told `today`, oldest first; they count as told afterwards.
    pub(crate) fn fresh<'a>(&mut self, portfolio: &Path, needs: &'a [Need], today: &str) -> Vec<&'a Need> {
        if self.on != today {
            *self = Self { on: today.to_owned(), what: BTreeSet::new() };
        }
        let key = |need: &Need| format!("{} {} {}", portfolio.display(), need.kind, need.id);
        needs.iter().filter(|need| self.what.insert(key(need))).collect()
    }
}

/// Tells what is due from now on, off the main thread.
pub(crate) fn follow_the_calendar<R: Runtime>(app: AppHandle<R>) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(LOOK_EVERY);
            tell(&app.state::<AppState>());
        }
    });
}

/// Tells what is due and was not told today; nothing unless reminders are allowed and a portfolio is open.
pub(crate) fn tell(state: &AppState) {
    let words = state.reminder_words();
    let Ok(portfolio) = state.portfolio() else { return };
    if words.is_empty() || !state.host.preferences().reminders {
        return;
    }
    let needs = match portfolio.needs_you() {
        Ok(needs) => needs,
        Err(error) => return tracing::warn!("what is due could not be read: {error}"),
    };
    let mut preferences = state.host.preferences();
    let fresh = preferences.told.fresh(portfolio.path(), &needs, &state.today());
    if fresh.is_empty() {
        return;
    }
    // Remembered first: what cannot be remembered would be told every few seconds. The journal shows it anyway.
    if let Err(error) = state.host.keep_preferences(&preferences) {
        return tracing::warn!("reminders could not be remembered: {}", error.detail);
    }
    for need in fresh {
        let kind = words.get(&need.kind.to_string()).map_or("", String::as_str);
        state.host.notify(&format!("{kind} · {}", need.subject), &need.problem);
    }
}

/// The words of reminders by the kind of need.
pub(crate) type Words = BTreeMap<String, String>;

#[cfg(test)]
mod tests {
    use backcast_core::journal::NeedKind;

    use super::*;

    fn need(kind: NeedKind, subject: &str) -> Need {
        let (id, problem, due) = (subject.to_owned(), "It hurts.".to_owned(), "2026-09-01".to_owned());
        Need { kind, subject: id.clone(), id, deck: None, problem, due, overdue: false }
    }

    fn subjects(needs: &[&Need]) -> Vec<String> {
        needs.iter().map(|need| format!("{} {}", need.kind, need.subject)).collect()
    }

    #[test]
    fn a_due_thing_is_told_once_a_day_until_it_is_done() {
        let mut told = Told::default();
        let here = Path::new("/home/portfolio.backcast");
        let retro = need(NeedKind::Retro, "L-003");
        let first = [retro.clone(), need(NeedKind::CheckIn, "L-003")];
        assert_eq!(subjects(&told.fresh(here, &first, "2026-09-01")), ["retro L-003", "check-in L-003"]);
        assert!(told.fresh(here, &first, "2026-09-01").is_empty());
        // Something that falls due later the same day is told alone.
        let more = [retro.clone(), need(NeedKind::Kill, "L-004")];
        assert_eq!(subjects(&told.fresh(here, &more, "2026-09-01")), ["kill L-004"]);
        // The machine slept for three days: what is still due is told once.
        assert_eq!(subjects(&told.fresh(here, &[retro], "2026-09-04")), ["retro L-003"]);
    }

    #[test]
    fn two_portfolios_with_the_same_ids_are_told_apart() {
        let mut told = Told::default();
        let needs = [need(NeedKind::Retro, "L-003")];
        assert_eq!(told.fresh(Path::new("/a.backcast"), &needs, "2026-09-01").len(), 1);
        assert_eq!(told.fresh(Path::new("/b.backcast"), &needs, "2026-09-01").len(), 1);
    }
}
