//! What becomes of single promises of an agreement.

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

/// What was proposed instead of a promise is settled. `accepted_when`: accepted, when refunds of these references were known.
pub(super) fn settle_replacement(case: &mut Case, replacing: PromiseId, accepted_when: Option<&[Reference]>) {
    let Phase::Fulfilling(fulfilment) = &mut case.phase else {
        return;
    };
    let Some((kept, replacement)) = fulfilment.proposed(replacing) else {
        return;
    };
    let (id, former, replacement) = (kept.promise.id, kept.promise.part.clone(), replacement.clone());
    let Some(told) = accepted_when else {
        return set_standing(case, id, PromiseStanding::Open);
    };
    fulfilment.promises.push(Kept::open(&replacement, told));
    set_standing(case, id, PromiseStanding::Replaced { by: replacing });
    returning::replaced(case, &former, &replacement.part);
}
