//! What is sent anew goes in a parcel of its own: the one that the complaint is about shows nothing, nor does one that shows
//! something else.

use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, agreed, beside, by_hand, filed};
use domain::actor::Actor;
use domain::complaint::command::{Command, Proof};
use domain::id::PromiseId;
use domain::remedy::Remedy;
use domain::testing::{SUPERVISOR, Scene, proves, yuan};
use domain::text::{Reference, Sentence};
use uuid::Uuid;

fn open(scene: &Scene) -> Vec<PromiseId> {
    let promises = &scene.state.case().unwrap().phase.fulfilment().unwrap().promises;
    promises.iter().filter(|kept| kept.is_open()).map(|kept| kept.promise.id).collect()
}

fn parcel(number: &str) -> Proof {
    Proof::TrackingNumber(Reference::parse(number).unwrap())
}

#[test]
fn the_parcel_that_the_complaint_is_about_shows_nothing_that_was_sent_anew() {
    for remedy in [Remedy::Resend, Remedy::Exchange, Remedy::MissingPart, Remedy::Repair] {
        let scene = agreed(filed(&[]), by_hand(remedy, None));
        assert_eq!(scene.order.tracking.as_deref(), Some("SF1000042"));
        let [promise] = open(&scene)[..] else { panic!() };
        for same in ["SF1000042", "sf 1000042", "SF-1000-042", "ＳＦ１０００042"] {
            for actor in [AGENT_ACTS, Actor::Supervisor(SUPERVISOR)] {
                scene.clone().when(actor, proves(promise, parcel(same))).then_rejected("parcel_used");
            }
        }
        scene.when(AGENT_ACTS, proves(promise, parcel("SF1000043"))).then(&["promise_proven", "fulfilled"]);
    }
}

#[test]
fn a_parcel_that_the_shop_tells_of_after_the_agreement_shows_what_was_agreed() {
    let mut scene = Scene::empty();
    scene.order.tracking = None;
    let filing = Command::FileComplaint(Box::new(domain::testing::filing()));
    let mut scene = agreed(scene.given(CUSTOMER_ACTS, filing), by_hand(Remedy::Resend, None));
    scene.order.tracking = Some("SF1000043".to_owned());
    let scene = scene.given(Actor::System, Command::NoteOrderChanged);
    let [promise] = open(&scene)[..] else { panic!() };
    scene.when(AGENT_ACTS, proves(promise, parcel("SF1000043"))).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn a_parcel_that_shows_one_promise_shows_no_other_unless_they_are_entered_together() {
    let mut both = by_hand(Remedy::Resend, None);
    both.parts.extend(by_hand(Remedy::Gift, Some("5.00")).parts);
    both.total = yuan("5.00");
    let scene = agreed(filed(&[]), both);
    let [resend, gift] = open(&scene)[..] else { panic!() };
    let one = |promise| proves(promise, parcel("SF1000043"));
    let first = scene.clone().given(AGENT_ACTS, one(resend));
    first.clone().when(AGENT_ACTS, one(gift)).then_rejected("parcel_used");
    let mut together = one(resend);
    let Command::ProvePromise { also, .. } = &mut together else { panic!() };
    also.push(gift);
    let scene = scene.when(AGENT_ACTS, together).then(&["promise_proven", "promise_proven", "fulfilled"]);
    // Nor once the case is taken up again.
    let reopen = Command::Reopen { sentence: Sentence::parse("还是坏的").unwrap() };
    let again = agreed(scene.given(CUSTOMER_ACTS, reopen), by_hand(Remedy::Gift, Some("1.00")));
    let [part] = open(&again)[..] else { panic!() };
    again.clone().when(AGENT_ACTS, one(part)).then_rejected("parcel_used");
    // Taken back it is free.
    let reason = Sentence::parse("It was another parcel").unwrap();
    let freed = first.given(AGENT_ACTS, Command::TakeBackProof { promise: resend, reason });
    freed.when(AGENT_ACTS, one(gift)).then(&["promise_proven"]);
}

#[test]
fn no_parcel_of_the_order_shows_what_is_sent_anew_whichever_the_shop_told_of_before_it_was_agreed() {
    let mut scene = Scene::empty();
    scene.order.tracking = Some("SF1000042, SF1000043；YT20000044".to_owned());
    let mut now = scene.order.clone();
    // One that the shop told of since the complaint was filed.
    now.tracking = Some("SF1000042, SF1000043, YT20000044, YT20000045".to_owned());
    scene.elsewhere = beside(&[], &scene.order, Some(&now));
    let filing = Command::FileComplaint(Box::new(domain::testing::filing()));
    let scene = agreed(scene.given(CUSTOMER_ACTS, filing), by_hand(Remedy::Resend, None));
    let [promise] = open(&scene)[..] else { panic!() };
    for known in ["SF1000042", "sf 1000043", "YT20000044", "yt20000045"] {
        scene.clone().when(AGENT_ACTS, proves(promise, parcel(known))).then_rejected("parcel_used");
    }
    scene.when(AGENT_ACTS, proves(promise, parcel("YT20000046"))).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn a_parcel_of_another_order_shows_what_is_sent_only_where_a_supervisor_says_why() {
    let mut scene = agreed(filed(&[]), by_hand(Remedy::Resend, None));
    let [promise] = open(&scene)[..] else { panic!() };
    let mut known = proves(promise, parcel("SF1000043"));
    scene.elsewhere.is_parcel_known = true;
    for actor in [AGENT_ACTS, Actor::Supervisor(SUPERVISOR)] {
        scene.clone().when(actor, known.clone()).then_rejected("parcel_known");
    }
    let Command::ProvePromise { although_known, .. } = &mut known else { panic!() };
    *although_known = Some(Sentence::parse("Both went in one parcel").unwrap());
    scene.clone().when(AGENT_ACTS, known.clone()).then_rejected("parcel_known");
    scene.when(Actor::Supervisor(SUPERVISOR), known).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn what_takes_the_place_of_a_promise_goes_in_no_parcel_that_was_known_when_it_was_taken() {
    let mut scene = agreed(filed(&[]), by_hand(Remedy::Exchange, None));
    let [promise] = open(&scene)[..] else { panic!() };
    // The shop tells of a parcel after the agreement and before another thing is agreed on.
    let mut now = scene.order.clone();
    now.tracking = Some("SF1000042, SF1000043".to_owned());
    scene.elsewhere = beside(&[], &scene.order, Some(&now));
    let replacement = PromiseId(Uuid::from_u128(0x77));
    let (with, reason) =
        (by_hand(Remedy::Resend, None), Sentence::parse("We send it again instead").unwrap());
    let replace = Command::ReplacePromise { promise, replacement, with, reason };
    let scene = scene.given(AGENT_ACTS, replace);
    let scene = scene.given(CUSTOMER_ACTS, Command::AcceptReplacement { promise: replacement });
    let [resend] = open(&scene)[..] else { panic!() };
    scene.clone().when(AGENT_ACTS, proves(resend, parcel("SF1000043"))).then_rejected("parcel_used");
    scene.when(AGENT_ACTS, proves(resend, parcel("SF1000044"))).then(&["promise_proven", "fulfilled"]);
}
