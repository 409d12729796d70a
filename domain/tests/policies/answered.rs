//! What somebody tells in everyday words is what the answer is about: who was hurt, what is lost, what is demanded.

use crate::delivered;
use domain::actor::Actor;
use domain::category::Category;
use domain::compensation::money::Money;
use domain::compensation::option::{Basis, RemedyOption};
use domain::complaint::assess::Assessment;
use domain::complaint::command::{Command, Filing, OfferedOption};
use domain::finding::{Finding, Findings, Standing};
use domain::order::{Order, OrderStatus, OrderTime, Trait};
use domain::policy::conscience::Hold;
use domain::policy::{Decision, Fact};
use domain::remedy::{Authority, Payer, Remedy};
use domain::testing::{AGENT, CUSTOMER, Scene, filing, fruit_order, offer_id, option_id, yuan};
use domain::text::Story;
use domain::triage::Urgency;

/// A lamp for 168.00, promised for 9 March and brought on the 11th; the complaint is filed a day later.
pub(crate) fn lamp() -> Order {
    let mut order = Order { delivered_at: OrderTime::parse("2026-03-11T10:00:00+08:00"), ..fruit_order() };
    for line in &mut order.lines {
        line.traits = vec![Trait::Durable];
    }
    order
}

fn on_the_way() -> Order {
    Order { delivered_at: None, status: OrderStatus::Shipped, ..lamp() }
}

fn never_sent(status: OrderStatus) -> Order {
    let ship_by = OrderTime::parse("2026-03-08T10:00:00+08:00");
    Order { shipped_at: None, tracking: None, ship_by, status, ..on_the_way() }
}

/// A complaint in these words, without a tick.
pub(crate) fn told(order: Order, category: Category, story: &str) -> Scene {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned(), "shop-default".to_owned()]);
    scene.order = order;
    let (story, claims) = (Story::parse(story).unwrap(), Findings::default());
    let filing = Filing { category, story, claims, wants: Vec::new(), ..filing() };
    scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)))
}

pub(crate) fn decision(scene: &Scene) -> Decision {
    let case = scene.state.case().unwrap();
    Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).decision
}

/// What leads, with its sum and what has to be confirmed first.
fn headline(scene: &Scene) -> Option<(Remedy, Option<String>, Option<Fact>)> {
    decision(scene).headline.map(|one| (one.remedy, one.amount.map(Money::decimal), one.once))
}

fn is_likely(scene: &Scene, remedy: Remedy, once: Fact) -> bool {
    decision(scene).likely().iter().any(|one| one.remedy == remedy && one.ask == once)
}

#[test]
fn a_burnt_child_is_looked_at_by_a_person_and_told_nothing_about_settings() {
    for (category, story) in [
        (Category::Other, "The kettle lid popped off and my child was burnt by hot water"),
        (Category::Quality, "It scalded my hand, I am furious"),
        (Category::Quality, "壺蓋彈開，寶寶的手被燙到了"),
    ] {
        let scene = told(lamp(), category, story);
        let case = scene.state.case().unwrap();
        assert_eq!(case.findings.safety, Some(Standing::Claimed), "{story}");
        let decision = decision(&scene);
        assert_eq!((decision.hold, decision.headline), (Some(Hold::Danger), None), "{story}");
        assert!(decision.suggested().is_empty(), "{story}");
        assert!(decision.entitlements.iter().all(|one| one.remedy != Remedy::Guidance), "{story}");
    }
    let other = told(lamp(), Category::Other, "I do not get along with it at all");
    assert!(decision(&other).entitlements.iter().all(|one| one.remedy != Remedy::Guidance));
}

#[test]
fn a_lost_parcel_brings_its_price_back_whatever_the_category_is() {
    for category in [Category::Returns, Category::DeliveryDelay, Category::DeliveryLost] {
        let scene = told(on_the_way(), category, "物流三個禮拜都沒有動，包裹應該丟了，我要退款");
        let case = scene.state.case().unwrap();
        assert_eq!(case.findings.loss, Some(Standing::Claimed), "{category:?}");
        assert_eq!(case.wants, [Remedy::Refund], "{category:?}");
        assert!(is_likely(&scene, Remedy::Refund, Fact::Loss), "{category:?}");
        let expected = (Remedy::Refund, Some("168.00".to_owned()), Some(Fact::Loss));
        assert_eq!(headline(&scene), Some(expected), "{category:?}");
    }
}

