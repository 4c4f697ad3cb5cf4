//! One thing for every span of a review: dates, figures or growth, in the same places.

/// A value for each span that a review needs, each list oldest first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Frame<T> {
    /// Seven weeks: one before the six that are shown, to compare the first with.
    pub weeks: Vec<T>,
    /// The six weeks of a year earlier.
    pub weeks_prior: Vec<T>,
    /// Thirteen months: one before the twelve that are shown.
    pub months: Vec<T>,
    /// The twelve months of a year earlier.
    pub months_prior: Vec<T>,
    /// Month, fiscal quarter and fiscal year to date.
    pub to_date: Vec<T>,
    /// The same of a year earlier.
    pub to_date_prior: Vec<T>,
}

impl<T> Frame<T> {
    /// Another thing for every span.
    pub(super) fn map<U>(&self, f: impl Fn(&T) -> U) -> Frame<U> {
        let each = |list: &[T]| list.iter().map(&f).collect();
        Frame {
            weeks: each(&self.weeks),
            weeks_prior: each(&self.weeks_prior),
            months: each(&self.months),
            months_prior: each(&self.months_prior),
            to_date: each(&self.to_date),
            to_date_prior: each(&self.to_date_prior),
        }
    }

    /// Two things of every span made one.
    pub(super) fn with<U, V>(&self, other: &Frame<U>, f: impl Fn(&T, &U) -> V) -> Frame<V> {
        let each = |a: &[T], b: &[U]| a.iter().zip(b).map(|(a, b)| f(a, b)).collect();
        Frame {
            weeks: each(&self.weeks, &other.weeks),
            weeks_prior: each(&self.weeks_prior, &other.weeks_prior),
            months: each(&self.months, &other.months),
            months_prior: each(&self.months_prior, &other.months_prior),
            to_date: each(&self.to_date, &other.to_date),
            to_date_prior: each(&self.to_date_prior, &other.to_date_prior),
        }
    }
}
