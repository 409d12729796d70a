//! Orders as the shop gave them, and the keyed hashes of what a buyer can prove themself with.
//!
//! A number may come again: as the same order, moved on; as another buyer's, where the shop gives its numbers out
//! anew; or as another number that only looks the same. Only the first keeps the person, the second begins anew, the
//! third is refused, since it would take the order away from its owner.

use super::writer::Change;
use super::{Store, StoreFault, StoreResult, order_ledgers, order_looks, order_news, refund_references};
use async_trait::async_trait;
use domain::complaint::order_now::is_one_purchase;
use domain::order::Order;
use domain::zone::Zone;
use sqlx::SqliteConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// An order on its way into the store.
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
    /// The order, as JSON.
    pub body: String,
    /// The contact as far as it may be shown: enough to recognise, not enough to learn.
    pub contact_hint: String,
    /// Keyed hashes of every contact that proves the order.
    pub contact_keys: Vec<Vec<u8>>,
    /// Keyed hashes of the whole contacts alone: an order that has one of them is the same buyer's.
    pub buyer_keys: Vec<Vec<u8>>,
    /// SHA-256 of all of the above.
    pub digest: Vec<u8>,
}

/// What became of an order on its way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It was not there before.
    New,
    /// It was there and differs now.
    Changed,
    /// It was there just so.
    Unchanged,
    /// It was left out: the number is another buyer's order.
    Refused,
}

/// An order found, with what goes with it.
#[derive(Clone, Debug)]
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

/// What became of an order, and which other one it looks like, where it is new or differs now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What became of it.
    pub stored: Stored,
    /// The number of an order that is known and that it may be: a person looks.
    pub like: Option<String>,
}

struct StoreOrders(Vec<OrderRow>);

#[async_trait]
impl Change for StoreOrders {
    type Answer = Vec<Outcome>;

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<Vec<Outcome>> {
        let mut outcomes = Vec::with_capacity(self.0.len());
        for order in &self.0 {
            outcomes.push(store_order(conn, order).await?);
        }
        let changed = self.0.iter().zip(&outcomes).filter(|(_, outcome)| outcome.stored == Stored::Changed);
        let changed: Vec<&str> = changed.map(|(order, _)| order.key.as_str()).collect();
        order_news::note(conn, &changed).await?;
        Ok(outcomes)
    }
}

/// What is there already under the number of an order.
#[derive(sqlx::FromRow)]
struct Earlier {
    digest: Vec<u8>,
    person_id: Uuid,
    is_named: bool,
    body: String,
}

/// What a number that comes again means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Again {
    /// The same order of the same buyer.
    Same,
    /// The shop gave the number to another buyer.
    GivenAnew,
    /// Another order altogether, whose number looks the same.
    Collision,
}

/// What will become of an order, whose it will be, and what is there already.
async fn weigh(conn: &mut SqliteConnection, new: &OrderRow) -> StoreResult<(Stored, Uuid, Option<Earlier>)> {
    let earlier: Option<Earlier> =
        sqlx::query_as("SELECT digest, person_id, is_named, body FROM orders WHERE order_key = ?")
            .bind(&new.key)
            .fetch_optional(&mut *conn)
            .await?;
    let (outcome, person_id) = match &earlier {
        None => (Stored::New, new.person_id),
        Some(earlier) if earlier.digest == new.digest => (Stored::Unchanged, earlier.person_id),
        Some(earlier) => match again(conn, earlier, new).await? {
            Again::Same => (Stored::Changed, earlier.person_id),
            Again::GivenAnew => (Stored::Changed, new.person_id),
            Again::Collision => (Stored::Refused, earlier.person_id),
        },
    };
    Ok((outcome, person_id, earlier))
}

