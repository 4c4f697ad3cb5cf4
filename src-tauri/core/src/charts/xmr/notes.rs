//! What was noted: a numbered mark at the point it belongs to, its words beneath the chart.

use jiff::civil::Date;

use super::plot::{HEIGHT, LEFT, Plot, TOP};
use crate::charts::svg::{Anchor, cut};
use crate::measures::Dated;
use crate::tongue::fill;

/// More notes than this are not drawn, but for the newest; all of them stay among the numbers.
const MOST_NOTES: usize = 8;

const LINE: f64 = 17.0;
const LONGEST_LINE: usize = 100;

/// A note with the place of its point in the series.
pub(super) struct Noted<'a> {
    pub(super) point: usize,
    pub(super) date: Date,
    pub(super) text: &'a str,
}

/// The notes with their points: the first on that day or after it, for a week stands at its last day; else the last.
pub(super) fn noted<'a>(notes: &[(Date, &'a str)], points: &[Dated]) -> Vec<Noted<'a>> {
    let Some(last) = points.len().checked_sub(1) else { return vec![] };
    let at = |date: Date| points.partition_point(|point| point.date < date).min(last);
    notes.iter().map(|(date, text)| Noted { point: at(*date), date: *date, text }).collect()
}

/// Which of the notes are drawn: the newest.
fn drawn<'n, 'a>(noted: &'n [Noted<'a>]) -> &'n [Noted<'a>] {
    noted.get(noted.len().saturating_sub(MOST_NOTES)..).unwrap_or_default()
}

/// How much higher a chart becomes by its notes.
pub(super) fn room(noted: &[Noted<'_>]) -> f64 {
    let lines = crate::measures::series::count(drawn(noted).len());
    if lines == 0.0 { 0.0 } else { LINE * (lines + 1.0) }
}

impl Plot {
    pub(super) fn notes(&mut self, noted: &[Noted<'_>], points: &[Dated]) {
        const RADIUS: f64 = 7.5;
        let mut before: Option<(usize, f64)> = None;
        let mut line = HEIGHT + LINE;
        for (number, note) in (1..).zip(drawn(noted)) {
            let Some((x, y)) = points.get(note.point).map(|point| self.position(point)) else { continue };
            // Above its point, or beneath it where there is no room; a second one of the same point beyond the first.
            let up = if y - 2.0 * RADIUS - 6.0 < TOP - 14.0 { 1.0 } else { -1.0 };
            let beyond =
                before.filter(|(point, _)| *point == note.point).map(|(_, height)| height + up * (2.0 * RADIUS + 1.0));
            let height = beyond.unwrap_or(y + up * (RADIUS + 7.0));
            before = Some((note.point, height));
            let on = self.style.date(note.date);
            let name =
                fill(self.words.note_named, &[("number", &number.to_string()), ("date", &on), ("text", note.text)]);
            self.canvas.numbered((x, height), number, [self.colours.ink_2, self.colours.sheet], &name);
            let text = format!("{number}   {on} · {}", cut(note.text, LONGEST_LINE));
            self.canvas.text((LEFT, line), &text, self.colours.ink_2, 12.0, Anchor::Start);
            line += LINE;
        }
    }
}
