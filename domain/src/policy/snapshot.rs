//! The facts of one question as plain numbers: what every condition is tested against.
//!
//! A word is its position, a set of words one bit each, a day its number, an amount its minor units. So a test is
//! one comparison, a decision can keep what it was made from, and a sentence about it can be made later, when
//! somebody asks.

use crate::compensation::money::{Currency, Money};
use crate::finding::Standing;
use crate::order::period::whole_months;
use crate::order::{Order, OrderLine, OrderStatus, OrderTime, Trait};
use crate::policy::credible::{has_credible_days, last_look};
use crate::policy::earlier::Earlier;
use crate::policy::fact::{Fact, Kind, N_FACTS, currency_number, ordinal};
use crate::policy::facts::Facts;
use crate::policy::goods::OF_GOODS;
use crate::policy::own::OwnWord;
use crate::zone::Zone;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

/// The facts of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    values: [i64; N_FACTS],
    asked_at: DateTime<FixedOffset>,
    zone: Zone,
    currency: Currency,
    /// The counts that are only what the customer says, one bit each.
    said: i64,
    /// Whether it has come, or the shop is done with it, on a day that nobody told.
    is_arrival_untold: bool,
}

/// Stands where nothing is known: no day, amount, number or set of words is anywhere near.
const UNKNOWN: i64 = i64::MIN;

/// A set of words as bits.
#[inline]
pub(crate) fn bit(position: i64) -> i64 {
    u32::try_from(position).ok().and_then(|shift| 1_i64.checked_shl(shift)).unwrap_or(0)
}

/// The kinds of goods of one line as a set.
pub(crate) fn trait_set(traits: &[Trait]) -> i64 {
    traits.iter().fold(0, |set, word| set | bit(ordinal!(*word)))
}

impl Snapshot {
    /// An empty snapshot of a moment: nothing is known.
    pub(crate) fn empty(asked_at: DateTime<FixedOffset>, zone: &Zone, currency: Currency) -> Self {
        Self {
            values: [UNKNOWN; N_FACTS],
            asked_at: zone.at(asked_at),
            zone: zone.clone(),
            currency,
            said: 0,
            is_arrival_untold: false,
        }
    }

    /// The snapshot of a question. Sums are left out here: they come from the goods.
    pub(crate) fn of(facts: &Facts<'_>) -> Self {
        let mut snapshot = Self::empty(facts.asked_at, facts.zone, facts.order.currency);
        snapshot.set(Fact::Category, ordinal!(facts.category));
        snapshot.set(Fact::Wants, facts.wants.iter().fold(0, |set, word| set | bit(ordinal!(*word))));
        snapshot.set(Fact::Currency, currency_number(facts.order.currency));
        snapshot.set(Fact::Tier, ordinal!(facts.tier));
        snapshot.set_flag(Fact::IsBusiness, Some(facts.order.terms.is_business));
        snapshot.set(Fact::ComplaintsOnOrder, i64::from(facts.complaints_on_order));
        snapshot.set_money(Fact::EarlierGiven, Earlier::of(facts).total());
        snapshot.read_order(facts.order, facts.zone);
        snapshot.read_findings(facts);
        snapshot.read_parcel(facts, facts.order.delivered_at, facts.order.status);
        // What is in no set is torn out of none.
        snapshot.set(Fact::InBundle, 0);
        snapshot.set(Fact::BundleComplete, 1);
        snapshot
    }

    /// The same facts, for a line whose parcel came by itself.
    pub(crate) fn of_parcel(&self, facts: &Facts<'_>, line: &OrderLine) -> Self {
        let mut snapshot = self.clone();
        let order = facts.order;
        snapshot.read_parcel(facts, order.came_at(Some(line)), order.status_of(Some(line)));
        snapshot.read_set(facts, line);
        snapshot.read_period(line);
        snapshot
    }

    /// Whether a line was sold in a set, and whether all of that is complained about.
    fn read_set(&mut self, facts: &Facts<'_>, line: &OrderLine) {
        let of_set = |other: &OrderLine| line.bundle.is_some() && other.bundle == line.bundle;
        let lines = facts.order.lines.iter().enumerate().filter(|(_, other)| of_set(other));
        let is_complete =
            lines.into_iter().all(|(idx, other)| facts.complained.pieces(idx, other) == other.quantity);
        self.set(Fact::InBundle, i64::from(line.bundle.is_some()));
        self.set(Fact::BundleComplete, i64::from(is_complete));
    }

