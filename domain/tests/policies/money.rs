//! What was paid, by piece and by parcel, and what was given before: the sums that follow from it.

use crate::delivered;
use domain::compensation::money::Money;
use domain::policy::authoring::{parse_case, parse_pack};
use domain::policy::{Decision, Fact, Packs, decide};
use domain::remedy::Remedy;
use domain::testing::zones;

/// An order of the 22nd, delivered on the 26th, asked about on the 28th, with a fault that is established.
fn source(pack: &str, lines: &str, more: &str) -> String {
    format!(
        "packs = [\"{pack}\"]\nasked_at = \"2026-11-28T10:00:00+08:00\"\n\
         [complaint]\ncategory = \"quality\"\nwants = [\"return_refund\"]\n\
         [order]\ncurrency = \"CNY\"\nplaced_at = \"2026-11-22T10:00:00+08:00\"\n\
         delivered_at = \"2026-11-26T10:00:00+08:00\"\n{lines}\n[finding]\ndefect = \"established\"\n{more}\n"
    )
}

#[track_caller]
fn asked(source: &str) -> Decision {
    let case =
        parse_case("case.toml", source, &zones()).unwrap_or_else(|mistakes| panic!("{source}\n{mistakes:?}"));
    decide(&delivered::packs(&case.packs), &case.facts())
}

fn granted(decision: &Decision, remedy: Remedy) -> Vec<String> {
    let own = decision.entitlements.iter().filter(|one| one.remedy == remedy);
    own.map(|one| one.amount.map(Money::decimal).unwrap_or_default()).collect()
}

fn is_given(packs: &Packs, decision: &Decision, remedy: Remedy) -> bool {
    let mut refused = decision.refusals.iter().filter(|one| one.remedy == remedy);
    refused.any(|one| decision.refusal_reasons(packs, one).iter().any(|why| why.fact == Fact::EarlierGiven))
}

const MUGS: &str = "[[order.line]]\nsku = \"MUG\"\ntitle = \"马克杯\"\nunit_price = \"33.34\"\nquantity = 3\npaid = \"100.00\"\ntraits = [\"durable\"]";

#[test]
fn pieces_refunded_one_after_the_other_sum_to_what_was_paid_and_then_there_is_no_more() {
    let one = MUGS.replace("quantity = 3", "quantity = 3\ncomplained_quantity = 1");
    let refund = "[[earlier]]\nremedy = \"return_refund\"\namount = \"33.33\"\nsku = \"MUG\"\nquantity = 1\n\
                  given_at = \"2026-11-27T10:00:00+08:00\"\n";
    let mut before = String::new();
    for expected in ["33.33", "33.33", "33.34"] {
        let decision = asked(&source("cn-law", &one, &before));
        let sums = granted(&decision, Remedy::ReturnRefund);
        assert!(!sums.is_empty() && sums.iter().all(|sum| sum == expected), "{sums:?} after {before}");
        before += &refund.replace("33.33", expected);
    }
    let decision = asked(&source("cn-law", &one, &before));
    assert_eq!(granted(&decision, Remedy::ReturnRefund), [""; 0]);
    assert!(is_given(&delivered::packs(&["cn-law".to_owned()]), &decision, Remedy::ReturnRefund));
}

#[test]
fn of_three_pieces_of_which_two_went_back_one_is_left_to_complain_about() {
    let before = "[[earlier]]\nremedy = \"return_refund\"\namount = \"66.67\"\nsku = \"MUG\"\nquantity = 2\n\
                  rule = \"cn-law/faulty-seven-days\"\ngiven_at = \"2026-11-27T10:00:00+08:00\"\n";
    let decision = asked(&source("cn-law", MUGS, before));
    assert!(granted(&decision, Remedy::ReturnRefund).iter().all(|sum| sum == "33.33"), "{decision:?}");
}

#[test]
fn nobody_repairs_or_replaces_what_was_paid_back_in_full() {
    let before = "[[earlier]]\nremedy = \"refund\"\namount = \"100.00\"\nsku = \"MUG\"\n\
                  given_at = \"2026-11-27T10:00:00+08:00\"\n";
    let decision = asked(&source("cn-law", MUGS, before));
    let packs = delivered::packs(&["cn-law".to_owned()]);
    for remedy in [Remedy::ReturnRefund, Remedy::Exchange, Remedy::Repair] {
        assert_eq!(granted(&decision, remedy), [""; 0], "{remedy:?}");
        assert!(is_given(&packs, &decision, remedy), "{remedy:?}");
    }
}

#[test]
fn refunds_made_outside_any_line_leave_less_of_what_came_in() {
    let before = "[[earlier]]\nremedy = \"price_reduction\"\namount = \"80.00\"\n\
                  given_at = \"2026-11-27T10:00:00+08:00\"\n";
    let decision = asked(&source("cn-law", MUGS, before));
    assert!(granted(&decision, Remedy::ReturnRefund).iter().all(|sum| sum == "20.00"), "{decision:?}");
}

