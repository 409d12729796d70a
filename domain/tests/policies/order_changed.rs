//! What becomes of an order after a complaint about it was filed reaches the open case, once, and its answer with it.

use crate::delivered;
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::category::Category;
use domain::compensation::money::Money;
use domain::complaint::assess::Assessment;
use domain::complaint::command::{Command, Filing};
use domain::complaint::event::{Event, Recorded};
use domain::complaint::evolve::replay;
use domain::complaint::order_now::OrderNews;
use domain::order::given::Given;
use domain::order::ledger::{Now, OrderLedger};
use domain::order::payment::{Means, Payment, Settlement};
use domain::order::{Order, OrderLine, OrderStatus, OrderTime, Pieces};
use domain::policy::fact::Fact;
use domain::remedy::Remedy;
use domain::testing::{
    AGENT, CUSTOMER, Scene, filing, fruit_order, offer_id, option_by_hand, option_id, yuan,
};
use domain::text::Message;

const CUSTOMER_ACTS: Actor = Actor::Customer(CUSTOMER);
const AGENT_ACTS: Actor = Actor::Agent(AGENT);

/// An order of fruit and a lamp that was promised for the 9th and has not come by the 12th; the complaint is about both.
fn waiting() -> Scene {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned(), "shop-default".to_owned()]);
    scene.order = Order { delivered_at: None, status: OrderStatus::Shipped, ..fruit_order() };
    scene.order.lines.push(OrderLine::plain("LAMP", "台灯", yuan("32.00"), 1));
    let filing = Filing {
        category: Category::DeliveryDelay,
        wants: Vec::new(),
        goods: vec![Pieces::all_of("FRUIT-5KG"), Pieces::all_of("LAMP")],
        ..filing()
    };
    scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)))
}

/// The desk looks, five days later, at the order as the shop has changed it by then.
fn changed(mut scene: Scene, change: impl FnOnce(&mut Order)) -> Scene {
    change(&mut scene.order);
    scene.after(Duration::days(5)).when(Actor::System, Command::NoteOrderChanged)
}

fn news(scene: &Scene) -> Vec<OrderNews> {
    match scene.outcome.as_ref().unwrap().as_slice() {
        [] => Vec::new(),
        [Event::OrderChanged(change)] => change.news.clone(),
        other => panic!("{other:?}"),
    }
}

fn order(scene: &Scene) -> &Order {
    &scene.state.case().unwrap().order
}

/// The sums granted on the case as it stands, under one remedy.
fn granted(scene: &Scene, remedy: Remedy) -> Vec<String> {
    let case = scene.state.case().unwrap();
    let decision = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).decision;
    let own = decision.entitlements.iter().filter(|one| one.remedy == remedy);
    own.filter_map(|one| one.amount).map(Money::decimal).collect()
}

fn time(text: &str) -> OrderTime {
    OrderTime::parse(text).unwrap()
}

#[test]
fn an_order_the_shop_cancels_gives_the_price_back_and_waits_for_no_parcel() {
    let scene = waiting();
    assert_eq!(granted(&scene, Remedy::Refund), [""; 0]);
    assert!(!granted(&scene, Remedy::DelayCompensation).is_empty());
    let scene = changed(scene, |order| order.status = OrderStatus::Cancelled).then(&["order_changed"]);
    assert_eq!(news(&scene), [OrderNews::Status { status: OrderStatus::Cancelled, goods: Vec::new() }]);
    assert_eq!(granted(&scene, Remedy::Refund), ["200.00"]);
    assert_eq!(granted(&scene, Remedy::DelayCompensation), [""; 0]);
}

#[test]
fn a_change_is_told_once_and_what_does_not_matter_never() {
    let scene = changed(waiting(), |order| order.delivered_at = Some(time("2026-03-16T10:00:00+08:00")));
    let scene = scene.then(&["order_changed"]);
    scene.clone().when(Actor::System, Command::NoteOrderChanged).then(&[]);
    let same = changed(scene, |order| {
        order.tracking = None;
        order.promised_by = "2026-04-01".parse().ok();
        order.lines[0].title = "别的东西".to_owned();
    });
    assert_eq!(order(&same.then(&[])).promised_by, "2026-03-09".parse().ok());
}

