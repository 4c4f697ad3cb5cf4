//! A stored deck as the engine knows it: its measures as metrics, their standing values as series.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::ToSpan as _;
use jiff::civil::Date;
use rusqlite::Connection;

use super::DeckInput;
use crate::charts::Style;
use crate::error::{Entity, Error, Result, Rule};
use crate::measures::{Dated, Measure, MeasureInput};
use crate::portfolio::Portfolio;
use crate::storage::{decks as rows, measures, observations};
use crate::wbr::annotations::Event;
use crate::wbr::calendar::MonthDisplay;
use crate::wbr::deck::{Block, Comparison, Deck, Line, LineStyle, Metric, Scaling, Source};
use crate::wbr::report::Report;
use crate::wbr::{self, ShownDeck};

/// A stored deck with the values behind it.
pub(super) struct Loaded {
    /// The deck.
    pub(super) deck: Deck,
    /// Its measures, each once, in the order they are shown.
    pub(super) measures: Vec<LoadedMeasure>,
}

/// A measure of a deck with its values.
pub(super) struct LoadedMeasure {
    pub(super) id: String,
    /// What the deck calls it: its name, with what it belongs to where two share one.
    pub(super) name: String,
    pub(super) stated: MeasureInput,
    pub(super) values: Vec<Dated>,
    /// What was noted about it, oldest first.
    pub(super) notes: Vec<(Date, String)>,
    /// From which dates its limits are computed anew, and why.
    pub(super) rebased: Vec<(Date, String)>,
    /// When its proposal was launched.
    pub(super) launched_on: Option<Date>,
    /// The heading it stands under.
    pub(super) under: Option<String>,
}

impl Portfolio {
    /// A stored deck with its figures, drawn; its last week is the last that ended on its day.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown id.
    pub fn deck_review(&self, id: &str, style: Style) -> Result<ShownDeck> {
        Ok(wbr::shown(&self.deck_report(id)?, vec![], style))
    }

    /// A stored deck on one page of HTML.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown id.
    pub fn deck_page(&self, id: &str) -> Result<String> {
        Ok(wbr::page(&self.deck_report(id)?))
    }

    /// The figures of a stored deck.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown id.
    pub fn deck_report(&self, id: &str) -> Result<Report> {
        let today = self.world.today();
        self.read(|conn| reviewed(&load(conn, id, today)?))
    }

    /// Saves a stored deck as YAML with its values in a CSV beside it; returns both files.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown id; [`Error::Rejected`] when the CSV would take the place of another file;
    /// [`Error::Io`] when a file cannot be written.
    pub fn save_deck(&self, id: &str, to: &Path) -> Result<Vec<PathBuf>> {
        let today = self.world.today();
        let loaded = self.read(|conn| load(conn, id, today))?;
        let data = to.with_extension("csv");
        if data == to || data.exists() {
            return Err(Error::rejected(data.display(), Rule::FileExists));
        }
        let write = |path: &Path, text: &str| std::fs::write(path, text).map_err(|error| Error::io(path, error));
        write(to, &wbr::written(&loaded.deck))?;
        write(&data, &csv(&loaded.measures))?;
        Ok(vec![to.to_owned(), data])
    }
}

/// The figures of a loaded deck.
pub(super) fn reviewed(loaded: &Loaded) -> Result<Report> {
    let noted = loaded.measures.iter().flat_map(|measure| {
        measure.notes.iter().map(|(on, text)| Event {
            on: *on,
            metric: measure.name.clone(),
            description: text.clone(),
        })
    });
    let mut events: Vec<Event> = noted.collect();
    events.sort_by_key(|event| event.on);
    let values = loaded.measures.iter().map(|measure| (measure.name.as_str(), measure.values.as_slice()));
    wbr::review_values(&loaded.deck, &values.collect(), &events)
}

