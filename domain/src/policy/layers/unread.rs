//! An answer to words that nobody has understood yet.

use crate::policy::decide::Decision;
use crate::remedy::Remedy;

impl Decision {
    /// The decision as it is told while nobody knows what a story is about: what is theirs whatever it is, and what they
    /// wish for themselves. What hangs on something that nobody spoke of leads astray, and so does what is refused though
    /// nobody asked for it: of a broken present the return that needs no reason, and that it was not late.
    #[must_use]
    pub fn of_the_unread(&self) -> Self {
        let is_named = |remedy: Remedy| {
            let wishes = || Remedy::ALL.iter().filter(|wish| self.is_wished(**wish));
            // To give goods back without a reason is a way to the money and not what is wished for with it.
            self.is_wished(remedy)
                || remedy != Remedy::Withdrawal && wishes().any(|wish| remedy.is_wished_by(*wish))
        };
        let mut told = self.clone();
        told.entitlements.retain(|one| one.remedy != Remedy::Withdrawal || is_named(one.remedy));
        told.depends.retain(|one| is_named(one.remedy));
        told.refusals.retain(|one| is_named(one.remedy));
        told.headline = told.headline.filter(|one| is_named(one.remedy));
        told
    }
}
