//! What is on its way is not there yet: a parcel, money. And what is said where somebody is not content with how it ended.

use crate::kept_on_case::n_events;
use crate::waiting::see_none;
use serde_json::{Value, json};
use tests::actors::{Actor, new_id};
use tests::browser::{Browser, Look, Site};
use tests::pages::customer::{Answers, CasePage, Filing};

const PHONE: Look = Look::PHONE.speaking("en");

/// A complaint about the vase, agreed on so and proven so.
async fn proven<'a>(
    site: &Site,
    browser: &'a Browser,
    part: Value,
    proof: Value,
) -> (CasePage<'a>, String, Actor) {
    let case = Filing::file(browser, &Answers::BROKEN_VASE).await.open_case().await;
    let id = case.id().await;
    let agent = site.app.staff("agent").await;
    let me = agent.get("/api/session").await.ok()["user_id"].clone();
    agent.does(&id, &json!("take_case")).await;
    let mut part = part;
    part["basis"] = json!({"person": {"user": me, "reason": "It broke on the way"}});
    let none = json!({"amount_minor": 0, "currency": "CNY"});
    let total = part.get("amount").unwrap_or(&none);
    let option = json!({"parts": [part], "total": total, "authority": "agent"});
    let options = json!([{"id": new_id(), "option": option}]);
    agent.does(&id, &json!({"make_offer": {"offer": new_id(), "options": options}})).await;
    case.see_options(1).await;
    case.choose(1).await;
    case.sign().await;
    case.see_phase("Agreed, and under way").await;
    // The page says so before the server has it.
    let agreed = browser
        .wait_for("the agreement to be on record", async || {
            let events = agent.case(&id).await["events"].clone();
            Ok(events.as_array().unwrap().iter().find_map(|event| event["event"].get("agreed")).cloned())
        })
        .await;
    let mut proof = json!({"promise": agreed["promises"][0]["id"], "proof": proof});
    if part.get("amount").is_some() {
        proof["keeps_goods"] = json!("It is in pieces, there is nothing to send back.");
    }
    agent.does(&id, &json!({ "prove_promise": proof })).await;
    (case, id, agent)
}

async fn parcel<'a>(site: &Site, browser: &'a Browser) -> (CasePage<'a>, String, Actor) {
    let part = json!({"remedy": "resend", "shares": []});
    proven(site, browser, part, json!({"tracking_number": "SF2026009"})).await
}

async fn money<'a>(site: &Site, browser: &'a Browser) -> (CasePage<'a>, String, Actor) {
    let sum = json!({"amount_minor": 10_000, "currency": "CNY"});
    let shares = json!([{"payer": "seller", "amount": sum}]);
    let part = json!({"remedy": "refund", "amount": sum, "shares": shares});
    proven(site, browser, part, json!({"refund_reference": "PAY-2026-0042"})).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parcel_on_its_way_is_not_everything_done_and_not_there_yet_takes_nothing_up_again() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let (case, id, agent) = parcel(&site, &browser).await;
    case.see_phase("It is on its way to you").await;
    let next = browser.words_of("#next-step").await;
    // The number, and the day that was promised for it.
    assert!(next.contains("tracking number SF2026009. It should be with you by 13 March 2026."), "{next}");
    browser.see("Sent on 10 March 2026").await;
    assert!(!browser.text().await.contains("Everything we agreed is done"));
    browser.see("Has it arrived?").await;
    browser.assert_fit_for_everybody("on-its-way").await;

    browser.click_on("#confirm-no").await;
    browser.select("#not-yet").await;
    assert_eq!(browser.count("dialog[open]").await, 0, "it is asked what is wrong");
    let told = browser.words_of("#not-yet").await;
    assert!(told.contains("under SF2026009. If it has not come by 13 March 2026"), "{told}");
    browser.assert_fit_for_everybody("not-yet").await;
    assert_eq!(n_events(&agent, &id, "reopened").await, 0);

    // Past that day something is wrong, and it is asked what.
    site.pass(chrono::Duration::days(4), &[&browser]).await;
    browser.reload().await;
    case.see_phase("It is on its way to you").await;
    let next = browser.words_of("#next-step").await;
    assert!(next.contains("should be with you by now"), "{next}");
    case.reopen("It has not come").await;
    case.see_phase("Reopened").await;
    assert_eq!(n_events(&agent, &id, "reopened").await, 1);
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn money_sent_a_moment_ago_is_said_to_take_a_while_until_it_shows() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let (case, id, agent) = money(&site, &browser).await;
    case.see_phase("All that we agreed is done").await;
    let next = browser.words_of("#next-step").await;
    assert!(next.contains("until it shows"), "{next}");
    browser.click_on("#confirm-no").await;
    let told = browser.words_of("#not-yet").await;
    assert!(told.contains("PAY-2026-0042"), "{told}");
    assert_eq!((browser.count("dialog[open]").await, n_events(&agent, &id, "reopened").await), (0, 0));
    browser.assert_fit_for_everybody("money-on-its-way").await;
    case.confirm().await;
    browser.select("#follow-up").await;
    assert!(!browser.words_of("#next-step").await.contains("until it shows"));
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_rates_low_is_told_before_what_that_does_is_thanked_and_reads_what_they_gave() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let (case, ..) = money(&site, &browser).await;
    case.confirm().await;
    browser.select("#follow-up").await;
    let warned = "we take your complaint up again";
    browser.tick("#outcome-score-3").await;
    browser.see_gone(warned).await;
    browser.tick("#outcome-score-2").await;
    browser.see(warned).await;
    browser.assert_fit_for_everybody("low-rating").await;
    case.follow_up("The vase was a present.", 2, 4).await;
    case.see_phase("Thank you. We take it up again").await;
    browser.see("Outcome 2 of 5, how it was handled 4 of 5").await;
    let next = browser.words_of("#next-step").await;
    assert!(next.contains("will answer it"), "{next}");
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_owed_by_the_rules_is_said_over_a_complaint_that_was_turned_down() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let case = Filing::file(&browser, &Answers::LATE_KETTLE).await.open_case().await;
    let id = case.id().await;
    let agent = site.app.staff("agent").await;
    agent.does(&id, &json!("take_case")).await;
    let no = json!({"reject_complaint": {"reason": "The carrier was late.", "recourse": "The supervisor."}});
    agent.does(&id, &no).await;
    case.see_phase("We could not agree to this").await;
    browser
        .wait_until("what is owed at the top", async || {
            Ok(browser.words_of("#next-step").await.contains("Compensation for the delay CN¥"))
        })
        .await;
    let next = browser.words_of("#next-step").await;
    assert!(!next.contains("nothing left to do") && next.contains("reopen the case"), "{next}");
    browser.assert_fit_for_everybody("owed-all-the-same").await;
    // Taken up again it is with the desk.
    case.reopen("I would like what is mine").await;
    case.see_phase("Reopened").await;
    see_none(&browser, "#rejected").await;
    browser.assert_sound().await;
}
