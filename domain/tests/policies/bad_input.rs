//! What people get wrong in packs and cases: each a line that names file, line, key, and what was expected.

use domain::policy::authoring::{parse_case, parse_pack};
use domain::policy::{Packs, decide};
use domain::testing::zones;

const CASE: &str = r#"
packs = ["cn-law"]
asked_at = "2026-03-12T10:20:00+08:00"
[complaint]
category = "quality"
wants = ["refund"]
[order]
currency = "CNY"
placed_at = "2026-03-06T21:02:00+08:00"
delivered_at = "2026-03-11T18:40:00+08:00"
[[order.line]]
sku = "A"
title = "B"
unit_price = "168.00"
quantity = 1
traits = ["food"]
[finding]
defect = "established"
"#;

fn check_case(from: &str, to: &str, expected: &str) {
    assert!(CASE.contains(from), "{from} is not in the case");
    let error = first_of(&CASE.replace(from, to));
    assert!(error.contains(expected), "`{error}` does not contain `{expected}`");
    assert!(!error.contains('\n'), "{error}");
    assert!(error.starts_with("case.toml:"), "{error}");
}

fn first_of(text: &str) -> String {
    let mistakes = parse_case("case.toml", text, &zones()).expect_err("a mistake");
    mistakes.first().unwrap().to_string()
}

#[test]
fn a_good_case_has_no_mistakes() {
    assert!(parse_case("case.toml", CASE, &zones()).is_ok());
}

#[test]
fn unknown_keys_and_words_name_the_nearest() {
    check_case("category =", "catgory =", "complaint.catgory: unknown key; expected one of category");
    check_case("category = \"quality\"", "", "complaint.category: missing; expected a category");
    check_case(
        "wants =",
        "want =",
        "complaint.want: unknown key; expected one of category, text, wants; did you mean `wants`?",
    );
    check_case("[finding]\ndefect", "[finding]\ndefct", "finding.defct: unknown key");
    check_case("[finding]\ndefect", "[finding]\ndefct", "did you mean `defect`?");
    check_case("\"quality\"", "\"qualty\"", "did you mean `quality`?");
    check_case("\"food\"", "\"Food!\"", "order.line.traits: `Food!` is not a word of 1 to 40 small letters");
    check_case(
        "\"established\"",
        "\"sure\"",
        "finding.defect: unknown word `sure`; expected one of established, claimed, refuted",
    );
}

#[test]
fn amounts_that_can_not_be_are_refused() {
    check_case("\"168.00\"", "168.00", "order.line.unit_price: the number 168.00 is not an amount as text");
    check_case("\"168.00\"", "\"168.001\"", "more decimals than the currency has");
    check_case("\"168.00\"", "\"-1\"", "below zero");
    check_case("\"168.00\"", "\"92233720368547758.08\"", "too large");
    // Tenfold it would no longer fit, and the multiple of a rule would be lost without a word.
    check_case("\"168.00\"", "\"100000000000000.01\"", "an amount of at most 10000000000000000 minor units");
    check_case(
        "quantity = 1",
        "quantity = 1\n[[order.line]]\nsku=\"C\"\ntitle=\"D\"\nunit_price=\"100000000000.00\"\nquantity=1000",
        "the total is too large to be kept exactly; expected at most 10000000000000000",
    );
    check_case(
        "quantity = 1",
        "quantity = 999999999\n[[order.line]]\nsku=\"C\"\ntitle=\"D\"\nunit_price=\"92233720000.00\"\nquantity=1000000",
        "the total is too large",
    );
    check_case(
        "quantity = 1",
        "quantity = 0",
        "order.line.quantity: the number 0 is not a whole number from 1",
    );
    check_case("\"CNY\"", "\"CNX\"", "order.currency: `CNX` is not a known currency");
}

