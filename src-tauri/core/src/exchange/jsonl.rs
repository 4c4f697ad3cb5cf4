//! JSON Lines: one proposal a line, as fields.
//!
//! `title, stage, author, tags[], created, updated, customer, problem, solution, quote_leader, quote_customer,
//! call_to_action, faq_external[], faq_internal[]` (`{q, a}`), `scores[]` (`{reviewer, big, should, plan, why}`); all
//! optional, others are passed over. Invariant: an unreadable line names its number, and nothing of the file comes in.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use serde::Deserialize;

use super::{Incoming, IncomingScore, unreadable};
use crate::error::{Error, Result, Unread};
use crate::proposals::{Description, LONGEST_DOCUMENT, Stage};
use crate::scores::{Answer, Criterion};
use crate::vocabulary::Word as _;

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct Line {
    pub(super) id: Option<String>,
    pub(super) title: String,
    pub(super) stage: Option<String>,
    pub(super) author: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) created: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) customer: String,
    pub(super) problem: String,
    pub(super) solution: String,
    pub(super) quote_leader: String,
    pub(super) quote_customer: String,
    pub(super) call_to_action: String,
    pub(super) faq_external: Vec<Faq>,
    pub(super) faq_internal: Vec<Faq>,
    pub(super) scores: Vec<Scores>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Faq {
    q: String,
    a: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Scores {
    reviewer: String,
    big: Option<u8>,
    should: Option<u8>,
    plan: Option<u8>,
    why: String,
}

pub(super) fn read(path: &Path) -> Result<Vec<Incoming>> {
    let file = File::open(path).map_err(|error| Error::io(path, error))?;
    let mut incoming = vec![];
    let mut reader = BufReader::new(file);
    let mut line = vec![];
    for number in 1_u32.. {
        line.clear();
        // One byte more than is kept: a longer line is not taken into memory to be refused.
        let most = u64::try_from(LONGEST_DOCUMENT).unwrap_or(u64::MAX) + 1;
        let length = reader.by_ref().take(most).read_until(b'\n', &mut line).map_err(|error| Error::io(path, error))?;
        if length == 0 {
            break;
        }
        if length > LONGEST_DOCUMENT {
            return Err(unreadable(Unread::LongLine.with([("line", &number)])));
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let fields: Line = serde_json::from_slice(&line)
            .map_err(|error| unreadable(Unread::LineNotRead.with([("line", &number), ("error", &error)])))?;
        incoming.push(proposal(fields, number)?);
    }
    if incoming.is_empty() {
        return Err(unreadable(Unread::Empty));
    }
    Ok(incoming)
}

pub(super) fn proposal(line: Line, number: u32) -> Result<Incoming> {
    let at = |what: &str, text: &str| {
        unreadable(Unread::UnknownInLine.with([("what", &what), ("text", &text), ("line", &number)]))
    };
    let stage = match line.stage.as_deref() {
        None => None,
        Some(word) => Some(Stage::from_word(word).ok_or_else(|| at("stage", word))?),
    };
    let time = |what: &str, text: Option<&str>| text.map(|text| text.parse().map_err(|_| at(what, text))).transpose();
    let created = time("time", line.created.as_deref())?;
    let updated = time("time", line.updated.as_deref())?;
    let mut scores = vec![];
    for given in &line.scores {
        for (criterion, level) in
            [(Criterion::Big, given.big), (Criterion::Should, given.should), (Criterion::Plan, given.plan)]
        {
            let answer = match level {
                None => Answer::UNKNOWN,
                Some(level) => level.to_string().parse().map_err(|_| at("level", &level.to_string()))?,
            };
            let reason = if given.why.trim().is_empty() { "Imported without a reason." } else { given.why.trim() };
            scores.push(IncomingScore { by: given.reviewer.clone(), criterion, answer, reason: reason.to_owned() });
        }
    }
    Ok(Incoming {
        text: document(&line, stage),
        customer: Some(line.customer).filter(|customer| stage == Some(Stage::Spark) && !customer.trim().is_empty()),
        uuid: line.id.filter(|id| uuid::Uuid::parse_str(id).is_ok()),
        stage,
        description: Description {
            owner: line.author.filter(|author| !author.trim().is_empty()),
            tags: Some(line.tags),
            ..Description::default()
        },
        created,
        updated,
        scores,
        ..Incoming::default()
    })
}

/// The fields as one document, problem first. A spark is its title and its problem as they are; its customer stands apart.
fn document(line: &Line, stage: Option<Stage>) -> String {
    let is_spark = stage == Some(Stage::Spark);
    let mut text = String::new();
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = spaced(&line.title);
    // What a table calls the headline of a spark is the beginning of its problem.
    let is_repeated = is_spark && spaced(&line.problem).starts_with(&title);
    if !title.is_empty() && !is_repeated {
        text.push_str(if is_spark { "" } else { "# " });
        text.push_str(&title);
        text.push_str("\n\n");
    }
    let parts = [
        ("Customer", &line.customer),
        ("Problem", &line.problem),
        ("Solution", &line.solution),
        ("Leader quote", &line.quote_leader),
        ("Customer quote", &line.quote_customer),
        ("Call to action", &line.call_to_action),
    ];
    for (heading, part) in parts.into_iter().filter(|(_, part)| !part.trim().is_empty()) {
        match heading {
            "Customer" if is_spark => continue,
            "Problem" if is_spark => {
                text.push_str(&format!("{}\n\n", part.trim()));
                continue;
            }
            _ => {}
        }
        text.push_str(&format!("## {heading}\n\n{}\n\n", part.trim()));
    }
    for (heading, questions) in [("External FAQ", &line.faq_external), ("Internal FAQ", &line.faq_internal)] {
        if questions.is_empty() {
            continue;
        }
        text.push_str(&format!("## {heading}\n\n"));
        for faq in questions {
            text.push_str(&format!("### {}\n\n{}\n\n", faq.q.trim(), faq.a.trim()));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spark_whose_problem_begins_with_its_title_says_it_once() {
        let line = |title: &str| Line {
            title: title.into(),
            problem: "Nobody picks up.\nAt night.".into(),
            ..Line::default()
        };
        assert_eq!(document(&line("Nobody picks up."), Some(Stage::Spark)), "Nobody picks up.\nAt night.\n\n");
        assert_eq!(document(&line("Phones"), Some(Stage::Spark)), "Phones\n\nNobody picks up.\nAt night.\n\n");
        assert!(document(&line("Nobody picks up."), Some(Stage::Draft)).starts_with("# Nobody picks up."));
    }

    #[test]
    fn a_line_becomes_a_document_with_the_problem_before_the_solution() {
        let line: Line = serde_json::from_str(
            r#"{"title":"Hand-back","problem":"Nurses phone round.","solution":"A board.","faq_internal":[{"q":"Cost?","a":"Two weeks."}]}"#,
        )
        .unwrap();
        assert_eq!(
            document(&line, None),
            "# Hand-back\n\n## Problem\n\nNurses phone round.\n\n## Solution\n\nA board.\n\n## Internal FAQ\n\n### Cost?\n\nTwo weeks.\n\n"
        );
    }

    #[test]
    fn a_level_out_of_range_names_its_line() {
        let line: Line = serde_json::from_str(r#"{"scores":[{"reviewer":"Ana","big":7}]}"#).unwrap();
        let error = proposal(line, 12).unwrap_err().to_string();
        assert!(error.contains("line 12") && error.contains("“7”"), "{error}");
    }
}