async fn store_order(conn: &mut SqliteConnection, new: &OrderRow) -> StoreResult<Outcome> {
    let (stored, person_id, earlier) = weigh(conn, new).await?;
    if matches!(stored, Stored::Unchanged | Stored::Refused) {
        return Ok(Outcome { stored, like: None });
    }
    let like = order_looks::like(conn, new).await?;
    if let Some(earlier) = &earlier {
        keep_former_contacts(conn, earlier, new).await?;
        order_ledgers::moved(conn, &new.key).await?;
    }
    let mut order = known_again(earlier.as_ref(), new, person_id)?;
    if like.is_some() {
        order.get_or_insert_with(|| new.order.clone()).terms.is_like_another = true;
    }
    let body = order.as_ref().map(serde_json::to_string).transpose();
    let body = body.map_err(|error| StoreFault::unreadable("order", error))?;
    sqlx::query(
        "INSERT INTO orders (order_key, person_id, is_named, body, contact_hint, digest) VALUES (?, ?, ?, ?, ?, ?) \
         ON CONFLICT (order_key) DO UPDATE SET person_id = excluded.person_id, is_named = excluded.is_named, \
         body = excluded.body, contact_hint = excluded.contact_hint, digest = excluded.digest",
    )
    .bind(&new.key)
    .bind(person_id)
    .bind(new.is_named)
    .bind(body.as_ref().unwrap_or(&new.body))
    .bind(&new.contact_hint)
    .bind(&new.digest)
    .execute(&mut *conn)
    .await?;
    sqlx::query("DELETE FROM order_contacts WHERE order_key = ?").bind(&new.key).execute(&mut *conn).await?;
    for contact in &new.contact_keys {
        sqlx::query("INSERT OR IGNORE INTO order_contacts (order_key, contact_key) VALUES (?, ?)")
            .bind(&new.key)
            .bind(contact)
            .execute(&mut *conn)
            .await?;
    }
    order_looks::put(conn, new).await?;
    refund_references::put_told(conn, &new.key, person_id, &new.order).await?;
    Ok(Outcome { stored, like })
}

/// The order as it is kept where it is there already: what was given for a line is found by the line's code, so the
/// lines that are the same keep theirs. `None` where it is another purchase.
fn known_again(earlier: Option<&Earlier>, new: &OrderRow, person_id: Uuid) -> StoreResult<Option<Order>> {
    let Some(earlier) = earlier else { return Ok(None) };
    let unreadable = |error| StoreFault::unreadable("order", error);
    let known: Order = serde_json::from_str(&earlier.body).map_err(unreadable)?;
    // Whichever zone the shop counts days in, those of one purchase lie no further apart.
    let utc = Zone::utc();
    let apart = known.placed_at.day(&utc) - new.order.placed_at.day(&utc);
    if earlier.person_id != person_id
        && apart.num_days().abs() > 1
        && !is_one_purchase(&known, &new.order, &utc)
    {
        return Ok(None);
    }
    Ok(Some(new.order.clone().after(&known)))
}

async fn again(conn: &mut SqliteConnection, earlier: &Earlier, new: &OrderRow) -> StoreResult<Again> {
    let mut is_same_buyer = earlier.person_id == new.person_id;
    for contact in &new.buyer_keys {
        let n: i64 =
            sqlx::query_scalar("SELECT count(*) FROM order_contacts WHERE order_key = ? AND contact_key = ?")
                .bind(&new.key)
                .bind(contact)
                .fetch_one(&mut *conn)
                .await?;
        is_same_buyer |= n > 0;
    }
    let known: Order =
        serde_json::from_str(&earlier.body).map_err(|error| StoreFault::unreadable("order", error))?;
    let is_named = earlier.is_named && new.is_named;
    Ok(judge(&known, &new.order, is_same_buyer, is_named))
}

/// What a number means that comes again. `is_same_buyer`: by the shop's number of the customer or by a whole contact;
/// `is_named`: the shop has a number for both.
fn judge(known: &Order, new: &Order, is_same_buyer: bool, is_named: bool) -> Again {
    let has_sku = |sku: &str| known.lines.iter().any(|line| line.sku == sku);
    let is_alike =
        new.lines.iter().any(|line| has_sku(&line.sku)) || (known.lines.is_empty() && new.lines.is_empty());
    let is_one_purchase = known.placed_at == new.placed_at && is_alike;
    if known.number != new.number {
        // Written otherwise it is the same order only if it is the same purchase of the same buyer.
        return if is_same_buyer && is_one_purchase { Again::Same } else { Again::Collision };
    }
    // Where the shop has no number for one of the two, the same goods at the same moment mean a contact put right.
    if is_same_buyer || (is_one_purchase && !is_named) {
        return Again::Same;
    }
    // A number given out anew belongs to the later purchase, in whichever order the two are brought in.
    let utc = Zone::utc();
    let is_later = new.placed_at.local(&utc) >= known.placed_at.local(&utc);
    if is_later { Again::GivenAnew } else { Again::Collision }
}

/// Keeps the contacts that prove the order no more, where somebody has a case about it: what once opened a case goes
/// on opening it.
async fn keep_former_contacts(
    conn: &mut SqliteConnection,
    earlier: &Earlier,
    new: &OrderRow,
) -> StoreResult<()> {
    sqlx::query(
        "INSERT OR IGNORE INTO former_contacts (order_key, contact_key, person_id) \
         SELECT order_key, contact_key, ?1 FROM order_contacts WHERE order_key = ?2 \
         AND EXISTS (SELECT 1 FROM cases WHERE order_key = ?2 AND person_id = ?1)",
    )
    .bind(earlier.person_id)
    .bind(&new.key)
    .execute(&mut *conn)
    .await?;
    Ok(())
}

