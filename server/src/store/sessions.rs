//! Sessions of the web, kept in the store so that a restart signs nobody out.
//!
//! A session is read from memory while it is on its way to disk: who files a complaint waits for the complaint to be
//! safe, not for their session as well. A crash within that moment costs a sign-in, never a case.

use super::writer::Change;
use super::{Store, StoreFault, StoreResult};
use async_trait::async_trait;
use sqlx::SqliteConnection;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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

/// Sessions on their way to disk.
#[derive(Clone, Debug, Default)]
pub struct OnTheWay(Arc<Mutex<BTreeMap<i128, Arc<Record>>>>);

impl OnTheWay {
    fn held(&self) -> MutexGuard<'_, BTreeMap<i128, Arc<Record>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets a record that has arrived, unless a newer one is on its way already.
    fn arrived(&self, record: &Arc<Record>) {
        let mut held = self.held();
        if held.get(&record.id.0).is_some_and(|newest| Arc::ptr_eq(newest, record)) {
            held.remove(&record.id.0);
        }
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
        let (record, on_the_way) = (Arc::new(record.clone()), self.0.sessions.clone());
        on_the_way.held().insert(record.id.0, Arc::clone(&record));
        // Its place in the queue is taken now, so that signing out right after comes behind it.
        let written = self.0.writer.begin(change).await.map_err(|fault| backend(&fault))?;
        tokio::spawn(async move {
            match written.await {
                Ok(Ok(_)) => {}
                Ok(Err(fault)) => tracing::error!(%fault, "a session could not be kept"),
                Err(_) => tracing::error!("a session could not be kept: the store is closed"),
            }
            on_the_way.arrived(&record);
        });
        Ok(())
    }

    async fn load(&self, id: &Id) -> SessionResult<Option<Record>> {
        if let Some(record) = self.0.sessions.held().get(&id.0) {
            return Ok(Some(Record::clone(record)));
        }
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
        self.0.sessions.held().remove(&id.0);
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
