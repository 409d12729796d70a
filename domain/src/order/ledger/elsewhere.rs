//! What was given on an order other than by the case in hand, and how sure it is that it was given for this purchase.
//!
//! A number may stand for two purchases of two people, or for one that was put right. What was given to the same person,
//! or surely for the same purchase, answers for the rules and counts. What only may have been given for it counts towards
//! the bound, so that a supervisor signs; it answers for no rule, so that nobody is refused for what a stranger got.

use super::{Entry, OfCase, OrderLedger, Standing, Transfer, paid_back, told_since};
use crate::compensation::money::Money;
use crate::id::{CaseId, PersonId};
use crate::order::Order;
use crate::order::bought::Bought;
use crate::order::given::Given;
use crate::order::reference::{key_of, parcels_in};
use crate::order::told::{Told, not_told};
use crate::remedy::Remedy;
use crate::text::Reference;
use crate::zone::Zone;
use serde::{Deserialize, Serialize};

/// The order as the shop knows it today.
#[derive(Clone, Copy, Debug)]
pub struct Now<'a> {
    /// The order.
    pub order: &'a Order,
    /// Whether it is the same person's by now: a number may have been given to somebody else since.
    pub is_theirs: bool,
}

impl<'a> Now<'a> {
    /// The order of the same person.
    pub const fn theirs(order: &'a Order) -> Self {
        Self { order, is_theirs: true }
    }
}

/// Whose something under the order's number is, beside the case in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// The same person's.
    Theirs,
    /// Another person's, of surely the same purchase.
    Others,
    /// Another person's, of what may be the same purchase.
    Perhaps,
    /// Another purchase.
    Nobodys,
}

/// What was given on an order other than by the case in hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Elsewhere {
    /// By its other cases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<OfCase>,
    /// Outside the desk, and not known yet when the case was filed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outside: Vec<Given>,
    /// For surely the same purchase, under another name of its buyer. A customer is told nothing of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Entry>,
    /// To another person, for what may be the same purchase: only the bound counts it. A customer is told nothing of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub perhaps: Vec<Entry>,
    /// What references prove that its other cases gave, under whatever name of the buyer, counted here or not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proven: Vec<Given>,
    /// What the shop tells of now under a reference, counted here or not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Given>,
    /// What its other cases record by hand under a reference, each refund once, of what is or may be the same purchase.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_hand: Vec<Given>,
    /// The same of another purchase that had the number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_hand_of_another: Vec<Given>,
    /// What is known on other orders of the reference that a command at hand names; nothing in every view.
    #[serde(skip_serializing_if = "Transfer::is_unknown")]
    pub of_other_orders: Transfer,
    /// The numbers of the order's parcels that the shop tells of now, beside those that the case knows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<String>,
    /// Whether the parcel that a command at hand names is of another order, or shows something of another case; in no view.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub is_parcel_known: bool,
    /// Whether something was given under the order's number to somebody else: whether that was another purchase, or the
    /// same put right, is for somebody to see.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub has_another: bool,
    /// The number of another order that this one looks like, spelled otherwise or of the same parcel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub like: Option<String>,
    /// The number of a later order that looks like this one, and for which nothing was given: money that goes out by itself
    /// waits for somebody to look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub like_later: Option<String>,
    /// How much agents gave or offer as goodwill by the order's other cases, without a supervisor's signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goodwill: Option<Money>,
    /// How much agents gave or offer back by the order's other cases, without a supervisor's signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_agents: Option<Money>,
    /// How much they gave or offer besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub besides: Option<Money>,
}

impl Elsewhere {
    /// Whether nothing was, nor is anything known that somebody has to look at.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// All that answers for the rules, reserved or given.
    pub fn given(&self) -> Vec<Given> {
        self.given_as(|_| true)
    }

    /// What of that is not merely reserved.
    pub fn firm(&self) -> Vec<Given> {
        self.given_as(|standing| standing == Standing::Given)
    }

    /// What of it is merely reserved: offered by a case, and answered by nobody yet.
    pub fn offered(&self) -> Vec<Given> {
        let by_cases = self.cases.iter().flat_map(|of| &of.entries).chain(&self.others);
        let offered = by_cases.filter(|entry| entry.standing == Standing::Reserved);
        offered.map(|entry| entry.given.clone()).collect()
    }

    /// All that counts towards what came in, reserved or given.
    pub fn bound(&self) -> Vec<Given> {
        let mut bound = self.given();
        bound.extend(self.perhaps.iter().map(|entry| entry.given.clone()));
        bound
    }

