//! What stands beside a case: the customer's and the order's other cases, and whose it may never be.

use serde_json::json;
use tests::actors::filing;
use tests::app::App;

#[tokio::test]
async fn other_cases_of_the_customer_and_the_order_stand_beside_a_case_with_what_they_gave() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let first = customer.files_about_the_vase().await;
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let (offer, option, command) = tests::actors::offer(&user, 1_000, None);
    agent.does(&first.case_id, &command).await;
    let accept = json!({"accept_option": {"offer": offer, "option": option, "is_informed": true}});
    customer.does(&first.case_id, &accept).await;
    let second = customer.files_about_the_vase().await;

    let path = format!("/api/cases/{}/beside", second.case_id);
    let beside = agent.get(&path).await.ok();
    let cases = beside["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 1, "{beside}");
    assert_eq!(cases[0]["number"], first.number.as_str());
    assert_eq!(cases[0]["is_same_customer"], true);
    assert_eq!(cases[0]["got"][0]["amount"]["amount_minor"], 1_000, "{beside}");
    assert!(beside["colleagues"].as_object().unwrap().values().any(|name| name == "Chen"), "{beside}");

    // The desk's business alone.
    assert_eq!(customer.get(&path).await.refusal().0, 401);
    assert_eq!(app.staff("admin").await.get(&path).await.refusal().0, 403);
}

#[tokio::test]
async fn whom_the_story_names_never_works_the_case() {
    let app = App::start().await;
    let (customer, lin) = (app.customer(), app.staff("agent").await);
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let story = "客服Lin态度恶劣，两次挂我电话，花瓶碎了也不处理。";
    let filed = customer.files(&filing(&order, "service", story)).await;
    for command in [json!("take_case"), json!({"reply": {"text": "您好，我来处理。"}})] {
        let version = lin.case(&filed.case_id).await["version"].as_u64().unwrap();
        let refused = lin.command(&filed.case_id, version, &command).await.refusal();
        assert_eq!(refused, (422, "concerns_them".into()), "{command}");
    }
    app.staff("agent2").await.does(&filed.case_id, &json!("take_case")).await;
}
