//! Sums that a person writes: how much anybody can mean who writes one about an order.
//!
//! Whether a sum may be given is asked elsewhere, of rules, limits and signatures. This is about slips of the pen, which
//! nobody signs for by mistake either.

use crate::compensation::money::Money;
use crate::complaint::Case;
use crate::policy::Packs;

/// How many times what came in for an order, or what an agent may give alone, a person writes at most.
///
/// Source: our own. A statute multiplies the price by ten at most, and what harm costs is no matter of the price: a hundred
/// times leaves room for both.
const MOST_TIMES: i64 = 100;

/// What stands for both where neither is known, in minor units.
const UNKNOWN: i64 = 10_000_000;

/// The most that a person may write as a sum about the order of a case.
pub(super) fn most(case: &Case, packs: &Packs) -> Money {
    let currency = case.order.currency;
    let came_in = case.order.came_in().map_or(0, |came_in| came_in.minor);
    let alone = packs.desk().map_or(0, |desk| desk.agent_limit(currency).minor);
    let known = Some(came_in.max(alone)).filter(|known| *known > 0);
    Money::new(known.unwrap_or(UNKNOWN).saturating_mul(MOST_TIMES), currency)
}
