//! Words of a shop's own, sets that belong together, and periods paid ahead: what a pack can say of them.

use domain::compensation::money::Money;
use domain::order::{Order, OrderLine};
use domain::personal::Language;
use domain::policy::Fact;
use domain::policy::authoring::edit::edit;
use domain::policy::authoring::form::form;
use domain::policy::authoring::{SourcePack, check, compile, diff, parse_case, parse_pack};
use domain::policy::draft::change::{Change, changes};
use domain::policy::draft::edit::{ComparisonName, Edit, EditProblem, SlotValue};
use domain::policy::draft::form::WordList;
use domain::policy::explain::{plain, refusal, refused_because};
use domain::policy::pack::Pack;
use domain::policy::rule::Texts;
use domain::policy::{Decision, Packs, decide};
use domain::testing::zones;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const HEAD: &str = "id = \"mine\"\nversion = \"1\"\njurisdiction = \"shop\"\ntitle = { en = \"Mine\" }\nlanguages = [\"en\"]\n";
const WORDS: &str = "[traits]\nassembled = { en = \"put together at your home\" }\nmembers_only = { en = \"for members\" }\n\
                     [kinds]\nmattress = { en = \"mattresses\" }\nbed = { en = \"beds\" }\n";

fn text(head: &str, when: &str, grant: &str) -> String {
    format!(
        "{HEAD}{head}\n[[rule]]\ncode = \"r\"\ncite = \"shop\"\nstatus = \"verified\"\ntitle = {{ en = \"Yes\" }}\n\
         says = {{ en = \"So.\" }}\nrefuses = {{ en = \"No.\" }}\nwhen = [{when}]\n[[rule.grant]]\n\
         remedy = \"return_refund\"\npayer = \"seller\"\n{grant}\n"
    )
}

#[track_caller]
fn source(head: &str, when: &str, grant: &str) -> SourcePack {
    parse_pack("pack.toml", &text(head, when, grant)).unwrap_or_else(|found| panic!("{found:?}"))
}

fn packs(source: &SourcePack) -> Packs {
    // As a browser has it: compiled and read back.
    let pack: Pack = serde_json::from_str(&compile(source).unwrap().public).unwrap();
    Packs::new(vec![pack], Vec::new())
}

