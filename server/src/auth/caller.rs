//! The one who asks, read from a request: their face, their sign-in, their grants, their address.

use super::source::Source;
use super::{DeskSession, DeskUser, Grants, cookie};
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::store::Store;
use crate::store::sessions::{MoveFault, Sessions};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::wire::failure_code::FailureCode;
use std::time::{Duration, Instant};
use tower_sessions::session::Id;
use tower_sessions::{Session, SessionStore};

/// The header by which a page of the desk says whom it takes for signed in.
const USER_HEADER: &str = "redress-user";
/// The header by which a page says which face it shows.
pub const FACE_HEADER: &str = "redress-face";

/// Where a session keeps until when a sign-in at the desk holds, in seconds since 1970. What else the session holds
/// may last longer.
pub const DESK_UNTIL: &str = "desk_until";

/// Where a session says that something was proved in it.
const IS_PROVED: &str = "is_proved";

/// The face a request shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// The customer's pages.
    Customer,
    /// The console.
    Console,
}

/// Whoever sent a request.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The face they show, where they say so.
    pub face: Option<Face>,
    /// Their sign-in at the desk, unless they show a customer's face.
    pub staff: Option<DeskUser>,
    /// Whether somebody is signed in at the desk in this browser, whatever face it shows.
    pub is_desk_browser: bool,
    /// What they have proved as a customer, unless they show the console's face.
    pub grants: Grants,
    /// Where they are, for rate limits only.
    pub source: Source,
    /// Their session.
    pub session: Session,
    /// The id of a session that they sent, whether or not it opens anything still.
    pub sent: Option<Id>,
    /// When the head of their request was read.
    came_at: Instant,
}

/// As long as a request takes that is sent in one go.
const AT_ONCE: Duration = Duration::from_secs(1);

impl Caller {
    /// Remembers what was just proved, in a session of another id: one that somebody planted in this browser, or saw
    /// before, is worth nothing from here on.
    ///
    /// A proof that is not kept is none, nor is one of somebody who signed out while it was looked into.
    pub async fn save_proof(&self, state: &AppState) -> ApiResult<()> {
        let sessions = Sessions(state.store.clone());
        let proved = self.grants.kept(state.clock.utc());
        let moved = async {
            let moved = sessions.leave_id(&self.session).await?;
            // The session layer takes one that holds nothing for none.
            self.session.insert(IS_PROVED, true).await?;
            sessions.arrive(&self.session, moved, &proved, &self.grants.read).await
        };
        kept(moved.await, &state.store).await
    }

    /// Once their request was read whole: whoever took long to send it may have been signed out, or lost their rights,
    /// since its head came. Who had none can have lost none.
    pub async fn ensure_still_in(&self, state: &AppState) -> ApiResult<()> {
        let has_none = self.staff.is_none() && self.grants == Grants::default();
        if self.came_at.elapsed() < AT_ONCE || has_none || self.is_still_in(state).await {
            Ok(())
        } else {
            Err(ApiError::not_signed_in())
        }
    }

    /// Whether the session they came with still stands, and a desk user is still who they were: not signed out,
    /// switched off, moved to another role or given another password since.
    pub async fn is_still_in(&self, state: &AppState) -> bool {
        let store = &state.store;
        let record = match self.session.id() {
            Some(id) => Sessions(store.clone()).load(&id).await.ok().flatten(),
            None => None,
        };
        let is_same_user = match &self.staff {
            Some(DeskUser(user)) => {
                let until = record.as_ref().and_then(|record| record.data.get(DESK_UNTIL)?.as_i64());
                let is_in_time = until.is_some_and(is_still_to_come);
                is_in_time
                    && store.user(user.user_id).await.is_ok_and(|now| now.is_some_and(|now| now == *user))
            }
            None => true,
        };
        let mut grants = self.grants.clone();
        let is_granted = grants.drop_ended(store, state.clock.utc()).await.is_ok() && grants == self.grants;
        record.is_some() && is_same_user && is_granted
    }
}

/// A session that was kept, or why not: the session layer does not tell a full disk from any other fault. Where there was
/// no room for somebody else's change a moment ago, this one is no success either that the next request denies.
pub async fn kept<T>(outcome: Result<T, MoveFault>, store: &Store) -> ApiResult<T> {
    if let Err(MoveFault::Fault(_)) = &outcome {
        store.note_full();
    }
    store.has_room().await?;
    Ok(outcome?)
}

/// A session that can't be read or written is our fault, and passes.
pub fn session_fault(error: impl std::fmt::Display) -> ApiError {
    tracing::error!(%error, "a session failed");
    ApiError::unavailable(FailureCode::StorageUnavailable)
}

impl From<MoveFault> for ApiError {
    fn from(fault: MoveFault) -> Self {
        match fault {
            MoveFault::Ended => Self::not_signed_in(),
            MoveFault::Fault(error) => session_fault(error),
            MoveFault::Books(fault) => fault.into(),
        }
    }
}

fn face(parts: &Parts) -> ApiResult<Option<Face>> {
    let from_query = || {
        let query = parts.uri.query().unwrap_or_default();
        query.split('&').find_map(|pair| pair.strip_prefix("face="))
    };
    let (named, place) = match parts.headers.get(FACE_HEADER) {
        Some(value) => (Some(value.to_str().unwrap_or_default()), FACE_HEADER),
        None => (from_query(), "face"),
    };
    match named {
        None => Ok(None),
        Some("customer") => Ok(Some(Face::Customer)),
        Some("console") => Ok(Some(Face::Console)),
        Some(_) => Err(ApiError::malformed("`customer` or `console`").at(place)),
    }
}

/// Sessions end by the machine's clock, as their cookies do in browsers.
fn is_still_to_come(until: i64) -> bool {
    chrono::Utc::now().timestamp() < until
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let (face, came_at) = (face(parts)?, Instant::now());
        let source = state.sources.of(parts);
        let session =
            Session::from_request_parts(parts, state).await.map_err(|(_, error)| session_fault(error))?;
        let desk =
            DeskSession::from_request_parts(parts, state).await.map_err(|(_, error)| session_fault(error))?;
        let until: Option<i64> = session.get(DESK_UNTIL).await.map_err(session_fault)?;
        let is_in_time = until.is_some_and(is_still_to_come);
        let signed_in = desk.user.filter(|_| is_in_time);
        let is_desk_browser = signed_in.is_some();
        // A page that shows somebody else's name must not act in the name of whoever signed in since in another tab.
        let named = parts.headers.get(USER_HEADER).map(|value| value.to_str().unwrap_or_default());
        let is_named = |user: &DeskUser| named.is_none_or(|named| named == user.0.user_id.to_string());
        let signed_in = signed_in.filter(is_named);
        let staff = signed_in.filter(|_| face != Some(Face::Customer));
        let mut grants = Grants::default();
        if face != Some(Face::Console)
            && let Some(id) = session.id()
        {
            grants = Grants::load(&state.store, id).await?;
            grants.drop_ended(&state.store, state.clock.utc()).await?;
        }
        let sent = cookie::session_id(&parts.headers);
        let caller = Self { face, staff, is_desk_browser, grants, source, session, sent, came_at };
        // Whoever reads the body asks for it.
        parts.extensions.insert(caller.clone());
        Ok(caller)
    }
}
