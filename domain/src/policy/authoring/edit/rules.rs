//! Edits that change how a rule is built: rules, conditions and grants, added, taken out and moved.

use super::{Editing, accept, write};
use crate::policy::authoring::tree;
use crate::policy::draft::edit::{ComparisonName, EditProblem, SlotValue};
use crate::policy::draft::form::{ClauseForm, RuleForm};
use crate::policy::fact::Fact;
use crate::remedy::{Payer, Remedy};
use toml_edit::{Array, ArrayOfTables, InlineTable, Item, Table, TableLike, Value};

/// The most characters of a rule's code.
const LONGEST_CODE: usize = 60;

impl Editing {
    pub(super) fn rule(&self, code: &str) -> Result<&RuleForm, EditProblem> {
        self.form.rules.iter().find(|rule| rule.code == code).ok_or(EditProblem::NoSuchRule)
    }

    /// The table at a path, of a rule or of the pack as a whole.
    pub(super) fn table(
        &mut self,
        rule: Option<&str>,
        path: &[&str],
    ) -> Result<&mut dyn TableLike, EditProblem> {
        let root = write::root(&mut self.document, rule).ok_or(EditProblem::NoSuchRule)?;
        tree::table_mut(root, path).ok_or(EditProblem::NoSuchPlace)
    }

    pub(super) fn copy_rule(&mut self, rule: &str, code: &str) -> Result<bool, EditProblem> {
        if !is_code(code) {
            return Err(EditProblem::NotACode);
        }
        if self.form.rules.iter().any(|other| other.code == code) {
            return Err(EditProblem::CodeTaken { code: code.to_owned() });
        }
        let place = write::place_of(&self.document, rule).ok_or(EditProblem::NoSuchRule)?;
        match self.document.get_mut("rule") {
            Some(Item::ArrayOfTables(rules)) => {
                let mut copy = rules.get(place).cloned().ok_or(EditProblem::NoSuchRule)?;
                unplace(&mut copy);
                copy.decor_mut().set_prefix("\n");
                copy.insert("code", code.into());
                rules.insert(place + 1, copy);
            }
            Some(Item::Value(Value::Array(rules))) => {
                let mut copy = rules.get(place).cloned().ok_or(EditProblem::NoSuchRule)?;
                copy.as_inline_table_mut().ok_or(EditProblem::NoSuchRule)?.insert("code", code.into());
                tree::insert(rules, place + 1, copy);
            }
            _ => return Err(EditProblem::NoSuchRule),
        }
        Ok(true)
    }

    pub(super) fn remove_rule(&mut self, rule: &str) -> Result<bool, EditProblem> {
        let place = write::place_of(&self.document, rule).ok_or(EditProblem::NoSuchRule)?;
        if self.form.rules.len() == 1 {
            return Err(EditProblem::LastRule);
        }
        Ok(self.document.get_mut("rule").is_some_and(|rules| tree::remove(rules, place)))
    }

    pub(super) fn add_condition(
        &mut self,
        rule: &str,
        path: &str,
        fact: Fact,
        comparison: ComparisonName,
        bound: &SlotValue,
    ) -> Result<bool, EditProblem> {
        let kind = comparison.bound(fact).ok_or(EditProblem::Unsuited)?;
        let bound = accept::accept(kind, bound, &self.form)?;
        let mut condition = InlineTable::new();
        condition.insert("fact", fact.code().into());
        condition.insert(comparison.key(), bound);
        let form = self.rule(rule)?;
        let is_alternative = clauses(form).any(|clause| clause.path == path);
        if !is_alternative && !is_list(form, path) {
            return Err(EditProblem::NoSuchPlace);
        }
        let parts = tree::parts(path);
        if is_alternative {
            let clause = self.table(Some(rule), &parts)?;
            if !clause.contains_key("any") {
                let alone: Vec<(String, Value)> = clause
                    .iter()
                    .filter_map(|(key, item)| Some((key.to_owned(), item.as_value()?.clone())))
                    .collect();
                let mut first = InlineTable::new();
                clause.clear();
                for (key, mut value) in alone {
                    value.decor_mut().clear();
                    first.insert(key, value);
                }
                clause.insert("any", Item::Value(Value::Array(Array::new())));
                push(clause, "any", first, "\n    ")?;
            }
            push(clause, "any", condition, "\n    ")?;
            return Ok(true);
        }
        let (key, above) = parts.split_last().ok_or(EditProblem::NoSuchPlace)?;
        let table = self.table(Some(rule), above)?;
        if !table.contains_key(key) {
            table.insert(key, Item::Value(Value::Array(Array::new())));
        }
        push(table, key, condition, "\n  ")?;
        Ok(true)
    }

    pub(super) fn remove_condition(&mut self, rule: &str, path: &str) -> Result<bool, EditProblem> {
        let form = self.rule(rule)?;
        let whole = clauses(form).find(|clause| {
            // The only way of meeting it is the whole of it.
            clause.path == path || matches!(clause.any.as_slice(), [only] if only.path == path)
        });
        let path = match whole {
            Some(clause) => clause.path.clone(),
            None => clauses(form)
                .flat_map(|clause| &clause.any)
                .find(|condition| condition.path == path)
                .map(|condition| condition.path.clone())
                .ok_or(EditProblem::NoSuchPlace)?,
        };
        self.remove_at(Some(rule), &path)
    }

