//! What pages ask of a draft: how its edits stand, what may be done to it, and what is not settled.

use super::super::outbox::Saving;
use super::super::pending::{Key, key_of, rule_of};
use super::DraftStore;
use domain::policy::draft::command::Act;
use domain::policy::draft::rejection::DraftRejection;
use domain::wire::policy::ActRow;
use leptos::prelude::*;

impl DraftStore {
    /// The revision of the draft: what changes whenever anything of it does. To be read, not only tracked: a memo that
    /// nobody reads follows nothing.
    pub(in super::super) fn revision(self) -> Memo<Option<u32>> {
        Memo::new(move |_| self.with(|document| document.summary.revision))
    }

    /// Whether the server holds a later revision than this one.
    pub(in super::super) fn is_behind(self, revision: u32) -> bool {
        self.document().is_some_and(|known| known.summary.revision < revision)
    }

    /// How the edits stand; tracked.
    pub(in super::super) fn saving(self) -> Saving {
        if self.is_stuck.get() {
            Saving::Stuck
        } else if self.waiting.with(Vec::is_empty) && !self.is_acting.get() {
            Saving::Saved
        } else {
            Saving::OnItsWay
        }
    }

    /// Whether an edit of this slot is on its way; tracked.
    pub(in super::super) fn is_on_its_way(self, key: &Key) -> bool {
        self.waiting.with(|waiting| waiting.iter().any(|one| key_of(&one.edit).as_ref() == Some(key)))
    }

    /// Whether something may be done to the draft where it stands; tracked.
    pub(in super::super) fn may(self, act: Act) -> bool {
        let is_free = |row: &ActRow| row.act == act && row.hindrance.is_none();
        self.with(|document| document.acts.iter().any(is_free)).unwrap_or(false)
    }

    /// What stands in the way of something that could be done; tracked.
    pub(in super::super) fn hindrance(self, act: Act) -> Option<DraftRejection> {
        let find = |acts: &[ActRow]| acts.iter().find(|row| row.act == act)?.hindrance.clone();
        self.with(|document| find(&document.acts)).flatten()
    }

    /// Whether the forms take edits; tracked.
    pub(in super::super) fn is_open(self) -> bool {
        self.may(Act::Edit)
    }

    /// Whether a step is being taken, or has to wait until all edits are saved; tracked.
    pub(in super::super) fn is_busy(self) -> bool {
        self.saving() != Saving::Saved
    }

    /// Whether something typed was not taken; tracked.
    pub(in super::super) fn is_anything_wrong(self) -> bool {
        self.wrong.with(|wrong| !wrong.is_empty())
    }

    /// Whether something of a rule is wrong or only typed; tracked.
    pub(in super::super) fn is_unsettled(self, rule: Option<&str>) -> bool {
        let is_of = |key: &Key| key.0.as_deref() == rule;
        self.wrong.with(|wrong| wrong.keys().any(is_of))
            || self.clashes.with(|all| all.iter().any(|one| rule_of(&one.waiting.edit) == rule))
    }
}
