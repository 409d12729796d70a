//! What stands beside a case: the other cases of its customer and its order, and what they gave.

use crate::category::{Category, Kind};
use crate::compensation::money::Money;
use crate::complaint::PhaseName;
use crate::complaint::event::{Event, Recorded};
use crate::complaint::evolve::replay;
use crate::id::{CaseId, CaseNumber, PersonId};
use crate::remedy::Remedy;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// Another case of the same customer or order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BesideCase {
    /// The case.
    pub case_id: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// What it is about.
    pub category: Category,
    /// Enquiry, request or complaint.
    pub kind: Kind,
    /// Where it stands.
    pub phase: PhaseName,
    /// The order's number.
    pub order_number: String,
    /// Whether it is the same customer's; another's on the same order otherwise.
    pub is_same_customer: bool,
    /// When it was filed.
    pub filed_at: DateTime<FixedOffset>,
    /// What was agreed in it.
    pub got: Vec<Got>,
}

/// A remedy that was agreed in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Got {
    /// Which.
    pub remedy: Remedy,
    /// How much, where it is a matter of money.
    pub amount: Option<Money>,
}

impl BesideCase {
    /// The case of a stream as it stands beside one of `person`'s; nothing where none was filed.
    pub fn of(events: &[Recorded], person: PersonId) -> Option<Self> {
        let complaint = replay(events);
        let case = complaint.case()?;
        let got = events.iter().filter_map(|recorded| match &recorded.event {
            Event::Agreed { option, .. } => Some(&option.option.parts),
            _ => None,
        });
        Some(Self {
            case_id: case.id,
            number: case.number.clone(),
            category: case.category,
            kind: case.kind,
            phase: case.phase.name(),
            order_number: case.order.number.clone(),
            is_same_customer: case.person == person,
            filed_at: case.filed_at,
            got: got.flatten().map(|part| Got { remedy: part.remedy, amount: part.amount }).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::complaint::command::Command;
    use crate::testing::{CUSTOMER, STRANGER, Scene, yuan};

    #[test]
    fn what_was_agreed_is_still_told_after_the_case_is_over() {
        let scene = Scene::agreed();
        let told = |scene: &Scene| BesideCase::of(&scene.events, CUSTOMER).unwrap();
        let got = vec![Got { remedy: Remedy::PriceReduction, amount: Some(yuan("50.00")) }];
        assert_eq!((told(&scene).phase, told(&scene).got), (PhaseName::Fulfilling, got));
        assert!(!BesideCase::of(&scene.events, STRANGER).unwrap().is_same_customer);
        let withdrawn =
            Scene::offered().given(Actor::Customer(CUSTOMER), Command::Withdraw { sentence: None });
        assert_eq!(told(&withdrawn).got, Vec::new());
        assert_eq!(BesideCase::of(&[], CUSTOMER), None);
    }
}
