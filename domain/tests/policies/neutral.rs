//! A category is a guess: whatever it is, the same order, findings and wishes give the same rights.

use crate::delivered;
use domain::category::Category;
use domain::compensation::money::Money;
use domain::policy::{Facts, Packs, judge};
use domain::remedy::Remedy;

/// What a shop gives of its own accord may hang on the category; no right may.
fn is_goodwill(packs: &Packs, place: domain::policy::Place, remedy: Remedy) -> bool {
    packs.rule(place).is_some_and(|rule| rule.cite == "shop") && matches!(remedy, Remedy::Guidance)
}

fn rights(packs: &Packs, facts: &Facts<'_>) -> Vec<String> {
    let decision = judge(packs, facts);
    let rights = decision.entitlements.iter().filter(|one| !is_goodwill(packs, one.place, one.remedy));
    rights
        .map(|one| {
            let name = packs.name(one.place).unwrap();
            let amount = one.amount.map(Money::decimal);
            let goods = one.goods.skus(facts.order);
            format!(
                "{name} {} {amount:?} {:?} {:?} {:?} {goods:?}",
                one.remedy.code(),
                one.payer,
                one.until,
                one.due
            )
        })
        .collect()
}

#[test]
fn the_same_facts_under_another_category_give_the_same_entitlements() {
    let mut differing = Vec::new();
    for (file, case) in delivered::cases() {
        let packs = delivered::packs(&case.packs);
        let facts = case.facts();
        let own = rights(&packs, &facts);
        for category in Category::ALL {
            let other = rights(&packs, &Facts { category: *category, ..facts });
            if other != own {
                differing.push(format!("{file} as {}: {other:?} instead of {own:?}", category.code()));
            }
        }
    }
    assert!(differing.is_empty(), "{}\n{}", differing.len(), differing.join("\n"));
}

#[test]
fn a_wish_is_answered_whatever_the_complaint_was_taken_for() {
    let (_, case) =
        delivered::cases().into_iter().find(|(file, _)| file.ends_with("set-a-last-day.toml")).unwrap();
    let packs = delivered::packs(&case.packs);
    for category in Category::ALL {
        let decision = judge(&packs, &Facts { category: *category, ..case.facts() });
        let is_told = decision.refusals.iter().any(|one| one.remedy == Remedy::Refund)
            || decision.depends.iter().any(|one| one.remedy == Remedy::Refund);
        assert!(is_told, "nothing is said of the refund as {}", category.code());
    }
}
