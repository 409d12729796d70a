//! When nobody should be told what to choose.
//!
//! A recommendation is trusted, so there is none while an open question could bring more than anything on the table,
//! and none where somebody may have been hurt, was in danger, or had their data spread, before a person has looked.

use crate::category::Category;
use crate::finding::Standing;
use crate::policy::decide::{Decision, Depends};
use crate::policy::facts::Facts;
use crate::policy::worth::Worth;
use crate::remedy::Remedy;

/// Whether a person has to look before anything is recommended or offered by the desk itself.
pub(crate) fn needs_a_person(facts: &Facts<'_>) -> bool {
    let found = facts.findings;
    let is_claimed = |standing: Option<Standing>| standing == Some(Standing::Claimed);
    let is_settled = |standing: Option<Standing>| standing.is_some_and(|one| one != Standing::Claimed);
    if is_claimed(found.safety) || is_claimed(found.injury) {
        return true;
    }
    match facts.category {
        Category::Safety => !is_settled(found.safety),
        // Whose doing it was is all that is found out about spread data.
        Category::Privacy => found.fault.is_none(),
        _ => false,
    }
}

/// The open question that could bring more than the best there is; `None` where none could.
pub(crate) fn decisive<'a>(facts: &Facts<'_>, decision: &'a Decision, best: i64) -> Option<&'a Depends> {
    let worth = Worth::of(facts, decision);
    // Giving goods back without a reason brings nothing by itself, so it weighs only where it is a way to a wish.
    let ways = [Remedy::Withdrawal, Remedy::ReturnRefund, Remedy::Refund];
    let is_way = facts.wants.iter().any(|wish| ways.contains(wish));
    let open = decision.depends.iter().filter(|one| one.remedy != Remedy::Withdrawal || is_way);
    open.map(|one| (worth.open(one), one))
        .filter(|(value, _)| *value > best)
        .reduce(|best, one| if one.0 > best.0 { one } else { best })
        .map(|(_, one)| one)
}
