//! What an order was about, so that it is known again when shop, buyer and day are put right together.
//!
//! A shop may give one number to two purchases, one after the other, and it may put a purchase right. Goods, prices and
//! the parcel's own marks tell which: another purchase comes in another parcel.

use crate::compensation::money::Money;
use crate::order::{Order, OrderLine, OrderTime};
use crate::zone::Zone;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One kind of goods as it was bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Goods {
    sku: String,
    title: String,
    unit_price: Money,
    quantity: u32,
}

/// What was bought, and the marks of the parcel it came or was to come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bought {
    goods: Vec<Goods>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tracking: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    promised_by: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shipped_at: Option<OrderTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    delivered_at: Option<OrderTime>,
}

impl Bought {
    /// What an order was about.
    pub fn of(order: &Order) -> Self {
        let goods = order.lines.iter().map(|line| {
            let OrderLine { sku, title, unit_price, quantity, .. } = line.clone();
            Goods { sku, title, unit_price, quantity }
        });
        Self {
            goods: goods.collect(),
            tracking: order.tracking.clone(),
            promised_by: order.promised_by,
            shipped_at: order.shipped_at,
            delivered_at: order.delivered_at,
        }
    }

    /// Whether both are one purchase: the same goods at the same prices, and a parcel that is the same as far as both know
    /// of it. Where nothing is known of it by both, nobody can say so.
    pub fn is_same(&self, other: &Self, zone: &Zone) -> bool {
        self.has_goods_of(other) && self.parcel_of(other, zone) == Some(true)
    }

    fn has_goods_of(&self, other: &Self) -> bool {
        let mut free: Vec<&Goods> = other.goods.iter().collect();
        let mut found = self.goods.iter().map(|own| {
            let is_same = |one: &&Goods| {
                (one.unit_price, one.quantity) == (own.unit_price, own.quantity)
                    && (one.sku == own.sku || one.title == own.title)
            };
            free.iter().position(is_same).map(|place| free.swap_remove(place))
        });
        self.goods.len() == other.goods.len() && found.all(|one| one.is_some())
    }

    fn parcel_of(&self, other: &Self, zone: &Zone) -> Option<bool> {
        if let Some((own, other)) = self.tracking.as_ref().zip(other.tracking.as_ref()) {
            return Some(own == other);
        }
        let same = |own: Option<OrderTime>, other: Option<OrderTime>| {
            own.zip(other).map(|(own, other)| own.day(zone) == other.day(zone))
        };
        [
            self.promised_by.zip(other.promised_by).map(|(own, other)| own == other),
            same(self.shipped_at, other.shipped_at),
            same(self.delivered_at, other.delivered_at),
        ]
        .into_iter()
        .flatten()
        .reduce(|one, other| one && other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{fruit_order, yuan};

    fn is_same(change: impl FnOnce(&mut Order)) -> bool {
        let mut now = fruit_order();
        change(&mut now);
        Bought::of(&fruit_order()).is_same(&Bought::of(&now), &Zone::utc())
    }

    #[test]
    fn the_same_goods_in_the_same_parcel_are_one_purchase_whenever_they_were_placed() {
        let later = OrderTime::parse("2026-03-08T08:00:00+08:00").unwrap();
        assert!(is_same(|now| now.placed_at = later));
        assert!(is_same(|now| now.tracking = None));
        assert!(!is_same(|now| now.tracking = Some("SF2".to_owned())));
        assert!(!is_same(|now| (now.tracking, now.promised_by) = (None, later.day(&Zone::utc()).into())));
        assert!(!is_same(|now| now.lines[0].unit_price = yuan("1.00")));
        let unknown = |now: &mut Order| {
            (now.tracking, now.promised_by, now.shipped_at, now.delivered_at) = (None, None, None, None);
        };
        assert!(!is_same(unknown), "nobody can say so");
    }
}
