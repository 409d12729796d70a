//! The last day of a late parcel over HTTP: set with the complaint or later, seen to by the desk itself when it is over.

use chrono::Duration;
use domain::order::OrderTime;
use serde_json::{Value, json};
use server::clockwork;
use server::demo::orders;
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use tests::actors::{Actor, Filed, filing};
use tests::app::App;
use uuid::Uuid;

/// The kettle of SH-1005 is on its way and five days late.
async fn files_about_the_kettle(customer: &Actor, last_day: Option<&str>) -> Filed {
    let found = customer.look_up("SH-1005", "ming@example.com").await.ok();
    let mut complaint = filing(&found, "delivery_delay", "电热水壶一直没到，我想退款。");
    if let Some(day) = last_day {
        complaint["last_day"] = json!(day);
    }
    customer.files(&complaint).await
}

async fn last_event(reader: &Actor, filed: &Filed) -> Value {
    reader.case(&filed.case_id).await["events"].as_array().unwrap().last().unwrap().clone()
}

#[tokio::test]
async fn the_desk_looks_at_the_order_again_once_the_last_day_is_over() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = files_about_the_kettle(&customer, Some("2026-03-17")).await;
    app.pass(Duration::days(7));
    assert_eq!(clockwork::turn(&app.state.ledger).await.unwrap(), 0, "that whole day is in time");
    app.pass(Duration::days(1));
    assert_eq!(clockwork::turn(&app.state.ledger).await.unwrap(), 1);
    assert_eq!(clockwork::turn(&app.state.ledger).await.unwrap(), 0, "nothing is noted twice");
    let last = last_event(&customer, &filed).await;
    assert_eq!(last["actor"], json!("system"));
    assert_eq!(last["event"]["last_day_over"]["is_kept"], json!(false));
    let replied = agent.get("/api/cases?view=replied").await.ok();
    assert_eq!(replied["rows"][0]["waiting"]["said"], json!("last_day_missed"), "{replied}");
}

#[tokio::test]
async fn goods_that_came_meanwhile_are_seen_though_the_case_was_filed_before() {
    let app = App::start().await;
    let customer = app.customer();
    let filed = files_about_the_kettle(&customer, None).await;
    customer.does(&filed.case_id, &json!({"set_last_day": {"day": "2026-03-17"}})).await;
    let ledger = &app.state.ledger;
    let mut known: Vec<_> = orders::all(ledger.now().to_utc(), &ledger.zone)
        .filter(|read| read.order.number == "SH-1005")
        .collect();
    known[0].order.delivered_at = OrderTime::parse("2026-03-16T10:00:00+08:00");
    assert_eq!(app.import(known).await, 0);
    app.pass(Duration::days(8));
    assert_eq!(clockwork::turn(ledger).await.unwrap(), 1);
    let last = last_event(&customer, &filed).await;
    assert_eq!(last["event"]["last_day_over"]["is_kept"], json!(true));
}

#[tokio::test]
async fn a_day_that_can_not_be_the_last_is_refused_with_what_was_expected() {
    let app = App::start().await;
    let customer = app.customer();
    let filed = files_about_the_kettle(&customer, None).await;
    let version = customer.case(&filed.case_id).await["version"].as_u64().unwrap();
    let set = json!({"set_last_day": {"day": "2026-03-11"}});
    let refused = customer.command(&filed.case_id, version, &set).await;
    assert_eq!(refused.refusal(), (422, "invalid_input".into()));
    let problem = &refused.json()["error"]["facts"]["problems"][0];
    let facts = (&problem["field"], &problem["facts"]["min"], &problem["facts"]["max"]);
    assert_eq!(facts, (&json!("last_day"), &json!(3), &json!(60)), "{}", refused.json());
    // Nobody but the desk itself says that a day is over.
    let note = json!("note_last_day_over");
    assert_eq!(customer.command(&filed.case_id, version, &note).await.refusal().0, 403);
}

#[tokio::test]
async fn case_that_can_not_be_read_keeps_no_other_from_its_turn() {
    let app = App::start().await;
    let (hua, customer) = (app.customer(), app.customer());
    let broken = files_about_the_kettle(&customer, Some("2026-03-16")).await;
    let sound = files_about_the_kettle(&hua, Some("2026-03-17")).await;
    let database = app.state.store.dir().join("redress.db");
    let mut conn = SqliteConnectOptions::new().filename(database).connect().await.unwrap();
    sqlx::query("UPDATE events SET body = '{}' WHERE case_id = ? AND version = 1")
        .bind(broken.case_id.parse::<Uuid>().unwrap())
        .execute(&mut conn)
        .await
        .unwrap();
    app.pass(Duration::days(8));
    assert_eq!(clockwork::turn(&app.state.ledger).await.unwrap(), 1);
    assert!(last_event(&hua, &sound).await["event"].get("last_day_over").is_some());
}
