//! What was taken off an amount or added to it, in words.

use super::{Part, SPACE, text};
use crate::personal::Language;
use crate::policy::amount::Base;
use crate::policy::decide::{Decision, Entitlement};
use crate::policy::fact::Fact;
use crate::policy::packs::Packs;
use crate::policy::snapshot::Value;
use crate::policy::words::fact_name;

/// What the rule took off the amount and what it added, each with its sum and its name; empty where it is the plain
/// price.
pub fn adjusted(packs: &Packs, decision: &Decision, one: &Entitlement, language: Language) -> Vec<Part> {
    let amount = packs.rule(one.place).and_then(|rule| rule.grants.get(usize::from(one.grant)));
    let Some(amount) = amount.and_then(|grant| grant.amount.as_ref()) else { return Vec::new() };
    let sum = |fact: Fact| match decision.snapshot.get(fact).map(|sum| decision.snapshot.value(fact, sum)) {
        Some(Value::Money(sum)) if sum.minor > 0 => Some(sum),
        _ => None,
    };
    let mut parts = Vec::new();
    if let Some(sum) = one.less {
        parts.push(text(["已经扣除 ", "已經扣除 ", ""], language));
        parts.push(Part::Money(sum));
        match amount.less.as_ref().map(|less| &less.of) {
            Some(Base::Fact(fact)) => {
                parts.push(text(["：", "：", " taken off: "], language));
                parts.push(text(fact_name(*fact), language));
                parts.push(text(["。", "。", "."], language));
            }
            _ => parts.push(text(["。", "。", " taken off."], language)),
        }
    }
    if let Some((fact, sum)) = amount.plus.and_then(|fact| Some((fact, sum(fact)?))) {
        if !parts.is_empty() {
            parts.push(text(SPACE, language));
        }
        parts.push(text(["其中包括 ", "其中包括 ", ""], language));
        parts.push(Part::Money(sum));
        parts.push(text(["：", "：", " of it: "], language));
        parts.push(text(fact_name(fact), language));
        parts.push(text(["。", "。", "."], language));
    }
    parts
}
