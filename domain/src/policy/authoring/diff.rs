//! What changed between two versions of a pack, in words, and for which complaints.

use crate::category::Category;
use crate::policy::authoring::describe;
use crate::policy::condition::Comparison;
use crate::policy::draft::change::{Change, changes};
use crate::policy::fact::Fact;
use crate::policy::pack::{Desk, Pack};
use crate::policy::rule::Rule;
use crate::policy::vocabulary::Vocabulary;
use crate::remedy::Remedy;

/// The changes from `old` to `new`, one line each; none where they say the same.
pub fn diff(old: (&Pack, Option<&Desk>), new: (&Pack, Option<&Desk>)) -> Vec<String> {
    let order = changes(old, new).into_iter().filter_map(|change| reordered(&change)).collect::<Vec<_>>();
    let mut changes = Vec::new();
    let ((old, old_desk), (new, new_desk)) = (old, new);
    if old.version != new.version {
        changes.push(format!("version {} becomes {}", old.version, new.version));
    }
    if old.calendar != new.calendar {
        changes.push("the calendar changes: last days may fall differently".to_owned());
    }
    if (&old.traits, &old.kinds) != (&new.traits, &new.kinds) {
        changes.push("the shop’s own traits or kinds, or their names, change".to_owned());
    }
    if old.pace != new.pace {
        changes.push("the days until remedies are done change".to_owned());
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
    changes.extend(order);
    let limits = |desk: Option<&Desk>| {
        desk.map(|desk| (desk.agent_limit.to_string(), desk.goodwill_limit.to_string()))
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
    let rest = |desk: Option<&Desk>| desk.map(|desk| (desk.burdens.clone(), desk.phrases.clone()));
    if rest(old_desk) != rest(new_desk) {
        changes.push("who bears what, or what is said when offering, changes".to_owned());
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
    let words = |rule: &Rule| (rule.title.clone(), rule.says.clone(), rule.refuses.clone());
    if lines.is_empty() && words(before) != words(after) {
        lines.push(format!("{}: its wording changes", after.code));
    }
    lines
}

/// What another order means; `None` for every other change.
fn reordered(change: &Change) -> Option<String> {
    let names = |remedies: &[Remedy]| remedies.iter().map(|one| one.code()).collect::<Vec<_>>().join(", ");
    match change {
        Change::Ahead { rule, of, remedies, categories } => {
            let codes: Vec<&str> = categories.iter().map(|one: &Category| one.code()).collect();
            let whom = if codes.is_empty() { "all complaints".to_owned() } else { about(&codes) };
            let what = names(remedies);
            Some(format!("{rule}: now ahead of {of}: where both give {what} alike, it answers, for {whom}"))
        }
        Change::Order => Some("the rules are read in another order; no answer depends on it".to_owned()),
        Change::Sequence { rule } => {
            Some(format!("{rule}: its conditions or grants come in another order, and so the first question"))
        }
        _ => None,
    }
}

fn about(codes: &[&str]) -> String {
    format!("complaints about {}", codes.join(", "))
}

/// The complaints a rule speaks about, in words.
fn whom(rule: &Rule) -> String {
    let named = rule.scope.iter().find_map(|clause| {
        clause.any.iter().find_map(|test| match (test.fact, &test.comparison) {
            (Fact::Category, Comparison::Is(words)) => Some(*words),
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
    about(&codes)
}
