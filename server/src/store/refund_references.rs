//! References of refunds: of which orders each is and for how much, so that a refund shows none of another order, and no more
//! on all of them than it was.
//!
//! A reference is known from what cases prove, from what is recorded on them by hand, and from what the shop's files tell.
//! Whoever proves a promise asks first; whether the answer is still the same is asked again in the transaction of the append,
//! and where it is not, it is decided again.

use super::{Store, StoreResult};
use domain::compensation::money::Currency;
use domain::order::Order;
use domain::order::ledger::{OrderLedger, Transfer, by_reference};
use domain::order::reference::key_of;
use sqlx::SqliteConnection;
use std::collections::BTreeSet;

/// A reference that a command shows a refund by, and what was known of it on other orders when that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The reference, as it is compared.
    pub key: String,
    /// In which currency its sums are reckoned.
    pub currency: Currency,
    /// What was known.
    pub of_other_orders: Transfer,
}

/// How often other orders name a reference, and for how much in one currency. `total` never overflows.
const DESK: &str = "SELECT count(*), CAST(total(by_desk * (currency = ?3)) AS INTEGER), \
     CAST(total(proven * (currency = ?3)) AS INTEGER) \
     FROM refund_references WHERE reference = ?1 AND order_key <> ?2";
const SHOP: &str = "SELECT count(*), CAST(total(told * (currency = ?3)) AS INTEGER) \
     FROM order_references WHERE reference = ?1 AND order_key <> ?2";

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
    for (key, currency, transfer) in ledger.transfers() {
        sqlx::query(
            "INSERT INTO refund_references (reference, order_key, currency, by_desk, proven) \
             VALUES (?, ?, ?, ?, ?)",
        )
        .bind(key)
        .bind(order_key)
        .bind(currency.as_ref().map_or("", Currency::code))
        .bind(transfer.by_desk.unwrap_or(0))
        .bind(transfer.proven)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Takes the references in under which the shop tells of refunds of an order; one that it corrected is known no more.
pub(super) async fn put_told(conn: &mut SqliteConnection, order_key: &str, order: &Order) -> StoreResult<()> {
    sqlx::query("DELETE FROM order_references WHERE order_key = ?")
        .bind(order_key)
        .execute(&mut *conn)
        .await?;
    let sums = by_reference(&order.given_outside);
    let all = order.given_outside.iter().filter_map(|given| given.reference.as_ref());
    for key in all.filter_map(key_of).collect::<BTreeSet<String>>() {
        let sum = sums.get(&key);
        sqlx::query(
            "INSERT INTO order_references (reference, order_key, currency, told) VALUES (?, ?, ?, ?)",
        )
        .bind(&key)
        .bind(order_key)
        .bind(sum.map_or("", |sum| sum.currency.code()))
        .bind(sum.map_or(0, |sum| sum.minor))
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// What is known of a reference on other orders than this, whoever's they are: one reference is one movement of money.
async fn of_other_orders(
    conn: &mut SqliteConnection,
    key: &str,
    order_key: &str,
    currency: Currency,
) -> StoreResult<Transfer> {
    let (n_shop, told): (i64, i64) =
        sqlx::query_as(SHOP).bind(key).bind(order_key).bind(currency.code()).fetch_one(&mut *conn).await?;
    let (n_desk, by_desk, proven): (i64, i64, i64) =
        sqlx::query_as(DESK).bind(key).bind(order_key).bind(currency.code()).fetch_one(&mut *conn).await?;
    Ok(Transfer { by_shop: (n_shop > 0).then_some(told), by_desk: (n_desk > 0).then_some(by_desk), proven })
}

/// Whether something else is known on other orders by now of the reference that was shown.
pub(super) async fn moved(conn: &mut SqliteConnection, order_key: &str, shown: &Shown) -> StoreResult<bool> {
    let now = of_other_orders(conn, &shown.key, order_key, shown.currency).await?;
    Ok(now != shown.of_other_orders)
}

impl Store {
    /// What is known of a reference, as it is compared, on other orders than this.
    pub async fn of_other_orders(
        &self,
        key: String,
        order_key: &str,
        currency: Currency,
    ) -> StoreResult<Shown> {
        let mut conn = self.reads.acquire().await?;
        let of_other_orders = of_other_orders(&mut conn, &key, order_key, currency).await?;
        Ok(Shown { key, currency, of_other_orders })
    }
}
