//! What takes the place of a promise has an id of its own: who takes it takes that and nothing else.

use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, agreed, by_hand, filed};
use domain::complaint::PromiseStanding;
use domain::complaint::command::Command;
use domain::complaint::event::{Event, Recorded};
use domain::complaint::evolve::evolve;
use domain::id::PromiseId;
use domain::remedy::Remedy;
use domain::testing::{Scene, yuan};
use domain::text::Sentence;
use uuid::Uuid;

/// Sixty back and freight of five, agreed.
fn two_promises() -> (Scene, [PromiseId; 2]) {
    let mut both = by_hand(Remedy::Refund, Some("60.00"));
    both.parts.extend(by_hand(Remedy::ShippingRefund, Some("5.00")).parts);
    both.total = yuan("65.00");
    let scene = agreed(filed(&[]), both);
    let promises = &scene.state.case().unwrap().phase.fulfilment().unwrap().promises;
    let ids = [promises[0].promise.id, promises[1].promise.id];
    (scene, ids)
}

fn instead(promise: PromiseId, replacement: u128, remedy: Remedy, amount: &str) -> Command {
    let (replacement, with) = (PromiseId(Uuid::from_u128(replacement)), by_hand(remedy, Some(amount)));
    let reason = Sentence::parse("The card was closed").unwrap();
    Command::ReplacePromise { promise, replacement, with, reason }
}

#[test]
fn what_is_proposed_in_place_of_two_promises_never_goes_by_one_id() {
    let (scene, [refund, freight]) = two_promises();
    let scene = scene.given(AGENT_ACTS, instead(refund, 0x77, Remedy::StoreCredit, "60.00"));
    let same = instead(freight, 0x77, Remedy::Coupon, "6.00");
    scene.clone().when(AGENT_ACTS, same.clone()).then_rejected("promise_settled");
    let other = instead(freight, 0x78, Remedy::Coupon, "6.00");
    scene.clone().when(AGENT_ACTS, other).then(&["replacement_proposed"]);
    // Nor is something else put under an id that its customer has read already.
    scene
        .clone()
        .when(AGENT_ACTS, instead(refund, 0x77, Remedy::Gift, "60.00"))
        .then_rejected("promise_settled");
    // Taken or turned down it is free or gone.
    let promise = PromiseId(Uuid::from_u128(0x77));
    let declined = scene.clone().given(CUSTOMER_ACTS, Command::DeclineReplacement { promise });
    declined.when(AGENT_ACTS, same.clone()).then(&["replacement_proposed"]);
    let accepted = scene.given(CUSTOMER_ACTS, Command::AcceptReplacement { promise });
    accepted.when(AGENT_ACTS, same).then_rejected("promise_settled");
}

#[test]
fn of_two_that_went_by_one_id_only_the_one_that_was_weighed_is_replaced() {
    let (scene, [refund, freight]) = two_promises();
    let scene = scene.given(AGENT_ACTS, instead(refund, 0x77, Remedy::StoreCredit, "60.00"));
    // As books may hold it that were written before.
    let of_freight = scene.ask(AGENT_ACTS, &instead(freight, 0x78, Remedy::Coupon, "6.00")).unwrap();
    let [Event::ReplacementProposed { promise, replacement, reason }] = &of_freight[..] else { panic!() };
    let mut replacement = replacement.clone();
    replacement.id = PromiseId(Uuid::from_u128(0x77));
    let event = Event::ReplacementProposed { promise: *promise, replacement, reason: reason.clone() };
    let last = scene.events.last().unwrap();
    let recorded = Recorded { version: last.version + 1, event, ..last.clone() };
    let mut scene = scene;
    scene.state = evolve(scene.state.clone(), &recorded);
    let promise = PromiseId(Uuid::from_u128(0x77));
    let scene = scene.given(CUSTOMER_ACTS, Command::AcceptReplacement { promise });
    let promises = &scene.state.case().unwrap().phase.fulfilment().unwrap().promises;
    let is_replaced = |id| {
        let kept = promises.iter().find(|kept| kept.promise.id == id).unwrap();
        matches!(kept.standing, PromiseStanding::Replaced { .. })
    };
    assert_eq!((is_replaced(refund), is_replaced(freight)), (true, false));
}
