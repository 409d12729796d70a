//! Writing: one batch, one transaction, a statement for each table however long the batch.

use super::{big, count, read};
use crate::append::{Append, Appended, RowKey};
use crate::chain;
use crate::event::{Position, StreamId};
use crate::fault::LogResult;
use crate::queue::Writer;
use crate::seal::People;
use crate::settle::{Known, Place, Wanted, Written, settle};
use crate::vault::Vault;
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgPool, Row as _};
use std::collections::{BTreeMap, BTreeSet};
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

    async fn end(self) {}
}

impl PostgresWriter {
    async fn commit(&mut self, batch: &[Append]) -> LogResult<Vec<Appended>> {
        let mut tx = self.pool.begin().await?;
        let wanted = Wanted::by(batch);
        hold(&mut tx, &wanted).await?;
        let mut known = known(&mut tx, &wanted).await?;
        known.people = people(&mut tx, &wanted.people, self.vault.as_ref()).await?;
        let (verdicts, written) = settle(&mut known, batch)?;
        write(&mut tx, &written).await?;
        super::table::write(&mut tx, &written.tables).await?;
        // Last of all, and only until the commit: who holds it keeps every other server waiting.
        let end = sqlx::query("SELECT position, hash FROM log_end FOR UPDATE").fetch_one(&mut *tx).await?;
        let before = read::end_of(&end)?;
        let position = before.position;
        let (places, end) = written.placed(before);
        if !places.is_empty() {
            place(&mut tx, &written, &places).await?;
            sqlx::query("UPDATE log_end SET position = $1, hash = $2")
                .bind(big(end.position))
                .bind(end.hash.as_slice())
                .execute(&mut *tx)
                .await?;
            sqlx::query("SELECT pg_notify($1, $2)")
                .bind(CHANNEL)
                .bind(end.position.to_string())
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        self.n_commits.fetch_add(1, Ordering::Relaxed);
        if end.position > position {
            super::wake::note(&self.grown, end.position);
        }
        Ok(verdicts.into_iter().map(|verdict| verdict.told(position)).collect())
    }
}

/// Takes the streams and rows for this transaction, in one order for all servers: none waits for another that waits
/// for it. What is taken is a number made of the name, so that a stream or row that is not there yet can be taken too;
/// two names of one number only wait for each other.
async fn hold(conn: &mut PgConnection, wanted: &Wanted) -> LogResult<()> {
    let streams = wanted.streams.iter().map(number_of_stream);
    let rows = wanted.rows.iter().map(number_of_row);
    let people = wanted.people.iter().map(|whose| number(&[b"person", whose.as_bytes()]));
    let mut numbers: Vec<i64> = streams.chain(rows).chain(people).collect();
    numbers.sort_unstable();
    numbers.dedup();
    sqlx::query(
        "SELECT pg_advisory_xact_lock(held.number) \
         FROM (SELECT number FROM unnest($1::bigint[]) AS number ORDER BY number) AS held",
    )
    .bind(numbers)
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

fn number(parts: &[&[u8]]) -> i64 {
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

async fn known(conn: &mut PgConnection, wanted: &Wanted) -> LogResult<Known> {
    let mut known = Known::default();
    let (ids, families) = columns(&wanted.streams.iter().collect::<Vec<_>>());
    let heads = sqlx::query(
        "SELECT s.stream, s.family, s.version, s.hash FROM log_streams s \
         JOIN unnest($1::uuid[], $2::text[]) AS wanted (stream, family) USING (stream, family)",
    )
    .bind(ids)
    .bind(families)
    .fetch_all(&mut *conn)
    .await?;
    for row in &heads {
        let stream = StreamId::new(row.try_get::<String, _>("family")?, row.try_get("stream")?);
        known.heads.insert(stream, read::head(row)?);
    }
    let (tables, keys): (Vec<_>, Vec<_>) =
        wanted.rows.iter().map(|key| (key.table.to_string(), key.key.clone())).unzip();
    let rows = sqlx::query(
        "SELECT r.kind, r.key, r.version, r.body FROM log_rows r \
         JOIN unnest($1::text[], $2::text[]) AS wanted (kind, key) USING (kind, key)",
    )
    .bind(tables)
    .bind(keys)
    .fetch_all(&mut *conn)
    .await?;
    for row in &rows {
        let key = RowKey::new(row.try_get::<String, _>("kind")?, row.try_get::<String, _>("key")?);
        known.rows.insert(key, read::guarded(row)?);
    }
    let (ids, families) = columns(&wanted.commands.iter().map(|(stream, _)| stream).collect::<Vec<_>>());
    let commands: Vec<Uuid> = wanted.commands.iter().map(|(_, command)| *command).collect();
    let answered = sqlx::query(
        "SELECT c.stream, c.family, c.command, c.actor, c.fingerprint, c.from_version, c.to_version \
         FROM log_commands c JOIN unnest($1::uuid[], $2::text[], $3::uuid[]) AS wanted (stream, family, command) \
         USING (stream, family, command)",
    )
    .bind(ids)
    .bind(families)
    .bind(commands)
    .fetch_all(&mut *conn)
    .await?;
    for row in &answered {
        let stream = StreamId::new(row.try_get::<String, _>("family")?, row.try_get("stream")?);
        known.commands.insert((stream, row.try_get("command")?), read::answer(row)?);
    }
    Ok(known)
}

/// Those whose words a batch holds, each with a key that seals.
async fn people(conn: &mut PgConnection, wanted: &BTreeSet<Uuid>, vault: &dyn Vault) -> LogResult<People> {
    let asked: Vec<Uuid> = wanted.iter().copied().collect();
    let slots = if asked.is_empty() { BTreeMap::new() } else { read::slots(conn, &asked).await? };
    let mut people = People::of(slots, vault).await?;
    for whose in asked {
        while !people.has_key(whose) {
            let slot: i64 = sqlx::query_scalar("SELECT nextval('log_slots')").fetch_one(&mut *conn).await?;
            people.give(whose, count(slot, "a slot")?, vault).await?;
        }
    }
    Ok(people)
}

/// Writes all but the places in the feed.
async fn write(conn: &mut PgConnection, written: &Written) -> LogResult<()> {
    if !written.events.is_empty() {
        events(conn, written).await?;
    }
    if !written.heads.is_empty() {
        let (ids, families) = columns(&written.heads.keys().collect::<Vec<_>>());
        sqlx::query(
            "INSERT INTO log_streams (stream, family, version, hash) \
             SELECT * FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::bytea[]) \
             ON CONFLICT (stream, family) DO UPDATE SET version = excluded.version, hash = excluded.hash",
        )
        .bind(ids)
        .bind(families)
        .bind(written.heads.values().map(|head| i64::from(head.version)).collect::<Vec<_>>())
        .bind(written.heads.values().map(|head| head.hash.to_vec()).collect::<Vec<_>>())
        .execute(&mut *conn)
        .await?;
    }
    if !written.commands.is_empty() {
        commands(conn, written).await?;
    }
    if !written.people.is_empty() {
        let people = &written.people;
        sqlx::query(
            "INSERT INTO log_people (person, slot, hash) SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bytea[]) \
             ON CONFLICT (person) DO UPDATE SET slot = excluded.slot, hash = excluded.hash",
        )
        .bind(people.keys().copied().collect::<Vec<_>>())
        .bind(people.values().map(|slot| big(*slot)).collect::<Vec<_>>())
        .bind(people.iter().map(|(whose, slot)| chain::of_person(*whose, *slot).to_vec()).collect::<Vec<_>>())
        .execute(&mut *conn)
        .await?;
    }
    if !written.rows.is_empty() {
        let rows = &written.rows;
        sqlx::query(
            "INSERT INTO log_rows (kind, key, version, body, hash) \
             SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bytea[]) \
             ON CONFLICT (kind, key) DO UPDATE \
             SET version = excluded.version, body = excluded.body, hash = excluded.hash",
        )
        .bind(rows.keys().map(|key| key.table.to_string()).collect::<Vec<_>>())
        .bind(rows.keys().map(|key| key.key.clone()).collect::<Vec<_>>())
        .bind(rows.values().map(|row| big(row.version)).collect::<Vec<_>>())
        .bind(rows.values().map(|row| row.body.clone()).collect::<Vec<_>>())
        .bind(rows.iter().map(|(key, row)| chain::of_row(key, row).to_vec()).collect::<Vec<_>>())
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
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

async fn commands(conn: &mut PgConnection, written: &Written) -> LogResult<()> {
    let all = &written.commands;
    let (ids, families) = columns(&all.keys().map(|(stream, _)| stream).collect::<Vec<_>>());
    let hashes = all
        .iter()
        .map(|((stream, command), answered)| chain::of_command(stream, *command, answered).to_vec());
    sqlx::query(
        "INSERT INTO log_commands \
         (stream, family, command, actor, fingerprint, from_version, to_version, hash) \
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::bytea[], $6::bigint[], \
         $7::bigint[], $8::bytea[])",
    )
    .bind(ids)
    .bind(families)
    .bind(all.keys().map(|(_, command)| *command).collect::<Vec<_>>())
    .bind(all.values().map(|answered| answered.actor.clone()).collect::<Vec<_>>())
    .bind(all.values().map(|answered| answered.fingerprint.clone()).collect::<Vec<_>>())
    .bind(all.values().map(|answered| i64::from(answered.from)).collect::<Vec<_>>())
    .bind(all.values().map(|answered| i64::from(answered.to)).collect::<Vec<_>>())
    .bind(hashes.collect::<Vec<_>>())
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

pub(super) async fn move_cursor(conn: &mut PgConnection, follower: &str, to: Position) -> LogResult<()> {
    read::reached(conn, to).await?;
    sqlx::query(
        "INSERT INTO log_cursors (follower, position) VALUES ($1, $2) \
         ON CONFLICT (follower) DO UPDATE SET position = excluded.position",
    )
    .bind(follower)
    .bind(big(to))
    .execute(conn)
    .await?;
    Ok(())
}
