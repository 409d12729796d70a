//! A last day for goods that have not come: what it brings is told when it is set, and is theirs once it is missed.

use crate::delivered;
use chrono::{Duration, NaiveDate};
use domain::actor::Actor;
use domain::category::Category;
use domain::complaint::assess::{Assessment, facts};
use domain::complaint::command::{Command, Filing};
use domain::finding::{Condition, Findings};
use domain::order::{Order, OrderLine, OrderStatus, OrderTime, Pieces};
use domain::personal::Language;
use domain::policy::explain::{plain, refused_because};
use domain::policy::last_day::{if_missed, would_help};
use domain::remedy::Remedy;
use domain::testing::{AGENT, CUSTOMER, Scene, filing, fruit_order};
use domain::text::Story;

const CUSTOMER_ACTS: Actor = Actor::Customer(CUSTOMER);
const AGENT_ACTS: Actor = Actor::Agent(AGENT);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An order that was promised for the 9th and has not come by the 12th, the morning of the complaint.
fn waiting(last_day: Option<NaiveDate>) -> Scene {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned(), "shop-default".to_owned()]);
    scene.order = Order { delivered_at: None, status: OrderStatus::Shipped, ..fruit_order() };
    let story = Story::parse("水果还没到").unwrap();
    let filing = Filing { story, category: Category::DeliveryDelay, last_day, ..filing() };
    scene.when(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)))
}

/// The sums of the price that are granted on the case as it stands.
fn granted(scene: &Scene) -> Vec<String> {
    let case = scene.state.case().unwrap();
    let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
    let back = |remedy| matches!(remedy, Remedy::Refund | Remedy::ReturnRefund);
    let granted = assessment.decision.entitlements.iter().filter(|one| back(one.remedy));
    granted.map(|one| one.amount.unwrap().decimal()).collect()
}

#[test]
fn what_a_last_day_brings_is_told_before_it_is_set() {
    let scene = waiting(None);
    let case = scene.state.case().unwrap();
    let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
    assert!(would_help(&scene.packs, &assessment.decision));
    let facts = facts(case, &[], &scene.zone);
    let then = if_missed(&scene.packs, &facts, &assessment.decision, day("2026-03-19"));
    let refund = then.iter().find(|one| one.remedy == Remedy::Refund).unwrap();
    assert_eq!(refund.amount.unwrap().decimal(), "168.00");
}

#[test]
fn a_missed_last_day_gives_the_price_back_and_a_kept_one_does_not() {
    let over = |delivered_at: Option<&str>| {
        let mut scene = waiting(Some(day("2026-03-19")));
        assert_eq!(granted(&scene), [""; 0], "not before the day is over");
        scene.order.delivered_at = delivered_at.and_then(OrderTime::parse);
        scene
            .when(Actor::System, Command::NoteLastDayOver)
            .then_rejected("last_day_not_over")
            .after(Duration::days(9))
            .when(Actor::System, Command::NoteLastDayOver)
            .then(&["last_day_over"])
    };
    let missed = over(None);
    assert_eq!(granted(&missed), ["168.00"]);
    assert!(missed.state.case().unwrap().waiting.is_some(), "somebody must look at it");
    let kept = over(Some("2026-03-19T22:00:00+08:00"));
    assert_eq!(granted(&kept), [""; 0]);
    assert!(kept.state.case().unwrap().waiting.is_none());
    let case = kept.state.case().unwrap();
    let answer = Assessment::of(case, &kept.packs, &kept.elsewhere, &kept.zone);
    assert!(
        answer.decision.entitlements.iter().any(|one| one.remedy == Remedy::DelayCompensation),
        "what is owed for the wait stays owed"
    );
    let late = over(Some("2026-03-20T08:00:00+08:00"));
    assert_eq!(granted(&late), ["168.00"]);
    late.when(Actor::System, Command::NoteLastDayOver).then_rejected("no_day_to_set");
}

