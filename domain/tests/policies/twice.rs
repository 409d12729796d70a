//! What several cases of one order could give together: one reference proves one refund, goods that are sent weigh what
//! they cost whoever grants them, and what gives money says how much.

use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::category::Category;
use domain::compensation::option::{RemedyOption, RemedyPart, Share};
use domain::complaint::assess::Assessment;
use domain::complaint::command::{Command, OfferedOption, Proof};
use domain::complaint::event::Event;
use domain::complaint::gives;
use domain::complaint::rejection::Rejection;
use domain::finding::Finding;
use domain::id::{CaseId, PromiseId};
use domain::order::given::OutsideRefund;
use domain::order::ledger::{Elsewhere, Now, OfCase, OrderLedger};
use domain::order::payment::{Means, Settlement};
use domain::order::{Order, OrderLine, OrderStatus, OrderTime, Pieces};
use domain::personal::Language;
use domain::policy::Packs;
use domain::policy::authoring::parse_pack;
use domain::policy::explain::{plain, refused_because};
use domain::remedy::{Authority, Payer, Remedy};
use domain::testing::{AGENT, CUSTOMER, Scene, filing, offer_id, option_by_hand, option_id, yuan};
use domain::text::{Reference, Sentence};
use uuid::Uuid;

pub(crate) const AGENT_ACTS: Actor = Actor::Agent(AGENT);
pub(crate) const CUSTOMER_ACTS: Actor = Actor::Customer(CUSTOMER);

/// A shop with these rules, each with its code and what it grants to everybody.
pub(crate) fn shop_of(rules: &[(&str, &str)]) -> Packs {
    let rule = |(code, grant): &(&str, &str)| {
        format!(
            "[[rule]]\ncode = \"{code}\"\ncite = \"shop\"\nstatus = \"verified\"\n\
             title = {{ zh-Hans = \"甲\", zh-Hant = \"甲\", en = \"A\" }}\n\
             says = {{ zh-Hans = \"甲\", zh-Hant = \"甲\", en = \"A\" }}\n\
             refuses = {{ zh-Hans = \"甲\", zh-Hant = \"甲\", en = \"A\" }}\n\
             when = [{{ fact = \"order.placed_at\", known = true }}]\n[[rule.grant]]\n{grant}\n"
        )
    };
    let head = "id = \"p\"\nversion = \"1\"\njurisdiction = \"shop\"\n\
                title = { zh-Hans = \"店\", zh-Hant = \"店\", en = \"Shop\" }\n";
    let text: String = core::iter::once(head.to_owned()).chain(rules.iter().map(rule)).collect();
    let pack = parse_pack("pack.toml", &text).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    Packs::new(vec![pack.pack], Vec::new())
}

/// A shop of which two rules send goods anew, one pays for late goods, and one gives the price back.
fn shop() -> Packs {
    shop_of(&[
        ("anew", "remedy = \"exchange\""),
        ("again", "remedy = \"resend\""),
        ("late", "remedy = \"delay_compensation\"\namount = { of = \"complained\", percent = \"5\" }"),
        ("back", "remedy = \"return_refund\"\namount = { of = \"complained\" }\npayer = \"seller\""),
    ])
}

/// What other cases of the order gave and offer, seen by one more.
pub(crate) fn beside(others: &[&Scene], order: &Order, now: Option<&Order>) -> Elsewhere {
    let mut ledger = OrderLedger::default();
    for (n, other) in (0x90_u128..).zip(others) {
        let of_case = gives::of_case(other.state.case().unwrap());
        ledger.put(&OfCase { case: CaseId(Uuid::from_u128(n)), ..of_case });
    }
    ledger.elsewhere(CUSTOMER, None, order, now.map(Now::theirs), &Scene::empty().zone)
}

/// One more complaint about the order.
fn filed_beside(others: &[&Scene], change: impl FnOnce(&mut Order)) -> Scene {
    let mut scene = Scene::empty();
    scene.packs = shop();
    change(&mut scene.order);
    scene.elsewhere = beside(others, &scene.order, None);
    scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing())))
}

pub(crate) fn filed(others: &[&Scene]) -> Scene {
    filed_beside(others, |_| ())
}

