//! Reading the event log: one case's stream, everything after a number, and the chain of hashes over each stream.

use super::{Store, StoreResult};
use sha2::{Digest, Sha256};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{FromRow, Row};
use uuid::Uuid;

/// One event as it lies in the log; actor and body are JSON text.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StoredEvent {
    /// Its place in the whole log.
    pub seq: i64,
    /// The case it belongs to.
    pub case_id: Uuid,
    /// Its place in its case, from 1.
    pub version: i64,
    /// When, RFC 3339.
    pub at: String,
    /// Who, as JSON.
    pub actor: String,
    /// The command it answers.
    pub command_id: Uuid,
    /// The event's stable name.
    pub kind: String,
    /// What happened, as JSON.
    pub body: String,
}

impl StoredEvent {
    /// The hash of this event on top of the previous one of its case; the first stands on nothing.
    pub fn chain(&self, previous: &[u8]) -> Vec<u8> {
        let mut hash = Sha256::new();
        let mut part = |bytes: &[u8]| {
            // Lengths first, so that text can't move from one field to the next unnoticed.
            hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(bytes);
        };
        part(previous);
        part(&self.seq.to_be_bytes());
        part(self.case_id.as_bytes());
        part(&self.version.to_be_bytes());
        part(self.at.as_bytes());
        part(self.actor.as_bytes());
        part(self.command_id.as_bytes());
        part(self.kind.as_bytes());
        part(self.body.as_bytes());
        hash.finalize().to_vec()
    }
}

/// The columns of [`StoredEvent`], in every query alike.
macro_rules! select_events {
    ($rest:literal) => {
        concat!("SELECT seq, case_id, version, at, actor, command_id, kind, body FROM events ", $rest)
    };
}

/// The number of the last event in the log; 0 while there is none.
pub(super) async fn last_seq(conn: &mut SqliteConnection) -> StoreResult<i64> {
    let seq: i64 = sqlx::query_scalar("SELECT coalesce(max(seq), 0) FROM events").fetch_one(conn).await?;
    Ok(seq)
}

/// Events of a case after `version`, in order.
pub(super) async fn events_of(
    conn: &mut SqliteConnection,
    case_id: Uuid,
    version: i64,
) -> StoreResult<Vec<StoredEvent>> {
    let events = sqlx::query_as(select_events!("WHERE case_id = ? AND version > ? ORDER BY version"))
        .bind(case_id)
        .bind(version)
        .fetch_all(conn)
        .await?;
    Ok(events)
}

/// An event with the hash kept for it, as the check of the log reads it.
pub struct HashedEvent {
    /// The event.
    pub event: StoredEvent,
    /// The hash written with it.
    pub hash: Vec<u8>,
}

/// A row of the log as the check finds it.
pub struct ReadEvent {
    /// Its place in the whole log.
    pub seq: i64,
    /// Its case, where that can be read.
    pub case_id: Option<Uuid>,
    /// The event, or why it can't be read.
    pub event: Result<HashedEvent, String>,
}

impl<'r> FromRow<'r, SqliteRow> for HashedEvent {
    fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self { event: StoredEvent::from_row(row)?, hash: row.try_get("hash")? })
    }
}

impl Store {
    /// The stream of one case, from its first event; empty where there is no such case.
    pub async fn events(&self, case_id: Uuid) -> StoreResult<Vec<StoredEvent>> {
        let mut conn = self.reads.acquire().await?;
        events_of(&mut conn, case_id, 0).await
    }

    /// The number of the last event in the log.
    pub async fn last_seq(&self) -> StoreResult<i64> {
        let mut conn = self.reads.acquire().await?;
        last_seq(&mut conn).await
    }

    /// At most `limit` events after the number `seq`, in order.
    pub async fn events_after(&self, seq: i64, limit: u32) -> StoreResult<Vec<StoredEvent>> {
        let events = sqlx::query_as(select_events!("WHERE seq > ? ORDER BY seq LIMIT ?"))
            .bind(seq)
            .bind(limit)
            .fetch_all(&self.reads)
            .await?;
        Ok(events)
    }

    /// At most `limit` events after the number `seq`, with the hash of each. A row that can't be read is told with its
    /// number and does not keep the others from being read.
    pub async fn hashed_events_after(&self, seq: i64, limit: u32) -> StoreResult<Vec<ReadEvent>> {
        let rows = sqlx::query(
            "SELECT seq, case_id, version, at, actor, command_id, kind, body, hash FROM events \
             WHERE seq > ? ORDER BY seq LIMIT ?",
        )
        .bind(seq)
        .bind(limit)
        .fetch_all(&self.reads)
        .await?;
        let read = |row: SqliteRow| {
            let event = HashedEvent::from_row(&row).map_err(|error| error.to_string());
            Ok(ReadEvent { seq: row.try_get("seq")?, case_id: row.try_get("case_id").ok(), event })
        };
        rows.into_iter().map(read).collect()
    }

    /// The version, the last number and the last hash of every case, as its projection has them.
    pub async fn case_heads(&self) -> StoreResult<Vec<(Uuid, i64, i64, Vec<u8>)>> {
        let heads =
            sqlx::query_as("SELECT case_id, version, seq, hash FROM cases").fetch_all(&self.reads).await?;
        Ok(heads)
    }

    /// Stretches of the log known to be missing, first and last number of each.
    pub async fn losses(&self) -> StoreResult<Vec<(i64, i64)>> {
        let losses = sqlx::query_as("SELECT first_seq, last_seq FROM losses ORDER BY first_seq")
            .fetch_all(&self.reads)
            .await?;
        Ok(losses)
    }
}
