//! An answer in the three layers people ask for: what is theirs now, what is theirs once it is confirmed, and the one
//! line above both that says the most.
//!
//! Money and goods lead. An apology is said and never counted, and a statute's multiple is nothing to build on before
//! a person has looked.

mod claimed;
mod unread;

use crate::category::{Category, Kind};
use crate::compensation::money::Money;
use crate::few::put_in_order;
use crate::finding::Standing;
use crate::order::OrderStatus;
use crate::policy::condition::{Outcome, Test};
use crate::policy::conscience::Hold;
use crate::policy::decide::{Decision, Depends, Entitlement};
use crate::policy::fact::{Fact, Kind as FactKind, Vocabulary, ordinal};
use crate::policy::facts::Facts;
use crate::policy::likely::Then;
use crate::policy::options::ways::WAYS;
use crate::policy::packs::{Packs, Place};
use crate::policy::snapshot::bit;
use crate::policy::worth::{Worth, puts_right};
use crate::remedy::Remedy;
use chrono::{DateTime, FixedOffset};
use core::cmp::Reverse;

/// The most valuable thing that is likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headline {
    /// By which rule.
    pub place: Place,
    /// What.
    pub remedy: Remedy,
    /// How much, where it is a matter of money.
    pub amount: Option<Money>,
    /// The freight that comes back with it, by the same rule; `None` where none does.
    pub freight: Option<Money>,
    /// The last moment to claim it.
    pub until: Option<DateTime<FixedOffset>>,
    /// What has to be confirmed first; nothing for what is theirs now.
    pub once: Option<Fact>,
}

/// A price that comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceBack {
    /// How much of it is for the goods.
    pub amount: Money,
    /// The freight that comes back with it.
    pub freight: Option<Money>,
    /// The last moment to claim it.
    pub until: Option<DateTime<FixedOffset>>,
}

impl PriceBack {
    /// All that comes back.
    pub fn sum(&self) -> Money {
        with_freight(self.amount, self.freight)
    }
}

/// A sum with the freight that comes back with it.
pub fn with_freight(amount: Money, freight: Option<Money>) -> Money {
    freight.and_then(|freight| amount.checked_add(freight)).unwrap_or(amount)
}

/// What is wished for leads, and of that, or else of everything, the most valuable likely thing; of several worth the
/// same what is sure.
///
/// It rests on claims that were made, and is what the complaint is about: of a late parcel that arrived broken the
/// money for the delay never leads. None before a person has looked where somebody may be hurt or data spread.
pub(crate) fn headline(packs: &Packs, facts: &Facts<'_>, decision: &Decision) -> Option<Headline> {
    if matches!(decision.hold, Some(Hold::Danger | Hold::Data)) {
        return None;
    }
    // Giving goods back without a reason brings nothing by itself: it leads where that is what it is about.
    let is_back = facts.category == Category::Returns
        || [Remedy::Withdrawal, Remedy::ReturnRefund].iter().any(|wish| facts.wants.contains(wish));
    let leads = |place: Place, remedy: Remedy| {
        if remedy == Remedy::Withdrawal && (!is_back || decision.is_return_beside_the_point()) {
            return false;
        }
        facts.wants.contains(&remedy) || (facts.kind != Kind::Enquiry && !decision.is_beside(packs, place))
    };
    let is_wished = |remedy: Remedy| facts.wants.iter().any(|wish| remedy.is_wished_by(*wish));
    let worth = Worth::of(facts, decision);
    let mut likely: Vec<(i64, Headline)> = Vec::new();
    for one in decision.entitlements.iter().filter(|one| !one.needs_human && leads(one.place, one.remedy)) {
        let Some(value) = counted(one.remedy, worth.granted(one)) else { continue };
        let (place, remedy) = (one.place, one.remedy);
        let freight = decision.freight_with(one);
        let (amount, until) = (one.amount, one.until);
        likely.push((value, Headline { place, remedy, amount, freight, until, once: None }));
    }
    let signed = decision.signed_once_confirmed(packs);
    let open = decision.depends.iter().chain(&signed);
    for one in open.filter(|one| leads(one.place, one.remedy) && decision.is_claimed(one)) {
        let counted = match one.remedy {
            // What is demanded by name is answered under its own condition, though nobody knows its sum yet.
            Remedy::StatutoryDamages | Remedy::OverchargeRefund if facts.wants.contains(&one.remedy) => {
                Some(worth.open(one))
            }
            // So is whoever waits for money, however much of it was agreed.
            _ if one.ask == Fact::RefundUnpaid => Some(worth.open(one)),
            remedy => counted(remedy, worth.open(one)),
        };
        let (Some(then), Some(value)) = (one.then, counted) else { continue };
        let (place, remedy, once) = (one.place, one.remedy, Some(one.ask));
        let Then { amount, freight, until, .. } = then;
        likely.push((value, Headline { place, remedy, amount, freight, until, once }));
    }
    let way = |remedy: Remedy| WAYS.iter().position(|way| *way == remedy).unwrap_or(WAYS.len());
    put_in_order(&mut likely, |(value, one)| {
        // Money that is waited for is looked up before anything goes back once more.
        let is_waited = one.once == Some(Fact::RefundUnpaid);
        (!is_wished(one.remedy), !is_waited, Reverse(*value), one.once.is_some(), way(one.remedy))
    });
    likely.first().map(|(_, one)| *one)
}

