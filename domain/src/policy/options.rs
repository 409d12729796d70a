//! Options: two to four packages a reasonable person would accept, best first.
//!
//! A package is one way of putting things right, with what goes with it by the same rule, a goodwill within the
//! shop's budget, and an apology where one is due. What a person must sign, and what can't be done now, is never
//! in one; where the remedy wished for can't be done, its alternatives carry something extra. A package that gives
//! less than the customer is entitled to says so, and needs their informed consent.

pub(crate) mod ways;
mod whole;

use crate::compensation::fraction::Fraction;
use crate::compensation::money::{Currency, Money};
use crate::compensation::option::{Basis, PartGoods, RemedyOption, RemedyPart, Share};
use crate::compensation::split::split;
use crate::few::put_in_order;
use crate::finding::{Fault, Standing};
use crate::order::Trait;
use crate::policy::conscience::{is_harm, needs_a_person};
use crate::policy::decide::{Decision, Entitlement};
use crate::policy::fact::{Fact, ordinal};
use crate::policy::facts::Facts;
pub use crate::policy::measure::{Beyond, ByAgents, Limit, authority, beyond, goodwill_above, holds_penalty};
use crate::policy::missing::missing;
use crate::policy::pack::Desk;
use crate::policy::packs::{Packs, Place};
use crate::policy::recommend::{CLOSE, RETURNING, reasons};
use crate::policy::snapshot::{bit, trait_set};
use crate::remedy::{Authority, Payer, Remedy};
use chrono::{DateTime, Days, FixedOffset};
use core::cmp::Ordering;
use ways::{KEEPING, REPAYING, WAYS, bring_up};

/// A customer can weigh this many against each other.
const MOST: usize = 4;

/// The rule code under which goodwill stands in an amount's origin.
pub const GOODWILL_RULE: &str = "goodwill";

/// Composes the packages for a decision: none where a person has to look first, see
/// [`conscience`](crate::policy::conscience).
pub fn compose(packs: &Packs, facts: &Facts<'_>, decision: &Decision) -> Vec<RemedyOption> {
    if needs_a_person(facts).is_some() {
        return Vec::new();
    }
    Composer { packs, facts, decision, desk: packs.desk() }.compose()
}

/// Marks the option that we would choose in the customer's place.
pub(crate) fn recommend(facts: &Facts<'_>, options: &mut [RemedyOption]) {
    let recommended = options.iter().position(|option| !option.is_below_entitlement).unwrap_or(0);
    if let Some(option) = options.get_mut(recommended) {
        option.is_recommended = true;
    }
    let reasons = reasons(facts.wants, &options.iter().collect::<Vec<_>>());
    for (option, because) in options.iter_mut().zip(reasons) {
        option.because = because;
    }
}

struct Composer<'a> {
    packs: &'a Packs,
    facts: &'a Facts<'a>,
    decision: &'a Decision,
    desk: Option<&'a Desk>,
}

