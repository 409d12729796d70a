//! What a last day brings: a refusal that it would turn, and what is granted once it is over and nothing has come.

use crate::order::{Order, OrderTime};
use crate::policy::decide::{Decision, Refusal, decide};
use crate::policy::fact::Fact;
use crate::policy::packs::Packs;
use crate::policy::{Entitlement, Facts};
use crate::zone::Zone;
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

/// Whether something is refused that a last day set now would turn. Who can have the price back already, or will once it
/// is confirmed, is not asked how long they would wait.
pub fn would_help(packs: &Packs, decision: &Decision) -> bool {
    let is_back = decision.entitlements.iter().any(|one| one.remedy.pays_back_whole_price())
        || decision.likely().iter().any(|one| one.remedy.pays_back_whole_price());
    !is_back && decision.refusals.iter().any(|refusal| would_turn(packs, decision, refusal))
}

/// Whether a last day set now would turn a refusal.
pub fn would_turn(packs: &Packs, decision: &Decision, refusal: &Refusal) -> bool {
    decision.nearest(packs, refusal).is_some_and(|change| change.fact == Fact::ExtraTimeUntil)
}

/// What is granted beyond what `decision` grants, once `day` is over and nothing has come.
pub fn if_missed(packs: &Packs, facts: &Facts<'_>, decision: &Decision, day: NaiveDate) -> Vec<Entitlement> {
    let Some(over_at) = end_of(day, facts.zone) else { return Vec::new() };
    let looked_at = Some(OrderTime::Exact(over_at));
    let order = Order { extra_time_until: Some(day), looked_at, ..facts.order.clone() };
    let then = decide(packs, &Facts { order: &order, ..*facts });
    let is_new = |one: &Entitlement| {
        !decision.entitlements.iter().any(|now| now.remedy == one.remedy && now.place == one.place)
    };
    then.entitlements.into_iter().filter(is_new).collect()
}

/// The first moment after a day.
pub(crate) fn end_of(day: NaiveDate, zone: &Zone) -> Option<DateTime<FixedOffset>> {
    let last = zone.end_of(day)?;
    Some(zone.at(last.checked_add_signed(TimeDelta::seconds(1))?))
}
