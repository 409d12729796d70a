//! The check of packs: what is sound by itself may still be dead, silent, contradictory or untried.
//!
//! Every finding names the pack, the rule and its line, like a compiler's. Errors must be put right before a pack
//! is put in force; warnings are for somebody to look at.

use crate::category::Category;
use crate::compensation::money::Money;
use crate::personal::Language;
use crate::policy::authoring::case_file::CaseFile;
use crate::policy::authoring::mistake::Mistake;
use crate::policy::authoring::pack_file::{Note, SourcePack};
use crate::policy::condition::{Clause, Comparison, Test};
use crate::policy::decide::decide;
pub use crate::policy::draft::flaw::Gravity;
use crate::policy::draft::flaw::{Flaw, RuleText};
use crate::policy::fact::Fact;
use crate::policy::judge::judge;
use crate::policy::own::{Among, Own};
use crate::policy::pack::Pack;
use crate::policy::packs::Packs;
use crate::policy::probe;
use crate::policy::rule::{Rule, Status};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Something the check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How grave.
    pub gravity: Gravity,
    /// The file.
    pub file: String,
    /// The line, counted from one.
    pub line: u32,
    /// The rule, or empty for the pack as a whole.
    pub rule: String,
    /// What it is.
    pub flaw: Flaw,
    /// The same in a line of English.
    pub message: String,
}

impl Found {
    /// A finding about a draft as a whole or one of its rules.
    pub(super) fn of_draft(rule: &str, flaw: Flaw) -> Self {
        Self::new(super::scribe::DRAFT_FILE, 1, rule, flaw)
    }

    fn new(file: &str, line: u32, rule: &str, flaw: Flaw) -> Self {
        let (gravity, message) = (flaw.gravity(), flaw.to_string());
        Self { gravity, file: file.to_owned(), line, rule: rule.to_owned(), flaw, message }
    }
}

impl core::fmt::Display for Found {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}:{}: {}: ", self.file, self.line, self.gravity)?;
        if !self.rule.is_empty() {
            write!(f, "{}: ", self.rule)?;
        }
        f.write_str(&self.message)
    }
}

/// A case with the file it stands in.
pub type NamedCase = (String, CaseFile);

/// Checks packs, with the cases that try them, as of a day.
pub fn check(sources: &[SourcePack], cases: &[NamedCase], today: NaiveDate) -> Vec<Found> {
    let mut found = Vec::new();
    for source in sources {
        for (rule, note) in source.pack.rules.iter().zip(&source.notes) {
            let add = |flaw| Found::new(&source.file, note.line, &rule.code, flaw);
            found.extend(contradiction(rule).map(|fact| add(Flaw::NeverGrants { fact })));
            found.extend(empty_texts(rule).map(add));
            if rule.effective_to.is_some_and(|last| last < today) {
                found.push(add(Flaw::Over));
            }
        }
        found.extend(dead_calendar(source, today));
        found.extend(conflicts(source));
    }
    found.extend(untried(sources, cases));
    found.extend(failing(sources, cases));
    found.extend(gaps(sources));
    found
}

fn pick(sources: &[SourcePack], ids: &[String]) -> Option<Packs> {
    let mut packs = Vec::new();
    let mut desks = Vec::new();
    for id in ids {
        let source = sources.iter().find(|source| source.pack.id == *id)?;
        packs.push(source.pack.clone());
        desks.extend(source.desk.clone());
    }
    Some(Packs::new(packs, desks))
}

/// Two conditions on one fact that can't both hold make a rule that never grants.
fn contradiction(rule: &Rule) -> Option<Fact> {
    let single: Vec<&Test> = rule.scope.iter().chain(&rule.when).filter_map(|clause| only(clause)).collect();
    for (idx, one) in single.iter().enumerate() {
        for other in single.iter().skip(idx + 1) {
            if one.fact == other.fact && excludes(&one.comparison, &other.comparison) {
                return Some(one.fact);
            }
        }
    }
    None
}