/// What counts at all: money and goods, not what only goes with them.
fn counted(remedy: Remedy, value: i64) -> Option<i64> {
    let is_counted =
        WAYS.contains(&remedy) && !matches!(remedy, Remedy::Guidance | Remedy::ShippingRefund) && value > 0;
    is_counted.then_some(value)
}

impl Decision {
    /// What would be theirs once it is confirmed and is not theirs already: each remedy once, in its best form, the
    /// greatest sum first.
    pub fn likely(&self) -> Vec<&Depends> {
        let mut likely: Vec<&Depends> = Vec::new();
        let is_likely = |one: &&Depends| self.is_claimed(one) && self.is_worth_asking(one);
        for one in self.depends.iter().filter(is_likely) {
            if self.entitlements.iter().any(|granted| granted.remedy == one.remedy) {
                continue;
            }
            // What is in the customer's hands is exchanged; to send it again would come to the same.
            let is_same_exchange = one.remedy == Remedy::Resend
                && self.has_come()
                && self.depends.iter().any(|other| other.remedy == Remedy::Exchange && is_likely(&other));
            if is_same_exchange {
                continue;
            }
            match likely.iter_mut().find(|other| other.remedy == one.remedy) {
                Some(other) if sum(other) < sum(one) => *other = one,
                Some(_) => {}
                None => likely.push(one),
            }
        }
        put_in_order(&mut likely, |one| Reverse(sum(one)));
        likely
    }

    /// The same as entries of a list: what is done to the goods by one rule, without any sum, is one entry that names
    /// all of it.
    pub fn likely_entries(&self) -> Vec<(&Depends, Vec<Remedy>)> {
        let mut entries: Vec<(&Depends, Vec<Remedy>)> = Vec::new();
        for one in self.likely() {
            let is_alike = |other: &Depends| {
                let is_plain = |one: &Depends| one.remedy.restores_goods() && sum(one) == 0;
                other.place == one.place && other.goods == one.goods && is_plain(other) && is_plain(one)
            };
            match entries.iter_mut().find(|(other, _)| is_alike(other)) {
                Some((_, named)) => named.push(one.remedy),
                None => entries.push((one, vec![one.remedy])),
            }
        }
        entries
    }

