//! Keeping what was agreed: each promise proven, or replaced with the customer's consent by something worth no
//! less. The last proof makes the case fulfilled.

use crate::compensation::option::{OptionFault, RemedyOption};
use crate::complaint::assess::Assessment;
use crate::complaint::command::Proof;
use crate::complaint::decide::signing::signed;
use crate::complaint::decide::{Context, wrong_phase};
use crate::complaint::event::Event;
use crate::complaint::promise::Promise;
use crate::complaint::rejection::Rejection;
use crate::complaint::{Case, Fulfilment, Kept, Phase, PromiseStanding};
use crate::id::{OptionId, PromiseId};
use crate::remedy::Authority;
use crate::text::Sentence;

fn running(case: &Case) -> Result<&Fulfilment, Rejection> {
    if let Phase::Fulfilling(fulfilment) = &case.phase { Ok(fulfilment) } else { Err(wrong_phase(case)) }
}

/// The promise of that id, provided nothing has settled it.
fn open(fulfilment: &Fulfilment, promise: PromiseId) -> Result<&Kept, Rejection> {
    let kept = fulfilment
        .promises
        .iter()
        .find(|kept| kept.promise.id == promise)
        .ok_or(Rejection::PromiseUnknown { promise })?;
    if kept.is_open() { Ok(kept) } else { Err(Rejection::PromiseSettled { promise }) }
}

pub(super) fn prove(
    case: &Case,
    promise: PromiseId,
    proof: &Proof,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    let fulfilment = running(case)?;
    let kept = open(fulfilment, promise)?;
    if proof.kind() != kept.promise.proof_kind {
        return Err(Rejection::ProofMismatch { expected: kept.promise.proof_kind });
    }
    let mut events = vec![Event::PromiseProven { promise, proof: proof.clone() }];
    if !fulfilment.promises.iter().any(|other| other.is_open() && other.promise.id != promise) {
        events.push(Event::Fulfilled { follow_up_at: ctx.limits.after(ctx.now, ctx.limits.follow_up) });
    }
    Ok(events)
}

pub(super) fn replace(
    case: &Case,
    promise: PromiseId,
    replacement: PromiseId,
    with: &RemedyOption,
    reason: &Sentence,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    let fulfilment = running(case)?;
    let kept = open(fulfilment, promise)?;
    if fulfilment.promises.iter().any(|other| other.promise.id == replacement) {
        return Err(Rejection::PromiseSettled { promise: replacement });
    }
    let unsound = |fault| Rejection::OptionUnsound { option: OptionId(replacement.0), fault };
    with.check().map_err(unsound)?;
    let assessment = Assessment::of(case, ctx.packs);
    let with = &signed(case, OptionId(replacement.0), with, &assessment, ctx)?;
    let [part] = with.parts.as_slice() else {
        return Err(unsound(OptionFault::Empty));
    };
    if with.total.currency != case.order.currency {
        return Err(unsound(OptionFault::MixedCurrencies));
    }
    if let Some(promised) = kept.promise.part.amount
        && part.amount.is_none_or(|amount| amount.minor < promised.minor)
    {
        return Err(Rejection::ReplacementWorthLess { promised });
    }
    if assessment.authority(with) == Authority::Supervisor {
        return Err(Rejection::AboveAuthority);
    }
    let replacement = Promise::new(replacement, part.clone(), ctx.now, ctx.limits);
    Ok(vec![Event::ReplacementProposed { promise, replacement, reason: reason.clone() }])
}

pub(super) fn settle_replacement(
    case: &Case,
    replacing: PromiseId,
    is_accepted: bool,
) -> Result<Vec<Event>, Rejection> {
    let is_proposed = running(case)?.promises.iter().any(
        |kept| matches!(&kept.standing, PromiseStanding::Proposed { replacement } if replacement.id == replacing),
    );
    if !is_proposed {
        return Err(Rejection::PromiseUnknown { promise: replacing });
    }
    Ok(vec![if is_accepted {
        Event::ReplacementAccepted { promise: replacing }
    } else {
        Event::ReplacementDeclined { promise: replacing }
    }])
}
