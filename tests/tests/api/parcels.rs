//! Parcels across orders: one of another order, or one that shows something of another complaint, shows nothing that is sent
//! unless a supervisor says why, whoever told of it and however many are entered at once.

use serde_json::{Value, json};
use std::time::Duration;
use tests::actors::{Actor, Answer, filing, new_id};
use tests::app::App;

const HUAS_VASE: (&str, &str) = ("SH-1010", "hua@example.com");
const MEIS: (&str, &str) = ("SH-1014", "mei@example.com");
const MINGS: (&str, &str) = ("SH-1003", "8001");
/// As the example shop numbers its parcels.
const OF_THE_VASE: &str = "SF770020261010";
const OF_MINGS: &str = "SF770020261003";

/// A complaint on which it is agreed that the goods are sent again, and what shows it by a parcel's number.
async fn sent_again(app: &App, whose: (&str, &str)) -> (String, Value) {
    sent_again_to(app, &app.customer(), whose).await
}

async fn sent_again_to(app: &App, customer: &Actor, (order, contact): (&str, &str)) -> (String, Value) {
    let agent = app.staff("agent").await;
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let found = customer.look_up(order, contact).await.ok();
    let mut complaint = filing(&found, "delivery_damage", "收到的时候已经碎成三块了。");
    complaint["wants"] = json!(["apology"]);
    let filed = customer.files(&complaint).await;
    let (offer, option) = (new_id(), new_id());
    let nothing = json!({"amount_minor": 0, "currency": "CNY"});
    let part =
        json!({"remedy": "resend", "basis": {"person": {"user": user, "reason": "破损属实"}}, "shares": []});
    let options =
        json!([{"id": option, "option": {"parts": [part], "total": nothing, "authority": "agent"}}]);
    let made = json!({"make_offer": {"offer": offer, "options": options}});
    agent.does(&filed.case_id, &made).await;
    let accept = json!({"accept_option": {"offer": offer, "option": option, "is_informed": true}});
    let version = agent.case(&filed.case_id).await["version"].as_u64().unwrap();
    let case = agent.case(&filed.case_id).await;
    let events = case["events"].as_array().unwrap();
    if events.iter().any(|event| event["event"].get("offer_proposed").is_some()) {
        let approve = json!({"approve_offer": {"offer": offer}});
        app.staff("supervisor").await.command(&filed.case_id, version, &approve).await.ok();
    }
    customer.does(&filed.case_id, &accept).await;
    let case = agent.case(&filed.case_id).await;
    let agreed = case["events"].as_array().unwrap().iter().find_map(|event| event["event"].get("agreed"));
    (filed.case_id, agreed.unwrap()["promises"][0]["id"].clone())
}

async fn shows(
    actor: &Actor,
    (case_id, promise): &(String, Value),
    number: &str,
    why: Option<&str>,
) -> Answer {
    let mut proof = json!({"prove_promise": {"promise": promise, "proof": {"tracking_number": number}}});
    if let Some(why) = why {
        proof["prove_promise"]["although_known"] = json!(why);
    }
    let version = actor.case(case_id).await["version"].as_u64().unwrap();
    actor.command(case_id, version, &proof).await
}

#[tokio::test]
async fn a_parcel_that_the_shop_brought_in_with_another_order_shows_nothing_that_is_sent_again() {
    let app = App::start().await;
    let (agent, supervisor) = (app.staff("agent").await, app.staff("supervisor").await);
    let vase = sent_again(&app, HUAS_VASE).await;
    assert_eq!(shows(&agent, &vase, OF_THE_VASE, None).await.refusal(), (422, "parcel_used".into()));
    for typed in [OF_MINGS, "sf 77002026-1003", "ＳＦ770020261003"] {
        assert_eq!(
            shows(&agent, &vase, typed, None).await.refusal(),
            (422, "parcel_known".into()),
            "{typed}"
        );
    }
    assert_eq!(shows(&supervisor, &vase, OF_MINGS, None).await.refusal(), (422, "parcel_known".into()));
    shows(&supervisor, &vase, OF_MINGS, Some("两样装在同一个包裹里")).await.ok();
}

#[tokio::test]
async fn a_parcel_that_shows_something_of_another_complaint_shows_nothing_of_this() {
    let app = App::start().await;
    let agent = app.staff("agent").await;
    let (vase, mings) = (sent_again(&app, HUAS_VASE).await, sent_again(&app, MINGS).await);
    shows(&agent, &vase, "SF990020260001", None).await.ok();
    assert_eq!(shows(&agent, &mings, "sf 990020260001", None).await.refusal(), (422, "parcel_known".into()));
    // Known from the log alone, too.
    app.state.store.rebuild(&app.state.ledger.limits, &|_, _| {}).await.unwrap();
    assert_eq!(shows(&agent, &mings, "SF990020260001", None).await.refusal(), (422, "parcel_known".into()));
    // Taken back it is free.
    let back = json!({"take_back_proof": {"promise": vase.1, "reason": "写错了单号"}});
    agent.does(&vase.0, &back).await;
    shows(&agent, &mings, "SF990020260001", None).await.ok();
}

#[tokio::test]
async fn a_parcel_of_six_digits_shows_something_of_one_complaint_however_it_is_spelled() {
    let app = App::start().await;
    let agent = app.staff("agent").await;
    let (vase, mings) = (sent_again(&app, HUAS_VASE).await, sent_again(&app, MINGS).await);
    shows(&agent, &vase, "YT-998020", None).await.ok();
    for typed in ["YT998020", "yt 998020", "YT998020.", "YT-998020"] {
        assert_eq!(
            shows(&agent, &mings, typed, None).await.refusal(),
            (422, "parcel_known".into()),
            "{typed}"
        );
    }
    shows(&agent, &mings, "YT-998021", None).await.ok();
}

#[tokio::test]
async fn of_two_that_are_shown_by_one_parcel_at_once_one_is() {
    let app = App::start().await;
    let agent = app.staff("agent").await;
    let both = (sent_again(&app, MEIS).await, sent_again(&app, MINGS).await);
    let one = shows(&agent, &both.0, "SF990020260002", None);
    let other = shows(&agent, &both.1, "SF990020260002", None);
    let (one, other) = tokio::join!(one, other);
    let refused = [one, other].into_iter().filter(|answer| answer.status == 422).collect::<Vec<_>>();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].refusal(), (422, "parcel_known".into()));
}

#[tokio::test]
async fn a_number_that_was_taken_back_is_heard_by_no_customer_who_comes_later() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let vase = sent_again_to(&app, &customer, HUAS_VASE).await;
    shows(&agent, &vase, "SF990020260003", None).await.ok();
    let back = json!({"take_back_proof": {"promise": vase.1, "reason": "写错了单号"}});
    agent.does(&vase.0, &back).await;
    shows(&agent, &vase, "SF990020260004", None).await.ok();
    let mut stream = customer.open("/api/stream?after=0").await;
    let mut heard = String::new();
    while !heard.contains("SF990020260004") {
        let chunk = tokio::time::timeout(Duration::from_secs(10), stream.chunk()).await;
        heard.push_str(&String::from_utf8_lossy(&chunk.unwrap().unwrap().unwrap()));
    }
    assert_eq!(heard.matches("\"promise_proven\"").count(), 2, "{heard}");
    assert!(!heard.contains("SF990020260003"), "{heard}");
}