#[test]
fn gift_card_and_card_together_are_what_came_in() {
    let mixed = format!(
        "[[order.payment]]\nmeans = \"card\"\namount = \"50.00\"\n[[order.payment]]\nmeans = \"gift_card\"\n\
         amount = \"250.00\"\n{}",
        MUGS.replace("paid = \"100.00\"", "paid = \"300.00\"")
    );
    let decision = asked(&source("cn-law", &mixed, ""));
    assert!(granted(&decision, Remedy::ReturnRefund).contains(&"300.00".to_owned()), "{decision:?}");
}

#[test]
fn lines_paid_more_than_came_in_are_a_mistake_at_the_payments() {
    let short = format!("[[order.payment]]\nmeans = \"card\"\namount = \"99.99\"\n{MUGS}");
    let mistakes = parse_case("case.toml", &source("cn-law", &short, ""), &zones()).unwrap_err();
    let said = mistakes[0].to_string();
    assert!(said.contains("order.payment: 99.99 came in but 100.00 was paid for the lines"), "{said}");
}

#[test]
fn what_is_said_to_be_given_before_must_be_about_the_order() {
    for (wrong, expected) in [
        ("remedy = \"refund\"\nsku = \"CUP\"", "earlier.sku"),
        ("remedy = \"refund\"\nsku = \"MUG\"\nquantity = 4", "earlier.quantity"),
        ("remedy = \"money\"", "earlier.remedy"),
        ("amount = \"1.00\"", "earlier.remedy"),
    ] {
        let bad = format!("[[earlier]]\n{wrong}\n");
        let mistakes = parse_case("case.toml", &source("cn-law", MUGS, &bad), &zones()).unwrap_err();
        assert_eq!(mistakes[0].key, expected, "{}", mistakes[0]);
    }
}

/// Goods that came in two parcels, eleven days apart.
const PARCELS: &str = r#"
[[order.line]]
sku = "LEFT"
title = "左半"
unit_price = "2000.00"
quantity = 1
delivered_at = "2026-11-23T10:00:00+08:00"
[[order.line]]
sku = "RIGHT"
title = "右半"
unit_price = "1500.00"
quantity = 1
delivered_at = "2026-11-26T10:00:00+08:00"
"#;

#[test]
fn time_to_withdraw_runs_for_each_parcel_from_its_own_day() {
    let text = source("cn-law", PARCELS, "condition = \"intact\"")
        .replacen("delivered_at = \"2026-11-26T10:00:00+08:00\"\n", "", 1)
        .replace("[\"return_refund\"]", "[\"withdrawal\"]");
    let decision = asked(&text);
    let mut withdrawals: Vec<(String, String)> = decision
        .entitlements
        .iter()
        .filter(|one| one.remedy == Remedy::Withdrawal)
        .map(|one| {
            (
                one.amount.unwrap().decimal(),
                one.until.map(|until| until.date_naive().to_string()).unwrap_or_default(),
            )
        })
        .collect();
    withdrawals.sort();
    let expected = [("1500.00", "2026-12-03"), ("2000.00", "2026-11-30")];
    assert_eq!(withdrawals, expected.map(|(sum, day)| (sum.to_owned(), day.to_owned())));
}

/// An order of which A came on 26 November and B never did.
const HALF_CAME: &str = r#"
packs = ["cn-law"]
asked_at = "2026-11-28T10:00:00+08:00"
[complaint]
category = "delivery_delay"
wants = ["refund", "withdrawal"]
[order]
currency = "CNY"
placed_at = "2026-11-08T10:00:00+08:00"
promised_by = "2026-11-20"
extra_time_until = "2026-11-24"
[[order.line]]
sku = "A"
title = "A"
unit_price = "2000.00"
quantity = 1
traits = ["durable"]
delivered_at = "2026-11-26T10:00:00+08:00"
[[order.line]]
sku = "B"
title = "B"
unit_price = "1500.00"
quantity = 1
traits = ["durable"]
[finding]
condition = "intact"
"#;

#[test]
fn a_parcel_that_never_came_has_no_days_of_the_one_that_did() {
    let decision = asked(HALF_CAME);
    let case = parse_case("case.toml", HALF_CAME, &zones()).unwrap();
    let of = |remedy: Remedy| {
        let own = decision.entitlements.iter().filter(move |one| one.remedy == remedy);
        own.map(|one| {
            let until = one.until.map(|until| until.date_naive().to_string());
            (one.goods.skus(&case.order).join("+"), one.amount.map(Money::decimal).unwrap_or_default(), until)
        })
        .collect::<Vec<_>>()
    };
    let expected = [("A", "2000.00", Some("2026-12-03")), ("B", "1500.00", None)]
        .map(|(goods, sum, until)| (goods.to_owned(), sum.to_owned(), until.map(str::to_owned)));
    assert_eq!(of(Remedy::Withdrawal), expected);
    let late = of(Remedy::ReturnRefund);
    assert!(late.iter().any(|(goods, sum, _)| goods == "A" && sum == "2000.00"), "{late:?}");
    let missing = of(Remedy::Refund);
    assert!(missing.iter().any(|(goods, sum, _)| goods == "B" && sum == "1500.00"), "{missing:?}");
    let [other] = decision.parcels.as_slice() else { panic!("two parcels") };
    for fact in [
        Fact::DeliveredAt,
        Fact::DaysSinceDelivery,
        Fact::DaysToNotice,
        Fact::MonthsSinceDelivery,
        Fact::YearsSinceDelivery,
    ] {
        assert_eq!(other.get(fact), None, "{fact}");
    }
    assert_eq!(other.get(Fact::ComplainedTotal), Some(350_000));
}

