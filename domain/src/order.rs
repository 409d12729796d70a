//! An order as the shop knows it: what was bought, for how much, promised and delivered when.
//!
//! Nothing in here names a person. Who bought it, and how they prove it, is kept apart.

mod again;
pub mod bought;
mod clean;
pub mod given;
pub mod ledger;
mod linked;
pub mod mark;
pub mod payment;
pub mod period;
pub mod reference;
pub mod terms;
mod time;
pub mod told;

pub use time::OrderTime;

use crate::code::codes;
use crate::compensation::money::{Currency, Money};
use crate::order::given::Given;
use crate::order::mark::Mark;
use crate::order::payment::{Means, Payment, Settlement};
use crate::order::period::Period;
use crate::order::terms::Terms;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// What kind of goods a line holds, as far as rules care.
    pub enum Trait {
        /// Made to last: vehicles, computers, phones, appliances.
        Durable = "durable",
        /// Spoils quickly.
        Perishable = "perishable",
        /// To be eaten or drunk.
        Food = "food",
        /// Made to the customer's own order.
        CustomMade = "custom_made",
        /// Delivered as data.
        Digital = "digital",
        /// Sealed media or software whose seal was broken.
        Unsealed = "unsealed",
        /// Sealed for hygiene.
        HygieneSealed = "hygiene_sealed",
        /// Newspapers and magazines.
        Periodical = "periodical",
        /// Given on top.
        Gift = "gift",
        /// Cars, motorcycles and the like.
        MotorVehicle = "motor_vehicle",
        /// Seeds and growing plants.
        Plants = "plants",
        /// Work done for the customer instead of goods.
        Services = "services",
        /// Sold for good, so that only what is wrong with it brings it back.
        FinalSale = "final_sale",
    }
}

codes! {
    /// How far the order has come, by the shop's own record.
    pub enum OrderStatus {
        /// Placed, nothing paid so far or nobody knows.
        Placed = "placed",
        /// Paid, not yet on its way.
        Paid = "paid",
        /// Handed to the carrier.
        Shipped = "shipped",
        /// Signed for.
        Delivered = "delivered",
        /// Cancelled before delivery.
        Cancelled = "cancelled",
        /// The goods can't be had.
        Unavailable = "unavailable",
    }
}

/// Pieces of one line of an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pieces {
    /// The line, by its code.
    pub sku: String,
    /// How many of it; absent = all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
}

impl Pieces {
    /// All pieces of a line.
    pub fn all_of(sku: impl Into<String>) -> Self {
        Self { sku: sku.into(), quantity: None }
    }

    /// Pieces of a line just chosen: the only one it has, else how many is still to be said.
    pub fn chosen_of(line: &OrderLine) -> Self {
        let quantity = (line.quantity > 1).then_some(0);
        Self { sku: line.sku.clone(), quantity }
    }

    /// Whether how many pieces it is about is still to be said.
    pub const fn lacks_count(&self) -> bool {
        matches!(self.quantity, Some(0))
    }
}

/// What a shop knows of the very goods it sent; whatever is absent it does not know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Background {
    /// The batch they come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<String>,
    /// What was seen when they were checked before they left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outbound_inspection: Option<String>,
    /// The product page as it stood when they were sold: its address or its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_as_sold: Option<String>,
    /// What was said about them before the sale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presale_talk: Option<String>,
}

