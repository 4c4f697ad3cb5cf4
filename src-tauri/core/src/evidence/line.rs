//! A straight line through points, by least squares.

use crate::measures::series::count;

/// A straight line through points.
pub(super) struct Line {
    at: f64,
    level: f64,
    slope: f64,
    /// The residual standard deviation.
    spread: f64,
    /// Σ(t − t̄)².
    width: f64,
    n: f64,
}

impl Line {
    /// Least squares; none below three points or without any width.
    pub(super) fn through(points: &[(f64, f64)]) -> Option<Self> {
        let n = count(points.len());
        let at = points.iter().map(|(t, _)| t).sum::<f64>() / n;
        let level = points.iter().map(|(_, y)| y).sum::<f64>() / n;
        let width: f64 = points.iter().map(|(t, _)| (t - at).powi(2)).sum();
        if points.len() < 3 || width <= 0.0 {
            return None;
        }
        let slope = points.iter().map(|(t, y)| (t - at) * (y - level)).sum::<f64>() / width;
        let squares: f64 = points.iter().map(|(t, y)| (y - level - slope * (t - at)).powi(2)).sum();
        Some(Self { at, level, slope, spread: (squares / (n - 2.0)).sqrt(), width, n })
    }

    pub(super) fn value(&self, t: f64) -> f64 {
        self.level + self.slope * (t - self.at)
    }

    /// The sum of squares around it.
    pub(super) fn squares(&self) -> f64 {
        self.spread.powi(2) * (self.n - 2.0)
    }

    /// How sure the slope is: its value in standard errors.
    pub(super) fn t(&self) -> f64 {
        let error = self.spread / self.width.sqrt();
        if error > 0.0 {
            self.slope / error
        } else if self.slope == 0.0 {
            0.0
        } else {
            self.slope.signum() * f64::MAX
        }
    }

    /// The standard error of the mean of `k` new points around `t`.
    pub(super) fn error(&self, t: f64, k: usize) -> f64 {
        self.spread * (1.0 / count(k) + 1.0 / self.n + (t - self.at).powi(2) / self.width).sqrt()
    }
}
