//! The words of what was asked for: in their fields until it is said, out of them while it waits or is done, and back in them
//! where it comes to nothing.

use super::Intent;
use crate::follow::{Following, MESSAGE, place};
use leptos::prelude::*;
use web::kept;

impl Following {
    /// Leaves its fields to what is written next; what was written since stays.
    pub(super) fn clear_fields(self, intent: &Intent) {
        for (field, said) in &intent.fields {
            match self.known_text(field) {
                Some(text) => text.sent(said),
                None if self.words_in(field) == *said => self.write(field, ""),
                None => {}
            }
        }
    }

    /// Puts its words back where they were written. Where something else is written there by now, a message is added to it, and
    /// everything else is left over.
    pub(super) fn give_back(self, intent: &Intent) {
        for (place, (field, said)) in intent.fields.iter().enumerate() {
            let now = self.words_in(field);
            if now == *said {
                continue;
            }
            if place > 0 || now.trim().is_empty() {
                self.write_if_blank(field, said);
            } else if field != MESSAGE {
                self.leave_over(intent);
            } else if !now.contains(said.as_str()) {
                self.write(MESSAGE, &[now.as_str(), said].join("\n"));
            }
        }
    }

    /// Writes something into a field in which nothing is written.
    pub(super) fn write_if_blank(self, field: &str, text: &str) {
        if self.words_in(field).trim().is_empty() {
            self.write(field, text);
        }
    }

    /// Keeps again what this tab kept in mind while it was covered.
    pub(super) fn keep_texts(self) {
        for (_, text) in self.texts.try_get_value().unwrap_or_default() {
            if !text.now().trim().is_empty() {
                text.set(text.now());
            }
        }
    }

    /// Another tab gave back, by the id of its command, what this one keeps in mind as well: there its words are.
    pub(super) fn leave_to_another_tab(self, id: &str) {
        let taken = self
            .waiting
            .try_update(|all| all.extract_if(.., |intent| intent.id.to_string() == id).collect::<Vec<_>>());
        for (field, said) in taken.iter().flatten().flat_map(|intent| &intent.fields) {
            if let Some(text) = self.known_text(field) {
                text.leave_to_another_tab(said);
            }
        }
    }

    fn known_text(self, field: &str) -> Option<kept::KeptText> {
        let find = |texts: &Vec<(&'static str, kept::KeptText)>| {
            texts.iter().find(|(name, _)| *name == field).map(|(_, text)| *text)
        };
        // The page may be gone by the time an answer is here.
        self.texts.try_with_value(find).flatten()
    }

    fn words_in(self, field: &str) -> String {
        self.known_text(field).map_or_else(|| kept::peek(&place(self.id), field), kept::KeptText::now)
    }

    fn write(self, field: &str, text: &str) {
        match self.known_text(field) {
            Some(known) => known.set(text.to_owned()),
            None => kept::put(&place(self.id), field, text),
        }
    }
}
