//! Edits, each tried on a small pack that has every kind of place in it.

use super::*;
use crate::policy::authoring::{form, parse_pack};
use crate::policy::draft::edit::ComparisonName;
use crate::policy::fact::Fact;
use crate::policy::rule::Texts;
use crate::policy::term::Unit;
use crate::remedy::{Payer, Remedy};

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
amount = { of = "order", percent = "5", floor = "1.00" }

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
agent_limit = "100.00"
goodwill_limit = "10.00"
blocked_extra = "1.00"
"#;

fn set(rule: &str, path: &str, value: Option<SlotValue>) -> Edit {
    let rule = (!rule.is_empty()).then(|| rule.to_owned());
    Edit::Set { rule, path: path.to_owned(), value }
}

fn text(value: &str) -> String {
    value.to_owned()
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
        &[r#"amount = { of = "order", percent = "5", floor = "1.00" }"#],
        &[r#"amount = { of = "order", percent = "7.5", floor = "1.00" }"#],
    );
    check(
        &set("late", "when.0.at_least", Some(SlotValue::Number(3))),
        &[r#"  { fact = "order.days_late", at_least = 1 }, # one whole day"#],
        &[r#"  { fact = "order.days_late", at_least = 3 }, # one whole day"#],
    );
    check(
        &set("late", "when.1.within", Some(SlotValue::Span { count: 1, unit: Unit::Months })),
        &[r#"  { fact = "order.days_since_delivery", within = "7 days" },"#],
        &[r#"  { fact = "order.days_since_delivery", within = "1 month" },"#],
    );
    check(
        &set("", "desk.agent_limit", Some(SlotValue::Sum(text("250.00")))),
        &[r#"agent_limit = "100.00""#],
        &[r#"agent_limit = "250.00""#],
    );
    let title = Texts { zh_hans: text("晚"), zh_hant: text("晚"), en: text("Late \"again\"") };
    check(
        &set("late", "title", Some(SlotValue::Texts(title))),
        &[],
        &[r#"title = { zh-Hans = "晚", zh-Hant = "晚", en = 'Late "again"' }"#],
    );
}

#[test]
fn what_a_value_excludes_goes_with_it() {
    check(
        &set("late", "grant.0.amount.times", Some(SlotValue::Number(3))),
        &[r#"amount = { of = "order", percent = "5", floor = "1.00" }"#],
        &[r#"amount = { of = "order", floor = "1.00", times = 3 }"#],
    );
    check(
        &set("late", "grant.0.amount.of", None),
        &[r#"amount = { of = "order", percent = "5", floor = "1.00" }"#],
        &[],
    );
    check(
        &set("spoiled", "grant.0.amount.tiers_of", None),
        &[
            r#"amount = { of = "complained", tiers_of = "finding.spoiled_percent", tiers = [{ up_to = 10, percent = "10" }, { up_to = 50, percent = "50" }], above = "100" }"#,
        ],
        &[r#"amount = { of = "complained" }"#],
    );
}

#[test]
fn an_empty_place_is_made_when_it_is_filled() {
    check(
        &set("spoiled", "grant.1.due.within", Some(SlotValue::Span { count: 3, unit: Unit::WorkingDays })),
        &[],
        &[r#"due = { after = "asked_at", within = "3 working days" }"#],
    );
    check(
        &set("spoiled", "grant.1.amount.of", Some(SlotValue::Sum(text("20.00")))),
        &[],
        &[r#"amount = { of = "20.00" }"#],
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
    for bad in ["-5", "five", "0.001", "10001", "5 %", "1e3"] {
        refused(&percent(bad), &EditProblem::NotAPercentage { most: 10_000 });
    }
    let sum = |text: &str| set("late", "grant.0.amount.floor", Some(SlotValue::Sum(text.to_owned())));
    for bad in ["-1", "1,00", "0.0001", "99999999999999999999", "\"\n"] {
        refused(&sum(bad), &EditProblem::NotASum);
    }
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
    let span = SlotValue::Span { count: 40_000, unit: Unit::Years };
    refused(&set("late", "when.1.within", Some(span)), &EditProblem::OutOfRange { least: 0, most: 36_500 });
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
        bound: SlotValue::Span { count: 7, unit: Unit::Days },
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
