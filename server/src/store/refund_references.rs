//! References of refunds: of which order each is, so that a refund shows none of another order.
//!
//! A reference is known from what cases prove, from what is recorded on them by hand, and from what the shop's files tell.
//! Whoever proves a promise asks first; what was proven meanwhile is noticed in the transaction of the append, and decided
//! again.

use super::{Store, StoreResult};
use domain::order::Order;
use domain::order::ledger::{OfCase, OrderLedger};
use domain::order::reference::key_of;
use domain::text::Reference;
use sqlx::SqliteConnection;

/// One reference is one movement of money, whoever the orders belong to.
const IS_ANOTHERS: &str = "SELECT EXISTS (\
     SELECT 1 FROM refund_references WHERE reference = ?1 AND order_key <> ?2 \
     UNION ALL SELECT 1 FROM order_references WHERE reference = ?1 AND order_key <> ?2)";

/// Takes the references of an order's cases in: those that prove their promises, and those that were recorded on them. What
/// was taken back is known no more.
pub(super) async fn put(
    conn: &mut SqliteConnection,
    order_key: &str,
    ledger: &OrderLedger,
) -> StoreResult<()> {
    sqlx::query("DELETE FROM refund_references WHERE order_key = ?")
        .bind(order_key)
        .execute(&mut *conn)
        .await?;
    for key in ledger.references().filter_map(key_of) {
        sqlx::query("INSERT OR IGNORE INTO refund_references (reference, order_key) VALUES (?, ?)")
            .bind(key)
            .bind(order_key)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Takes the references in under which the shop tells of refunds of an order.
pub(super) async fn put_told(conn: &mut SqliteConnection, order_key: &str, order: &Order) -> StoreResult<()> {
    let all = order.given_outside.iter().filter_map(|given| given.reference.as_ref());
    for key in all.filter_map(key_of) {
        sqlx::query("INSERT OR IGNORE INTO order_references (reference, order_key) VALUES (?, ?)")
            .bind(key)
            .bind(order_key)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Whether one of the references that prove a case, and that its order did not have before, shows a refund of another
/// order.
pub(super) async fn is_taken(
    conn: &mut SqliteConnection,
    order_key: &str,
    of_case: &OfCase,
) -> StoreResult<bool> {
    for key in of_case.proven().filter_map(|given| given.reference.as_ref()).filter_map(key_of) {
        let is_own: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM refund_references WHERE reference = ? AND order_key = ?)",
        )
        .bind(&key)
        .bind(order_key)
        .fetch_one(&mut *conn)
        .await?;
        let is_anothers: bool =
            sqlx::query_scalar(IS_ANOTHERS).bind(&key).bind(order_key).fetch_one(&mut *conn).await?;
        if is_anothers && !is_own {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Store {
    /// Whether a reference shows a refund of another order than this.
    pub async fn shows_anothers(&self, reference: &Reference, order_key: &str) -> StoreResult<bool> {
        let Some(key) = key_of(reference) else { return Ok(false) };
        let is_anothers =
            sqlx::query_scalar(IS_ANOTHERS).bind(key).bind(order_key).fetch_one(&self.reads).await?;
        Ok(is_anothers)
    }
}
