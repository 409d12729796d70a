//! An order that turns out to look like another one after something was offered or agreed on it: what nobody signed for in
//! that doubt is neither taken nor paid, and what was signed becomes nothing else.

use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, agreed, by_hand, filed, offering, prove};
use domain::actor::Actor;
use domain::complaint::command::{Command, Proof};
use domain::id::PromiseId;
use domain::order::given::OutsideRefund;
use domain::order::payment::Means;
use domain::remedy::Remedy;
use domain::testing::{SUPERVISOR, Scene, offer_id, option_id, proves, yuan};
use domain::text::{Reference, Sentence};
use uuid::Uuid;

const SUPERVISOR_ACTS: Actor = Actor::Supervisor(SUPERVISOR);

fn doubted(mut scene: Scene) -> Scene {
    scene.elsewhere.like = Some("SO-0142".to_owned());
    scene
}

fn accept() -> Command {
    Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true }
}

fn instead(scene: &Scene, remedy: Remedy, amount: Option<&str>) -> Command {
    let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let replacement = PromiseId(Uuid::from_u128(0x77));
    let reason = Sentence::parse("The other one is out of stock").unwrap();
    Command::ReplacePromise { promise, replacement, with: by_hand(remedy, amount), reason }
}

#[test]
fn what_was_offered_before_the_doubt_is_not_taken_in_it() {
    let fifty = || by_hand(Remedy::PriceReduction, Some("50.00"));
    let offered = filed(&[]).given(AGENT_ACTS, offering(vec![fifty()])).then(&["offer_made"]);
    offered.clone().when(CUSTOMER_ACTS, accept()).then(&["option_accepted", "agreed"]);
    doubted(offered).when(CUSTOMER_ACTS, accept()).then_rejected("given_meanwhile");
    // Words cost nothing on whichever order.
    let sorry = filed(&[]).given(AGENT_ACTS, offering(vec![by_hand(Remedy::Apology, None)]));
    doubted(sorry).when(CUSTOMER_ACTS, accept()).then(&["option_accepted", "agreed"]);
    // What was signed in the doubt holds.
    let signed = doubted(filed(&[])).given(AGENT_ACTS, offering(vec![fifty()])).then(&["offer_proposed"]);
    let signed = signed.given(SUPERVISOR_ACTS, Command::ApproveOffer { offer: offer_id(1) });
    let taken = signed.given(CUSTOMER_ACTS, accept()).then(&["option_accepted", "agreed"]);
    // Why it was signed is not known when it is paid: a supervisor pays.
    taken.clone().when(AGENT_ACTS, prove(&taken, "WX-9001")).then_rejected("above_authority");
    taken.clone().when(SUPERVISOR_ACTS, prove(&taken, "WX-9001")).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn what_was_agreed_before_the_doubt_is_paid_by_a_supervisor_alone() {
    let scene = doubted(agreed(filed(&[]), by_hand(Remedy::PriceReduction, Some("50.00"))));
    let paid = prove(&scene, "WX-9001");
    scene.clone().when(AGENT_ACTS, paid.clone()).then_rejected("above_authority");
    scene.when(SUPERVISOR_ACTS, paid).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn what_took_the_place_of_words_before_the_doubt_is_paid_by_a_supervisor_alone() {
    let scene = agreed(filed(&[]), by_hand(Remedy::Apology, None));
    let replace = instead(&scene, Remedy::Refund, Some("50.00"));
    let scene = scene.given(AGENT_ACTS, replace).then(&["replacement_proposed"]);
    let promise = PromiseId(Uuid::from_u128(0x77));
    let scene = doubted(scene.given(CUSTOMER_ACTS, Command::AcceptReplacement { promise }));
    let Command::ProvePromise { proof, .. } = prove(&scene, "WX-9001") else { panic!() };
    let (also, keeps_goods, although_known, in_all) = (Vec::new(), None, None, None);
    let paid = Command::ProvePromise { promise, proof, also, keeps_goods, although_known, in_all };
    scene.clone().when(AGENT_ACTS, paid.clone()).then_rejected("above_authority");
    scene.when(SUPERVISOR_ACTS, paid).then(&["promise_proven", "fulfilled"]);
}

/// An offer that is signed for something else than the fifty of it, be the order what it may.
fn signed_for_a_penalty() -> Scene {
    let mut both = by_hand(Remedy::PriceReduction, Some("50.00"));
    let penalty = by_hand(Remedy::StatutoryDamages, Some("1.00"));
    (both.total, both.parts) = (yuan("51.00"), [both.parts, penalty.parts].concat());
    let offered = filed(&[]).given(AGENT_ACTS, offering(vec![both])).then(&["offer_proposed"]);
    offered.given(SUPERVISOR_ACTS, Command::ApproveOffer { offer: offer_id(1) }).then(&["offer_made"])
}

#[test]
fn what_was_signed_for_something_else_is_not_taken_in_a_doubt_that_came_later() {
    let signed = signed_for_a_penalty();
    signed.clone().when(CUSTOMER_ACTS, accept()).then(&["option_accepted", "agreed"]);
    doubted(signed).when(CUSTOMER_ACTS, accept()).then_rejected("given_meanwhile");
}

#[test]
fn what_is_to_take_the_place_of_a_promise_is_not_taken_in_a_doubt_that_came_later() {
    let proposed = |remedy, amount| {
        let scene = agreed(filed(&[]), by_hand(Remedy::Apology, None));
        let replace = instead(&scene, remedy, amount);
        scene.given(AGENT_ACTS, replace).then(&["replacement_proposed"])
    };
    let accept = || Command::AcceptReplacement { promise: PromiseId(Uuid::from_u128(0x77)) };
    for (remedy, amount) in [(Remedy::Refund, Some("50.00")), (Remedy::Resend, None)] {
        let scene = proposed(remedy, amount);
        scene.clone().when(CUSTOMER_ACTS, accept()).then(&["replacement_accepted"]);
        doubted(scene).when(CUSTOMER_ACTS, accept()).then_rejected("given_meanwhile");
    }
    let words = proposed(Remedy::Guidance, None);
    doubted(words).when(CUSTOMER_ACTS, accept()).then(&["replacement_accepted"]);
}

/// The scene with so much recorded by hand as given back on its order.
fn recorded(scene: Scene, reference: &str, amount: &str) -> Scene {
    let record = Command::RecordOutsideRefund(OutsideRefund {
        amount: yuan(amount),
        means: Means::Wallet,
        reference: Reference::parse(reference).ok(),
        on: scene.now.date_naive(),
        goods: Vec::new(),
    });
    scene.given(AGENT_ACTS, record)
}

#[test]
fn what_was_signed_for_something_else_is_paid_by_an_agent_only_as_long_as_nothing_more_was_given() {
    let scene = signed_for_a_penalty().given(CUSTOMER_ACTS, accept());
    scene.clone().when(AGENT_ACTS, prove(&scene, "TF-11")).then(&[
        "promise_proven",
        "promise_proven",
        "fulfilled",
    ]);
    let scene = recorded(scene, "TF-10", "150.00");
    scene.clone().when(AGENT_ACTS, prove(&scene, "TF-11")).then_rejected("above_authority");
    let paid = scene.clone().when(SUPERVISOR_ACTS, prove(&scene, "TF-11"));
    paid.then(&["promise_proven", "promise_proven", "fulfilled"]);
}

#[test]
fn goods_are_sent_by_a_supervisor_alone_once_their_price_is_recorded_as_given_back() {
    let sent = |scene: &Scene| {
        let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
        let proof = Proof::TrackingNumber(Reference::parse("SF1234500001").unwrap());
        proves(promise, proof)
    };
    let scene = agreed(filed(&[]), by_hand(Remedy::Resend, None));
    scene.clone().when(AGENT_ACTS, sent(&scene)).then(&["promise_proven", "fulfilled"]);
    let scene = recorded(scene, "TF-10", "168.00");
    scene.clone().when(AGENT_ACTS, sent(&scene)).then_rejected("above_authority");
    scene.clone().when(SUPERVISOR_ACTS, sent(&scene)).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn what_was_recorded_as_given_since_it_was_agreed_is_paid_once_more_by_a_supervisor_alone() {
    // 168.00 came in.
    let agreed = agreed(filed(&[]), by_hand(Remedy::PriceReduction, Some("100.00")));
    let scene = recorded(agreed.clone(), "TF-10", "100.00");
    let again = prove(&scene, "TF-11");
    scene.clone().when(AGENT_ACTS, again.clone()).then_rejected("above_authority");
    scene.clone().when(SUPERVISOR_ACTS, again).then(&["promise_proven", "fulfilled"]);
    // It is this refund, or there is room for both.
    scene.clone().when(AGENT_ACTS, prove(&scene, "TF-10")).then(&["promise_proven", "fulfilled"]);
    let scene = recorded(agreed, "TF-10", "68.00");
    scene.clone().when(AGENT_ACTS, prove(&scene, "TF-11")).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn what_was_signed_in_the_doubt_becomes_nothing_else_of_worth_without_a_signature() {
    let scene = doubted(filed(&[])).given(AGENT_ACTS, offering(vec![by_hand(Remedy::Resend, None)]));
    let scene = scene.given(SUPERVISOR_ACTS, Command::ApproveOffer { offer: offer_id(1) });
    let scene = scene.given(CUSTOMER_ACTS, accept());
    for (remedy, amount) in [(Remedy::Exchange, None), (Remedy::Resend, None), (Remedy::Gift, Some("5.00"))] {
        let other = instead(&scene, remedy, amount);
        scene.clone().when(AGENT_ACTS, other).then_rejected("above_authority");
    }
    scene.clone().when(AGENT_ACTS, instead(&scene, Remedy::Apology, None)).then(&["replacement_proposed"]);
}
