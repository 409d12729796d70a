//! Drafts of packs and the versions that came of them: both are only ever added to.
//!
//! INVARIANT (exactly once): a command id that has been answered adds nothing again.

use super::writer::Change;
use super::{Store, StoreResult};
use async_trait::async_trait;
use sha2::{Digest, Sha256};
use sqlx::{FromRow, SqliteConnection};
use uuid::Uuid;

/// One event of a draft as it lies in the store; the body is JSON text.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PolicyEvent {
    /// The draft.
    pub draft_id: Uuid,
    /// Its place in its draft, from 1.
    pub revision: i64,
    /// When, RFC 3339.
    pub at: String,
    /// Who.
    pub user_id: Uuid,
    /// The command it answers.
    pub command_id: Uuid,
    /// SHA-256 of that command.
    pub fingerprint: Vec<u8>,
    /// The event's stable name.
    pub kind: String,
    /// What happened, as JSON.
    pub body: String,
}

impl PolicyEvent {
    /// The hash of this event on top of the previous one of its draft; the first stands on nothing.
    pub fn chain(&self, previous: &[u8]) -> Vec<u8> {
        let mut hash = Sha256::new();
        let mut part = |bytes: &[u8]| {
            // Lengths first, so that text can't move from one field to the next unnoticed.
            hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(bytes);
        };
        part(previous);
        part(self.draft_id.as_bytes());
        part(&self.revision.to_be_bytes());
        part(self.at.as_bytes());
        part(self.user_id.as_bytes());
        part(self.command_id.as_bytes());
        part(&self.fingerprint);
        part(self.kind.as_bytes());
        part(self.body.as_bytes());
        hash.finalize().to_vec()
    }
}

/// A version of a pack as it lies in the store.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct VersionRow {
    /// Its place among all versions; 0 before it is stored.
    pub seq: i64,
    /// The pack's id.
    pub pack: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its public part.
    pub hash: String,
    /// Its text.
    pub source: String,
    /// Its public part, compiled.
    pub public: String,
    /// Its desk part, compiled.
    pub desk: Option<String>,
    /// When it was stored, RFC 3339.
    pub noted_at: String,
    /// Its first day; none where it came with the installation.
    pub from_day: Option<String>,
    /// The draft it was.
    pub draft_id: Option<Uuid>,
    /// Who wrote it.
    pub written_by: Option<Uuid>,
    /// Who approved it.
    pub approved_by: Option<Uuid>,
}

impl VersionRow {
    /// The hash of this row on top of the previous one; the first stands on nothing.
    pub fn chain(&self, previous: &[u8]) -> Vec<u8> {
        let mut hash = Sha256::new();
        let mut part = |bytes: Option<&[u8]>| {
            // Lengths first, and nothing told apart from an empty text.
            let length = bytes.map_or(u64::MAX, |bytes| u64::try_from(bytes.len()).unwrap_or(u64::MAX - 1));
            hash.update(length.to_be_bytes());
            hash.update(bytes.unwrap_or_default());
        };
        part(Some(previous));
        for text in [&self.pack, &self.version, &self.hash, &self.source, &self.public, &self.noted_at] {
            part(Some(text.as_bytes()));
        }
        part(self.desk.as_deref().map(str::as_bytes));
        part(self.from_day.as_deref().map(str::as_bytes));
        for id in [&self.draft_id, &self.written_by, &self.approved_by] {
            part(id.as_ref().map(|id| id.as_bytes().as_slice()));
        }
        hash.finalize().to_vec()
    }
}

struct AppendPolicy {
    event: PolicyEvent,
    version: Option<VersionRow>,
}

