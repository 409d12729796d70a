//! What is asked of the readers whatever they are given: never to panic, and to answer in order.
//!
//! One body for two callers: a fuzzer on a nightly compiler, and proptest in the test command on the stable one.

use domain::personal::Language;
use domain::policy::answer::Answer;
use domain::policy::authoring::{CaseFile, Mistake, SourcePack, check, compile, parse_case, parse_pack};
use domain::policy::{Decision, Pack, Packs, decide, explain};
use domain::testing::zones;
use std::sync::OnceLock;

/// What stands between a pack and a case.
pub(crate) const BETWEEN: char = '\u{c}';

const DELIVERED: [&str; 6] = [
    include_str!("../policies/cn-law/pack.toml"),
    include_str!("../policies/cn-platform/pack.toml"),
    include_str!("../policies/eu-law/pack.toml"),
    include_str!("../policies/uk-law/pack.toml"),
    include_str!("../policies/us-law/pack.toml"),
    include_str!("../policies/shop-default/pack.toml"),
];

/// A pack: it is refused in whole sentences, or it compiles, reads back as it was, and can be checked.
pub(crate) fn pack(input: &[u8]) {
    let Ok(text) = core::str::from_utf8(input) else { return };
    match parse_pack("pack.toml", text) {
        Err(mistakes) => told_well(&mistakes),
        Ok(source) => {
            let compiled = compile(&source).expect("a pack that was read can be compiled");
            let again: Pack = serde_json::from_str(&compiled.public).expect("a compiled pack can be read");
            assert_eq!(again, source.pack);
            let _ = check(&[source], &[], "2026-11-01".parse().expect("a day"));
        }
    }
}

/// A case: it is refused in whole sentences, or the delivered packs answer it, twice the same.
pub(crate) fn case(input: &[u8]) {
    let Ok(text) = core::str::from_utf8(input) else { return };
    match parse_case("case.toml", text, &zones()) {
        Err(mistakes) => told_well(&mistakes),
        Ok(case) => answer(delivered(), &case),
    }
}

/// A pack and a case, parted by [`BETWEEN`]: if both can be read, there is an answer and every sentence about it.
pub(crate) fn explain(input: &[u8]) {
    let Ok(text) = core::str::from_utf8(input) else { return };
    let Some((pack, case)) = text.split_once(BETWEEN) else { return };
    if let (Ok(source), Ok(case)) = (parse_pack("pack.toml", pack), parse_case("case.toml", case, &zones())) {
        answer(&in_force([source]), &case);
    }
}

fn told_well(mistakes: &[Mistake]) {
    assert!(!mistakes.is_empty(), "a file is refused without a reason");
    for mistake in mistakes {
        let line = mistake.to_string();
        assert!(!line.trim().is_empty() && !line.contains('\n'), "{line:?}");
    }
}

fn answer(packs: &Packs, case: &CaseFile) {
    let decision = decide(packs, &case.facts());
    assert_eq!(decision, decide(packs, &case.facts()));
    for option in &decision.options {
        option.check().expect("an option that adds up");
    }
    serde_json::to_string(&Answer::of(packs, &decision, case.facts().order)).expect("an answer in JSON");
    for language in Language::ALL {
        sentences(packs, &decision, *language);
    }
}

fn sentences(packs: &Packs, decision: &Decision, language: Language) {
    let granted =
        decision.entitlements.iter().map(|one| explain::entitlement(packs, decision, one, language));
    let refused = decision.refusals.iter().map(|one| explain::refusal(packs, decision, one, language));
    let open = decision.depends.iter().map(|one| explain::depends(packs, decision, one, language));
    for one in granted.chain(refused).chain(open) {
        let explanation = one.expect("every answer can be explained");
        assert!(!explain::plain(&explanation.lead).is_empty());
    }
}

fn in_force(sources: impl IntoIterator<Item = SourcePack>) -> Packs {
    let (public, desks): (Vec<_>, Vec<_>) =
        sources.into_iter().map(|source| (source.pack, source.desk)).unzip();
    Packs::new(public, desks.into_iter().flatten().collect())
}

fn delivered() -> &'static Packs {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    PACKS.get_or_init(|| {
        in_force(
            DELIVERED
                .iter()
                .map(|text| parse_pack("pack.toml", text).expect("the delivered packs are sound")),
        )
    })
}
