//! A case held against the packs in force: what its customer is entitled to, what an option is worth beside that,
//! whose signature it needs, and what the desk may offer by itself.
//!
//! The answer is that of the day the complaint was filed, on what has been found out since: a right does not run
//! out while the desk looks into it. What has become of the order is a matter of the last look: when the shop changes
//! it, or once a last day that the customer has set is over. Goods that have not come by a look are late by then.

mod addable;
mod leaves;
mod signature;

use crate::category::Category;
use crate::clock::TimeLimits;
use crate::compensation::money::Money;
use crate::compensation::option::{Basis, Missing, RemedyOption, RemedyPart};
use crate::complaint::Case;
use crate::complaint::command::{Command, MAX_OPTIONS, OfferedOption};
use crate::complaint::{declined, gives, promise};
use crate::id::{OfferId, OptionId};
use crate::order::given::Given;
use crate::order::ledger::Elsewhere;
use crate::order::{OrderLine, OrderStatus};
use crate::policy::conscience::{decisive, needs_a_person};
use crate::policy::missing::missing;
use crate::policy::options::{self, GOODWILL_RULE};
use crate::policy::worth::Worth;
use crate::policy::{Complained, Decision, Entitlement, Facts, Packs, Tier, decide};
use crate::remedy::{Authority, Payer, Remedy};
use crate::triage::tells_of_what_went_back;
use crate::zone::Zone;
pub use addable::Counterpart;
use chrono::{DateTime, FixedOffset};
use signature::Beside;
pub use signature::Signature;
use uuid::Uuid;

/// The question a case puts to packs by days of `zone`, where `earlier` was given on its order before.
pub fn facts<'a>(case: &'a Case, earlier: &'a [Given], zone: &'a Zone) -> Facts<'a> {
    Facts {
        asked_at: case.filed_at,
        zone,
        category: case.category,
        kind: case.kind,
        wants: &case.wants,
        order: &case.order,
        complained: Complained::Goods(&case.goods),
        findings: &case.findings,
        tier: case.order.terms.tier.unwrap_or(Tier::Regular),
        complaints_on_order: case.earlier_complaints,
        earlier,
        offered: &[],
    }
}

/// The decision for a case, with what is needed to weigh options against it.
#[derive(Clone, Debug)]
pub struct Assessment<'a> {
    packs: &'a Packs,
    /// What was given on the order before, by whatever case.
    earlier: Vec<Given>,
    /// What a supervisor may have to sign for, though no rule asks for it.
    beside: Beside,
    zone: Zone,
    /// What the packs answer.
    pub decision: Decision,
}

impl<'a> Assessment<'a> {
    /// Holds a case against the packs, and against what was given on its order elsewhere and in its own past, by days
    /// of `zone`.
    pub fn of(case: &Case, packs: &'a Packs, elsewhere: &Elsewhere, zone: &Zone) -> Self {
        let mut earlier = elsewhere.given();
        earlier.extend(gives::settled(case));
        Self::after_all(case, packs, earlier, &elsewhere.offered(), zone).beside(case, elsewhere)
    }

    /// The same where only so much was given before by others.
    pub(super) fn after(case: &Case, packs: &'a Packs, mut earlier: Vec<Given>, zone: &Zone) -> Self {
        earlier.extend(gives::settled(case));
        Self::after_all(case, packs, earlier, &[], zone)
    }

    /// The same where this is all that was given before, by whomever, and some of it is only `offered`.
    pub(super) fn after_all(
        case: &Case,
        packs: &'a Packs,
        earlier: Vec<Given>,
        offered: &[Given],
        zone: &Zone,
    ) -> Self {
        let mut decision = decide(packs, &Facts { offered, ..facts(case, &earlier, zone) });
        declined::pass_over(case, &mut decision.options);
        Self { packs, earlier, beside: Beside::default(), zone: zone.clone(), decision }
    }

