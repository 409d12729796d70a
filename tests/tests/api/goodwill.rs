//! An agent's goodwill is limited for the order as a whole, also where two agents are at two of its cases at once.

use futures::future::join;
use serde_json::{Value, json};
use tests::actors::{Actor, offer};
use tests::app::App;

/// An offer of a coupon on top of what is owed; agents of the example shop may give 100.00 so.
async fn coupon(agent: &Actor, fen: i64) -> (String, Value) {
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let (offer, _, mut command) = offer(&user, fen, None);
    let part = &mut command["make_offer"]["options"][0]["option"]["parts"][0];
    (part["remedy"], part["is_goodwill"]) = (json!("coupon"), json!(true));
    (offer, command)
}

#[tokio::test]
async fn two_agents_at_once_never_give_more_goodwill_on_an_order_than_one_may() {
    let app = App::start().await;
    let (customer, supervisor) = (app.customer(), app.staff("supervisor").await);
    let (one, two) = (app.staff("agent").await, app.staff("agent2").await);
    for _ in 0..10 {
        let (left, right) = (customer.files_about_the_vase().await, customer.files_about_the_vase().await);
        let ((first, first_command), (second, second_command)) =
            (coupon(&one, 6_000).await, coupon(&two, 6_000).await);
        let answers = join(
            one.command(&left.case_id, left.version, &first_command),
            two.command(&right.case_id, right.version, &second_command),
        )
        .await;
        let event = |answer: &tests::actors::Answer| answer.ok()["events"][0]["event"].clone();
        let events = [event(&answers.0), event(&answers.1)];
        let made: Vec<&Value> = events.iter().filter_map(|event| event.get("offer_made")).collect();
        let proposed: Vec<&Value> = events.iter().filter_map(|event| event.get("offer_proposed")).collect();
        assert_eq!((made.len(), proposed.len()), (1, 1), "{events:?}");
        assert_eq!(proposed[0]["goodwill"]["amount_minor"], json!(12_000), "what the supervisor sees");
        assert_eq!(proposed[0].get("above"), None, "a coupon gives nothing back");
        // The one that waits is signed and both are let go of, so that the next round begins anew.
        for (agent, filed, offer) in [(&one, &left, &first), (&two, &right, &second)] {
            let is_proposed = proposed[0]["offer"] == json!(offer);
            if is_proposed {
                supervisor.does(&filed.case_id, &json!({"approve_offer": {"offer": offer}})).await;
            }
            let withdraw = json!({"withdraw_offer": {"offer": offer, "reason": "试一试"}});
            agent.does(&filed.case_id, &withdraw).await;
        }
    }
}

#[tokio::test]
async fn a_signature_does_not_cover_goodwill_that_was_offered_meanwhile() {
    let app = App::start().await;
    let (customer, supervisor) = (app.customer(), app.staff("supervisor").await);
    let agent = app.staff("agent").await;
    let (left, right) = (customer.files_about_the_vase().await, customer.files_about_the_vase().await);
    let (proposal, command) = coupon(&agent, 11_000).await;
    let proposed = agent.does(&left.case_id, &command).await;
    assert!(proposed["events"][0]["event"].get("offer_proposed").is_some(), "{proposed}");
    let (_, command) = coupon(&agent, 5_000).await;
    agent.does(&right.case_id, &command).await;
    let approve = json!({"approve_offer": {"offer": proposal}});
    let version = supervisor.case(&left.case_id).await["version"].as_u64().unwrap();
    let signed = supervisor.command(&left.case_id, version, &approve).await;
    assert_eq!(signed.refusal(), (422, "above_goodwill".into()));
    let facts = &signed.json()["error"]["facts"];
    assert_eq!(facts["rejection"]["above_goodwill"]["to"]["amount_minor"], json!(16_000), "{facts}");
    // Proposed again it says what it comes to, and may be signed for that.
    agent.does(&left.case_id, &json!({"withdraw_proposal": {"offer": proposal}})).await;
    let (proposal, command) = coupon(&agent, 11_000).await;
    agent.does(&left.case_id, &command).await;
    supervisor.does(&left.case_id, &json!({"approve_offer": {"offer": proposal}})).await;
}
