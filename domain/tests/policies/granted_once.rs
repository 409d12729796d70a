//! What a rule grants is given for its own goods, and not beside what was given for the same under another name.

use crate::delivered;
use chrono::Duration;
use domain::actor::Actor;
use domain::category::Category;
use domain::compensation::money::Money;
use domain::compensation::option::{PartGoods, RemedyOption, RemedyPart, Share};
use domain::complaint::assess::Assessment;
use domain::complaint::command::{Command, OfferedOption};
use domain::complaint::pending::Replica;
use domain::id::CaseId;
use domain::order::given::Given;
use domain::order::ledger::{Elsewhere, Entry, OfCase, Standing};
use domain::order::{Order, OrderLine, OrderStatus, OrderTime, Pieces};
use domain::policy::Packs;
use domain::policy::authoring::parse_pack;
use domain::remedy::{Authority, Payer, Remedy};
use domain::testing::{
    AGENT, CUSTOMER, Scene, filing, fruit_order, offer_id, option_by_hand, option_id, yuan,
};
use domain::text::Story;
use uuid::Uuid;

/// A shop that gives the price of late goods back, and their freight.
const SHOP: &str = r#"
id = "p"
version = "1"
title = { zh-Hans = "店", zh-Hant = "店", en = "Shop" }
jurisdiction = "shop"
[[rule]]
code = "late"
cite = "shop"
status = "verified"
title = { zh-Hans = "甲", zh-Hant = "甲", en = "A" }
says = { zh-Hans = "甲", zh-Hant = "甲", en = "A" }
refuses = { zh-Hans = "甲", zh-Hant = "甲", en = "A" }
when = [{ fact = "order.placed_at", known = true }]
[[rule.grant]]
remedy = "refund"
amount = { of = "complained" }
payer = "seller"
[[rule.grant]]
remedy = "shipping_refund"
amount = { of = "order.shipping_fee" }
payer = "seller"
"#;

/// A complaint about the fruit of an order of fruit and a lamp of the same price, with 12.00 of freight.
fn complained(elsewhere: &[Given]) -> Scene {
    let mut scene = Scene::empty();
    scene.packs = Packs::new(vec![parse_pack("pack.toml", SHOP).unwrap().pack], Vec::new());
    scene.order.shipping_fee = Some(yuan("12.00"));
    scene.order.lines.push(OrderLine::plain("LAMP", "台灯", yuan("168.00"), 1));
    scene.elsewhere = given(&scene.order, elsewhere);
    scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing())))
}

fn given(order: &Order, all: &[Given]) -> Elsewhere {
    let entries =
        all.iter().map(|given| Entry { standing: Standing::Given, given: given.clone(), is_told: false });
    let of_case = OfCase {
        case: CaseId(Uuid::from_u128(0x99)),
        person: CUSTOMER,
        placed_at: order.placed_at,
        bought: None,
        entries: entries.collect(),
        goodwill: None,
        back: Vec::new(),
        by_agents: None,
        besides: None,
        parcels: Vec::new(),
    };
    Elsewhere { cases: vec![of_case], ..Elsewhere::default() }
}

fn row(remedy: Remedy, amount: Option<Money>, sku: Option<&str>) -> Given {
    let rule = Some("another/rule".to_owned());
    let goods = sku.map(Pieces::all_of);
    Given { remedy, amount, goods, rule, at: fruit_order().placed_at, reference: None, in_all: None }
}

fn granted(scene: &Scene) -> Vec<RemedyPart> {
    let case = scene.state.case().unwrap();
    Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).addable(case)
}

#[test]
fn a_rules_grant_is_not_booked_on_other_goods() {
    let scene = complained(&[]);
    let refund = granted(&scene).into_iter().find(|part| part.remedy == Remedy::Refund).unwrap();
    let offer = |goods: &str| {
        let goods = vec![PartGoods { sku: goods.to_owned(), title: String::new(), quantity: 1 }];
        let parts = vec![RemedyPart { goods, ..refund.clone() }];
        let option = RemedyOption {
            total: refund.amount.unwrap(),
            parts,
            authority: Authority::Agent,
            is_recommended: false,
            because: None,
            ready_by: None,
            is_below_entitlement: false,
            missing: Vec::new(),
        };
        let options = vec![OfferedOption { id: option_id(1), option }];
        Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None }
    };
    scene.clone().when(Actor::Agent(AGENT), offer("LAMP")).then_rejected("rule_does_not_grant");
    scene.when(Actor::Agent(AGENT), offer("FRUIT-5KG")).then(&["offer_made"]);
}

#[test]
fn freight_that_went_back_under_another_rule_is_not_granted_again() {
    let freight = |scene: &Scene| {
        let part = granted(scene).into_iter().find(|part| part.remedy == Remedy::ShippingRefund);
        part.and_then(|part| part.amount)
    };
    assert_eq!(freight(&complained(&[])), Some(yuan("12.00")));
    let part = row(Remedy::ShippingRefund, Some(yuan("5.00")), None);
    assert_eq!(freight(&complained(&[part])), Some(yuan("7.00")));
    let whole = row(Remedy::ShippingRefund, Some(yuan("12.00")), None);
    assert_eq!(freight(&complained(&[whole])), None);
}

