//! Finding an order or a case: by what people know, and not by guessing.

use serde_json::{Value, json};
use server::config::Settings;
use tests::actors::Actor;
use tests::app::{App, Wish};

#[tokio::test]
async fn unknown_order_and_wrong_contact_are_answered_alike() {
    let app = App::start().await;
    let customer = app.customer();
    let unknown = customer.look_up("SH-9999", "hua@example.com").await;
    let wrong = customer.look_up("SH-1010", "ming@example.com").await;
    assert_eq!(unknown.refusal(), (404, "order_not_found".into()));
    assert_eq!(wrong.refusal(), unknown.refusal());
    let without_trace = |answer: &tests::actors::Answer| {
        let mut body = answer.json();
        body["error"]["trace"] = json!("");
        body
    };
    assert_eq!(without_trace(&wrong), without_trace(&unknown));
}

#[tokio::test]
async fn order_is_found_by_any_contact_the_shop_knows() {
    let app = App::start().await;
    for contact in ["hua@example.com", "HUA@Example.com", "8002", "13900008002", "+86 139 0000 8002"] {
        let found = app.customer().look_up(" sh-1010 ", contact).await.ok();
        assert_eq!(found["order"]["number"], "SH-1010", "{contact}");
    }
}

#[tokio::test]
async fn what_is_no_number_and_no_contact_is_named_field_by_field() {
    let app = App::start().await;
    let answer = app.customer().look_up("", "?").await;
    assert_eq!(answer.refusal(), (422, "invalid_input".into()));
    let problems = answer.json()["error"]["facts"]["problems"].clone();
    assert_eq!(problems[0]["field"], "order_number");
    assert_eq!(problems[1]["field"], "contact");
}

#[tokio::test]
async fn case_is_found_again_by_either_number_and_by_its_private_link() {
    let app = App::start().await;
    let filed = app.customer().files_about_the_vase().await;
    for number in [filed.number.clone(), filed.number.to_lowercase().replace('-', " "), "SH-1010".into()] {
        let another = app.customer();
        let find = json!({"number": number, "contact": "8002"});
        let found = another.post("/api/cases/find", &find).await.ok();
        assert_eq!(found["cases"][0]["case_id"], filed.case_id.as_str(), "{number}");
        assert_eq!(another.case(&filed.case_id).await["version"], filed.version);
    }
    let by_link = app.customer();
    let token = filed.link.rsplit('/').next().unwrap();
    let opened = by_link.post(&format!("/api/links/{token}"), &json!({})).await.ok();
    assert_eq!(opened["number"], filed.number.as_str());
    assert_eq!(by_link.case(&filed.case_id).await["version"], filed.version);
}

#[tokio::test]
async fn case_number_alone_opens_nothing() {
    let app = App::start().await;
    let filed = app.customer().files_about_the_vase().await;
    let stranger = app.customer();
    for number in [filed.number.as_str(), "R26-000099-0", "SH-1010"] {
        let find = json!({"number": number, "contact": "ming@example.com"});
        assert_eq!(stranger.post("/api/cases/find", &find).await.refusal(), (404, "order_not_found".into()));
    }
    let forged = stranger.post("/api/links/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &json!({})).await;
    assert_eq!(forged.refusal(), (404, "not_found".into()));
}

#[tokio::test]
async fn guessing_is_slowed_down_by_address_and_by_number() {
    let settings = Settings { lookups_per_minute: Some(5), ..Wish::default().settings };
    let app = App::start_with(Wish { settings, ..Wish::default() }).await;
    let guess = |n: u32| {
        let customer = app.customer();
        async move { customer.look_up(&format!("SH-{n}"), "1234").await }
    };
    for n in 0..5 {
        assert_eq!(guess(n).await.refusal().0, 404);
    }
    let slowed = guess(6).await;
    assert_eq!(slowed.refusal(), (429, "too_many_tries".into()));
    assert!(slowed.headers.contains_key("retry-after"));

    let settings = Settings { lookups_per_number: Some(3), ..Wish::default().settings };
    let app = App::start_with(Wish { settings, ..Wish::default() }).await;
    let guess_contact = |actor: Actor, n: u32| async move { actor.look_up("SH-1010", &format!("{n}")).await };
    for n in 1000..1003 {
        assert_eq!(guess_contact(app.customer(), n).await.refusal().0, 404);
    }
    assert_eq!(guess_contact(app.customer(), 1003).await.refusal().0, 429);
}

#[tokio::test]
async fn desk_finds_cases_in_any_state_by_case_or_order_number() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    customer.does(&filed.case_id, &json!({"withdraw": {}})).await;
    for number in [filed.number.as_str(), "sh-1010"] {
        let found = agent.get(&format!("/api/cases?find={number}")).await.ok();
        assert_eq!(found["rows"][0]["phase"], "withdrawn", "{number}");
    }
    assert_eq!(agent.get("/api/cases?find=nothing").await.ok()["rows"], json!([]));
}

#[tokio::test]
async fn desk_finds_cases_by_what_was_said_in_them() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    let say = json!({"write_to_desk": {"text": "Die Scherben habe ich schon weggeworfen"}});
    customer.does(&filed.case_id, &say).await;
    app.index().await;
    let found = agent.get("/api/cases?find=scherben%20habe").await.ok();
    assert_eq!(found["rows"][0]["number"], filed.number.as_str());
    let quote = &found["quotes"][filed.case_id.as_str()];
    assert_eq!(
        (&quote["before"], &quote["found"], &quote["after"]),
        (&json!("Die "), &json!("Scherben"), &json!(" habe ich schon weggeworfen"))
    );
    let nothing = agent.get("/api/cases?find=scherben%20nicht").await.ok();
    assert_eq!((&nothing["rows"], &nothing["quotes"]), (&json!([]), &Value::Null));
    assert_eq!(customer.get("/api/cases?find=scherben").await.status, 401);
}
