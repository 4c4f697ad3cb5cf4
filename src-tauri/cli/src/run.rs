//! Carrying a command out: one function a command, one call of the core each.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use backcast_core::decisions::{DecisionId, DecisionInput, ForecastInput};
use backcast_core::documents;
use backcast_core::exchange::{self, Failed, Field, ImportReport, Imported, Importing, Kind, Mapped};
use backcast_core::measures::{MeasureInput, Role};
use backcast_core::meetings::MeetingId;
use backcast_core::proposals::{ListQuery, ProposalId, Stage, StopInput};
use backcast_core::scores::{Criterion, ScoreInput};
use backcast_core::search::Reach;
use backcast_core::vocabulary::Word as _;
use backcast_core::{Portfolio, proposals};
use serde_json::json;

use crate::arguments::{Arguments, Command, DecideArguments, MeasureArguments, ScoreArguments, StageArguments};
use crate::looking;
use crate::operating;
use crate::place::{self, pair};
use crate::print::Printer;
use crate::{export, files, manual, review, series};

/// How a command ends.
pub(crate) type Done = anyhow::Result<ExitCode>;

/// Carries out what was asked; failures are explained by their error.
pub(crate) fn run(arguments: &Arguments) -> Done {
    let out = Printer::new(arguments.json);
    match &arguments.command {
        Command::Init { file, sample } => init(&out, file, *sample),
        Command::Learn { what } => looking::learn(&out, what),
        Command::Outline { file } => outline(&out, file),
        Command::Xmr { file, split, median, date_order } => {
            series::xmr(&out, file, split.as_deref(), *median, *date_order)
        }
        Command::Wbr(asked) if asked.data.is_some() || asked.deck.is_file() => review::of_files(&out, asked),
        Command::Evidence(asked) if asked.csv.is_some() => series::bare_evidence(&out, asked),
        Command::Lint { what } if is_path(what) => lint_file(&out, Path::new(what)),
        Command::Man { to } => manual::man(&out, to),
        Command::Completions { shell } => manual::completions(&out, *shell),
        Command::Check => files::check(&out, arguments.portfolio.as_ref()),
        Command::Restore(asked) => files::restore(&out, arguments.portfolio.as_ref(), asked),
        command => {
            let portfolio = place::portfolio(arguments.portfolio.as_ref())?;
            let done = with_portfolio(&out, &portfolio, command);
            portfolio.close()?;
            done
        }
    }
}