impl Background {
    /// Whether nothing is known.
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OrderLine {
    /// The line's code, unique within the order: the shop's code for the goods, told apart where two lines share one.
    pub sku: String,
    /// The name a customer recognises.
    pub title: String,
    /// The marked price of one.
    pub unit_price: Money,
    /// How many.
    pub quantity: u32,
    /// What was paid for the whole line, after discounts and with tax; absent = the marked price of all pieces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<Money>,
    /// What kind of goods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub traits: Vec<Trait>,
    /// What else it is, in words of the shop's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_traits: Vec<Mark>,
    /// Which kind of product it is, in a word of the shop's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Mark>,
    /// The set it was sold in: lines of one order with the same code were sold together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<String>,
    /// The days for which it was paid ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// When its own parcel was signed for; absent = with the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<OrderTime>,
    /// How far it has come by itself; absent = as far as the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
    /// What the shop knows of these very goods.
    #[serde(default, skip_serializing_if = "Background::is_unknown")]
    pub background: Background,
    /// The merchant's code on a marketplace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seller: Option<String>,
}

impl OrderLine {
    /// A line of which nothing is known but what was ordered.
    pub fn plain(sku: impl Into<String>, title: impl Into<String>, unit_price: Money, quantity: u32) -> Self {
        Self {
            sku: sku.into(),
            title: title.into(),
            unit_price,
            quantity,
            paid: None,
            traits: Vec::new(),
            own_traits: Vec::new(),
            kind: None,
            bundle: None,
            period: None,
            delivered_at: None,
            status: None,
            background: Background::default(),
            seller: None,
        }
    }

    /// When it came, as a line of `order`: with its own parcel, or with the order as a whole. What was cancelled, or has
    /// come less far than that, did not come with the rest.
    pub fn came_at(&self, order: &Order) -> Option<OrderTime> {
        let came_with_it = self.status.is_none_or(|status| status == OrderStatus::Delivered);
        self.delivered_at.or(order.delivered_at.filter(|_| came_with_it))
    }

    /// What was paid for so many pieces of it, in minor units.
    pub(crate) fn paid_for(&self, pieces: u32) -> i64 {
        let all = i128::from(self.paid_in_all().map_or(0, |paid| paid.minor));
        let part = all * i128::from(pieces) / i128::from(self.quantity.max(1));
        i64::try_from(part).unwrap_or(i64::MAX)
    }

    /// What was paid for all of it. `None` where the sum does not fit.
    pub fn paid_in_all(&self) -> Option<Money> {
        self.paid.or_else(|| self.unit_price.checked_mul(self.quantity))
    }
}

/// An order as it stands when somebody asks about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Order {
    /// The number printed on the customer's confirmation.
    pub number: String,
    /// How far it has come.
    pub status: OrderStatus,
    /// The currency of every sum in it.
    pub currency: Currency,
    /// When it was placed.
    pub placed_at: OrderTime,
    /// By when it was to be shipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ship_by: Option<OrderTime>,
    /// When it was shipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipped_at: Option<OrderTime>,
    /// The promised day; that whole day is still in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_by: Option<NaiveDate>,
    /// Further time the customer set after the promised day; that whole day is still in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra_time_until: Option<NaiveDate>,
    /// When somebody looked whether it had come, where that was later than the question: what has not come by then is
    /// late by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked_at: Option<OrderTime>,
    /// When it was signed for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<OrderTime>,
    /// What the customer paid for freight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_fee: Option<Money>,
    /// Whether freight was promised to be free.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub free_shipping: bool,
    /// What was agreed beyond the plain sale.
    #[serde(default, skip_serializing_if = "Terms::is_plain")]
    pub terms: Terms,
    /// What came in, by which means; empty = the lines' prices and the freight.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<Payment>,
    /// What the shop, its payment provider or anybody else gave back outside the desk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given_outside: Vec<Given>,
    /// The parcel's tracking number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<String>,
    /// The lines; an order whose goods could not be had may have none.
    pub lines: Vec<OrderLine>,
}

impl Order {
    /// When a line of it was signed for; of no line, when the order as a whole was.
    pub fn came_at(&self, line: Option<&OrderLine>) -> Option<OrderTime> {
        line.map_or(self.delivered_at, |line| line.came_at(self))
    }

    /// How far a line of it has come; of no line, how far the order as a whole has.
    pub fn status_of(&self, line: Option<&OrderLine>) -> OrderStatus {
        let own =
            line.and_then(|line| line.status.or_else(|| line.delivered_at.map(|_| OrderStatus::Delivered)));
        own.unwrap_or(self.status)
    }

