//! Words put together with an input method: the Enter that chooses a word belongs to the method, and half a word is
//! never sent.

use tests::actors::Actor;
use tests::browser::{Browser, Look, Site};
use tests::pages::console::Queue;
use thirtyfour::Key;

const DESK: Look = Look::DESK.speaking("en");

async fn value_in(browser: &Browser, css: &str) -> String {
    let value = browser.run("return document.querySelector(arguments[0]).value", vec![css.into()]).await;
    value.as_str().unwrap_or_default().to_owned()
}

/// Enter with and without Control, as browsers tell of them in the middle of a word.
async fn press_every_enter(browser: &Browser) {
    browser.press_enter_taken_by_input_method(false).await;
    browser.press_enter_taken_by_input_method(true).await;
    browser.press_held(Key::Control, Key::Enter).await;
}

async fn replies(agent: &Actor, case_id: &str) -> Vec<String> {
    let case = agent.case(case_id).await;
    let events = case["events"].as_array().unwrap().iter();
    events.filter_map(|one| one["event"]["replied"]["text"].as_str().map(str::to_owned)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_composed_pinyin_is_sent_by_no_enter_in_a_reply_an_offer_or_a_dialog() {
    let site = Site::open().await;
    let vase = site.app.customer().files_about_the_vase().await;
    let agent = site.app.staff("agent").await;
    let desk = site.browser(DESK).await;
    let case = Queue::sign_in(&desk, "agent").await.open(&vase.number).await;
    case.take().await;
    desk.wait_until("the case to be taken at the server", async || {
        Ok(agent.case(&vase.case_id).await.to_string().contains("case_taken"))
    })
    .await;

    // A reply.
    site.requests();
    desk.press("r").await;
    desk.select(".composer textarea:focus").await;
    desk.compose("ni'hao").await;
    assert_eq!(value_in(&desk, "#composer-text").await, "ni'hao");
    press_every_enter(&desk).await;
    desk.select(".composer textarea:focus").await;
    assert!(value_in(&desk, "#composer-text").await.contains("ni'hao"));
    // Some browsers end the word before they tell of the key that chose it.
    desk.fill_in("#composer-text", "您好").await;
    desk.press_enter_taken_by_input_method(true).await;
    assert_eq!(value_in(&desk, "#composer-text").await, "您好");
    let sent = site.requests();
    assert!(!sent.iter().any(|request| request.starts_with("POST /api/commands")), "{sent:?}");
    desk.press_held(Key::Control, Key::Enter).await;
    desk.wait_until("the reply to go out", async || Ok(!replies(&agent, &vase.case_id).await.is_empty()))
        .await;
    assert_eq!(replies(&agent, &vase.case_id).await, ["您好"]);

    // A dialog.
    desk.click_on("#correct-category").await;
    desk.fill_in("#category-dialog-reason", "").await;
    desk.compose("yun'shu").await;
    press_every_enter(&desk).await;
    desk.select("#category-dialog[open] textarea:focus").await;
    desk.click("button", "Cancel").await;

    // The reason of a part of an offer, and its sum: Enter leads from one to the other, but not in the middle.
    let editor = case.draw_up_offer().await;
    editor.add_own("price_reduction", "", "").await;
    desk.click_on("#offer-editor .part-form .money").await;
    desk.compose("si'shi").await;
    press_every_enter(&desk).await;
    desk.select("#offer-editor .part-form .money:focus").await;
    desk.fill_in("#offer-editor .part-form .money", "40.00").await;
    desk.press(Key::Enter).await;
    desk.select("#offer-editor .part-reason:focus").await;
    desk.compose("dian'hua").await;
    press_every_enter(&desk).await;
    desk.select("#offer-editor .part-reason:focus").await;
    assert!(!agent.case(&vase.case_id).await.to_string().contains("offer_made"));
    desk.assert_sound().await;
}
