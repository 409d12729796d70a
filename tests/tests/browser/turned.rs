//! A question that turns into a complaint by what its writer says is met as one from then on.

use crate::kept::see_value;
use crate::replaced::see_left_over;
use crate::waiting::see_none;
use serde_json::json;
use tests::actors::offer;
use tests::browser::{Browser, Look, Site};
use tests::pages::console::Queue;
use tests::pages::customer::CasePage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_turns_into_a_complaint_hears_sorry_its_rights_and_what_would_put_it_right() {
    let site = Site::open().await;
    for (language, story, angry, sorry) in [
        ("en", "How do I clean it?", "It came in pieces, I want to complain!", "We are sorry this happened"),
        ("zh-TW", "請問怎麼清洗？", "花瓶收到就碎成三塊了，我要投訴你們！", "抱歉"),
    ] {
        let phone = site.browser(Look::PHONE.speaking(language)).await;
        let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
        let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
        let question = json!({
            "person": order["person_id"], "order_number": "SH-1010", "is_question": true, "category": "other",
            "goods": [{"sku": order["order"]["lines"][0]["sku"]}], "story": story,
        });
        let asked = customer.files(&question).await;
        agent.does(&asked.case_id, &json!({"reply": {"text": "温水就可以。"}})).await;
        phone.go(&asked.link).await;
        let case = CasePage::seen_by(&phone).await;
        assert_eq!(phone.count("#rights, #name-wishes, .sorry").await, 0, "{language}: it is a question");
        case.write(angry).await;
        phone.select("#name-wishes").await;
        phone.select("#rights").await;
        phone
            .wait_until("the apology at the top", async || {
                Ok(phone.words_of("#next-step").await.contains(sorry))
            })
            .await;
        phone.click_on("#wish-open").await;
        // Nothing chosen and nothing said goes nowhere, and says so.
        phone.click_on("#wish-send").await;
        phone.select("#wishes-error").await;
        phone.tick("#wishes-return_refund").await;
        phone.assert_sound().await;
        phone.click_on("#wish-send").await;
        phone
            .wait_until("the question for wishes to go", async || Ok(phone.count("#name-wishes").await == 0))
            .await;
        let wants = async || {
            let events = agent.case(&asked.case_id).await["events"].clone();
            let mut said = events.as_array().into_iter().flatten().rev();
            said.find_map(|event| event["event"].get("customer_wrote"))
                .map(|wrote| (wrote["wants"].clone(), wrote["text"]["text"].clone()))
        };
        phone
            .wait_until("the wish to arrive", async || {
                Ok(wants().await.is_some_and(|(wants, _)| wants == json!(["return_refund"])))
            })
            .await;
        let file = agent.case(&asked.case_id).await;
        let turned =
            file["events"].as_array().unwrap().iter().find_map(|event| event["event"].get("kind_converted"));
        assert_eq!(turned.unwrap()["turned"]["category"], "delivery_damage", "{language}");
        phone.assert_sound().await;
    }
}

