//! The grammar of the command line.

use std::path::PathBuf;

use backcast_core::decisions::{ExceptionKind, Outcome};
use backcast_core::exchange::Kind;
use backcast_core::exchange::export::Form;
use backcast_core::launches::Reply;
use backcast_core::measures::dates::DateOrder;
use backcast_core::measures::{Aggregate, Cadence, Direction, Role};
use backcast_core::proposals::{Sort, Stage};
use backcast_core::vocabulary::Word;
use clap::{Args, Parser, Subcommand};

use crate::looking::{ForecastArguments, InsightsArguments, RetroArguments, Settled, VerdictArguments};

/// Proposals written backwards from the customer's problem, from the command line.
#[derive(Debug, Parser)]
#[command(name = "backcast", version, max_term_width = 100, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    /// The portfolio; without it the one that was opened last
    #[arg(short, long, global = true, env = "BACKCAST_PORTFOLIO", value_name = "FILE.backcast")]
    pub(crate) portfolio: Option<PathBuf>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a new portfolio, or the sample one
    Init {
        /// Where it is made; nothing that is there is overwritten
        file: PathBuf,
        /// With ten proposals and three launches to look at
        #[arg(long)]
        sample: bool,
    },
    /// Keep a spark
    Spark {
        /// The problem, as it comes to mind
        text: String,
        /// Who has it
        #[arg(long, value_name = "C")]
        customer: Option<String>,
    },
    /// Import Markdown, Word, HTML, CSV, Excel, JSON and JSONL files, and folders; all or nothing per file
    Import {
        /// Files and folders
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// What they are, when their names do not say it: markdown, docx, html, jsonl, csv or json
        #[arg(long = "as", value_name = "KIND", value_parser = word::<Kind>)]
        kind: Option<Kind>,
        /// Say what would come in, and keep nothing
        #[arg(long)]
        dry_run: bool,
        /// For CSV and Excel: what a column holds, problem="Pain point"
        #[arg(long, value_name = "FIELD=HEADER", num_args = 1..)]
        map: Vec<String>,
    },
    /// The parsed outline of a document
    Outline {
        /// A Markdown file
        file: PathBuf,
    },
    /// The linter's notes on a proposal or a file
    Lint {
        /// P-014, or a Markdown file
        what: String,
    },
    /// List proposals
    List {
        /// Words and filters: stage:draft held:plan tag:mobile
        query: Vec<String>,
        /// The order: strength, updated, age, id, problem, customer, owner, stage or held
        #[arg(long, value_parser = word::<Sort>, default_value = "strength")]
        sort: Sort,
        /// How many at most
        #[arg(long, default_value_t = 100)]
        limit: u32,
        /// How many to pass over
        #[arg(long, default_value_t = 0)]
        offset: u32,
    },
    /// Search the full text
    Search {
        /// Words and filters, as for list
        #[arg(required = true)]
        query: Vec<String>,
        /// How many at most
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Show a proposal, a decision's record or a meeting's minutes
    Show {
        /// P-014, D-021 or M-003
        id: String,
        /// As what it is printed
        #[arg(long = "as", value_parser = ["md", "json", "html"], default_value = "md")]
        form: String,
    },
    /// Score criteria: big=3 should=4 plan=? with a reason each
    Score(ScoreArguments),
    /// Add a measure to a proposal
    Measure(MeasureArguments),
    /// Move a proposal to a stage by hand
    Stage(StageArguments),
    /// Record what customers experience since a launch
    CheckIn(CheckInArguments),
    /// Explain a measure's values with a date
    Annotate {
        /// The proposal, or with --product the running product
        id: String,
        /// Which measure, by its name
        measure: String,
        /// The day it happened, 2026-05-12
        date: String,
        /// What happened
        text: String,
        /// The measure is a running product's
        #[arg(long)]
        product: bool,
    },
    /// List running products with their measures
    Products,
    /// Begin an improvement from a measure of a running product
    Improve {
        /// The running product
        product: String,
        /// Its measure that should be better
        measure: String,
        /// What customers struggle with there
        problem: String,
    },
    /// Decide, and print the record
    Decide(DecideArguments),
    /// Launch an approved proposal
    Launch {
        /// The proposal
        id: String,
        /// The day customers got it
        #[arg(long, value_name = "DATE")]
        on: String,
    },
    /// Record values of a measure: MEASURE DATE VALUE, or --csv FILE
    Observe(ObserveArguments),
    /// The verdict evidence of a launch, or of a bare series
    Evidence(EvidenceArguments),
    /// Give the verdict on a launch and close it
    Verdict(VerdictArguments),
    /// The retro of a launch: who takes part, and the verdicts once all have given theirs
    Retro(RetroArguments),
    /// What ended launches say about our judgement
    Insights(InsightsArguments),
    /// Learn the why: a page by its key (W06, criterion-plan), or by words
    Learn {
        /// Its key, or words to look for
        what: Vec<String>,
    },
    /// Make a small forecast: a dated question with a probability
    Forecast(ForecastArguments),
    /// Settle a small forecast: yes or no
    Settle {
        /// F-003
        forecast: String,
        /// yes or no
        #[arg(value_parser = crate::looking::yes_or_no)]
        came_true: Settled,
    },
    /// Process behaviour limits and signals of a series
    Xmr {
        /// A table with a column of dates and one of values
        file: PathBuf,
        /// From this day on limits are computed anew
        #[arg(long, value_name = "DATE")]
        split: Option<String>,
        /// Limits from medians
        #[arg(long)]
        median: bool,
        /// How 1/2/2026 is read: dmy, mdy or ymd
        #[arg(long, value_parser = word::<DateOrder>)]
        date_order: Option<DateOrder>,
    },
    /// The numbers of a weekly business review
    Wbr(WbrArguments),
    /// Write proposals as files: md, html, pdf, docx, csv, json, xlsx
    Export(ExportArguments),
    /// Print as PDF: P-014 to read ahead, D-021 the record, L-002 the look back, M-003 the minutes
    Print {
        /// What is printed
        id: String,
        /// The file
        #[arg(long, value_name = "FILE.pdf")]
        to: PathBuf,
        /// a4 or letter
        #[arg(long, default_value = "a4")]
        paper: String,
        /// For a meeting: its ballots or what it reads beforehand, instead of its minutes
        #[arg(long, value_parser = ["ballots", "read-ahead"])]
        what: Option<String>,
    },
    /// Write the manual pages into a folder
    Man {
        /// The folder
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    /// Print completions for a shell
    Completions {
        /// Which one
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Check the file, the chain of records and every stored hash
    Check,
    /// Make a backup, opened and checked, in the folder Backups beside the portfolio
    Backup {
        /// Where to, instead
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
        /// List the backups there are
        #[arg(long, conflicts_with = "to")]
        list: bool,
    },
    /// Put a backup back; the portfolio is backed up first
    Restore(RestoreArguments),
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// Which proposals; all without one
    pub(crate) query: Vec<String>,
    /// As what: md, html, pdf, docx, csv, json or xlsx
    #[arg(long = "as", value_name = "FORM", value_parser = crate::export::form)]
    pub(crate) form: Form,
    /// The file, or the folder for one file a proposal
    #[arg(long, value_name = "PATH")]
    pub(crate) to: PathBuf,
    /// For PDF: a4 or letter
    #[arg(long, default_value = "a4")]
    pub(crate) paper: String,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArguments {
    /// The backup, or with --salvage the damaged file
    pub(crate) file: PathBuf,
    /// Say what would change, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Read what can be read of a damaged FILE into a new portfolio
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) salvage: bool,
    /// Where the salvaged portfolio goes
    #[arg(long, value_name = "NEW", requires = "salvage")]
    pub(crate) to: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ScoreArguments {
    /// The proposal
    pub(crate) id: String,
    /// Who scores; a new name makes a person
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// big=3 should=4 plan=?
    #[arg(required = true, value_name = "CRITERION=LEVEL")]
    pub(crate) levels: Vec<String>,
    /// big="…": the reason, one for each criterion
    #[arg(long, value_name = "CRITERION=TEXT", num_args = 1..)]
    pub(crate) why: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct MeasureArguments {
    /// The proposal, or with --product the running product
    pub(crate) id: String,
    /// What is counted
    pub(crate) name: String,
    /// In what: %, minutes, calls
    #[arg(long, default_value = "")]
    pub(crate) unit: String,
    /// Which way is better: up or down
    #[arg(long, value_parser = word::<Direction>)]
    pub(crate) direction: Direction,
    /// What it is today
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) baseline: Option<f64>,
    /// When the baseline will be known
    #[arg(long, value_name = "DATE")]
    pub(crate) baseline_by: Option<String>,
    /// What it will be
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) target: Option<f64>,
    /// By when
    #[arg(long, value_name = "DATE")]
    pub(crate) due: Option<String>,
    /// Due that many weeks after launch
    #[arg(long)]
    pub(crate) due_weeks: Option<u32>,
    /// How several values of a week become one
    #[arg(long, value_parser = word::<Aggregate>, default_value = "mean")]
    pub(crate) aggregate: Aggregate,
    /// The first measure of a proposal is its primary one unless this says otherwise
    #[arg(long, value_parser = word::<Role>)]
    pub(crate) role: Option<Role>,
    /// How much worse a guardrail may get, in its unit
    #[arg(long)]
    pub(crate) margin: Option<f64>,
    /// The lowest value that can be: 0 for counts
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) floor: Option<f64>,
    /// How often a value is expected
    #[arg(long, value_parser = word::<Cadence>)]
    pub(crate) cadence: Option<Cadence>,
    /// What a rate is divided by; values are then given as 12/340, or with a column of that name
    #[arg(long, value_name = "NAME")]
    pub(crate) denominator: Option<String>,
    /// From when on history is the baseline; all of it when absent
    #[arg(long, value_name = "DATE")]
    pub(crate) baseline_from: Option<String>,
    /// How many points are judged, 8 or more
    #[arg(long, value_name = "COUNT")]
    pub(crate) points: Option<u32>,
    /// Takes its values from a measure of a running product
    #[arg(long, value_name = "PRODUCT/MEASURE")]
    pub(crate) from: Option<String>,
    /// The measure belongs to a running product, not to a proposal
    #[arg(long)]
    pub(crate) product: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DecideArguments {
    /// The proposal
    pub(crate) id: String,
    /// approve, exception, not-yet or decline
    #[arg(value_parser = word::<Outcome>)]
    pub(crate) outcome: Outcome,
    /// Why; a missing reason is refused by the core, as a failure and not as a slip of the keyboard
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) why: String,
    /// NAME=70: probability in percent that the primary measure reaches its target
    #[arg(long, value_name = "NAME=PERCENT")]
    pub(crate) forecast: Vec<String>,
    /// Under which conditions
    #[arg(long)]
    pub(crate) conditions: Option<String>,
    /// What those who disagree and commit all the same say; "nobody" when it was asked and nobody did
    #[arg(long)]
    pub(crate) dissent: Option<String>,
    /// Who disagrees and commits all the same; once for each
    #[arg(long, value_name = "NAME")]
    pub(crate) dissenter: Vec<String>,
    /// What would change our mind
    #[arg(long)]
    pub(crate) kill: Option<String>,
    /// What else was considered
    #[arg(long)]
    pub(crate) alternatives: Option<String>,
    /// What happens if nothing is done
    #[arg(long, value_name = "TEXT")]
    pub(crate) nothing: Option<String>,
    /// What an exception leaves out: seal-missing, seal-stale or blocker-open; found out when absent
    #[arg(long, value_name = "KIND", value_parser = word::<ExceptionKind>)]
    pub(crate) exception: Option<ExceptionKind>,
    /// What must be true before it comes back
    #[arg(long)]
    pub(crate) must: Option<String>,
    /// When to look again
    #[arg(long, value_name = "DATE")]
    pub(crate) revisit: Option<String>,
    /// By when an exception is cured; ninety days when absent
    #[arg(long, value_name = "DATE")]
    pub(crate) cure: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct StageArguments {
    /// The proposal
    pub(crate) id: String,
    /// The stage it goes to
    #[arg(value_parser = word::<Stage>)]
    pub(crate) stage: Stage,
    /// Why; not-yet, declined and stopped need it
    #[arg(long)]
    pub(crate) why: Option<String>,
    /// What a stopped idea cost
    #[arg(long)]
    pub(crate) cost: Option<String>,
    /// What a stopped idea taught: "When …, we …, because …"
    #[arg(long)]
    pub(crate) lesson: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CheckInArguments {
    /// The launch, L-001
    pub(crate) launch: String,
    /// What did customers experience?
    #[arg(long)]
    pub(crate) experienced: String,
    /// Knowing this, would we approve it again?
    #[arg(long, value_parser = word::<Reply>)]
    pub(crate) again: Reply,
    /// Why
    #[arg(long)]
    pub(crate) why: Option<String>,
    /// Does the kill criterion hold?
    #[arg(long, value_parser = word::<Reply>)]
    pub(crate) kill: Option<Reply>,
    /// Today when absent
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ObserveArguments {
    /// The proposal, or with --product the running product
    pub(crate) id: String,
    /// Which measure, by its name; with --csv all without one
    #[arg(required_unless_present = "csv")]
    pub(crate) measure: Option<String>,
    /// The day of the value
    #[arg(required_unless_present = "csv", conflicts_with = "csv")]
    pub(crate) date: Option<String>,
    /// The value; for a rate 12/340
    #[arg(required_unless_present = "csv", conflicts_with = "csv", allow_negative_numbers = true)]
    pub(crate) value: Option<String>,
    /// A date column, and a column named after each measure; CSV, TSV or XLSX
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// The measures are a running product's
    #[arg(long)]
    pub(crate) product: bool,
    /// How 1/2/2026 is read: dmy, mdy or ymd
    #[arg(long, value_parser = word::<DateOrder>)]
    pub(crate) date_order: Option<DateOrder>,
}

#[derive(Debug, Args)]
pub(crate) struct EvidenceArguments {
    /// The launch, L-001
    #[arg(required_unless_present = "csv", conflicts_with = "csv")]
    pub(crate) launch: Option<String>,
    /// A bare series instead: a column of dates and one of values
    #[arg(long, value_name = "FILE", requires_all = ["split", "direction"])]
    pub(crate) csv: Option<PathBuf>,
    /// The day of its launch
    #[arg(long, value_name = "DATE")]
    pub(crate) split: Option<String>,
    /// Which way is better: up or down
    #[arg(long, value_parser = word::<Direction>)]
    pub(crate) direction: Option<Direction>,
    /// What it should have become
    #[arg(long, allow_negative_numbers = true)]
    pub(crate) target: Option<f64>,
    /// The date it is judged at; now when absent
    #[arg(long, value_name = "DATE", requires = "csv")]
    pub(crate) due: Option<String>,
    /// From when on history is the baseline; all of it when absent
    #[arg(long, value_name = "DATE", requires = "csv")]
    pub(crate) from: Option<String>,
    /// How many points are judged, 8 or more
    #[arg(long, value_name = "COUNT", requires = "csv", value_parser = clap::value_parser!(u32).range(8..))]
    pub(crate) points: Option<u32>,
    /// How several values of a week become one
    #[arg(long, value_parser = word::<Aggregate>, default_value = "mean")]
    pub(crate) aggregate: Aggregate,
    /// How 1/2/2026 is read: dmy, mdy or ymd
    #[arg(long, value_parser = word::<DateOrder>)]
    pub(crate) date_order: Option<DateOrder>,
}

#[derive(Debug, Args)]
pub(crate) struct WbrArguments {
    /// The deck, in YAML; without --data, the title of a deck of the portfolio
    pub(crate) deck: PathBuf,
    /// Its values: a column Date, and a column for each metric
    #[arg(long, value_name = "FILE")]
    pub(crate) data: Option<PathBuf>,
    /// Date, MetricName, EventDescription
    #[arg(long, value_name = "FILE", requires = "data")]
    pub(crate) annotations: Option<PathBuf>,
    /// As what it is written
    #[arg(long = "as", value_parser = ["json", "html", "md", "pdf"], default_value = "md")]
    pub(crate) form: String,
    /// How 1/2/2026 is read: dmy, mdy or ymd
    #[arg(long, value_parser = word::<DateOrder>, requires = "data")]
    pub(crate) date_order: Option<DateOrder>,
    /// The file it is written to; needed for PDF
    #[arg(long, value_name = "PATH", required_if_eq("form", "pdf"))]
    pub(crate) to: Option<PathBuf>,
    /// For PDF: a4 or letter
    #[arg(long, default_value = "a4")]
    pub(crate) paper: String,
}

pub(crate) fn word<W: Word>(text: &str) -> Result<W, String> {
    W::from_word(text).ok_or_else(|| format!("known: {}", W::known()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn help_says_of_every_argument_of_every_command_what_it_is() {
        let commands = Arguments::command();
        let silent: Vec<_> = commands
            .get_subcommands()
            .flat_map(|command| command.get_arguments().map(move |argument| (command.get_name(), argument)))
            .filter(|(_, argument)| argument.get_help().is_none())
            .map(|(command, argument)| format!("{command} {}", argument.get_id()))
            .collect();
        assert!(silent.is_empty(), "{silent:?}");
    }
}
