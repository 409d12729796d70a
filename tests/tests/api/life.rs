//! The life of a complaint from filing to closed, as two people live it.

use crate::redact::redact;
use chrono::Duration;
use insta::assert_json_snapshot;
use serde_json::{Value, json};
use server::clockwork;
use tests::actors::{Actor, Filed, filing, offer};
use tests::app::App;

async fn user_id(actor: &Actor) -> Value {
    actor.get("/api/session").await.ok()["user_id"].clone()
}

/// An open promise of a case, by its id.
fn promise(case: &Value) -> Value {
    let agreed = case["events"].as_array().unwrap().iter().find_map(|event| event["event"].get("agreed"));
    agreed.unwrap()["promises"][0].clone()
}

async fn agreed(app: &App, customer: &Actor, agent: &Actor) -> Filed {
    let filed = customer.files_about_the_vase().await;
    agent.does(&filed.case_id, &json!("take_case")).await;
    let (offer_id, option, command) = offer(&user_id(agent).await, 36_800, None);
    agent.does(&filed.case_id, &command).await;
    let accept = json!({"accept_option": {"offer": offer_id, "option": option, "is_informed": true}});
    customer.does(&filed.case_id, &accept).await;
    let _ = app;
    filed
}

#[tokio::test]
async fn filing_is_acknowledged_with_number_due_time_and_private_link() {
    let app = App::start().await;
    let customer = app.customer();
    let order = customer.look_up("sh-1010", "8002").await.ok();
    assert_json_snapshot!("lookup", redact(order.clone()));
    let filed = customer.files(&filing(&order, "delivery_damage", "花瓶收到的时候已经碎成三块了。")).await;
    let case = customer.case(&filed.case_id).await;
    assert_json_snapshot!("filed_as_the_customer_sees_it", redact(case));
}

#[tokio::test]
async fn clear_entitlement_is_offered_at_once_without_a_person() {
    let app = App::start().await;
    let customer = app.customer();
    let order = customer.look_up("SH-1005", "8001").await.ok();
    let mut late = filing(&order, "delivery_delay", "包裹一直没到，物流五天没有更新了。");
    late["wants"] = json!(["delay_compensation"]);
    let filed = customer.files(&late).await;
    let case = customer.case(&filed.case_id).await;
    let last = case["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["actor"], json!("system"));
    assert_json_snapshot!("offered_by_the_desk_itself", redact(last["event"].clone()));
}

#[tokio::test]
async fn complaint_goes_from_filing_to_closed() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = agreed(&app, &customer, &agent).await;
    let promise = promise(&agent.case(&filed.case_id).await);
    assert_eq!(promise["proof_kind"], "refund_reference");

    let close = agent.command(&filed.case_id, version(&agent, &filed).await, &json!("close_case")).await;
    assert_eq!(close.refusal(), (422, "promises_open".into()));

    let proof =
        json!({"prove_promise": {"promise": promise["id"], "proof": {"refund_reference": "WX-20260310-1"}}});
    agent.does(&filed.case_id, &proof).await;
    customer.does(&filed.case_id, &json!("confirm_fulfilment")).await;
    app.pass(Duration::days(1));
    let answer =
        json!({"answer_follow_up": {"answer": "退款很快，谢谢。", "outcome_score": 5, "process_score": 4}});
    customer.does(&filed.case_id, &answer).await;

    let case = agent.case(&filed.case_id).await;
    let kinds: Vec<_> =
        case["events"].as_array().unwrap().iter().map(|event| name(&event["event"])).collect();
    assert_json_snapshot!("whole_life", kinds);
    let queue = agent.get("/api/cases?view=finished").await.ok();
    assert_eq!(queue["rows"][0]["phase"], "closed");
    assert_eq!(queue["counts"]["finished"], 1);
    assert_eq!(queue["counts"]["open"], 0);
}

