//! The process behaviour chart: values above, moving ranges below, split at the launch.

use jiff::civil::Date;

use super::palette::{Colours, Palette};
use super::svg::{
    Anchor, Canvas, DIAMOND, DOT, SMALL_DOT, SQUARE, Scale, TARGET, TRIANGLE, apart, day, extent, number,
};
use super::{Drawing, Numbers, sentences};
use crate::measures::Dated;
use crate::measures::xmr::{self, Options, Signal, SignalRule, SplitXmr, Status};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 340.0;
const LEFT: f64 = 16.0;
const RIGHT: f64 = 640.0;
const TOP: f64 = 18.0;
const FOOT: f64 = 216.0;
const RANGE_TOP: f64 = 248.0;
const RANGE_FOOT: f64 = 318.0;

/// From this many points on dots shrink, and every point that is no signal loses its own name.
const CROWDED: usize = 120;

/// More signals than this are drawn as every second, third…; their numbers all stay in the table.
const MOST_MARKS: usize = 300;

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
    /// Where it should be.
    pub target: Option<f64>,
    /// How limits are computed.
    pub options: Options,
}

/// Draws a process behaviour chart.
#[must_use]
pub fn xmr_chart(chart: &XmrChart<'_>, palette: Palette) -> Drawing {
    let values = |points: &[Dated]| points.iter().map(|point| point.value).collect::<Vec<_>>();
    let (before, after) = (values(chart.before), values(chart.after));
    let split = xmr::split(&before, &after, chart.options);
    let sentence = match chart.launched_on {
        Some(_) => sentences::of_split(chart.name, &split),
        None => sentences::of_signals(chart.name, &split.before.signals),
    };
    let points: Vec<Dated> = chart.before.iter().chain(chart.after).copied().collect();
    let marks = marks(&split, before.len(), points.len());
    let mut drawing = Plot::new(chart, &points, &split, &sentence, palette);
    drawing.limits(chart, &split);
    drawing.launch(chart);
    drawing.target(chart);
    drawing.series(&points, &marks);
    drawing.ranges(&points, &split);
    drawing.axis(&points);
    let numbers = numbers(chart, &points, &marks);
    Drawing { svg: drawing.canvas.finish(), sentence, numbers }
}

/// The rule that fired at each point: the strongest of them.
fn marks(split: &SplitXmr, before: usize, length: usize) -> Vec<Option<SignalRule>> {
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
    mark(&split.before.signals, 0);
    mark(&split.after.signals, before);
    marks
}

struct Plot {
    canvas: Canvas,
    colours: Colours,
    origin: Date,
    x: Scale,
    y: Scale,
    end: f64,
}

impl Plot {
    fn new(chart: &XmrChart<'_>, points: &[Dated], split: &SplitXmr, sentence: &str, palette: Palette) -> Self {
        let colours = palette.colours();
        let description =
            format!("{} values, in {}", points.len(), if chart.unit.is_empty() { "numbers" } else { chart.unit });
        let mut canvas = Canvas::new(WIDTH, HEIGHT, sentence, &description);
        canvas.rect([0.0, 0.0, WIDTH, HEIGHT], colours.sheet);
        let origin = points.first().map_or(Date::ZERO, |point| point.date);
        let last = points.last().map_or(origin, |point| point.date);
        let shown = split.before.status != Status::Run;
        let limits = [split.before.upper, split.before.lower].into_iter().flatten().filter(|_| shown);
        let levels = points.iter().map(|point| point.value).chain(limits).chain(chart.target);
        Self {
            canvas,
            x: Scale::new((0.0, day(origin, last)), (LEFT + 6.0, RIGHT - 6.0)),
            y: Scale::new(extent(levels), (FOOT, TOP)),
            end: RIGHT + 8.0,
            origin,
            colours,
        }
    }

    fn position(&self, point: &Dated) -> (f64, f64) {
        (self.x.at(day(self.origin, point.date)), self.y.at(point.value))
    }

    /// Centre and limits from the points before the launch, drawn on to the end.
    fn limits(&mut self, chart: &XmrChart<'_>, split: &SplitXmr) {
        let limits = &split.before;
        if limits.status == Status::Run {
            return;
        }
        let width = if limits.status == Status::Firm { 1.2 } else { 0.7 };
        let colours = &self.colours;
        let worth = if limits.status == Status::Provisional { ", provisional" } else { "" };
        let mut placed: Vec<f64> = chart.target.map(|target| self.y.at(target)).into_iter().collect();
        for (value, what, dashed) in
            [(limits.centre, "mean", false), (limits.upper, "upper", true), (limits.lower, "lower", true)]
        {
            let Some(value) = value else { continue };
            let y = self.y.at(value);
            let (stroke, dash) = if dashed { (colours.ink_2, "5 4") } else { (colours.accent, "") };
            self.canvas.line([LEFT, y, RIGHT, y], stroke, width, dash);
            let label = apart(y, &mut placed);
            self.canvas.text(
                (self.end, label + 4.0),
                &format!("{what} {}{worth}", number(value)),
                stroke,
                12.0,
                Anchor::Start,
            );
        }
    }

    fn launch(&mut self, chart: &XmrChart<'_>) {
        let Some(launch) = chart.launched_on else { return };
        let days = day(self.origin, launch);
        let x = self.x.at(days).clamp(LEFT, RIGHT);
        self.canvas.line([x, TOP - 6.0, x, RANGE_FOOT], self.colours.ink_3, 1.0, "1 3");
        self.canvas.text((x - 5.0, TOP - 4.0), "launch", self.colours.ink_3, 12.0, Anchor::End);
    }

