//! A promise that can't be kept as it was agreed: replaced with the customer's consent by something worth no less, or by
//! less while the goods it waits for stay with the customer.

use crate::actor::Role;
use crate::compensation::money::Money;
use crate::compensation::option::{OptionFault, RemedyOption, RemedyPart};
use crate::complaint::assess::Assessment;
use crate::complaint::decide::followed::followed;
use crate::complaint::decide::signing::signed;
use crate::complaint::decide::{Context, bound, wrong_phase};
use crate::complaint::event::Event;
use crate::complaint::promise::Promise;
use crate::complaint::rejection::Rejection;
use crate::complaint::{Case, Fulfilment, Kept, Phase, gives, returning};
use crate::id::{OptionId, PromiseId};
use crate::remedy::{Authority, Remedy};
use crate::text::Sentence;
use uuid::Uuid;

pub(super) fn running(case: &Case) -> Result<&Fulfilment, Rejection> {
    if let Phase::Fulfilling(fulfilment) = &case.phase { Ok(fulfilment) } else { Err(wrong_phase(case)) }
}

/// The promise of that id, provided nothing has settled it.
pub(super) fn open(fulfilment: &Fulfilment, promise: PromiseId) -> Result<&Kept, Rejection> {
    let kept = fulfilment
        .promises
        .iter()
        .find(|kept| kept.promise.id == promise)
        .ok_or(Rejection::PromiseUnknown { promise })?;
    if kept.is_open() { Ok(kept) } else { Err(Rejection::PromiseSettled { promise }) }
}

/// INVARIANT (one id): what a customer takes is found by its id, so whatever is promised or proposed in a case has its own.
fn is_new(case: &Case, id: PromiseId) -> Result<(), Rejection> {
    let agreements = case.past.iter().chain(case.phase.fulfilment());
    let is_it = |kept: &Kept| kept.promise.id == id || kept.proposed().any(|proposed| proposed.id == id);
    if agreements.flat_map(|agreement| &agreement.promises).any(is_it) {
        return Err(Rejection::PromiseSettled { promise: id });
    }
    Ok(())
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
    let ids =
        || (0_u128..).map(|place| PromiseId(Uuid::from_u128(replacement.0.as_u128().wrapping_add(place))));
    ids().take(with.parts.len()).try_for_each(|id| is_new(case, id))?;
    let unsound = |fault| Rejection::OptionUnsound { option: OptionId(replacement.0), fault };
    with.check().map_err(unsound)?;
    // What the agreement gives besides is given: no rule grants it once more.
    let mut given = ctx.elsewhere.given();
    given.extend(gives::besides(case, fulfilment, promise));
    let assessment = Assessment::after(case, ctx.packs, given, ctx.zone).beside(case, ctx.elsewhere);
    let with = &signed(case, OptionId(replacement.0), with, &assessment, ctx)?;
    if with.total.currency != case.order.currency {
        return Err(unsound(OptionFault::MixedCurrencies));
    }
    is_worth_it(case, &kept.promise, &with.parts)?;
    // It was shown as done, and then not: nobody knows better than a supervisor whether it is out.
    if kept.may_be_done() && ctx.actor.role() != Role::Supervisor {
        return Err(Rejection::AboveAuthority);
    }
    let others = || fulfilment.promises.iter().filter(|other| other.promise.id != promise && other.stands());
    let all = others().flat_map(|other| core::iter::once(&other.promise).chain(other.proposed()));
    let mut all = all.map(|other| &other.part);
    if all.any(|other| with.parts.iter().any(|part| other.repeats(part))) {
        return Err(unsound(OptionFault::RepeatedRemedy));
    }
    // What waits in place of another promise counts as taken: its customer may take all of it.
    let beside = || others().flat_map(Kept::may_give);
    let before = whole(beside().chain([&kept.promise.part]), case)?;
    let after = whole(beside().chain(&with.parts), case)?;
    // Many small steps need the signature that one large one would have needed.
    let is_signed = |option: &RemedyOption| assessment.authority(option) == Authority::Supervisor;
    // What goes back and what is given besides have a limit each; neither makes room for the other.
    let back = |option: &RemedyOption| option.sum_of(Remedy::goes_back).minor;
    let besides = |option: &RemedyOption| option.sum_of(|remedy| !remedy.goes_back()).minor;
    let is_more = back(&after) > back(&before)
        || besides(&after) > besides(&before)
        || after.goodwill().minor > before.goodwill().minor;
    // Where the order may be another one, whatever is of worth is signed for: more or less, what was signed was not this.
    let is_doubtful = assessment.doubt_of(case, with).is_some();
    if is_doubtful || is_signed(with) || (is_signed(&after) && (is_more || !is_signed(&before))) {
        return Err(Rejection::AboveAuthority);
    }
    let mut ways = gives::ways_back(case, ctx.elsewhere, Some(promise));
    let before = ctx.elsewhere.bound();
    if let Some(by) = bound::above_by_replacing(case, fulfilment, kept, &with.parts, before) {
        return Err(Rejection::AboveWhatCameIn { by });
    }
    let promise_of = |(id, part): (PromiseId, &RemedyPart)| {
        Promise::new(id, part.clone(), ctx.now, ctx.limits, ctx.zone).back_by(&mut ways)
    };
    let mut promises = ids().zip(&with.parts).map(promise_of);
    let replacement = promises.next().ok_or_else(|| unsound(OptionFault::Empty))?;
    let also = promises.collect();
    let former = whole(core::iter::once(&kept.promise.part), case)?;
    let less = assessment.worth(case, &former).saturating_sub(assessment.worth(case, with));
    let less = (less > 0).then(|| Money::new(less, case.order.currency));
    Ok(vec![Event::ReplacementProposed { promise, replacement, also, less, reason: reason.clone() }])
}

