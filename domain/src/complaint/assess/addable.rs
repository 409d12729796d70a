//! What a person may add to an offer with one press, and how much of it is filled in.

use super::{Assessment, facts, is_whole};
use crate::compensation::money::Money;
use crate::compensation::option::{Basis, RemedyPart, Share};
use crate::complaint::Case;
use crate::few::put_in_order;
use crate::policy::Entitlement;
use crate::policy::worth::puts_right;
use crate::remedy::Remedy;
use core::cmp::Reverse;

/// What a rule grants in the place of what somebody gives of their own accord: the price back with the goods kept comes to
/// as much as the price back for goods that return, whoever owes the one bears the other, and its freight goes back with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterpart {
    /// The price back.
    pub price: RemedyPart,
    /// The freight that the same rule gives back with a whole price.
    pub freight: Option<RemedyPart>,
}

impl Assessment<'_> {
    /// What a person may add to an offer with sum, rule and payer filled in, the greatest sums first: all that rules
    /// grant, also what no suggestion ever holds because a person must sign, such as a statute's multiple of the price.
    /// What has no sum comes last; where a rule leaves it to a person, its payer bears nothing until one is written.
    pub fn addable(&self, case: &Case) -> Vec<RemedyPart> {
        let all = self.decision.entitlements.iter();
        let mut parts: Vec<RemedyPart> = all.filter_map(|one| self.part_of(case, one)).collect();
        put_in_order(&mut parts, |part| Reverse(part.amount.map_or(0, |amount| amount.minor)));
        parts
    }

    /// Ways of putting things right that are granted and that no suggestion can hold, since their rule leaves the sum to
    /// whoever settles it: part of the price back, or a refund that has to be looked up.
    pub fn to_settle(&self, case: &Case) -> Vec<RemedyPart> {
        let is_left = |one: &&Entitlement| !is_whole(one) && puts_right(one.remedy);
        let mut parts: Vec<RemedyPart> = Vec::new();
        for part in
            self.decision.entitlements.iter().filter(is_left).filter_map(|one| self.part_of(case, one))
        {
            if parts.iter().all(|other| (other.remedy, &other.goods) != (part.remedy, &part.goods)) {
                parts.push(part);
            }
        }
        parts
    }

    /// What a rule grants that somebody means who gives something back of their own accord; nothing where no rule gives the
    /// price back.
    pub fn counterpart(&self, case: &Case, remedy: Remedy) -> Option<Counterpart> {
        let is_price = |part: &&RemedyPart| part.remedy.pays_back_whole_price() && part.amount.is_some();
        let all = self.addable(case);
        let price = all.iter().find(is_price).filter(|_| remedy.pays_back())?;
        let mut freight = all.iter().filter(|part| part.remedy == Remedy::ShippingRefund);
        let freight = freight.find(|part| part.basis == price.basis && remedy.pays_back_whole_price());
        Some(Counterpart { price: price.clone(), freight: freight.cloned() })
    }

    pub(super) fn part_of(&self, case: &Case, entitlement: &Entitlement) -> Option<RemedyPart> {
        let goods = entitlement.goods.part_goods(&facts(case, &self.earlier, &self.zone));
        let basis: Basis = self.packs.basis(entitlement.place)?;
        let unwritten = Money::zero(case.order.currency);
        let amount = entitlement.amount.or_else(|| (!is_whole(entitlement)).then_some(unwritten));
        let shares = amount.map(|amount| Share { payer: entitlement.payer, amount }).into_iter().collect();
        let (remedy, amount) = (entitlement.remedy, entitlement.amount);
        Some(RemedyPart { remedy, amount, is_goodwill: false, basis, goods, shares })
    }
}
