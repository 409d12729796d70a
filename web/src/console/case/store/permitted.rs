//! What who is signed in may do with the case.

use super::CaseStore;
use domain::actor::Actor;
use leptos::prelude::*;

impl CaseStore {
    /// Whether who is signed in may work the case: nobody works one that is about them. Tracked.
    pub(crate) fn may_work(self) -> bool {
        self.desk.actor().works_cases() && !self.concerns_me.get()
    }

    /// Whether who is signed in may sign what is above an agent's limit. Tracked.
    pub(crate) fn may_sign(self) -> bool {
        matches!(self.desk.actor(), Actor::Supervisor(_)) && !self.concerns_me.get()
    }
}
