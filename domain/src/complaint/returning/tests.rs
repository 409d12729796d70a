//! Stories of goods that were agreed to come back.

use super::*;
use crate::actor::Actor;
use crate::clock::clocks;
use crate::compensation::option::{Basis, PartGoods};
use crate::complaint::command::{Command, Proof};
use crate::complaint::gives::of_case;
use crate::finding::Finding;
use crate::id::PromiseId;
use crate::order::{Order, OrderStatus, OrderTime, Pieces};
use crate::testing::{
    AGENT, CUSTOMER, SUPERVISOR, Scene, filing, offer_id, option_by_hand, option_id, proves, yuan,
};
use crate::text::{Message, Reference, Sentence};
use crate::view::{Step, next_step};
use chrono::Duration;

/// The fruit complaint with these remedies agreed on, an hour after they were offered.
fn agreed(remedies: &[(Remedy, Option<&str>)]) -> Scene {
    agree(Scene::filed(), 1, remedies)
}

/// How an order is told otherwise.
type Change = fn(&mut Order);

/// The same of an order that is changed before anybody complains about it.
fn agreed_of(change: Change, remedies: &[(Remedy, Option<&str>)]) -> Scene {
    let mut scene = Scene::empty();
    change(&mut scene.order);
    let file = Command::FileComplaint(Box::new(filing()));
    agree(scene.given(Actor::Customer(CUSTOMER), file), 1, remedies)
}

/// The nth agreement of a case.
fn agree(scene: Scene, nth: u128, remedies: &[(Remedy, Option<&str>)]) -> Scene {
    let mut all = remedies.iter().map(|(remedy, sum)| option_by_hand(option_id(nth), *remedy, *sum));
    let mut option = all.next().unwrap();
    for more in all {
        option.option.total.minor += more.option.total.minor;
        option.option.parts.extend(more.option.parts);
    }
    let offer =
        Command::MakeOffer { offer: offer_id(nth), replaces: None, options: vec![option], message: None };
    let accept = Command::AcceptOption { offer: offer_id(nth), option: option_id(nth), is_informed: true };
    let mut offered = scene.given(Actor::Agent(AGENT), offer).after(Duration::hours(1));
    if offered.state.case().unwrap().proposal.is_some() {
        let approve = Command::ApproveOffer { offer: offer_id(nth) };
        offered = offered.given(Actor::Supervisor(SUPERVISOR), approve);
    }
    offered.given(Actor::Customer(CUSTOMER), accept)
}

fn sent_back() -> Scene {
    agreed(&[
        (Remedy::ReturnRefund, Some("158.00")),
        (Remedy::ShippingRefund, Some("10.00")),
        (Remedy::ReturnShipping, Some("12.00")),
    ])
}

fn awaits(scene: &Scene) -> Option<Return> {
    awaited(scene.state.case().unwrap(), &TimeLimits::default())
}

fn running(scene: &Scene) -> Vec<(ClockKind, DateTime<FixedOffset>)> {
    let all = clocks(scene.state.case().unwrap(), &TimeLimits::default());
    all.into_iter().map(|clock| (clock.kind, clock.due_at)).collect()
}

fn tell() -> Command {
    Command::TellReturn { how: Message::parse("快递员明天上午来取。").unwrap() }
}

fn write() -> Command {
    Command::Reply { text: Message::parse("还在安排。").unwrap() }
}

#[test]
fn how_goods_come_back_is_the_next_step_with_a_clock_until_it_is_recorded() {
    let scene = sent_back();
    let told_by = scene.now + Duration::hours(24);
    let untold = Some(Return { since: scene.now, told_by, told: None, send: None, is_refund: true });
    assert_eq!(awaits(&scene), untold);
    let limits = TimeLimits::default();
    let next = next_step(scene.state.case().unwrap(), &limits);
    assert_eq!((next.step, next.due_at), (Step::TellReturn, Some(told_by)));
    assert!(running(&scene).contains(&(ClockKind::Return, told_by)));
    // A word about something else is none about the way back.
    let written = scene.after(Duration::hours(1)).given(Actor::Agent(AGENT), write());
    assert_eq!(awaits(&written), untold);
    let told = written.when(Actor::Agent(AGENT), tell());
    told.clone().then(&["return_told"]);
    assert_eq!(awaits(&told).unwrap().told.as_deref(), Some("快递员明天上午来取。"));
    assert_eq!(next_step(told.state.case().unwrap(), &limits).step, Step::Keep);
    assert!(!running(&told).iter().any(|(kind, _)| *kind == ClockKind::Return));
}

