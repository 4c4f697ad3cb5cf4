//! The evidence chart: two windows as bands with their means, the threshold as a whisker, the class in words.

use jiff::civil::Date;

use super::palette::Style;
use super::svg::{Anchor, Canvas, DOT, Scale, TARGET, day, extent, number};
use super::words::Words;
use super::{Drawing, Numbers, sentences};
use crate::evidence::{Evidence, Shown};
use crate::measures::Dated;
use crate::tongue::fill;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 16.0;
const RIGHT: f64 = 640.0;
const TOP: f64 = 20.0;
const FOOT: f64 = 220.0;

/// Draws what was compared.
#[must_use]
pub fn evidence_chart(evidence: &Evidence, shown: &Shown, launched_on: Date, style: Style) -> Drawing {
    let sentence = sentences::of_evidence(evidence, style.tongue);
    let (colours, words) = (style.palette.colours(), Words::of(style.tongue));
    let figure = |value: f64| style.tongue.figure(&number(value));
    let points: Vec<Dated> = shown.split.before.iter().chain(&shown.split.after).copied().collect();
    let origin = points.first().map_or(launched_on, |point| point.date);
    let last = points.last().map_or(launched_on, |point| point.date);
    let reach =
        evidence.baseline_mean.zip(evidence.threshold).map(|(mean, threshold)| [mean - threshold, mean + threshold]);
    let levels = points.iter().map(|point| point.value).chain(evidence.target).chain(reach.into_iter().flatten());
    let x = Scale::new((0.0, day(origin, last)), (LEFT + 20.0, RIGHT - 6.0));
    let y = Scale::new(extent(levels), (FOOT, TOP));
    let counts = [("n", evidence.n.to_string()), ("k", evidence.k.to_string())];
    let description = fill(words.points_judged, &counts.each_ref().map(|(name, count)| (*name, count.as_str())));
    let mut canvas = Canvas::new(WIDTH, HEIGHT, &sentence, &description);
    canvas.rect([0.0, 0.0, WIDTH, HEIGHT], colours.sheet);
    let mut band = |points: &[Dated], mean: Option<f64>, what: &str| {
        let (Some(first), Some(end), Some(mean)) = (points.first(), points.last(), mean) else { return };
        let (from, to) = (x.at(day(origin, first.date)) - 4.0, x.at(day(origin, end.date)) + 4.0);
        canvas.rect([from, TOP, to - from, FOOT - TOP], colours.band);
        canvas.line([from, y.at(mean), to, y.at(mean)], colours.accent, 2.0, "");
        // At the end of the band that lies farther from its points.
        let at = if y.at(mean) > f64::midpoint(TOP, FOOT) { TOP + 14.0 } else { FOOT - 8.0 };
        canvas.text(
            (f64::midpoint(from, to), at),
            &fill(what, &[("value", &figure(mean))]),
            colours.accent,
            12.0,
            Anchor::Middle,
        );
    };
    band(&shown.split.before, evidence.baseline_mean, words.mean_before);
    band(&shown.window, evidence.window_mean, words.mean_judged);
    if let Some([low, high]) = reach {
        let at = LEFT + 8.0;
        canvas.line([at, y.at(low), at, y.at(high)], colours.ink_2, 1.2, "");
        for end in [low, high] {
            canvas.line([at - 4.0, y.at(end), at + 4.0, y.at(end)], colours.ink_2, 1.2, "");
        }
    }
    let launch = x.at(day(origin, launched_on)).clamp(LEFT, RIGHT);
    canvas.line([launch, TOP - 6.0, launch, FOOT], colours.ink_3, 1.0, "1 3");
    canvas.text((launch - 5.0, TOP - 6.0), words.launch, colours.ink_3, 12.0, Anchor::End);
    if let Some(target) = evidence.target {
        canvas.line([LEFT, y.at(target), RIGHT, y.at(target)], colours.ink_3, 1.0, "1 4");
        canvas.shape((RIGHT + 2.0, y.at(target)), TARGET, "none", colours.ink_2);
        canvas.text(
            (RIGHT + 12.0, y.at(target) + 4.0),
            &fill(words.target, &[("value", &figure(target))]),
            colours.ink_3,
            12.0,
            Anchor::Start,
        );
    }
    for point in &points {
        let at = (x.at(day(origin, point.date)), y.at(point.value));
        canvas.point(at, DOT, colours.ink, &format!("{}: {}", style.date(point.date), figure(point.value)));
    }
    canvas.line([LEFT, FOOT, RIGHT, FOOT], colours.rule, 1.0, "");
    canvas.text((LEFT + 20.0, FOOT + 18.0), &style.date(origin), colours.ink_3, 12.0, Anchor::Start);
    canvas.text((RIGHT, FOOT + 18.0), &style.date(last), colours.ink_3, 12.0, Anchor::End);
    Drawing { svg: canvas.finish(), sentence, numbers: numbers(evidence, shown, words) }
}

fn numbers(evidence: &Evidence, shown: &Shown, words: &Words) -> Numbers {
    let row = |part: &str, point: &Dated| vec![point.date.to_string(), point.value.to_string(), part.to_owned()];
    let judged_from = shown.window.first().map(|point| point.date);
    let after = shown.split.after.iter().map(|point| {
        let judged = judged_from.is_some_and(|from| point.date >= from) && shown.window.contains(point);
        row(if judged { words.judged } else { words.after }, point)
    });
    Numbers {
        headers: vec![words.date.into(), evidence.measure.clone(), words.part.into()],
        rows: shown.split.before.iter().map(|point| row(words.before, point)).chain(after).collect(),
    }
}
