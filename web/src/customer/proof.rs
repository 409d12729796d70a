//! How this tab came to a case, so that it can come to it again.
//!
//! What somebody proved is remembered by the server, and may be forgotten there: a session ends, a browser drops its
//! cookies. So the tab keeps what proved it, for itself and as long as it is open, and shows it again once by itself
//! before anybody is asked.

use domain::complaint::rejection::Rejection;
use domain::id::CaseId;
use domain::wire::FindRequest;
use web::api::{self, ApiError};
use web::browser::storage;

const PREFIX: &str = "proof/";

/// What the names of the notes begin with that a case was shown; they go with the proofs.
const SHOWN: &str = "proof/shown/";

/// What opens a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// The number of the case or its order, and a contact, both as typed.
    Contact {
        /// The number.
        number: String,
        /// The contact.
        contact: String,
    },
    /// A private link.
    Link(String),
}

/// Keeps what opened a case, for this tab.
pub(crate) fn remember(case: CaseId, proof: &Proof) {
    let text = match proof {
        Proof::Contact { number, contact } => [number.as_str(), "\n", contact].concat(),
        Proof::Link(token) => token.clone(),
    };
    storage::tab_set(&key(case), &text);
}

/// Notes in this tab that a case was shown to whoever is at it.
pub(crate) fn note_shown(case: CaseId) {
    storage::tab_set(&shown_key(case), "1");
}

/// Forgets that a case was shown: it is not known any more whose it is.
pub(crate) fn forget_shown(case: CaseId) {
    storage::tab_remove(&shown_key(case));
}

/// Whether a case was shown in this tab, and is still known to be of whoever is at it. What belongs to any other case may be
/// somebody else's who uses the same device.
pub(crate) fn is_shown(case: CaseId) -> bool {
    storage::tab_get(&shown_key(case)).is_some()
}

/// Forgets all of it, as after signing out.
pub(crate) fn forget_all() {
    storage::forget(PREFIX);
}

/// Opens a case again with what opened it before; says whether that worked.
pub(crate) async fn renew(case: CaseId) -> bool {
    match storage::tab_get(&key(case)).map(read) {
        Some(Proof::Contact { number, contact }) => {
            let found = api::orders::find_cases(&FindRequest { number, contact }).await;
            found.is_ok_and(|found| found.cases.iter().any(|found| found.case_id == case))
        }
        Some(Proof::Link(token)) => api::orders::open_link(&token).await.is_ok(),
        None => false,
    }
}

/// Whether a request failed because the server no longer knows what was proved.
pub(crate) fn is_lost(error: &ApiError) -> bool {
    matches!(error.status(), 401 | 403) || matches!(error.rejection(), Some(Rejection::OrderNotLookedUp))
}

fn shown_key(case: CaseId) -> String {
    [SHOWN, &case.to_string()].concat()
}

fn key(case: CaseId) -> String {
    [PREFIX, &case.to_string()].concat()
}

fn read(text: String) -> Proof {
    match text.split_once('\n') {
        Some((number, contact)) => Proof::Contact { number: number.to_owned(), contact: contact.to_owned() },
        None => Proof::Link(text),
    }
}
