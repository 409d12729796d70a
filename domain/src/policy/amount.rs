//! How a rule says how much: a base, a share or multiple of it, and the limits it must keep.
//!
//! An amount is computed exactly, clamped to its limits first and rounded once, half up, at the very end. Where a
//! fact it needs is absent, or something does not fit, there is no amount; a wrong one never.

use crate::code::codes;
use crate::compensation::fraction::Fraction;
use crate::compensation::money::{Currency, Money};
use crate::compensation::percent::Percent;
use crate::compensation::sums::Sums;
use crate::policy::concerned::Concerned;
use crate::policy::condition::View;
use crate::policy::fact::Fact;
use crate::policy::goods::{Goods, Price};
use core::cmp::Ordering;
use serde::{Deserialize, Serialize};

/// What an amount is a share of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// What was paid for the goods complained about, their share of discounts taken off.
    Complained,
    /// What giving them back leaves: paid for all, less what the rest alone would have cost.
    PartReturn,
    /// What was paid for the whole sets of which the goods complained about are parts; for goods in no set, for them.
    Bundle,
    /// What was paid for all goods.
    Order,
    /// An amount that stands in a fact.
    Fact(Fact),
    /// A fixed sum, in each currency it is meant in.
    Fixed(Sums),
}

/// Which share of the base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rate {
    /// So many per cent; three hundred is three times.
    Share(Percent),
    /// Whole per cent that stand in a fact.
    PercentFact(Fact),
    /// By steps of a fact.
    Tiers {
        /// Which fact.
        fact: Fact,
        /// Up to and including this value, this many per cent; in rising order.
        steps: Vec<(i64, Percent)>,
        /// Per cent above the last step.
        above: Percent,
    },
    /// What is left when so much of it is used up, step by step and never below nothing: `(over - fact) / over`.
    Shrinking {
        /// The fact that counts what is used up, such as whole months since delivery.
        fact: Fact,
        /// At how many nothing is left.
        over: u32,
    },
    /// The part of the paid period that has not begun.
    Unused(Counted),
}

codes! {
    /// In what a paid period is counted.
    pub enum Counted {
        /// Months; one that has begun is used.
        Months = "months",
        /// Days; the day of asking is used.
        Days = "days",
    }
}

impl Counted {
    /// The facts that count what has not begun, and all of it.
    pub const fn facts(self) -> [Fact; 2] {
        match self {
            Self::Months => [Fact::PeriodMonthsLeft, Fact::PeriodMonths],
            Self::Days => [Fact::PeriodDaysLeft, Fact::PeriodDays],
        }
    }
}

/// For what an amount is given once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// For the order.
    #[default]
    Order,
    /// For each line, with the limits kept for each.
    Line,
    /// For each day that a fact counts, with the limits kept for all together.
    Day(Fact),
}

/// A floor or a cap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// A sum, in each currency it is meant in.
    Fixed(Sums),
    /// Per cent of another base.
    Share(Base, Percent),
}

/// How much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// Of what.
    pub of: Base,
    /// Which share of it.
    pub rate: Rate,
    /// For what, once.
    #[serde(default)]
    pub per: Per,
    /// Not less than any of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub floor: Vec<Limit>,
    /// Not more than any of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cap: Vec<Limit>,
    /// What is taken off: a sum in a fact, such as for use, a fixed fee, or a share with limits of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub less: Option<Box<Self>>,
    /// An amount in a fact that is added on top, whatever the limits of the rest: a deposit that comes back once in
    /// full and, up to a fifth of the price, once more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plus: Option<Fact>,
    /// Under this nothing is paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nothing_under: Option<Sums>,
}

/// Which limit decided an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// The floor.
    Floor,
    /// The cap.
    Cap,
    /// What came in, less what of it went back before.
    Given,
    /// It is under the least that is paid.
    Least,
}

/// An amount and how it came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Computed {
    /// How much.
    pub amount: Money,
    /// What was taken off.
    pub less: Money,
    /// The limit that decided it.
    pub hit: Option<Hit>,
}

/// The most that an amount may shrink over: nothing is used up over more days than a century has.
pub const MOST_SHRINKS: i64 = 36_500;

/// The sum in the order's currency as an exact number of its minor units.
fn of_order(sums: &Sums, view: &View<'_>) -> Option<Fraction> {
    sums.get(view.snapshot.currency()).map(|sum| Fraction::whole(sum.minor))
}

