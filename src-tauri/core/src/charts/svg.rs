//! Writing SVG: escaped text, rounded coordinates, a scale from values to pixels.

use jiff::civil::Date;

use crate::measures::series;

/// A drawing made by this folder: safe to put in a page as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Svg(String);

impl Svg {
    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup, taken out.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// A drawing in the making.
pub(super) struct Canvas {
    out: String,
    font: &'static str,
}

/// Where a text stands to its point.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Canvas {
    pub(super) fn new(width: f64, height: f64, title: &str, description: &str) -> Self {
        let mut canvas = Self { out: String::new(), font: "'Public Sans Variable', 'Public Sans', sans-serif" };
        canvas.raw(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"group\" aria-label=\"{}\">",
            escaped(title)
        ));
        canvas.raw(&format!("<title>{}</title><desc>{}</desc>", escaped(title), escaped(description)));
        canvas
    }

    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    pub(super) fn rect(&mut self, [x, y, width, height]: [f64; 4], fill: &str) {
        self.raw(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\"/>",
            px(x),
            px(y),
            px(width.max(0.0)),
            px(height.max(0.0))
        ));
    }

    pub(super) fn line(&mut self, [x1, y1, x2, y2]: [f64; 4], stroke: &str, width: f64, dash: &str) {
        let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
        self.raw(&format!(
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{stroke}\" stroke-width=\"{width}\"{dash}/>",
            px(x1),
            px(y1),
            px(x2),
            px(y2)
        ));
    }

    pub(super) fn path(&mut self, points: &[(f64, f64)], stroke: &str, width: f64) {
        self.dashed(points, stroke, width, "");
    }

    pub(super) fn dashed(&mut self, points: &[(f64, f64)], stroke: &str, width: f64, dash: &str) {
        let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
        let mut data = String::new();
        for (at, (x, y)) in points.iter().enumerate() {
            let verb = if at == 0 { 'M' } else { 'L' };
            // Writing to a string cannot fail.
            data.push_str(&format!("{verb}{} {}", px(*x), px(*y)));
        }
        self.raw(&format!(
            "<path d=\"{data}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\"{dash} stroke-linejoin=\"round\"/>"
        ));
    }

    pub(super) fn text(&mut self, at: (f64, f64), text: &str, fill: &str, size: f64, anchor: Anchor) {
        self.weighted(at, text, fill, size, anchor, "");
    }

    /// A heading: the same, bold.
    pub(super) fn bold(&mut self, at: (f64, f64), text: &str, fill: &str, size: f64, anchor: Anchor) {
        self.weighted(at, text, fill, size, anchor, " font-weight=\"600\"");
    }

    fn weighted(&mut self, at: (f64, f64), text: &str, fill: &str, size: f64, anchor: Anchor, weight: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.raw(&format!(
            "<text x=\"{}\" y=\"{}\" fill=\"{fill}\" font-family=\"{}\" font-size=\"{size}\"{weight} text-anchor=\"{anchor}\">{}</text>",
            px(at.0),
            px(at.1),
            self.font,
            escaped(text)
        ));
    }

    /// A point that can be focused and says what it is; `shape` is drawn around (0, 0).
    pub(super) fn point(&mut self, at: (f64, f64), shape: &str, fill: &str, name: &str) {
        self.raw(&format!(
            "<g class=\"point\" role=\"img\" tabindex=\"-1\" aria-label=\"{0}\" transform=\"translate({1} {2})\" fill=\"{fill}\"><title>{0}</title>{shape}</g>",
            escaped(name),
            px(at.0),
            px(at.1)
        ));
    }

    /// A point drawn as an outline over the sheet.
    pub(super) fn hollow(&mut self, at: (f64, f64), shape: &str, [stroke, sheet]: [&str; 2], name: &str) {
        self.point(at, shape, &format!("{sheet}\" stroke=\"{stroke}\" stroke-width=\"1.2"), name);
    }

    /// A number in a ring that can be focused and says what it is.
    pub(super) fn numbered(&mut self, at: (f64, f64), number: u32, [ink, sheet]: [&str; 2], name: &str) {
        let ring = format!(
            "<circle r=\"7.5\" fill=\"{sheet}\" stroke=\"{ink}\"/><text y=\"3.5\" font-family=\"{}\" font-size=\"10\" text-anchor=\"middle\">{number}</text>",
            self.font
        );
        self.point(at, &ring, ink, name);
    }

    /// A shape that stands for itself.
    pub(super) fn shape(&mut self, at: (f64, f64), shape: &str, fill: &str, stroke: &str) {
        self.raw(&format!(
            "<g transform=\"translate({} {})\" fill=\"{fill}\" stroke=\"{stroke}\">{shape}</g>",
            px(at.0),
            px(at.1)
        ));
    }

    pub(super) fn finish(mut self) -> Svg {
        self.raw("</svg>");
        Svg(self.out)
    }
}

