//! A case as people read it beside a pack: what was expected of it, and what comes out.

use crate::policy::answer::Answer;
use crate::policy::authoring::case_file::CaseFile;
use crate::policy::authoring::expectation::{Expected, Item};
use crate::policy::authoring::pack_file::SourcePack;
use crate::policy::decide::decide;
use crate::policy::draft::trial::Trial;
use crate::policy::lines::lines;
use crate::policy::packs::Packs;
use crate::remedy::{Payer, Remedy};
use crate::wire::policy::{CaseAnswer, CaseLine, LineKind};

/// Puts a case to the packs it names; `None` where one of them is not at hand.
pub fn case_answer(name: &str, case: &CaseFile, sources: &[SourcePack]) -> Option<CaseAnswer> {
    let named: Vec<&SourcePack> = case
        .packs
        .iter()
        .map(|id| sources.iter().find(|source| source.pack.id == *id))
        .collect::<Option<_>>()?;
    let packs = Packs::new(
        named.iter().map(|source| source.pack.clone()).collect(),
        named.iter().filter_map(|source| source.desk.clone()).collect(),
    );
    let decision = decide(&packs, &case.facts());
    let answer = Answer::of(&packs, &decision, case.facts().order);
    let problems = case.expect.as_ref().map(|expect| expect.problems(&answer)).unwrap_or_default();
    Some(CaseAnswer {
        name: name.to_owned(),
        title: case.title.clone(),
        passes: problems.is_empty(),
        expected: expected(case),
        got: lines(&packs, &decision),
        problems,
        trial: Trial {
            packs: case.packs.clone(),
            asked_at: case.asked_at,
            zone: case.zone.clone(),
            category: case.category,
            wants: case.wants.clone(),
            order: case.order.clone(),
            complained: case.complained.clone(),
            findings: case.findings.clone(),
            tier: case.tier,
            complaints_on_order: case.complaints_on_order,
            earlier: case.earlier.clone(),
        },
    })
}

fn expected(case: &CaseFile) -> Vec<CaseLine> {
    let Some(expect) = &case.expect else { return Vec::new() };
    [
        (LineKind::Granted, &expect.entitled),
        (LineKind::NotGranted, &expect.not_entitled),
        (LineKind::NeedsHuman, &expect.needs_human),
        (LineKind::Refused, &expect.refused),
        (LineKind::Depends, &expect.depends),
    ]
    .into_iter()
    .flat_map(|(kind, items)| items.iter().map(move |item| line(kind, item)))
    .collect()
}

fn line(kind: LineKind, item: &Item) -> CaseLine {
    let text = |wanted: &str| {
        item.0.iter().find_map(|(key, value)| match value {
            Expected::Text(text) if key == wanted => Some(text.clone()),
            _ => None,
        })
    };
    let is_signed = item.0.contains(&("needs_human".to_owned(), Expected::Flag(true)));
    CaseLine {
        kind,
        rule: text("rule"),
        cite: text("cite"),
        remedy: text("remedy").and_then(|code| Remedy::from_code(&code)),
        amount: text("amount"),
        payer: text("payer").and_then(|code| Payer::from_code(&code)),
        until: text("until"),
        due: text("due"),
        fact: text("fact"),
        needs_human: is_signed,
    }
}