/// Refuses what is worth less than what was promised. Whoever keeps goods that were to come back gives nothing away with
/// what waits for them: both sides say so, as long as the goods are out.
fn is_worth_it(case: &Case, promise: &Promise, parts: &[RemedyPart]) -> Result<(), Rejection> {
    let sums = parts.iter().filter_map(|part| part.amount).map(|amount| amount.minor);
    let given = sums.reduce(i64::saturating_add);
    match promise.part.amount.filter(|_| !returning::waits(case, promise)) {
        Some(promised) if given.is_none_or(|given| given < promised.minor) => {
            Err(Rejection::ReplacementWorthLess { promised })
        }
        _ => Ok(()),
    }
}

/// Parts as one option, to be held against the limits of who may grant it.
fn whole<'a>(parts: impl Iterator<Item = &'a RemedyPart>, case: &Case) -> Result<RemedyOption, Rejection> {
    let parts: Vec<RemedyPart> = parts.cloned().collect();
    let total = RemedyOption::sum(&parts, case.order.currency).map_err(|_| Rejection::AboveAuthority)?;
    Ok(RemedyOption {
        parts,
        total,
        authority: Authority::Agent,
        is_recommended: false,
        because: None,
        ready_by: None,
        is_below_entitlement: false,
        missing: Vec::new(),
    })
}

pub(super) fn settle_replacement(
    case: &Case,
    replacing: PromiseId,
    is_accepted: bool,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    let fulfilment = running(case)?;
    let kept = fulfilment.proposed(replacing).ok_or(Rejection::PromiseUnknown { promise: replacing })?;
    let parts: Vec<RemedyPart> = kept.proposed().map(|promise| promise.part.clone()).collect();
    // The goods may have come back since it was proposed.
    if is_accepted && case.findings.goods_back_at.is_some() {
        is_worth_it(case, &kept.promise, &parts)?;
    }
    // Nothing of worth is proposed in a doubt, so whatever is was proposed before it.
    if is_accepted
        && (bound::is_replacement_given_meanwhile(case, fulfilment, kept, &parts, ctx)
            || bound::is_in_doubt(case, &parts, ctx))
    {
        return Err(Rejection::GivenMeanwhile);
    }
    if !is_accepted {
        return Ok(vec![Event::ReplacementDeclined { promise: replacing }]);
    }
    let (told, parcels) = (gives::told(case, ctx.elsewhere), gives::parcels_known(case, ctx.elsewhere));
    let accepted = Event::ReplacementAccepted { promise: replacing, told, parcels };
    Ok(followed(case, accepted, ctx))
}

/// Takes back what was proposed while nobody has answered: what was promised is to be done as it was.
pub(super) fn withdraw_replacement(
    case: &Case,
    promise: PromiseId,
    reason: &Sentence,
) -> Result<Vec<Event>, Rejection> {
    running(case)?.proposed(promise).ok_or(Rejection::PromiseUnknown { promise })?;
    Ok(vec![Event::ReplacementWithdrawn { promise, reason: reason.clone() }])
}

