//! Sessions of the web, kept in the store so that a restart signs nobody out.
//!
//! A session is read from memory while it is on its way to disk: who files a complaint waits for the complaint to be
//! safe, not for their session as well. A crash within that moment costs a sign-in, never a case.
//!
//! A session's id opens it, like a password: only its hash is written down, so that neither the database nor a backup
//! signs anybody in.

use super::writer::Change;
use super::{Store, StoreFault, StoreResult};
use async_trait::async_trait;
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tower_sessions::cookie::time;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result as SessionResult};
use tower_sessions::{Session, SessionStore};

struct Row {
    key: Vec<u8>,
    body: String,
    expires_at: i64,
}

enum SessionChange {
    /// A new session.
    Create(Row),
    /// One that is there; one that has ended meanwhile stays ended.
    Save(Row),
    Delete(Vec<u8>),
    Prune(i64),
}

#[async_trait]
impl Change for SessionChange {
    type Answer = u64;

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<u64> {
        let query = match self {
            Self::Create(row) => {
                sqlx::query("INSERT INTO sessions (body, expires_at, session_key) VALUES (?, ?, ?)")
                    .bind(&row.body)
                    .bind(row.expires_at)
                    .bind(&row.key)
            }
            Self::Save(row) => {
                sqlx::query("UPDATE sessions SET body = ?, expires_at = ? WHERE session_key = ?")
                    .bind(&row.body)
                    .bind(row.expires_at)
                    .bind(&row.key)
            }
            Self::Delete(key) => sqlx::query("DELETE FROM sessions WHERE session_key = ?").bind(key),
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
        self.keep(record, SessionChange::Create(row(record)?)).await
    }

    async fn save(&self, record: &Record) -> SessionResult<()> {
        if self.load(&record.id).await?.is_none() {
            // It ended while this request was served. Nothing brings it back.
            return Ok(());
        }
        self.keep(record, SessionChange::Save(row(record)?)).await
    }

    async fn load(&self, id: &Id) -> SessionResult<Option<Record>> {
        if let Some(record) = self.0.sessions.held().get(&id.0) {
            return Ok(Some(Record::clone(record)));
        }
        let found: Option<(String, i64)> =
            sqlx::query_as("SELECT body, expires_at FROM sessions WHERE session_key = ? AND expires_at > ?")
                .bind(key(id))
                .bind(chrono::Utc::now().timestamp())
                .fetch_optional(&self.0.reads)
                .await
                .map_err(|error| backend(&error.into()))?;
        let Some((body, expires_at)) = found else {
            return Ok(None);
        };
        let decode = |error: &dyn std::fmt::Display| Error::Decode(error.to_string());
        Ok(Some(Record {
            id: *id,
            data: serde_json::from_str(&body).map_err(|error| decode(&error))?,
            expiry_date: time::OffsetDateTime::from_unix_timestamp(expires_at)
                .map_err(|error| decode(&error))?,
        }))
    }

    async fn delete(&self, id: &Id) -> SessionResult<()> {
        self.0.sessions.held().remove(&id.0);
        self.0.writer.make(SessionChange::Delete(key(id))).await.map_err(|fault| backend(&fault))?;
        Ok(())
    }
}

/// A session on its way to another id.
#[derive(Debug, Default)]
pub struct Move(Option<Id>);

/// Why a session goes on under no other id.
#[derive(Debug, thiserror::Error)]
pub enum MoveFault {
    /// Somebody signed out of it meanwhile: nothing of it is left, under whatever id.
    #[error("the session was ended meanwhile")]
    Ended,
    /// It could not be read or written.
    #[error(transparent)]
    Fault(#[from] tower_sessions::session::Error),
}

impl Sessions {
    /// Takes a session's id away, so that it gets another when it is kept; one that is new has none.
    pub async fn leave_id(&self, session: &Session) -> Result<Move, MoveFault> {
        let Some(former) = session.id() else { return Ok(Move(None)) };
        let is_live = self.is_live(&former).await?;
        if !self.0.former_sessions.leave(former.0, is_live) {
            return Err(emptied(session).await);
        }
        session.cycle_id().await?;
        Ok(Move(Some(former)))
    }

    /// Keeps a session that left its id under another one.
    pub async fn arrive(&self, session: &Session, Move(former): Move) -> Result<(), MoveFault> {
        session.save().await?;
        match former.zip(session.id()) {
            Some((former, id)) if !self.0.former_sessions.arrive(former.0, id.0) => {
                Err(emptied(session).await)
            }
            _ => Ok(()),
        }
    }

    /// Ends a session by an id that it has or had, and whatever came of it.
    pub async fn end(&self, id: Id) -> Result<(), MoveFault> {
        let is_live = self.is_live(&id).await?;
        for ended in self.0.former_sessions.end(id.0, is_live) {
            self.delete(&Id(ended)).await.map_err(tower_sessions::session::Error::from)?;
        }
        Ok(())
    }

    /// Keeps what is left of an ended session under another id; it ends with the former one, were that ended once more.
    pub async fn begin_anew(&self, session: &Session) -> Result<(), MoveFault> {
        let former = session.id();
        session.cycle_id().await?;
        session.save().await?;
        if let Some((former, id)) = former.zip(session.id()) {
            self.0.former_sessions.follow(former.0, id.0);
        }
        Ok(())
    }

    async fn is_live(&self, id: &Id) -> Result<bool, MoveFault> {
        Ok(self.load(id).await.map_err(tower_sessions::session::Error::from)?.is_some())
    }

    /// Keeps a record in memory while it is on its way to disk.
    async fn keep(&self, record: &Record, change: SessionChange) -> SessionResult<()> {
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
}

/// Leaves nothing of an ended session, not even its id for the next one.
async fn emptied(session: &Session) -> MoveFault {
    let emptied = async {
        session.flush().await?;
        session.cycle_id().await
    };
    emptied.await.map_or_else(MoveFault::Fault, |()| MoveFault::Ended)
}

/// What is written down of a session's id. The id is 128 random bits, which no table of hashes holds.
fn key(id: &Id) -> Vec<u8> {
    Sha256::digest(id.0.to_be_bytes()).to_vec()
}

fn row(record: &Record) -> SessionResult<Row> {
    let body = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
    Ok(Row { key: key(&record.id), body, expires_at: record.expiry_date.unix_timestamp() })
}

impl Store {
    /// Forgets sessions that ended before `now`, in seconds since 1970.
    pub async fn prune_sessions(&self, now: i64) -> StoreResult<u64> {
        self.writer.make(SessionChange::Prune(now)).await
    }
}
