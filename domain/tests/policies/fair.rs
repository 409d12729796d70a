//! Options with a conscience: whole carts, what is missing by name, and no advice while something decisive is open.

use crate::answered::lamp_with_freight;
use crate::delivered;
use domain::compensation::money::Money;
use domain::compensation::option::{RemedyOption, RemedyPart};
use domain::complaint::assess::Assessment;
use domain::finding::{Finding, Standing};
use domain::policy::authoring::{parse_case, parse_pack};
use domain::policy::missing::missing;
use domain::policy::{Decision, Packs, decide};
use domain::remedy::Remedy;
use domain::testing::{option_by_hand, option_id, yuan, zones};

/// A shop that takes fifteen per cent off what was opened.
const SHOP: &str = r#"
id = "p"
version = "1"
title = { zh-Hans = "店", zh-Hant = "店", en = "Shop" }
jurisdiction = "shop"
[[rule]]
code = "sealed"
cite = "shop"
status = "verified"
title = { zh-Hans = "甲", zh-Hant = "甲", en = "A" }
says = { zh-Hans = "甲", zh-Hant = "甲", en = "A" }
refuses = { zh-Hans = "甲", zh-Hant = "甲", en = "A" }
scope = [{ fact = "order.line.traits", has_none = "unsealed" }]
when = [{ fact = "order.delivered_at", known = true }]
[[rule.grant]]
remedy = "return_refund"
amount = { of = "complained" }
payer = "seller"
[[rule]]
code = "opened"
cite = "shop"
status = "verified"
title = { zh-Hans = "乙", zh-Hant = "乙", en = "B" }
says = { zh-Hans = "乙", zh-Hant = "乙", en = "B" }
refuses = { zh-Hans = "乙", zh-Hant = "乙", en = "B" }
scope = [{ fact = "order.line.traits", has = "unsealed" }]
when = [{ fact = "order.delivered_at", known = true }]
[[rule.grant]]
remedy = "return_refund"
amount = { of = "complained", percent = "85" }
payer = "seller"
"#;

const CART: &str = r#"
packs = ["p"]
asked_at = "2026-03-06T10:00:00+08:00"
[complaint]
category = "returns"
wants = ["return_refund"]
[order]
currency = "CNY"
placed_at = "2026-03-01T10:00:00+08:00"
delivered_at = "2026-03-04T12:00:00+08:00"
[[order.line]]
sku = "SEALED"
title = "耳机"
unit_price = "50.00"
quantity = 1
[[order.line]]
sku = "OPENED"
title = "音箱"
unit_price = "100.00"
quantity = 1
traits = ["unsealed"]
"#;

fn decided(text: &str) -> (Packs, Decision, Vec<RemedyOption>) {
    let case = parse_case("case.toml", text, &zones()).unwrap();
    let packs = delivered::packs(&case.packs);
    let decision = decide(&packs, &case.facts());
    let options = decision.options.clone();
    (packs, decision, options)
}

#[test]
fn two_rules_that_grant_on_two_lines_are_one_option() {
    let case = parse_case("case.toml", CART, &zones()).unwrap();
    let packs = Packs::new(vec![parse_pack("pack.toml", SHOP).unwrap().pack], Vec::new());
    let options = decide(&packs, &case.facts()).options;
    let [option] = &options[..] else { panic!("{options:?}") };
    assert_eq!(option.total.decimal(), "135.00");
    assert_eq!(option.parts.len(), 2);
    assert!(option.is_recommended && !option.is_below_entitlement, "{option:?}");
    let alone = missing(&packs, &case.facts(), &decide(&packs, &case.facts()), &option.parts[..1]);
    assert_eq!(alone.len(), 1);
}

fn late_kettle(wants: &str, finding: &str, category: &str) -> String {
    format!(
        r#"
packs = ["cn-law", "shop-default"]
asked_at = "2026-11-28T10:00:00+08:00"
[complaint]
category = "{category}"
wants = [{wants}]
[order]
currency = "CNY"
placed_at = "2026-11-18T10:00:00+08:00"
shipped_at = "2026-11-19T10:00:00+08:00"
promised_by = "2026-11-22"
delivered_at = "2026-11-25T10:00:00+08:00"
[[order.line]]
sku = "KETTLE"
title = "水壶"
unit_price = "159.00"
quantity = 1
traits = ["durable"]
[finding]
{finding}
"#
    )
}

#[test]
fn what_is_missing_is_named_with_its_sum_and_no_more() {
    let text = late_kettle("\"return_refund\"", "defect = \"established\"", "quality");
    let case = parse_case("case.toml", &text, &zones()).unwrap();
    let (packs, decision, options) = decided(&text);
    let whole = options.iter().find(|option| option.parts[0].remedy == Remedy::ReturnRefund).unwrap();
    assert!(!whole.is_below_entitlement, "{whole:?}");
    let mut parts = whole.parts.clone();
    parts.retain(|part| part.remedy != Remedy::DelayCompensation);
    let lacks = missing(&packs, &case.facts(), &decision, &parts);
    let [one] = lacks[..] else { panic!("{lacks:?}") };
    assert_eq!(
        (one.remedy, one.amount.map(Money::decimal)),
        (Remedy::DelayCompensation, Some("7.95".to_owned()))
    );
    // A repaired kettle is as good as its price, with the money for the delay in hand.
    let repaired = options.iter().find(|option| option.parts[0].remedy == Remedy::Repair).unwrap();
    assert!(!repaired.is_below_entitlement, "{repaired:?}");
}

