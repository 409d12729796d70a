//! What the desk offers by itself, and where it waits for a person.

use crate::delivered;
use domain::actor::Actor;
use domain::category::Category;
use domain::compensation::money::Money;
use domain::complaint::assess::Assessment;
use domain::complaint::command::{Command, Filing};
use domain::complaint::readings::readings;
use domain::finding::{Condition, Findings, Standing};
use domain::order::ledger::Elsewhere;
use domain::order::payment::{Means, Payment, Settlement};
use domain::order::{Order, OrderStatus};
use domain::remedy::Remedy;
use domain::testing::{CUSTOMER, Scene, filing, fruit_order, offer_id, yuan};
use domain::text::Story;

/// What the desk offers by itself for fruit of 168.00 that was cancelled before it was sent.
fn offered_for_cancelled(change: impl FnOnce(&mut Order)) -> Option<Money> {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["shop-default".to_owned(), "cn-law".to_owned()]);
    scene.order =
        Order { delivered_at: None, shipped_at: None, status: OrderStatus::Cancelled, ..fruit_order() };
    change(&mut scene.order);
    let story = Story::parse("订单取消了，请把钱退给我").unwrap();
    let filing = Filing {
        story,
        category: Category::Transaction,
        claims: Findings::default(),
        wants: Vec::new(),
        ..filing()
    };
    let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
    let case = scene.state.case().unwrap();
    let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
    match assessment.automatic_offer(case, offer_id(1))? {
        Command::MakeOffer { options, .. } => Some(options[0].option.total),
        other => panic!("{other:?}"),
    }
}

fn paid(means: Means, amount: &str) -> Vec<Payment> {
    vec![Payment { means, amount: yuan(amount) }]
}

#[test]
fn the_price_of_a_cancelled_order_goes_back_by_itself_where_it_is_sure_that_it_was_paid() {
    // A means is named at the checkout, before anything is paid.
    let card = |order: &mut Order| order.payments = paid(Means::Card, "168.00");
    assert_eq!(offered_for_cancelled(card), None);
    let known = |order: &mut Order| order.terms.settlement = Some(Settlement::Paid);
    assert_eq!(offered_for_cancelled(known), Some(yuan("168.00")));
    assert_eq!(offered_for_cancelled(|_| ()), None, "nobody knows whether it was ever paid");
    for settlement in [Settlement::Unpaid, Settlement::Pending, Settlement::Refunded] {
        let is_so = |order: &mut Order| order.terms.settlement = Some(settlement);
        assert_eq!(offered_for_cancelled(is_so), None, "{settlement:?}");
        let and_told = |order: &mut Order| {
            order.terms.settlement = Some(settlement);
            order.payments = paid(Means::Card, "168.00");
        };
        assert_eq!(offered_for_cancelled(and_told), None, "{settlement:?}");
    }
}

#[test]
fn nothing_is_offered_by_itself_to_somebody_whose_words_tell_of_harm_though_they_say_it_was_not_meant() {
    let is_offered = |story: &str| {
        let mut scene = Scene::empty();
        scene.packs = delivered::packs(&["shop-default".to_owned()]);
        scene.order =
            Order { delivered_at: None, shipped_at: None, status: OrderStatus::Cancelled, ..fruit_order() };
        scene.order.terms.settlement = Some(Settlement::Paid);
        let not_meant = readings(story);
        let (story, wants) = (Story::parse(story).unwrap(), vec![Remedy::Refund]);
        let claims = Findings::default();
        let category = Category::Transaction;
        let filing = Filing { story, claims, category, wants, not_meant, ..filing() };
        let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
        let case = scene.state.case().unwrap();
        assert_eq!(case.findings.safety, None, "what was taken off is no claim");
        let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
        assessment.automatic_offer(case, offer_id(1)).is_some()
    };
    assert!(is_offered("订单取消了，请退款"));
    assert!(!is_offered("订单取消了，请退款。上次的壶把孩子的手烫伤了"));
    assert!(!is_offered("The order was cancelled, please refund it. The last kettle burnt my child."));
}

