//! Goods that come back: what the customer was promised stands at the desk until somebody says it, and what is paid for
//! them waits where it is shown.

use serde_json::json;
use tests::actors::new_id;
use tests::browser::{Look, Site};
use tests::pages::console::Queue;

/// An option that gives the price back for the goods, and pays for their way.
fn option(user: &serde_json::Value, id: &str) -> serde_json::Value {
    let money = json!({"amount_minor": 36_800, "currency": "CNY"});
    let basis = json!({"person": {"user": user, "reason": "碎了"}});
    let fare = json!({"amount_minor": 1_200, "currency": "CNY"});
    let total = json!({"amount_minor": 38_000, "currency": "CNY"});
    let price = json!({
        "remedy": "return_refund", "amount": money, "basis": basis,
        "shares": [{"payer": "seller", "amount": money}],
    });
    let way = json!({
        "remedy": "return_shipping", "amount": fare, "basis": basis,
        "shares": [{"payer": "seller", "amount": fare}],
    });
    json!({"id": id, "option": {"parts": [price, way], "total": total, "authority": "agent"}})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_promised_of_the_way_back_is_said_where_it_stands_and_the_customer_reads_it() {
    let site = Site::open().await;
    let customer = site.app.customer();
    let filed = customer.files_about_the_vase().await;
    let agent = site.app.staff("agent").await;
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let (offer, one) = (new_id(), new_id());
    agent
        .does(&filed.case_id, &json!({"make_offer": {"offer": offer, "options": [option(&user, &one)]}}))
        .await;
    let take = json!({"accept_option": {"offer": offer, "option": one, "is_informed": true}});
    customer.does(&filed.case_id, &take).await;

    let desk = site.browser(Look::DESK.speaking("en")).await;
    Queue::sign_in(&desk, "agent").await.open(&filed.number).await;
    assert_eq!(desk.words_of("#case-next").await, "Say how the goods come back");
    // Neither the price nor the way back is due before the goods are there.
    assert_eq!(desk.count("#promises .promise-list .due").await, 0);

    // A refund before that is refused, and only then the reason is asked for.
    assert_eq!(desk.count("#promises .proof-keeps").await, 0);
    desk.fill_in("#promises [data-proof=refund_reference] form.proof input", "WX-20260309").await;
    desk.click_on("#promises [data-proof=refund_reference] form.proof button[type=submit]").await;
    desk.select("#promises .proof-keeps input").await;

    desk.fill_in("#tell-return", "A courier comes tomorrow between 9 and 12.").await;
    desk.click_on("#comes-back .tell-return button[type=submit]").await;
    desk.select(".events [data-event=return_told]").await;
    desk.see("The customer was told: A courier comes tomorrow between 9 and 12.").await;
    assert_eq!(desk.words_of("#case-next").await, "Keep the promises");

    let phone = site.browser(Look::PHONE.speaking("en")).await;
    phone.go(&filed.link).await;
    phone.select("#next-step.next-step-yours").await;
    let next = phone.words_of("#next-step").await;
    assert!(next.contains("A courier comes tomorrow between 9 and 12."), "{next}");
    phone.see("once your goods are back with us").await;

    // Once they are back, what follows is said first, with all of its money and its day.
    let back_at = site.app.state.clock.utc().to_rfc3339();
    agent.does(&filed.case_id, &json!({"record_finding": {"finding": {"goods_back_at": back_at}}})).await;
    phone.see("Your goods are back with us.").await;
    let next = phone.words_of("#next-step").await;
    assert!(next.starts_with("What happens next") && next.contains("¥380.00 goes back to you by"), "{next}");
    phone.assert_sound().await;
}