#[test]
fn what_was_cancelled_is_no_longer_late_and_what_was_paid_comes_back() {
    let lines = format!("status = \"cancelled\"\npromised_by = \"2026-11-24\"\n{MUGS}");
    let text =
        source("shop-default", &lines, "").replace("delivered_at = \"2026-11-26T10:00:00+08:00\"\n", "");
    let decision = asked(&text.replace("defect = \"established\"\n", ""));
    assert_eq!(granted(&decision, Remedy::DelayCompensation), [""; 0]);
    assert_eq!(granted(&decision, Remedy::Refund), ["100.00"]);
}

/// A shop that takes fifteen per cent off what was opened, and gives two sums for the same cause.
const SHOP: &str = r#"
id = "p"
version = "1"
jurisdiction = "shop"
title = { zh-Hans = "甲", zh-Hant = "甲", en = "A" }
[[rule]]
code = "opened"
cite = "shop"
status = "verified"
title = { zh-Hans = "退", zh-Hant = "退", en = "Back" }
says = { zh-Hans = "退", zh-Hant = "退", en = "Back" }
refuses = { zh-Hans = "不退", zh-Hant = "不退", en = "Not back" }
when = [ { fact = "order.delivered_at", known = true } ]
[[rule.grant]]
remedy = "return_refund"
amount = { of = "complained", percent = "85" }
only_if = [ { fact = "order.line.traits", has = "unsealed" } ]
[[rule.grant]]
remedy = "return_refund"
amount = { of = "complained" }
only_if = [ { fact = "order.line.traits", has_none = "unsealed" } ]
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
amount = { of = "order", percent = "2" }
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
amount = { of = "order", percent = "10" }
highest_of = "delay"
"#;

#[track_caller]
fn asked_of_the_shop(source: &str) -> Decision {
    let pack = parse_pack("pack.toml", SHOP).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let case = parse_case("case.toml", source, &zones()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    decide(&Packs::new(vec![pack.pack], pack.desk.into_iter().collect()), &case.facts())
}

const CART: &str = r#"
[[order.line]]
sku = "OPENED"
title = "拆开的"
unit_price = "100.00"
quantity = 1
traits = ["unsealed"]
[[order.line]]
sku = "SEALED"
title = "没拆的"
unit_price = "50.00"
quantity = 1
"#;

#[test]
fn a_fee_on_what_was_opened_is_not_taken_off_what_is_sealed() {
    let decision = asked_of_the_shop(&source("p", CART, ""));
    assert_eq!(granted(&decision, Remedy::ReturnRefund), ["85.00", "50.00"]);
    let case = parse_case("case.toml", &source("p", CART, ""), &zones()).unwrap();
    let skus: Vec<_> = decision.entitlements.iter().map(|one| one.goods.skus(&case.order)).collect();
    assert_eq!(skus[..2], [vec!["OPENED".to_owned()], vec!["SEALED".to_owned()]]);
}

#[test]
fn of_two_sums_for_one_cause_the_later_gives_the_difference() {
    let before = "[[earlier]]\nremedy = \"delay_compensation\"\namount = \"3.00\"\nrule = \"p/small\"\n\
                  given_at = \"2026-11-27T10:00:00+08:00\"\n";
    let decision = asked_of_the_shop(&source("p", CART, before));
    assert_eq!(granted(&decision, Remedy::DelayCompensation), ["12.00"]);
    let both = format!("{before}{}", before.replace("p/small", "p/large").replace("3.00", "12.00"));
    let decision = asked_of_the_shop(&source("p", CART, &both));
    assert_eq!(granted(&decision, Remedy::DelayCompensation), [""; 0]);
}

#[test]
fn nobody_is_told_they_had_trouble_with_us_who_merely_changed_their_mind() {
    let says_sorry = |wish: &str, category: &str, finding: &str| {
        let text = source("cn-law\", \"shop-default", MUGS, "condition = \"intact\"")
            .replace("\"quality\"", category)
            .replace("[\"return_refund\"]", wish)
            .replace("defect = \"established\"\n", finding);
        let decision = asked(&text);
        let options = decision.suggested();
        assert!(!options.is_empty(), "{wish}");
        let first = &options[0].parts;
        (first[0].remedy, first.iter().any(|part| part.remedy == Remedy::Apology))
    };
    let changed = says_sorry("[\"withdrawal\"]", "\"returns\"", "");
    assert_eq!(changed, (Remedy::Withdrawal, false));
    let broken = says_sorry("[\"return_refund\"]", "\"quality\"", "defect = \"established\"\n");
    assert_eq!(broken, (Remedy::ReturnRefund, true));
}
