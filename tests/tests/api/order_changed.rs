//! What an import changes about an order reaches its open cases, once, and leaves all else alone.

use domain::complaint::command::Command;
use domain::id::{CaseId, CommandId, PersonId};
use domain::order::{Order, OrderStatus, OrderTime};
use serde_json::{Value, json};
use server::clockwork::order_news;
use server::demo::orders;
use server::import::ReadOrder;
use server::ledger::command::{Intent, OnCase};
use tests::actors::{Actor, Filed, filing, offer};
use tests::app::App;
use uuid::Uuid;

/// The kettle of SH-1005, on its way and five days late, as the shop knows it at the start.
fn kettle(app: &App, change: impl FnOnce(&mut Order)) -> ReadOrder {
    let ledger = &app.state.ledger;
    let mut all = orders::all(ledger.now().to_utc(), &ledger.zone);
    let mut read = all.find(|read| read.order.number == "SH-1005").unwrap();
    change(&mut read.order);
    read
}

async fn files_about_the_kettle(customer: &Actor) -> Filed {
    let found = customer.look_up("SH-1005", "ming@example.com").await.ok();
    customer.files(&filing(&found, "delivery_delay", "电热水壶一直没到，我想退款。")).await
}

fn cancelled(order: &mut Order) {
    order.status = OrderStatus::Cancelled;
}

/// What the events of a case say of a changed order.
async fn changes(reader: &Actor, filed: &Filed) -> Vec<Value> {
    let case = reader.case(&filed.case_id).await;
    let events = case["events"].as_array().unwrap().iter();
    events.filter_map(|event| event["event"].get("order_changed").cloned()).collect()
}

#[tokio::test]
async fn an_order_cancelled_by_an_import_is_told_in_its_case_once() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = files_about_the_kettle(&customer).await;
    let read = kettle(&app, cancelled);
    assert_eq!(app.import(vec![read.clone()]).await, 0);
    let ledger = &app.state.ledger;
    assert_eq!(order_news::turn(ledger).await.unwrap(), 1);
    let told = changes(&customer, &filed).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["news"], json!([{"status": {"status": "cancelled"}}]));
    let last = agent.case(&filed.case_id).await["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["actor"], json!("system"));
    // The same file again, the same turn again: nothing is told twice.
    app.import(vec![read]).await;
    assert_eq!(order_news::turn(ledger).await.unwrap(), 0);
    assert_eq!(changes(&agent, &filed).await.len(), 1);
}

#[tokio::test]
async fn a_case_in_danger_hears_of_its_order_as_any_other() {
    let app = App::start().await;
    let customer = app.customer();
    let found = customer.look_up("SH-1005", "ming@example.com").await.ok();
    let filed = customer.files(&filing(&found, "safety", "电热水壶漏电，孩子的手被烫伤了。")).await;
    app.import(vec![kettle(&app, cancelled)]).await;
    assert_eq!(order_news::turn(&app.state.ledger).await.unwrap(), 1);
    assert_eq!(changes(&customer, &filed).await.len(), 1);
}

#[tokio::test]
async fn a_case_that_can_not_be_read_keeps_no_other_from_hearing_of_its_order() {
    let app = App::start().await;
    let customer = app.customer();
    let (broken, sound) = (files_about_the_kettle(&customer).await, files_about_the_kettle(&customer).await);
    app.spoil(&broken.case_id).await;
    app.import(vec![kettle(&app, cancelled)]).await;
    assert_eq!(order_news::turn(&app.state.ledger).await.unwrap(), 1);
    assert_eq!(changes(&customer, &sound).await.len(), 1);
}

#[tokio::test]
async fn the_queue_shows_it_until_somebody_of_the_desk_has_touched_the_case() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = files_about_the_kettle(&customer).await;
    app.import(vec![kettle(&app, |order| {
        order.delivered_at = OrderTime::parse("2026-03-10T09:00:00+08:00");
        order.status = OrderStatus::Delivered;
    })])
    .await;
    order_news::turn(&app.state.ledger).await.unwrap();
    let row = || async { agent.get("/api/cases?view=open").await.ok()["rows"][0].clone() };
    assert!(row().await["order_changed"].is_string(), "{}", row().await);
    agent.does(&filed.case_id, &json!({"reply": {"text": "包裹已经送到了吗？"}})).await;
    assert_eq!(row().await.get("order_changed"), None);
}

