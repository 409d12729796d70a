//! An option held against the limits of who may grant it.
//!
//! The same question is asked of options the engine composes and of those an agent writes, so there is one answer.
//!
//! An agent's limit is weighed by itself against what goes back and against what is given besides: a coupon makes no
//! refund larger.

use crate::code::codes;
use crate::compensation::money::Money;
use crate::compensation::option::RemedyOption;
use crate::policy::packs::Packs;
use crate::remedy::{Authority, Remedy};

/// What agents gave on an order by themselves, in minor units of its currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByAgents {
    /// What goes back: of the price, the freight, or what was charged too much.
    pub back: i64,
    /// What is given besides.
    pub besides: i64,
    /// What of all of it is goodwill.
    pub goodwill: i64,
}

codes! {
    /// Which of an agent's limits.
    pub enum Limit {
        /// Of what goes back.
        Back = "back",
        /// Of what is given besides.
        Besides = "besides",
        /// Of goodwill.
        Goodwill = "goodwill",
    }
}

/// One of an agent's limits, and what goes beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// Which.
    pub of: Limit,
    /// What it comes to, with what agents gave on the order before.
    pub amount: Money,
    /// How much an agent may give.
    pub limit: Money,
}

/// The first of an agent's limits that an option goes beyond, where agents gave so much `before` on the order. What
/// costs nothing goes beyond none, however much that was.
pub fn beyond(packs: &Packs, option: &RemedyOption, before: ByAgents) -> Option<Beyond> {
    let limit = packs.desk()?.agent_limit(option.total.currency);
    let beyond =
        |of, own: Money, before| above(own, before, limit).map(|amount| Beyond { of, amount, limit });
    beyond(Limit::Back, option.sum_of(Remedy::goes_back), before.back)
        .or_else(|| beyond(Limit::Besides, option.sum_of(|remedy| !remedy.goes_back()), before.besides))
        .or_else(|| goodwill_beyond(packs, option, before.goodwill))
}

/// The same of the limit of goodwill alone.
fn goodwill_beyond(packs: &Packs, option: &RemedyOption, before: i64) -> Option<Beyond> {
    let own = option.goodwill();
    let limit = packs.desk()?.goodwill_limit(own.currency);
    above(own, before, limit).map(|amount| Beyond { of: Limit::Goodwill, amount, limit })
}

fn above(own: Money, before: i64, limit: Money) -> Option<Money> {
    let all = own.minor.saturating_add(before);
    (own.minor > 0 && all > limit.minor).then(|| Money::new(all, own.currency))
}

/// Whether an option holds a statute's multiple of the price.
pub fn holds_penalty(option: &RemedyOption) -> bool {
    option.parts.iter().any(|part| part.remedy.is_penalty())
}

/// Whose signature an option needs under the packs in force. A statute's multiple needs a supervisor's, whatever its sum.
pub fn authority(packs: &Packs, option: &RemedyOption, before: ByAgents) -> Authority {
    if holds_penalty(option) {
        return Authority::Supervisor;
    }
    beyond(packs, option, before).map_or(Authority::Agent, |_| Authority::Supervisor)
}

/// What the goodwill of an order comes to with an option, where that is above an agent's limit.
pub fn goodwill_above(packs: &Packs, option: &RemedyOption, before: i64) -> Option<Money> {
    goodwill_beyond(packs, option, before).map(|beyond| beyond.amount)
}