/// Reads a deck with its measures and their values.
pub(super) fn load(conn: &Connection, id: &str, today: Date) -> Result<Loaded> {
    let input = rows::get(conn, id)?.ok_or_else(|| Error::not_found(Entity::Deck, id))?;
    let known: HashMap<String, super::DeckMeasure> =
        rows::measures(conn)?.into_iter().map(|measure| (measure.id.clone(), measure)).collect();
    let mut shared: HashMap<&str, u32> = HashMap::new();
    let shown = input.items.iter().filter_map(|item| known.get(item.measure.as_ref()?));
    shown.for_each(|measure| *shared.entry(&measure.name).or_default() += 1);
    let mut found: Vec<LoadedMeasure> = vec![];
    let mut blocks = vec![];
    let mut under = None;
    for item in &input.items {
        if let Some(heading) = &item.heading {
            under = Some(heading.clone());
            blocks.push(Block::Section { title: heading.clone() });
        }
        let Some(id) = &item.measure else { continue };
        let (Some(about), Some(measure)) = (known.get(id), measures::get(conn, id)?) else { continue };
        let alone = shared.get(about.name.as_str()).is_none_or(|count| *count < 2);
        let name = if alone { about.name.clone() } else { format!("{} ({})", about.name, about.of) };
        blocks.push(block(&name));
        if found.iter().all(|loaded| loaded.id != *id) {
            found.push(loaded(conn, measure, name, under.clone())?);
        }
    }
    let deck = deck(&input, &found, blocks, today);
    Ok(Loaded { deck, measures: found })
}

fn loaded(conn: &Connection, measure: Measure, name: String, under: Option<String>) -> Result<LoadedMeasure> {
    let not_found = || Error::not_found(Entity::Measure, &measure.id);
    let values = observations::standing(conn, measures::holder_of(conn, &measure.id)?.ok_or_else(not_found)?.key)?;
    let key = crate::measures::key(conn, &measure.id)?;
    let rebased = crate::measures::rebased(conn, key)?;
    Ok(LoadedMeasure {
        notes: crate::measures::noted(conn, key)?,
        rebased,
        launched_on: rows::launched_on(conn, &measure.id)?,
        id: measure.id,
        name,
        stated: measure.stated,
        values,
        under,
    })
}

fn deck(input: &DeckInput, measures: &[LoadedMeasure], blocks: Vec<Block>, today: Date) -> Deck {
    let ends_on = input.week_ends_on.weekday();
    let since = ends_on.until(today.weekday());
    Deck {
        title: input.title.clone(),
        week_ending: today.saturating_sub(i32::from(since).days()),
        week_number: None,
        fiscal_year_end: i8::try_from(input.fiscal_year_end).unwrap_or(12),
        first_block: 1,
        metrics: measures
            .iter()
            .map(|measure| Metric {
                name: measure.name.clone(),
                source: Source::Column {
                    column: measure.name.clone(),
                    aggregate: measure.stated.aggregate,
                    condition: None,
                },
                comparison: Comparison::Percent,
            })
            .collect(),
        blocks,
        annotation_files: vec![],
    }
}

fn block(name: &str) -> Block {
    let line = Line { metric: name.to_owned(), legend: name.to_owned(), style: LineStyle::Primary, prior: true };
    Block::SixTwelve {
        title: name.to_owned(),
        months: MonthDisplay::Trailing,
        scaling: Scaling::default(),
        lines: vec![line],
    }
}

/// The values of measures as a CSV: a column Date, and one for each.
fn csv(measures: &[LoadedMeasure]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut dates: Vec<Date> = measures.iter().flat_map(|measure| &measure.values).map(|dated| dated.date).collect();
    dates.sort_unstable();
    dates.dedup();
    let names: String = measures.iter().fold(String::new(), |names, measure| names + "," + &quoted(&measure.name));
    let mut out = format!("Date{names}\n");
    let mut next = vec![0; measures.len()];
    for date in dates {
        // Writing to a string cannot fail.
        let _ = write!(out, "{date}");
        for (measure, next) in measures.iter().zip(&mut next) {
            out.push(',');
            if let Some(dated) = measure.values.get(*next).filter(|dated| dated.date == date) {
                let _ = write!(out, "{}", dated.value);
                *next += 1;
            }
        }
        out.push('\n');
    }
    out
}
