//! A weekly review on paper: every block drawn, with its finding and what was noted about it.

use super::{Piece, Sheet, paragraph};
use crate::charts::{self, Style};
use crate::documents::Flow;
use crate::tongue::{Tongue, fill};
use crate::wbr::annotations::Event;
use crate::wbr::report::{Report, Shape};

impl Sheet {
    /// A deck with its figures.
    #[must_use]
    pub fn of_review(report: &Report, tongue: Tongue) -> Self {
        let words = tongue.paper();
        let title = if report.title.is_empty() { words.weekly } else { &report.title };
        let week = fill(words.week_ending, &[("on", &report.week_ending)]);
        let mut rest = vec![Piece::Headline { text: title.to_owned() }, Piece::Subheading { text: week.clone() }];
        for block in &report.blocks {
            rest.extend(pieces(block, Style::on_paper(tongue)));
        }
        Self {
            title: title.to_owned(),
            footer: format!("{title} · {week}"),
            annotated: false,
            first: vec![],
            rest,
            tongue,
        }
    }
}

fn pieces(block: &Shape, style: Style) -> Vec<Piece> {
    let (title, drawing, events) = match block {
        Shape::Section { title } => return vec![Piece::Label { text: title.clone() }],
        Shape::SixTwelve(chart) => (&chart.title, charts::six_twelve_chart(chart, style), &chart.events),
        Shape::SixWeeks(grid) | Shape::TwelveMonths(grid) => {
            (&grid.title, charts::grid_chart(grid, style), &grid.events)
        }
    };
    let caption = if drawing.sentence == *title { String::new() } else { drawing.sentence };
    let drawn = Piece::Drawing { title: title.clone(), caption, svg: drawing.svg.into_string(), percent: 100 };
    let noted = (!events.is_empty()).then(|| Piece::Text { blocks: vec![list(events)] });
    std::iter::once(drawn).chain(noted).collect()
}

fn list(events: &[Event]) -> Flow {
    let item = |event: &Event| vec![paragraph(&format!("{} · {}: {}", event.on, event.metric, event.description))];
    Flow::List { from: None, items: events.iter().map(item).collect() }
}
