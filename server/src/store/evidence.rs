//! What is known of each evidence file; the bytes themselves lie in the file store.

use super::writer::Change;
use super::{Store, StoreResult};
use async_trait::async_trait;
use sqlx::SqliteConnection;
use uuid::Uuid;

/// One evidence file.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct EvidenceRow {
    /// The file.
    pub evidence_id: Uuid,
    /// The order the uploader had looked up.
    pub order_key: String,
    /// The command that files it with a case.
    pub command_id: Uuid,
    /// The case, once it is filed.
    pub case_id: Option<Uuid>,
    /// The media type found in its content.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: i64,
    /// SHA-256 of its content.
    pub sha256: Vec<u8>,
    /// Where it lies in the file store.
    pub path: String,
    /// When it came, milliseconds since 1970.
    pub uploaded_at: i64,
}

/// What became of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept.
    Done,
    /// The very same file was kept under this id before.
    Repeated,
    /// The id belongs to another file.
    Taken,
    /// The command or case has as many files as it may.
    TooMany,
}

struct KeepEvidence {
    row: EvidenceRow,
    limit: u32,
}

#[async_trait]
impl Change for KeepEvidence {
    type Answer = Kept;

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<Kept> {
        let row = &self.row;
        if let Some(earlier) = find(&mut *conn, row.evidence_id).await? {
            let is_same = earlier.sha256 == row.sha256
                && earlier.command_id == row.command_id
                && earlier.order_key == row.order_key;
            return Ok(if is_same { Kept::Repeated } else { Kept::Taken });
        }
        let n: i64 = match row.case_id {
            Some(case_id) => {
                sqlx::query_scalar("SELECT count(*) FROM evidence WHERE case_id = ?")
                    .bind(case_id)
                    .fetch_one(&mut *conn)
                    .await?
            }
            None => {
                sqlx::query_scalar("SELECT count(*) FROM evidence WHERE command_id = ?")
                    .bind(row.command_id)
                    .fetch_one(&mut *conn)
                    .await?
            }
        };
        if n >= i64::from(self.limit) {
            return Ok(Kept::TooMany);
        }
        sqlx::query(
            "INSERT INTO evidence (evidence_id, order_key, command_id, case_id, media_type, bytes, sha256, \
             path, uploaded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(row.evidence_id)
        .bind(&row.order_key)
        .bind(row.command_id)
        .bind(row.case_id)
        .bind(&row.media_type)
        .bind(row.bytes)
        .bind(&row.sha256)
        .bind(&row.path)
        .bind(row.uploaded_at)
        .execute(conn)
        .await?;
        Ok(Kept::Done)
    }
}

struct ForgetUnclaimed {
    before: i64,
    limit: u32,
}

#[async_trait]
impl Change for ForgetUnclaimed {
    type Answer = Vec<String>;

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<Vec<String>> {
        // In the writer's turn, so that no command claims one of them meanwhile.
        let paths = sqlx::query_scalar(
            "DELETE FROM evidence WHERE evidence_id IN (SELECT evidence_id FROM evidence \
             WHERE is_claimed = 0 AND uploaded_at < ? LIMIT ?) RETURNING path",
        )
        .bind(self.before)
        .bind(self.limit)
        .fetch_all(conn)
        .await?;
        Ok(paths)
    }
}

/// Notes that a command that was carried out has the files uploaded for it, so that they stay.
pub(super) async fn claim(conn: &mut SqliteConnection, command_id: Uuid) -> StoreResult<()> {
    sqlx::query("UPDATE evidence SET is_claimed = 1 WHERE command_id = ? AND is_claimed = 0")
        .bind(command_id)
        .execute(conn)
        .await?;
    Ok(())
}

async fn find<'e>(
    from: impl sqlx::SqliteExecutor<'e>,
    evidence_id: Uuid,
) -> StoreResult<Option<EvidenceRow>> {
    let row = sqlx::query_as(
        "SELECT evidence_id, order_key, command_id, case_id, media_type, bytes, sha256, path, uploaded_at \
         FROM evidence WHERE evidence_id = ?",
    )
    .bind(evidence_id)
    .fetch_optional(from)
    .await?;
    Ok(row)
}

impl Store {
    /// Keeps what is known of a file, unless there are already `limit` of them.
    pub async fn keep_evidence(&self, row: EvidenceRow, limit: u32) -> StoreResult<Kept> {
        self.writer.make(KeepEvidence { row, limit }).await
    }

    /// At most `limit` files that belong to a case, after the id `after` and in the order of their ids. An upload that
    /// nobody claimed yet may go at any moment, and is no evidence of anything.
    pub async fn evidence_after(&self, after: Uuid, limit: u32) -> StoreResult<Vec<EvidenceRow>> {
        let rows = sqlx::query_as(
            "SELECT evidence_id, order_key, command_id, case_id, media_type, bytes, sha256, path, uploaded_at \
             FROM evidence WHERE evidence_id > ? AND is_claimed = 1 ORDER BY evidence_id LIMIT ?",
        )
        .bind(after)
        .bind(limit)
        .fetch_all(&self.reads)
        .await?;
        Ok(rows)
    }

    /// Forgets at most `limit` files that came before a moment, in milliseconds since 1970, and that no command
    /// claimed; their paths.
    pub async fn forget_unclaimed(&self, before: i64, limit: u32) -> StoreResult<Vec<String>> {
        self.writer.make(ForgetUnclaimed { before, limit }).await
    }

    /// Whether a file lies at a path by right.
    pub async fn is_evidence_path(&self, path: &str) -> StoreResult<bool> {
        let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM evidence WHERE path = ?")
            .bind(path)
            .fetch_optional(&self.reads)
            .await?;
        Ok(found.is_some())
    }

    /// What is known of a file.
    pub async fn evidence(&self, evidence_id: Uuid) -> StoreResult<Option<EvidenceRow>> {
        find(&self.reads, evidence_id).await
    }

    /// The files uploaded for a command.
    pub async fn evidence_of_command(&self, command_id: Uuid) -> StoreResult<Vec<EvidenceRow>> {
        let rows = sqlx::query_as(
            "SELECT evidence_id, order_key, command_id, case_id, media_type, bytes, sha256, path, uploaded_at \
             FROM evidence WHERE command_id = ? ORDER BY uploaded_at, evidence_id",
        )
        .bind(command_id)
        .fetch_all(&self.reads)
        .await?;
        Ok(rows)
    }

    /// How many files are kept for a command that has not been filed yet, or for a case.
    pub async fn n_evidence(&self, command_id: Uuid, case_id: Option<Uuid>) -> StoreResult<i64> {
        let n = sqlx::query_scalar(
            "SELECT count(*) FROM evidence WHERE (?2 IS NULL AND command_id = ?1) OR case_id = ?2",
        )
        .bind(command_id)
        .bind(case_id)
        .fetch_one(&self.reads)
        .await?;
        Ok(n)
    }
}
