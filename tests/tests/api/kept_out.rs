//! Who keeps whom out: an agent no supervisor, whom a complaint is about no customer, and a link's holder learns nothing
//! of the customer's other cases.

use serde_json::{Value, json};
use tests::actors::{Actor, filing, offer};
use tests::app::App;

async fn user_id(actor: &Actor) -> Value {
    actor.get("/api/session").await.ok()["user_id"].clone()
}

async fn says_it_is_about(actor: &Actor, case_id: &str, whom: &Value) -> (u16, String) {
    let command = json!({"record_concern": {"user": whom, "reason": "they know the customer"}});
    let version = actor.case(case_id).await["version"].as_u64().unwrap();
    let answer = actor.command(case_id, version, &command).await;
    if answer.status == 200 { (200, String::new()) } else { answer.refusal() }
}

#[tokio::test]
async fn an_agent_keeps_no_supervisor_out_of_a_case() {
    let app = App::start().await;
    let (agent, agent2) = (app.staff("agent").await, app.staff("agent2").await);
    let (first, second) = (app.staff("supervisor").await, app.staff("supervisor2").await);
    let case = app.customer().files_about_the_vase().await.case_id;
    let refused = (422, "concern_needs_supervisor".to_owned());
    assert_eq!(says_it_is_about(&agent, &case, &user_id(&agent2).await).await.0, 200);
    assert_eq!(says_it_is_about(&agent, &case, &user_id(&first).await).await, refused);
    assert_eq!(says_it_is_about(&first, &case, &user_id(&second).await).await.0, 200);
    assert_eq!(
        says_it_is_about(&first, &case, &user_id(&first).await).await,
        refused,
        "nobody could lift it"
    );
    let lift = json!({"lift_concern": {"user": user_id(&second).await, "reason": "a namesake"}});
    first.does(&case, &lift).await;
    second.does(&case, &json!("take_case")).await;
}

#[tokio::test]
async fn a_story_that_names_every_supervisor_leaves_one_who_may_lift_it() {
    let app = App::start().await;
    let customer = app.customer();
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let story = "Zhao and Sun were both rude to me about the broken vase.";
    let case = customer.files(&filing(&order, "service", story)).await.case_id;
    let (first, second) = (app.staff("supervisor").await, app.staff("supervisor2").await);
    let mut may_work = Vec::new();
    for supervisor in [&first, &second] {
        let version = supervisor.case(&case).await["version"].as_u64().unwrap();
        may_work.push(supervisor.command(&case, version, &json!("take_case")).await.status == 200);
    }
    assert_eq!(may_work.iter().filter(|may| **may).count(), 1, "{may_work:?}");
}

#[tokio::test]
async fn whom_a_complaint_is_about_does_not_shut_its_customer_out() {
    let app = App::start().await;
    let (agent, customer) = (app.staff("agent").await, app.customer());
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let filed = customer.files(&filing(&order, "service", "Your agent Lin hung up on me, twice.")).await;
    let path = format!("/api/cases/{}/link", filed.case_id);
    assert_eq!(agent.delete(&path).await.refusal(), (422, "concerns_them".into()));
    assert_eq!(customer.get(&path).await.ok()["is_open"], true);
    app.staff("agent2").await.delete(&path).await.ok();
    assert_eq!(customer.get(&path).await.ok()["is_open"], false);
}

#[tokio::test]
async fn whoever_holds_a_link_learns_nothing_of_the_customers_other_cases() {
    let app = App::start().await;
    let (owner, agent, holder) = (app.customer(), app.staff("agent").await, app.customer());
    let first = owner.files_about_the_vase().await;
    let other = owner.files_about_the_vase().await;
    let (_, _, open) = offer(&user_id(&agent).await, 1_234, None);
    agent.does(&other.case_id, &open).await;
    let token = first.link.rsplit('/').next().unwrap();
    holder.post(&format!("/api/links/{token}"), &json!({})).await.ok();
    let seen = holder.case(&first.case_id).await.to_string();
    assert!(!seen.contains(&other.case_id) && !seen.contains("1234"), "{seen}");
    let own = owner.case(&first.case_id).await.to_string();
    assert!(own.contains(&other.case_id) && own.contains("1234"), "{own}");
    // How much agents may still give is the desk's own reckoning.
    let again = owner.look_up("SH-1010", "hua@example.com").await.ok().to_string();
    assert!(again.contains(&other.case_id), "{again}");
    let desk = agent.case(&first.case_id).await["elsewhere"].to_string();
    for inner in ["by_agents", "goodwill"] {
        let own = owner.case(&first.case_id).await["elsewhere"].to_string();
        assert!(!own.contains(inner) && !again.contains(&format!("\"{inner}\"")), "{own} {again}");
    }
    assert!(desk.contains("by_agents"), "{desk}");
}
