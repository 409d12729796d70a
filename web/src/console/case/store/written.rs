//! What is written in the fields of a case, and which of it is on its way.
//!
//! A text stays in its field until the server has it: whatever is not accepted is still where it was written. Which
//! fields a command carries is kept beside the command, so that this holds after the page was loaded anew.

use super::CaseStore;
use domain::id::{CaseId, CommandId, UserId};
use leptos::prelude::*;
use web::browser::storage;
use web::kept::KeptText;

/// The fields of a case, and what commands carry of them.
#[derive(Clone, Copy)]
pub(super) struct Written {
    texts: StoredValue<Vec<(String, KeptText)>>,
    /// Where the browser keeps nothing, this tab still knows.
    carried: StoredValue<Vec<Carried>>,
    owner: StoredValue<Option<Owner>>,
}

/// A command on its way, and what stood in its fields.
type Carried = (CommandId, Vec<(String, String)>);

impl Written {
    /// With what an earlier visit left on its way; made where it may outlive every form.
    pub(super) fn take_up(user: UserId, case: CaseId) -> Self {
        let carried = storage::get(&carried_key(user, case)).and_then(|text| web::json::read(&text));
        Self {
            texts: StoredValue::new(Vec::new()),
            carried: StoredValue::new(carried.unwrap_or_default()),
            owner: StoredValue::new(Owner::current()),
        }
    }
}

impl CaseStore {
    /// What is written in a field of this case; the same text however often its form is drawn anew.
    pub(crate) fn text(self, field: &str) -> KeptText {
        let Written { texts, owner, .. } = self.written;
        let known =
            texts.with_value(|texts| texts.iter().find(|(name, _)| name == field).map(|(_, text)| *text));
        known.unwrap_or_else(|| {
            let take_up = || KeptText::take_up(&self.place(), field);
            let text = owner.get_value().map_or_else(take_up, |owner| owner.with(take_up));
            texts.update_value(|texts| texts.push((field.to_owned(), text)));
            text
        })
    }

    /// Notes what a command carries of which fields.
    pub(super) fn carry(self, command: CommandId, fields: &[&str]) {
        if fields.is_empty() {
            return;
        }
        let texts = fields.iter().map(|field| ((*field).to_owned(), self.text(field).now())).collect();
        self.written.carried.update_value(|carried| carried.push((command, texts)));
        self.keep_carried();
    }

    /// The server has it: its words leave their fields, unless something else is written there since.
    pub(super) fn let_go(self, command: CommandId) {
        for (field, sent) in self.take_carried(command) {
            self.text(&field).sent(&sent);
        }
    }

    /// It was not accepted: its words are where they were written.
    pub(super) fn give_back(self, command: CommandId) {
        self.take_carried(command);
    }

    fn take_carried(self, command: CommandId) -> Vec<(String, String)> {
        let is_it = |(other, _): &Carried| *other == command;
        let place = self.written.carried.with_value(|carried| carried.iter().position(is_it));
        let Some(place) = place else { return Vec::new() };
        let taken = self.written.carried.try_update_value(|carried| carried.remove(place).1);
        self.keep_carried();
        taken.unwrap_or_default()
    }

    fn keep_carried(self) {
        let key = carried_key(self.desk.user(), self.id);
        self.written.carried.with_value(|carried| match serde_json::to_string(carried) {
            Ok(text) if !carried.is_empty() => storage::set(&key, &text),
            _ => storage::remove(&key),
        });
    }
}

fn carried_key(user: UserId, case: CaseId) -> String {
    format!("console.carried.{user}.{case}")
}