impl Store {
    /// What would become of these orders if they were stored now.
    pub async fn compare_orders(&self, orders: &[OrderRow]) -> StoreResult<Vec<Outcome>> {
        let mut conn = self.reads.acquire().await?;
        let mut outcomes = Vec::with_capacity(orders.len());
        for order in orders {
            let stored = weigh(&mut conn, order).await?.0;
            let is_known = matches!(stored, Stored::Unchanged | Stored::Refused);
            let like = if is_known { None } else { order_looks::like(&mut conn, order).await? };
            outcomes.push(Outcome { stored, like });
        }
        Ok(outcomes)
    }

    /// Stores orders, all or none, and says what became of each. Those that changed under an open case are noted, so that
    /// the server brings the change to it.
    pub async fn store_orders(&self, orders: Vec<OrderRow>) -> StoreResult<Vec<Outcome>> {
        self.writer.make(StoreOrders(orders)).await
    }

    /// Whom these contacts prove somebody to be, of all who have or had this order. Unknown order and wrong contact look
    /// alike, and take as long.
    pub async fn proven(
        &self,
        order_key: &str,
        contacts: impl Iterator<Item = &Vec<u8>>,
    ) -> StoreResult<Proven> {
        let mut proven = Proven::default();
        for contact in contacts {
            let now: Option<Uuid> = sqlx::query_scalar(
                "SELECT o.person_id FROM order_contacts c JOIN orders o ON o.order_key = c.order_key \
                 WHERE c.order_key = ? AND c.contact_key = ?",
            )
            .bind(order_key)
            .bind(contact)
            .fetch_optional(&self.reads)
            .await?;
            let once: Vec<Uuid> = sqlx::query_scalar(
                "SELECT person_id FROM former_contacts WHERE order_key = ? AND contact_key = ?",
            )
            .bind(order_key)
            .bind(contact)
            .fetch_all(&self.reads)
            .await?;
            proven.buyer = proven.buyer.or(now);
            proven.people.extend(now.into_iter().chain(once));
        }
        Ok(proven)
    }

    /// The key of the order that a typed key means: its own, else that of the one order whose key differs from it by
    /// dashes left out. Where several would fit it means none of them. The same is asked whether there is one or not.
    pub async fn key_meant(&self, typed: &str) -> StoreResult<String> {
        let is_known: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM orders WHERE order_key = ?)")
            .bind(typed)
            .fetch_one(&self.reads)
            .await?;
        let mut near: Vec<String> =
            sqlx::query_scalar("SELECT order_key FROM orders WHERE replace(order_key, '-', '') = ? LIMIT 2")
                .bind(typed)
                .fetch_all(&self.reads)
                .await?;
        let only = if near.len() == 1 { near.pop() } else { None };
        Ok(only.filter(|_| !is_known).unwrap_or_else(|| typed.to_owned()))
    }

    /// The order with this key.
    pub async fn order(&self, order_key: &str) -> StoreResult<Option<FoundOrder>> {
        let row: Option<(String, Uuid, String)> =
            sqlx::query_as("SELECT body, person_id, contact_hint FROM orders WHERE order_key = ?")
                .bind(order_key)
                .fetch_optional(&self.reads)
                .await?;
        row.map(|(body, person_id, contact_hint)| {
            let order =
                serde_json::from_str(&body).map_err(|error| StoreFault::unreadable("order", error))?;
            Ok(FoundOrder { order, person_id, contact_hint })
        })
        .transpose()
    }

    /// The next orders after a key, in the order of their keys, each with its key; none after the last.
    pub async fn orders_after(&self, order_key: &str, limit: u32) -> StoreResult<Vec<(String, Order)>> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT order_key, body FROM orders WHERE order_key > ? ORDER BY order_key LIMIT ?",
        )
        .bind(order_key)
        .bind(i64::from(limit))
        .fetch_all(&self.reads)
        .await?;
        rows.into_iter()
            .map(|(key, body)| {
                let order =
                    serde_json::from_str(&body).map_err(|error| StoreFault::unreadable("order", error))?;
                Ok((key, order))
            })
            .collect()
    }

    /// How many orders there are.
    pub async fn n_orders(&self) -> StoreResult<i64> {
        let n = sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(&self.reads).await?;
        Ok(n)
    }
}
