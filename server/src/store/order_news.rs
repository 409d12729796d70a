//! Orders that an import changed while they had an open case: left here by whoever brings orders in, seen to by the
//! server, which alone appends to the log.
//!
//! A note is counted up where the order changes once more before it is seen to, and ends only as it was read, so that
//! no change is lost between reading and ending. Orders without an open case are never noted.

use super::writer::Change;
use super::{Store, StoreFault, StoreResult};
use async_trait::async_trait;
use sqlx::SqliteConnection;

/// A note that an order has changed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OrderNote {
    /// The order, by the key of its number.
    pub order_key: String,
    /// How often it has changed since it was seen to last.
    pub n: i64,
}

/// Notes those of these orders that have an open case; one query, however many they are.
pub(super) async fn note(conn: &mut SqliteConnection, order_keys: &[&str]) -> StoreResult<()> {
    if order_keys.is_empty() {
        return Ok(());
    }
    let keys =
        serde_json::to_string(order_keys).map_err(|error| StoreFault::unreadable("order keys", error))?;
    sqlx::query(
        "INSERT INTO order_news (order_key, n) \
         SELECT DISTINCT c.order_key, 1 FROM json_each(?) AS changed JOIN cases c ON c.order_key = changed.value \
         WHERE EXISTS (SELECT 1 FROM json_each(c.places) AS place WHERE place.value ->> 0 = 'open') \
         ON CONFLICT (order_key) DO UPDATE SET n = n + 1",
    )
    .bind(keys)
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes an order that is another by now than the one a complaint on its way was filed about.
pub(super) async fn note_if_moved(
    conn: &mut SqliteConnection,
    order_key: &str,
    filed: &str,
) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO order_news (order_key, n) SELECT order_key, 1 FROM orders WHERE order_key = ? AND body <> ? \
         ON CONFLICT (order_key) DO UPDATE SET n = n + 1",
    )
    .bind(order_key)
    .bind(filed)
    .execute(conn)
    .await?;
    Ok(())
}

struct EndNote(OrderNote);

#[async_trait]
impl Change for EndNote {
    type Answer = ();

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<()> {
        sqlx::query("DELETE FROM order_news WHERE order_key = ? AND n = ?")
            .bind(&self.0.order_key)
            .bind(self.0.n)
            .execute(conn)
            .await?;
        Ok(())
    }
}

impl Store {
    /// The next notes after a key, in the order of their keys; none after the last.
    pub async fn order_notes(&self, after: &str, limit: u32) -> StoreResult<Vec<OrderNote>> {
        let notes = sqlx::query_as(
            "SELECT order_key, n FROM order_news WHERE order_key > ? ORDER BY order_key LIMIT ?",
        )
        .bind(after)
        .bind(limit)
        .fetch_all(&self.reads)
        .await?;
        Ok(notes)
    }

    /// Ends a note that was seen to, unless the order has changed once more since it was read.
    pub async fn end_order_note(&self, note: OrderNote) -> StoreResult<()> {
        self.writer.make(EndNote(note)).await
    }
}
