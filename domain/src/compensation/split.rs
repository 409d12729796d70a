//! Splitting an amount among payers by weight, to the minor unit.
//!
//! Whoever lost most by rounding down gets the next unit first (largest remainder), so the shares always sum to
//! the amount and nobody is off by more than one unit.

use crate::compensation::money::Money;
use crate::few::put_in_order;
use core::cmp::Reverse;

/// The amount in parts proportional to the weights; `None` where it is negative or all weights are zero.
pub fn split(amount: Money, weights: &[u32]) -> Option<Vec<Money>> {
    let weights: Vec<i64> = weights.iter().map(|weight| i64::from(*weight)).collect();
    split_by(amount, &weights)
}

/// The same by sums of money or other large weights; `None` too where a weight is below zero.
pub fn split_by(amount: Money, weights: &[i64]) -> Option<Vec<Money>> {
    let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if total == 0 || amount.minor < 0 || weights.iter().any(|weight| *weight < 0) {
        return None;
    }
    let minor = i128::from(amount.minor);
    let mut shares = Vec::with_capacity(weights.len());
    let mut rests = Vec::with_capacity(weights.len());
    for (idx, weight) in weights.iter().enumerate() {
        let exact = minor.checked_mul(i128::from(*weight))?;
        shares.push(i64::try_from(exact / total).ok()?);
        rests.push((exact % total, idx));
    }
    let given: i64 = shares.iter().sum();
    let left = usize::try_from(amount.minor - given).ok()?;
    // The largest rest first; among equals the one named first.
    put_in_order(&mut rests, |(rest, idx)| (Reverse(*rest), *idx));
    for (_, idx) in rests.into_iter().take(left) {
        if let Some(share) = shares.get_mut(idx) {
            *share += 1;
        }
    }
    Some(shares.into_iter().map(|minor| Money::new(minor, amount.currency)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compensation::money::Currency;
    use proptest::prelude::*;

    fn minors(amount: i64, weights: &[u32]) -> Vec<i64> {
        split(Money::new(amount, Currency::CNY), weights).unwrap().iter().map(|share| share.minor).collect()
    }

    #[test]
    fn the_largest_rest_gets_the_odd_unit() {
        assert_eq!(minors(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(minors(101, &[7, 2, 1]), [71, 20, 10]);
        assert_eq!(minors(5, &[0, 1]), [0, 5]);
    }

    proptest! {
        #[test]
        fn shares_always_sum_to_the_amount(
            amount in 0..i64::MAX,
            weights in proptest::collection::vec(0_u32.., 1..6),
        ) {
            prop_assume!(weights.iter().any(|weight| *weight > 0));
            let shares = minors(amount, &weights);
            prop_assert_eq!(shares.iter().map(|share| i128::from(*share)).sum::<i128>(), i128::from(amount));
        }
    }
}
