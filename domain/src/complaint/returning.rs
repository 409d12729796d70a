//! Goods that were agreed to come back: whether their customer has been told how, and what waits until they are there.

use crate::clock::{Clock, ClockKind, DAY, TimeLimits};
use crate::compensation::money::Money;
use crate::compensation::option::RemedyPart;
use crate::complaint::promise::Promise;
use crate::complaint::{Case, Fulfilment, Kept, Phase, PromiseStanding, gives};
use crate::finding::Finding;
use crate::id::PromiseId;
use crate::order::{OrderLine, OrderTime};
use crate::remedy::Remedy;
use crate::zone::Zone;
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
    /// From when to when they have time to send them, once they were told how.
    pub send: Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>,
    /// Whether the price is paid back once they are there.
    pub is_refund: bool,
}

impl Return {
    /// The clock that runs: the desk's until it has said how, then the customer's.
    pub fn clock(&self) -> Clock {
        match self.send {
            Some((from, by)) => Clock::of(ClockKind::SendBack, from, by),
            None => Clock::of(ClockKind::Return, self.since, self.told_by),
        }
    }
}

/// What follows goods that are back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AfterReturn {
    /// How much goes back for them, where money does.
    pub money: Option<Money>,
    /// By when that money is back; where none goes back, by when all of it is done.
    pub due_at: DateTime<FixedOffset>,
}

/// What is still to be done about goods that are back; nothing where none are, or all of it is done.
pub fn after_return(case: &Case) -> Option<AfterReturn> {
    let Phase::Fulfilling(fulfilment) = &case.phase else { return None };
    case.findings.goods_back_at?;
    let open = fulfilment.promises.iter().filter(|kept| kept.is_open()).map(|kept| &kept.promise);
    let follows = |promise: &&Promise| {
        let remedy = promise.part.remedy;
        comes_back(remedy) || begins_with_return(remedy, fulfilment)
    };
    let all: Vec<&Promise> = open.filter(follows).collect();
    // New goods have their own day, and what they are worth goes back to nobody.
    let is_back = |remedy: Remedy| remedy.pays_back() || remedy == Remedy::ReturnShipping;
    let is_money = |promise: &Promise| promise.part.amount.is_some() && is_back(promise.part.remedy);
    let back: Vec<&Promise> = all.iter().copied().filter(|promise| is_money(promise)).collect();
    let due_at = if back.is_empty() { &all } else { &back }.iter().map(|promise| promise.due_at).max()?;
    let money = back.iter().filter_map(|promise| promise.part.amount);
    let money = money.map(Some).reduce(|sum, more| sum?.checked_add(more?)).flatten();
    Some(AfterReturn { money, due_at })
}

