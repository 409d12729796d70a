//! A draft in this browser: what the server holds, what is being typed, and what is on its way.
//!
//! Each edit is one command, sent when a field is left. Edits go one after the other, survive a closed tab, and wait
//! for a network that is away. What the server refuses stays in its field with the reason.

mod asked;
mod typing;

use super::Load;
use super::outbox::{self, Why};
use super::pending::{Clash, Key, Waiting, key_of, sift};
use super::typed::Typed;
use crate::desk::{Desk, Heard};
use domain::id::{CommandId, DraftId};
use domain::policy::draft::command::DraftCommand;
use domain::policy::draft::edit::{Edit, EditProblem};
use domain::policy::draft::rejection::DraftRejection;
use domain::policy::draft::trial::Trial;
use domain::wire::policy::{DraftCommandRequest, DraftDocument};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use std::sync::Arc;
use web::api;
use web::api::policy::DraftError;
use web::browser::{clock, random};

/// How long to wait before trying again when the server could not be reached, in milliseconds.
const PAUSE: u64 = 3_000;

/// A draft.
#[derive(Clone, Copy)]
pub(super) struct DraftStore {
    /// Which.
    pub(super) id: DraftId,
    /// How it stands on the page.
    pub(super) load: RwSignal<Load<Arc<DraftDocument>>>,
    /// What is being typed and not yet with the server.
    pub(super) typing: RwSignal<BTreeMap<Key, Typed>>,
    /// What is wrong with what was typed.
    pub(super) wrong: RwSignal<BTreeMap<Key, EditProblem>>,
    /// Edits that met somebody else's.
    pub(super) clashes: RwSignal<Vec<Clash>>,
    /// Why the last step that is not the edit of a slot was not taken.
    pub(super) refused: RwSignal<Option<Why>>,
    /// The complaint being tried by hand; kept while somebody goes back to the forms.
    pub(super) trial: RwSignal<Option<Trial>>,
    /// The last replay.
    pub(super) replay: RwSignal<super::replay::State>,
    /// What its writer saw in a slot as they began to type there.
    begun: StoredValue<BTreeMap<Key, Waiting>>,
    /// What is on its way, in order.
    waiting: RwSignal<Vec<Waiting>>,
    is_stuck: RwSignal<bool>,
    is_acting: RwSignal<bool>,
    desk: Desk,
    is_sending: StoredValue<bool>,
    /// The edit that went out and of which nobody knows whether it arrived.
    open: StoredValue<Option<CommandId>>,
    /// Whether something was heard of it while an edit was on its way.
    is_behind: StoredValue<bool>,
    retry: StoredValue<Option<clock::Timer>, LocalStorage>,
}

impl DraftStore {
    /// A draft that is not here yet; made where it may outlive its page.
    pub(super) fn new(desk: Desk, id: DraftId) -> Self {
        let store = Self {
            id,
            load: RwSignal::new(Load::Waiting),
            typing: RwSignal::new(BTreeMap::new()),
            wrong: RwSignal::new(BTreeMap::new()),
            clashes: RwSignal::new(Vec::new()),
            refused: RwSignal::new(None),
            trial: RwSignal::new(None),
            replay: RwSignal::new(super::replay::State::Idle),
            begun: StoredValue::new(BTreeMap::new()),
            waiting: RwSignal::new(Vec::new()),
            is_stuck: RwSignal::new(false),
            is_acting: RwSignal::new(false),
            desk,
            is_sending: StoredValue::new(false),
            open: StoredValue::new(None),
            is_behind: StoredValue::new(false),
            retry: StoredValue::new_local(None),
        };
        desk.listen(move |heard| {
            if matches!(heard, Heard::Resume) {
                store.pump();
            }
        });
        store
    }

    /// Asks for the draft again; what is typed and on its way stays.
    pub(super) fn load(self) {
        self.is_behind.set_value(false);
        spawn_local(async move {
            let answer = api::policy::draft(self.id).await;
            if self.is_sending.get_value() {
                // It may hold the very edit whose answer is still to come, which would look like somebody else's.
                self.is_behind.set_value(true);
                return;
            }
            match answer {
                Ok(document) => {
                    let is_first = self.document().is_none();
                    self.take(document);
                    if is_first {
                        self.send_what_was_kept();
                    }
                }
                Err(error) => {
                    self.desk.noted_expiry(&error);
                    if self.document().is_none() {
                        self.load.set(Load::Failed(error));
                    }
                }
            }
        });
    }