    /// What of that is not merely reserved.
    pub fn firm_bound(&self) -> Vec<Given> {
        let mut bound = self.firm();
        let perhaps = self.perhaps.iter().filter(|entry| entry.standing == Standing::Given);
        bound.extend(perhaps.map(|entry| entry.given.clone()));
        bound
    }

    /// What a reference proves that other cases of the order gave.
    pub fn proven_by<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Given> {
        self.proven.iter().filter(move |given| given.is_under(key))
    }

    fn given_as(&self, counts: impl Fn(Standing) -> bool) -> Vec<Given> {
        let by_cases = self.cases.iter().flat_map(|of| &of.entries).chain(&self.others);
        let entries = by_cases.filter(|entry| counts(entry.standing));
        entries.map(|entry| &entry.given).chain(&self.outside).cloned().collect()
    }

    /// Takes in what was given under the order's number, by whose it is.
    fn take(&mut self, whose: Whose, given: impl IntoIterator<Item = Entry>) {
        match whose {
            Whose::Theirs => self.outside.extend(given.into_iter().map(|entry| entry.given)),
            Whose::Others => self.others.extend(given),
            Whose::Perhaps => self.perhaps.extend(given),
            Whose::Nobodys => (),
        }
    }
}

impl OrderLedger {
    /// What was given on a buyer's order other than by one of its cases (by none, where that is still to be filed):
    /// `order` as that case knows it, `now` as the shop knows it today.
    pub fn elsewhere(
        &self,
        person: PersonId,
        case: Option<CaseId>,
        order: &Order,
        now: Option<Now<'_>>,
        zone: &Zone,
    ) -> Elsewhere {
        let is_own = |of: &&OfCase| Some(of.case) == case;
        let own: Vec<&Entry> = self.cases.iter().filter(is_own).flat_map(|of| &of.entries).collect();
        let told_here = own.iter().filter(|entry| entry.is_told).map(|entry| &entry.given);
        let mut told_here = Told::of(told_here);
        let bought = Bought::of(order);
        // Another name on the same purchase: its sums count, its case stays with whose it is.
        let whose = |is_theirs: bool, other: Option<&Bought>, days_apart: i64| {
            let is = |same: fn(&Bought, &Bought, &Zone) -> bool| {
                other.is_some_and(|other| same(other, &bought, zone))
            };
            if is_theirs {
                Whose::Theirs
            } else if days_apart == 0 || is(Bought::is_same) {
                Whose::Others
            } else if other.is_some_and(|other| other.may_be_same(&bought, days_apart, zone)) {
                Whose::Perhaps
            } else {
                Whose::Nobodys
            }
        };
        let days_to = |at: crate::order::OrderTime| (at.day(zone) - order.placed_at.day(zone)).num_days();
        let whose_is = |of: &OfCase| whose(of.person == person, of.bought.as_ref(), days_to(of.placed_at));
        let is_of_it = |of: &OfCase| whose_is(of) != Whose::Nobodys;
        let others: Vec<(&OfCase, Whose)> =
            self.cases.iter().filter(|of| !is_own(of) && is_of_it(of)).map(|of| (of, whose_is(of))).collect();
        let by_desk: Vec<Vec<Given>> =
            others.iter().map(|(of, _)| of.by_desk_beside(&mut told_here)).collect();
        let own = own.into_iter().map(|entry| &entry.given);
        let mut told: Vec<Given> = own.chain(by_desk.iter().flatten()).cloned().collect();
        let has_another = self.cases.iter().any(|of| of.person != person && !of.entries.is_empty());
        let mut by_shop = now.map(|now| now.order.given_outside.clone()).unwrap_or_default();
        by_shop.retain(|row| row.reference.is_some());
        let proven = self.cases.iter().filter(|of| !is_own(of)).flat_map(OfCase::proven).cloned().collect();
        let mut elsewhere = Elsewhere {
            has_another,
            told: by_shop,
            by_hand: self.told_by_hand(|of| Some(of.case) != case && is_of_it(of)),
            by_hand_of_another: self.told_by_hand(|of| Some(of.case) != case && !is_of_it(of)),
            proven,
            ..Elsewhere::default()
        };
        let [mut goodwill, mut by_agents, mut besides] = [0_i64; 3];
        for ((of, whose), by_desk) in others.into_iter().zip(&by_desk) {
            let minor = |sum: Option<Money>| sum.map_or(0, |sum| sum.minor_in(order.currency));
            goodwill = goodwill.saturating_add(minor(of.goodwill));
            by_agents = by_agents.saturating_add(minor(of.by_agents));
            besides = besides.saturating_add(minor(of.besides));
            let of_others = of.told();
            let new = not_told(&of_others, &told);
            let entries = of.entries.iter().filter(|entry| {
                if entry.is_told { new.contains(&&entry.given) } else { by_desk.contains(&entry.given) }
            });
            let entries: Vec<Entry> = entries.cloned().collect();
            told.extend(new.into_iter().cloned());
            if whose != Whose::Theirs {
                elsewhere.take(whose, entries);
            } else if !entries.is_empty() {
                elsewhere.cases.push(OfCase { entries, ..of.clone() });
            }
        }
        if let Some(now) = now {
            let bought = Bought::of(now.order);
            let whose = whose(now.is_theirs, Some(&bought), days_to(now.order.placed_at));
            elsewhere.take(whose, told_by_shop(order, now.order, whose, &told));
            if matches!(whose, Whose::Theirs | Whose::Others) {
                let numbers = now.order.tracking.as_deref().into_iter().flat_map(parcels_in);
                let known: Vec<&str> = order.tracking.as_deref().into_iter().flat_map(parcels_in).collect();
                elsewhere.parcels =
                    numbers.filter(|number| !known.contains(number)).map(str::to_owned).collect();
            }
        }
        let sum = |minor: i64| (minor > 0).then(|| Money::new(minor, order.currency));
        let (goodwill, by_agents) = (sum(goodwill), sum(by_agents));
        Elsewhere { goodwill, by_agents, besides: sum(besides), ..elsewhere }
    }

