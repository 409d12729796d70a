//! An option held against the limits of who may grant it.
//!
//! The same question is asked of options the engine composes and of those an agent writes, so there is one answer.

use crate::compensation::option::RemedyOption;
use crate::policy::packs::Packs;
use crate::remedy::Authority;

/// Whose signature an option needs under the packs in force.
pub fn authority(packs: &Packs, option: &RemedyOption) -> Authority {
    let currency = option.total.currency;
    match packs.desk() {
        Some(desk)
            if option.total.minor > desk.agent_limit(currency).minor
                || option.goodwill().minor > desk.goodwill_limit(currency).minor =>
        {
            Authority::Supervisor
        }
        _ => Authority::Agent,
    }
}