    fn read_period(&mut self, line: &OrderLine) {
        let Some(period) = line.period else { return };
        let today = self.asked_at.date_naive();
        self.set_day(Fact::PeriodFrom, Some(period.from));
        self.set_day(Fact::PeriodTo, Some(period.until));
        let (days, months) = (period.days(today), period.months(today));
        for (fact, number) in [
            (Fact::PeriodDays, days.of),
            (Fact::PeriodDaysUsed, days.used),
            (Fact::PeriodDaysLeft, days.left()),
            (Fact::PeriodMonths, months.of),
            (Fact::PeriodMonthsUsed, months.used),
            (Fact::PeriodMonthsLeft, months.left()),
        ] {
            self.set(fact, number);
        }
    }

    fn read_parcel(&mut self, facts: &Facts<'_>, delivered_at: Option<OrderTime>, status: OrderStatus) {
        let zone = facts.zone;
        let delivered_at = delivered_at.filter(|_| has_credible_days(facts.order, self.asked_at, facts.zone));
        self.set(Fact::DeliveredAt, delivered_at.map_or(UNKNOWN, |time| number_of(time.day(zone))));
        self.set(Fact::Status, ordinal!(status));
        let told = facts.findings.notified_at.map(|time| number_of(time.day(zone)));
        let to_notice = told.zip(self.get(Fact::DeliveredAt)).map(|(told, delivered)| told - delivered);
        self.set(Fact::DaysToNotice, to_notice.unwrap_or(UNKNOWN));
        // A shop that is done with what it sent waits for nothing any more: it may well have come.
        let is_over = status == OrderStatus::Shipped && facts.order.terms.is_over;
        self.is_arrival_untold = delivered_at.is_none() && (status == OrderStatus::Delivered || is_over);
        let until = last_look(facts.order, self.asked_at, zone);
        let is_awaited = status != OrderStatus::Cancelled && !self.is_arrival_untold;
        self.read_days(is_awaited.then(|| number_of(until)));
    }

    fn read_order(&mut self, order: &Order, zone: &Zone) {
        let day = |time: OrderTime| time.day(zone);
        self.set_day(Fact::AskedAt, Some(self.asked_at.date_naive()));
        if has_credible_days(order, self.asked_at, zone) {
            self.set_day(Fact::PlacedAt, Some(day(order.placed_at)));
            self.set_day(Fact::ShipBy, order.ship_by.map(day));
            self.set_day(Fact::ShippedAt, order.shipped_at.map(day));
            self.set_day(Fact::PromisedBy, order.promised_by);
            self.set_day(Fact::ExtraTimeUntil, order.extra_time_until);
        }
        self.set_money(Fact::ShippingFee, order.shipping_fee);
        self.set_flag(Fact::FreeShipping, Some(order.free_shipping));
        let terms = &order.terms;
        self.set_money(Fact::Discount, terms.discount);
        self.set_money(Fact::DiscountThreshold, terms.discount_threshold);
        self.set_count(Fact::PointsUsed, terms.points_used);
        self.set_money(Fact::CouponUsed, terms.coupon_used);
        self.set_money(Fact::FreeShippingThreshold, terms.free_shipping_threshold);
        self.set_money(Fact::OutboundFreight, terms.outbound_freight);
        self.set_money(Fact::StandardShippingFee, terms.standard_shipping_fee);
        self.set_money(Fact::Deposit, terms.deposit);
        self.set_money(Fact::DeclaredValue, terms.declared_value);
        self.set_money(Fact::Postage, terms.postage);
        self.set_word(Fact::Mail, terms.mail.map(|word| ordinal!(word)));
        self.set_word(Fact::Platform, terms.platform.map(|word| ordinal!(word)));
        self.set_flag(Fact::BuyerChoseCarrier, Some(terms.buyer_chose_carrier));
        self.set_flag(Fact::BuyerCredit, Some(terms.buyer_credit));
        self.set_flag(Fact::CashOnDelivery, Some(terms.cash_on_delivery));
        if let Some(until) = terms.guarantee_until {
            let left = number_of(until) - number_of(self.asked_at.date_naive());
            self.set(Fact::GuaranteeDaysLeft, left);
        }
    }

