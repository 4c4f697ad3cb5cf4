//! A share of a count, with what the count is worth. Pure.

use serde::{Deserialize, Serialize};
use specta::Type;

/// The 97.5 % point of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// So many of so many, with a 95 % interval for the share behind it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
pub struct Share {
    /// How many.
    pub count: u32,
    /// Of how many.
    pub of: u32,
    /// Lower end of the interval, 0 to 1; absent when there is nothing to count or too little to say.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl Share {
    /// The share with its interval.
    #[must_use]
    pub fn of(count: u32, of: u32) -> Self {
        let interval = wilson(count, of);
        Self { count, of, low: interval.map(|(low, _)| low), high: interval.map(|(_, high)| high) }
    }

    /// The counts alone: too few for a rate.
    #[must_use]
    pub fn counted(count: u32, of: u32) -> Self {
        Self { count, of, low: None, high: None }
    }
}

/// The 95 % score interval of a proportion (Wilson, Journal of the American Statistical Association 22, 1927).
#[must_use]
pub fn wilson(count: u32, of: u32) -> Option<(f64, f64)> {
    if of == 0 {
        return None;
    }
    let (n, share) = (f64::from(of), f64::from(count) / f64::from(of));
    let centre = share + Z * Z / (2.0 * n);
    let reach = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    Some((((centre - reach) / scale).max(0.0), ((centre + reach) / scale).min(1.0)))
}
