//! Sums hold in the currencies they are written for, and in no other.

use crate::delivered;
use domain::personal::Language;
use domain::policy::answer::Answer;
use domain::policy::authoring::{parse_case, parse_pack};
use domain::policy::decide;
use domain::policy::explain;
use domain::testing::zones;
use serde_json::{Value, json};

/// A parcel a day late, in some currency, at some price.
fn late(currency: &str, price: &str) -> String {
    format!(
        "packs = [\"shop-default\"]\nasked_at = \"2026-06-20T12:00:00+08:00\"\n[complaint]\n\
         category = \"delivery_delay\"\n[order]\ncurrency = \"{currency}\"\n\
         placed_at = \"2026-06-12T10:00:00+08:00\"\ndelivered_at = \"2026-06-18T10:00:00+08:00\"\n\
         promised_by = \"2026-06-17\"\n[[order.line]]\nsku = \"A1\"\ntitle = \"商品\"\n\
         unit_price = \"{price}\"\nquantity = 1\n"
    )
}

fn answer(text: &str) -> Value {
    let case = parse_case("case.toml", text, &zones()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let packs = delivered::packs(&case.packs);
    json!(Answer::of(&packs, &decide(&packs, &case.facts()), &case.order))
}

fn granted(currency: &str, price: &str) -> Option<String> {
    let answer = answer(&late(currency, price));
    let granted = answer["entitlements"].as_array().unwrap().iter();
    let delay = granted.into_iter().find(|one| one["remedy"] == "delay_compensation");
    delay.map(|one| one["amount"].as_str().unwrap().to_owned())
}

#[test]
fn floors_and_caps_are_those_of_the_orders_currency() {
    for (currency, small, large) in [
        ("CNY", "1.00", "30.00"),
        ("EUR", "0.50", "4.00"),
        ("GBP", "0.50", "3.50"),
        ("USD", "0.50", "4.50"),
        ("BRL", "1.00", "30.00"),
        ("JPY", "50", "600"),
    ] {
        assert_eq!(granted(currency, "2").as_deref(), Some(small), "{currency}");
        assert_eq!(granted(currency, "100000").as_deref(), Some(large), "{currency}");
    }
}

#[test]
fn a_grant_without_a_sum_in_the_orders_currency_is_refused_and_says_so() {
    let text = late("KWD", "101.250");
    let answer = answer(&text);
    assert_eq!(granted("KWD", "101.250"), None);
    let refusals = answer["refusals"].as_array().unwrap();
    let refusal = refusals.iter().find(|one| one["rule"] == "shop-default/late-delivery").unwrap();
    assert_eq!(
        refusal["facts"],
        json!([{ "fact": "order.currency", "is": "KWD", "required": "BRL or CNY or EUR or GBP or JPY or USD" }])
    );
    assert_eq!(refusal["nearest"], Value::Null);
    let case = parse_case("case.toml", &text, &zones()).unwrap();
    let packs = delivered::packs(&case.packs);
    let told = explain::refused(&packs, &decide(&packs, &case.facts()), Language::En);
    let told: Vec<String> = told.iter().map(|one| explain::plain(&one.lead)).collect();
    assert!(told.iter().any(|lead| lead.contains("KWD") && lead.contains("CNY, EUR")), "{told:?}");
}

#[test]
fn where_no_limit_is_named_every_sum_needs_a_supervisor_and_no_goodwill_is_given() {
    let text = late("KWD", "1.255").replace("promised_by = \"2026-06-17\"\n", "").replace(
        "quantity = 1\n",
        "quantity = 1\ntraits = [\"perishable\"]\n[finding]\ndefect = \"established\"\nspoiled_percent = 10\n",
    );
    for (currency, authority, has_coupon) in [("KWD", "supervisor", false), ("CNY", "agent", true)] {
        let text =
            text.replace("KWD", currency).replace("1.255", if currency == "CNY" { "1.25" } else { "1.255" });
        let answer = answer(&text);
        let options = answer["options"].as_array().unwrap();
        let with_money =
            options.iter().find(|one| one["remedies"][0]["remedy"] == "price_reduction").unwrap();
        assert_eq!(with_money["authority"], authority, "{currency}");
        let remedies = || options.iter().flat_map(|one| one["remedies"].as_array().unwrap());
        assert_eq!(remedies().any(|one| one["remedy"] == "coupon"), has_coupon, "{currency}");
    }
}

/// The delivered pack of the shop with another cap of the first rule.
fn with_cap(cap: &str) -> Result<(), String> {
    let text = delivered::texts().into_iter().find(|text| text.contains("id = \"shop-default\"")).unwrap();
    let (before, rest) = text.split_once("cap = {").unwrap();
    let (_, after) = rest.split_once('}').unwrap();
    let text = [before, "cap = ", cap, after].concat();
    parse_pack("pack.toml", &text).map(|_| ()).map_err(|mistakes| mistakes[0].to_string())
}

#[test]
fn a_sum_names_its_currency_and_has_no_more_decimals_than_that() {
    assert_eq!(with_cap("{ CNY = \"30.00\", KWD = \"3.125\" }"), Ok(()));
    assert_eq!(with_cap("\"30.00 CNY\""), Ok(()));
    for (cap, said) in [
        ("\"30.00\"", "`30.00` is not a sum for each currency such as `{ CNY = \"30.00\", EUR = \"4.00\" }`"),
        ("\"30.00 YEN\"", "is not a sum for each currency"),
        ("{}", "is not a sum for each currency"),
        (
            "{ JPY = \"4.50\" }",
            "amount.cap.JPY: `4.50` is not a sum in JPY, as text, not below zero, with at most 0 decimals",
        ),
        ("{ YEN = \"450\" }", "amount.cap.YEN: `YEN` is not"),
        ("{ CNY = \"0.50\" }", "the floor lies above the cap"),
    ] {
        let error = with_cap(cap).unwrap_err();
        assert!(error.contains(said), "{cap}: {error}");
    }
}
