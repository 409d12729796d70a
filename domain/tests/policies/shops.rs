//! What shops promise in their own words, written down as a pack and put to an order: one promise a test.

use domain::compensation::money::Money;
use domain::personal::Language;
use domain::policy::authoring::{parse_case, parse_pack};
use domain::policy::explain::{plain, refused_because};
use domain::policy::{Decision, Packs, decide};
use domain::remedy::Remedy;
use domain::testing::zones;

const TEXTS: &str = r#"{ zh-Hans = "一", zh-Hant = "一", en = "one" }"#;

/// A pack with one rule that gives the price back on the terms of `grant`, where `when` holds.
fn pack_text(head: &str, when: &str, grant: &str) -> String {
    format!(
        "id = \"mine\"\nversion = \"1\"\njurisdiction = \"shop\"\ntitle = {TEXTS}\n{head}\n[[rule]]\ncode = \"r\"\n\
         cite = \"shop\"\nstatus = \"verified\"\ntitle = {TEXTS}\nsays = {TEXTS}\nrefuses = {TEXTS}\n\
         when = [{when}]\n[[rule.grant]]\nremedy = \"return_refund\"\npayer = \"seller\"\n{grant}\n"
    )
}

#[track_caller]
fn pack(head: &str, when: &str, grant: &str) -> Packs {
    let text = pack_text(head, when, grant);
    let source = parse_pack("pack.toml", &text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:?}"));
    Packs::new(vec![source.pack], Vec::new())
}

