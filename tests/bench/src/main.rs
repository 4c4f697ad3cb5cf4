//! What `npm run bench` needs of Rust: proposals to fill a portfolio with, and the time the core takes for what a window
//! asks of it.
//!
//! It measures the core only. The references outside (the `sqlite3` shell, a bare window) run beside it, driven by the
//! script behind `npm run bench`, so that every ratio comes from one machine in one run.

mod deck;
mod documents;
mod hostile;
mod insights;
mod material;
mod reads;
mod timing;
mod trust;
mod typing;
mod verdicts;
mod writes;

use std::env;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use serde_json::Value;

const USAGE: &str = "usage: backcast-bench proposals COUNT FILE.jsonl | backcast-bench core FILE.backcast ROUNDS | backcast-bench documents ROUNDS | backcast-bench deck ROUNDS | backcast-bench trust FILE.backcast ROUNDS | backcast-bench insights FILE.backcast LAUNCHES ROUNDS | backcast-bench verdicts SERIES";

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["proposals", count, path] => write_proposals(count.parse().context("COUNT")?, Path::new(path)),
        ["core", path, rounds] => {
            let measured = measure(Path::new(path), rounds.parse().context("ROUNDS")?)?;
            Ok(writeln!(std::io::stdout(), "{measured}")?)
        }
        ["documents", rounds] => {
            Ok(writeln!(std::io::stdout(), "{}", documents::measure(rounds.parse().context("ROUNDS")?))?)
        }
        ["deck", rounds] => {
            let measured = deck::measure(rounds.parse().context("ROUNDS")?)?;
            Ok(writeln!(std::io::stdout(), "{measured}")?)
        }
        ["trust", path, rounds] => {
            let measured = trust::measure(Path::new(path), rounds.parse().context("ROUNDS")?)?;
            Ok(writeln!(std::io::stdout(), "{measured}")?)
        }
        ["insights", path, launches, rounds] => {
            let measured = insights::measure(
                Path::new(path),
                launches.parse().context("LAUNCHES")?,
                rounds.parse().context("ROUNDS")?,
            )?;
            Ok(writeln!(std::io::stdout(), "{measured}")?)
        }
        ["verdicts", series] => {
            let measured = verdicts::measure(series.parse().context("SERIES")?)?;
            Ok(writeln!(std::io::stdout(), "{measured}")?)
        }
        _ => bail!(USAGE),
    }
}

/// Every row of the table of figures. Writes are measured on a copy, which goes afterwards.
fn measure(path: &Path, rounds: u32) -> anyhow::Result<Value> {
    let mut rows = reads::measure(path, rounds)?;
    rows.extend(typing::measure(path, rounds)?);
    rows.extend(writes::measure(path)?);
    Ok(Value::Array(rows.iter().map(timing::Row::to_json).collect()))
}

fn write_proposals(count: u64, path: &Path) -> anyhow::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for number in 0..count {
        writeln!(file, "{}", material::proposal(number))?;
    }
    file.flush()?;
    Ok(())
}
