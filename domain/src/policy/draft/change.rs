//! What differs between two versions of a pack, as data: the page says it in the reader's language.

mod order;
mod stale;

use crate::category::Category;
use crate::code::codes;
use crate::compensation::sums::Sums;
use crate::policy::amount::Amount;
use crate::policy::condition::Clause;
use crate::policy::pack::{Desk, Goodwill, Pack};
use crate::policy::rule::{Grant, Rule, Texts};
use crate::remedy::Remedy;
use serde::{Deserialize, Serialize};
use stale::stale;
pub use stale::{RuleText, StaleText};

codes! {
    /// Which list of a rule's conditions is meant.
    pub enum ConditionList {
        /// When the rule speaks.
        Scope = "scope",
        /// What must be so.
        When = "when",
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The version.
    Version {
        /// What it was.
        before: String,
        /// What it is.
        after: String,
    },
    /// The calendar: last days may fall differently.
    Calendar,
    /// The shop's own words: what they are, or what people call them.
    Words,
    /// The days until remedies are done.
    Pace,
    /// The pack's name or review.
    Heading,
    /// A rule is gone.
    RuleGone {
        /// Which.
        rule: String,
    },
    /// A rule is new.
    RuleNew {
        /// Which.
        rule: String,
    },
    /// A rule stands ahead of one it stood behind, and both may give the same thing: where the sums are equal, the
    /// first answers, with its payer, its time and its reasons.
    Ahead {
        /// The rule that is first now.
        rule: String,
        /// The one it stood behind.
        of: String,
        /// What both may give.
        remedies: Vec<Remedy>,
        /// In complaints of which categories; none named means all.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        categories: Vec<Category>,
    },
    /// The order in which people read the rules; no answer depends on it.
    Order,
    /// The order of a rule's conditions or of what it gives: which question is asked first, and what is read first.
    Sequence {
        /// The rule.
        rule: String,
    },
    /// The provision a rule follows, or how well it is known.
    Source {
        /// The rule.
        rule: String,
    },
    /// The days on which an order must be placed for a rule to hold.
    Period {
        /// The rule.
        rule: String,
    },
    /// A condition is gone.
    ConditionGone {
        /// The rule.
        rule: String,
        /// From which list.
        list: ConditionList,
        /// What it was.
        clause: Clause,
    },
    /// A condition is new.
    ConditionNew {
        /// The rule.
        rule: String,
        /// In which list.
        list: ConditionList,
        /// What it is.
        clause: Clause,
    },
    /// A grant is gone.
    GrantGone {
        /// The rule.
        rule: String,
        /// What it was.
        grant: Box<Grant>,
    },
    /// A grant is new.
    GrantNew {
        /// The rule.
        rule: String,
        /// What it is.
        grant: Box<Grant>,
    },
    /// The rules it silences.
    Replaces {
        /// The rule.
        rule: String,
    },
    /// Whether a person must sign.
    Signature {
        /// The rule.
        rule: String,
        /// Whether one must now.
        is_needed: bool,
    },
    /// Its words.
    Wording {
        /// The rule.
        rule: String,
    },
    /// What a rule gives is different, and its words are not: they may still say the former sum.
    WordingStands {
        /// The rule.
        rule: String,
        /// What it says.
        says: Texts,
        /// The texts that stand as they were and carry a number, each by itself.
        #[serde(default)]
        texts: Vec<StaleText>,
        /// What it gives now, where that has changed.
        #[serde(default)]
        gives: Vec<Amount>,
    },
    /// The desk's limits: what an agent may offer, and how much as goodwill.
    Limits {
        /// What they were.
        before: Option<(Sums, Sums)>,
        /// What they are.
        after: Option<(Sums, Sums)>,
    },
    /// A row of the goodwill table is gone.
    GoodwillGone {
        /// What it was.
        row: Box<Goodwill>,
    },
    /// A row of the goodwill table is new.
    GoodwillNew {
        /// What it is.
        row: Box<Goodwill>,
    },
    /// The order of the goodwill table, or what is added where the remedy wished for can't be done.
    Goodwill,
    /// Who bears what, or what is said when offering.
    Desk,
}

/// The differences from `old` to `new`, in the order of the pack; none where they say the same.
pub fn changes(old: (&Pack, Option<&Desk>), new: (&Pack, Option<&Desk>)) -> Vec<Change> {
    let mut changes = Vec::new();
    let ((old, old_desk), (new, new_desk)) = (old, new);
    if old.version != new.version {
        changes.push(Change::Version { before: old.version.clone(), after: new.version.clone() });
    }
    if (&old.title, &old.review, &old.jurisdiction) != (&new.title, &new.review, &new.jurisdiction) {
        changes.push(Change::Heading);
    }
    if old.calendar != new.calendar {
        changes.push(Change::Calendar);
    }
    if (&old.traits, &old.kinds) != (&new.traits, &new.kinds) {
        changes.push(Change::Words);
    }
    if old.pace != new.pace {
        changes.push(Change::Pace);
    }
    let is_in = |rules: &[Rule], rule: &Rule| rules.iter().any(|other| other.code == rule.code);
    for rule in old.rules.iter().filter(|rule| !is_in(&new.rules, rule)) {
        changes.push(Change::RuleGone { rule: rule.code.clone() });
    }
    for rule in &new.rules {
        match old.rules.iter().find(|other| other.code == rule.code) {
            None => changes.push(Change::RuleNew { rule: rule.code.clone() }),
            Some(before) => changes.extend(of_rule(before, rule)),
        }
    }
    changes.extend(order::order(old, new));
    let limits =
        |desk: Option<&Desk>| desk.map(|desk| (desk.agent_limit.clone(), desk.goodwill_limit.clone()));
    let (before, after) = (limits(old_desk), limits(new_desk));
    if before != after {
        changes.push(Change::Limits { before, after });
    }
    changes.extend(goodwill(old_desk, new_desk));
    let rest = |desk: Option<&Desk>| desk.map(|desk| (desk.burdens.clone(), desk.phrases.clone()));
    if rest(old_desk) != rest(new_desk) {
        changes.push(Change::Desk);
    }
    changes
}

/// The rows of the goodwill table that go and come; where the rows are the same, that their order is another.
fn goodwill(old: Option<&Desk>, new: Option<&Desk>) -> Vec<Change> {
    let rows = |desk: Option<&Desk>| desk.map(|desk| desk.goodwill.clone()).unwrap_or_default();
    let (before, after) = (rows(old), rows(new));
    let boxed = |row: &Goodwill| Box::new(row.clone());
    let gone = before.iter().filter(|row| !after.contains(row));
    let added = after.iter().filter(|row| !before.contains(row));
    let mut changes: Vec<Change> = gone.map(|row| Change::GoodwillGone { row: boxed(row) }).collect();
    changes.extend(added.map(|row| Change::GoodwillNew { row: boxed(row) }));
    let extra = |desk: Option<&Desk>| desk.map(|desk| desk.blocked_extra.clone());
    if (changes.is_empty() && before != after) || extra(old) != extra(new) {
        changes.push(Change::Goodwill);
    }
    changes
}

fn of_rule(before: &Rule, after: &Rule) -> Vec<Change> {
    let rule = || after.code.clone();
    let mut changes = Vec::new();
    if (&before.cite, before.status) != (&after.cite, after.status) {
        changes.push(Change::Source { rule: rule() });
    }
    if (before.effective_from, before.effective_to) != (after.effective_from, after.effective_to) {
        changes.push(Change::Period { rule: rule() });
    }
    for (list, old, new) in [
        (ConditionList::Scope, &before.scope, &after.scope),
        (ConditionList::When, &before.when, &after.when),
    ] {
        let gone = old.iter().filter(|clause| !new.contains(clause));
        changes.extend(gone.map(|clause| Change::ConditionGone {
            rule: rule(),
            list,
            clause: clause.clone(),
        }));
        let added = new.iter().filter(|clause| !old.contains(clause));
        changes.extend(added.map(|clause| Change::ConditionNew {
            rule: rule(),
            list,
            clause: clause.clone(),
        }));
    }
    let boxed = |grant: &Grant| Box::new(grant.clone());
    let gone = before.grants.iter().filter(|grant| !after.grants.contains(grant));
    changes.extend(gone.map(|grant| Change::GrantGone { rule: rule(), grant: boxed(grant) }));
    let added = after.grants.iter().filter(|grant| !before.grants.contains(grant));
    changes.extend(added.map(|grant| Change::GrantNew { rule: rule(), grant: boxed(grant) }));
    if before.replaces != after.replaces {
        changes.push(Change::Replaces { rule: rule() });
    }
    if before.needs_human != after.needs_human {
        changes.push(Change::Signature { rule: rule(), is_needed: after.needs_human });
    }
    let words = |rule: &Rule| (rule.title.clone(), rule.says.clone(), rule.refuses.clone());
    let is_reworded = words(before) != words(after);
    if is_reworded {
        changes.push(Change::Wording { rule: rule() });
    }
    if sums(before) != sums(after) {
        let texts = stale(before, after);
        if !is_reworded || !texts.is_empty() {
            let gives = new_sums(before, after);
            changes.push(Change::WordingStands { rule: rule(), says: after.says.clone(), texts, gives });
        }
    }
    // Where nothing else is left to tell, it is the order of what it says.
    if changes.is_empty() && before != after {
        changes.push(Change::Sequence { rule: rule() });
    }
    changes
}

/// How much a rule gives where it gave another sum before.
fn new_sums(before: &Rule, after: &Rule) -> Vec<Amount> {
    let old = sums(before);
    let new = sums(after).into_iter().filter(|one| !old.contains(one));
    new.filter_map(|(_, amount)| amount.cloned()).collect()
}

/// What a rule gives, and how much.
fn sums(rule: &Rule) -> Vec<(Remedy, Option<&Amount>)> {
    rule.grants.iter().map(|grant| (grant.remedy, grant.amount.as_ref())).collect()
}
