//! Values with their limits, the launch, the target, and the axis.

use jiff::civil::Date;

use super::XmrChart;
use crate::charts::palette::{Colours, Style};
use crate::charts::sentences;
use crate::charts::svg::{
    Anchor, Canvas, DIAMOND, DOT, SMALL_DOT, SQUARE, Scale, Svg, TARGET, TRIANGLE, apart, cut, day, extent, number,
};
use crate::charts::words::Words;
use crate::measures::xmr::{SignalRule, Status, Xmr};
use crate::measures::{Dated, Stretch};
use crate::tongue::fill;

const WIDTH: f64 = 760.0;
pub(super) const HEIGHT: f64 = 340.0;
pub(super) const LEFT: f64 = 16.0;
pub(super) const RIGHT: f64 = 640.0;
pub(super) const TOP: f64 = 18.0;
const FOOT: f64 = 216.0;
pub(super) const RANGE_TOP: f64 = 248.0;
pub(super) const RANGE_FOOT: f64 = 318.0;

/// From this many points on dots shrink, and every point that is no signal loses its own name.
const CROWDED: usize = 120;

/// More signals than this are drawn as every second, third…; their numbers all stay in the table.
pub(super) const MOST_MARKS: usize = 300;

/// The chart in the making.
pub(super) struct Plot {
    pub(super) canvas: Canvas,
    pub(super) colours: Colours,
    pub(super) style: Style,
    pub(super) words: &'static Words,
    pub(super) origin: Date,
    pub(super) x: Scale,
    pub(super) y: Scale,
    pub(super) end: f64,
}

impl Plot {
    pub(super) fn new(
        chart: &XmrChart<'_>,
        points: &[Dated],
        stretches: &[Stretch],
        (sentence, beneath): (&str, f64),
        style: Style,
    ) -> Self {
        let (colours, words) = (style.palette.colours(), Words::of(style.tongue));
        let unit = if chart.unit.is_empty() { words.numbers } else { chart.unit };
        let description = fill(words.values_in, &[("count", &points.len().to_string()), ("unit", unit)]);
        let height = HEIGHT + beneath;
        let mut canvas = Canvas::new(WIDTH, height, sentence, &description);
        canvas.rect([0.0, 0.0, WIDTH, height], colours.sheet);
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
            style,
            words,
        }
    }

    pub(super) fn figure(&self, value: f64) -> String {
        self.style.tongue.figure(&number(value))
    }

    pub(super) fn position(&self, point: &Dated) -> (f64, f64) {
        (self.x.at(day(self.origin, point.date)), self.y.at(point.value))
    }

    /// Centre and limits of each stretch, drawn over it; the last are drawn on to the end and named.
    pub(super) fn limits(&mut self, chart: &XmrChart<'_>, points: &[Dated], stretches: &[Stretch]) {
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
                &format!("{}{worth}", fill(what, &[("value", &self.style.tongue.figure(&number(value)))])),
                stroke,
                12.0,
                Anchor::Start,
            );
        }
    }

    /// Where limits are computed anew, and why.
    pub(super) fn rebased(&mut self, chart: &XmrChart<'_>, points: &[Dated]) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        for (from, cause) in chart.rebased.iter().filter(|(from, _)| *from > first.date && *from <= last.date) {
            let x = self.x.at(day(self.origin, *from));
            self.canvas.line([x, TOP - 6.0, x, RANGE_FOOT], self.colours.ink_2, 0.8, "4 2");
            let text = fill(self.words.rebased, &[("cause", &cut(cause, 32))]);
            let (x, anchor) = if x > RIGHT / 2.0 { (x - 5.0, Anchor::End) } else { (x + 5.0, Anchor::Start) };
            self.canvas.text((x, FOOT + 14.0), &text, self.colours.ink_2, 12.0, anchor);
        }
    }

    pub(super) fn launch(&mut self, chart: &XmrChart<'_>) {
        let Some(launch) = chart.launched_on else { return };
        let days = day(self.origin, launch);
        let x = self.x.at(days).clamp(LEFT, RIGHT);
        self.canvas.line([x, TOP - 6.0, x, RANGE_FOOT], self.colours.ink_3, 1.0, "1 3");
        self.canvas.text((x - 5.0, TOP - 4.0), self.words.launch, self.colours.ink_3, 12.0, Anchor::End);
    }

    pub(super) fn target(&mut self, chart: &XmrChart<'_>) {
        let Some(target) = chart.target else { return };
        let y = self.y.at(target);
        self.canvas.line([LEFT, y, RIGHT, y], self.colours.ink_3, 1.0, "1 4");
        self.canvas.shape((LEFT + 4.0, y), TARGET, "none", self.colours.ink_2);
        let text = fill(self.words.target, &[("value", &self.figure(target))]);
        self.canvas.text((self.end, y + 4.0), &text, self.colours.ink_3, 12.0, Anchor::Start);
    }

    pub(super) fn series(&mut self, points: &[Dated], marks: &[Option<SignalRule>]) {
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
            let name = format!("{}: {}", self.style.date(point.date), self.figure(point.value));
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

    pub(super) fn axis(&mut self, points: &[Dated]) {
        self.canvas.line([LEFT, FOOT, RIGHT, FOOT], self.colours.rule, 1.0, "");
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        let ink = self.colours.ink_3;
        self.canvas.text((LEFT, RANGE_FOOT + 16.0), &self.style.date(first.date), ink, 12.0, Anchor::Start);
        self.canvas.text((RIGHT, RANGE_FOOT + 16.0), &self.style.date(last.date), ink, 12.0, Anchor::End);
        if let Some(middle) = points.get(points.len() / 2).filter(|_| points.len() > 4) {
            let x = self.x.at(day(self.origin, middle.date));
            self.canvas.text((x, RANGE_FOOT + 16.0), &self.style.date(middle.date), ink, 12.0, Anchor::Middle);
        }
    }

    pub(super) fn finish(self) -> Svg {
        self.canvas.finish()
    }
}

/// A path with no more points than pixels can show: the lowest and highest of each column stay.
pub(super) fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
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
