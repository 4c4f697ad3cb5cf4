//! Looking back: retros and verdicts, insights, small forecasts.

use std::path::PathBuf;

use anyhow::Context as _;
use backcast_core::Portfolio;
use backcast_core::forecasts::{ForecastId, SmallForecastInput};
use backcast_core::insights::{self, Calibration, CaseLine, Ends, Group, Insights, InsightsFilter, Share, Spoken};
use backcast_core::launches::LaunchId;
use backcast_core::learn;
use backcast_core::retros::{Held, Verdict, VerdictInput};
use backcast_core::tongue::Tongue;
use clap::Args;
use serde_json::json;

use crate::arguments::word;
use crate::export;
use crate::print::Printer;
use crate::run::Done;

#[derive(Debug, Args)]
pub(crate) struct VerdictArguments {
    /// The launch, L-001
    pub(crate) launch: String,
    /// solved, partly, not-solved or cant-tell
    #[arg(value_parser = word::<Verdict>)]
    pub(crate) verdict: Verdict,
    /// Why
    #[arg(long, default_value = "")]
    pub(crate) why: String,
    /// What else could explain this?
    #[arg(long = "else", value_name = "TEXT", default_value = "")]
    pub(crate) otherwise: String,
    /// Whose verdict this is, in a retro that several take part in
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RetroArguments {
    /// The launch, L-001
    pub(crate) launch: String,
    /// Begin it, with someone besides me; a new name makes a person
    #[arg(long, value_name = "NAME")]
    pub(crate) with: Vec<String>,
    /// Look at a closed launch again, and why
    #[arg(long, value_name = "WHY", conflicts_with = "leave")]
    pub(crate) again: Option<String>,
    /// End it without a verdict; what was sealed is destroyed unseen
    #[arg(long)]
    pub(crate) leave: bool,
}

#[derive(Debug, Args)]
pub(crate) struct InsightsArguments {
    /// Forecasts of one rater: me, or someone who shares theirs
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
    /// Forecasts given after discussion instead of those with the first ballot
    #[arg(long)]
    pub(crate) after: bool,
    /// Only proposals with this tag
    #[arg(long, value_name = "TAG")]
    pub(crate) tag: Option<String>,
    /// Decided in this year
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: Option<String>,
    /// The launches behind a figure: bin:3, seal:plan:strong, exceptions, …
    #[arg(long, value_name = "KEY")]
    pub(crate) figure: Option<String>,
    /// The figures as CSV
    #[arg(long, conflicts_with_all = ["figure", "json"])]
    pub(crate) csv: bool,
    /// The review of a period as one page of HTML, or as PDF: from this date on
    #[arg(long, value_name = "DATE", requires_all = ["until", "to"])]
    pub(crate) from: Option<String>,
    /// Until this date
    #[arg(long, value_name = "DATE", requires = "from")]
    pub(crate) until: Option<String>,
    /// Where it goes: a page of HTML, or PDF when it ends in .pdf
    #[arg(long, value_name = "PATH", requires = "from")]
    pub(crate) to: Option<PathBuf>,
    /// For PDF: a4 or letter
    #[arg(long, default_value = "a4")]
    pub(crate) paper: String,
}

#[derive(Debug, Args)]
pub(crate) struct ForecastArguments {
    /// What will have happened: "3 of 5 interviews confirm it"
    pub(crate) question: String,
    /// How probable that is, in percent
    #[arg(long, value_name = "PERCENT")]
    pub(crate) percent: String,
    /// When it will be known
    #[arg(long, value_name = "DATE")]
    pub(crate) due: String,
    /// The proposal it is about
    #[arg(long, value_name = "P-014")]
    pub(crate) about: Option<String>,
    /// Whose forecast it is; mine when absent
    #[arg(long, value_name = "NAME")]
    pub(crate) by: Option<String>,
}

/// Whether a forecast came true.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settled(pub(crate) bool);

/// Whether it came true, as typed.
pub(crate) fn yes_or_no(text: &str) -> Result<Settled, String> {
    match text {
        "yes" | "true" => Ok(Settled(true)),
        "no" | "false" => Ok(Settled(false)),
        _ => Err("known: yes, no".to_owned()),
    }
}

pub(crate) fn verdict(out: &Printer, portfolio: &Portfolio, asked: &VerdictArguments) -> Done {
    let id: LaunchId = asked.launch.parse()?;
    let input = VerdictInput { verdict: asked.verdict, why: asked.why.clone(), otherwise: asked.otherwise.clone() };
    let held = portfolio.retro(id)?;
    let outstanding = held.givers.len() > 1 && !held.all_given;
    if asked.by.is_some() || outstanding {
        let complete = portfolio.seal_verdict(id, asked.by.as_deref(), &input)?.value;
        let left = if complete {
            "everyone has given theirs: `retro` shows them, `verdict` closes the launch"
        } else {
            "it stays hidden until everyone has given theirs"
        };
        return out
            .say(&json!({ "launch": id, "sealed": true, "all_given": complete }), &format!("{id}: sealed; {left}"));
    }
    let closed = portfolio.give_verdict(id, &input)?.value;
    if closed.independent == Some(false) {
        out.warn("nobody who gave this verdict is neither owner nor decider; the record says so");
    }
    let said = json!({
        "launch": id, "verdict": asked.verdict, "independent": closed.independent, "quality": closed.quality,
    });
    let quality = closed.quality.map_or_else(String::new, |quality| format!(", {quality}"));
    out.say(&said, &format!("{id}: {}, closed{quality}", asked.verdict))
}

pub(crate) fn retro(out: &Printer, portfolio: &Portfolio, asked: &RetroArguments) -> Done {
    let id: LaunchId = asked.launch.parse()?;
    if let Some(why) = &asked.again {
        portfolio.reopen_retro(id, why)?;
    }
    if !asked.with.is_empty() {
        portfolio.start_retro(id, &asked.with)?;
    }
    if asked.leave {
        portfolio.leave_retro(id)?;
    }
    let held = portfolio.retro(id)?;
    out.say(&held, &told(&held))
}

fn told(held: &Held) -> String {
    let mut rows = vec![format!(
        "{}: {}, falls due {}",
        held.launch,
        if held.open { "a retro is going on" } else { "no retro is going on" },
        held.due_on
    )];
    for giver in &held.givers {
        let state = match &giver.verdict {
            Some(given) => format!("{}: {} (what else: {})", given.verdict, given.why, given.otherwise),
            None if giver.given => "has given theirs".to_owned(),
            None => "has not given theirs".to_owned(),
        };
        rows.push(format!("  {}  {state}", giver.name));
    }
    if held.independent == Some(false) {
        let names: Vec<_> = held.could_ask.iter().map(|person| person.name.as_str()).collect();
        rows.push(format!(
            "  nobody who takes part is neither owner nor decider; could be asked: {}",
            names.join(", ")
        ));
    }
    rows.join("\n")
}

pub(crate) fn forecast(out: &Printer, portfolio: &Portfolio, asked: &ForecastArguments) -> Done {
    let proposal = asked.about.as_deref().map(|id| portfolio.find_proposal(id)).transpose()?;
    let percent = asked.percent.trim().trim_end_matches('%').parse();
    let percent = percent.with_context(|| format!("“{}” should look like 70 or 70%", asked.percent))?;
    let id = portfolio.make_forecast(&SmallForecastInput {
        question: asked.question.clone(),
        percent,
        due_on: asked.due.clone(),
        proposal,
        note: None,
        by: asked.by.clone(),
    })?;
    out.say(&json!({ "id": id.value }), &format!("{}: {percent} %, due {}", id.value, asked.due))
}

pub(crate) fn settle(out: &Printer, portfolio: &Portfolio, id: &str, came_true: bool) -> Done {
    let id: ForecastId = id.parse()?;
    portfolio.resolve_forecast(id, came_true)?;
    let found = portfolio.small_calibration()?;
    let said = if came_true { "it came true" } else { "it did not come true" };
    out.say(
        &json!({ "id": id, "came_true": came_true, "resolved": found.resolved }),
        &format!("{id}: {said}; {} of yours are settled", found.resolved),
    )
}

pub(crate) fn insights(out: &Printer, portfolio: &Portfolio, asked: &InsightsArguments) -> Done {
    let person = asked.by.as_deref().map(|name| person(portfolio, name)).transpose()?;
    let filter = InsightsFilter {
        person,
        spoken: asked.after.then_some(Spoken::After),
        tag: asked.tag.clone(),
        year: asked.year.clone(),
    };
    if let (Some(from), Some(until), Some(to)) = (&asked.from, &asked.until, &asked.to) {
        if to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")) {
            export::print_sheets(&[portfolio.period_sheet(from, until)?], &asked.paper, to)?;
        } else {
            portfolio.save_period_review(from, until, to)?;
        }
        let path = to.display().to_string();
        return out.say(&json!({ "path": path, "review": portfolio.period_review(from, until)? }), &path);
    }
    if let Some(figure) = &asked.figure {
        let lines = portfolio.behind_figure(figure, &filter)?;
        let rows: Vec<_> = lines.iter().map(case).collect();
        return out.say(&lines, &if rows.is_empty() { "no launch is behind it".to_owned() } else { rows.join("\n") });
    }
    let found = portfolio.insights(&filter)?;
    if asked.csv {
        return out.text(&insights::csv(&found)?);
    }
    out.say(&found, &overview(&found))
}

