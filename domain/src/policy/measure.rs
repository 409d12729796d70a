//! An option held against the limits of who may grant it.
//!
//! The same question is asked of options the engine composes and of those an agent writes, so there is one answer.

use crate::compensation::money::Money;
use crate::compensation::option::RemedyOption;
use crate::policy::packs::Packs;
use crate::remedy::Authority;

/// What agents gave on an order by themselves, in minor units of its currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByAgents {
    /// In all.
    pub all: i64,
    /// Of that, as goodwill.
    pub goodwill: i64,
}

/// Whose signature an option needs under the packs in force, where agents gave so much `before` on the order. What
/// costs nothing needs none, however much that was.
pub fn authority(packs: &Packs, option: &RemedyOption, before: ByAgents) -> Authority {
    let currency = option.total.currency;
    let all = option.total.minor.saturating_add(before.all);
    let limit = packs.desk().map(|desk| desk.agent_limit(currency).minor);
    let is_dear = option.total.minor > 0 && limit.is_some_and(|limit| all > limit);
    if is_dear || goodwill_above(packs, option, before.goodwill).is_some() {
        Authority::Supervisor
    } else {
        Authority::Agent
    }
}

/// What the goodwill of an order comes to with an option, where that is above an agent's limit.
pub fn goodwill_above(packs: &Packs, option: &RemedyOption, before: i64) -> Option<Money> {
    let own = option.goodwill();
    let all = own.minor.saturating_add(before);
    let is_above = packs.desk().is_some_and(|desk| all > desk.goodwill_limit(own.currency).minor);
    (own.minor > 0 && is_above).then(|| Money::new(all, own.currency))
}
