//! Moving ranges beneath the values: none between stretches, which have nothing to do with each other.

use super::plot::{LEFT, MOST_MARKS, Plot, RANGE_FOOT, RANGE_TOP, RIGHT, thinned};
use crate::charts::sentences;
use crate::charts::svg::{Anchor, DIAMOND, Scale, extent};
use crate::measures::xmr::{self, SignalRule, Status};
use crate::measures::{Dated, Stretch};
use crate::tongue::fill;

impl Plot {
    pub(super) fn ranges(&mut self, points: &[Dated], stretches: &[Stretch]) {
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
                    ("date", self.style.date(point.date)),
                    ("value", self.figure(*range)),
                    ("rule", sentences::rule(SignalRule::Range, self.words).to_owned()),
                ];
                let name = fill(self.words.moved_by, &moved.each_ref().map(|(name, value)| (*name, value.as_str())));
                self.canvas.point(*at, DIAMOND, self.colours.signal, &name);
            }
        }
    }
}