    /// What would be theirs once it is confirmed and gives more money back than `sum`: whoever is about to take that sum
    /// need not, before somebody has looked.
    pub fn more_once_confirmed(&self, sum: Money) -> Option<(Remedy, Money)> {
        let back = self.likely().into_iter().filter(|one| one.remedy.pays_back_price());
        let sums = back.filter_map(|one| {
            let then = one.then?;
            let amount = then.amount?;
            Some((one.remedy, then.freight.and_then(|freight| amount.checked_add(freight)).unwrap_or(amount)))
        });
        sums.filter(|(_, amount)| amount.minor > sum.minor).max_by_key(|(_, amount)| amount.minor)
    }

    /// Whether what would be theirs once it is confirmed is a choice: several ways to put the same goods right, of
    /// which one is had and not all.
    pub fn is_choice(&self) -> bool {
        let likely = self.likely();
        let ways: Vec<&&Depends> = likely.iter().filter(|one| puts_right(one.remedy)).collect();
        ways.iter()
            .enumerate()
            .any(|(idx, one)| ways.iter().skip(idx + 1).any(|other| one.goods.overlaps(&other.goods)))
    }

    /// Whether what is theirs now is a choice: several ways to put the same goods right, of which one is had.
    pub fn is_granted_choice(&self) -> bool {
        let ways: Vec<&Entitlement> = self.entitlements.iter().filter(|one| puts_right(one.remedy)).collect();
        ways.iter().enumerate().any(|(idx, one)| {
            ways.iter()
                .skip(idx + 1)
                .any(|other| other.remedy != one.remedy && one.goods.overlaps(&other.goods))
        })
    }

    /// The other ways to put right the goods of which one was agreed on, each once: they were theirs to choose as well.
    pub fn chosen_from(&self, agreed: &[Remedy]) -> Vec<Remedy> {
        let way = |one: &&Entitlement| puts_right(one.remedy) && !one.needs_human;
        let is_agreed = |one: &&Entitlement| agreed.iter().any(|chosen| one.remedy.is_wished_by(*chosen));
        let ways = || self.entitlements.iter().filter(way);
        let chosen: Vec<&Entitlement> = ways().filter(is_agreed).collect();
        let mut others: Vec<Remedy> = Vec::new();
        for one in ways().filter(|one| chosen.iter().any(|chosen| chosen.goods.overlaps(&one.goods))) {
            if !is_agreed(&one) && !others.contains(&one.remedy) {
                others.push(one.remedy);
            }
        }
        others
    }

    /// The decision as it is told after an agreement: of several ways to put the goods right those agreed on, and what
    /// was no way to choose.
    #[must_use]
    pub fn once_agreed(&self, agreed: &[Remedy]) -> Self {
        let has_way = agreed.iter().any(|remedy| puts_right(*remedy));
        let is_agreed = |remedy: Remedy| agreed.iter().any(|one| remedy.is_wished_by(*one));
        let stays = |remedy: Remedy| !has_way || !puts_right(remedy) || is_agreed(remedy);
        let mut told = self.clone();
        // What only went with a way that nobody chose goes with it.
        let goes = |place: Place| {
            let ways = || self.entitlements.iter().filter(|one| one.place == place && puts_right(one.remedy));
            ways().next().is_some() && ways().all(|one| !stays(one.remedy))
        };
        told.entitlements.retain(|one| stays(one.remedy) && !goes(one.place));
        told.depends.retain(|one| stays(one.remedy));
        told.beside_offer(&agreed.iter().map(|remedy| (*remedy, None)).collect::<Vec<_>>())
    }

    /// The decision as it is told beside an offer: what is offered is not theirs only once it is confirmed. Of a part that
    /// gives less than that, the whole is told all the same.
    #[must_use]
    pub fn beside_offer(mut self, offered: &[(Remedy, Option<Money>)]) -> Self {
        self.depends.retain(|one| {
            let whole = one.then.and_then(|then| then.amount);
            let is_whole = |given: Option<Money>| {
                whole.zip(given).is_none_or(|(whole, given)| given.minor >= whole.minor)
            };
            !offered.iter().any(|(remedy, given)| one.remedy.is_wished_by(*remedy) && is_whole(*given))
        });
        self
    }