#[test]
fn nothing_comes_back_where_only_money_was_agreed_or_nothing_is_agreed_yet() {
    let money = agreed(&[(Remedy::Refund, Some("168.00"))]);
    assert_eq!(awaits(&money), None);
    money.when(Actor::Agent(AGENT), tell()).then_rejected("nothing_comes_back");
    assert_eq!(awaits(&Scene::offered()), None);
    Scene::offered().when(Actor::Agent(AGENT), tell()).then_rejected("nothing_comes_back");
}

#[test]
fn what_waits_for_the_goods_has_no_clock_before_they_are_back_and_its_whole_time_afterwards() {
    let scene = sent_back();
    let promised = |scene: &Scene| {
        let due = running(scene).into_iter().filter(|(kind, _)| *kind == ClockKind::Promise);
        due.map(|(_, due_at)| due_at).collect::<Vec<_>>()
    };
    assert_eq!(promised(&scene).len(), 0);
    let later = scene.after(Duration::days(20));
    let back = Finding::GoodsBackAt(OrderTime::Exact(later.now));
    let record = Command::RecordFinding { finding: back, note: None, instead_of: None };
    let back = later.given(Actor::Agent(AGENT), record);
    assert_eq!(promised(&back), [back.now + Duration::days(7)], "price and freight go at once");
    assert_eq!(awaits(&back), None);
}

#[test]
fn goods_that_are_back_are_followed_by_what_goes_back_for_them_until_it_is_done() {
    let follows = |scene: &Scene| after_return(scene.state.case().unwrap());
    let back = |scene: Scene| {
        let finding = Finding::GoodsBackAt(OrderTime::Exact(scene.now));
        let record = Command::RecordFinding { finding, note: None, instead_of: None };
        scene.given(Actor::Agent(AGENT), record)
    };
    assert_eq!(follows(&sent_back()), None, "they are on their way");
    let arrived = back(sent_back().after(Duration::days(3)));
    let all = AfterReturn { money: Some(yuan("180.00")), due_at: arrived.now + Duration::days(7) };
    assert_eq!(follows(&arrived), Some(all));
    let promises = arrived.state.case().unwrap().phase.fulfilment().unwrap().promises.clone();
    let paid = |scene: Scene, nth: usize| {
        let reference = Reference::parse(&format!("WX-2026030{nth}")).unwrap();
        let proof = Proof::RefundReference(reference);
        let promise = promises[nth].promise.id;
        let prove = proves(promise, proof);
        scene.given(Actor::Agent(AGENT), prove)
    };
    let half = paid(paid(arrived, 0), 1);
    assert_eq!(follows(&half).unwrap().money, Some(yuan("12.00")));
    assert_eq!(follows(&paid(half, 2)), None);
    // Nothing is paid for what is exchanged.
    let exchanged = back(agreed(&[(Remedy::Exchange, None)]));
    assert_eq!(follows(&exchanged).unwrap().money, None);
    // What new goods are worth goes back to nobody, and their day is not that of the money.
    let both = back(agreed(&[(Remedy::ReturnRefund, Some("100.00")), (Remedy::Exchange, Some("5.00"))]));
    let promises = &both.state.case().unwrap().phase.fulfilment().unwrap().promises;
    let days: Vec<_> = promises.iter().map(|kept| kept.promise.due_at).collect();
    assert_ne!(days[0], days[1]);
    assert_eq!(follows(&both), Some(AfterReturn { money: Some(yuan("100.00")), due_at: days[0] }));
}

