//! Goods that were agreed to come back: whether their customer has been told how, and what waits until they are there.

use crate::clock::TimeLimits;
use crate::complaint::promise::Promise;
use crate::complaint::{Case, Fulfilment, Kept, Phase, gives};
use crate::finding::Finding;
use crate::remedy::Remedy;
use chrono::{DateTime, FixedOffset};

/// Goods that were agreed to come back and are not back yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// Since when the desk knows that they are out.
    pub since: DateTime<FixedOffset>,
    /// By when their customer learns how they are fetched or sent: the time the desk has for what it does itself.
    pub told_by: DateTime<FixedOffset>,
    /// How, in the desk's words, once it has said so.
    pub told: Option<String>,
    /// Whether the price is paid back once they are there.
    pub is_refund: bool,
}

/// What is still to come back; goods that are back need no way.
pub fn awaited(case: &Case, limits: &TimeLimits) -> Option<Return> {
    let fulfilment = case.phase.fulfilment().filter(|_| is_awaited(case))?;
    let mut waits = fulfilment.promises.iter().filter(|kept| kept.is_open());
    Some(Return {
        since: fulfilment.out_since,
        told_by: limits.done_by(fulfilment.out_since, limits.desk_action),
        told: fulfilment.way_back.as_ref().map(|way| way.how.clone()),
        is_refund: waits.any(|kept| gives::waits_for_goods(case, &kept.promise.part)),
    })
}

/// Whether goods of an agreement are still to come back. What waits for them, and whether it can be told how they come
/// back, are this one question.
pub(super) fn is_awaited(case: &Case) -> bool {
    case.findings.goods_back_at.is_none() && is_expected(case)
}

/// Whether an agreement has goods come back; also once they are recorded as back, which may have to be corrected.
pub fn is_expected(case: &Case) -> bool {
    let is_back = case.findings.goods_back_at.is_some();
    let brings_back = |kept: &Kept| {
        let part = &kept.promise.part;
        // New goods may have gone out before the old ones are back.
        let counts = kept.is_open() || (part.remedy == Remedy::Exchange && kept.stands());
        counts && comes_back(part.remedy) && (is_back || gives::are_out(case, part))
    };
    case.phase.fulfilment().is_some_and(|fulfilment| fulfilment.promises.iter().any(brings_back))
}

/// Whether a promise can't be due yet: it pays back what goods on their way back have cost, or their way, and they are not
/// recorded as back. Its time begins with them.
pub fn waits(case: &Case, promise: &Promise) -> bool {
    let Phase::Fulfilling(fulfilment) = &case.phase else { return false };
    let is_out = |kept: &Kept| kept.is_open() && gives::waits_for_goods(case, &kept.promise.part);
    match promise.part.remedy {
        Remedy::ShippingRefund => fulfilment.promises.iter().any(is_out),
        Remedy::ReturnShipping => is_awaited(case),
        _ => gives::waits_for_goods(case, &promise.part),
    }
}

/// The case after something happened at `at`, with the moment from which the desk has to say how goods come back, where it
/// learned only now that they are out: sent after the agreement, or recorded as back by mistake.
pub(super) fn learned(mut case: Case, was_awaited: bool, at: DateTime<FixedOffset>) -> Case {
    if !was_awaited
        && is_awaited(&case)
        && let Phase::Fulfilling(fulfilment) | Phase::Fulfilled { fulfilment, .. } = &mut case.phase
    {
        fulfilment.out_since = at;
    }
    case
}

/// The case taken up again. That goods are back tells of the agreement that is over, and opens no money of the next one.
pub(super) fn begun_anew(mut case: Case) -> Case {
    let had_return = |past: &Fulfilment| {
        let mut standing = past.promises.iter().filter(|kept| kept.stands());
        standing.any(|kept| comes_back(kept.promise.part.remedy))
    };
    if case.past.last().is_some_and(had_return) {
        case.findings.goods_back_at = None;
        case.recorded.retain(|recorded| !matches!(recorded.finding, Finding::GoodsBackAt(_)));
    }
    case
}

/// Whether the time of a promise of an agreement begins when the goods are back.
pub(super) fn begins_with_return(remedy: Remedy, fulfilment: &Fulfilment) -> bool {
    let mut all =
        fulfilment.promises.iter().filter(|kept| kept.stands()).map(|kept| kept.promise.part.remedy);
    match remedy {
        Remedy::ShippingRefund => all.any(Remedy::waits_for_goods),
        Remedy::ReturnShipping => all.any(comes_back),
        _ => remedy.waits_for_goods(),
    }
}

/// Whether a remedy is freight, which goes back with the price where goods have to come back for it.
pub(super) const fn goes_with_the_price(remedy: Remedy) -> bool {
    matches!(remedy, Remedy::ShippingRefund | Remedy::ReturnShipping)
}

/// Whether a remedy begins with the goods coming back.
const fn comes_back(remedy: Remedy) -> bool {
    matches!(remedy, Remedy::ReturnRefund | Remedy::Withdrawal | Remedy::Exchange | Remedy::Repair)
}

#[cfg(test)]
mod tests;
