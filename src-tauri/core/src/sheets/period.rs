//! The review of a period on paper: decided, launched, closed, due, lessons, and how forecasts held.

use super::{Piece, Sheet, paragraph};
use crate::charts::{self, Palette};
use crate::documents::{Flow, Run};
use crate::error::Result;
use crate::insights::{self, InsightsFilter, ReviewLine};
use crate::portfolio::Portfolio;

impl Portfolio {
    /// What happened from a date until another, as a sheet.
    ///
    /// # Errors
    /// As [`Portfolio::period_review`].
    pub fn period_sheet(&self, from: &str, until: &str) -> Result<Sheet> {
        let review = self.period_review(from, until)?;
        let found = self.insights(&InsightsFilter::default())?;
        let period = format!("{} to {}", review.from, review.until);
        let mut rest =
            vec![Piece::Headline { text: "Portfolio review".into() }, Piece::Subheading { text: period.clone() }];
        for (title, none, lines) in review.sections() {
            let counted = if lines.is_empty() { title.to_owned() } else { format!("{title} {}", lines.len()) };
            rest.push(Piece::Label { text: counted });
            let blocks = if lines.is_empty() { vec![paragraph(none)] } else { lines.iter().map(entry).collect() };
            rest.push(Piece::Text { blocks });
        }
        rest.push(Piece::Label { text: insights::CALIBRATION.into() });
        let said = match &found.calibration {
            Some(calibration) => {
                let drawing = charts::calibration_chart(calibration, Palette::Print.into());
                let (caption, svg) = (drawing.sentence, drawing.svg.into_string());
                rest.push(Piece::Drawing { title: String::new(), caption, svg, percent: 60 });
                insights::scored(calibration)
            }
            None => insights::too_few(&found),
        };
        rest.push(Piece::Text { blocks: vec![paragraph(&said), paragraph(insights::ONLY_APPROVED)] });
        Ok(Sheet {
            title: format!("Portfolio review, {period}"),
            footer: format!("Portfolio review · {period}"),
            annotated: false,
            first: vec![],
            rest,
        })
    }
}

/// A line of the review: which and when, small; the text; why.
fn entry(line: &ReviewLine) -> Flow {
    let meta = Run { text: format!("{}\n", line.meta()), code: true, ..Run::default() };
    let text = Run { text: line.said().to_owned(), ..Run::default() };
    let why = Run { text: format!("\n{}", line.why), emphasis: true, ..Run::default() };
    Flow::Paragraph { runs: if line.why.is_empty() { vec![meta, text] } else { vec![meta, text, why] } }
}