    /// The order as its customer sees it: without what the shop noted about the goods for itself. How the shop ranks
    /// the customer stays, since rules ask for it and the customer's own browser answers them.
    #[must_use]
    pub fn for_customer(&self) -> Self {
        let mut order = self.clone();
        for line in &mut order.lines {
            line.background = Background::default();
        }
        order.terms.is_like_another = false;
        order
    }

    /// What was paid for all goods, without freight. `None` where the sum does not fit.
    pub fn goods_total(&self) -> Option<Money> {
        self.lines
            .iter()
            .try_fold(Money::zero(self.currency), |sum, line| sum.checked_add(line.paid_in_all()?))
    }

    /// Whether any goods of it have come, on a known day or not.
    pub fn has_come(&self) -> bool {
        let has_come = |line: &OrderLine| {
            line.delivered_at.is_some() || line.status.is_some_and(|status| status == OrderStatus::Delivered)
        };
        self.status == OrderStatus::Delivered
            || self.delivered_at.is_some()
            || self.lines.iter().any(has_come)
    }

    /// Whether it has left, as far as anybody tells.
    pub fn was_sent(&self) -> bool {
        self.shipped_at.is_some() || self.status == OrderStatus::Shipped || self.has_come()
    }

    /// What came in for it: its payments, or where they are not known the lines' prices and the freight. Cash on
    /// delivery comes in with the goods, and nothing does where the shop says that it was never paid. `None` where the
    /// sum does not fit.
    pub fn came_in(&self) -> Option<Money> {
        let nothing = Money::zero(self.currency);
        if !self.payments.is_empty() {
            let is_in = |payment: &&Payment| payment.means != Means::CashOnDelivery || self.has_come();
            let amounts = self.payments.iter().filter(is_in).map(|payment| payment.amount);
            return amounts.into_iter().try_fold(nothing, Money::checked_add);
        }
        let is_unpaid = self.terms.settlement == Some(Settlement::Unpaid);
        if is_unpaid || (self.terms.cash_on_delivery && !self.has_come()) {
            return Some(nothing);
        }
        let off = |money: Option<Money>| money.map_or(0, |money| money.minor);
        let off = off(self.terms.discount).saturating_add(off(self.terms.coupon_used));
        let mut untold = self.lines.iter().filter(|line| line.paid.is_none());
        let untold = untold.try_fold(0_i64, |sum, line| sum.checked_add(line.paid_in_all()?.minor))?;
        let goods = self.goods_total()?.minor.checked_sub(off.min(untold))?;
        let goods = Money::new(goods, self.currency);
        self.shipping_fee.map_or(Some(goods), |freight| goods.checked_add(freight))
    }

    /// Whether it is sure that money came in for it and that nobody is at giving it back: only then the desk gives any
    /// by itself. An order that was only placed, or cancelled before it was sent, may never have been paid; the means
    /// that it names were chosen at the checkout, and show nothing until the shop says that it was paid, or how much.
    pub fn is_surely_paid(&self) -> bool {
        let is_sent = || {
            let is_further =
                matches!(self.status, OrderStatus::Paid | OrderStatus::Shipped | OrderStatus::Delivered);
            is_further || self.shipped_at.is_some() || self.has_come()
        };
        let is_known = match self.terms.settlement {
            Some(Settlement::Paid) => true,
            Some(Settlement::Unpaid | Settlement::Pending | Settlement::Refunded) => false,
            None => is_sent(),
        };
        is_known && self.came_in().is_some_and(|came_in| came_in.minor > 0)
    }

    /// What this account of the order says of its money, beside one the shop gave `before` it: what was paid before it
    /// was cancelled stays paid, until the shop says otherwise.
    pub(crate) fn settlement_after(&self, before: &Self) -> Option<Settlement> {
        let is_over = matches!(self.status, OrderStatus::Cancelled | OrderStatus::Unavailable);
        let was_paid = is_over && before.is_surely_paid();
        self.terms.settlement.or(was_paid.then_some(Settlement::Paid))
    }
}