fn only(clause: &Clause) -> Option<&Test> {
    match clause.any.as_slice() {
        [test] => Some(test),
        _ => None,
    }
}

fn excludes(one: &Comparison, other: &Comparison) -> bool {
    match (one, other) {
        (Comparison::Is(one), Comparison::Is(other)) => one & other == 0,
        (Comparison::Is(is), Comparison::IsNot(not)) | (Comparison::IsNot(not), Comparison::Is(is)) => {
            is & !not == 0
        }
        (Comparison::Has(has), Comparison::HasNone(none))
        | (Comparison::HasNone(none), Comparison::Has(has)) => has & !none == 0,
        (Comparison::Own(one), Comparison::Own(other)) => own_excludes(one, other),
        (Comparison::IsFlag(one), Comparison::IsFlag(other)) => one != other,
        (Comparison::IsCurrency(one), Comparison::IsCurrency(other)) => {
            one.iter().all(|currency| !other.contains(currency))
        }
        (Comparison::AtLeastSum(least), Comparison::AtMostSum(most))
        | (Comparison::AtMostSum(most), Comparison::AtLeastSum(least)) => {
            let apart = |sum: Money| most.get(sum.currency).is_none_or(|most| sum.minor > most.minor);
            least.iter().all(apart)
        }
        (Comparison::AtLeast(least), Comparison::AtMost(most))
        | (Comparison::AtMost(most), Comparison::AtLeast(least)) => least > most,
        (Comparison::Within(one), Comparison::Beyond(other))
        | (Comparison::Beyond(other), Comparison::Within(one)) => {
            one.unit == other.unit && one.count <= other.count
        }
        (Comparison::Known, Comparison::Absent) | (Comparison::Absent, Comparison::Known) => true,
        _ => false,
    }
}

/// Whether goods that meet one of two conditions in the shop's own words can't meet the other.
fn own_excludes(one: &Own, other: &Own) -> bool {
    let all_in = |some: &Own, others: &Own| {
        some.known & !others.known == 0 && some.words.iter().all(|word| others.words.contains(word))
    };
    match (one.is_wanted(), other.is_wanted()) {
        (true, false) => all_in(one, other),
        (false, true) => all_in(other, one),
        // A line has one kind and may have many traits.
        (true, true) => one.how == Among::Is && one.words.iter().all(|word| !other.words.contains(word)),
        (false, false) => false,
    }
}

fn empty_texts(rule: &Rule) -> Option<Flaw> {
    let texts =
        [(RuleText::Title, &rule.title), (RuleText::Says, &rule.says), (RuleText::Refuses, &rule.refuses)];
    texts.iter().find_map(|(text, texts)| {
        let language = Language::ALL.iter().find(|language| texts.get(**language).trim().is_empty())?;
        Some(Flaw::TextMissing { text: *text, language: *language })
    })
}

fn dead_calendar(source: &SourcePack, today: NaiveDate) -> Option<Found> {
    let last = *source.pack.calendar.holidays.last()?;
    (last < today).then(|| Found::new(&source.file, 1, "", Flaw::HolidaysEnd { last }))
}

/// Two rules that speak about the same and grant different sums for the same remedy.
fn conflicts(source: &SourcePack) -> Vec<Found> {
    let mut found = Vec::new();
    let rules: Vec<(&Rule, &Note)> = source.pack.rules.iter().zip(&source.notes).collect();
    for (idx, (one, _)) in rules.iter().enumerate() {
        for (other, note) in rules.iter().skip(idx + 1) {
            if one.scope != other.scope || one.when != other.when {
                continue;
            }
            let clash = one.grants.iter().find(|grant| {
                other.grants.iter().any(|rival| {
                    rival.remedy == grant.remedy
                        && rival.only_if == grant.only_if
                        && (rival.amount != grant.amount || rival.payer != grant.payer)
                        && (rival.highest_of.is_none() || rival.highest_of != grant.highest_of)
                })
            });
            if let Some(grant) = clash {
                let flaw = Flaw::Conflict { with: one.code.clone(), remedy: grant.remedy };
                found.push(Found::new(&source.file, note.line, &other.code, flaw));
            }
        }
    }
    found
}

