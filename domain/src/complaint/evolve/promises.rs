//! What becomes of single promises of an agreement.

use crate::complaint::promise::Promise;
use crate::complaint::{Case, Kept, Phase, PromiseStanding, returning};
use crate::id::PromiseId;
use crate::text::Reference;

/// A promise stands otherwise from now on.
pub(super) fn set_standing(case: &mut Case, promise: PromiseId, standing: PromiseStanding) {
    if let Phase::Fulfilling(fulfilment) = &mut case.phase
        && let Some(kept) = fulfilment.promises.iter_mut().find(|kept| kept.promise.id == promise)
    {
        kept.stand(standing);
    }
}

/// What was proposed instead of a promise takes its place, accepted when refunds of these references and these parcels were
/// known.
pub(super) fn accept_replacement(
    case: &mut Case,
    replacing: PromiseId,
    told: &[Reference],
    parcels: &[String],
) {
    let Phase::Fulfilling(fulfilment) = &mut case.phase else {
        return;
    };
    let Some(kept) = fulfilment.proposed(replacing) else {
        return;
    };
    let (id, former) = (kept.promise.id, kept.promise.part.clone());
    let promises: Vec<Promise> = kept.proposed().cloned().collect();
    fulfilment.promises.extend(promises.iter().map(|promise| Kept::open(promise, told, parcels)));
    set_standing(case, id, PromiseStanding::Replaced { by: replacing });
    for promise in &promises {
        returning::replaced(case, &former, &promise.part);
    }
}

/// What was proposed instead of a promise is gone, and that is to be done again: the customer turned it down, or the desk took
/// it back.
pub(super) fn drop_replacement(case: &mut Case, replacing: PromiseId, is_refused: bool) {
    let Phase::Fulfilling(fulfilment) = &mut case.phase else {
        return;
    };
    let Some(id) = fulfilment.proposed(replacing).map(|kept| kept.promise.id) else {
        return;
    };
    if let Some(kept) = fulfilment.promises.iter_mut().find(|kept| kept.promise.id == id) {
        kept.stand(PromiseStanding::Open);
        kept.was_refused |= is_refused;
    }
}