#[test]
fn a_refund_that_is_said_to_be_made_is_looked_for_before_another_is_offered() {
    let is_offered = |story: &str, claims: Findings| {
        let mut scene = Scene::empty();
        scene.packs = delivered::packs(&["shop-default".to_owned()]);
        scene.order =
            Order { delivered_at: None, shipped_at: None, status: OrderStatus::Cancelled, ..fruit_order() };
        scene.order.terms.settlement = Some(Settlement::Paid);
        let story = Story::parse(story).unwrap();
        let wants = vec![Remedy::Refund];
        let filing = Filing { story, claims, category: Category::Transaction, wants, ..filing() };
        let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
        let case = scene.state.case().unwrap();
        let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
        assessment.automatic_offer(case, offer_id(1)).is_some()
    };
    let waited = Findings { refund_unpaid: Some(Standing::Claimed), ..Findings::default() };
    assert!(!is_offered("订单取消了，请退款", waited));
    for told in [
        "Support told me last week that you refunded it, but it has not arrived",
        "You already refunded me but nothing arrived",
        "I received part of the refund only",
        "Refund shows as processed but I have no money",
        "I sent the phone back last week, please refund me",
        "客服说已经退款了，一直没到账",
        "客服說已經退款了，一直沒到帳",
        "退款显示成功，但是没收到钱",
        "只退了一半的钱",
        "钱说是上周退的，至今没看到",
        "退款退到了已经注销的卡上",
        "The refund you made went to an old card that is closed",
        "货我已经寄回去了，请退钱",
        "貨我已經寄回去了，請退錢",
    ] {
        assert!(!is_offered(told, Findings::default()), "{told}");
    }
    for plain in ["订单取消了，请退款", "訂單取消了，請退款", "The order was cancelled, please refund me"]
    {
        assert!(is_offered(plain, Findings::default()), "{plain}");
    }
}

#[test]
fn cash_on_delivery_comes_in_with_the_goods() {
    let cash = |order: &mut Order| order.payments = paid(Means::CashOnDelivery, "168.00");
    assert_eq!(offered_for_cancelled(cash), None);
    let mut order = Order { payments: paid(Means::CashOnDelivery, "168.00"), ..fruit_order() };
    assert_eq!(order.came_in(), Some(yuan("168.00")), "it was delivered");
    (order.delivered_at, order.status) = (None, OrderStatus::Shipped);
    assert_eq!(order.came_in(), Some(yuan("0.00")));
}

#[test]
fn a_rule_gives_back_no_more_than_came_in() {
    let part = |order: &mut Order| {
        order.payments = paid(Means::Card, "30.00");
        order.terms.settlement = Some(Settlement::Paid);
    };
    assert_eq!(offered_for_cancelled(part), Some(yuan("30.00")));
}

#[test]
fn a_floor_lifts_no_share_of_a_price_that_was_nothing() {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["shop-default".to_owned()]);
    scene.order = Order { delivered_at: None, status: OrderStatus::Shipped, ..fruit_order() };
    scene.order.lines[0].unit_price = yuan("0.00");
    let filing = Filing { category: Category::DeliveryDelay, wants: Vec::new(), ..filing() };
    let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
    let assessment = Assessment::of(scene.state.case().unwrap(), &scene.packs, &scene.elsewhere, &scene.zone);
    assert!(assessment.decision.entitlements.iter().all(|one| one.amount.is_none()));
}

/// Late goods of 168.00, for which this shop pays five per cent by itself, complained about in these words.
fn offered(story: &str, category: Category, claims: Findings) -> Option<Command> {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["shop-default".to_owned()]);
    scene.order = Order { delivered_at: None, status: OrderStatus::Shipped, ..fruit_order() };
    let story = Story::parse(story).unwrap();
    let filing = Filing { story, category, claims, wants: Vec::new(), ..filing() };
    let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
    let case = scene.state.case().unwrap();
    let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
    assert!(!assessment.decision.entitlements.is_empty(), "something is granted whatever the words are");
    assessment.automatic_offer(case, offer_id(1))
}

#[test]
fn a_clear_sum_is_offered_at_once() {
    let late = offered("水果说好九号到，今天还没有送到。", Category::DeliveryDelay, Findings::default());
    assert!(matches!(late, Some(Command::MakeOffer { .. })), "{late:?}");
}

#[test]
fn nothing_is_offered_for_a_question() {
    for question in
        ["请问草莓到了以后应该怎么保存？", "请问你们几点下班？", "How should I store the strawberries?"]
    {
        assert_eq!(offered(question, Category::DeliveryDelay, Findings::default()), None, "{question}");
    }
}

#[test]
fn nothing_is_offered_before_a_person_has_looked_at_an_injury_danger_or_spread_data() {
    let late = "水果说好九号到，今天还没有送到，而且出了别的事。";
    let hurt = Findings { injury: Some(Standing::Claimed), ..Findings::default() };
    assert_eq!(offered(late, Category::DeliveryDelay, hurt), None);
    let danger = Findings { safety: Some(Standing::Claimed), ..Findings::default() };
    assert_eq!(offered(late, Category::DeliveryDelay, danger), None);
    assert_eq!(offered(late, Category::Safety, Findings::default()), None);
    assert_eq!(offered(late, Category::Privacy, Findings::default()), None);
}

