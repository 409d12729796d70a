//! What is true of the desk as a whole: which key it was made with, and whether it takes changes right now.

use super::writer::Change;
use super::{Store, StoreResult};
use async_trait::async_trait;
use sqlx::SqliteConnection;

/// Keeps what the key is known by.
struct KeepKey(Vec<u8>);

#[async_trait]
impl Change for KeepKey {
    type Answer = ();

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<()> {
        sqlx::query("INSERT INTO desk (only, key_check) VALUES (1, ?)").bind(&self.0).execute(conn).await?;
        Ok(())
    }
}

/// A change that leaves nothing behind and yet needs room: it is refused where any other would be.
struct Probe;

#[async_trait]
impl Change for Probe {
    type Answer = ();

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<()> {
        for statement in [
            // More than a short event takes, so that room for a word does not pass for room for a complaint.
            "INSERT INTO probe (filler) VALUES (zeroblob(65536))",
            "DELETE FROM probe",
        ] {
            sqlx::query(statement).execute(&mut *conn).await?;
        }
        Ok(())
    }
}

impl Store {
    /// What the desk's key is known by; none while the desk is being made.
    pub async fn key_check(&self) -> StoreResult<Option<Vec<u8>>> {
        Ok(sqlx::query_scalar("SELECT key_check FROM desk").fetch_optional(&self.reads).await?)
    }

    /// Keeps what the desk's key is known by.
    pub async fn keep_key_check(&self, check: Vec<u8>) -> StoreResult<()> {
        self.writer.make(KeepKey(check)).await
    }

    /// Whether the store takes changes now, or what stands in the way. It is tried, on the disk: neither a figure of
    /// free bytes nor the last change tells what the next one will meet.
    pub async fn takes_changes(&self) -> StoreResult<()> {
        self.writer.make(Probe).await
    }
}
