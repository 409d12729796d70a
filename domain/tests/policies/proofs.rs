//! Which refund proves which agreement: none that was known when it was made, whoever told of it and of whichever day it
//! is; one that becomes known afterwards is counted once. A supervisor may say otherwise, and why; a proof recorded by
//! mistake is taken back.

use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, agreed, beside, by_hand, filed, offering, prove};
use chrono::{Duration, FixedOffset};
use domain::actor::{Actor, Role};
use domain::clock::{ClockKind, TimeLimits, clocks};
use domain::compensation::money::Money;
use domain::complaint::command::Command;
use domain::complaint::event::Event;
use domain::complaint::rejection::Rejection;
use domain::complaint::{Kept, gives};
use domain::id::{CaseId, PromiseId};
use domain::order::OrderTime;
use domain::order::given::{Given, OutsideRefund};
use domain::order::ledger::{OfCase, OrderLedger, Transfer};
use domain::order::payment::Means;
use domain::remedy::Remedy;
use domain::testing::{CASE, CUSTOMER, OTHER_AGENT, STRANGER, SUPERVISOR, Scene, proves, yuan};
use domain::text::{Reference, Sentence};
use domain::zone::Zone;
use uuid::Uuid;

fn told(at: &str) -> Given {
    Given {
        remedy: Remedy::PriceReduction,
        amount: Some(yuan("50.00")),
        goods: None,
        rule: None,
        at: OrderTime::parse(at).unwrap(),
        reference: Some(Reference::parse("WX-9001").unwrap()),
        in_all: None,
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
        in_all: None,
    };
    let mut scene = agreed(filed(&[]), by_hand(Remedy::PriceReduction, Some("50.00")));
    scene = shop_tells(scene, &[], vec![told()]);
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
    let prove = proves(replacement, proof);
    scene.when(AGENT_ACTS, prove).then_rejected("reference_used");
}

/// The same proof with a reason why it shows this though it is known.
fn although(command: &Command, why: &str) -> Command {
    let mut command = command.clone();
    let Command::ProvePromise { although_known, .. } = &mut command else { panic!("{command:?}") };
    *although_known = Sentence::parse(why).ok();
    command
}

const SUPERVISOR_ACTS: Actor = Actor::Supervisor(SUPERVISOR);
const WHY: &str = "One transfer paid both";

/// Whether a proof is refused to an agent whatever they say, and to a supervisor who says nothing.
fn needs_a_reason(scene: &Scene, with_it: &Command, code: &str) {
    scene.clone().when(AGENT_ACTS, with_it.clone()).then_rejected(code);
    scene.clone().when(AGENT_ACTS, although(with_it, WHY)).then_rejected(code);
    scene.clone().when(SUPERVISOR_ACTS, with_it.clone()).then_rejected(code);
    scene.clone().when(SUPERVISOR_ACTS, although(with_it, ".")).then_rejected("invalid_input");
}

#[test]
fn one_transfer_for_two_orders_is_entered_by_a_supervisor_who_says_why() {
    let mut scene = agreed(filed(&[]), fifty());
    scene.clone().when(AGENT_ACTS, prove(&scene, "WX-9001")).then(&["promise_proven", "fulfilled"]);
    scene.elsewhere.of_other_orders = of_others(Some(80_00), None, Some(30_00));
    let with_it = prove(&scene, "WX-9001");
    needs_a_reason(&scene, &with_it, "reference_of_another_order");
    let scene = scene.when(SUPERVISOR_ACTS, although(&with_it, WHY)).then(&["promise_proven", "fulfilled"]);
    // The reason stays in the history, and is the desk's.
    let events = scene.outcome.unwrap();
    let is_said = |event: &Event| matches!(event, Event::PromiseProven { although_known: Some(_), .. });
    assert!(is_said(&events[0]));
    assert!(!is_said(&events[0].for_role(Role::Customer).unwrap()));
}

/// What is known of a reference on other orders, in minor units.
fn of_others(by_shop: Option<i64>, by_hand: Option<i64>, proven: Option<i64>) -> Transfer {
    Transfer { by_shop, said: None, by_hand, proven }
}

