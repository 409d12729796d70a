//! Edits, each tried on a small pack that has every kind of place in it.

use super::*;
use crate::personal::Language;
use crate::policy::authoring::{form, parse_pack};
use crate::policy::draft::edit::{AmountShape, ComparisonName};
use crate::policy::draft::form::{RowTable, SlotKind};
use crate::policy::fact::Fact;
use crate::policy::rule::Texts;
use crate::policy::term::Unit;
use crate::remedy::{Payer, Remedy};
use std::collections::BTreeMap;

const PACK: &str = r#"# A small pack.
id = "small"
version = "2026.1.1"
jurisdiction = "shop"
title = { zh-Hans = "小", zh-Hant = "小", en = "Small" }

# It came late.
[[rule]]
code = "late" # for ever
cite = "shop"
status = "verified"
title = { zh-Hans = "a", zh-Hant = "b", en = "c" }
says = { zh-Hans = "a", zh-Hant = "b", en = "c" }
refuses = { zh-Hans = "a", zh-Hant = "b", en = "c" }
scope = [{ fact = "complaint.category", is = "delivery_delay" }]
when = [
  { fact = "order.days_late", at_least = 1 }, # one whole day
  { fact = "order.days_since_delivery", within = "7 days" },
]
[[rule.grant]]
remedy = "delay_compensation"
amount = { of = "order", percent = "5", floor = { CNY = "1.00" } }

# It spoiled.
[[rule]]
code = "spoiled"
cite = "shop"
status = "verified"
title = { zh-Hans = "a", zh-Hant = "b", en = "c" }
says = { zh-Hans = "a", zh-Hant = "b", en = "c" }
refuses = { zh-Hans = "a", zh-Hant = "b", en = "c" }
[[rule.grant]]
remedy = "price_reduction"
amount = { of = "complained", tiers_of = "finding.spoiled_percent", tiers = [{ up_to = 10, percent = "10" }, { up_to = 50, percent = "50" }], above = "100" }
[[rule.grant]]
remedy = "resend"

# For the desk alone.
[desk]
agent_limit = { CNY = "100.00" }
goodwill_limit = { CNY = "10.00" }
blocked_extra = { CNY = "1.00" }
"#;

fn set(rule: &str, path: &str, value: Option<SlotValue>) -> Edit {
    let rule = (!rule.is_empty()).then(|| rule.to_owned());
    Edit::Set { rule, path: path.to_owned(), value }
}

fn text(value: &str) -> String {
    value.to_owned()
}

fn sums(value: &str) -> BTreeMap<String, String> {
    BTreeMap::from([(text("CNY"), text(value))])
}

fn span(count: u32, unit: Unit) -> SlotValue {
    SlotValue::Span { count, unit, least: None }
}

fn yuan(value: &str) -> SlotValue {
    SlotValue::Sums(sums(value))
}

