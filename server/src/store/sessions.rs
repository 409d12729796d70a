//! Sessions of the web, kept in the store so that a restart signs nobody out.

use super::writer::Change;
use super::{Store, StoreFault, StoreResult};
use async_trait::async_trait;
use sqlx::SqliteConnection;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result as SessionResult};

enum SessionChange {
    Save { id: String, body: String, expires_at: i64 },
    Delete(String),
    Prune(i64),
}

#[async_trait]
impl Change for SessionChange {
    type Answer = u64;

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<u64> {
        let query = match self {
            Self::Save { id, body, expires_at } => sqlx::query(
                "INSERT INTO sessions (session_id, body, expires_at) VALUES (?, ?, ?) \
                 ON CONFLICT (session_id) DO UPDATE SET body = excluded.body, expires_at = excluded.expires_at",
            )
            .bind(id)
            .bind(body)
            .bind(expires_at),
            Self::Delete(id) => sqlx::query("DELETE FROM sessions WHERE session_id = ?").bind(id),
            Self::Prune(now) => sqlx::query("DELETE FROM sessions WHERE expires_at < ?").bind(now),
        };
        Ok(query.execute(conn).await?.rows_affected())
    }
}

/// The store as the session layer sees it.
#[derive(Clone, Debug)]
pub struct Sessions(pub Store);

fn backend(fault: &StoreFault) -> Error {
    Error::Backend(fault.to_string())
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> SessionResult<()> {
        // 128 random bits: a collision is not to be expected, but costs one look to exclude.
        while self.load(&record.id).await?.is_some() {
            record.id = Id::default();
        }
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> SessionResult<()> {
        let body = serde_json::to_string(record).map_err(|error| Error::Encode(error.to_string()))?;
        let change = SessionChange::Save {
            id: record.id.to_string(),
            body,
            expires_at: record.expiry_date.unix_timestamp(),
        };
        self.0.writer.make(change).await.map_err(|fault| backend(&fault))?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> SessionResult<Option<Record>> {
        let body: Option<String> =
            sqlx::query_scalar("SELECT body FROM sessions WHERE session_id = ? AND expires_at > ?")
                .bind(id.to_string())
                .bind(chrono::Utc::now().timestamp())
                .fetch_optional(&self.0.reads)
                .await
                .map_err(|error| backend(&error.into()))?;
        body.map(|body| serde_json::from_str(&body).map_err(|error| Error::Decode(error.to_string())))
            .transpose()
    }

    async fn delete(&self, id: &Id) -> SessionResult<()> {
        let change = SessionChange::Delete(id.to_string());
        self.0.writer.make(change).await.map_err(|fault| backend(&fault))?;
        Ok(())
    }
}

impl Store {
    /// Forgets sessions that ended before `now`, in seconds since 1970.
    pub async fn prune_sessions(&self, now: i64) -> StoreResult<u64> {
        self.writer.make(SessionChange::Prune(now)).await
    }
}
