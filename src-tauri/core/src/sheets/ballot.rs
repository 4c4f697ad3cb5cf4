//! The paper ballot: three questions with their anchors to tick, a reason each, and a forecast. Empty.

use super::{Fact, Piece, Sheet, paragraph};
use crate::scores::Rubric;

/// What a ballot is about.
#[derive(Debug, Clone)]
pub struct Ballot<'b> {
    /// `P-014 v7`.
    pub subject: &'b str,
    /// `M-003, round 1`.
    pub occasion: &'b str,
    /// Its headline.
    pub headline: &'b str,
    /// The stated problem, as plain text.
    pub problem: &'b str,
    /// Whose it is; empty for a name to be written in.
    pub person: &'b str,
    /// What the forecast asks.
    pub forecast: &'b str,
}

const QUESTIONS: [(&str, &str); 3] = [
    ("Big idea", "If it works, how much better, for how many?"),
    ("Should we", "Is it ours to do?"),
    ("Plan to succeed", "Is there a legitimate plan to succeed?"),
];

const LEVELS: [&str; 5] = ["Absent", "Hinted", "Partly there", "Present", "Strong"];

impl Sheet {
    /// An empty ballot.
    #[must_use]
    pub fn ballot(about: &Ballot<'_>, rubric: &Rubric) -> Self {
        let mut rest = vec![Piece::Headline { text: about.headline.to_owned() }];
        let name = if about.person.is_empty() { "______________________________" } else { about.person };
        rest.push(Piece::Facts {
            rows: vec![
                Fact { name: "Name".into(), value: name.to_owned() },
                Fact { name: "On".into(), value: format!("{}, {}", about.subject, about.occasion) },
            ],
        });
        rest.push(Piece::Problem { blocks: vec![paragraph(about.problem)] });
        for ((title, question), anchors) in QUESTIONS.iter().zip(&rubric.criteria) {
            rest.push(Piece::Label { text: (*title).to_owned() });
            rest.push(Piece::Text { blocks: vec![paragraph(question)] });
            let mut options: Vec<_> = (0..)
                .zip(LEVELS)
                .zip(&anchors.levels)
                .map(|((level, word), anchor): ((u8, _), _)| Fact {
                    name: format!("{level} {word}"),
                    value: anchor.clone(),
                })
                .collect();
            options.push(Fact {
                name: "Don't know".into(),
                value: "It counts as not there until someone finds out.".into(),
            });
            rest.push(Piece::Choices { options });
            rest.push(Piece::Text { blocks: vec![paragraph("Why?")] });
            rest.push(Piece::Lines { count: 2 });
        }
        rest.push(Piece::Label { text: "Forecast".into() });
        rest.push(Piece::Text { blocks: vec![paragraph(&format!("{} ________ %", about.forecast))] });
        Self {
            title: format!("Ballot on {}", about.subject),
            footer: format!("{} · ballot for {}", about.subject, about.occasion),
            annotated: false,
            first: vec![],
            rest,
        }
    }
}
