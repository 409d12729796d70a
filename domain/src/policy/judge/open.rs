//! What a decision tells beside its grants: wishes that nothing was said of, and what would be granted once an open
//! question came out well.

use super::{Granted, Judgement};
use crate::policy::checks::Heed;
use crate::policy::concerned::Concerned;
use crate::policy::condition::{Clause, Outcome, View};
use crate::policy::decide::{Depends, last_moment};
use crate::policy::earlier::Left;
use crate::policy::fact::Fact;
use crate::policy::facts::Facts;
use crate::policy::likely::{Then, likely};
use crate::policy::packs::Entry;
use crate::policy::rule::{Grant, Rule};
use crate::policy::term::Calendar;
use crate::remedy::Remedy;

impl Judgement<'_> {
    /// A wish nothing was said of is answered by the rules that could give it, whatever the complaint is about.
    pub(super) fn answer_wishes(&mut self, facts: &Facts<'_>) {
        let packs = self.packs;
        self.heed = Heed::Wish;
        for wish in facts.wants {
            if self.decision.speaks_of(*wish) {
                continue;
            }
            let (n_refused, n_open) = (self.decision.refusals.len(), self.decision.depends.len());
            for entry in packs.about(facts.category, facts.order.currency) {
                if packs.rule(entry.place).is_some_and(|rule| rule.could_give(*wish)) {
                    self.weigh(entry, &[]);
                }
            }
            let mut idx = 0;
            self.decision.refusals.retain(|one| {
                idx += 1;
                idx <= n_refused || one.remedy == *wish
            });
            // What was delivered was not lost, unless somebody says so.
            let is_delivered = self.decision.snapshot.get(Fact::DeliveredAt).is_some();
            let is_far = |one: &Depends| {
                is_delivered && one.ask == Fact::Loss && one.then.is_some_and(|then| then.is_unclaimed)
            };
            idx = 0;
            self.decision.depends.retain(|one| {
                idx += 1;
                idx <= n_open || (one.remedy == *wish && !is_far(one))
            });
        }
        self.heed = Heed::Topic;
    }

    pub(super) fn record_open(
        &mut self,
        entry: &Entry,
        (rule, grant, idx): (&Rule, &Grant, u8),
        calendar: &Calendar,
        concerned: &Concerned,
        ask: Fact,
    ) {
        let (place, remedy) = (entry.place, grant.remedy);
        let is_possible = |outcome| outcome != Outcome::Fails;
        let Some(meant) = self.meant(grant, calendar, concerned, is_possible) else { return };
        let meant = if grant.takes_sets() { self.goods.with_sets(&meant) } else { meant };
        let goods = match self.earlier.left(self.packs, place, grant, self.goods, &meant) {
            Left::All => meant,
            Left::Some(left) => left,
            Left::Nothing => return self.refuse_given(place, grant, meant),
        };
        let then = self.then(entry, (rule, grant, idx), calendar, &goods);
        self.decision.depends.push(Depends { place, remedy, ask, goods, then });
    }

    /// What a grant would come to if its rule's open questions came out as claimed or asked.
    fn then(
        &self,
        entry: &Entry,
        (rule, grant, idx): (&Rule, &Grant, u8),
        calendar: &Calendar,
        goods: &Concerned,
    ) -> Option<Then> {
        let view = self.decision.view(calendar, goods);
        let likely = likely(rule, grant, &view)?;
        let view = View { snapshot: &likely.snapshot, ..view };
        let until = if entry.has_last_day { last_moment(rule, &view) } else { None };
        let Granted::Yes(granted) = self.grant(entry.place, rule, (grant, idx), &view, goods) else {
            return None;
        };
        let amount = granted.amount.filter(|_| !likely.is_sum_open);
        let is_its_freight = |grant: &Grant| {
            let is_freight = grant.accompanies && grant.remedy == Remedy::ShippingRefund;
            is_freight && Clause::all(&grant.only_if, &view) == Outcome::Holds
        };
        let freight = rule.grants.iter().zip(0_u8..).find(|(grant, _)| is_its_freight(grant));
        let freight = freight.and_then(|grant| match self.grant(entry.place, rule, grant, &view, goods) {
            Granted::Yes(freight) => freight.amount,
            Granted::Given(_) | Granted::TooLittle(..) | Granted::Nothing => None,
        });
        let is_unclaimed = likely.is_unclaimed;
        Some(Then { amount, freight, until, due: granted.due, payer: granted.payer, is_unclaimed })
    }
}
