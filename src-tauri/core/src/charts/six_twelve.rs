//! The 6-12 chart: six weeks on the left, twelve months on the right, last year behind them, the box beneath.
//!
//! Series are told apart by dash and mark, named at their right end. Numbers that stand for a part of their period are
//! drawn hollow and starred. Rates share one scale; totals have one for weeks and one for months, both labelled.

use super::palette::{Colours, Style};
use super::svg::{Anchor, Canvas, DOT, RING, Scale, TRIANGLE, apart, cut, extent};
use super::words::Words;
use super::{Drawing, Numbers, sentences};
use crate::tongue::{Tongue, fill};
use crate::wbr::deck::LineStyle;
use crate::wbr::report::{Plotted, SixTwelve};
use crate::wbr::words as shown;

const WIDTH: f64 = 760.0;
const WEEKS: (f64, f64) = (62.0, 246.0);
const MONTHS: (f64, f64) = (318.0, 640.0);
const TOP: f64 = 20.0;
const FOOT: f64 = 196.0;
const BOX_TOP: f64 = 246.0;
const BOX_ROW: f64 = 20.0;
const BOX_NAME: f64 = 16.0;
const BOX_CELL: f64 = 67.0;
const LONGEST_NAME: usize = 15;

const SQUARE_RING: &str = "<path d=\"M-3 -3H3V3H-3Z\"/>";
const DIAMOND_RING: &str = "<path d=\"M0 -4L4 0L0 4L-4 0Z\"/>";
const OPEN_TARGET: &str = "<path d=\"M0 -4.5L4.5 3.5L-4.5 3.5Z\"/>";

/// Draws a 6-12 chart with its box.
#[must_use]
pub fn six_twelve_chart(chart: &SixTwelve, style: Style) -> Drawing {
    let sentence = sentences::of_review(chart, style.tongue);
    let (colours, words) = (style.palette.colours(), Words::of(style.tongue));
    let rows: Vec<&Plotted> = chart.series.iter().filter(|series| series.line_style != LineStyle::Target).collect();
    let note = if chart.has_parts() { 1.0 } else { 0.0 };
    let height = BOX_TOP + BOX_ROW * (series_count(rows.len()) + note) + 16.0;
    let mut canvas = Canvas::new(WIDTH, height, &sentence, words.six_twelve);
    canvas.rect([0.0, 0.0, WIDTH, height], colours.sheet);
    let mut plot = Plot { canvas, scales: Scales::of(chart), chart, colours, tongue: style.tongue, words };
    plot.axes();
    let mut placed = vec![];
    for (order, series) in chart.series.iter().enumerate() {
        plot.series(series, order, &mut placed);
    }
    plot.without_prior();
    plot.boxes(&rows);
    Drawing { svg: plot.canvas.finish(), sentence, numbers: numbers(chart, words) }
}

fn series_count(count: usize) -> f64 {
    crate::measures::series::count(count)
}

struct Scales {
    weeks: (f64, f64),
    months: (f64, f64),
    two: bool,
}

impl Scales {
    fn of(chart: &SixTwelve) -> Self {
        let two = chart.series.iter().any(|series| series.is_total && series.line_style == LineStyle::Primary);
        let values = |pick: fn(&Plotted) -> &crate::wbr::report::Pair| {
            chart.series.iter().flat_map(move |series| {
                let pair = pick(series);
                let prior = pair.prior.iter().filter(|_| series.draws_prior);
                pair.current.iter().chain(prior).flatten().copied()
            })
        };
        let weeks = extent(values(|series| &series.weeks));
        let months = extent(values(|series| &series.months));
        if two {
            return Self { weeks, months, two };
        }
        let all = extent(values(|series| &series.weeks).chain(values(|series| &series.months)));
        Self { weeks: all, months: all, two }
    }
}

/// Which half of the chart.
#[derive(Clone, Copy)]
enum Half {
    Weeks,
    Months,
}

struct Plot<'c> {
    canvas: Canvas,
    scales: Scales,
    chart: &'c SixTwelve,
    colours: Colours,
    tongue: Tongue,
    words: &'static Words,
}

