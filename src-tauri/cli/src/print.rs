//! Showing a result: JSON for programs, a few plain lines for people.

use std::io::{self, Write as _};
use std::process::ExitCode;

use backcast_core::documents::{Note, Outline, Question};
use backcast_core::evidence::Evidence;
use backcast_core::exchange::{ImportReport, Imported};
use backcast_core::health::Health;
use backcast_core::proposals::ProposalLine;
use backcast_core::scores::{Answer, Seals};
use backcast_core::search::{Found, FoundKind, SearchResult};
use serde::Serialize;
use serde_json::{Value, json};

type Done = anyhow::Result<ExitCode>;

/// Where results go, and in which form.
pub(crate) struct Printer {
    json: bool,
}

impl Printer {
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// A value as JSON, whatever was asked.
    pub(crate) fn json(&self, value: &impl Serialize) -> Done {
        self.text(&serde_json::to_string_pretty(value)?)
    }

    /// Plain text. A reader that stops listening is no failure.
    pub(crate) fn text(&self, text: &str) -> Done {
        let mut out = io::stdout().lock();
        let ending = if text.ends_with('\n') { "" } else { "\n" };
        match write!(out, "{text}{ending}").and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
            Err(error) => Err(error.into()),
            Ok(()) => Ok(ExitCode::SUCCESS),
        }
    }

    /// A value for programs, a sentence for people.
    pub(crate) fn say(&self, value: &impl Serialize, sentence: &str) -> Done {
        if self.json { self.json(value) } else { self.text(sentence) }
    }

    /// Something worth knowing that stops nothing.
    pub(crate) fn warn(&self, sentence: &str) {
        complain(sentence);
    }

    pub(crate) fn line(&self, line: &ProposalLine) -> Done {
        self.say(line, &row(line))
    }

    pub(crate) fn lines(&self, lines: &[ProposalLine], instead: Option<&str>) -> Done {
        let rows: Vec<_> = lines.iter().map(row).collect();
        let meant = instead.map(|instead| format!("\ndid you mean “{instead}”?")).unwrap_or_default();
        self.say(&lines, &if rows.is_empty() { format!("no proposals match{meant}") } else { rows.join("\n") })
    }

    pub(crate) fn found(&self, result: &SearchResult) -> Done {
        if self.json {
            let found: Vec<_> = result.found.iter().map(found).collect::<Result<_, _>>()?;
            return self.json(&found);
        }
        let mut rows = vec![];
        for found in &result.found {
            let line = match (found.kind, &found.proposal) {
                (FoundKind::Proposal, Some(line)) => row(line),
                _ => format!("{}  {}  {}", found.id, found.kind, first_line(&found.title)).trim_start().to_owned(),
            };
            rows.push(format!("{line}\n    {}", marked(found, "*")));
        }
        if rows.is_empty() {
            rows.push("nothing matches".to_owned());
        }
        if let Some(instead) = &result.did_you_mean {
            rows.push(format!("did you mean “{instead}”?"));
        }
        if result.in_trash > 0 {
            rows.push(format!("{} in the trash", result.in_trash));
        }
        self.text(&rows.join("\n"))
    }

    pub(crate) fn outline(&self, outline: &Outline) -> Done {
        if self.json {
            return self.json(outline);
        }
        let mut rows = vec![];
        let parts = [
            ("headline", &outline.headline),
            ("subheading", &outline.subheading),
            ("dateline", &outline.dateline),
            ("customer", &outline.customer),
            ("problem", &outline.problem),
            ("solution", &outline.solution),
        ];
        for (name, part) in parts {
            rows.push(format!("{name:<14}  {}", part.as_ref().map_or_else(absent, |part| first_line(&part.text))));
        }
        for (name, quote) in [("leader quote", &outline.leader_quote), ("customer quote", &outline.customer_quote)] {
            rows.push(format!("{name:<14}  {}", quote.as_ref().map_or_else(absent, |quote| first_line(&quote.text))));
        }
        for (name, questions) in
            [("external FAQ", &outline.external_faq), ("internal FAQ", &outline.internal_faq), ("FAQ", &outline.faq)]
        {
            rows.extend(questions.iter().map(|question| question_row(name, question)));
        }
        self.text(&rows.join("\n"))
    }

    pub(crate) fn notes(&self, notes: &[Note]) -> Done {
        let rows: Vec<_> =
            notes.iter().map(|note| format!("{} {:<8}  {}", note.code, note.kind, note.message)).collect();
        self.say(&notes, &if rows.is_empty() { "no notes".to_owned() } else { rows.join("\n") })
    }

    pub(crate) fn evidence(&self, evidence: &[Evidence]) -> Done {
        let rows: Vec<_> = evidence
            .iter()
            .map(|one| {
                let mean = |mean: Option<f64>| mean.map_or_else(absent, |mean| format!("{mean:.2}"));
                let notes: Vec<_> = one.notes.iter().map(ToString::to_string).collect();
                let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) };
                format!(
                    "{}: {}. {} → {}, target {}; n = {}, k = {}{notes}",
                    one.measure,
                    one.evidence,
                    mean(one.baseline_mean),
                    mean(one.window_mean),
                    mean(one.target),
                    one.n,
                    one.k
                )
            })
            .collect();
        self.say(&evidence, &if rows.is_empty() { "no measure was frozen".to_owned() } else { rows.join("\n") })
    }

    pub(crate) fn import(&self, report: &ImportReport) -> Done {
        let failed = !report.failed.is_empty();
        for failure in &report.failed {
            self.warn(&format!("{}: {}; nothing of it was kept", failure.path, failure.error));
        }
        let count: u32 = report.imported.iter().map(|one| one.count.unwrap_or(1)).sum();
        let mut rows: Vec<_> = report.imported.iter().filter_map(recognised_row).collect();
        rows.push(format!("{count} proposals imported, {} files failed", report.failed.len()));
        self.say(report, &rows.join("\n"))?;
        Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    pub(crate) fn health(&self, health: &Health) -> Done {
        let mut rows: Vec<_> =
            health.problems.iter().map(|problem| format!("{}: {}", problem.what, problem.detail)).collect();
        rows.push(format!(
            "{}: {} proposals, {} revisions, {} decisions, {} values",
            if health.ok { "all is as it was stored" } else { "not all is as it was stored" },
            health.proposals,
            health.revisions,
            health.decisions,
            health.observations
        ));
        self.say(health, &rows.join("\n"))
    }
}

