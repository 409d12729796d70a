//! Reading.

use super::{big, read_number};
use crate::chain::Hash;
use crate::event::{Position, Sealed, StoredEvent, StreamId, Version};
use crate::fault::{Fault, LogResult};
use crate::settle::End;
use crate::verify::{Proof, Proven};
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row as _};
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
    let slot = slot.map(|slot| read_number(slot, "a slot")).transpose()?;
    let personal = Sealed::of(slot, bytes).map_err(|why| Fault::unreadable("an event", why))?;
    Ok(StoredEvent {
        stream: stream_id(row)?,
        version: read_number(row.try_get("version")?, "a version")?,
        at: row.try_get("at")?,
        actor: row.try_get("actor")?,
        command: row.try_get("command")?,
        kind: row.try_get("kind")?,
        body: row.try_get("body")?,
        personal,
    })
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

pub(super) async fn end(conn: &mut PgConnection) -> LogResult<End> {
    end_of(&sqlx::query("SELECT position, hash FROM log_end").fetch_one(conn).await?)
}

pub(super) fn end_of(row: &PgRow) -> LogResult<End> {
    Ok(End { position: read_number(row.try_get("position")?, "a position")?, hash: hash(row, "hash")? })
}

pub(super) async fn proof(conn: &mut PgConnection, after: Position, limit: u32) -> LogResult<Vec<Proof>> {
    // A place whose event is gone is still read, so that it can be told.
    let sql = event!(
        "f.position, f.hash AS feed_hash, f.family AS at_family, f.stream AS at_stream, f.version AS at_version, ",
        " FROM log_feed f LEFT JOIN log_events e USING (stream, family, version) \
          WHERE f.position > $1 ORDER BY f.position LIMIT $2"
    );
    let rows = sqlx::query(sql).bind(big(after)).bind(i64::from(limit)).fetch_all(conn).await?;
    let proof = |row: &PgRow| {
        let proven = || {
            Ok(Proven { event: event(row)?, hash: hash(row, "hash")?, feed_hash: hash(row, "feed_hash")? })
        };
        Ok(Proof {
            position: read_number(row.try_get("position")?, "a position")?,
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
