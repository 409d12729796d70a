//! Parcels and pieces: what was cancelled beside what came, days by the law of each place, sums for some pieces.

use crate::delivered;
use domain::compensation::money::Money;
use domain::compensation::option::{PartGoods, RemedyPart};
use domain::complaint::last_day::can_be_set;
use domain::order::OrderStatus;
use domain::policy::authoring::{CaseFile, parse_case, parse_pack};
use domain::policy::missing::missing;
use domain::policy::replay::Replay;
use domain::policy::{Decision, Packs, Tier, decide};
use domain::remedy::Remedy;
use domain::testing::{fruit_order, yuan, zones};

#[track_caller]
fn read(source: &str) -> CaseFile {
    parse_case("case.toml", source, &zones()).unwrap_or_else(|mistakes| panic!("{source}\n{mistakes:?}"))
}

fn granted(case: &CaseFile, decision: &Decision, remedy: Remedy) -> Vec<(String, String)> {
    let own = decision.entitlements.iter().filter(|one| one.remedy == remedy);
    own.map(|one| (one.goods.skus(&case.order).join("+"), one.amount.map(Money::decimal).unwrap_or_default()))
        .collect()
}

/// An order of which A came on 26 November and B was cancelled: the shop's file says when the order as a whole came.
const HALF_CANCELLED: &str = r#"
packs = ["cn-law", "shop-default"]
asked_at = "2026-11-28T10:00:00+08:00"
[complaint]
category = "transaction"
wants = ["refund"]
[order]
currency = "CNY"
placed_at = "2026-11-20T10:00:00+08:00"
promised_by = "2026-11-24"
delivered_at = "2026-11-26T10:00:00+08:00"
[[order.line]]
sku = "A"
title = "A"
unit_price = "2000.00"
quantity = 1
traits = ["durable"]
delivered_at = "2026-11-26T10:00:00+08:00"
complained = false
[[order.line]]
sku = "B"
title = "B"
unit_price = "1500.00"
quantity = 1
traits = ["durable"]
status = "cancelled"
[finding]
condition = "intact"
"#;

#[test]
fn what_was_cancelled_beside_what_came_never_came() {
    let case = read(HALF_CANCELLED);
    let decision = decide(&delivered::packs(&case.packs), &case.facts());
    let refunds = granted(&case, &decision, Remedy::Refund);
    assert!(refunds.iter().any(|(_, sum)| sum == "1500.00"), "{refunds:?} {decision:?}");
    // No days run for goods that never came.
    assert_eq!(granted(&case, &decision, Remedy::Withdrawal), []);
    let of_both = read(&HALF_CANCELLED.replace("complained = false\n", ""));
    let decision = decide(&delivered::packs(&of_both.packs), &of_both.facts());
    let refunds = granted(&of_both, &decision, Remedy::Refund);
    assert!(refunds.contains(&("B".to_owned(), "1500.00".to_owned())), "{refunds:?}");
}

#[test]
fn nobody_waits_for_what_was_cancelled() {
    let mut order = read(HALF_CANCELLED).order;
    assert!(!can_be_set(&order, &[]), "what came needs no last day, and what was cancelled can't keep one");
    // What can't be had is still owed.
    order.lines[1].status = Some(OrderStatus::Unavailable);
    assert!(can_be_set(&order, &[]));
    assert!(!can_be_set(&fruit_order(), &[]));
}

#[test]
fn what_was_cancelled_is_neither_exchanged_nor_mended_nor_sent_anew() {
    for wish in ["exchange", "resend", "repair", "substitute"] {
        let source = HALF_CANCELLED
            .replace("[\"refund\"]", &format!("[\"{wish}\"]"))
            .replace("category = \"transaction\"", "category = \"delivery_delay\"");
        let case = read(&source);
        let decision = decide(&delivered::packs(&case.packs), &case.facts());
        let restores = |remedy: &Remedy| remedy.restores_goods();
        let granted: Vec<Remedy> =
            decision.entitlements.iter().map(|one| one.remedy).filter(|remedy| restores(remedy)).collect();
        assert_eq!(granted, [], "{wish}");
        let offered = decision.options.iter().flat_map(|option| &option.parts).map(|part| part.remedy);
        assert_eq!(offered.filter(restores).collect::<Vec<_>>(), [], "{wish}");
    }
}

