//! What was given back counts wherever it is told what somebody can have: also of a case that was taken back, and nothing
//! that goes with goods is granted beside their price.

use crate::delivered;
use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, agreed, by_hand, prove};
use chrono::Duration;
use domain::category::Category;
use domain::compensation::money::Money;
use domain::complaint::assess::Assessment;
use domain::complaint::command::Command;
use domain::complaint::pending::Replica;
use domain::finding::{Finding, Standing};
use domain::id::PromiseId;
use domain::order::given::OutsideRefund;
use domain::order::payment::Means;
use domain::remedy::Remedy;
use domain::testing::{Scene, filing, yuan};
use domain::text::Sentence;
use uuid::Uuid;

/// A vase of 368.00 with 18.00 of freight, broken on its way.
fn broken_vase() -> Scene {
    let mut scene = Scene::empty();
    scene.packs =
        delivered::packs(&["cn-law".to_owned(), "cn-platform".to_owned(), "shop-default".to_owned()]);
    scene.order.shipping_fee = Some(yuan("18.00"));
    let line = &mut scene.order.lines[0];
    (line.unit_price, line.traits) = (yuan("368.00"), vec![domain::order::Trait::Durable]);
    let mut filing = filing();
    (filing.category, filing.wants) = (Category::DeliveryDamage, vec![Remedy::Resend]);
    let broken = Finding::DamageInTransit(Standing::Established);
    let broken = Command::RecordFinding { finding: broken, note: None, instead_of: None };
    scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing))).given(AGENT_ACTS, broken)
}

/// The price went back in place of another vase, and the customer was not content.
fn given_back() -> Scene {
    let scene = agreed(broken_vase(), by_hand(Remedy::Resend, None));
    let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let replacement = PromiseId(Uuid::from_u128(0x77));
    let with = by_hand(Remedy::Refund, Some("368.00"));
    let reason = Sentence::parse("It is sold out").unwrap();
    let replace = Command::ReplacePromise { promise, replacement, with, reason };
    let scene = scene
        .given(AGENT_ACTS, replace)
        .given(CUSTOMER_ACTS, Command::AcceptReplacement { promise: replacement });
    let Command::ProvePromise { proof, .. } = prove(&scene, "WX-9001") else { panic!() };
    let scene =
        scene.given(AGENT_ACTS, domain::testing::proves(replacement, proof)).after(Duration::hours(1));
    let answer = Command::AnswerFollowUp { answer: None, outcome_score: 2, process_score: 4 };
    scene.given(CUSTOMER_ACTS, answer)
}

/// What is theirs, as their page tells it.
fn theirs(scene: &Scene) -> Vec<(Remedy, Option<Money>)> {
    let case = scene.state.case().unwrap();
    let (packs, elsewhere, zone) = (&scene.packs, &scene.elsewhere, &scene.zone);
    let assessment = match Replica::new(scene.events.clone(), 0).settled_at() {
        Some(at) => Assessment::settled(case, packs, elsewhere, at, zone),
        None => Assessment::of(case, packs, elsewhere, zone),
    };
    assessment.decision.entitlements.iter().map(|one| (one.remedy, one.amount)).collect()
}

/// What is left of it: freight was not given, and neither was what is owed for the delay.
fn left() -> Vec<(Remedy, Option<Money>)> {
    vec![
        (Remedy::ShippingRefund, Some(yuan("18.00"))),
        (Remedy::DelayCompensation, Some(yuan("18.40"))),
        (Remedy::Apology, None),
    ]
}

const TAKE_BACK: Command = Command::Withdraw { sentence: None };

#[test]
fn of_goods_whose_price_went_back_nothing_is_theirs_but_the_freight() {
    let before = theirs(&broken_vase());
    assert!(before.contains(&(Remedy::ReturnRefund, Some(yuan("368.00")))), "{before:?}");
    let reopened = given_back();
    assert!(reopened.state.case().unwrap().phase.is_before_agreement());
    let left = left();
    assert_eq!(theirs(&reopened), left);
    assert_eq!(theirs(&reopened.after(Duration::hours(1)).given(CUSTOMER_ACTS, TAKE_BACK)), left);
}

#[test]
fn a_case_that_is_taken_back_counts_what_went_back_outside_and_an_agreement_takes_nothing_from_itself() {
    let outside = Command::RecordOutsideRefund(OutsideRefund {
        amount: yuan("368.00"),
        means: Means::Wallet,
        reference: None,
        on: broken_vase().now.date_naive(),
        goods: Vec::new(),
    });
    let scene = broken_vase().given(AGENT_ACTS, outside).after(Duration::hours(1));
    assert_eq!(theirs(&scene), theirs(&scene.clone().given(CUSTOMER_ACTS, TAKE_BACK)));
    assert!(!theirs(&scene).iter().any(|(remedy, _)| *remedy == Remedy::ReturnRefund));
    // What was agreed is told beside it: it was theirs.
    let agreed = agreed(broken_vase(), by_hand(Remedy::Refund, Some("368.00")));
    assert_eq!(theirs(&agreed), theirs(&broken_vase()));
    assert_eq!(theirs(&agreed.after(Duration::hours(1)).finished()), theirs(&broken_vase()));
    // Once it was taken up again and agreed on anew, what the first one gave counts.
    let again = crate::twice::agreed(given_back(), by_hand(Remedy::ShippingRefund, Some("18.00")));
    assert_eq!(theirs(&again), left());
}
