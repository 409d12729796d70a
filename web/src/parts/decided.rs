//! A decision together with the packs it was made under: what a panel needs to explain it.

use domain::policy::{Decision, Entitlement, Packs, Place, Rule};
use domain::remedy::Remedy;
use std::sync::Arc;

/// A decision and its packs.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The packs in force.
    pub packs: Arc<Packs>,
    /// What they answer.
    pub decision: Arc<Decision>,
    /// Whether the customer says, and means, that the goods are fakes.
    pub says_fake: bool,
    /// What could have been chosen instead of what was agreed on.
    pub instead: Vec<Remedy>,
}

impl PartialEq for Decided {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.packs, &other.packs)
            && self.decision == other.decision
            && self.says_fake == other.says_fake
            && self.instead == other.instead
    }
}

impl Decided {
    /// The remedies granted by what the complaint is about, each once, in the order of the rules.
    pub fn granted(&self) -> Vec<Remedy> {
        let mut granted = Vec::new();
        let is_meant = |one: &&Entitlement| !self.decision.is_beside(&self.packs, one.place);
        for entitlement in self.decision.entitlements.iter().filter(is_meant) {
            if !granted.contains(&entitlement.remedy) {
                granted.push(entitlement.remedy);
            }
        }
        granted
    }

    /// The rule at a place.
    pub fn rule(&self, place: Place) -> Option<&Rule> {
        self.packs.rule(place)
    }
}
