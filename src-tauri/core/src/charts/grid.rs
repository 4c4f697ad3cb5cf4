//! A table of six weeks or twelve months as a drawing, for places that have no tables of their own.

use super::palette::Style;
use super::six_twelve::precise;
use super::svg::{Anchor, Canvas, cut};
use super::words::Words;
use super::{Drawing, Numbers};
use crate::measures::series::count;
use crate::wbr::report::Grid;

const WIDTH: f64 = 760.0;
const NAME: f64 = 16.0;
const FIRST: f64 = 196.0;
const HEAD: f64 = 20.0;
const ROW: f64 = 22.0;

/// Draws a table.
#[must_use]
pub fn grid_chart(grid: &Grid, style: Style) -> Drawing {
    let (colours, words) = (style.palette.colours(), Words::of(style.tongue));
    let sentence = if grid.title.is_empty() { words.weeks_and_months.to_owned() } else { grid.title.clone() };
    let has_parts = grid.rows.iter().any(|row| !row.marked.is_empty());
    let lines = count(grid.rows.len()) + if has_parts { 1.0 } else { 0.0 };
    let height = HEAD + ROW * lines + 10.0;
    let mut canvas = Canvas::new(WIDTH, height, &sentence, words.a_table);
    canvas.rect([0.0, 0.0, WIDTH, height], colours.sheet);
    let width = (WIDTH - 8.0 - FIRST) / count(grid.headers.len().max(1));
    let column = |at: usize| FIRST + width * (count(at) + 1.0);
    for (at, head) in grid.headers.iter().enumerate() {
        canvas.text((column(at), HEAD - 6.0), &words.axis(head), colours.ink_3, 11.0, Anchor::End);
    }
    canvas.line([NAME, HEAD, WIDTH - 8.0, HEAD], colours.rule, 1.0, "");
    for (number, row) in grid.rows.iter().enumerate() {
        let y = HEAD + ROW * (count(number) + 1.0) - 6.0;
        let name = cut(&row.header, 28);
        if row.bold || row.metric.is_none() {
            canvas.bold((NAME, y), &name, colours.ink, 12.0, Anchor::Start);
        } else {
            canvas.text((NAME, y), &name, colours.ink, 12.0, Anchor::Start);
        }
        for (at, cell) in row.shown().iter().enumerate() {
            canvas.text((column(at), y), &style.tongue.figure(cell), colours.ink, 11.0, Anchor::End);
        }
        canvas.line([NAME, y + 6.0, WIDTH - 8.0, y + 6.0], colours.rule, 0.5, "");
    }
    if has_parts {
        canvas.text((NAME, height - 10.0), words.part_mark, colours.ink_3, 11.0, Anchor::Start);
    }
    Drawing { svg: canvas.finish(), sentence, numbers: numbers(grid, words) }
}

fn numbers(grid: &Grid, words: &Words) -> Numbers {
    let rows = grid.rows.iter().map(|row| {
        let cells = row.values.iter().enumerate().map(|(at, value)| precise(*value, row.marked.contains(&at)));
        let mut cells: Vec<String> = std::iter::once(row.header.clone()).chain(cells).collect();
        cells.resize(grid.headers.len() + 1, String::new());
        cells
    });
    let heads = grid.headers.iter().map(|head| words.axis(head)).collect();
    Numbers { headers: [vec![String::new()], heads].concat(), rows: rows.collect() }
}
