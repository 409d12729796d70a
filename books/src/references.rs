//! References of refunds: of which orders each is and for how much, so that a refund shows none of another order, and no more
//! on all of them than it was. Beside them stand the numbers of parcels: of which orders each shows that something was sent.
//!
//! A reference is known from what cases prove, from what is recorded on them by hand, and from what the shop's files
//! tell. All of it lies in one guarded row per reference: whoever proves a promise by it names the version they read.

use crate::Books;
use crate::fault::{BooksResult, Fault};
use domain::compensation::money::{Currency, Money};
use domain::order::Order;
use domain::order::ledger::{OrderLedger, Transfer, by_reference};
use domain::order::reference::key_of;
use eventlog::{RowChange, RowKey};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What one order tells of a reference, in minor units; where no sum is named there is no currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Named {
    /// By its cases.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_desk: Option<(Option<Currency>, Transfer)>,
    /// By the shop's files, of each of those who bought under its number: what it told of a buyer whose number it has given
    /// to another stays, for the money went out all the same.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    by_shop: BTreeMap<Uuid, (Option<Currency>, i64)>,
    /// Whether its cases show by it that something was sent, where it is a parcel's number.
    #[serde(skip_serializing_if = "is_not")]
    is_sent: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes what it may leave out by reference")]
const fn is_not(holds: &bool) -> bool {
    !*holds
}

/// What each order tells of one reference.
type Orders = BTreeMap<String, Named>;

/// An order, and who bought it under whatever names: what is told of anybody else under its number is of another order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// The key of its number.
    pub order: String,
    /// Whose it is, as the case at hand knows it and as the shop does by now.
    pub people: [Uuid; 2],
}

/// A reference that a command shows a refund by, or a parcel's number by which it shows that something was sent, and what was
/// known of it on other orders when that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The reference, as it is compared.
    pub key: String,
    version: u64,
    /// What was known of it as a reference of refunds.
    pub of_other_orders: Transfer,
    /// Whether another order's cases show by it, a parcel's number, that something was sent.
    pub is_sent_elsewhere: bool,
}

/// References as they were read, and as they are about to be.
#[derive(Debug, Default)]
pub(crate) struct Moving(BTreeMap<String, (u64, Orders, bool)>);

impl Moving {
    async fn row(&mut self, books: &Books, key: &str) -> BooksResult<&mut (u64, Orders, bool)> {
        if !self.0.contains_key(key) {
            let (version, orders) = books.reference(key).await?;
            self.0.insert(key.to_owned(), (version, orders, false));
        }
        self.0.get_mut(key).ok_or_else(|| Fault::unreadable("a reference", "it is not there"))
    }

    /// Has a reference be as it was when it was shown.
    pub(crate) async fn as_seen(&mut self, books: &Books, shown: &Shown) -> BooksResult<()> {
        self.row(books, &shown.key).await?.0 = shown.version;
        Ok(())
    }

    /// Changes what an order tells of a reference.
    async fn change(
        &mut self,
        books: &Books,
        order: &str,
        key: &str,
        make: impl FnOnce(&mut Named),
    ) -> BooksResult<()> {
        let (_, orders, is_moved) = self.row(books, key).await?;
        let before = orders.remove(order).unwrap_or_default();
        let mut named = before.clone();
        make(&mut named);
        *is_moved |= named != before;
        if named != Named::default() {
            orders.insert(order.to_owned(), named);
        }
        Ok(())
    }

    /// Takes in what an order's cases tell now, where they told `before`. What was taken back is known no more.
    pub(crate) async fn by_cases(
        &mut self,
        books: &Books,
        order: &str,
        before: &OrderLedger,
        now: &OrderLedger,
    ) -> BooksResult<()> {
        let told = |ledger: &OrderLedger| -> BTreeMap<String, (Option<Currency>, Transfer)> {
            let transfers = ledger.transfers().into_iter();
            transfers.map(|(key, currency, transfer)| (key, (currency, transfer))).collect()
        };
        self.by_parcels(books, order, &before.parcels_shown(), &now.parcels_shown()).await?;
        let (before, now) = (told(before), told(now));
        let keys: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
        for key in keys.into_iter().filter(|key| before.get(*key) != now.get(*key)) {
            let tells = now.get(key).copied();
            self.change(books, order, key, |named| named.by_desk = tells).await?;
        }
        Ok(())
    }

    /// Takes in which parcels the cases of an order show something by now, where they did by those `before`.
    async fn by_parcels(
        &mut self,
        books: &Books,
        order: &str,
        before: &BTreeSet<String>,
        now: &BTreeSet<String>,
    ) -> BooksResult<()> {
        for key in before.symmetric_difference(now) {
            let is_sent = now.contains(key);
            self.change(books, order, key, |named| named.is_sent = is_sent).await?;
        }
        Ok(())
    }