fn with_portfolio(out: &Printer, portfolio: &Portfolio, command: &Command) -> Done {
    match command {
        Command::Spark { text, customer } => {
            let id = portfolio.keep_spark(text, customer.as_deref())?.value;
            out.say(&json!({ "id": id }), &format!("{id}"))
        }
        Command::Import { paths, kind, dry_run, map } => import(out, portfolio, paths, *kind, map, *dry_run),
        Command::Lint { what } => {
            let id = portfolio.find_proposal(what)?;
            out.notes(&portfolio.lint(id)?)
        }
        Command::List { query, sort, limit, offset } => {
            let text = finished(query);
            let page = portfolio.list_proposals(&ListQuery {
                text: text.clone(),
                sort: *sort,
                limit: *limit,
                offset: *offset,
                ..ListQuery::default()
            })?;
            let nothing = page.total == 0 && !text.trim().is_empty();
            let instead = if nothing { portfolio.search(&text, Reach::Ranked, 1)?.did_you_mean } else { None };
            out.lines(&page.rows, instead.as_deref())
        }
        Command::Search { query, limit } => out.found(&portfolio.search(&finished(query), Reach::Ranked, *limit)?),
        Command::Show { id, form } => show(out, portfolio, id, form),
        Command::Score(asked) => score(out, portfolio, asked),
        Command::Measure(asked) => measure(out, portfolio, asked),
        Command::Stage(asked) => move_to(out, portfolio, asked),
        Command::CheckIn(asked) => operating::check_in(out, portfolio, asked),
        Command::Annotate { id, measure, date, text, product } => {
            operating::annotate(out, portfolio, &series::measure(portfolio, id, measure, *product)?, date, text)
        }
        Command::Products => operating::products(out, portfolio),
        Command::Improve { product, measure, problem } => operating::improve(out, portfolio, product, measure, problem),
        Command::Decide(asked) => decide(out, portfolio, asked),
        Command::Launch { id, on } => launch(out, portfolio, id, on),
        Command::Observe(asked) => series::observe(out, portfolio, asked),
        Command::Evidence(asked) => {
            let launch = asked.launch.as_deref().context("say which launch, or give --csv FILE")?;
            out.evidence(&portfolio.evidence(launch.parse()?)?)
        }
        Command::Verdict(asked) => looking::verdict(out, portfolio, asked),
        Command::Retro(asked) => looking::retro(out, portfolio, asked),
        Command::Insights(asked) => looking::insights(out, portfolio, asked),
        Command::Forecast(asked) => looking::forecast(out, portfolio, asked),
        Command::Settle { forecast, came_true } => looking::settle(out, portfolio, forecast, came_true.0),
        Command::Print { id, to, paper, what } => export::print(out, portfolio, id, to, paper, what.as_deref()),
        Command::Export(asked) => export::export(out, portfolio, asked),
        Command::Wbr(asked) => review::of_portfolio(out, portfolio, asked),
        Command::Backup { to, list } => files::back_up(out, portfolio, to.as_deref(), *list),
        Command::Init { .. }
        | Command::Learn { .. }
        | Command::Outline { .. }
        | Command::Xmr { .. }
        | Command::Check
        | Command::Man { .. }
        | Command::Completions { .. }
        | Command::Restore(_) => Ok(ExitCode::SUCCESS),
    }
}

/// A query from the command line is not being typed any more: its last word is whole.
fn finished(words: &[String]) -> String {
    format!("{} ", words.join(" ")).trim_start().to_owned()
}

fn init(out: &Printer, file: &Path, sample: bool) -> Done {
    let make = if sample { Portfolio::create_sample } else { Portfolio::create };
    let portfolio = make(file, &place::me(), place::world())?;
    let count = portfolio.count_proposals()?;
    portfolio.close()?;
    let said = format!("{}: a portfolio with {count} proposals", file.display());
    out.say(&json!({ "path": file.display().to_string(), "proposals": count }), &said)
}

fn outline(out: &Printer, file: &Path) -> Done {
    let text = exchange::read_utf8(file, proposals::LONGEST_DOCUMENT).with_context(|| file.display().to_string())?;
    out.outline(&documents::outline(&text))
}

/// Whether what was given is a file or should be one, and no proposal.
fn is_path(what: &str) -> bool {
    let path = Path::new(what);
    path.exists() || path.extension().is_some() || path.components().count() > 1
}

fn lint_file(out: &Printer, file: &Path) -> Done {
    let text = exchange::read_utf8(file, proposals::LONGEST_DOCUMENT).with_context(|| file.display().to_string())?;
    out.notes(&exchange::lint_file(&text, place::world().today()))
}

fn import(
    out: &Printer,
    portfolio: &Portfolio,
    paths: &[std::path::PathBuf],
    kind: Option<Kind>,
    map: &[String],
    dry_run: bool,
) -> Done {
    let columns = mapping(map)?;
    let tables = paths.iter().filter(|_| !columns.is_empty()).map(|path| (path.clone(), columns.clone()));
    let how = Importing { kind, columns: tables.collect(), dry_run };
    let (ballots, files): (Vec<_>, Vec<_>) = paths.iter().cloned().partition(|path| is_ballot(path));
    let mut report = match files.as_slice() {
        [] => ImportReport::default(),
        files => portfolio.import(files, &how, &|_, _| true)?.value,
    };
    for path in ballots {
        let taken = if dry_run {
            portfolio.check_ballot(&path).map(|()| None)
        } else {
            portfolio.import_ballot(&path, None).map(|on| Some(on.value.proposal.to_string()))
        };
        let path = path.display().to_string();
        match taken {
            Ok(id) => report.imported.push(Imported { path, id, count: None, arrival: None, recognised: None }),
            Err(error) => report.failed.push(Failed::new(path, &error)),
        }
    }
    out.import(&report)
}