/// What is wrong with such a pack, line by line.
fn mistakes(head: &str, when: &str, grant: &str) -> String {
    let found = parse_pack("pack.toml", &pack_text(head, when, grant)).expect_err("a mistake");
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// An order of 1 March 2025 for goods of 200.00 euros, delivered on the 5th, and more.
fn order(asked: &str, more: &str) -> String {
    format!(
        "packs = [\"mine\"]\nasked_at = \"{asked}T10:00:00+01:00\"\n[complaint]\ncategory = \"returns\"\n\
         wants = [\"return_refund\"]\n[order]\ncurrency = \"EUR\"\nplaced_at = \"2025-03-01T10:00:00+01:00\"\n\
         delivered_at = \"2025-03-05T10:00:00+01:00\"\n{more}\n[[order.line]]\nsku = \"A\"\ntitle = \"A\"\n\
         unit_price = \"200.00\"\nquantity = 1\ntraits = [\"durable\"]\n"
    )
}

#[track_caller]
fn asked(packs: &Packs, case: &str) -> Decision {
    let case = parse_case("case.toml", case, &zones()).unwrap_or_else(|found| panic!("{case}\n{found:?}"));
    decide(packs, &case.facts())
}

/// What is given back, one sum after the other.
fn back(decision: &Decision) -> Vec<String> {
    let own = decision.entitlements.iter().filter(|one| one.remedy == Remedy::ReturnRefund);
    own.map(|one| one.amount.map(Money::decimal).unwrap_or_default()).collect()
}

#[track_caller]
fn check(grant: &str, asked_on: &str, more: &str, expected: &str) {
    let decision = asked(&pack("", "", grant), &order(asked_on, more));
    assert_eq!(back(&decision), [expected], "{grant} on {asked_on} with {more}");
}

const SOON: &str = "2025-03-10";

#[test]
fn a_fixed_sum_is_taken_off_in_the_currency_of_the_order() {
    check(r#"amount = { of = "complained", less = { EUR = "7.95", GBP = "6.95" } }"#, SOON, "", "192.05");
    check(r#"amount = { of = "complained", less = "7.95 EUR" }"#, SOON, "", "192.05");
    let packs = pack("", "", r#"amount = { of = "complained", less = "6.95 GBP" }"#);
    let decision = asked(&packs, &order(SOON, ""));
    assert_eq!(back(&decision), [""; 0]);
    let refused = decision.refusals.first().unwrap();
    assert!(plain(&refused_because(&packs, &decision, refused, Language::En)).contains("GBP"));
}

#[test]
fn a_fee_that_is_a_share_with_a_highest_sum_is_taken_off() {
    let fee = |cap: &str| {
        format!(
            r#"amount = {{ of = "complained", less = {{ of = "complained", percent = "20", cap = {{ EUR = "{cap}" }} }} }}"#
        )
    };
    check(&fee("30.00"), SOON, "", "170.00");
    check(&fee("50.00"), SOON, "", "160.00");
}

#[test]
fn a_fixed_and_a_shared_limit_hold_together() {
    let capped = |fixed: &str| {
        format!(
            r#"amount = {{ of = "complained", cap = {{ EUR = "{fixed}" }}, cap_of = "order", cap_percent = "20" }}"#
        )
    };
    check(&capped("50.00"), SOON, "", "40.00");
    check(&capped("30.00"), SOON, "", "30.00");
    let floored = |fixed: &str| {
        format!(
            r#"amount = {{ of = "complained", percent = "1", floor = {{ EUR = "{fixed}" }}, floor_of = "order", floor_percent = "5" }}"#
        )
    };
    check(&floored("8.00"), SOON, "", "10.00");
    check(&floored("12.00"), SOON, "", "12.00");
}

#[test]
fn less_than_a_lowest_sum_is_not_paid_and_that_is_said() {
    let grant = |least: &str| {
        format!(r#"amount = {{ of = "complained", percent = "2", nothing_under = {{ EUR = "{least}" }} }}"#)
    };
    check(&grant("4.00"), SOON, "", "4.00");
    let packs = pack("", "", &grant("5.00"));
    let decision = asked(&packs, &order(SOON, ""));
    assert_eq!(back(&decision), [""; 0]);
    let refused = decision.refusals.first().expect("a refusal");
    let said = plain(&refused_because(&packs, &decision, refused, Language::En));
    assert!(said.contains("4.00") && said.contains("5.00"), "{said}");
    let reasons = decision.refusal_reasons(&packs, refused);
    assert!(reasons.iter().any(|one| one.fact.code() == "grant.amount"), "{reasons:?}");
}

#[test]
fn a_price_shrinks_by_whole_months_and_comes_to_nothing_at_the_end() {
    let grant =
        r#"amount = { of = "complained", shrinks_by = "order.months_since_delivery", shrinks_over = 24 }"#;
    check(grant, "2025-03-10", "", "200.00");
    check(grant, "2025-04-04", "", "200.00");
    check(grant, "2025-04-05", "", "191.67");
    check(grant, "2026-03-05", "", "100.00");
    check(grant, "2027-03-04", "", "8.33");
    for after in ["2027-03-05", "2029-03-05"] {
        assert_eq!(back(&asked(&pack("", "", grant), &order(after, ""))), [""; 0], "{after}");
    }
}

#[test]
fn months_and_years_are_whole_ones_and_end_with_short_months() {
    let packs = |fact: &str, bound: i64| {
        let when = format!(r#"{{ fact = "{fact}", at_least = {bound} }}"#);
        pack("", &when, r#"amount = { of = "complained" }"#)
    };
    let is_so = |fact: &str, bound: i64, asked_on: &str, delivered: &str| {
        let case = order(asked_on, "")
            .replace("2025-03-05T", &format!("{delivered}T"))
            .replace("2025-03-01T", "2024-02-01T");
        !back(&asked(&packs(fact, bound), &case)).is_empty()
    };
    assert!(is_so("order.months_since_delivery", 1, "2025-02-28", "2025-01-31"));
    assert!(!is_so("order.months_since_delivery", 1, "2025-02-27", "2025-01-31"));
    assert!(is_so("order.years_since_delivery", 1, "2025-02-28", "2024-02-29"));
    assert!(!is_so("order.years_since_delivery", 1, "2025-02-27", "2024-02-29"));
    assert!(is_so("order.months_since_order", 13, "2025-03-10", "2024-02-10"));
    assert!(!is_so("order.years_since_order", 2, "2025-03-10", "2024-02-10"));
}

#[test]
fn working_days_late_leave_out_weekends_and_the_holidays_of_the_shop() {
    let grant = r#"amount = { of = { EUR = "2.00" }, per = "order.working_days_late" }"#;
    let late = |head: &str, promised: &str| {
        let packs = pack(head, r#"{ fact = "order.working_days_late", at_least = 1 }"#, grant);
        back(&asked(
            &packs,
            &order(SOON, &format!("promised_by = \"{promised}\"")).replace("03-05T", "03-10T"),
        ))
    };
    // Promised for Thursday the 6th, there on Monday the 10th: Friday and Monday.
    assert_eq!(late("", "2025-03-06"), ["4.00"]);
    assert_eq!(late("[calendar]\nholidays = [\"2025-03-07\"]", "2025-03-06"), ["2.00"]);
    assert_eq!(late("[calendar]\nsaturdays_work = true", "2025-03-06"), ["6.00"]);
    assert_eq!(late("[calendar]\nsaturdays_work = true\nsundays_work = true", "2025-03-06"), ["8.00"]);
    assert_eq!(late("", "2025-02-10"), ["40.00"]);
    assert_eq!(late("", "2025-03-10"), [""; 0]);
}

#[test]
fn a_sum_without_a_currency_is_told_what_was_expected() {
    let said = mistakes("", "", r#"amount = { of = "complained", less = "7.95" }"#);
    assert!(said.contains("rule.grant.amount.less: `7.95` is not"), "{said}");
    assert!(said.contains("30.00 CNY"), "{said}");
}

#[test]
fn a_fixed_day_is_the_last_on_which_to_ask_and_is_told_as_such() {
    let when = r#"{ fact = "order.placed_at", from = 2025-02-20 }, { fact = "order.placed_at", until = 2025-03-31 },
        { fact = "asked_at", until = "2025-04-30" }"#;
    let packs = pack("", when, r#"amount = { of = "complained" }"#);
    let decision = asked(&packs, &order("2025-04-30", ""));
    assert_eq!(back(&decision), ["200.00"]);
    let until = decision.entitlements.first().unwrap().until.unwrap();
    assert_eq!(until.to_rfc3339(), "2025-04-30T23:59:59+01:00");
    let decision = asked(&packs, &order("2025-05-01", ""));
    let refused = decision.refusals.first().unwrap();
    let said = plain(&refused_because(&packs, &decision, refused, Language::En));
    assert!(said.contains("2025-04-30"), "{said}");
    let reasons = decision.refusal_reasons(&packs, refused);
    assert_eq!(
        reasons.iter().map(domain::policy::reason::Reason::required).collect::<Vec<_>>(),
        ["until 2025-04-30"]
    );
    let early = order("2025-03-10", "").replace("2025-03-01T", "2025-02-19T");
    assert_eq!(back(&asked(&packs, &early)), [""; 0]);
}

#[test]
fn of_a_range_of_days_the_later_end_binds_and_both_are_told() {
    let when = r#"{ fact = "order.days_since_delivery", within = "5 to 7 days" }"#;
    let packs = pack("", when, r#"due = { within = "5 to 7 days", after = "asked_at" }"#);
    let decision = asked(&packs, &order("2025-03-12", ""));
    let granted = decision.entitlements.first().expect("within seven days");
    assert!(granted.due.unwrap().to_rfc3339().starts_with("2025-03-19"), "{granted:?}");
    let required = decision.reasons(&packs, granted).first().unwrap().required();
    assert!(required.contains("5 to 7 days"), "{required}");
    assert!(asked(&packs, &order("2025-03-13", "")).entitlements.is_empty());
    assert!(
        mistakes("", r#"{ fact = "order.days_since_delivery", within = "7 to 5 days" }"#, "")
            .contains("5 to 7")
    );
}

#[test]
fn an_exchange_gives_back_what_the_other_costs_less_and_asks_for_its_price() {
    let when = r#"{ fact = "finding.wanted_in_stock", is = true }, { fact = "finding.wanted_cheaper_by", is = true }"#;
    let packs = pack("", when, r#"amount = { of = "finding.wanted_cheaper_by" }"#);
    let with = |found: &str| asked(&packs, &[&order(SOON, ""), "[finding]\n", found].concat());
    assert_eq!(back(&with("wanted_price = \"180.00\"\nwanted_in_stock = true")), ["20.00"]);
    assert_eq!(back(&with("wanted_price = \"220.00\"\nwanted_in_stock = true")), [""; 0]);
    assert_eq!(back(&with("wanted_price = \"180.00\"\nwanted_in_stock = false")), [""; 0]);
    let open = with("wanted_in_stock = true");
    assert_eq!(open.depends.first().expect("an open question").ask.code(), "finding.wanted_price");
}

#[test]
fn another_shops_price_gives_the_difference_to_customers_who_are_no_business() {
    let when = r#"{ fact = "customer.is_business", is = false }, { fact = "finding.competitor_price", known = true }"#;
    let packs = pack("", when, r#"amount = { of = "complained", less = "finding.competitor_price" }"#);
    let with = |more: &str| asked(&packs, &[&order(SOON, ""), more].concat());
    assert_eq!(back(&with("[finding]\ncompetitor_price = \"170.00\"")), ["30.00"]);
    assert_eq!(back(&with("[finding]\ncompetitor_price = \"250.00\"")), [""; 0]);
    assert_eq!(
        back(&with("[customer]\nis_business = true\n[finding]\ncompetitor_price = \"170.00\"")),
        [""; 0]
    );
}

#[test]
fn a_price_elsewhere_is_that_of_one_piece_and_counts_for_each_piece_concerned() {
    let when = r#"{ fact = "finding.competitor_price", known = true }"#;
    let match_price = pack("", when, r#"amount = { of = "complained", less = "finding.competitor_price" }"#);
    let two = |more: &str| order(SOON, "").replace("quantity = 1", &["quantity = 2", more].concat());
    let found = "[finding]\ncompetitor_price = \"180.00\"";
    assert_eq!(back(&asked(&match_price, &[&two(""), found].concat())), ["40.00"]);
    let one_of_two = [&two("\ncomplained_quantity = 1"), found].concat();
    assert_eq!(back(&asked(&match_price, &one_of_two)), ["20.00"]);

    let when = r#"{ fact = "finding.wanted_cheaper_by", is = true }"#;
    let swap = pack("", when, r#"amount = { of = "finding.wanted_cheaper_by" }"#);
    let wanted = |price: &str| [&two(""), "[finding]\nwanted_price = \"", price, "\""].concat();
    assert_eq!(back(&asked(&swap, &wanted("170.00"))), ["60.00"]);
    assert_eq!(back(&asked(&swap, &wanted("210.00"))), [""; 0]);
    let when = r#"{ fact = "finding.wanted_dearer_by", at_most = { EUR = "20.00" } }"#;
    assert_eq!(
        back(&asked(&pack("", when, r#"amount = { of = "complained" }"#), &wanted("210.00"))),
        ["400.00"]
    );
    assert_eq!(
        back(&asked(&pack("", when, r#"amount = { of = "complained" }"#), &wanted("211.00"))),
        [""; 0]
    );

    let capped = r#"amount = { of = "complained", cap_of = "finding.competitor_price", cap_percent = "50" }"#;
    assert_eq!(back(&asked(&pack("", "", capped), &[&two(""), found].concat())), ["180.00"]);
}

#[test]
fn what_comes_to_nothing_is_refused_and_the_refusal_says_so() {
    let refused = |packs: &Packs, case: &str| {
        let decision = asked(packs, case);
        assert_eq!(back(&decision), [""; 0]);
        let [refusal] = decision.refusals.as_slice() else { panic!("{:?}", decision.refusals) };
        let reasons = decision.refusal_reasons(packs, refusal);
        assert_eq!(reasons.iter().map(|why| why.fact.code()).collect::<Vec<_>>(), ["grant.amount"]);
        let said = [Language::ZhHans, Language::ZhHant, Language::En]
            .map(|one| plain(&refused_because(packs, &decision, refusal, one)));
        assert!(
            said.iter().all(|text| !["", "一", "one"].contains(&text.as_str())),
            "the rule's own words: {said:?}"
        );
        (reasons[0].required(), said[2].clone())
    };
    let when = r#"{ fact = "finding.competitor_price", known = true }"#;
    for (least, required) in
        [("", "more than nothing"), (r#", nothing_under = { EUR = "5.00" }"#, "at least 5.00")]
    {
        let grant =
            [r#"amount = { of = "complained", less = "finding.competitor_price""#, least, " }"].concat();
        for price in ["200.00", "250.00"] {
            let case = [&order(SOON, ""), "[finding]\ncompetitor_price = \"", price, "\""].concat();
            let (asked, said) = refused(&pack("", when, &grant), &case);
            assert!(asked.contains(required), "{asked}");
            assert!(said.contains("nothing") || said.contains("0.00"), "{said}");
        }
    }
    let shrunk =
        r#"amount = { of = "complained", shrinks_by = "order.months_since_delivery", shrinks_over = 24 }"#;
    refused(&pack("", "", shrunk), &order("2027-03-05", ""));
}

#[test]
fn a_fee_whose_limit_hangs_on_something_unknown_is_not_taken_off() {
    for limit in ["cap", "floor"] {
        let less = format!(
            r#"{{ of = "complained", percent = "15", {limit}_of = "finding.loss_amount", {limit}_percent = "50" }}"#
        );
        let grant = format!(r#"amount = {{ of = "complained", less = {less} }}"#);
        check(&grant, SOON, "", "200.00");
        let known = [&order(SOON, ""), "[finding]\nloss_amount = \"20.00\""].concat();
        let left = if limit == "cap" { "190.00" } else { "170.00" };
        assert_eq!(back(&asked(&pack("", "", &grant), &known)), [left]);
    }
}

#[test]
fn sums_of_the_goods_are_known_whichever_parcel_they_came_in() {
    let packs = pack(
        "",
        r#"{ fact = "order.goods_total", at_least = { EUR = "50.00" } }, { fact = "order.days_since_delivery", within = "14 days" }"#,
        r#"amount = { of = "complained" }"#,
    );
    let second = "[[order.line]]\nsku = \"B\"\ntitle = \"B\"\nunit_price = \"30.00\"\nquantity = 1\n\
                  delivered_at = \"2025-03-07T10:00:00+01:00\"\ntraits = [\"durable\"]\n";
    assert_eq!(back(&asked(&packs, &[&order(SOON, ""), second].concat())), ["200.00", "30.00"]);
}

#[test]
fn an_english_shop_writes_english_and_everybody_reads_it() {
    let english = |text: &str| text.replace(TEXTS, r#"{ en = "one" }"#);
    let text = english(&pack_text("languages = [\"en\"]", "", ""));
    let source = parse_pack("pack.toml", &text).unwrap_or_else(|found| panic!("{found:?}"));
    let rule = source.pack.rules.first().unwrap();
    assert!(
        [Language::En, Language::ZhHans, Language::ZhHant].iter().all(|one| rule.title.get(*one) == "one")
    );
    let undeclared =
        parse_pack("pack.toml", &english(&pack_text("", "", ""))).expect_err("two languages missing");
    assert!(undeclared.iter().any(|one| one.to_string().contains("a text in Simplified Chinese")));
    let unknown = mistakes("languages = [\"english\"]", "", "");
    assert!(
        unknown.contains("expected one of zh-Hans, zh-Hant, en")
            || unknown.contains("unknown word `english`"),
        "{unknown}"
    );
}

#[test]
fn a_wrong_value_is_told_and_nothing_else_is_blamed_for_it() {
    let told = |when: &str, expected: &str, blameless: &str| {
        let said = mistakes("", when, "");
        assert!(said.contains(expected), "{said}");
        assert!(!said.contains(blameless), "{said}");
    };
    told(r#"{ fact = "order.days_late", at_least = "one" }"#, "is not a whole number", "exactly one of");
    told(r#"{ fact = "order.days_late", within = "soon" }"#, "is not a time such as", "exactly one of");
    told(
        r#"{ fact = "asked_at", at_most = "2026-12-24" }"#,
        "expected until or from with a day",
        "whole number",
    );
    told(
        r#"{ fact = "order.line.traits", has = "shiny" }"#,
        "expected one of durable, perishable",
        "exactly one of",
    );
    told(r#"{ fact = "order.days_late", at_least = 1, at_most = 2 }"#, "exactly one of", "whole number");
}

#[test]
fn a_remedy_nobody_knows_is_the_mistake_and_not_a_missing_grant() {
    let text = pack_text("", "", "").replace("return_refund", "cash_back");
    let found = parse_pack("pack.toml", &text).expect_err("a mistake");
    let said: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|line| line.contains("cash_back")), "{said:?}");
    assert!(!said.iter().any(|line| line.contains("at least one grant")), "{said:?}");
}