/// The sum that stands in a fact; of what one piece costs elsewhere, for all pieces at a price.
fn sum_in(fact: Fact, view: &View<'_>, price: Price) -> Option<Fraction> {
    let pieces = if fact.is_of_one_piece() { price.pieces } else { 1 };
    Fraction::whole(view.get(fact)?).times(pieces, 1)
}

impl Base {
    fn value(&self, view: &View<'_>, goods: &Goods, price: Price) -> Option<Fraction> {
        match self {
            // The goods are those of whole sets already.
            Self::Complained | Self::Bundle => goods.paid_for(price),
            Self::PartReturn => goods.returned_for(price),
            Self::Order => goods.paid_for(goods.all()?),
            Self::Fact(fact) => sum_in(*fact, view, price),
            Self::Fixed(sums) => of_order(sums, view),
        }
    }

    fn sums(&self) -> Option<&Sums> {
        if let Self::Fixed(sums) = self { Some(sums) } else { None }
    }
}

impl Base {
    const fn fact(&self) -> Option<Fact> {
        match self {
            Self::Fact(fact) => Some(*fact),
            _ => None,
        }
    }
}

impl Rate {
    fn of(&self, exact: Fraction, view: &View<'_>) -> Option<Fraction> {
        let share = match self {
            Self::Share(share) => *share,
            Self::PercentFact(fact) => Percent::of(view.get(*fact)?)?,
            Self::Tiers { fact, steps, above } => {
                let value = view.get(*fact)?;
                steps.iter().find(|(up_to, _)| value <= *up_to).map_or(*above, |(_, share)| *share)
            }
            Self::Shrinking { fact, over } => {
                let over = i64::from(*over);
                return exact.times(over.checked_sub(view.get(*fact)?)?.clamp(0, over), over);
            }
            Self::Unused(counted) => {
                let [left, of] = counted.facts();
                return exact.times(view.get(left)?, view.get(of)?);
            }
        };
        share.share_of(exact)
    }
}

impl Limit {
    fn value(&self, view: &View<'_>, goods: &Goods, price: Price) -> Option<Fraction> {
        match self {
            Self::Fixed(sums) => of_order(sums, view),
            Self::Share(base, share) => share.share_of(base.value(view, goods, price)?),
        }
    }

    const fn fact(&self) -> Option<Fact> {
        match self {
            Self::Fixed(_) => None,
            Self::Share(base, _) => base.fact(),
        }
    }

    fn sums(&self) -> Option<&Sums> {
        match self {
            Self::Fixed(sums) => Some(sums),
            Self::Share(base, _) => base.sums(),
        }
    }
}

impl Amount {
    /// All of a base.
    pub const fn all(of: Base) -> Self {
        Self {
            of,
            rate: Rate::Share(Percent::WHOLE),
            per: Per::Order,
            floor: Vec::new(),
            cap: Vec::new(),
            less: None,
            plus: None,
            nothing_under: None,
        }
    }

    /// Whether it is a part of a price that is nothing: a floor lifts no share of what was never to be paid.
    pub(crate) fn is_of_nothing(&self, view: &View<'_>, goods: &Goods, concerned: &Concerned) -> bool {
        let is_of_price = self.is_of_price() || self.of == Base::Order;
        let price = || self.of.value(view, goods, goods.price(concerned)?)?.round();
        is_of_price && !self.floor.is_empty() && price() == Some(0)
    }

    /// Whether it is a share of what was paid for the goods.
    pub(crate) const fn is_of_price(&self) -> bool {
        matches!(self.of, Base::Complained | Base::PartReturn)
    }

    /// Whether it is all that was paid for the goods, no more and no less.
    pub(crate) fn is_whole_price(&self) -> bool {
        matches!(self.of, Base::Complained | Base::PartReturn | Base::Bundle)
            && self.rate == Rate::Share(Percent::WHOLE)
            && self.per == Per::Order
            && self.less.is_none()
            && self.plus.is_none()
    }

    /// The facts it is worked out from.
    pub(crate) fn facts(&self) -> impl Iterator<Item = Fact> {
        let less = self.less.iter().flat_map(|less| less.own_facts());
        self.own_facts().chain(less)
    }

