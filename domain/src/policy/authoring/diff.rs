//! What changed between two versions of a pack, in words, and for which complaints.

use crate::policy::authoring::describe;
use crate::policy::condition::Comparison;
use crate::policy::fact::Fact;
use crate::policy::pack::{Desk, Pack};
use crate::policy::reason::thousandths;
use crate::policy::rule::Rule;
use crate::policy::vocabulary::Vocabulary;

/// The changes from `old` to `new`, one line each; none where they say the same.
pub fn diff(old: (&Pack, Option<&Desk>), new: (&Pack, Option<&Desk>)) -> Vec<String> {
    let mut changes = Vec::new();
    let ((old, old_desk), (new, new_desk)) = (old, new);
    if old.version != new.version {
        changes.push(format!("version {} becomes {}", old.version, new.version));
    }
    if old.calendar != new.calendar {
        changes.push("the calendar changes: last days may fall differently".to_owned());
    }
    for rule in &old.rules {
        if new.rules.iter().all(|other| other.code != rule.code) {
            changes.push(format!("{}: gone, for {}", rule.code, whom(rule)));
        }
    }
    for rule in &new.rules {
        match old.rules.iter().find(|other| other.code == rule.code) {
            None => changes.push(format!("{}: new, for {}", rule.code, whom(rule))),
            Some(before) => changes.extend(changed(before, rule)),
        }
    }
    let limits = |desk: Option<&Desk>| {
        desk.map(|desk| (thousandths(desk.agent_limit), thousandths(desk.goodwill_limit)))
    };
    if limits(old_desk) != limits(new_desk) {
        let shown = |desk| match limits(desk) {
            Some((agent, goodwill)) => format!("{agent}, of it goodwill {goodwill}"),
            None => "none".to_owned(),
        };
        changes.push(format!("an agent's limit: from {} to {}", shown(old_desk), shown(new_desk)));
    }
    if old_desk.map(|desk| &desk.goodwill) != new_desk.map(|desk| &desk.goodwill) {
        changes.push("the goodwill table changes".to_owned());
    }
    changes
}

fn changed(before: &Rule, after: &Rule) -> Vec<String> {
    let (old, new) = (describe::rule(before), describe::rule(after));
    let mut lines = Vec::new();
    for line in old.iter().filter(|line| !new.contains(line)) {
        lines.push(format!("{}: no longer {line}", after.code));
    }
    for line in new.iter().filter(|line| !old.contains(line)) {
        lines.push(format!("{}: now {line}, for {}", after.code, whom(after)));
    }
    if lines.is_empty() && before != after {
        lines.push(format!("{}: its wording changes", after.code));
    }
    lines
}

/// The complaints a rule speaks about, in words.
fn whom(rule: &Rule) -> String {
    let named = rule.scope.iter().find_map(|clause| {
        clause.any.iter().find_map(|test| match (test.fact, test.comparison) {
            (Fact::Category, Comparison::Is(words)) => Some(words),
            _ => None,
        })
    });
    let Some(words) = named else { return "all complaints it speaks about".to_owned() };
    let codes: Vec<&str> = Vocabulary::Category
        .words()
        .into_iter()
        .zip(0_i64..)
        .filter(|(_, position)| words & crate::policy::snapshot::bit(*position) != 0)
        .map(|(word, _)| word)
        .collect();
    format!("complaints about {}", codes.join(", "))
}
