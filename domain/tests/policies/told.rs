//! Whole answers as people read them: a refusal tells its own cause, amounts tell what was taken off, and nothing is
//! told twice.

use crate::delivered;
use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS};
use domain::category::Category;
use domain::complaint::assess::Assessment;
use domain::complaint::command::Command;
use domain::finding::{Finding, Standing};
use domain::personal::Language;
use domain::policy::authoring::parse_case;
use domain::policy::explain::{self, Explanation, plain};
use domain::policy::{Decision, Packs, Place, decide};
use domain::remedy::Remedy;
use domain::testing::{Scene, filing, zones};
use std::collections::BTreeSet;

/// A case in one line: the pack, when, what, in which currency, the order's further keys, the kinds of goods and what
/// was found.
struct Told<'a> {
    pack: &'a str,
    asked_at: &'a str,
    complaint: &'a str,
    currency: &'a str,
    order: &'a str,
    goods: &'a str,
    finding: &'a str,
}

/// Something bought on 26 February and asked about on 5 March.
const USUAL: Told<'_> = Told {
    pack: "cn-law",
    asked_at: "2026-03-05T10:00:00+08:00",
    complaint: "category = \"quality\"\nwants = [\"return_refund\"]",
    currency: "CNY",
    order: "delivered_at = \"2026-03-02T12:00:00+08:00\"",
    goods: "",
    finding: "",
};

impl Told<'_> {
    fn in_language(&self, language: Language) -> Answer {
        let source = format!(
            "packs = [\"{}\"]\nasked_at = \"{}\"\n[complaint]\n{}\n[order]\ncurrency = \"{}\"\n\
             placed_at = \"2026-02-20T10:00:00+08:00\"\n{}\n[[order.line]]\nsku = \"A\"\ntitle = \"Thing\"\n\
             unit_price = \"60.00\"\nquantity = 1\ncomplained = true\ntraits = [{}]\n[finding]\n{}\n",
            self.pack, self.asked_at, self.complaint, self.currency, self.order, self.goods, self.finding
        );
        let case = parse_case("case.toml", &source, &zones())
            .unwrap_or_else(|mistakes| panic!("{source}\n{mistakes:?}"));
        let packs = delivered::packs(&case.packs);
        let decision = decide(&packs, &case.facts());
        Answer {
            granted: explain::granted(&packs, &decision, language),
            refused: explain::refused(&packs, &decision, language),
            depending: explain::depending(&packs, &decision, language),
        }
    }

    fn in_english(&self) -> Answer {
        self.in_language(Language::En)
    }
}

struct Answer {
    granted: Vec<Explanation>,
    refused: Vec<Explanation>,
    depending: Vec<Explanation>,
}

fn leads(told: &[Explanation]) -> Vec<String> {
    told.iter().map(|one| plain(&one.lead)).collect()
}

#[test]
fn refusal_over_a_currency_tells_of_the_currency() {
    let case = Told {
        complaint: "category = \"not_as_described\"\nwants = [\"statutory_damages\"]",
        currency: "EUR",
        finding: "fraud = \"established\"",
        ..USUAL
    };
    let refused = leads(&case.in_english().refused);
    assert_eq!(refused, ["Statutory damages: This rule holds for orders in CNY; this order is in EUR."]);
    let refused = leads(&case.in_language(Language::ZhHans).refused);
    assert_eq!(refused, ["法定惩罚性赔偿：这条规则只适用于以 CNY 计价的订单，而这张订单以 EUR 计价。"]);
    assert!(case.in_english().refused.iter().all(|one| one.nearest.is_empty()));
}

#[test]
fn refusal_over_where_it_came_from_is_told_once_for_all_rules_and_blames_nobody() {
    let case = Told { finding: "defect = \"established\"\nfault = \"customer\"", ..USUAL };
    let refused = case.in_english().refused;
    assert_eq!(
        leads(&refused),
        [
            "Return and refund / exchange / repair / part of the price back: It was found that it did not come from \
             the seller or from the transport, so this does not apply here."
        ]
    );
    assert_eq!(refused[0].cite, "CRPL 24; CC 582");
    assert_eq!(refused[0].rows.len(), 1, "{:?}", refused[0].rows);
    assert!(refused[0].nearest.is_empty());
}

#[test]
fn refusal_over_a_day_that_has_passed_names_the_day_once() {
    let case = Told {
        asked_at: "2026-03-10T00:30:00+08:00",
        complaint: "category = \"returns\"\nwants = [\"withdrawal\"]",
        finding: "condition = \"intact\"",
        ..USUAL
    };
    let refused = case.in_english().refused;
    assert_eq!(leads(&refused), ["Return without a reason: The time for this ended on 2026-03-09."]);
    assert!(refused[0].nearest.is_empty());
}