impl Composer<'_> {
    fn compose(&self) -> Vec<RemedyOption> {
        let goodwill = self.goodwill();
        let mut options: Vec<RemedyOption> = Vec::new();
        for way in self.ways() {
            self.push(&mut options, self.package(Some(way), goodwill.as_ref()));
        }
        if options.is_empty() {
            self.push(&mut options, self.package(None, goodwill.as_ref()));
        }
        options
    }

    fn push(&self, options: &mut Vec<RemedyOption>, parts: Vec<RemedyPart>) {
        let same = |option: &RemedyOption| {
            option.parts.len() == parts.len()
                && option.parts.iter().all(|part| parts.iter().any(|other| other.remedy == part.remedy))
        };
        if parts.is_empty() || options.len() >= MOST || options.iter().any(same) {
            return;
        }
        let currency = self.currency();
        let Ok(total) = RemedyOption::sum(&parts, currency) else { return };
        let missing = missing(self.packs, self.facts, self.decision, &parts);
        let mut option = RemedyOption {
            ready_by: self.ready_by(&parts),
            parts,
            total,
            authority: Authority::Agent,
            is_recommended: false,
            because: None,
            is_below_entitlement: !missing.is_empty(),
            missing,
        };
        // What was given on the order before is held against it where the case is known.
        option.authority = authority(self.packs, &option, ByAgents::default());
        if option.check().is_ok() {
            options.push(option);
        }
    }

    fn currency(&self) -> Currency {
        self.decision.snapshot.currency()
    }

    fn is_blocked(&self, remedy: Remedy) -> bool {
        self.facts.findings.blocked.contains(&remedy)
    }

    fn is_wish_blocked(&self) -> bool {
        self.facts.wants.iter().any(|wish| self.is_blocked(*wish))
    }

    /// What may be offered: no signature is missing, it can be done, and a sum is known where it is one.
    fn may_offer(&self, one: &Entitlement) -> bool {
        !one.needs_human && !self.is_blocked(one.remedy) && (one.amount.is_some() || !one.remedy.is_money())
    }

    /// The best entitlement for each way of putting things right, the way most wished for first.
    fn ways(&self) -> Vec<&Entitlement> {
        let mut ways: Vec<&Entitlement> = Vec::new();
        for way in WAYS {
            let best = self
                .decision
                .entitlements
                .iter()
                .filter(|one| one.remedy == *way && self.may_offer(one))
                .reduce(|best, one| if minor(one) > minor(best) { one } else { best });
            ways.extend(best);
        }
        let has = |ways: &[&Entitlement], remedies: &[Remedy]| {
            ways.iter().any(|one| remedies.contains(&one.remedy))
        };
        // To give goods back for a reason costs the customer nothing, so without a wish for it the other way is noise;
        // but it is the way to the money where there is no other.
        let money = [Remedy::ReturnRefund, Remedy::Refund, Remedy::Cancel];
        let is_way_to_money = !has(&ways, &money) && self.facts.wants.iter().any(|wish| money.contains(wish));
        // Credit is what somebody may take in its place, and no other way.
        let is_only_way =
            ways.iter().all(|one| matches!(one.remedy, Remedy::Withdrawal | Remedy::StoreCredit));
        // Who waits for the money of what went back has nothing to send once more.
        let is_waited = is_open_or_so(self.facts.findings.refund_unpaid);
        let keeps_withdrawal =
            self.facts.wants.contains(&Remedy::Withdrawal) || is_way_to_money || (is_only_way && !is_waited);
        ways.retain(|one| one.remedy != Remedy::Withdrawal || keeps_withdrawal);
        // Freight and delay go with something else where there is something else.
        let main = [Remedy::DelayCompensation, Remedy::ShippingRefund, Remedy::ServiceFeeWaiver];
        if ways.iter().any(|one| !main.contains(&one.remedy) && one.remedy != Remedy::Guidance) {
            ways.retain(|one| !main.contains(&one.remedy) || self.facts.wants.contains(&one.remedy));
        }
        // Nobody wants another piece of what was sold to deceive them, or theirs repaired.
        if self.was_deceived() {
            let is_kept =
                |one: &Entitlement| !one.remedy.restores_goods() || self.facts.wants.contains(&one.remedy);
            if ways.iter().any(|one| is_kept(one)) {
                ways.retain(|one| is_kept(one));
            }
        }
        let gives_rest = has(&ways, REPAYING);
        put_in_order(&mut ways, |one| (gives_rest && self.comes_to_more(one), self.rank(one)));
        // Of many ways one leaves the goods where they are, and none that was wished for is dropped.
        bring_up(&mut ways, |one| KEEPING.contains(&one.remedy));
        bring_up(&mut ways, |one| self.facts.wants.contains(&one.remedy));
        ways.truncate(MOST);
        ways
    }

    /// Lower is better: wished for, close to a wish, then as it serves most people.
    fn rank(&self, one: &Entitlement) -> (u32, u32) {
        let place = |remedies: &[Remedy]| {
            remedies.iter().zip(0_u32..).find(|(remedy, _)| **remedy == one.remedy).map(|(_, place)| place)
        };
        let usual = place(WAYS).unwrap_or(99);
        // What spoils is not sent back while there is another way.
        let later = if self.is_all_perishable(one) && RETURNING.contains(&one.remedy) { 200 } else { 0 };
        if let Some(wish) = place(self.facts.wants) {
            return (wish + later, usual);
        }
        let close = self.facts.wants.iter().zip(0_u32..).find_map(|(wish, wish_idx)| {
            let (_, near) = CLOSE.iter().find(|(remedy, _)| remedy == wish)?;
            Some(20 + wish_idx * 10 + place(near)?)
        });
        (close.unwrap_or(100) + later, usual)
    }

    /// Whether all the goods it is about spoil.
    fn is_all_perishable(&self, one: &Entitlement) -> bool {
        let perishable = bit(ordinal!(Trait::Perishable));
        let lines = self.facts.order.lines.iter().enumerate().zip(0_u16..);
        let mut kinds = lines
            .filter(|((idx, line), _)| self.facts.complained.has(*idx, line))
            .filter(|(_, place)| one.goods.has(*place))
            .map(|((_, line), _)| trait_set(&line.traits))
            .peekable();
        kinds.peek().is_some() && kinds.all(|kinds| kinds & perishable != 0)
    }

    fn package(&self, way: Option<&Entitlement>, goodwill: Option<&RemedyPart>) -> Vec<RemedyPart> {
        let mut parts: Vec<RemedyPart> = Vec::new();
        let add = |parts: &mut Vec<RemedyPart>, one: Option<&Entitlement>| {
            if let Some(part) = one.and_then(|one| self.part(one))
                && !parts.iter().any(|other| part.repeats(other))
            {
                parts.push(part);
            }
        };
        // Where the price went back before, it is what there is to offer, and stands first.
        if self.is_repaid() {
            add(&mut parts, self.penalty());
        }
        let ways = way.map(|way| self.for_all_goods(way)).unwrap_or_default();
        for way in &ways {
            add(&mut parts, Some(way));
        }
        let owed = |remedy: Remedy| {
            self.decision.entitlements.iter().filter(move |one| one.remedy == remedy && self.may_offer(one))
        };
        // A way back that the customer pays is nothing to offer them.
        let paid_way = || owed(Remedy::ReturnShipping).filter(|one| one.payer != Payer::Customer);
        for way in ways {
            // What the same rule grants goes with it: coupons and points in kind, freight where the price goes back
            // or the goods do.
            let is_repaid = REPAYING.contains(&way.remedy);
            if is_repaid {
                let freight = |is_near: fn(Place, Place) -> bool| {
                    owed(Remedy::ShippingRefund).find(|one| is_near(one.place, way.place))
                };
                let same_rule = freight(|one, other| one == other);
                // Who withdraws gets the freight by a rule of its own where the law has one.
                let same_pack = || freight(|one, other| one.pack == other.pack);
                let is_withdrawal = way.remedy == Remedy::Withdrawal;
                add(&mut parts, same_rule.or_else(|| is_withdrawal.then(same_pack).flatten()));
            }
            if RETURNING.contains(&way.remedy) {
                add(&mut parts, paid_way().find(|one| one.place == way.place));
            }
            for remedy in [Remedy::Coupon, Remedy::Points] {
                add(&mut parts, owed(remedy).find(|one| one.place == way.place));
            }
            if RETURNING.contains(&way.remedy) {
                add(&mut parts, paid_way().next());
            }
        }
        if parts.iter().any(|part| REPAYING.contains(&part.remedy)) {
            add(&mut parts, self.penalty());
        }
        let delay = owed(Remedy::DelayCompensation)
            .reduce(|best, one| if minor(one) > minor(best) { one } else { best });
        add(&mut parts, delay);
        if self.facts.wants.contains(&Remedy::Correction) {
            add(&mut parts, owed(Remedy::Correction).next());
        }
        let is_without_reason = way.is_some_and(|way| way.remedy == Remedy::Withdrawal);
        if let Some(goodwill) = goodwill.filter(|_| !is_without_reason)
            && parts.iter().all(|part| part.remedy != goodwill.remedy)
        {
            parts.push(goodwill.clone());
        }
        // Goods that merely don't please are nothing to be sorry for; coming late is.
        let is_sorry = !is_without_reason
            || parts.iter().any(|part| part.remedy == Remedy::DelayCompensation)
            || self.facts.wants.contains(&Remedy::Apology);
        add(&mut parts, owed(Remedy::Apology).next().filter(|_| is_sorry));
        parts
    }

    /// Whether deceit on purpose is established.
    fn was_deceived(&self) -> bool {
        self.facts.findings.fraud == Some(Standing::Established)
    }

    /// Whether the price went back before, so that what is owed besides is all there is to offer.
    fn is_repaid(&self) -> bool {
        self.facts.earlier.iter().any(|given| REPAYING.contains(&given.remedy))
    }

    /// The multiple of the price that a statute adds and the customer demands, once nothing it rests on is a mere claim.
    /// An option that holds it is signed for.
    fn penalty(&self) -> Option<&Entitlement> {
        let is_demanded = self.is_repaid() || self.facts.wants.contains(&Remedy::StatutoryDamages);
        let penalties = self.decision.entitlements.iter().filter(|one| one.remedy.is_penalty());
        penalties
            .filter(|one| {
                is_demanded && one.amount.is_some() && self.decision.claim_under(self.packs, one).is_none()
            })
            .reduce(|best, one| if minor(one) > minor(best) { one } else { best })
    }

    fn part(&self, one: &Entitlement) -> Option<RemedyPart> {
        Some(RemedyPart {
            remedy: one.remedy,
            amount: one.amount,
            is_goodwill: false,
            basis: self.packs.basis(one.place)?,
            goods: self.goods(one),
            shares: one.amount.map(|amount| self.shares(amount, one.payer)).unwrap_or_default(),
        })
    }

    /// Most orders are of one kind of goods, and then there is nothing to tell apart.
    fn goods(&self, one: &Entitlement) -> Vec<PartGoods> {
        if self.facts.order.lines.len() < 2 {
            return Vec::new();
        }
        one.goods.part_goods(self.facts)
    }

    /// Who bears it: whoever owes it, or as the shop has settled it for somebody else's doing.
    fn shares(&self, amount: Money, payer: Payer) -> Vec<Share> {
        let fault = self.facts.findings.fault;
        let burden = self
            .desk
            .filter(|_| payer == Payer::Seller)
            .and_then(|desk| desk.burdens.iter().find(|burden| Some(burden.fault) == fault));
        let shared = burden.and_then(|burden| {
            let weights: Vec<u32> = burden.weights.iter().map(|(_, weight)| *weight).collect();
            let amounts = split(amount, &weights)?;
            let named = burden.weights.iter().map(|(payer, _)| *payer).zip(amounts);
            Some(named.map(|(payer, amount)| Share { payer, amount }).collect())
        });
        shared.unwrap_or_else(|| vec![Share { payer, amount }])
    }

    /// A little above what is owed, inside the budget, for everybody whose own doing it was not.
    fn goodwill(&self) -> Option<RemedyPart> {
        let desk = self.desk?;
        // A coupon is no answer to somebody who was hurt.
        let is_harm = is_harm(self.facts.category, self.facts.findings);
        if is_harm || self.facts.findings.fault == Some(Fault::Customer) {
            return None;
        }
        let currency = self.currency();
        let entry = desk.goodwill.iter().find(|entry| {
            (entry.categories.is_empty() || entry.categories.contains(&self.facts.category))
                && entry.tier.is_none_or(|tier| tier == self.facts.tier)
                && !self.is_blocked(entry.remedy)
        })?;
        let price = Money::new(self.decision.snapshot.get(Fact::ComplainedTotal).unwrap_or(0), currency);
        let mut exact = entry.share.share_of(Fraction::whole(price.minor))?;
        let floor = Fraction::whole(entry.floor.get(currency)?.minor);
        let cap = Fraction::whole(entry.cap.get(currency)?.minor);
        if exact.compare(floor)? == Ordering::Less {
            exact = floor;
        }
        if exact.compare(cap)? == Ordering::Greater {
            exact = cap;
        }
        if self.is_wish_blocked() {
            let extra = desk.blocked_extra.get(currency).map_or(0, |extra| extra.minor);
            exact = exact.plus(Fraction::whole(extra))?;
        }
        let amount = Money::new(exact.round()?.min(desk.goodwill_limit(currency).minor), currency);
        (amount.minor > 0).then(|| RemedyPart {
            remedy: entry.remedy,
            amount: Some(amount),
            is_goodwill: true,
            basis: Basis::Rule {
                pack: desk.id.clone(),
                version: desk.version.clone(),
                rule: GOODWILL_RULE.to_owned(),
            },
            goods: Vec::new(),
            shares: vec![Share { payer: Payer::Platform, amount }],
        })
    }

    /// By when all of it can be done, as the shop promises; unknown where it promises nothing.
    fn ready_by(&self, parts: &[RemedyPart]) -> Option<DateTime<FixedOffset>> {
        let pace = |remedy: Remedy| {
            let all = self.packs.packs().iter().rev().flat_map(|pack| &pack.pace);
            all.clone().find(|(known, _)| *known == remedy).map(|(_, days)| *days)
        };
        let slowest = parts.iter().filter_map(|part| pace(part.remedy)).max()?;
        let zone = self.facts.zone;
        let asked = zone.at(self.facts.asked_at).naive_local();
        zone.moment(asked.checked_add_days(Days::new(u64::from(slowest)))?)
    }
}

/// Whether something is claimed, or found to be so.
fn is_open_or_so(standing: Option<Standing>) -> bool {
    standing.is_some_and(|standing| standing != Standing::Refuted)
}

fn minor(one: &Entitlement) -> i64 {
    one.amount.map_or(0, |amount| amount.minor)
}
