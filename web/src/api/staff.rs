//! What only the desk asks: signing in and out, and the queue.

use super::call::{delete, get, post};
use super::error::ApiError;
use domain::view::QueueView;
use domain::wire::{QueuePage, Session, SignInRequest};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Signs in at the desk.
pub async fn sign_in(request: &SignInRequest) -> Result<Session, ApiError> {
    post("/api/session", request).await
}

/// Who is signed in.
pub async fn session() -> Result<Session, ApiError> {
    get("/api/session").await
}

/// Signs out.
pub async fn sign_out() -> Result<(), ApiError> {
    delete("/api/session").await
}

/// A page of the queue: the first, or the one `after` names.
pub async fn queue(view: QueueView, after: Option<&str>) -> Result<QueuePage, ApiError> {
    let base = ["/api/cases?view=", view.code()].concat();
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

/// The cases under a case or order number, as typed and encoded for a query, whatever their phase.
pub async fn find(what: &str) -> Result<QueuePage, ApiError> {
    get(&["/api/cases?find=", what].concat()).await
}
