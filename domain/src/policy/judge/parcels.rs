//! The parcels of an order: which lines came together, and the facts that hold for each of them. Lines of another set or
//! another paid period are told apart in the same way.

use crate::order::OrderLine;
use crate::policy::amount::Amount;
use crate::policy::condition::{Clause, Outcome, View};
use crate::policy::decide::last_moment;
use crate::policy::fact::Fact;
use crate::policy::facts::Facts;
use crate::policy::rule::{Grant, Rule};
use crate::policy::snapshot::Snapshot;

/// The facts of the first parcel, those of further ones, and for each line of the order which is its own.
pub(super) fn parcels(facts: &Facts<'_>) -> (Snapshot, Vec<Snapshot>, Vec<u8>) {
    let whole = Snapshot::of(facts);
    let lines = &facts.order.lines;
    let is_apart = |line: &OrderLine| {
        line.delivered_at.is_some() || line.status.is_some() || line.bundle.is_some() || line.period.is_some()
    };
    if !lines.iter().any(is_apart) {
        return (whole, Vec::new(), Vec::new());
    }
    let mut parcels: Vec<Snapshot> = Vec::new();
    let of_line = |(idx, line): (usize, &OrderLine)| {
        if !facts.complained.has(idx, line) {
            return 0;
        }
        let snapshot = whole.of_parcel(facts, line);
        let place = parcels.iter().position(|other| *other == snapshot).unwrap_or_else(|| {
            parcels.push(snapshot);
            parcels.len() - 1
        });
        u8::try_from(place).unwrap_or(u8::MAX)
    };
    let of_lines = lines.iter().enumerate().map(of_line).collect();
    let mut parcels = parcels.into_iter();
    (parcels.next().unwrap_or(whole), parcels.collect(), of_lines)
}

/// What must be the same for parcels to be answered together: the days that follow from them, which of the grants are
/// meant, and the facts of theirs that amounts are worked out from.
pub(super) type Key = Vec<Option<i64>>;

pub(super) fn key(rule: &Rule, asks_parcels: bool, outcome: Outcome, view: &View<'_>) -> Key {
    if !asks_parcels {
        return Key::new();
    }
    if outcome != Outcome::Holds {
        let asked = rule.scope.iter().chain(&rule.when).flat_map(|clause| &clause.any).map(|test| test.fact);
        let asked = asked.filter(|fact| fact.is_of_line());
        return [Fact::DeliveredAt, Fact::Status]
            .into_iter()
            .chain(asked)
            .map(|fact| view.get(fact))
            .collect();
    }
    let until = last_moment(rule, view).map(|moment| moment.timestamp());
    let due = |grant: &Grant| {
        let due = grant.due?;
        due.term.last_number(view.get(due.after)?, view.calendar, view.snapshot)
    };
    let amounts = rule.grants.iter().filter_map(|grant| grant.amount.as_ref());
    let facts = amounts.flat_map(Amount::facts).filter(|fact| fact.is_of_parcel());
    let of_parcel = |clause: &&Clause| clause.any.iter().any(|test| test.fact.is_of_parcel());
    let asked = rule.grants.iter().flat_map(|grant| &grant.only_if).filter(of_parcel);
    let meant = asked.map(|clause| match clause.outcome(view) {
        Outcome::Holds => Some(1),
        Outcome::Fails => Some(0),
        Outcome::Open => None,
    });
    core::iter::once(until)
        .chain(rule.grants.iter().map(due))
        .chain(meant)
        .chain(facts.map(|fact| view.get(fact)))
        .collect()
}
