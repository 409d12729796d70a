//! Reading.

use super::{big, count};
use crate::append::{Answered, Row, RowKey};
use crate::chain::Hash;
use crate::event::{Placed, Position, Sealed, StoredEvent, StreamId, Version};
use crate::fault::{Fault, LogResult};
use crate::settle::{End, Head};
use crate::verify::{Kept, Proof, Proven, Readable};
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, PgPool, Row as _};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An event's columns, from the table called `e`.
macro_rules! event {
    ($before:literal, $after:literal) => {
        concat!(
            "SELECT ",
            $before,
            "e.family, e.stream, e.version, e.at, e.actor, e.command, e.kind, e.body, e.slot, e.sealed, e.hash",
            $after
        )
    };
}

fn stream_id(row: &PgRow) -> LogResult<StreamId> {
    Ok(StreamId::new(row.try_get::<String, _>("family")?, row.try_get("stream")?))
}

fn hash(row: &PgRow, column: &str) -> LogResult<Hash> {
    let bytes: Vec<u8> = row.try_get(column)?;
    Hash::try_from(bytes).map_err(|bytes| Fault::unreadable("a hash", format!("{} bytes", bytes.len())))
}

fn event(row: &PgRow) -> LogResult<StoredEvent> {
    let (slot, bytes): (Option<i64>, Option<Vec<u8>>) = (row.try_get("slot")?, row.try_get("sealed")?);
    let slot = slot.map(|slot| count(slot, "a slot")).transpose()?;
    let personal = Sealed::of(slot, bytes).map_err(|why| Fault::unreadable("an event", why))?;
    Ok(StoredEvent {
        stream: stream_id(row)?,
        version: count(row.try_get("version")?, "a version")?,
        at: row.try_get("at")?,
        actor: row.try_get("actor")?,
        command: row.try_get("command")?,
        kind: row.try_get("kind")?,
        body: row.try_get("body")?,
        personal,
    })
}

pub(super) fn answer(row: &PgRow) -> LogResult<Answered> {
    Ok(Answered {
        actor: row.try_get("actor")?,
        fingerprint: row.try_get("fingerprint")?,
        from: count(row.try_get("from_version")?, "a version")?,
        to: count(row.try_get("to_version")?, "a version")?,
    })
}

pub(super) fn guarded(row: &PgRow) -> LogResult<Row> {
    Ok(Row { version: count(row.try_get("version")?, "a version")?, body: row.try_get("body")? })
}

pub(super) fn head(row: &PgRow) -> LogResult<Head> {
    Ok(Head { version: count(row.try_get("version")?, "a version")?, hash: hash(row, "hash")? })
}

pub(super) async fn stream(
    conn: &mut PgConnection,
    stream: &StreamId,
    after: Version,
) -> LogResult<Vec<StoredEvent>> {
    let sql = event!(
        "",
        " FROM log_events e WHERE e.stream = $1 AND e.family = $2 AND e.version > $3 ORDER BY e.version"
    );
    let rows = sqlx::query(sql)
        .bind(stream.id)
        .bind(stream.family.as_ref())
        .bind(i64::from(after))
        .fetch_all(conn)
        .await?;
    rows.iter().map(event).collect()
}

pub(super) async fn feed(
    conn: &mut PgConnection,
    after: Position,
    limit: u32,
) -> LogResult<Vec<Placed<Sealed>>> {
    reached(conn, after).await?;
    let sql = event!(
        "f.position, ",
        " FROM log_feed f JOIN log_events e USING (stream, family, version) \
          WHERE f.position > $1 ORDER BY f.position LIMIT $2"
    );
    let rows = sqlx::query(sql).bind(big(after)).bind(i64::from(limit)).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(Placed { position: count(row.try_get("position")?, "a position")?, event: event(row)? })
        })
        .collect()
}

/// Refuses a position the log has not come to.
pub(super) async fn reached(conn: &mut PgConnection, asked: Position) -> LogResult<()> {
    let last = end(conn).await?.position;
    if asked > last { Err(Fault::Ahead { asked, last }) } else { Ok(()) }
}

pub(super) async fn end(conn: &mut PgConnection) -> LogResult<End> {
    end_of(&sqlx::query("SELECT position, hash FROM log_end").fetch_one(conn).await?)
}

pub(super) fn end_of(row: &PgRow) -> LogResult<End> {
    Ok(End { position: count(row.try_get("position")?, "a position")?, hash: hash(row, "hash")? })
}

