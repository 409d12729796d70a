//! A place of a draft's forms, found by its rule and path.

use super::{ClauseForm, EntryForm, PackForm, RuleForm, Slot};

impl PackForm {
    /// The slot at a path: of a rule, or of the pack as a whole with its desk part.
    pub fn slot(&self, rule: Option<&str>, path: &str) -> Option<&Slot> {
        if let Some(code) = rule {
            return self.rules.iter().find(|rule| rule.code == code)?.slots().find(|slot| slot.path == path);
        }
        self.slots
            .iter()
            .chain(&self.desk)
            .chain(of_rows(&self.goodwill))
            .chain(of_rows(&self.burdens))
            .chain(of_rows(&self.phrases))
            .find(|slot| slot.path == path)
    }
}

impl RuleForm {
    /// Every slot of the rule, those in its conditions and grants included.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        let grants =
            self.grants.iter().flat_map(|grant| grant.slots.iter().chain(in_clauses(&grant.only_if)));
        self.slots.iter().chain(in_clauses(&self.scope)).chain(in_clauses(&self.when)).chain(grants)
    }
}

/// The slots that stand in conditions.
fn in_clauses(clauses: &[ClauseForm]) -> impl Iterator<Item = &Slot> {
    clauses.iter().flat_map(|clause| &clause.any).flat_map(|condition| &condition.slots)
}

/// The slots of a table's rows.
fn of_rows(rows: &[EntryForm]) -> impl Iterator<Item = &Slot> {
    rows.iter().flat_map(|row| &row.slots)
}
