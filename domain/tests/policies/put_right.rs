//! One order number, given to two purchases or to one that was put right: where nobody can say so for sure, what was given
//! under it counts, and nothing goes out by itself.

use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, agreed, by_hand, filed, offering, prove};
use chrono::Days;
use domain::actor::Actor;
use domain::complaint::assess::{Assessment, Signature};
use domain::complaint::command::Command;
use domain::complaint::gives;
use domain::id::PromiseId;
use domain::order::ledger::{Elsewhere, Now, OrderLedger, Standing};
use domain::order::{Order, OrderStatus, OrderTime};
use domain::remedy::Remedy;
use domain::testing::{CASE, CUSTOMER, STRANGER, SUPERVISOR, Scene, filing, offer_id, yuan};
use domain::text::Sentence;
use domain::zone::Zone;
use uuid::Uuid;

/// An order as it comes in again, so many days later and under another name.
fn anew(days: u64, change: impl FnOnce(&mut Order)) -> Order {
    let mut order = Scene::empty().order;
    order.placed_at = later(order.placed_at, days);
    change(&mut order);
    order
}

fn later(time: OrderTime, days: u64) -> OrderTime {
    let local = time.local(&Zone::utc()).checked_add_days(Days::new(days)).unwrap();
    OrderTime::Wall(local)
}

/// What the other name reckons with, once the price went back under the first.
fn beside(order: &Order) -> Elsewhere {
    let first = agreed(filed(&[]), by_hand(Remedy::Refund, Some("168.00")));
    let mut ledger = OrderLedger::default();
    ledger.put(&gives::of_case(first.state.case().unwrap()));
    ledger.elsewhere(STRANGER, None, order, None, &Scene::empty().zone)
}

fn counts(order: &Order) -> bool {
    let elsewhere = beside(order);
    assert!(elsewhere.has_another, "somebody looks");
    !elsewhere.firm_bound().is_empty()
}

fn one_more_thing(order: &mut Order, what: &str) {
    match what {
        "delivered" => order.delivered_at = order.delivered_at.map(|at| later(at, 1)),
        "promised" => order.promised_by = order.promised_by.and_then(|day| day.succ_opt()),
        "tracking" => order.tracking = Some("YT9900112".to_owned()),
        "spelling" => {
            order.tracking = order.tracking.as_ref().map(|known| format!(" {}-{}", &known[..2], &known[2..]));
        }
        "names" => {
            (order.lines[0].sku, order.lines[0].title) = ("OTHER".to_owned(), "Kirschen".to_owned());
        }
        "price" => order.lines[0].unit_price = yuan("167.99"),
        _ => (),
    }
}

#[test]
fn a_purchase_with_buyer_day_and_one_thing_more_put_right_has_its_money_once() {
    for what in ["nothing", "delivered", "promised", "tracking", "spelling", "names", "price"] {
        let order = anew(1, |order| one_more_thing(order, what));
        assert!(counts(&order), "{what}");
    }
}

#[test]
fn a_purchase_of_which_no_parcel_is_known_has_its_money_once() {
    let unsent = |order: &mut Order| {
        order.status = OrderStatus::Cancelled;
        (order.tracking, order.promised_by, order.shipped_at, order.delivered_at) = (None, None, None, None);
    };
    for days in [1, 20, 90] {
        assert!(counts(&anew(days, unsent)), "{days}");
    }
}

#[test]
fn another_purchase_is_another_where_goods_or_parcel_tell() {
    let other_goods = anew(1, |order| {
        (order.lines[0].sku, order.lines[0].title) = ("LAMP".to_owned(), "台灯".to_owned());
        order.lines[0].unit_price = yuan("39.00");
        order.tracking = Some("YT9900112".to_owned());
    });
    assert!(!counts(&other_goods));
    let next_year = anew(300, |order| {
        order.tracking = Some("YT9900112".to_owned());
        order.promised_by = None;
        (order.shipped_at, order.delivered_at) = (None, order.delivered_at.map(|at| later(at, 300)));
    });
    assert!(!counts(&next_year));
}

#[test]
fn what_may_be_the_same_purchase_is_signed_for_and_never_given_by_itself() {
    let mut scene = Scene::empty();
    scene.order = anew(1, |order| one_more_thing(order, "delivered"));
    scene.elsewhere = beside(&scene.order);
    let scene = scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing())));
    let case = scene.state.case().unwrap();
    assert_eq!(case.id, CASE);
    let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
    assert_eq!(assessment.automatic_offer(case, offer_id(1)), None);
    let refund = offering(vec![by_hand(Remedy::Refund, Some("168.00"))]);
    scene.when(AGENT_ACTS, refund).then(&["offer_proposed"]);
}

#[test]
fn what_a_stranger_may_have_got_for_the_same_purchase_is_counted_and_answers_for_no_rule() {
    // Bought by another a day later, in another parcel.
    let perhaps = beside(&anew(1, |order| one_more_thing(order, "tracking")));
    assert_eq!((perhaps.firm().len(), perhaps.firm_bound().len()), (0, 1));
    assert_eq!(perhaps.perhaps[0].standing, Standing::Given);
    // The same goods of the same parcel are one purchase, whoever is named as its buyer.
    let surely = beside(&anew(1, |_| ()));
    assert_eq!((surely.firm().len(), surely.perhaps.len()), (1, 0));
}

