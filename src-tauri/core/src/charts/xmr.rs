//! The process behaviour chart: values above, moving ranges below, split at the launch.

use jiff::civil::Date;

use super::palette::{Colours, Style};
use super::svg::{
    Anchor, Canvas, DIAMOND, DOT, SMALL_DOT, SQUARE, Scale, TARGET, TRIANGLE, apart, cut, day, extent, number,
};
use super::words::Words;
use super::{Drawing, Numbers, sentences};
use crate::measures::xmr::{self, Options, Signal, SignalRule, Status, Xmr};
use crate::measures::{self, Dated, Stretch};
use crate::tongue::{Tongue, fill};

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
    /// From which dates limits are computed anew, and why.
    pub rebased: &'a [(Date, &'a str)],
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
    let mut drawing = Plot::new(chart, &points, &stretches, &sentence, style);
    drawing.limits(chart, &points, &stretches);
    drawing.launch(chart);
    drawing.rebased(chart, &points);
    drawing.target(chart);
    drawing.series(&points, &marks);
    drawing.ranges(&points, &stretches);
    drawing.axis(&points);
    let numbers = numbers(chart, &points, &marks, Words::of(style.tongue));
    Drawing { svg: drawing.canvas.finish(), sentence, numbers }
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

struct Plot {
    canvas: Canvas,
    colours: Colours,
    tongue: Tongue,
    words: &'static Words,
    origin: Date,
    x: Scale,
    y: Scale,
    end: f64,
}

impl Plot {
    fn new(chart: &XmrChart<'_>, points: &[Dated], stretches: &[Stretch], sentence: &str, style: Style) -> Self {
        let (colours, words) = (style.palette.colours(), Words::of(style.tongue));
        let unit = if chart.unit.is_empty() { words.numbers } else { chart.unit };
        let description = fill(words.values_in, &[("count", &points.len().to_string()), ("unit", unit)]);
        let mut canvas = Canvas::new(WIDTH, HEIGHT, sentence, &description);
        canvas.rect([0.0, 0.0, WIDTH, HEIGHT], colours.sheet);
        let origin = points.first().map_or(Date::ZERO, |point| point.date);
        let last = points.last().map_or(origin, |point| point.date);
        let drawn = stretches.iter().map(|stretch| &stretch.split.before).filter(|limits| limits.status != Status::Run);
        let limits = drawn.flat_map(|limits| [limits.upper, limits.lower]).flatten();
        let levels = points.iter().map(|point| point.value).chain(limits).chain(chart.target);
        Self {
            canvas,
            x: Scale::new((0.0, day(origin, last)), (LEFT + 6.0, RIGHT - 6.0)),
            y: Scale::new(extent(levels), (FOOT, TOP)),
            end: RIGHT + 8.0,
            origin,
            colours,
            tongue: style.tongue,
            words,
        }
    }

    fn figure(&self, value: f64) -> String {
        self.tongue.figure(&number(value))
    }

    fn position(&self, point: &Dated) -> (f64, f64) {
        (self.x.at(day(self.origin, point.date)), self.y.at(point.value))
    }

    /// Centre and limits of each stretch, drawn over it; the last are drawn on to the end and named.
    fn limits(&mut self, chart: &XmrChart<'_>, points: &[Dated], stretches: &[Stretch]) {
        let mut placed: Vec<f64> = chart.target.map(|target| self.y.at(target)).into_iter().collect();
        for (at, stretch) in stretches.iter().enumerate() {
            let edge = |at: usize| points.get(at).map(|point| self.position(point).0);
            let from = if at == 0 { LEFT } else { edge(stretch.begins).unwrap_or(LEFT) };
            let next = stretches.get(at + 1).and_then(|next| edge(next.begins));
            self.limits_between(
                &stretch.split.before,
                (from, next.unwrap_or(RIGHT)),
                next.is_none().then_some(&mut placed),
            );
        }
    }

    fn limits_between(&mut self, limits: &Xmr, (from, to): (f64, f64), mut named: Option<&mut Vec<f64>>) {
        if limits.status == Status::Run {
            return;
        }
        let width = if limits.status == Status::Firm { 1.2 } else { 0.7 };
        let (colours, words) = (&self.colours, self.words);
        let worth = if limits.status == Status::Provisional { words.provisional } else { "" };
        for (value, what, dashed) in
            [(limits.centre, words.mean, false), (limits.upper, words.upper, true), (limits.lower, words.lower, true)]
        {
            let Some(value) = value else { continue };
            let y = self.y.at(value);
            let (stroke, dash) = if dashed { (colours.ink_2, "5 4") } else { (colours.accent, "") };
            self.canvas.line([from, y, to, y], stroke, width, dash);
            let Some(placed) = named.as_deref_mut() else { continue };
            let label = apart(y, placed);
            self.canvas.text(
                (self.end, label + 4.0),
                &format!("{}{worth}", fill(what, &[("value", &self.tongue.figure(&number(value)))])),
                stroke,
                12.0,
                Anchor::Start,
            );
        }
    }

