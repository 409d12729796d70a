//! Every case file comes out as it expects, and the packs as a whole are sound.

use crate::delivered;
use domain::policy::answer::Answer;
use domain::policy::authoring::{check, parse_case};
use domain::policy::decide;
use domain::testing::zones;

#[test]
fn every_case_comes_out_as_it_expects() {
    let cases = delivered::cases();
    let mut problems = Vec::new();
    for (file, case) in &cases {
        let packs = delivered::packs(&case.packs);
        let answer = Answer::of(&packs, &decide(&packs, &case.facts()), case.facts().order);
        let expect = case.expect.as_ref().unwrap_or_else(|| panic!("{file} expects nothing"));
        problems.extend(expect.problems(&answer).into_iter().map(|problem| format!("{file}: {problem}")));
    }
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
    assert!(cases.len() > 100, "{} cases", cases.len());
}

#[test]
fn every_case_says_what_it_is_about_in_the_language_of_its_reader() {
    let is_chinese = |text: &str| text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
    for (file, case) in delivered::cases() {
        let title = &case.title;
        assert!(!title.en.is_empty() && !is_chinese(&title.en), "{file}: {title:?}");
        assert!(is_chinese(&title.zh_hans) && is_chinese(&title.zh_hant), "{file}: {title:?}");
    }
}

#[test]
fn a_case_without_a_title_is_called_by_the_comment_it_begins_with() {
    let case = "packs = [\"p\"]\nasked_at = \"2026-03-06T10:00:00+08:00\"\n[complaint]\ncategory = \"quality\"\n\
                [order]\ncurrency = \"CNY\"\nplaced_at = \"2026-03-01T10:00:00+08:00\"\n[[order.line]]\n\
                sku = \"A\"\ntitle = \"杯子\"\nunit_price = \"1.00\"\nquantity = 1\n";
    let title = |text: &str| parse_case("case.toml", text, &zones()).map(|case| case.title);
    let of_comment = title(&format!("# One mug,\n# and no more.\n{case}")).unwrap();
    assert_eq!(
        (of_comment.en.as_str(), of_comment.zh_hans.as_str()),
        ("One mug, and no more.", "One mug, and no more.")
    );
    assert_eq!(title(case).unwrap().en, "");
    let said = "title = { zh-Hans = \"一个杯子\", zh-Hant = \"一個杯子\", en = \"One mug\" }\n";
    assert_eq!(title(&format!("# For its author.\n{said}{case}")).unwrap().zh_hant, "一個杯子");
    // Who writes titles writes them for every reader.
    let mistakes = title(&format!("title = {{ en = \"One mug\" }}\n{case}")).unwrap_err();
    assert!(mistakes.iter().any(|mistake| mistake.to_string().contains("zh-Hans")), "{mistakes:?}");
}

#[test]
fn the_delivered_packs_are_sound_and_every_rule_is_tried_both_ways() {
    let today = "2026-11-01".parse().unwrap();
    let found = check(&delivered::sources(), &delivered::cases(), today);
    let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn nothing_of_the_desk_part_is_in_the_public_part() {
    for source in delivered::sources() {
        let compiled = domain::policy::authoring::compile(&source).unwrap();
        for key in ["agent_limit", "goodwill", "blocked_extra", "burdens", "phrases"] {
            assert!(!compiled.public.contains(key), "{} shows {key}", source.pack.id);
        }
    }
}

#[test]
fn a_compiled_pack_reads_back_as_it_was() {
    for source in delivered::sources() {
        let compiled = domain::policy::authoring::compile(&source).unwrap();
        assert_eq!(serde_json::from_str::<domain::policy::Pack>(&compiled.public).unwrap(), source.pack);
        if let Some(desk) = &compiled.desk {
            assert_eq!(Some(serde_json::from_str(desk).unwrap()), source.desk);
        }
    }
}
