//! The decision: all packs over all facts in one pass, the same for the same input, whoever asks and wherever.
//!
//! What comes out is a compact trace: which rule answered what, with the amount. The facts it was made from are
//! kept beside it, so that reasons and sentences can be made later, for those who ask.

use crate::compensation::money::{Currency, Money};
use crate::compensation::option::RemedyOption;
use crate::compensation::sums::Sums;
use crate::order::ledger::Standing;
use crate::policy::amount::Hit;
use crate::policy::concerned::Concerned;
use crate::policy::condition::{Clause, Outcome, Test, View};
use crate::policy::conscience::{Hold, hold};
use crate::policy::fact::Fact;
use crate::policy::facts::Facts;
use crate::policy::judge::judge;
use crate::policy::layers::{Headline, headline};
use crate::policy::likely::Then;
use crate::policy::options;
use crate::policy::own::NONE;
use crate::policy::packs::{Packs, Place};
use crate::policy::rule::Rule;
use crate::policy::snapshot::{Snapshot, day_of};
use crate::policy::term::Calendar;
use crate::remedy::{Payer, Remedy};
use chrono::{DateTime, FixedOffset};

/// Something the customer is entitled to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitlement {
    /// By which rule.
    pub place: Place,
    /// Which of its grants.
    pub grant: u8,
    /// What.
    pub remedy: Remedy,
    /// How much, where it is a matter of money.
    pub amount: Option<Money>,
    /// Who owes it.
    pub payer: Payer,
    /// The last moment to claim it.
    pub until: Option<DateTime<FixedOffset>>,
    /// By when it must be done.
    pub due: Option<DateTime<FixedOffset>>,
    /// Whether a person must sign before it may be offered.
    pub needs_human: bool,
    /// What the rule took off before it came to that.
    pub less: Option<Money>,
    /// The limit that decided the amount.
    pub hit: Option<Hit>,
    /// The pieces it is about.
    pub goods: Concerned,
}

/// Something a rule does not grant here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// By which rule.
    pub place: Place,
    /// What.
    pub remedy: Remedy,
    /// The pieces it is about.
    pub goods: Concerned,
    /// What was given or offered before, where that alone stands in the way.
    pub given: Option<Before>,
    /// The grant whose sums say nothing in the order's currency, where that alone stands in the way.
    pub without_sum: Option<u8>,
    /// The grant that comes to nothing or to less than is paid, and to how much, where that alone stands in the way.
    pub too_little: Option<(u8, Money)>,
}

impl Refusal {
    /// The sums that say nothing in a currency, where that is why.
    pub fn lacking<'a>(&self, packs: &'a Packs, currency: Currency) -> Option<&'a Sums> {
        let grant = packs.rule(self.place)?.grants.get(usize::from(self.without_sum?))?;
        grant.amount.as_ref()?.lacking(currency)
    }

    /// What it comes to and under what nothing is paid, where that is why; without a least, all above nothing is.
    pub fn least<'a>(&self, packs: &'a Packs) -> Option<(Money, Option<&'a Sums>)> {
        let (grant, amount) = self.too_little?;
        let grant = packs.rule(self.place)?.grants.get(usize::from(grant))?;
        Some((amount, grant.amount.as_ref()?.nothing_under.as_ref()))
    }
}

/// What was given before for the same cause, or is so far only offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// How firm it is: reserved where nothing of it is agreed.
    pub standing: Standing,
    /// How much, where it was a matter of money.
    pub amount: Option<Money>,
    /// Whether all of what was given is known to have gone out, and not only to be agreed on.
    pub is_shown: bool,
    /// How much is only offered besides what was given; `None` where nothing is, or where all of it is only offered.
    pub offered: Option<Money>,
}

/// Something that depends on a question nobody has answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Depends {
    /// By which rule.
    pub place: Place,
    /// What.
    pub remedy: Remedy,
    /// The first question to ask.
    pub ask: Fact,
    /// The pieces it is about.
    pub goods: Concerned,
    /// What it would be if the open questions came out as claimed or asked; `None` where nothing would follow.
    pub then: Option<Then>,
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The facts it was made from; where lines came in several parcels, those of the first.
    pub snapshot: Snapshot,
    /// The facts of the further parcels.
    pub parcels: Vec<Snapshot>,
    /// What the customer is entitled to.
    pub entitlements: Vec<Entitlement>,
    /// What is refused.
    pub refusals: Vec<Refusal>,
    /// What depends on an open question.
    pub depends: Vec<Depends>,
    /// Packages a reasonable person would accept, best first.
    pub options: Vec<RemedyOption>,
    /// Why none of them may be suggested; made with them.
    pub hold: Option<Hold>,
    /// The most valuable thing that is likely; made with the options.
    pub headline: Option<Headline>,
}