#[test]
fn the_way_back_of_what_is_exchanged_waits_for_it_too() {
    let scene = agreed(&[(Remedy::Exchange, None), (Remedy::ReturnShipping, Some("12.00"))]);
    let promised = |scene: &Scene| {
        let all = clocks(scene.state.case().unwrap(), &TimeLimits::default());
        all.into_iter().flat_map(|clock| clock.remedies).collect::<Vec<_>>()
    };
    assert_eq!(promised(&scene), [Remedy::Exchange], "new goods wait for nothing");
    let back = Finding::GoodsBackAt(OrderTime::Exact(scene.now));
    let record = Command::RecordFinding { finding: back, note: None, instead_of: None };
    let back = scene.given(Actor::Agent(AGENT), record);
    assert_eq!(promised(&back), [Remedy::Exchange, Remedy::ReturnShipping]);
}

#[test]
fn the_way_back_is_shown_by_what_was_paid_for_it_and_never_by_the_refund() {
    let scene = sent_back();
    let case = scene.state.case().unwrap();
    let kinds: Vec<_> =
        case.phase.fulfilment().unwrap().promises.iter().map(|kept| kept.promise.proof_kind).collect();
    let (first, last) = (kinds.first().unwrap().code(), kinds.last().unwrap().code());
    assert_eq!((first, last), ("refund_reference", "statement"));
}

fn record_back(scene: Scene) -> Scene {
    let finding = Finding::GoodsBackAt(OrderTime::Exact(scene.now));
    scene.given(Actor::Agent(AGENT), Command::RecordFinding { finding, note: None, instead_of: None })
}

/// The promise of a remedy.
fn promise(scene: &Scene, remedy: Remedy) -> PromiseId {
    let all = &scene.state.case().unwrap().phase.fulfilment().unwrap().promises;
    all.iter().find(|kept| kept.promise.part.remedy == remedy).unwrap().promise.id
}

fn prove(scene: &Scene, remedy: Remedy, proof: Proof) -> Command {
    let promise = promise(scene, remedy);
    proves(promise, proof)
}

fn tracking() -> Proof {
    Proof::TrackingNumber(Reference::parse("SF2000099").unwrap())
}

fn has_clock(scene: &Scene, remedy: Remedy) -> bool {
    let all = clocks(scene.state.case().unwrap(), &TimeLimits::default());
    all.iter().any(|clock| clock.remedies.contains(&remedy))
}

#[test]
fn where_money_waits_for_goods_it_can_be_told_how_they_come_back_whatever_is_known_of_their_arrival() {
    let changes: [(&str, Change); 3] = [
        ("delivered on no day", |order| order.delivered_at = None),
        ("shipped", |order| (order.delivered_at, order.status) = (None, OrderStatus::Shipped)),
        ("another line is still out", |order| {
            let mut other = order.lines[0].clone();
            (other.sku, other.status) = ("OTHER".to_owned(), Some(OrderStatus::Shipped));
            order.lines.push(other);
        }),
    ];
    for (what, change) in changes {
        let scene = agreed_of(change, &[(Remedy::ReturnRefund, Some("158.00"))]);
        assert!(waits_for_price(&scene), "{what}");
        let told_by = scene.now + Duration::hours(24);
        assert!(running(&scene).contains(&(ClockKind::Return, told_by)), "{what}");
        let told = scene.when(Actor::Agent(AGENT), tell());
        told.then(&["return_told"]);
    }
}

fn waits_for_price(scene: &Scene) -> bool {
    let case = scene.state.case().unwrap();
    case.phase.fulfilment().unwrap().promises.iter().any(|kept| waits(case, &kept.promise))
}

#[test]
fn the_old_goods_are_to_come_back_also_after_the_new_ones_have_gone_out() {
    let scene = agreed(&[(Remedy::Exchange, None), (Remedy::ReturnShipping, Some("12.00"))]);
    let sent = prove(&scene, Remedy::Exchange, tracking());
    let sent = scene.given(Actor::Agent(AGENT), sent);
    let case = sent.state.case().unwrap();
    assert!(is_expected(case) && awaits(&sent).is_some());
    assert!(!has_clock(&sent, Remedy::ReturnShipping));
    let told = sent.given(Actor::Agent(AGENT), tell());
    let back = record_back(told.after(Duration::days(5)));
    assert!(has_clock(&back, Remedy::ReturnShipping));
    assert_eq!(awaits(&back), None);
    assert!(is_expected(back.state.case().unwrap()), "when they came may still be corrected");
}

