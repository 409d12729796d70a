//! What the words of a customer state of the goods and wish for, as if it had been filed: a claim until the desk has looked
//! into it, and a wish before those named earlier.
//!
//! It is kept as an event, so that what triage reads later on changes no case from before. The customer reads what their words
//! were taken for, and whoever says that it was not meant is believed.

use crate::category::Category;
use crate::complaint::claims::claims;
use crate::complaint::offer::recommend_nothing;
use crate::complaint::readings::{Read, meant, readings};
use crate::complaint::turned::wished_first;
use crate::complaint::wishes::wished;
use crate::complaint::{Case, RecordedFinding};
use crate::finding::{Finding, Findings, Standing};
use crate::remedy::Remedy;
use crate::triage::Told;
use serde::{Deserialize, Serialize};

/// What words state and wish for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stated {
    /// What is said to be so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Finding>,
    /// What is wished for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<Remedy>,
}

impl Stated {
    /// Whether it is nothing.
    pub const fn is_empty(&self) -> bool {
        self.claims.is_empty() && self.wants.is_empty()
    }

    /// Whether it says that goods are fakes.
    pub(super) fn is_fake(&self) -> bool {
        self.claims.iter().any(|claim| matches!(claim, Finding::Fraud(_)))
    }

    /// Whether all of it is part of another.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.claims.iter().all(|claim| other.claims.contains(claim))
            && self.wants.iter().all(|wish| other.wants.contains(wish))
    }
}

/// In which words after the filing something was read, and what of it was not meant. The words are read anew only where somebody
/// writes: pages that merely show a case need not know how to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadIn {
    texts: Vec<String>,
    /// Claims that were not meant, with all that had been written by then.
    off: Vec<(Vec<Finding>, Vec<String>)>,
}

impl ReadIn {
    /// Notes that these claims were not meant.
    fn take_off(&mut self, claims: &[Finding]) {
        self.off.push((claims.to_vec(), self.texts.clone()));
    }

    /// What was not meant, with the words in which it was read.
    fn off(&self) -> impl Iterator<Item = Read> {
        self.off.iter().flat_map(|(claims, texts)| {
            let is_of_it = |read: &Read| claims.contains(&read.reading.claim());
            texts.iter().flat_map(|text| readings(text)).filter(is_of_it)
        })
    }
}

/// What can be stated by words alone. That somebody was hurt is told with how urgent it is.
pub(super) const STATED: [fn(Standing) -> Finding; 6] = [
    Finding::Defect,
    Finding::Misdescription,
    Finding::DamageInTransit,
    Finding::Loss,
    Finding::Fraud,
    Finding::RefundUnpaid,
];

/// What a text claims that tells so much, as far as words alone can: of a complaint about a category, what that says by itself
/// too.
pub(super) fn claimed_by(told: &Told, category: Category) -> Vec<Finding> {
    let stated = claims(&Findings::default(), category, told);
    STATED.iter().filter_map(|of| stated.answer_like(&of(Standing::Claimed))).collect()
}

/// What a further message states that nobody has stated before, whatever the desk has found out since.
///
/// What they said of the same words before, that it was not meant, holds of these too.
pub(super) fn stated(words: &str, case: &Case) -> Vec<Finding> {
    let mut claims = claimed_by(&meant(words, &not_meant_of(case)), Category::Other);
    claims.retain(|claim| match found_first(&case.recorded, claim) {
        Some(place) => case.recorded.get(place).is_some_and(|found| found.before.is_none()),
        None => case.findings.answer_like(claim).is_none(),
    });
    claims
}

/// The same of several texts, each claim once.
pub(super) fn stated_in<'a>(texts: impl IntoIterator<Item = &'a str>, case: &Case) -> Vec<Finding> {
    let mut claims: Vec<Finding> = Vec::new();
    for words in texts {
        let new: Vec<Finding> =
            stated(words, case).into_iter().filter(|claim| !claims.contains(claim)).collect();
        claims.extend(new);
    }
    claims
}

