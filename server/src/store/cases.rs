//! The projection of cases: one row per case, and its place in every queue it stands in.
//!
//! Queues are read by position, never counted through: a page costs the same among ten cases and among a million.

use super::{Store, StoreFault, StoreResult};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use uuid::Uuid;

/// A queue a case stands in: a named view, and its owner where everybody has one of their own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place(pub String, pub String);

/// What the store keeps of a case beside its events. All of it is derived from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// Whose complaint it is.
    pub person_id: Uuid,
    /// The order it is about.
    pub order_number: String,
    /// When the next thing is due, milliseconds since 1970 in UTC; none sorts last.
    pub due: Option<i64>,
    /// The queues it stands in.
    pub places: Vec<Place>,
    /// What a queue shows of it, as JSON.
    pub row: String,
}

/// Where a page of a queue begins: just after this due time and case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Milliseconds since 1970; the largest integer where nothing is due.
    pub due: i64,
    /// The case.
    pub case_id: Uuid,
}

/// One row of a queue.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct QueuedCase {
    /// The case.
    pub case_id: Uuid,
    /// Its number.
    pub number: String,
    /// When the next thing is due.
    pub due: i64,
    /// Its version.
    pub version: i64,
    /// What a queue shows of it, as JSON.
    pub row: String,
}

/// Writes the projection of a case after its events.
pub(super) async fn write_case(
    conn: &mut SqliteConnection,
    case_id: Uuid,
    version: i64,
    seq: i64,
    hash: &[u8],
    case: &CaseRow,
) -> StoreResult<()> {
    let due = case.due.unwrap_or(i64::MAX);
    let earlier: Option<(i64, String)> =
        sqlx::query_as("SELECT due, queues FROM cases WHERE case_id = ?")
            .bind(case_id)
            .fetch_optional(&mut *conn)
            .await?;
    let (earlier_due, earlier_places) = match earlier {
        Some((due, text)) => (due, places(&text)?),
        None => (due, Vec::new()),
    };
    if earlier_due != due || earlier_places != case.places {
        for place in &earlier_places {
            leave(conn, place, earlier_due, case_id).await?;
        }
        for place in &case.places {
            enter(conn, place, due, case_id).await?;
        }
        for place in earlier_places.iter().filter(|place| !case.places.contains(place)) {
            count(conn, place, -1).await?;
        }
        for place in case.places.iter().filter(|place| !earlier_places.contains(place)) {
            count(conn, place, 1).await?;
        }
    }
    let queues = serde_json::to_string(&case.places).map_err(|e| StoreFault::unreadable("queues", e))?;
    sqlx::query(
        "INSERT INTO cases (case_id, version, seq, hash, person_id, order_number, due, queues, row) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) \
         ON CONFLICT (case_id) DO UPDATE SET version = excluded.version, seq = excluded.seq, \
         hash = excluded.hash, person_id = excluded.person_id, order_number = excluded.order_number, \
         due = excluded.due, queues = excluded.queues, row = excluded.row",
    )
    .bind(case_id)
    .bind(version)
    .bind(seq)
    .bind(hash)
    .bind(case.person_id)
    .bind(&case.order_number)
    .bind(due)
    .bind(queues)
    .bind(&case.row)
    .execute(conn)
    .await?;
    Ok(())
}

fn places(text: &str) -> StoreResult<Vec<Place>> {
    serde_json::from_str(text).map_err(|error| StoreFault::unreadable("queues", error))
}

async fn leave(conn: &mut SqliteConnection, place: &Place, due: i64, case_id: Uuid) -> StoreResult<()> {
    sqlx::query("DELETE FROM queue WHERE view = ? AND owner = ? AND due = ? AND case_id = ?")
        .bind(&place.0)
        .bind(&place.1)
        .bind(due)
        .bind(case_id)
        .execute(conn)
        .await?;
    Ok(())
}

async fn enter(conn: &mut SqliteConnection, place: &Place, due: i64, case_id: Uuid) -> StoreResult<()> {
    sqlx::query("INSERT INTO queue (view, owner, due, case_id) VALUES (?, ?, ?, ?)")
        .bind(&place.0)
        .bind(&place.1)
        .bind(due)
        .bind(case_id)
        .execute(conn)
        .await?;
    Ok(())
}

async fn count(conn: &mut SqliteConnection, place: &Place, by: i64) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO queue_counts (view, owner, n) VALUES (?, ?, ?) \
         ON CONFLICT (view, owner) DO UPDATE SET n = n + excluded.n",
    )
    .bind(&place.0)
    .bind(&place.1)
    .bind(by)
    .execute(conn)
    .await?;
    Ok(())
}

impl Store {
    /// At most `limit` cases of a queue, those due first in front, beginning after `after`.
    pub async fn queue(
        &self,
        place: &Place,
        after: Option<Cursor>,
        limit: u32,
    ) -> StoreResult<Vec<QueuedCase>> {
        let from = after.unwrap_or(Cursor {
            due: i64::MIN,
            case_id: Uuid::nil(),
        });
        let rows = sqlx::query_as(
            "SELECT q.case_id, n.number, q.due, c.version, c.row FROM queue q \
             JOIN cases c ON c.case_id = q.case_id JOIN case_numbers n ON n.case_id = q.case_id \
             WHERE q.view = ? AND q.owner = ? AND (q.due, q.case_id) > (?, ?) \
             ORDER BY q.due, q.case_id LIMIT ?",
        )
        .bind(&place.0)
        .bind(&place.1)
        .bind(from.due)
        .bind(from.case_id)
        .bind(limit)
        .fetch_all(&self.reads)
        .await?;
        Ok(rows)
    }

    /// How many cases stand in each queue that is everybody's or `owner`'s own.
    pub async fn queue_counts(&self, owner: &str) -> StoreResult<Vec<(String, i64)>> {
        let counts =
            sqlx::query_as("SELECT view, n FROM queue_counts WHERE owner IN ('', ?) ORDER BY view")
                .bind(owner)
                .fetch_all(&self.reads)
                .await?;
        Ok(counts)
    }

    /// How many cases of a queue were due before `now`, counted no further than `limit`.
    pub async fn n_due_before(&self, place: &Place, now: i64, limit: u32) -> StoreResult<i64> {
        let n = sqlx::query_scalar(
            "SELECT count(*) FROM (SELECT 1 FROM queue WHERE view = ? AND owner = ? AND due < ? LIMIT ?)",
        )
        .bind(&place.0)
        .bind(&place.1)
        .bind(now)
        .bind(limit)
        .fetch_one(&self.reads)
        .await?;
        Ok(n)
    }
}