#[test]
fn sums_gain_and_lose_a_currency_and_the_others_stay_as_they_are() {
    let limit = |written: &[(&str, &str)]| {
        let sums = written.iter().map(|(code, sum)| (text(code), text(sum))).collect();
        set("", "desk.agent_limit", Some(SlotValue::Sums(sums)))
    };
    let before = [r#"agent_limit = { CNY = "100.00" }"#];
    let both = check(
        &limit(&[("CNY", "100.00"), ("EUR", "13"), ("JPY", " ")]),
        &before,
        &[r#"agent_limit = { CNY = "100.00", EUR = "13" }"#],
    );
    let one = edit(&both, &limit(&[("EUR", "13")])).unwrap();
    assert!(one.contains(r#"agent_limit = { EUR = "13" }"#), "{one}");
    let single = PACK.replace(before[0], r#"agent_limit = "100.00 CNY""#);
    let named = edit(&single, &limit(&[("CNY", "250.00")])).unwrap();
    assert!(named.contains(r#"agent_limit = { CNY = "250.00" }"#), "{named}");
}

/// The lines that go and those that come.
fn check(made: &Edit, gone: &[&str], new: &[&str]) -> String {
    let after = edit(PACK, made).unwrap();
    let lines = |one: &str, other: &str| -> Vec<String> {
        one.lines().filter(|line| !other.lines().any(|theirs| theirs == *line)).map(str::to_owned).collect()
    };
    assert_eq!(lines(PACK, &after), gone, "gone by {made:?}\n{after}");
    assert_eq!(lines(&after, PACK), new, "new by {made:?}\n{after}");
    if let Err(mistakes) = parse_pack("pack.toml", &after) {
        panic!("{mistakes:?}\n{after}");
    }
    after
}

fn refused(made: &Edit, expected: &EditProblem) {
    let fault = edit(PACK, made).unwrap_err();
    assert_eq!(fault.problem, *expected, "{made:?}");
}

#[test]
fn a_slot_takes_a_value_and_everything_around_it_stays() {
    check(
        &set("late", "grant.0.amount.percent", Some(SlotValue::Percent(text("7.5")))),
        &[r#"amount = { of = "order", percent = "5", floor = { CNY = "1.00" } }"#],
        &[r#"amount = { of = "order", percent = "7.5", floor = { CNY = "1.00" } }"#],
    );
    check(
        &set("late", "grant.0.amount.percent", Some(SlotValue::Percent(text("33.3333")))),
        &[r#"amount = { of = "order", percent = "5", floor = { CNY = "1.00" } }"#],
        &[r#"amount = { of = "order", percent = "33.3333", floor = { CNY = "1.00" } }"#],
    );
    check(
        &set("late", "when.0.at_least", Some(SlotValue::Number(3))),
        &[r#"  { fact = "order.days_late", at_least = 1 }, # one whole day"#],
        &[r#"  { fact = "order.days_late", at_least = 3 }, # one whole day"#],
    );
    check(
        &set("late", "when.1.within", Some(span(1, Unit::Months))),
        &[r#"  { fact = "order.days_since_delivery", within = "7 days" },"#],
        &[r#"  { fact = "order.days_since_delivery", within = "1 month" },"#],
    );
    check(
        &set("", "desk.agent_limit", Some(yuan("250.00"))),
        &[r#"agent_limit = { CNY = "100.00" }"#],
        &[r#"agent_limit = { CNY = "250.00" }"#],
    );
    let title = Texts { zh_hans: text("晚"), zh_hant: text("晚"), en: text("Late \"again\"") };
    check(
        &set("late", "title", Some(SlotValue::Texts(title))),
        &[],
        &[r#"title = { zh-Hans = "晚", zh-Hant = "晚", en = 'Late "again"' }"#],
    );
}

#[test]
fn both_ends_of_a_span_are_shown_kept_and_changed() {
    let ranged = |least, count| SlotValue::Span { count, unit: Unit::WorkingDays, least };
    let path = "grant.0.due.within";
    let stands = |text: &str| {
        let form = form::form(text).unwrap();
        let slot = form.rules[0].grants[0].slots.iter().find(|slot| slot.path == path).unwrap();
        slot.value.clone()
    };
    let both = edit(PACK, &set("late", path, Some(ranged(Some(5), 7)))).unwrap();
    assert!(both.contains(r#"within = "5 to 7 working days""#), "{both}");
    assert_eq!(stands(&both), Some(ranged(Some(5), 7)));
    let later = edit(&both, &set("late", path, Some(ranged(Some(5), 9)))).unwrap();
    assert!(later.contains(r#"within = "5 to 9 working days""#), "{later}");
    assert_eq!(parse_pack("p", &later).unwrap().pack.rules[0].grants[0].due.unwrap().term.least, Some(5));
    let one = edit(&later, &set("late", path, Some(ranged(None, 9)))).unwrap();
    assert!(one.contains(r#"within = "9 working days""#), "{one}");
    refused(&set("late", path, Some(ranged(Some(7), 7))), &EditProblem::EndsTurned);
}

#[test]
fn what_a_value_excludes_goes_with_it() {
    let share =
        r#"amount = { of = "order", percent = "5", floor = { CNY = "1.00" }, cap = { CNY = "30.00" } }"#;
    let pack = PACK.replace(
        r#"percent = "5", floor = { CNY = "1.00" } }"#,
        r#"percent = "5", floor = { CNY = "1.00" }, cap = { CNY = "30.00" } }"#,
    );
    assert!(pack.contains(share));
    let capped = set("late", "grant.0.due.within", Some(span(3, Unit::Days)));
    let due = edit(&pack, &capped).unwrap();
    let back = edit(&due, &set("late", "grant.0.due.within", None)).unwrap();
    assert_eq!(back, pack, "a due time without a span is none at all");
}

fn shape(rule: &str, path: &str, shape: Option<AmountShape>) -> Edit {
    Edit::ShapeAmount { rule: text(rule), path: text(path), shape }
}

#[test]
fn an_amount_says_how_much_in_another_way_and_keeps_what_fits() {
    let share = r#"amount = { of = "order", percent = "5", floor = { CNY = "1.00" } }"#;
    let late = |made| shape("late", "grant.0", Some(made));
    check(
        &late(AmountShape::Times { times: 3 }),
        &[share],
        &[r#"amount = { of = "order", floor = { CNY = "1.00" }, times = 3 }"#],
    );
    // The limits of a share mean nothing to a fixed sum.
    check(
        &late(AmountShape::Fixed { sums: sums("9.90") }),
        &[share],
        &[r#"amount = { of = { CNY = "9.90" } }"#],
    );
    check(
        &late(AmountShape::Found { fact: Fact::SpoiledPercent }),
        &[share],
        &[r#"amount = { of = "order", floor = { CNY = "1.00" }, percent_of = "finding.spoiled_percent" }"#],
    );
    let (percent, above) = (text("5"), text("10"));
    let stepped = check(
        &late(AmountShape::Steps { fact: Fact::DaysLate, up_to: 3, percent, above }),
        &[share],
        &[
            r#"amount = { of = "order", floor = { CNY = "1.00" }, tiers_of = "order.days_late", tiers = [{ up_to = 3, percent = "5" }], above = "10" }"#,
        ],
    );
    // From steps to one share, from a sum to a share of the usual base, and to none at all.
    let one = edit(&stepped, &late(AmountShape::Share { percent: text("7") })).unwrap();
    assert!(one.contains(r#"amount = { of = "order", floor = { CNY = "1.00" }, percent = "7" }"#), "{one}");
    let fixed = edit(&one, &late(AmountShape::Fixed { sums: sums("5") })).unwrap();
    let share = edit(&fixed, &late(AmountShape::Share { percent: text("7") })).unwrap();
    assert!(share.contains(r#"amount = { of = "complained", percent = "7" }"#), "{share}");
    let none = edit(&share, &shape("late", "grant.0", None)).unwrap();
    assert!(!none.contains("amount = { of = \"complained\", percent") && parse_pack("p", &none).is_ok());
    // For each day a sum has limits.
    let daily =
        edit(&fixed, &set("late", "grant.0.amount.per", Some(SlotValue::Word(text("order.days_late")))))
            .unwrap();
    let capped = edit(&daily, &set("late", "grant.0.amount.cap", Some(yuan("50")))).unwrap();
    let more = edit(&capped, &late(AmountShape::Fixed { sums: sums("6") })).unwrap();
    assert!(
        more.contains(r#"amount = { of = { CNY = "6" }, per = "order.days_late", cap = { CNY = "50" } }"#),
        "{more}"
    );
    refused(&shape("late", "grant.4", None), &EditProblem::NoSuchPlace);
    let shrinking =
        edit(PACK, &late(AmountShape::Shrinking { fact: Fact::MonthsSinceDelivery, over: 24 })).unwrap();
    assert!(
        shrinking.contains(r#"shrinks_by = "order.months_since_delivery", shrinks_over = 24"#),
        "{shrinking}"
    );
    let share = edit(&shrinking, &late(AmountShape::Share { percent: text("7") })).unwrap();
    assert!(!share.contains("shrinks_"), "{share}");
    refused(&late(AmountShape::Shrinking { fact: Fact::Fault, over: 24 }), &EditProblem::Unsuited);
    refused(&late(AmountShape::Found { fact: Fact::DaysLate }), &EditProblem::Unsuited);
    refused(&late(AmountShape::Times { times: 0 }), &EditProblem::OutOfRange { least: 1, most: 100 });
    refused(&late(AmountShape::Share { percent: text("101") }), &EditProblem::NotAPercentage { most: 100 });
}

#[test]
fn the_bound_of_a_step_lies_between_its_neighbours() {
    let bound = |step: u32, value| {
        set("spoiled", &format!("grant.0.amount.tiers.{step}.up_to"), Some(SlotValue::Number(value)))
    };
    assert!(edit(PACK, &bound(0, 49)).is_ok() && edit(PACK, &bound(1, 11)).is_ok());
    refused(&bound(0, 50), &EditProblem::OutOfRange { least: -1_000_000, most: 49 });
    refused(&bound(1, 10), &EditProblem::OutOfRange { least: 11, most: 1_000_000_000 });
    let step =
        |place| Edit::RemoveStep { rule: text("spoiled"), path: format!("grant.0.amount.tiers.{place}") };
    let one = edit(PACK, &step(0)).unwrap();
    assert_eq!(edit(&one, &step(0)).unwrap_err().problem, EditProblem::LastStep);
}

fn row(table: RowTable, values: &[(&str, SlotValue)]) -> Edit {
    let values = values.iter().map(|(key, value)| (text(key), value.clone())).collect();
    Edit::AddRow { table, values }
}

#[test]
fn rows_of_the_desk_come_move_and_go() {
    let word = |word: &str| SlotValue::Word(text(word));
    let sum = yuan;
    let goodwill = |percent: &str, floor: &str, cap: &str| {
        row(
            RowTable::Goodwill,
            &[
                ("categories", SlotValue::Words(vec![text("service")])),
                ("remedy", word("coupon")),
                ("percent", SlotValue::Percent(text(percent))),
                ("floor", sum(floor)),
                ("cap", sum(cap)),
            ],
        )
    };
    let lines = ["[[desk.goodwill]]", r#"categories = ["service"]"#, r#"remedy = "coupon""#];
    let first = check(
        &goodwill("5", "10", "20"),
        &[],
        &[
            lines[0],
            lines[1],
            lines[2],
            r#"percent = "5""#,
            r#"floor = { CNY = "10" }"#,
            r#"cap = { CNY = "20" }"#,
        ],
    );
    let both = edit(&first, &goodwill("8", "10", "20")).unwrap();
    let swapped = edit(&both, &Edit::MoveRow { path: text("desk.goodwill.1"), to: 0 }).unwrap();
    let shares = |text: &str| -> Vec<String> {
        let desk = parse_pack("p", text).unwrap().desk.unwrap();
        desk.goodwill.iter().map(|row| row.share.to_string()).collect()
    };
    assert_eq!(
        (shares(&both).join(" "), shares(&swapped).join(" ")),
        (text("5 8"), text("8 5")),
        "{swapped}"
    );
    let left = edit(&swapped, &Edit::RemoveRow { path: text("desk.goodwill.0") }).unwrap();
    assert_eq!(shares(&left), ["5"]);
    let none = edit(&left, &Edit::RemoveRow { path: text("desk.goodwill.0") }).unwrap();
    assert!(!none.contains("goodwill]]"), "{none}");

    let burden = |weight| {
        row(RowTable::Burden, &[("fault", word("carrier")), ("payers.carrier", SlotValue::Number(weight))])
    };
    let borne =
        check(&burden(3), &[], &["[[desk.burden]]", r#"fault = "carrier""#, "payers = { carrier = 3 }"]);
    assert_eq!(edit(&borne, &burden(2)).unwrap_err().problem, EditProblem::RowTaken);
    let texts = Texts { zh_hans: text("抱歉"), zh_hant: text("抱歉"), en: text("Sorry") };
    check(
        &row(RowTable::Phrase, &[("remedy", word("apology")), ("text", SlotValue::Texts(texts))]),
        &[],
        &[
            "[[desk.phrase]]",
            r#"remedy = "apology""#,
            r#"text = { zh-Hans = "抱歉", zh-Hant = "抱歉", en = "Sorry" }"#,
        ],
    );
    check(&set("", "pace.refund", Some(SlotValue::Number(3))), &[], &["[pace]", "refund = 3"]);
    refused(&goodwill("5", "30", "20"), &EditProblem::FloorAboveCap);
    refused(&goodwill("101", "10", "20"), &EditProblem::NotAPercentage { most: 100 });
    refused(&burden(0), &EditProblem::NobodyBears);
    refused(&row(RowTable::Phrase, &[("remedy", word("apology"))]), &EditProblem::Needed);
    refused(&row(RowTable::Phrase, &[("colour", word("red"))]), &EditProblem::NoSuchPlace);
    refused(&Edit::RemoveRow { path: text("desk.goodwill.0") }, &EditProblem::NoSuchPlace);
    refused(&Edit::RemoveRow { path: text("rule.0") }, &EditProblem::NoSuchPlace);
}

#[test]
fn an_empty_place_is_made_when_it_is_filled() {
    check(
        &set("spoiled", "grant.1.due.within", Some(span(3, Unit::WorkingDays))),
        &[],
        &[r#"due = { after = "asked_at", within = "3 working days" }"#],
    );
    check(
        &shape("spoiled", "grant.1", Some(AmountShape::Fixed { sums: sums("20.00") })),
        &[],
        &[r#"amount = { of = { CNY = "20.00" } }"#],
    );
    check(
        &set("", "calendar.last_day", Some(SlotValue::Word(text("runs_on")))),
        &[],
        &["[calendar]", r#"last_day = "runs_on""#],
    );
    check(
        &set("late", "when.0.if_unknown", Some(SlotValue::Word(text("fails")))),
        &[r#"  { fact = "order.days_late", at_least = 1 }, # one whole day"#],
        &[r#"  { fact = "order.days_late", at_least = 1, if_unknown = "fails" }, # one whole day"#],
    );
}

#[test]
fn a_value_that_stands_there_already_changes_nothing() {
    let same = set("late", "grant.0.amount.percent", Some(SlotValue::Percent(text("5"))));
    assert_eq!(edit(PACK, &same).unwrap(), PACK);
}

#[test]
fn a_copy_stands_behind_its_rule_and_a_rule_can_go() {
    let copy = Edit::CopyRule { rule: text("late"), code: text("very-late") };
    let after = check(&copy, &[], &[r#"code = "very-late""#]);
    let codes: Vec<String> = form::form(&after).unwrap().rules.into_iter().map(|rule| rule.code).collect();
    assert_eq!(codes, ["late", "very-late", "spoiled"]);
    let gone = edit(&after, &Edit::RemoveRule { rule: text("very-late") }).unwrap();
    assert_eq!(form::form(&gone).unwrap().rules.len(), 2);
}

#[test]
fn conditions_come_and_go() {
    let bound = SlotValue::Words(vec![text("customer")]);
    let add = |path: &str| Edit::AddCondition {
        rule: text("late"),
        path: text(path),
        fact: Fact::Fault,
        comparison: ComparisonName::IsNot,
        bound: bound.clone(),
    };
    check(&add("when"), &[], &[r#"  { fact = "finding.fault", is_not = ["customer"] },"#]);
    check(
        &add("grant.0.only_if"),
        &[],
        &["only_if = [", r#"  { fact = "finding.fault", is_not = ["customer"] },"#],
    );
    let either = check(
        &add("when.1"),
        &[r#"  { fact = "order.days_since_delivery", within = "7 days" },"#],
        &[
            "  { any = [",
            r#"    { fact = "order.days_since_delivery", within = "7 days" },"#,
            r#"    { fact = "finding.fault", is_not = ["customer"] },"#,
            "  ] },",
        ],
    );
    let first = Edit::RemoveCondition { rule: text("late"), path: text("when.1.any.0") };
    let second = Edit::RemoveCondition { rule: text("late"), path: text("when.1.any.0") };
    let left = edit(&edit(&either, &first).unwrap(), &second).unwrap();
    assert_eq!(form::form(&left).unwrap().rules[0].when.len(), 1, "{left}");
    check(
        &Edit::RemoveCondition { rule: text("late"), path: text("scope.0") },
        &[r#"scope = [{ fact = "complaint.category", is = "delivery_delay" }]"#],
        &[],
    );
}

#[test]
fn grants_and_steps_come_and_go() {
    check(
        &Edit::AddGrant { rule: text("late"), remedy: Remedy::Apology, payer: Payer::Carrier },
        &[],
        &[r#"remedy = "apology""#, r#"payer = "carrier""#],
    );
    check(
        &Edit::RemoveGrant { rule: text("spoiled"), path: text("grant.1") },
        &[r#"remedy = "resend""#],
        &[],
    );
    let steps = r#"amount = { of = "complained", tiers_of = "finding.spoiled_percent", tiers = [{ up_to = 10, percent = "10" }, { up_to = 50, percent = "50" }], above = "100" }"#;
    let step = |up_to| Edit::AddStep {
        rule: text("spoiled"),
        path: text("grant.0.amount"),
        up_to,
        percent: text("30"),
    };
    check(
        &step(30),
        &[steps],
        &[
            r#"amount = { of = "complained", tiers_of = "finding.spoiled_percent", tiers = [{ up_to = 10, percent = "10" }, { up_to = 30, percent = "30" }, { up_to = 50, percent = "50" }], above = "100" }"#,
        ],
    );
    check(
        &step(5),
        &[steps],
        &[
            r#"amount = { of = "complained", tiers_of = "finding.spoiled_percent", tiers = [{ up_to = 5, percent = "30" }, { up_to = 10, percent = "10" }, { up_to = 50, percent = "50" }], above = "100" }"#,
        ],
    );
    refused(&step(50), &EditProblem::StepTaken);
    let away = Edit::RemoveStep { rule: text("spoiled"), path: text("grant.0.amount.tiers.1") };
    check(
        &away,
        &[steps],
        &[
            r#"amount = { of = "complained", tiers_of = "finding.spoiled_percent", tiers = [{ up_to = 10, percent = "10" }], above = "100" }"#,
        ],
    );
}

#[test]
fn rules_conditions_and_grants_move_within_their_lists() {
    let shift = |rule: &str, path: &str, to| Edit::Move { rule: text(rule), path: text(path), to };
    let after = edit(PACK, &shift("spoiled", "", 0)).unwrap();
    let codes: Vec<String> = form::form(&after).unwrap().rules.into_iter().map(|rule| rule.code).collect();
    assert_eq!(codes, ["spoiled", "late"], "{after}");
    assert!(after.contains("# It came late.") && after.contains("# It spoiled."), "{after}");
    let after = edit(PACK, &shift("late", "when.1", 0)).unwrap();
    assert_eq!(form::form(&after).unwrap().rules[0].when[0].any[0].fact, Fact::DaysSinceDelivery, "{after}");
    let after = edit(PACK, &shift("spoiled", "grant.1", 0)).unwrap();
    assert_eq!(form::form(&after).unwrap().rules[1].grants[0].remedy, Remedy::Resend, "{after}");
    assert_eq!(edit(PACK, &shift("late", "", 0)).unwrap(), PACK);
    refused(&shift("late", "", 2), &EditProblem::NoSuchPlace);
    refused(&shift("late", "when.7", 0), &EditProblem::NoSuchPlace);
}

#[test]
fn bad_values_are_refused_and_say_what_was_expected() {
    let percent =
        |text: &str| set("late", "grant.0.amount.percent", Some(SlotValue::Percent(text.to_owned())));
    for bad in ["-5", "five", "0.0000001", "101", "100.000001", "5 %", "1e3"] {
        refused(&percent(bad), &EditProblem::NotAPercentage { most: 100 });
    }
    let sum = |text: &str| set("late", "grant.0.amount.floor", Some(yuan(text)));
    for bad in ["-1", "1,00", "0.001", "99999999999999999999", "\"\n1"] {
        refused(&sum(bad), &EditProblem::NotASum { currency: text("CNY"), decimals: 2 });
    }
    let limit = |code: &str, sum: &str| {
        let sums = BTreeMap::from([(text("CNY"), text("5.00")), (text(code), text(sum))]);
        set("", "desk.agent_limit", Some(SlotValue::Sums(sums)))
    };
    refused(&limit("JPY", "4.50"), &EditProblem::NotASum { currency: text("JPY"), decimals: 0 });
    refused(&limit("YEN", "450"), &EditProblem::UnknownCurrency { code: text("YEN") });
    refused(&set("", "desk.agent_limit", Some(SlotValue::Sums(BTreeMap::new()))), &EditProblem::Needed);
    let wrong_kind = set("late", "grant.0.amount.floor", Some(SlotValue::Flag(true)));
    refused(&wrong_kind, &EditProblem::WrongKind);
    refused(&set("late", "cite", None), &EditProblem::Needed);
    refused(&set("never", "cite", None), &EditProblem::NoSuchRule);
    refused(&set("late", "code", Some(SlotValue::Text(text("other")))), &EditProblem::NoSuchPlace);
    refused(&set("late", "grant.9.payer", None), &EditProblem::NoSuchPlace);
    let unknown = EditProblem::UnknownWord { word: text("seler"), nearest: Some(text("seller")) };
    refused(&set("late", "grant.0.payer", Some(SlotValue::Word(text("seler")))), &unknown);
    let replaces = set("late", "replaces", Some(SlotValue::Words(vec![text("spoild")])));
    refused(&replaces, &EditProblem::UnknownWord { word: text("spoild"), nearest: Some(text("spoiled")) });
    let empty = Texts { en: String::new(), zh_hans: text("a"), zh_hant: text("b") };
    refused(&set("late", "title", Some(SlotValue::Texts(empty))), &EditProblem::EmptyText);
    let long = SlotValue::Text("x".repeat(3_000));
    refused(&set("late", "cite", Some(long)), &EditProblem::TooLong { most: 120 });
    let long = span(40_000, Unit::Years);
    refused(&set("late", "when.1.within", Some(long)), &EditProblem::OutOfRange { least: 0, most: 36_500 });
}

#[test]
fn shapes_that_make_no_rule_are_refused() {
    let copy = |code: &str| Edit::CopyRule { rule: text("late"), code: code.to_owned() };
    refused(&copy("spoiled"), &EditProblem::CodeTaken { code: text("spoiled") });
    for bad in ["", "Late", "a b", "-x", "é", &"x".repeat(61), "a.b"] {
        refused(&copy(bad), &EditProblem::NotACode);
    }
    let only = Edit::RemoveGrant { rule: text("late"), path: text("grant.0") };
    refused(&only, &EditProblem::LastGrant);
    let unsuited = Edit::AddCondition {
        rule: text("late"),
        path: text("when"),
        fact: Fact::Fault,
        comparison: ComparisonName::Within,
        bound: span(7, Unit::Days),
    };
    refused(&unsuited, &EditProblem::Unsuited);
    assert_eq!(edit("id = ", &only).unwrap_err().problem, EditProblem::Unreadable);
    assert_eq!(edit(&"#".repeat(2_000_000), &only).unwrap_err().problem, EditProblem::TooLarge);
}

#[test]
fn a_version_is_named_in_the_head() {
    let named = name_version(PACK, "2026.2.1").unwrap();
    assert_eq!(named, PACK.replace("2026.1.1", "2026.2.1"));
}

/// The pack as a shop that writes English alone would have it.
fn english() -> String {
    let alone = PACK
        .replace(r#"{ zh-Hans = "小", zh-Hant = "小", en = "Small" }"#, r#"{ en = "Small" }"#)
        .replace(r#"{ zh-Hans = "a", zh-Hant = "b", en = "c" }"#, r#"{ en = "c" }"#);
    alone.replace("jurisdiction = \"shop\"\n", "jurisdiction = \"shop\"\nlanguages = [\"en\"]\n")
}

#[test]
fn a_pack_in_one_language_stays_in_it_when_a_text_is_edited() {
    let text_of = |path: &str, texts: Texts| set("late", path, Some(SlotValue::Texts(texts)));
    let pack = english();
    let shown = form::form(&pack).unwrap();
    let slot = shown.rules[0].slots.iter().find(|slot| slot.path == "title").unwrap();
    let SlotKind::Texts { languages, .. } = slot.kind else { panic!("{slot:?}") };
    assert_eq!(languages.iter().collect::<Vec<_>>(), [Language::En]);
    let Some(SlotValue::Texts(texts)) = &slot.value else { panic!("{slot:?}") };
    // As the form shows it, with the pack's first language standing for the others, and as somebody leaves them out.
    for others in [texts.clone(), Texts::default()] {
        let after = edit(&pack, &text_of("title", Texts { en: text("Too late"), ..others })).unwrap();
        assert!(after.contains("title = { en = \"Too late\" }"), "{after}");
        assert!(!after.contains("zh-"), "{after}");
        assert_eq!(parse_pack("pack.toml", &after).map(|_| ()), Ok(()));
    }
    let blank = edit(&pack, &text_of("title", Texts { zh_hans: text("晚"), ..Texts::default() }));
    assert_eq!(blank.unwrap_err().problem, EditProblem::EmptyText);
    let phrase = Texts { en: text("Sorry"), ..Texts::default() };
    let values = [("remedy", SlotValue::Word(text("apology"))), ("text", SlotValue::Texts(phrase))];
    let added = edit(&pack, &row(RowTable::Phrase, &values)).unwrap();
    assert!(added.contains(r#"text = { en = "Sorry" }"#), "{added}");
    assert_eq!(parse_pack("pack.toml", &added).map(|_| ()), Ok(()));
}

#[test]
fn the_languages_a_missing_text_is_wanted_in_are_those_of_the_pack() {
    let said = |pack: &str| {
        let found = parse_pack("pack.toml", &pack.replacen("title = {", "name = {", 1)).unwrap_err();
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let english = said(&english());
    assert!(english.contains("a text in en"), "{english}");
    assert!(!english.contains("zh-"), "{english}");
    let all = said(PACK);
    assert!(all.contains("a text in zh-Hans, zh-Hant and en"), "{all}");
}