/// The same proof with what its transfer came to in all.
fn in_all(command: &Command, amount: &str) -> Command {
    let mut command = command.clone();
    let Command::ProvePromise { in_all, .. } = &mut command else { panic!("{command:?}") };
    *in_all = Some(yuan(amount));
    command
}

/// What is refused to somebody.
fn refusal(scene: &Scene, actor: Actor, command: &Command) -> Rejection {
    scene.clone().when(actor, command.clone()).outcome.unwrap_err()
}

#[test]
fn whoever_may_show_several_orders_by_one_transfer_is_told_at_once_all_that_is_to_be_said() {
    let mut scene = agreed(filed(&[]), fifty());
    scene.elsewhere.of_other_orders = of_others(None, None, Some(30_00));
    let with_it = prove(&scene, "WX-9001");
    let least = Some(yuan("80.00"));
    let of_another = Rejection::ReferenceOfAnotherOrder { in_all: least };
    assert_eq!(refusal(&scene, AGENT_ACTS, &with_it), of_another);
    assert_eq!(refusal(&scene, SUPERVISOR_ACTS, &with_it), of_another);
    assert_eq!(refusal(&scene, SUPERVISOR_ACTS, &in_all(&with_it, "80.00")), of_another);
    let reasoned = although(&with_it, WHY);
    let above = Rejection::AboveTransfer { by: yuan("50.00"), in_all: least };
    assert_eq!(refusal(&scene, SUPERVISOR_ACTS, &reasoned), above);
    let short = Rejection::AboveTransfer { by: yuan("0.01"), in_all: least };
    assert_eq!(refusal(&scene, SUPERVISOR_ACTS, &in_all(&reasoned, "79.99")), short);
    // Said at once it is done at once, by a supervisor and nobody else.
    let all = in_all(&reasoned, "80.00");
    assert_eq!(refusal(&scene, AGENT_ACTS, &all), of_another);
    let scene = scene.when(SUPERVISOR_ACTS, all).then(&["promise_proven", "fulfilled"]);
    // What it came to is the desk's.
    let events = scene.outcome.unwrap();
    let is_said = |event: &Event| matches!(event, Event::PromiseProven { in_all: Some(_), .. });
    assert!(is_said(&events[0]) && !is_said(&events[0].for_role(Role::Customer).unwrap()));
}

