//! References of refunds across orders: one of another order shows nothing, whoever told of it and whosever order it is;
//! one transfer paid for several orders only where a supervisor says so, and why, and never for more than it was.

use domain::compensation::money::{Currency, Money};
use domain::order::OrderTime;
use domain::order::given::Given;
use domain::remedy::Remedy;
use domain::text::Reference;
use domain::text::contact::Email;
use serde_json::{Value, json};
use server::demo::orders;
use server::import::ReadOrder;
use server::secret::KnownContacts;
use tests::actors::{Actor, Answer};
use tests::app::App;

const REFERENCE: &str = "WX-2001";
const HUAS_VASE: (&str, &str) = ("SH-1010", "hua@example.com");
const HUAS_OTHER: (&str, &str) = ("SH-1002", "hua@example.com");
const MINGS: (&str, &str) = ("SH-1003", "8001");
/// The vase's number, once it is somebody else's.
const NEXT_BUYERS: (&str, &str) = ("SH-1010", "second@example.com");

/// A complaint about an order with ten yuan back agreed on it, and what proves them by the reference.
async fn agreed(app: &App, order: (&str, &str)) -> (String, Value) {
    let agent = app.staff("agent").await;
    let (filed, promise) = app.customer().agrees_on_ten_yuan(&agent, order).await;
    (filed.case_id, json!({"prove_promise": {"promise": promise, "proof": {"refund_reference": REFERENCE}}}))
}

async fn proves(actor: &Actor, (case_id, proof): &(String, Value)) -> Answer {
    let version = actor.case(case_id).await["version"].as_u64().unwrap();
    actor.command(case_id, version, proof).await
}

/// The refund as the shop tells of it.
fn refunded() -> Given {
    Given {
        remedy: Remedy::Refund,
        amount: Some(Money::new(1_000, Currency::CNY)),
        goods: None,
        rule: None,
        at: OrderTime::parse("2026-03-10T00:00:00").unwrap(),
        reference: Reference::parse("wx 2001").ok(),
        in_all: None,
    }
}

/// The vase's order with these refunds.
fn vase(app: &App, rows: Vec<Given>) -> ReadOrder {
    let ledger = &app.state.ledger;
    let mut vase = orders::all(ledger.now().to_utc(), &ledger.zone)
        .find(|read| read.order.number == HUAS_VASE.0)
        .unwrap();
    vase.order.given_outside = rows;
    vase
}

/// The vase's order comes in again with these refunds.
async fn shop_tells(app: &App, rows: Vec<Given>) {
    assert_eq!(app.import(vec![vase(app, rows)]).await, 0);
}

/// The vase's number is given to another buyer, for other goods bought months later, with these refunds.
async fn number_is_given_on(app: &App, rows: Vec<Given>) {
    let mut next = vase(app, rows);
    let line = next.order.lines.first_mut().unwrap();
    (line.sku, line.title) = ("RING".to_owned(), "Ring".to_owned());
    line.unit_price = Money::new(5_500, Currency::CNY);
    next.order.placed_at = OrderTime::parse("2026-03-09T10:00:00+08:00").unwrap();
    (next.order.tracking, next.order.shipping_fee) = (None, None);
    next.order.payments.clear();
    next.buyer = Some("C-9999".to_owned());
    let email = Email::parse(NEXT_BUYERS.1).ok();
    next.contacts = KnownContacts { email, ..KnownContacts::default() };
    assert_eq!(app.import(vec![next]).await, 0);
}

/// The refund as somebody records it by hand.
fn record() -> Value {
    record_of(1_000)
}

fn record_of(fen: i64) -> Value {
    json!({"record_outside_refund": {
        "amount": {"amount_minor": fen, "currency": "CNY"}, "means": "wallet", "on": "2026-03-10",
        "reference": REFERENCE,
    }})
}

/// The same with why it shows this though it is known.
fn with_a_reason((case_id, mut proof): (String, Value)) -> (String, Value) {
    proof["prove_promise"]["although_known"] = json!("一笔转账同时退了两单");
    (case_id, proof)
}

const ABOVE: (u16, &str) = (422, "above_transfer");

#[tokio::test]
async fn a_transfer_recorded_by_hand_shows_no_more_on_all_orders_than_was_recorded() {
    let app = App::start().await;
    let (agent, supervisor) = (app.staff("agent").await, app.staff("supervisor").await);
    let (first, second) = (agreed(&app, HUAS_OTHER).await, agreed(&app, MINGS).await);
    let recorded = app.customer().files_about_the_vase().await;
    agent.does(&recorded.case_id, &record()).await;
    let (first, second) = (with_a_reason(first), with_a_reason(second));
    proves(&supervisor, &first).await.ok();
    let refused = proves(&supervisor, &second).await.refusal();
    assert_eq!((refused.0, refused.1.as_str()), ABOVE);
    // The same once more on another order makes it no greater.
    agent.does(&second.0, &record()).await;
    let refused = proves(&supervisor, &second).await.refusal();
    assert_eq!((refused.0, refused.1.as_str()), ABOVE);
    agent.does(&recorded.case_id, &record_of(2_000)).await;
    proves(&supervisor, &second).await.ok();
}