fn person(portfolio: &Portfolio, name: &str) -> anyhow::Result<String> {
    let people = portfolio.people()?;
    let named: Vec<_> = people
        .iter()
        .filter(|person| person.name.eq_ignore_ascii_case(name) || (person.me && name.eq_ignore_ascii_case("me")))
        .collect();
    match named.as_slice() {
        [one] => Ok(one.id.clone()),
        [] => anyhow::bail!("there is no person “{name}”"),
        _ => anyhow::bail!("“{name}” could be more than one person"),
    }
}

fn overview(found: &Insights) -> String {
    let mut rows = vec![];
    if found.rates {
        rows.push(format!("{} closed launches", found.closed));
    } else {
        let (closed, needed) = (found.closed, found.needed);
        rows.push(format!("{closed} closed launches of {needed}: too few for a rate, so here they are"));
        rows.extend(found.launches.iter().map(case));
    }
    if let Some(calibration) = &found.calibration {
        rows.extend(calibrated(calibration));
    }
    for row in &found.seals {
        let [not_there, present, strong] = [row.not_there, row.present, row.strong].map(share);
        rows.push(format!(
            "  {:<7} solved when not there {not_there}, present {present}, strong {strong}",
            row.criterion.to_string()
        ));
    }
    for (what, groups) in [("person", &found.people), ("tag", &found.tags), ("year", &found.years)] {
        rows.extend(groups.iter().map(|group| grouped(what, group)));
    }
    for on in &found.agreement {
        if let Some(agreement) = &on.agreement {
            let kappa = agreement.kappa.map_or_else(|| "–".to_owned(), |kappa| format!("{kappa:.2}"));
            rows.push(format!(
                "raters on {}: {} of {} pairs within one level, weighted kappa {kappa}",
                on.criterion, agreement.within_one, agreement.pairs
            ));
        }
    }
    rows.push(ended("exceptions", &found.exceptions));
    rows.push(ended("written solution-first", &found.solution_first));
    rows.push(ended("improvements, apart", &found.improvements.ends));
    let from = found.origin;
    rows.push(format!(
        "the loop: {} proposals from lessons, {} from running products, {} from launches",
        from.from_lessons, from.from_products, from.from_launches
    ));
    rows.push(format!(
        "left out: {} can't tell, {} not measured, {} without a forecast, {} imported without a record",
        found.cant_tell, found.unresolved, found.without_forecast, found.imported
    ));
    let unchosen = found.not_chosen;
    rows.push(format!(
        "only approved ideas have outcomes; of {} declined and {} not yet, {} have a later outcome noted, {} of them missed winners",
        unchosen.declined, unchosen.not_yet, unchosen.noted, unchosen.missed
    ));
    rows.join("\n")
}

