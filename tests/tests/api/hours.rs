//! What the desk promises and does while nobody is there.

use books::staff::UserChange;
use chrono::Duration;
use domain::actor::Actor;
use serde_json::{Value, json};
use server::clockwork::hand_over;
use server::config::Settings;
use tests::actors::filing;
use tests::app::{App, Wish};

fn with(change: impl FnOnce(&mut Settings)) -> Wish {
    let mut wish = Wish::default();
    change(&mut wish.settings);
    wish
}

fn event<'a>(case: &'a Value, code: &str) -> Option<&'a Value> {
    case["events"].as_array().unwrap().iter().find_map(|event| event["event"].get(code))
}

#[tokio::test]
async fn complaint_filed_at_night_is_promised_an_answer_for_when_somebody_is_there() {
    let hours = |settings: &mut Settings| settings.opening_hours = Some("mon-fri 09:00-18:00".into());
    let app = App::start_with(with(hours)).await;
    // From Tuesday morning at ten to Wednesday at 3:07.
    app.pass(Duration::minutes(17 * 60 + 7));
    let customer = app.customer();
    let filed = customer.files_about_the_vase().await;
    let case = customer.case(&filed.case_id).await;
    let answer_by = event(&case, "acknowledged").unwrap()["answer_by"].clone();
    assert_eq!(answer_by, "2026-03-11T09:15:00+08:00");
    let shop = customer.get("/api/shop").await.ok();
    assert_eq!(shop["limits"]["opening_hours"]["hours"], "mon-fri 09:00-18:00");
    assert_eq!(shop["limits"]["opening_hours"]["zone"], shop["zone"], "the page counts by the same clocks");
}

#[tokio::test]
async fn automatic_offers_can_be_turned_off() {
    for (is_on, n_offers) in [(None, 1), (Some(false), 0)] {
        let app = App::start_with(with(|settings| settings.automatic_offers = is_on)).await;
        let customer = app.customer();
        let order = customer.look_up("SH-1005", "8001").await.ok();
        let filed =
            customer.files(&filing(&order, "delivery_delay", "快递晚到了好几天，答应的日子早过了。")).await;
        let case = customer.case(&filed.case_id).await;
        assert_eq!(usize::from(event(&case, "offer_made").is_some()), n_offers, "{is_on:?}");
    }
}

#[tokio::test]
async fn open_cases_of_somebody_who_leaves_go_to_a_colleague() {
    let app = App::start().await;
    let (agent, chen) = (app.staff("agent").await, app.staff("agent2").await);
    let filed = app.customer().files_about_the_vase().await;
    agent.does(&filed.case_id, &json!("take_case")).await;
    let id = |name: &'static str| {
        let store = app.state.store.clone();
        async move { store.user_by_name(name).await.unwrap().unwrap().user_id }
    };
    let change = UserChange::HandOver(id("agent2").await);
    let now = app.state.ledger.now();
    app.state.store.change_user("agent", &change, now, Actor::System).await.unwrap();
    assert_eq!(hand_over::turn(&app.state.ledger).await.unwrap(), 1);
    assert_eq!(hand_over::turn(&app.state.ledger).await.unwrap(), 0, "and then it is done");
    assert!(app.state.store.hand_overs().await.unwrap().1.is_empty());
    assert_eq!(agent.get("/api/cases?view=mine").await.ok()["rows"], json!([]));
    assert_eq!(chen.get("/api/cases?view=mine").await.ok()["rows"][0]["case_id"], filed.case_id.as_str());
}

#[tokio::test]
async fn case_never_goes_back_in_time_with_the_machines_clock() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    app.pass(Duration::days(-10));
    agent.does(&filed.case_id, &json!({"reply": {"text": "您好，我来处理。"}})).await;
    let case = customer.case(&filed.case_id).await;
    let times: Vec<_> =
        case["events"].as_array().unwrap().iter().map(|event| event["at"].as_str().unwrap()).collect();
    assert!(times.is_sorted(), "{times:?}");
}
