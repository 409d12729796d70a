//! The one who asks, read from a request: their face, their sign-in, their grants, their address.

use super::{DeskSession, DeskUser, Grants};
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::store::Store;
use crate::store::sessions::Sessions;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use tower_sessions::{Session, SessionStore};

/// The header by which a page says which face it shows.
pub const FACE_HEADER: &str = "redress-face";

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
    /// What they have proved as a customer, unless they show the console's face.
    pub grants: Grants,
    /// Where they are, for rate limits only.
    pub address: IpAddr,
    /// Their session.
    pub session: Session,
}

impl Caller {
    /// Remembers changed grants in the session.
    pub async fn save_grants(&self) -> ApiResult<()> {
        self.grants.save(&self.session).await.map_err(session_fault)
    }

    /// Whether the session they came with still stands, and a desk user is still who they were: not signed out,
    /// switched off, moved to another role or given another password since.
    pub async fn is_still_in(&self, store: &Store) -> bool {
        let has_session = match self.session.id() {
            Some(id) => Sessions(store.clone()).load(&id).await.is_ok_and(|record| record.is_some()),
            None => false,
        };
        let is_same_user = match &self.staff {
            Some(DeskUser(user)) => {
                store.user(user.user_id).await.is_ok_and(|now| now.is_some_and(|now| now == *user))
            }
            None => true,
        };
        has_session && is_same_user
    }
}

/// A session that can't be read or written is our fault, and passes.
pub fn session_fault(error: impl std::fmt::Display) -> ApiError {
    tracing::error!(%error, "a session failed");
    ApiError::unavailable("storage_unavailable")
}

fn face(parts: &Parts) -> ApiResult<Option<Face>> {
    let from_query = || {
        let query = parts.uri.query().unwrap_or_default();
        query.split('&').find_map(|pair| pair.strip_prefix("face="))
    };
    let named = match parts.headers.get(FACE_HEADER) {
        Some(value) => Some(value.to_str().unwrap_or_default()),
        None => from_query(),
    };
    match named {
        None => Ok(None),
        Some("customer") => Ok(Some(Face::Customer)),
        Some("console") => Ok(Some(Face::Console)),
        Some(_) => Err(ApiError::malformed("`Redress-Face`: `customer` or `console`")),
    }
}

fn address(parts: &Parts, trust_proxy: bool) -> IpAddr {
    // A proxy appends the address it saw; what stands before it anybody may have written.
    let forwarded = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .filter(|_| trust_proxy)
        .and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    let peer = || parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    forwarded.or_else(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let face = face(parts)?;
        let address = address(parts, state.config.trust_proxy);
        let session =
            Session::from_request_parts(parts, state).await.map_err(|(_, error)| session_fault(error))?;
        let desk =
            DeskSession::from_request_parts(parts, state).await.map_err(|(_, error)| session_fault(error))?;
        let staff = desk.user.filter(|_| face != Some(Face::Customer));
        let grants = if face == Some(Face::Console) {
            Grants::default()
        } else {
            Grants::load(&session).await.map_err(session_fault)?
        };
        Ok(Self { face, staff, grants, address, session })
    }
}