    fn read_findings(&mut self, facts: &Facts<'_>) {
        let zone = facts.zone;
        let found = facts.findings;
        self.said = found.said.iter().fold(0, |set, count| set | bit(ordinal!(*count)));
        let standing = |standing: Option<Standing>| standing.map(|word| ordinal!(word));
        self.set_word(Fact::Defect, standing(found.defect));
        self.set_word(Fact::Misdescription, standing(found.misdescription));
        self.set_word(Fact::DamageInTransit, standing(found.damage_in_transit));
        self.set_word(Fact::Loss, standing(found.loss));
        self.set_word(Fact::Fraud, standing(found.fraud));
        self.set_word(Fact::SellerKnew, standing(found.seller_knew));
        self.set_word(Fact::Safety, standing(found.safety));
        self.set_word(Fact::PurposeDefeated, standing(found.purpose_defeated));
        self.set_word(Fact::Injury, standing(found.injury));
        self.set_word(Fact::OfficiallySubstandard, standing(found.officially_substandard));
        self.set_word(Fact::NotPerformed, standing(found.not_performed));
        self.set_word(Fact::RefundUnpaid, standing(found.refund_unpaid));
        self.set_word(Fact::UnclearPage, standing(found.unclear_page));
        self.set_word(Fact::CarrierExcused, standing(found.carrier_excused));
        self.set_word(Fact::Fault, found.fault.map(|word| ordinal!(word)));
        self.set_word(Fact::Condition, found.condition.map(|word| ordinal!(word)));
        self.set_flag(Fact::NoReturnConfirmed, found.no_return_confirmed);
        self.set_count(Fact::RepairsFailed, found.repairs_failed);
        self.set_count(Fact::SpoiledPercent, found.spoiled_percent);
        self.set_day(Fact::GoodsBackAt, found.goods_back_at.map(|time| time.day(zone)));
        self.set(Fact::Blocked, found.blocked.iter().fold(0, |set, word| set | bit(ordinal!(*word))));
        self.set_money(Fact::LossAmount, found.loss_amount);
        self.set_money(Fact::Overcharge, found.overcharge);
        self.set_money(Fact::UseDeduction, found.use_deduction);
        self.set_money(Fact::WantedPrice, found.wanted_price);
        self.set_flag(Fact::WantedInStock, found.wanted_in_stock);
        self.set_money(Fact::CompetitorPrice, found.competitor_price);
        self.set_count(Fact::DaysInRepair, found.days_in_repair);
        self.set_count(Fact::DaysAwaitingPart, found.days_awaiting_part);
        self.set_flag(Fact::WithinShelfLife, found.within_shelf_life);
        self.set_flag(Fact::ReturnCostTold, found.return_cost_told);
        self.set_flag(Fact::CollectionOffered, found.collection_offered);
        self.set_flag(Fact::DelayAgreed, found.delay_agreed);
        self.set_flag(Fact::SentWithoutConsent, found.sent_without_consent);
        self.set_flag(Fact::SellerIdentified, found.seller_identified);
        self.set_flag(Fact::CancellationAccepted, found.cancellation_accepted);
    }

    /// Counts days on the calendar, the day of the event left out. What has not come is waited for until a day; what was
    /// cancelled is no longer waited for.
    fn read_days(&mut self, waited_until: Option<i64>) {
        let asked = self.get(Fact::AskedAt);
        let shipped = self.get(Fact::ShippedAt).or(waited_until);
        let delivered = self.get(Fact::DeliveredAt).or(waited_until);
        let back = self.get(Fact::GoodsBackAt);
        for (fact, to) in [
            (Fact::DaysSinceDelivery, asked),
            (Fact::DaysSinceOrder, asked),
            (Fact::DaysSinceReturn, asked),
            (Fact::DaysLate, delivered),
            (Fact::DaysToShip, shipped),
            (Fact::DaysShipLate, shipped),
            (Fact::DaysToDeliver, delivered),
            (Fact::DaysPastExtraTime, delivered),
            (Fact::DaysToReturn, back),
        ] {
            let from = fact.counted_from().and_then(|from| self.get(from));
            self.set(fact, from.zip(to).map_or(UNKNOWN, |(from, to)| to - from));
        }
        for (months, years, from) in [
            (Fact::MonthsSinceDelivery, Fact::YearsSinceDelivery, Fact::DeliveredAt),
            (Fact::MonthsSinceOrder, Fact::YearsSinceOrder, Fact::PlacedAt),
        ] {
            let passed = self.get(from).zip(asked).and_then(|(from, to)| months_between(from, to));
            self.set(months, passed.unwrap_or(UNKNOWN));
            self.set(years, passed.map_or(UNKNOWN, |passed| passed / 12));
        }
    }

    /// The facts with the sums of the goods, which are those of the order, whichever parcel they came in. Nothing
    /// else is taken over: a parcel that has not come has no day of delivery, whatever came before it.
    pub(crate) fn with_sums_of(mut self, order: &Self) -> Self {
        for fact in OF_GOODS {
            self.set(fact, order.get(fact).unwrap_or(UNKNOWN));
        }
        self
    }

