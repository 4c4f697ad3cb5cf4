//! Where things are: the portfolio a command is about, and what the core needs of the outside.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use backcast_core::{Portfolio, World};
use jiff::tz::TimeZone;
use serde::Deserialize;

/// The folder of the desktop application, below the person's data folder.
const APPLICATION: &str = "app.backcast.desktop";

/// What the window remembers, as far as it matters here.
#[derive(Deserialize)]
struct Remembered {
    preferences: Preferences,
}

#[derive(Deserialize)]
struct Preferences {
    last_portfolio: Option<PathBuf>,
}

/// The time, the calendar and randomness.
#[expect(clippy::disallowed_methods, reason = "this is where the core's clock comes from")]
pub(crate) fn world() -> World {
    World::new(jiff::Timestamp::now, time_zone(), || {
        let mut bytes = [0; 10];
        // Without randomness ids still differ by their milliseconds.
        getrandom::fill(&mut bytes).unwrap_or_default();
        bytes
    })
}

/// The time zone of this computer. Its own file is read where there is one: to know it by name, all names would be read.
fn time_zone() -> TimeZone {
    let own = std::env::var_os("TZ").is_none().then(|| std::fs::read("/etc/localtime").ok()).flatten();
    own.and_then(|rules| TimeZone::tzif("localtime", &rules).ok()).unwrap_or_else(TimeZone::system)
}

/// The portfolio named on the command line or in the environment, else the one the window opened last.
pub(crate) fn path(named: Option<&PathBuf>) -> anyhow::Result<PathBuf> {
    match named {
        Some(path) => Ok(path.clone()),
        None => last_opened().context(
            "no portfolio is named: say which with -p FILE.backcast, or make one with `backcast init FILE.backcast`",
        ),
    }
}

/// Opens that portfolio.
pub(crate) fn portfolio(named: Option<&PathBuf>) -> anyhow::Result<Portfolio> {
    Ok(Portfolio::open_briefly(&path(named)?, world())?)
}

fn last_opened() -> Option<PathBuf> {
    let folder = match std::env::var_os("BACKCAST_DATA_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => dirs::data_dir()?.join(APPLICATION),
    };
    let text = std::fs::read_to_string(folder.join("preferences.json")).ok()?;
    let remembered: Remembered = serde_json::from_str(&text).ok()?;
    remembered.preferences.last_portfolio
}

/// What the person at the keyboard is called until they say otherwise.
pub(crate) fn me() -> String {
    let name = std::env::var("USER").or_else(|_| std::env::var("USERNAME"));
    name.ok().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "Me".to_owned())
}

/// `NAME=VALUE` in two.
pub(crate) fn pair(text: &str) -> anyhow::Result<(&str, &str)> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim(), value.trim())),
        _ => bail!("“{text}” should look like NAME=VALUE"),
    }
}