fn is_ballot(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ballot"))
}

/// What the columns of tables hold, as `FIELD=HEADER` says it.
fn mapping(map: &[String]) -> anyhow::Result<Vec<Mapped>> {
    let mapped = |pairing: &String| {
        let (field, header) = pair(pairing)?;
        let field = Field::from_word(field)
            .with_context(|| format!("“{field}” is nothing a column can hold; known: {}", Field::known()))?;
        Ok(Mapped { field: Some(field), header: header.to_owned() })
    };
    map.iter().map(mapped).collect()
}

fn show(out: &Printer, portfolio: &Portfolio, id: &str, form: &str) -> Done {
    match id.get(..2) {
        Some("D-" | "d-") => return show_record(out, portfolio, id.parse()?, form),
        Some("M-" | "m-") => return show_minutes(out, portfolio, id.parse()?, form),
        _ => {}
    }
    let id = portfolio.find_proposal(id)?;
    if form == "json" || out.is_json() {
        return out.json(&json!({
            "proposal": portfolio.proposal(id)?,
            "document": portfolio.document(id)?.text,
            "measures": portfolio.measures(id)?,
            "scores": portfolio.score_sheet(id)?.criteria,
            "decisions": portfolio.decisions(id)?,
            "meetings": portfolio.reviews(id)?,
            "comments": portfolio.comments(id)?,
        }));
    }
    match form {
        "html" => out.text(&portfolio.page_alone(id)?),
        _ => out.text(&portfolio.document(id)?.text),
    }
}

/// A printed decision: the record as it is stored, or with what belongs to it.
fn show_record(out: &Printer, portfolio: &Portfolio, id: DecisionId, form: &str) -> Done {
    let decision = portfolio.decision(id)?;
    if form == "json" || out.is_json() {
        return out.json(&json!({
            "id": id, "proposal": decision.proposal, "fingerprint": decision.fingerprint, "sha256": decision.sha256,
            "record": decision.record, "amendments": decision.amendments, "names": decision.names,
        }));
    }
    out.text(&decision.text)
}

/// The minutes of a meeting.
fn show_minutes(out: &Printer, portfolio: &Portfolio, id: MeetingId, form: &str) -> Done {
    if form == "json" || out.is_json() {
        return out.json(&portfolio.minutes(id)?);
    }
    out.text(&portfolio.minutes_file(id, form == "html")?)
}

fn score(out: &Printer, portfolio: &Portfolio, asked: &ScoreArguments) -> Done {
    let proposal = portfolio.find_proposal(&asked.id)?;
    let criterion = |name: &str| {
        Criterion::from_word(name)
            .with_context(|| format!("“{name}” is not a criterion; known: {}", Criterion::known()))
    };
    let mut reasons = vec![];
    for why in &asked.why {
        let (name, reason) = pair(why)?;
        reasons.push((criterion(name)?, reason));
    }
    let mut inputs = vec![];
    for level in &asked.levels {
        let (name, level) = pair(level)?;
        let criterion = criterion(name)?;
        let reason = reasons.iter().find(|(of, _)| *of == criterion).map_or("", |(_, reason)| *reason);
        inputs.push(ScoreInput {
            proposal,
            criterion,
            answer: level.parse().with_context(|| format!("{name}={level}"))?,
            reason: reason.to_owned(),
            raise: None,
            by: asked.by.clone(),
        });
    }
    portfolio.record_scores(&inputs)?;
    told_about(out, portfolio, proposal)
}

/// The line of a proposal, after something about it changed.
fn told_about(out: &Printer, portfolio: &Portfolio, id: ProposalId) -> Done {
    out.line(&portfolio.proposal(id)?.line)
}

