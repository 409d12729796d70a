//! One question's answer among the findings: reading it, and taking it out.
//!
//! A finding stands for its question. What answered the same question before is read here, so that a finding that
//! was taken back leaves what stood before it, and two people's answers to one question can be told apart.

use super::{Finding, Findings};
use crate::policy::fact::Fact;

impl Findings {
    /// The answer to the question that `finding` answers; nothing while nobody has answered it.
    pub fn answer_like(&self, finding: &Finding) -> Option<Finding> {
        match finding {
            Finding::Defect(_) => self.defect.map(Finding::Defect),
            Finding::Misdescription(_) => self.misdescription.map(Finding::Misdescription),
            Finding::DamageInTransit(_) => self.damage_in_transit.map(Finding::DamageInTransit),
            Finding::Loss(_) => self.loss.map(Finding::Loss),
            Finding::Fraud(_) => self.fraud.map(Finding::Fraud),
            Finding::SellerKnew(_) => self.seller_knew.map(Finding::SellerKnew),
            Finding::Safety(_) => self.safety.map(Finding::Safety),
            Finding::Fault(_) => self.fault.map(Finding::Fault),
            Finding::Condition(_) => self.condition.map(Finding::Condition),
            Finding::NoReturnConfirmed(_) => self.no_return_confirmed.map(Finding::NoReturnConfirmed),
            Finding::RepairsFailed(_) => self.repairs_failed.map(Finding::RepairsFailed),
            Finding::SpoiledPercent(_) => self.spoiled_percent.map(Finding::SpoiledPercent),
            Finding::GoodsBackAt(_) => self.goods_back_at.map(Finding::GoodsBackAt),
            Finding::NotifiedAt(_) => self.notified_at.map(Finding::NotifiedAt),
            Finding::PurposeDefeated(_) => self.purpose_defeated.map(Finding::PurposeDefeated),
            Finding::Injury(_) => self.injury.map(Finding::Injury),
            Finding::OfficiallySubstandard(_) => {
                self.officially_substandard.map(Finding::OfficiallySubstandard)
            }
            Finding::NotPerformed(_) => self.not_performed.map(Finding::NotPerformed),
            Finding::UnclearPage(_) => self.unclear_page.map(Finding::UnclearPage),
            Finding::RefundUnpaid(_) => self.refund_unpaid.map(Finding::RefundUnpaid),
            Finding::CarrierExcused(_) => self.carrier_excused.map(Finding::CarrierExcused),
            Finding::LossAmount(_) => self.loss_amount.map(Finding::LossAmount),
            Finding::Overcharge(_) => self.overcharge.map(Finding::Overcharge),
            Finding::UseDeduction(_) => self.use_deduction.map(Finding::UseDeduction),
            Finding::WantedPrice(_) => self.wanted_price.map(Finding::WantedPrice),
            Finding::WantedInStock(_) => self.wanted_in_stock.map(Finding::WantedInStock),
            Finding::CompetitorPrice(_) => self.competitor_price.map(Finding::CompetitorPrice),
            Finding::DaysInRepair(_) => self.days_in_repair.map(Finding::DaysInRepair),
            Finding::DaysAwaitingPart(_) => self.days_awaiting_part.map(Finding::DaysAwaitingPart),
            Finding::WithinShelfLife(_) => self.within_shelf_life.map(Finding::WithinShelfLife),
            Finding::ReturnCostTold(_) => self.return_cost_told.map(Finding::ReturnCostTold),
            Finding::CollectionOffered(_) => self.collection_offered.map(Finding::CollectionOffered),
            Finding::DelayAgreed(_) => self.delay_agreed.map(Finding::DelayAgreed),
            Finding::SentWithoutConsent(_) => self.sent_without_consent.map(Finding::SentWithoutConsent),
            Finding::SellerIdentified(_) => self.seller_identified.map(Finding::SellerIdentified),
            Finding::CancellationAccepted(_) => self.cancellation_accepted.map(Finding::CancellationAccepted),
            Finding::Blocked(_) => (!self.blocked.is_empty()).then(|| Finding::Blocked(self.blocked.clone())),
        }
    }