/// A sofa in two parcels, eleven days apart.
const SOFA: &str = r#"
packs = ["eu-law"]
asked_at = "2026-11-28T10:00:00+01:00"
zone = "Europe/Berlin"
[complaint]
category = "returns"
wants = ["withdrawal"]
[order]
currency = "EUR"
placed_at = "2026-11-08T10:00:00+01:00"
[[order.line]]
sku = "LEFT"
title = "Left"
unit_price = "2000.00"
quantity = 1
delivered_at = "2026-11-12T10:00:00+01:00"
[[order.line]]
sku = "RIGHT"
title = "Right"
unit_price = "2000.00"
quantity = 1
delivered_at = "2026-11-23T10:00:00+01:00"
[finding]
condition = "intact"
"#;

#[test]
fn fourteen_days_run_from_the_last_parcel_of_what_is_complained_about() {
    let only_right = SOFA.replacen("quantity = 1\n", "quantity = 1\ncomplained = false\n", 1);
    let case = read(&only_right);
    let decision = decide(&delivered::packs(&case.packs), &case.facts());
    let days: Vec<String> = decision
        .entitlements
        .iter()
        .filter(|one| one.remedy == Remedy::Withdrawal)
        .map(|one| one.until.unwrap().date_naive().to_string())
        .collect();
    assert_eq!(days, ["2026-12-07"]);
}

const MUGS: &str = r#"
packs = ["cn-law"]
asked_at = "2026-11-28T10:00:00+08:00"
[complaint]
category = "quality"
wants = ["exchange"]
[order]
currency = "CNY"
placed_at = "2026-11-22T10:00:00+08:00"
delivered_at = "2026-11-26T10:00:00+08:00"
[[order.line]]
sku = "MUG"
title = "马克杯"
unit_price = "20.00"
quantity = 6
traits = ["durable"]
[finding]
defect = "established"
"#;

fn about(part: &RemedyPart, quantity: u32) -> RemedyPart {
    let goods = vec![PartGoods { sku: "MUG".to_owned(), title: "马克杯".to_owned(), quantity }];
    RemedyPart { goods, ..part.clone() }
}

#[test]
fn one_broken_mug_exchanged_of_six_is_below_what_is_owed() {
    let case = read(MUGS);
    let packs = delivered::packs(&case.packs);
    let decision = decide(&packs, &case.facts());
    let option = decision.options.iter().find(|option| option.parts[0].remedy == Remedy::Exchange).unwrap();
    let lacks = |parts: &[RemedyPart]| missing(&packs, &case.facts(), &decision, parts);
    assert_eq!(lacks(&option.parts), []);
    assert_eq!(lacks(&[about(&option.parts[0], 6)]), []);
    assert_ne!(lacks(&[about(&option.parts[0], 1)]), []);
}

#[test]
fn the_price_of_the_pieces_that_are_left_is_all_that_is_owed_for_them() {
    let before = "[[earlier]]\nremedy = \"exchange\"\nsku = \"MUG\"\nquantity = 2\n\
                  given_at = \"2026-11-27T10:00:00+08:00\"\n";
    let case = read(&format!("{}{before}", MUGS.replace("\"cn-law\"", "\"p\"")));
    let packs = shop();
    let decision = decide(&packs, &case.facts());
    let exchange = decision.entitlements.iter().find(|one| one.remedy == Remedy::Exchange).unwrap();
    assert_eq!(exchange.goods.picked().map(|picked| picked[0].pieces), Some(4), "{exchange:?}");
    let parts = decision.options.iter().flat_map(|option| &option.parts);
    let exchanged = parts.into_iter().find(|part| part.remedy == Remedy::Exchange).unwrap();
    let is_below = |part: RemedyPart| {
        let lacks = missing(&packs, &case.facts(), &decision, &[part]);
        lacks.iter().any(|one| one.remedy == Remedy::Exchange)
    };
    assert!(!is_below(exchanged.clone()));
    let price =
        |sum: &str| RemedyPart { remedy: Remedy::Refund, amount: Some(yuan(sum)), ..about(exchanged, 4) };
    assert!(!is_below(price("80.00")));
    assert!(is_below(price("79.99")));
}

