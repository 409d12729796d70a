//! Of several sums for one cause, the one that is owed.

use crate::policy::decide::{Decision, Entitlement};
use crate::policy::packs::Packs;

/// Of amounts that stand for the same thing only the highest is owed.
pub(super) fn keep_highest(packs: &Packs, decision: &mut Decision) {
    let group =
        |one: &Entitlement| packs.rule(one.place)?.grants.get(usize::from(one.grant))?.highest_of.as_deref();
    let minor = |one: &Entitlement| one.amount.map_or(0, |amount| amount.minor);
    let mut lower = Vec::new();
    for (idx, one) in decision.entitlements.iter().enumerate() {
        let Some(name) = group(one) else { continue };
        let has_better = decision.entitlements.iter().enumerate().any(|(other_idx, other)| {
            group(other) == Some(name)
                && other.goods.overlaps(&one.goods)
                && (minor(other) > minor(one) || (minor(other) == minor(one) && other_idx < idx))
        });
        if has_better {
            lower.push(idx);
        }
    }
    let mut idx = 0;
    decision.entitlements.retain(|_| {
        idx += 1;
        !lower.contains(&(idx - 1))
    });
}
