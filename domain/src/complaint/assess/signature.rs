//! Why an option needs a supervisor's signature, so that whoever puts it together need not guess.

use super::Assessment;
use crate::compensation::money::Money;
use crate::compensation::option::RemedyOption;
use crate::complaint::{Case, gives};
use crate::order::ledger::above;
use crate::remedy::Remedy;

/// Why a supervisor signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// It holds a statute's multiple of the price.
    Statutory,
    /// With what was given on the order before, it goes so far above what came in.
    AboveCameIn(Money),
    /// With what agents gave on the order before, it is more in all than they may offer.
    Total {
        /// How much it is.
        amount: Money,
        /// How much an agent may offer.
        limit: Money,
    },
    /// With what agents gave on the order before, it is more goodwill than they may offer.
    Goodwill {
        /// How much it is.
        amount: Money,
        /// How much an agent may offer.
        limit: Money,
    },
}

impl Assessment<'_> {
    /// Why a case's option needs a supervisor's signature, the weightiest reason; `None` where an agent may offer it.
    pub fn signature(&self, case: &Case, option: &RemedyOption) -> Option<Signature> {
        if option.parts.iter().any(|part| part.remedy == Remedy::StatutoryDamages) {
            return Some(Signature::Statutory);
        }
        let about = gives::of_option(case, option, case.filed_at);
        if let Some(amount) = above(&case.order, &self.earlier, &about) {
            return Some(Signature::AboveCameIn(amount));
        }
        let desk = self.packs.desk()?;
        let currency = option.total.currency;
        let with = |own: Money, before: i64| Money::new(own.minor.saturating_add(before), own.currency);
        let (amount, limit) = (with(option.total, self.by_agents.all), desk.agent_limit(currency));
        if option.total.minor > 0 && amount.minor > limit.minor {
            return Some(Signature::Total { amount, limit });
        }
        let goodwill = option.goodwill();
        let (amount, limit) = (with(goodwill, self.by_agents.goodwill), desk.goodwill_limit(currency));
        (goodwill.minor > 0 && amount.minor > limit.minor).then_some(Signature::Goodwill { amount, limit })
    }
}