    fn own_facts(&self) -> impl Iterator<Item = Fact> {
        let rate = match &self.rate {
            Rate::Share(_) => [None, None],
            Rate::PercentFact(fact) | Rate::Tiers { fact, .. } | Rate::Shrinking { fact, .. } => {
                [Some(*fact), None]
            }
            Rate::Unused(counted) => counted.facts().map(Some),
        };
        let day = match self.per {
            Per::Day(fact) => Some(fact),
            Per::Order | Per::Line => None,
        };
        let limits = self.floor.iter().chain(&self.cap).filter_map(Limit::fact);
        rate.into_iter().chain([day, self.plus, self.of.fact()]).flatten().chain(limits)
    }

    /// The sums it names that say nothing in a currency: in that one it can't be told.
    pub fn lacking(&self, currency: Currency) -> Option<&Sums> {
        self.sums().find(|sums| sums.get(currency).is_none())
    }

    /// Every sum it names, each for some currencies.
    pub fn sums(&self) -> impl Iterator<Item = &Sums> {
        self.own_sums().chain(self.less.iter().flat_map(|less| less.own_sums()))
    }

    fn own_sums(&self) -> impl Iterator<Item = &Sums> {
        let limits = self.floor.iter().chain(&self.cap).filter_map(Limit::sums);
        self.of.sums().into_iter().chain(limits).chain(&self.nothing_under)
    }

    /// How much it comes to for the pieces an answer concerns; `None` where it can't be told.
    pub(crate) fn compute(&self, view: &View<'_>, goods: &Goods, concerned: &Concerned) -> Option<Computed> {
        let (before, mut hit) = self.before(view, goods, concerned)?;
        let after = match &self.less {
            Some(less) => before.minus(less.taken_off(view, goods, concerned)?)?,
            None => before,
        };
        let plus = match self.plus {
            Some(fact) => sum_in(fact, view, goods.price(concerned)?)?,
            None => Fraction::whole(0),
        };
        let whole = |exact: Fraction| exact.plus(plus)?.round();
        let amount = Money::new(whole(after)?, view.snapshot.currency());
        let least = self.nothing_under.as_ref().and_then(|sums| sums.get(amount.currency));
        if amount.minor > 0 && least.is_some_and(|least| amount.minor < least.minor) {
            hit = Some(Hit::Least);
        }
        let less = Money::new(whole(before)?.checked_sub(amount.minor)?, amount.currency);
        Some(Computed { amount, less, hit })
    }

    /// How much of it is taken off something: nothing while a fact that it needs is not known.
    fn taken_off(&self, view: &View<'_>, goods: &Goods, concerned: &Concerned) -> Option<Fraction> {
        if self.own_facts().any(|fact| view.get(fact).is_none()) {
            return Some(Fraction::whole(0));
        }
        self.before(view, goods, concerned).map(|(exact, _)| exact)
    }

    /// How much it is before anything is taken off or added.
    fn before(
        &self,
        view: &View<'_>,
        goods: &Goods,
        concerned: &Concerned,
    ) -> Option<(Fraction, Option<Hit>)> {
        if self.per != Per::Line {
            return self.clamped(view, goods, goods.price(concerned)?);
        }
        let mut sum = Fraction::whole(0);
        let mut hit = None;
        for price in goods.prices(concerned) {
            let (part, limit) = self.clamped(view, goods, price?)?;
            sum = sum.plus(part)?;
            hit = hit.or(limit);
        }
        Some((sum, hit))
    }

    fn clamped(&self, view: &View<'_>, goods: &Goods, price: Price) -> Option<(Fraction, Option<Hit>)> {
        let mut exact = self.rate.of(self.of.value(view, goods, price)?, view)?;
        let mut hit = None;
        if let Per::Day(fact) = self.per {
            exact = exact.times(view.get(fact)?.max(0), 1)?;
        }
        for floor in &self.floor {
            let floor = floor.value(view, goods, price)?;
            if exact.compare(floor)? == Ordering::Less {
                (exact, hit) = (floor, Some(Hit::Floor));
            }
        }
        // Where a floor and a cap that are shares cross, the floor stands.
        if hit.is_some() {
            return Some((exact, hit));
        }
        for cap in &self.cap {
            let cap = cap.value(view, goods, price)?;
            if exact.compare(cap)? == Ordering::Greater {
                (exact, hit) = (cap, Some(Hit::Cap));
            }
        }
        Some((exact, hit))
    }
}
