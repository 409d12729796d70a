//! Which refund proves which agreement: none that was known when it was made, whoever told of it and of whichever day it
//! is; one that becomes known afterwards is counted once.

use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, agreed, beside, by_hand, filed, offering, prove};
use chrono::Duration;
use domain::actor::Actor;
use domain::complaint::command::Command;
use domain::id::PromiseId;
use domain::order::OrderTime;
use domain::order::given::{Given, OutsideRefund};
use domain::order::payment::Means;
use domain::remedy::Remedy;
use domain::testing::{SUPERVISOR, Scene, yuan};
use domain::text::{Reference, Sentence};
use uuid::Uuid;

fn told(at: &str) -> Given {
    Given {
        remedy: Remedy::PriceReduction,
        amount: Some(yuan("50.00")),
        goods: None,
        rule: None,
        at: OrderTime::parse(at).unwrap(),
        reference: Some(Reference::parse("WX-9001").unwrap()),
    }
}

/// The case with what the shop tells of its order now, and what other cases tell.
fn shop_tells(mut scene: Scene, others: &[&Scene], rows: Vec<Given>) -> Scene {
    let mut now = scene.order.clone();
    now.given_outside = rows;
    scene.elsewhere = beside(others, &scene.order, Some(&now));
    scene
}

fn by_hand_outside(scene: &Scene) -> Command {
    Command::RecordOutsideRefund(OutsideRefund {
        amount: yuan("50.00"),
        means: Means::Wallet,
        reference: Reference::parse("WX-9001").ok(),
        on: scene.now.date_naive(),
        goods: Vec::new(),
    })
}

fn fifty() -> domain::compensation::option::RemedyOption {
    by_hand(Remedy::PriceReduction, Some("50.00"))
}

#[test]
fn a_refund_of_a_day_before_the_agreement_proves_no_agreement_by_whichever_way_it_became_known() {
    let told = || Given {
        remedy: Remedy::PriceReduction,
        amount: Some(yuan("50.00")),
        goods: None,
        rule: None,
        at: OrderTime::parse("2026-03-01T10:00:00+08:00").unwrap(),
        reference: Some(Reference::parse("WX-9001").unwrap()),
    };
    let mut scene = agreed(filed(&[]), by_hand(Remedy::PriceReduction, Some("50.00")));
    scene.elsewhere.outside.push(told());
    let with_it = prove(&scene, "WX-9001");
    scene.when(AGENT_ACTS, with_it).then_rejected("reference_used");
}

#[test]
fn a_refund_told_of_before_the_agreement_proves_it_not_though_it_is_of_the_same_day() {
    let today = filed(&[]).now.to_rfc3339();
    // By the shop's file.
    let scene = shop_tells(filed(&[]), &[], vec![told(&today)]);
    let scene = agreed(scene, fifty());
    scene.clone().when(AGENT_ACTS, prove(&scene, "WX-9001")).then_rejected("reference_used");
    scene.clone().when(AGENT_ACTS, prove(&scene, "WX-9010")).then(&["promise_proven", "fulfilled"]);
    // By hand, on the case itself.
    let scene = filed(&[]);
    let record = by_hand_outside(&scene);
    let scene = agreed(scene.given(AGENT_ACTS, record.clone()), fifty());
    scene.clone().when(AGENT_ACTS, prove(&scene, "WX-9001")).then_rejected("reference_used");
    // By hand, on another case.
    let other = filed(&[]).given(AGENT_ACTS, record);
    let scene = agreed(filed(&[&other]), fifty());
    scene.clone().when(AGENT_ACTS, prove(&scene, "WX-9001")).then_rejected("reference_used");
}

#[test]
fn a_refund_told_of_after_the_agreement_proves_it_and_is_counted_once() {
    let scene = agreed(filed(&[]), fifty());
    let today = scene.now.to_rfc3339();
    let scene = shop_tells(scene, &[], vec![told(&today)]);
    let with_it = prove(&scene, "WX-9001");
    let scene = scene.when(AGENT_ACTS, with_it).then(&["promise_proven", "fulfilled"]);
    // 168.00 came in: 118.00 are left.
    let next = |amount| {
        let next = shop_tells(filed(&[]), &[&scene], vec![told(&today)]);
        next.when(AGENT_ACTS, offering(vec![by_hand(Remedy::PriceReduction, Some(amount))]))
    };
    next("118.00").then(&["offer_made"]);
    next("118.01").then(&["offer_proposed"]);
}

#[test]
fn a_refund_told_of_before_something_was_replaced_does_not_prove_the_replacement() {
    let scene = agreed(filed(&[]), by_hand(Remedy::Coupon, Some("50.00")));
    let today = scene.now.to_rfc3339();
    let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let replacement = PromiseId(Uuid::from_u128(0x77));
    let reason = Sentence::parse("The coupon can't be used").unwrap();
    let replace = Command::ReplacePromise { promise, replacement, with: fifty(), reason };
    let scene = shop_tells(scene, &[], vec![told(&today)])
        .given(AGENT_ACTS, replace)
        .given(CUSTOMER_ACTS, Command::AcceptReplacement { promise: replacement });
    let Command::ProvePromise { proof, .. } = prove(&scene, "WX-9001") else { panic!() };
    let prove = Command::ProvePromise { promise: replacement, proof, also: Vec::new(), keeps_goods: None };
    scene.when(AGENT_ACTS, prove).then_rejected("reference_used");
}

#[test]
fn one_transfer_for_two_customers_orders_is_entered_by_a_supervisor() {
    let mut scene = agreed(filed(&[]), fifty());
    scene.elsewhere.of_other_orders = vec![Reference::parse("wx 9001").unwrap()];
    let with_it = prove(&scene, "WX-9001");
    scene.clone().when(AGENT_ACTS, with_it.clone()).then_rejected("reference_of_another_order");
    scene.clone().when(AGENT_ACTS, prove(&scene, "WX-9010")).then(&["promise_proven", "fulfilled"]);
    scene.when(Actor::Supervisor(SUPERVISOR), with_it).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn a_refund_of_an_earlier_hour_of_the_day_of_the_agreement_does_not_prove_it() {
    let scene = agreed(filed(&[]), fifty());
    let earlier = (scene.now - Duration::minutes(1)).to_rfc3339();
    let scene = shop_tells(scene, &[], vec![told(&earlier)]);
    scene.clone().when(AGENT_ACTS, prove(&scene, "WX-9001")).then_rejected("reference_used");
}
