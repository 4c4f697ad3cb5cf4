//! The decision record and the verdict on paper, word for word as they were frozen.

use super::{Fact, Piece, SealMark, Sheet, baseline, cell, due, level_of, measure_table, paragraph};
use crate::decisions::{Decision, DecisionId, Record};
use crate::documents::{Flow, flow};
use crate::error::Result;
use crate::launches::LaunchId;
use crate::portfolio::Portfolio;
use crate::proposals::Lane;
use crate::retros::Retro;
use crate::scores::{Answer, Criterion, Seals};
use crate::tongue::paper::Words;
use crate::tongue::{Tongue, fill};

impl Portfolio {
    /// A decision as its printed record.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for an unknown decision.
    pub fn record_sheet(&self, id: DecisionId) -> Result<Sheet> {
        Ok(sheet(&self.decision(id)?, self.world.tongue()))
    }

    /// The look back on a launch: what was said, what happened, and the verdicts.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for an unknown launch.
    pub fn retro_sheet(&self, id: LaunchId) -> Result<Sheet> {
        let launch = self.launch(id)?;
        let decision = self.decision(launch.frozen.decision.parse()?)?;
        let tongue = self.world.tongue();
        let words = tongue.paper();
        let (named, record) = (id.to_string(), decision.fingerprint.as_str());
        let judged_by = fill(words.judged_by_record, &[("id", &decision.id.to_string()), ("record", record)]);
        let mut rest = vec![
            Piece::Headline { text: format!("{id} {}", words.retrospective) },
            Piece::Facts {
                rows: vec![fact(words.launched, &launch.line.launched_on), fact(words.judged_by, &judged_by)],
            },
            Piece::Label { text: words.what_we_said.into() },
            Piece::Problem { blocks: flow(decision.record.proposal.problem.as_deref().unwrap_or_default()) },
        ];
        rest.extend(promised(&decision.record, tongue));
        for retro in &launch.verdicts {
            rest.extend(judged(retro, tongue));
        }
        Ok(Sheet {
            title: format!("{} {id}", words.retrospective),
            footer: fill(words.retro_footer, &[("id", &named), ("record", record)]),
            annotated: false,
            first: vec![],
            rest,
            tongue,
        })
    }
}