#[test]
fn goods_that_came_after_the_complaint_are_late_until_they_came() {
    let days_late = |scene: &Scene| {
        let case = scene.state.case().unwrap();
        let decision = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).decision;
        decision.snapshot.get(Fact::DaysLate)
    };
    assert_eq!(days_late(&waiting()), Some(3));
    let at = time("2026-03-16T10:00:00+08:00");
    let scene = changed(waiting(), |order| {
        (order.status, order.delivered_at) = (OrderStatus::Delivered, Some(at));
    });
    assert_eq!(news(&scene), [OrderNews::Arrived { at, goods: Vec::new() }]);
    assert_eq!(days_late(&scene), Some(7));
    assert!(!granted(&scene, Remedy::DelayCompensation).is_empty(), "what is owed for the wait stays owed");
}

#[test]
fn each_parcel_is_told_by_its_own_goods_and_day() {
    let at = time("2026-03-14T10:00:00+08:00");
    let scene = changed(waiting(), |order| {
        (order.lines[1].delivered_at, order.lines[1].status) = (Some(at), Some(OrderStatus::Delivered));
    });
    assert_eq!(news(&scene), [OrderNews::Arrived { at, goods: vec!["台灯".to_owned()] }]);
    let lines = &order(&scene).lines;
    assert_eq!((lines[0].delivered_at, lines[1].delivered_at), (None, Some(at)));
    let scene = changed(scene, |order| {
        (order.lines[1].delivered_at, order.lines[1].status) = (None, None);
    });
    let goods = vec!["台灯".to_owned()];
    let back = OrderNews::Status { status: OrderStatus::Shipped, goods: goods.clone() };
    assert_eq!(news(&scene), [back, OrderNews::NotArrived { goods }]);
}

#[test]
fn a_bill_that_was_changed_changes_what_goes_back() {
    let cancelled = changed(waiting(), |order| order.status = OrderStatus::Cancelled);
    let scene = changed(cancelled, |order| order.lines[0].paid = Some(yuan("100.00")));
    assert_eq!(news(&scene), [OrderNews::CameIn { amount: yuan("132.00") }]);
    assert_eq!(granted(&scene, Remedy::Refund), ["132.00"]);
    assert_eq!(order(&scene).lines[0].unit_price, yuan("168.00"), "the marked price is what it was");
}

#[test]
fn that_money_is_on_its_way_back_elsewhere_reaches_the_case_and_nothing_goes_out_by_itself() {
    let paid = |scene: &Scene| order(scene).is_surely_paid();
    let scene = changed(waiting(), |order| order.terms.settlement = Some(Settlement::Pending));
    assert_eq!(news(&scene), [OrderNews::Settlement { settlement: Settlement::Pending }]);
    assert!(!paid(&scene));
    let scene = changed(scene, |order| order.terms.settlement = Some(Settlement::Paid));
    assert_eq!(news(&scene), [OrderNews::Settlement { settlement: Settlement::Paid }]);
    assert!(paid(&scene));
}

/// 50.00 back to the customer, as the shop notes it with the order.
fn fifty_back() -> Given {
    Given {
        remedy: Remedy::PriceReduction,
        amount: Some(yuan("50.00")),
        goods: None,
        rule: None,
        at: time("2026-03-15T00:00:00"),
        reference: None,
        in_all: None,
    }
}

/// What the ledger of the order says was given on it other than by the case.
fn reckoned(mut scene: Scene) -> Scene {
    let case = scene.state.case().unwrap();
    scene.elsewhere = OrderLedger::default().elsewhere(
        CUSTOMER,
        Some(case.id),
        &case.order,
        Some(Now::theirs(&scene.order)),
        &scene.zone,
    );
    scene
}

