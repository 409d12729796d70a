//! What no rule speaks of still gets an answer, in the three languages of the desk.

use crate::delivered;
use domain::personal::Language;
use domain::policy::authoring::parse_case;
use domain::policy::decide;
use domain::policy::words::{say, word_name};
use domain::remedy::Remedy;
use domain::testing::zones;
use std::fmt::Write;

/// A parcel five days late, with wishes and a story of its own.
fn late_parcel(packs: &str, wants: &str, text: &str) -> String {
    format!(
        r#"
packs = [{packs}]
asked_at = "2026-06-20T12:00:00+08:00"
[complaint]
category = "delivery_delay"
wants = [{wants}]
text = "{text}"
[order]
currency = "CNY"
placed_at = "2026-06-02T10:00:00+08:00"
shipped_at = "2026-06-12T10:00:00+08:00"
promised_by = "2026-06-10"
delivered_at = "2026-06-15T10:00:00+08:00"
[[order.line]]
sku = "A1"
title = "灯"
unit_price = "200.00"
quantity = 1
"#
    )
}

fn told(source: &str, language: Language) -> Vec<String> {
    let case = parse_case("case.toml", source, &zones()).unwrap();
    let packs = delivered::packs(&case.packs);
    let decision = decide(&packs, &case.facts());
    let name = |remedy: Remedy| say(word_name(remedy.code()), language);
    let Some(uncovered) = case.uncovered(&decision) else { return Vec::new() };
    let because = uncovered.asked.iter().map(|asked| asked.because(language, name));
    because.chain([uncovered.instead(language, name)]).collect()
}

#[test]
fn demands_no_rule_covers_are_answered_with_what_can_be_done() {
    let case = late_parcel(
        r#""cn-law", "shop-default""#,
        r#""repair", "delay_compensation""#,
        "晚了五天，要求赔偿精神损失费和误工费，还要开除那个客服。",
    );
    let mut text = String::new();
    for language in Language::ALL {
        writeln!(text, "== {language}").unwrap();
        for line in told(&case, *language) {
            writeln!(text, "{line}").unwrap();
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn wish_that_a_rule_grants_or_refuses_is_covered() {
    let case = late_parcel(r#""cn-law", "shop-default""#, r#""delay_compensation", "refund""#, "晚了五天。");
    assert_eq!(told(&case, Language::En), Vec::<String>::new());
}

#[test]
fn where_nothing_else_can_be_done_there_is_an_apology() {
    let case = late_parcel(r#""us-law""#, r#""exchange""#, "five days late");
    let told = told(&case, Language::En);
    assert_eq!(told.len(), 2);
    assert!(told[1].ends_with("What can be done now: apology."), "{told:?}");
}
