//! The process behaviour chart: values above, moving ranges below, split at the launch, and what was noted beneath.
//!
//! `plot` draws the values with their limits, `ranges` the moving ranges, `notes` the annotations.

mod notes;
mod plot;
mod ranges;

use jiff::civil::Date;

use super::palette::Style;
use super::words::Words;
use super::{Drawing, Numbers, sentences};
use crate::measures::xmr::{Options, Signal, SignalRule};
use crate::measures::{self, Dated, Stretch};
use notes::Noted;
use plot::Plot;

/// What to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct XmrChart<'a> {
    /// What is measured.
    pub name: &'a str,
    /// In what.
    pub unit: &'a str,
    /// Before the launch, oldest first.
    pub before: &'a [Dated],
    /// From the launch on; empty without one.
    pub after: &'a [Dated],
    /// The launch.
    pub launched_on: Option<Date>,
    /// From which dates limits are computed anew, and why.
    pub rebased: &'a [(Date, &'a str)],
    /// What was noted about it, and on which dates, oldest first.
    pub notes: &'a [(Date, &'a str)],
    /// Where it should be.
    pub target: Option<f64>,
    /// How limits are computed.
    pub options: Options,
}

/// Draws a process behaviour chart.
#[must_use]
pub fn xmr_chart(chart: &XmrChart<'_>, style: Style) -> Drawing {
    let points: Vec<Dated> = chart.before.iter().chain(chart.after).copied().collect();
    let dates: Vec<Date> = chart.rebased.iter().map(|(from, _)| *from).collect();
    let stretches = measures::stretches(&points, chart.launched_on, &dates, chart.options);
    let sentence = sentences::of_stretches(chart.name, chart.launched_on.is_some(), &stretches, style.tongue);
    let marks = marks(&stretches, points.len());
    let noted = notes::noted(chart.notes, &points);
    let mut drawing = Plot::new(chart, &points, &stretches, (&sentence, notes::room(&noted)), style);
    drawing.limits(chart, &points, &stretches);
    drawing.launch(chart);
    drawing.rebased(chart, &points);
    drawing.target(chart);
    drawing.series(&points, &marks);
    drawing.ranges(&points, &stretches);
    drawing.axis(&points);
    drawing.notes(&noted, &points);
    let numbers = numbers(chart, &points, &marks, &noted, Words::of(style.tongue));
    Drawing { svg: drawing.finish(), sentence, numbers }
}

/// The rule that fired at each point: the strongest of them.
fn marks(stretches: &[Stretch], length: usize) -> Vec<Option<SignalRule>> {
    let mut marks: Vec<Option<SignalRule>> = vec![None; length];
    let mut mark = |signals: &[Signal], offset: usize| {
        for signal in signals.iter().filter(|signal| signal.rule != SignalRule::Range) {
            for point in &signal.points {
                let at = offset + usize::try_from(*point).unwrap_or(usize::MAX);
                if let Some(mark) = marks.get_mut(at) {
                    *mark = Some(mark.map_or(signal.rule, |stronger| stronger.min(signal.rule)));
                }
            }
        }
    };
    for Stretch { begins, split } in stretches {
        mark(&split.before.signals, *begins);
        mark(&split.after.signals, *begins + usize::try_from(split.before.n).unwrap_or(usize::MAX));
    }
    marks
}

