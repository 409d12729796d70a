//! Writing: one batch, one transaction, a statement for each table however long the batch.

use super::{big, read, read_number};
use crate::append::{Append, Appended, RowKey};
use crate::chain;
use crate::event::{Position, StreamId};
use crate::fault::LogResult;
use crate::own;
use crate::queue::Writer;
use crate::settle::{Known, Place, Reader, Wanted, Written, settle};
use crate::table::{Table, Value};
use crate::vault::Vault;
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgPool};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::watch;
use uuid::Uuid;

/// Where the listeners of all servers hear that the log has grown.
pub(super) const CHANNEL: &str = "redress_log";

/// How often a batch is committed at most that other servers stand in the way of: each time one of them got through.
const ATTEMPTS: u32 = 20;

/// The one of this server who writes.
pub(super) struct PostgresWriter {
    pool: PgPool,
    vault: Arc<dyn Vault>,
    grown: watch::Sender<Position>,
    n_commits: Arc<AtomicU64>,
}

impl PostgresWriter {
    pub(super) fn new(
        pool: PgPool,
        vault: Arc<dyn Vault>,
        grown: watch::Sender<Position>,
        n_commits: Arc<AtomicU64>,
    ) -> Self {
        Self { pool, vault, grown, n_commits }
    }
}

impl Writer for PostgresWriter {
    async fn write(&mut self, batch: &[Append]) -> LogResult<Vec<Appended>> {
        // Streams and guarded rows are taken in one order; rows of tables are not, and two servers that change the same
        // ones may stand in each other's way. PostgreSQL then takes one of the two back.
        for _ in 1..ATTEMPTS {
            match self.commit(batch).await {
                Err(fault) if fault.is_standoff() => tracing::debug!("a batch is committed once more"),
                outcome => return outcome,
            }
        }
        self.commit(batch).await
    }

    fn in_place(&self) -> LogResult<()> {
        self.vault.in_place()
    }

    async fn adopt(&mut self, written: &Written) -> LogResult<()> {
        let mut tx = self.pool.begin().await?;
        let (before, after) = write(&mut tx, written).await?;
        if written.tables.contains_key(&&own::PEOPLE) {
            // What was given out there is given out here.
            sqlx::query(
                "SELECT setval('log_slots', greatest(max(slot) + 1, (SELECT last_value + 1 FROM log_slots)), false) \
                 FROM log_people_1 HAVING max(slot) IS NOT NULL",
            )
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        self.committed(before, after);
        Ok(())
    }

    async fn end(self) {}
}

impl PostgresWriter {
    async fn commit(&mut self, batch: &[Append]) -> LogResult<Vec<Appended>> {
        let mut tx = self.pool.begin().await?;
        let wanted = Wanted::by(batch);
        hold(&mut tx, &wanted).await?;
        let mut known = Known::of(&wanted, &mut InTransaction(&mut tx), self.vault.as_ref()).await?;
        let (verdicts, written) = settle(&mut known, batch)?;
        let (before, after) = write(&mut tx, &written).await?;
        tx.commit().await?;
        self.committed(before, after);
        Ok(verdicts.into_iter().map(|verdict| verdict.told(before)).collect())
    }

    fn committed(&self, before: Position, after: Position) {
        self.n_commits.fetch_add(1, Ordering::Relaxed);
        if after > before {
            super::wake::note(&self.grown, after);
        }
    }
}

/// What is seen in a transaction.
struct InTransaction<'a>(&'a mut PgConnection);

impl Reader for InTransaction<'_> {
    async fn fetch(&mut self, table: &'static Table, keys: Vec<Vec<Value>>) -> LogResult<Vec<Vec<Value>>> {
        let found = super::rows::fetch(self.0, table, keys).await?;
        found.into_iter().map(|found| found.sound(table)).collect()
    }

    async fn next_slot(&mut self) -> LogResult<u64> {
        let slot: i64 = sqlx::query_scalar("SELECT nextval('log_slots')").fetch_one(&mut *self.0).await?;
        read_number(slot, "a slot")
    }
}

/// Writes what a batch comes to; gives back where the feed ended before and ends after it.
async fn write(conn: &mut PgConnection, written: &Written) -> LogResult<(Position, Position)> {
    if !written.events.is_empty() {
        events(conn, written).await?;
    }
    super::rows::write(conn, &written.tables).await?;
    // Last of all, and only until the commit: who holds it keeps every other server waiting.
    let end = sqlx::query("SELECT position, hash FROM log_end FOR UPDATE").fetch_one(&mut *conn).await?;
    let before = read::end_of(&end)?;
    let position = before.position;
    let (places, end) = written.placed(before);
    if !places.is_empty() {
        place(conn, written, &places).await?;
        sqlx::query("UPDATE log_end SET position = $1, hash = $2")
            .bind(big(end.position))
            .bind(end.hash.as_slice())
            .execute(&mut *conn)
            .await?;
        sqlx::query("SELECT pg_notify($1, $2)")
            .bind(CHANNEL)
            .bind(end.position.to_string())
            .execute(&mut *conn)
            .await?;
    }
    Ok((position, end.position))
}