    /// The draft as the server holds it; not tracked.
    pub(super) fn document(self) -> Option<Arc<DraftDocument>> {
        self.load.with_untracked(|load| load.ready().cloned())
    }

    /// Reads something of the draft; tracked.
    pub(super) fn with<T>(self, read: impl FnOnce(&DraftDocument) -> T) -> Option<T> {
        self.load.with(|load| load.ready().map(|document| read(document)))
    }

    fn take(self, document: DraftDocument) {
        let is_older = |known: Arc<DraftDocument>| document.summary.revision < known.summary.revision;
        if self.document().is_some_and(is_older) {
            return;
        }
        let (document, former) = (Arc::new(document), self.document());
        self.load.set(Load::Ready(Arc::clone(&document)));
        self.renew_begun(|begun| begun.renewed(&document.form, document.summary.revision));
        self.hold_against(self.waiting.get_untracked(), &document);
        self.renew_clashes(&document.form);
        self.sift_typing(&document, former.as_deref());
    }

    /// Holds what waits against a newer draft, and lays before its writer what met somebody else's edit.
    fn hold_against(self, waiting: Vec<Waiting>, document: &DraftDocument) {
        if waiting.is_empty() {
            return;
        }
        let (form, revision) = (&document.form, document.summary.revision);
        let (sound, clashes) = sift(waiting, form, revision, self.open.get_value());
        self.waiting.set(sound);
        if !clashes.is_empty() {
            self.clashes.update(|all| all.extend(clashes));
        }
        self.keep();
    }

    /// Puts an edit on its way.
    pub(super) fn edit(self, edit: Edit) {
        self.edit_as_begun(edit, None);
    }

    /// The same for what was typed: its writer saw what stood there as they began, and is asked where it is something else now.
    fn edit_as_begun(self, edit: Edit, begun: Option<Waiting>) {
        let Some(document) = self.document() else { return };
        self.refused.set(None);
        // Of two edits of one slot that both still wait, the later is enough; the first may be on the wire.
        let key = key_of(&edit);
        let next = Waiting::new(CommandId(random::uuid()), edit, &document.form, document.summary.revision);
        let next = begun.map_or(next.clone(), |begun| next.seen_as(begun));
        // Whoever types once more has answered what was asked about the same slot.
        self.clashes.update(|all| all.retain(|one| key.is_none() || key_of(&one.waiting.edit) != key));
        self.waiting.update(|waiting| {
            let first = waiting.first().map(|one| one.id);
            waiting.retain(|one| Some(one.id) == first || key.is_none() || key_of(&one.edit) != key);
            let next = waiting.first().map_or(next.clone(), |first| next.upon(first));
            waiting.push(next);
        });
        self.hold_against(self.waiting.get_untracked(), &document);
        self.pump();
    }

    /// Keeps what is on its way in this browser, so that closing the tab loses none of it.
    fn keep(self) {
        self.waiting.with_untracked(|waiting| outbox::keep(self.desk.user(), self.id, waiting));
    }

    /// Sends what an earlier visit kept. The same command ids go out again, so nothing is done twice.
    fn send_what_was_kept(self) {
        let kept = outbox::kept(self.desk.user(), self.id);
        let Some(document) = self.document() else { return };
        if !kept.is_empty() {
            // The first may have been on its way when the page went.
            self.open.set_value(kept.first().map(|first| first.id));
            self.hold_against(kept, &document);
            self.pump();
        }
    }

    /// Sends what waits, one edit after the other.
    fn pump(self) {
        if self.is_sending.get_value() {
            return;
        }
        let first = self.waiting.with_untracked(|waiting| waiting.first().cloned());
        let (Some(one), Some(document)) = (first, self.document()) else {
            self.is_stuck.set(false);
            if self.is_behind.get_value() {
                self.load();
            }
            return;
        };
        self.is_sending.set_value(true);
        self.open.set_value(Some(one.id));
        let request = DraftCommandRequest {
            command_id: one.id,
            expected_revision: document.summary.revision,
            command: DraftCommand::Edit { edit: one.edit.clone() },
        };
        spawn_local(async move {
            let answer = api::policy::command(self.id, &request).await;
            self.is_sending.set_value(false);
            match answer {
                Ok(document) => {
                    self.is_stuck.set(false);
                    self.open.set_value(None);
                    self.waiting.update(|waiting| {
                        let all = core::mem::take(waiting).into_iter();
                        let (form, revision) = (&document.form, document.summary.revision);
                        waiting.extend(all.map(|other| other.once_done(&one, form, revision)));
                        self.renew_begun(|begun| begun.once_done(&one, form, revision));
                    });
                    self.let_go(one.id);
                    self.take(document);
                    self.pump();
                }
                Err(error) => self.failed(&one, error),
            }
        });
    }

