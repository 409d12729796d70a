//! An agent's limit of goodwill is one of the order: what agents gave and offer on it by any case counts.

use crate::delivered;
use domain::actor::Actor;
use domain::category::Category;
use domain::compensation::money::Money;
use domain::compensation::option::RemedyOption;
use domain::complaint::assess::{Assessment, Signature};
use domain::complaint::command::{Command, Filing, OfferedOption};
use domain::complaint::event::Event;
use domain::complaint::gives;
use domain::complaint::rejection::Rejection;
use domain::id::{CaseId, PromiseId};
use domain::order::ledger::{OfCase, OrderLedger};
use domain::order::{Order, OrderStatus};
use domain::policy::options::Limit;
use domain::remedy::{Authority, Remedy};
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

fn by_hand(n: u128, remedy: Remedy, amount: &str) -> OfferedOption {
    option_by_hand(option_id(n), remedy, Some(amount))
}

fn offering(n: u128, option: OfferedOption) -> Command {
    Command::MakeOffer { offer: offer_id(n), replaces: None, options: vec![option], message: None }
}

fn offering_instead(n: u128, of: u128, option: OfferedOption) -> Command {
    let replaces = Some(offer_id(of));
    Command::MakeOffer { offer: offer_id(n), replaces, options: vec![option], message: None }
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
    scene.elsewhere = ledger.elsewhere(CUSTOMER, Some(case.id), &case.order, None, &scene.zone);
    scene
}

fn filed() -> Scene {
    filed_about(filing(), |_| ())
}

fn filed_about(filing: Filing, change: impl FnOnce(&mut Order)) -> Scene {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["shop-default".to_owned()]);
    change(&mut scene.order);
    scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)))
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
    // Some of the price back is no goodwill: what came in bounds it.
    let price = by_hand(2, Remedy::PriceReduction, "60.00");
    beside(&first).when(AGENT_ACTS, offering(2, price)).then(&["offer_made"]);
}

#[test]
fn what_a_person_gives_by_hand_is_goodwill_whatever_they_call_it() {
    for remedy in [
        Remedy::DelayCompensation,
        Remedy::Coupon,
        Remedy::Points,
        Remedy::Gift,
        Remedy::ExtraService,
        Remedy::ServiceFeeWaiver,
        Remedy::ReturnShipping,
    ] {
        let scene = filed().when(AGENT_ACTS, offering(1, by_hand(1, remedy, "2999.00")));
        assert_eq!(proposed(&scene), Some(yuan("2999.00")), "{remedy:?}");
        let first = filed().given(AGENT_ACTS, offering(1, by_hand(1, remedy, "60.00"))).then(&["offer_made"]);
        let second = beside(&first).when(AGENT_ACTS, offering(2, by_hand(2, remedy, "60.00")));
        assert_eq!(proposed(&second), Some(yuan("120.00")), "{remedy:?}");
    }
}

#[test]
fn the_form_of_an_offer_knows_what_is_goodwill_before_it_is_sent() {
    let scene = filed();
    let case = scene.state.case().unwrap();
    let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
    for (remedy, amount, goodwill, authority) in [
        (Remedy::Coupon, "100.00", "100.00", Authority::Agent),
        (Remedy::Coupon, "100.01", "100.01", Authority::Supervisor),
        (Remedy::PriceReduction, "100.01", "0.00", Authority::Agent),
    ] {
        let weighed = assessment.weighed(case, by_hand(1, remedy, amount).option);
        assert_eq!(
            (weighed.goodwill(), weighed.authority),
            (yuan(goodwill), authority),
            "{remedy:?} {amount}"
        );
    }
}

#[test]
fn a_coupon_makes_no_refund_larger_than_an_agent_may_give() {
    let dear = |order: &mut Order| order.lines[0].unit_price = yuan("3100.00");
    let scene = filed_about(filing(), dear);
    let case = scene.state.case().unwrap();
    let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
    let signs = |back: &str| {
        let mut option = by_hand(1, Remedy::Refund, back).option;
        option.parts.extend(by_hand(1, Remedy::Coupon, "30.00").option.parts);
        option.total = RemedyOption::sum(&option.parts, option.total.currency).unwrap();
        assessment.signature(case, &option)
    };
    assert_eq!(signs("2999.00"), None);
    assert!(matches!(signs("3000.01"), Some(Signature::Beyond(beyond)) if beyond.of == Limit::Back));
}

#[test]
fn a_rules_sum_is_no_goodwill_though_a_person_gives_it() {
    let filing = Filing { category: Category::DeliveryDelay, wants: Vec::new(), ..filing() };
    let late = filed_about(filing, |order| {
        (order.delivered_at, order.status) = (None, OrderStatus::Shipped);
    });
    // Five per cent of 168.00 is what this shop pays for late goods.
    let granted = by_hand(1, Remedy::DelayCompensation, "8.40");
    let made = late.given(AGENT_ACTS, offering(1, granted)).then(&["offer_made"]);
    assert_eq!(gives::of_case(made.state.case().unwrap()).goodwill, None);
    let more = by_hand(2, Remedy::DelayCompensation, "8.41");
    let made = made.given(AGENT_ACTS, offering_instead(2, 1, more)).then(&["offer_made"]);
    assert_eq!(gives::of_case(made.state.case().unwrap()).goodwill, Some(yuan("8.41")));
}