impl Plot<'_> {
    fn figure(&self, value: f64, marked: bool) -> String {
        self.tongue.figure(&shown::shown(Some(value), marked, self.chart.scaling))
    }

    fn position(&self, half: Half, at: usize, value: f64) -> (f64, f64) {
        let (range, (from, to), steps) = match half {
            Half::Weeks => (self.scales.weeks, WEEKS, 5.0),
            Half::Months => (self.scales.months, MONTHS, 11.0),
        };
        let x = Scale::new((0.0, steps), (from, to)).at(series_count(at));
        (x, Scale::new(range, (FOOT, TOP)).at(value))
    }

    fn axes(&mut self) {
        let (ink, rule) = (self.colours.ink_3, self.colours.rule);
        self.canvas.line([WEEKS.0 - 8.0, FOOT, WEEKS.1 + 8.0, FOOT], rule, 1.0, "");
        self.canvas.line([MONTHS.0 - 8.0, FOOT, MONTHS.1 + 8.0, FOOT], rule, 1.0, "");
        for (at, label) in self.chart.axis.iter().enumerate() {
            let x = match at.checked_sub(6) {
                None => self.position(Half::Weeks, at, 0.0).0,
                Some(month) => self.position(Half::Months, month, 0.0).0,
            };
            self.canvas.text((x, FOOT + 16.0), &self.words.axis(label), ink, 11.0, Anchor::Middle);
        }
        let halves = if self.scales.two {
            vec![(Half::Weeks, self.scales.weeks, WEEKS), (Half::Months, self.scales.months, MONTHS)]
        } else {
            vec![(Half::Weeks, self.scales.weeks, WEEKS)]
        };
        for (half, range, (from, to)) in halves {
            let end = if self.scales.two { to } else { MONTHS.1 };
            for tick in ticks(range) {
                let y = self.position(half, 0, tick).1;
                self.canvas.line([from - 8.0, y, end + 8.0, y], rule, 0.5, "");
                let label = self.figure(tick, false);
                self.canvas.text((from - 14.0, y + 4.0), &label, ink, 11.0, Anchor::End);
            }
        }
        if self.scales.two {
            self.canvas.text((WEEKS.0 - 8.0, TOP - 8.0), self.words.a_week, ink, 11.0, Anchor::Start);
            self.canvas.text((MONTHS.0 - 8.0, TOP - 8.0), self.words.a_month, ink, 11.0, Anchor::Start);
        }
    }

    fn series(&mut self, series: &Plotted, order: usize, placed: &mut Vec<f64>) {
        let prior = series.draws_prior && (has_any(&series.weeks.prior) || has_any(&series.months.prior));
        if prior {
            let ink = self.colours.ink_3;
            self.lines(Half::Weeks, &series.weeks.prior, ink, 0.8, "");
            self.lines(Half::Months, &series.months.prior, ink, 0.8, "");
            self.parts(series);
        }
        let look = Look::of(series.line_style, order, &self.colours);
        if let Some(width) = look.width {
            self.lines(Half::Weeks, &series.weeks.current, look.ink, width, look.dash);
            self.lines(Half::Months, &series.months.current, look.ink, width, look.dash);
        }
        self.points(series, &look);
        let name = cut(&series.legend, LONGEST_NAME);
        if let Some(y) = self.end_of(&series.weeks.current, &series.months.current) {
            let y = apart(y, placed);
            self.canvas.text((MONTHS.1 + 12.0, y + 4.0), &name, look.ink, 12.0, Anchor::Start);
        }
        if prior && let Some(y) = self.end_of(&series.weeks.prior, &series.months.prior) {
            let y = apart(y, placed);
            let last_year = self.words.last_year;
            let label =
                if self.chart.series.len() > 1 { cut(&format!("{name}, {last_year}"), 20) } else { last_year.into() };
            self.canvas.text((MONTHS.1 + 12.0, y + 4.0), &label, self.colours.ink_3, 11.0, Anchor::Start);
        }
    }

    /// Last year's numbers that stand for a part of their period.
    fn parts(&mut self, series: &Plotted) {
        let halves = [
            (Half::Weeks, &series.weeks.prior, &series.marked.weeks_prior, 0),
            (Half::Months, &series.months.prior, &series.marked.months_prior, 6),
        ];
        for (half, values, marked, offset) in halves {
            for (at, value) in marked.iter().filter_map(|at| Some((*at, (*values.get(*at)?)?))) {
                let period = self.period(offset + at);
                let when = fill(self.words.of_last_year, &[("period", &period)]);
                let worth = self.words.part_of_period;
                let name = format!("{}, {when}: {}{worth}", series.legend, self.figure(value, true));
                let place = self.position(half, at, value);
                self.canvas.hollow(place, RING, [self.colours.ink_3, self.colours.sheet], &name);
            }
        }
    }

    fn period(&self, at: usize) -> String {
        self.chart.axis.get(at).map(|label| self.words.axis(label)).unwrap_or_default()
    }

    /// The height at which a series ends: its last month, else its last week.
    fn end_of(&self, weeks: &[Option<f64>], months: &[Option<f64>]) -> Option<f64> {
        let last = |half, values: &[Option<f64>]| {
            values.iter().rev().flatten().next().map(|value| self.position(half, 0, *value).1)
        };
        last(Half::Months, months).or_else(|| last(Half::Weeks, weeks))
    }

    /// A line, broken where there is no number.
    fn lines(&mut self, half: Half, values: &[Option<f64>], ink: &str, width: f64, dash: &str) {
        let places: Vec<Option<(f64, f64)>> =
            values.iter().enumerate().map(|(at, value)| value.map(|value| self.position(half, at, value))).collect();
        for run in places.split(Option::is_none).filter(|run| run.len() > 1) {
            let run: Vec<_> = run.iter().flatten().copied().collect();
            self.canvas.dashed(&run, ink, width, dash);
        }
    }

    fn points(&mut self, series: &Plotted, look: &Look) {
        let halves = [
            (Half::Weeks, &series.weeks.current, &series.marked.weeks, 0),
            (Half::Months, &series.months.current, &series.marked.months, 6),
        ];
        for (half, values, marked, offset) in halves {
            let last = values.iter().rposition(Option::is_some);
            for (at, value) in values.iter().enumerate().filter_map(|(at, value)| Some((at, (*value)?))) {
                let place = self.position(half, at, value);
                let part = marked.contains(&at);
                let (shown, period) = (self.figure(value, part), self.period(offset + at));
                let worth = if part { self.words.part_of_period } else { "" };
                let name = format!("{}, {period}: {shown}{worth}", series.legend);
                if part || look.hollow {
                    let shape = if part && !look.hollow { RING } else { look.mark };
                    self.canvas.hollow(place, shape, [look.ink, self.colours.sheet], &name);
                } else {
                    self.canvas.point(place, look.mark, look.ink, &name);
                }
                if last == Some(at) && series.line_style == LineStyle::Primary {
                    self.canvas.text((place.0, place.1 - 8.0), &shown, look.ink, 11.0, Anchor::Middle);
                }
            }
        }
    }

    fn without_prior(&mut self) {
        let wanted = |series: &&Plotted| series.draws_prior && series.line_style == LineStyle::Primary;
        let lacks = self.chart.series.iter().filter(wanted).any(|series| !has_any(&series.months.prior));
        if lacks {
            self.canvas.text((MONTHS.1, TOP - 8.0), self.words.no_prior, self.colours.ink_3, 11.0, Anchor::End);
        }
    }

    fn boxes(&mut self, rows: &[&Plotted]) {
        let (ink_3, rule) = (self.colours.ink_3, self.colours.rule);
        let column = |at: usize| WIDTH - 10.0 - BOX_CELL * (8.0 - series_count(at));
        for (at, head) in self.words.boxes.iter().enumerate() {
            self.canvas.text((column(at), BOX_TOP - 6.0), head, ink_3, 11.0, Anchor::End);
        }
        self.canvas.line([BOX_NAME, BOX_TOP, WIDTH - 8.0, BOX_TOP], rule, 1.0, "");
        for (row, series) in rows.iter().enumerate() {
            let y = BOX_TOP + BOX_ROW * (series_count(row) + 1.0) - 5.0;
            self.canvas.text((BOX_NAME, y), &cut(&series.legend, 18), self.colours.ink, 12.0, Anchor::Start);
            for (at, cell) in series.box_shown(self.chart.scaling).iter().enumerate() {
                let ink = if matches!(at, 0 | 3 | 5 | 7) { self.colours.ink } else { self.colours.ink_2 };
                self.canvas.text((column(at), y), &self.tongue.figure(cell), ink, 12.0, Anchor::End);
            }
        }
        if self.chart.has_parts() {
            let y = BOX_TOP + BOX_ROW * (series_count(rows.len()) + 1.0) - 2.0;
            self.canvas.text((BOX_NAME, y), self.words.part_mark, ink_3, 11.0, Anchor::Start);
        }
    }
}

