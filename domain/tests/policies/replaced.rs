//! What takes the place of a promise has an id of its own: who takes it takes that and nothing else.

use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, agreed, by_hand, filed};
use domain::compensation::money::Money;
use domain::compensation::option::RemedyOption;
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
    let [Event::ReplacementProposed { promise, replacement, reason, .. }] = &of_freight[..] else { panic!() };
    let mut replacement = replacement.clone();
    replacement.id = PromiseId(Uuid::from_u128(0x77));
    let (promise, reason) = (*promise, reason.clone());
    let event = Event::ReplacementProposed { promise, replacement, also: Vec::new(), less: None, reason };
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

fn reason(text: &str) -> Sentence {
    Sentence::parse(text).unwrap()
}

/// Something in several parts in place of a promise.
fn in_parts(promise: PromiseId, parts: &[(Remedy, &str)]) -> Command {
    let with = parts.iter().map(|(remedy, amount)| by_hand(*remedy, Some(amount)));
    let mut with: Vec<RemedyOption> = with.collect();
    let mut first = with.remove(0);
    for other in with {
        first.total = yuan(&first.total.checked_add(other.total).unwrap().decimal());
        first.parts.extend(other.parts);
    }
    let replacement = PromiseId(Uuid::from_u128(0x77));
    Command::ReplacePromise { promise, replacement, with: first, reason: reason("It is sold out") }
}

fn open(scene: &Scene) -> Vec<(Remedy, Option<String>)> {
    let promises = &scene.state.case().unwrap().phase.fulfilment().unwrap().promises;
    let open = promises.iter().filter(|kept| kept.is_open()).map(|kept| &kept.promise.part);
    open.map(|part| (part.remedy, part.amount.map(Money::decimal))).collect()
}

#[test]
fn what_takes_the_place_of_a_promise_may_have_several_parts_which_are_taken_together() {
    let (scene, [refund, _]) = two_promises();
    let less = in_parts(refund, &[(Remedy::StoreCredit, "30.00"), (Remedy::Coupon, "29.99")]);
    scene.clone().when(AGENT_ACTS, less).then_rejected("replacement_worth_less");
    let twice = in_parts(refund, &[(Remedy::StoreCredit, "60.00"), (Remedy::ShippingRefund, "5.00")]);
    scene.clone().when(AGENT_ACTS, twice).then_rejected("option_unsound");
    let above = in_parts(refund, &[(Remedy::StoreCredit, "60.00"), (Remedy::PriceReduction, "120.00")]);
    scene.clone().when(AGENT_ACTS, above).then_rejected("above_what_came_in");
    let both = in_parts(refund, &[(Remedy::StoreCredit, "40.00"), (Remedy::Coupon, "20.00")]);
    let scene = scene.given(AGENT_ACTS, both).then(&["replacement_proposed"]);
    let promise = PromiseId(Uuid::from_u128(0x77));
    // No part is taken by itself, and none of their ids is given out again.
    let second = PromiseId(Uuid::from_u128(0x78));
    scene
        .clone()
        .when(CUSTOMER_ACTS, Command::AcceptReplacement { promise: second })
        .then_rejected("promise_unknown");
    let scene = scene.given(CUSTOMER_ACTS, Command::AcceptReplacement { promise });
    let sum = |sum: &str| Some(sum.to_owned());
    let all = [
        (Remedy::ShippingRefund, sum("5.00")),
        (Remedy::StoreCredit, sum("40.00")),
        (Remedy::Coupon, sum("20.00")),
    ];
    assert_eq!(open(&scene), all);
    let again = Command::ReplacePromise {
        promise: second,
        replacement: second,
        with: by_hand(Remedy::Gift, Some("20.00")),
        reason: reason("It is sold out"),
    };
    scene.when(AGENT_ACTS, again).then_rejected("promise_settled");
}

#[test]
fn the_desk_takes_back_what_it_proposed_until_it_is_answered() {
    let (scene, [refund, _]) = two_promises();
    let promise = PromiseId(Uuid::from_u128(0x77));
    let back = Command::WithdrawReplacement { promise, reason: reason("It can be sent after all") };
    scene.clone().when(AGENT_ACTS, back.clone()).then_rejected("promise_unknown");
    let before = open(&scene);
    let scene = scene.given(AGENT_ACTS, instead(refund, 0x77, Remedy::StoreCredit, "60.00"));
    scene.clone().when(CUSTOMER_ACTS, back.clone()).then_rejected("not_allowed");
    let accept = Command::AcceptReplacement { promise };
    let accepted = scene.clone().given(CUSTOMER_ACTS, accept.clone());
    accepted.when(AGENT_ACTS, back.clone()).then_rejected("promise_unknown");
    let scene = scene.given(AGENT_ACTS, back).then(&["replacement_withdrawn"]);
    assert_eq!(open(&scene), before);
    scene.clone().when(CUSTOMER_ACTS, accept).then_rejected("promise_unknown");
    let kept = |scene: &Scene| scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].clone();
    assert!(!kept(&scene).was_refused, "nobody turned it down");
    // Turned down, another way is looked for, and somebody answers.
    let scene = scene.given(AGENT_ACTS, instead(refund, 0x79, Remedy::StoreCredit, "60.00"));
    let decline = Command::DeclineReplacement { promise: PromiseId(Uuid::from_u128(0x79)) };
    let scene = scene.given(CUSTOMER_ACTS, decline);
    assert!(kept(&scene).was_refused && scene.state.case().unwrap().waiting.is_some());
    scene.when(AGENT_ACTS, instead(refund, 0x80, Remedy::Gift, "60.00")).then(&["replacement_proposed"]);
}

#[test]
fn what_is_worth_less_than_what_was_promised_says_so_before_it_is_taken() {
    let scene = agreed(filed(&[]), by_hand(Remedy::Resend, None));
    let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let less = |amount: &str| {
        let events = scene.ask(AGENT_ACTS, &instead(promise, 0x77, Remedy::Refund, amount)).unwrap();
        let [Event::ReplacementProposed { less, .. }] = &events[..] else { panic!() };
        *less
    };
    assert_eq!((less("150.00"), less("168.00")), (Some(yuan("18.00")), None));
}
