//! A whole answer in words: each rule tells its reason once, and nothing is told twice in a row.

use super::{Explanation, Part, depends, entitlement, opening, refusal, terms, title, what};
use crate::personal::Language;
use crate::policy::decide::{Decision, Entitlement};
use crate::policy::packs::Packs;
use crate::policy::words::{say, word_name};
use crate::remedy::Remedy;

/// Everything granted. What the same rule grants besides is named after it, without the reason once more.
pub fn granted(packs: &Packs, decision: &Decision, language: Language) -> Vec<Explanation> {
    let mut before: Option<&Entitlement> = None;
    let mut told = Vec::new();
    for one in &decision.entitlements {
        let Some(mut explanation) = entitlement(packs, decision, one, language) else { continue };
        if let Some(before) = before.filter(|before| before.place == one.place && before.goods == one.goods) {
            explanation.lead = besides(packs, decision, before, one, language);
            explanation.rows.clear();
        }
        before = Some(one);
        told.push(explanation);
    }
    told
}

/// What a rule grants besides something of it that was already explained.
pub(super) fn besides(
    packs: &Packs,
    decision: &Decision,
    before: &Entitlement,
    one: &Entitlement,
    language: Language,
) -> Vec<Part> {
    let Some(rule) = packs.rule(one.place) else { return Vec::new() };
    let mut lead = what(packs, decision, one, &title(decision, rule, one, language), language);
    // What a rule grants can be asked for as long as the rest of it; only another day to do it by is worth telling.
    if one.due != before.due {
        lead.extend(terms(&Entitlement { until: None, ..one.clone() }, language));
    }
    lead
}

/// Everything refused: one line for each rule, with the names of all it refuses, and one for rules that say the same.
pub fn refused(packs: &Packs, decision: &Decision, language: Language) -> Vec<Explanation> {
    let told = decision
        .refusals
        .iter()
        .filter_map(|one| Some((one.remedy, refusal(packs, decision, one, language)?)));
    let name = |remedy: &Remedy| say(word_name(remedy.code()), language);
    merge(told)
        .into_iter()
        .map(|(remedies, mut one)| {
            let names: Vec<&str> = remedies.iter().map(name).collect();
            one.title = opening(&names.join(" / "), language);
            let before = [&one.title, say(["：", "：", ": "], language)].concat();
            one.lead.insert(0, Part::Text(before));
            one
        })
        .collect()
}

/// Everything that depends on an answer: one line for each rule and question, and one for rules that say the same.
pub fn depending(packs: &Packs, decision: &Decision, language: Language) -> Vec<Explanation> {
    let told = decision
        .depends
        .iter()
        .filter_map(|one| Some((one.remedy, depends(packs, decision, one, language)?)));
    merge(told).into_iter().map(|(_, one)| one).collect()
}

/// Puts together what is said in the same words, with all that it is about.
fn merge(told: impl Iterator<Item = (Remedy, Explanation)>) -> Vec<(Vec<Remedy>, Explanation)> {
    let mut merged: Vec<(Vec<Remedy>, Explanation)> = Vec::new();
    for (remedy, one) in told {
        let is_same = |other: &Explanation| other.status == one.status && other.lead == one.lead;
        let Some((remedies, same)) = merged.iter_mut().find(|(_, other)| is_same(other)) else {
            merged.push((vec![remedy], one));
            continue;
        };
        if !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
        if !same.cite.split("; ").any(|cite| cite == one.cite) {
            same.cite = [&same.cite, "; ", &one.cite].concat();
        }
        for row in one.rows {
            if !same.rows.contains(&row) {
                same.rows.push(row);
            }
        }
        if same.nearest.is_empty() {
            same.nearest = one.nearest;
        }
    }
    merged
}
