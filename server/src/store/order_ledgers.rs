//! The projection of orders: what the cases of each gave and reserve, under a version that moves with it and with what the
//! shop says of the order.
//!
//! INVARIANT (came in): a case is appended to only while the ledger it was decided upon is still the order's. The
//! check and the change lie in the transaction of the append, so nobody can pass between them.

use super::{Store, StoreFault, StoreResult, refund_references};
use domain::order::ledger::{OfCase, OrderLedger};
use sqlx::SqliteConnection;
use uuid::Uuid;

/// An order's ledger as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its version; 0 while no case of the order gave anything and the shop has said nothing new of it.
    pub version: i64,
    /// What it holds.
    pub ledger: OrderLedger,
}

impl Seen {
    fn read(row: Option<(i64, String)>) -> StoreResult<Self> {
        let Some((version, body)) = row else { return Ok(Self::default()) };
        let ledger =
            serde_json::from_str(&body).map_err(|error| StoreFault::unreadable("order ledger", error))?;
        Ok(Self { version, ledger })
    }
}

const READ: &str = "SELECT version, body FROM order_ledgers WHERE order_key = ?";

/// The version of an order's ledger.
pub(super) async fn version(conn: &mut SqliteConnection, order_key: &str) -> StoreResult<i64> {
    let version = sqlx::query_scalar("SELECT version FROM order_ledgers WHERE order_key = ?")
        .bind(order_key)
        .fetch_optional(conn)
        .await?;
    Ok(version.unwrap_or(0))
}

/// Takes what a case gives now into its order's ledger.
pub(super) async fn put(conn: &mut SqliteConnection, order_key: &str, of_case: &OfCase) -> StoreResult<()> {
    let row = sqlx::query_as(READ).bind(order_key).fetch_optional(&mut *conn).await?;
    let Seen { version, mut ledger } = Seen::read(row)?;
    if !ledger.put(of_case) {
        return Ok(());
    }
    refund_references::put(&mut *conn, order_key, &ledger).await?;
    let body =
        serde_json::to_string(&ledger).map_err(|error| StoreFault::unreadable("order ledger", error))?;
    sqlx::query(
        "INSERT INTO order_ledgers (order_key, version, body) VALUES (?, ?, ?) \
         ON CONFLICT (order_key) DO UPDATE SET version = excluded.version, body = excluded.body",
    )
    .bind(order_key)
    .bind(version.saturating_add(1))
    .bind(body)
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that the shop says something else of an order than before: what was decided upon its former state is decided
/// again.
pub(super) async fn moved(conn: &mut SqliteConnection, order_key: &str) -> StoreResult<()> {
    let empty = serde_json::to_string(&OrderLedger::default())
        .map_err(|error| StoreFault::unreadable("order ledger", error))?;
    sqlx::query(
        "INSERT INTO order_ledgers (order_key, version, body) VALUES (?, 1, ?) \
         ON CONFLICT (order_key) DO UPDATE SET version = version + 1",
    )
    .bind(order_key)
    .bind(empty)
    .execute(conn)
    .await?;
    Ok(())
}

impl Store {
    /// What the cases of an order gave and reserve.
    pub async fn order_ledger(&self, order_key: &str) -> StoreResult<Seen> {
        Seen::read(sqlx::query_as(READ).bind(order_key).fetch_optional(&self.reads).await?)
    }

    /// The keys of orders that have a case or a ledger, after a key and in their order; none after the last.
    pub async fn ledger_keys_after(&self, order_key: &str, limit: u32) -> StoreResult<Vec<String>> {
        let keys = sqlx::query_scalar(
            "SELECT order_key FROM cases WHERE order_key > ?1 UNION \
             SELECT order_key FROM order_ledgers WHERE order_key > ?1 ORDER BY order_key LIMIT ?2",
        )
        .bind(order_key)
        .bind(limit)
        .fetch_all(&self.reads)
        .await?;
        Ok(keys)
    }

    /// All cases about an order, whosever they are.
    pub async fn case_ids_of_order(&self, order_key: &str) -> StoreResult<Vec<Uuid>> {
        let cases = sqlx::query_scalar("SELECT case_id FROM cases WHERE order_key = ? ORDER BY case_id")
            .bind(order_key)
            .fetch_all(&self.reads)
            .await?;
        Ok(cases)
    }
}