/// What was told since an agreement and nobody has stated or looked into: claimed once the case is taken up again.
pub fn told_since(case: &Case) -> Vec<Finding> {
    stated_in(case.said_since.iter().map(String::as_str), case)
}

/// What of the story and of later words was not meant.
fn not_meant_of(case: &Case) -> Vec<Read> {
    let is_off = |read: &Read| case.not_meant.contains(&read.reading);
    let mut off: Vec<Read> = case.read_in.off().collect();
    if !case.not_meant.is_empty() {
        off.extend(readings(&case.story).into_iter().filter(is_off));
    }
    off
}

/// Where the desk first answered what a claim is about.
fn found_first(recorded: &[RecordedFinding], claim: &Finding) -> Option<usize> {
    recorded.iter().position(|found| found.finding.is_about_the_same(claim))
}

/// What the words of a message wish for. What is asked for first already is not wished for anew.
pub(super) fn wished_in(words: &str, case: &Case) -> Vec<Remedy> {
    let wants = wished((words, &meant(words, &not_meant_of(case))), &case.order, case.category);
    if case.wants.starts_with(&wants) { Vec::new() } else { wants }
}

/// The case with what its customer states and wishes for.
pub(super) fn with_stated(case: Case, stated: &Stated) -> Case {
    let mut case = stated.claims.iter().fold(wished_first(case, &stated.wants), with_claim);
    let is_new = |wish: &&Remedy| !case.stated.wants.contains(wish);
    let new: Vec<Remedy> = stated.wants.iter().filter(is_new).copied().collect();
    case.stated.wants.extend(new);
    case.read_in.texts.extend(case.spoken.clone());
    // Whoever asked for something else instead of an offer asks for this instead by now.
    if !case.instead.is_empty() && !stated.wants.is_empty() {
        case.instead.clone_from(&stated.wants);
    }
    case
}

/// The case with one claim more. What the desk has found out stands, and the claim behind it, should that be taken back. An
/// offer from before is neither what they asked for any more, nor what we would choose.
fn with_claim(mut case: Case, claim: &Finding) -> Case {
    let found = found_first(&case.recorded, claim).and_then(|place| case.recorded.get_mut(place));
    let is_new =
        found.as_ref().map_or(case.findings.answer_like(claim).is_none(), |one| one.before.is_none());
    // What was claimed already is theirs whatever becomes of these words.
    if !is_new {
        return case;
    }
    case.stated.claims.push(claim.clone());
    if let Some(found) = found {
        found.before = Some(claim.clone());
    } else {
        case.findings = case.findings.with(claim);
        recommend_nothing(&mut case.phase);
    }
    case
}

/// Puts a wish that was ticked behind those that were ticked before it.
fn put_back(case: &mut Case, wish: Remedy) {
    let Some(place) = case.ticked.iter().position(|ticked| *ticked == wish) else { return };
    let before = case.ticked.get(..place).unwrap_or_default();
    let behind = case.wants.iter().rposition(|other| before.contains(other));
    let first = || case.wants.iter().position(|other| case.ticked.contains(other));
    let at = behind.map(|at| at.saturating_add(1)).or_else(first).unwrap_or(case.wants.len());
    case.wants.insert(at, wish);
}

/// The case without what was not meant. What the desk has found out stands. A wish that was ticked is
/// still one, where it stood.
pub(super) fn not_meant(mut case: Case, stated: &Stated) -> Case {
    case.read_in.take_off(&stated.claims);
    for claim in &stated.claims {
        case.stated.claims.retain(|other| other != claim);
        let found = found_first(&case.recorded, claim).and_then(|place| case.recorded.get_mut(place));
        if let Some(found) = found {
            found.before.take_if(|before| before == claim);
        } else if case.findings.answer_like(claim).as_ref() == Some(claim) {
            case.findings = case.findings.without(claim);
        }
    }
    for wish in &stated.wants {
        case.wants.retain(|other| other != wish);
        case.stated.wants.retain(|other| other != wish);
        case.instead.retain(|other| other != wish);
        put_back(&mut case, *wish);
    }
    case
}