#[test]
fn what_was_cancelled_neither_misses_a_last_day_nor_is_given_one() {
    let in_time = OrderTime::parse("2026-03-18T10:00:00+08:00");
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned(), "shop-default".to_owned()]);
    scene.order = waiting(None).order;
    let fruit = scene.order.lines[0].clone();
    let cup = OrderLine { sku: "CUP".to_owned(), status: Some(OrderStatus::Cancelled), ..fruit };
    scene.order.lines.push(cup);
    let goods = vec![Pieces::all_of("FRUIT-5KG"), Pieces::all_of("CUP")];
    let last_day = Some(day("2026-03-19"));
    let filing = Filing { category: Category::DeliveryDelay, goods, last_day, ..filing() };
    let mut scene = scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing.clone())));
    scene.order.lines[0].delivered_at = in_time;
    let scene =
        scene.after(Duration::days(9)).when(Actor::System, Command::NoteLastDayOver).then(&["last_day_over"]);
    assert!(scene.state.case().unwrap().waiting.is_none(), "the fruit came in time");
    // An order that was cancelled as a whole keeps no last day.
    let mut scene = Scene::empty();
    scene.order = Order { delivered_at: None, status: OrderStatus::Cancelled, ..fruit_order() };
    let filing = Filing { goods: vec![Pieces::all_of("FRUIT-5KG")], ..filing };
    scene.when(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing))).then_rejected("invalid_input");
}

#[test]
fn a_last_day_leaves_a_fair_chance_and_is_set_once() {
    let set = |day| Command::SetLastDay { day };
    let first = waiting(None).now.date_naive();
    for wrong in [first, first + Duration::days(2), first + Duration::days(61), day("9999-12-31")] {
        waiting(Some(wrong)).then_rejected("invalid_input");
        waiting(None).when(CUSTOMER_ACTS, set(wrong)).then_rejected("invalid_input");
    }
    let scene = waiting(None).when(CUSTOMER_ACTS, set(first + Duration::days(3))).then(&["last_day_set"]);
    scene.when(CUSTOMER_ACTS, set(first + Duration::days(30))).then_rejected("no_day_to_set");
    Scene::filed().when(CUSTOMER_ACTS, set(first + Duration::days(7))).then_rejected("no_day_to_set");
}

#[test]
fn an_agent_records_a_last_day_that_the_customer_set_elsewhere() {
    waiting(None)
        .when(AGENT_ACTS, Command::SetLastDay { day: day("2026-03-05") })
        .then_rejected("invalid_input")
        .when(AGENT_ACTS, Command::SetLastDay { day: day("2026-06-01") })
        .then_rejected("invalid_input")
        .when(AGENT_ACTS, Command::SetLastDay { day: day("2026-03-10") })
        .then(&["last_day_set"])
        .when(Actor::System, Command::NoteLastDayOver)
        .then(&["last_day_over"]);
}

#[test]
fn a_missed_last_day_takes_no_right_away_from_goods_that_have_come() {
    let order = waiting(None).order;
    let (mut arrived, mut missing) = (order.lines[0].clone(), order.lines[0].clone());
    arrived.traits = Vec::new();
    missing.traits = Vec::new();
    missing.sku = "LATER".to_owned();
    arrived.delivered_at = OrderTime::parse("2026-03-08T10:00:00+08:00");
    let mut scene = Scene::empty();
    scene.order = Order { lines: vec![arrived, missing], ..order };
    scene.packs = delivered::packs(&["cn-law".to_owned()]);
    let goods = vec![Pieces::all_of("FRUIT-5KG"), Pieces::all_of("LATER")];
    let filing = Filing {
        category: Category::DeliveryDelay,
        wants: vec![Remedy::Withdrawal],
        goods,
        last_day: Some(day("2026-03-19")),
        claims: Findings { condition: Some(Condition::Intact), ..Findings::default() },
        ..filing()
    };
    let scene = scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)));
    let withdrawals = |scene: &Scene| {
        let case = scene.state.case().unwrap();
        let answer = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).decision;
        let own = answer.entitlements.iter().filter(|one| one.remedy == Remedy::Withdrawal);
        own.map(|one| one.until).collect::<Vec<_>>()
    };
    let before = withdrawals(&scene);
    assert!(!before.is_empty());
    let over = scene.after(Duration::days(30)).given(Actor::System, Command::NoteLastDayOver);
    assert_eq!(withdrawals(&over), before);
}