#[test]
fn refusal_over_kind_or_state_of_the_goods_names_it() {
    let case = Told { complaint: "category = \"returns\"\nwants = [\"withdrawal\"]", ..USUAL };
    let custom = Told { goods: "\"custom_made\"", ..case };
    let refused = leads(&custom.in_english().refused);
    assert_eq!(refused, ["Return without a reason: Not for goods of this kind: made to order."]);
    let used = Told { goods: "", finding: "condition = \"used\"", ..case };
    let refused = leads(&used.in_language(Language::ZhHant).refused);
    assert_eq!(refused, ["無理由退貨：商品已經用過了，這一項要求商品完好。"]);
}

#[test]
fn defect_that_was_ruled_out_is_refused_without_a_promise_of_something_else() {
    let case = Told { finding: "defect = \"refuted\"", ..USUAL };
    let refused = case.in_english().refused;
    assert_eq!(
        leads(&refused),
        [
            "Return and refund / exchange / repair: This was looked into and is not so: defect.",
            "Part of the price back: It has not been confirmed that the goods are not as agreed.",
        ]
    );
    assert_eq!(refused[0].rows[0].line(Language::En), "defect: ruled out; needed: confirmed");
    assert_eq!(plain(&refused[0].nearest), "If it can be shown, this applies.");
}

#[test]
fn no_rule_promises_anything_in_the_words_with_which_it_refuses() {
    let promises = ["remain", "still possible", "instead", "comes first", "仍", "也可以", "先换货", "先換貨"];
    let told_by_the_engine = ["A person must check", "专人核实", "專人核實"];
    for source in delivered::sources() {
        for rule in &source.pack.rules {
            for language in Language::ALL {
                let refuses = rule.refuses.get(*language);
                assert!(!promises.iter().any(|word| refuses.contains(word)), "{}: {refuses}", rule.code);
                let says = rule.says.get(*language);
                assert!(
                    !told_by_the_engine.iter().any(|words| says.contains(words)),
                    "{}: {says}",
                    rule.code
                );
            }
        }
    }
}

#[test]
fn amount_tells_what_was_taken_off_and_what_is_in_it() {
    let case = Told {
        complaint: "category = \"returns\"\nwants = [\"withdrawal\"]",
        order: "delivered_at = \"2026-03-02T12:00:00+08:00\"\nfree_shipping = true\n\
                free_shipping_threshold = \"99.00\"\noutbound_freight = \"10.00\"\n\
                [[order.line]]\nsku = \"B\"\ntitle = \"Thing\"\nunit_price = \"50.00\"\nquantity = 1\n\
                complained = false",
        finding: "condition = \"intact\"",
        ..USUAL
    };
    let granted = leads(&case.in_english().granted);
    let expected = "You can return it without giving a reason: 50.00 CNY. 10.00 CNY taken off: what freight would \
                    have cost. Because";
    assert!(granted[0].starts_with(expected), "{granted:?}");
    assert_eq!(granted[1], "You pay for sending it back.");
    let granted = leads(&case.in_language(Language::ZhHans).granted);
    assert!(granted[0].contains("已经扣除 10.00 CNY：原本要付的运费。"), "{granted:?}");
    assert_eq!(granted[1], "退货运费由您承担。");

    let deposit = Told {
        complaint: "category = \"transaction\"\nwants = [\"refund\"]",
        order: "deposit = \"10.00\"",
        finding: "not_performed = \"established\"",
        ..USUAL
    };
    let granted = leads(&deposit.in_english().granted);
    assert!(granted.iter().any(|lead| lead.contains("20.00 CNY. 10.00 CNY of it: deposit.")), "{granted:?}");
}

#[test]
fn sum_that_stays_as_the_highest_carries_the_name_of_its_rule() {
    let case = Told {
        complaint: "category = \"safety\"\nwants = [\"statutory_damages\"]",
        goods: "\"food\"",
        finding: "safety = \"established\"\nloss_amount = \"800.00\"",
        ..USUAL
    };
    let granted = leads(&case.in_english().granted);
    let expected = "If the food is proven unsafe, you can claim ten times the price or three times your loss: \
                    2400.00 CNY. Because";
    assert!(granted[0].starts_with(expected), "{granted:?}");
    assert_eq!(granted[0].matches("A person").count(), 1, "{granted:?}");
}

