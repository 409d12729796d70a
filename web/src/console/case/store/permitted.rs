//! What who is signed in may do with the case.

use super::CaseStore;
use domain::actor::Actor;
use domain::complaint::Kept;
use domain::complaint::decide::may_take_back;
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

    /// Whether who is signed in may take back the proof of a promise. Tracked.
    pub(crate) fn may_take_back(self, kept: Memo<Option<Kept>>) -> bool {
        let actor = self.desk.actor();
        let may = |kept: &Kept| {
            self.case.with(|case| case.as_deref().is_some_and(|case| may_take_back(case, kept, &actor)))
        };
        kept.with(|kept| kept.as_ref().is_some_and(may))
    }
}
