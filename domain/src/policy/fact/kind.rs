//! What sort of value each fact has, what it means when it is absent, and whether anybody can change it.

use super::{Fact, Vocabulary};

/// What sort of value a fact has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One word of a vocabulary.
    Word(Vocabulary),
    /// Several words of a vocabulary.
    Words(Vocabulary),
    /// A currency code.
    Currency,
    /// Yes or no.
    Flag,
    /// A whole number.
    Count,
    /// A number of days from one fact to another.
    Days,
    /// A civil day.
    Day,
    /// An amount in the order's currency.
    Money,
}

/// What it means that a fact is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Nobody has answered the question yet: the answer depends on it.
    Open,
    /// It did not happen or was not agreed: a condition that asks for it does not hold.
    No,
}

impl Fact {
    /// What sort of value it has.
    #[expect(clippy::too_many_lines, reason = "one sort for each fact")]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Category => Kind::Word(Vocabulary::Category),
            Self::Wants | Self::Blocked => Kind::Words(Vocabulary::Remedy),
            Self::Traits => Kind::Words(Vocabulary::Trait),
            Self::ProductKind => Kind::Word(Vocabulary::ProductKind),
            Self::Currency => Kind::Currency,
            Self::AskedAt
            | Self::PlacedAt
            | Self::ShipBy
            | Self::ShippedAt
            | Self::PromisedBy
            | Self::ExtraTimeUntil
            | Self::DeliveredAt
            | Self::PeriodFrom
            | Self::PeriodTo
            | Self::GoodsBackAt => Kind::Day,
            Self::ShippingFee
            | Self::GoodsTotal
            | Self::ComplainedTotal
            | Self::Discount
            | Self::DiscountThreshold
            | Self::CouponUsed
            | Self::FreeShippingThreshold
            | Self::OutboundFreight
            | Self::StandardShippingFee
            | Self::Deposit
            | Self::DeclaredValue
            | Self::Postage
            | Self::GiftValue
            | Self::LossAmount
            | Self::Overcharge
            | Self::UseDeduction
            | Self::WantedPrice
            | Self::WantedDearerBy
            | Self::WantedCheaperBy
            | Self::CompetitorPrice
            | Self::GrantAmount
            | Self::EarlierGiven => Kind::Money,
            Self::FreeShipping
            | Self::AllLines
            | Self::InBundle
            | Self::BundleComplete
            | Self::BuyerChoseCarrier
            | Self::BuyerCredit
            | Self::CashOnDelivery
            | Self::LosesFreeShipping
            | Self::NoReturnConfirmed
            | Self::WithinShelfLife
            | Self::ReturnCostTold
            | Self::CollectionOffered
            | Self::DelayAgreed
            | Self::SentWithoutConsent
            | Self::SellerIdentified
            | Self::WantedInStock
            | Self::IsBusiness
            | Self::CancellationAccepted => Kind::Flag,
            Self::DaysSinceDelivery
            | Self::DaysLate
            | Self::DaysSinceOrder
            | Self::DaysToShip
            | Self::DaysShipLate
            | Self::DaysToDeliver
            | Self::DaysPastExtraTime
            | Self::DaysToReturn
            | Self::DaysToNotice
            | Self::DaysSinceReturn
            | Self::WorkingDaysLate
            | Self::WorkingDaysShipLate
            | Self::GuaranteeDaysLeft => Kind::Days,
            Self::PeriodDays
            | Self::PeriodDaysUsed
            | Self::PeriodDaysLeft
            | Self::PeriodMonths
            | Self::PeriodMonthsUsed
            | Self::PeriodMonthsLeft
            | Self::MonthsSinceDelivery
            | Self::YearsSinceDelivery
            | Self::MonthsSinceOrder
            | Self::YearsSinceOrder
            | Self::PointsUsed
            | Self::RepairsFailed
            | Self::SpoiledPercent
            | Self::DaysInRepair
            | Self::DaysAwaitingPart
            | Self::ComplaintsOnOrder => Kind::Count,
            Self::Defect
            | Self::Misdescription
            | Self::DamageInTransit
            | Self::Loss
            | Self::Fraud
            | Self::SellerKnew
            | Self::Safety
            | Self::PurposeDefeated
            | Self::Injury
            | Self::OfficiallySubstandard
            | Self::NotPerformed
            | Self::RefundUnpaid
            | Self::UnclearPage
            | Self::CarrierExcused => Kind::Word(Vocabulary::Standing),
            Self::Fault => Kind::Word(Vocabulary::Fault),
            Self::Condition => Kind::Word(Vocabulary::Condition),
            Self::Mail => Kind::Word(Vocabulary::Mail),
            Self::Platform => Kind::Word(Vocabulary::Marketplace),
            Self::Status => Kind::Word(Vocabulary::OrderStatus),
            Self::Tier => Kind::Word(Vocabulary::Tier),
        }
    }

    /// Whether it is what one piece costs somewhere, to be held against each piece that is concerned.
    pub const fn is_of_one_piece(self) -> bool {
        matches!(self, Self::WantedPrice | Self::CompetitorPrice)
    }

    /// What its absence means.
    pub const fn absence(self) -> Absence {
        match self {
            Self::Defect
            | Self::Misdescription
            | Self::DamageInTransit
            | Self::Loss
            | Self::Fraud
            | Self::SellerKnew
            | Self::Safety
            | Self::PurposeDefeated
            | Self::Injury
            | Self::OfficiallySubstandard
            | Self::NotPerformed
            | Self::RefundUnpaid
            | Self::UnclearPage
            | Self::CarrierExcused
            | Self::Fault
            | Self::Condition
            | Self::NoReturnConfirmed
            | Self::RepairsFailed
            | Self::SpoiledPercent
            | Self::DaysAwaitingPart
            | Self::LossAmount
            | Self::Overcharge
            | Self::UseDeduction
            | Self::WithinShelfLife
            | Self::ReturnCostTold
            | Self::CollectionOffered
            | Self::DelayAgreed
            | Self::SentWithoutConsent
            | Self::SellerIdentified
            | Self::CancellationAccepted
            | Self::WantedPrice
            | Self::WantedInStock
            | Self::WantedDearerBy
            | Self::WantedCheaperBy
            | Self::CompetitorPrice
            | Self::GuaranteeDaysLeft => Absence::Open,
            _ => Absence::No,
        }
    }

    /// Whether the parties could still make it otherwise, or could have: only then is a change of it worth telling.
    pub const fn is_changeable(self) -> bool {
        !matches!(
            self,
            Self::Category
                | Self::AskedAt
                | Self::Currency
                | Self::Traits
                | Self::ProductKind
                | Self::InBundle
                | Self::PeriodFrom
                | Self::PeriodTo
                | Self::PeriodDays
                | Self::PeriodDaysUsed
                | Self::PeriodDaysLeft
                | Self::PeriodMonths
                | Self::PeriodMonthsUsed
                | Self::PeriodMonthsLeft
                | Self::PlacedAt
                | Self::GoodsTotal
                | Self::ComplainedTotal
                | Self::Platform
                | Self::Mail
                | Self::Tier
                | Self::IsBusiness
                | Self::Status
                | Self::GrantAmount
                | Self::EarlierGiven
        )
    }
}
