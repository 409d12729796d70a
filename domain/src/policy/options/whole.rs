//! An option seen as a whole: whether it settles all of a cart, and whether anybody may be told to choose it.

use super::{Composer, minor};
use crate::compensation::option::RemedyOption;
use crate::policy::conscience::{decisive, needs_a_person};
use crate::policy::decide::Entitlement;
use crate::policy::worth::{Worth, puts_right};
use crate::remedy::Remedy;

impl Composer<'_> {
    /// Whether anybody may be told what to choose: see [`conscience`](crate::policy::conscience).
    pub(super) fn may_recommend(&self, options: &[RemedyOption]) -> bool {
        let worth = Worth::of(self.facts, self.decision);
        let best = options.iter().map(|option| worth.parts(&option.parts)).max().unwrap_or(0);
        !needs_a_person(self.facts) && decisive(self.facts, self.decision, best).is_none()
    }

    /// A way with what puts right the other goods, where it is about some of them only: people want all of it settled.
    pub(super) fn for_all_goods<'b>(&'b self, way: &'b Entitlement) -> Vec<&'b Entitlement> {
        let mut chosen = vec![way];
        while !way.goods.is_everything() {
            let others = self.decision.entitlements.iter().filter(|one| {
                puts_right(one.remedy)
                    && one.remedy != Remedy::Withdrawal
                    && self.may_offer(one)
                    && chosen.iter().all(|other| !other.goods.overlaps(&one.goods))
            });
            let key = |one: &Entitlement| (one.remedy != way.remedy, self.rank(one), -minor(one));
            let best = others.reduce(|best, one| if key(one) < key(best) { one } else { best });
            let Some(best) = best else { break };
            chosen.push(best);
        }
        chosen
    }
}
