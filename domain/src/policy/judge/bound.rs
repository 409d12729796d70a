//! A sum that a rule grants, kept within what came in and what of it is left.

use super::Judgement;
use crate::policy::amount::{Amount, Computed, Hit};
use crate::policy::concerned::Concerned;
use crate::policy::packs::Place;
use crate::policy::rule::Grant;

impl Judgement<'_> {
    /// Keeps what gives price or freight back within what came in, before anything that was given is reckoned with.
    pub(super) fn keep_within(&self, grant: &Grant, amount: &Amount, computed: &mut Computed) {
        // What is put on top is no part of the price.
        let is_bound = grant.remedy.pays_back() && amount.plus.is_none();
        if let Some(came_in) = self.came_in.filter(|came_in| is_bound && *came_in < computed.amount.minor) {
            (computed.amount.minor, computed.hit) = (came_in, Some(Hit::Given));
        }
    }

    /// Takes off what was given for the same cause, and keeps within what may still go back.
    pub(super) fn bound(&self, place: Place, grant: &Grant, goods: &Concerned, computed: &mut Computed) {
        let minor = &mut computed.amount.minor;
        let whole = grant.amount.as_ref().is_some_and(Amount::is_whole_price);
        if let Some(rest) =
            self.earlier.rest(self.goods, goods).filter(|_| whole && grant.remedy.pays_back_price())
        {
            *minor = rest;
        }
        let given = self.earlier.same_cause(self.packs, place, grant, self.goods, goods);
        let left = minor.saturating_sub(given);
        let room = self.earlier.room(grant.remedy, self.goods, goods);
        let most = room.map_or(left, |room| room.min(left));
        if most < *minor {
            *minor = most;
            computed.hit = Some(Hit::Given);
        }
    }
}
