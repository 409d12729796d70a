//! Orders as the shop gave them, and the keyed hashes of what a buyer can prove themself with.
//!
//! An order lies sealed with its buyer's key. Orders are brought in by one hand at a time: each is weighed against what
//! is there, and two who bring in at once would not see each other's.

pub mod bring_in;
mod looks;
pub mod weigh;

use crate::Books;
use crate::fault::{BooksResult, Fault};
use domain::order::Order;
use eventlog::{Cells, Column, Personal, RowKey, Span, Table, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Orders, by the form in which two numbers are the same.
pub static ORDERS: Table = Table {
    name: "orders",
    form: 1,
    key: &[Column::text("order")],
    rest: &[
        Column::id("person"),
        Column::number("is_named"),
        Column::bytes("digest"),
        Column::personal("body"),
    ],
};

/// Orders whose numbers have dashes, by the number without them.
pub static BARE: Table =
    Table { name: "orders_bare", form: 1, key: &[Column::text("bare"), Column::text("order")], rest: &[] };

/// What proves an order, and for whom: 1 while it is the buyer's, 0 once it only opens the cases they have.
pub static CONTACTS: Table = Table {
    name: "order_contacts",
    form: 1,
    key: &[Column::text("order"), Column::bytes("contact"), Column::id("person")],
    rest: &[Column::number("is_buyers")],
};

/// What an order may be taken for another one by.
pub static LOOKS: Table =
    Table { name: "order_looks", form: 1, key: &[Column::text("look"), Column::text("order")], rest: &[] };

/// Orders that changed under an open case, until the server has told their cases; each change has a mark of its own.
pub static NEWS: Table =
    Table { name: "order_news", form: 1, key: &[Column::text("order")], rest: &[Column::id("mark")] };

/// More people than one contact ever proved to have had an order, and more contacts than one order has.
const MOST: u32 = 1_000;

/// An order on its way in.
#[derive(Clone, Debug)]
pub struct OrderRow {
    /// The key of its number: the form in which two numbers are the same.
    pub key: String,
    /// Whose it is.
    pub person_id: Uuid,
    /// Whether the shop itself says by a customer's number who that is.
    pub is_named: bool,
    /// The order.
    pub order: Order,
    /// The contact as far as it may be shown: enough to recognise, not enough to learn.
    pub contact_hint: String,
    /// Keyed hashes of every contact that proves the order.
    pub contact_keys: Vec<Vec<u8>>,
    /// Keyed hashes of the whole contacts alone: an order that has one of them is the same buyer's.
    pub buyer_keys: Vec<Vec<u8>>,
    /// SHA-256 of all of the above.
    pub digest: Vec<u8>,
}

/// An order found, with what goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundOrder {
    /// The order.
    pub order: Order,
    /// Whose it is.
    pub person_id: Uuid,
    /// The contact as far as it may be shown.
    pub contact_hint: String,
}

/// What contacts prove.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proven {
    /// That somebody is the buyer of the order as it is now.
    pub buyer: Option<Uuid>,
    /// Whose cases about the order they may open: the buyer's, and those of whoever had the contact when they filed.
    pub people: BTreeSet<Uuid>,
}

impl Proven {
    /// What both prove together.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.buyer = self.buyer.or(other.buyer);
        self.people.extend(other.people);
        self
    }
}

/// What is sealed of an order.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    order: Order,
    hint: String,
}

/// An order as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeptOrder {
    pub(crate) found: FoundOrder,
    pub(crate) is_named: bool,
    pub(crate) digest: Vec<u8>,
}

impl KeptOrder {
    fn values(&self, key: &str) -> BooksResult<Vec<Value>> {
        let FoundOrder { order, person_id, contact_hint } = &self.found;
        let body = Body { order: order.clone(), hint: contact_hint.clone() };
        let words = serde_json::to_vec(&body).map_err(|error| Fault::unreadable("an order", error))?;
        Ok(vec![
            key.into(),
            (*person_id).into(),
            i64::from(self.is_named).into(),
            self.digest.clone().into(),
            Value::Personal(Personal { whose: *person_id, words }),
        ])
    }

    /// The key and the order; nothing once its buyer was erased.
    fn read(values: Vec<Value>) -> BooksResult<Option<(String, Self)>> {
        let mut cells = Cells::of(values);
        let (key, person_id, is_named): (String, Uuid, i64) = (cells.take()?, cells.take()?, cells.take()?);
        let (digest, words): (Vec<u8>, Option<Vec<u8>>) = (cells.take()?, cells.take()?);
        let Some(words) = words else { return Ok(None) };
        let Body { order, hint: contact_hint } =
            serde_json::from_slice(&words).map_err(|error| Fault::unreadable("an order", error))?;
        let found = FoundOrder { order, person_id, contact_hint };
        Ok(Some((key, Self { found, is_named: is_named != 0, digest })))
    }
}

/// Held by whoever brings orders in, and looked at by whoever ends what that left to do.
pub(crate) fn guard() -> RowKey {
    RowKey::new("orders", "brought in")
}