pub(super) async fn answered(
    conn: &mut PgConnection,
    stream: &StreamId,
    command: Uuid,
) -> LogResult<Option<Answered>> {
    let row = sqlx::query(
        "SELECT actor, fingerprint, from_version, to_version FROM log_commands \
         WHERE stream = $1 AND family = $2 AND command = $3",
    )
    .bind(stream.id)
    .bind(stream.family.as_ref())
    .bind(command)
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(answer).transpose()
}

pub(super) async fn row(conn: &mut PgConnection, key: &RowKey) -> LogResult<Option<Row>> {
    let row = sqlx::query("SELECT version, body FROM log_rows WHERE kind = $1 AND key = $2")
        .bind(key.table.as_ref())
        .bind(&key.key)
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(guarded).transpose()
}

/// Where the keys of these people lie.
pub(super) async fn slots(conn: &mut PgConnection, people: &[Uuid]) -> LogResult<BTreeMap<Uuid, u64>> {
    let rows = sqlx::query("SELECT person, slot FROM log_people WHERE person = ANY($1)")
        .bind(people)
        .fetch_all(conn)
        .await?;
    let slot = |row: &PgRow| Ok((row.try_get("person")?, count(row.try_get("slot")?, "a slot")?));
    rows.iter().map(slot).collect()
}

pub(super) async fn cursor(conn: &mut PgConnection, follower: &str) -> LogResult<Position> {
    let position: Option<i64> = sqlx::query_scalar("SELECT position FROM log_cursors WHERE follower = $1")
        .bind(follower)
        .fetch_optional(conn)
        .await?;
    position.map_or(Ok(0), |position| count(position, "a cursor"))
}

pub(super) async fn proof(conn: &mut PgConnection, after: Position, limit: u32) -> LogResult<Vec<Proof>> {
    // A place whose event is gone is still read, so that it can be told.
    let sql = event!(
        "f.position, f.hash AS place, f.family AS at_family, f.stream AS at_stream, f.version AS at_version, ",
        " FROM log_feed f LEFT JOIN log_events e USING (stream, family, version) \
          WHERE f.position > $1 ORDER BY f.position LIMIT $2"
    );
    let rows = sqlx::query(sql).bind(big(after)).bind(i64::from(limit)).fetch_all(conn).await?;
    let proof = |row: &PgRow| {
        let proven =
            || Ok(Proven { event: event(row)?, hash: hash(row, "hash")?, place: hash(row, "place")? });
        Ok(Proof {
            position: count(row.try_get("position")?, "a position")?,
            proven: proven().map_err(|fault: Fault| {
                let family: String = row.try_get("at_family").unwrap_or_default();
                let stream: Uuid = row.try_get("at_stream").unwrap_or_default();
                let version: i64 = row.try_get("at_version").unwrap_or_default();
                format!("{family}/{stream} version {version}: {fault}")
            }),
        })
    };
    rows.iter().map(proof).collect()
}

pub(super) async fn kept(pool: &PgPool) -> LogResult<Kept> {
    // One snapshot, so that all of it is of one moment.
    let mut tx = pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    let heads =
        sqlx::query("SELECT family, stream, version, hash FROM log_streams").fetch_all(&mut *tx).await?;
    let commands = sqlx::query("SELECT * FROM log_commands").fetch_all(&mut *tx).await?;
    let rows = sqlx::query("SELECT * FROM log_rows").fetch_all(&mut *tx).await?;
    let people = sqlx::query("SELECT * FROM log_people").fetch_all(&mut *tx).await?;
    Ok(Kept {
        end: end(&mut tx).await?,
        heads: readable(&heads, |row| Ok((stream_id(row)?, head(row)?))),
        commands: readable(&commands, |row| {
            Ok((stream_id(row)?, row.try_get("command")?, answer(row)?, hash(row, "hash")?))
        }),
        rows: readable(&rows, |row| {
            let key = RowKey::new(row.try_get::<String, _>("kind")?, row.try_get::<String, _>("key")?);
            Ok((key, guarded(row)?, hash(row, "hash")?))
        }),
        people: readable(&people, |row| {
            Ok((row.try_get("person")?, count(row.try_get("slot")?, "a slot")?, hash(row, "hash")?))
        }),
    })
}

fn readable<T>(rows: &[PgRow], read: impl Fn(&PgRow) -> LogResult<T>) -> Vec<Readable<T>> {
    rows.iter().map(|row| read(row).map_err(|fault| fault.to_string())).collect()
}
