//! The stream of events: live, resumable, and only for those who may hear.

use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tests::actors::{Actor, new_id};
use tests::app::App;
use tests::contract;
use tokio::sync::mpsc;

/// Follows a stream in the background; every message arrives as its name and data.
fn follow(actor: impl Into<Arc<Actor>>, path: String) -> mpsc::UnboundedReceiver<(String, Value)> {
    let (sender, receiver) = mpsc::unbounded_channel();
    let actor = actor.into();
    tokio::spawn(async move {
        let mut response = actor.open(&path).await;
        let mut text = String::new();
        while let Ok(Some(chunk)) = response.chunk().await {
            text.push_str(&String::from_utf8_lossy(&chunk));
            while let Some((message, rest)) = text.split_once("\n\n") {
                let field = |name: &str| {
                    message
                        .lines()
                        .find_map(|line| line.strip_prefix(name))
                        .map(|value| value.trim().to_owned())
                };
                if let (Some(name), Some(data)) = (field("event:"), field("data:")) {
                    let data = serde_json::from_str(&data).unwrap();
                    contract::hold_event(&path, &name, &data);
                    let _ = sender.send((name, data));
                }
                text = rest.to_owned();
            }
        }
    });
    receiver
}

async fn next(stream: &mut mpsc::UnboundedReceiver<(String, Value)>) -> (String, Value) {
    tokio::time::timeout(Duration::from_secs(10), stream.recv()).await.expect("a message in time").unwrap()
}

async fn is_silent(stream: &mut mpsc::UnboundedReceiver<(String, Value)>) -> bool {
    tokio::time::timeout(Duration::from_millis(300), stream.recv()).await.is_err()
}

#[tokio::test]
async fn desk_hears_of_a_filing_as_it_happens() {
    let app = App::start().await;
    let before = app.state.store.last().await.unwrap();
    let mut stream = follow(app.staff("agent").await, "/api/stream".into());
    assert_eq!(next(&mut stream).await, ("hello".into(), json!({"seq": before})));
    let filed = app.customer().files_about_the_vase().await;
    let (name, first) = next(&mut stream).await;
    assert_eq!((name.as_str(), &first["seq"]), ("recorded", &json!(before + 1)));
    assert_eq!(first["case_id"], filed.case_id.as_str());
    assert!(first["event"].get("filed").is_some());
    assert!(next(&mut stream).await.1["event"].get("triaged").is_some());
}

#[tokio::test]
async fn stream_goes_on_after_the_last_number_seen() {
    let app = App::start().await;
    let before = app.state.store.last().await.unwrap();
    let filed = app.customer().files_about_the_vase().await;
    let mut stream = follow(app.staff("agent").await, format!("/api/stream?after={}", before + 2));
    assert_eq!(next(&mut stream).await.0, "hello");
    let (_, third) = next(&mut stream).await;
    assert_eq!(third["seq"], before + 3);
    let agent = app.staff("agent").await;
    agent.does(&filed.case_id, &json!("take_case")).await;
    assert_eq!(next(&mut stream).await.1["seq"], before + 4);
}

#[tokio::test]
async fn customer_hears_of_their_own_cases_alone_and_never_what_is_internal() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    let mut stream = follow(customer, "/api/stream".into());
    assert_eq!(next(&mut stream).await.0, "hello");
    let other = app.customer();
    let order = other.look_up("SH-1005", "8001").await.ok();
    let late = tests::actors::filing(&order, "delivery_delay", "包裹一直没到，物流五天没有更新了。");
    other.files(&late).await;
    agent.does(&filed.case_id, &json!({"note_internally": {"text": "内部备注"}})).await;
    assert!(is_silent(&mut stream).await);
    agent.does(&filed.case_id, &json!({"reply": {"text": "我们正在为您核实。"}})).await;
    let (_, reply) = next(&mut stream).await;
    assert_eq!(reply["event"]["replied"]["text"], "我们正在为您核实。");
}

#[tokio::test]
async fn who_looks_after_policies_hears_that_a_draft_has_moved_on_and_nobody_else_does() {
    let app = App::start().await;
    let (supervisor, agent) = (app.staff("supervisor").await, app.staff("agent").await);
    let overview = supervisor.get("/api/policy").await.ok();
    let from = overview["seq"].as_u64().unwrap();
    let mut heard = follow(app.staff("supervisor2").await, format!("/api/stream?after={from}"));
    let mut of_cases = follow(agent, "/api/stream".into());
    assert_eq!((next(&mut heard).await.0, next(&mut of_cases).await.0), ("hello".into(), "hello".into()));
    let start = json!({"command_id": new_id(), "draft_id": new_id(), "pack": "shop-default"});
    supervisor.post("/api/policy/drafts", &start).await.ok();
    let (name, place) = next(&mut heard).await;
    assert_eq!(name, "beside");
    assert!(place["seq"].as_u64().unwrap() > from, "{place}");
    assert!(is_silent(&mut of_cases).await);
}

#[tokio::test]
async fn an_admin_hears_of_drafts_and_of_no_case() {
    let app = App::start().await;
    let mut heard = follow(app.staff("admin").await, "/api/stream".into());
    assert_eq!(next(&mut heard).await.0, "hello");
    app.customer().files_about_the_vase().await;
    assert!(is_silent(&mut heard).await);
    let start = json!({"command_id": new_id(), "draft_id": new_id(), "pack": "shop-default"});
    app.staff("supervisor").await.post("/api/policy/drafts", &start).await.ok();
    assert_eq!(next(&mut heard).await.0, "beside");
}

#[tokio::test]
async fn stranger_hears_nothing() {
    let app = App::start().await;
    assert_eq!(app.customer().get("/api/stream").await.refusal(), (401, "not_signed_in".into()));
}

#[tokio::test]
async fn oldest_stream_of_a_browser_makes_room_and_is_told_to_come_back_later() {
    let app = App::start().await;
    let (customer, other) = (Arc::new(app.customer()), app.customer());
    customer.files_about_the_vase().await;
    other.files_about_the_vase().await;
    let mut others = other.open("/api/stream").await;
    let mut streams = Vec::new();
    for _ in 0..20 {
        streams.push(customer.open("/api/stream").await);
    }
    let ended = tokio::time::timeout(Duration::from_secs(20), streams.remove(0).text());
    let text = ended.await.expect("the oldest to end").unwrap();
    assert!(text.contains("event: hello") && text.contains("retry: 60000"), "{text}");
    assert!(others.chunk().await.unwrap().is_some());
    let n_open = || app.state.live.n_listeners();
    tokio::time::timeout(Duration::from_secs(20), async {
        while n_open() > 7 {
            tokio::task::yield_now().await;
        }
    })
    .await
    .expect("no more than six streams of one browser");
    assert_eq!(n_open(), 7);
}

#[tokio::test]
async fn who_signs_out_hears_no_more() {
    let app = App::start().await;
    let agent = Arc::new(app.staff("agent").await);
    let mut stream = follow(Arc::clone(&agent), "/api/stream".into());
    assert_eq!(next(&mut stream).await.0, "hello");
    agent.sign_out().await.ok();
    let ended = tokio::time::timeout(Duration::from_secs(15), stream.recv()).await;
    assert_eq!(ended.expect("the stream to end"), None);
}