#[test]
fn times_that_can_not_be_are_refused() {
    check_case(
        "2026-03-11T18:40",
        "2026-03-01T18:40",
        "order.delivered_at: 2026-03-01T18:40:00+08:00 lies before placed_at",
    );
    check_case("2026-03-11T18:40", "2026-04-01T18:40", "lies after asked_at");
    check_case(
        "10:20:00+08:00",
        "10:20:00",
        "asked_at: `2026-03-12T10:20:00` is not a moment with an offset",
    );
    check_case("\"2026-03-06T21:02:00+08:00\"", "\"soon\"", "order.placed_at: `soon` is not a date and time");
    check_case(
        "delivered_at",
        "shipped_at = \"2026-03-12T09:00:00+08:00\"\ndelivered_at",
        "order.shipped_at: 2026-03-12T09:00:00+08:00 lies after delivered_at",
    );
    check_case(
        "defect =",
        "goods_back_at = \"2026-03-10T09:00:00+08:00\"\ndefect =",
        "finding.goods_back_at: 2026-03-10T09:00:00+08:00 lies before order.delivered_at",
    );
    check_case(
        "delivered_at",
        "promised_by = \"soon\"\ndelivered_at",
        "order.promised_by: `soon` is not a day",
    );
}

#[test]
fn last_days_are_written_as_days_or_as_moments() {
    for (key, value) in [
        ("ship_by", "2026-03-08"),
        ("ship_by", "2026-03-08T12:00:00+08:00"),
        ("promised_by", "2026-03-10"),
        ("promised_by", "2026-03-09T20:00:00+00:00"),
    ] {
        let text = CASE.replace("delivered_at", &format!("{key} = \"{value}\"\ndelivered_at"));
        let case = parse_case("case.toml", &text, &zones())
            .unwrap_or_else(|mistakes| panic!("{value}: {mistakes:?}"));
        let day = case.order.promised_by.or(case.order.ship_by.map(|time| time.day(&case.zone))).unwrap();
        let expected = if key == "ship_by" { "2026-03-08" } else { "2026-03-10" };
        assert_eq!(day.to_string(), expected, "{key} {value}");
    }
}

#[test]
fn lists_are_written_as_lists_and_name_nothing_twice() {
    check_case("[\"refund\"]", "\"refund\"", "complaint.wants: `refund` is not a list of words in brackets");
    check_case("[\"food\"]", "\"food\"", "order.line.traits: `food` is not a list of words");
    check_case("[\"cn-law\"]", "\"cn-law\"", "packs: `cn-law` is not a list of pack ids");
    check_case("[\"cn-law\"]", "[\"cn-law\", \"cn-law\"]", "a list that names each pack once");
}

#[test]
fn files_that_are_none_are_refused() {
    assert!(first_of("packs = [").contains("not readable as TOML"));
    assert!(first_of(&"#".repeat(2 << 20)).contains("too long"));
    assert!(
        first_of(&format!("a = {}{}", "[".repeat(5_000), "]".repeat(5_000))).contains("not readable as TOML")
    );
    let line = "[[order.line]]\nsku=\"a\"\ntitle=\"b\"\nunit_price=\"1.00\"\nquantity=1\n";
    let many = CASE.replace("[finding]\ndefect = \"established\"\n", &line.repeat(10_000));
    assert!(first_of(&many).contains("expected at most 1000"));
}

const PACK: &str = r#"
id = "p"
version = "1"
jurisdiction = "shop"
title = { zh-Hans = "a", zh-Hant = "b", en = "c" }
[[rule]]
code = "late"
cite = "shop"
status = "verified"
title = { zh-Hans = "a", zh-Hant = "b", en = "c" }
says = { zh-Hans = "a", zh-Hant = "b", en = "c" }
refuses = { zh-Hans = "a", zh-Hant = "b", en = "c" }
when = [{ fact = "order.days_late", at_least = 1 }]
[[rule.grant]]
remedy = "delay_compensation"
amount = { of = "order", percent = "5", floor = { CNY = "1.00" }, cap = { CNY = "30.00" } }
"#;

fn check_pack(from: &str, to: &str, expected: &str) {
    assert!(PACK.contains(from), "{from} is not in the pack");
    let mistakes = parse_pack("pack.toml", &PACK.replace(from, to)).expect_err("a mistake");
    let shown: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    assert!(shown.iter().any(|line| line.contains(expected)), "{shown:?} do not contain `{expected}`");
}

#[test]
fn a_good_pack_has_no_mistakes() {
    assert!(parse_pack("pack.toml", PACK).is_ok());
}

