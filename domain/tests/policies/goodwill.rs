//! An agent's limit of goodwill is one of the order: what agents gave and offer on it by any case counts.

use crate::delivered;
use domain::actor::Actor;
use domain::compensation::money::Money;
use domain::complaint::command::{Command, OfferedOption};
use domain::complaint::event::Event;
use domain::complaint::gives;
use domain::complaint::rejection::Rejection;
use domain::id::{CaseId, PromiseId};
use domain::order::ledger::{OfCase, OrderLedger};
use domain::remedy::Remedy;
use domain::testing::{
    AGENT, CUSTOMER, SUPERVISOR, Scene, filing, offer_id, option_by_hand, option_id, yuan,
};
use domain::text::Sentence;
use uuid::Uuid;

const AGENT_ACTS: Actor = Actor::Agent(AGENT);
const CUSTOMER_ACTS: Actor = Actor::Customer(CUSTOMER);

/// A coupon of so many yuan on top of what is owed; agents of this shop may give 100.00 so.
fn coupon(n: u128, amount: &str) -> OfferedOption {
    let mut option = option_by_hand(option_id(n), Remedy::Coupon, Some(amount));
    option.option.parts[0].is_goodwill = true;
    option
}

fn offer(n: u128, replaces: Option<u128>, amount: &str) -> Command {
    let options = vec![coupon(n, amount)];
    Command::MakeOffer { offer: offer_id(n), replaces: replaces.map(offer_id), options, message: None }
}

/// A case of the order beside one that gives so much.
fn beside(other: &Scene) -> Scene {
    let mut scene = filed();
    let of_case =
        OfCase { case: CaseId(Uuid::from_u128(0x99)), ..gives::of_case(other.state.case().unwrap()) };
    let mut ledger = OrderLedger::default();
    ledger.put(&of_case);
    let case = scene.state.case().unwrap();
    scene.elsewhere = ledger.elsewhere(CUSTOMER, Some(case.id), &case.order, None);
    scene
}

fn filed() -> Scene {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["shop-default".to_owned()]);
    scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing())))
}

fn proposed(scene: &Scene) -> Option<Money> {
    match scene.outcome.as_ref().unwrap().as_slice() {
        [Event::OfferProposed { goodwill, .. }] => *goodwill,
        other => panic!("{other:?}"),
    }
}

#[test]
fn goodwill_of_two_cases_counts_together_and_the_supervisor_sees_the_sum() {
    let first = filed().given(AGENT_ACTS, offer(1, None, "60.00")).then(&["offer_made"]);
    beside(&first).when(AGENT_ACTS, offer(2, None, "40.00")).then(&["offer_made"]);
    let second = beside(&first).when(AGENT_ACTS, offer(2, None, "40.01")).then(&["offer_proposed"]);
    assert_eq!(proposed(&second), Some(yuan("100.01")));
    // Money that is owed is no goodwill.
    let mut owed = coupon(2, "60.00");
    owed.option.parts[0].is_goodwill = false;
    let command =
        Command::MakeOffer { offer: offer_id(2), replaces: None, options: vec![owed], message: None };
    beside(&first).when(AGENT_ACTS, command).then(&["offer_made"]);
}

#[test]
fn agreed_and_finished_cases_count_and_what_was_declined_does_not() {
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    let agreed = filed().given(AGENT_ACTS, offer(1, None, "60.00")).given(CUSTOMER_ACTS, accept);
    let finished = agreed.clone().finished();
    for first in [&agreed, &finished] {
        beside(first).when(AGENT_ACTS, offer(2, None, "60.00")).then(&["offer_proposed"]);
    }
    let decline = Command::DeclineOffer { offer: offer_id(1), sentence: None };
    let declined = filed().given(AGENT_ACTS, offer(1, None, "60.00")).given(CUSTOMER_ACTS, decline);
    beside(&declined).when(AGENT_ACTS, offer(2, None, "60.00")).then(&["offer_made"]);
}

#[test]
fn an_offer_that_replaces_another_does_not_count_twice() {
    let first = filed().given(AGENT_ACTS, offer(1, None, "60.00"));
    first.when(AGENT_ACTS, offer(2, Some(1), "100.00")).then(&["offer_made"]);
}

#[test]
fn what_a_supervisor_signed_uses_up_none_of_the_agents_limit() {
    let signed = filed()
        .given(AGENT_ACTS, offer(1, None, "150.00"))
        .then(&["offer_proposed"])
        .given(Actor::Supervisor(SUPERVISOR), Command::ApproveOffer { offer: offer_id(1) })
        .then(&["offer_made"]);
    beside(&signed).when(AGENT_ACTS, offer(2, None, "100.00")).then(&["offer_made"]);
}

#[test]
fn nobody_signs_for_more_goodwill_than_they_saw() {
    let first = filed().given(AGENT_ACTS, offer(1, None, "60.00"));
    let mut second = beside(&first).given(AGENT_ACTS, offer(2, None, "60.00")).then(&["offer_proposed"]);
    let approve = Command::ApproveOffer { offer: offer_id(2) };
    let signer = Actor::Supervisor(SUPERVISOR);
    second.clone().when(signer, approve.clone()).then(&["offer_made"]);
    second.elsewhere = beside(&first.given(AGENT_ACTS, offer(3, Some(1), "80.00"))).elsewhere;
    let outcome = second.ask(signer, &approve);
    assert_eq!(outcome, Err(Rejection::AboveGoodwill { to: yuan("140.00") }));
}

#[test]
fn what_replaces_a_promise_counts_with_the_goodwill_of_other_cases() {
    let first = filed().given(AGENT_ACTS, offer(1, None, "40.00"));
    let accept = Command::AcceptOption { offer: offer_id(2), option: option_id(2), is_informed: true };
    let agreed = beside(&first).given(AGENT_ACTS, offer(2, None, "60.00")).given(CUSTOMER_ACTS, accept);
    let fulfilment = agreed.state.case().unwrap().phase.fulfilment().unwrap();
    let promise = fulfilment.promises[0].promise.id;
    let instead = |amount| {
        let mut with = option_by_hand(option_id(9), Remedy::Gift, Some(amount)).option;
        with.parts[0].is_goodwill = true;
        let replacement = PromiseId(Uuid::from_u128(0x77));
        Command::ReplacePromise {
            promise, replacement, with, reason: Sentence::parse("换成礼品").unwrap()
        }
    };
    agreed.clone().when(AGENT_ACTS, instead("60.01")).then_rejected("above_authority");
    agreed.when(AGENT_ACTS, instead("60.00")).then(&["replacement_proposed"]);
}
