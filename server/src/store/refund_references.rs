//! References of refunds: of which order each is, so that a refund shows none of somebody else's order.
//!
//! A reference is known from what cases prove, from what is recorded on them by hand, and from what the shop's files tell.
//! Whoever proves a promise asks first; what was proven meanwhile is noticed in the transaction of the append, and decided
//! again.

use super::{Store, StoreResult};
use domain::order::Order;
use domain::order::ledger::OfCase;
use domain::order::reference::key_of;
use domain::text::Reference;
use sqlx::SqliteConnection;
use uuid::Uuid;

/// One customer may have several orders paid by one transfer.
const IS_ANOTHERS: &str = "SELECT EXISTS (\
     SELECT 1 FROM refund_references WHERE reference = ?1 AND order_key <> ?2 AND person_id <> ?3 \
     UNION ALL SELECT 1 FROM order_references WHERE reference = ?1 AND order_key <> ?2 AND person_id <> ?3)";

/// Takes the references of a case in: those that prove its promises, and those that were recorded on it.
pub(super) async fn put(conn: &mut SqliteConnection, order_key: &str, of_case: &OfCase) -> StoreResult<()> {
    let all = of_case.entries.iter().filter_map(|entry| entry.given.reference.as_ref());
    for key in all.filter_map(key_of) {
        sqlx::query(
            "INSERT OR IGNORE INTO refund_references (reference, order_key, person_id) VALUES (?, ?, ?)",
        )
        .bind(key)
        .bind(order_key)
        .bind(of_case.person.0)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Takes the references in under which the shop tells of refunds of an order.
pub(super) async fn put_told(
    conn: &mut SqliteConnection,
    order_key: &str,
    person_id: Uuid,
    order: &Order,
) -> StoreResult<()> {
    let all = order.given_outside.iter().filter_map(|given| given.reference.as_ref());
    for key in all.filter_map(key_of) {
        sqlx::query(
            "INSERT OR IGNORE INTO order_references (reference, order_key, person_id) VALUES (?, ?, ?)",
        )
        .bind(key)
        .bind(order_key)
        .bind(person_id)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Whether one of the references that prove a case, and that its order did not have before, shows a refund of somebody
/// else's order.
pub(super) async fn is_taken(
    conn: &mut SqliteConnection,
    order_key: &str,
    of_case: &OfCase,
) -> StoreResult<bool> {
    for key in of_case.proven().filter_map(key_of) {
        let is_own: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM refund_references WHERE reference = ? AND order_key = ?)",
        )
        .bind(&key)
        .bind(order_key)
        .fetch_one(&mut *conn)
        .await?;
        let is_anothers: bool = sqlx::query_scalar(IS_ANOTHERS)
            .bind(&key)
            .bind(order_key)
            .bind(of_case.person.0)
            .fetch_one(&mut *conn)
            .await?;
        if is_anothers && !is_own {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Store {
    /// Whether a reference shows a refund of another order than this, of somebody else than `person_id`.
    pub async fn shows_anothers(
        &self,
        reference: &Reference,
        order_key: &str,
        person_id: Uuid,
    ) -> StoreResult<bool> {
        let Some(key) = key_of(reference) else { return Ok(false) };
        let is_anothers = sqlx::query_scalar(IS_ANOTHERS)
            .bind(key)
            .bind(order_key)
            .bind(person_id)
            .fetch_one(&self.reads)
            .await?;
        Ok(is_anothers)
    }
}