/// A verdict with what was seen by then.
fn judged(retro: &Retro, tongue: Tongue) -> [Piece; 3] {
    let words = tongue.paper();
    let mean = |mean: Option<f64>| mean.map_or_else(|| "–".to_owned(), |mean| tongue.figure(&format!("{mean:.2}")));
    let mut rows = vec![words.evidence_heads.map(|head| cell(head, true)).to_vec()];
    rows.extend(retro.evidence.iter().map(|one| {
        let met = one.met.map_or("–", |met| if met { words.met } else { words.missed });
        let (before, after, target) = (mean(one.baseline_mean), mean(one.window_mean), mean(one.target));
        [one.measure.as_str(), &before, &after, &target, met, words.evidence(one.evidence)]
            .map(|text| cell(text, false))
            .to_vec()
    }));
    [
        Piece::Label { text: fill(words.verdict, &[("verdict", words.verdict(retro.verdict))]) },
        Piece::Facts {
            rows: vec![
                fact(words.given, &moment(&retro.at)),
                fact(words.why, &retro.why),
                fact(words.otherwise, &retro.otherwise),
            ],
        },
        Piece::Text { blocks: vec![Flow::Table { rows }] },
    ]
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

fn sheet(decision: &Decision, tongue: Tongue) -> Sheet {
    let (record, words) = (&decision.record, tongue.paper());
    let name = |id: &str| {
        let found = decision.names.iter().find(|person| person.id == id);
        found.map_or_else(|| words.forgotten.to_owned(), |person| person.name.clone())
    };
    let (id, subject) = (decision.id.to_string(), format!("{} v{}", record.proposal.id, record.proposal.revision));
    let mut rest = vec![
        Piece::Headline { text: format!("{id} {}", words.outcome(record.outcome)) },
        Piece::Facts {
            rows: vec![
                fact(words.proposal, &subject),
                fact(words.printed, &moment(&record.at)),
                fact(words.decided_by, &name(&record.decider)),
                fact(words.present, &record.present.iter().map(|id| name(id)).collect::<Vec<_>>().join(", ")),
                fact(words.record, &format!("{} · SHA-256 {}", decision.fingerprint, decision.sha256)),
                fact(words.after, &record.previous),
            ],
        },
        Piece::Label { text: words.problem.into() },
        Piece::Problem { blocks: flow(record.proposal.problem.as_deref().unwrap_or_default()) },
    ];
    if let Some(customer) = &record.proposal.customer {
        rest.push(Piece::Label { text: words.customer.into() });
        rest.push(Piece::Text { blocks: flow(customer) });
    }
    rest.extend(promised(record, tongue));
    if record.proposal.lane == Lane::New {
        rest.push(Piece::Label { text: words.seals.into() });
        rest.push(Piece::Seals { marks: marks(&record.seals, words) });
    }
    rest.extend(said(words.why, Some(&record.why)));
    if let Some(terms) = &record.exception {
        rest.push(Piece::Facts {
            rows: vec![fact(words.exception, words.exception(terms.kind)), fact(words.cure, &terms.cure_on)],
        });
    }
    rest.extend(said(words.must_be_true, record.must_be_true.as_ref()));
    rest.extend(said(words.conditions, record.conditions.as_ref()));
    rest.extend(said(words.dissent, record.dissent.as_ref()));
    rest.extend(said(words.kill, record.kill_criterion.as_ref()));
    rest.extend(said(words.considered, record.alternatives.as_ref()));
    rest.extend(ballots(record, &name, words));
    if !record.forecasts.is_empty() {
        rest.push(Piece::Label { text: words.forecasts.into() });
        let rows = record.forecasts.iter().map(|one| fact(&name(&one.person), &format!("{} %", one.percent)));
        rest.push(Piece::Facts { rows: rows.collect() });
    }
    for amendment in &decision.amendments {
        let by = amendment.by.as_deref().unwrap_or(words.forgotten);
        let label = fill(words.remark, &[("name", by), ("at", &moment(&amendment.at))]);
        rest.extend(said(&label, Some(&amendment.remark)));
    }
    Sheet {
        title: fill(words.decision, &[("id", &id)]),
        footer: fill(words.record_footer, &[("id", &id), ("subject", &subject), ("record", &decision.fingerprint)]),
        annotated: false,
        first: vec![],
        rest,
        tongue,
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
fn promised(record: &Record, tongue: Tongue) -> Vec<Piece> {
    let rows = record.proposal.measures.iter().map(|measure| {
        [
            measure.name.clone(),
            measure.unit.clone(),
            baseline(measure.baseline, measure.baseline_by.as_deref(), tongue),
            level_of(measure.target, tongue),
            due(measure.due.as_deref(), measure.due_weeks, tongue),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return vec![];
    }
    vec![
        Piece::Label { text: tongue.paper().measures.into() },
        Piece::Text { blocks: vec![measure_table(rows, tongue)] },
    ]
}

fn marks(seals: &Seals, words: &Words) -> Vec<SealMark> {
    Criterion::EACH
        .into_iter()
        .zip(seals.each())
        .map(|(of, answer)| {
            let level = answer.map_or_else(|| words.not_scored.to_owned(), |answer| level(answer, words));
            let mark = match answer.map(|answer| answer.to_string()).as_deref() {
                Some("3" | "4") => "present",
                Some("1" | "2") => "partly",
                Some("0") => "absent",
                Some(_) => "unknown",
                None => "none",
            };
            SealMark { name: words.criterion(of).to_owned(), mark, level }
        })
        .collect()
}

fn level(answer: Answer, words: &Words) -> String {
    match answer {
        Answer::Level(level) => level.to_string(),
        Answer::DontKnow(_) => words.dont_know.to_lowercase(),
    }
}

fn ballots(record: &Record, name: &dyn Fn(&str) -> String, words: &Words) -> Vec<Piece> {
    if record.ballots.is_empty() {
        return vec![];
    }
    let mut rows = vec![words.ballot_heads.map(|head| cell(head, true)).to_vec()];
    for ballot in &record.ballots {
        let (who, level) = (name(&ballot.person), level(ballot.answer, words));
        let texts = [who.as_str(), words.criterion(ballot.criterion), &level, &ballot.reason];
        rows.push(texts.map(|text| cell(text, false)).to_vec());
    }
    vec![Piece::Label { text: words.ballots.into() }, Piece::Text { blocks: vec![Flow::Table { rows }] }]
}