#[test]
fn an_exchange_that_is_fulfilled_still_has_its_old_goods_come_back() {
    let scene = agreed(&[(Remedy::Exchange, None)]);
    let sent = prove(&scene, Remedy::Exchange, tracking());
    let sent = scene.given(Actor::Agent(AGENT), sent);
    assert_eq!(sent.state.case().unwrap().phase.name().code(), "fulfilled");
    assert!(is_expected(sent.state.case().unwrap()));
    let told = sent.given(Actor::Agent(AGENT), tell());
    assert!(awaits(&told).is_some_and(|back| back.told.is_some()));
    assert_eq!(awaits(&record_back(told)), None);
}

#[test]
fn goods_that_came_back_before_open_no_money_of_a_later_agreement() {
    let scene = record_back(agreed(&[(Remedy::Exchange, None)]));
    let sent = prove(&scene, Remedy::Exchange, tracking());
    let again = Command::Reopen { sentence: Sentence::parse("新的也坏了").unwrap() };
    let scene = scene.given(Actor::Agent(AGENT), sent).given(Actor::Customer(CUSTOMER), again);
    let scene = agree(scene.after(Duration::days(3)), 2, &[(Remedy::ReturnRefund, Some("158.00"))]);
    assert!(awaits(&scene).is_some());
    let refund = Proof::RefundReference(Reference::parse("WX-90017").unwrap());
    let refund = prove(&scene, Remedy::ReturnRefund, refund);
    scene.clone().when(Actor::Agent(AGENT), refund.clone()).then_rejected("goods_not_back");
    let back = record_back(scene.after(Duration::days(2)));
    back.when(Actor::Agent(AGENT), refund).then(&["promise_proven", "fulfilled"]);
}

#[test]
fn goods_that_are_back_before_anything_is_agreed_need_no_way() {
    let scene = agree(record_back(Scene::filed()), 1, &[(Remedy::ReturnRefund, Some("158.00"))]);
    assert_eq!(awaits(&scene), None);
    assert!(!waits_for_price(&scene));
}

#[test]
fn the_time_to_say_how_begins_when_the_goods_are_out() {
    // Agreed before it was sent, and sent all the same.
    let unsent: Change = |order| {
        (order.delivered_at, order.shipped_at, order.status) = (None, None, OrderStatus::Paid);
    };
    let mut scene = agreed_of(unsent, &[(Remedy::ReturnRefund, Some("158.00"))]).after(Duration::days(3));
    assert_eq!(awaits(&scene), None);
    (scene.order.status, scene.order.shipped_at) = (OrderStatus::Shipped, Some(OrderTime::Exact(scene.now)));
    let sent = scene.given(Actor::System, Command::NoteOrderChanged);
    assert!(running(&sent).contains(&(ClockKind::Return, sent.now + Duration::hours(24))));

    // Said to be back, and they were not.
    let scene = record_back(sent_back().after(Duration::days(3)));
    let finding = scene.state.case().unwrap().findings.goods_back_at.map(Finding::GoodsBackAt).unwrap();
    let scene = scene.after(Duration::days(1));
    let scene = scene.given(Actor::Agent(AGENT), Command::TakeBackFinding { finding });
    assert!(running(&scene).contains(&(ClockKind::Return, scene.now + Duration::hours(24))));
}

#[test]
fn money_for_the_way_back_is_known_by_its_reference() {
    let scene = record_back(sent_back());
    let reference = Reference::parse("WX-90018").unwrap();
    let paid = prove(&scene, Remedy::ReturnShipping, Proof::RefundReference(reference.clone()));
    let paid = scene.given(Actor::Agent(AGENT), paid);
    let all = of_case(paid.state.case().unwrap()).entries;
    let row = all.iter().find(|entry| entry.given.remedy == Remedy::ReturnShipping).unwrap();
    assert_eq!(row.given.reference, Some(reference));
}

