//! One typed edit made in a pack's text. Comments, order and everything the edit does not mean stay as they are.
//!
//! What may be edited is what the text's own form offers, so a place that is not shown can't be written. The text
//! that comes out is TOML, always; whether it is a sound pack is said by reading it anew.

mod accept;
mod rows;
mod rules;
mod shape;
mod write;

use crate::order::Trait;
use crate::order::mark::Mark;
use crate::policy::authoring::form::{SHORT, all_slots, pack};
use crate::policy::authoring::reader::LONGEST;
use crate::policy::draft::edit::{Edit, EditFault, EditProblem, SlotValue};
use crate::policy::draft::form::{PackForm, SlotKind};
use toml::de::DeTable;
use toml_edit::DocumentMut;

/// A text being edited, with the forms it had before.
struct Editing {
    document: DocumentMut,
    form: PackForm,
}

/// The text with an edit made, or why it can't be made.
pub fn edit(text: &str, edit: &Edit) -> Result<String, EditFault> {
    let (rule, path) = place(edit);
    let fault = |problem| EditFault { rule: rule.map(str::to_owned), path: path.to_owned(), problem };
    change(text, edit).map_err(fault)
}

/// The text with another version in its head; `None` where it can't be read.
pub fn name_version(text: &str, version: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    write::put(document.as_table_mut(), "version", version.into()).ok()?;
    Some(document.to_string())
}

/// Where an edit applies.
fn place(edit: &Edit) -> (Option<&str>, &str) {
    match edit {
        Edit::Set { rule, path, .. } => (rule.as_deref(), path),
        Edit::CopyRule { rule, .. } | Edit::RemoveRule { rule } => (Some(rule), ""),
        Edit::AddGrant { rule, .. } => (Some(rule), "grant"),
        Edit::AddCondition { rule, path, .. }
        | Edit::RemoveCondition { rule, path }
        | Edit::RemoveGrant { rule, path }
        | Edit::Move { rule, path, .. }
        | Edit::ShapeAmount { rule, path, .. }
        | Edit::AddStep { rule, path, .. }
        | Edit::RemoveStep { rule, path } => (Some(rule), path),
        Edit::AddRow { table, .. } => (None, table.code()),
        Edit::RemoveRow { path } | Edit::MoveRow { path, .. } => (None, path),
    }
}

fn change(text: &str, edit: &Edit) -> Result<String, EditProblem> {
    if text.len() > LONGEST {
        return Err(EditProblem::TooLarge);
    }
    let document: DocumentMut = text.parse().map_err(|_| EditProblem::Unreadable)?;
    let form = pack(document.as_table(), "");
    let mut editing = Editing { document, form };
    let is_changed = match edit {
        Edit::Set { rule, path, value } => editing.set(rule.as_deref(), path, value.as_ref())?,
        Edit::CopyRule { rule, code } => editing.copy_rule(rule, code)?,
        Edit::RemoveRule { rule } => editing.remove_rule(rule)?,
        Edit::AddCondition { rule, path, fact, comparison, bound } => {
            editing.add_condition(rule, path, *fact, *comparison, bound)?
        }
        Edit::RemoveCondition { rule, path } => editing.remove_condition(rule, path)?,
        Edit::AddGrant { rule, remedy, payer } => editing.add_grant(rule, *remedy, *payer)?,
        Edit::RemoveGrant { rule, path } => editing.remove_grant(rule, path)?,
        Edit::Move { rule, path, to } => editing.shift(rule, path, *to)?,
        Edit::ShapeAmount { rule, path, shape } => editing.shape_amount(rule, path, shape.as_ref())?,
        Edit::AddStep { rule, path, up_to, percent } => editing.add_step(rule, path, *up_to, percent)?,
        Edit::RemoveStep { rule, path } => editing.remove_step(rule, path)?,
        Edit::AddRow { table, values } => editing.add_row(*table, values)?,
        Edit::RemoveRow { path } => editing.remove_row(path)?,
        Edit::MoveRow { path, to } => editing.move_row(path, *to)?,
    };
    if !is_changed {
        return Ok(text.to_owned());
    }
    let after = editing.document.to_string();
    if after.len() > LONGEST {
        return Err(EditProblem::TooLarge);
    }
    // INVARIANT (edits): what an edit leaves behind is TOML, whatever was written into it.
    DeTable::parse(&after).map_err(|_| EditProblem::Unreadable)?;
    Ok(after)
}

impl Editing {
    /// Puts a value into a slot or empties it; whether anything changed.
    fn set(
        &mut self,
        rule: Option<&str>,
        path: &str,
        value: Option<&SlotValue>,
    ) -> Result<bool, EditProblem> {
        let slots = all_slots(&self.form, rule).ok_or(EditProblem::NoSuchRule)?;
        let Some(slot) = slots.into_iter().find(|slot| slot.path == path) else {
            return self.name_word(rule, path, value);
        };
        // What stands there already stays as it is written.
        if value.is_some() && slot.value.as_ref() == value {
            return Ok(false);
        }
        // An empty text is how a form empties a field.
        let value = value.filter(|value| !slot.is_optional || !accept::is_blank(value));
        let (kind, is_optional) = (slot.kind, slot.is_optional);
        let accepted = value.map(|value| accept::accept(kind, value, &self.form)).transpose()?;
        let root = write::root(&mut self.document, rule).ok_or(EditProblem::NoSuchRule)?;
        match accepted {
            Some(value) => write::put(root, path, value).map(|()| true),
            None if is_optional => Ok(write::clear(root, path)),
            None => Err(EditProblem::Needed),
        }
    }
}

impl Editing {
    /// Declares a word of the shop's own: `traits.assembled`.
    fn name_word(
        &mut self,
        rule: Option<&str>,
        path: &str,
        value: Option<&SlotValue>,
    ) -> Result<bool, EditProblem> {
        let (Some((list @ ("traits" | "kinds"), code)), None) = (path.split_once('.'), rule) else {
            return Err(EditProblem::NoSuchPlace);
        };
        let value = value.ok_or(EditProblem::Needed)?;
        if Mark::parse(code).is_none() {
            return Err(EditProblem::NotAWord);
        }
        if list == "traits" && Trait::from_code(code).is_some() {
            return Err(EditProblem::KnownWord { word: code.to_owned() });
        }
        let kind = SlotKind::Texts { most: SHORT, languages: self.form.languages };
        let name = accept::accept(kind, value, &self.form)?;
        write::put(self.document.as_table_mut(), path, name).map(|()| true)
    }
}

#[cfg(test)]
mod tests;
