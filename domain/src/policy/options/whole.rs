//! An option seen as a whole: whether it settles all of a cart, and whether it comes to more than was paid.

use super::{Composer, minor};
use crate::policy::decide::Entitlement;
use crate::policy::worth::{Worth, puts_right};
use crate::remedy::Remedy;

impl Composer<'_> {
    /// Whether it is goods anew beside a part of their price that went back, which somebody has to sign for. Whoever wishes
    /// for them is offered them all the same.
    pub(super) fn comes_to_more(&self, one: &Entitlement) -> bool {
        one.remedy.replaces_goods()
            && !self.facts.wants.contains(&one.remedy)
            && Worth::of(self.facts, self.decision).is_less(&one.goods)
    }

    /// A way with what puts right the other goods, where it is about some of them only: people want all of it settled.
    pub(super) fn for_all_goods<'b>(&'b self, way: &'b Entitlement) -> Vec<&'b Entitlement> {
        let mut chosen = vec![way];
        while !way.goods.is_everything() {
            let others = self.decision.entitlements.iter().filter(|one| {
                puts_right(one.remedy)
                    && (one.remedy != Remedy::Withdrawal || way.remedy == Remedy::Withdrawal)
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
