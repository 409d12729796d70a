//! Words that go out no more: something else was said in their place, the case moved on while they waited, or the tab in which
//! they were half written was closed.
//!
//! Each lies under an entry of its own for all tabs: none writes over another's, and two tabs that give back the same give it
//! back once. There it lies until its person makes a message of it or drops it.

use super::Intent;
use crate::follow::{CHOICES, FIELDS, Following, MESSAGE, Showing, place};
use domain::complaint::last_day;
use domain::id::{CaseId, CommandId};
use leptos::prelude::*;
use uuid::Uuid;
use web::browser::{random, storage};
use web::kept;
use web::kept::visit::{self, Unsent};

/// What the names of the entries end with, before the id of the command.
const LEFT: &str = "left-";

/// Words left over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    /// The command that said them; ids begin with the time they were made.
    pub(crate) id: CommandId,
    /// The words.
    pub(crate) words: String,
}

fn prefix(case: CaseId) -> String {
    kept::key(&place(case), LEFT)
}

fn key(case: CaseId, id: CommandId) -> String {
    [prefix(case), id.to_string()].concat()
}

/// Leaves words over that were written before there was a case, and never reached it.
pub(crate) fn leave_words(case: CaseId, words: &str) {
    storage::set(&key(case, CommandId(random::uuid())), words);
}

/// All words left over of a case, the oldest first.
pub(in crate::follow) fn all(case: CaseId) -> Vec<Left> {
    let prefix = prefix(case);
    let mut all = Vec::new();
    for key in storage::keys(&prefix) {
        put_in(&mut all, key.strip_prefix(prefix.as_str()).unwrap_or_default(), storage::get(&key));
    }
    all
}

/// All words of whatever case that would be lost with what this browser keeps, each with its case: those left over, and those
/// half written in this tab or in one that is closed.
pub(crate) async fn words_not_sent() -> Vec<(CaseId, String)> {
    let prefix = kept::key("customer", "");
    let of_case = |key: &str| key.strip_prefix(&prefix)?.split('/').next()?.parse().ok();
    let mark = ["/", LEFT].concat();
    let keys = storage::keys(&prefix).into_iter().filter(|key| key.contains(&mark));
    let mut all: Vec<(CaseId, String)> =
        keys.filter_map(|key| Some((of_case(&key)?, storage::get(&key)?))).collect();
    let half_written = visit::unsent("customer/").await.into_iter();
    let of_words = half_written.filter(|unsent| field_of(unsent).is_some());
    all.extend(of_words.filter_map(|unsent| Some((of_case(unsent.key())?, unsent.text.clone()))));
    all.sort();
    all.dedup();
    all
}

/// The field for words in which something was half written, with its place among them; none for a choice or a day.
fn field_of(unsent: &Unsent) -> Option<(u128, &'static str)> {
    (1..).zip(FIELDS.into_iter().chain([MESSAGE])).find(|(_, field)| *field == unsent.field())
}

/// Puts one in its place, by the id in the name of its entry.
fn put_in(all: &mut Vec<Left>, id: &str, words: Option<String>) {
    if let (Ok(id), Some(words)) = (id.parse(), words) {
        let place = all.iter().position(|other| other.id > id).unwrap_or(all.len());
        all.insert(place, Left { id, words });
    }
}

impl Following {
    /// Words left over, the oldest first; tracked.
    pub(crate) fn left(self) -> Vec<Left> {
        self.left.get()
    }

    /// Drops words left over, in all tabs.
    pub(crate) fn drop_left(self, id: CommandId) {
        storage::remove(&key(self.id, id));
        self.left.try_update(|all| all.retain(|left| left.id != id));
    }

    /// Leaves words over, in all tabs; under one id they lie there once.
    pub(crate) fn put_left(self, id: CommandId, words: &str) {
        storage::set(&key(self.id, id), words);
        self.left.try_update(|all| {
            all.retain(|left| left.id != id);
            put_in(all, &id.to_string(), Some(words.to_owned()));
        });
    }

    /// Leaves over what was half written in tabs that are closed, unless it stands in a field here.
    pub(in crate::follow) fn look_for_unsent(self) {
        if self.showing.try_get_untracked() == Some(Showing::Case) {
            leptos::task::spawn_local(self.find_unsent());
        }
    }

    async fn find_unsent(self) {
        for unsent in visit::unsent(&[&place(self.id), "/"].concat()).await {
            if !self.may_keep() {
                return;
            }
            if unsent.is_in_hand() {
                continue;
            }
            match field_of(&unsent) {
                None if CHOICES.contains(&unsent.field()) => unsent.forget(),
                // Another version of the page may know what that is.
                None => {}
                Some((_, field)) if self.text(field).now() == unsent.text => unsent.take_over(),
                Some((number, _)) => {
                    // Whichever tab finds it gives it the same id.
                    let id = CommandId(Uuid::from_u128(unsent.visit.as_u128() ^ number));
                    self.put_left(id, &unsent.text);
                    unsent.forget();
                }
            }
        }
    }

    /// Keeps the words of what goes out no more. Whatever else it was made from is back in its field, where nothing else stands
    /// by now.
    pub(super) fn leave_over(self, intent: &Intent) {
        for (place, (field, said)) in intent.fields().iter().enumerate() {
            if place > 0 || field == last_day::FIELD {
                self.write_if_blank(field, said);
            } else if !said.trim().is_empty() {
                self.put_left(intent.id, said);
            }
        }
    }

    /// Follows what other tabs leave over and take out of it. Whoever signs out leaves nothing of it but in the memory of the
    /// tabs that are covered; what one of these has kept again since is in no memory any more, for it may be dropped there.
    pub(in crate::follow) fn follow_left(self) {
        storage::on_changed_below(prefix(self.id), move |id, now| {
            let is_covered = !self.may_keep();
            if is_covered && now.is_none() {
                return;
            }
            self.left.try_update(|all| {
                all.retain(|left| left.id.to_string() != id);
                if !is_covered {
                    put_in(all, id, now.map(str::to_owned));
                }
            });
        });
    }

    /// Keeps again what this tab kept in mind while it was covered, and no other tab has since.
    pub(super) fn keep_left(self) {
        for left in self.left.try_get_untracked().unwrap_or_default() {
            storage::set(&key(self.id, left.id), &left.words);
        }
        self.left.set(all(self.id));
    }
}