#[tokio::test]
async fn what_is_recorded_by_hand_makes_no_transfer_greater_than_the_shop_told() {
    let app = App::start().await;
    let (agent, supervisor) = (app.staff("agent").await, app.staff("supervisor").await);
    let (first, second) = (agreed(&app, HUAS_OTHER).await, agreed(&app, MINGS).await);
    shop_tells(&app, vec![refunded()]).await;
    proves(&supervisor, &with_a_reason(first)).await.ok();
    let unrelated = agreed(&app, ("SH-1001", "8001")).await;
    agent.does(&unrelated.0, &record_of(10_000)).await;
    let refused = proves(&supervisor, &with_a_reason(second)).await.refusal();
    assert_eq!((refused.0, refused.1.as_str()), ABOVE);
}

#[tokio::test]
async fn a_refund_that_the_shop_told_of_a_numbers_former_buyer_proves_nothing_of_the_next() {
    for has_case in [true, false] {
        let app = App::start().await;
        let (agent, supervisor) = (app.staff("agent").await, app.staff("supervisor").await);
        shop_tells(&app, vec![refunded()]).await;
        if has_case {
            app.customer().files_about_the_vase().await;
        }
        number_is_given_on(&app, Vec::new()).await;
        let next = agreed(&app, NEXT_BUYERS).await;
        let refused = proves(&agent, &next).await;
        assert_eq!(refused.refusal(), (422, "reference_of_another_order".into()), "{has_case}");
        // One transfer for both is for a supervisor to say, and no more than it was.
        proves(&supervisor, &with_a_reason(next)).await.ok();
        let refused = proves(&supervisor, &with_a_reason(agreed(&app, MINGS).await)).await.refusal();
        assert_eq!((refused.0, refused.1.as_str()), ABOVE, "{has_case}");
    }
}

#[tokio::test]
async fn a_refund_that_the_shop_tells_of_a_numbers_next_buyer_proves_nothing_of_the_former() {
    let app = App::start().await;
    let former = agreed(&app, HUAS_VASE).await;
    number_is_given_on(&app, vec![refunded()]).await;
    let refused = proves(&app.staff("agent").await, &former).await;
    assert_eq!(refused.refusal(), (422, "reference_of_another_order".into()));
}

#[tokio::test]
async fn a_refund_told_before_its_number_was_given_on_proves_what_its_buyer_was_promised() {
    let app = App::start().await;
    let former = agreed(&app, HUAS_VASE).await;
    shop_tells(&app, vec![refunded()]).await;
    number_is_given_on(&app, Vec::new()).await;
    proves(&app.staff("agent").await, &former).await.ok();
}

#[tokio::test]
async fn a_refund_told_of_a_purchase_that_was_put_right_proves_what_was_promised_for_it() {
    let app = App::start().await;
    let former = agreed(&app, HUAS_VASE).await;
    let mut again = vase(&app, vec![refunded()]);
    again.buyer = Some("C-9999".to_owned());
    assert_eq!(app.import(vec![again]).await, 0);
    proves(&app.staff("agent").await, &former).await.ok();
}

#[tokio::test]
async fn a_refund_that_the_shop_told_of_another_customers_order_proves_nothing() {
    let app = App::start().await;
    shop_tells(&app, vec![refunded()]).await;
    let case = agreed(&app, MINGS).await;
    let answer = proves(&app.staff("agent").await, &case).await;
    assert_eq!(answer.refusal(), (422, "reference_of_another_order".into()));
}

#[tokio::test]
async fn a_refund_that_was_recorded_on_another_customers_order_proves_nothing() {
    let app = App::start().await;
    let agent = app.staff("agent").await;
    let filed = app.customer().files_about_the_vase().await;
    agent.does(&filed.case_id, &record()).await;
    let case = agreed(&app, MINGS).await;
    let answer = proves(&agent, &case).await;
    assert_eq!(answer.refusal(), (422, "reference_of_another_order".into()));
}

#[tokio::test]
async fn one_transfer_pays_for_orders_of_several_people_only_where_a_supervisor_says_why() {
    let app = App::start().await;
    let (agent, supervisor) = (app.staff("agent").await, app.staff("supervisor").await);
    let (first, second) = (agreed(&app, HUAS_VASE).await, agreed(&app, HUAS_OTHER).await);
    let other = agreed(&app, MINGS).await;
    proves(&agent, &first).await.ok();
    // The first record that is great enough says what it was.
    for (case, fen) in [(second, 2_000), (other, 3_000)] {
        for actor in [&agent, &supervisor] {
            let refused = proves(actor, &case).await;
            assert_eq!(refused.refusal(), (422, "reference_of_another_order".into()));
        }
        let signed = with_a_reason(case);
        let refused = proves(&agent, &signed).await;
        assert_eq!(refused.refusal(), (422, "reference_of_another_order".into()));
        // As far as anybody knows it was no more than it proved first.
        let refused = proves(&supervisor, &signed).await;
        assert_eq!(refused.refusal(), (422, "above_transfer".into()));
        agent.does(&signed.0, &record_of(fen)).await;
        proves(&supervisor, &signed).await.ok();
        // The case goes on as ever.
        agent.does(&signed.0, &json!({"reply": {"text": "已经退给您了。"}})).await;
    }
}