    /// The same, where what agents gave on the order elsewhere counts towards their limits.
    pub(super) fn beside(self, case: &Case, elsewhere: &Elsewhere) -> Self {
        Self { beside: Beside::of(case, elsewhere), ..self }
    }

    /// What a customer was entitled to when their case was settled at `at`: what the case gave for it takes nothing away
    /// from it, nor does what other cases gave later. What it gave before it was taken up again does, and what went back
    /// outside the desk.
    pub fn settled(
        case: &Case,
        packs: &'a Packs,
        elsewhere: &Elsewhere,
        at: DateTime<FixedOffset>,
        zone: &Zone,
    ) -> Self {
        let is_before = |given: &Given| given.at.moment(zone).is_none_or(|given| given <= at);
        let before = elsewhere.firm().into_iter().chain(gives::before(case));
        let earlier: Vec<Given> = before.filter(is_before).collect();
        Self::after_all(case, packs, earlier, &[], zone)
    }

    /// The same with its options done by days that count from `now`: the answer is that of the day of filing, and what
    /// is put together today is not done before.
    #[must_use]
    pub fn as_of(mut self, now: DateTime<FixedOffset>, limits: &TimeLimits) -> Self {
        for option in self.decision.options.iter_mut().filter(|option| option.ready_by.is_some()) {
            option.ready_by = promise::all_done_by(&option.parts, now, limits, &self.zone);
        }
        self
    }

    /// Whether anything was given or offered on the order before, or may have been to somebody else.
    pub const fn has_given(&self) -> bool {
        !self.earlier.is_empty() || self.beside.has_perhaps()
    }

    /// Whether a part is what an entitlement says, for the same goods and at the same payer's cost.
    fn is_granted(&self, case: &Case, entitlement: &Entitlement, part: &RemedyPart) -> bool {
        // How much is for a person to say where the rule leaves it to one; the order's bound holds for what they say.
        let is_its_sum = if is_whole(entitlement) {
            entitlement.amount == part.amount
        } else {
            part.amount.is_some_and(|amount| amount.minor > 0)
        };
        is_its_sum
            && entitlement.remedy == part.remedy
            && part.shares.iter().all(|share| share.payer == entitlement.payer)
            && self.packs.basis(entitlement.place).as_ref() == Some(&part.basis)
            && self.is_about(case, entitlement, part)
    }

    /// Whether a part is about the goods of an entitlement: booked against others it could be had for its own again.
    fn is_about(&self, case: &Case, entitlement: &Entitlement, part: &RemedyPart) -> bool {
        let own = entitlement.goods.part_goods(&facts(case, &self.earlier, &self.zone));
        part.remedy == Remedy::ShippingRefund
            || gives::lines_of(case, &own) == gives::lines_of(case, &part.goods)
    }

    /// Whether a part that names a rule is really granted by it, or stands so in a suggested option.
    pub fn grants(&self, case: &Case, part: &RemedyPart) -> bool {
        self.decision.entitlements.iter().any(|entitlement| self.is_granted(case, entitlement, part))
            || self
                .decision
                .options
                .iter()
                .flat_map(|option| &option.parts)
                .any(|suggested| suggested == part)
    }

    /// Whether a part is goodwill, whatever whoever wrote it says of it: a pack's own, or something a person gives that
    /// no rule grants as it stands. What gives price or freight back is bound by what came in instead, and a statute's
    /// multiple is always signed for.
    pub(super) fn is_goodwill(&self, case: &Case, part: &RemedyPart) -> bool {
        match &part.basis {
            Basis::Rule { rule, .. } => rule == GOODWILL_RULE,
            Basis::Person { .. } => {
                let is_bound = part.remedy.pays_back() || part.remedy == Remedy::StatutoryDamages;
                part.amount.is_some() && !is_bound && !self.is_owed(case, part)
            }
        }
    }