/// What a file was recognised as, and what is worth knowing of it.
fn recognised_row(one: &Imported) -> Option<String> {
    let found = one.recognised.as_ref()?;
    let questions = found.external_questions + found.internal_questions + found.questions;
    let id = one.id.as_ref().map(|id| format!("{id}  ")).unwrap_or_default();
    let parts = if found.parts.is_empty() { "no parts".to_owned() } else { found.parts.join(", ") };
    let mut rows = vec![format!("{id}{}: {parts}; {questions} questions, {} measures", one.path, found.measures)];
    if !found.missing.is_empty() {
        rows.push(format!("    not found: {}", found.missing.join(", ")));
    }
    rows.extend(found.remarks.iter().map(|remark| format!("    {remark}")));
    Some(rows.join("\n"))
}

/// What was found, in the fields of a proposal; `kind` says what it is.
fn found(found: &Found) -> anyhow::Result<Value> {
    let mut fields = match (found.kind, &found.proposal) {
        (FoundKind::Proposal, Some(line)) => serde_json::to_value(line)?,
        (_, about) => json!({
            "id": found.id,
            "problem": found.title,
            "headline": "",
            "customer": "",
            "stage": null,
            "seals": Seals::default(),
            "held_back_by": [],
            "updated": found.at,
            "proposal": about.as_ref().map(|line| line.id),
        }),
    };
    fields["kind"] = json!(found.kind);
    fields["snippet"] = json!(marked(found, ""));
    Ok(fields)
}

fn marked(found: &Found, mark: &str) -> String {
    let pieces = found
        .snippet
        .iter()
        .map(|piece| if piece.hit { format!("{mark}{}{mark}", piece.text) } else { piece.text.clone() });
    pieces.collect::<Vec<_>>().join(" ")
}

fn row(line: &ProposalLine) -> String {
    let problem = if line.problem.is_empty() { "No problem paragraph yet." } else { &line.problem };
    let held: Vec<_> = line.held_back_by.iter().map(ToString::to_string).collect();
    let held = if held.is_empty() { String::new() } else { format!("  held back by {}", held.join(", ")) };
    format!("{}  {:<9}  {}  {}{held}", line.id, line.stage.to_string(), seals(&line.seals), first_line(problem))
}

fn seals(seals: &Seals) -> String {
    let level = |answer: Option<Answer>| answer.map_or_else(|| "–".to_owned(), |answer| answer.to_string());
    let [big, should, plan] = seals.each().map(level);
    format!("B{big} S{should} P{plan}")
}

fn first_line(text: &str) -> String {
    const LONGEST: usize = 72;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let cut: String = line.chars().take(LONGEST - 1).collect();
    format!("{}…", cut.trim_end())
}

fn absent() -> String {
    "–".to_owned()
}

fn question_row(name: &str, question: &Question) -> String {
    let mark = if question.answered { "" } else { "  (unanswered)" };
    format!("{name:<14}  {}{mark}", first_line(&question.question))
}

/// Says something on standard error; when nobody listens there either, nothing is lost.
pub(crate) fn complain(sentence: &str) {
    writeln!(io::stderr(), "backcast: {sentence}").unwrap_or_default();
}