    fn let_go(self, id: CommandId) {
        self.waiting.update(|waiting| waiting.retain(|one| one.id != id));
        self.keep();
    }

    fn failed(self, one: &Waiting, error: DraftError) {
        let DraftError { error, rejection, document } = error;
        if matches!(rejection, Some(DraftRejection::Conflict { .. })) && document.is_some() {
            self.open.set_value(None);
            // The draft has moved on: what still means the same is sent again, the rest is laid before its writer.
            if let Some(document) = document {
                self.take(*document);
            }
            self.pump();
        } else if self.desk.noted_expiry(&error) {
            self.is_stuck.set(true);
        } else if error.may_pass_later() {
            self.is_stuck.set(true);
            let again = move || {
                if self.is_stuck.try_get_untracked() == Some(true) {
                    self.pump();
                }
            };
            self.retry.set_value(Some(clock::after(PAUSE, again)));
        } else {
            self.open.set_value(None);
            self.let_go(one.id);
            match (rejection, key_of(&one.edit)) {
                (Some(DraftRejection::BadEdit(fault)), Some(key)) => {
                    self.wrong.update(|wrong| {
                        wrong.insert(key, fault.problem);
                    });
                }
                (Some(why), _) => self.refused.set(Some(Why::Rule(why))),
                (None, _) => self.refused.set(Some(Why::Fault(error))),
            }
            if let Some(document) = document {
                self.take(*document);
            }
            self.pump();
        }
    }

    /// The place under which is kept what somebody writes about this draft.
    pub(super) fn place(self) -> String {
        format!("policy/{}/{}", self.desk.user(), self.id)
    }

    /// Takes a step that is no edit, once all edits are with the server; calls `then` when it was taken.
    pub(super) fn step(self, command: DraftCommand, then: impl FnOnce() + 'static) {
        let is_free = !self.is_acting.get_untracked() && self.waiting.with_untracked(Vec::is_empty);
        let Some(document) = self.document().filter(|_| is_free) else { return };
        self.is_acting.set(true);
        self.refused.set(None);
        let request = DraftCommandRequest {
            command_id: CommandId(random::uuid()),
            expected_revision: document.summary.revision,
            command,
        };
        spawn_local(async move {
            let mut answer = api::policy::command(self.id, &request).await;
            // Once more where no answer came: the same id does nothing twice.
            if answer.as_ref().is_err_and(|error| error.error.may_pass_later()) {
                clock::sleep(PAUSE).await;
                answer = api::policy::command(self.id, &request).await;
            }
            self.is_acting.set(false);
            match answer {
                Ok(document) => {
                    self.take(document);
                    then();
                }
                Err(DraftError { error, rejection, document }) => {
                    self.desk.noted_expiry(&error);
                    self.refused.set(Some(rejection.map_or(Why::Fault(error), Why::Rule)));
                    if let Some(document) = document {
                        self.take(*document);
                    }
                }
            }
        });
    }

    /// Settles a clash: with one's own value once more, or with the other's.
    pub(super) fn settle(self, id: CommandId, is_mine: bool) {
        let Some(document) = self.document() else { return };
        let clash = self.clashes.with_untracked(|all| all.iter().find(|one| one.waiting.id == id).cloned());
        self.clashes.update(|all| all.retain(|one| one.waiting.id != id));
        let Some(clash) = clash else { return };
        if is_mine {
            // A new id: the old one was answered already.
            let insisted =
                clash.waiting.insisted(CommandId(random::uuid()), &document.form, document.summary.revision);
            self.waiting.update(|waiting| waiting.push(insisted));
            self.keep();
            self.pump();
        } else if let Some(key) = key_of(&clash.waiting.edit) {
            self.typing.update(|typing| {
                typing.remove(&key);
            });
        }
    }
}
