//! The ways of putting things right, and which of them are alike.

use crate::policy::decide::Entitlement;
use crate::policy::options::MOST;
use crate::remedy::Remedy;

/// Ways of putting things right, in the order in which they serve somebody who has not said what they wish.
pub(crate) const WAYS: &[Remedy] = &[
    Remedy::Refund,
    Remedy::ReturnRefund,
    Remedy::Cancel,
    Remedy::ChangeOrder,
    Remedy::Exchange,
    Remedy::Resend,
    Remedy::MissingPart,
    Remedy::Repair,
    Remedy::Substitute,
    Remedy::Remake,
    Remedy::PriceReduction,
    Remedy::ThirdPartyRepair,
    Remedy::Withdrawal,
    Remedy::StoreCredit,
    Remedy::OverchargeRefund,
    Remedy::DelayCompensation,
    Remedy::ShippingRefund,
    Remedy::ServiceFeeWaiver,
    Remedy::Guidance,
];

/// Ways in which the goods stay as they are.
pub(super) const KEEPING: &[Remedy] = &[Remedy::PriceReduction, Remedy::Guidance, Remedy::ThirdPartyRepair];

/// Ways in which the price is paid back.
pub(super) const REPAYING: &[Remedy] =
    &[Remedy::Refund, Remedy::ReturnRefund, Remedy::Withdrawal, Remedy::Cancel];

/// Makes sure that the first way of a kind is among those that are shown, in the place of the last of another kind.
pub(super) fn bring_up(ways: &mut Vec<&Entitlement>, is_kind: impl Fn(&Entitlement) -> bool) {
    let is_shown = ways.iter().take(MOST).any(|one| is_kind(one));
    let Some(place) = ways.iter().position(|one| is_kind(one)).filter(|_| !is_shown) else { return };
    let kept = ways.remove(place);
    ways.insert(MOST - 1, kept);
}