#[test]
fn a_refund_that_is_granted_and_demanded_leads_before_the_money_for_the_delay() {
    for category in [Category::DeliveryDelay, Category::Transaction] {
        let scene = told(never_sent(OrderStatus::Paid), category, "付了六天還不出貨，我不要了，退款");
        assert_eq!(headline(&scene), Some((Remedy::Refund, Some("168.00".to_owned()), None)), "{category:?}");
    }
}

#[test]
fn goods_that_can_not_be_had_are_paid_back_though_it_is_asked_with_a_question_mark() {
    let story = "说没货了，钱什么时候退给我？";
    let scene = told(never_sent(OrderStatus::Unavailable), Category::DeliveryLost, story);
    assert_eq!(scene.state.case().unwrap().kind, domain::category::Kind::Complaint);
    assert_eq!(headline(&scene), Some((Remedy::Refund, Some("168.00".to_owned()), None)));
}

#[test]
fn an_exchange_that_is_demanded_in_words_leads() {
    let scene = told(lamp(), Category::Quality, "用了四天就壞了，我要換一台新的");
    assert_eq!(headline(&scene), Some((Remedy::Exchange, None, Some(Fact::Defect))));
}

#[test]
fn a_wrong_item_brings_the_right_one_or_the_money_and_no_return_at_the_customers_cost() {
    let scene = told(lamp(), Category::WrongItem, "茶叶发错了，我买的是龙井，收到的是碧螺春，想换");
    assert_eq!(scene.state.case().unwrap().findings.misdescription, Some(Standing::Claimed));
    assert_eq!(headline(&scene), Some((Remedy::Exchange, None, Some(Fact::Misdescription))));
    assert!(is_likely(&scene, Remedy::ReturnRefund, Fact::Misdescription));
    let likely = decision(&scene);
    assert!(likely.likely().iter().all(|one| one.remedy != Remedy::Withdrawal));
}

#[test]
fn what_is_established_is_a_choice_and_after_an_agreement_only_what_was_chosen_is_theirs() {
    let scene = told(lamp(), Category::DeliveryDamage, "灯送到就碎了");
    let finding = Finding::DamageInTransit(Standing::Established);
    let found =
        scene.given(Actor::Agent(AGENT), Command::RecordFinding { finding, note: None, instead_of: None });
    let decision = decision(&found);
    assert!(decision.is_granted_choice());
    let ways = |decision: &Decision| {
        let ways = |remedy: Remedy| remedy.pays_back_whole_price() || remedy.restores_goods();
        let mut named: Vec<Remedy> = Vec::new();
        for one in decision.entitlements.iter().filter(|one| ways(one.remedy)) {
            if !named.contains(&one.remedy) {
                named.push(one.remedy);
            }
        }
        named
    };
    assert!(ways(&decision).len() > 1);
    let agreed = decision.once_agreed(&[Remedy::Exchange, Remedy::Apology]);
    assert_eq!(ways(&agreed), [Remedy::Exchange]);
    assert!(!agreed.is_granted_choice());
    let is_delay = |one: &domain::policy::Entitlement| one.remedy == Remedy::DelayCompensation;
    assert!(agreed.entitlements.iter().any(is_delay), "what was no way to choose is theirs all the same");
    assert_eq!(decision.once_agreed(&[Remedy::Apology]), decision, "an apology chooses nothing");
    // What else they could have chosen stays told.
    let others: Vec<Remedy> = ways(&decision).into_iter().filter(|one| *one != Remedy::Exchange).collect();
    let instead = decision.chosen_from(&[Remedy::Exchange, Remedy::Apology]);
    assert!(others.iter().all(|one| instead.contains(one)) && !instead.contains(&Remedy::Exchange));
    assert_eq!(decision.chosen_from(&[Remedy::Apology]), []);
}

#[test]
fn three_times_the_price_is_on_top_of_the_refund_and_no_way_to_choose() {
    let scene = told(lamp(), Category::NotAsDescribed, "香水是假货，我要求退一赔三");
    assert!(scene.state.case().unwrap().wants.contains(&Remedy::StatutoryDamages));
    let decision = decision(&scene).as_told(&scene.packs);
    let likely = decision.likely();
    let sums = |remedy: Remedy| likely.iter().find(|one| one.remedy == remedy).and_then(|one| one.then);
    let of = |remedy| sums(remedy).and_then(|then| then.amount).map(Money::decimal);
    assert_eq!(of(Remedy::ReturnRefund), Some("168.00".to_owned()));
    assert_eq!(of(Remedy::StatutoryDamages), Some("504.00".to_owned()));
    assert!(Remedy::StatutoryDamages.is_penalty());
}

