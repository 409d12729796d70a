//! What an entitlement is by its kind: said in full or left to a person, a way by itself or only with another.

use crate::policy::Entitlement;
use crate::policy::options::ways::SUMS;
use crate::remedy::Remedy;

/// Whether nothing is left for a person to say: a sum of money that no rule names is theirs to look up and write.
pub(super) fn is_whole(one: &Entitlement) -> bool {
    one.amount.is_some() || !SUMS.contains(&one.remedy)
}

/// Whether a remedy puts things right by itself, and does not only go with another.
pub(super) const fn is_main(remedy: Remedy) -> bool {
    match remedy {
        Remedy::Refund
        | Remedy::PriceReduction
        | Remedy::ReturnRefund
        | Remedy::Withdrawal
        | Remedy::Exchange
        | Remedy::Substitute
        | Remedy::Remake
        | Remedy::Resend
        | Remedy::MissingPart
        | Remedy::Repair
        | Remedy::ThirdPartyRepair
        | Remedy::DelayCompensation
        | Remedy::StoreCredit
        | Remedy::Cancel
        | Remedy::ChangeOrder => true,
        Remedy::OverchargeRefund
        | Remedy::ShippingRefund
        | Remedy::ReturnShipping
        | Remedy::ServiceFeeWaiver
        | Remedy::StatutoryDamages
        | Remedy::Coupon
        | Remedy::Gift
        | Remedy::Points
        | Remedy::ExtraService
        | Remedy::Guidance
        | Remedy::Apology
        | Remedy::Correction => false,
    }
}
