//! An order as the shop knows it: what was bought, for how much, promised and delivered when.
//!
//! Nothing in here names a person. Who bought it, and how they prove it, is kept apart.

mod clean;

use crate::code::codes;
use crate::compensation::money::{Currency, Money};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// A moment in an order's life: exact where the source gave an offset, wall time where it gave none.
///
/// Wall time is never shifted: it is read as the local time of whoever counts the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderTime {
    /// An exact moment.
    Exact(DateTime<FixedOffset>),
    /// A local time of unknown offset.
    Wall(NaiveDateTime),
}

impl OrderTime {
    /// The moment as local time in `zone`, the zone in which days are counted.
    pub fn local(self, zone: FixedOffset) -> NaiveDateTime {
        match self {
            Self::Exact(moment) => moment.with_timezone(&zone).naive_local(),
            Self::Wall(local) => local,
        }
    }

    /// The civil day in `zone` on which the moment falls.
    pub fn day(self, zone: FixedOffset) -> NaiveDate {
        self.local(zone).date()
    }

    /// Reads RFC 3339, or the same without an offset (with `T` or a space) as wall time.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
            return Some(Self::Exact(exact));
        }
        // Without chrono's own patterns, which weigh as much as the rest of it on a phone.
        let (day, time) = text.split_once(['T', ' '])?;
        let is_whole = time.len() == "18:40:00".len();
        let time = time.parse().ok().filter(|_| is_whole)?;
        Some(Self::Wall(NaiveDateTime::new(day.parse().ok()?, time)))
    }
}

impl core::fmt::Display for OrderTime {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Exact(moment) => f.write_str(&moment.to_rfc3339()),
            Self::Wall(local) => write!(f, "{}T{}", local.date(), local.time()),
        }
    }
}

impl Serialize for OrderTime {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for OrderTime {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "`{text}` is no date and time; expected `2026-03-09T18:40:00+08:00`"
            ))
        })
    }
}

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
    }
}

codes! {
    /// How far the order has come, by the shop's own record.
    pub enum OrderStatus {
        /// Placed, not yet on its way.
        Placed = "placed",
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

codes! {
    /// How a parcel was sent, where the law tells the two apart.
    pub enum Mail {
        /// By an express carrier: civil law applies.
        Express = "express",
        /// As registered mail of the universal postal service.
        Registered = "registered",
    }
}

codes! {
    /// A marketplace whose published dispute rules a pack knows.
    pub enum Marketplace {
        /// Taobao and Tmall.
        Taobao = "taobao",
        /// JD.
        Jd = "jd",
    }
}

/// What was agreed or paid beyond the plain sale. Everything absent was not agreed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// What a promotion took off the goods as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount: Option<Money>,
    /// The goods sum from which that promotion holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount_threshold: Option<Money>,
    /// Loyalty points spent; they come back as points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points_used: Option<u32>,
    /// A coupon spent, at face value; it comes back as a coupon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupon_used: Option<Money>,
    /// The goods sum from which freight was free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free_shipping_threshold: Option<Money>,
    /// What freight would have cost without that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outbound_freight: Option<Money>,
    /// The price of the cheapest standard delivery, where a dearer one was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_shipping_fee: Option<Money>,
    /// A deposit that secures the contract, paid before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposit: Option<Money>,
    /// The value declared to the carrier, where the parcel was insured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared_value: Option<Money>,
    /// The postage paid for the parcel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postage: Option<Money>,
    /// How the parcel was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<Mail>,
    /// Whether the customer chose a carrier of their own, who then is not the seller's.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub buyer_chose_carrier: bool,
    /// The last day of the product's guarantee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guarantee_until: Option<NaiveDate>,
    /// The marketplace it was bought on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<Marketplace>,
    /// Whether the customer applied to the seller for credit.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub buyer_credit: bool,
    /// Whether it was to be paid on delivery.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub cash_on_delivery: bool,
}

impl Terms {
    /// Whether nothing beyond the plain sale was agreed.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// The shop's code for the goods, unique within the order.
    pub sku: String,
    /// The name a customer recognises.
    pub title: String,
    /// The price of one.
    pub unit_price: Money,
    /// How many.
    pub quantity: u32,
    /// What kind of goods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub traits: Vec<Trait>,
    /// The merchant's code on a marketplace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seller: Option<String>,
}

/// An order as it stands when somebody asks about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The parcel's tracking number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<String>,
    /// The lines; an order whose goods could not be had may have none.
    pub lines: Vec<OrderLine>,
}

impl Order {
    /// The price of all goods, without freight. `None` where the sum does not fit.
    pub fn goods_total(&self) -> Option<Money> {
        self.lines.iter().try_fold(Money::zero(self.currency), |sum, line| {
            sum.checked_add(line.unit_price.checked_mul(line.quantity)?)
        })
    }
}
