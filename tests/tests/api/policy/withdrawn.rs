//! An approved version is taken back before its day, by whoever could have approved it, and told in the history.

use super::{id, percent, propose, put_in_force, sends, shop_pack, start, tries, versions};
use chrono::Duration;
use serde_json::json;
use server::policies::Policies;
use tests::actors::{Actor, new_id};
use tests::app::App;

#[tokio::test]
async fn an_approved_version_is_taken_back_before_its_day() {
    let app = App::start().await;
    let approved = put_in_force(&app, "2026-03-12").await;
    let draft = id(&approved);
    let (zhao, sun) = (app.staff("supervisor").await, app.staff("supervisor2").await);
    let withdraw = json!({"withdraw": {"reason": "承运商的时效又变了。"}});
    let row = |version: &str, state: &str| (json!(version), json!(state));
    assert_eq!(versions(&zhao).await, [row("2026.3.1", "coming"), row("2026.11.1", "in_force")]);

    // Its author has no say in it, and agents have none in anything here.
    assert_eq!(tries(&zhao, &draft, &withdraw).await.refusal(), (422, "own_draft".to_owned()));
    let agent = app.staff("agent").await;
    assert_eq!(sends(&agent, &draft, 5, &withdraw).await.refusal(), (403, "not_allowed".to_owned()));
    let none = tries(&sun, &draft, &json!({"withdraw": {"reason": ""}})).await;
    assert_eq!(none.refusal().0, 422, "a reason is part of it");
    let body = json!({
        "command_id": new_id(),
        "expected_revision": approved["summary"]["revision"],
        "command": withdraw,
    });
    let path = format!("/api/policy/drafts/{draft}/commands");
    let withdrawn = sun.post(&path, &body).await.ok();
    assert_eq!(sun.post(&path, &body).await.ok(), withdrawn, "twice is once");
    assert_eq!(withdrawn["summary"]["stage"], "drafting");
    let deed = withdrawn["history"].as_array().unwrap().last().unwrap()["deed"]["withdrawn"].clone();
    assert_eq!(deed, json!({"version": "2026.3.1", "reason": "承运商的时效又变了。"}));
    assert_eq!(versions(&zhao).await, [row("2026.3.1", "withdrawn"), row("2026.11.1", "in_force")]);

    // Its day comes and nothing begins, after a restart neither.
    app.pass(Duration::days(3));
    assert_eq!(shop_pack(&app.customer()).await["version"], "2026.11.1");
    let now = app.state.ledger.now();
    let found = Policies::open(&app.state.store, None, &app.state.config.packs, now).await.unwrap();
    assert_eq!(found.on("shop-default", now.date_naive()).unwrap().link.version, "2026.11.1");

    // The edits are kept; proposed again, they make a version of another name, and that one stays.
    let zhao = app.staff("supervisor").await;
    let again = tries(&zhao, &draft, &propose("2026-03-14")).await.ok();
    assert_eq!(again["summary"]["version"], "2026.3.2");
    let sun = app.staff("supervisor2").await;
    tries(&sun, &draft, &json!("approve")).await.ok();
    app.pass(Duration::days(1));
    assert_eq!(shop_pack(&app.customer()).await["version"], "2026.3.2");
    let sun = app.staff("supervisor2").await;
    let late = tries(&sun, &draft, &withdraw).await;
    assert_eq!(late.refusal(), (409, "in_force".to_owned()));
    assert_eq!(late.json()["rejection"]["in_force"]["from"], "2026-03-14");
}

#[tokio::test]
async fn a_version_that_another_was_built_on_is_not_taken_back() {
    let app = App::start().await;
    let first = id(&put_in_force(&app, "2026-04-01").await);
    let (zhao, sun) = (app.staff("supervisor").await, app.staff("supervisor2").await);
    let second = id(&start(&zhao, "shop-default").await);
    tries(&zhao, &second, &percent("12")).await.ok();
    tries(&zhao, &second, &propose("2026-04-02")).await.ok();
    tries(&sun, &second, &json!("approve")).await.ok();
    let withdraw = json!({"withdraw": {"reason": "Too much at once."}});
    let stopped = tries(&sun, &first, &withdraw).await;
    assert_eq!(stopped.refusal(), (409, "built_upon".to_owned()));
    assert_eq!(stopped.json()["rejection"]["built_upon"]["version"], "2026.4.2");
    tries(&sun, &second, &withdraw).await.ok();
    tries(&sun, &first, &withdraw).await.ok();
    assert_eq!(shop_pack(&zhao).await["version"], "2026.11.1");
    // Who wrote the second must take it over: what it was built on is no more.
    let stopped = tries(&zhao, &second, &propose("2026-04-02")).await;
    assert_eq!(stopped.refusal(), (409, "base_moved_on".to_owned()));
    let over = tries(&zhao, &second, &json!("take_over")).await.ok();
    assert_eq!(over["summary"]["base"]["version"], "2026.11.1");
}

#[tokio::test]
async fn a_proposal_waits_for_everybody_who_may_approve_it_and_for_nobody_else() {
    let app = App::start().await;
    let (zhao, sun, agent) =
        (app.staff("supervisor").await, app.staff("supervisor2").await, app.staff("agent").await);
    let waits = async |actor: &Actor| actor.get("/api/policy/waiting").await.ok()["proposals"].clone();
    let draft = id(&start(&zhao, "shop-default").await);
    tries(&zhao, &draft, &percent("10")).await.ok();
    assert_eq!(waits(&sun).await, 0, "nothing is proposed");
    tries(&zhao, &draft, &propose("2026-03-12")).await.ok();
    assert_eq!((waits(&zhao).await, waits(&sun).await), (json!(0), json!(1)));
    assert_eq!(agent.get("/api/policy/waiting").await.status, 403);
    assert_eq!(app.customer().get("/api/policy/waiting").await.status, 401);
    tries(&sun, &draft, &json!({"send_back": {"reason": "Please say why."}})).await.ok();
    assert_eq!(waits(&sun).await, 0, "it is worked on again");
    tries(&zhao, &draft, &propose("2026-03-12")).await.ok();
    assert_eq!(waits(&sun).await, 1);
    tries(&sun, &draft, &json!("approve")).await.ok();
    assert_eq!(waits(&sun).await, 0);
}