/// What is still to come back; goods that are back need no way.
pub fn awaited(case: &Case, limits: &TimeLimits) -> Option<Return> {
    let fulfilment = case.phase.fulfilment().filter(|_| is_awaited(case))?;
    let mut waits = fulfilment.promises.iter().filter(|kept| kept.is_open());
    Some(Return {
        since: fulfilment.out_since,
        told_by: limits.done_by(fulfilment.out_since, limits.desk_action),
        told: fulfilment.way_back.as_ref().map(|way| way.how.clone()),
        send: fulfilment.way_back.as_ref().map(|way| {
            let from = way.told_at.max(fulfilment.out_since);
            (from, limits.done_by(from, limits.send_back))
        }),
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

/// Whether goods were to come back by now and did not, and nothing else of the agreement is left to do: what waits for
/// them would wait for ever.
pub fn is_lapsed(case: &Case, limits: &TimeLimits, now: DateTime<FixedOffset>) -> bool {
    let Phase::Fulfilling(fulfilment) = &case.phase else { return false };
    let is_over = awaited(case, limits).and_then(|back| back.send).is_some_and(|(_, by)| now > by);
    let mut open = fulfilment.promises.iter().filter(|kept| kept.is_open()).map(|kept| &kept.promise);
    is_over && open.all(|promise| comes_back(promise.part.remedy) || waits(case, promise))
}

/// Leaves behind an agreement whose goods did not come back: what was done of it stays given, the rest is given to nobody.
pub(super) fn lapsed(mut case: Case) -> Case {
    if let Phase::Fulfilling(fulfilment) = &case.phase {
        let mut fulfilment = fulfilment.clone();
        fulfilment.promises.retain(|kept| !kept.is_open());
        case.past.push(fulfilment);
    }
    case
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

/// Whether the goods stay with the customer once these parts take the place of a promise that waits for them: nothing else
/// that was agreed wants them back, and nothing of what comes instead.
pub fn lets_keep(fulfilment: &Fulfilment, replaced: PromiseId, parts: &[&RemedyPart]) -> bool {
    let is_it = |kept: &&Kept| kept.promise.id == replaced;
    let wanted = |kept: &Kept| kept.stands() && comes_back(kept.promise.part.remedy);
    fulfilment.promises.iter().find(is_it).is_some_and(|kept| kept.is_open() && wanted(kept))
        && !fulfilment.promises.iter().any(|kept| !is_it(&kept) && wanted(kept))
        && !parts.iter().any(|part| comes_back(part.remedy))
}

/// Whether goods that a promise would have had come back stay with the customer: it was kept without them, or something else
/// took its place, and nothing of the agreement wants them back.
pub fn keeps_goods(case: &Case, kept: &Kept) -> bool {
    let part = &kept.promise.part;
    // New goods go out for old ones, which are awaited all the same.
    let is_exchanged = matches!(part.remedy, Remedy::Exchange | Remedy::Repair)
        && matches!(kept.standing, PromiseStanding::Proven { .. });
    let has_them = comes_back(part.remedy) && !is_exchanged && gives::are_out(case, part);
    has_them && !kept.is_open() && case.findings.goods_back_at.is_none() && !is_expected(case)
}

/// Within how many days of goods being back the parts of an offer are done, where some of them wait for goods; the day an
/// offer names is none that the agreement would keep.
pub fn days_after_return(case: &Case, parts: &[RemedyPart], limits: &TimeLimits) -> Option<u32> {
    let waits = parts.iter().filter(|part| gives::waits_for_goods(case, part));
    let minutes = waits.map(|part| limits.fulfilment_minutes(part.remedy)).max()?;
    Some(minutes.div_ceil(DAY))
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
    if !case.past.is_empty() {
        forget_return(&mut case);
    }
    case
}

/// After a part took the place of another: that goods are back tells of those that were to come, and opens no money of
/// others.
pub(super) fn replaced(case: &mut Case, former: &RemedyPart, part: &RemedyPart) {
    let returned = if comes_back(former.remedy) { gives::lines_of(case, &former.goods) } else { Vec::new() };
    let has_come = |(line, pieces): &(&OrderLine, u32)| {
        returned.iter().any(|(other, back)| other.sku == line.sku && back >= pieces)
    };
    if comes_back(part.remedy) && !gives::lines_of(case, &part.goods).iter().all(has_come) {
        forget_return(case);
    }
}

fn forget_return(case: &mut Case) {
    case.findings.goods_back_at = None;
    case.recorded.retain(|recorded| !matches!(recorded.finding, Finding::GoodsBackAt(_)));
}

/// What is paid back once the goods are there is due as long after their return as it was to be after the agreement;
/// `former` is when they were said to have come back before.
pub(super) fn count_from_return(case: &mut Case, former: Option<OrderTime>, now: DateTime<FixedOffset>) {
    let back = case.findings.goods_back_at;
    let Phase::Fulfilling(fulfilment) = &mut case.phase else { return };
    let agreed_at = fulfilment.agreed_at;
    let from = |back: Option<OrderTime>| {
        let back = back.and_then(|back| back.moment(&Zone::fixed(*now.offset())));
        back.map_or(agreed_at, |back| back.max(agreed_at))
    };
    let later = from(back) - from(former);
    let waits: Vec<bool> = fulfilment
        .promises
        .iter()
        .map(|kept| kept.is_open() && begins_with_return(kept.promise.part.remedy, fulfilment))
        .collect();
    for (kept, _) in fulfilment.promises.iter_mut().zip(waits).filter(|(_, waits)| *waits) {
        if let Some(due_at) = kept.promise.due_at.checked_add_signed(later) {
            kept.promise.due_at = due_at;
        }
    }
}

/// Whether the time of a promise of an agreement begins when the goods are back.
fn begins_with_return(remedy: Remedy, fulfilment: &Fulfilment) -> bool {
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
