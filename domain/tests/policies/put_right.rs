//! One order number, given to two purchases or to one that was put right: where nobody can say so for sure, what was given
//! under it counts, and nothing goes out by itself.

use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, agreed, by_hand, filed, offering};
use chrono::Days;
use domain::complaint::assess::Assessment;
use domain::complaint::command::Command;
use domain::complaint::gives;
use domain::order::ledger::{Elsewhere, OrderLedger};
use domain::order::{Order, OrderStatus, OrderTime};
use domain::remedy::Remedy;
use domain::testing::{CASE, STRANGER, Scene, filing, offer_id, yuan};
use domain::zone::Zone;

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
    !elsewhere.firm().is_empty()
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