#[cfg(test)]
mod tests {
    use crate::actor::Actor;
    use crate::clock::{ClockKind, TimeLimits, clocks};
    use crate::complaint::command::{Command, Proof};
    use crate::complaint::promise::ProofKind;
    use crate::id::PromiseId;
    use crate::remedy::Remedy;
    use crate::testing::{AGENT, CUSTOMER, Scene, offer_id, option_by_hand, option_id};
    use crate::text::Reference;

    /// A refund in three parts, and a coupon, agreed.
    fn agreed() -> Scene {
        let mut option = option_by_hand(option_id(1), Remedy::Refund, Some("10.00"));
        for (remedy, amount) in
            [(Remedy::ShippingRefund, "5.00"), (Remedy::DelayCompensation, "3.00"), (Remedy::Coupon, "2.00")]
        {
            let part = option_by_hand(option_id(2), remedy, Some(amount)).option;
            option.option.total.minor += part.total.minor;
            option.option.parts.extend(part.parts);
        }
        let offer =
            Command::MakeOffer { offer: offer_id(1), replaces: None, options: vec![option], message: None };
        let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
        Scene::filed().given(Actor::Agent(AGENT), offer).given(Actor::Customer(CUSTOMER), accept)
    }

    fn promises(scene: &Scene, kind: ProofKind) -> Vec<PromiseId> {
        let case = scene.state.case().unwrap();
        let all = &case.phase.fulfilment().unwrap().promises;
        all.iter().filter(|kept| kept.promise.proof_kind == kind).map(|kept| kept.promise.id).collect()
    }

    #[test]
    fn one_reference_shows_every_part_of_one_refund() {
        let scene = agreed();
        let refunds = promises(&scene, ProofKind::RefundReference);
        assert_eq!(refunds.len(), 3);
        let proof = Proof::RefundReference(Reference::parse("PAY-1").unwrap());
        let prove = |also: Vec<PromiseId>| Command::ProvePromise {
            promise: refunds[0],
            proof: proof.clone(),
            also,
            keeps_goods: None,
            although_known: None,
            in_all: None,
        };
        let coupon = promises(&scene, ProofKind::CouponCode);
        scene.clone().when(Actor::Agent(AGENT), prove(coupon)).then_rejected("proof_mismatch");
        scene.when(Actor::Agent(AGENT), prove(refunds[1..].to_vec())).then(&[
            "promise_proven",
            "promise_proven",
            "promise_proven",
        ]);
    }

    #[test]
    fn what_an_agreement_gives_already_is_not_given_once_more_in_place_of_another_promise() {
        let scene = agreed();
        let [refund, freight, delay] = promises(&scene, ProofKind::RefundReference)[..] else { panic!() };
        let instead = |promise, remedy, amount| Command::ReplacePromise {
            promise,
            replacement: PromiseId(uuid::Uuid::from_u128(0x77)),
            with: option_by_hand(option_id(9), remedy, Some(amount)).option,
            reason: crate::text::Sentence::parse("改为补偿").unwrap(),
        };
        let again = instead(freight, Remedy::DelayCompensation, "5.00");
        scene.clone().when(Actor::Agent(AGENT), again).then_rejected("option_unsound");
        let more = instead(delay, Remedy::DelayCompensation, "4.00");
        scene.clone().when(Actor::Agent(AGENT), more).then(&["replacement_proposed"]);
        let other = instead(refund, Remedy::Gift, "10.00");
        scene.when(Actor::Agent(AGENT), other).then(&["replacement_proposed"]);
    }

    #[test]
    fn promises_due_at_the_same_moment_share_a_clock_that_names_them() {
        let scene = agreed();
        let running = clocks(scene.state.case().unwrap(), &TimeLimits::default());
        let promised: Vec<_> = running
            .iter()
            .filter(|clock| clock.kind == ClockKind::Promise)
            .map(|clock| &clock.remedies)
            .collect();
        let refunds = vec![Remedy::Refund, Remedy::ShippingRefund, Remedy::DelayCompensation];
        assert_eq!(promised, [&refunds, &vec![Remedy::Coupon]]);
    }
}