#[test]
fn nothing_but_its_parcels_comes_into_a_case_from_what_the_shop_knows_later() {
    let mut scene = waiting(Some(day("2026-03-19")));
    let filed = scene.state.case().unwrap().order.clone();
    let mut line = scene.order.lines[0].clone();
    line.title = "别的东西".to_owned();
    line.unit_price = domain::testing::yuan("999.00");
    scene.order = Order { tracking: None, shipping_fee: None, lines: vec![line], ..scene.order };
    let over = scene.after(Duration::days(9)).given(Actor::System, Command::NoteLastDayOver);
    let order = &over.state.case().unwrap().order;
    let known = |order: &Order| (order.lines.clone(), order.tracking.clone(), order.shipping_fee);
    assert_eq!(known(order), known(&filed));
}

#[test]
fn who_can_have_the_price_back_already_is_not_asked_how_long_they_would_wait() {
    for (status, story) in [
        (OrderStatus::Unavailable, "付了六天还不出货，我不要了，退款"),
        (OrderStatus::Unavailable, "付了六天還不出貨，我不要了，退款"),
        (OrderStatus::Shipped, "The parcel must be lost, I want my money back"),
    ] {
        let mut scene = Scene::empty();
        scene.packs = delivered::packs(&["cn-law".to_owned(), "shop-default".to_owned()]);
        let is_sent = status == OrderStatus::Shipped;
        let (ship_by, order) = (OrderTime::parse("2026-03-08T10:00:00+08:00"), fruit_order());
        let shipped_at = order.shipped_at.filter(|_| is_sent);
        scene.order = Order { delivered_at: None, shipped_at, ship_by, status, ..order };
        let story = Story::parse(story).unwrap();
        let filing = Filing { category: Category::DeliveryDelay, story, ..filing() };
        let scene = scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)));
        let case = scene.state.case().unwrap();
        let decision = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).decision;
        assert!(decision.price_back().is_some(), "{status:?}");
        assert!(!would_help(&scene.packs, &decision), "{status:?}");
    }
}

/// Why the price of late goods does not come back, in English and both ways of writing Chinese.
fn late_refusal(order: Order) -> [String; 3] {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned()]);
    scene.order = order;
    let filing = Filing { category: Category::DeliveryDelay, wants: Vec::new(), ..filing() };
    let scene = scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)));
    let case = scene.state.case().unwrap();
    let decision = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).decision;
    let is_late = |place| scene.packs.rule(place).unwrap().code == "late-rescission";
    let refused = decision.refusals.iter().find(|one| is_late(one.place)).unwrap();
    let is_overdue = scene.order.promised_by.is_some_and(|by| by < scene.now.date_naive());
    assert_eq!(would_help(&scene.packs, &decision), is_overdue);
    [Language::En, Language::ZhHans, Language::ZhHant]
        .map(|language| plain(&refused_because(&scene.packs, &decision, refused, language)))
}

#[test]
fn a_last_chance_is_spoken_of_only_where_something_is_late() {
    let on_its_way = || Order { delivered_at: None, status: OrderStatus::Shipped, ..fruit_order() };
    let last_chance =
        ["The seller has to have one last chance first.", "还要先给商家一段宽限。", "還要先給商家一段寬限。"];
    assert_eq!(late_refusal(on_its_way()), last_chance);
    let in_time = Order { promised_by: Some(day("2026-03-20")), ship_by: None, ..on_its_way() };
    let [english, simplified, traditional] = late_refusal(in_time);
    assert_eq!(english, "The agreed day has not passed, so it is not late yet.");
    assert!(!simplified.contains("宽限") && !traditional.contains("寬限"), "{simplified} {traditional}");
    let without = Order { promised_by: None, ship_by: None, ..on_its_way() };
    assert_eq!(late_refusal(without)[0], "No day was agreed for this order, so none was missed.");
}
