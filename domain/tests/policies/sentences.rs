//! Golden explanations: what people read, in the three languages of the desk.

use crate::delivered;
use domain::personal::Language;
use domain::policy::decide;
use domain::policy::explain::{self, Explanation, plain};
use domain::remedy::Remedy;
use std::fmt::Write;

fn shown(kind: &str, one: &Explanation, language: Language) -> String {
    let mut text = format!("{kind} {} [{}]\n", plain(&one.lead), one.source(language));
    for row in &one.rows {
        writeln!(text, "    {}", row.line(language)).unwrap();
    }
    if !one.nearest.is_empty() {
        writeln!(text, "    {}", plain(&one.nearest)).unwrap();
    }
    text
}

#[test]
fn explanations_read_as_they_should() {
    let cases = delivered::cases();
    for name in [
        "cases/withdrawal-last-day.toml",
        "cases/withdrawal-one-day-late.toml",
        "cases/wool-sweater-not-wool.toml",
    ] {
        let (_, case) = cases.iter().find(|(file, _)| file == name).unwrap();
        let packs = delivered::packs(&case.packs);
        let decision = decide(&packs, &case.facts());
        let mut text = String::new();
        for language in Language::ALL {
            writeln!(text, "== {language}").unwrap();
            let told = [
                ("yes", explain::granted(&packs, &decision, *language)),
                ("no", explain::refused(&packs, &decision, *language)),
                ("depends", explain::depending(&packs, &decision, *language)),
            ];
            for (kind, told) in &told {
                for one in told {
                    text += &shown(kind, one, *language);
                }
            }
            for one in &decision.options {
                let reasons = explain::option(&packs, &decision, one, *language);
                let codes: Vec<&str> = one.parts.iter().map(|part| part.remedy.code()).collect();
                writeln!(text, "option {}", codes.join(" + ")).unwrap();
                let leads = reasons.parts.iter().map(|part| &part.lead);
                for lead in leads.chain([&reasons.recommended, &reasons.ready, &reasons.care]) {
                    if !lead.is_empty() {
                        writeln!(text, "    {}", plain(lead)).unwrap();
                    }
                }
            }
        }
        insta::assert_snapshot!(name.replace(['/', '.'], "_"), text);
    }
}

#[test]
fn explanations_have_the_same_parts_in_every_language() {
    for (file, case) in delivered::cases() {
        let packs = delivered::packs(&case.packs);
        let decision = decide(&packs, &case.facts());
        for one in &decision.entitlements {
            let counts: Vec<(usize, usize)> = Language::ALL
                .iter()
                .map(|language| explain::entitlement(&packs, &decision, one, *language).unwrap())
                .map(|explanation| (explanation.lead.len(), explanation.rows.len()))
                .collect();
            assert!(counts.iter().all(|count| *count == counts[0]), "{file}: {counts:?}");
            assert!(counts[0].1 > 0, "{file}: an entitlement without a reason");
        }
        for one in &decision.options {
            let told =
                Language::ALL.iter().map(|language| explain::option(&packs, &decision, one, *language));
            let counts: Vec<_> = told
                .map(|reasons| {
                    let leads: Vec<usize> = reasons.parts.iter().map(|part| part.lead.len()).collect();
                    (leads, reasons.recommended.len(), reasons.ready.len(), reasons.care.len())
                })
                .collect();
            assert!(counts.iter().all(|count| *count == counts[0]), "{file}: {counts:?}");
            assert!(counts[0].0.iter().all(|lead| *lead > 0), "{file}: a part without a reason");
            assert_eq!(counts[0].1 > 0, one.is_recommended, "{file}");
        }
    }
}

#[test]
fn shop_has_words_for_each_remedy_it_can_offer() {
    let packs = delivered::packs(&["shop-default".to_owned()]);
    for language in Language::ALL {
        for remedy in Remedy::ALL {
            // Who bears the way back differs, and damages are signed for, not offered.
            let is_told_otherwise = matches!(remedy, Remedy::ReturnShipping | Remedy::StatutoryDamages);
            let phrases = packs.phrases(&[*remedy, *remedy], *language);
            assert_eq!(phrases.len(), usize::from(!is_told_otherwise), "{language} {remedy}: {phrases:?}");
        }
    }
    let both = packs.phrases(&[Remedy::Refund, Remedy::Coupon], Language::En);
    assert!(both[0].starts_with("We will refund") && both[1].starts_with("And here is a coupon"), "{both:?}");
}
