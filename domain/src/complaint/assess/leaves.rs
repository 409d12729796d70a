//! What is still to be had of a part that was offered: whether its rule leaves as much of it, and on what that stands.

use super::{Assessment, facts, is_whole};
use crate::compensation::money::Money;
use crate::compensation::option::RemedyPart;
use crate::complaint::{Case, gives};
use crate::policy::Entitlement;
use crate::remedy::Remedy;

impl Assessment<'_> {
    /// Whether at least a part that names a rule is still to be had by it, or by a rule of the same cause: as many pieces,
    /// and as much money.
    pub(in super::super) fn leaves(&self, case: &Case, part: &RemedyPart) -> bool {
        let is_suggested = |other: &RemedyPart| {
            (other.remedy, &other.basis, &other.goods) == (part.remedy, &part.basis, &part.goods)
                && is_enough(other.amount, part)
        };
        self.left_for(case, part).next().is_some()
            || self.decision.options.iter().flat_map(|option| &option.parts).any(is_suggested)
    }

    /// Whether an entitlement is about all pieces that a part is about.
    fn reaches(&self, case: &Case, entitlement: &Entitlement, part: &RemedyPart) -> bool {
        let own = entitlement.goods.part_goods(&facts(case, &self.earlier, &self.zone));
        let own = gives::lines_of(case, &own);
        let mut wanted = gives::lines_of(case, &part.goods).into_iter();
        part.remedy == Remedy::ShippingRefund
            || wanted.all(|(line, pieces)| {
                own.iter().any(|(other, left)| other.sku == line.sku && *left >= pieces)
            })
    }

    /// Whether a statute's multiple is to be had by nothing that is more than a claim.
    pub(in super::super) fn is_claimed_alone(&self, case: &Case, part: &RemedyPart) -> bool {
        let mut left = self.left_for(case, part).peekable();
        part.remedy.is_penalty()
            && left.peek().is_some()
            && left.all(|one| self.decision.claim_under(self.packs, one).is_some())
    }

    /// What is granted of a part by its rule, or by one of the same cause.
    fn left_for<'s>(&'s self, case: &'s Case, part: &'s RemedyPart) -> impl Iterator<Item = &'s Entitlement> {
        self.decision.entitlements.iter().filter(|one| {
            one.remedy == part.remedy
                && (!is_whole(one) || is_enough(one.amount, part))
                && self.packs.is_for_same(one.place, one.grant, &part.basis, part.remedy)
                && self.reaches(case, one, part)
        })
    }
}

fn is_enough(amount: Option<Money>, part: &RemedyPart) -> bool {
    let minor = |amount: Option<Money>| amount.map_or(0, |amount| amount.minor);
    minor(amount) >= minor(part.amount)
}
