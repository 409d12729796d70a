//! What an order was about, so that it is known again when shop, buyer and day are put right together.
//!
//! A shop may give one number to two purchases, one after the other, and it may put a purchase right. Goods, prices and
//! the parcel's own marks tell which: another purchase comes in another parcel. Where they don't tell for sure, money
//! that was given under the number counts: it is for a person to say that both were bought.

use crate::compensation::money::Money;
use crate::order::again::BY_ROW;
use crate::order::{Order, OrderLine, OrderTime};
use crate::zone::Zone;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How many days apart two accounts of one purchase are placed at most, as long as goods tell nothing else; ours.
const CLOSE: i64 = 31;

/// Prices are nearly the same that differ by no more than one part in so many; ours.
const NEARLY: u64 = 10;

/// One kind of goods as it was bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Goods {
    sku: String,
    title: String,
    unit_price: Money,
    quantity: u32,
}

/// What was bought, and the marks of the parcel it came or was to come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
        let is_same_parcel = match self.has_tracking_of(other) {
            None => {
                let days = self.days_beside(other, zone);
                !days.is_empty() && days.iter().all(|is_same| *is_same)
            }
            Some(is_same) => is_same,
        };
        self.has_goods_of(other) && is_same_parcel
    }

    /// Whether both may be one purchase, placed so many days apart: they came in one parcel; or they lie close together
    /// and some goods are the same, by code, by name or by price; or all goods are, and no parcel tells them apart.
    pub fn may_be_same(&self, other: &Self, days_apart: i64, zone: &Zone) -> bool {
        let has_tracking = self.has_tracking_of(other);
        if has_tracking == Some(true) {
            return true;
        }
        if days_apart.abs() <= CLOSE {
            return self.shares_goods_with(other);
        }
        let days = self.days_beside(other, zone);
        let is_told_apart = has_tracking == Some(false) || days.contains(&false);
        self.has_goods_of(other) && (!is_told_apart || days.contains(&true))
    }

    fn has_goods_of(&self, other: &Self) -> bool {
        let mut free: Vec<&Goods> = other.goods.iter().collect();
        let mut found = self.goods.iter().map(|own| {
            let is_same = |one: &&Goods| {
                one.quantity == own.quantity
                    && one.costs_about(own)
                    && (one.sku == own.sku || one.title == own.title)
            };
            free.iter().position(is_same).map(|place| free.swap_remove(place))
        });
        self.goods.len() == other.goods.len() && found.all(|one| one.is_some())
    }

    /// Whether some goods go by one name or code, or there are none to tell them apart by: a price alone names none.
    pub fn names_goods_of(&self, other: &Self) -> bool {
        let is_named = |own: &Goods| other.goods.iter().any(|one| one.is_called_so(own));
        self.goods.is_empty() || other.goods.is_empty() || self.goods.iter().any(is_named)
    }

    /// Whether some goods are the same, or there are none to tell them apart by.
    pub fn shares_goods_with(&self, other: &Self) -> bool {
        let is_alike =
            |own: &Goods| other.goods.iter().any(|one| one.is_called_so(own) || own.costs_about(one));
        self.goods.is_empty() || other.goods.is_empty() || self.goods.iter().any(is_alike)
    }

    /// Whether both came under one tracking number, however it is written; `None` where one of them has none.
    fn has_tracking_of(&self, other: &Self) -> Option<bool> {
        let written = |tracking: &Option<String>| {
            let signs = tracking.iter().flat_map(|text| text.chars());
            signs.filter(|sign| sign.is_alphanumeric()).flat_map(char::to_uppercase).collect::<String>()
        };
        let (own, other) = (written(&self.tracking), written(&other.tracking));
        (!own.is_empty() && !other.is_empty()).then(|| own == other)
    }

    /// Of each day of the parcel that both know, whether it is the same.
    fn days_beside(&self, other: &Self, zone: &Zone) -> Vec<bool> {
        let same = |own: Option<OrderTime>, other: Option<OrderTime>| {
            own.zip(other).map(|(own, other)| own.day(zone) == other.day(zone))
        };
        let promised = self.promised_by.zip(other.promised_by).map(|(own, other)| own == other);
        let shipped = same(self.shipped_at, other.shipped_at);
        [promised, shipped, same(self.delivered_at, other.delivered_at)].into_iter().flatten().collect()
    }
}

impl Goods {
    /// Whether they go by one name or code.
    fn is_called_so(&self, other: &Self) -> bool {
        self.title == other.title || (self.sku == other.sku && !self.sku.starts_with(BY_ROW))
    }

    /// Whether a piece costs the same, or nearly: a price put right moves by little.
    fn costs_about(&self, other: &Self) -> bool {
        let (own, other) = (self.unit_price, other.unit_price);
        let apart = own.minor.abs_diff(other.minor);
        own.currency == other.currency
            && apart.saturating_mul(NEARLY) <= own.minor.unsigned_abs().max(other.minor.unsigned_abs())
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
    fn two_accounts_may_be_of_one_purchase_unless_goods_or_parcel_say_otherwise() {
        let may_be = |days, change: &dyn Fn(&mut Order)| {
            let mut now = fruit_order();
            change(&mut now);
            Bought::of(&fruit_order()).may_be_same(&Bought::of(&now), days, &Zone::utc())
        };
        let other_parcel = |now: &mut Order| {
            now.tracking = Some("YT2".to_owned());
            (now.promised_by, now.shipped_at, now.delivered_at) = (None, None, None);
        };
        assert!(may_be(2, &other_parcel) && !may_be(60, &other_parcel));
        let other_goods = |now: &mut Order| {
            now.lines[0].sku = "LAMP".to_owned();
            now.lines[0].title = "Lamp".to_owned();
            now.lines[0].unit_price = yuan("39.00");
        };
        assert!(may_be(60, &other_goods), "one parcel brought them");
        assert!(!may_be(2, &|now| {
            other_goods(now);
            now.tracking = None;
        }));
        assert!(may_be(60, &|now| now.tracking = Some("sf-1000042 ".to_owned())));
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