#[tokio::test]
async fn an_import_leaves_no_note_of_orders_without_an_open_case_nor_of_unchanged_ones() {
    let app = App::start().await;
    let customer = app.customer();
    let notes = || async { app.state.store.order_notes("", 10).await.unwrap() };
    app.import(vec![kettle(&app, cancelled)]).await;
    assert_eq!(notes().await, [], "nobody has complained about it");
    app.import(vec![kettle(&app, |_| ())]).await;
    let filed = files_about_the_kettle(&customer).await;
    app.import(vec![kettle(&app, |_| ())]).await;
    assert_eq!(notes().await, [], "it has not changed");
    customer.does(&filed.case_id, &json!({"withdraw": {}})).await;
    app.import(vec![kettle(&app, cancelled)]).await;
    assert_eq!(notes().await, [], "the case is over");
}

#[tokio::test]
async fn a_finished_case_is_left_alone_and_looks_at_its_order_when_it_is_taken_up_again() {
    let app = App::start().await;
    let customer = app.customer();
    let filed = files_about_the_kettle(&customer).await;
    customer.does(&filed.case_id, &json!({"withdraw": {}})).await;
    app.import(vec![kettle(&app, cancelled)]).await;
    assert_eq!(order_news::turn(&app.state.ledger).await.unwrap(), 0);
    assert_eq!(changes(&customer, &filed).await, [Value::Null; 0]);
    customer.does(&filed.case_id, &json!({"reopen": {"sentence": "订单被取消了，退款还没到"}})).await;
    assert_eq!(changes(&customer, &filed).await.len(), 1);
}

#[tokio::test]
async fn an_offer_on_the_table_stays_and_gives_no_more_than_is_left_of_the_bill() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = files_about_the_kettle(&customer).await;
    let case = agent.case(&filed.case_id).await;
    // Where the desk offered something by itself, that is what is replaced.
    let events = case["events"].as_array().unwrap();
    let open = events.iter().find_map(|event| event["event"]["offer_made"]["offer"].as_str());
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let (offer, option, command) = offer(&user, 15_000, open);
    agent.does(&filed.case_id, &command).await;
    app.import(vec![kettle(&app, |order| {
        let paid = order.lines[0].unit_price;
        order.lines[0].paid = Some(domain::compensation::money::Money { minor: 10_000, ..paid });
    })])
    .await;
    assert_eq!(order_news::turn(&app.state.ledger).await.unwrap(), 1);
    let accept = json!({"accept_option": {"offer": offer, "option": option, "is_informed": true}});
    let version = customer.case(&filed.case_id).await["version"].as_u64().unwrap();
    let refused = customer.command(&filed.case_id, version, &accept).await;
    assert_eq!(refused.refusal(), (422, "given_meanwhile".into()));
}

#[tokio::test]
async fn an_import_between_the_look_up_and_the_filing_is_not_lost() {
    let app = App::start().await;
    let customer = app.customer();
    let found = customer.look_up("SH-1005", "ming@example.com").await.ok();
    let person: PersonId = serde_json::from_value(found["person_id"].clone()).unwrap();
    let stale = kettle(&app, |_| ()).order;
    app.import(vec![kettle(&app, cancelled)]).await;
    let complaint = filing(&found, "delivery_delay", "电热水壶一直没到，我想退款。");
    let command: Command = serde_json::from_value(json!({"file_complaint": complaint})).unwrap();
    let ledger = &app.state.ledger;
    let case_id = CaseId(Uuid::now_v7());
    let intent = Intent {
        command_id: CommandId(Uuid::now_v7()),
        of: case_id,
        actor: domain::actor::Actor::Customer(person),
        expected_version: 0,
        wanted: OnCase { order: Some(stale), ..OnCase::from(command) },
    };
    ledger.carry_out(intent).await.unwrap();
    assert_eq!(order_news::turn(ledger).await.unwrap(), 1);
    let case = ledger.load(case_id.0).await.unwrap().state;
    assert_eq!(case.case().unwrap().order.status, OrderStatus::Cancelled);
}

#[tokio::test]
async fn nobody_but_the_desk_itself_says_that_an_order_has_changed() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = files_about_the_kettle(&customer).await;
    for actor in [&customer, &agent] {
        let version = actor.case(&filed.case_id).await["version"].as_u64().unwrap();
        let refused = actor.command(&filed.case_id, version, &json!("note_order_changed")).await;
        assert_eq!(refused.refusal().0, 403);
    }
}