/// Decides a question under the packs in force.
pub fn decide(packs: &Packs, facts: &Facts<'_>) -> Decision {
    let mut decision = judge(packs, facts);
    decision.options = options::compose(packs, facts, &decision);
    decision.hold = hold(facts, &decision);
    if decision.hold.is_none() {
        options::recommend(facts, &mut decision.options);
    }
    decision.headline = headline(packs, facts, &decision);
    decision
}

impl Decision {
    /// The facts of the parcel that an answer concerns.
    pub fn facts_of(&self, goods: &Concerned) -> &Snapshot {
        self.facts_of_parcel(goods.parcel)
    }

    fn facts_of_parcel(&self, parcel: u8) -> &Snapshot {
        let further = usize::from(parcel).checked_sub(1).and_then(|place| self.parcels.get(place));
        further.unwrap_or(&self.snapshot)
    }

    pub(crate) fn view_of_parcel<'a>(&'a self, calendar: &'a Calendar, parcel: u8) -> View<'a> {
        View { snapshot: self.facts_of_parcel(parcel), traits: None, marks: &NONE, calendar }
    }

    /// The facts against which conditions about some goods are tested.
    pub(crate) fn view<'a>(&'a self, calendar: &'a Calendar, goods: &'a Concerned) -> View<'a> {
        View { snapshot: self.facts_of(goods), traits: goods.kinds, marks: &goods.marks, calendar }
    }

    /// Whether anything is said of a remedy.
    pub(crate) fn speaks_of(&self, remedy: Remedy) -> bool {
        self.entitlements.iter().any(|one| one.remedy == remedy)
            || self.refusals.iter().any(|one| one.remedy == remedy)
            || self.depends.iter().any(|one| one.remedy == remedy)
    }

    /// Removes every answer of a rule; whether there was one.
    pub(crate) fn take_back(&mut self, place: Place) -> bool {
        let count =
            |decision: &Self| decision.entitlements.len() + decision.refusals.len() + decision.depends.len();
        let before = count(self);
        self.entitlements.retain(|one| one.place != place);
        self.refusals.retain(|one| one.place != place);
        self.depends.retain(|one| one.place != place);
        count(self) < before
    }
}

/// The first question without whose answer a rule can't answer.
pub(crate) fn first_open(clauses: &[Clause], view: &View<'_>) -> Option<Fact> {
    clauses
        .iter()
        .filter(|clause| clause.outcome(view) == Outcome::Open)
        .flat_map(|clause| &clause.any)
        .find(|test| test.outcome(view) == Outcome::Open)
        .map(|test| test.fact.asked_as())
}

/// The last moment of a day, in the zone of the question.
pub(crate) fn end_of(day: i64, snapshot: &Snapshot) -> Option<DateTime<FixedOffset>> {
    snapshot.zone().end_of(day_of(day)?)
}

/// The last moment at which every condition that runs against a limit would still hold.
pub(crate) fn last_moment(rule: &Rule, view: &View<'_>) -> Option<DateTime<FixedOffset>> {
    let mut last: Option<i64> = None;
    for clause in rule.when.iter().filter(|clause| clause.any.iter().any(Test::has_last_day)) {
        let mut best: Option<i64> = None;
        for test in &clause.any {
            if test.outcome(view) != Outcome::Holds {
                continue;
            }
            let day = if test.has_last_day() { test.last_number(view) } else { None };
            // An alternative without a limit holds for ever, so the clause sets none.
            let Some(day) = day else {
                best = None;
                break;
            };
            best = Some(best.map_or(day, |best| best.max(day)));
        }
        if let Some(day) = best {
            last = Some(last.map_or(day, |last| last.min(day)));
        }
    }
    end_of(last?, view.snapshot)
}