    /// Whether a rule grants at least as much of a part, for the same goods, whoever gives it.
    pub(super) fn is_owed(&self, case: &Case, part: &RemedyPart) -> bool {
        let minor = |amount: Option<Money>| amount.map_or(0, |amount| amount.minor);
        self.decision.entitlements.iter().any(|one| {
            one.remedy == part.remedy
                && !one.needs_human
                && minor(part.amount) <= minor(one.amount)
                && self.is_about(case, one, part)
        })
    }

    /// Whether a part is a clear entitlement: granted by a rule, and nobody has to sign for it.
    pub fn is_clear(&self, case: &Case, part: &RemedyPart) -> bool {
        self.decision
            .entitlements
            .iter()
            .any(|one| !one.needs_human && is_whole(one) && self.is_granted(case, one, part))
    }

    /// Whose signature an option needs.
    pub fn authority(&self, option: &RemedyOption) -> Authority {
        options::authority(self.packs, option, self.beside.by_agents)
    }

    /// The same for a case whose order gives back no more than came in without a supervisor's signature.
    pub fn authority_within(&self, case: &Case, option: &RemedyOption) -> Authority {
        self.signature(case, option).map_or(Authority::Agent, |_| Authority::Supervisor)
    }

    /// What an option leaves out of what the customer is entitled to; nothing where it gives all of it.
    pub fn missing(&self, case: &Case, option: &RemedyOption) -> Vec<Missing> {
        missing(self.packs, &facts(case, &self.earlier, &self.zone), &self.decision, &option.parts)
    }

    /// What an option is worth, in minor units of the order's currency: money its sum, goods put right what was paid for
    /// them.
    pub(super) fn worth(&self, case: &Case, option: &RemedyOption) -> i64 {
        Worth::of(&facts(case, &self.earlier, &self.zone), &self.decision).parts(&option.parts)
    }

    /// An option with what the domain says of it: what of it is goodwill, whose signature it needs, and what it leaves
    /// out.
    pub fn weighed(&self, case: &Case, mut option: RemedyOption) -> RemedyOption {
        for part in &mut option.parts {
            part.is_goodwill = self.is_goodwill(case, part);
        }
        let missing = self.missing(case, &option);
        let authority = self.authority_within(case, &option);
        RemedyOption { authority, is_below_entitlement: !missing.is_empty(), missing, ..option }
    }

    /// Whether somebody has to look into the case before the desk offers anything by itself: for a question, where it is
    /// not sure that money came in and stayed, where goods were put right before, where somebody may have been hurt or
    /// in danger, and while an open question could bring more than `best`.
    fn waits_for_a_person(&self, case: &Case, best: i64) -> bool {
        let facts = facts(case, &self.earlier, &self.zone);
        // Who was sent goods anew may have both; somebody looks before money goes out for the same.
        let was_sent_anew = self.earlier.iter().any(|given| given.remedy.restores_goods());
        !case.order.is_surely_paid()
            || was_sent_anew
            || self.in_doubt(case).is_some()
            || self.beside.is_like_later
            // Who waits for a refund may be about to have it: somebody looks where it is before another goes out.
            || case.findings.refund_unpaid.is_some()
            || needs_a_person(&facts).is_some()
            // Also where words of harm were said not to be meant: money is no answer to a burn.
            || !case.alarms.is_empty()
            || decisive(&facts, &self.decision, best).is_some()
    }

    /// Whether a grant answers what the customer wishes for, or, where they wish for nothing by name, what they complain
    /// about: who is sent money for a delay when they wrote of something else was not heard.
    fn is_asked_for(&self, case: &Case, granted: &Entitlement) -> bool {
        if !case.wants.is_empty() {
            // Of an order that is cancelled already, whoever asks to cancel asks for the money.
            let is_cancelled = case.order.status == OrderStatus::Cancelled;
            let is_its_price = is_cancelled && granted.remedy == Remedy::Refund;
            return case.wants.contains(&granted.remedy)
                || (is_its_price && case.wants.contains(&Remedy::Cancel));
        }
        case.category != Category::Other && !self.decision.is_beside(self.packs, granted.place)
    }

