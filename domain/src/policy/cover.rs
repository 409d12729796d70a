//! Which goods an answer is about, where it is not all that are complained about.
//!
//! In an order of a lamp and strawberries a rule may hold for the strawberries alone. Whoever chooses among options
//! must read that, so the goods are named by the titles the customer knows.

use crate::compensation::option::PartGoods;
use crate::order::OrderLine;
use crate::policy::condition::{Clause, Outcome, View};
use crate::policy::decide::Decision;
use crate::policy::facts::Facts;
use crate::policy::packs::{Packs, Place};
use crate::policy::snapshot::trait_set;

/// The goods for which a rule grants; empty where they are all that are complained about.
pub(crate) fn goods(packs: &Packs, facts: &Facts<'_>, decision: &Decision, place: Place) -> Vec<PartGoods> {
    let (Some(pack), Some(rule)) = (packs.pack(place), packs.rule(place)) else { return Vec::new() };
    let lines = facts.order.lines.iter().enumerate();
    let complained: Vec<(u32, &OrderLine)> = lines
        .map(|(idx, line)| (facts.complained.pieces(idx, line), line))
        .filter(|(quantity, _)| *quantity > 0)
        .collect();
    let is_about = |traits: i64| {
        let view = View { snapshot: &decision.snapshot, traits: Some(traits), calendar: &pack.calendar };
        let holds = |clauses: &[Clause]| Clause::all(clauses, &view) == Outcome::Holds;
        holds(&rule.scope) && holds(&rule.when)
    };
    let about: Vec<PartGoods> = complained
        .iter()
        .filter(|(_, line)| is_about(trait_set(&line.traits)))
        .map(|(quantity, line)| PartGoods {
            sku: line.sku.clone(),
            title: line.title.clone(),
            quantity: *quantity,
        })
        .collect();
    if about.len() == complained.len() { Vec::new() } else { about }
}
