//! The projection of cases: one row per case, and its place in every queue it stands in.
//!
//! Queues are read by position, never counted through: a page costs the same among ten cases and among a million.

use super::{Store, StoreFault, StoreResult, order_ledgers};
use domain::order::ledger::OfCase;
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;
use uuid::Uuid;

/// A queue: a named view, and its owner where everybody has one of their own (empty otherwise).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Queue {
    /// The view.
    pub view: String,
    /// Whose.
    pub owner: String,
}

/// A case's place in a queue: view, owner, and the moment that orders it (milliseconds since 1970, largest last).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place(pub String, pub String, pub i64);

/// What the store keeps of a case beside its events. All of it is derived from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// Whose complaint it is.
    pub person_id: Uuid,
    /// The order it is about, by the key of its number.
    pub order_key: String,
    /// When the first of its clocks is due, milliseconds since 1970; the largest number where none runs.
    pub due: i64,
    /// Its place in every queue it stands in.
    pub places: Vec<Place>,
    /// What a queue shows of it, as JSON.
    pub row: String,
    /// What it gives and reserves, for its order's ledger.
    pub gives: OfCase,
}

/// Where a page of a queue begins: just after this moment and case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The moment that orders the queue, milliseconds since 1970.
    pub due: i64,
    /// The case.
    pub case_id: Uuid,
}

/// Which stretch of a queue: up to a moment of its order, and of that only what is due after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it ends, in the order of the queue.
    pub before: i64,
    /// Cases due up to here are left out; the smallest number leaves out none.
    pub due_after: i64,
}

impl Stretch {
    /// All of a queue.
    pub const ALL: Self = Self::before(i64::MAX);

    /// The front of a queue.
    pub const fn before(before: i64) -> Self {
        Self { before, due_after: i64::MIN }
    }
}

/// One row of a queue.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct QueuedCase {
    /// The case.
    pub case_id: Uuid,
    /// The moment that orders the queue.
    pub due: i64,
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
    let earlier: Option<String> = sqlx::query_scalar("SELECT places FROM cases WHERE case_id = ?")
        .bind(case_id)
        .fetch_optional(&mut *conn)
        .await?;
    let earlier = earlier.map(|text| places(&text)).transpose()?.unwrap_or_default();
    for place in earlier.iter().filter(|place| !case.places.contains(place)) {
        leave(conn, place, case_id).await?;
    }
    for place in case.places.iter().filter(|place| !earlier.contains(place)) {
        enter(conn, place, case_id).await?;
    }
    let stands_in = |all: &[Place], place: &Place| all.iter().any(|p| p.0 == place.0 && p.1 == place.1);
    for place in earlier.iter().filter(|place| !stands_in(&case.places, place)) {
        count(conn, place, -1).await?;
    }
    for place in case.places.iter().filter(|place| !stands_in(&earlier, place)) {
        count(conn, place, 1).await?;
    }
    let places = serde_json::to_string(&case.places).map_err(|e| StoreFault::unreadable("places", e))?;
    sqlx::query(
        "INSERT INTO cases (case_id, version, seq, hash, person_id, order_key, due, places, row) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) \
         ON CONFLICT (case_id) DO UPDATE SET version = excluded.version, seq = excluded.seq, \
         hash = excluded.hash, person_id = excluded.person_id, order_key = excluded.order_key, \
         due = excluded.due, places = excluded.places, row = excluded.row",
    )
    .bind(case_id)
    .bind(version)
    .bind(seq)
    .bind(hash)
    .bind(case.person_id)
    .bind(&case.order_key)
    .bind(case.due)
    .bind(places)
    .bind(&case.row)
    .execute(&mut *conn)
    .await?;
    order_ledgers::put(conn, &case.order_key, &case.gives).await
}

fn places(text: &str) -> StoreResult<Vec<Place>> {
    serde_json::from_str(text).map_err(|error| StoreFault::unreadable("places", error))
}

async fn leave(conn: &mut SqliteConnection, place: &Place, case_id: Uuid) -> StoreResult<()> {
    sqlx::query("DELETE FROM queue WHERE view = ? AND owner = ? AND due = ? AND case_id = ?")
        .bind(&place.0)
        .bind(&place.1)
        .bind(place.2)
        .bind(case_id)
        .execute(conn)
        .await?;
    Ok(())
}

