//! What an order may be taken for another one by: its number, spelled otherwise, and its parcel's tracking number.
//!
//! A shop that writes `NN-4` in one file and `NN04` in the next has one order and not two. Nobody can say so for sure, so
//! both are kept, the import tells of it, and a person looks before money goes out for the later one.

use super::orders::OrderRow;
use super::{StoreFault, StoreResult};
use domain::order::Order;
use domain::order::bought::Bought;
use domain::order::reference::spelled;
use sqlx::SqliteConnection;
use uuid::Uuid;

/// The fewest letters and digits by which a parcel is told from others.
const FEWEST: usize = 6;

/// Orders that may be looked at for one look: where more have it, it tells nothing.
const MOST: i64 = 20;

fn number(order: &Order) -> String {
    format!("n:{}", spelled(&order.number))
}

fn parcel(order: &Order) -> Option<String> {
    let tracking = spelled(order.tracking.as_deref().unwrap_or_default());
    (tracking.chars().count() >= FEWEST).then(|| format!("t:{tracking}"))
}

/// Notes what an order may be taken for another one by.
pub(super) async fn put(conn: &mut SqliteConnection, new: &OrderRow) -> StoreResult<()> {
    sqlx::query("DELETE FROM order_looks WHERE order_key = ?").bind(&new.key).execute(&mut *conn).await?;
    for look in [Some(number(&new.order)), parcel(&new.order)].into_iter().flatten() {
        sqlx::query("INSERT OR IGNORE INTO order_looks (look, order_key) VALUES (?, ?)")
            .bind(look)
            .bind(&new.key)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Another order that is known.
#[derive(sqlx::FromRow)]
struct Other {
    person_id: Uuid,
    contact_hint: String,
    body: String,
}

async fn others(conn: &mut SqliteConnection, look: &str, own: &str) -> StoreResult<Vec<Other>> {
    let others = sqlx::query_as(
        "SELECT o.person_id, o.contact_hint, o.body FROM order_looks l JOIN orders o ON o.order_key = l.order_key \
         WHERE l.look = ? AND l.order_key <> ? LIMIT ?",
    )
    .bind(look)
    .bind(own)
    .bind(MOST)
    .fetch_all(conn)
    .await?;
    Ok(others)
}

/// The number of an order that this one looks like, though its number is another: spelled like it, of the same customer and
/// with the same goods, or of the same parcel with the same goods.
pub(super) async fn like(conn: &mut SqliteConnection, new: &OrderRow) -> StoreResult<Option<String>> {
    let own = Bought::of(&new.order);
    for other in others(conn, &number(&new.order), &new.key).await? {
        let is_theirs = other.person_id == new.person_id || other.contact_hint == new.contact_hint;
        if is_theirs && let Some(number) = with_goods_of(&own, &other)? {
            return Ok(Some(number));
        }
    }
    let Some(parcel) = parcel(&new.order) else { return Ok(None) };
    for other in others(conn, &parcel, &new.key).await? {
        if let Some(number) = with_goods_of(&own, &other)? {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

fn with_goods_of(own: &Bought, other: &Other) -> StoreResult<Option<String>> {
    let order: Order =
        serde_json::from_str(&other.body).map_err(|error| StoreFault::unreadable("order", error))?;
    Ok(own.shares_goods_with(&Bought::of(&order)).then_some(order.number))
}