#[test]
fn what_went_back_outside_the_desk_is_told_once_and_counts_once() {
    // Some shops write what was paid, others what is left of it: the customer can have the rest, either way.
    for is_net in [false, true] {
        let mut scene = waiting();
        let paid = |amount| vec![Payment { means: Means::Wallet, amount: yuan(amount) }];
        scene = changed(scene, |order| {
            order.payments = paid("200.00");
            order.status = OrderStatus::Cancelled;
        });
        scene = changed(scene, |order| {
            order.given_outside = vec![fifty_back()];
            if is_net {
                order.payments = paid("150.00");
            }
        });
        let told = [OrderNews::GivenBack { amount: yuan("50.00"), at: fifty_back().at }];
        assert_eq!(news(&scene), told, "net: {is_net}");
        scene.clone().when(Actor::System, Command::NoteOrderChanged).then(&[]);
        let scene = reckoned(scene);
        assert_eq!(granted(&scene, Remedy::Refund), ["150.00"], "net: {is_net}");
        let offer = |amount| Command::MakeOffer {
            offer: offer_id(1),
            replaces: None,
            options: vec![option_by_hand(option_id(1), Remedy::PriceReduction, Some(amount))],
            message: None,
        };
        scene.clone().when(AGENT_ACTS, offer("150.00")).then(&["offer_made"]);
        scene.when(AGENT_ACTS, offer("150.01")).then(&["offer_proposed"]);
    }
}

#[test]
fn a_standing_offer_stays_and_is_bounded_by_what_is_left() {
    let offered = |amount| {
        let options = vec![option_by_hand(option_id(1), Remedy::PriceReduction, Some(amount))];
        let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
        waiting().given(AGENT_ACTS, offer).then(&["offer_made"])
    };
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    let repriced = |amount| changed(offered(amount), |order| order.lines[0].paid = Some(yuan("100.00")));
    let scene = repriced("150.00").then(&["order_changed"]);
    assert!(scene.state.case().unwrap().phase.open_offer().is_some());
    scene.when(CUSTOMER_ACTS, accept.clone()).then_rejected("given_meanwhile");
    repriced("132.00").when(CUSTOMER_ACTS, accept).then(&["option_accepted", "agreed"]);
}

#[test]
fn a_finished_case_is_not_touched_and_another_purchase_never_comes_in() {
    let withdrawn = waiting().given(CUSTOMER_ACTS, Command::Withdraw { sentence: None });
    changed(withdrawn, |order| order.status = OrderStatus::Cancelled).then_rejected("wrong_phase");
    let placed_later = |tracking: &str| {
        changed(waiting(), |order| {
            order.placed_at = time("2026-03-13T10:00:00+08:00");
            order.tracking = Some(tracking.to_owned());
            order.status = OrderStatus::Cancelled;
        })
    };
    placed_later("SF2000001").then_rejected("order_not_looked_up");
    // The same goods in the same parcel: the shop put the day right.
    placed_later("SF1000042").then(&["order_changed"]);
    for actor in [CUSTOMER_ACTS, AGENT_ACTS] {
        waiting().when(actor, Command::NoteOrderChanged).then_rejected("not_allowed");
    }
}

#[test]
fn it_stays_news_until_somebody_of_the_desk_touches_the_case() {
    let unread = |scene: &Scene| scene.state.case().unwrap().seen.unread;
    let scene = changed(waiting(), |order| order.status = OrderStatus::Cancelled);
    let since = unread(&scene).unwrap();
    let scene = scene.given(
        CUSTOMER_ACTS,
        Command::WriteToDesk { text: Message::parse("怎么取消了？").unwrap(), wants: Vec::new() },
    );
    assert_eq!(unread(&scene), Some(since));
    let scene = scene.given(AGENT_ACTS, Command::Reply { text: Message::parse("我来查一下。").unwrap() });
    assert_eq!(unread(&scene), None);
}

#[test]
fn the_customer_sees_the_same_order_from_their_own_stream() {
    let scene = changed(waiting(), |order| order.status = OrderStatus::Unavailable);
    let seen: Vec<Recorded> =
        scene.events.iter().filter_map(|recorded| recorded.for_role(Role::Customer)).collect();
    assert_eq!(replay(&seen).case().unwrap().order, *order(&scene));
    assert_eq!(replay(&scene.events), scene.state);
}