/// How a series is told from the others.
struct Look {
    ink: &'static str,
    width: Option<f64>,
    dash: &'static str,
    mark: &'static str,
    hollow: bool,
}

impl Look {
    fn of(style: LineStyle, order: usize, colours: &Colours) -> Self {
        let marks = [RING, SQUARE_RING, DIAMOND_RING];
        match style {
            LineStyle::Target => Self { ink: colours.ink_2, width: None, dash: "", mark: OPEN_TARGET, hollow: true },
            LineStyle::Primary if order == 0 => {
                Self { ink: colours.ink, width: Some(1.5), dash: "", mark: DOT, hollow: false }
            }
            LineStyle::Primary => {
                Self { ink: colours.ink, width: Some(1.2), dash: "2 2", mark: TRIANGLE, hollow: true }
            }
            LineStyle::Secondary => Self {
                ink: colours.ink_2,
                width: Some(1.2),
                dash: "6 3",
                mark: marks.get(order % 3).copied().unwrap_or(RING),
                hollow: true,
            },
        }
    }
}

fn has_any(values: &[Option<f64>]) -> bool {
    values.iter().any(Option::is_some)
}

/// Two to five round numbers inside a range.
fn ticks((low, high): (f64, f64)) -> Vec<f64> {
    let rough = (high - low) / 3.0;
    if !rough.is_finite() || rough <= 0.0 {
        return vec![];
    }
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|nice| nice * power).find(|step| *step >= rough);
    let step = step.unwrap_or(rough);
    let first = (low / step).ceil();
    (0..6).map(|at| (first + f64::from(at)) * step).filter(|tick| *tick <= high).collect()
}