/// Which of a contact's rows are the buyer's now.
fn contact(values: Vec<Value>) -> BooksResult<(Vec<u8>, Uuid, bool)> {
    let mut cells = Cells::of(values);
    cells.take::<String>()?;
    let (contact, person): (Vec<u8>, Uuid) = (cells.take()?, cells.take()?);
    Ok((contact, person, cells.take::<i64>()? != 0))
}

impl Books {
    pub(crate) async fn kept_order(&self, key: &str) -> BooksResult<Option<KeptOrder>> {
        let found = self.log.find(&ORDERS, vec![key.into()]).await?;
        Ok(found.map(KeptOrder::read).transpose()?.flatten().map(|(_, kept)| kept))
    }

    /// The orders of these keys that there are and can be read, in no order.
    pub(crate) async fn kept_orders(&self, keys: &[String]) -> BooksResult<Vec<(String, KeptOrder)>> {
        let keys = keys.iter().map(|key| vec![key.as_str().into()]).collect();
        let found = self.log.find_all(&ORDERS, keys).await?;
        found.into_iter().filter_map(|values| KeptOrder::read(values).transpose()).collect()
    }

    /// The order with this key.
    pub async fn order(&self, key: &str) -> BooksResult<Option<FoundOrder>> {
        Ok(self.kept_order(key).await?.map(|kept| kept.found))
    }

    /// Whether there is an order with this key, readable or not.
    pub(crate) async fn has_order(&self, key: &str) -> BooksResult<bool> {
        Ok(self.log.find(&ORDERS, vec![key.into()]).await?.is_some())
    }

    /// The next orders after a key, in the order of their keys, each with its key; none after the last.
    pub async fn orders_after(&self, key: &str, limit: u32) -> BooksResult<Vec<(String, Order)>> {
        let page = self.kept_orders_after(key, limit).await?;
        Ok(page.into_iter().map(|(key, kept)| (key, kept.found.order)).collect())
    }

    pub(crate) async fn kept_orders_after(
        &self,
        key: &str,
        limit: u32,
    ) -> BooksResult<Vec<(String, KeptOrder)>> {
        let mut after = Value::from(key);
        loop {
            let rows = self.log.scan(Span::all(&ORDERS).after([after]), limit).await?;
            let Some(last) = rows.last().and_then(|values| values.first()) else { return Ok(Vec::new()) };
            after = last.clone();
            let read = rows.into_iter().filter_map(|values| KeptOrder::read(values).transpose());
            let read: Vec<_> = read.collect::<BooksResult<_>>()?;
            // Orders of the erased are there and can't be read: a page of theirs is not the last.
            if !read.is_empty() {
                return Ok(read);
            }
        }
    }

    /// How many orders there are.
    pub async fn n_orders(&self) -> BooksResult<u64> {
        Ok(self.log.count(Span::all(&ORDERS), u32::MAX).await?)
    }

    /// The key of the order that a typed key means: its own, else that of the one order whose key differs from it by
    /// dashes left out. Where several would fit it means none of them. The same is asked whether there is one or not.
    pub async fn key_meant(&self, typed: &str) -> BooksResult<String> {
        let is_known = self.log.find(&ORDERS, vec![typed.into()]).await?.is_some();
        let near = self.log.scan(Span::of(&BARE, [typed.into()]), 2).await?;
        let only = match <[Vec<Value>; 1]>::try_from(near) {
            Ok([values]) => {
                let mut cells = Cells::of(values);
                cells.take::<String>()?;
                Some(cells.take::<String>()?)
            }
            Err(_) => None,
        };
        Ok(only.filter(|_| !is_known).unwrap_or_else(|| typed.to_owned()))
    }

    /// Whom these contacts prove somebody to be, of all who have or had this order. Unknown order and wrong contact look
    /// alike, and take as long.
    pub async fn proven(&self, key: &str, contacts: impl Iterator<Item = &Vec<u8>>) -> BooksResult<Proven> {
        let mut proven = Proven::default();
        for wanted in contacts {
            let span = Span::of(&CONTACTS, [key.into(), wanted.clone().into()]);
            for values in self.log.scan(span, MOST).await? {
                let (_, person, is_buyers) = contact(values)?;
                proven.buyer = proven.buyer.or(is_buyers.then_some(person));
                proven.people.insert(person);
            }
        }
        Ok(proven)
    }

    /// Whether a parcel, by its key, is one of another order than the one with this key.
    pub async fn is_parcel_of_another(&self, parcel: &str, key: &str) -> BooksResult<bool> {
        looks::has_parcel(self, parcel, key).await
    }

    /// The orders that the one with this key looks like, by its number or its parcel.
    pub async fn looks_like(&self, key: &str) -> BooksResult<Vec<FoundOrder>> {
        let Some(found) = self.order(key).await? else { return Ok(Vec::new()) };
        looks::like(&mut looks::Known::of(self), key, &found).await
    }
}
