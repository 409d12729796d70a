//! How the edits of a draft stand, and where those on their way are kept until the server has them.

use super::pending::Waiting;
use domain::id::{DraftId, UserId};
use domain::policy::draft::rejection::DraftRejection;
use web::api::ApiError;
use web::browser::storage;

/// How the draft's edits stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Saving {
    /// All is with the server.
    Saved,
    /// Something is on its way.
    OnItsWay,
    /// The server can't be reached; it is tried again.
    Stuck,
}

/// Why a step was not taken.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Why {
    /// The draft refused.
    Rule(DraftRejection),
    /// The server would not have it.
    Fault(ApiError),
}

/// Keeps what is on its way in this browser.
pub(super) fn keep(user: UserId, draft: DraftId, waiting: &[Waiting]) {
    match serde_json::to_string(waiting) {
        Ok(text) if !waiting.is_empty() => storage::set(&key(user, draft), &text),
        _ => storage::remove(&key(user, draft)),
    }
}

/// What an earlier visit kept.
pub(super) fn kept(user: UserId, draft: DraftId) -> Vec<Waiting> {
    let text = storage::get(&key(user, draft));
    text.and_then(|text| web::json::read(&text)).unwrap_or_default()
}

fn key(user: UserId, draft: DraftId) -> String {
    format!("console.draft.{user}.{draft}")
}
