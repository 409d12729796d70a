//! How much agents gave on an order by themselves: what goes back, what is given besides, and what of it is goodwill.
//!
//! An agent's limits are of the order and not of the offer: many small kindnesses need the signature that one large
//! one would have needed. What was agreed counts, also in cases that are over, and what an open offer could come to.
//! What a supervisor signed for is not the agents' own and uses up none of it.

use crate::compensation::money::Money;
use crate::compensation::option::{RemedyOption, RemedyPart};
use crate::complaint::command::OfferedOption;
use crate::complaint::{Case, Fulfilment, Kept};
use crate::order::ledger::Elsewhere;
use crate::policy::Packs;
use crate::policy::options::{ByAgents, goodwill_above};
use crate::remedy::Authority;

/// What is counted of a part, in minor units.
pub(super) type Counted = fn(&RemedyPart) -> i64;

fn minor(part: &RemedyPart) -> i64 {
    part.amount.map_or(0, |amount| amount.minor)
}

/// What a part gives back.
pub(super) fn as_back(part: &RemedyPart) -> i64 {
    if part.remedy.goes_back() { minor(part) } else { 0 }
}

/// What a part gives besides.
pub(super) fn as_besides(part: &RemedyPart) -> i64 {
    if part.remedy.goes_back() { 0 } else { minor(part) }
}

/// What a part gives on top of what is owed.
pub(super) fn as_goodwill(part: &RemedyPart) -> i64 {
    if part.is_goodwill { minor(part) } else { 0 }
}

/// What agents give by a case: agreed, or offered and still open. `None` where that is nothing.
pub(super) fn of_case(case: &Case, counted: Counted) -> Option<Money> {
    let running = case.phase.fulfilment().map_or(0, |fulfilment| agreed(fulfilment, counted));
    let open = case.phase.open_offer().map_or(0, |offer| most(&offer.options, counted));
    let all = settled(case, counted).saturating_add(running).saturating_add(open);
    (all > 0).then(|| Money::new(all, case.order.currency))
}

/// What counts before an offer of a case is looked at: what other cases of its order give, and what its own agreements
/// gave that are over.
pub(super) fn before(case: &Case, elsewhere: &Elsewhere) -> ByAgents {
    let others = |sum: Option<Money>| sum.map_or(0, |sum| sum.minor_in(case.order.currency));
    ByAgents {
        back: settled(case, as_back).saturating_add(others(elsewhere.by_agents)),
        besides: settled(case, as_besides).saturating_add(others(elsewhere.besides)),
        goodwill: settled(case, as_goodwill).saturating_add(others(elsewhere.goodwill)),
    }
}

/// What the goodwill of the order comes to with the dearest of these options, where that is above an agent's limit.
pub(super) fn above_limit(
    case: &Case,
    packs: &Packs,
    elsewhere: &Elsewhere,
    options: &[OfferedOption],
) -> Option<Money> {
    let before = before(case, elsewhere).goodwill;
    let above = options.iter().filter_map(|offered| goodwill_above(packs, &offered.option, before));
    above.max_by_key(|money| money.minor)
}

fn settled(case: &Case, counted: Counted) -> i64 {
    case.past.iter().map(|past| agreed(past, counted)).fold(0, i64::saturating_add)
}

fn agreed(fulfilment: &Fulfilment, counted: Counted) -> i64 {
    if !is_agents_own(&fulfilment.agreed.option) {
        return 0;
    }
    let kept = fulfilment.promises.iter().filter(|kept| kept.stands());
    kept.map(|kept| of_promise(kept, counted)).fold(0, i64::saturating_add)
}

/// Of a promise and of what was proposed in its place, whichever is more.
fn of_promise(kept: &Kept, counted: Counted) -> i64 {
    let instead = kept.proposed().map(|promise| counted(&promise.part)).fold(0, i64::saturating_add);
    counted(&kept.promise.part).max(instead)
}

/// The option with most of it: the customer may take any.
fn most(options: &[OfferedOption], counted: Counted) -> i64 {
    let own = options.iter().map(|offered| &offered.option).filter(|option| is_agents_own(option));
    let sums = own.map(|option| option.parts.iter().map(counted).fold(0, i64::saturating_add));
    sums.max().unwrap_or(0)
}

const fn is_agents_own(option: &RemedyOption) -> bool {
    matches!(option.authority, Authority::Agent)
}