    /// Whether a grant needs nobody to look where the goods are: what is to come back must have come on a day that is
    /// known. On its way, or somewhere since nobody knows when, it is stopped or fetched first.
    fn is_safe_unseen(&self, case: &Case, granted: &Entitlement) -> bool {
        let order = &case.order;
        if !matches!(granted.remedy, Remedy::Withdrawal | Remedy::ReturnRefund) {
            // Cancelled when it had left already: it may still arrive. And what is told of a refund may be so.
            let is_open = order.shipped_at.is_some() || tells_of_what_went_back(&case.story);
            let is_cancelled = order.status == OrderStatus::Cancelled;
            return !(granted.remedy.pays_back_whole_price() && is_cancelled && is_open);
        }
        let own = granted.goods.part_goods(&facts(case, &self.earlier, &self.zone));
        let mut lines = gives::lines_of(case, &own).into_iter().peekable();
        // A day of delivery beside a word that says something else is no sure sign.
        let has_come = |line: &OrderLine| {
            line.came_at(order).is_some() && order.status_of(Some(line)) == OrderStatus::Delivered
        };
        lines.peek().is_some() && lines.all(|(line, _)| has_come(line))
    }

    /// What the desk may offer by itself: each sum of money that a rule grants clearly and the customer wishes for.
    /// `None` where there is nothing of the kind, where a supervisor would have to sign, where it would be less than
    /// is owed, and where a person has to look first.
    ///
    /// The options' ids follow from the offer's, which the caller makes.
    pub fn automatic_offer(&self, case: &Case, offer: OfferId) -> Option<Command> {
        let clear: Vec<&Entitlement> = self
            .decision
            .entitlements
            .iter()
            .filter(|entitlement| {
                !entitlement.needs_human
                    && entitlement.amount.is_some()
                    && entitlement.remedy.stands_alone()
                    && self.is_asked_for(case, entitlement)
                    && self.is_safe_unseen(case, entitlement)
            })
            .collect();
        let best = clear.iter().filter_map(|one| one.amount).map(|amount| amount.minor).max()?;
        if self.waits_for_a_person(case, best) {
            return None;
        }
        let options: Vec<OfferedOption> = clear
            .into_iter()
            .filter_map(|entitlement| self.option_of(case, entitlement))
            .filter(|option| {
                option.check().is_ok() && self.authority_within(case, option) == Authority::Agent
            })
            .filter(|option| self.missing(case, option).is_empty())
            .take(MAX_OPTIONS)
            .zip(1_u128..)
            .map(|(option, place)| OfferedOption {
                id: OptionId(Uuid::from_u128(offer.0.as_u128().wrapping_add(place << 8))),
                option: RemedyOption { is_recommended: place == 1, ..option },
            })
            .collect();
        (!options.is_empty()).then_some(Command::MakeOffer { offer, replaces: None, options, message: None })
    }

    /// An entitlement with what its rule grants along with it, as one option.
    fn option_of(&self, case: &Case, main: &Entitlement) -> Option<RemedyOption> {
        let parts = self
            .decision
            .entitlements
            .iter()
            .filter(|other| {
                let is_offered = !other.remedy.stands_alone() && other.payer != Payer::Customer;
                core::ptr::eq(*other, main) || (other.place == main.place && is_offered)
            })
            .map(|entitlement| self.part_of(case, entitlement))
            .collect::<Option<Vec<_>>>()?;
        let total = RemedyOption::sum(&parts, main.amount?.currency).ok()?;
        Some(RemedyOption {
            parts,
            total,
            authority: Authority::Agent,
            is_recommended: false,
            because: None,
            ready_by: main.due,
            is_below_entitlement: false,
            missing: Vec::new(),
        })
    }
}

/// Whether nothing is left for a person to say: a sum of money that no rule names is theirs to look up and write.
fn is_whole(one: &Entitlement) -> bool {
    one.amount.is_some() || !one.remedy.is_money()
}