    /// The value of a fact, if it is known.
    #[inline]
    pub fn get(&self, fact: Fact) -> Option<i64> {
        self.values.get(fact.place()).copied().filter(|value| *value != UNKNOWN)
    }

    /// Whether a fact is a count that the customer says and nobody has established.
    pub(crate) fn is_said(&self, fact: Fact) -> bool {
        self.said != 0 && fact.count().is_some_and(|count| self.said & bit(ordinal!(count)) != 0)
    }

    /// Whether it has come, on a day that nobody told: what is counted from that day, or until it, is not known then,
    /// and did happen.
    pub(crate) const fn is_arrival_untold(&self) -> bool {
        self.is_arrival_untold
    }

    /// The same facts, as they would be if every count came out as the customer says.
    pub(crate) fn taken_as_said(mut self) -> Self {
        self.said = 0;
        self
    }

    /// The moment the question was put, as the clocks of its zone show it.
    pub fn asked_at(&self) -> DateTime<FixedOffset> {
        self.asked_at
    }

    /// The zone in which its days are counted.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The currency of every amount in it.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    #[inline]
    pub(crate) fn set(&mut self, fact: Fact, value: i64) {
        if let Some(slot) = self.values.get_mut(fact.place()) {
            *slot = value;
        }
    }

    fn set_word(&mut self, fact: Fact, value: Option<i64>) {
        if let Some(value) = value {
            self.set(fact, value);
        }
    }

    fn set_count(&mut self, fact: Fact, value: Option<u32>) {
        self.set_word(fact, value.map(i64::from));
    }

    fn set_flag(&mut self, fact: Fact, value: Option<bool>) {
        self.set_word(fact, value.map(i64::from));
    }

    fn set_day(&mut self, fact: Fact, value: Option<NaiveDate>) {
        self.set_word(fact, value.map(number_of));
    }

    /// An amount in another currency than the order's is no fact about this order.
    fn set_money(&mut self, fact: Fact, value: Option<Money>) {
        if let Some(value) = value.filter(|value| value.currency == self.currency) {
            self.set(fact, value.minor);
        }
    }

    /// A number as the value it stands for.
    pub fn value(&self, fact: Fact, number: i64) -> Value {
        let position = u32::try_from(number).unwrap_or(u32::MAX);
        match fact.kind() {
            Kind::Word(vocabulary) => Value::Word(vocabulary.word(position).unwrap_or_default()),
            Kind::Words(vocabulary) => Value::Words(
                vocabulary
                    .words()
                    .into_iter()
                    .zip(0_i64..)
                    .filter_map(|(word, position)| (number & bit(position) != 0).then_some(word))
                    .collect(),
            ),
            Kind::Currency => Value::Currency(self.currency),
            Kind::Flag => Value::Flag(number != 0),
            Kind::Count | Kind::Days => Value::Number(number),
            Kind::Day => day_of(number).map_or(Value::Number(number), Value::Day),
            Kind::Money => Value::Money(Money::new(number, self.currency)),
        }
    }
}

/// A fact's value as people and answers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// One word of a vocabulary, by its code.
    Word(&'static str),
    /// Several words.
    Words(Vec<&'static str>),
    /// Several words, of which some are the shop's own, with their names.
    Own(Vec<&'static str>, Vec<OwnWord>),
    /// A currency.
    Currency(Currency),
    /// Yes or no.
    Flag(bool),
    /// A number, of days or things.
    Number(i64),
    /// A civil day.
    Day(NaiveDate),
    /// An amount.
    Money(Money),
}

/// How many whole months lie between two days, given as numbers.
fn months_between(from: i64, to: i64) -> Option<i64> {
    Some(whole_months(day_of(from)?, day_of(to)?))
}

/// A civil day as a number.
pub(crate) fn number_of(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce())
}

/// The numbers that are civil days: those of the first and last day a calendar here can name.
const DAYS: core::ops::RangeInclusive<i64> = -95_746_129..=95_745_399;

/// Whether a number is a civil day.
pub(crate) fn is_day(number: i64) -> bool {
    DAYS.contains(&number)
}

/// A number as a civil day, where it is one.
pub(crate) fn day_of(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(number).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_days_are_those_the_calendar_knows() {
        assert_eq!(DAYS, number_of(NaiveDate::MIN)..=number_of(NaiveDate::MAX));
        for number in [*DAYS.start() - 1, *DAYS.start(), 0, *DAYS.end(), *DAYS.end() + 1] {
            assert_eq!(is_day(number), day_of(number).is_some(), "{number}");
        }
    }
}
