//! Proofs that only the server can refuse: what it asks for stands where the proof was written.

use crate::kept::see_value;
use serde_json::json;
use tests::actors::offer;
use tests::browser::{Look, Site};
use tests::pages::console::Queue;
use thirtyfour::Key;

const REFERENCE: &str = "WX-20260311";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_supervisor_says_at_the_desk_why_one_transfer_shows_the_refunds_of_two_orders() {
    let site = Site::open().await;
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let (first, promise) = customer.agrees_on_ten_yuan(&agent, ("SH-1010", "hua@example.com")).await;
    let (second, _) = customer.agrees_on_ten_yuan(&agent, ("SH-1002", "hua@example.com")).await;
    let proof = json!({"prove_promise": {"promise": promise, "proof": {"refund_reference": REFERENCE}}});
    agent.does(&first.case_id, &proof).await;

    let desk = site.browser(Look::DESK.speaking("en")).await;
    let case = Queue::sign_in(&desk, "supervisor").await.open(&second.number).await;
    desk.fill_in("#promises form.proof input", REFERENCE).await;
    assert_eq!(desk.count("#promises .proof-keeps").await, 0);
    desk.click_on("#promises form.proof button[type=submit]").await;
    // The server alone knows of the other order; the number is still where it was written, and all that is to be said is
    // asked for at once, with the focus in the first of it.
    let refused = desk.words_of(".refusals .refused").await;
    assert!(refused.contains("with a reason") && refused.contains("at least CN¥20.00"), "{refused}");
    desk.select("#promises input[id^='although-']:focus").await;
    desk.select("#promises input[id^='in-all-']").await;
    // Tried again and refused again, it is told once.
    desk.click_on("#promises form.proof button[type=submit]").await;
    desk.select(".refusals .refused").await;
    assert_eq!(desk.count(".refusals .refused").await, 1);
    desk.fill_in("#promises input[id^='although-']", "One transfer paid for both orders").await;
    desk.fill_in("#promises input[id^='in-all-']", "20.00").await;
    desk.click_on("#promises form.proof button[type=submit]").await;
    case.see_phase("fulfilled").await;
    desk.see_gone("This number is a refund of another order").await;
    desk.see("One transfer paid for both orders").await;
    desk.see("The transfer came to CN¥20.00 in all").await;
    // What is done says when it was done, and no longer by when it had to be.
    let head = desk.words_of("#promises .promise-head").await;
    assert!(head.contains("done "), "{head}");
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_in_place_of_a_promise_stays_when_a_colleague_shows_that_it_was_kept() {
    let site = Site::open().await;
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let (filed, promise) = customer.agrees_on_ten_yuan(&agent, ("SH-1010", "hua@example.com")).await;
    let promise = promise.as_str().unwrap();
    let desk = site.browser(Look::DESK.speaking("en")).await;
    Queue::sign_in(&desk, "agent2").await.open(&filed.number).await;
    desk.click_on(&format!("#replace-{promise}")).await;
    let reason = format!("#replace-{promise}-reason");
    desk.fill_in(&reason, "No refunds before Monday, sorry.").await;

    let proof = json!({"prove_promise": {"promise": promise, "proof": {"refund_reference": REFERENCE}}});
    agent.does(&filed.case_id, &proof).await;
    desk.see("Somebody has shown meanwhile that it was done").await;
    see_value(&desk, &reason, "No refunds before Monday, sorry.").await;
    desk.select(&format!("{reason}:focus")).await;
    desk.assert_fit_for_everybody("replace-proven").await;
    // What can't be sent says so, and nothing of it goes before its writer drops it.
    desk.press_held(Key::Control, Key::Enter).await;
    desk.select("#promises .replace .field-error").await;
    see_value(&desk, &reason, "No refunds before Monday, sorry.").await;
    desk.click("button", "Drop it").await;
    desk.wait_until("the form to go", async || Ok(desk.count("#promises .replace").await == 0)).await;
    let kept = desk.run("return JSON.stringify({...localStorage})", vec![]).await.to_string();
    assert!(!kept.contains("Monday"), "{kept}");
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parcel_that_is_known_is_asked_about_as_a_parcel() {
    let site = Site::open().await;
    let (customer, supervisor) = (site.app.customer(), site.app.staff("supervisor").await);
    let filed = customer.files_about_the_vase().await;
    let user = supervisor.get("/api/session").await.ok()["user_id"].clone();
    let (offer, option, mut command) = offer(&user, 1_000, None);
    let nothing = json!({"amount_minor": 0, "currency": "CNY"});
    let basis = json!({"person": {"user": user, "reason": "破损属实"}});
    let parts = json!([{"remedy": "resend", "basis": basis, "shares": []}]);
    let option_made = json!({"parts": parts, "total": nothing, "authority": "agent"});
    command["make_offer"]["options"][0]["option"] = option_made;
    supervisor.does(&filed.case_id, &command).await;
    let accept = json!({"accept_option": {"offer": offer, "option": option, "is_informed": true}});
    customer.does(&filed.case_id, &accept).await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    Queue::sign_in(&desk, "supervisor").await.open(&filed.number).await;
    // The parcel of somebody else's order.
    desk.fill_in("#promises form.proof input", "SF770020261003").await;
    desk.click_on("#promises form.proof button[type=submit]").await;
    desk.see("Why does this parcel count here").await;
    desk.see_gone("Why does this refund count here").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_what_is_written_as_a_proof_stands_at_its_field() {
    let site = Site::open().await;
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let (offer, option, mut command) = offer(&user, 1_000, None);
    let sorry = json!({"remedy": "apology", "basis": {"person": {"user": user, "reason": "破损属实"}}});
    command["make_offer"]["options"][0]["option"]["parts"].as_array_mut().unwrap().push(sorry);
    agent.does(&filed.case_id, &command).await;
    let accept = json!({"accept_option": {"offer": offer, "option": option, "is_informed": true}});
    customer.does(&filed.case_id, &accept).await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    Queue::sign_in(&desk, "agent").await.open(&filed.number).await;
    desk.select("[data-proof=statement] form.proof input[aria-describedby]").await;
    let told = desk.words_of("[data-proof=statement] form.proof").await;
    assert!(told.contains("The customer will read exactly these words"), "{told}");
    // A number shows itself.
    assert_eq!(desk.count("[data-proof=refund_reference] form.proof input[aria-describedby]").await, 0);
}
