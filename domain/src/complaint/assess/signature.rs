//! Why an option needs a supervisor's signature, so that whoever puts it together need not guess.

use super::Assessment;
use crate::compensation::money::{Currency, Money};
use crate::compensation::option::{Basis, RemedyOption, RemedyPart};
use crate::complaint::{Case, by_hand, gives, goodwill};
use crate::order::given::Given;
use crate::order::ledger::{Elsewhere, above};
use crate::policy::options::{Beyond, ByAgents, beyond, holds_penalty};

/// Why a supervisor signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// Its order looks like another one that is known: the money may be out under that.
    LikeAnother,
    /// Something was given to somebody else under the order's number.
    NumberOfAnother,
    /// With what was given on the order before, it goes so far above what came in.
    AboveCameIn(Money),
    /// It gives back so much more than was paid for the goods it names, whatever was given before.
    AboveItsGoods(Money),
    /// It holds a statute's multiple of the price, of which so much was given or offered on the order before.
    MultipleAgain(Money),
    /// It holds a statute's multiple of the price.
    Statutory,
    /// With what agents gave on the order before, it is more than they may offer.
    Beyond(Beyond),
}

/// What stands beside a case on its order, as far as a signature depends on it.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    /// What agents gave on the order by themselves before.
    pub(super) by_agents: ByAgents,
    /// What may have been given on it to somebody else: only the bound counts it.
    perhaps: Vec<Given>,
    /// Whether something was given under the same number to somebody else.
    has_another: bool,
    /// Whether the order looks like another one that is known.
    is_like_another: bool,
    /// Whether a later order looks like this one.
    pub(super) is_like_later: bool,
}

impl Beside {
    pub(super) fn of(case: &Case, elsewhere: &Elsewhere) -> Self {
        Self {
            by_agents: goodwill::before(case, elsewhere),
            perhaps: elsewhere.perhaps.iter().map(|entry| entry.given.clone()).collect(),
            has_another: elsewhere.has_another,
            is_like_another: elsewhere.like.is_some(),
            is_like_later: elsewhere.like_later.is_some(),
        }
    }
}

impl Beside {
    /// Whether something may have been given to somebody else.
    pub(super) const fn has_perhaps(&self) -> bool {
        !self.perhaps.is_empty()
    }
}

impl Assessment<'_> {
    /// Why a case's option needs a supervisor's signature, the weightiest reason; `None` where an agent may offer it.
    pub fn signature(&self, case: &Case, option: &RemedyOption) -> Option<Signature> {
        let about = gives::of_option(case, option, case.filed_at);
        let mut before = self.earlier.clone();
        before.extend(self.beside.perhaps.iter().cloned());
        if holds_penalty(option)
            && let Some(given) = multiple(&self.earlier, case.order.currency)
        {
            return Some(Signature::MultipleAgain(given));
        }
        if let Some(amount) = above(&case.order, &before, &about) {
            // Where it is as much above without it, what was given before has nothing to do with it.
            let is_its_own = !self.has_given() || above(&case.order, &[], &about) == Some(amount);
            let why = if is_its_own { Signature::AboveItsGoods } else { Signature::AboveCameIn };
            return Some(why(amount));
        }
        if holds_penalty(option) {
            return Some(Signature::Statutory);
        }
        self.doubt_of(case, option)
            .or_else(|| beyond(self.packs, option, self.beside.by_agents).map(Signature::Beyond))
    }

    /// Why an option is signed for that an agent could offer otherwise: what it gives of worth, money or goods, may have been
    /// given on the other order that this one may be.
    pub fn doubt_of(&self, case: &Case, option: &RemedyOption) -> Option<Signature> {
        self.in_doubt(case).filter(|_| option.parts.iter().any(RemedyPart::is_of_worth))
    }

    /// Why whatever is of worth in a case is signed for: its order may be another one, on which it was given already.
    pub fn in_doubt(&self, case: &Case) -> Option<Signature> {
        if self.beside.is_like_another || case.order.terms.is_like_another {
            Some(Signature::LikeAnother)
        } else {
            self.beside.has_another.then_some(Signature::NumberOfAnother)
        }
    }

    /// Whether a part gives a sum that nobody can mean; one that a rule names itself is the rule's.
    pub fn is_beyond_sense(&self, case: &Case, part: &RemedyPart) -> bool {
        let is_named = || {
            let is_by_rule = matches!(part.basis, Basis::Rule { .. });
            is_by_rule && self.decision.entitlements.iter().any(|one| one.amount == part.amount)
        };
        part.amount.is_some_and(|amount| amount.minor > by_hand::most(case, self.packs).minor) && !is_named()
    }
}

/// What was given or offered of a statute's multiple; nothing where it was not.
fn multiple(before: &[Given], currency: Currency) -> Option<Money> {
    let sums = before.iter().filter(|row| row.remedy.is_penalty()).filter_map(|row| row.amount);
    let minor = sums.fold(0_i64, |sum, amount| sum.saturating_add(amount.minor));
    (minor > 0).then_some(Money { minor, currency })
}
