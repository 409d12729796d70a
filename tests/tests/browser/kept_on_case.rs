//! Nothing written on a case is lost, by its customer or at the desk, and nothing goes out past what was not seen.

use crate::kept::{see_value, value_in};
use serde_json::Value;
use tests::actors::{Actor, filing, offer};
use tests::browser::{Browser, Look, Site};
use tests::pages::console::{CasePage as Console, Queue};
use tests::pages::customer::{Answers, CasePage, Filing};

const PHONE: Look = Look::PHONE.speaking("en");
const DESK: Look = Look::DESK.speaking("en");

/// A complaint about the vase with a part of its price on offer, before its customer.
pub(crate) struct Offered<'a> {
    pub(crate) case: CasePage<'a>,
    pub(crate) id: String,
    pub(crate) agent: Actor,
    /// Who the agent is, as an offer names its payer.
    pub(crate) me: Value,
    /// The offer.
    pub(crate) first: String,
}

pub(crate) async fn offered<'a>(site: &Site, browser: &'a Browser) -> Offered<'a> {
    let case = Filing::file(browser, &Answers::BROKEN_VASE).await.open_case().await;
    let id = case.id().await;
    let agent = site.app.staff("agent").await;
    let me = agent.get("/api/session").await.ok()["user_id"].clone();
    agent.does(&id, &serde_json::json!("take_case")).await;
    let (first, _, make) = offer(&me, 10_000, None);
    agent.does(&id, &make).await;
    case.see_options(1).await;
    Offered { case, id, agent, me, first }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_on_a_case_are_kept_over_reload_offline_and_new_offers() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, me, first } = offered(&site, &browser).await;

    // A message half written, and a wish in a dialog: both are there after a reload.
    browser.fill_in("#message", "One more thing about the box").await;
    browser.click_on("#counter-open").await;
    browser.tick("#counter-wants-price_reduction").await;
    browser.fill_in("#counter-sentence", "Half of the price back would do").await;
    browser.reload().await;
    see_value(&browser, "#message", "One more thing about the box").await;
    browser.click_on("#counter-open").await;
    see_value(&browser, "#counter-sentence", "Half of the price back would do").await;
    browser.select("#counter-wants-price_reduction:checked").await;

    // A new offer arrives while the dialog is open: it is told there, and nothing written goes.
    let (_, _, replace) = offer(&me, 12_000, Some(&first));
    agent.does(&id, &replace).await;
    browser.select("dialog[open] #news").await;
    assert_eq!(value_in(&browser, "#counter-sentence").await, "Half of the price back would do");

    // Too many words are told, not cut.
    let long = "half of it ".repeat(120);
    browser.fill_in("#counter-sentence", &long).await;
    assert!(browser.words_of("#counter-sentence-error").await.contains("too long"));
    browser.click_on("#counter-send").await;
    assert_eq!(value_in(&browser, "#counter-sentence").await, long);
    browser.fill_in("#counter-sentence", "Half of the price back would do").await;
    browser.click_on("#counter-send").await;
    case.see_phase("We are considering what you asked for").await;
    browser.see("Half of the price back would do").await;
    browser.wait_until("the dialog to close", async || Ok(browser.count("dialog[open]").await == 0)).await;
    let focused = browser.focused().await;
    assert!(focused.contains("We are considering what you asked for"), "the focus is on {focused}");

    // A reason over the limit is told beside its field.
    browser.click_on("#decline-open").await;
    browser.fill_in("#decline-sentence", &long).await;
    browser.click_on("#decline-send").await;
    assert!(browser.words_of("#decline-sentence-error").await.contains("too long"));
    assert_eq!(value_in(&browser, "#decline-sentence").await, long);
    see_value(&browser, "#message", "One more thing about the box").await;

    // Sent as it stood after a reload, it does not come back as if it were still to be sent.
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    see_value(&browser, "#message", "One more thing about the box").await;
    browser.click_on("#message-send").await;
    see_value(&browser, "#message", "").await;
    browser.see("One more thing about the box").await;
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    see_value(&browser, "#message", "").await;
}

