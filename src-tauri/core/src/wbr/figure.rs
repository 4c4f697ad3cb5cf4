//! A number of a span, or N/A, and whether the data cover the span; growth from one to another.

use super::deck::Comparison;

/// A number of a span.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Figure {
    /// The number; none is N/A, never 0.
    pub value: Option<f64>,
    /// The data start inside the span, so the number stands for a part of it.
    pub partial: bool,
}

impl Figure {
    /// A number, or N/A where it is none that can be written.
    #[must_use]
    pub(super) fn new(value: Option<f64>, partial: bool) -> Self {
        let value = value.filter(|value| value.is_finite());
        Self { partial: partial && value.is_some(), value }
    }

    /// Two numbers made one; N/A when either is.
    #[must_use]
    pub(super) fn with(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        let value = self.value.zip(other.value).map(|(a, b)| f(a, b));
        Self::new(value, self.partial || other.partial)
    }

    /// From `prior` to this as a fraction, or in basis points; N/A from 0.
    #[must_use]
    pub(super) fn growth(self, prior: Self, comparison: Comparison) -> Self {
        self.with(prior, |now, before| match comparison {
            Comparison::Percent => now / before - 1.0,
            Comparison::BasisPoints => (now - before) * 10_000.0,
        })
    }

    /// Growth as a box shows it: in percent, or basis points.
    #[must_use]
    pub(super) fn boxed_growth(self, prior: Self, comparison: Comparison) -> Self {
        match comparison {
            // The order of the source, so that the last digit is the same.
            Comparison::Percent => self.with(prior, |now, before| (now / before - 1.0) * 100.0),
            Comparison::BasisPoints => self.growth(prior, comparison),
        }
    }
}
