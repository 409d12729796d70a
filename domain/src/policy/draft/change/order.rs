//! What another order of a pack's rules means.
//!
//! Rules add to each other, so mostly their order only says what people read first. It decides where two of them
//! give the same thing in the same sum: then the first one answers, with its payer, its time and its reasons.

use super::Change;
use crate::category::Category;
use crate::policy::condition::{Comparison, Test};
use crate::policy::fact::Fact;
use crate::policy::pack::Pack;
use crate::policy::rule::{Rule, Status};
use crate::policy::snapshot::bit;
use crate::remedy::Remedy;

/// The rules that stand ahead of others they stood behind, where that can decide an answer; else that the order is
/// another one, if it is.
pub(super) fn order(old: &Pack, new: &Pack) -> Vec<Change> {
    let place = |rule: &Rule| old.rules.iter().position(|other| other.code == rule.code);
    let kept: Vec<(&Rule, usize)> =
        new.rules.iter().filter_map(|rule| place(rule).map(|place| (rule, place))).collect();
    let mut changes = Vec::new();
    let mut is_same = true;
    for (idx, (rule, before)) in kept.iter().enumerate() {
        for (other, _) in kept.iter().skip(idx + 1).filter(|(_, place)| place < before) {
            is_same = false;
            changes.extend(meeting(&new.id, rule, other).map(|(remedies, categories)| Change::Ahead {
                rule: rule.code.clone(),
                of: other.code.clone(),
                remedies,
                categories,
            }));
        }
    }
    if !is_same && changes.is_empty() {
        changes.push(Change::Order);
    }
    changes
}

/// What both rules may give to one complaint, and in which categories (none named means all); `None` where they never
/// meet.
fn meeting(pack: &str, one: &Rule, other: &Rule) -> Option<(Vec<Remedy>, Vec<Category>)> {
    let names = |rule: &Rule, code: &str| {
        let full = [pack, "/", code].concat();
        rule.replaces.iter().any(|name| name == code || *name == full)
    };
    let is_off = |rule: &Rule| rule.status == Status::Template;
    if is_off(one) || is_off(other) || names(one, &other.code) || names(other, &one.code) {
        return None;
    }
    let categories: Vec<Category> = Category::ALL
        .iter()
        .zip(0_i64..)
        .filter(|(_, place)| speaks_of(one, *place) && speaks_of(other, *place))
        .map(|(category, _)| *category)
        .collect();
    let mut remedies: Vec<Remedy> = Vec::new();
    for grant in &one.grants {
        let is_rival = other.grants.iter().any(|rival| {
            rival.remedy == grant.remedy
                || (grant.highest_of.is_some() && rival.highest_of == grant.highest_of)
        });
        if is_rival && !remedies.contains(&grant.remedy) {
            remedies.push(grant.remedy);
        }
    }
    if remedies.is_empty() || categories.is_empty() {
        return None;
    }
    let is_about_all = categories.len() == Category::ALL.len();
    Some((remedies, if is_about_all { Vec::new() } else { categories }))
}

/// Whether a rule may speak about complaints of the category in this place of the list.
fn speaks_of(rule: &Rule, place: i64) -> bool {
    let may = |test: &Test| match (test.fact, &test.comparison) {
        (Fact::Category, Comparison::Is(words)) => words & bit(place) != 0,
        (Fact::Category, Comparison::IsNot(words)) => words & bit(place) == 0,
        _ => true,
    };
    rule.scope.iter().chain(&rule.when).all(|clause| clause.any.iter().any(may))
}