/// Takes the streams and rows for this transaction, in one order for all servers: none waits for another that waits
/// for it. What is taken is a number made of the name, so that a stream or row that is not there yet can be taken too;
/// two names of one number only wait for each other. That the log stays where it is all hold together: whoever has it
/// move waits for them, and whoever comes later sees that it moved.
async fn hold(conn: &mut PgConnection, wanted: &Wanted) -> LogResult<()> {
    let streams = wanted.streams.iter().map(number_of_stream);
    let rows = wanted.rows.iter().map(number_of_row);
    let people = wanted.people.iter().map(|whose| number(&[b"person", whose.as_bytes()]));
    let mut numbers: Vec<i64> = streams.chain(rows).chain(people).collect();
    numbers.sort_unstable();
    numbers.dedup();
    sqlx::query(
        "SELECT pg_advisory_xact_lock_shared($2) UNION ALL SELECT pg_advisory_xact_lock(held.number) \
         FROM (SELECT number FROM unnest($1::bigint[]) AS number ORDER BY number) AS held",
    )
    .bind(numbers)
    .bind(number_of_row(&own::moved_out()))
    .execute(conn)
    .await?;
    Ok(())
}

fn number_of_stream(stream: &StreamId) -> i64 {
    number(&[b"stream", stream.family.as_bytes(), stream.id.as_bytes()])
}

fn number_of_row(key: &RowKey) -> i64 {
    number(&[b"row", key.table.as_bytes(), key.key.as_bytes()])
}

/// The number by which a name is held.
pub(super) fn number(parts: &[&[u8]]) -> i64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    let hash: chain::Hash = hash.finalize().into();
    hash.first_chunk().map_or(0, |bytes| i64::from_be_bytes(*bytes))
}

/// Values of a column each, for many rows at once.
fn columns(streams: &[&StreamId]) -> (Vec<Uuid>, Vec<String>) {
    streams.iter().map(|stream| (stream.id, stream.family.to_string())).unzip()
}

async fn events(conn: &mut PgConnection, written: &Written) -> LogResult<()> {
    let all = &written.events;
    let (ids, families) = columns(&all.iter().map(|(event, _)| &event.stream).collect::<Vec<_>>());
    let sealed = |event: &crate::StoredEvent| event.personal.clone();
    sqlx::query(
        "INSERT INTO log_events (stream, family, version, at, actor, command, kind, body, slot, sealed, hash) \
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::uuid[], \
         $7::text[], $8::text[], $9::bigint[], $10::bytea[], $11::bytea[])",
    )
    .bind(ids)
    .bind(families)
    .bind(all.iter().map(|(event, _)| i64::from(event.version)).collect::<Vec<_>>())
    .bind(all.iter().map(|(event, _)| event.at.as_str()).collect::<Vec<_>>())
    .bind(all.iter().map(|(event, _)| event.actor.as_str()).collect::<Vec<_>>())
    .bind(all.iter().map(|(event, _)| event.command).collect::<Vec<_>>())
    .bind(all.iter().map(|(event, _)| event.kind.as_str()).collect::<Vec<_>>())
    .bind(all.iter().map(|(event, _)| event.body.as_str()).collect::<Vec<_>>())
    .bind(all.iter().map(|(event, _)| sealed(event).map(|sealed| big(sealed.slot))).collect::<Vec<_>>())
    .bind(all.iter().map(|(event, _)| sealed(event).map(|sealed| sealed.bytes)).collect::<Vec<_>>())
    .bind(all.iter().map(|(_, hash)| hash.to_vec()).collect::<Vec<_>>())
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives the events their places.
async fn place(conn: &mut PgConnection, written: &Written, places: &[Place]) -> LogResult<()> {
    let all = &written.events;
    let (ids, families) = columns(&all.iter().map(|(event, _)| &event.stream).collect::<Vec<_>>());
    sqlx::query(
        "INSERT INTO log_feed (position, stream, family, version, hash) \
         SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::bigint[], $5::bytea[])",
    )
    .bind(places.iter().map(|place| big(place.position)).collect::<Vec<_>>())
    .bind(ids)
    .bind(families)
    .bind(all.iter().map(|(event, _)| i64::from(event.version)).collect::<Vec<_>>())
    .bind(places.iter().map(|place| place.hash.to_vec()).collect::<Vec<_>>())
    .execute(conn)
    .await?;
    Ok(())
}