#[test]
fn a_customer_is_told_neither_sum_nor_goods_nor_reference_of_what_another_person_got() {
    let scene = agreed(filed(&[]), by_hand(Remedy::Refund, Some("168.00")));
    let with_it = prove(&scene, "WX-9001");
    let scene = scene.given(AGENT_ACTS, with_it);
    let mut ledger = OrderLedger::default();
    ledger.put(&gives::of_case(scene.state.case().unwrap()));
    for what in ["nothing", "tracking"] {
        let order = anew(1, |order| one_more_thing(order, what));
        let elsewhere = ledger.elsewhere(STRANGER, None, &order, None, &Scene::empty().zone);
        assert!(elsewhere.proven_by("wx9001").next().is_some(), "{what}: the desk knows");
        assert_eq!(elsewhere.as_told_by_link(), Elsewhere::default(), "{what}");
        assert_eq!(elsewhere.as_told_to_customer(), Elsewhere::default(), "{what}");
    }
}

#[test]
fn a_refund_that_the_shop_tells_of_under_a_strangers_name_is_not_told_to_the_customer() {
    let order = Scene::empty().order;
    let mut now = anew(1, |order| one_more_thing(order, "tracking"));
    now.given_outside = vec![
        gives::of_option(
            filed(&[]).state.case().unwrap(),
            &by_hand(Remedy::Refund, Some("168.00")),
            filed(&[]).now,
        )
        .remove(0),
    ];
    let of = |is_theirs| {
        let now = Some(Now { order: &now, is_theirs });
        OrderLedger::default().elsewhere(CUSTOMER, Some(CASE), &order, now, &Scene::empty().zone)
    };
    assert_eq!(of(true).as_told_to_customer().firm().len(), 1);
    assert_eq!((of(false).firm().len(), of(false).firm_bound().len()), (0, 1));
    assert_eq!(of(false).as_told_to_customer(), Elsewhere::default());
}

#[test]
fn a_cheaper_order_of_somebody_else_takes_nothing_off_the_bill() {
    let order = Scene::empty().order;
    let cheaper = anew(1, |order| {
        one_more_thing(order, "tracking");
        order.lines[0].unit_price = yuan("100.00");
    });
    let of = |is_theirs| {
        let now = Some(Now { order: &cheaper, is_theirs });
        OrderLedger::default().elsewhere(CUSTOMER, Some(CASE), &order, now, &Scene::empty().zone)
    };
    assert_eq!(of(false).bound(), []);
    assert_eq!(of(true).bound().len(), 1);
}

#[test]
fn money_for_an_order_that_looks_like_another_is_signed_for_and_says_why() {
    let reasons = [
        (Elsewhere { like: Some("NN-4".to_owned()), ..Elsewhere::default() }, Signature::LikeAnother),
        (Elsewhere { has_another: true, ..Elsewhere::default() }, Signature::NumberOfAnother),
    ];
    for (elsewhere, why) in reasons {
        let mut scene = filed(&[]);
        scene.elsewhere = elsewhere;
        let five = by_hand(Remedy::PriceReduction, Some("5.00"));
        let case = scene.state.case().unwrap();
        let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
        assert_eq!(assessment.signature(case, &five), Some(why));
        let apology = by_hand(Remedy::Apology, None);
        assert_eq!(assessment.signature(case, &apology), None, "no money");
        let scene = scene.when(AGENT_ACTS, offering(vec![five])).then(&["offer_proposed"]);
        let approve = Command::ApproveOffer { offer: offer_id(1) };
        scene.when(Actor::Supervisor(SUPERVISOR), approve).then(&["offer_made"]);
    }
    let mut scene = filed(&[]);
    scene.elsewhere.like = Some("NN-4".to_owned());
    assert_eq!(scene.elsewhere.as_told_to_customer(), Elsewhere::default());
}

#[test]
fn a_promise_of_an_order_that_looks_like_another_is_replaced_by_nothing_of_worth_without_a_signature() {
    let mut scene = agreed(filed(&[]), by_hand(Remedy::PriceReduction, Some("5.00")));
    scene.elsewhere.like = Some("NN-4".to_owned());
    let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let instead = |amount| Command::ReplacePromise {
        promise,
        replacement: PromiseId(Uuid::from_u128(0x77)),
        with: by_hand(Remedy::Refund, Some(amount)),
        reason: Sentence::parse("改为退款").unwrap(),
    };
    for amount in ["5.00", "5.01"] {
        scene.clone().when(AGENT_ACTS, instead(amount)).then_rejected("above_authority");
    }
}

#[test]
fn goods_for_an_order_that_looks_like_another_are_signed_for_like_money() {
    for remedy in [Remedy::Exchange, Remedy::Resend, Remedy::Substitute, Remedy::MissingPart, Remedy::Remake]
    {
        let mut scene = filed(&[]);
        let goods = by_hand(remedy, None);
        scene.clone().when(AGENT_ACTS, offering(vec![goods.clone()])).then(&["offer_made"]);
        scene.elsewhere.like = Some("NN-4".to_owned());
        let case = scene.state.case().unwrap();
        let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
        assert_eq!(assessment.signature(case, &goods), Some(Signature::LikeAnother), "{remedy}");
        scene.when(AGENT_ACTS, offering(vec![goods])).then(&["offer_proposed"]);
    }
    // Nor do goods take the place of a promise without one.
    let mut scene = agreed(filed(&[]), by_hand(Remedy::PriceReduction, Some("5.00")));
    scene.elsewhere.like = Some("NN-4".to_owned());
    let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let mut with = by_hand(Remedy::Resend, Some("5.00"));
    with.total = yuan("5.00");
    let reason = Sentence::parse("改为补寄").unwrap();
    let replace =
        Command::ReplacePromise { promise, replacement: PromiseId(Uuid::from_u128(0x77)), with, reason };
    scene.when(AGENT_ACTS, replace).then_rejected("above_authority");
}
