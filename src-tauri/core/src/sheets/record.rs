//! The decision record and the verdict on paper, word for word as they were frozen.

use super::{Fact, Piece, SealMark, Sheet, baseline, cell, due, level_of, measure_table, paragraph};
use crate::decisions::{Decision, DecisionId, Outcome, Record};
use crate::documents::{Flow, flow};
use crate::error::Result;
use crate::launches::LaunchId;
use crate::portfolio::Portfolio;
use crate::proposals::Lane;
use crate::scores::{Answer, Criterion, Seals};

impl Portfolio {
    /// A decision as its printed record.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for an unknown decision.
    pub fn record_sheet(&self, id: DecisionId) -> Result<Sheet> {
        Ok(sheet(&self.decision(id)?))
    }

    /// The look back on a launch: what was said, what happened, and the verdicts.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for an unknown launch.
    pub fn retro_sheet(&self, id: LaunchId) -> Result<Sheet> {
        let launch = self.launch(id)?;
        let decision = self.decision(launch.frozen.decision.parse()?)?;
        let mut rest = vec![
            Piece::Headline { text: format!("{id} Retrospective") },
            Piece::Facts {
                rows: vec![
                    fact("Launched", &launch.line.launched_on),
                    fact("Judged by", &format!("{}, record {}", decision.id, decision.fingerprint)),
                ],
            },
            Piece::Label { text: "What we said".into() },
            Piece::Problem { blocks: flow(decision.record.proposal.problem.as_deref().unwrap_or_default()) },
        ];
        rest.extend(promised(&decision.record));
        for retro in &launch.verdicts {
            let evidence = retro.evidence.iter().map(|one| {
                let mean = |mean: Option<f64>| mean.map_or_else(|| "–".to_owned(), |mean| format!("{mean:.2}"));
                let met = one.met.map_or("–", |met| if met { "met" } else { "missed" });
                [
                    one.measure.clone(),
                    mean(one.baseline_mean),
                    mean(one.window_mean),
                    mean(one.target),
                    met.to_owned(),
                    one.evidence.to_string().replace('-', " "),
                ]
                .iter()
                .map(|text| cell(text, false))
                .collect::<Vec<_>>()
            });
            let mut rows = vec![
                ["Measure", "Before", "After", "Target", "Target was", "Evidence"]
                    .map(|head| cell(head, true))
                    .to_vec(),
            ];
            rows.extend(evidence);
            rest.push(Piece::Label { text: format!("Verdict: {}", verdict(retro.verdict.to_string().as_str())) });
            rest.push(Piece::Facts {
                rows: vec![
                    fact("Given", &moment(&retro.at)),
                    fact("Why", &retro.why),
                    fact("What else could explain it", &retro.otherwise),
                ],
            });
            rest.push(Piece::Text { blocks: vec![Flow::Table { rows }] });
        }
        Ok(Sheet {
            title: format!("Retrospective {id}"),
            footer: format!("{id} · retrospective · record {}", decision.fingerprint),
            annotated: false,
            first: vec![],
            rest,
        })
    }
}

fn verdict(word: &str) -> &'static str {
    match word {
        "solved" => "solved",
        "partly" => "partly solved",
        "not-solved" => "not solved",
        _ => "can't tell",
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Approve => "Approved",
        Outcome::Exception => "Approved as an exception",
        Outcome::NotYet => "Not yet",
        Outcome::Decline => "Declined",
    }
}

/// A time to the minute; what is hashed keeps all of it.
fn moment(at: &str) -> String {
    match at.split_at_checked(16) {
        Some((minute, rest)) if rest.ends_with('Z') => format!("{} UTC", minute.replace('T', " ")),
        _ => at.to_owned(),
    }
}

fn fact(name: &str, value: &str) -> Fact {
    Fact { name: name.to_owned(), value: value.to_owned() }
}

