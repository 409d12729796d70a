//! A question or a request that turned into a complaint: what it is about, claims and wishes for by the words that made it
//! one, as if they had been filed. What a complaint's further words state is claimed in the same way.
//!
//! It is kept with the event, so that what triage reads later on changes no case that has turned before.

use crate::actor::Role;
use crate::category::{Category, Kind};
use crate::complaint::claims::claims;
use crate::complaint::event::Recorded;
use crate::complaint::readings::{meant, readings, told_without};
use crate::complaint::wish_list::{Answered, wish_list};
use crate::complaint::wishes::wished;
use crate::complaint::{Case, Phase, RecordedFinding};
use crate::finding::{Finding, Findings, Standing};
use crate::order::OrderLine;
use crate::remedy::Remedy;
use crate::triage::again::about;
use crate::triage::told;
use serde::{Deserialize, Serialize};

/// What a complaint is about that came of a question or a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Turned {
    /// What it is about.
    pub category: Category,
    /// What is wished for in these words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<Remedy>,
    /// What is stated by them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Finding>,
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

impl Turned {
    /// What a case is about by these words. What somebody chose stands, and what was guessed does until they tell what is wrong.
    pub(super) fn by(words: &str, case: &Case) -> Self {
        let told = told(words);
        let (read, is_wrong) =
            about((&case.story, &case.told()), (words, &told)).unwrap_or((Category::Other, false));
        let is_open = case.category == Category::Other || is_wrong && !case.is_category_chosen;
        let category = if is_open { read } else { case.category };
        // Whoever names nothing that is wrong claims nothing of it.
        let of = if is_wrong && category == read { category } else { Category::Other };
        let stated = claims(&Findings::default(), of, &told);
        let claims = STATED.iter().filter_map(|of| stated.answer_like(&of(Standing::Claimed))).collect();
        Self { category, wants: wished((words, &told), &case.order, category), claims }
    }
}

/// What a further message on a complaint states that nobody has stated or looked into before: what comes to light later is
/// claimed as if it had been filed.
///
/// What they said of the same words of their story, that it was not meant, holds of these too.
pub(super) fn stated(words: &str, case: &Case) -> Vec<Finding> {
    let not_meant: Vec<_> =
        readings(&case.story).into_iter().filter(|read| case.not_meant.contains(&read.reading)).collect();
    let stated = claims(&Findings::default(), Category::Other, &meant(words, &not_meant));
    let claims = STATED.iter().filter_map(|of| stated.answer_like(&of(Standing::Claimed)));
    claims.filter(|claim| is_news(case, claim)).collect()
}

/// Whether a claim is none that was made before, whatever the desk has found out since.
fn is_news(case: &Case, claim: &Finding) -> bool {
    match found_first(case, claim) {
        Some(found) => found.before.is_none(),
        None => case.findings.answer_like(claim).is_none(),
    }
}

/// What the desk first found out of a claim.
fn found_first<'a>(case: &'a Case, claim: &Finding) -> Option<&'a RecordedFinding> {
    case.recorded.iter().find(|found| found.finding.is_about_the_same(claim))
}

/// The case with what its customer states, as far as nobody has answered it. It is no finding of the desk's. An offer from
/// before is not called what they asked for any more, nor what we would choose.
pub(super) fn with_claim(mut case: Case, claim: &Finding) -> Case {
    // It stands again where what the desk found out is taken back.
    if let Some(found) = case.recorded.iter_mut().find(|found| found.finding.is_about_the_same(claim)) {
        found.before.get_or_insert_with(|| claim.clone());
    } else if case.findings.answer_like(claim).is_none() {
        case.findings = case.findings.with(claim);
        case.is_fake_told |= matches!(claim, Finding::Fraud(_));
        if let Phase::Offered(open) = &case.phase {
            case.phase = Phase::Offered(open.clone().recommending_nothing());
        }
    }
    case
}

/// The case once it is of another kind. What the customer's own words turned into a complaint waits for its first answer as
/// one; what was answered or found out before stands.
pub(super) fn converted(mut case: Case, recorded: &Recorded, to: Kind, turned: Option<&Turned>) -> Case {
    case.kind = to;
    case.kind_since = recorded.at;
    case.has_written_since = false;
    if to == Kind::Complaint && recorded.actor.role() == Role::Customer {
        case.first_answer_at = None;
    }
    let Some(turned) = turned else { return case };
    case.category = turned.category;
    case = turned.claims.iter().fold(case, with_claim);
    wished_first(case, &turned.wants)
}

/// The case with some wishes before those it had.
pub(super) fn wished_first(mut case: Case, wants: &[Remedy]) -> Case {
    let before = case.wants.into_iter().filter(|wish| !wants.contains(wish));
    case.wants = wants.iter().copied().chain(before).collect();
    case
}

impl Case {
    /// Whether it is a complaint that was filed as a question.
    fn came_of_a_question(&self) -> bool {
        self.kind == Kind::Complaint && self.filed_as != Kind::Complaint
    }

    /// Whether it turned from a question into a complaint, and nobody has answered it as one.
    pub fn has_turned(&self) -> bool {
        self.came_of_a_question() && self.kind_since >= self.opened_at && self.first_answer_at.is_none()
    }

    /// The lines of which nobody has said how many of several pieces it is about: a question need not say, and as a complaint
    /// it counts them all.
    pub fn uncounted(&self) -> impl Iterator<Item = &OrderLine> {
        let is_whole =
            |line: &OrderLine| self.goods.iter().any(|one| one.sku == line.sku && one.quantity.is_none());
        let came_of_a_question = self.kind != Kind::Enquiry && self.filed_as == Kind::Enquiry;
        self.order.lines.iter().filter(move |line| came_of_a_question && line.quantity > 1 && is_whole(line))
    }

    /// Whether wishes have to be asked for: of a complaint that came of a question, before anything is offered. Whoever has
    /// named one since, or written in words of their own, has said what they have to say.
    pub fn is_asked_for_wishes(&self) -> bool {
        let is_open = self.phase.is_before_agreement() && self.phase.open_offer().is_none();
        is_open && self.came_of_a_question() && self.wants.is_empty() && !self.has_written_since
    }

    /// The wishes to choose among where they have to be asked for; none where they need not be.
    pub fn wishes_to_name(&self, answered: &Answered) -> Vec<Remedy> {
        if !self.is_asked_for_wishes() {
            return Vec::new();
        }
        let words = [self.story.as_str(), self.spoken.as_deref().unwrap_or_default()].join("\n");
        let told = told_without(&words, &self.not_meant);
        wish_list((&words, &told, &self.order, self.category), answered, &[], &[])
    }
}
