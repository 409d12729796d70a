//! Several people and several sendings at once: nobody overwrites anybody, nothing happens twice.

use futures::future::join_all;
use serde_json::json;
use tests::actors::{Actor, envelope, filed, filing, new_id, offer, personal};
use tests::app::App;

async fn user_id(actor: &Actor) -> serde_json::Value {
    actor.get("/api/session").await.ok()["user_id"].clone()
}

#[tokio::test]
async fn filing_sent_again_is_answered_the_same_and_makes_no_second_case() {
    // Which of two sendings is seen first is a matter of chance: several rounds give chance its chance.
    for _ in 0..8 {
        one_filing_sent_five_times().await;
    }
}

async fn one_filing_sent_five_times() {
    let app = App::start().await;
    let customer = app.customer();
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let command =
        json!({"file_complaint": filing(&order, "delivery_damage", "花瓶收到的时候已经碎了，很失望。")});
    let mut body = envelope(&new_id(), &new_id(), 0, &command);
    body["personal"] = personal();
    let sent = futures_of(&customer, &body).await;
    let first = sent[0].ok();
    assert!(sent.iter().all(|answer| answer.ok() == first), "every sending is answered alike");
    let queue = app.staff("agent").await.get("/api/cases").await.ok();
    assert_eq!(queue["counts"]["open"], 1);
}

/// Five sendings of the same body at the same time.
async fn futures_of(customer: &Actor, body: &serde_json::Value) -> Vec<tests::actors::Answer> {
    join_all((0..5).map(|_| customer.post("/api/commands", body))).await
}

#[tokio::test]
async fn command_id_used_for_another_intent_is_refused() {
    let app = App::start().await;
    let customer = app.customer();
    let filed = customer.files_about_the_vase().await;
    let id = new_id();
    let write = |text: &str| json!({"write_to_desk": {"text": text}});
    customer
        .post("/api/commands", &envelope(&id, &filed.case_id, filed.version, &write("请尽快处理")))
        .await
        .ok();
    let other = envelope(&id, &filed.case_id, filed.version + 1, &write("算了"));
    assert_eq!(customer.post("/api/commands", &other).await.refusal(), (409, "command_reused".into()));
}

#[tokio::test]
async fn command_of_one_role_replayed_by_another_is_refused() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    let body = envelope(&new_id(), &filed.case_id, filed.version, &json!("take_case"));
    agent.post("/api/commands", &body).await.ok();
    assert_eq!(customer.post("/api/commands", &body).await.refusal(), (409, "command_reused".into()));
    let fresh = envelope(&new_id(), &filed.case_id, filed.version + 1, &json!("take_case"));
    assert_eq!(customer.post("/api/commands", &fresh).await.refusal(), (403, "not_allowed".into()));
}

#[tokio::test]
async fn second_of_two_agents_offering_at_once_is_told_what_was_missed() {
    let app = App::start().await;
    let customer = app.customer();
    let (one, two) = (app.staff("agent").await, app.staff("agent2").await);
    let filed = customer.files_about_the_vase().await;
    let (_, _, first) = offer(&user_id(&one).await, 36_800, None);
    let (_, _, second) = offer(&user_id(&two).await, 10_000, None);
    one.command(&filed.case_id, filed.version, &first).await.ok();
    let late = two.command(&filed.case_id, filed.version, &second).await;
    assert_eq!(late.refusal(), (409, "version_conflict".into()));
    let facts = late.json()["error"]["facts"].clone();
    assert_eq!(facts["version"], filed.version + 1);
    assert!(facts["missed"][0]["event"].get("offer_made").is_some(), "{facts}");
    // Having seen it, a second offer must still say that it replaces the first.
    let seen = two.command(&filed.case_id, filed.version + 1, &second).await;
    assert_eq!(seen.refusal(), (422, "offer_still_open".into()));
}

#[tokio::test]
async fn offer_that_was_replaced_cannot_be_accepted() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    let user = user_id(&agent).await;
    let (first, option, command) = offer(&user, 10_000, None);
    agent.does(&filed.case_id, &command).await;
    let seen = customer.case(&filed.case_id).await["version"].as_u64().unwrap();
    let (_, _, command) = offer(&user, 36_800, Some(&first));
    agent.does(&filed.case_id, &command).await;
    let accept = json!({"accept_option": {"offer": first, "option": option, "is_informed": true}});
    let stale = customer.command(&filed.case_id, seen, &accept).await;
    assert_eq!(stale.refusal(), (409, "version_conflict".into()));
    let again = customer.command(&filed.case_id, seen + 1, &accept).await;
    assert_eq!(again.refusal(), (422, "offer_not_open".into()));
}

#[tokio::test]
async fn command_out_of_order_is_refused_and_says_where_the_case_stands() {
    let app = App::start().await;
    let customer = app.customer();
    let filed = customer.files_about_the_vase().await;
    let early = customer.command(&filed.case_id, filed.version, &json!("confirm_fulfilment")).await;
    assert_eq!(early.refusal(), (422, "wrong_phase".into()));
    let ahead = customer.command(&filed.case_id, filed.version + 7, &json!({"withdraw": {}})).await;
    assert_eq!(ahead.refusal(), (409, "version_conflict".into()));
}

#[tokio::test]
async fn second_filing_under_the_same_case_id_is_refused() {
    let app = App::start().await;
    let customer = app.customer();
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let command =
        json!({"file_complaint": filing(&order, "delivery_damage", "花瓶收到的时候已经碎了，很失望。")});
    let case_id = new_id();
    let send = |version| {
        let mut body = envelope(&new_id(), &case_id, version, &command);
        body["personal"] = personal();
        body
    };
    let first = filed(&customer.post("/api/commands", &send(0)).await);
    assert_eq!(customer.post("/api/commands", &send(0)).await.refusal(), (409, "version_conflict".into()));
    let known = customer.post("/api/commands", &send(first.version)).await;
    assert_eq!(known.refusal(), (422, "already_filed".into()));
}

#[tokio::test]
async fn case_numbers_are_all_different_and_tell_nothing_of_each_other() {
    let app = App::start().await;
    let people: Vec<_> = (0..8).map(|_| app.customer()).collect();
    let filings = people.iter().map(Actor::files_about_the_vase);
    let mut serials: Vec<u64> = join_all(filings)
        .await
        .into_iter()
        .map(|filed| filed.number.split('-').nth(1).unwrap().parse().unwrap())
        .collect();
    serials.sort_unstable();
    let gaps: Vec<u64> = serials.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(gaps.iter().all(|gap| *gap > 0), "no number stands for two cases: {serials:?}");
    // Eight of ten million lie a million apart on average; numbers in a row would lie one apart.
    assert!(gaps.iter().sum::<u64>() > 100_000, "{serials:?}");
}