    pub(super) fn add_grant(
        &mut self,
        rule: &str,
        remedy: Remedy,
        payer: Payer,
    ) -> Result<bool, EditProblem> {
        let table = self.table(Some(rule), &[])?;
        if !table.contains_key("grant") {
            table.insert("grant", Item::ArrayOfTables(ArrayOfTables::new()));
        }
        let mut grant = InlineTable::new();
        grant.insert("remedy", remedy.code().into());
        grant.insert("payer", payer.code().into());
        push(table, "grant", grant, "\n  ")?;
        Ok(true)
    }

    pub(super) fn remove_grant(&mut self, rule: &str, path: &str) -> Result<bool, EditProblem> {
        let form = self.rule(rule)?;
        if !form.grants.iter().any(|grant| grant.path == path) {
            return Err(EditProblem::NoSuchPlace);
        }
        if form.grants.len() == 1 {
            return Err(EditProblem::LastGrant);
        }
        self.remove_at(Some(rule), path)
    }

    /// Puts a rule, an entry of a list of conditions or a grant in another place of its list.
    pub(super) fn shift(&mut self, rule: &str, path: &str, to: u32) -> Result<bool, EditProblem> {
        let form = self.rule(rule)?;
        let is_there = path.is_empty()
            || clauses(form).any(|clause| clause.path == path)
            || form.grants.iter().any(|grant| grant.path == path);
        if !is_there {
            return Err(EditProblem::NoSuchPlace);
        }
        if path.is_empty() {
            let place = write::place_of(&self.document, rule).ok_or(EditProblem::NoSuchRule)?;
            let rules = self.document.get_mut("rule").ok_or(EditProblem::NoSuchRule)?;
            return shift_to(rules, place, to);
        }
        let parts = tree::parts(path);
        let (place, above) = parts.split_last().ok_or(EditProblem::NoSuchPlace)?;
        let (list, above) = above.split_last().ok_or(EditProblem::NoSuchPlace)?;
        let place = place.parse().map_err(|_| EditProblem::NoSuchPlace)?;
        shift_to(self.table(Some(rule), above)?.get_mut(list).ok_or(EditProblem::NoSuchPlace)?, place, to)
    }

    /// Takes an element out of its list; an emptied list goes with it, so that nothing meaningless stays.
    pub(super) fn remove_at(&mut self, rule: Option<&str>, path: &str) -> Result<bool, EditProblem> {
        let parts = tree::parts(path);
        let (place, above) = parts.split_last().ok_or(EditProblem::NoSuchPlace)?;
        let (list, above) = above.split_last().ok_or(EditProblem::NoSuchPlace)?;
        let place: usize = place.parse().map_err(|_| EditProblem::NoSuchPlace)?;
        let table = self.table(rule, above)?;
        let item = table.get_mut(list).ok_or(EditProblem::NoSuchPlace)?;
        let is_changed = tree::remove(item, place);
        if tree::tables(item).is_empty() {
            table.remove(list);
        }
        Ok(is_changed)
    }
}

/// All entries of a rule's lists of conditions.
fn clauses(form: &RuleForm) -> impl Iterator<Item = &ClauseForm> {
    let granted = form.grants.iter().flat_map(|grant| &grant.only_if);
    form.scope.iter().chain(&form.when).chain(granted)
}

/// Whether a path is a list of conditions, be it empty.
fn is_list(form: &RuleForm, path: &str) -> bool {
    matches!(path, "scope" | "when")
        || form.grants.iter().any(|grant| format!("{}.only_if", grant.path) == path)
}

/// Puts a table at the end of a list, in the manner of those that are there.
pub(super) fn push(
    table: &mut dyn TableLike,
    key: &str,
    entry: InlineTable,
    indent: &str,
) -> Result<(), EditProblem> {
    match table.get_mut(key) {
        Some(Item::ArrayOfTables(list)) => {
            let mut entry = entry.into_table();
            // Rows of the desk stand apart from each other; what a rule gives does not.
            if key != "grant" {
                entry.decor_mut().set_prefix("\n");
            }
            list.push(entry);
        }
        Some(Item::Value(Value::Array(list))) => tree::push(list, Value::InlineTable(entry), indent),
        _ => return Err(EditProblem::NoSuchPlace),
    }
    Ok(())
}

/// Puts an element of a list in another place of it; whether that changes anything.
pub(super) fn shift_to(list: &mut Item, place: usize, to: u32) -> Result<bool, EditProblem> {
    let to = usize::try_from(to).unwrap_or(usize::MAX);
    if place == to {
        return Ok(false);
    }
    match list {
        Item::ArrayOfTables(list) if to < list.len() => {
            let mut moved = list.remove(place);
            unplace(&mut moved);
            list.insert(to, moved);
        }
        Item::Value(Value::Array(list)) if to < list.len() => {
            let moved = list.remove(place);
            tree::insert(list, to, moved);
        }
        _ => return Err(EditProblem::NoSuchPlace),
    }
    Ok(true)
}

fn is_code(code: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=LONGEST_CODE).contains(&code.len()) && code.bytes().all(is_letter) && !code.starts_with('-')
}

/// Lets a copied table and those within follow where it is put, instead of going back to where they came from.
fn unplace(table: &mut Table) {
    table.set_position(None);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(inner) => unplace(inner),
            Item::ArrayOfTables(list) => list.iter_mut().for_each(unplace),
            _ => {}
        }
    }
}
