//! Whether this browser has proved anything: only then there is something to sign out of.
//!
//! The cookie itself is out of reach of scripts, so what the page knows is what it has seen succeed.

use super::follow::photos;
use super::form::Form;
use super::outbox::Outbox;
use super::proof;
use leptos::prelude::*;
use web::api::{self, ApiError};
use web::browser::storage;

const KEPT: &str = "known";

/// Whether somebody is known here; provided once at the root.
#[derive(Clone, Copy)]
pub(crate) struct Known(RwSignal<bool>);

impl Known {
    /// Provides itself to everything below.
    pub(crate) fn provide() {
        provide_context(Self(RwSignal::new(storage::get(KEPT).is_some())));
    }

    /// Whether somebody is known; tracked.
    pub(crate) fn is_known(self) -> bool {
        self.0.get()
    }

    /// Follows what other tabs do: whoever signs out in one of them has signed out in this one. What is written here
    /// stays, and what showed that it is theirs is forgotten.
    pub(crate) fn follow_other_tabs(self, form: Form, outbox: Outbox) {
        on_signed_out_elsewhere(move || {
            proof::forget_all();
            form.forget_proof();
            outbox.forget_proofs();
            outbox.forget_receipts();
            self.0.try_set(false);
        });
    }

    /// Notes that an order or a case was proved.
    pub(crate) fn note(self) {
        storage::set(KEPT, "1");
        self.0.set(true);
    }

    /// Signs out: the server forgets what was proved, this browser what was written.
    pub(crate) async fn sign_out(self, form: Form, outbox: Outbox) -> Result<(), ApiError> {
        // First, in all tabs: what proved it is forgotten, so that nothing under way proves it again, and what another tab
        // shows is covered before anything is taken from under it.
        proof::forget_all();
        form.forget_proof();
        outbox.forget_proofs();
        storage::remove(KEPT);
        if let Err(error) = api::staff::sign_out().await {
            self.note();
            return Err(error);
        }
        form.clear();
        form.throw_all_away().await;
        outbox.forget();
        photos::throw_all_away().await;
        self.0.try_set(false);
        Ok(())
    }
}

/// Calls `then` when somebody signs out in another tab, until the owner that asked goes away.
pub(crate) fn on_signed_out_elsewhere(then: impl Fn() + 'static) {
    storage::on_taken(KEPT.to_owned(), then);
}

/// What is known of this browser. Outside a page it is nothing.
pub(crate) fn use_known() -> Known {
    use_context::<Known>().unwrap_or_else(|| Known(RwSignal::new(false)))
}
