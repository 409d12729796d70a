//! How a rule says how much: a base, a share or multiple of it, and the limits it must keep.
//!
//! An amount is computed exactly, clamped to its limits first and rounded once, half up, at the very end. Where a
//! fact it needs is absent, or something does not fit, there is no amount; a wrong one never.

use crate::compensation::fraction::Fraction;
use crate::compensation::money::{Currency, Money};
use crate::compensation::sums::Sums;
use crate::policy::concerned::Concerned;
use crate::policy::condition::View;
use crate::policy::fact::Fact;
use crate::policy::goods::{Goods, Price};
use core::cmp::Ordering;
use serde::{Deserialize, Serialize};

/// What an amount is a share of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// What was paid for the goods complained about, their share of discounts taken off.
    Complained,
    /// What giving them back leaves: paid for all, less what the rest alone would have cost.
    PartReturn,
    /// What was paid for all goods.
    Order,
    /// An amount that stands in a fact.
    Fact(Fact),
    /// A fixed sum, in each currency it is meant in.
    Fixed(Sums),
}

/// Which share of the base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rate {
    /// Basis points: 10,000 is all of it, 30,000 three times.
    Share(i64),
    /// Whole per cent that stand in a fact.
    PercentFact(Fact),
    /// By steps of a fact.
    Tiers {
        /// Which fact.
        fact: Fact,
        /// Up to and including this value, this many basis points; in rising order.
        steps: Vec<(i64, i64)>,
        /// Basis points above the last step.
        above: i64,
    },
}

/// For what an amount is given once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
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
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// A sum, in each currency it is meant in.
    Fixed(Sums),
    /// Basis points of another base.
    Share(Base, i64),
}

/// How much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// Of what.
    pub of: Base,
    /// Which share of it.
    pub rate: Rate,
    /// For what, once.
    #[serde(default)]
    pub per: Per,
    /// Not less than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Limit>,
    /// Not more than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Limit>,
    /// An amount in a fact that is taken off, such as for use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub less: Option<Fact>,
    /// An amount in a fact that is added on top, whatever the limits of the rest: a deposit that comes back once in
    /// full and, up to a fifth of the price, once more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plus: Option<Fact>,
}

/// Which limit decided an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// The floor.
    Floor,
    /// The cap.
    Cap,
    /// What went back before.
    Given,
}

/// An amount and how it came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Computed {
    /// How much.
    pub amount: Money,
    /// The limit that decided it.
    pub hit: Option<Hit>,
}

/// All of something, in basis points.
pub const WHOLE: i64 = 10_000;

/// The sum in the order's currency as an exact number of its minor units.
fn of_order(sums: &Sums, view: &View<'_>) -> Option<Fraction> {
    sums.get(view.snapshot.currency()).map(|sum| Fraction::whole(sum.minor))
}

impl Base {
    fn value(&self, view: &View<'_>, goods: &Goods, price: Price) -> Option<Fraction> {
        match self {
            Self::Complained => goods.paid_for(price),
            Self::PartReturn => goods.returned_for(price),
            Self::Order => goods.paid_for(goods.all()?),
            Self::Fact(fact) => view.get(*fact).map(Fraction::whole),
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
    fn basis_points(&self, view: &View<'_>) -> Option<i64> {
        match self {
            Self::Share(basis_points) => Some(*basis_points),
            Self::PercentFact(fact) => view.get(*fact)?.checked_mul(100),
            Self::Tiers { fact, steps, above } => {
                let value = view.get(*fact)?;
                Some(steps.iter().find(|(up_to, _)| value <= *up_to).map_or(*above, |(_, share)| *share))
            }
        }
    }
}

impl Limit {
    fn value(&self, view: &View<'_>, goods: &Goods, price: Price) -> Option<Fraction> {
        match self {
            Self::Fixed(sums) => of_order(sums, view),
            Self::Share(base, basis_points) => base.value(view, goods, price)?.times(*basis_points, WHOLE),
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
        Self { of, rate: Rate::Share(WHOLE), per: Per::Order, floor: None, cap: None, less: None, plus: None }
    }

    /// Whether it is all that was paid for the goods, no more and no less.
    pub(crate) fn is_whole_price(&self) -> bool {
        matches!(self.of, Base::Complained | Base::PartReturn)
            && self.rate == Rate::Share(WHOLE)
            && self.per == Per::Order
            && self.less.is_none()
            && self.plus.is_none()
    }

    /// The facts it is worked out from.
    pub(crate) fn facts(&self) -> impl Iterator<Item = Fact> {
        let rate = match &self.rate {
            Rate::Share(_) => None,
            Rate::PercentFact(fact) | Rate::Tiers { fact, .. } => Some(*fact),
        };
        let day = match self.per {
            Per::Day(fact) => Some(fact),
            Per::Order | Per::Line => None,
        };
        [rate, day, self.less, self.plus, self.of.fact()].into_iter().flatten()
    }

    /// The sums it names that say nothing in a currency: in that one it can't be told.
    pub fn lacking(&self, currency: Currency) -> Option<&Sums> {
        self.sums().find(|sums| sums.get(currency).is_none())
    }

    /// Every sum it names, each for some currencies.
    pub fn sums(&self) -> impl Iterator<Item = &Sums> {
        let limits = self.floor.iter().chain(&self.cap).filter_map(Limit::sums);
        self.of.sums().into_iter().chain(limits)
    }

    /// How much it comes to for the pieces an answer concerns; `None` where it can't be told.
    pub(crate) fn compute(&self, view: &View<'_>, goods: &Goods, concerned: &Concerned) -> Option<Computed> {
        let (exact, hit) = if self.per == Per::Line {
            let mut sum = Fraction::whole(0);
            let mut hit = None;
            for price in goods.prices(concerned) {
                let (part, limit) = self.clamped(view, goods, price?)?;
                sum = sum.plus(part)?;
                hit = hit.or(limit);
            }
            (sum, hit)
        } else {
            self.clamped(view, goods, goods.price(concerned)?)?
        };
        let exact = match self.less {
            Some(fact) => exact.minus(Fraction::whole(view.get(fact).unwrap_or(0)))?,
            None => exact,
        };
        let exact = match self.plus {
            Some(fact) => exact.plus(Fraction::whole(view.get(fact)?))?,
            None => exact,
        };
        Some(Computed { amount: Money::new(exact.round()?, view.snapshot.currency()), hit })
    }

    fn clamped(&self, view: &View<'_>, goods: &Goods, price: Price) -> Option<(Fraction, Option<Hit>)> {
        let mut exact = self.of.value(view, goods, price)?.times(self.rate.basis_points(view)?, WHOLE)?;
        if let Per::Day(fact) = self.per {
            exact = exact.times(view.get(fact)?.max(0), 1)?;
        }
        if let Some(floor) = &self.floor {
            let floor = floor.value(view, goods, price)?;
            if exact.compare(floor)? == Ordering::Less {
                return Some((floor, Some(Hit::Floor)));
            }
        }
        if let Some(cap) = &self.cap {
            let cap = cap.value(view, goods, price)?;
            if exact.compare(cap)? == Ordering::Greater {
                return Some((cap, Some(Hit::Cap)));
            }
        }
        Some((exact, None))
    }
}
