//! References of refunds: of which orders each is and for how much, so that a refund shows none of another order, and no more
//! on all of them than it was.
//!
//! A reference is known from what cases prove, from what is recorded on them by hand, and from what the shop's files tell.
//! Where a number was given to another buyer, what was told of the former one is of another order.
//! Whoever proves a promise asks first; whether the answer is still the same is asked again in the transaction of the append,
//! and where it is not, it is decided again.

use super::{Store, StoreResult};
use domain::compensation::money::Currency;
use domain::order::Order;
use domain::order::ledger::{OrderLedger, Transfer, by_reference};
use domain::order::reference::key_of;
use sqlx::SqliteConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// An order, and who bought it under whatever names: what is told of anybody else under its number is of another order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// The key of its number.
    pub order_key: String,
    /// Whose it is, as the case at hand knows it and as the shop does by now.
    pub people: [Uuid; 2],
}

/// A reference that a command shows a refund by, and what was known of it on other orders when that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The reference, as it is compared.
    pub key: String,
    /// The order it is shown for.
    pub purchase: Purchase,
    /// In which currency its sums are reckoned.
    pub currency: Currency,
    /// What was known.
    pub of_other_orders: Transfer,
}

/// The most that is recorded of a reference on one other order, how often it is shown there, and for how much, in one
/// currency. `total` never overflows.
const DESK: &str = "SELECT max(by_hand * (currency = ?3)), count(proven), \
     CAST(total(proven * (currency = ?3)) AS INTEGER) \
     FROM refund_references WHERE reference = ?1 AND order_key <> ?2";
/// How often the shop names a reference on other orders, and for how much in one currency.
const SHOP: &str = "SELECT count(*), CAST(total(told * (currency = ?3)) AS INTEGER) \
     FROM order_references WHERE reference = ?1 AND NOT (order_key = ?2 AND person_id IN (?4, ?5))";

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
            "INSERT INTO refund_references (reference, order_key, currency, by_hand, proven) \
             VALUES (?, ?, ?, ?, ?)",
        )
        .bind(key)
        .bind(order_key)
        .bind(currency.as_ref().map_or("", Currency::code))
        .bind(transfer.by_hand)
        .bind(transfer.proven)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Takes the references in under which the shop tells of refunds of somebody's order; one that it corrected is known no more.
pub(super) async fn put_told(
    conn: &mut SqliteConnection,
    order_key: &str,
    person_id: Uuid,
    order: &Order,
) -> StoreResult<()> {
    sqlx::query("DELETE FROM order_references WHERE order_key = ? AND person_id = ?")
        .bind(order_key)
        .bind(person_id)
        .execute(&mut *conn)
        .await?;
    let sums = by_reference(&order.given_outside);
    let all = order.given_outside.iter().filter_map(|given| given.reference.as_ref());
    for key in all.filter_map(key_of).collect::<BTreeSet<String>>() {
        // Told of a former buyer too it is the same refund, of an order that was put right.
        sqlx::query("DELETE FROM order_references WHERE reference = ? AND order_key = ?")
            .bind(&key)
            .bind(order_key)
            .execute(&mut *conn)
            .await?;
        let sum = sums.get(&key);
        sqlx::query(
            "INSERT INTO order_references (reference, order_key, person_id, currency, told) \
             VALUES (?, ?, ?, ?, ?)",
        )
        .bind(&key)
        .bind(order_key)
        .bind(person_id)
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
    purchase: &Purchase,
    currency: Currency,
) -> StoreResult<Transfer> {
    let (n_shop, told): (i64, i64) = sqlx::query_as(SHOP)
        .bind(key)
        .bind(&purchase.order_key)
        .bind(currency.code())
        .bind(purchase.people[0])
        .bind(purchase.people[1])
        .fetch_one(&mut *conn)
        .await?;
    let (by_hand, n_proven, proven): (Option<i64>, i64, i64) = sqlx::query_as(DESK)
        .bind(key)
        .bind(&purchase.order_key)
        .bind(currency.code())
        .fetch_one(&mut *conn)
        .await?;
    let by_shop = (n_shop > 0).then_some(told);
    Ok(Transfer { by_shop, by_hand, proven: (n_proven > 0).then_some(proven) })
}

/// Whether something else is known on other orders by now of the reference that was shown.
pub(super) async fn moved(conn: &mut SqliteConnection, shown: &Shown) -> StoreResult<bool> {
    let now = of_other_orders(conn, &shown.key, &shown.purchase, shown.currency).await?;
    Ok(now != shown.of_other_orders)
}

impl Store {
    /// What is known of a reference, as it is compared, on other orders than this.
    pub async fn of_other_orders(
        &self,
        key: String,
        purchase: Purchase,
        currency: Currency,
    ) -> StoreResult<Shown> {
        let mut conn = self.reads.acquire().await?;
        let of_other_orders = of_other_orders(&mut conn, &key, &purchase, currency).await?;
        Ok(Shown { key, purchase, currency, of_other_orders })
    }
}