fn numbers(chart: &SixTwelve, words: &Words) -> Numbers {
    let full = |values: &[Option<f64>], marked: &[usize]| -> Vec<String> {
        let cells = values.iter().enumerate();
        cells.map(|(at, value)| precise(*value, marked.contains(&at))).collect()
    };
    let rows = chart.series.iter().flat_map(|series| {
        let marked = &series.marked;
        let now = [full(&series.weeks.current, &marked.weeks), full(&series.months.current, &marked.months)].concat();
        let before =
            [full(&series.weeks.prior, &marked.weeks_prior), full(&series.months.prior, &marked.months_prior)].concat();
        let row = |name: String, cells: Vec<String>| [vec![name], cells].concat();
        let boxed = [series.box_shown(chart.scaling), vec![String::new(); 9]].concat();
        [
            row(series.legend.clone(), now),
            row(format!("{}, {}", series.legend, words.last_year), before),
            row(format!("{}: {}", series.legend, words.boxes.join(", ")), boxed),
        ]
    });
    Numbers {
        headers: [vec![String::new()], chart.axis.iter().map(|label| words.axis(label)).collect()].concat(),
        rows: rows.collect(),
    }
}

/// A number with all its digits.
pub(super) fn precise(value: Option<f64>, marked: bool) -> String {
    let text = value.map_or_else(|| shown::NOT_AVAILABLE.to_owned(), |value| value.to_string());
    if marked { format!("{text}*") } else { text }
}
