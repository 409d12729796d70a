//! How much goodwill agents gave on an order by themselves.
//!
//! An agent's limit is one of the order and not of the offer: many small kindnesses need the signature that one large
//! one would have needed. What was agreed counts, also in cases that are over, and what an open offer could come to.
//! What a supervisor signed for is not the agents' own and uses up none of it.

use crate::compensation::money::Money;
use crate::compensation::option::{RemedyOption, RemedyPart};
use crate::complaint::command::OfferedOption;
use crate::complaint::{Case, Fulfilment, Kept, PromiseStanding};
use crate::order::ledger::Elsewhere;
use crate::policy::Packs;
use crate::policy::options::goodwill_above;
use crate::remedy::Authority;

/// What agents give as goodwill by a case: agreed, or offered and still open. `None` where that is nothing.
pub fn of_case(case: &Case) -> Option<Money> {
    let running = case.phase.fulfilment().map_or(0, agreed);
    let open = case.phase.open_offer().map_or(0, |offer| most(&offer.options));
    let all = settled(case).saturating_add(running).saturating_add(open);
    (all > 0).then(|| Money::new(all, case.order.currency))
}

/// What counts before an offer of a case is looked at: what other cases of its order give, and what its own agreements
/// gave that are over. In minor units of the order's currency.
pub(super) fn before(case: &Case, elsewhere: &Elsewhere) -> i64 {
    let others = elsewhere.goodwill.map_or(0, |goodwill| goodwill.minor_in(case.order.currency));
    settled(case).saturating_add(others)
}

/// What the goodwill of the order comes to with the dearest of these options, where that is above an agent's limit.
pub(super) fn above_limit(
    case: &Case,
    packs: &Packs,
    elsewhere: &Elsewhere,
    options: &[OfferedOption],
) -> Option<Money> {
    let before = before(case, elsewhere);
    let above = options.iter().filter_map(|offered| goodwill_above(packs, &offered.option, before));
    above.max_by_key(|money| money.minor)
}

fn settled(case: &Case) -> i64 {
    case.past.iter().map(agreed).fold(0, i64::saturating_add)
}

fn agreed(fulfilment: &Fulfilment) -> i64 {
    if !is_agents_own(&fulfilment.agreed.option) {
        return 0;
    }
    let kept = fulfilment.promises.iter().filter(|kept| kept.stands());
    kept.map(of_promise).fold(0, i64::saturating_add)
}

/// Of a promise and of what was proposed in its place, whichever is more.
fn of_promise(kept: &Kept) -> i64 {
    let instead = match &kept.standing {
        PromiseStanding::Proposed { replacement } => of_part(&replacement.part),
        PromiseStanding::Open | PromiseStanding::Proven(_) | PromiseStanding::Replaced { .. } => 0,
    };
    of_part(&kept.promise.part).max(instead)
}

fn of_part(part: &RemedyPart) -> i64 {
    part.amount.filter(|_| part.is_goodwill).map_or(0, |amount| amount.minor)
}

/// The option with most of it: the customer may take any.
fn most(options: &[OfferedOption]) -> i64 {
    let own = options.iter().map(|offered| &offered.option).filter(|option| is_agents_own(option));
    own.map(|option| option.goodwill().minor).max().unwrap_or(0)
}

const fn is_agents_own(option: &RemedyOption) -> bool {
    matches!(option.authority, Authority::Agent)
}