    /// Whether the goods have come, on a known day or not.
    fn has_come(&self) -> bool {
        self.snapshot.get(Fact::DeliveredAt).is_some()
            || self.snapshot.get(Fact::Status) == Some(ordinal!(OrderStatus::Delivered))
    }

    /// Whether it rests on what was claimed, or on the demand for it.
    fn is_claimed(&self, one: &Depends) -> bool {
        let is_demanded = one.remedy == Remedy::StatutoryDamages && self.is_wished(one.remedy);
        one.then.is_some_and(|then| !then.is_unclaimed || is_demanded)
    }

    /// Whether a remedy is wished for by its name.
    pub fn is_wished(&self, remedy: Remedy) -> bool {
        let place =
            Remedy::ALL.iter().position(|one| *one == remedy).and_then(|place| i64::try_from(place).ok());
        place.is_some_and(|place| self.snapshot.get(Fact::Wants).unwrap_or(0) & bit(place) != 0)
    }

    /// Whether a rule's answer lies beside what the complaint is about: it is theirs all the same, and leads nothing.
    /// What a complaint of no known category is about nobody can say.
    pub fn is_beside(&self, packs: &Packs, place: Place) -> bool {
        let Some((rule, pack)) = packs.rule(place).zip(packs.pack(place)) else { return false };
        if rule.grants.iter().any(|grant| self.is_wished(grant.remedy)) {
            return false;
        }
        let is_unknown = self.snapshot.get(Fact::Category) == Some(ordinal!(Category::Other));
        if is_unknown {
            // But whoever wished for something else did not write for what only comes on top.
            let has_wish = self.snapshot.get(Fact::Wants).unwrap_or(0) != 0;
            return has_wish && rule.grants.iter().all(|grant| grant.remedy.comes_on_top());
        }
        let view = self.view_of_parcel(&pack.calendar, 0);
        let is_told = |test: &Test| {
            let is_word = test.fact.kind() == FactKind::Word(Vocabulary::Standing);
            (is_word || matches!(test.fact, Fact::Category | Fact::Wants))
                && test.outcome(&view) == Outcome::Holds
        };
        rule.scope.iter().any(|clause| rule.is_topic(clause) && !clause.any.iter().any(is_told))
    }

    /// Whether all that a rule grants beside the matter is granted by what the complaint is about as well: told twice it would
    /// read as had twice.
    pub fn is_had_anyway(&self, packs: &Packs, place: Place) -> bool {
        let is_same = |one: &Entitlement, other: &Entitlement| {
            let minor = |one: &Entitlement| one.amount.map_or(0, |amount| amount.minor);
            other.remedy == one.remedy && other.goods.overlaps(&one.goods) && minor(other) >= minor(one)
        };
        let main = || self.entitlements.iter().filter(|one| !self.is_beside(packs, one.place));
        let mut own = self.entitlements.iter().filter(|one| one.place == place);
        self.is_beside(packs, place) && own.all(|one| main().any(|other| is_same(one, other)))
    }

    /// Nobody is asked in which state goods are that are said to be broken, unless they wish to return them without
    /// a reason.
    fn is_worth_asking(&self, one: &Depends) -> bool {
        self.is_worth_telling(one.remedy) && !self.is_beside_the_point(one)
    }

    /// Whether an open answer leads away from what it is about, to its customer and at the desk alike.
    pub fn is_beside_the_point(&self, one: &Depends) -> bool {
        // Who has the price back for a reason need not ask whether they could have it without one.
        let has_price = || {
            let is_price = |granted: &Entitlement| {
                matches!(granted.remedy, Remedy::ReturnRefund | Remedy::Refund) && !granted.needs_human
            };
            self.entitlements.iter().any(|granted| is_price(granted) && granted.goods.overlaps(&one.goods))
        };
        one.remedy == Remedy::Withdrawal && (self.is_return_beside_the_point() || has_price())
    }

