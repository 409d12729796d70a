//! Promises: what an agreement turns into. Each is one thing to do, with an owner, a due time and the proof that
//! will show it was done. A case is not closed before each is proven, or replaced with the customer's consent.

use crate::clock::TimeLimits;
use crate::code::codes;
use crate::compensation::option::RemedyPart;
use crate::complaint::command::{OfferedOption, Proof};
use crate::complaint::returning::goes_with_the_price;
use crate::id::{OptionId, PromiseId};
use crate::order::payment::{Payment, WaysBack};
use crate::remedy::Remedy;
use crate::zone::Zone;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

codes! {
    /// Which part of the house keeps a promise.
    pub enum Owner {
        /// The desk itself.
        Desk = "desk",
        /// Those who send money.
        Finance = "finance",
        /// Those who send goods.
        Warehouse = "warehouse",
        /// Those who repair.
        Workshop = "workshop",
    }
}

codes! {
    /// What kind of proof shows that a promise was kept.
    pub enum ProofKind {
        /// The payment provider's reference.
        RefundReference = "refund_reference",
        /// A parcel's tracking number.
        TrackingNumber = "tracking_number",
        /// A coupon's code.
        CouponCode = "coupon_code",
        /// A sentence on what was done.
        Statement = "statement",
    }
}

impl Proof {
    /// Which kind of proof it is.
    pub const fn kind(&self) -> ProofKind {
        match self {
            Self::RefundReference(_) => ProofKind::RefundReference,
            Self::TrackingNumber(_) => ProofKind::TrackingNumber,
            Self::CouponCode(_) => ProofKind::CouponCode,
            Self::Statement(_) => ProofKind::Statement,
        }
    }
}

/// One thing to do for the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// Its id.
    pub id: PromiseId,
    /// What is to be done, how much, and who bears it.
    pub part: RemedyPart,
    /// Who in the house does it.
    pub owner: Owner,
    /// By when.
    pub due_at: DateTime<FixedOffset>,
    /// What will show it.
    pub proof_kind: ProofKind,
    /// How much goes back to which means of payment, where price or freight goes back and the order says how it was paid.
    /// Less than the sum where more goes back than came in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub back: Vec<Payment>,
}

/// By when all parts would be done that are agreed on at `now`: the day an offer names is that of its promises.
pub fn all_done_by(
    parts: &[RemedyPart],
    now: DateTime<FixedOffset>,
    limits: &TimeLimits,
    zone: &Zone,
) -> Option<DateTime<FixedOffset>> {
    parts.iter().map(|part| zone.at(limits.done_by(now, limits.fulfilment_minutes(part.remedy)))).max()
}

impl Promise {
    /// Whether a proof of this kind shows it. The way back is shown by a label sent, or by the money paid for it: only its
    /// reference tells that transfer apart from a refund of the price, where the shop's file tells of it.
    pub fn is_shown_by(&self, kind: ProofKind) -> bool {
        let is_paid = self.part.remedy == Remedy::ReturnShipping && kind == ProofKind::RefundReference;
        kind == self.proof_kind || is_paid
    }

    /// The promise a part of an agreed option becomes.
    pub fn new(
        id: PromiseId,
        part: RemedyPart,
        now: DateTime<FixedOffset>,
        limits: &TimeLimits,
        zone: &Zone,
    ) -> Self {
        let (owner, proof_kind) = keeping(part.remedy);
        let due_at = zone.at(limits.done_by(now, limits.fulfilment_minutes(part.remedy)));
        Self { id, part, owner, due_at, proof_kind, back: Vec::new() }
    }

    /// The promise with what of it goes back to which means of payment, which is taken off their `ways`. Store credit is
    /// given in place of money and goes back to none.
    #[must_use]
    pub fn back_by(mut self, ways: &mut WaysBack) -> Self {
        let is_money = self.part.remedy.pays_back() && self.part.remedy != Remedy::StoreCredit;
        self.back = self.part.amount.filter(|_| is_money).map(|sum| ways.take(sum)).unwrap_or_default();
        self
    }

    /// The promises a whole agreed option becomes, with ids that follow from the option's.
    pub fn of(
        agreed: &OfferedOption,
        now: DateTime<FixedOffset>,
        limits: &TimeLimits,
        zone: &Zone,
    ) -> Vec<Self> {
        let mut all: Vec<Self> = (1_u128..)
            .zip(&agreed.option.parts)
            .map(|(place, part)| Self::new(promise_id(agreed.id, place), part.clone(), now, limits, zone))
            .collect();
        // Freight goes back with the price, once the goods are there that both wait for.
        let price =
            all.iter().find(|promise| promise.part.remedy.waits_for_goods()).map(|promise| promise.due_at);
        if let Some(price) = price {
            for freight in all.iter_mut().filter(|promise| goes_with_the_price(promise.part.remedy)) {
                freight.due_at = price;
            }
        }
        all
    }
}

/// The id of the `place`-th promise of an option. It follows from the option's id, so that browser and server
/// agree on it without asking each other.
fn promise_id(option: OptionId, place: u128) -> PromiseId {
    PromiseId(Uuid::from_u128(option.0.as_u128().wrapping_add(place)))
}

/// Who keeps a promise of this remedy, and what shows it.
const fn keeping(remedy: Remedy) -> (Owner, ProofKind) {
    match remedy {
        Remedy::Refund
        | Remedy::PriceReduction
        | Remedy::ReturnRefund
        | Remedy::Withdrawal
        | Remedy::OverchargeRefund
        | Remedy::ShippingRefund
        | Remedy::DelayCompensation
        | Remedy::ServiceFeeWaiver
        | Remedy::StatutoryDamages
        | Remedy::StoreCredit
        | Remedy::Cancel => (Owner::Finance, ProofKind::RefundReference),
        Remedy::Exchange
        | Remedy::Substitute
        | Remedy::Remake
        | Remedy::Resend
        | Remedy::MissingPart
        | Remedy::Gift => (Owner::Warehouse, ProofKind::TrackingNumber),
        Remedy::Repair => (Owner::Workshop, ProofKind::TrackingNumber),
        Remedy::Coupon => (Owner::Desk, ProofKind::CouponCode),
        // A label paid for by the shop leaves no payment behind, and what was paid is seldom the refund's own transfer.
        Remedy::ReturnShipping => (Owner::Finance, ProofKind::Statement),
        Remedy::ThirdPartyRepair
        | Remedy::Points
        | Remedy::ExtraService
        | Remedy::Guidance
        | Remedy::Apology
        | Remedy::Correction
        | Remedy::ChangeOrder => (Owner::Desk, ProofKind::Statement),
    }
}
