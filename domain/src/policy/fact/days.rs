//! Facts that count days: from what, until when, and which facts differ from parcel to parcel and from line to line.

use super::Fact;

impl Fact {
    /// For a number of days: the fact from which they are counted.
    pub const fn counted_from(self) -> Option<Self> {
        match self {
            Self::DaysSinceDelivery | Self::DaysToReturn | Self::DaysToNotice => Some(Self::DeliveredAt),
            Self::DaysSinceOrder | Self::DaysToShip | Self::DaysToDeliver => Some(Self::PlacedAt),
            Self::DaysLate => Some(Self::PromisedBy),
            Self::DaysShipLate => Some(Self::ShipBy),
            Self::DaysPastExtraTime => Some(Self::ExtraTimeUntil),
            Self::DaysSinceReturn => Some(Self::GoodsBackAt),
            _ => None,
        }
    }

    /// For a fact that is worked out from others: those, for who knows them by their own names.
    pub const fn worked_out_from(self) -> &'static [Self] {
        match self {
            Self::DaysSinceDelivery
            | Self::DaysToNotice
            | Self::MonthsSinceDelivery
            | Self::YearsSinceDelivery => &[Self::DeliveredAt],
            Self::DaysSinceOrder | Self::MonthsSinceOrder | Self::YearsSinceOrder => &[Self::PlacedAt],
            Self::DaysLate | Self::WorkingDaysLate => &[Self::PromisedBy, Self::DeliveredAt],
            Self::DaysToShip => &[Self::PlacedAt, Self::ShippedAt],
            Self::DaysShipLate => &[Self::ShipBy, Self::ShippedAt, Self::DaysToShip],
            Self::DaysToDeliver => &[Self::PlacedAt, Self::DeliveredAt, Self::DaysSinceOrder],
            Self::DaysPastExtraTime => &[Self::ExtraTimeUntil, Self::DeliveredAt],
            Self::DaysToReturn => &[Self::DeliveredAt, Self::GoodsBackAt],
            Self::DaysSinceReturn => &[Self::GoodsBackAt],
            Self::WorkingDaysShipLate => &[Self::ShipBy, Self::ShippedAt],
            Self::WantedDearerBy | Self::WantedCheaperBy => &[Self::WantedPrice],
            Self::PeriodDays | Self::PeriodMonths => &[Self::PeriodFrom, Self::PeriodTo],
            Self::PeriodDaysUsed | Self::PeriodDaysLeft | Self::PeriodMonthsUsed | Self::PeriodMonthsLeft => {
                &[Self::PeriodFrom, Self::PeriodTo, Self::AskedAt]
            }
            _ => &[],
        }
    }

    /// Whether it is the day of delivery, or counts days from it or until it.
    pub const fn hangs_on_arrival(self) -> bool {
        matches!(
            self,
            Self::DeliveredAt
                | Self::DaysSinceDelivery
                | Self::MonthsSinceDelivery
                | Self::YearsSinceDelivery
                | Self::DaysToNotice
                | Self::DaysToReturn
                | Self::DaysLate
                | Self::WorkingDaysLate
                | Self::DaysToDeliver
                | Self::DaysPastExtraTime
        )
    }

    /// For working days, which every pack's calendar counts for itself: the count of days that they are part of.
    pub const fn working_days_of(self) -> Option<Self> {
        match self {
            Self::WorkingDaysLate => Some(Self::DaysLate),
            Self::WorkingDaysShipLate => Some(Self::DaysShipLate),
            _ => None,
        }
    }

    /// Whether it counts by how much something is late.
    pub const fn counts_lateness(self) -> bool {
        matches!(
            self,
            Self::DaysLate | Self::WorkingDaysLate | Self::DaysShipLate | Self::WorkingDaysShipLate
        )
    }

    /// The question that is asked where this one is open: what is worked out is asked for by what it needs.
    pub const fn asked_as(self) -> Self {
        match self {
            Self::WantedDearerBy | Self::WantedCheaperBy => Self::WantedPrice,
            // Nothing else of it is ever open.
            fact if fact.hangs_on_arrival() => Self::DeliveredAt,
            other => other,
        }
    }

    /// Whether the count of days ends at the moment of asking, so that a limit on it is a last day to claim.
    pub const fn runs_until_asked(self) -> bool {
        matches!(self, Self::DaysSinceDelivery | Self::DaysSinceOrder)
    }

    /// Whether it tells of what kind goods are, so that it may differ from line to line.
    pub const fn is_of_kind(self) -> bool {
        matches!(self, Self::Traits | Self::ProductKind)
    }

    /// Whether it tells of the set or the paid period of goods, so that it may differ from line to line.
    pub const fn is_of_line(self) -> bool {
        matches!(
            self,
            Self::InBundle
                | Self::BundleComplete
                | Self::PeriodFrom
                | Self::PeriodTo
                | Self::PeriodDays
                | Self::PeriodDaysUsed
                | Self::PeriodDaysLeft
                | Self::PeriodMonths
                | Self::PeriodMonthsUsed
                | Self::PeriodMonthsLeft
        )
    }

    /// Whether it may differ from parcel to parcel of one order. Lines of other sets or paid periods are told apart
    /// like parcels.
    pub const fn is_of_parcel(self) -> bool {
        self.is_of_line()
            || matches!(
                self,
                Self::DeliveredAt
                    | Self::DaysSinceDelivery
                    | Self::DaysLate
                    | Self::DaysToDeliver
                    | Self::DaysPastExtraTime
                    | Self::DaysToReturn
                    | Self::DaysToNotice
                    | Self::MonthsSinceDelivery
                    | Self::YearsSinceDelivery
                    | Self::WorkingDaysLate
                    | Self::Status
            )
    }
}
