//! Proofs that only the server can refuse: what it asks for stands where the proof was written.

use serde_json::json;
use tests::browser::{Look, Site};
use tests::pages::console::Queue;

const REFERENCE: &str = "WX-20260311";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_supervisor_says_at_the_desk_why_one_transfer_shows_the_refunds_of_two_orders() {
    let site = Site::open().await;
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let (first, promise) = customer.agrees_on_ten_yuan(&agent, ("SH-1010", "hua@example.com")).await;
    let (second, _) = customer.agrees_on_ten_yuan(&agent, ("SH-1002", "hua@example.com")).await;
    let proof = json!({"prove_promise": {"promise": promise, "proof": {"refund_reference": REFERENCE}}});
    agent.does(&first.case_id, &proof).await;
    // The whole transfer, which is of both.
    let record = json!({"record_outside_refund": {
        "amount": {"amount_minor": 2_000, "currency": "CNY"}, "means": "wallet",
        "on": site.app.state.ledger.now().date_naive(), "reference": REFERENCE,
    }});
    agent.does(&second.case_id, &record).await;

    let desk = site.browser(Look::DESK.speaking("en")).await;
    let case = Queue::sign_in(&desk, "supervisor").await.open(&second.number).await;
    desk.fill_in("#promises form.proof input", REFERENCE).await;
    assert_eq!(desk.count("#promises .proof-keeps").await, 0);
    desk.click_on("#promises form.proof button[type=submit]").await;
    // The server alone knows of the other order; the number is still where it was written, and the reason is asked for.
    desk.select(".refusals .refused").await;
    // Tried again and refused again, it is told once.
    desk.click_on("#promises form.proof button[type=submit]").await;
    desk.select(".refusals .refused").await;
    assert_eq!(desk.count(".refusals .refused").await, 1);
    desk.fill_in("#promises .proof-keeps input", "One transfer paid for both orders").await;
    desk.click_on("#promises form.proof button[type=submit]").await;
    case.see_phase("fulfilled").await;
    desk.see_gone("This number is a refund of another order").await;
    desk.see("One transfer paid for both orders").await;
    // What is done says when it was done, and no longer by when it had to be.
    let head = desk.words_of("#promises .promise-head").await;
    assert!(head.contains("done "), "{head}");
    desk.assert_sound().await;
}