/// A shop that gives two sums for the same cause, piece by piece, exchanges what broke, and
/// gives its valued customers a coupon.
const SHOP: &str = r#"
id = "p"
version = "1"
jurisdiction = "shop"
title = { zh-Hans = "甲", zh-Hant = "甲", en = "A" }
[[rule]]
code = "small"
cite = "shop"
status = "verified"
title = { zh-Hans = "小", zh-Hant = "小", en = "Small" }
says = { zh-Hans = "小", zh-Hant = "小", en = "Small" }
refuses = { zh-Hans = "不", zh-Hant = "不", en = "No" }
when = [ { fact = "order.delivered_at", known = true } ]
[[rule.grant]]
remedy = "delay_compensation"
amount = { of = "complained", percent = "5" }
highest_of = "delay"
[[rule]]
code = "large"
cite = "shop"
status = "verified"
title = { zh-Hans = "大", zh-Hant = "大", en = "Large" }
says = { zh-Hans = "大", zh-Hant = "大", en = "Large" }
refuses = { zh-Hans = "不", zh-Hant = "不", en = "No" }
when = [ { fact = "order.delivered_at", known = true } ]
[[rule.grant]]
remedy = "delay_compensation"
amount = { of = "complained", percent = "10" }
highest_of = "delay"
[[rule]]
code = "anew"
cite = "shop"
status = "verified"
title = { zh-Hans = "换", zh-Hant = "換", en = "Anew" }
says = { zh-Hans = "换", zh-Hant = "換", en = "Anew" }
refuses = { zh-Hans = "不", zh-Hant = "不", en = "No" }
when = [ { fact = "order.delivered_at", known = true } ]
[[rule.grant]]
remedy = "exchange"
[[rule]]
code = "valued"
cite = "shop"
status = "verified"
title = { zh-Hans = "贵", zh-Hant = "貴", en = "Valued" }
says = { zh-Hans = "贵", zh-Hant = "貴", en = "Valued" }
refuses = { zh-Hans = "不", zh-Hant = "不", en = "No" }
when = [ { fact = "customer.tier", is = "vip" } ]
[[rule.grant]]
remedy = "coupon"
amount = { of = "complained", percent = "1" }
"#;

fn shop() -> Packs {
    let pack = parse_pack("pack.toml", SHOP).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    Packs::new(vec![pack.pack], Vec::new())
}

#[test]
fn what_two_pieces_got_is_not_taken_off_the_other_four() {
    let late = |pieces: u32, before: &[(&str, u32, &str)]| {
        let mut source = MUGS
            .replace("\"cn-law\"", "\"p\"")
            .replace("quantity = 6\n", &format!("quantity = 6\ncomplained_quantity = {pieces}\n"));
        let given = |(rule, pieces, sum): &(&str, u32, &str)| {
            format!(
                "[[earlier]]\nremedy = \"delay_compensation\"\nsku = \"MUG\"\nrule = \"p/{rule}\"\n\
                 quantity = {pieces}\namount = \"{sum}\"\ngiven_at = \"2026-11-27T10:00:00+08:00\"\n"
            )
        };
        source.extend(before.iter().map(given));
        let case = read(&source);
        let decision = decide(&shop(), &case.facts());
        granted(&case, &decision, Remedy::DelayCompensation)
            .into_iter()
            .map(|(_, sum)| sum)
            .collect::<Vec<_>>()
    };
    assert_eq!(late(4, &[]), ["8.00"]);
    assert_eq!(late(4, &[("small", 2, "2.00")]), ["8.00"], "four others are left");
    assert_eq!(late(6, &[("small", 2, "2.00")]), ["10.00"], "two of them got their part");
    let both = [("small", 2, "2.00"), ("large", 4, "8.00")];
    assert_eq!(late(4, &both), ["2.00"], "of the two that got the smaller sum the difference");
}

#[test]
fn a_replay_asks_for_a_valued_customer_as_their_case_would_be() {
    let packs = shop();
    let zone = domain::zone::Zone::utc();
    let granted = |tier| {
        let mut order = fruit_order();
        order.terms.tier = tier;
        let mut replay = Replay::new(&packs, &zone);
        replay.ask(&order);
        let rules = replay.report().rules;
        rules.iter().filter(|rule| rule.rule == "p/valued").map(|rule| rule.granted).sum::<u64>()
    };
    assert_eq!((granted(None), granted(Some(Tier::Vip))), (0, 1));
}

#[test]
fn nobody_repairs_what_an_order_paid_back_as_a_whole_was_about() {
    let lamp = "[[order.line]]\nsku = \"LAMP\"\ntitle = \"台灯\"\nunit_price = \"30.00\"\nquantity = 1\n";
    let before =
        "[[earlier]]\nremedy = \"refund\"\namount = \"150.00\"\ngiven_at = \"2026-11-27T10:00:00+08:00\"\n";
    let case = read(&format!("{}{before}", MUGS.replace("[finding]", &format!("{lamp}[finding]"))));
    let decision = decide(&delivered::packs(&case.packs), &case.facts());
    for remedy in [Remedy::Exchange, Remedy::Repair, Remedy::ReturnRefund] {
        assert_eq!(granted(&case, &decision, remedy), [], "{remedy:?}");
    }
}