/// Rules that no case ever sees grant, or refuse.
fn untried(sources: &[SourcePack], cases: &[NamedCase]) -> Vec<Found> {
    if cases.is_empty() {
        return Vec::new();
    }
    let mut granting: BTreeSet<(String, String)> = BTreeSet::new();
    let mut refusing = granting.clone();
    for (_, case) in cases {
        let Some(packs) = pick(sources, &case.packs) else { continue };
        let decision = judge(&packs, &case.facts());
        let name = |place| {
            let (pack, rule) = (packs.pack(place)?, packs.rule(place)?);
            Some((pack.id.clone(), rule.code.clone()))
        };
        granting.extend(decision.entitlements.iter().filter_map(|one| name(one.place)));
        refusing.extend(decision.refusals.iter().filter_map(|one| name(one.place)));
    }
    let mut found = Vec::new();
    for source in sources {
        for (rule, note) in source.pack.rules.iter().zip(&source.notes) {
            let key = (source.pack.id.clone(), rule.code.clone());
            let mut add = |flaw| found.push(Found::new(&source.file, note.line, &rule.code, flaw));
            if rule.status == Status::Template {
                continue;
            }
            if !granting.contains(&key) {
                add(Flaw::NotSeenGranting);
            }
            if !rule.when.is_empty() && !refusing.contains(&key) {
                add(Flaw::NotSeenRefusing);
            }
        }
    }
    found
}

/// Cases that do not come out as they expect.
fn failing(sources: &[SourcePack], cases: &[NamedCase]) -> Vec<Found> {
    let mut found = Vec::new();
    for (file, case) in cases {
        let problem = |flaw| Found::new(file, 1, "", flaw);
        let Some(packs) = pick(sources, &case.packs) else {
            found.push(problem(Flaw::PackMissing { packs: case.packs.clone() }));
            continue;
        };
        let own: Vec<&Pack> =
            sources.iter().map(|source| &source.pack).filter(|pack| case.packs.contains(&pack.id)).collect();
        for Mistake { line, detail, nearest, key, .. } in case.undeclared(file, &own) {
            let near = nearest.map(|word| format!("; did you mean `{word}`?")).unwrap_or_default();
            let flaw = Flaw::CaseFails { case: file.clone(), problem: format!("{key}: {detail}{near}") };
            found.push(Found::new(file, line, "", flaw));
        }
        if let Some(expect) = &case.expect {
            let answer =
                crate::policy::answer::Answer::of(&packs, &decide(&packs, &case.facts()), case.facts().order);
            let fails = |problem| Flaw::CaseFails { case: file.clone(), problem };
            found.extend(expect.problems(&answer).into_iter().map(fails).map(problem));
        }
    }
    found
}

/// Categories to which a jurisdiction's packs and the shop's together have nothing to say.
fn gaps(sources: &[SourcePack]) -> Vec<Found> {
    let mut places: BTreeMap<&str, Vec<&SourcePack>> = BTreeMap::new();
    for source in sources {
        places.entry(source.pack.jurisdiction.as_str()).or_default().push(source);
    }
    let shop = places.remove("shop").unwrap_or_default();
    let mut groups: Vec<Vec<&SourcePack>> =
        places.into_values().map(|law| law.into_iter().chain(shop.iter().copied()).collect()).collect();
    if groups.is_empty() {
        groups.push(shop);
    }
    let mut found = Vec::new();
    for group in groups {
        let packs = Packs::new(group.iter().map(|source| source.pack.clone()).collect(), Vec::new());
        for category in Category::ALL {
            if probe::is_silent(&packs, *category) {
                let file = group.first().map(|source| source.file.as_str()).unwrap_or_default();
                found.push(Found::new(file, 1, "", Flaw::Gap { category: *category }));
            }
        }
    }
    found
}
