//! A question or a request that turned into a complaint: what it is about, claims and wishes for by the words that made it
//! one, as if they had been filed.
//!
//! It is kept with the event, so that what triage reads later on changes no case that has turned before.

use crate::actor::Role;
use crate::category::{Category, Kind};
use crate::complaint::Case;
use crate::complaint::event::{ConvertedKind, Recorded};
use crate::complaint::readings::told_without;
use crate::complaint::stated::{Stated, claimed_by, with_stated};
use crate::complaint::wish_list::{Answered, wish_list};
use crate::complaint::wishes::wished;

use crate::finding::Finding;
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
        let claims = claimed_by(&told, of);
        Self { category, wants: wished((words, &told), &case.order, category), claims }
    }
}

/// The case once it is of another kind. What the customer's own words turned into a complaint waits for its first answer as
/// one; what was answered or found out before stands.
pub(super) fn converted(mut case: Case, recorded: &Recorded, converted: &ConvertedKind) -> Case {
    let to = converted.to;
    case.kind = to;
    case.kind_since = recorded.at;
    case.has_written_since = false;
    if to == Kind::Complaint && recorded.actor.role() == Role::Customer {
        case.first_answer_at = None;
    }
    let Some(turned) = converted.turned.as_deref() else { return case };
    case.category = turned.category;
    with_stated(case, &Stated { claims: turned.claims.clone(), wants: turned.wants.clone() })
}

/// The case with some wishes that were ticked before those it had: these are meant, whatever words were taken for.
pub(super) fn ticked_first(mut case: Case, wants: &[Remedy]) -> Case {
    case.stated.wants.retain(|wish| !wants.contains(wish));
    case.ticked = first(wants, &case.ticked);
    wished_first(case, wants)
}

/// The case with some wishes before those it had.
pub(super) fn wished_first(mut case: Case, wants: &[Remedy]) -> Case {
    case.wants = first(wants, &case.wants);
    case
}

/// Some wishes before others, each once.
fn first(wants: &[Remedy], others: &[Remedy]) -> Vec<Remedy> {
    wants.iter().chain(others.iter().filter(|wish| !wants.contains(wish))).copied().collect()
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