#[test]
fn who_agreed_to_a_return_and_keeps_the_goods_has_a_last_day_and_then_the_desk_may_end_it() {
    let told = sent_back().given(Actor::Agent(AGENT), tell());
    let by = told.now + Duration::days(14);
    assert!(running(&told).contains(&(ClockKind::SendBack, by)));
    let words = |text| Message::parse(text).unwrap();
    let end = || Command::RejectComplaint {
        reason: words("商品一直没有寄回。"),
        recourse: words("寄回后可重新打开。"),
    };
    let last = told.after(Duration::days(14));
    last.clone().when(Actor::Agent(AGENT), end()).then_rejected("wrong_phase");
    let over = last.after(Duration::minutes(1)).given(Actor::Agent(AGENT), end());
    let case = over.state.case().unwrap();
    assert_eq!(case.phase.name().code(), "rejected");
    assert_eq!(of_case(case).entries, [], "nothing was given");
    let again = Command::Reopen { sentence: Sentence::parse("现在寄回").unwrap() };
    over.when(Actor::Customer(CUSTOMER), again).then(&["reopened"]);
}

#[test]
fn a_return_is_not_ended_while_something_else_was_promised_or_before_its_customer_was_told_how() {
    let words = |text| Message::parse(text).unwrap();
    let end = Command::RejectComplaint {
        reason: words("商品一直没有寄回。"), recourse: words("可申诉。")
    };
    let untold = sent_back().after(Duration::days(60));
    untold.when(Actor::Agent(AGENT), end.clone()).then_rejected("wrong_phase");
    let both = agreed(&[(Remedy::ReturnRefund, Some("158.00")), (Remedy::Coupon, Some("10.00"))]);
    let both = both.given(Actor::Agent(AGENT), tell()).after(Duration::days(15));
    both.clone().when(Actor::Agent(AGENT), end.clone()).then_rejected("wrong_phase");
    let coupon = Proof::CouponCode(Reference::parse("THANKS-10").unwrap());
    let coupon = prove(&both, Remedy::Coupon, coupon);
    let ended = both.given(Actor::Agent(AGENT), coupon).given(Actor::Agent(AGENT), end);
    let given = of_case(ended.state.case().unwrap()).entries;
    assert_eq!(given.iter().map(|entry| entry.given.remedy).collect::<Vec<_>>(), [Remedy::Coupon]);
}

#[test]
fn an_offer_counts_what_waits_for_goods_from_their_return() {
    let parts = |remedy| option_by_hand(option_id(1), remedy, Some("158.00")).option.parts;
    let limits = TimeLimits::default();
    let out = Scene::filed();
    let case = out.state.case().unwrap();
    assert_eq!(days_after_return(case, &parts(Remedy::ReturnRefund), &limits), Some(7));
    assert_eq!(days_after_return(case, &parts(Remedy::Refund), &limits), None);
    let back = record_back(out);
    assert_eq!(days_after_return(back.state.case().unwrap(), &parts(Remedy::ReturnRefund), &limits), None);
}

#[test]
fn the_way_back_is_paid_for_words_or_a_number_and_not_for_a_full_stop() {
    let says = |words: &str| Proof::Statement(Sentence::parse(words).unwrap());
    let scene = sent_back();
    for none in [".", "ok", "- - -", "是的", "1111", "100.00", "１２３４"] {
        let shown = prove(&scene, Remedy::ReturnShipping, says(none));
        scene.clone().when(Actor::Agent(AGENT), shown).then_rejected("invalid_input");
    }
    for some in ["Label sent by mail", "退货运单已发"] {
        let shown = prove(&scene, Remedy::ReturnShipping, says(some));
        scene.clone().when(Actor::Agent(AGENT), shown).then(&["promise_proven"]);
    }
    let paid = Proof::RefundReference(Reference::parse("R12").unwrap());
    let shown = prove(&scene, Remedy::ReturnShipping, paid);
    scene.when(Actor::Agent(AGENT), shown).then(&["promise_proven"]);
    // What is no money needs no number of letters.
    let scene = agreed(&[(Remedy::Apology, None)]);
    let shown = prove(&scene, Remedy::Apology, says("已致歉"));
    scene.when(Actor::Agent(AGENT), shown).then(&["promise_proven", "fulfilled"]);
}

