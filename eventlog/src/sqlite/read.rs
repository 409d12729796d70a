//! Reading: a few connections, each asked in a thread that may wait.

use crate::append::{Answered, Row, RowKey};
use crate::chain::Hash;
use crate::event::{Placed, Position, Sealed, StoredEvent, StreamId, Version};
use crate::fault::{Fault, LogResult};
use crate::settle::{End, Head};
use crate::verify::{Kept, Proof, Proven, Readable};
use rusqlite::types::{FromSql, Type};
use rusqlite::{Connection, OptionalExtension, params};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// How many may read at once.
const READERS: u32 = 4;

/// The connections that read.
#[derive(Debug)]
pub(super) struct Reads {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
    free: Semaphore,
}

impl Reads {
    pub(super) fn new(file: PathBuf) -> Self {
        Self { file, idle: Mutex::default(), free: Semaphore::new(usize::try_from(READERS).unwrap_or(1)) }
    }

    /// Asks on a connection of its own, beside whatever else runs.
    pub(super) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&Connection) -> LogResult<T> + Send + 'static,
    ) -> LogResult<T> {
        let _permit = self.free.acquire().await.map_err(|_| Fault::Closed)?;
        let reads = Arc::clone(self);
        let answer = tokio::task::spawn_blocking(move || {
            let idle = reads.idle().pop();
            let conn = idle.map_or_else(|| super::connect(&reads.file), Ok)?;
            let answer = question(&conn);
            reads.idle().push(conn);
            answer
        });
        answer.await.map_err(|_| Fault::Closed)?
    }

    /// Waits for who is reading, and closes.
    pub(super) async fn close(&self) {
        if let Ok(all) = self.free.acquire_many(READERS).await {
            self.free.close();
            drop(all);
        }
        self.idle().clear();
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        // A list of connections is whole whatever a question did.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A row of a query, read column by column in their order.
struct Columns<'r, 's> {
    row: &'r rusqlite::Row<'s>,
    next: usize,
}

impl<'r, 's> Columns<'r, 's> {
    fn of(row: &'r rusqlite::Row<'s>) -> Self {
        Self { row, next: 0 }
    }

    fn take<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        let value = self.row.get(self.next);
        self.next += 1;
        value
    }

    fn hash(&mut self) -> rusqlite::Result<Hash> {
        self.take()
    }

    fn uuid(&mut self) -> rusqlite::Result<Uuid> {
        Ok(Uuid::from_bytes(self.take()?))
    }
}

fn stream_id(columns: &mut Columns<'_, '_>) -> rusqlite::Result<StreamId> {
    let family: String = columns.take()?;
    Ok(StreamId::new(family, columns.uuid()?))
}

fn event(columns: &mut Columns<'_, '_>) -> rusqlite::Result<StoredEvent> {
    Ok(StoredEvent {
        stream: stream_id(columns)?,
        version: columns.take()?,
        at: columns.take()?,
        actor: columns.take()?,
        command: columns.uuid()?,
        kind: columns.take()?,
        body: columns.take()?,
        personal: {
            let (slot, bytes) = (columns.take()?, columns.take()?);
            Sealed::of(slot, bytes).map_err(|why| {
                rusqlite::Error::FromSqlConversionFailure(columns.next, Type::Blob, why.into())
            })?
        },
    })
}

fn answer(columns: &mut Columns<'_, '_>) -> rusqlite::Result<Answered> {
    Ok(Answered {
        actor: columns.take()?,
        fingerprint: columns.take()?,
        from: columns.take()?,
        to: columns.take()?,
    })
}

/// The columns of an event, in the order [`event`] takes them.
macro_rules! event {
    ($before:literal, $after:literal) => {
        concat!(
            "SELECT ",
            $before,
            "family, stream, version, at, actor, command, kind, body, slot, sealed",
            $after
        )
    };
}