fn sheet(decision: &Decision) -> Sheet {
    let record = &decision.record;
    let name = |id: &str| {
        let found = decision.names.iter().find(|person| person.id == id);
        found.map_or_else(|| "(forgotten)".to_owned(), |person| person.name.clone())
    };
    let mut rest = vec![
        Piece::Headline { text: format!("{} {}", decision.id, outcome(record.outcome)) },
        Piece::Facts {
            rows: vec![
                fact("Proposal", &format!("{} v{}", record.proposal.id, record.proposal.revision)),
                fact("Printed", &moment(&record.at)),
                fact("Decided by", &name(&record.decider)),
                fact("Present", &record.present.iter().map(|id| name(id)).collect::<Vec<_>>().join(", ")),
                fact("Record", &format!("{} · SHA-256 {}", decision.fingerprint, decision.sha256)),
                fact("After", &record.previous),
            ],
        },
        Piece::Label { text: "Problem".into() },
        Piece::Problem { blocks: flow(record.proposal.problem.as_deref().unwrap_or_default()) },
    ];
    if let Some(customer) = &record.proposal.customer {
        rest.push(Piece::Label { text: "Customer".into() });
        rest.push(Piece::Text { blocks: flow(customer) });
    }
    rest.extend(promised(record));
    if record.proposal.lane == Lane::New {
        rest.push(Piece::Label { text: "Seals".into() });
        rest.push(Piece::Seals { marks: marks(&record.seals) });
    }
    rest.extend(said("Why", Some(&record.why)));
    if let Some(terms) = &record.exception {
        rest.push(Piece::Facts {
            rows: vec![fact("Exception", &terms.kind.to_string()), fact("To be cured by", &terms.cure_on)],
        });
    }
    rest.extend(said("What must be true before it comes back", record.must_be_true.as_ref()));
    rest.extend(said("Conditions", record.conditions.as_ref()));
    rest.extend(said("Dissent", record.dissent.as_ref()));
    rest.extend(said("What would change our mind", record.kill_criterion.as_ref()));
    rest.extend(said("What else was considered", record.alternatives.as_ref()));
    rest.extend(ballots(record, &name));
    if !record.forecasts.is_empty() {
        rest.push(Piece::Label { text: "Forecasts: the primary measure reaches its target by its date".into() });
        let rows = record.forecasts.iter().map(|one| fact(&name(&one.person), &format!("{} %", one.percent)));
        rest.push(Piece::Facts { rows: rows.collect() });
    }
    for amendment in &decision.amendments {
        let by = amendment.by.as_deref().unwrap_or("(forgotten)");
        rest.extend(said(&format!("Remark of {by}, {}", moment(&amendment.at)), Some(&amendment.remark)));
    }
    Sheet {
        title: format!("Decision {}", decision.id),
        footer: format!(
            "{} · {} v{} · record {}",
            decision.id, record.proposal.id, record.proposal.revision, decision.fingerprint
        ),
        annotated: false,
        first: vec![],
        rest,
    }
}

fn said(label: &str, text: Option<&String>) -> Vec<Piece> {
    match text {
        Some(text) if !text.trim().is_empty() => {
            vec![Piece::Label { text: label.to_owned() }, Piece::Text { blocks: vec![paragraph(text)] }]
        }
        _ => vec![],
    }
}

/// The measures as they were promised.
fn promised(record: &Record) -> Vec<Piece> {
    let rows = record.proposal.measures.iter().map(|measure| {
        [
            measure.name.clone(),
            measure.unit.clone(),
            baseline(measure.baseline, measure.baseline_by.as_deref()),
            level_of(measure.target),
            due(measure.due.as_deref(), measure.due_weeks),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return vec![];
    }
    vec![Piece::Label { text: "Measures".into() }, Piece::Text { blocks: vec![measure_table(rows)] }]
}

fn criterion(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Big => "Big idea",
        Criterion::Should => "Should we",
        Criterion::Plan => "Plan to succeed",
    }
}

fn marks(seals: &Seals) -> Vec<SealMark> {
    Criterion::EACH
        .into_iter()
        .zip(seals.each())
        .map(|(of, answer)| {
            let level = answer.map_or_else(|| "not scored".to_owned(), level);
            let mark = match answer.map(|answer| answer.to_string()).as_deref() {
                Some("3" | "4") => "present",
                Some("1" | "2") => "partly",
                Some("0") => "absent",
                Some(_) => "unknown",
                None => "none",
            };
            SealMark { name: criterion(of).to_owned(), mark, level }
        })
        .collect()
}

fn level(answer: Answer) -> String {
    let text = answer.to_string();
    if text == "?" { "don't know".to_owned() } else { text }
}

fn ballots(record: &Record, name: &dyn Fn(&str) -> String) -> Vec<Piece> {
    if record.ballots.is_empty() {
        return vec![];
    }
    let mut rows = vec![["Who", "Question", "Level", "Why"].map(|head| cell(head, true)).to_vec()];
    for ballot in &record.ballots {
        let texts =
            [name(&ballot.person), criterion(ballot.criterion).to_owned(), level(ballot.answer), ballot.reason.clone()];
        rows.push(texts.iter().map(|text| cell(text, false)).collect());
    }
    vec![Piece::Label { text: "Ballots".into() }, Piece::Text { blocks: vec![Flow::Table { rows }] }]
}
