//! What an option leaves out of what the customer is entitled to, by name and sum.
//!
//! Something granted is missing where nothing of at least its worth stands in its place: who has the price back needs
//! no exchange, and who gets a new phone needs no repair. What only goes with something else is owed with it alone.

use crate::compensation::money::Money;
use crate::compensation::option::{Missing, RemedyPart};
use crate::policy::decide::{Decision, Entitlement};
use crate::policy::facts::Facts;
use crate::policy::layers::with_freight;
use crate::policy::packs::Packs;
use crate::policy::worth::{Worth, puts_right};
use crate::remedy::Remedy;

/// What is missing from the parts of an option, the most valuable first; nothing where it gives all that is owed.
pub fn missing(packs: &Packs, facts: &Facts<'_>, decision: &Decision, parts: &[RemedyPart]) -> Vec<Missing> {
    let worth = Worth::of(facts, decision);
    let mut owed: Vec<&Entitlement> = decision
        .entitlements
        .iter()
        // Giving goods back without a reason stays possible beside any option, unless it is what was asked for.
        .filter(|one| one.remedy != Remedy::Withdrawal || facts.wants.contains(&Remedy::Withdrawal))
        // Credit in place of money is a choice, and whoever takes the money misses nothing.
        .filter(|one| one.remedy != Remedy::StoreCredit || facts.wants.contains(&Remedy::StoreCredit))
        .filter(|one| !one.needs_human && puts_right(one.remedy) && worth.granted(one) > 0)
        .collect();
    crate::few::put_in_order(&mut owed, |one| core::cmp::Reverse(worth.granted(one)));
    let mut settled: Vec<&Entitlement> = Vec::new();
    let mut missing: Vec<Missing> = Vec::new();
    let mut needed = 0_i64;
    for one in owed {
        if settled.iter().any(|other| other.goods.overlaps(&one.goods)) {
            continue;
        }
        let value = worth.granted(one);
        let own = parts.iter().filter(|part| puts_right(part.remedy));
        let given = own.fold(0_i64, |sum, part| sum.saturating_add(worth.part_for(part, &one.goods)));
        if given < value && !gives_price_back(packs, decision, one, parts) {
            let freight = freight_given_up(packs, decision, one, parts);
            let amount = one.amount.map(|amount| with_freight(amount, freight));
            missing.push(Missing { remedy: one.remedy, amount });
        }
        needed = needed.saturating_add(value);
        settled.push(one);
    }
    let money = parts.iter().filter(|part| puts_right(part.remedy));
    let given = money.fold(0_i64, |sum, part| sum.saturating_add(worth.part(part)));
    let mut over = given.saturating_sub(needed).max(0);
    for (remedy, owed) in besides(packs, decision, parts) {
        let own = parts.iter().filter(|part| part.remedy == remedy).filter_map(|part| part.amount);
        let given = own.fold(0_i64, |sum, amount| sum.saturating_add(amount.minor));
        let lack = owed.minor.saturating_sub(given);
        if lack > over {
            missing.push(Missing { remedy, amount: Some(Money::new(lack, owed.currency)) });
        } else {
            over = over.saturating_sub(lack.max(0));
        }
    }
    missing
}

/// The freight that is given up with the price it comes back with: none where the option gives it all the same, or where
/// a part of that price is in the option, since the freight is then told as missing beside it.
fn freight_given_up(
    packs: &Packs,
    decision: &Decision,
    price: &Entitlement,
    parts: &[RemedyPart],
) -> Option<Money> {
    let freight = decision.entitlements.iter().find(|other| {
        (other.place, other.remedy) == (price.place, Remedy::ShippingRefund) && !other.needs_human
    })?;
    let is_given = parts.iter().any(|part| part.remedy == Remedy::ShippingRefund);
    let is_told = is_given || goes_with(packs, freight, parts);
    (price.remedy.pays_back_whole_price() && !is_told).then(|| decision.freight_with(price)).flatten()
}

/// Whether the price goes back as the same rule grants it in place of something: by the rule either is all that is owed,
/// though a repair of goods is worth more than what is left of their price.
fn gives_price_back(packs: &Packs, decision: &Decision, one: &Entitlement, parts: &[RemedyPart]) -> bool {
    let basis = packs.basis(one.place);
    let mut others = decision.entitlements.iter().filter(|other| {
        other.place == one.place && other.remedy.pays_back_whole_price() && other.goods.overlaps(&one.goods)
    });
    others.any(|other| {
        let is_whole = |part: &RemedyPart| {
            part.amount.zip(other.amount).is_some_and(|(part, owed)| part.minor >= owed.minor)
        };
        parts
            .iter()
            .any(|part| part.remedy == other.remedy && Some(&part.basis) == basis.as_ref() && is_whole(part))
    })
}

/// Sums owed beside what puts the goods right: for the delay always, freight with the price it goes with.
fn besides(packs: &Packs, decision: &Decision, parts: &[RemedyPart]) -> Vec<(Remedy, Money)> {
    let mut owed: Vec<(Remedy, Money)> = Vec::new();
    for one in decision.entitlements.iter().filter(|one| !one.needs_human) {
        let Some(amount) = one.amount else { continue };
        let is_owed = match one.remedy {
            Remedy::DelayCompensation | Remedy::ServiceFeeWaiver => true,
            Remedy::ShippingRefund => goes_with(packs, one, parts),
            _ => false,
        };
        if !is_owed {
            continue;
        }
        match owed.iter_mut().find(|(remedy, _)| *remedy == one.remedy) {
            // Several rules may owe the same; the highest counts.
            Some((_, sum)) if sum.minor < amount.minor => *sum = amount,
            Some(_) => {}
            None => owed.push((one.remedy, amount)),
        }
    }
    owed
}

/// Whether an option holds what freight goes back with, by the same rule.
fn goes_with(packs: &Packs, freight: &Entitlement, parts: &[RemedyPart]) -> bool {
    let Some(rule) = packs.rule(freight.place) else { return false };
    let basis = packs.basis(freight.place);
    let is_main = |remedy: Remedy| rule.could_give(remedy);
    parts.iter().any(|part| {
        Some(&part.basis) == basis.as_ref() && is_main(part.remedy) && part.remedy.pays_back_whole_price()
    })
}
