//! The paper ballot: three questions with their anchors to tick, a reason each, and a forecast. Empty.

use super::{Fact, Piece, Sheet, paragraph};
use crate::scores::Rubric;
use crate::tongue::{Tongue, fill};

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
    /// The language it is written in.
    pub tongue: Tongue,
}

impl Sheet {
    /// An empty ballot.
    #[must_use]
    pub fn ballot(about: &Ballot<'_>, rubric: &Rubric) -> Self {
        let (words, room) = (about.tongue.paper(), about.tongue.room());
        let mut rest = vec![Piece::Headline { text: about.headline.to_owned() }];
        let name = if about.person.is_empty() { "______________________________" } else { about.person };
        rest.push(Piece::Facts {
            rows: vec![
                Fact { name: room.name.into(), value: name.to_owned() },
                Fact { name: room.on.into(), value: format!("{}, {}", about.subject, about.occasion) },
            ],
        });
        if !about.problem.is_empty() {
            rest.push(Piece::Problem { blocks: vec![paragraph(about.problem)] });
        }
        for anchors in &rubric.criteria {
            let (name, text) = (words.criterion(anchors.criterion), words.question(anchors.criterion));
            rest.push(Piece::Question { name: name.to_owned(), text: text.to_owned() });
            let mut options: Vec<_> = (0..)
                .zip(words.levels)
                .zip(&anchors.levels)
                .map(|((level, word), anchor): ((u8, _), _)| Fact {
                    name: format!("{level} {word}"),
                    value: anchor.clone(),
                })
                .collect();
            options.push(Fact { name: words.dont_know.into(), value: room.counts_as_absent.into() });
            rest.push(Piece::Choices { options });
            rest.push(Piece::Lines { label: room.why.into(), count: 2 });
        }
        rest.push(Piece::Label { text: room.forecast.into() });
        rest.push(Piece::Text { blocks: vec![paragraph(&format!("{} ________ %", about.forecast))] });
        Self {
            title: fill(room.ballot, &[("subject", about.subject)]),
            footer: fill(room.ballot_footer, &[("subject", about.subject), ("occasion", about.occasion)]),
            annotated: false,
            first: vec![],
            rest,
            tongue: about.tongue,
        }
    }
}
