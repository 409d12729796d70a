//! Orders as the shop gave them, and the keyed hashes of what a buyer can prove themself with.

use super::writer::Change;
use super::{Store, StoreFault, StoreResult};
use async_trait::async_trait;
use domain::order::Order;
use sqlx::SqliteConnection;
use uuid::Uuid;

/// An order on its way into the store.
#[derive(Clone, Debug)]
pub struct OrderRow {
    /// The key of its number: the form in which two numbers are the same.
    pub key: String,
    /// Whose it is.
    pub person_id: Uuid,
    /// The order, as JSON.
    pub body: String,
    /// The contact as far as it may be shown: enough to recognise, not enough to learn.
    pub contact_hint: String,
    /// Keyed hashes of every contact that proves the order.
    pub contact_keys: Vec<Vec<u8>>,
    /// SHA-256 of all of the above.
    pub digest: Vec<u8>,
}

/// What became of an order on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It was not there before.
    New,
    /// It was there and differs now.
    Changed,
    /// It was there just so.
    Unchanged,
    /// Another order has its number, spelt differently, and not one contact in common. It was not stored.
    Collides {
        /// The number as that order has it.
        number: String,
    },
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

struct StoreOrders(Vec<OrderRow>);

#[async_trait]
impl Change for StoreOrders {
    type Answer = Vec<Stored>;

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<Vec<Stored>> {
        let mut outcomes = Vec::with_capacity(self.0.len());
        for order in &self.0 {
            outcomes.push(store_order(conn, order).await?);
        }
        Ok(outcomes)
    }
}

/// What will become of an order.
async fn compare(conn: &mut SqliteConnection, order: &OrderRow) -> StoreResult<Stored> {
    let earlier: Option<(Vec<u8>, String)> =
        sqlx::query_as("SELECT digest, body ->> 'number' FROM orders WHERE order_key = ?")
            .bind(&order.key)
            .fetch_optional(&mut *conn)
            .await?;
    let Some((digest, number)) = earlier else { return Ok(Stored::New) };
    if digest == order.digest {
        return Ok(Stored::Unchanged);
    }
    let is_spelt_alike = serde_json::from_str::<Spelling>(&order.body).is_ok_and(|own| own.number == number);
    if is_spelt_alike {
        return Ok(Stored::Changed);
    }
    let known: Vec<Vec<u8>> =
        sqlx::query_scalar("SELECT contact_key FROM order_contacts WHERE order_key = ?")
            .bind(&order.key)
            .fetch_all(&mut *conn)
            .await?;
    let has_common = order.contact_keys.iter().any(|key| known.contains(key));
    Ok(if has_common { Stored::Changed } else { Stored::Collides { number } })
}

/// Of an order's body, the number as it is printed.
#[derive(serde::Deserialize)]
struct Spelling {
    number: String,
}

async fn store_order(conn: &mut SqliteConnection, order: &OrderRow) -> StoreResult<Stored> {
    let outcome = compare(conn, order).await?;
    if !matches!(outcome, Stored::New | Stored::Changed) {
        return Ok(outcome);
    }
    sqlx::query(
        "INSERT INTO orders (order_key, person_id, body, contact_hint, digest) VALUES (?, ?, ?, ?, ?) \
         ON CONFLICT (order_key) DO UPDATE SET body = excluded.body, contact_hint = excluded.contact_hint, \
         digest = excluded.digest",
    )
    .bind(&order.key)
    .bind(order.person_id)
    .bind(&order.body)
    .bind(&order.contact_hint)
    .bind(&order.digest)
    .execute(&mut *conn)
    .await?;
    sqlx::query("DELETE FROM order_contacts WHERE order_key = ?")
        .bind(&order.key)
        .execute(&mut *conn)
        .await?;
    for contact in &order.contact_keys {
        sqlx::query("INSERT OR IGNORE INTO order_contacts (order_key, contact_key) VALUES (?, ?)")
            .bind(&order.key)
            .bind(contact)
            .execute(&mut *conn)
            .await?;
    }
    Ok(outcome)
}

impl Store {
    /// Stores orders, all or none, and says what became of each. Cases keep the order as it was when they were filed.
    pub async fn store_orders(&self, orders: Vec<OrderRow>) -> StoreResult<Vec<Stored>> {
        self.writer.make(StoreOrders(orders)).await
    }

    /// What would become of these orders if they were stored now.
    pub async fn compare_orders(&self, orders: &[OrderRow]) -> StoreResult<Vec<Stored>> {
        let mut conn = self.reads.acquire().await?;
        let mut outcomes = Vec::with_capacity(orders.len());
        for order in orders {
            outcomes.push(compare(&mut conn, order).await?);
        }
        Ok(outcomes)
    }

    /// The order with this key, if one of these contacts proves it. Unknown order and wrong contact look alike.
    pub async fn prove_order(
        &self,
        order_key: &str,
        contacts: &[Vec<u8>],
    ) -> StoreResult<Option<FoundOrder>> {
        let mut is_proven = false;
        for contact in contacts {
            let n: i64 = sqlx::query_scalar(
                "SELECT count(*) FROM order_contacts WHERE order_key = ? AND contact_key = ?",
            )
            .bind(order_key)
            .bind(contact)
            .fetch_one(&self.reads)
            .await?;
            is_proven |= n > 0;
        }
        let found = self.order(order_key).await?;
        Ok(found.filter(|_| is_proven))
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