#[async_trait]
impl Change for AppendPolicy {
    type Answer = bool;

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<bool> {
        let event = &self.event;
        let head: Option<(i64, Vec<u8>)> = sqlx::query_as(
            "SELECT revision, hash FROM policy_events WHERE draft_id = ? ORDER BY revision DESC LIMIT 1",
        )
        .bind(event.draft_id)
        .fetch_optional(&mut *conn)
        .await?;
        let (revision, hash) = head.unwrap_or_default();
        if event.revision != revision + 1 {
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO policy_events \
             (draft_id, revision, at, user_id, command_id, fingerprint, kind, body, hash) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(event.draft_id)
        .bind(event.revision)
        .bind(&event.at)
        .bind(event.user_id)
        .bind(event.command_id)
        .bind(&event.fingerprint)
        .bind(&event.kind)
        .bind(&event.body)
        .bind(event.chain(&hash))
        .execute(&mut *conn)
        .await?;
        if let Some(version) = &self.version {
            insert_version(conn, version).await?;
        }
        Ok(true)
    }
}

struct NoteVersion(VersionRow);

#[async_trait]
impl Change for NoteVersion {
    type Answer = ();

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<()> {
        insert_version(conn, &self.0).await
    }
}

async fn insert_version(conn: &mut SqliteConnection, row: &VersionRow) -> StoreResult<()> {
    let previous: Option<Vec<u8>> =
        sqlx::query_scalar("SELECT chain FROM pack_versions ORDER BY seq DESC LIMIT 1")
            .fetch_optional(&mut *conn)
            .await?;
    sqlx::query(
        "INSERT INTO pack_versions (pack, version, hash, source, public, desk, noted_at, from_day, draft_id, \
         written_by, approved_by, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&row.pack)
    .bind(&row.version)
    .bind(&row.hash)
    .bind(&row.source)
    .bind(&row.public)
    .bind(&row.desk)
    .bind(&row.noted_at)
    .bind(&row.from_day)
    .bind(row.draft_id)
    .bind(row.written_by)
    .bind(row.approved_by)
    .bind(row.chain(&previous.unwrap_or_default()))
    .execute(conn)
    .await?;
    Ok(())
}

/// The columns of [`PolicyEvent`], in every query alike.
macro_rules! select_events {
    ($rest:literal) => {
        concat!(
            "SELECT draft_id, revision, at, user_id, command_id, fingerprint, kind, body FROM policy_events ",
            $rest
        )
    };
}

impl Store {
    /// Adds an event to a draft, with the version it puts in force; `false` where somebody was faster.
    pub async fn append_policy(&self, event: PolicyEvent, version: Option<VersionRow>) -> StoreResult<bool> {
        self.writer.make(AppendPolicy { event, version }).await
    }

    /// Keeps a version that came with the installation.
    pub async fn note_version(&self, version: VersionRow) -> StoreResult<()> {
        self.writer.make(NoteVersion(version)).await
    }

    /// Every version of every pack, the oldest first.
    pub async fn pack_versions(&self) -> StoreResult<Vec<VersionRow>> {
        let rows = sqlx::query_as(
            "SELECT seq, pack, version, hash, source, public, desk, noted_at, from_day, draft_id, written_by, \
             approved_by FROM pack_versions ORDER BY seq",
        )
        .fetch_all(&self.reads)
        .await?;
        Ok(rows)
    }

    /// The hash kept for every version, the oldest first.
    pub async fn version_chain(&self) -> StoreResult<Vec<Vec<u8>>> {
        let chain =
            sqlx::query_scalar("SELECT chain FROM pack_versions ORDER BY seq").fetch_all(&self.reads).await?;
        Ok(chain)
    }

    /// The events of one draft, the oldest first; none where there is no such draft.
    pub async fn draft_events(&self, draft_id: Uuid) -> StoreResult<Vec<PolicyEvent>> {
        let events = sqlx::query_as(select_events!("WHERE draft_id = ? ORDER BY revision"))
            .bind(draft_id)
            .fetch_all(&self.reads)
            .await?;
        Ok(events)
    }

    /// The events of all drafts in the order in which they happened, each with the hash kept for it.
    pub async fn policy_events(&self) -> StoreResult<Vec<(PolicyEvent, Vec<u8>)>> {
        let events: Vec<PolicyEvent> =
            sqlx::query_as(select_events!("ORDER BY seq")).fetch_all(&self.reads).await?;
        let hashes: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT hash FROM policy_events ORDER BY seq").fetch_all(&self.reads).await?;
        Ok(events.into_iter().zip(hashes).collect())
    }

    /// The events of one kind, of all drafts, in the order in which they happened.
    pub async fn policy_events_of(&self, kind: &str) -> StoreResult<Vec<PolicyEvent>> {
        let events = sqlx::query_as(select_events!("WHERE kind = ? ORDER BY seq"))
            .bind(kind)
            .fetch_all(&self.reads)
            .await?;
        Ok(events)
    }

    /// What a command id was answered with before, if it was.
    pub async fn policy_command(&self, command_id: Uuid) -> StoreResult<Option<PolicyEvent>> {
        let found = sqlx::query_as(select_events!("WHERE command_id = ?"))
            .bind(command_id)
            .fetch_optional(&self.reads)
            .await?;
        Ok(found)
    }
}