#[test]
fn a_pack_that_can_not_be_says_where() {
    check_pack(
        "order.days_late",
        "order.days_lat",
        "pack.toml:13: rule.when.fact: unknown fact `order.days_lat`",
    );
    check_pack("order.days_late", "order.days_lat", "did you mean `order.days_late`?");
    check_pack("at_least = 1", "is = \"late\"", "`is` does not suit the fact `order.days_late`");
    check_pack("at_least = 1", "at_least = 1, at_most = 2", "exactly one of");
    check_pack("percent = \"5\"", "percent = \"-5\"", "a percentage such as");
    check_pack("percent = \"5\"", "percent = \"100000\"", "from 0 to");
    check_pack("floor = { CNY = \"1.00\" }", "floor = { CNY = \"31.00\" }", "the floor lies above the cap");
    check_pack("cite = \"shop\"", "cite = \"ACME 5\"", "begin with one of `CRPL`");
    check_pack("status = \"verified\"", "status = \"M\"", "verified, secondary, template");
    check_pack("zh-Hant = \"b\", en = \"c\" }\nsays", "en = \"c\" }\nsays", "rule.title.zh-Hant: missing");
    check_pack(
        "status = \"verified\"",
        "status = \"verified\"\neffective_from = \"2026-05-01\"\neffective_to = \"2026-04-01\"",
        "lies before effective_from",
    );
    check_pack("status = \"verified\"", "status = \"verified\"\nreplaces = [\"late\"]", "expected no cycle");
    check_pack("code = \"late\"", "code = \"late\"\ncolour = \"red\"", "rule.colour: unknown key");
    check_pack(
        "percent = \"5\"",
        "tiers_of = \"finding.spoiled_percent\", above = \"100\", tiers = [{ up_to = 30, percent = \"30\" }, { up_to = 10, percent = \"10\" }]",
        "overlaps",
    );
    let twice =
        PACK.replace("version = \"1\"", "version = \"1\"\n") + &PACK[PACK.find("[[rule]]").unwrap()..];
    let mistakes = parse_pack("pack.toml", &twice).expect_err("a code twice");
    assert!(mistakes.iter().any(|mistake| mistake.detail.to_string().contains("taken by a rule above")));
}

#[test]
fn rates_and_steps_that_can_not_be_are_refused() {
    check_pack(
        "percent = \"5\"",
        "percent = \"101\"",
        "a percentage such as `5` or `8.875`, as text, from 0 to 100",
    );
    check_pack("percent = \"5\"", "times = -3", "a whole number from 1 to 100");
    check_pack("floor = { CNY = \"1.00\" }", "floor = { CNY = \"-1.00\" }", "not below zero");
    check_pack("percent = \"5\"", "percent_of = \"order.deposit\"", "a fact that is a whole number");
    check_pack("of = \"order\"", "of = \"order\", less = \"order.days_late\"", "a fact that is a sum");
    let tiers =
        |tiers: &str| format!("tiers_of = \"finding.spoiled_percent\", above = \"100\", tiers = {tiers}");
    check_pack("percent = \"5\"", &tiers("[]"), "missing; expected at least one step");
    // A step holds up to its bound, so what would be a hole is a step without one.
    check_pack("percent = \"5\"", &tiers("[{ percent = \"10\" }]"), "up_to: missing");
    check_pack("percent = \"5\"", &tiers("[{ up_to = 10, percent = \"-1\" }]"), "a percentage such as");
    check_pack(
        "percent = \"5\"",
        "tiers_of = \"finding.spoiled_percent\", tiers = [{ up_to = 10, percent = \"10\" }]",
        "above: missing; expected the percentage above the last step",
    );
    check_pack(
        "percent = \"5\"",
        "tiers_of = \"finding.fault\", above = \"1\", tiers = [{ up_to = 1, percent = \"1\" }]",
        "a fact that is a number",
    );
}

#[test]
fn rules_that_replace_each_other_in_a_circle_are_refused() {
    let rule = &PACK[PACK.find("[[rule]]").unwrap()..];
    let named = |code: &str, replaces: &str| {
        rule.replace("code = \"late\"", &format!("code = \"{code}\"\nreplaces = [\"{replaces}\"]"))
    };
    let head = &PACK[..PACK.find("[[rule]]").unwrap()];
    for second in ["third", "p/third"] {
        let circle = head.to_owned() + &named("first", second) + &named("third", "first");
        let mistakes = parse_pack("pack.toml", &circle).expect_err("a circle");
        assert!(
            mistakes.iter().any(|one| one.detail.to_string().contains("expected no cycle")),
            "{mistakes:?}"
        );
    }
}