/// Something else instead of a promise.
fn instead(scene: &Scene, remedy: Remedy, with: Remedy, sum: Option<&str>, nth: u128) -> Command {
    Command::ReplacePromise {
        promise: promise(scene, remedy),
        replacement: PromiseId(uuid::Uuid::from_u128(0x700 + nth)),
        with: option_by_hand(option_id(90 + nth), with, sum).option,
        reason: Sentence::parse("您说想留下商品，这次退货就不办了").unwrap(),
    }
}

#[test]
fn a_return_ends_before_its_time_where_customer_and_desk_agree_that_the_goods_stay() {
    let scene = sent_back().given(Actor::Agent(AGENT), tell());
    let keep =
        Command::WriteToDesk { text: Message::parse("我想留下，不退了").unwrap(), wants: Vec::new() };
    let mut scene = scene.after(Duration::days(2)).given(Actor::Customer(CUSTOMER), keep);
    let all = [Remedy::ReturnRefund, Remedy::ShippingRefund, Remedy::ReturnShipping];
    for (nth, remedy) in (1..).zip(all) {
        let with = [Remedy::Guidance, Remedy::Apology, Remedy::Correction][usize::try_from(nth).unwrap() - 1];
        scene = scene.clone().given(Actor::Agent(AGENT), instead(&scene, remedy, with, None, nth));
        scene = scene.then(&["replacement_proposed"]);
    }
    // Nothing is taken from the customer before they say yes.
    let given = |scene: &Scene| {
        let all = of_case(scene.state.case().unwrap()).entries.into_iter();
        all.filter_map(|entry| entry.given.amount).map(|amount| amount.minor).sum::<i64>()
    };
    assert_eq!(given(&scene), 18_000);
    for nth in 1..=3 {
        let promise = PromiseId(uuid::Uuid::from_u128(0x700 + nth));
        scene = scene.given(Actor::Customer(CUSTOMER), Command::AcceptReplacement { promise });
        scene = scene.then(&["replacement_accepted"]);
    }
    assert_eq!((given(&scene), awaits(&scene)), (0, None));
    let said = Proof::Statement(Sentence::parse("按客户意愿留用").unwrap());
    for remedy in [Remedy::Guidance, Remedy::Apology, Remedy::Correction] {
        let shown = prove(&scene, remedy, said.clone());
        scene = scene.given(Actor::Agent(AGENT), shown);
    }
    assert_eq!(scene.state.case().unwrap().phase.name().code(), "fulfilled");
}

#[test]
fn goods_stay_with_their_customer_only_where_nothing_else_that_was_agreed_wants_them_back() {
    use Remedy::{Coupon, Exchange, ReturnRefund, ShippingRefund};
    let keeps = |scene: &Scene, of: Remedy, instead: Remedy| {
        let part = option_by_hand(option_id(9), instead, None).option.parts.remove(0);
        let agreement = scene.state.case().unwrap().phase.fulfilment().unwrap();
        lets_keep(agreement, promise(scene, of), &[&part])
    };
    let scene = agreed(&[(ReturnRefund, Some("168.00")), (ShippingRefund, Some("12.00"))]);
    assert!(keeps(&scene, ReturnRefund, Coupon));
    assert!(!keeps(&scene, ReturnRefund, Exchange), "new goods want the old ones back");
    assert!(!keeps(&scene, ShippingRefund, Coupon), "the price still waits for the goods");
}

#[test]
fn once_goods_are_back_or_where_none_come_back_a_promise_is_replaced_by_nothing_less() {
    let back = record_back(sent_back());
    let less = instead(&back, Remedy::ReturnRefund, Remedy::Guidance, None, 1);
    back.when(Actor::Agent(AGENT), less).then_rejected("replacement_worth_less");
    let scene = agreed(&[(Remedy::PriceReduction, Some("20.00"))]);
    let less = instead(&scene, Remedy::PriceReduction, Remedy::Guidance, None, 1);
    scene.when(Actor::Agent(AGENT), less).then_rejected("replacement_worth_less");
}