/// A question about the vase that turned into a complaint, before its writer, who is asked what would put it right; its id.
async fn turned(site: &Site, phone: &Browser) -> String {
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let question = json!({
        "person": order["person_id"], "order_number": "SH-1010", "is_question": true, "category": "other",
        "goods": [{"sku": order["order"]["lines"][0]["sku"]}], "story": "How do I clean it?",
    });
    let asked = customer.files(&question).await;
    agent.does(&asked.case_id, &json!({"reply": {"text": "温水就可以。"}})).await;
    phone.go(&asked.link).await;
    let case = CasePage::seen_by(phone).await;
    case.write("It came in pieces, I want to complain!").await;
    phone.select("#name-wishes").await;
    see_value(phone, "#message", "").await;
    asked.case_id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_how_many_pieces_a_question_was_is_asked_once_it_is_a_complaint_and_put_right_at_the_desk() {
    let site = Site::open().await;
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let order = customer.look_up("SH-1012", "ming@example.com").await.ok();
    let question = json!({
        "person": order["person_id"], "order_number": "SH-1012", "is_question": true, "category": "other",
        "goods": [{"sku": "SOCKS-6"}], "story": "How do I wash them?",
    });
    let asked = customer.files(&question).await;
    agent.does(&asked.case_id, &json!({"reply": {"text": "At 30 degrees."}})).await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    phone.go(&asked.link).await;
    CasePage::seen_by(&phone).await.write("One pair has a hole, I want to complain!").await;
    phone.select("#name-wishes").await;
    phone.see("If it is about fewer").await;

    let desk = site.browser(Look::DESK.speaking("en")).await;
    Queue::sign_in(&desk, "agent").await.open(&asked.number).await;
    desk.select(".goods-uncounted").await;
    desk.click_on("#correct-goods").await;
    desk.fill_in("#goods-choice-0", "99").await;
    desk.fill_in("#goods-dialog-reason", "One pair, she writes.").await;
    desk.click_on("#goods-dialog-send").await;
    desk.select("#goods-choice-0[aria-invalid]:focus").await;
    desk.select("#goods-choice-0-error").await;
    desk.see("Type no more than that").await;
    desk.fill_in("#goods-choice-0", "").await;
    desk.click_on("#goods-dialog-send").await;
    desk.see("Type a whole number for each").await;
    desk.fill_in("#goods-choice-0", "1").await;
    desk.click_on("#goods-dialog-send").await;
    desk.select(".events [data-event=goods_corrected]").await;
    see_none(&desk, ".goods-uncounted, dialog[open]").await;
    phone.see_gone("If it is about fewer").await;
    phone.see("put right which goods it is about").await;
    assert!(phone.words_of("#timeline").await.contains(" × 1"), "what it is about now is named");
    desk.assert_sound().await;
    phone.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_says_in_words_alone_what_they_would_like_is_asked_no_more() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let id = turned(&site, &phone).await;
    phone.click_on("#wish-open").await;
    phone.fill_in("#wish-sentence", "A new one before Friday").await;
    phone.click_on("#wish-send").await;
    see_none(&phone, "#name-wishes, dialog[open]").await;
    phone
        .wait_until("the focus to be where the case stands", async || {
            Ok(phone.run("return document.activeElement.id", vec![]).await == "phase")
        })
        .await;
    phone.see("A new one before Friday").await;
    assert_eq!(phone.count("#leftovers .notice").await, 0, "what was sent is not left over");
    phone.reload().await;
    CasePage::seen_by(&phone).await;
    assert_eq!(phone.count("#name-wishes").await, 0);
    let agent = site.app.staff("agent").await;
    assert!(agent.case(&id).await.to_string().contains("A new one before Friday"));
    phone.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_being_said_of_a_wish_when_an_offer_comes_is_left_over() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let id = turned(&site, &phone).await;
    phone.click_on("#wish-open").await;
    phone.fill_in("#wish-sentence", "A new one before Friday").await;
    let agent = site.app.staff("agent").await;
    let me = agent.get("/api/session").await.ok()["user_id"].clone();
    agent.does(&id, &json!("take_case")).await;
    let (_, _, make) = offer(&me, 10_000, None);
    agent.does(&id, &make).await;
    let case = CasePage::seen_by(&phone).await;
    case.see_options(1).await;
    see_none(&phone, "#name-wishes, dialog[open]").await;
    see_left_over(&phone, "A new one before Friday").await;

    // No dialog is open any more: what is said next goes its way.
    case.write("When does it come?").await;
    phone.see("When does it come?").await;
    phone.click_on("#sign-out").await;
    phone.see("has not been sent yet and would be lost").await;
    let lost = phone.words_of("dialog[open]").await;
    assert!(lost.contains("A new one before Friday"), "{lost}");
    phone.assert_sound().await;

    let path = phone.path().await;
    let phone = phone.close_and_open_again().await;
    site.pass(chrono::Duration::zero(), &[&phone]).await;
    phone.go(&path).await;
    CasePage::seen_by(&phone).await;
    see_left_over(&phone, "A new one before Friday").await;
    phone.assert_sound().await;
}
