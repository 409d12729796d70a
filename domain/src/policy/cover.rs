//! Which goods an answer is about, where it is not all that are complained about.
//!
//! In an order of a lamp and strawberries a rule may hold for the strawberries alone. Whoever chooses among options
//! must read that, so the goods are named by the titles the customer knows.

use crate::policy::condition::{Clause, Outcome, View};
use crate::policy::decide::Decision;
use crate::policy::facts::Facts;
use crate::policy::packs::{Packs, Place};
use crate::policy::snapshot::trait_set;

/// The titles of the goods for which a rule grants; empty where they are all that are complained about.
pub(crate) fn goods(packs: &Packs, facts: &Facts<'_>, decision: &Decision, place: Place) -> Vec<String> {
    let (Some(pack), Some(rule)) = (packs.pack(place), packs.rule(place)) else { return Vec::new() };
    let lines = facts.order.lines.iter().enumerate();
    let complained: Vec<_> =
        lines.filter(|(idx, line)| facts.complained.has(*idx, line)).map(|(_, line)| line).collect();
    let is_about = |traits: i64| {
        let view = View { snapshot: &decision.snapshot, traits: Some(traits), calendar: &pack.calendar };
        let holds = |clauses: &[Clause]| Clause::all(clauses, &view) == Outcome::Holds;
        holds(&rule.scope) && holds(&rule.when)
    };
    let about: Vec<String> = complained
        .iter()
        .filter(|line| is_about(trait_set(&line.traits)))
        .map(|line| line.title.clone())
        .collect();
    if about.len() == complained.len() { Vec::new() } else { about }
}
