//! What a rule grants on a mere claim and a person has to sign for: it is told as theirs once that is confirmed, and not
//! as theirs now.
//!
//! A statute's multiple for a fake is owed to whoever was sold one. That somebody says so opens the right and settles
//! nothing, whether or not they know the word for it.

use crate::finding::Standing;
use crate::policy::condition::{Clause, Outcome, Test};
use crate::policy::decide::{Decision, Depends, Entitlement};
use crate::policy::fact::{Fact, Kind, Vocabulary, ordinal};
use crate::policy::likely::Then;
use crate::policy::packs::Packs;

impl Decision {
    /// The decision as it is told: what stands on a claim and has to be signed for depends on that claim.
    #[must_use]
    pub fn as_told(&self, packs: &Packs) -> Self {
        let mut told = self.clone();
        told.depends.extend(self.signed_once_confirmed(packs));
        told.entitlements.retain(|one| self.claim_to_confirm(packs, one).is_none());
        told
    }

    /// What a person signs for once a claim is confirmed.
    pub(super) fn signed_once_confirmed(&self, packs: &Packs) -> Vec<Depends> {
        let depending = |one: &Entitlement| {
            let ask = self.claim_to_confirm(packs, one)?;
            let Entitlement { place, remedy, amount, until, due, payer, .. } = *one;
            let then = Some(Then { amount, freight: None, until, due, payer, is_unclaimed: false });
            Some(Depends { place, remedy, ask, goods: one.goods.clone(), then })
        };
        self.entitlements.iter().filter_map(depending).collect()
    }

    fn claim_to_confirm(&self, packs: &Packs, one: &Entitlement) -> Option<Fact> {
        one.needs_human.then(|| self.claim_under(packs, one)).flatten()
    }

    /// The claim on which something granted stands; `None` where nothing of it is merely claimed.
    pub(crate) fn claim_under(&self, packs: &Packs, one: &Entitlement) -> Option<Fact> {
        let rule = packs.rule(one.place)?;
        let pack = packs.pack(one.place)?;
        let view = self.view(&pack.calendar, &one.goods);
        let claimed = ordinal!(Standing::Claimed);
        let is_claim = |test: &&Test| {
            test.fact.kind() == Kind::Word(Vocabulary::Standing) && view.get(test.fact) == Some(claimed)
        };
        // Where one of several things is enough, what is established besides makes up for the claim.
        let stands = |clause: &&Clause| {
            clause.any.iter().any(|test| !is_claim(&test) && test.outcome(&view) == Outcome::Holds)
        };
        let mut resting = rule.when.iter().filter(|clause| !stands(clause));
        resting.find_map(|clause| clause.any.iter().find(is_claim)).map(|test| test.fact)
    }
}
