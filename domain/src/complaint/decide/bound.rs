//! No more goes back than came in, and nothing goes out twice: what an option would give, held against what was given
//! before on the same order.
//!
//! While an offer is drawn up, what other cases reserve counts like what they gave. Once a customer accepts, only what
//! was really given stands in the way: of two offers the one accepted first is kept.

use crate::compensation::money::Money;
use crate::compensation::option::{RemedyOption, RemedyPart};
use crate::complaint::assess::Assessment;
use crate::complaint::decide::Context;
use crate::complaint::stands::taken;
use crate::complaint::{Case, Fulfilment, Kept, PromiseStanding, gives};
use crate::order::given::Given;
use crate::order::ledger::above;

/// How far an option goes above what came in.
pub(super) fn above_of(case: &Case, option: &RemedyOption, ctx: &Context<'_>) -> Option<Money> {
    above_after(case, option, ctx.elsewhere.bound(), ctx)
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

/// Whether what a customer accepts was given since it was offered, in another case or outside the desk: a rule's grant,
/// or more than the part of it above what came in that was signed for.
pub(super) fn is_given_meanwhile(
    case: &Case,
    option: &RemedyOption,
    signed: Option<Money>,
    ctx: &Context<'_>,
) -> bool {
    is_more(above_after(case, option, ctx.elsewhere.firm_bound(), ctx), signed)
        || taken(case, &option.parts, ctx.elsewhere.firm(), ctx.packs, ctx.zone).is_some()
}

/// Whether what is shown now and was shown of an agreement before goes further above what came in than was signed for, by
/// what became known since: told, recorded or given in another case. What is known under the reference that shows it is the
/// same money.
pub(super) fn is_above_since(
    case: &Case,
    fulfilment: &Fulfilment,
    shown: &[&Kept],
    shown_by: Option<&str>,
    ctx: &Context<'_>,
) -> bool {
    let mut before = ctx.elsewhere.firm_bound();
    before.extend(gives::settled(case));
    before.retain(|given| !shown_by.is_some_and(|key| given.is_under(key)));
    let is_shown = |kept: &&Kept| {
        matches!(kept.standing, PromiseStanding::Proven { .. })
            || shown.iter().any(|other| other.promise.id == kept.promise.id)
    };
    let parts = fulfilment.promises.iter().filter(is_shown).map(|kept| &kept.promise.part);
    let about: Vec<Given> = parts.flat_map(|part| gives::rows(case, part, fulfilment.agreed_at)).collect();
    is_more(above(&case.order, &before, &about), fulfilment.above)
}

/// Whether something of worth is among these parts, and the order may be one that was put right under another number.
pub(super) fn is_in_doubt<'p>(
    case: &Case,
    parts: impl IntoIterator<Item = &'p RemedyPart>,
    ctx: &Context<'_>,
) -> bool {
    parts.into_iter().any(RemedyPart::is_of_worth)
        && Assessment::of(case, ctx.packs, ctx.elsewhere, ctx.zone).in_doubt(case).is_some()
}

/// How much further above what came in all that replaces a promise goes than that, after what was given `before`
/// elsewhere.
pub(super) fn above_by_replacing(
    case: &Case,
    fulfilment: &Fulfilment,
    kept: &Kept,
    parts: &[RemedyPart],
    mut before: Vec<Given>,
) -> Option<Money> {
    before.extend(gives::settled(case));
    before.extend(gives::besides(case, fulfilment, kept.promise.id));
    let at = fulfilment.agreed_at;
    let over = |parts: &[RemedyPart]| {
        let about: Vec<Given> = parts.iter().flat_map(|part| gives::rows(case, part, at)).collect();
        above(&case.order, &before, &about)
    };
    let over_then = over(parts);
    over_then.filter(|_| is_more(over_then, over(core::slice::from_ref(&kept.promise.part))))
}

/// Whether a replacement that a customer accepts was given since it was proposed. What others merely reserve does not
/// stand in the way: of two offers the one accepted first is kept.
pub(super) fn is_replacement_given_meanwhile(
    case: &Case,
    fulfilment: &Fulfilment,
    kept: &Kept,
    parts: &[RemedyPart],
    ctx: &Context<'_>,
) -> bool {
    let mut before = ctx.elsewhere.firm();
    before.extend(gives::besides(case, fulfilment, kept.promise.id));
    above_by_replacing(case, fulfilment, kept, parts, ctx.elsewhere.firm_bound()).is_some()
        || taken(case, parts, before, ctx.packs, ctx.zone).is_some()
}

/// Whether one sum above what came in is more than another.
pub(super) fn is_more(one: Option<Money>, other: Option<Money>) -> bool {
    let minor = |money: Option<Money>| money.map_or(0, |money| money.minor);
    minor(one) > minor(other)
}