#[test]
fn of_rules_of_several_packs_that_replace_each_other_the_first_stands() {
    let pack = |id: &str, replaces: &str| {
        let text = PACK
            .replace("id = \"p\"", &format!("id = \"{id}\""))
            .replace("code = \"late\"", &format!("code = \"late\"\nreplaces = [\"{replaces}\"]"));
        parse_pack("pack.toml", &text).unwrap().pack
    };
    let circle = vec![pack("p", "q/late"), pack("q", "r/late"), pack("r", "p/late")];
    let late = CASE
        .replace("delivered_at", "promised_by = \"2026-03-08\"\ndelivered_at")
        .replace("\"quality\"", "\"delivery_delay\"");
    let case = parse_case("case.toml", &late, &zones()).unwrap();
    let packs = Packs::new(circle, Vec::new());
    let granted = decide(&packs, &case.facts()).entitlements;
    let ids: Vec<&str> = granted.iter().map(|one| packs.pack(one.place).unwrap().id.as_str()).collect();
    assert_eq!(ids, ["p"]);
}

#[test]
fn packs_too_long_or_too_deep_are_refused_at_once() {
    let refused = |text: &str, expected: &str| {
        let mistakes = parse_pack("pack.toml", text).expect_err("a mistake");
        assert!(mistakes[0].detail.to_string().contains(expected), "{}", mistakes[0]);
    };
    refused(&"# ten million bytes\n".repeat(500_000), "the file is too long: 10000000 bytes");
    refused(&format!("rule = {}{}", "[".repeat(100_000), "]".repeat(100_000)), "not readable as TOML");
    refused(&format!("{}x = 1", "a.".repeat(100_000)), "not readable as TOML");
    refused(&format!("rule = {}{}", "{ a = ".repeat(50_000), "}".repeat(50_000)), "not readable as TOML");
}

#[test]
fn many_mistakes_come_at_once() {
    let broken = PACK
        .replace("order.days_late", "order.days")
        .replace("\"5\"", "5")
        .replace("cite = \"shop\"", "cite = 1");
    assert!(parse_pack("pack.toml", &broken).expect_err("mistakes").len() >= 3);
}

#[test]
fn the_check_finds_what_is_dead_or_contradictory() {
    let dead = PACK.replace("at_least = 1 }", "at_least = 5 }, { fact = \"order.days_late\", at_most = 2 }");
    let source = parse_pack("pack.toml", &dead).unwrap();
    let found = domain::policy::authoring::check(&[source], &[], "2026-11-01".parse().unwrap());
    assert!(found.iter().any(|one| one.message.contains("can never grant") && one.line == 6), "{found:?}");
    let rule = &PACK[PACK.find("[[rule]]").unwrap()..];
    let rival = PACK.to_owned() + &rule.replace("\"late\"", "\"later\"").replace("\"5\"", "\"6\"");
    let source = parse_pack("pack.toml", &rival).unwrap();
    let found = domain::policy::authoring::check(&[source], &[], "2026-11-01".parse().unwrap());
    assert!(found.iter().any(|one| one.message.contains("conflicts with `late`")), "{found:?}");
    // Only what a shop gives of its own accord may hang on the category.
    let goodwill = PACK.replace("delay_compensation", "coupon");
    let narrow = goodwill
        .replace("when = [", "scope = [{ fact = \"complaint.category\", is = \"service\" }]\nwhen = [");
    let source = parse_pack("pack.toml", &narrow).unwrap();
    let found = domain::policy::authoring::check(&[source], &[], "2026-11-01".parse().unwrap());
    assert!(found.iter().any(|one| one.message.ends_with("about complaints of `quality`")), "{found:?}");
    assert!(!found.iter().any(|one| one.message.ends_with("about complaints of `service`")), "{found:?}");
}

#[test]
fn the_difference_between_versions_is_said_in_words() {
    let old = parse_pack("pack.toml", PACK).unwrap();
    let new = parse_pack(
        "pack.toml",
        &PACK.replace("30.00", "50.00").replace("version = \"1\"", "version = \"2\""),
    )
    .unwrap();
    let changes = domain::policy::authoring::diff((&old.pack, None), (&new.pack, None));
    assert_eq!(
        changes,
        [
            "version 1 becomes 2",
            "late: no longer grants delay_compensation by seller: 5 % of the whole order, at least 1.00 CNY, at most 30.00 CNY",
            "late: now grants delay_compensation by seller: 5 % of the whole order, at least 1.00 CNY, at most 50.00 CNY, for all complaints it speaks about",
        ]
    );
}