/// How often somebody said something on a case, by the code of the event.
pub(crate) async fn n_events(agent: &Actor, id: &str, code: &str) -> usize {
    let events = agent.case(id).await["events"].clone();
    events.as_array().into_iter().flatten().filter(|event| event["event"].get(code).is_some()).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wish_that_a_new_offer_has_taken_up_is_not_sent_unseen() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    // A part of the price: the price itself can be asked for.
    let Offered { case, id, agent, me, first } = offered(&site, &browser).await;
    browser.click_on("#counter-open").await;
    browser.tick("#counter-wants-refund").await;
    browser.tick("#counter-wants-coupon").await;
    browser.fill_in("#counter-sentence", "All of it, please, it was a present").await;
    // All of it is offered: that wish goes, the other one stays.
    let (_, _, replace) = offer(&me, 36_800, Some(&first));
    agent.does(&id, &replace).await;
    browser
        .wait_until("the wish to go", async || Ok(browser.count("#counter-wants-refund").await == 0))
        .await;
    browser.click_on("#counter-send").await;
    case.see_phase("We are considering what you asked for").await;
    // The page shows it before it has arrived.
    let countered = async || {
        let events = agent.case(&id).await["events"].clone();
        let mut all = events.as_array().into_iter().flatten();
        all.find_map(|event| event["event"].get("offer_countered")).cloned()
    };
    browser.wait_until("what was asked for to arrive", async || Ok(countered().await.is_some())).await;
    assert_eq!(countered().await.unwrap()["wants"], serde_json::json!(["coupon"]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn message_on_top_of_something_unseen_goes_back_to_its_writer() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let case = Filing::file(&browser, &Answers::BROKEN_VASE).await.open_case().await;
    let id = case.id().await;
    site.keep_news_from_customers(true);
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    let agent = site.app.staff("agent").await;
    agent.does(&id, &serde_json::json!("take_case")).await;
    agent.does(&id, &serde_json::json!({"reply": {"text": "Could you send us a photo?"}})).await;
    case.write("Is anybody there?").await;
    browser.select("#news").await;
    browser.see("Could you send us a photo?").await;
    assert_eq!(value_in(&browser, "#message").await, "Is anybody there?");
    // Why it did not go is told once, beside what was pressed.
    let refused = browser.words_of("#message-refused").await;
    assert_eq!(browser.text().await.matches(&refused).count(), 1, "{refused}");
    assert!(!agent.case(&id).await.to_string().contains("Is anybody there?"), "it went out unseen");
    case.write("Here it comes.").await;
    see_value(&browser, "#message", "").await;
    assert_eq!(browser.count("#news").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_that_answer_one_offer_agree_once_and_lose_no_word() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let Offered { case, id, .. } = offered(&site, &browser).await;
    let first = browser.tab().await;
    let second = browser.open_tab().await;
    browser.go(&format!("/case/{id}")).await;
    case.see_options(1).await;
    browser.click_on("#counter-open").await;
    browser.fill_in("#counter-sentence", "Rather a new vase, please").await;

    browser.turn_to(&first).await;
    case.choose(1).await;
    case.sign().await;
    case.see_phase("Agreed, and under way").await;

    browser.turn_to(&second).await;
    case.see_phase("Agreed, and under way").await;
    browser.see("You wrote this, and it was not sent").await;
    browser.click_on("#counter-to-message").await;
    see_value(&browser, "#message", "Rather a new vase, please").await;
    browser.click_on("#message-send").await;
    see_value(&browser, "#message", "").await;
    browser.see("Rather a new vase, please").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn agreement_and_its_proof_stay_on_the_page_of_a_closed_case() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case: page, id, agent, .. } = offered(&site, &browser).await;
    page.choose(1).await;
    page.sign().await;
    page.see_phase("Agreed, and under way").await;
    let case = agent.case(&id).await;
    let events = case["events"].as_array().unwrap();
    let agreed = events.iter().find_map(|event| event["event"].get("agreed")).unwrap();
    let proof = serde_json::json!({"prove_promise": {
        "promise": agreed["promises"][0]["id"], "proof": {"refund_reference": "PAY-2026-0042"},
        "keeps_goods": "It is in pieces, there is nothing to send back.",
    }});
    agent.does(&id, &proof).await;
    page.see_phase("All that we agreed is done").await;
    page.confirm().await;
    page.follow_up("Thank you.", 5, 5).await;
    page.see_phase("Thank you for telling us how it went").await;
    browser.see("Done on").await;
    browser.see("refund reference PAY-2026-0042").await;
    browser.select("#promises").await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refund_made_elsewhere_is_kept_until_it_is_recorded_and_names_its_pieces() {
    let site = Site::open().await;
    let customer = site.app.customer();
    let cups = customer.look_up("SH-1009", "ming@example.com").await.ok();
    let case = customer.files(&filing(&cups, "quality", "Two cups are broken, the others are fine.")).await;
    let lin = site.browser(DESK).await;
    Queue::sign_in(&lin, "agent").await.open(&case.number).await;
    lin.click("button", "Record a refund made elsewhere").await;
    let quantity = cups["order"]["lines"][0]["quantity"].as_u64().unwrap();
    let sku = cups["order"]["lines"][0]["sku"].as_str().unwrap().to_owned();
    lin.fill_in("#outside-amount", "12.50").await;
    lin.set_list("#outside-means", "transfer").await;
    lin.set_list("#outside-goods", &sku).await;
    lin.reload().await;
    lin.click("button", "Record a refund made elsewhere").await;
    see_value(&lin, "#outside-amount", "12.50").await;
    see_value(&lin, "#outside-means", "transfer").await;
    see_value(&lin, "#outside-goods", &sku).await;
    if quantity > 1 {
        lin.fill_in("#outside-pieces", "1").await;
    }
    lin.choose_day("#outside-on", "2026-03-01").await;
    lin.click_on("#outside-send").await;
    lin.see("Choose a day from that of the order until today").await;
    lin.choose_day("#outside-on", "2026-03-09").await;
    site.refuse_next("POST /api/commands");
    lin.click_on("#outside-send").await;
    lin.select("#outside-refund:not([open])").await;
    // What the server turns down is still where it was written.
    lin.see("was not accepted").await;
    lin.click("button", "Record a refund made elsewhere").await;
    see_value(&lin, "#outside-amount", "12.50").await;
    see_value(&lin, "#outside-means", "transfer").await;
    see_value(&lin, "#outside-goods", &sku).await;
    see_value(&lin, "#outside-on", "2026-03-09").await;
    lin.click_on("#outside-send").await;
    lin.select("#outside-refund:not([open])").await;
    let agent = site.app.staff("agent").await;
    lin.wait_until("the refund to be recorded", async || {
        Ok(agent.case(&case.case_id).await["events"].to_string().contains("outside_refund_recorded"))
    })
    .await;
    lin.click("button", "Record a refund made elsewhere").await;
    see_value(&lin, "#outside-amount", "").await;
    lin.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_desk_has_on_its_way_when_the_tab_is_closed_goes_out_on_the_next_visit() {
    let site = Site::open().await;
    let vase = site.app.customer().files_about_the_vase().await;
    let desk = site.browser(DESK).await;
    let case = Queue::sign_in(&desk, "agent").await.open(&vase.number).await;
    case.take().await;
    let path = desk.path().await;
    desk.set_online(false).await;
    let (reply, note) = ("We look into it at once.", "Asked the carrier for the photos of the parcel.");
    case.reply(reply).await;
    case.note(note).await;
    let agent = site.app.staff("agent").await;
    let sent = async || agent.case(&vase.case_id).await["events"].to_string();
    assert!(!sent().await.contains(reply), "it was sent without a line");

    let desk = desk.close_and_open_again().await;
    site.pass(chrono::Duration::zero(), &[&desk]).await;
    desk.go(&path).await;
    Console::seen_by(&desk, &vase.number).await;
    desk.wait_until("both to arrive, once each", async || {
        let sent = sent().await;
        Ok(sent.matches(reply).count() == 1 && sent.matches(note).count() == 1)
    })
    .await;
    desk.see(reply).await;
    desk.see(note).await;
    desk.assert_sound().await;
}
