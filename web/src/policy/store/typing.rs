//! What is being typed into a slot: how it begins, is given up, and becomes an edit.
//!
//! Whoever types into a slot goes by what they saw in it as they began. Where somebody else has saved something there since, it
//! is laid before them, and nothing is written over unasked.

use super::super::pending::{Clash, Key, Waiting, key_of, slot, typed_in};
use super::super::typed::{self, Typed};
use super::DraftStore;
use domain::id::CommandId;
use domain::policy::draft::edit::{Edit, SlotValue};
use domain::policy::draft::form::{PackForm, SlotKind, SlotName};
use domain::wire::policy::DraftDocument;
use leptos::prelude::*;
use web::browser::random;

/// What was typed into a slot that is there no more; nothing where that is blank.
fn words_of(key: &Key, parts: &Typed, name: Option<SlotName>, document: &DraftDocument) -> Option<Clash> {
    let words: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    let value = (!words.is_empty()).then(|| SlotValue::Text(words.join("\n")))?;
    let (rule, path) = key.clone();
    let edit = Edit::Set { rule, path, value: Some(value) };
    let waiting = Waiting::new(CommandId(random::uuid()), edit, &document.form, document.summary.revision);
    Some(Clash { waiting, theirs: None, name })
}

impl DraftStore {
    /// Notes what is being typed into a slot.
    pub(in super::super) fn type_in(self, key: &Key, parts: Typed) {
        self.note_begun(key);
        self.typing.update(|typing| {
            typing.insert(key.clone(), parts);
        });
        if self.wrong.with_untracked(|wrong| wrong.contains_key(key)) {
            self.wrong.update(|wrong| {
                wrong.remove(key);
            });
        }
    }

    /// Keeps in mind what stands in a slot, unless somebody is typing there already.
    fn note_begun(self, key: &Key) {
        let is_known = self.typing.with_untracked(|typing| typing.contains_key(key))
            && self.begun.with_value(|begun| begun.contains_key(key));
        let Some(document) = self.document().filter(|_| !is_known) else { return };
        let own = self.waiting.with_untracked(|waiting| {
            waiting.iter().rfind(|one| key_of(&one.edit).as_ref() == Some(key)).cloned()
        });
        let begun = Waiting::begun(key, own.as_ref(), &document.form, document.summary.revision);
        self.begun.update_value(|all| {
            all.insert(key.clone(), begun);
        });
    }

    /// Takes what was seen in slots on to a newer draft.
    pub(super) fn renew_begun(self, renew: impl Fn(Waiting) -> Waiting) {
        self.begun.update_value(|all| {
            *all = core::mem::take(all).into_iter().map(|(key, begun)| (key, renew(begun))).collect();
        });
    }

    /// Holds what is typed against a newer draft. What stands there now is typed no more; of what was typed where its place is
    /// gone, its writer is given back the words, unless an edit of it that waited gave them back already.
    pub(super) fn sift_typing(self, document: &DraftDocument, former: Option<&DraftDocument>) {
        let form = &document.form;
        let is_told = |key: &Key| {
            self.clashes
                .with_untracked(|all| all.iter().any(|one| key_of(&one.waiting.edit).as_ref() == Some(key)))
        };
        let mut lost: Vec<Clash> = Vec::new();
        self.typing.update(|typing| {
            typing.retain(|key, parts| {
                let is_displaced = self
                    .begun
                    .with_value(|all| all.get(key).is_some_and(|begun| begun.stands(form).is_none()));
                let stands = slot(form, key).filter(|_| !is_displaced);
                let Some(stands) = stands else {
                    if !is_told(key) {
                        let name = former.and_then(|former| slot(&former.form, key)).map(|slot| slot.name);
                        lost.extend(words_of(key, parts, name, document));
                    }
                    return false;
                };
                typed::shown(stands.value.as_ref()) != *parts
            });
        });
        if !lost.is_empty() {
            self.clashes.update(|all| all.extend(lost));
        }
    }

    /// Takes what is asked about slots on to what stands in them by now.
    pub(super) fn renew_clashes(self, form: &PackForm) {
        let now = |clash: &Clash| clash.theirs.as_ref().and_then(|_| clash.waiting.stands(form));
        let is_other = |clash: &Clash| clash.theirs != now(clash);
        if self.clashes.with_untracked(|all| all.iter().any(is_other)) {
            self.clashes.update(|all| {
                for clash in all.iter_mut() {
                    clash.theirs = now(clash);
                }
            });
        }
    }

    /// Puts back what the server holds in a slot.
    pub(in super::super) fn put_back(self, key: &Key) {
        self.typing.update(|typing| {
            typing.remove(key);
        });
        self.wrong.update(|wrong| {
            wrong.remove(key);
        });
    }

    /// Sends what was typed into a slot, if it is sound and something new.
    pub(in super::super) fn commit(self, key: &Key, kind: SlotKind, is_optional: bool) {
        let parts = self.typing.with_untracked(|typing| typing.get(key).cloned());
        let (Some(parts), Some(document)) = (parts, self.document()) else { return };
        match typed::read(kind, is_optional, &parts) {
            Err(problem) => self.wrong.update(|wrong| {
                wrong.insert(key.clone(), problem);
            }),
            Ok(value) => {
                let begun = self.begun.try_update_value(|all| all.remove(key)).flatten();
                let stands = slot(&document.form, key).and_then(|slot| slot.value.clone());
                let is_sent = self.waiting.with_untracked(|waiting| {
                    waiting
                        .iter()
                        .rev()
                        .find(|one| key_of(&one.edit).as_ref() == Some(key))
                        .map(|one| typed_in(&one.edit) == typed::shown(value.as_ref()))
                });
                if is_sent == Some(true) || (is_sent.is_none() && stands == value) {
                    if is_sent.is_none() {
                        self.typing.update(|typing| {
                            typing.remove(key);
                        });
                    }
                    return;
                }
                let (rule, path) = key.clone();
                // What waits behind an edit of its own slot is held against what that one leaves.
                self.edit_as_begun(Edit::Set { rule, path, value }, begun.filter(|_| is_sent.is_none()));
            }
        }
    }
}