    fn target(&mut self, chart: &XmrChart<'_>) {
        let Some(target) = chart.target else { return };
        let y = self.y.at(target);
        self.canvas.line([LEFT, y, RIGHT, y], self.colours.ink_3, 1.0, "1 4");
        self.canvas.shape((LEFT + 4.0, y), TARGET, "none", self.colours.ink_2);
        self.canvas.text(
            (self.end, y + 4.0),
            &format!("target {}", number(target)),
            self.colours.ink_3,
            12.0,
            Anchor::Start,
        );
    }

    fn series(&mut self, points: &[Dated], marks: &[Option<SignalRule>]) {
        let positions: Vec<_> = points.iter().map(|point| self.position(point)).collect();
        self.canvas.path(&thinned(&positions), self.colours.ink, 1.5);
        let crowded = points.len() > CROWDED;
        let every = marks.iter().flatten().count().div_ceil(MOST_MARKS).max(1);
        let mut marked = 0;
        for ((point, mark), at) in points.iter().zip(marks).zip(positions) {
            if mark.is_some() {
                marked += 1;
                if marked % every != 0 {
                    continue;
                }
            }
            let name = format!("{}: {}", point.date, number(point.value));
            match mark {
                Some(rule) => {
                    let shape = match rule {
                        SignalRule::R1 | SignalRule::Range => DIAMOND,
                        SignalRule::R2 => TRIANGLE,
                        SignalRule::R3 => SQUARE,
                    };
                    let name = format!("{name}, {}", sentences::rule(*rule));
                    self.canvas.point(at, shape, self.colours.signal, &name);
                }
                None if crowded => {}
                None => {
                    let shape = if points.len() > 80 { SMALL_DOT } else { DOT };
                    self.canvas.point(at, shape, self.colours.ink, &name);
                }
            }
        }
    }

    fn ranges(&mut self, points: &[Dated], split: &SplitXmr) {
        let values: Vec<f64> = points.iter().map(|point| point.value).collect();
        let ranges = xmr::moving_ranges(&values);
        if ranges.is_empty() {
            return;
        }
        let upper = split.before.range_upper.filter(|_| split.before.status != Status::Run);
        let (_, high) = extent(ranges.iter().copied().chain(upper));
        let y = Scale::new((0.0, high), (RANGE_FOOT, RANGE_TOP));
        self.canvas.line([LEFT, RANGE_FOOT, RIGHT, RANGE_FOOT], self.colours.rule, 1.0, "");
        self.canvas.text((LEFT, RANGE_TOP - 8.0), "Moving range", self.colours.ink_3, 12.0, Anchor::Start);
        let path: Vec<_> = points[1..]
            .iter()
            .zip(&ranges)
            .map(|(point, range)| (self.x.at(day(self.origin, point.date)), y.at(*range)))
            .collect();
        self.canvas.path(&thinned(&path), self.colours.ink_2, 1.0);
        let Some(upper) = upper else { return };
        let line = y.at(upper);
        self.canvas.line([LEFT, line, RIGHT, line], self.colours.ink_2, 0.8, "5 4");
        self.canvas.text(
            (self.end, line + 4.0),
            &format!("upper {}", number(upper)),
            self.colours.ink_2,
            12.0,
            Anchor::Start,
        );
        let above = ranges.iter().filter(|range| **range > upper).count();
        for ((x, at), (point, range)) in path.iter().zip(points[1..].iter().zip(&ranges)) {
            if *range > upper && above <= MOST_MARKS {
                let name =
                    format!("{}: moved by {}, {}", point.date, number(*range), sentences::rule(SignalRule::Range));
                self.canvas.point((*x, *at), DIAMOND, self.colours.signal, &name);
            }
        }
    }

    fn axis(&mut self, points: &[Dated]) {
        self.canvas.line([LEFT, FOOT, RIGHT, FOOT], self.colours.rule, 1.0, "");
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        let ink = self.colours.ink_3;
        self.canvas.text((LEFT, RANGE_FOOT + 16.0), &first.date.to_string(), ink, 12.0, Anchor::Start);
        self.canvas.text((RIGHT, RANGE_FOOT + 16.0), &last.date.to_string(), ink, 12.0, Anchor::End);
        if let Some(middle) = points.get(points.len() / 2).filter(|_| points.len() > 4) {
            let x = self.x.at(day(self.origin, middle.date));
            self.canvas.text((x, RANGE_FOOT + 16.0), &middle.date.to_string(), ink, 12.0, Anchor::Middle);
        }
    }
}

/// A path with no more points than pixels can show: the lowest and highest of each column stay.
fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    const MANY: usize = 2_000;
    if points.len() <= MANY {
        return points.to_vec();
    }
    let column = |point: &(f64, f64)| point.0.floor();
    points
        .chunk_by(|a, b| column(a) == column(b))
        .flat_map(|chunk| {
            let by_height = |a: &&(f64, f64), b: &&(f64, f64)| a.1.total_cmp(&b.1);
            let low = chunk.iter().min_by(by_height).copied();
            let high = chunk.iter().max_by(by_height).copied();
            [low, high].into_iter().flatten()
        })
        .collect()
}

fn numbers(chart: &XmrChart<'_>, points: &[Dated], marks: &[Option<SignalRule>]) -> Numbers {
    let unit = if chart.unit.is_empty() { chart.name.to_owned() } else { format!("{} ({})", chart.name, chart.unit) };
    Numbers {
        headers: vec!["Date".into(), unit, "Signal".into()],
        rows: points
            .iter()
            .zip(marks)
            .map(|(point, mark)| {
                vec![
                    point.date.to_string(),
                    point.value.to_string(),
                    mark.map(sentences::rule).unwrap_or_default().to_owned(),
                ]
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;

    use super::*;

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
            target: Some(3.0),
            options: Options::default(),
        };
        xmr_chart(&chart, Palette::Light)
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