#[test]
fn a_person_looks_before_money_goes_out_for_goods_that_were_sent_anew() {
    let offered = |elsewhere: &[Given]| {
        let mut scene = Scene::empty();
        scene.packs = delivered::packs(&["shop-default".to_owned()]);
        scene.order = Order { delivered_at: None, status: OrderStatus::Shipped, ..fruit_order() };
        scene.elsewhere = given(&scene.order, elsewhere);
        let mut filing = filing();
        (filing.category, filing.wants) = (Category::DeliveryDelay, Vec::new());
        filing.story = Story::parse("水果说好九号到，今天还没有送到。").unwrap();
        let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
        let case = scene.state.case().unwrap();
        Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone)
            .automatic_offer(case, offer_id(1))
            .is_some()
    };
    assert!(offered(&[]));
    assert!(!offered(&[row(Remedy::Resend, None, Some("FRUIT-5KG"))]));
}

#[test]
fn what_was_owed_is_still_told_when_the_case_has_given_it() {
    let scene = complained(&[]);
    let refund = granted(&scene).into_iter().find(|part| part.remedy == Remedy::Refund).unwrap();
    let option = RemedyOption {
        total: refund.amount.unwrap(),
        parts: vec![refund],
        authority: Authority::Agent,
        is_recommended: false,
        because: None,
        ready_by: None,
        is_below_entitlement: false,
        missing: Vec::new(),
    };
    let options = vec![OfferedOption { id: option_id(1), option }];
    let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    let mut scene = scene
        .given(Actor::Agent(AGENT), offer)
        .given(Actor::Customer(CUSTOMER), accept)
        .after(Duration::days(1))
        .finished();
    let owed = |scene: &Scene| -> Vec<_> {
        let at = Replica::new(scene.events.clone(), 0).settled_at().unwrap();
        let case = scene.state.case().unwrap();
        let settled = Assessment::settled(case, &scene.packs, &scene.elsewhere, at, &scene.zone);
        settled.decision.entitlements.iter().map(|one| (one.remedy, one.amount)).collect()
    };
    let all = [(Remedy::Refund, Some(yuan("168.00"))), (Remedy::ShippingRefund, Some(yuan("12.00")))];
    assert_eq!(owed(&scene), all);
    // What another case of the order gives later is no matter of this one; what one gave before is.
    let later = OrderTime::Exact(scene.now);
    let freight = row(Remedy::ShippingRefund, Some(yuan("12.00")), None);
    scene.elsewhere = given(&scene.order, &[Given { at: later, ..freight.clone() }]);
    assert_eq!(owed(&scene), all);
    scene.elsewhere = given(&scene.order, &[freight]);
    assert_eq!(owed(&scene), [(Remedy::Refund, Some(yuan("168.00")))]);
}

/// A shop whose rule leaves it to a person how much was agreed.
const LOOKED_UP: &str = r#"
id = "p"
version = "1"
title = { zh-Hans = "店", zh-Hant = "店", en = "Shop" }
jurisdiction = "shop"
[[rule]]
code = "looked-up"
cite = "shop"
status = "verified"
needs_human = true
title = { zh-Hans = "甲", zh-Hant = "甲", en = "A" }
says = { zh-Hans = "甲", zh-Hant = "甲", en = "A" }
refuses = { zh-Hans = "甲", zh-Hant = "甲", en = "A" }
when = [{ fact = "order.placed_at", known = true }]
[[rule.grant]]
remedy = "refund"
payer = "seller"
"#;

#[test]
fn a_rule_that_leaves_the_sum_to_a_person_is_what_their_sum_rests_on() {
    let complained = |earlier: &[Given]| {
        let mut scene = Scene::empty();
        scene.packs = Packs::new(vec![parse_pack("pack.toml", LOOKED_UP).unwrap().pack], Vec::new());
        scene.elsewhere = given(&scene.order, earlier);
        scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing())))
    };
    let scene = complained(&[]);
    let [part] = &granted(&scene)[..] else { panic!("one part to fill in") };
    assert_eq!((part.remedy, part.amount), (Remedy::Refund, None));
    let offer = |sum: Option<&str>, payer| {
        let amount = sum.map(yuan);
        let shares = amount.map(|amount| Share { payer, amount }).into_iter().collect();
        let parts = vec![RemedyPart { amount, shares, ..part.clone() }];
        let total = RemedyOption::sum(&parts, yuan("0").currency).unwrap();
        let by_hand = option_by_hand(option_id(1), Remedy::Apology, None).option;
        let options =
            vec![OfferedOption { id: option_id(1), option: RemedyOption { parts, total, ..by_hand } }];
        Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None }
    };
    let seller = Payer::Seller;
    let agent = Actor::Agent(AGENT);
    for sum in [None, Some("0")] {
        scene.clone().when(agent, offer(sum, seller)).then_rejected("rule_does_not_grant");
    }
    scene.clone().when(agent, offer(Some("50.00"), Payer::Carrier)).then_rejected("rule_does_not_grant");
    let scene_of_fifty = scene.clone().when(agent, offer(Some("50.00"), seller)).then(&["offer_made"]);
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    scene_of_fifty.when(Actor::Customer(CUSTOMER), accept).then(&["option_accepted", "agreed"]);
    // More than came in is signed for, whoever says that it was agreed; the desk itself says so of nothing.
    scene.clone().when(agent, offer(Some("168.01"), seller)).then(&["offer_proposed"]);
    scene.when(Actor::System, offer(Some("50.00"), seller)).then_rejected("person_must_decide");
    let given_before = row(Remedy::PriceReduction, Some(yuan("120.00")), Some("FRUIT-5KG"));
    complained(&[given_before]).when(agent, offer(Some("50.00"), seller)).then(&["offer_proposed"]);
}
