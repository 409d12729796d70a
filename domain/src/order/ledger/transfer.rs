//! What is told of a transfer of money by its reference, and what it proves: on one order, or on all that it paid.
//!
//! The shop's files tell of it row by row, each about one order. A supervisor who shows several orders by it says once what it
//! came to in all, and whoever at the desk records it by hand says what it was. Where nobody does, it is what it proves first.

use super::OrderLedger;
use crate::compensation::money::{Currency, Money};
use crate::order::given::Given;
use crate::order::reference::{key_of, parcel_key, parcel_of};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of one reference, in minor units of one currency; what went back in another comes to nothing in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Transfer {
    /// What the shop's files tell of it, each row of one order; nothing where they name it nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_shop: Option<i64>,
    /// What it came to in all, as a supervisor said who showed something by it; nothing where none did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<i64>,
    /// The most that was recorded of it by hand on one order; nothing where nobody recorded it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_hand: Option<i64>,
    /// What it proves; nothing where it proves nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proven: Option<i64>,
}

impl Transfer {
    /// Whether nobody names it.
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// The same with what is known of it on other orders.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        let both = |one: Option<i64>, other: Option<i64>| {
            [one, other].into_iter().flatten().reduce(i64::saturating_add)
        };
        Self {
            by_shop: both(self.by_shop, others.by_shop),
            said: [self.said, others.said].into_iter().flatten().min(),
            by_hand: self.by_hand.max(others.by_hand),
            proven: both(self.proven, others.proven),
        }
    }

    /// INVARIANT (one size): what it came to in all. The shop's word goes before whatever the desk says of it, what a supervisor
    /// said before what was recorded on single orders, and that before what it proves, so that nothing at the desk makes it
    /// greater than the shop told and no proof makes it greater. Nothing where nobody names it.
    pub fn told(&self) -> Option<i64> {
        self.by_shop.or(self.said).or(self.by_hand).or(self.proven)
    }

    /// Whether a supervisor may say what it came to: once, where the shop does not tell. Said twice it could grow for ever.
    pub const fn is_unsaid(&self) -> bool {
        self.by_shop.is_none() && self.said.is_none()
    }
}

/// What rows come to under each of their references, as it is compared. One transfer is in one currency: that of the first
/// row that names a sum.
pub fn by_reference<'a>(rows: impl IntoIterator<Item = &'a Given>) -> BTreeMap<String, Money> {
    let mut sums: BTreeMap<String, Money> = BTreeMap::new();
    for row in rows {
        let (Some(key), Some(amount)) = (row.reference.as_ref().and_then(key_of), row.amount) else {
            continue;
        };
        let sum = sums.entry(key).or_insert(Money { minor: 0, ..amount });
        if sum.currency == amount.currency {
            sum.minor = sum.minor.saturating_add(amount.minor);
        }
    }
    sums
}

/// What rows come to under one reference, in minor units of a currency; nothing where no row names it.
pub fn sum_under<'a>(
    rows: impl IntoIterator<Item = &'a Given>,
    key: &str,
    currency: Currency,
) -> Option<i64> {
    let own = rows.into_iter().filter(|row| row.is_under(key));
    let minor =
        |row: &Given| row.amount.filter(|amount| amount.currency == currency).map_or(0, |one| one.minor);
    own.map(minor).reduce(i64::saturating_add)
}

/// What a supervisor said that the transfer under one reference came to in all, in minor units of a currency; the least, should
/// that have been said otherwise at once.
pub fn said_under<'a>(
    rows: impl IntoIterator<Item = &'a Given>,
    key: &str,
    currency: Currency,
) -> Option<i64> {
    let said = rows.into_iter().filter(|row| row.is_under(key)).filter_map(|row| row.in_all);
    said.filter(|said| said.currency == currency).map(|said| said.minor).min()
}

impl OrderLedger {
    /// What the order's cases tell of each reference and prove by it: its key, the currency where a sum is named, and how much.
    pub fn transfers(&self) -> Vec<(String, Option<Currency>, Transfer)> {
        let proven: Vec<&Given> = self.cases.iter().flat_map(super::OfCase::proven).collect();
        let by_hand = by_reference(&self.told_by_hand(|_| true));
        let (rows, proven) = (proven.clone(), by_reference(proven));
        let keys: BTreeSet<String> = self.references().filter_map(key_of).collect();
        let transfer = |key: String| {
            let (proven, by_hand) = (proven.get(&key), by_hand.get(&key));
            let currency = proven.or(by_hand).map(|sum| sum.currency);
            let minor = |sum: Option<&Money>| sum.map(|sum| sum.minor);
            // What is shown without a sum is shown all the same.
            let shown = minor(proven).or_else(|| by_hand.is_none().then_some(0));
            let said = currency.and_then(|currency| said_under(rows.iter().copied(), &key, currency));
            (key, currency, Transfer { by_shop: None, said, by_hand: minor(by_hand), proven: shown })
        };
        keys.into_iter().map(transfer).collect()
    }

    /// The parcels by which the order's cases show that something was sent, by their keys: they show nothing of another order.
    pub fn parcels_shown(&self) -> BTreeSet<String> {
        let parcels = self.cases.iter().flat_map(|of| &of.parcels);
        parcels.filter_map(|number| parcel_of(number.as_str())).map(|parcel| parcel_key(&parcel)).collect()
    }
}
