//! What has been established about a complaint so far: one vocabulary for case files and the console.

mod answer;
pub mod count;

use crate::code::codes;
use crate::compensation::money::Money;
use crate::finding::count::Count;
use crate::order::OrderTime;
use crate::remedy::Remedy;
use serde::{Deserialize, Serialize};

codes! {
    /// How far a claim has come. Absent means nobody has raised it.
    pub enum Standing {
        /// Somebody with the right to do so has confirmed it.
        Established = "established",
        /// The customer says so.
        Claimed = "claimed",
        /// Looked into and found not to be so.
        Refuted = "refuted",
    }
}

codes! {
    /// Whose doing it was.
    pub enum Fault {
        /// The merchant's.
        Seller = "seller",
        /// The carrier's.
        Carrier = "carrier",
        /// The marketplace's.
        Platform = "platform",
        /// The customer's.
        Customer = "customer",
    }
}

codes! {
    /// The state of the goods in the customer's hands.
    pub enum Condition {
        /// As they came; trying them out reasonably leaves them intact.
        Intact = "intact",
        /// Used beyond trying out.
        Used = "used",
    }
}

/// Everything established or claimed about a complaint. An absent field is a question nobody has answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Findings {
    /// The goods are faulty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub defect: Option<Standing>,
    /// The goods differ from what was said about them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub misdescription: Option<Standing>,
    /// They were hurt on the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub damage_in_transit: Option<Standing>,
    /// The parcel never reached the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss: Option<Standing>,
    /// The customer was deceived on purpose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fraud: Option<Standing>,
    /// The seller knew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seller_knew: Option<Standing>,
    /// Health or safety is touched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safety: Option<Standing>,
    /// Whose doing it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// The state of the goods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Whether the buyer confirmed at purchase that the goods can't be returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_return_confirmed: Option<bool>,
    /// How many repairs failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repairs_failed: Option<u32>,
    /// The spoiled share of the goods, in whole per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spoiled_percent: Option<u32>,
    /// When the goods came back to the seller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods_back_at: Option<OrderTime>,
    /// When the customer first told the seller; absent where that is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notified_at: Option<OrderTime>,
    /// The contract's purpose is defeated: the goods or the delay leave the customer nothing of what they bought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose_defeated: Option<Standing>,
    /// Somebody died or was seriously injured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub injury: Option<Standing>,
    /// The goods were officially found substandard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub officially_substandard: Option<Standing>,
    /// What was paid ahead was not performed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_performed: Option<Standing>,
    /// The page was unclear or contradicted itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unclear_page: Option<Standing>,
    /// A refund that was to come was not made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_unpaid: Option<Standing>,
    /// What frees a carrier of its liability: force majeure, or the nature of the goods themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier_excused: Option<Standing>,
    /// The proven loss in money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss_amount: Option<Money>,
    /// What was charged beyond what the order came to, as the payments show; nothing where they show no such thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overcharge: Option<Money>,
    /// What use has taken off the value, as agreed or assessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_deduction: Option<Money>,
    /// What the goods cost that the customer would have instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wanted_price: Option<Money>,
    /// Whether they can be had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wanted_in_stock: Option<bool>,
    /// For how much another shop sells the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competitor_price: Option<Money>,
    /// Days the goods spent in repair or waiting for replacement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_in_repair: Option<u32>,
    /// Days a repair has waited for a spare part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_awaiting_part: Option<u32>,
    /// Whether the fault was reported within the time such goods normally keep.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_shelf_life: Option<bool>,
    /// Whether the buyer was told before ordering that they pay for the way back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub return_cost_told: Option<bool>,
    /// Whether the seller offered to fetch the goods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection_offered: Option<bool>,
    /// Whether the buyer agreed to a later date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay_agreed: Option<bool>,
    /// Whether the parcel was sent after the buyer had asked for the money back, without asking them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_without_consent: Option<bool>,
    /// Whether the marketplace gave the seller's real name, address and contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seller_identified: Option<bool>,
    /// Whether the seller accepted that the order is cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancellation_accepted: Option<bool>,
    /// Remedies that can't be done now, such as an exchange without stock.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocked: Vec<Remedy>,
    /// Which of the counts the customer says and nobody at the desk has established.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Count>,
}

