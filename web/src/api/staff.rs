//! What only the desk asks: signing in and out, and the queue.

use super::call::{self, delete, get, post, put};
use super::error::ApiError;
use domain::view::QueueView;
use domain::wire::policy::PolicyWaiting;
use domain::wire::{PasswordRequest, QueuePage, Session, SignInRequest};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Signs in at the desk.
pub async fn sign_in(request: &SignInRequest) -> Result<Session, ApiError> {
    known(post("/api/session", request).await)
}

/// Who is signed in.
pub async fn session() -> Result<Session, ApiError> {
    known(get("/api/session").await)
}

/// From here on this page speaks for whoever signed in.
fn known(session: Result<Session, ApiError>) -> Result<Session, ApiError> {
    if let Ok(session) = &session {
        call::speak_for(Some(session.user_id));
    }
    session
}

/// Chooses another password for whoever is signed in.
pub async fn choose_password(request: &PasswordRequest) -> Result<(), ApiError> {
    put("/api/session/password", request).await
}

/// Signs out.
pub async fn sign_out() -> Result<(), ApiError> {
    delete("/api/session").await?;
    call::speak_for(None);
    Ok(())
}

/// How many rows one page of the queue holds at most.
pub const MAX_ROWS: usize = 200;

/// A page of the queue of so many rows: the first, or the one `after` names.
pub async fn queue(view: QueueView, after: Option<&str>, n_rows: usize) -> Result<QueuePage, ApiError> {
    let n_rows = n_rows.min(MAX_ROWS);
    let base = format!("/api/cases?view={}&limit={n_rows}", view.code());
    match after {
        None => get(&base).await,
        Some(after) => get(&[base.as_str(), "&after=", after].concat()).await,
    }
}

/// What a page beside the queue shows of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct QueueCounts {
    /// How many cases each view holds.
    pub counts: BTreeMap<QueueView, u64>,
    /// The place in the log up to which this is true.
    pub seq: u64,
}

/// The counts of the queue without its rows.
pub async fn queue_counts() -> Result<QueueCounts, ApiError> {
    get("/api/cases?view=open&limit=1").await
}

/// How much waits there for whoever is signed in.
pub async fn policy_waiting() -> Result<PolicyWaiting, ApiError> {
    get("/api/policy/waiting").await
}

/// The cases under a case or order number, as typed and encoded for a query, whatever their phase.
pub async fn find(what: &str) -> Result<QueuePage, ApiError> {
    get(&["/api/cases?find=", what].concat()).await
}
