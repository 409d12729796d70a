//! What a decision on this case needs in this browser: the packs it was filed under, and what was given elsewhere on
//! its order, as the server told it last.

use super::CaseStore;
use domain::complaint::decide::Context;
use leptos::prelude::*;

impl CaseStore {
    /// Runs `with` on what a decision on this case needs now.
    pub(in super::super) fn with_context<T>(self, with: impl FnOnce(&Context<'_>) -> T) -> T {
        let elsewhere = self.elsewhere.get_untracked();
        self.desk.with_context(self.packs_now(), &elsewhere, with)
    }
}
