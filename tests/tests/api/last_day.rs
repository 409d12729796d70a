//! The last day of a late parcel over HTTP: set with the complaint or later, seen to by the desk itself when it is over.

use chrono::{DateTime, Duration};
use domain::order::{OrderStatus, OrderTime};
use futures::future::join;
use serde_json::{Value, json};
use server::clockwork;
use server::demo::orders;
use server::import::ReadOrder;
use tests::actors::{Actor, Filed, envelope, filing, new_id};
use tests::app::{App, START};

/// The kettle of SH-1005 is on its way and five days late.
async fn files_about_the_kettle(customer: &Actor, last_day: Option<&str>) -> Filed {
    let found = customer.look_up("SH-1005", "ming@example.com").await.ok();
    let mut complaint = filing(&found, "delivery_delay", "电热水壶一直没到，我想退款。");
    if let Some(day) = last_day {
        complaint["last_day"] = json!(day);
    }
    customer.files(&complaint).await
}

fn set(day: &str) -> Value {
    json!({"set_last_day": {"day": day}})
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
async fn a_day_set_in_two_tabs_at_once_is_set_once_and_the_second_is_told() {
    let app = App::start().await;
    let customer = app.customer();
    let filed = files_about_the_kettle(&customer, None).await;
    let version = customer.case(&filed.case_id).await["version"].as_u64().unwrap();
    let (one, two) = (new_id(), new_id());
    let tab = |id: &str, day: &str| envelope(id, &filed.case_id, version, &set(day));
    let (first, second) = (tab(&one, "2026-03-17"), tab(&two, "2026-03-20"));
    let answers = join(customer.post("/api/commands", &first), customer.post("/api/commands", &second)).await;
    let n_set = [&answers.0, &answers.1].iter().filter(|answer| answer.status.is_success()).count();
    assert_eq!(n_set, 1);
    let late = if answers.0.status.is_success() { &answers.1 } else { &answers.0 };
    assert_eq!(late.refusal().0, 409);
    let missed = &late.json()["error"]["facts"]["missed"];
    assert!(missed[0]["event"]["last_day_set"]["day"].is_string(), "what the other tab did: {missed}");
    // On top of it the other day can't be set any more, and that is said as it is.
    let version = customer.case(&filed.case_id).await["version"].as_u64().unwrap();
    let again = customer.command(&filed.case_id, version, &set("2026-03-20")).await;
    assert_eq!(again.refusal(), (422, "no_day_to_set".into()));
    let events = customer.case(&filed.case_id).await["events"].clone();
    let n_set =
        events.as_array().unwrap().iter().filter(|event| event["event"].get("last_day_set").is_some());
    assert_eq!(n_set.count(), 1);
}

/// An order of a kettle that is under way and a cup that has come, each in a parcel of its own.
fn in_two_parcels(app: &App, kettle_came: Option<&str>) -> ReadOrder {
    let ledger = &app.state.ledger;
    let start = DateTime::parse_from_rfc3339(START).unwrap().to_utc();
    let mut read = orders::all(start, &ledger.zone).find(|read| read.order.number == "SH-1005").unwrap();
    "TWO-1".clone_into(&mut read.order.number);
    let mut cup = read.order.lines[0].clone();
    (cup.sku, cup.title) = ("CUP-1".to_owned(), "茶杯 Cup".to_owned());
    (cup.delivered_at, cup.status) =
        (OrderTime::parse("2026-03-05T10:00:00+08:00"), Some(OrderStatus::Delivered));
    let kettle = &mut read.order.lines[0];
    kettle.delivered_at = kettle_came.and_then(OrderTime::parse);
    kettle.status = Some(if kettle_came.is_some() { OrderStatus::Delivered } else { OrderStatus::Shipped });
    read.order.lines.push(cup);
    read
}

#[tokio::test]
async fn a_last_day_is_about_the_lines_complained_about_and_no_others() {
    for (kettle_came, is_kept) in [(None, false), (Some("2026-03-16T10:00:00+08:00"), true)] {
        let app = App::start().await;
        let customer = app.customer();
        assert_eq!(app.import(vec![in_two_parcels(&app, None)]).await, 0);
        let found = customer.look_up("TWO-1", "ming@example.com").await.ok();
        let about = |sku: &str, day: Option<&str>| {
            let mut complaint = filing(&found, "delivery_delay", "电热水壶一直没到，我想退款。");
            complaint["goods"] = json!([{"sku": sku}]);
            if let Some(day) = day {
                complaint["last_day"] = json!(day);
            }
            complaint
        };
        // The cup is there: nobody waits for it.
        let cup = customer.files(&about("CUP-1", None)).await;
        let refused = customer.command(&cup.case_id, cup.version, &set("2026-03-17")).await;
        assert_eq!(refused.refusal(), (422, "no_day_to_set".into()));
        let kettle = customer.files(&about("KETTLE-17", Some("2026-03-17"))).await;
        if kettle_came.is_some() {
            app.import(vec![in_two_parcels(&app, kettle_came)]).await;
        }
        app.pass(Duration::days(8));
        assert_eq!(clockwork::turn(&app.state.ledger).await.unwrap(), 1);
        let over = last_event(&customer, &kettle).await["event"]["last_day_over"].clone();
        assert_eq!(over["is_kept"], json!(is_kept), "{over}");
    }
}

#[tokio::test]
async fn case_that_can_not_be_read_keeps_no_other_from_its_turn() {
    let app = App::start().await;
    let (hua, customer) = (app.customer(), app.customer());
    let broken = files_about_the_kettle(&customer, Some("2026-03-16")).await;
    let sound = files_about_the_kettle(&hua, Some("2026-03-17")).await;
    app.spoil(&broken.case_id).await;
    app.pass(Duration::days(8));
    assert_eq!(clockwork::turn(&app.state.ledger).await.unwrap(), 1);
    assert!(last_event(&hua, &sound).await["event"].get("last_day_over").is_some());
}