/// What options hold, in their order.
fn options(decision: &Decision) -> Vec<Vec<Remedy>> {
    let remedies = |option: &RemedyOption| option.parts.iter().map(|part| part.remedy).collect();
    decision.options.iter().map(remedies).collect()
}

fn found(scene: Scene, findings: &[Finding]) -> Scene {
    findings.iter().fold(scene, |scene, finding| {
        scene.given(
            Actor::Agent(AGENT),
            Command::RecordFinding { finding: finding.clone(), note: None, instead_of: None },
        )
    })
}

#[test]
fn a_fake_that_is_proven_brings_price_and_multiple_in_one_offer_that_a_supervisor_signs() {
    for story in
        ["香水是假货，要求退一赔三", "香水是假的，退一賠三", "The perfume is a fake, I demand treble damages"]
    {
        let scene = told(lamp(), Category::NotAsDescribed, story);
        let case = scene.state.case().unwrap();
        assert_eq!(case.wants, [Remedy::ReturnRefund, Remedy::StatutoryDamages], "{story}");
        assert_eq!(case.urgency, Urgency::Critical, "{story}");
        // The price goes back as soon as it is known to differ; the multiple waits for its own question.
        let scene = found(scene, &[Finding::Misdescription(Standing::Established)]);
        let differs = decision(&scene);
        assert_eq!(differs.hold, None, "{story}");
        assert!(differs.suggested()[0].is_recommended);
        assert!(options(&differs)[0].starts_with(&[Remedy::ReturnRefund]), "{story}");
        assert!(!options(&differs).concat().contains(&Remedy::StatutoryDamages), "{story}");

        let scene = found(scene, &[Finding::Fraud(Standing::Established)]);
        let case = scene.state.case().unwrap();
        let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
        let decision = &assessment.decision;
        let first = &decision.suggested()[0];
        let part = |remedy: Remedy| first.parts.iter().find(|part| part.remedy == remedy).unwrap();
        assert_eq!(part(Remedy::ReturnRefund).amount.map(Money::decimal).as_deref(), Some("168.00"));
        let damages = part(Remedy::StatutoryDamages);
        assert_eq!(damages.amount.map(Money::decimal).as_deref(), Some("504.00"));
        assert_eq!(damages.shares[0].payer, Payer::Seller);
        let is_of_rule = matches!(&damages.basis, Basis::Rule { rule, .. } if rule == "fraud");
        assert!(is_of_rule && first.is_recommended, "{damages:?}");
        assert_eq!(first.authority, Authority::Supervisor);
        assert_eq!(assessment.authority_within(case, first), Authority::Supervisor);
        // Nobody wants another fake, or theirs repaired.
        for remedy in [Remedy::Exchange, Remedy::Repair] {
            assert!(!options(decision).concat().contains(&remedy), "{story} {remedy:?}");
        }
        // An agent's press makes a proposal of it, never an offer.
        let options = vec![OfferedOption { id: option_id(1), option: first.clone() }];
        let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
        scene.when(Actor::Agent(AGENT), offer).then(&["offer_proposed"]);
    }
}

#[test]
fn nothing_else_is_suggested_while_the_question_behind_a_named_wish_is_open() {
    for story in [
        "手机用了四天屏幕就出现坏点，我要换一台新的",
        "手機用了四天螢幕就出現壞點，我要換一台新的",
        "The screen has been faulty since day four, I want a new one",
    ] {
        let scene = told(lamp(), Category::Quality, story);
        assert_eq!(scene.state.case().unwrap().wants, [Remedy::Exchange], "{story}");
        let open = decision(&scene);
        let Some(Hold::Open(asked)) = open.hold else { panic!("{story} {:?}", open.options) };
        assert_eq!((asked.remedy, asked.once), (Remedy::Exchange, Some(Fact::Defect)), "{story}");
        assert!(open.suggested().is_empty(), "{story}");
        let settled = decision(&found(scene, &[Finding::Defect(Standing::Established)]));
        assert_eq!(settled.hold, None, "{story}");
        assert!(options(&settled)[0].starts_with(&[Remedy::Exchange]), "{story} {:?}", options(&settled));
    }
}