#[tokio::test]
async fn a_supervisor_says_once_and_in_one_go_what_a_transfer_for_several_orders_came_to() {
    let app = App::start().await;
    let (agent, supervisor) = (app.staff("agent").await, app.staff("supervisor").await);
    let (first, second) = (agreed(&app, HUAS_VASE).await, agreed(&app, HUAS_OTHER).await);
    let (third, fourth) = (agreed(&app, MINGS).await, agreed(&app, ("SH-1001", "8001")).await);
    proves(&agent, &first).await.ok();
    let in_all = |case: (String, Value), fen: i64| {
        let (case_id, mut proof) = with_a_reason(case);
        proof["prove_promise"]["in_all"] = json!({"amount_minor": fen, "currency": "CNY"});
        (case_id, proof)
    };
    // All that is to be said is in the first refusal.
    let refused = proves(&supervisor, &second).await.json();
    let least =
        &refused["error"]["facts"]["rejection"]["reference_of_another_order"]["in_all"]["amount_minor"];
    assert_eq!(*least, json!(2_000), "{refused}");
    proves(&supervisor, &in_all(second, 3_000)).await.ok();
    proves(&supervisor, &with_a_reason(third)).await.ok();
    // It was said: nobody makes it more, and no record does.
    agent.does(&first.0, &record_of(9_000)).await;
    let refused = proves(&supervisor, &in_all(fourth, 9_000)).await.refusal();
    assert_eq!((refused.0, refused.1.as_str()), ABOVE);
}

#[tokio::test]
async fn what_a_transfer_proves_on_several_orders_at_once_never_comes_to_more_than_the_shop_told_of_it() {
    let app = App::start().await;
    let supervisor = app.staff("supervisor").await;
    shop_tells(&app, vec![refunded()]).await;
    let (one, other) = (agreed(&app, HUAS_OTHER).await, agreed(&app, MINGS).await);
    let (one, other) = (with_a_reason(one), with_a_reason(other));
    let answers = tokio::join!(proves(&supervisor, &one), proves(&supervisor, &other));
    let (first, second) = (answers.0.status, answers.1.status);
    assert!(matches!((first.as_u16(), second.as_u16()), (200, 422) | (422, 200)), "{first} {second}");
}

#[tokio::test]
async fn a_reference_that_the_shop_corrects_is_free_for_the_order_it_is_of() {
    let app = App::start().await;
    shop_tells(&app, vec![refunded()]).await;
    let case = agreed(&app, MINGS).await;
    let agent = app.staff("agent").await;
    assert_eq!(proves(&agent, &case).await.refusal(), (422, "reference_of_another_order".into()));
    shop_tells(&app, Vec::new()).await;
    proves(&agent, &case).await.ok();
}

#[tokio::test]
async fn a_refund_that_the_shop_told_of_another_order_of_the_same_customer_proves_nothing_for_an_agent() {
    let app = App::start().await;
    shop_tells(&app, vec![refunded()]).await;
    let case = agreed(&app, HUAS_OTHER).await;
    let answer = proves(&app.staff("agent").await, &case).await;
    assert_eq!(answer.refusal(), (422, "reference_of_another_order".into()));
}

#[tokio::test]
async fn a_proof_or_a_record_that_is_taken_back_frees_its_reference_for_the_order_it_is_of() {
    let app = App::start().await;
    let agent = app.staff("agent").await;
    let (wrong, right) = (agreed(&app, HUAS_VASE).await, agreed(&app, MINGS).await);
    proves(&agent, &wrong).await.ok();
    let refused = proves(&agent, &right).await;
    assert_eq!(refused.refusal(), (422, "reference_of_another_order".into()));
    let take_back = json!({"take_back_proof": {
        "promise": wrong.1["prove_promise"]["promise"], "reason": "写成另一单的单号了",
    }});
    let other = app.staff("agent2").await;
    let version = other.case(&wrong.0).await["version"].as_u64().unwrap();
    let refused = other.command(&wrong.0, version, &take_back).await;
    assert_eq!(refused.refusal(), (422, "above_authority".into()));
    let answer = agent.does(&wrong.0, &take_back).await;
    assert!(answer["events"][0]["event"].get("proof_taken_back").is_some(), "{answer}");
    // A record of it stands in the way as well, until it is taken back.
    let recorded = agent.does(&wrong.0, &record()).await;
    let refused = proves(&agent, &right).await;
    assert_eq!(refused.refusal(), (422, "reference_of_another_order".into()));
    let version = recorded["version"].as_u64().unwrap();
    let take_back = json!({"take_back_outside_refund": {"version": version, "reason": "记错订单了"}});
    agent.does(&wrong.0, &take_back).await;
    proves(&agent, &right).await.ok();
}