#[test]
fn less_is_accepted_only_as_long_as_the_goods_are_out() {
    let scene = sent_back().given(Actor::Agent(AGENT), tell());
    let less = instead(&scene, Remedy::ReturnRefund, Remedy::Apology, None, 1);
    let proposed = scene.given(Actor::Agent(AGENT), less).then(&["replacement_proposed"]);
    let promise = PromiseId(uuid::Uuid::from_u128(0x701));
    let back = record_back(proposed);
    back.clone()
        .when(Actor::Customer(CUSTOMER), Command::AcceptReplacement { promise })
        .then_rejected("replacement_worth_less");
    back.when(Actor::Customer(CUSTOMER), Command::DeclineReplacement { promise })
        .then(&["replacement_declined"]);
}

#[test]
fn goods_of_a_return_that_was_replaced_open_no_money_of_the_next_one() {
    let scene = agreed(&[(Remedy::ReturnRefund, Some("100.00"))]);
    let less = instead(&scene, Remedy::ReturnRefund, Remedy::Coupon, Some("100.00"), 1);
    let promise = PromiseId(uuid::Uuid::from_u128(0x701));
    let scene = scene.given(Actor::Agent(AGENT), less);
    let scene = record_back(scene.given(Actor::Customer(CUSTOMER), Command::AcceptReplacement { promise }));
    let coupon = Proof::CouponCode(Reference::parse("CP-100").unwrap());
    let shown = prove(&scene, Remedy::Coupon, coupon);
    let reopen = Command::Reopen { sentence: Sentence::parse("还有一件也坏了").unwrap() };
    let scene = scene.given(Actor::Agent(AGENT), shown).given(Actor::Customer(CUSTOMER), reopen);
    assert_eq!(scene.state.case().unwrap().findings.goods_back_at, None);
    let scene = agree(scene, 2, &[(Remedy::ReturnRefund, Some("58.00"))]);
    let paid =
        prove(&scene, Remedy::ReturnRefund, Proof::RefundReference(Reference::parse("WX-22").unwrap()));
    scene.when(Actor::Agent(AGENT), paid).then_rejected("goods_not_back");
}

#[test]
fn what_was_shown_once_is_left_undone_by_a_supervisor_alone() {
    let back =
        record_back(agreed(&[(Remedy::ReturnRefund, Some("100.00"))]).given(Actor::Agent(AGENT), tell()));
    let paid = prove(&back, Remedy::ReturnRefund, Proof::RefundReference(Reference::parse("WX-21").unwrap()));
    let paid = back.given(Actor::Agent(AGENT), paid);
    let promise = promise(&paid, Remedy::ReturnRefund);
    let take = Command::TakeBackProof { promise, reason: Sentence::parse("记错了单号").unwrap() };
    // What the customer has confirmed is no slip of the pen.
    let confirmed = paid.clone().given(Actor::Customer(CUSTOMER), Command::ConfirmFulfilment);
    confirmed.clone().when(Actor::Agent(AGENT), take.clone()).then_rejected("above_authority");
    confirmed.when(Actor::Supervisor(SUPERVISOR), take.clone()).then(&["proof_taken_back"]);
    let finding = paid.state.case().unwrap().findings.goods_back_at.map(Finding::GoodsBackAt).unwrap();
    let scene = paid.given(Actor::Agent(AGENT), take);
    let scene = scene.given(Actor::Agent(AGENT), Command::TakeBackFinding { finding });
    // Replaced by less or as much, or let lapse: the money may be out.
    for (with, amount) in [(Remedy::Apology, None), (Remedy::Coupon, Some("100.00"))] {
        let less = instead(&scene, Remedy::ReturnRefund, with, amount, 1);
        scene.clone().when(Actor::Agent(AGENT), less.clone()).then_rejected("above_authority");
        let mut by_supervisor = less;
        if let Command::ReplacePromise { with, .. } = &mut by_supervisor {
            let reason = "查过：没有付出".to_owned();
            with.parts[0].basis = Basis::Person { user: SUPERVISOR, reason };
        }
        scene.clone().when(Actor::Supervisor(SUPERVISOR), by_supervisor).then(&["replacement_proposed"]);
    }
    let words = |text| Message::parse(text).unwrap();
    let reject = Command::RejectComplaint {
        reason: words("商品没有寄回。"),
        recourse: words("可以联系 12315。"),
    };
    let lapsed = scene.after(Duration::days(40));
    lapsed.clone().when(Actor::Agent(AGENT), reject.clone()).then_rejected("above_authority");
    lapsed.when(Actor::Supervisor(SUPERVISOR), reject).then(&["rejected"]);
}