/// What the desk offers by itself for an order of fruit that was changed, with the wishes ticked.
fn by_itself(category: Category, wants: &[Remedy], change: impl FnOnce(&mut Order)) -> Vec<Remedy> {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned(), "shop-default".to_owned()]);
    scene.order = Order { status: OrderStatus::Shipped, ..fruit_order() };
    scene.order.lines[0].traits = Vec::new();
    change(&mut scene.order);
    let story = Story::parse("说好的日子已经过了，请帮我处理一下").unwrap();
    let claims = Findings { condition: Some(Condition::Intact), ..Findings::default() };
    let filing = Filing { story, category, claims, wants: wants.to_vec(), ..filing() };
    let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
    let case = scene.state.case().unwrap();
    let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
    match assessment.automatic_offer(case, offer_id(1)) {
        Some(Command::MakeOffer { options, .. }) => {
            options.iter().flat_map(|one| &one.option.parts).map(|part| part.remedy).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn money_for_a_delay_answers_no_other_complaint() {
    let late = |order: &mut Order| order.delivered_at = None;
    assert!(by_itself(Category::DeliveryDelay, &[], late).contains(&Remedy::DelayCompensation));
    let wished = by_itself(Category::Returns, &[Remedy::DelayCompensation], late);
    assert!(wished.contains(&Remedy::DelayCompensation), "{wished:?}");
    for category in [Category::Transaction, Category::DeliveryLost, Category::NotAsDescribed, Category::Other]
    {
        assert_eq!(by_itself(category, &[], late), [], "{category}");
    }
    assert_eq!(by_itself(Category::DeliveryDelay, &[Remedy::Refund], late), []);
}

#[test]
fn nothing_that_is_to_come_back_is_paid_for_before_it_is_known_to_have_come() {
    let withdraws = |change: fn(&mut Order)| by_itself(Category::Returns, &[Remedy::Withdrawal], change);
    let came = withdraws(|order| (order.status, order.promised_by) = (OrderStatus::Delivered, None));
    assert!(came.contains(&Remedy::Withdrawal), "{came:?}");
    assert_eq!(withdraws(|order| (order.delivered_at, order.promised_by) = (None, None)), [], "on its way");
    let untold: fn(&mut Order) = |order| (order.delivered_at, order.status) = (None, OrderStatus::Delivered);
    assert_eq!(
        withdraws(|order| {
            order.promised_by = None;
            (order.delivered_at, order.status) = (None, OrderStatus::Delivered);
        }),
        [],
        "it came some day"
    );
    assert_eq!(by_itself(Category::DeliveryDelay, &[], untold), [], "nobody waits for what has come");
    let over: fn(&mut Order) = |order| (order.delivered_at, order.terms.is_over) = (None, true);
    assert_eq!(by_itself(Category::DeliveryDelay, &[], over), [], "the shop waits for nothing any more");
    for status in [OrderStatus::Paid, OrderStatus::Placed, OrderStatus::Shipped, OrderStatus::Unavailable] {
        let says_otherwise = |order: &mut Order| (order.status, order.promised_by) = (status, None);
        assert_eq!(by_itself(Category::Returns, &[Remedy::Withdrawal], says_otherwise), [], "{status}");
    }
    let left_before: fn(&mut Order) = |order| {
        (order.delivered_at, order.status) = (None, OrderStatus::Cancelled);
        order.terms.settlement = Some(Settlement::Paid);
    };
    assert_eq!(by_itself(Category::Transaction, &[Remedy::Refund], left_before), [], "it may still arrive");
}

#[test]
fn nothing_goes_out_by_itself_where_its_number_was_given_out_for_another_purchase_too() {
    let by_itself = |elsewhere: Elsewhere, is_like_another| {
        let mut scene = Scene::empty();
        scene.packs = delivered::packs(&["shop-default".to_owned()]);
        scene.order = Order { delivered_at: None, status: OrderStatus::Shipped, ..fruit_order() };
        scene.order.terms.is_like_another = is_like_another;
        scene.elsewhere = elsewhere;
        let story = Story::parse("水果还没到").unwrap();
        let filing = Filing { story, category: Category::DeliveryDelay, wants: Vec::new(), ..filing() };
        let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
        let case = scene.state.case().unwrap();
        let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
        assessment.automatic_offer(case, offer_id(1)).is_some()
    };
    let none = Elsewhere::default;
    assert!(by_itself(none(), false));
    assert!(!by_itself(Elsewhere { has_another: true, ..none() }, false));
    assert!(!by_itself(none(), true), "it looks like another order");
    let like_later = Some("SH-1005".to_owned());
    assert!(!by_itself(Elsewhere { like_later, ..none() }, false), "a later one looks like it");
}
