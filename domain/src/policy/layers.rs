//! An answer in the three layers people ask for: what is theirs now, what is theirs once it is confirmed, and the one
//! line above both that says the most.
//!
//! Money and goods lead. An apology is said and never counted, and a statute's multiple is nothing to build on before
//! a person has looked.

use crate::compensation::money::Money;
use crate::few::put_in_order;
use crate::finding::Standing;
use crate::policy::decide::{Decision, Depends};
use crate::policy::fact::{Fact, ordinal};
use crate::policy::facts::Facts;
use crate::policy::options::ways::WAYS;
use crate::policy::packs::Place;
use crate::policy::snapshot::bit;
use crate::policy::worth::Worth;
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
    /// The last moment to claim it.
    pub until: Option<DateTime<FixedOffset>>,
    /// What has to be confirmed first; nothing for what is theirs now.
    pub once: Option<Fact>,
}

/// The most valuable likely thing in a decision; of several worth the same what is wished for, then what is sure.
pub(crate) fn headline(facts: &Facts<'_>, decision: &Decision) -> Option<Headline> {
    let worth = Worth::of(facts, decision);
    let mut likely: Vec<(i64, Headline)> = Vec::new();
    for one in decision.entitlements.iter().filter(|one| !one.needs_human) {
        let Some(value) = counted(one.remedy, worth.granted(one)) else { continue };
        let (place, remedy) = (one.place, one.remedy);
        likely.push((value, Headline { place, remedy, amount: one.amount, until: one.until, once: None }));
    }
    for one in &decision.depends {
        let (Some(then), Some(value)) = (one.then, counted(one.remedy, worth.open(one))) else { continue };
        let (place, remedy, once) = (one.place, one.remedy, Some(one.ask));
        likely.push((value, Headline { place, remedy, amount: then.amount, until: then.until, once }));
    }
    let way = |remedy: Remedy| WAYS.iter().position(|way| *way == remedy).unwrap_or(WAYS.len());
    put_in_order(&mut likely, |(value, one)| {
        (Reverse(*value), !facts.wants.contains(&one.remedy), one.once.is_some(), way(one.remedy))
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
        for one in self.depends.iter().filter(|one| one.then.is_some() && self.is_worth_asking(one)) {
            if self.entitlements.iter().any(|granted| granted.remedy == one.remedy) {
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

    /// Nobody is asked in which state goods are that are said to be broken, unless they wish to return them without
    /// a reason.
    fn is_worth_asking(&self, one: &Depends) -> bool {
        let is_wished =
            || self.snapshot.get(Fact::Wants).unwrap_or(0) & bit(ordinal!(Remedy::Withdrawal)) != 0;
        let refuted = ordinal!(Standing::Refuted);
        let is_said = |fact: &Fact| self.snapshot.get(*fact).is_some_and(|standing| standing != refuted);
        let reasons = [Fact::Defect, Fact::DamageInTransit, Fact::Misdescription, Fact::Safety, Fact::Loss];
        one.remedy != Remedy::Withdrawal || !reasons.iter().any(is_said) || is_wished()
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