#[test]
fn goods_that_are_back_open_no_money_of_other_goods_that_took_their_place() {
    let mut scene = Scene::empty();
    let mut lamp = scene.order.lines[0].clone();
    (lamp.sku, lamp.unit_price) = ("LAMP".to_owned(), yuan("5.00"));
    scene.order.lines.push(lamp);
    let goods = [Pieces::all_of("FRUIT-5KG"), Pieces::all_of("LAMP")].to_vec();
    let file = Command::FileComplaint(Box::new(crate::complaint::command::Filing { goods, ..filing() }));
    let scene = scene.given(Actor::Customer(CUSTOMER), file);
    let of = |sku: &str, sum| {
        let mut option = option_by_hand(option_id(1), Remedy::ReturnRefund, Some(sum));
        let (sku, title) = (sku.to_owned(), String::new());
        option.option.parts[0].goods = vec![PartGoods { sku, title, quantity: 1 }];
        option
    };
    let options = vec![of("LAMP", "5.00")];
    let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    let scene = scene.given(Actor::Agent(AGENT), offer).given(Actor::Customer(CUSTOMER), accept);
    let replaced = |sku: &str, sum| {
        let mut replace = instead(&scene, Remedy::ReturnRefund, Remedy::ReturnRefund, Some(sum), 1);
        let Command::ReplacePromise { with, .. } = &mut replace else { panic!("{replace:?}") };
        with.parts.clone_from(&of(sku, sum).option.parts);
        let scene = record_back(scene.clone()).given(Actor::Agent(AGENT), replace);
        let promise = PromiseId(uuid::Uuid::from_u128(0x701));
        let scene = scene.given(Actor::Customer(CUSTOMER), Command::AcceptReplacement { promise });
        let (proof, also) = (Proof::RefundReference(Reference::parse("GB-2").unwrap()), Vec::new());
        let prove = Command::ProvePromise {
            promise,
            proof,
            also,
            keeps_goods: None,
            although_known: None,
            in_all: None,
        };
        scene.when(Actor::Agent(AGENT), prove)
    };
    replaced("FRUIT-5KG", "158.00").then_rejected("goods_not_back");
    replaced("LAMP", "5.00").then(&["promise_proven", "fulfilled"]);
}

#[test]
fn goods_stay_with_their_customer_once_they_are_paid_for_without_coming_back_or_something_took_their_place() {
    let keeps = |scene: &Scene| {
        let case = scene.state.case().unwrap();
        let promises = &case.phase.fulfilment().unwrap().promises;
        promises.iter().map(|kept| keeps_goods(case, kept)).collect::<Vec<_>>()
    };
    let scene = agreed(&[(Remedy::ReturnRefund, Some("168.00"))]);
    assert_eq!(keeps(&scene), [false], "they are to come back");
    let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let prove = Command::ProvePromise {
        promise,
        proof: Proof::RefundReference(Reference::parse("GB-3").unwrap()),
        also: Vec::new(),
        keeps_goods: Some(Sentence::parse("碎了，不用寄回").unwrap()),
        although_known: None,
        in_all: None,
    };
    assert_eq!(keeps(&scene.clone().given(Actor::Agent(AGENT), prove)), [true]);
    let back = record_back(scene.clone());
    let refunded = back.given(
        Actor::Agent(AGENT),
        proves(promise, Proof::RefundReference(Reference::parse("GB-4").unwrap())),
    );
    assert_eq!(keeps(&refunded), [false], "they came back");
    let replace = instead(&scene, Remedy::ReturnRefund, Remedy::PriceReduction, Some("100.00"), 1);
    let replacement = PromiseId(uuid::Uuid::from_u128(0x701));
    let scene = scene.given(Actor::Agent(AGENT), replace);
    assert_eq!(keeps(&scene), [false], "nobody has agreed yet");
    let scene = scene.given(Actor::Customer(CUSTOMER), Command::AcceptReplacement { promise: replacement });
    assert_eq!(keeps(&scene), [true, false]);
}
