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
    let mut accepted = None;
    for kept in &mut fulfilment.promises {
        if let PromiseStanding::Proposed { replacement } = &kept.standing
            && replacement.id == replacing
        {
            if let Some(told) = accepted_when {
                accepted = Some((kept.promise.part.clone(), Kept::open(replacement, told)));
                kept.standing = PromiseStanding::Replaced { by: replacing };
            } else {
                kept.standing = PromiseStanding::Open;
            }
        }
    }
    if let Some((former, kept)) = accepted {
        let part = kept.promise.part.clone();
        fulfilment.promises.push(kept);
        returning::replaced(case, &former, &part);
    }
}