fn option(parts: Vec<RemedyPart>) -> RemedyOption {
    let by_hand = option_by_hand(option_id(1), Remedy::Apology, None).option;
    let total = RemedyOption::sum(&parts, yuan("0").currency).unwrap();
    RemedyOption { parts, total, authority: Authority::Agent, ..by_hand }
}

pub(crate) fn offering(options: Vec<RemedyOption>) -> Command {
    let options = (1..).zip(options).map(|(n, option)| OfferedOption { id: option_id(n), option }).collect();
    Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None }
}

pub(crate) fn by_hand(remedy: Remedy, amount: Option<&str>) -> RemedyOption {
    option_by_hand(option_id(1), remedy, amount).option
}

fn accept(n: u128) -> Command {
    Command::AcceptOption { offer: offer_id(1), option: option_id(n), is_informed: true }
}

pub(crate) fn agreed(scene: Scene, option: RemedyOption) -> Scene {
    let scene = scene.given(AGENT_ACTS, offering(vec![option])).then(&["offer_made"]);
    scene.given(CUSTOMER_ACTS, accept(1))
}

pub(crate) fn prove(scene: &Scene, reference: &str) -> Command {
    let case = scene.state.case().unwrap();
    let promises = &case.phase.fulfilment().unwrap().promises;
    let [promise, also @ ..] = &promises.iter().map(|kept| kept.promise.id).collect::<Vec<_>>()[..] else {
        panic!("{promises:?}")
    };
    let proof = Proof::RefundReference(Reference::parse(reference).unwrap());
    Command::ProvePromise {
        promise: *promise,
        proof,
        also: also.to_vec(),
        keeps_goods: None,
        although_known: None,
        in_all: None,
    }
}

/// An agreement of so much back, proven by a reference.
fn paid(others: &[&Scene], amount: &str, reference: &str) -> Scene {
    paid_in(filed(others), amount, reference)
}

fn paid_in(scene: Scene, amount: &str, reference: &str) -> Scene {
    let scene = agreed(scene, by_hand(Remedy::PriceReduction, Some(amount)));
    let prove = prove(&scene, reference);
    scene.given(AGENT_ACTS, prove)
}

fn granted(scene: &Scene, remedy: Remedy) -> Option<RemedyPart> {
    let case = scene.state.case().unwrap();
    let parts = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).addable(case);
    parts.into_iter().find(|part| part.remedy == remedy)
}

#[test]
fn refunds_of_two_cases_both_count_though_they_name_one_reference() {
    // As though each were proven before the other was known.
    let (one, two) = (paid(&[], "60.00", "WX-9001"), paid(&[], "60.00", "WX-9001"));
    let third = |amount| {
        let offer = offering(vec![by_hand(Remedy::PriceReduction, Some(amount))]);
        filed(&[&one, &two]).when(AGENT_ACTS, offer)
    };
    third("48.00").then(&["offer_made"]);
    third("48.01").then(&["offer_proposed"]);
}

#[test]
fn a_refund_that_the_shop_tells_of_is_one_of_the_desks_and_no_more_than_one() {
    let later = filed(&[]).after(Duration::minutes(5));
    let (one, two) = (paid(&[], "60.00", "WX-9001"), paid_in(later, "60.00", "WX-9001"));
    let order = Scene::empty().order;
    let mut now = order.clone();
    now.given_outside = beside(&[&one], &order, None).given();
    now.given_outside.iter_mut().for_each(|row| row.goods = None);
    let sum = |others: &[&Scene]| {
        let rows = beside(others, &order, Some(&now)).given();
        rows.into_iter().filter_map(|row| row.amount).map(|amount| amount.minor).sum::<i64>()
    };
    assert_eq!(sum(&[]), 6_000);
    assert_eq!(sum(&[&one]), 6_000);
    assert_eq!(sum(&[&one, &two]), 12_000);
}

