//! A sum that a rule grants, kept within what came in and what of it is left.

use super::Judgement;
use crate::policy::amount::{Amount, Computed, Hit};
use crate::policy::concerned::Concerned;
use crate::policy::condition::View;
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

    /// Keeps the least and the most of a grant for all pieces for which it is given, however many complaints there are: a later
    /// one gives the difference. Of a sum that is no share of a price, what was given is taken off the least alone.
    pub(super) fn keep_once(
        &self,
        place: Place,
        (grant, amount): (&Grant, &Amount),
        view: &View<'_>,
        goods: &Concerned,
        computed: &mut Computed,
    ) {
        if grant.is_of_order() || (amount.floor.is_empty() && amount.cap.is_empty()) {
            return;
        }
        let Some((all, given)) = self.earlier.with_before(self.packs, place, grant, self.goods, goods) else {
            return;
        };
        let in_all = if amount.is_of_price() {
            amount.compute(view, self.goods, &all).map(|all| all.amount.minor)
        } else {
            (computed.hit == Some(Hit::Floor)).then_some(computed.amount.minor)
        };
        let left = in_all.map(|in_all| in_all.saturating_sub(given).max(0));
        if let Some(left) = left.filter(|left| *left < computed.amount.minor) {
            (computed.amount.minor, computed.hit) = (left, Some(Hit::Given));
        }
    }

    /// Whether the price went back and nothing of it is left; what cost nothing leaves nothing either.
    pub(super) fn has_no_room(&self, grant: &Grant, goods: &Concerned) -> bool {
        self.earlier.room(grant.remedy, self.goods, goods) == Some(0)
            && self.earlier.told(grant.remedy, self.goods, goods).amount.is_some()
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