    /// The findings without an answer to the question that `finding` answers.
    pub fn without(mut self, finding: &Finding) -> Self {
        self.said.retain(|count| Some(*count) != finding.count());
        match finding {
            Finding::Defect(_) => self.defect = None,
            Finding::Misdescription(_) => self.misdescription = None,
            Finding::DamageInTransit(_) => self.damage_in_transit = None,
            Finding::Loss(_) => self.loss = None,
            Finding::Fraud(_) => self.fraud = None,
            Finding::SellerKnew(_) => self.seller_knew = None,
            Finding::Safety(_) => self.safety = None,
            Finding::Fault(_) => self.fault = None,
            Finding::Condition(_) => self.condition = None,
            Finding::NoReturnConfirmed(_) => self.no_return_confirmed = None,
            Finding::RepairsFailed(_) => self.repairs_failed = None,
            Finding::SpoiledPercent(_) => self.spoiled_percent = None,
            Finding::GoodsBackAt(_) => self.goods_back_at = None,
            Finding::NotifiedAt(_) => self.notified_at = None,
            Finding::PurposeDefeated(_) => self.purpose_defeated = None,
            Finding::Injury(_) => self.injury = None,
            Finding::OfficiallySubstandard(_) => self.officially_substandard = None,
            Finding::NotPerformed(_) => self.not_performed = None,
            Finding::UnclearPage(_) => self.unclear_page = None,
            Finding::RefundUnpaid(_) => self.refund_unpaid = None,
            Finding::CarrierExcused(_) => self.carrier_excused = None,
            Finding::LossAmount(_) => self.loss_amount = None,
            Finding::Overcharge(_) => self.overcharge = None,
            Finding::UseDeduction(_) => self.use_deduction = None,
            Finding::WantedPrice(_) => self.wanted_price = None,
            Finding::WantedInStock(_) => self.wanted_in_stock = None,
            Finding::CompetitorPrice(_) => self.competitor_price = None,
            Finding::DaysInRepair(_) => self.days_in_repair = None,
            Finding::DaysAwaitingPart(_) => self.days_awaiting_part = None,
            Finding::WithinShelfLife(_) => self.within_shelf_life = None,
            Finding::ReturnCostTold(_) => self.return_cost_told = None,
            Finding::CollectionOffered(_) => self.collection_offered = None,
            Finding::DelayAgreed(_) => self.delay_agreed = None,
            Finding::SentWithoutConsent(_) => self.sent_without_consent = None,
            Finding::SellerIdentified(_) => self.seller_identified = None,
            Finding::CancellationAccepted(_) => self.cancellation_accepted = None,
            Finding::Blocked(_) => self.blocked.clear(),
        }
        self
    }
}

/// The facts on which a statute's multiple hangs that somebody finds out, each by the finding of the same name that answers it.
macro_rules! facts {
    ($($name:ident),+ $(,)?) => {
        impl Finding {
            /// The facts on which a statute's multiple hangs that somebody finds out: what happened, and what it cost.
            pub const FACTS: &'static [Fact] = &[$(Fact::$name,)+];

            /// Which of these facts it answers; nothing for how the goods are, where they are and what they would cost.
            pub const fn fact(&self) -> Option<Fact> {
                match self {
                    $(Self::$name(_) => Some(Fact::$name),)+
                    _ => None,
                }
            }
        }
    };
}

facts! {
    Defect,
    Misdescription,
    DamageInTransit,
    Loss,
    Fraud,
    SellerKnew,
    Safety,
    PurposeDefeated,
    Injury,
    OfficiallySubstandard,
    NotPerformed,
    UnclearPage,
    RefundUnpaid,
    CarrierExcused,
    LossAmount,
}

impl Finding {
    /// Whether both answer the same question.
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        core::mem::discriminant(self) == core::mem::discriminant(other)
    }
}
