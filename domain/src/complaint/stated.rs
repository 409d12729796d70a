//! What the words of a customer state of the goods, and how it stands as their claim: as if it had been filed, until the
//! desk has looked into it.
//!
//! A claim is kept with the event that made it, so that what triage reads later on changes no case from before. It is told
//! apart from what the desk finds out by whose event it is.

use crate::category::Category;
use crate::complaint::claims::claims;
use crate::complaint::offer::recommend_nothing;
use crate::complaint::readings::{meant, readings};
use crate::complaint::{Case, RecordedFinding};
use crate::finding::{Finding, Findings, Standing};
use crate::triage::Told;

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
/// What they said of the same words of their story, that it was not meant, holds of these too.
pub(super) fn stated(words: &str, case: &Case) -> Vec<Finding> {
    let not_meant: Vec<_> =
        readings(&case.story).into_iter().filter(|read| case.not_meant.contains(&read.reading)).collect();
    let mut claims = claimed_by(&meant(words, &not_meant), Category::Other);
    claims.retain(|claim| match found_first(&case.recorded, claim) {
        Some(place) => case.recorded.get(place).is_some_and(|found| found.before.is_none()),
        None => case.findings.answer_like(claim).is_none(),
    });
    claims
}

/// Where the desk first answered what a claim is about.
fn found_first(recorded: &[RecordedFinding], claim: &Finding) -> Option<usize> {
    recorded.iter().position(|found| found.finding.is_about_the_same(claim))
}

/// The case with what its customer states. What the desk has found out stands, and the claim behind it, should that be taken
/// back. An offer from before is neither what they asked for any more, nor what we would choose.
pub(super) fn with_claim(mut case: Case, claim: &Finding) -> Case {
    case.is_fake_told |= matches!(claim, Finding::Fraud(_));
    let found = found_first(&case.recorded, claim).and_then(|place| case.recorded.get_mut(place));
    if let Some(found) = found {
        found.before.get_or_insert_with(|| claim.clone());
    } else if case.findings.answer_like(claim).is_none() {
        case.findings = case.findings.with(claim);
        recommend_nothing(&mut case.phase);
    }
    case
}
