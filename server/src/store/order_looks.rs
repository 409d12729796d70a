//! What an order may be taken for another one by: its number, spelled otherwise, and its parcel's tracking number.
//!
//! A shop that writes `NN-4` in one file and `NN04` in the next has one order and not two. Nobody can say so for sure, so
//! both are kept, the import tells of it, and a person looks before money goes out for the later one.

use super::orders::{FoundOrder, OrderRow};
use super::{Store, StoreFault, StoreResult};
use domain::order::Order;
use domain::order::bought::Bought;
use domain::order::reference::{parcel_of, spelled};
use sqlx::SqliteConnection;
use uuid::Uuid;

/// Orders that may be looked at for one look: where more have it, it tells nothing.
const MOST: i64 = 20;

fn number(order: &Order) -> String {
    format!("n:{}", spelled(&order.number))
}

fn parcel(order: &Order) -> Option<String> {
    parcel_of(order.tracking.as_deref()?).map(|tracking| format!("t:{tracking}"))
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

/// What an order is compared by with others that look like it.
struct Own<'a> {
    key: &'a str,
    person_id: Uuid,
    contact_hint: &'a str,
    order: &'a Order,
}

impl Own<'_> {
    /// The others of the same customer with the same goods that go by a number spelled like its own, and those of the
    /// same parcel with goods of the same name.
    async fn like(&self, conn: &mut SqliteConnection) -> StoreResult<Vec<FoundOrder>> {
        let bought = Bought::of(self.order);
        let mut like = Vec::new();
        for other in others(conn, &number(self.order), self.key).await? {
            let is_theirs = other.person_id == self.person_id || other.contact_hint == self.contact_hint;
            if is_theirs && bought.shares_goods_with(&Bought::of(&other.order)) {
                like.push(other);
            }
        }
        let Some(parcel) = parcel(self.order) else { return Ok(like) };
        let of_parcel = others(conn, &parcel, self.key).await?;
        like.extend(of_parcel.into_iter().filter(|other| bought.names_goods_of(&Bought::of(&other.order))));
        Ok(like)
    }
}

/// The others that go by a look; none where more have it than can mean one order.
async fn others(conn: &mut SqliteConnection, look: &str, own: &str) -> StoreResult<Vec<FoundOrder>> {
    let n: i64 = sqlx::query_scalar("SELECT count(*) FROM order_looks WHERE look = ? AND order_key <> ?")
        .bind(look)
        .bind(own)
        .fetch_one(&mut *conn)
        .await?;
    if n > MOST {
        return Ok(Vec::new());
    }
    let others: Vec<Other> = sqlx::query_as(
        "SELECT o.person_id, o.contact_hint, o.body FROM order_looks l JOIN orders o ON o.order_key = l.order_key \
         WHERE l.look = ? AND l.order_key <> ? ORDER BY l.order_key",
    )
    .bind(look)
    .bind(own)
    .fetch_all(conn)
    .await?;
    let read = |other: Other| {
        let order =
            serde_json::from_str(&other.body).map_err(|error| StoreFault::unreadable("order", error))?;
        Ok(FoundOrder { order, person_id: other.person_id, contact_hint: other.contact_hint })
    };
    others.into_iter().map(read).collect()
}

/// The number of an order that this one looks like, though its number is another: spelled like it, of the same customer and
/// with the same goods, or of the same parcel with goods of the same name.
pub(super) async fn like(conn: &mut SqliteConnection, new: &OrderRow) -> StoreResult<Option<String>> {
    let OrderRow { key, person_id, order, contact_hint, .. } = new;
    let own = Own { key, person_id: *person_id, contact_hint, order };
    Ok(own.like(conn).await?.into_iter().next().map(|other| other.order.number))
}

impl Store {
    /// The orders that the one with this key looks like, by its number or its parcel.
    pub async fn looks_like(&self, order_key: &str) -> StoreResult<Vec<FoundOrder>> {
        let Some(found) = self.order(order_key).await? else { return Ok(Vec::new()) };
        let FoundOrder { order, person_id, contact_hint } = &found;
        let own = Own { key: order_key, person_id: *person_id, contact_hint, order };
        let mut conn = self.reads.acquire().await?;
        own.like(&mut conn).await
    }
}
