//! Why an option needs a supervisor's signature, so that whoever puts it together need not guess.

use super::Assessment;
use crate::compensation::money::Money;
use crate::compensation::option::RemedyOption;
use crate::complaint::{Case, gives};
use crate::order::ledger::above;
use crate::policy::options::{Beyond, beyond, holds_penalty};

/// Why a supervisor signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// It holds a statute's multiple of the price.
    Statutory,
    /// With what was given on the order before, it goes so far above what came in.
    AboveCameIn(Money),
    /// With what agents gave on the order before, it is more than they may offer.
    Beyond(Beyond),
}

impl Assessment<'_> {
    /// Why a case's option needs a supervisor's signature, the weightiest reason; `None` where an agent may offer it.
    pub fn signature(&self, case: &Case, option: &RemedyOption) -> Option<Signature> {
        if holds_penalty(option) {
            return Some(Signature::Statutory);
        }
        let about = gives::of_option(case, option, case.filed_at);
        if let Some(amount) = above(&case.order, &self.earlier, &about) {
            return Some(Signature::AboveCameIn(amount));
        }
        beyond(self.packs, option, self.by_agents).map(Signature::Beyond)
    }
}
