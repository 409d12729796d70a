//! Days are counted in the zone of the question, summer time included, however its moments are written.

use crate::delivered;
use domain::policy::answer::Answer;
use domain::policy::authoring::parse_case;
use domain::policy::decide;
use domain::testing::zones;
use serde_json::{Value, json};

/// A faulty kettle under British law: thirty days to reject it.
fn kettle(head: &str, delivered_at: &str) -> String {
    format!(
        "packs = [\"uk-law\"]\n{head}\n[complaint]\ncategory = \"quality\"\nwants = [\"return_refund\"]\n\
         [order]\ncurrency = \"GBP\"\nplaced_at = \"2026-02-25T10:00:00+00:00\"\n\
         delivered_at = \"{delivered_at}\"\n[[order.line]]\nsku = \"KETTLE\"\ntitle = \"Kettle\"\n\
         unit_price = \"29.99\"\nquantity = 1\n[finding]\ndefect = \"established\"\n"
    )
}

fn answer(text: &str) -> Value {
    let case = parse_case("case.toml", text, &zones()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let packs = delivered::packs(&case.packs);
    json!(Answer::of(&packs, &decide(&packs, &case.facts()), &case.order))
}

/// Until when the short right to reject runs; nothing where it is not granted.
fn until(text: &str) -> Option<String> {
    let answer = answer(text);
    let rejecting = answer["entitlements"].as_array().unwrap().iter().find(|one| {
        one["remedy"] == "return_refund" && one["cite"].as_str().unwrap().starts_with("CRA 2015 s22")
    });
    rejecting.map(|one| one["until"].as_str().unwrap().to_owned())
}

fn asked(zone: &str, at: &str) -> String {
    format!("zone = \"{zone}\"\nasked_at = \"{at}\"")
}

#[test]
fn the_same_moment_gives_the_same_answer_however_it_is_written() {
    for (summer, winter) in [
        ("2026-04-01T00:30:00+01:00", "2026-03-31T23:30:00+00:00"),
        ("2026-03-31T23:30:00+01:00", "2026-03-31T22:30:00+00:00"),
        ("2026-03-29T02:00:00+01:00", "2026-03-29T01:00:00+00:00"),
    ] {
        let at = |moment| kettle(&asked("Europe/London", moment), "2026-03-01T10:00:00+00:00");
        assert_eq!(answer(&at(summer)), answer(&at(winter)), "{summer}");
    }
    let at = |moment| until(&kettle(&asked("Europe/London", moment), "2026-03-01T10:00:00+00:00"));
    assert_eq!(at("2026-03-31T22:30:00+00:00").as_deref(), Some("2026-03-31T23:59:59+01:00"));
    assert_eq!(at("2026-03-31T23:30:00+00:00"), None, "in London it is April already");
}

#[test]
fn a_last_day_has_the_offset_that_holds_on_it() {
    let text = kettle(&asked("Europe/London", "2026-10-12T12:00:00+01:00"), "2026-10-10T10:00:00+01:00");
    assert_eq!(until(&text).as_deref(), Some("2026-11-09T23:59:59+00:00"));
    let text = kettle(&asked("Europe/London", "2026-03-02T12:00:00+00:00"), "2026-03-01T10:00:00+00:00");
    assert_eq!(until(&text).as_deref(), Some("2026-03-31T23:59:59+01:00"));
}

#[test]
fn without_a_zone_the_offset_of_the_question_is_one_without_summer_time() {
    let text = kettle("asked_at = \"2026-10-12T12:00:00+01:00\"", "2026-10-10T10:00:00+01:00");
    assert_eq!(until(&text).as_deref(), Some("2026-11-09T23:59:59+01:00"));
}

#[test]
fn an_hour_that_comes_twice_is_told_apart_where_the_offset_is_given() {
    // 01:50 in summer time is before 01:10 in winter time, half an hour later.
    let text = kettle(&asked("Europe/London", "2026-10-25T01:10:00+00:00"), "2026-10-25T01:50:00+01:00");
    assert!(until(&text).is_some());
    let text = kettle(&asked("Europe/London", "2026-10-25T01:50:00+01:00"), "2026-10-25T01:10:00+00:00");
    let mistakes = parse_case("case.toml", &text, &zones()).unwrap_err();
    assert!(mistakes[0].to_string().contains("order.delivered_at"), "{mistakes:?}");
}

#[test]
fn a_zone_nobody_knows_is_named_with_the_one_that_was_meant() {
    let refused = |head: &str| {
        let text = kettle(head, "2026-03-01T10:00:00+00:00");
        parse_case("case.toml", &text, &zones()).unwrap_err()[0].to_string()
    };
    assert_eq!(
        refused(&asked("Europe/Londn", "2026-03-02T12:00:00+00:00")),
        "case.toml:2: zone: `Europe/Londn` is not the name of a zone such as `Europe/London`; \
         did you mean `Europe/London`?"
    );
    assert_eq!(
        refused("zone = 1\nasked_at = \"2026-03-02T12:00:00+00:00\""),
        "case.toml:2: zone: the number 1 is not the name of a zone such as `Europe/London`"
    );
}