#[test]
fn nothing_is_recommended_while_more_could_follow() {
    for (wants, finding, category, is_recommended) in [
        ("\"delay_compensation\"", "", "delivery_delay", true),
        ("\"return_refund\"", "damage_in_transit = \"claimed\"", "delivery_damage", false),
        ("\"return_refund\"", "defect = \"established\"", "quality", true),
        ("\"refund\"", "safety = \"claimed\"", "safety", false),
        ("\"refund\"", "injury = \"claimed\"", "quality", false),
        ("\"apology\"", "", "privacy", false),
        ("\"apology\"", "fault = \"seller\"", "privacy", true),
    ] {
        let (.., options) = decided(&late_kettle(wants, finding, category));
        let recommended = options.iter().any(|option| option.is_recommended);
        assert_eq!(recommended, is_recommended, "{wants} {finding} {category}: {options:?}");
    }
}

#[test]
fn the_headline_is_the_most_valuable_likely_thing_and_never_an_apology() {
    let (_, decision, _) =
        decided(&late_kettle("\"return_refund\"", "damage_in_transit = \"claimed\"", "delivery_damage"));
    let headline = decision.headline.unwrap();
    assert_eq!(
        (headline.remedy, headline.amount.map(Money::decimal)),
        (Remedy::ReturnRefund, Some("159.00".to_owned()))
    );
    assert!(headline.once.is_some() && headline.until.is_some());
    let asked: Vec<&str> = decision.likely().iter().map(|one| one.ask.code()).collect();
    assert!(!asked.contains(&"finding.condition"), "{asked:?}");
    let (_, decision, _) = decided(&late_kettle("", "", "delivery_delay"));
    assert_ne!(decision.headline.unwrap().remedy, Remedy::Apology);
}

#[test]
fn the_freight_that_comes_back_with_the_price_is_known_beside_the_headline() {
    for (finding, category) in
        [("damage_in_transit = \"claimed\"", "delivery_damage"), ("defect = \"established\"", "quality")]
    {
        let kettle = late_kettle("\"return_refund\"", finding, category);
        let freight = |text: &str| {
            let (_, decision, _) = decided(text);
            decision.headline.unwrap().freight.map(Money::decimal)
        };
        assert_eq!(freight(&kettle), None, "{finding}");
        let sent_for = kettle.replacen("[[order.line]]", "shipping_fee = \"18.00\"\n[[order.line]]", 1);
        assert_eq!(freight(&sent_for).as_deref(), Some("18.00"), "{finding}");
    }
}

#[test]
fn a_multiple_demanded_in_words_is_answered_by_its_rule() {
    let demanded =
        late_kettle("", "", "quality").replace("wants = []", "text = \"香水是假货，我要求退一赔三\"");
    let (_, decision, options) = decided(&demanded);
    let open = decision.depends.iter().find(|one| one.remedy == Remedy::StatutoryDamages).unwrap();
    assert_eq!(open.then.unwrap().amount.map(Money::decimal), Some("500.00".to_owned()));
    assert!(!options.iter().any(|option| option.is_recommended));
}

#[test]
fn what_is_given_up_is_told_with_the_freight_that_comes_with_it_once_and_only_where_it_is_not_given() {
    let (scene, decided) = lamp_with_freight("台灯坏了", Some(Finding::Defect(Standing::Established)));
    let case = scene.state.case().unwrap();
    let lacks = |parts: &[RemedyPart]| {
        let option = RemedyOption {
            parts: parts.to_vec(),
            ..option_by_hand(option_id(1), Remedy::PriceReduction, Some("5.00")).option
        };
        let missing =
            Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).missing(case, &option);
        // It came late too, which is told by itself.
        let beside = missing.into_iter().filter(|one| one.remedy != Remedy::DelayCompensation);
        let sums = beside.map(|one| (one.remedy, one.amount.map(Money::decimal)));
        sums.collect::<Vec<_>>()
    };
    let little = option_by_hand(option_id(1), Remedy::PriceReduction, Some("5.00")).option.parts;
    let with_freight = vec![(Remedy::ReturnRefund, Some("180.00".to_owned()))];
    assert_eq!(lacks(&little), with_freight);
    let whole = decided.options.iter().find(|option| option.parts[0].remedy == Remedy::ReturnRefund).unwrap();
    let freight = whole.parts.iter().find(|part| part.remedy == Remedy::ShippingRefund).unwrap();
    let without = vec![(Remedy::ReturnRefund, Some("168.00".to_owned()))];
    assert_eq!(lacks(&[little[0].clone(), freight.clone()]), without, "it is given");
    let half = RemedyPart { amount: Some(yuan("84.00")), ..whole.parts[0].clone() };
    let told = lacks(&[half]);
    let freight_told = told.iter().filter(|(_, sum)| sum.as_deref() == Some("12.00")).count();
    assert!(!told.contains(&with_freight[0]) && freight_told == 1, "{told:?}");
}