#[test]
fn a_reference_that_proves_one_agreement_proves_no_other_of_the_order() {
    let one = paid(&[], "60.00", "WX-9001");
    let two = agreed(filed(&[&one]), by_hand(Remedy::PriceReduction, Some("60.00")));
    for same in ["WX-9001", "wx-9001", "W X-9001", "WX–9001", "ＷＸ-9001", "0WX-09001", "#WХ9001."] {
        two.clone().when(AGENT_ACTS, prove(&two, same)).then_rejected("reference_used");
    }
    for none in ["-", ".", "0", "x", "n/a", "无", "see above", "refunded", "7", "test 1"] {
        two.clone().when(AGENT_ACTS, prove(&two, none)).then_rejected("invalid_input");
    }
    two.clone().when(AGENT_ACTS, prove(&two, "WX-9010")).then(&["promise_proven", "fulfilled"]);
    let outside = OutsideRefund {
        amount: yuan("5.00"),
        means: Means::Wallet,
        reference: Reference::parse("-").ok(),
        on: two.now.date_naive(),
        goods: Vec::new(),
    };
    two.clone().when(AGENT_ACTS, Command::RecordOutsideRefund(outside)).then_rejected("invalid_input");
    // The same in one case that is taken up again.
    let reopen = Command::Reopen { sentence: Sentence::parse("还是坏的").unwrap() };
    let again = paid(&[], "60.00", "WX-9001").given(CUSTOMER_ACTS, reopen);
    let again = agreed(again, by_hand(Remedy::PriceReduction, Some("20.00")));
    again.clone().when(AGENT_ACTS, prove(&again, "WX-9001")).then_rejected("reference_used");
}

#[test]
fn a_refund_known_when_a_complaint_is_filed_proves_nothing_agreed_since() {
    let shop = beside(&[&paid(&[], "60.00", "WX-9001")], &Scene::empty().order, None).given();
    let scene = filed_beside(&[], |order| order.given_outside = shop);
    let scene = agreed(scene, by_hand(Remedy::PriceReduction, Some("60.00")));
    scene.clone().when(AGENT_ACTS, prove(&scene, "WX-9001")).then_rejected("reference_used");
}

#[test]
fn a_part_that_was_missing_is_not_the_goods() {
    for (remedy, then) in [(Remedy::MissingPart, "offer_made"), (Remedy::Resend, "offer_proposed")] {
        let sent = agreed(filed(&[]), by_hand(remedy, None));
        let offer = offering(vec![by_hand(Remedy::PriceReduction, Some("48.00"))]);
        filed(&[&sent]).when(AGENT_ACTS, offer).then(&[then]);
    }
}

#[test]
fn goods_that_a_rule_sends_weigh_what_they_cost() {
    let first = filed(&[]);
    let exchange = option(vec![granted(&first, Remedy::Exchange).unwrap()]);
    let first = agreed(first, exchange.clone());
    let second = filed(&[&first]);
    let back = granted(&second, Remedy::ReturnRefund).unwrap();
    for option in [
        by_hand(Remedy::Refund, Some("168.00")),
        by_hand(Remedy::PriceReduction, Some("1.00")),
        by_hand(Remedy::Resend, None),
        by_hand(Remedy::Exchange, None),
        // What the law gives, where what was sent is faulty itself, somebody signs for.
        option(vec![back]),
    ] {
        second.clone().when(AGENT_ACTS, offering(vec![option])).then(&["offer_proposed"]);
    }
    // Money for another cause stays what it is.
    let late = option(vec![granted(&second, Remedy::DelayCompensation).unwrap()]);
    second.when(AGENT_ACTS, offering(vec![late])).then(&["offer_made"]);
    // Nor are both given in one.
    let refund = by_hand(Remedy::Refund, Some("168.00")).parts;
    let both = option([exchange.parts, refund].concat());
    filed(&[]).when(AGENT_ACTS, offering(vec![both])).then(&["offer_proposed"]);
}

#[test]
fn a_piece_that_one_rule_replaced_another_does_not_send_once_more() {
    let first = filed(&[]);
    let exchange = option(vec![granted(&first, Remedy::Exchange).unwrap()]);
    // Both were complained about before either was answered.
    let mut second = filed(&[]);
    let first = agreed(first, exchange);
    second.elsewhere = beside(&[&first], &second.order, None);
    assert_eq!(granted(&second, Remedy::Resend), None);
    // What was sent may be faulty itself: a complaint made afterwards is answered, and somebody signs.
    let mut later = Scene::empty().after(Duration::days(3));
    later.packs = shop();
    later.elsewhere = beside(&[&first], &later.order, None);
    let later = later.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing())));
    let resend = option(vec![granted(&later, Remedy::Resend).unwrap()]);
    later.when(AGENT_ACTS, offering(vec![resend])).then(&["offer_proposed"]);
}

