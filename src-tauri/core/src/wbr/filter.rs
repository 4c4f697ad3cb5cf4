//! The comparison of a filter metric: `Country == 'US'`. Which rows count.

/// A column compared with a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The column's header.
    pub column: String,
    /// How it is compared.
    pub relation: Relation,
    /// With what.
    pub value: Literal,
    /// As the deck wrote it.
    pub text: String,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
    /// `<`
    Below,
    /// `>`
    Above,
}

/// What a cell is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// Text in quotes: cells are compared as they stand.
    Text(String),
    /// A number: a cell that is none satisfies nothing.
    Number(f64),
}

const RELATIONS: [(&str, Relation); 6] = [
    ("==", Relation::Equal),
    ("!=", Relation::NotEqual),
    ("<=", Relation::AtMost),
    (">=", Relation::AtLeast),
    ("<", Relation::Below),
    (">", Relation::Above),
];

impl Condition {
    /// Reads a comparison; none when it is something else.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        let (at, (mark, relation)) = RELATIONS
            .iter()
            .filter_map(|relation| Some((text.find(relation.0)?, *relation)))
            .min_by_key(|(at, (mark, _))| (*at, std::cmp::Reverse(mark.len())))?;
        let column = text.get(..at)?.trim().trim_matches('`').trim().to_owned();
        let value = literal(text.get(at + mark.len()..)?.trim())?;
        (!column.is_empty()).then(|| Self { column, relation, value, text: text.to_owned() })
    }

    /// Whether a cell satisfies it. `number` reads a cell as a number.
    pub(super) fn holds(&self, cell: &str, number: impl Fn(&str) -> Option<f64>) -> bool {
        let ordering = match &self.value {
            Literal::Text(text) => Some(cell.trim().cmp(text.as_str())),
            Literal::Number(wanted) => number(cell).map(|found| found.total_cmp(wanted)),
        };
        match self.relation {
            // A text that is no number differs from every number.
            Relation::NotEqual => ordering.map_or(!cell.trim().is_empty(), std::cmp::Ordering::is_ne),
            relation => ordering.is_some_and(|ordering| match relation {
                Relation::Equal => ordering.is_eq(),
                Relation::NotEqual => ordering.is_ne(),
                Relation::AtMost => ordering.is_le(),
                Relation::AtLeast => ordering.is_ge(),
                Relation::Below => ordering.is_lt(),
                Relation::Above => ordering.is_gt(),
            }),
        }
    }
}

fn literal(text: &str) -> Option<Literal> {
    for quote in ['\'', '"'] {
        if let Some(inner) = text.strip_prefix(quote) {
            let inner = inner.strip_suffix(quote)?;
            return (!inner.contains(quote)).then(|| Literal::Text(inner.to_owned()));
        }
    }
    text.parse().ok().filter(|number: &f64| number.is_finite()).map(Literal::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_says_which_rows_count() {
        let number = |text: &str| text.parse().ok();
        for (query, yes, no) in [
            ("Country == 'US'", "US", "UK"),
            ("`Ship to` != \"US\"", "UK", "US"),
            ("Age >= 18", "18", "17.5"),
            ("Age<18", "17", "18"),
            ("Age > -1", "0", "-1"),
            ("Age <= 18", "18", ""),
        ] {
            let condition = Condition::from_text(query).unwrap();
            assert!(condition.holds(yes, number) && !condition.holds(no, number), "{query}");
        }
        assert_eq!(Condition::from_text("`Ship to` != 'US'").unwrap().column, "Ship to");
    }

    #[test]
    fn what_is_no_comparison_is_none() {
        for query in ["Country", "Country == US", "== 'US'", "Country == 'US' and Age > 3", "Country == 'US"] {
            assert_eq!(Condition::from_text(query), None, "{query}");
        }
    }
}
