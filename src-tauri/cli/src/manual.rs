//! Man pages and shell completions, made from the grammar itself.

use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::print::Printer;

type Done = anyhow::Result<ExitCode>;

/// Writes a page for `backcast` and one for each command into a folder.
pub(crate) fn man(out: &Printer, to: &Path) -> Done {
    fs::create_dir_all(to).with_context(|| to.display().to_string())?;
    clap_mangen::generate_to(Arguments::command(), to).with_context(|| to.display().to_string())?;
    let pages =
        fs::read_dir(to)?.flatten().filter(|file| file.path().extension().is_some_and(|ending| ending == "1")).count();
    let said = format!("{pages} pages in {}", to.display());
    out.say(&serde_json::json!({ "path": to.display().to_string(), "pages": pages }), &said)
}

/// Prints what a shell needs to complete commands and options.
pub(crate) fn completions(out: &Printer, shell: Shell) -> Done {
    let mut text = io::Cursor::new(vec![]);
    clap_complete::generate(shell, &mut Arguments::command(), "backcast", &mut text);
    out.text(&String::from_utf8_lossy(text.get_ref()))
}
