//! An order as the shop knows it: what was bought, for how much, promised and delivered when.
//!
//! Nothing in here names a person. Who bought it, and how they prove it, is kept apart.

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
        ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
            .map(Self::Wall)
    }
}

impl core::fmt::Display for OrderTime {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Exact(moment) => f.write_str(&moment.to_rfc3339()),
            Self::Wall(local) => write!(f, "{}", local.format("%Y-%m-%dT%H:%M:%S")),
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
    /// When it was signed for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<OrderTime>,
    /// What the customer paid for freight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_fee: Option<Money>,
    /// The parcel's tracking number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<String>,
    /// The lines; an order whose goods could not be had may have none.
    pub lines: Vec<OrderLine>,
}

impl Order {
    /// The price of all goods, without freight. `None` where the sum does not fit.
    pub fn goods_total(&self) -> Option<Money> {
        self.lines
            .iter()
            .try_fold(Money::zero(self.currency), |sum, line| {
                sum.checked_add(line.unit_price.checked_mul(line.quantity)?)
            })
    }
}