#[test]
fn a_refund_that_is_waited_for_is_looked_up_and_returns_nothing_once_more() {
    for story in [
        "Where is my refund? I sent the sweater back and the money never arrived",
        "毛衣寄回去了，退款一直没到账",
        "貨退回去了，退款還沒收到",
    ] {
        let scene = told(lamp(), Category::Returns, story);
        assert!(scene.state.case().unwrap().wants.is_empty(), "{story}");
        let decision = decision(&scene);
        let headline = decision.headline.unwrap();
        assert_eq!((headline.remedy, headline.once), (Remedy::Refund, Some(Fact::RefundUnpaid)), "{story}");
        assert_eq!(headline.amount, None, "{story}: nobody knows what was agreed");
        assert!(decision.depends.iter().any(|one| one.remedy == Remedy::Withdrawal), "{story}: still theirs");
        assert!(decision.likely().iter().all(|one| one.remedy != Remedy::Withdrawal), "{story}");
    }
}

#[test]
fn a_wrong_item_says_nothing_of_a_page_to_put_right() {
    let wrong = decision(&told(lamp(), Category::WrongItem, "茶叶发错了"));
    assert!(wrong.likely().iter().all(|one| one.remedy != Remedy::Correction));
    assert!(!wrong.is_worth_telling(Remedy::Correction));
    for category in [Category::WrongItem, Category::NotAsDescribed] {
        let scene = told(lamp(), category, "和订的不一样");
        let decision = decision(&found(scene, &[Finding::Misdescription(Standing::Established)]));
        assert!(
            !options(&decision).concat().contains(&Remedy::Correction),
            "theirs beside any, and part of none"
        );
    }
}

#[test]
fn the_price_that_comes_back_is_one_sum_with_its_freight_and_its_own_last_day() {
    for story in ["茶叶发错了", "茶葉寄錯了", "You sent the wrong tea"] {
        let decision = decision(&told(lamp(), Category::WrongItem, story));
        let back = decision.price_back().unwrap();
        let all = back.freight.map_or(back.amount, |freight| back.amount.checked_add(freight).unwrap());
        assert_eq!(back.sum(), all, "{story}");
        let exchange = decision.likely().into_iter().find(|one| one.remedy == Remedy::Exchange).unwrap();
        assert!(back.until < exchange.then.unwrap().until, "{story}: {back:?}");
    }
}

#[test]
fn delay_money_is_beside_a_wish_for_something_else_though_nobody_knows_what_it_is_about() {
    for story in ["算了，把钱退给我", "算了，把錢退給我", "never mind, I want my money back"]
    {
        let scene = told(lamp(), Category::Other, story);
        let decision = decision(&scene);
        let delay = decision.entitlements.iter().find(|one| one.remedy == Remedy::DelayCompensation).unwrap();
        assert!(decision.is_beside(&scene.packs, delay.place), "{story}");
        assert!(headline(&scene).is_none_or(|(remedy, ..)| remedy != Remedy::DelayCompensation), "{story}");
    }
}

/// A lamp with 12.00 of freight, as the customer tells of it, and as it was found.
pub(crate) fn lamp_with_freight(story: &str, found: Option<Finding>) -> (Scene, Decision) {
    let order = Order { shipping_fee: Some(yuan("12.00")), ..lamp() };
    let mut scene = told(order, Category::Quality, story);
    if let Some(finding) = found {
        let record = Command::RecordFinding { finding, note: None, instead_of: None };
        scene = scene.given(Actor::Agent(AGENT), record);
    }
    let decision = decision(&scene).as_told(&scene.packs);
    (scene, decision)
}

