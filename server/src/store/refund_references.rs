//! The projection of references: which order a refund was shown for, so that it shows none of another order.
//!
//! Whoever proves a promise asks first; what was proven meanwhile is noticed in the transaction of the append, and decided
//! again.

use super::{Store, StoreResult};
use domain::order::ledger::OfCase;
use domain::order::reference::key_of;
use domain::text::Reference;
use sqlx::SqliteConnection;

const IS_ELSEWHERE: &str =
    "SELECT EXISTS (SELECT 1 FROM refund_references WHERE reference = ? AND order_key <> ?)";

/// The references that show what a case gave, as they are compared.
fn keys(of_case: &OfCase) -> impl Iterator<Item = String> {
    of_case.proven().filter_map(key_of)
}

/// Takes the references of a case in.
pub(super) async fn put(conn: &mut SqliteConnection, order_key: &str, of_case: &OfCase) -> StoreResult<()> {
    for key in keys(of_case) {
        sqlx::query("INSERT OR IGNORE INTO refund_references (reference, order_key) VALUES (?, ?)")
            .bind(key)
            .bind(order_key)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Whether one of a case's references that its order did not have before shows a refund of another order.
pub(super) async fn is_taken(
    conn: &mut SqliteConnection,
    order_key: &str,
    of_case: &OfCase,
) -> StoreResult<bool> {
    for key in keys(of_case) {
        let is_own: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM refund_references WHERE reference = ? AND order_key = ?)",
        )
        .bind(&key)
        .bind(order_key)
        .fetch_one(&mut *conn)
        .await?;
        let is_elsewhere: bool =
            sqlx::query_scalar(IS_ELSEWHERE).bind(&key).bind(order_key).fetch_one(&mut *conn).await?;
        if is_elsewhere && !is_own {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Store {
    /// Whether a reference shows a refund of another order than this.
    pub async fn shows_elsewhere(&self, reference: &Reference, order_key: &str) -> StoreResult<bool> {
        let Some(key) = key_of(reference) else { return Ok(false) };
        let is_elsewhere =
            sqlx::query_scalar(IS_ELSEWHERE).bind(key).bind(order_key).fetch_one(&self.reads).await?;
        Ok(is_elsewhere)
    }
}
