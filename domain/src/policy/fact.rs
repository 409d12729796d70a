//! The facts a rule may ask about: their names, their kinds and what it means when one is absent.
//!
//! The list is closed. A condition can therefore be checked when a pack is read, shown in a form, explained in a
//! sentence and turned into a question, and an unknown fact name is an error with the nearest known one.

mod days;
mod kind;

use crate::code::codes;
use crate::compensation::money::Currency;
use crate::finding::count::Count;
pub use crate::policy::vocabulary::Vocabulary;
pub(crate) use crate::policy::vocabulary::ordinal;
pub use kind::{Absence, Kind};

codes! {
    /// One fact, by the path under which cases, packs and answers name it.
    pub enum Fact {
        /// What the complaint is about.
        Category = "complaint.category",
        /// What the customer wishes.
        Wants = "complaint.wants",
        /// The day the question is put.
        AskedAt = "asked_at",
        /// The currency of the order.
        Currency = "order.currency",
        /// The day it was placed.
        PlacedAt = "order.placed_at",
        /// The day by which it was to be shipped.
        ShipBy = "order.ship_by",
        /// The day it was shipped.
        ShippedAt = "order.shipped_at",
        /// The promised day.
        PromisedBy = "order.promised_by",
        /// The last day of further time the customer set.
        ExtraTimeUntil = "order.extra_time_until",
        /// The day it was signed for.
        DeliveredAt = "order.delivered_at",
        /// What the customer paid for freight.
        ShippingFee = "order.shipping_fee",
        /// Whether freight was promised to be free.
        FreeShipping = "order.free_shipping",
        /// What kind of goods the complaint is about, line by line.
        Traits = "order.line.traits",
        /// Which kind of product the complaint is about, in a word of the shop's own, line by line.
        ProductKind = "order.line.kind",
        /// Whether the goods were sold in a set.
        InBundle = "order.line.in_bundle",
        /// Whether the complaint takes no set apart: it is about all of it, or about goods that are in none.
        BundleComplete = "order.line.bundle_complete",
        /// The first day for which they were paid ahead.
        PeriodFrom = "order.line.period_from",
        /// The last such day.
        PeriodTo = "order.line.period_to",
        /// How many days that are.
        PeriodDays = "order.line.period_days",
        /// How many of them have begun.
        PeriodDaysUsed = "order.line.period_days_used",
        /// How many have not.
        PeriodDaysLeft = "order.line.period_days_left",
        /// How many months that are, the last perhaps a shorter one.
        PeriodMonths = "order.line.period_months",
        /// How many of them have begun.
        PeriodMonthsUsed = "order.line.period_months_used",
        /// How many have not.
        PeriodMonthsLeft = "order.line.period_months_left",
        /// The price of all goods after discounts.
        GoodsTotal = "order.goods_total",
        /// The price of the goods complained about.
        ComplainedTotal = "order.complained_total",
        /// Whether the complaint is about all lines.
        AllLines = "order.all_lines",
        /// Days since it was signed for.
        DaysSinceDelivery = "order.days_since_delivery",
        /// Days past the promised day, until delivery or today; zero or less is in time.
        DaysLate = "order.days_late",
        /// Days since it was placed.
        DaysSinceOrder = "order.days_since_order",
        /// Days from placing to shipping, or to today where it has not been shipped.
        DaysToShip = "order.days_to_ship",
        /// Days past the stated shipping day, until shipping or today.
        DaysShipLate = "order.days_ship_late",
        /// Days from placing to delivery, or to today.
        DaysToDeliver = "order.days_to_deliver",
        /// Days past the further time the customer set, until delivery or today.
        DaysPastExtraTime = "order.days_past_extra_time",
        /// Days from delivery to the goods being back.
        DaysToReturn = "order.days_to_return",
        /// Days from delivery to the seller being told.
        DaysToNotice = "order.days_to_notice",
        /// Whole months since it was signed for.
        MonthsSinceDelivery = "order.months_since_delivery",
        /// Whole years since it was signed for.
        YearsSinceDelivery = "order.years_since_delivery",
        /// Whole months since it was placed.
        MonthsSinceOrder = "order.months_since_order",
        /// Whole years since it was placed.
        YearsSinceOrder = "order.years_since_order",
        /// Working days past the promised day, until delivery or today; which days are, the pack's calendar says.
        WorkingDaysLate = "order.working_days_late",
        /// Working days past the stated shipping day, until shipping or today.
        WorkingDaysShipLate = "order.working_days_ship_late",
        /// Days since the goods came back.
        DaysSinceReturn = "order.days_since_return",
        /// How far it has come.
        Status = "order.status",
        /// What a promotion took off.
        Discount = "order.discount",
        /// The goods sum from which it holds.
        DiscountThreshold = "order.discount_threshold",
        /// Points spent.
        PointsUsed = "order.points_used",
        /// Coupon spent.
        CouponUsed = "order.coupon_used",
        /// The goods sum from which freight was free.
        FreeShippingThreshold = "order.free_shipping_threshold",
        /// What freight would have cost otherwise.
        OutboundFreight = "order.outbound_freight",
        /// The price of standard delivery.
        StandardShippingFee = "order.standard_shipping_fee",
        /// The deposit paid.
        Deposit = "order.deposit",
        /// The value declared to the carrier.
        DeclaredValue = "order.declared_value",
        /// The postage paid.
        Postage = "order.postage",
        /// How it was sent.
        Mail = "order.mail",
        /// Whether the customer chose the carrier.
        BuyerChoseCarrier = "order.buyer_chose_carrier",
        /// Days the guarantee still runs; below zero it is over.
        GuaranteeDaysLeft = "order.guarantee_days_left",
        /// The marketplace.
        Platform = "order.platform",
        /// Whether the customer applied for credit.
        BuyerCredit = "order.buyer_credit",
        /// Whether it is paid on delivery.
        CashOnDelivery = "order.cash_on_delivery",
        /// Whether, without the goods complained about, the order falls below the sum for free freight.
        LosesFreeShipping = "order.loses_free_shipping",
        /// The marked price of the gifts complained about.
        GiftValue = "order.gift_value",
        /// Faulty.
        Defect = "finding.defect",
        /// Not as described.
        Misdescription = "finding.misdescription",
        /// Hurt on the way.
        DamageInTransit = "finding.damage_in_transit",
        /// Never arrived.
        Loss = "finding.loss",
        /// Deceived on purpose.
        Fraud = "finding.fraud",
        /// The seller knew.
        SellerKnew = "finding.seller_knew",
        /// Unsafe.
        Safety = "finding.safety",
        /// Whose doing.
        Fault = "finding.fault",
        /// The state of the goods.
        Condition = "finding.condition",
        /// Confirmed at purchase that no return is possible.
        NoReturnConfirmed = "finding.no_return_confirmed",
        /// Failed repairs.
        RepairsFailed = "finding.repairs_failed",
        /// Spoiled share in per cent.
        SpoiledPercent = "finding.spoiled_percent",
        /// The day the goods came back.
        GoodsBackAt = "finding.goods_back_at",
        /// What can't be done now.
        Blocked = "finding.blocked",
        /// The contract's purpose is defeated.
        PurposeDefeated = "finding.purpose_defeated",
        /// Serious injury.
        Injury = "finding.injury",
        /// Officially found substandard.
        OfficiallySubstandard = "finding.officially_substandard",
        /// Paid ahead and not performed.
        NotPerformed = "finding.not_performed",
        /// A refund that was to come was not made.
        RefundUnpaid = "finding.refund_unpaid",
        /// The page was unclear.
        UnclearPage = "finding.unclear_page",
        /// Force majeure or the goods' own nature frees the carrier.
        CarrierExcused = "finding.carrier_excused",
        /// The proven loss.
        LossAmount = "finding.loss_amount",
        /// What was charged beyond what the order came to.
        Overcharge = "finding.overcharge",
        /// What use has taken off the value.
        UseDeduction = "finding.use_deduction",
        /// Days in repair.
        DaysInRepair = "finding.days_in_repair",
        /// Days waiting for a part.
        DaysAwaitingPart = "finding.days_awaiting_part",
        /// Reported within the time such goods keep.
        WithinShelfLife = "finding.within_shelf_life",
        /// Told to pay for the way back.
        ReturnCostTold = "finding.return_cost_told",
        /// The seller offered to fetch the goods.
        CollectionOffered = "finding.collection_offered",
        /// Agreed to a later date.
        DelayAgreed = "finding.delay_agreed",
        /// Sent after the money was asked back.
        SentWithoutConsent = "finding.sent_without_consent",
        /// The seller was named.
        SellerIdentified = "finding.seller_identified",
        /// The cancellation was accepted.
        CancellationAccepted = "finding.cancellation_accepted",
        /// What the goods cost that the customer would have instead.
        WantedPrice = "finding.wanted_price",
        /// Whether they can be had.
        WantedInStock = "finding.wanted_in_stock",
        /// How much more they cost than was paid.
        WantedDearerBy = "finding.wanted_dearer_by",
        /// How much less they cost than was paid.
        WantedCheaperBy = "finding.wanted_cheaper_by",
        /// For how much another shop sells the same.
        CompetitorPrice = "finding.competitor_price",
        /// What a grant comes to; only an answer tells it.
        GrantAmount = "grant.amount",
        /// What was given on this order before, in all.
        EarlierGiven = "earlier.given",
        /// How the shop ranks the customer.
        Tier = "customer.tier",
        /// Whether a business bought it.
        IsBusiness = "customer.is_business",
        /// Complaints on this order before.
        ComplaintsOnOrder = "customer.complaints_on_order",
    }
}

/// How many facts there are.
pub(crate) const N_FACTS: usize = Fact::ALL.len();

impl Fact {
    /// Its place in a snapshot.
    #[expect(
        clippy::as_conversions,
        reason = "a fieldless enum's place in its list; no other conversion is const"
    )]
    pub const fn place(self) -> usize {
        self as usize
    }

    /// The question by a count that it answers, where a customer may be asked one.
    pub(crate) const fn count(self) -> Option<Count> {
        match self {
            Self::RepairsFailed => Some(Count::RepairsFailed),
            Self::SpoiledPercent => Some(Count::SpoiledPercent),
            Self::DaysInRepair => Some(Count::DaysInRepair),
            Self::DaysAwaitingPart => Some(Count::DaysAwaitingPart),
            _ => None,
        }
    }
}

/// A currency as a number, for comparing.
pub(crate) fn currency_number(currency: Currency) -> i64 {
    currency.code().bytes().fold(0, |number, letter| number * 256 + i64::from(letter))
}
