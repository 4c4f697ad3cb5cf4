//! The review of a period on paper: decided, launched, closed, due, lessons, and how forecasts held.

use super::{Piece, Sheet, paragraph};
use crate::charts::{self, Style};
use crate::documents::{Flow, Run};
use crate::error::Result;
use crate::insights::{self, InsightsFilter, ReviewLine};
use crate::portfolio::Portfolio;
use crate::tongue::fill;
use crate::tongue::paper::Words;

impl Portfolio {
    /// What happened from a date until another, as a sheet.
    ///
    /// # Errors
    /// As [`Portfolio::period_review`].
    pub fn period_sheet(&self, from: &str, until: &str) -> Result<Sheet> {
        let review = self.period_review(from, until)?;
        let found = self.insights(&InsightsFilter::default())?;
        let tongue = self.world.tongue();
        let words = tongue.paper();
        let period = fill(words.period, &[("from", &review.from), ("until", &review.until)]);
        let mut rest = vec![Piece::Headline { text: words.review.into() }, Piece::Subheading { text: period.clone() }];
        for ((title, none), lines) in review.sections(words) {
            let counted = if lines.is_empty() { title.to_owned() } else { format!("{title} {}", lines.len()) };
            rest.push(Piece::Label { text: counted });
            let blocks = if lines.is_empty() {
                vec![paragraph(none)]
            } else {
                lines.iter().map(|line| entry(line, words)).collect()
            };
            rest.push(Piece::Text { blocks });
        }
        rest.push(Piece::Label { text: words.did_we_know.into() });
        let said = match &found.calibration {
            Some(calibration) => {
                let drawing = charts::calibration_chart(calibration, Style::on_paper(tongue));
                let (caption, svg) = (drawing.sentence, drawing.svg.into_string());
                rest.push(Piece::Drawing { title: String::new(), caption, svg, percent: 60 });
                insights::scored(calibration, tongue)
            }
            None => insights::too_few(&found, words),
        };
        rest.push(Piece::Text { blocks: vec![paragraph(&said), paragraph(words.only_approved)] });
        Ok(Sheet {
            title: format!("{}, {period}", words.review),
            footer: format!("{} · {period}", words.review),
            annotated: false,
            first: vec![],
            rest,
            tongue,
        })
    }
}

/// A line of the review: which and when, small; the text; why.
fn entry(line: &ReviewLine, words: &Words) -> Flow {
    let meta = Run { text: format!("{}\n", line.meta(words)), code: true, ..Run::default() };
    let text = Run { text: line.said(words).to_owned(), ..Run::default() };
    let why = Run { text: format!("\n{}", line.why), emphasis: true, ..Run::default() };
    Flow::Paragraph { runs: if line.why.is_empty() { vec![meta, text] } else { vec![meta, text, why] } }
}