#[test]
fn what_a_transfer_came_to_may_be_said_with_the_first_thing_it_shows() {
    let scene = agreed(filed(&[]), fifty());
    let said = in_all(&prove(&scene, "WX-9001"), "80.00");
    let short = Rejection::AboveTransfer { by: yuan("10.00"), in_all: Some(yuan("50.00")) };
    assert_eq!(refusal(&scene, SUPERVISOR_ACTS, &in_all(&said, "40.00")), short);
    assert_eq!(refusal(&scene, AGENT_ACTS, &said), Rejection::AboveAuthority, "only a supervisor says it");
    let shown = scene.clone().given(SUPERVISOR_ACTS, said.clone());
    let mut orders = OrderLedger::default();
    orders.put(&gives::of_case(shown.state.case().unwrap()));
    assert_eq!(orders.transfers()[0].2.said, Some(80_00));
    // Said before, it stands, and whoever says something else is told so; what can't be meant is refused all the same.
    let mut scene = scene;
    scene.elsewhere.of_other_orders =
        Transfer { said: Some(90_000), proven: Some(1_000), ..Transfer::default() };
    let reasoned = although(&said, WHY);
    for minor in [-5, i64::MAX] {
        scene.clone().when(SUPERVISOR_ACTS, with_it_of(&reasoned, minor)).then_rejected(if minor < 0 {
            "above_transfer"
        } else {
            "invalid_input"
        });
    }
    let known = Rejection::TransferKnown { in_all: yuan("900.00") };
    for minor in [8_000, 89_999, 90_001] {
        assert_eq!(refusal(&scene, SUPERVISOR_ACTS, &with_it_of(&reasoned, minor)), known);
    }
    let same = with_it_of(&reasoned, 90_000);
    scene.when(SUPERVISOR_ACTS, same).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn what_a_transfer_came_to_is_said_once_and_by_nobody_where_the_shop_tells_it() {
    let mut scene = agreed(filed(&[]), fifty());
    let with_it = |amount: &str| in_all(&although(&prove(&scene, "WX-9001"), WHY), amount);
    let (small, great) = (with_it("100.00"), with_it("1000.00"));
    let said = |said, by_shop| Transfer { said, by_shop, proven: Some(60_00), ..Transfer::default() };
    let known = |scene: &mut Scene, others| scene.elsewhere.of_other_orders = others;
    let above = |by: &str| Rejection::AboveTransfer { by: yuan(by), in_all: None };
    // Said before, of another order; the word said first stands.
    known(&mut scene, said(Some(10_000), None));
    for command in [&small, &great] {
        assert_eq!(refusal(&scene, SUPERVISOR_ACTS, command), above("10.00"));
    }
    known(&mut scene, said(Some(11_000), None));
    assert_eq!(refusal(&scene, SUPERVISOR_ACTS, &great), Rejection::TransferKnown { in_all: yuan("110.00") });
    let same = with_it_of(&great, 11_000);
    let shown = scene.clone().when(SUPERVISOR_ACTS, same).then(&["promise_proven", "fulfilled"]);
    let is_said = |event: &Event| matches!(event, Event::PromiseProven { in_all: Some(_), .. });
    assert!(!is_said(&shown.outcome.unwrap()[0]), "it was said before");
    known(&mut scene, said(None, Some(10_999)));
    assert_eq!(refusal(&scene, SUPERVISOR_ACTS, &great), above("0.01"));
    // Nor is it more than anybody can mean.
    known(&mut scene, said(None, None));
    scene.clone().when(SUPERVISOR_ACTS, with_it_of(&great, i64::MAX)).then_rejected("invalid_input");
    scene.when(SUPERVISOR_ACTS, great).then(&["promise_proven", "fulfilled"]);
}

fn with_it_of(command: &Command, minor: i64) -> Command {
    let mut command = command.clone();
    let Command::ProvePromise { in_all, .. } = &mut command else { panic!("{command:?}") };
    *in_all = in_all.map(|amount| Money { minor, ..amount });
    command
}

#[test]
fn what_was_said_of_a_transfer_binds_the_next_case_of_the_order_and_goes_with_its_proof() {
    let of = |others: &[&Scene]| agreed(filed(others), by_hand(Remedy::PriceReduction, Some("30.00")));
    let first = of(&[]);
    let first = first.clone().given(AGENT_ACTS, prove(&first, "WX-9001"));
    let second = of(&[&first]);
    let all = |scene: &Scene, amount| in_all(&although(&prove(scene, "WX-9001"), WHY), amount);
    let proof = all(&second, "70.00");
    let second = second.given(SUPERVISOR_ACTS, proof);
    let told = |scenes: &[&Scene]| -> Vec<Option<i64>> {
        let mut ledger = OrderLedger::default();
        for (scene, n) in scenes.iter().zip(0x90..) {
            let of_case = gives::of_case(scene.state.case().unwrap());
            ledger.put(&OfCase { case: CaseId(Uuid::from_u128(n)), ..of_case });
        }
        ledger.transfers().into_iter().map(|(_, _, transfer)| transfer.told()).collect()
    };
    assert_eq!(told(&[&first, &second]), [Some(70_00)]);
    let third = of(&[&first, &second]);
    let proof = all(&third, "90.00");
    assert_eq!(
        refusal(&third, SUPERVISOR_ACTS, &proof),
        Rejection::AboveTransfer { by: yuan("20.00"), in_all: None }
    );
    let taken_back = take_back(&second);
    let second = second.given(SUPERVISOR_ACTS, taken_back);
    assert_eq!(told(&[&first, &second]), [Some(30_00)]);
    let third = of(&[&first, &second]);
    let proof = all(&third, "90.00");
    third.when(SUPERVISOR_ACTS, proof).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn what_one_reference_proves_on_several_orders_never_comes_to_more_than_is_told_of_it() {
    let on = |others: Transfer, row: Option<Given>| {
        let mut scene = agreed(filed(&[]), fifty());
        let today = scene.now.to_rfc3339();
        scene =
            shop_tells(scene, &[], row.map(|row| Given { at: told(&today).at, ..row }).into_iter().collect());
        scene.elsewhere.of_other_orders = others;
        let with_it = although(&prove(&scene, "WX-9001"), WHY);
        scene.when(SUPERVISOR_ACTS, with_it)
    };
    let row = |amount| Some(Given { amount: Some(yuan(amount)), ..told("2026-03-01T10:00:00") });
    let shown: &[&str] = &["promise_proven", "fulfilled"];
    // Told of another order: ten for fifty, fifty, and fifty of which one is shown there.
    on(of_others(Some(10_00), None, None), None).then_rejected("above_transfer");
    on(of_others(Some(50_00), None, None), None).then(shown);
    on(of_others(Some(50_00), None, Some(1_00)), None).then_rejected("above_transfer");
    // What the shop tells of this order comes on top; what somebody recorded on whatever order does not.
    on(of_others(Some(10_00), None, None), row("40.00")).then(shown);
    on(of_others(Some(10_00), Some(99_00), Some(10_00)), row("30.00")).then_rejected("above_transfer");
    // Where the shop does not tell of it, it is the most that was recorded of it, and no proof makes it more.
    on(of_others(None, Some(60_00), Some(10_00)), None).then(shown);
    on(of_others(None, Some(60_00), Some(10_01)), None).then_rejected("above_transfer");
    on(of_others(None, Some(50_00), Some(50_00)), None).then_rejected("above_transfer");
    // Where nobody told of it, the proof of the other order says what it was.
    on(of_others(None, None, Some(10_00)), None).then_rejected("above_transfer");
}

#[test]
fn of_one_transfer_recorded_on_several_orders_the_greatest_record_says_what_it_was() {
    let of = |by_hand| Transfer { by_hand, ..Transfer::default() };
    assert_eq!(of(Some(50_00)).and(of(Some(50_00))).told(), Some(50_00));
    assert_eq!(of(Some(50_00)).and(of(Some(60_00))).told(), Some(60_00));
    assert_eq!(of(None).and(of(Some(60_00))).told(), Some(60_00));
    assert_eq!(of(None).and(of(None)).told(), None);
}

#[test]
fn an_agent_shows_no_more_by_a_refund_than_it_was_though_it_became_known_after_the_agreement() {
    let scene = |amount: &str| {
        let scene = agreed(filed(&[]), fifty());
        let today = scene.now.to_rfc3339();
        shop_tells(scene, &[], vec![Given { amount: Some(yuan(amount)), ..told(&today) }])
    };
    let less = scene("49.99");
    less.clone().when(AGENT_ACTS, prove(&less, "WX-9001")).then_rejected("above_transfer");
    // What is recorded by hand of the same refund makes it no greater than the shop told.
    let record = |amount: &str| {
        let Command::RecordOutsideRefund(refund) = by_hand_outside(&less) else { panic!() };
        Command::RecordOutsideRefund(OutsideRefund { amount: yuan(amount), ..refund })
    };
    for amount in ["0.01", "50.00"] {
        let both = less.clone().given(AGENT_ACTS, record(amount));
        both.clone().when(AGENT_ACTS, prove(&both, "WX-9001")).then_rejected("above_transfer");
    }
    let put_right = scene("50.00");
    put_right.clone().when(AGENT_ACTS, prove(&put_right, "WX-9001")).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn what_was_told_of_a_transfer_is_known_still_once_it_proves_what_it_was_recorded_beside() {
    let first = agreed(filed(&[]), fifty());
    let record = by_hand_outside(&first);
    let first = first.given(AGENT_ACTS, record);
    let with_it = prove(&first, "WX-9001");
    let first = first.given(AGENT_ACTS, with_it);
    let second = agreed(filed(&[&first]), fifty());
    let with_it = although(&prove(&second, "WX-9001"), WHY);
    second.when(SUPERVISOR_ACTS, with_it).then_rejected("above_transfer");
}

#[test]
fn what_proves_a_purchase_whose_number_was_given_out_anew_proves_nothing_of_the_next() {
    let first = agreed(filed(&[]), fifty());
    let first = first.clone().given(AGENT_ACTS, prove(&first, "WX-9001"));
    let mut second = agreed(filed(&[]), fifty());
    let mut ledger = OrderLedger::default();
    let long_ago = OrderTime::parse("2024-01-01T08:00:00+08:00").unwrap();
    let of_first = gives::of_case(first.state.case().unwrap());
    let case = CaseId(Uuid::from_u128(0x90));
    ledger.put(&OfCase { case, person: STRANGER, placed_at: long_ago, bought: None, ..of_first });
    second.elsewhere = ledger.elsewhere(CUSTOMER, Some(CASE), &second.order, None, &second.zone);
    assert_eq!(second.elsewhere.given(), []);
    let with_it = prove(&second, "WX-9001");
    second.when(AGENT_ACTS, with_it).then_rejected("reference_used");
}

#[test]
fn what_is_recorded_of_a_purchase_whose_number_was_given_out_anew_proves_nothing_of_the_next() {
    let second = agreed(filed(&[]), fifty());
    let record = by_hand_outside(&second);
    let first = filed(&[]).given(AGENT_ACTS, record);
    let given_on = |mut scene: Scene| {
        let mut ledger = OrderLedger::default();
        let long_ago = OrderTime::parse("2024-01-01T08:00:00+08:00").unwrap();
        let of_first = gives::of_case(first.state.case().unwrap());
        let case = CaseId(Uuid::from_u128(0x90));
        ledger.put(&OfCase { case, person: STRANGER, placed_at: long_ago, bought: None, ..of_first });
        scene.elsewhere = ledger.elsewhere(CUSTOMER, Some(CASE), &scene.order, None, &scene.zone);
        scene
    };
    let scene = given_on(second);
    let with_it = prove(&scene, "WX-9001");
    needs_a_reason(&scene, &with_it, "reference_of_another_order");
    scene.when(SUPERVISOR_ACTS, although(&with_it, WHY)).then(&["promise_proven", "fulfilled"]);
    let sixty = given_on(agreed(filed(&[]), by_hand(Remedy::PriceReduction, Some("60.00"))));
    let with_it = although(&prove(&sixty, "WX-9001"), WHY);
    sixty.when(SUPERVISOR_ACTS, with_it).then_rejected("above_transfer");
}

#[test]
fn one_agreement_is_shown_part_by_part_by_a_reference_that_nobody_told_of() {
    let mut both = fifty();
    let late = by_hand(Remedy::DelayCompensation, Some("5.00"));
    (both.total, both.parts) = (yuan("55.00"), [both.parts, late.parts].concat());
    let scene = agreed(filed(&[]), both);
    let all = &scene.state.case().unwrap().phase.fulfilment().unwrap().promises;
    let part = |nth: usize| {
        let Command::ProvePromise { proof, .. } = prove(&scene, "WX-9001") else { panic!() };
        let promise = all[nth].promise.id;
        proves(promise, proof)
    };
    let first = scene.clone().given(AGENT_ACTS, part(0)).then(&["promise_proven"]);
    first.when(AGENT_ACTS, part(1)).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn the_day_of_the_agreement_is_the_zones_as_that_of_a_refund_is() {
    let mut scene = agreed(filed(&[]), fifty());
    // Where the desk counts days now, it was made the day before.
    scene.zone = Zone::fixed(FixedOffset::west_opt(12 * 3_600).unwrap());
    let on = scene.zone.day(scene.now);
    assert!(on < scene.now.date_naive());
    let Command::RecordOutsideRefund(refund) = by_hand_outside(&scene) else { panic!() };
    let scene = scene.given(AGENT_ACTS, Command::RecordOutsideRefund(OutsideRefund { on, ..refund }));
    let with_it = prove(&scene, "WX-9001");
    scene.when(AGENT_ACTS, with_it).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn a_refund_made_before_the_customer_accepted_is_entered_by_a_supervisor_who_says_why() {
    let today = filed(&[]).now.to_rfc3339();
    let scene = agreed(shop_tells(filed(&[]), &[], vec![told(&today)]), fifty());
    let with_it = prove(&scene, "WX-9001");
    needs_a_reason(&scene, &with_it, "reference_used");
    let scene = scene.when(SUPERVISOR_ACTS, although(&with_it, WHY)).then(&["promise_proven", "fulfilled"]);
    // It is one refund and counted once: 118.00 of 168.00 are left.
    let next = |amount| {
        let next = shop_tells(filed(&[]), &[&scene], vec![told(&today)]);
        next.when(AGENT_ACTS, offering(vec![by_hand(Remedy::PriceReduction, Some(amount))]))
    };
    next("118.00").then(&["offer_made"]);
    next("118.01").then(&["offer_proposed"]);
    // No more than it was.
    let sixty = by_hand(Remedy::PriceReduction, Some("60.00"));
    let scene = agreed(shop_tells(filed(&[]), &[], vec![told(&today)]), sixty);
    let with_it = although(&prove(&scene, "WX-9001"), WHY);
    scene.when(SUPERVISOR_ACTS, with_it).then_rejected("above_transfer");
}

#[test]
fn one_transfer_for_two_cases_of_an_order_shows_each_its_part_and_no_more_in_all_than_it_was() {
    let of = |amount: &str, others: &[&Scene]| {
        agreed(filed(others), by_hand(Remedy::PriceReduction, Some(amount)))
    };
    let first = of("30.00", &[]);
    let today = first.now.to_rfc3339();
    let first = first.clone().given(AGENT_ACTS, prove(&first, "WX-9001"));
    let second = |amount: &str, rows: Vec<Given>| shop_tells(of(amount, &[&first]), &[&first], rows);
    let with_it = |scene: &Scene| prove(scene, "WX-9001");
    let both = || second("20.00", vec![told(&today)]);
    needs_a_reason(&both(), &with_it(&both()), "reference_used");
    let shown = both().when(SUPERVISOR_ACTS, although(&with_it(&both()), WHY));
    let shown = shown.then(&["promise_proven", "fulfilled"]);
    let above = second("20.01", vec![told(&today)]);
    above.clone().when(SUPERVISOR_ACTS, although(&with_it(&above), WHY)).then_rejected("above_transfer");
    // By hand it is told too.
    let by_hand_told = second("20.01", Vec::new());
    let record = by_hand_outside(&by_hand_told);
    let by_hand_told = by_hand_told.given(AGENT_ACTS, record);
    let proof = although(&with_it(&by_hand_told), WHY);
    by_hand_told.when(SUPERVISOR_ACTS, proof).then_rejected("above_transfer");
    // Where nobody told what it was, the first proof of it did.
    let untold = second("0.01", Vec::new());
    untold.clone().when(SUPERVISOR_ACTS, although(&with_it(&untold), WHY)).then_rejected("above_transfer");
    // Both parts and the transfer are one: 118.00 are left.
    let next = |amount| {
        let next = shop_tells(filed(&[]), &[&first, &shown], vec![told(&today)]);
        next.when(AGENT_ACTS, offering(vec![by_hand(Remedy::PriceReduction, Some(amount))]))
    };
    next("118.00").then(&["offer_made"]);
    next("118.01").then(&["offer_proposed"]);
}

#[test]
fn a_reference_of_another_case_proves_nothing_though_it_is_recorded_on_this_one_as_well() {
    let first = agreed(filed(&[]), fifty());
    let first = first.clone().given(AGENT_ACTS, prove(&first, "WX-9001"));
    let second = agreed(filed(&[&first]), fifty());
    let record = by_hand_outside(&second);
    let mut second = second.given(AGENT_ACTS, record);
    // As the order's ledger tells it to this case.
    let mut ledger = OrderLedger::default();
    let of_first = gives::of_case(first.state.case().unwrap());
    ledger.put(&OfCase { case: CaseId(Uuid::from_u128(0x90)), ..of_first });
    ledger.put(&gives::of_case(second.state.case().unwrap()));
    second.elsewhere = ledger.elsewhere(CUSTOMER, Some(CASE), &second.order, None, &second.zone);
    let with_it = prove(&second, "WX-9001");
    second.when(AGENT_ACTS, with_it).then_rejected("reference_used");
}

/// A proof taken back of the only promise of a case.
fn take_back(scene: &Scene) -> Command {
    let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    Command::TakeBackProof { promise, reason: Sentence::parse("The number of another refund").unwrap() }
}

#[test]
fn a_proof_that_is_taken_back_opens_its_promise_again_and_frees_its_reference_and_no_money() {
    let scene = agreed(filed(&[]), fifty());
    let due = |scene: &Scene| {
        let all = clocks(scene.state.case().unwrap(), &TimeLimits::default());
        all.into_iter().find(|clock| clock.kind == ClockKind::Promise).map(|clock| clock.due_at)
    };
    let (was_due, proof) = (due(&scene), prove(&scene, "WX-9001"));
    let take = take_back(&scene);
    scene.clone().when(AGENT_ACTS, take.clone()).then_rejected("not_proven");
    let proven = scene.given(AGENT_ACTS, proof.clone());
    assert_eq!((proven.state.case().unwrap().phase.name().code(), due(&proven)), ("fulfilled", None));
    let strangers = [
        (Actor::Agent(OTHER_AGENT), "above_authority"),
        (CUSTOMER_ACTS, "not_allowed"),
        (Actor::System, "not_allowed"),
    ];
    for (stranger, code) in strangers {
        proven.clone().when(stranger, take.clone()).then_rejected(code);
    }
    let back = proven.clone().when(SUPERVISOR_ACTS, take.clone()).then(&["proof_taken_back"]);
    let back_by_agent = proven.clone().when(AGENT_ACTS, take.clone()).then(&["proof_taken_back"]);
    assert_eq!(back.state, back_by_agent.state);
    let case = back.state.case().unwrap();
    assert_eq!((case.phase.name().code(), due(&back)), ("fulfilling", was_due));
    // The sum is still agreed; the reference is free for what it really shows.
    let entries = gives::of_case(case).entries;
    let rows: Vec<_> =
        entries.iter().map(|entry| (entry.given.amount, entry.given.reference.clone())).collect();
    assert_eq!(rows, [(Some(yuan("50.00")), None)]);
    let other = agreed(filed(&[&back]), fifty());
    other.clone().when(AGENT_ACTS, prove(&other, "WX-9001")).then(&["promise_proven", "fulfilled"]);
    back.clone().when(AGENT_ACTS, take.clone()).then_rejected("not_proven");
    back.when(AGENT_ACTS, prove(&back_by_agent, "WX-9002")).then(&["promise_proven", "fulfilled"]);
    // The customer is told that, and not why.
    let told: Vec<_> =
        back_by_agent.outcome.unwrap().iter().filter_map(|one| one.for_role(Role::Customer)).collect();
    assert!(matches!(told.as_slice(), [Event::ProofTakenBack { reason: None, .. }]));
    // What is over stays as it is, until the customer takes the case up again.
    let answer = Command::AnswerFollowUp { answer: None, outcome_score: 5, process_score: 5 };
    proven.given(CUSTOMER_ACTS, answer).when(SUPERVISOR_ACTS, take).then_rejected("wrong_phase");
}

#[test]
fn of_several_parts_shown_by_one_reference_one_is_taken_back() {
    let mut both = fifty();
    let freight = by_hand(Remedy::DelayCompensation, Some("5.00"));
    (both.total, both.parts) = (yuan("55.00"), [both.parts, freight.parts].concat());
    let scene = agreed(filed(&[]), both);
    let proven = scene.clone().given(AGENT_ACTS, prove(&scene, "WX-9001"));
    let back = proven.given(AGENT_ACTS, take_back(&scene)).then(&["proof_taken_back"]);
    let open: Vec<_> =
        back.state.case().unwrap().phase.fulfilment().unwrap().promises.iter().map(Kept::is_open).collect();
    assert_eq!(open, [true, false]);
}

#[test]
fn a_refund_of_an_earlier_hour_of_the_day_of_the_agreement_does_not_prove_it() {
    let scene = agreed(filed(&[]), fifty());
    let earlier = (scene.now - Duration::minutes(1)).to_rfc3339();
    let scene = shop_tells(scene, &[], vec![told(&earlier)]);
    scene.clone().when(AGENT_ACTS, prove(&scene, "WX-9001")).then_rejected("reference_used");
}