/// The values with their signals and, when there are any, what was noted.
fn numbers(
    chart: &XmrChart<'_>,
    points: &[Dated],
    marks: &[Option<SignalRule>],
    noted: &[Noted<'_>],
    words: &Words,
) -> Numbers {
    let unit = if chart.unit.is_empty() { chart.name.to_owned() } else { format!("{} ({})", chart.name, chart.unit) };
    let mut headers = vec![words.date.into(), unit, words.signal.into()];
    let mut rows: Vec<Vec<String>> = points
        .iter()
        .zip(marks)
        .map(|(point, mark)| {
            let signal = mark.map(|rule| sentences::rule(rule, words)).unwrap_or_default().to_owned();
            vec![point.date.to_string(), point.value.to_string(), signal]
        })
        .collect();
    if !noted.is_empty() {
        headers.push(words.noted.into());
        rows.iter_mut().for_each(|row| row.push(String::new()));
        for note in noted {
            let Some(cell) = rows.get_mut(note.point).and_then(|row| row.last_mut()) else { continue };
            let parting = if cell.is_empty() { "" } else { "; " };
            cell.push_str(&format!("{parting}{}: {}", note.date, note.text));
        }
    }
    Numbers { headers, rows }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;
    use crate::charts::Palette;

    fn weeks(from: &str, values: &[f64]) -> Vec<Dated> {
        let from: Date = from.parse().unwrap();
        (0..)
            .zip(values)
            .map(|(week, value)| Dated { date: from.saturating_add((week * 7).days()), value: *value })
            .collect()
    }

    fn drawn(name: &str, before: &[f64], after: &[f64]) -> Drawing {
        let (before, after) = (weeks("2026-01-05", before), weeks("2026-06-01", after));
        let launched_on = Some("2026-06-01".parse().unwrap());
        let chart = XmrChart {
            name,
            unit: "min",
            before: &before,
            after: &after,
            launched_on,
            rebased: &[],
            notes: &[],
            target: Some(3.0),
            options: Options::default(),
        };
        xmr_chart(&chart, Palette::Light.into())
    }

    #[test]
    fn five_points_have_no_limits_and_six_have_provisional_ones() {
        assert!(!drawn("Minutes", &[7.0, 7.2, 6.9, 7.1, 7.0], &[]).svg.as_str().contains("mean"));
        assert!(drawn("Minutes", &[7.0, 7.2, 6.9, 7.1, 7.0, 7.3], &[]).svg.as_str().contains("provisional"));
    }

    #[test]
    fn a_point_outside_the_limits_says_so_by_name_and_in_the_title() {
        let drawing = drawn("Minutes", &[7.0, 7.2, 6.9, 7.1, 7.0, 7.3], &[2.0]);
        assert!(drawing.svg.as_str().contains("2026-06-01: 2, a point outside the limits"));
        assert_eq!(drawing.sentence, "Minutes changed after the launch: a point outside the limits.");
        assert_eq!(drawing.numbers.rows[6], ["2026-06-01", "2", "a point outside the limits"]);
    }

    #[test]
    fn limits_that_were_re_based_say_why_and_leave_the_earlier_ones() {
        let points = weeks("2026-01-05", &[7.0, 7.2, 6.9, 7.1, 7.0, 7.3, 17.0, 17.2, 16.9, 17.1, 17.0, 17.3]);
        let rebased = [(points[6].date, "a new way of counting")];
        let chart = XmrChart {
            name: "Minutes",
            unit: "min",
            before: &points,
            after: &[],
            launched_on: None,
            rebased: &rebased,
            notes: &[],
            target: None,
            options: Options::default(),
        };
        let drawing = xmr_chart(&chart, Palette::Light.into());
        assert!(drawing.svg.as_str().contains("re-based: a new way of counting"));
        assert!(drawing.svg.as_str().contains("mean 17.1, provisional"));
        assert_eq!(drawing.sentence, "Minutes: routine variation. Nothing to explain.");
        let once = xmr_chart(&XmrChart { rebased: &[], ..chart }, Palette::Light.into());
        assert!(once.sentence.contains("changed"), "{}", once.sentence);
    }

    #[test]
    fn several_notes_are_numbered_at_their_points_told_beneath_and_kept_among_the_numbers() {
        let points = weeks("2026-01-05", &[7.0, 7.2, 6.9, 7.1, 7.0, 7.3]);
        let day = |text: &str| text.parse::<Date>().unwrap();
        let notes = [
            (day("2026-01-20"), "the scheduler was down"),
            (day("2026-01-26"), "<a> clinic closed"),
            (day("2026-03-01"), "after the last value"),
        ];
        let chart = XmrChart {
            name: "Minutes",
            unit: "min",
            before: &points,
            after: &[],
            launched_on: None,
            rebased: &[],
            notes: &notes,
            target: None,
            options: Options::default(),
        };
        let drawing = xmr_chart(&chart, Palette::Light.into());
        let svg = drawing.svg.as_str();
        assert!(svg.contains("note 1 of 2026-01-20, the scheduler was down"));
        assert!(svg.contains("2026-01-26 · &lt;a&gt; clinic closed"));
        assert_eq!(drawing.numbers.headers.last().unwrap(), "Noted");
        // Two belong to the week that ends on the 26th, the last to the last value.
        assert_eq!(drawing.numbers.rows[3][3], "2026-01-20: the scheduler was down; 2026-01-26: <a> clinic closed");
        assert_eq!(drawing.numbers.rows[5][3], "2026-03-01: after the last value");
    }

    #[test]
    fn a_hostile_name_is_only_text() {
        let drawing = drawn("<script>alert(1)</script>", &[7.0; 6], &[]);
        assert!(!drawing.svg.as_str().contains("<script"));
    }

    #[test]
    fn ten_thousand_points_are_drawn_light_and_their_numbers_kept() {
        let values: Vec<f64> = (0..10_000).map(|at| f64::from(at % 17)).collect();
        let drawing = drawn("Calls", &values, &[]);
        assert!(drawing.svg.as_str().len() < 200_000, "{}", drawing.svg.as_str().len());
        assert_eq!(drawing.numbers.rows.len(), 10_000);
    }
}