fn measure(out: &Printer, portfolio: &Portfolio, asked: &MeasureArguments) -> Done {
    let proposal = if asked.product { None } else { Some(portfolio.find_proposal(&asked.id)?) };
    let is_first = proposal.is_some_and(|id| portfolio.measures(id).is_ok_and(|measures| measures.is_empty()));
    let source = asked.from.as_deref().map(|from| -> anyhow::Result<_> {
        let (product, measure) =
            from.split_once('/').with_context(|| format!("“{from}” should look like PRODUCT/MEASURE"))?;
        Ok(portfolio.find_product_measure(product, measure)?.id)
    });
    let input = MeasureInput {
        unit: asked.unit.clone(),
        baseline: asked.baseline,
        baseline_by: asked.baseline_by.clone(),
        target: asked.target,
        due: asked.due.clone(),
        due_weeks: asked.due_weeks,
        aggregate: asked.aggregate,
        role: asked.role.unwrap_or(if is_first { Role::Primary } else { Role::Outcome }),
        margin: asked.margin,
        floor: asked.floor,
        cadence: asked.cadence,
        denominator: asked.denominator.clone(),
        baseline_from: asked.baseline_from.clone(),
        judged_points: asked.points,
        source: source.transpose()?,
        ..MeasureInput::named(&asked.name, asked.direction)
    };
    let id = match proposal {
        Some(proposal) => portfolio.add_measure(proposal, &input)?,
        None => portfolio.add_product_measure(&asked.id, &input)?,
    };
    let of = proposal.map_or_else(|| asked.id.clone(), |proposal| proposal.to_string());
    out.say(&json!({ "id": id.value, "proposal": proposal }), &format!("{of}: {} is measured", asked.name))
}

fn move_to(out: &Printer, portfolio: &Portfolio, asked: &StageArguments) -> Done {
    let id = portfolio.find_proposal(&asked.id)?;
    if asked.stage == Stage::Stopped {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let input = StopInput { why: text(&asked.why), cost: text(&asked.cost), lesson: text(&asked.lesson) };
        portfolio.stop_proposal(id, &input)?;
    } else {
        portfolio.move_to_stage(&[id], asked.stage, asked.why.as_deref())?;
    }
    told_about(out, portfolio, id)
}

fn decide(out: &Printer, portfolio: &Portfolio, asked: &DecideArguments) -> Done {
    let proposal = portfolio.find_proposal(&asked.id)?;
    let mut forecasts = vec![];
    for forecast in &asked.forecast {
        let (name, percent) = pair(forecast)?;
        let percent = percent.trim_end_matches('%').parse();
        let percent = percent.with_context(|| format!("“{forecast}” should look like NAME=70"))?;
        forecasts.push(ForecastInput { by: Some(name.to_owned()), percent });
    }
    let id = portfolio.print_decision(&DecisionInput {
        proposal,
        outcome: asked.outcome,
        why: asked.why.clone(),
        forecasts,
        conditions: asked.conditions.clone(),
        dissent: asked.dissent.clone(),
        dissenters: asked.dissenter.clone(),
        doing_nothing: asked.nothing.clone(),
        kill_criterion: asked.kill.clone(),
        alternatives: asked.alternatives.clone(),
        must_be_true: asked.must.clone(),
        revisit_on: asked.revisit.clone(),
        exception: asked.exception,
        cure_on: asked.cure.clone(),
    })?;
    let decision = portfolio.decision(id.value)?;
    let said = json!({
        "id": decision.id, "proposal": proposal, "outcome": asked.outcome,
        "fingerprint": decision.fingerprint, "sha256": decision.sha256, "exception": decision.record.exception,
    });
    out.say(&said, &format!("{}: {proposal} {}, record {}", decision.id, asked.outcome, decision.fingerprint))
}

fn launch(out: &Printer, portfolio: &Portfolio, id: &str, on: &str) -> Done {
    let proposal = portfolio.find_proposal(id)?;
    let launched = portfolio.launch_proposal_on(proposal, on)?.value;
    if launched.before_decision {
        out.warn("the launch date lies before the decision; it was taken as given");
    }
    let said = json!({ "id": launched.id, "proposal": proposal, "before_decision": launched.before_decision });
    out.say(&said, &format!("{}: {proposal} launched", launched.id))
}
