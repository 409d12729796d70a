//! What a customer can have all at once, as far as it is money: the sums that a page may name in one breath.
//!
//! Laws and shops grant several ways of putting the same goods right, and people take one of them. Named side by side
//! they would read as a sum of all, which nobody gets.

use crate::few::put_in_order;
use crate::policy::decide::{Decision, Entitlement};
use crate::policy::options::ways::WAYS;
use crate::policy::worth::puts_right;
use crate::remedy::Remedy;
use core::cmp::Reverse;

impl Decision {
    /// The sums a customer can have together without anybody's signature, the greatest first: of several ways for the
    /// same goods the one that gives most, with what goes with it, and what is owed whichever way is taken. Credit
    /// stands in for money only where no money is owed.
    pub fn together(&self) -> Vec<&Entitlement> {
        let minor = |one: &Entitlement| one.amount.map_or(0, |amount| amount.minor);
        let usual = |one: &Entitlement| WAYS.iter().position(|way| *way == one.remedy).unwrap_or(WAYS.len());
        let is_way = |one: &Entitlement| puts_right(one.remedy);
        let mut sums: Vec<&Entitlement> =
            self.entitlements.iter().filter(|one| !one.needs_human && minor(one) > 0).collect();
        put_in_order(&mut sums, |one| {
            (!is_way(one), one.remedy == Remedy::StoreCredit, Reverse(minor(one)), usual(one))
        });
        let mut together: Vec<&Entitlement> = Vec::new();
        for one in sums {
            let overlaps = |other: &&Entitlement| other.goods.overlaps(&one.goods);
            let is_open = if is_way(one) {
                !together.iter().any(overlaps)
            } else {
                // What a rule gives along with a way of its own goes with that way alone.
                let goes_with = |other: &&Entitlement| other.place == one.place && is_way(other);
                let has_its_way = together.iter().any(goes_with)
                    || !self.entitlements.iter().any(|other| goes_with(&other));
                let is_same = |other: &&Entitlement| other.remedy == one.remedy && overlaps(other);
                has_its_way && !together.iter().any(is_same)
            };
            if is_open {
                together.push(one);
            }
        }
        put_in_order(&mut together, |one| Reverse(minor(one)));
        together
    }
}