#[test]
fn a_price_and_its_freight_are_one_sum_now_and_once_confirmed() {
    let (_, open) = lamp_with_freight("台灯坏了", None);
    let likely = open.likely();
    let back = likely.iter().find(|one| one.remedy == Remedy::ReturnRefund).and_then(|one| one.then).unwrap();
    assert_eq!(
        (back.amount, back.freight, back.sum()),
        (Some(yuan("168.00")), Some(yuan("12.00")), Some(yuan("180.00")))
    );
    let (_, sure) = lamp_with_freight("台灯坏了", Some(Finding::Defect(Standing::Established)));
    let price = sure.entitlements.iter().find(|one| one.remedy == Remedy::ReturnRefund).unwrap();
    assert_eq!(sure.freight_with(price), Some(yuan("12.00")));
    let told_apart =
        sure.entitlements.iter().filter(|one| one.remedy == Remedy::ShippingRefund && !sure.is_in_price(one));
    assert_eq!(told_apart.count(), 0, "the freight is in the sum");
    assert_eq!(sure.price_back().map(|back| back.sum()), Some(yuan("180.00")));
}

#[test]
fn what_is_on_offer_or_agreed_waits_for_no_confirmation() {
    let (_, open) = lamp_with_freight("台灯坏了", None);
    let is_open =
        |decision: &Decision| decision.likely().iter().any(|one| one.remedy == Remedy::ReturnRefund);
    assert!(is_open(&open));
    assert!(!is_open(&open.clone().beside_offer(&[(Remedy::ReturnRefund, None)])));
    assert!(is_open(&open.clone().beside_offer(&[(Remedy::Coupon, None)])));
    // Less than the whole of it is on offer: what the whole would be stays told.
    assert!(is_open(&open.clone().beside_offer(&[(Remedy::ReturnRefund, Some(yuan("1.00")))])));
    assert!(!is_open(&open.once_agreed(&[Remedy::ReturnRefund])));
}

#[test]
fn who_has_the_price_back_for_a_fault_is_not_asked_about_a_return_without_a_reason() {
    for story in ["七天无理由退货", "七天無理由退貨", "I want to return it without a reason"] {
        let withdrawal = |decision: &Decision| {
            let open = decision.depends.iter().find(|one| one.remedy == Remedy::Withdrawal);
            open.map(|one| decision.is_beside_the_point(one))
        };
        let (_, asked) = lamp_with_freight(story, None);
        assert_eq!(withdrawal(&asked), Some(false), "{story}");
        let (_, faulty) = lamp_with_freight(story, Some(Finding::Defect(Standing::Established)));
        assert_eq!(withdrawal(&faulty), Some(true), "{story}");
    }
}

#[test]
fn words_that_nobody_understood_are_told_no_refusal_and_nothing_that_leads_astray() {
    for story in [
        "The vase is ruined, it was a birthday present",
        "花瓶不能看了，是送妈妈的",
        "花瓶不能看了，是送媽媽的",
    ] {
        let decided = decision(&told(lamp(), Category::Other, story));
        let is_withdrawal = |remedy: Remedy| remedy == Remedy::Withdrawal;
        assert!(decided.depends.iter().any(|one| is_withdrawal(one.remedy)), "{story}");
        let unread = decided.of_the_unread();
        assert_eq!((unread.headline, unread.likely().len(), unread.refusals.len()), (None, 0, 0), "{story}");
        // What is theirs whatever it is about stays: it came late.
        let late = |one: &domain::policy::Entitlement| one.remedy == Remedy::DelayCompensation;
        assert!(unread.entitlements.iter().any(late), "{story}");
    }
    // What they wish for themselves is answered.
    let wished = decision(&told(lamp(), Category::Other, "退一赔三"));
    let unread = wished.of_the_unread();
    assert_eq!(unread.headline, wished.headline);
    assert!(unread.likely().iter().any(|one| one.remedy == Remedy::StatutoryDamages));
}

#[test]
fn whoever_is_about_to_take_less_reads_what_hangs_on_what_they_told() {
    let more = |scene: &Scene, sum: &str| decision(scene).more_once_confirmed(yuan(sum));
    let late = told(on_the_way(), Category::DeliveryDelay, "快递晚了好几天了，什么时候能到？");
    assert_eq!(more(&late, "8.40"), None);
    let text = domain::text::Message::parse("我问了快递，他们说包裹丢了。").unwrap();
    let lost = late.given(Actor::Customer(CUSTOMER), Command::WriteToDesk { text, wants: Vec::new() });
    let (remedy, amount) = more(&lost, "8.40").unwrap();
    assert_eq!((remedy, amount.decimal()), (Remedy::Refund, "168.00".to_owned()));
    assert_eq!(more(&lost, "168.00"), None, "nothing is more than all of it");
}