/// All rows of a query, read.
fn all<T>(
    conn: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
    mut read: impl FnMut(&mut Columns<'_, '_>) -> rusqlite::Result<T>,
) -> LogResult<Vec<T>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map(values, |row| read(&mut Columns::of(row)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The one row of a query, read, if there is one.
fn one<T>(
    conn: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
    read: impl FnOnce(&mut Columns<'_, '_>) -> rusqlite::Result<T>,
) -> LogResult<Option<T>> {
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.query_row(values, |row| read(&mut Columns::of(row))).optional()?)
}

pub(super) fn stream(conn: &Connection, stream: &StreamId, after: Version) -> LogResult<Vec<StoredEvent>> {
    let sql = event!("", " FROM log_events WHERE stream = ? AND family = ? AND version > ? ORDER BY version");
    all(conn, sql, params![stream.id.as_bytes(), stream.family, after], event)
}

pub(super) fn feed(conn: &Connection, after: Position, limit: u32) -> LogResult<Vec<Placed<Sealed>>> {
    reached(conn, after)?;
    let sql = event!("position, ", " FROM log_events WHERE position > ? ORDER BY position LIMIT ?");
    all(conn, sql, params![after, limit], |columns| {
        Ok(Placed { position: columns.take()?, event: event(columns)? })
    })
}

/// Refuses a position the log has not come to.
pub(super) fn reached(conn: &Connection, asked: Position) -> LogResult<()> {
    let last = end(conn)?.position;
    if asked > last { Err(Fault::Ahead { asked, last }) } else { Ok(()) }
}

pub(super) fn end(conn: &Connection) -> LogResult<End> {
    let end = one(conn, "SELECT position, hash FROM log_end", [], |columns| {
        Ok(End { position: columns.take()?, hash: columns.hash()? })
    })?;
    end.ok_or_else(|| Fault::unreadable("the end of the log", "it is missing"))
}

pub(super) fn head(conn: &Connection, stream: &StreamId) -> LogResult<Option<Head>> {
    let sql = "SELECT version, hash FROM log_streams WHERE stream = ? AND family = ?";
    one(conn, sql, params![stream.id.as_bytes(), stream.family], |columns| {
        Ok(Head { version: columns.take()?, hash: columns.hash()? })
    })
}

pub(super) fn answered(conn: &Connection, stream: &StreamId, command: Uuid) -> LogResult<Option<Answered>> {
    let sql = "SELECT actor, fingerprint, from_version, to_version FROM log_commands \
               WHERE stream = ? AND family = ? AND command = ?";
    one(conn, sql, params![stream.id.as_bytes(), stream.family, command.as_bytes()], answer)
}

pub(super) fn row(conn: &Connection, key: &RowKey) -> LogResult<Option<Row>> {
    let sql = "SELECT version, body FROM log_rows WHERE kind = ? AND key = ?";
    one(conn, sql, params![key.table, key.key], |columns| {
        Ok(Row { version: columns.take()?, body: columns.take()? })
    })
}

fn number(columns: &mut Columns<'_, '_>) -> rusqlite::Result<u64> {
    columns.take()
}

/// Where somebody's key lies.
pub(super) fn slot(conn: &Connection, whose: Uuid) -> LogResult<Option<u64>> {
    one(conn, "SELECT slot FROM log_people WHERE person = ?", [whose.as_bytes()], number)
}

/// The first place in the vault that was given to nobody.
pub(super) fn next_slot(conn: &Connection) -> LogResult<u64> {
    let slot = one(conn, "SELECT coalesce(max(slot) + 1, 0) FROM log_people", [], number)?;
    slot.ok_or_else(|| Fault::unreadable("the places in the vault", "they can't be counted"))
}

pub(super) fn cursor(conn: &Connection, follower: &str) -> LogResult<Position> {
    let sql = "SELECT position FROM log_cursors WHERE follower = ?";
    let position: Option<Position> =
        conn.prepare_cached(sql)?.query_row([follower], |row| row.get(0)).optional()?;
    Ok(position.unwrap_or(0))
}

pub(super) fn proof(conn: &Connection, after: Position, limit: u32) -> LogResult<Vec<Proof>> {
    let sql =
        event!("position, ", ", hash, place FROM log_events WHERE position > ? ORDER BY position LIMIT ?");
    all(conn, sql, params![after, limit], |columns| {
        let position = columns.take()?;
        let mut proven =
            || Ok(Proven { event: event(columns)?, hash: columns.hash()?, place: columns.hash()? });
        Ok(Proof { position, proven: proven().map_err(|error: rusqlite::Error| error.to_string()) })
    })
}

pub(super) fn kept(conn: &Connection) -> LogResult<Kept> {
    // One transaction, so that all of it is of one moment.
    let conn = conn.unchecked_transaction()?;
    let heads = readable(&conn, "SELECT family, stream, version, hash FROM log_streams", |columns| {
        Ok((stream_id(columns)?, Head { version: columns.take()?, hash: columns.hash()? }))
    })?;
    let sql = "SELECT family, stream, command, actor, fingerprint, from_version, to_version, hash FROM log_commands";
    let commands = readable(&conn, sql, |columns| {
        Ok((stream_id(columns)?, columns.uuid()?, answer(columns)?, columns.hash()?))
    })?;
    let rows = readable(&conn, "SELECT kind, key, version, body, hash FROM log_rows", |columns| {
        let key = RowKey::new(columns.take::<String>()?, columns.take::<String>()?);
        Ok((key, Row { version: columns.take()?, body: columns.take()? }, columns.hash()?))
    })?;
    let people = readable(&conn, "SELECT person, slot, hash FROM log_people", |columns| {
        Ok((columns.uuid()?, columns.take()?, columns.hash()?))
    })?;
    Ok(Kept { end: end(&conn)?, heads, commands, rows, people })
}

/// All rows of a query, each read or told why not.
fn readable<T>(
    conn: &Connection,
    sql: &str,
    mut read: impl FnMut(&mut Columns<'_, '_>) -> rusqlite::Result<T>,
) -> LogResult<Vec<Readable<T>>> {
    all(conn, sql, [], |columns| Ok(read(columns).map_err(|error| error.to_string())))
}
