//! Reading: a few connections. What may read many rows is asked in a thread that may wait; what is looked up by its key is
//! read where it is asked, since that takes a fraction of the time it takes to hand it to another thread and back.

use crate::chain::Hash;
use crate::event::{Position, Sealed, StoredEvent, StreamId, Version};
use crate::fault::{Fault, LogResult};
use crate::settle::End;
use crate::verify::{Proof, Proven};
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
    free: Arc<Semaphore>,
}

impl Reads {
    /// All connections are made here: making one may wait for another process.
    pub(super) fn open(file: PathBuf) -> LogResult<Self> {
        let idle = (0..READERS).map(|_| super::connect(&file)).collect::<LogResult<Vec<_>>>()?;
        let free = Arc::new(Semaphore::new(usize::try_from(READERS).unwrap_or(1)));
        Ok(Self { file, idle: Mutex::new(idle), free })
    }

    /// Looks up at most a few rows by their keys, at once and in the thread that asks.
    pub(super) async fn look_up<T>(
        &self,
        question: impl FnOnce(&Connection) -> LogResult<T> + Send,
    ) -> LogResult<T> {
        let _permit = self.free.acquire().await.map_err(|_| Fault::Closed)?;
        self.on_a_connection(question)
    }

    /// Asks on a connection of its own, beside whatever else runs.
    pub(super) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&Connection) -> LogResult<T> + Send + 'static,
    ) -> LogResult<T> {
        let permit = Arc::clone(&self.free).acquire_owned().await.map_err(|_| Fault::Closed)?;
        let reads = Arc::clone(self);
        let answer = tokio::task::spawn_blocking(move || {
            // Held until the question is answered, though whoever asked it may have hung up.
            let _permit = permit;
            reads.on_a_connection(question)
        });
        answer.await.map_err(|_| Fault::Closed)?
    }

    fn on_a_connection<T>(&self, question: impl FnOnce(&Connection) -> LogResult<T>) -> LogResult<T> {
        let idle = self.idle().pop();
        let conn = idle.map_or_else(|| super::connect(&self.file), Ok)?;
        let answer = question(&conn);
        self.idle().push(conn);
        answer
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

pub(super) fn stream(
    conn: &Connection,
    stream: &StreamId,
    after: Version,
    limit: u32,
) -> LogResult<Vec<StoredEvent>> {
    let sql = event!(
        "",
        " FROM log_events WHERE stream = ? AND family = ? AND version > ? ORDER BY version LIMIT ?"
    );
    all(conn, sql, params![stream.id.as_bytes(), stream.family, after, limit], event)
}

pub(super) fn end(conn: &Connection) -> LogResult<End> {
    let end = one(conn, "SELECT position, hash FROM log_end", [], |columns| {
        Ok(End { position: columns.take()?, hash: columns.hash()? })
    })?;
    end.ok_or_else(|| Fault::unreadable("the end of the log", "it is missing"))
}

pub(super) fn proof(conn: &Connection, after: Position, limit: u32) -> LogResult<Vec<Proof>> {
    let sql = event!(
        "position, ",
        ", hash, feed_hash FROM log_events WHERE position > ? ORDER BY position LIMIT ?"
    );
    all(conn, sql, params![after, limit], |columns| {
        let position = columns.take()?;
        let mut proven =
            || Ok(Proven { event: event(columns)?, hash: columns.hash()?, feed_hash: columns.hash()? });
        Ok(Proof { position, proven: proven().map_err(|error: rusqlite::Error| error.to_string()) })
    })
}
