//! Putting a few things in order.
//!
//! The lists of this crate are short: the ways of a decision, the clauses of a rule, the events of a case, which come
//! nearly in order. The standard library's sort is made for long ones, and each type it sorts adds three kilobytes to
//! what a phone downloads.

/// Sorts by a key; what has the same key keeps its order.
pub(crate) fn put_in_order<T, K: Ord>(things: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..things.len() {
        for at in (0..end).rev() {
            let pair = things.get_mut(at..).and_then(|rest| rest.first_chunk_mut());
            let Some([one, other]) = pair.filter(|[one, other]| key(other) < key(one)) else { break };
            core::mem::swap(one, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::put_in_order;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn order_is_that_of_the_standard_library(mut things in prop::collection::vec((0_u8..8, any::<u8>()), 0..40)) {
            let mut expected = things.clone();
            expected.sort_by_key(|(key, _)| *key);
            put_in_order(&mut things, |(key, _)| *key);
            prop_assert_eq!(things, expected);
        }
    }
}