fn mistakes(head: &str, when: &str) -> String {
    let found = parse_pack("pack.toml", &text(head, when, "")).expect_err("a mistake");
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn case_text(lines: &str) -> String {
    format!(
        "packs = [\"mine\"]\nasked_at = \"2026-06-20T10:00:00+02:00\"\n[complaint]\ncategory = \"returns\"\n\
         wants = [\"return_refund\"]\n[order]\ncurrency = \"EUR\"\nplaced_at = \"2026-01-10T10:00:00+01:00\"\n\
         delivered_at = \"2026-01-15T10:00:00+01:00\"\n{lines}"
    )
}

fn line(sku: &str, price: &str, more: &str) -> String {
    format!(
        "[[order.line]]\nsku = \"{sku}\"\ntitle = \"{sku}\"\nunit_price = \"{price}\"\nquantity = 1\n{more}\n"
    )
}

#[track_caller]
fn asked(source: &SourcePack, lines: &str) -> (Packs, Decision, Order) {
    let case =
        parse_case("case.toml", &case_text(lines), &zones()).unwrap_or_else(|found| panic!("{found:?}"));
    let packs = packs(source);
    let decision = decide(&packs, &case.facts());
    (packs, decision, case.order)
}

/// What goes back for which goods, and for which goods nothing does.
fn outcome((_, decision, order): &(Packs, Decision, Order)) -> String {
    let granted = decision.entitlements.iter().map(|one| {
        let sum = one.amount.map(Money::decimal).unwrap_or_default();
        format!("{} {sum}", one.goods.skus(order).join("+"))
    });
    let refused = decision.refusals.iter().map(|one| format!("{} no", one.goods.skus(order).join("+")));
    granted.chain(refused).map(|one| one.trim().to_owned()).collect::<Vec<_>>().join(", ")
}

const WHOLE: &str = "amount = { of = \"complained\" }";

#[test]
fn goods_are_told_apart_by_words_only_the_shop_has() {
    let not_assembled =
        source(WORDS, r#"{ fact = "order.line.traits", has_none = ["custom_made", "assembled"] }"#, WHOLE);
    let cart = line("A", "10.00", "traits = [\"durable\", \"assembled\"]")
        + &line("B", "20.00", "traits = [\"durable\"]");
    assert_eq!(outcome(&asked(&not_assembled, &cart)), "B 20.00, A no");
    let members = source(WORDS, r#"{ fact = "order.line.traits", has = "members_only" }"#, WHOLE);
    assert_eq!(outcome(&asked(&members, &line("A", "10.00", "traits = [\"members_only\"]"))), "10.00");
    assert_eq!(outcome(&asked(&members, &line("A", "10.00", "traits = [\"assembled\"]"))), "no");
}

#[test]
fn a_kind_is_asked_by_its_word_and_goods_without_one_are_of_none() {
    let goods = line("M", "10.00", "kind = \"mattress\"")
        + &line("B", "20.00", "kind = \"bed\"")
        + &line("P", "5.00", "");
    for (when, expected) in [
        (r#"is = "mattress""#, "M 10.00, B+P no"),
        (r#"is = ["mattress", "bed"]"#, "M+B 30.00, P no"),
        (r#"is_not = "mattress""#, "B+P 25.00, M no"),
        ("known = true", "M+B 30.00, P no"),
        ("known = false", "P 5.00, M+B no"),
    ] {
        let pack = source(WORDS, &format!("{{ fact = \"order.line.kind\", {when} }}"), WHOLE);
        assert_eq!(outcome(&asked(&pack, &goods)), expected, "{when}");
    }
}

#[test]
fn a_word_nobody_declared_is_refused_with_those_that_are_and_the_nearest() {
    let said = mistakes(WORDS, r#"{ fact = "order.line.traits", has = "asembled" }"#);
    assert!(said.contains("unknown word `asembled` for the fact `order.line.traits`"), "{said}");
    assert!(said.contains("expected one of durable,") && said.contains("assembled, members_only"), "{said}");
    assert!(said.contains("did you mean `assembled`?"), "{said}");
    let said = mistakes("", r#"{ fact = "order.line.traits", has_none = "perishabel" }"#);
    assert!(said.contains("did you mean `perishable`?"), "{said}");
    let said = mistakes("", r#"{ fact = "order.line.kind", is = "mattress" }"#);
    assert!(said.contains("the pack declares none under [kinds]"), "{said}");
    let said = mistakes(WORDS, r#"{ fact = "order.line.kind", is = "matress" }"#);
    assert!(
        said.contains("expected one of bed, mattress") && said.contains("did you mean `mattress`?"),
        "{said}"
    );
    let said = mistakes(
        "[traits]\nfood = { en = \"food\" }\n\"Very-Big\" = { en = \"big\" }\nx = { en = \" \" }",
        "",
    );
    assert!(said.contains("`food` is known without being declared"), "{said}");
    assert!(said.contains("`Very-Big` is not a word of 1 to 40 small letters"), "{said}");
    assert!(said.contains("traits.x: missing; expected a text in English"), "{said}");
}

#[test]
fn a_case_that_names_a_word_its_packs_do_not_declare_is_found_by_the_check() {
    let pack = source(WORDS, r#"{ fact = "order.line.traits", has = "assembled" }"#, WHOLE);
    let of = |more: &str| {
        let case = parse_case("case.toml", &case_text(&line("A", "10.00", more)), &zones()).unwrap();
        let found = check(
            std::slice::from_ref(&pack),
            &[("case.toml".to_owned(), case)],
            "2026-06-20".parse().unwrap(),
        );
        let said: Vec<String> =
            found.iter().map(ToString::to_string).filter(|one| one.contains("case.toml")).collect();
        said.join("\n")
    };
    assert_eq!(of("traits = [\"assembled\"]\nkind = \"bed\""), "");
    let said = of("traits = [\"asembled\"]\nkind = \"bedd\"");
    assert!(said.contains("case.toml:15: error: order.line.traits: unknown word `asembled`"), "{said}");
    assert!(said.contains("did you mean `assembled`?") && said.contains("did you mean `bed`?"), "{said}");
}

#[test]
fn a_refusal_tells_the_word_by_its_name_and_no_word_without_one() {
    let pack =
        source(WORDS, r#"{ fact = "order.line.traits", has_none = ["final_sale", "assembled"] }"#, WHOLE);
    let (packs, decision, _) =
        asked(&pack, &line("A", "10.00", "traits = [\"assembled\", \"secret_shelf\"]"));
    let refused = &decision.refusals[0];
    let said = plain(&refused_because(&packs, &decision, refused, Language::En));
    assert_eq!(said, "Not for goods of this kind: put together at your home.");
    let told = refusal(&packs, &decision, refused, Language::En).unwrap();
    let rows: Vec<String> = told.rows.iter().map(|row| row.line(Language::En)).collect();
    assert_eq!(
        rows,
        ["kind of goods: put together at your home; needed: none of final sale, put together at your home"]
    );
}

#[test]
fn what_a_line_carries_travels_and_old_orders_and_packs_stay_readable() {
    let bare = r#"{"sku":"A","title":"A","unit_price":{"amount_minor":1000,"currency":"EUR"},"quantity":1}"#;
    let old: OrderLine = serde_json::from_str(bare).unwrap();
    assert_eq!(serde_json::to_string(&old).unwrap(), bare);
    let told = r#"{"sku":"A","title":"A","unit_price":{"amount_minor":1000,"currency":"EUR"},"quantity":1,"traits":["durable"],"own_traits":["assembled"],"kind":"bed","bundle":"SET-1","period":{"from":"2026-01-15","until":"2027-01-14"}}"#;
    let new: OrderLine = serde_json::from_str(told).unwrap();
    assert_eq!(serde_json::to_string(&new).unwrap(), told);
    let when = r#"{ fact = "order.line.traits", has_none = ["durable", "assembled"] }"#;
    let pack = source(WORDS, when, "amount = { of = \"bundle\", percent = \"8.875\" }");
    let public = compile(&pack).unwrap().public;
    for part in [
        r#""traits":[{"code":"assembled","name":{"#,
        r#"{"fact":"order.line.traits","has_none":["durable","assembled"]}"#,
        r#""amount":{"of":"bundle","rate":{"share":"8.875"}"#,
    ] {
        assert!(public.contains(part), "{part} is not in {public}");
    }
    let back: Pack = serde_json::from_str(&public).unwrap();
    assert_eq!(back, pack.pack);
    // A pack that declares nothing is written as it always was.
    let plain = compile(&source("", "", WHOLE)).unwrap().public;
    assert!(
        !plain.contains("\"traits\"") && !plain.contains("\"kinds\"") && plain.contains(r#""share":10000"#),
        "{plain}"
    );
}

const DESK: &str = "bundle = \"S-1\"";

#[test]
fn a_set_goes_back_only_as_a_whole() {
    let pack = source("", r#"{ fact = "order.line.bundle_complete", is = true }"#, WHOLE);
    let table = |more: &str| line("TABLE", "80.00", &format!("{DESK}\n{more}"));
    let chair = line("CHAIR", "20.00", DESK);
    let lamp = line("LAMP", "5.00", "");
    assert_eq!(outcome(&asked(&pack, &(table("") + &chair))), "100.00");
    assert_eq!(
        outcome(&asked(&pack, &(table("complained = false") + &chair + &lamp))),
        "LAMP 5.00, CHAIR no"
    );
    let (packs, decision, _) = asked(&pack, &(table("complained = false") + &chair));
    let told = refusal(&packs, &decision, &decision.refusals[0], Language::En).unwrap();
    assert_eq!(plain(&told.nearest), "It applies to the whole set: choose its other parts too.");
}

#[test]
fn a_broken_part_brings_its_share_or_the_whole_set_once() {
    let part = source("", r#"{ fact = "order.line.in_bundle", is = true }"#, WHOLE);
    let set = source("", r#"{ fact = "order.line.in_bundle", is = true }"#, "amount = { of = \"bundle\" }");
    let table = |more: &str| line("TABLE", "80.00", &format!("{DESK}\n{more}"));
    let chair = line("CHAIR", "20.00", &format!("{DESK}\npaid = \"18.00\"\ntraits = [\"durable\"]"));
    let lamp = line("LAMP", "5.00", "complained = false");
    let one = table("complained = false") + &chair + &lamp;
    assert_eq!(outcome(&asked(&part, &one)), "18.00");
    assert_eq!(outcome(&asked(&set, &one)), "TABLE+CHAIR 98.00");
    // Two broken parts of different kinds are one set still.
    assert_eq!(outcome(&asked(&set, &(table("") + &chair + &lamp))), "98.00");
    assert_eq!(outcome(&asked(&set, &line("LAMP", "5.00", ""))), "no");
}

const YEAR: &str = "period_from = \"2026-01-15\"\nperiod_to = \"2027-01-14\"";

#[test]
fn unused_months_and_days_bring_their_share_of_what_was_paid() {
    let months = source(
        "",
        r#"{ fact = "order.line.period_months_left", at_least = 1 }"#,
        "amount = { of = \"complained\", unused = \"months\" }",
    );
    let days = source("", "", "amount = { of = \"complained\", unused = \"days\" }");
    let year = line("CLOUD", "120.00", YEAR);
    assert_eq!(outcome(&asked(&months, &year)), "60.00");
    // 157 of 365 days have begun.
    assert_eq!(outcome(&asked(&days, &year)), "68.38");
    let over = line("CLOUD", "120.00", "period_from = \"2025-01-15\"\nperiod_to = \"2026-01-14\"");
    assert_eq!(outcome(&asked(&months, &over)), "no");
    assert_eq!(outcome(&asked(&days, &over)), "no");
    let ahead = line("CLOUD", "120.00", "period_from = \"2026-07-01\"\nperiod_to = \"2026-12-31\"");
    assert_eq!(
        outcome(&asked(&months, &(year.clone() + &ahead.replace("CLOUD", "NEXT")))),
        "CLOUD 60.00, NEXT 120.00"
    );
    assert_eq!(outcome(&asked(&months, &line("LAMP", "5.00", ""))), "no");
}

#[test]
fn a_period_needs_both_ends_in_their_order() {
    for (more, expected) in [
        ("period_from = \"2026-01-15\"", "order.line.period_to: missing; expected the last day paid for"),
        ("period_from = \"2026-02-01\"\nperiod_to = \"2026-01-31\"", "2026-01-31 lies before period_from"),
        ("kind = \"a bed\"", "`a bed` is not a word of 1 to 40 small letters"),
    ] {
        let found = parse_case("case.toml", &case_text(&line("A", "1.00", more)), &zones()).unwrap_err();
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|one| one.contains(expected)), "{said:?}");
    }
}

#[test]
fn a_third_is_written_and_paid_exactly() {
    let third = source("", "", "amount = { of = \"complained\", percent = \"33.3333\" }");
    assert_eq!(outcome(&asked(&third, &line("A", "1200.00", ""))), "400.00");
    assert_eq!(outcome(&asked(&third, &line("A", "30000.00", ""))), "9999.99");
    let found = parse_pack("p", &text("", "", "amount = { of = \"complained\", percent = \"0.0000001\" }"))
        .unwrap_err();
    assert!(found[0].to_string().contains("from 0 to 100, with at most six decimals"), "{}", found[0]);
}

/// Lines of a set or none, with or without a period, and of prices in cents.
fn lines() -> impl Strategy<Value = Vec<(u32, bool, u8, bool)>> {
    proptest::collection::vec((1_u32..2_000_000, any::<bool>(), 0_u8..3, any::<bool>()), 1..6)
}

proptest! {
    #[test]
    fn nothing_goes_back_above_what_was_paid_for_the_lines_it_is_about(
        lines in lines(),
        base in select(vec!["complained", "bundle", "part_return"]),
        rate in select(vec!["unused = \"months\"", "unused = \"days\"", "percent = \"99.9999\"", "percent = \"100\""]),
    ) {
        let pack = source("", "", &format!("amount = {{ of = \"{base}\", {rate} }}"));
        let written: String = lines.iter().enumerate().map(|(idx, (cents, is_complained, set, has_period))| {
            let set = if *set > 0 { format!("bundle = \"S-{set}\"\n") } else { String::new() };
            let period = if *has_period { YEAR } else { "" };
            let price = format!("{}.{:02}", cents / 100, cents % 100);
            line(&format!("L{idx}"), &price, &format!("complained = {is_complained}\n{set}{period}"))
        }).collect();
        let (_, decision, order) = asked(&pack, &written);
        let mut back = vec![0_i64; lines.len()];
        for one in &decision.entitlements {
            let skus = one.goods.skus(&order);
            let is_about = |(idx, (_, is_complained, ..)): &(usize, &(u32, bool, u8, bool))| {
                if skus.is_empty() { *is_complained } else { skus.contains(&format!("L{idx}")) }
            };
            let about: Vec<usize> = lines.iter().enumerate().filter(is_about).map(|(idx, _)| idx).collect();
            let paid: i64 = about.iter().map(|idx| i64::from(lines[*idx].0)).sum();
            prop_assert!(one.amount.unwrap().minor <= paid, "{:?} of {paid}", one.amount);
            for idx in about {
                back[idx] += 1;
            }
        }
        // And no line goes back twice by one rule.
        prop_assert!(back.iter().all(|times| *times <= 1), "{back:?}");
    }

    #[test]
    fn own_words_answer_like_sets(
        carried in subsequence(vec!["assembled", "members_only", "durable"], 0..3),
        asked_about in subsequence(vec!["assembled", "members_only", "durable"], 1..3),
        is_wanted in any::<bool>(),
    ) {
        let list = |words: &[&str]| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        let key = if is_wanted { "has" } else { "has_none" };
        let when = format!("{{ fact = \"order.line.traits\", {key} = [{}] }}", list(&asked_about));
        let goods = line("A", "10.00", &format!("traits = [{}]", list(&carried)));
        let meets = carried.iter().any(|word| asked_about.contains(word)) == is_wanted;
        let got = outcome(&asked(&source(WORDS, &when, WHOLE), &goods));
        prop_assert_eq!(got, if meets { "10.00" } else { "no" });
    }
}

fn set(path: &str, value: Option<SlotValue>) -> Edit {
    Edit::Set { rule: None, path: path.to_owned(), value }
}

fn named(name: &str) -> SlotValue {
    SlotValue::Texts(Texts { en: name.to_owned(), ..Texts::default() })
}

#[test]
fn a_form_declares_a_word_offers_it_renames_it_and_takes_it_out() {
    let before = text("", "", WHOLE);
    let declared = edit(&before, &set("traits.assembled", Some(named("put together")))).unwrap();
    assert!(declared.contains("[traits]\nassembled = { en = \"put together\" }"), "{declared}");
    let form = form(&declared).unwrap();
    assert_eq!(form.own_words(WordList::Trait).len(), 1);
    let condition = |word: &str| Edit::AddCondition {
        rule: "r".to_owned(),
        path: "when".to_owned(),
        fact: Fact::Traits,
        comparison: ComparisonName::HasNone,
        bound: SlotValue::Words(vec!["durable".to_owned(), word.to_owned()]),
    };
    let asks = edit(&declared, &condition("assembled")).unwrap();
    let told = parse_pack("p", &asks).unwrap().pack;
    let unknown = edit(&declared, &condition("asembled")).unwrap_err().problem;
    let (word, nearest) = ("asembled".to_owned(), Some("assembled".to_owned()));
    assert_eq!(unknown, EditProblem::UnknownWord { word, nearest });
    let renamed = edit(&asks, &set("traits.assembled", Some(named("built at your home")))).unwrap();
    let after = parse_pack("p", &renamed).unwrap().pack;
    assert_eq!(
        diff((&told, None), (&after, None)),
        ["the shop’s own traits or kinds, or their names, change"]
    );
    assert_eq!(changes((&told, None), (&after, None)), [Change::Words]);
    let gone = edit(&renamed, &set("traits.assembled", None)).unwrap();
    assert!(!gone.contains("[traits]"), "{gone}");
    let left = parse_pack("p", &gone).unwrap_err();
    assert!(left[0].to_string().contains("unknown word `assembled`"), "{left:?}");
}

#[test]
fn a_word_that_is_none_or_known_already_is_not_declared() {
    let before = text("", "", WHOLE);
    let refused = |path: &str, value| edit(&before, &set(path, value)).unwrap_err().problem;
    assert_eq!(refused("traits.Big-One", Some(named("big"))), EditProblem::NotAWord);
    assert_eq!(
        refused("traits.food", Some(named("food"))),
        EditProblem::KnownWord { word: "food".to_owned() }
    );
    assert_eq!(refused("kinds.bed", Some(named(" "))), EditProblem::EmptyText);
    assert_eq!(refused("kinds.bed", None), EditProblem::Needed);
    assert_eq!(refused("colours.red", Some(named("red"))), EditProblem::NoSuchPlace);
    assert!(edit(&before, &set("kinds.food", Some(named("food")))).is_ok(), "a kind is no trait");
}
