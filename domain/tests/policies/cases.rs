//! Every case file comes out as it expects, and the packs as a whole are sound.

use crate::delivered;
use domain::policy::answer::Answer;
use domain::policy::authoring::check;
use domain::policy::decide;

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
