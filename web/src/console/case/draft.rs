//! Drafts: what is being written on a case, kept in this browser per person, case and matter with every change.

use domain::id::{CaseId, UserId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use web::browser::storage;

/// What is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matter {
    /// A reply to the customer.
    Reply,
    /// An internal note.
    Note,
    /// Which version of the case the writer of the reply has looked at.
    Seen,
    /// An offer.
    Offer,
    /// Which offer that a supervisor sent back has come into the form again.
    SentBack,
}

/// Where a draft is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Drawer {
    /// Who writes.
    pub(super) user: UserId,
    /// On which case.
    pub(super) case: CaseId,
    /// What.
    pub(super) matter: Matter,
}

impl Drawer {
    fn key(self) -> String {
        let matter = match self.matter {
            Matter::Reply => "reply",
            Matter::Note => "note",
            Matter::Seen => "seen",
            Matter::Offer => "offer",
            Matter::SentBack => "sent_back",
        };
        format!("console.draft.{}.{}.{matter}", self.user, self.case)
    }

    /// The text kept, empty where there is none.
    pub(super) fn text(self) -> String {
        storage::get(&self.key()).unwrap_or_default()
    }

    /// Keeps a text; a blank one is forgotten.
    pub(super) fn keep_text(self, text: &str) {
        if text.trim().is_empty() {
            storage::remove(&self.key());
        } else {
            storage::set(&self.key(), text);
        }
    }

    /// What is kept, if it can still be read.
    pub(super) fn value<T: DeserializeOwned>(self) -> Option<T> {
        web::json::read(&storage::get(&self.key())?)
    }

    /// Keeps something, or forgets it.
    pub(super) fn keep_value<T: Serialize>(self, value: Option<&T>) {
        match value.and_then(|value| serde_json::to_string(value).ok()) {
            Some(text) => storage::set(&self.key(), &text),
            None => storage::remove(&self.key()),
        }
    }
}