#[test]
fn an_apology_is_replaced_by_no_more_than_an_agent_may_give() {
    let mut sorry = option_by_hand(option_id(1), Remedy::Apology, None);
    sorry.option.total = yuan("0");
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    let agreed = filed().given(AGENT_ACTS, offering(1, sorry)).given(CUSTOMER_ACTS, accept);
    let promise = agreed.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let instead = |amount| Command::ReplacePromise {
        promise,
        replacement: PromiseId(Uuid::from_u128(0x77)),
        with: by_hand(2, Remedy::Coupon, amount).option,
        reason: Sentence::parse("改为优惠券").unwrap(),
    };
    agreed.clone().when(AGENT_ACTS, instead("2899.00")).then_rejected("above_authority");
    agreed.when(AGENT_ACTS, instead("100.00")).then(&["replacement_proposed"]);
}

#[test]
fn what_waits_in_place_of_one_promise_counts_towards_the_limit_for_another() {
    let mut both = option_by_hand(option_id(1), Remedy::Apology, None);
    both.option.parts.extend(option_by_hand(option_id(2), Remedy::Guidance, None).option.parts);
    both.option.total = yuan("0");
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    let agreed = filed().given(AGENT_ACTS, offering(1, both)).given(CUSTOMER_ACTS, accept);
    let promises = &agreed.state.case().unwrap().phase.fulfilment().unwrap().promises;
    let [sorry, guidance] = [promises[0].promise.id, promises[1].promise.id];
    let instead = |promise, replacement, remedy, amount| Command::ReplacePromise {
        promise,
        replacement: PromiseId(Uuid::from_u128(replacement)),
        with: by_hand(2, remedy, amount).option,
        reason: Sentence::parse("改为优惠券").unwrap(),
    };
    let second = |amount| instead(guidance, 0x88, Remedy::Gift, amount);
    agreed.clone().when(AGENT_ACTS, second("60.00")).then(&["replacement_proposed"]);
    let waits = agreed.given(AGENT_ACTS, instead(sorry, 0x77, Remedy::Coupon, "60.00"));
    waits.clone().when(AGENT_ACTS, second("60.00")).then_rejected("above_authority");
    waits.clone().when(AGENT_ACTS, second("40.00")).then(&["replacement_proposed"]);
    // Nor is one remedy given twice by way of it.
    let twice = instead(guidance, 0x88, Remedy::Coupon, "6.00");
    waits.when(AGENT_ACTS, twice).then_rejected("option_unsound");
}

#[test]
fn a_case_taken_up_again_goes_on_from_what_it_gave() {
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    let reopen =
        Command::Reopen { sentence: Sentence::parse("问题还是没有解决，请再看看").unwrap() };
    let again = filed()
        .given(AGENT_ACTS, offer(1, None, "60.00"))
        .given(CUSTOMER_ACTS, accept)
        .finished()
        .given(CUSTOMER_ACTS, reopen);
    again.clone().when(AGENT_ACTS, offer(2, None, "40.00")).then(&["offer_made"]);
    again.when(AGENT_ACTS, offer(2, None, "40.01")).then(&["offer_proposed"]);
}

#[test]
fn the_limit_of_all_that_an_agent_gives_is_one_of_the_order_too() {
    // Agents of this shop may give 3,000.00 on an order.
    let costly = || filed_about(filing(), |order| order.lines[0].unit_price = yuan("9000.00"));
    let back = |n, amount| offering(n, by_hand(n, Remedy::PriceReduction, amount));
    let first = costly().given(AGENT_ACTS, back(1, "2000.00")).then(&["offer_made"]);
    let mut second = costly();
    second.elsewhere = beside(&first).elsewhere;
    second.clone().when(AGENT_ACTS, back(2, "1000.00")).then(&["offer_made"]);
    second.when(AGENT_ACTS, back(2, "1000.01")).then(&["offer_proposed"]);
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

#[test]
fn what_goes_back_grows_above_its_limit_by_no_agents_replacement_though_the_sum_stays() {
    let dear = |order: &mut Order| order.lines[0].unit_price = yuan("9000.00");
    let mut both = by_hand(1, Remedy::Refund, "3100.00");
    both.option.parts.extend(by_hand(1, Remedy::Coupon, "60.00").option.parts);
    both.option.total = RemedyOption::sum(&both.option.parts, both.option.total.currency).unwrap();
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    let agreed = filed_about(filing(), dear)
        .given(AGENT_ACTS, offering(1, both))
        .given(Actor::Supervisor(SUPERVISOR), Command::ApproveOffer { offer: offer_id(1) })
        .given(CUSTOMER_ACTS, accept);
    let promises = &agreed.state.case().unwrap().phase.fulfilment().unwrap().promises;
    let coupon = promises.iter().find(|kept| kept.promise.part.remedy == Remedy::Coupon).unwrap().promise.id;
    let instead = |remedy| Command::ReplacePromise {
        promise: coupon,
        replacement: PromiseId(Uuid::from_u128(0x77)),
        with: by_hand(2, remedy, "60.00").option,
        reason: Sentence::parse("改为退款").unwrap(),
    };
    let back = instead(Remedy::PriceReduction);
    agreed.clone().when(AGENT_ACTS, back).then_rejected("above_authority");
    agreed.when(AGENT_ACTS, instead(Remedy::Gift)).then(&["replacement_proposed"]);
}