#[tokio::test]
async fn customer_counters_declines_and_is_answered() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    agent.does(&filed.case_id, &json!("take_case")).await;
    let user = user_id(&agent).await;
    let (first, _, command) = offer(&user, 10_000, None);
    agent.does(&filed.case_id, &command).await;
    let counter =
        json!({"counter_offer": {"offer": first, "wants": ["resend"], "sentence": "我更想要换一个新的。"}});
    customer.does(&filed.case_id, &counter).await;
    let (second, _, command) = offer(&user, 36_800, Some(&first));
    agent.does(&filed.case_id, &command).await;
    let decline = json!({"decline_offer": {"offer": second, "sentence": "我再想想。"}});
    customer.does(&filed.case_id, &decline).await;
    let queue = agent.get("/api/cases?view=mine").await.ok();
    assert_eq!(queue["rows"][0]["phase"], "investigating");
}

#[tokio::test]
async fn unhappy_follow_up_opens_the_case_again() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = agreed(&app, &customer, &agent).await;
    let promise = promise(&agent.case(&filed.case_id).await);
    let proof =
        json!({"prove_promise": {"promise": promise["id"], "proof": {"refund_reference": "WX-1001"}}});
    agent.does(&filed.case_id, &proof).await;
    let answer = json!({"answer_follow_up": {"outcome_score": 1, "process_score": 1}});
    customer.does(&filed.case_id, &answer).await;
    let queue = agent.get("/api/cases?view=open").await.ok();
    assert_eq!(queue["rows"][0]["phase"], "reopened");
}

#[tokio::test]
async fn time_alone_moves_a_case_into_due_soon_and_breached() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    customer.files_about_the_vase().await;
    let counts = |queue: Value| (queue["counts"]["due_soon"].clone(), queue["counts"]["breached"].clone());
    assert_eq!(counts(agent.get("/api/cases").await.ok()), (json!(0), json!(0)));
    app.pass(Duration::minutes(12));
    assert_eq!(counts(agent.get("/api/cases").await.ok()), (json!(1), json!(0)));
    app.pass(Duration::minutes(4));
    let breached = agent.get("/api/cases?view=breached").await.ok();
    assert_eq!(breached["rows"].as_array().unwrap().len(), 1);
    assert_eq!(counts(breached), (json!(0), json!(1)), "what is overdue is not due soon any more");
}

#[tokio::test]
async fn case_whose_follow_up_stays_unanswered_is_closed_by_the_desk_itself() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = agreed(&app, &customer, &agent).await;
    let promise = promise(&agent.case(&filed.case_id).await);
    let proof =
        json!({"prove_promise": {"promise": promise["id"], "proof": {"refund_reference": "WX-1001"}}});
    agent.does(&filed.case_id, &proof).await;
    app.pass(Duration::days(3));
    assert_eq!(clockwork::turn(&app.state.ledger).await.unwrap(), 0, "there is still time to answer");
    app.pass(Duration::days(2));
    assert_eq!(clockwork::turn(&app.state.ledger).await.unwrap(), 1);
    assert_eq!(clockwork::turn(&app.state.ledger).await.unwrap(), 0, "nothing is closed twice");
    let last = agent.case(&filed.case_id).await["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((last["actor"].as_str(), last["event"].as_str()), (Some("system"), Some("closed")));
}

async fn version(actor: &Actor, filed: &Filed) -> u64 {
    actor.case(&filed.case_id).await["version"].as_u64().unwrap()
}

fn name(event: &Value) -> String {
    match event {
        Value::String(name) => name.clone(),
        other => other.as_object().unwrap().keys().next().unwrap().clone(),
    }
}

#[tokio::test]
async fn second_complaint_about_an_order_knows_of_the_first() {
    let app = App::start().await;
    let first = app.customer().files_about_the_vase().await;
    let second = app.customer().files_about_the_vase().await;
    let agent = app.staff("agent").await;
    let known = async |case_id: &str| {
        agent.case(case_id).await["events"][0]["event"]["filed"]["earlier_complaints"].clone()
    };
    assert_eq!(known(&first.case_id).await, json!(null), "none before it");
    assert_eq!(known(&second.case_id).await, json!(1));
}
