//! What is named in one breath can be had at once, and by nobody's leave.

use crate::delivered;
use domain::policy::authoring::parse_case;
use domain::policy::{Decision, decide};
use domain::remedy::Remedy;
use domain::testing::zones;

/// Goods that came broken, found so, with so many lines.
fn broken(packs: &str, lines: &str, finding: &str) -> Decision {
    let source = format!(
        "packs = [{packs}]\nasked_at = \"2026-11-28T10:00:00+08:00\"\n[complaint]\n\
         category = \"delivery_damage\"\nwants = [\"return_refund\"]\n[order]\ncurrency = \"CNY\"\n\
         shipping_fee = \"18.00\"\nplaced_at = \"2026-11-18T10:00:00+08:00\"\n\
         shipped_at = \"2026-11-19T10:00:00+08:00\"\ndelivered_at = \"2026-11-25T10:00:00+08:00\"\n{lines}\n\
         [finding]\ndamage_in_transit = \"established\"\n{finding}\n"
    );
    let case = parse_case("case.toml", &source, &zones()).unwrap_or_else(|found| panic!("{found:?}"));
    decide(&delivered::packs(&case.packs), &case.facts())
}

fn named(decision: &Decision) -> Vec<(Remedy, String)> {
    decision.together().iter().map(|one| (one.remedy, one.amount.unwrap().decimal())).collect()
}

const VASE: &str = "[[order.line]]\nsku = \"VASE\"\ntitle = \"花瓶\"\nunit_price = \"368.00\"\nquantity = 1\n\
                    traits = [\"durable\"]";

#[test]
fn of_the_ways_for_the_same_goods_one_is_named_with_what_goes_with_it() {
    let decision = broken("\"cn-law\", \"shop-default\"", VASE, "");
    let ways = [Remedy::Refund, Remedy::ReturnRefund, Remedy::PriceReduction, Remedy::Withdrawal];
    let granted = decision.entitlements.iter().filter(|one| ways.contains(&one.remedy)).count();
    assert!(granted > 1, "there is nothing to choose among: {:?}", decision.entitlements);
    let named = named(&decision);
    assert_eq!(named.iter().filter(|(remedy, _)| ways.contains(remedy)).count(), 1, "{named:?}");
    assert_eq!(named.first().map(|(_, sum)| sum.as_str()), Some("368.00"), "{named:?}");
}

#[test]
fn what_a_person_must_sign_is_not_named() {
    let decision = broken("\"cn-law\", \"shop-default\"", VASE, "fraud = \"established\"");
    assert!(decision.entitlements.iter().any(|one| one.needs_human), "{:?}", decision.entitlements);
    let named = named(&decision);
    assert!(named.iter().all(|(remedy, _)| *remedy != Remedy::StatutoryDamages), "{named:?}");
}

#[test]
fn in_every_case_what_is_named_fits_together() {
    for (file, case) in delivered::cases() {
        let decision = decide(&delivered::packs(&case.packs), &case.facts());
        let together = decision.together();
        for (idx, one) in together.iter().enumerate() {
            assert!(!one.needs_human && one.amount.is_some_and(|amount| amount.minor > 0), "{file}: {one:?}");
            let is_way = |remedy: Remedy| remedy.pays_back_price() || remedy.restores_goods();
            for other in &together[idx + 1..] {
                let is_twice = one.remedy == other.remedy || (is_way(one.remedy) && is_way(other.remedy));
                assert!(!(is_twice && one.goods.overlaps(&other.goods)), "{file}: {one:?} and {other:?}");
            }
        }
        let is_money = |one: &&domain::policy::Entitlement| {
            !one.needs_human && one.amount.is_some_and(|amount| amount.minor > 0)
        };
        assert_eq!(together.is_empty(), !decision.entitlements.iter().any(|one| is_money(&one)), "{file}");
    }
}
