//! What a colleague does between an agent's looking and sending: nothing goes out past it, and no word is lost.

use serde_json::json;
use tests::actors::{Actor, Filed, offer};
use tests::browser::{Browser, Look, Site};
use tests::pages::console::{CasePage, Queue};
use thirtyfour::Key;

const DESK: Look = Look::DESK.speaking("en");

const OURS: &str = "We pay you back in full.";
const THEIRS: &str = "We send you a new vase.";

/// Lin at the desk with the vase's case, who hears of nothing; and a colleague elsewhere.
async fn lin_alone<'a>(site: &Site, desk: &'a Browser) -> (Filed, CasePage<'a>, Actor) {
    let vase = site.app.customer().files_about_the_vase().await;
    site.keep_news_from_the_desk(true);
    let case = Queue::sign_in(desk, "agent").await.open(&vase.number).await;
    case.take().await;
    let colleague = site.app.staff("agent2").await;
    let is_taken = async || Ok(colleague.case(&vase.case_id).await.to_string().contains("case_taken"));
    desk.wait_until("the case to be taken at the server", is_taken).await;
    site.requests();
    (vase, case, colleague)
}

/// How often something was sent to the server as a command since this was last asked.
fn n_sent(site: &Site) -> usize {
    site.requests().iter().filter(|request| request.starts_with("POST /api/commands")).count()
}

/// What was said to the customer, in order.
async fn replies(agent: &Actor, filed: &Filed) -> Vec<String> {
    let case = agent.case(&filed.case_id).await;
    let events = case["events"].as_array().unwrap().iter();
    events.filter_map(|one| one["event"]["replied"]["text"].as_str().map(str::to_owned)).collect()
}

async fn see_written(desk: &Browser, words: &str) {
    let script = "return document.querySelector('#composer-text')?.value";
    desk.wait_until(&format!("“{words}” in the reply"), async || {
        Ok(desk.run(script, vec![]).await == words)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reply_past_a_colleagues_goes_back_into_its_field_and_out_once_when_its_writer_has_looked() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (vase, _, colleague) = lin_alone(&site, &desk).await;
    colleague.does(&vase.case_id, &json!({"reply": {"text": THEIRS}})).await;

    desk.click_on("#compose-reply").await;
    desk.press(OURS).await;
    desk.press_held(Key::Control, Key::Enter).await;
    // What happened stands on the page, with who did it, and the words stand where they were written.
    desk.see(THEIRS).await;
    assert_eq!(
        desk.words_of(".composer-warning").await,
        "There is something new from Chen. Look first, then send."
    );
    assert_eq!(desk.words_of("#composer-send").await, "I have looked, send");
    see_written(&desk, OURS).await;
    assert_eq!(desk.count(".refused").await, 0, "it is told once");
    assert_eq!(n_sent(&site), 1, "it was sent again by itself");
    assert_eq!(replies(&colleague, &vase).await, [THEIRS]);

    // Not loading anew sends it either.
    desk.reload().await;
    see_written(&desk, OURS).await;
    desk.see(THEIRS).await;
    assert_eq!(n_sent(&site), 0);

    desk.click_on("#compose-reply").await;
    desk.press_held(Key::Control, Key::Enter).await;
    if desk.count(".composer-warning").await > 0 {
        desk.press_held(Key::Control, Key::Enter).await;
    }
    see_written(&desk, "").await;
    desk.wait_until("the reply to go out", async || Ok(replies(&colleague, &vase).await.len() > 1)).await;
    desk.see_gone("Sending").await;
    assert_eq!(replies(&colleague, &vase).await, [THEIRS, OURS]);
    assert_eq!(n_sent(&site), 1);
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn offer_past_a_colleagues_is_not_made_and_comes_back_into_the_form_with_every_word() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (vase, case, colleague) = lin_alone(&site, &desk).await;
    let user = colleague.get("/api/session").await.ok()["user_id"].clone();
    colleague.does(&vase.case_id, &offer(&user, 9_000, None).2).await;

    let editor = case.draw_up_offer().await;
    editor.add_own("price_reduction", "40.00", "As agreed on the telephone.").await;
    editor.say("Please tell us whether this will do.").await;
    editor.send().await;
    desk.see("was not accepted").await;
    desk.see("somebody has said something meanwhile").await;
    assert_eq!(n_sent(&site), 1, "it was sent again by itself");
    let n_offers = async || colleague.case(&vase.case_id).await.to_string().matches("\"offer_made\"").count();
    assert_eq!(n_offers().await, 1);

    desk.click("button", "Put the text back").await;
    desk.select("#offer-editor").await;
    desk.see("40.00").await;
    let said = "return document.querySelector('#offer-message').value";
    assert_eq!(desk.run(said, vec![]).await, "Please tell us whether this will do.");
    desk.click_on("#send-offer").await;
    desk.wait_until("the offer to replace the colleague's", async || Ok(n_offers().await == 2)).await;
    desk.assert_sound().await;
}
