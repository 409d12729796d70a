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

/// One of an agent's limits, and what goes beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// Whether it is the limit of goodwill; otherwise the one of all that agents give.
    pub is_goodwill: bool,
    /// What it comes to, with what agents gave on the order before.
    pub amount: Money,
    /// How much an agent may give.
    pub limit: Money,
}

/// The first of an agent's limits that an option goes beyond, where agents gave so much `before` on the order. What
/// costs nothing goes beyond none, however much that was.
pub fn beyond(packs: &Packs, option: &RemedyOption, before: ByAgents) -> Option<Beyond> {
    let own = option.total;
    let limit = packs.desk()?.agent_limit(own.currency);
    above(own, before.all, limit)
        .map(|amount| Beyond { is_goodwill: false, amount, limit })
        .or_else(|| goodwill_beyond(packs, option, before.goodwill))
}

/// The same of the limit of goodwill alone.
fn goodwill_beyond(packs: &Packs, option: &RemedyOption, before: i64) -> Option<Beyond> {
    let own = option.goodwill();
    let limit = packs.desk()?.goodwill_limit(own.currency);
    above(own, before, limit).map(|amount| Beyond { is_goodwill: true, amount, limit })
}

fn above(own: Money, before: i64, limit: Money) -> Option<Money> {
    let all = own.minor.saturating_add(before);
    (own.minor > 0 && all > limit.minor).then(|| Money::new(all, own.currency))
}

/// Whose signature an option needs under the packs in force. A statute's multiple needs a supervisor's, whatever its sum.
pub fn authority(packs: &Packs, option: &RemedyOption, before: ByAgents) -> Authority {
    if option.parts.iter().any(|part| part.remedy.is_penalty()) {
        return Authority::Supervisor;
    }
    beyond(packs, option, before).map_or(Authority::Agent, |_| Authority::Supervisor)
}

/// What the goodwill of an order comes to with an option, where that is above an agent's limit.
pub fn goodwill_above(packs: &Packs, option: &RemedyOption, before: i64) -> Option<Money> {
    goodwill_beyond(packs, option, before).map(|beyond| beyond.amount)
}