    /// Where limits are computed anew, and why.
    fn rebased(&mut self, chart: &XmrChart<'_>, points: &[Dated]) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        for (from, cause) in chart.rebased.iter().filter(|(from, _)| *from > first.date && *from <= last.date) {
            let x = self.x.at(day(self.origin, *from));
            self.canvas.line([x, TOP - 6.0, x, RANGE_FOOT], self.colours.ink_2, 0.8, "4 2");
            let text = fill(self.words.rebased, &[("cause", &cut(cause, 32))]);
            let (x, anchor) = if x > RIGHT / 2.0 { (x - 5.0, Anchor::End) } else { (x + 5.0, Anchor::Start) };
            self.canvas.text((x, FOOT + 14.0), &text, self.colours.ink_2, 12.0, anchor);
        }
    }

    fn launch(&mut self, chart: &XmrChart<'_>) {
        let Some(launch) = chart.launched_on else { return };
        let days = day(self.origin, launch);
        let x = self.x.at(days).clamp(LEFT, RIGHT);
        self.canvas.line([x, TOP - 6.0, x, RANGE_FOOT], self.colours.ink_3, 1.0, "1 3");
        self.canvas.text((x - 5.0, TOP - 4.0), self.words.launch, self.colours.ink_3, 12.0, Anchor::End);
    }

    fn target(&mut self, chart: &XmrChart<'_>) {
        let Some(target) = chart.target else { return };
        let y = self.y.at(target);
        self.canvas.line([LEFT, y, RIGHT, y], self.colours.ink_3, 1.0, "1 4");
        self.canvas.shape((LEFT + 4.0, y), TARGET, "none", self.colours.ink_2);
        let text = fill(self.words.target, &[("value", &self.figure(target))]);
        self.canvas.text((self.end, y + 4.0), &text, self.colours.ink_3, 12.0, Anchor::Start);
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
            let name = format!("{}: {}", point.date, self.figure(point.value));
            match mark {
                Some(rule) => {
                    let shape = match rule {
                        SignalRule::R1 | SignalRule::Range => DIAMOND,
                        SignalRule::R2 => TRIANGLE,
                        SignalRule::R3 => SQUARE,
                    };
                    let name = format!("{name}, {}", sentences::rule(*rule, self.words));
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

    /// Moving ranges; none between stretches, which have nothing to do with each other.
    fn ranges(&mut self, points: &[Dated], stretches: &[Stretch]) {
        let values: Vec<f64> = points.iter().map(|point| point.value).collect();
        let ranges = xmr::moving_ranges(&values);
        if ranges.is_empty() {
            return;
        }
        let uppers =
            stretches.iter().map(|stretch| &stretch.split.before).filter(|limits| limits.status != Status::Run);
        let uppers = uppers.filter_map(|limits| limits.range_upper);
        let (_, high) = extent(ranges.iter().copied().chain(uppers));
        let y = Scale::new((0.0, high), (RANGE_FOOT, RANGE_TOP));
        self.canvas.line([LEFT, RANGE_FOOT, RIGHT, RANGE_FOOT], self.colours.rule, 1.0, "");
        self.canvas.text((LEFT, RANGE_TOP - 8.0), self.words.moving_range, self.colours.ink_3, 12.0, Anchor::Start);
        for (at, stretch) in stretches.iter().enumerate() {
            let inside = stretch.begins + 1..stretch.begins + stretch.length();
            let path: Vec<(f64, f64)> = inside
                .clone()
                .filter_map(|at| Some((self.position(points.get(at)?).0, y.at(*ranges.get(at - 1)?))))
                .collect();
            self.canvas.path(&thinned(&path), self.colours.ink_2, 1.0);
            let limits = &stretch.split.before;
            let Some(upper) = limits.range_upper.filter(|_| limits.status != Status::Run) else { continue };
            let last = at + 1 == stretches.len();
            let from = if at == 0 { LEFT } else { path.first().map_or(LEFT, |(x, _)| *x) };
            let to = if last { RIGHT } else { path.last().map_or(RIGHT, |(x, _)| *x) };
            let line = y.at(upper);
            self.canvas.line([from, line, to, line], self.colours.ink_2, 0.8, "5 4");
            if last {
                let text = fill(self.words.upper, &[("value", &self.figure(upper))]);
                self.canvas.text((self.end, line + 4.0), &text, self.colours.ink_2, 12.0, Anchor::Start);
            }
            self.jumps(points.get(inside.clone()).unwrap_or_default(), &path, ranges.get(stretch.begins..), upper);
        }
    }

    fn jumps(&mut self, points: &[Dated], path: &[(f64, f64)], ranges: Option<&[f64]>, upper: f64) {
        let ranges = ranges.unwrap_or_default();
        let above = ranges.iter().zip(path).filter(|(range, _)| **range > upper).count();
        for ((at, point), range) in path.iter().zip(points).zip(ranges) {
            if *range > upper && above <= MOST_MARKS {
                let moved = [
                    ("date", point.date.to_string()),
                    ("value", self.figure(*range)),
                    ("rule", sentences::rule(SignalRule::Range, self.words).to_owned()),
                ];
                let name = fill(self.words.moved_by, &moved.each_ref().map(|(name, value)| (*name, value.as_str())));
                self.canvas.point(*at, DIAMOND, self.colours.signal, &name);
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

fn numbers(chart: &XmrChart<'_>, points: &[Dated], marks: &[Option<SignalRule>], words: &Words) -> Numbers {
    let unit = if chart.unit.is_empty() { chart.name.to_owned() } else { format!("{} ({})", chart.name, chart.unit) };
    Numbers {
        headers: vec![words.date.into(), unit, words.signal.into()],
        rows: points
            .iter()
            .zip(marks)
            .map(|(point, mark)| {
                vec![
                    point.date.to_string(),
                    point.value.to_string(),
                    mark.map(|rule| sentences::rule(rule, words)).unwrap_or_default().to_owned(),
                ]
            })
            .collect(),
    }
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
