//! An option held against limits and entitlements: whose signature it needs, and whether it gives less than is owed.
//!
//! The same two questions are asked of options the engine composes and of those an agent writes, so there is one
//! answer to each.

use crate::compensation::money::Money;
use crate::compensation::option::{RemedyOption, RemedyPart};
use crate::policy::decide::{Decision, Entitlement};
use crate::policy::fact::{Fact, ordinal};
use crate::policy::packs::Packs;
use crate::policy::snapshot::bit;
use crate::remedy::{Authority, Remedy};

/// Whose signature an option needs under the packs in force.
pub fn authority(packs: &Packs, option: &RemedyOption) -> Authority {
    let currency = option.total.currency;
    match packs.desk() {
        Some(desk)
            if option.total.minor > desk.agent_limit(currency).minor
                || option.goodwill().minor > desk.goodwill_limit(currency).minor =>
        {
            Authority::Supervisor
        }
        _ => Authority::Agent,
    }
}

/// Whether parts give less than the customer is entitled to: then consent must be informed.
pub fn is_below(decision: &Decision, parts: &[RemedyPart]) -> bool {
    let full = decision.snapshot.get(Fact::ComplainedTotal).unwrap_or(0);
    let wants = decision.snapshot.get(Fact::Wants).unwrap_or(0);
    let restored = |remedy: Remedy, amount: Option<Money>| match remedy {
        Remedy::Refund | Remedy::ReturnRefund | Remedy::Withdrawal | Remedy::PriceReduction => {
            amount.map_or(0, |amount| amount.minor)
        }
        Remedy::Exchange
        | Remedy::Substitute
        | Remedy::Remake
        | Remedy::Resend
        | Remedy::MissingPart
        | Remedy::Repair
        | Remedy::ThirdPartyRepair => full,
        _ => 0,
    };
    let money = |remedy: Remedy, amount: Option<Money>| match (remedy, amount) {
        (Remedy::DelayCompensation | Remedy::ShippingRefund, Some(amount)) => amount.minor,
        _ => 0,
    };
    // What puts right a part of the goods leaves the rest as it is.
    let put_right = |part: &RemedyPart| match part.amount {
        None if !part.goods.is_empty() => 0,
        amount => restored(part.remedy, amount),
    };
    let owed = decision.entitlements.iter().filter(|one| !one.needs_human);
    // Giving goods back without a reason stays possible beside any option, unless it is what was asked for.
    let is_asked = |one: &&Entitlement| {
        one.remedy != Remedy::Withdrawal || wants & bit(ordinal!(Remedy::Withdrawal)) != 0
    };
    let owed_value = owed.clone().filter(is_asked).map(|one| restored(one.remedy, one.amount)).max();
    let owed_delay = owed
        .clone()
        .filter(|one| one.remedy == Remedy::DelayCompensation)
        .map(|one| money(one.remedy, one.amount));
    let given_value = parts.iter().map(put_right).max();
    let given_delay = parts
        .iter()
        .filter(|part| part.remedy == Remedy::DelayCompensation)
        .map(|part| money(part.remedy, part.amount))
        .max();
    given_value.unwrap_or(0) < owed_value.unwrap_or(0)
        || given_delay.unwrap_or(0) < owed_delay.max().unwrap_or(0)
}
