//! Sessions of the web, kept in the books so that a restart signs nobody out.
//!
//! A session is read from memory while it is on its way to disk: who files a complaint waits for the complaint to be
//! safe, not for their session as well. A crash within that moment costs a sign-in, never a case.
//!
//! INVARIANT (ended): of one session one change is on its way at a time, and whoever ends it waits for that one, so that
//! nothing that was begun before brings it back.

use super::Store;
use async_trait::async_trait;
use books::Books;
use books::sessions::Session as Kept;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;
use tower_sessions::cookie::time;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result as SessionResult};
use tower_sessions::{Session, SessionStore};

/// A session on its way to disk.
#[derive(Debug)]
struct Way {
    /// As it shall be; nothing once it was ended.
    newest: Option<Arc<Record>>,
    /// Says how it came to an end, once nothing is on its way any more.
    end: watch::Sender<Option<Result<(), String>>>,
}

/// Sessions on their way to disk.
#[derive(Clone, Debug, Default)]
pub struct OnTheWay(Arc<Mutex<BTreeMap<i128, Way>>>);

impl OnTheWay {
    fn held(&self) -> MutexGuard<'_, BTreeMap<i128, Way>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is to be written next of a session, where it is not what was `written`; where it is, its way is over.
    fn next(&self, id: i128, written: &Arc<Record>) -> Option<Next> {
        let mut held = self.held();
        let way = held.get(&id)?;
        match &way.newest {
            None => Some(Next::Ended),
            Some(newest) if Arc::ptr_eq(newest, written) => {
                let way = held.remove(&id)?;
                way.end.send_replace(Some(Ok(())));
                None
            }
            Some(newest) => Some(Next::Written(Arc::clone(newest))),
        }
    }

    fn over(&self, id: i128, how: Result<(), String>) {
        if let Some(way) = self.held().remove(&id) {
            way.end.send_replace(Some(how));
        }
    }
}

/// What is on its way next.
enum Next {
    Written(Arc<Record>),
    Ended,
}

/// The store as the session layer sees it.
#[derive(Clone, Debug)]
pub struct Sessions(pub Store);

fn backend(fault: impl Display) -> Error {
    Error::Backend(fault.to_string())
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> SessionResult<()> {
        // 128 random bits: a collision is not to be expected, but costs one look to exclude.
        while self.load(&record.id).await?.is_some() {
            record.id = Id::default();
        }
        self.send(record, true)
    }

    async fn save(&self, record: &Record) -> SessionResult<()> {
        if self.load(&record.id).await?.is_none() {
            // It ended while this request was served. Nothing brings it back.
            return Ok(());
        }
        self.send(record, false)
    }

    async fn load(&self, id: &Id) -> SessionResult<Option<Record>> {
        if let Some(way) = self.0.sessions.held().get(&id.0) {
            return Ok(way.newest.as_deref().cloned());
        }
        let found = self.0.session(id.0).await.map_err(backend)?;
        let now = chrono::Utc::now().timestamp();
        let Some(Kept { body, ends_at }) = found.filter(|session| session.ends_at > now) else {
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
        let going = self.0.sessions.held().get_mut(&id.0).map(|way| {
            way.newest = None;
            way.end.subscribe()
        });
        match going {
            // Whoever brings it to disk ends it there.
            Some(mut going) => match going.wait_for(Option::is_some).await.as_deref() {
                Ok(Some(Err(fault))) => Err(backend(fault)),
                _ => Ok(()),
            },
            None => self.0.end_session(id.0).await.map_err(backend),
        }
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

    /// Waits until nothing of a session is on its way to disk.
    pub async fn until_kept(&self, id: &Id) {
        let going = self.0.sessions.held().get(&id.0).map(|way| way.end.subscribe());
        if let Some(mut going) = going {
            let _ = going.wait_for(Option::is_some).await;
        }
    }

    /// Keeps a record in memory and sends it on its way to disk.
    fn send(&self, record: &Record, is_new: bool) -> SessionResult<()> {
        let id = record.id.0;
        let newest = Arc::new(record.clone());
        let session = written(record)?;
        {
            let mut held = self.0.sessions.held();
            if let Some(way) = held.get_mut(&id) {
                // One that was ended stays so; else who is on the way takes this along.
                way.newest = way.newest.is_some().then_some(newest);
                return Ok(());
            }
            held.insert(id, Way { newest: Some(Arc::clone(&newest)), end: watch::Sender::new(None) });
        }
        let (books, on_the_way) = (Books::clone(&self.0), self.0.sessions.clone());
        tokio::spawn(bring(books, on_the_way, newest, session, is_new));
        Ok(())
    }
}

/// Brings a session to disk, and whatever becomes of it meanwhile.
async fn bring(
    books: Books,
    on_the_way: OnTheWay,
    mut record: Arc<Record>,
    mut session: Kept,
    mut is_new: bool,
) {
    let id = record.id.0;
    loop {
        match books.keep_session(id, &session, is_new).await {
            Ok(_) => is_new = false,
            // What never arrived is still new when its newer form is brought.
            Err(fault) => tracing::error!(%fault, "a session could not be kept"),
        }
        match on_the_way.next(id, &record) {
            None => return,
            Some(Next::Ended) => {
                let ended = books.end_session(id).await.map_err(|fault| fault.to_string());
                on_the_way.over(id, ended);
                return;
            }
            Some(Next::Written(newest)) => match written(&newest) {
                Ok(newer) => (record, session) = (newest, newer),
                Err(error) => {
                    tracing::error!(%error, "a session could not be kept");
                    on_the_way.over(id, Ok(()));
                    return;
                }
            },
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