    /// Which refunds some of its cases record by hand under a reference; each refund once.
    pub(super) fn told_by_hand(&self, is_meant: impl Fn(&OfCase) -> bool) -> Vec<Given> {
        let mut told: Vec<Given> = Vec::new();
        for of in self.cases.iter().filter(|of| is_meant(of)) {
            let by_hand = of.told();
            let new: Vec<Given> = not_told(&by_hand, &told).into_iter().cloned().collect();
            told.extend(new);
        }
        told.retain(|row| row.reference.is_some());
        told
    }

    /// The references of refunds that its cases show, or tell of.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        let entries = self.cases.iter().flat_map(|of| &of.entries);
        entries.filter_map(|entry| entry.given.reference.as_ref())
    }
}

/// What the shop tells of the order `now` beyond what a case knew of it, and nobody else `told`.
fn told_by_shop(order: &Order, now: &Order, whose: Whose, told: &[Given]) -> Vec<Entry> {
    let known = &order.given_outside;
    let since = told_since(known, &now.given_outside);
    let went_back = paid_back(&since.iter().collect::<Vec<_>>(), order, Given::is_paid_back);
    let mut rows = new_since(known, &since, told);
    // A smaller bill of what is perhaps another purchase says nothing of this one.
    let is_one = matches!(whose, Whose::Theirs | Whose::Others);
    rows.extend(came_in_less(order, now, went_back).filter(|_| is_one));
    let entry = |given| Entry { standing: Standing::Given, given, is_told: true };
    rows.into_iter().map(entry).collect()
}

/// What the shop told of `since` and nobody else did. The refunds it told of before are found first; of what is left
/// under a reference of theirs nothing is the same once more.
fn new_since(known: &[Given], since: &[Given], told: &[Given]) -> Vec<Given> {
    let mut told = Told::of(told.iter());
    told.not_among(known);
    let is_known = |key: Option<String>| {
        key.is_some() && known.iter().any(|row| row.reference.as_ref().and_then(key_of) == key)
    };
    let new = told.not_among(since).into_iter().map(|row| {
        let reference = row.reference.clone().filter(|reference| !is_known(key_of(reference)));
        Given { reference, ..row.clone() }
    });
    new.collect()
}

/// What came in less for the order as the shop knows it `now` than a case's `known` one says, `told` of which the shop
/// has told as given back: where the shop took lines off a bill, that money can't go back once more.
fn came_in_less(known: &Order, now: &Order, told: i64) -> Option<Given> {
    if known.currency != now.currency {
        return None;
    }
    let less = known.came_in()?.minor.checked_sub(now.came_in()?.minor)?.checked_sub(told)?;
    (less > 0).then(|| Given {
        remedy: Remedy::Refund,
        amount: Some(Money::new(less, known.currency)),
        goods: None,
        rule: Some(TAKEN_OFF.to_owned()),
        at: known.placed_at,
        reference: None,
        in_all: None,
    })
}

/// What stands as the rule of a sum that the shop took off a bill: it was given by nobody and for no cause, so it
/// answers for no rule, and only the bound counts it.
const TAKEN_OFF: &str = "order/taken_off";
