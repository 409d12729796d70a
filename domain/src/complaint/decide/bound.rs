//! No more goes back than came in, and nothing goes out twice: what an option would give, held against what was given
//! before on the same order.
//!
//! While an offer is drawn up, what other cases reserve counts like what they gave. Once a customer accepts, only what
//! was really given stands in the way: of two offers the one accepted first is kept.

use crate::compensation::money::Money;
use crate::compensation::option::{Basis, RemedyOption};
use crate::complaint::assess::Assessment;
use crate::complaint::decide::Context;
use crate::complaint::promise::Promise;
use crate::complaint::{Case, Fulfilment, Kept, gives};
use crate::order::given::Given;
use crate::order::ledger::above;

/// How far an option goes above what came in.
pub(super) fn above_of(case: &Case, option: &RemedyOption, ctx: &Context<'_>) -> Option<Money> {
    above_after(case, option, ctx.elsewhere.given(), ctx)
}

fn above_after(
    case: &Case,
    option: &RemedyOption,
    mut before: Vec<Given>,
    ctx: &Context<'_>,
) -> Option<Money> {
    before.extend(gives::settled(case));
    above(&case.order, &before, &gives::of_option(case, option, ctx.now))
}

/// Whether what a customer accepts was given elsewhere since it was offered: a rule's grant, or more than the part of
/// it above what came in that was signed for.
pub(super) fn is_given_meanwhile(
    case: &Case,
    option: &RemedyOption,
    signed: Option<Money>,
    ctx: &Context<'_>,
) -> bool {
    let firm = ctx.elsewhere.firm();
    is_more(above_after(case, option, firm.clone(), ctx), signed)
        || is_granted_elsewhere(case, option, firm, ctx)
}

/// Whether a part that a rule would grant is granted no more only because it was given elsewhere.
fn is_granted_elsewhere(case: &Case, option: &RemedyOption, firm: Vec<Given>, ctx: &Context<'_>) -> bool {
    let by_rule = || option.parts.iter().filter(|part| matches!(part.basis, Basis::Rule { .. }));
    if firm.is_empty() || by_rule().next().is_none() {
        return false;
    }
    let alone = Assessment::after(case, ctx.packs, Vec::new(), ctx.zone);
    let together = Assessment::after(case, ctx.packs, firm, ctx.zone);
    by_rule().any(|part| alone.grants(case, part) && !together.grants(case, part))
}

/// How much further above what came in a replacement goes than the promise it replaces.
pub(super) fn above_by_replacing(
    case: &Case,
    fulfilment: &Fulfilment,
    kept: &Kept,
    replacement: &Promise,
    ctx: &Context<'_>,
) -> Option<Money> {
    let mut before = ctx.elsewhere.given();
    before.extend(gives::settled(case));
    before.extend(gives::besides(case, fulfilment, kept.promise.id));
    let over = |promise: &Promise| above(&case.order, &before, &gives::rows(case, &promise.part, ctx.now));
    let over_then = over(replacement);
    over_then.filter(|_| is_more(over_then, over(&kept.promise)))
}

/// Whether one sum above what came in is more than another.
pub(super) fn is_more(one: Option<Money>, other: Option<Money>) -> bool {
    let minor = |money: Option<Money>| money.map_or(0, |money| money.minor);
    minor(one) > minor(other)
}