#[test]
fn number_of_days_that_would_turn_it_is_told_as_a_day_or_not_at_all() {
    let late = Told {
        asked_at: "2026-03-20T23:00:00+08:00",
        complaint: "category = \"delivery_delay\"\nwants = [\"refund\"]",
        order: "shipped_at = \"2026-03-05T10:00:00+08:00\"\npromised_by = \"2026-03-09\"\nextra_time_until = \"2026-03-20\"",
        ..USUAL
    };
    let nearest = |case: &Told<'_>| {
        let refused = case.in_english().refused;
        assert_eq!(refused.len(), 1, "{refused:?}");
        plain(&refused[0].nearest)
    };
    assert_eq!(nearest(&late), "From 2026-03-21 on it applies.");
    let no_further_time =
        Told { order: "shipped_at = \"2026-03-05T10:00:00+08:00\"\npromised_by = \"2026-03-09\"", ..late };
    let set_one = "Set a last day; if it is missed you can have your money back.";
    assert_eq!(nearest(&no_further_time), set_one);
    let in_time = Told {
        pack: "shop-default",
        complaint: "category = \"delivery_delay\"\nwants = [\"delay_compensation\"]",
        order: "promised_by = \"2026-03-09\"\ndelivered_at = \"2026-03-09T12:00:00+08:00\"",
        ..late
    };
    assert_eq!(nearest(&in_time), "From 2026-03-10 on it would have applied.");
}

#[test]
fn kinds_of_goods_that_must_not_be_there_are_one_row() {
    let case = Told {
        pack: "eu-law",
        complaint: "category = \"returns\"\nwants = [\"withdrawal\"]",
        currency: "EUR",
        finding: "condition = \"intact\"",
        ..USUAL
    };
    let granted = case.in_english().granted;
    let rows: Vec<String> = granted[0].rows.iter().map(|row| row.line(Language::En)).collect();
    let kinds =
        "kind of goods: none; needed: none of perishable, made to order, unsealed, sealed for hygiene";
    assert_eq!(rows.iter().filter(|row| row.starts_with("kind of goods")).collect::<Vec<_>>(), [kinds]);
}

#[test]
fn nothing_is_told_twice_in_any_case() {
    for (file, case) in delivered::cases() {
        let packs = delivered::packs(&case.packs);
        let decision = decide(&packs, &case.facts());
        for language in Language::ALL {
            let answer = Answer {
                granted: explain::granted(&packs, &decision, *language),
                refused: explain::refused(&packs, &decision, *language),
                depending: explain::depending(&packs, &decision, *language),
            };
            for told in [&answer.granted, &answer.refused, &answer.depending] {
                for pair in told.windows(2) {
                    let [one, next] = pair else { continue };
                    assert_ne!((&one.lead, &one.cite), (&next.lead, &next.cite), "{file} in {language}");
                }
                for one in told {
                    let rows: Vec<String> = one.rows.iter().map(|row| row.line(*language)).collect();
                    let is_twice = |row: &&String| rows.iter().filter(|other| other == row).count() > 1;
                    assert_eq!(rows.iter().find(is_twice), None, "{file} in {language}");
                    assert!(!plain(&one.lead).contains("（退款（"), "{file}: {}", plain(&one.lead));
                }
            }
        }
    }
}

#[test]
fn sources_are_named_in_every_language() {
    let case = Told { finding: "defect = \"established\"", ..USUAL };
    let source = |language| case.in_language(language).granted[0].source(language);
    assert_eq!(source(Language::ZhHans), "《消费者权益保护法》第二十四条，已核对原文");
    assert_eq!(source(Language::ZhHant), "《消費者權益保護法》第二十四條，已核對原文");
    assert_eq!(source(Language::En), "Consumer Rights Protection Law, Art. 24, verified");
}

#[test]
fn what_another_rule_grants_as_well_is_not_told_once_more_beside_it() {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned(), "shop-default".to_owned()]);
    let mut filing = filing();
    (filing.category, filing.wants) = (Category::NotAsDescribed, vec![Remedy::ReturnRefund]);
    let finding = Finding::Misdescription(Standing::Established);
    let found = Command::RecordFinding { finding, note: None, instead_of: None };
    let scene = scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing))).given(AGENT_ACTS, found);
    let case = scene.state.case().unwrap();
    let decision = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).decision;
    let codes = |is_meant: fn(&Decision, &Packs, Place) -> bool| {
        let places = decision.entitlements.iter().map(|one| one.place);
        let meant = places.filter(|place| is_meant(&decision, &scene.packs, *place));
        meant.filter_map(|place| Some(scene.packs.rule(place)?.code.clone())).collect::<BTreeSet<_>>()
    };
    let beside = codes(Decision::is_beside);
    assert!(beside.contains("wrong-goods") && beside.contains("late-delivery"), "{beside:?}");
    assert_eq!(codes(Decision::is_had_anyway), BTreeSet::from(["wrong-goods".to_owned()]));
}