/// A dot, a diamond, a triangle and a square of about the same weight.
pub(super) const DOT: &str = "<circle r=\"2.5\"/>";
pub(super) const RING: &str = "<circle r=\"3\"/>";
pub(super) const SMALL_DOT: &str = "<circle r=\"1.5\"/>";
pub(super) const DIAMOND: &str = "<path d=\"M0 -6L6 0L0 6L-6 0Z\"/>";
pub(super) const TRIANGLE: &str = "<path d=\"M0 -5.5L5.5 4.5L-5.5 4.5Z\"/>";
pub(super) const SQUARE: &str = "<path d=\"M-4.5 -4.5H4.5V4.5H-4.5Z\"/>";
pub(super) const TARGET: &str = "<path d=\"M-4 -4.5L4.5 0L-4 4.5Z\"/>";

/// Values to pixels, one way.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    from: f64,
    span: f64,
    start: f64,
    length: f64,
}

impl Scale {
    /// Values between `low` and `high` between two pixel positions; the second may be the smaller.
    pub(super) fn new((low, high): (f64, f64), (start, end): (f64, f64)) -> Self {
        let span = if high > low { high - low } else { 1.0 };
        Self { from: low, span, start, length: end - start }
    }

    pub(super) fn at(&self, value: f64) -> f64 {
        self.start + (value - self.from) / self.span * self.length
    }
}

/// Lowest and highest of values, with a little air.
pub(super) fn extent(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return (0.0, 1.0);
    }
    let air = if high > low { (high - low) * 0.08 } else { low.abs().max(1.0) * 0.1 };
    (low - air, high + air)
}

/// A label's height, moved so that it stands clear of those placed before.
pub(super) fn apart(y: f64, placed: &mut Vec<f64>) -> f64 {
    const CLEAR: f64 = 14.0;
    let mut at = y;
    let near = |at: f64, placed: &[f64]| placed.iter().copied().find(|other| (at - other).abs() < CLEAR);
    for _ in 0..4 {
        let Some(other) = near(at, placed) else { break };
        at = if at >= other { other + CLEAR } else { other - CLEAR };
    }
    placed.push(at);
    at
}

/// A text with no more characters than that.
pub(super) fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let kept: String = text.chars().take(longest.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A date on a scale of days.
pub(super) fn day(origin: Date, date: Date) -> f64 {
    f64::from(series::days(origin, date))
}

/// A number as people read it: as many digits as tell something, no trailing zeros.
pub(crate) fn number(value: f64) -> String {
    let digits = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    let text = format!("{value:.digits$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text };
    if text == "-0" { "0".to_owned() } else { text }
}

fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Text as markup may hold it; characters that XML has no place for are left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escaped("<a href='x'>\"&\u{0}"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
    }

    #[test]
    fn numbers_keep_the_digits_that_tell_something() {
        assert_eq!([744.0, 38.25, 7.1, 0.125, -0.001].map(number), ["744", "38.2", "7.1", "0.12", "0"]);
    }
}