    /// Takes in what the shop tells of somebody's order now, where it told `before`; what it corrected is known no more.
    pub(crate) async fn by_shop(
        &mut self,
        books: &Books,
        order: &str,
        before: Option<(&Order, Uuid)>,
        (now, person): (&Order, Uuid),
    ) -> BooksResult<()> {
        let before = before.filter(|(_, of)| *of == person).map(|(order, _)| told_by_shop(order));
        let (before, now) = (before.unwrap_or_default(), told_by_shop(now));
        for key in before.keys().filter(|key| !now.contains_key(*key)) {
            self.change(books, order, key, |named| {
                named.by_shop.remove(&person);
            })
            .await?;
        }
        for (key, tells) in now {
            // Told of a former buyer too it is the same refund, of an order that was put right.
            self.change(books, order, &key, |named| named.by_shop = BTreeMap::from([(person, tells)]))
                .await?;
        }
        Ok(())
    }

    /// The guarded rows of it.
    pub(crate) fn rows(self) -> BooksResult<Vec<RowChange>> {
        let row = |(key, (version, orders, is_moved)): (String, (u64, Orders, bool))| {
            if !is_moved {
                return Ok(RowChange::look(row_key(&key), version));
            }
            let body =
                serde_json::to_string(&orders).map_err(|error| Fault::unreadable("a reference", error))?;
            Ok(RowChange::write(row_key(&key), version, body))
        };
        self.0.into_iter().map(row).collect()
    }
}

fn row_key(key: &str) -> RowKey {
    RowKey::new("refund-reference", key)
}

/// Under which references the shop tells of refunds of an order, and how much went back under each.
fn told_by_shop(order: &Order) -> BTreeMap<String, (Option<Currency>, i64)> {
    let sums = by_reference(&order.given_outside);
    let all = order.given_outside.iter().filter_map(|given| given.reference.as_ref());
    all.filter_map(key_of)
        .map(|key| {
            let sum = sums.get(&key);
            (key, (sum.map(|sum: &Money| sum.currency), sum.map_or(0, |sum| sum.minor)))
        })
        .collect()
}

/// What the others of these orders tell together, in one currency: one reference is one movement of money, whoever's the
/// orders are. What names it in another currency still names it.
fn of_others(orders: &Orders, own: &Purchase, currency: Currency) -> Transfer {
    let minor = |of: Option<Currency>, minor: i64| if of == Some(currency) { minor } else { 0 };
    let mut others = Transfer::default();
    for (order, Named { by_desk, by_shop, is_sent: _ }) in orders {
        let told = by_shop.iter().filter(|(person, _)| *order != own.order || !own.people.contains(person));
        for (_, (of, sum)) in told {
            others = others.and(Transfer { by_shop: Some(minor(*of, *sum)), ..Transfer::default() });
        }
        if let Some((of, transfer)) = by_desk.as_ref().filter(|_| *order != own.order) {
            let by_hand = transfer.by_hand.map(|sum| minor(*of, sum));
            let proven = transfer.proven.map(|sum| minor(*of, sum));
            // One transfer is in one currency: in another it came to nothing, and nobody can say otherwise.
            let is_in_another = of.is_some_and(|of| of != currency);
            let said = if is_in_another { Some(0) } else { transfer.said };
            others = others.and(Transfer { by_shop: None, said, by_hand, proven });
        }
    }
    others
}

impl Books {
    async fn reference(&self, key: &str) -> BooksResult<(u64, Orders)> {
        let Some(row) = self.log.row(&row_key(key)).await? else { return Ok((0, Orders::new())) };
        let orders =
            serde_json::from_str(&row.body).map_err(|error| Fault::unreadable("a reference", error))?;
        Ok((row.version, orders))
    }

    /// Which references the shop tells of with an order, and its row does not have so.
    pub(crate) async fn lacks_by_shop(
        &self,
        order: &str,
        now: &Order,
        person: Uuid,
    ) -> BooksResult<Vec<String>> {
        let mut lacking = Vec::new();
        for (key, tells) in told_by_shop(now) {
            let (_, orders) = self.reference(&key).await?;
            if orders.get(order).and_then(|named| named.by_shop.get(&person)) != Some(&tells) {
                lacking.push(key);
            }
        }
        Ok(lacking)
    }

    /// Which references the cases of an order tell of, and its row does not have so.
    pub(crate) async fn lacks_by_cases(&self, order: &str, ledger: &OrderLedger) -> BooksResult<Vec<String>> {
        let mut lacking = Vec::new();
        for (key, currency, transfer) in ledger.transfers() {
            let (_, orders) = self.reference(&key).await?;
            if orders.get(order).and_then(|named| named.by_desk) != Some((currency, transfer)) {
                lacking.push(key);
            }
        }
        for key in ledger.parcels_shown() {
            let (_, orders) = self.reference(&key).await?;
            if !orders.get(order).is_some_and(|named| named.is_sent) {
                lacking.push(key);
            }
        }
        Ok(lacking)
    }

    /// What is known of a reference or a parcel, by its key, on other orders than a purchase.
    pub async fn shown(&self, key: String, own: &Purchase, currency: Currency) -> BooksResult<Shown> {
        let (version, orders) = self.reference(&key).await?;
        let of_other_orders = of_others(&orders, own, currency);
        let is_sent_elsewhere = orders.iter().any(|(order, named)| *order != own.order && named.is_sent);
        Ok(Shown { key, version, of_other_orders, is_sent_elsewhere })
    }
}