#[test]
fn goods_of_a_discounted_order_are_sent_without_a_signature() {
    let scene = filed_beside(&[], |order| order.terms.discount = Some(yuan("40.00")));
    let exchange = option(vec![granted(&scene, Remedy::Exchange).unwrap()]);
    scene.when(AGENT_ACTS, offering(vec![exchange])).then(&["offer_made"]);
}

#[test]
fn goods_that_cost_nothing_are_sent_once_without_a_signature() {
    let free = |order: &mut Order| {
        let mut watch = OrderLine::plain("WATCH", "手表", yuan("900.00"), 1);
        watch.paid = Some(yuan("0"));
        let gift = OrderLine::plain("GIFT", "赠品", yuan("0"), 1);
        order.lines.extend([watch, gift]);
    };
    for sku in ["WATCH", "GIFT"] {
        let filed = |others: &[&Scene]| {
            let mut scene = Scene::empty();
            free(&mut scene.order);
            scene.elsewhere = beside(others, &scene.order, None);
            let mut filing = filing();
            filing.goods = vec![Pieces::all_of(sku)];
            scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)))
        };
        let first = agreed(filed(&[]), by_hand(Remedy::Resend, None));
        let offer = offering(vec![by_hand(Remedy::Resend, None)]);
        filed(&[&first]).when(AGENT_ACTS, offer).then(&["offer_proposed"]);
    }
}

