//! The calibration chart: a square from 0 to 100 %, the diagonal dashed, a dot with its count and Wilson bar a bin.

use super::palette::Style;
use super::svg::{Anchor, Canvas, Scale};
use super::words::Words;
use super::{Drawing, Numbers};
use crate::insights::{Bin, Calibration};
use crate::tongue::fill;

const WIDTH: f64 = 460.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 384.0;
const TOP: f64 = 16.0;
const FOOT: f64 = 356.0;

/// Bins of fewer outcomes than this are drawn hollow.
const SOLID_FROM: u32 = 3;
/// A difference of fewer points than this is none to speak of.
const TELLING_POINTS: f64 = 5.0;

/// Draws how often what was said came true.
#[must_use]
pub fn calibration_chart(found: &Calibration, style: Style) -> Drawing {
    let (colours, words) = (style.palette.colours(), Words::of(style.tongue));
    let sentence = sentence(found, words);
    let x = Scale::new((0.0, 100.0), (LEFT, RIGHT));
    let y = Scale::new((0.0, 100.0), (FOOT, TOP));
    let mut canvas = Canvas::new(WIDTH, HEIGHT, &sentence, words.across);
    canvas.rect([0.0, 0.0, WIDTH, HEIGHT], colours.sheet);
    for edge in [0.0, 50.0, 100.0] {
        canvas.text((LEFT - 8.0, y.at(edge) + 4.0), &format!("{edge}"), colours.ink_3, 12.0, Anchor::End);
        canvas.text((x.at(edge), FOOT + 18.0), &format!("{edge}"), colours.ink_3, 12.0, Anchor::Middle);
    }
    canvas.line([LEFT, TOP, LEFT, FOOT], colours.rule, 1.0, "");
    canvas.line([LEFT, FOOT, RIGHT, FOOT], colours.rule, 1.0, "");
    canvas.line([LEFT, FOOT, RIGHT, TOP], colours.ink_3, 1.0, "4 4");
    canvas.text((RIGHT + 6.0, TOP + 10.0), words.as_said, colours.ink_3, 12.0, Anchor::Start);
    canvas.text((RIGHT, FOOT + 36.0), words.percent_forecast, colours.ink_3, 12.0, Anchor::End);
    for bin in &found.curve {
        let (Some(said), Some(share), Some(low), Some(high)) = (bin.mean_forecast, bin.share, bin.low, bin.high) else {
            continue;
        };
        let (at, up) = (x.at(said), y.at(share * 100.0));
        let (low, high) = (y.at(low * 100.0), y.at(high * 100.0));
        canvas.line([at, low, at, high], colours.ink_2, 1.2, "");
        for end in [low, high] {
            canvas.line([at - 4.0, end, at + 4.0, end], colours.ink_2, 1.2, "");
        }
        let dot = if bin.n < SOLID_FROM {
            format!("<circle r=\"5\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.5\"/>", colours.sheet, colours.accent)
        } else {
            "<circle r=\"5\"/>".to_owned()
        };
        canvas.point((at, up), &dot, colours.accent, &named(bin, words));
        canvas.text((at + 9.0, up + 4.0), &format!("n={}", bin.n), colours.ink_2, 12.0, Anchor::Start);
    }
    Drawing { svg: canvas.finish(), sentence, numbers: numbers(found, style) }
}

fn named(bin: &Bin, words: &Words) -> String {
    filled(words.bin, [("from", &bin.from), ("to", &bin.to), ("true", &bin.came_true), ("n", &bin.n)])
}

fn filled<const N: usize>(sentence: &str, values: [(&str, &dyn std::fmt::Display); N]) -> String {
    let values = values.map(|(name, value)| (name, value.to_string()));
    fill(sentence, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

fn sentence(found: &Calibration, words: &Words) -> String {
    let said = found.mean_forecast;
    let gap = said - f64::from(found.came_true) / f64::from(found.outcomes) * 100.0;
    let says = if gap.abs() < TELLING_POINTS {
        words.as_often
    } else if gap > 0.0 {
        words.less_often
    } else {
        words.more_often
    };
    let rounded = format!("{said:.0}");
    let counts = filled(words.came_true, [("true", &found.came_true), ("n", &found.outcomes), ("said", &rounded)]);
    filled(says, [("counts", &counts)])
}

fn numbers(found: &Calibration, style: Style) -> Numbers {
    let words = Words::of(style.tongue);
    let percent = |value: Option<f64>| {
        value.map_or_else(|| "–".to_owned(), |value| style.tongue.figure(&format!("{:.1}", value * 100.0)))
    };
    let row = |bin: &Bin| {
        vec![
            filled(words.range, [("from", &bin.from), ("to", &bin.to)]),
            bin.n.to_string(),
            percent(bin.mean_forecast.map(|mean| mean / 100.0)),
            bin.came_true.to_string(),
            percent(bin.share),
            percent(bin.low),
            percent(bin.high),
        ]
    };
    Numbers {
        headers: words.calibration.map(str::to_owned).into(),
        rows: found.curve.iter().filter(|bin| bin.n > 0).map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Palette;
    use crate::insights::calibration::{Resolved, assess, dice};

    #[test]
    fn a_thin_bin_is_hollow_and_the_sentence_says_which_way_we_erred() {
        let said = (0..12).map(|unit| Resolved { unit, percent: 90.0, came_true: unit < 6 });
        let thin = [Resolved { unit: 20, percent: 10.0, came_true: false }];
        let resolved: Vec<_> = said.chain(thin).collect();
        let drawing = calibration_chart(&assess(&resolved, &mut dice(1)).unwrap(), Palette::Light.into());
        assert!(drawing.sentence.starts_with("Less often than we said: 6 of 13"), "{}", drawing.sentence);
        let svg = drawing.svg.as_str();
        assert_eq!((svg.matches("class=\"point\"").count(), svg.matches("stroke-width=\"1.5\"/>").count()), (2, 1));
        assert_eq!(drawing.numbers.rows.len(), 2);
    }
}
