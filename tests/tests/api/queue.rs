//! The queue: those due first in front, every case once over all pages, counts that agree with the rows.

use chrono::Duration;
use serde_json::{Value, json};
use tests::actors::filing;
use tests::app::App;

fn numbers(page: &Value) -> Vec<String> {
    let rows = page["rows"].as_array().unwrap();
    rows.iter().map(|row| row["number"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_number_that_can_be_none_finds_nothing() {
    let app = App::start().await;
    let agent = app.staff("agent").await;
    assert_eq!(agent.get("/api/cases?find=%00").await.ok()["rows"], serde_json::json!([]));
}

#[tokio::test]
async fn pages_show_every_case_once_and_the_next_due_first() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let mut filed = Vec::new();
    for _ in 0..7 {
        filed.push(customer.files_about_the_vase().await.number);
        app.pass(Duration::seconds(10));
    }
    let (mut seen, mut path) = (Vec::new(), "/api/cases?view=unassigned&limit=3".to_owned());
    loop {
        let page = agent.get(&path).await.ok();
        assert_eq!(page["counts"]["unassigned"], 7);
        seen.extend(numbers(&page));
        match page["next"].as_str() {
            Some(next) => path = format!("/api/cases?view=unassigned&limit=3&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen, filed, "filed first is due first");
}

#[tokio::test]
async fn case_moves_between_views_as_it_is_worked() {
    let app = App::start().await;
    let (customer, agent, other) = (app.customer(), app.staff("agent").await, app.staff("agent2").await);
    let filed = customer.files_about_the_vase().await;
    agent.does(&filed.case_id, &json!("take_case")).await;
    let mine = agent.get("/api/cases?view=mine").await.ok();
    assert_eq!(numbers(&mine), [filed.number.as_str()]);
    assert_eq!(
        mine["counts"],
        json!({
            "open": 1, "mine": 1, "unassigned": 0, "replied": 0, "due_soon": 0, "breached": 0, "waiting_customer": 0, "approval": 0,
            "finished": 0,
        })
    );
    assert_eq!(other.get("/api/cases?view=mine").await.ok()["counts"]["mine"], 0);
    customer.does(&filed.case_id, &json!({"escalate": {"sentence": "请主管联系我。"}})).await;
    assert_eq!(numbers(&agent.get("/api/cases?view=approval").await.ok()), [filed.number.as_str()]);
    customer.does(&filed.case_id, &json!({"withdraw": {}})).await;
    let finished = agent.get("/api/cases?view=finished").await.ok();
    assert_eq!(numbers(&finished), [filed.number.as_str()]);
    assert_eq!(finished["counts"]["open"], 0);
}

#[tokio::test]
async fn danger_stands_on_top_of_the_queue_and_is_not_overdue_for_that() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let first = customer.files_about_the_vase().await;
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let hurt = customer.files(&filing(&order, "safety", "花瓶碎了，孩子的手被割伤了。")).await;
    let open = agent.get("/api/cases").await.ok();
    assert_eq!(numbers(&open), [hurt.number.as_str(), first.number.as_str()]);
    // The customer is told that a supervisor gets in touch.
    assert_eq!(numbers(&agent.get("/api/cases?view=approval").await.ok()), [hurt.number.as_str()]);
    assert_eq!((&open["counts"]["breached"], &open["counts"]["open"]), (&json!(0), &json!(2)));
    agent.does(&hurt.case_id, &json!({"record_finding": {"finding": {"safety": "refuted"}}})).await;
    let open = agent.get("/api/cases").await.ok();
    assert_eq!(numbers(&open), [first.number.as_str(), hurt.number.as_str()]);
}

#[tokio::test]
async fn harm_told_in_a_message_comes_to_the_supervisors_in_the_words_it_was_told_in() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let first = customer.files_about_the_vase().await;
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let calm = customer.files(&filing(&order, "returns", "颜色不喜欢，我想退货。")).await;
    app.pass(Duration::minutes(1));
    let words = "用了以后手上起了疹子，医生说是过敏。";
    customer.does(&calm.case_id, &json!({"write_to_desk": {"text": words}})).await;
    let both = [calm.number.as_str(), first.number.as_str()];
    assert_eq!(numbers(&agent.get("/api/cases").await.ok()), both);
    let approval = agent.get("/api/cases?view=approval").await.ok();
    assert_eq!(numbers(&approval), [calm.number.as_str()]);
    let row = &approval["rows"][0];
    assert_eq!((&row["gist"], &row["first_for"]), (&json!(words), &json!("safety")));
}

#[tokio::test]
async fn words_of_danger_and_spread_data_lead_what_is_only_late_whatever_they_were_filed_as() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let late = customer.files_about_the_vase().await;
    app.pass(Duration::hours(2));
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let leak = customer.files(&filing(&order, "service", "你们把我的手机号和地址泄露给别人了。")).await;
    app.pass(Duration::minutes(1));
    let shock = customer.files(&filing(&order, "quality", "水壶漏电了，太危险，怕触电。")).await;
    let [late, leak, shock] = [late, leak, shock].map(|filed| filed.number);
    for view in ["open", "unassigned"] {
        let page = agent.get(&format!("/api/cases?view={view}")).await.ok();
        assert_eq!(numbers(&page), [leak.as_str(), shock.as_str(), late.as_str()], "{view}");
    }
    // Overdue is what is overdue.
    assert_eq!(numbers(&agent.get("/api/cases?view=breached").await.ok()), [late.as_str()]);
}

#[tokio::test]
async fn what_is_overdue_is_not_due_soon_any_more() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let first = customer.files_about_the_vase().await;
    app.pass(Duration::minutes(12));
    let second = customer.files_about_the_vase().await;
    let view = async |view: &str| {
        let page = agent.get(&format!("/api/cases?view={view}")).await.ok();
        assert_eq!(page["counts"][view], page["rows"].as_array().unwrap().len(), "the count of {view}");
        numbers(&page)
    };
    assert_eq!(view("due_soon").await, [first.number.as_str()]);
    assert!(view("breached").await.is_empty());
    app.pass(Duration::minutes(5));
    assert!(view("due_soon").await.is_empty(), "the first is overdue, the second has time");
    assert_eq!(view("breached").await, [first.number.as_str()]);
    app.pass(Duration::minutes(8));
    assert_eq!(view("due_soon").await, [second.number.as_str()]);
}

#[tokio::test]
async fn who_wrote_and_is_unanswered_stands_in_the_row_until_somebody_answers() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    agent.does(&filed.case_id, &json!({"reply": {"text": "您好，我们看一下。"}})).await;
    for text in ["运费谁出？", "能不能今天上门取？"] {
        customer.does(&filed.case_id, &json!({"write_to_desk": {"text": text}})).await;
    }
    let replied = agent.get("/api/cases?view=replied").await.ok();
    assert_eq!(numbers(&replied), [filed.number.as_str()]);
    let row = &replied["rows"][0];
    assert_eq!((&row["waiting"]["said"], &row["waiting"]["n"]), (&json!("wrote"), &json!(2)));
    assert_eq!(row["next"]["step"], "answer_customer");
    assert_eq!(row["clock"]["kind"], "reply");
    agent.does(&filed.case_id, &json!({"reply": {"text": "运费我们出，今天上门。"}})).await;
    let replied = agent.get("/api/cases?view=replied").await.ok();
    assert_eq!((numbers(&replied).len(), &replied["counts"]["replied"]), (0, &json!(0)));
}
