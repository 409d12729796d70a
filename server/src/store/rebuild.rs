//! Rebuilding the projections from the log: they are emptied and refilled, case by case, in one transaction.

use super::cases::{CaseRow, write_case};
use super::log::{StoredEvent, events_of};
use super::open::connect_options;
use super::{Store, StoreFault, StoreResult};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use uuid::Uuid;

/// Makes the projection of a case from its whole stream.
pub type Project<'a> = dyn Fn(&[StoredEvent]) -> Result<CaseRow, String> + Send + Sync + 'a;

/// What a rebuild came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// How many cases were made anew.
    pub n_cases: u64,
    /// How many events were read for it.
    pub n_events: u64,
}

impl Store {
    /// Empties the projections and makes them anew; `progress` is told cases done and cases in all.
    ///
    /// All of it is one transaction: a rebuild that is interrupted leaves the projections as they were.
    pub async fn rebuild(
        &self,
        project: &Project<'_>,
        progress: &(dyn Fn(u64, u64) + Send + Sync),
    ) -> StoreResult<Rebuilt> {
        let mut conn = connect_options(&self.dir).connect().await?;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut conn).await?;
        let outcome = refill(&mut conn, project, progress).await;
        let end = if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" };
        sqlx::query(end).execute(&mut conn).await?;
        conn.close().await?;
        outcome
    }
}

async fn refill(
    conn: &mut SqliteConnection,
    project: &Project<'_>,
    progress: &(dyn Fn(u64, u64) + Send + Sync),
) -> StoreResult<Rebuilt> {
    for empty in [
        "DELETE FROM queue",
        "DELETE FROM queue_counts",
        "DELETE FROM cases",
        "DELETE FROM order_ledgers",
        "DELETE FROM refund_references",
    ] {
        sqlx::query(empty).execute(&mut *conn).await?;
    }
    let total: i64 =
        sqlx::query_scalar("SELECT count(*) FROM events WHERE version = 1").fetch_one(&mut *conn).await?;
    let total = u64::try_from(total).unwrap_or(0);
    let mut rebuilt = Rebuilt::default();
    let mut after = 0_i64;
    loop {
        let firsts: Vec<(i64, Uuid)> = sqlx::query_as(
            "SELECT seq, case_id FROM events WHERE seq > ? AND version = 1 ORDER BY seq LIMIT 500",
        )
        .bind(after)
        .fetch_all(&mut *conn)
        .await?;
        let Some((last, _)) = firsts.last() else {
            return Ok(rebuilt);
        };
        after = *last;
        for (_, case_id) in firsts {
            let events = events_of(conn, case_id, 0).await?;
            let case = project(&events).map_err(|error| StoreFault::unreadable("case", error))?;
            let hash = events.iter().fold(Vec::new(), |hash, event| event.chain(&hash));
            if let Some(last) = events.last() {
                write_case(conn, case_id, last.version, last.seq, &hash, &case).await?;
            }
            rebuilt.n_cases += 1;
            rebuilt.n_events += u64::try_from(events.len()).unwrap_or(0);
            progress(rebuilt.n_cases, total);
        }
    }
}