/// One thing found out, as an agent records it: the vocabulary of [`Findings`], a field at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// The goods are faulty, or not.
    Defect(Standing),
    /// The goods differ from what was said about them, or not.
    Misdescription(Standing),
    /// They were hurt on the way, or not.
    DamageInTransit(Standing),
    /// The parcel never arrived, or did.
    Loss(Standing),
    /// The customer was deceived on purpose, or not.
    Fraud(Standing),
    /// The seller knew, or did not.
    SellerKnew(Standing),
    /// Health or safety is touched, or not.
    Safety(Standing),
    /// Whose doing it was.
    Fault(Fault),
    /// The state of the goods.
    Condition(Condition),
    /// Whether the buyer confirmed at purchase that the goods can't be returned.
    NoReturnConfirmed(bool),
    /// How many repairs failed.
    RepairsFailed(u32),
    /// The spoiled share of the goods, in whole per cent.
    SpoiledPercent(u32),
    /// When the goods came back.
    GoodsBackAt(OrderTime),
    /// When the customer first told the seller.
    NotifiedAt(OrderTime),
    /// The contract's purpose is defeated, or not.
    PurposeDefeated(Standing),
    /// Somebody was seriously injured, or not.
    Injury(Standing),
    /// The goods were officially found substandard, or not.
    OfficiallySubstandard(Standing),
    /// What was paid ahead was not performed, or was.
    NotPerformed(Standing),
    /// The page was unclear, or was not.
    UnclearPage(Standing),
    /// A refund that was to come was not made, or was.
    RefundUnpaid(Standing),
    /// Force majeure or the goods' own nature frees the carrier, or does not.
    CarrierExcused(Standing),
    /// The proven loss.
    LossAmount(Money),
    /// What was charged beyond what the order came to.
    Overcharge(Money),
    /// What use has taken off the value.
    UseDeduction(Money),
    /// What the goods cost that the customer would have instead.
    WantedPrice(Money),
    /// Whether they can be had.
    WantedInStock(bool),
    /// For how much another shop sells the same.
    CompetitorPrice(Money),
    /// Days in repair or waiting for replacement.
    DaysInRepair(u32),
    /// Days a repair has waited for a spare part.
    DaysAwaitingPart(u32),
    /// Whether the fault was reported within the time such goods keep.
    WithinShelfLife(bool),
    /// Whether the buyer was told that they pay for the way back.
    ReturnCostTold(bool),
    /// Whether the seller offered to fetch the goods.
    CollectionOffered(bool),
    /// Whether the buyer agreed to a later date.
    DelayAgreed(bool),
    /// Whether it was sent after the buyer asked for the money back, without asking them.
    SentWithoutConsent(bool),
    /// Whether the marketplace named the seller.
    SellerIdentified(bool),
    /// Whether the seller accepted the cancellation.
    CancellationAccepted(bool),
    /// What can't be done now.
    Blocked(Vec<Remedy>),
}

impl Findings {
    /// The findings with one more, which replaces an earlier answer to the same question.
    pub fn with(mut self, finding: &Finding) -> Self {
        self.said.retain(|count| Some(*count) != finding.count());
        match finding {
            Finding::Defect(standing) => self.defect = Some(*standing),
            Finding::Misdescription(standing) => self.misdescription = Some(*standing),
            Finding::DamageInTransit(standing) => self.damage_in_transit = Some(*standing),
            Finding::Loss(standing) => self.loss = Some(*standing),
            Finding::Fraud(standing) => self.fraud = Some(*standing),
            Finding::SellerKnew(standing) => self.seller_knew = Some(*standing),
            Finding::Safety(standing) => self.safety = Some(*standing),
            Finding::Fault(fault) => self.fault = Some(*fault),
            Finding::Condition(condition) => self.condition = Some(*condition),
            Finding::NoReturnConfirmed(is_confirmed) => self.no_return_confirmed = Some(*is_confirmed),
            Finding::RepairsFailed(n_repairs) => self.repairs_failed = Some(*n_repairs),
            Finding::SpoiledPercent(percent) => self.spoiled_percent = Some(*percent),
            Finding::GoodsBackAt(at) => self.goods_back_at = Some(*at),
            Finding::NotifiedAt(at) => self.notified_at = Some(*at),
            Finding::PurposeDefeated(standing) => self.purpose_defeated = Some(*standing),
            Finding::Injury(standing) => self.injury = Some(*standing),
            Finding::OfficiallySubstandard(standing) => self.officially_substandard = Some(*standing),
            Finding::NotPerformed(standing) => self.not_performed = Some(*standing),
            Finding::UnclearPage(standing) => self.unclear_page = Some(*standing),
            Finding::RefundUnpaid(standing) => self.refund_unpaid = Some(*standing),
            Finding::CarrierExcused(standing) => self.carrier_excused = Some(*standing),
            Finding::LossAmount(amount) => self.loss_amount = Some(*amount),
            Finding::Overcharge(amount) => self.overcharge = Some(*amount),
            Finding::UseDeduction(amount) => self.use_deduction = Some(*amount),
            Finding::WantedPrice(price) => self.wanted_price = Some(*price),
            Finding::WantedInStock(is_there) => self.wanted_in_stock = Some(*is_there),
            Finding::CompetitorPrice(price) => self.competitor_price = Some(*price),
            Finding::DaysInRepair(n_days) => self.days_in_repair = Some(*n_days),
            Finding::DaysAwaitingPart(n_days) => self.days_awaiting_part = Some(*n_days),
            Finding::WithinShelfLife(is_within) => self.within_shelf_life = Some(*is_within),
            Finding::ReturnCostTold(is_told) => self.return_cost_told = Some(*is_told),
            Finding::CollectionOffered(is_offered) => self.collection_offered = Some(*is_offered),
            Finding::DelayAgreed(is_agreed) => self.delay_agreed = Some(*is_agreed),
            Finding::SentWithoutConsent(is_sent) => self.sent_without_consent = Some(*is_sent),
            Finding::SellerIdentified(is_identified) => self.seller_identified = Some(*is_identified),
            Finding::CancellationAccepted(is_accepted) => self.cancellation_accepted = Some(*is_accepted),
            Finding::Blocked(remedies) => self.blocked.clone_from(remedies),
        }
        self
    }
}