    /// Whether a return without a reason leads away from what it is about: whoever names a reason, was hurt or sent the
    /// wrong thing, or waits for the money of goods that went back, has said nothing of it. It is theirs all the same,
    /// and whoever wishes for it is answered.
    pub(crate) fn is_return_beside_the_point(&self) -> bool {
        let refuted = ordinal!(Standing::Refuted);
        let is_said = |fact: &Fact| self.snapshot.get(*fact).is_some_and(|standing| standing != refuted);
        let reasons = [
            Fact::Defect,
            Fact::DamageInTransit,
            Fact::Misdescription,
            Fact::Safety,
            Fact::Injury,
            Fact::Loss,
            Fact::RefundUnpaid,
        ];
        let category = self.snapshot.get(Fact::Category);
        let is_of_another = [ordinal!(Category::Safety), ordinal!(Category::WrongItem)];
        let is_reason = is_of_another.iter().any(|one| category == Some(*one)) || reasons.iter().any(is_said);
        is_reason && !self.is_wished(Remedy::Withdrawal)
    }

    /// The freight that comes back with something by the same rule.
    pub fn freight_with(&self, one: &Entitlement) -> Option<Money> {
        let is_its =
            |other: &&Entitlement| (other.place, other.remedy) == (one.place, Remedy::ShippingRefund);
        self.entitlements.iter().find(is_its).filter(|freight| freight.remedy != one.remedy)?.amount
    }

    /// Whether it is freight that is told in one sum with the price that comes back by the same rule.
    pub fn is_in_price(&self, one: &Entitlement) -> bool {
        let is_price = |other: &Entitlement| {
            other.place == one.place && other.remedy.pays_back_whole_price() && other.amount.is_some()
        };
        one.remedy == Remedy::ShippingRefund && one.amount.is_some() && self.entitlements.iter().any(is_price)
    }

    /// The price that comes back, now or once it is confirmed: of several ways the greatest sum, and of those of the same
    /// sum what is sure.
    pub fn price_back(&self) -> Option<PriceBack> {
        let is_back = |remedy: Remedy| matches!(remedy, Remedy::ReturnRefund | Remedy::Refund);
        let sure = self.entitlements.iter().filter(|one| is_back(one.remedy) && !one.needs_human);
        let sure = sure.filter_map(|one| {
            Some(PriceBack { amount: one.amount?, freight: self.freight_with(one), until: one.until })
        });
        let likely = self.likely().into_iter().filter(|one| is_back(one.remedy)).filter_map(|one| one.then);
        let likely = likely.filter_map(|then| {
            Some(PriceBack { amount: then.amount?, freight: then.freight, until: then.until })
        });
        sure.chain(likely).reduce(|best, one| if one.amount.minor > best.amount.minor { one } else { best })
    }

    /// Whether a remedy is worth a line of its own: where another thing came than was ordered no page is at fault.
    pub fn is_worth_telling(&self, remedy: Remedy) -> bool {
        let is_wrong_item = self.snapshot.get(Fact::Category) == Some(ordinal!(Category::WrongItem));
        remedy != Remedy::Correction || !is_wrong_item || self.is_wished(remedy)
    }
}

impl Fact {
    /// Whether a photo helps most to confirm it.
    pub const fn is_shown_by_a_photo(self) -> bool {
        matches!(
            self,
            Self::Defect
                | Self::Misdescription
                | Self::DamageInTransit
                | Self::Safety
                | Self::SpoiledPercent
                | Self::Condition
        )
    }
}

fn sum(one: &Depends) -> i64 {
    one.then.and_then(|then| then.amount).map_or(0, |amount| amount.minor)
}