fn calibrated(found: &Calibration) -> Vec<String> {
    let mut rows = vec![format!(
        "Brier {:.3} ({:.3} to {:.3}) over {} outcomes and {} forecasts: {}",
        found.brier, found.brier_low, found.brier_high, found.outcomes, found.forecasts, found.brier_convention
    )];
    let log = found.log_score;
    rows.push(match log.value {
        Some(value) => format!("log score {value:.3}"),
        None => format!("log score infinite: {} forecasts said 0 or 100 % and were wrong", log.certain_and_wrong),
    });
    if let Some(murphy) = found.murphy {
        rows.push(format!(
            "reliability {:.4}, resolution {:.4}, uncertainty {:.4}, residual of binning {:.4}",
            murphy.reliability, murphy.resolution, murphy.uncertainty, murphy.residual
        ));
    }
    if let Some(skill) = found.skill {
        rows.push(format!("skill {skill:.3}"));
    }
    for bin in found.curve.iter().filter(|bin| bin.n > 0) {
        let share = Share { count: bin.came_true, of: bin.n, low: bin.low, high: bin.high };
        rows.push(format!("  said {:>3} to {:>3} %: came true {}", bin.from, bin.to, self::share(share)));
    }
    rows
}

fn share(share: Share) -> String {
    let percent = |value: f64| format!("{:.0}", value * 100.0);
    let interval = share.low.zip(share.high);
    let interval = interval.map_or_else(String::new, |(low, high)| format!(" ({}–{} %)", percent(low), percent(high)));
    format!("{} of {}{interval}", share.count, share.of)
}

fn grouped(what: &str, group: &Group) -> String {
    let brier = match group.brier {
        Some(brier) => format!(", Brier {brier:.3}"),
        None if group.private => ", forecasts kept private".to_owned(),
        None => String::new(),
    };
    format!("  {what} {}: solved {}{brier}", group.name, share(group.solved))
}

fn ended(what: &str, ends: &Ends) -> String {
    format!(
        "{what}: {}; {} solved, {} partly, {} not, {} can't tell, {} stopped, {} open",
        ends.all, ends.solved, ends.partly, ends.not_solved, ends.cant_tell, ends.stopped, ends.open
    )
}

fn case(line: &CaseLine) -> String {
    let launch = line.launch.as_deref().unwrap_or("–");
    format!("  {launch}  {}  {:<10}  {}", line.proposal, line.end.to_string(), line.problem)
}

/// The page of a key, or the pages that have every word of it.
pub(crate) fn learn(out: &Printer, asked: &[String]) -> Done {
    let text = asked.join(" ");
    if let Ok(page) = learn::page(&text, Tongue::English) {
        let body = page.text.join("\n\n");
        return out.say(page, &format!("{}\n\n{body}\n\nNot so:  {}\nBetter:  {}", page.title, page.bad, page.good));
    }
    let found = learn::find(&text, Tongue::English);
    let rows: Vec<_> = found.iter().map(|page| format!("{:<26}  {}", page.key, page.title)).collect();
    out.say(&found, &if rows.is_empty() { format!("nothing is taught about “{text}”") } else { rows.join("\n") })
}
