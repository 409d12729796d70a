//! An option held against the limits of who may grant it.
//!
//! The same question is asked of options the engine composes and of those an agent writes, so there is one answer.

use crate::compensation::money::Money;
use crate::compensation::option::RemedyOption;
use crate::policy::packs::Packs;
use crate::remedy::Authority;

/// Whose signature an option needs under the packs in force.
pub fn authority(packs: &Packs, option: &RemedyOption) -> Authority {
    let currency = option.total.currency;
    let is_above = |limit: Option<Money>, is: Money| limit.is_none_or(|limit| is.minor > limit.minor);
    match packs.desk() {
        Some(desk)
            if is_above(desk.agent_limit(currency), option.total)
                || is_above(desk.goodwill_limit(currency), option.goodwill()) =>
        {
            Authority::Supervisor
        }
        _ => Authority::Agent,
    }
}
