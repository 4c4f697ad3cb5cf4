//! Agreement between raters: whether two people who read the same page saw the same thing. Pure.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Where the coefficient comes from, to stand beside it.
pub const SOURCE: &str =
    "weighted kappa, squared distances (Cohen, Psychological Bulletin 70, 1968), margins pooled over all pairs";

/// How far pairs of raters agree on one criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
pub struct Agreement {
    /// How many pairs of levels were compared.
    pub pairs: u32,
    /// How many of them lie within one level.
    pub within_one: u32,
    /// 1: they always agree; 0: no more than by chance. Absent when everyone gave one and the same level.
    pub kappa: Option<f64>,
    /// What that is: [`SOURCE`].
    pub kappa_source: String,
}

/// Compares the levels (0 to 4) that several raters gave the same thing; none with one rater only.
#[must_use]
pub fn agreement(rated: &[Vec<u8>]) -> Option<Agreement> {
    let (mut pairs, mut within_one, mut observed) = (0_u32, 0_u32, 0.0);
    let mut margin = [0_u32; 5];
    for levels in rated {
        for (at, one) in levels.iter().enumerate() {
            for other in levels.iter().skip(at + 1) {
                pairs += 1;
                within_one += u32::from(one.abs_diff(*other) <= 1);
                observed += f64::from(one.abs_diff(*other)).powi(2);
                for level in [one, other] {
                    if let Some(count) = margin.get_mut(usize::from(*level)) {
                        *count += 1;
                    }
                }
            }
        }
    }
    if pairs == 0 {
        return None;
    }
    let kappa = expected(margin).map(|expected| 1.0 - observed / f64::from(pairs) / expected);
    Some(Agreement { pairs, within_one, kappa, kappa_source: SOURCE.to_owned() })
}

/// The mean squared distance of two levels drawn from the margin; none when it is nothing.
fn expected(margin: [u32; 5]) -> Option<f64> {
    let all: f64 = margin.iter().copied().map(f64::from).sum();
    let mut distance = 0.0;
    for (one, count) in (0_u32..).zip(margin) {
        for (other, others) in (0_u32..).zip(margin) {
            distance += f64::from(count) * f64::from(others) * f64::from(one.abs_diff(other)).powi(2);
        }
    }
    (distance > 0.0).then(|| distance / (all * all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_rater_agrees_with_nobody_and_equal_levels_have_no_kappa() {
        assert_eq!(agreement(&[vec![3], vec![4]]), None);
        let same = agreement(&[vec![3, 3], vec![3, 3, 3]]).unwrap();
        assert_eq!((same.pairs, same.within_one, same.kappa), (4, 4, None));
    }

    #[test]
    fn kappa_is_that_of_a_hand_worked_example() {
        // Pairs (0,0), (4,4), (1,3): observed 4/3. Margin: two 0, one 1, one 3, two 4 of six; expected
        // 2·(2·1·1 + 2·1·9 + 2·2·16 + 1·1·4 + 1·2·9 + 1·2·1)/36 = 216/36 = 6.
        let found = agreement(&[vec![0, 0], vec![4, 4], vec![1, 3]]).unwrap();
        assert_eq!((found.pairs, found.within_one), (3, 2));
        assert!((found.kappa.unwrap() - (1.0 - 4.0 / 3.0 / 6.0)).abs() < 1e-12);
    }
}