async fn enter(conn: &mut SqliteConnection, place: &Place, case_id: Uuid) -> StoreResult<()> {
    sqlx::query("INSERT INTO queue (view, owner, due, case_id) VALUES (?, ?, ?, ?)")
        .bind(&place.0)
        .bind(&place.1)
        .bind(place.2)
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
    /// At most `limit` cases of a stretch of a queue in its order, beginning after `after`.
    pub async fn queue(
        &self,
        queue: &Queue,
        after: Option<Cursor>,
        stretch: Stretch,
        limit: u32,
    ) -> StoreResult<Vec<QueuedCase>> {
        let from = after.unwrap_or(Cursor { due: i64::MIN, case_id: Uuid::nil() });
        let rows = sqlx::query_as(
            "SELECT q.case_id, q.due, c.row FROM queue q JOIN cases c ON c.case_id = q.case_id \
             WHERE q.view = ? AND q.owner = ? AND (q.due, q.case_id) > (?, ?) AND q.due <= ? \
             AND c.due > ? ORDER BY q.due, q.case_id LIMIT ?",
        )
        .bind(&queue.view)
        .bind(&queue.owner)
        .bind(from.due)
        .bind(from.case_id)
        .bind(stretch.before)
        .bind(stretch.due_after)
        .bind(limit)
        .fetch_all(&self.reads)
        .await?;
        Ok(rows)
    }

    /// These cases as a queue shows them, in the order given.
    pub async fn queued(&self, cases: &[Uuid]) -> StoreResult<Vec<QueuedCase>> {
        let mut rows = Vec::with_capacity(cases.len());
        for case_id in cases {
            let row: Option<QueuedCase> =
                sqlx::query_as("SELECT case_id, 0 AS due, row FROM cases WHERE case_id = ?")
                    .bind(case_id)
                    .fetch_optional(&self.reads)
                    .await?;
            rows.extend(row);
        }
        Ok(rows)
    }

    /// How many cases stand in each queue that is everybody's or `owner`'s own.
    pub async fn queue_counts(&self, owner: &str) -> StoreResult<Vec<(String, i64)>> {
        let counts = sqlx::query_as("SELECT view, n FROM queue_counts WHERE owner IN ('', ?) ORDER BY view")
            .bind(owner)
            .fetch_all(&self.reads)
            .await?;
        Ok(counts)
    }

    /// How many cases stand in a stretch of a queue, counted no further than `limit`.
    pub async fn n_within(&self, queue: &Queue, stretch: Stretch, limit: u32) -> StoreResult<i64> {
        let all = "SELECT count(*) FROM (SELECT 1 FROM queue q WHERE q.view = ? AND q.owner = ? AND q.due <= ? \
                   AND ? IS NOT NULL LIMIT ?)";
        let some = "SELECT count(*) FROM (SELECT 1 FROM queue q JOIN cases c ON c.case_id = q.case_id \
                    WHERE q.view = ? AND q.owner = ? AND q.due <= ? AND c.due > ? LIMIT ?)";
        let n = sqlx::query_scalar(if stretch.due_after == i64::MIN { all } else { some })
            .bind(&queue.view)
            .bind(&queue.owner)
            .bind(stretch.before)
            .bind(stretch.due_after)
            .bind(limit)
            .fetch_one(&self.reads)
            .await?;
        Ok(n)
    }
}

impl Store {
    /// The next cases after an id, in the order of their ids; none after the last.
    pub async fn cases_after(&self, case_id: Uuid, limit: u32) -> StoreResult<Vec<Uuid>> {
        let ids = sqlx::query_scalar("SELECT case_id FROM cases WHERE case_id > ? ORDER BY case_id LIMIT ?")
            .bind(case_id)
            .bind(limit)
            .fetch_all(&self.reads)
            .await?;
        Ok(ids)
    }

    /// How many cases there are.
    pub async fn n_cases(&self) -> StoreResult<i64> {
        let n = sqlx::query_scalar("SELECT count(*) FROM cases").fetch_one(&self.reads).await?;
        Ok(n)
    }
}