#[test]
fn money_for_goods_that_come_back_waits_for_them() {
    for remedy in [Remedy::ReturnRefund, Remedy::Withdrawal] {
        let scene = agreed(filed(&[]), by_hand(remedy, Some("168.00")));
        let due = |scene: &Scene| {
            scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.due_at
        };
        let takes = due(&scene) - scene.now;
        scene.clone().when(AGENT_ACTS, prove(&scene, "WX-9001")).then_rejected("goods_not_back");
        // They come back after five days, and it counts from there; so it does where that is put right.
        let back = |at, instead_of: Option<Finding>| {
            let finding = Finding::GoodsBackAt(OrderTime::Exact(at));
            Command::RecordFinding { finding, note: None, instead_of }
        };
        let on = scene.now + Duration::days(5);
        let came = scene.clone().after(Duration::days(6)).given(AGENT_ACTS, back(on, None));
        assert_eq!(due(&came), on + takes, "{remedy:?}");
        let put_right = came.clone().given(AGENT_ACTS, back(on - Duration::days(1), None));
        assert_eq!(due(&put_right), on - Duration::days(1) + takes);
        came.clone().when(AGENT_ACTS, prove(&came, "WX-9001")).then(&["promise_proven", "fulfilled"]);
        // Or the customer keeps them, for a reason that stays in the case and is not told to the customer.
        let Command::ProvePromise { promise, proof, also, .. } = prove(&scene, "WX-9001") else { panic!() };
        let keeps = |why: &str| {
            let keeps_goods = Sentence::parse(why).ok();
            Command::ProvePromise {
                promise,
                proof: proof.clone(),
                also: also.clone(),
                keeps_goods,
                although_known: None,
                in_all: None,
            }
        };
        for none in [".", "ok", "- - - -", "是的"] {
            scene.clone().when(AGENT_ACTS, keeps(none)).then_rejected("invalid_input");
        }
        let keeps = keeps("退回运费高于货值");
        let kept = scene.when(AGENT_ACTS, keeps).then(&["promise_proven", "fulfilled"]);
        let events = kept.outcome.unwrap();
        assert!(matches!(&events[0], Event::PromiseProven { keeps_goods: Some(_), .. }));
        let told = events[0].for_role(Role::Customer);
        assert!(matches!(told, Some(Event::PromiseProven { keeps_goods: None, .. })));
    }
    // Nothing comes back of what was never sent.
    let unsent = |order: &mut Order| {
        (order.status, order.shipped_at, order.delivered_at) = (OrderStatus::Paid, None, None);
    };
    let scene = agreed(filed_beside(&[], unsent), by_hand(Remedy::Withdrawal, Some("168.00")));
    scene.clone().when(AGENT_ACTS, prove(&scene, "WX-9001")).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn what_gives_money_by_hand_says_how_much() {
    for remedy in [
        Remedy::Refund,
        Remedy::ReturnRefund,
        Remedy::Withdrawal,
        Remedy::PriceReduction,
        Remedy::StoreCredit,
        Remedy::Cancel,
        Remedy::ShippingRefund,
        Remedy::OverchargeRefund,
        Remedy::DelayCompensation,
        Remedy::StatutoryDamages,
        Remedy::Coupon,
        Remedy::Points,
        Remedy::Gift,
        Remedy::ExtraService,
        Remedy::ThirdPartyRepair,
        Remedy::ReturnShipping,
        Remedy::ServiceFeeWaiver,
    ] {
        for amount in [None, Some("0")] {
            let offer = offering(vec![by_hand(remedy, amount)]);
            filed(&[]).when(AGENT_ACTS, offer).then_rejected("option_unsound");
        }
        let scene = agreed(filed(&[]), by_hand(Remedy::PriceReduction, Some("1.00")));
        let case = scene.state.case().unwrap();
        let promise = case.phase.fulfilment().unwrap().promises[0].promise.id;
        let replacement = PromiseId(Uuid::from_u128(0x77));
        let with = by_hand(remedy, None);
        let reason = Sentence::parse("换一种方式").unwrap();
        let instead = Command::ReplacePromise { promise, replacement, with, reason };
        scene.when(AGENT_ACTS, instead).then_rejected("option_unsound");
    }
    // Goods are worth their pieces, and what was never paid is cancelled without a sum.
    filed(&[]).when(AGENT_ACTS, offering(vec![by_hand(Remedy::Exchange, None)])).then(&["offer_made"]);
    let unpaid = |order: &mut Order| {
        order.terms.settlement = Some(Settlement::Unpaid);
    };
    let cancel = offering(vec![by_hand(Remedy::Cancel, None)]);
    filed_beside(&[], unpaid).when(AGENT_ACTS, cancel).then(&["offer_made"]);
}

#[test]
fn the_way_back_is_paid_by_hand_once_without_a_signature() {
    for remedy in [Remedy::ReturnShipping, Remedy::ServiceFeeWaiver] {
        let first = agreed(filed(&[]), by_hand(remedy, Some("5.00")));
        let again = offering(vec![by_hand(remedy, Some("5.00"))]);
        filed(&[&first]).when(AGENT_ACTS, again).then(&["offer_proposed"]);
        let else_wise = offering(vec![by_hand(Remedy::PriceReduction, Some("5.00"))]);
        filed(&[&first]).when(AGENT_ACTS, else_wise).then(&["offer_made"]);
    }
}

#[test]
fn what_a_rule_owes_is_not_had_by_hand_once_it_was_given_elsewhere() {
    // Five per cent of 168.00 is what the rule pays for late goods.
    let two = vec![
        by_hand(Remedy::PriceReduction, Some("50.00")),
        by_hand(Remedy::DelayCompensation, Some("8.40")),
    ];
    let mut first = filed(&[]).given(AGENT_ACTS, offering(two)).then(&["offer_made"]);
    let second = filed(&[&first]);
    let late = option(vec![granted(&second, Remedy::DelayCompensation).unwrap()]);
    let second = agreed(second, late);
    first.elsewhere = beside(&[&second], &first.order, None);
    first.clone().when(CUSTOMER_ACTS, accept(2)).then_rejected("given_meanwhile");
    first.when(CUSTOMER_ACTS, accept(1)).then(&["option_accepted", "agreed"]);
}

#[test]
fn what_a_rule_grants_is_borne_by_whom_the_rule_says() {
    let scene = filed(&[]);
    let part = granted(&scene, Remedy::ReturnRefund).unwrap();
    let borne_by = |payer| {
        let shares = part.amount.map(|amount| Share { payer, amount }).into_iter().collect();
        let offer = offering(vec![option(vec![RemedyPart { shares, ..part.clone() }])]);
        scene.clone().when(AGENT_ACTS, offer)
    };
    borne_by(Payer::Seller).then(&["offer_made"]);
    for payer in [Payer::Customer, Payer::Insurer, Payer::Carrier, Payer::Platform] {
        let refused = borne_by(payer).outcome;
        assert!(matches!(refused, Err(Rejection::RuleDoesNotGrant { .. })), "{refused:?}");
    }
    assert_eq!(scene.state.case().unwrap().category, Category::Quality);
}

#[test]
fn what_a_rule_granted_and_something_replaced_is_granted_no_more() {
    let first = filed(&[]);
    let late = option(vec![granted(&first, Remedy::DelayCompensation).unwrap()]);
    let first = agreed(first, late);
    let promise = first.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let replacement = PromiseId(Uuid::from_u128(0x77));
    let with = by_hand(Remedy::Coupon, Some("8.40"));
    let reason = Sentence::parse("The card was closed").unwrap();
    let first = first
        .given(AGENT_ACTS, Command::ReplacePromise { promise, replacement, with, reason })
        .given(CUSTOMER_ACTS, Command::AcceptReplacement { promise: replacement });
    let second = filed(&[&first]);
    assert_eq!(granted(&second, Remedy::DelayCompensation), None);
    assert!(granted(&second, Remedy::ReturnRefund).is_some(), "nothing else is touched");
}

#[test]
fn more_than_came_in_once_more_is_no_second_charge_without_a_signature() {
    let over = |amount| offering(vec![by_hand(Remedy::OverchargeRefund, Some(amount))]);
    // An order of 168.00, of which freight is none.
    let case = filed(&[]);
    let came_in = case.order.came_in().unwrap().decimal();
    case.clone().when(AGENT_ACTS, over(&came_in)).then(&["offer_made"]);
    case.when(AGENT_ACTS, over("1680.00")).then(&["offer_proposed"]);
}

#[test]
fn what_another_case_only_offers_is_told_as_offered_and_only_what_is_agreed_as_given() {
    let back = || by_hand(Remedy::ReturnRefund, Some("168.00"));
    let offered = filed(&[]).given(AGENT_ACTS, offering(vec![back()])).then(&["offer_made"]);
    let given = agreed(filed(&[]), back());
    let whole = agreed(filed(&[]), by_hand(Remedy::Refund, Some("168.00")));
    let shown = prove(&whole, "WX-9000");
    let whole = whole.given(AGENT_ACTS, shown);
    let part = paid(&[], "60.00", "WX-9001");
    let rest = || by_hand(Remedy::PriceReduction, Some("108.00"));
    let besides = filed(&[&part]).given(AGENT_ACTS, offering(vec![rest()])).then(&["offer_made"]);
    let told = |others: &[&Scene], remedy: Remedy| {
        let scene = filed(others);
        let case = scene.state.case().unwrap();
        let decision = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).decision;
        let refused = decision.refusals.iter().find(|one| one.remedy == remedy).unwrap();
        [Language::En, Language::ZhHans, Language::ZhHant]
            .map(|language| plain(&refused_because(&scene.packs, &decision, refused, language)))
    };
    for remedy in [Remedy::ReturnRefund, Remedy::Exchange] {
        let [english, simplified, traditional] = told(&[&offered], remedy);
        assert_eq!(english, "Offered to you in another case, waiting for your answer: 168.00 CNY.");
        assert!(simplified.contains("等您答复") && !simplified.contains("给过"), "{simplified}");
        assert!(traditional.contains("等您回覆") && !traditional.contains("給過"), "{traditional}");
        // Nobody knows yet that it went out.
        assert_eq!(told(&[&given], remedy)[0], "Agreed for you or given already: 168.00 CNY.");
        assert_eq!(told(&[&whole], remedy)[0], "Already given to you: 168.00 CNY.");
    }
    let both = "Already given to you: 60.00 CNY; and offered to you in another case, waiting for your answer: 108.00 CNY.";
    assert_eq!(told(&[&part, &besides], Remedy::ReturnRefund)[0], both);
}
