//! Edits of the desk's tables: rows added, taken out and moved. What is written here never leaves the desk part.

use super::rules::{push, shift_to};
use super::{Editing, accept};
use crate::policy::authoring::tree;
use crate::policy::draft::edit::{EditProblem, SlotValue};
use crate::policy::draft::form::{EntryForm, RowTable};
use std::collections::BTreeMap;
use toml_edit::{ArrayOfTables, InlineTable, Item, Value};

impl Editing {
    fn rows(&self, table: RowTable) -> &[EntryForm] {
        match table {
            RowTable::Goodwill => &self.form.goodwill,
            RowTable::Burden => &self.form.burdens,
            RowTable::Phrase => &self.form.phrases,
        }
    }

    fn check_is_row(&self, path: &str) -> Result<(), EditProblem> {
        let mut rows = RowTable::ALL.iter().flat_map(|table| self.rows(*table));
        if rows.any(|row| row.path == path) { Ok(()) } else { Err(EditProblem::NoSuchPlace) }
    }

    /// Adds a row at the end of its table.
    pub(super) fn add_row(
        &mut self,
        table: RowTable,
        values: &BTreeMap<String, SlotValue>,
    ) -> Result<bool, EditProblem> {
        let slots = table.slots(self.form.languages);
        if values.keys().any(|key| slots.iter().all(|slot| slot.key != *key)) {
            return Err(EditProblem::NoSuchPlace);
        }
        // Whose doing it was decides alone who bears it: a second row for the same would never be asked.
        let is_same = |row: &EntryForm| {
            let stands = row.slots.first().and_then(|slot| slot.value.as_ref());
            stands.is_some() && stands == values.get("fault")
        };
        if table == RowTable::Burden && self.rows(table).iter().any(is_same) {
            return Err(EditProblem::RowTaken);
        }
        let mut row = InlineTable::new();
        for slot in slots {
            let value = values.get(&slot.key).filter(|value| !slot.is_optional || !accept::is_blank(value));
            let Some(value) = value else {
                if slot.is_optional {
                    continue;
                }
                return Err(EditProblem::Needed);
            };
            let value = accept::accept(slot.kind, value, &self.form)?;
            match slot.key.split_once('.') {
                None => {
                    row.insert(&slot.key, value);
                }
                Some((inner, key)) => {
                    let made = row.get_or_insert(inner, InlineTable::new());
                    made.as_inline_table_mut().ok_or(EditProblem::NoSuchPlace)?.insert(key, value);
                }
            }
        }
        table.check(values).map_err(|(_, problem)| problem)?;
        let desk = self.table(None, &["desk"])?;
        if !desk.contains_key(table.code()) {
            desk.insert(table.code(), Item::ArrayOfTables(ArrayOfTables::new()));
        }
        for (_, value) in row.iter_mut() {
            if let Value::InlineTable(inner) = value {
                inner.fmt();
            }
        }
        push(desk, table.code(), row, "\n  ")?;
        Ok(true)
    }

    /// Takes a row out.
    pub(super) fn remove_row(&mut self, path: &str) -> Result<bool, EditProblem> {
        self.check_is_row(path)?;
        self.remove_at(None, path)
    }

    /// Puts a row in another place of its table.
    pub(super) fn move_row(&mut self, path: &str, to: u32) -> Result<bool, EditProblem> {
        self.check_is_row(path)?;
        let parts = tree::parts(path);
        let [desk, list, place] = parts.as_slice() else { return Err(EditProblem::NoSuchPlace) };
        let place = place.parse().map_err(|_| EditProblem::NoSuchPlace)?;
        shift_to(self.table(None, &[desk])?.get_mut(list).ok_or(EditProblem::NoSuchPlace)?, place, to)
    }
}
