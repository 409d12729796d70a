//! Sessions of the web, kept in the books: a restart signs nobody out, and every server of the desk knows all of them.

use super::Store;
use async_trait::async_trait;
use books::grants::Grant;
use books::sessions::Session as Kept;
use std::fmt::Display;
use tower_sessions::cookie::time;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result as SessionResult};
use tower_sessions::{Session, SessionStore};

/// How long it is kept what became of an id that a session has left, in seconds. Whoever sends it still was not told the
/// new one when they did, and no request takes so long.
const FORMER_KEPT: i64 = 24 * 3_600;

/// The store as the session layer sees it.
#[derive(Clone, Debug)]
pub struct Sessions(pub Store);

fn backend(fault: impl Display) -> Error {
    Error::Backend(fault.to_string())
}

fn now() -> i64 {
    chrono::Utc::now().timestamp()
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> SessionResult<()> {
        // 128 random bits: a collision is not to be expected, but costs one look to exclude.
        while !self.0.keep_session(record.id.0, &written(record)?, true).await.map_err(backend)? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> SessionResult<()> {
        // One that ended while this request was served is brought back by nothing.
        self.0.keep_session(record.id.0, &written(record)?, false).await.map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> SessionResult<Option<Record>> {
        let found = self.0.session(id.0).await.map_err(backend)?;
        let Some(Kept { body, ends_at }) = found.filter(|session| session.ends_at > now()) else {
            return Ok(None);
        };
        let decode = |error: &dyn Display| Error::Decode(error.to_string());
        Ok(Some(Record {
            id: *id,
            data: serde_json::from_str(&body).map_err(|error| decode(&error))?,
            expiry_date: time::OffsetDateTime::from_unix_timestamp(ends_at)
                .map_err(|error| decode(&error))?,
        }))
    }

    async fn delete(&self, id: &Id) -> SessionResult<()> {
        self.0.end_session(id.0).await.map_err(backend)
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
    /// The session layer could not read or write it.
    #[error(transparent)]
    Fault(#[from] tower_sessions::session::Error),
    /// The books could not.
    #[error(transparent)]
    Books(#[from] books::Fault),
}

impl Sessions {
    /// Takes a session's id away, so that it gets another when it is kept; one that is new has none.
    pub async fn leave_id(&self, session: &Session) -> Result<Move, MoveFault> {
        let Some(former) = session.id() else { return Ok(Move(None)) };
        if !self.0.leave_session(former.0, now().saturating_add(FORMER_KEPT)).await? {
            return Err(emptied(session).await);
        }
        session.cycle_id().await?;
        Ok(Move(Some(former)))
    }

    /// Keeps a session that left its id under another one, with what was `proved` in it, of what was `read` of it before.
    pub async fn arrive(
        &self,
        session: &Session,
        Move(former): Move,
        proved: &[Grant],
        read: &[Grant],
    ) -> Result<(), MoveFault> {
        session.save().await?;
        match session.id() {
            Some(id) if !self.0.go_on(former.map(|former| former.0), id.0, proved, read).await? => {
                Err(emptied(session).await)
            }
            _ => Ok(()),
        }
    }

    /// Ends a session by an id that it has or had, and whatever came of it.
    pub async fn end(&self, id: Id) -> Result<(), MoveFault> {
        Ok(self.0.end_all_of_session(id.0).await?)
    }

    /// Ends a session and whatever came of it, and keeps what it held under another id; that ends with the former one, were
    /// it ended once more. Where somebody else ended it first, nothing of it is left.
    pub async fn begin_anew(&self, session: &Session) -> Result<(), MoveFault> {
        let until = now().saturating_add(FORMER_KEPT);
        let Some(former) = session.id() else { return Ok(()) };
        if !self.0.end_for_a_part(former.0, until).await? {
            return Err(emptied(session).await);
        }
        session.cycle_id().await?;
        session.save().await?;
        match session.id() {
            Some(id) if !self.0.is_left_of(former.0, id.0, until).await? => Err(emptied(session).await),
            _ => Ok(()),
        }
    }
}

fn written(record: &Record) -> SessionResult<Kept> {
    let body = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
    Ok(Kept { body, ends_at: record.expiry_date.unix_timestamp() })
}

/// Leaves nothing of an ended session, not even its id for the next one.
async fn emptied(session: &Session) -> MoveFault {
    let emptied = async {
        session.flush().await?;
        session.cycle_id().await
    };
    emptied.await.map_or_else(MoveFault::Fault, |()| MoveFault::Ended)
}
