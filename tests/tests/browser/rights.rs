//! What somebody is entitled to stays on the page of their case, whatever has become of it.

use serde_json::{Value, json};
use tests::actors::{Actor, Filed, offer};
use tests::browser::{Browser, Look, Site};
use tests::pages::customer::{Answers, CasePage, Filing};

/// What was paid for the vase, delivery included.
const PRICE: &str = "¥386.00";

/// How it is told while there is something to decide, and once there is nothing.
const OPEN: &str = "and what is known so far";
const SETTLED: &str = "stood on 10 March 2026";

/// What stands above it once something was agreed.
const WAS_THEIRS: &str = "You were entitled to";

async fn see_in_rights(browser: &Browser, words: &str) {
    browser
        .wait_until(&format!("“{words}” among what they are entitled to"), async || {
            Ok(browser.count("#rights").await > 0 && browser.words_of("#rights").await.contains(words))
        })
        .await;
}

/// A complaint about the broken vase on its page, with the damage established.
async fn established<'a>(site: &Site, browser: &'a Browser) -> (Actor, Actor, Filed, CasePage<'a>) {
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    let page = CasePage::by_number(browser, &filed.number, "hua@example.com").await;
    see_in_rights(browser, OPEN).await;
    see_in_rights(browser, "Yours once we confirm it").await;
    let found = json!({"record_finding": {"finding": {"damage_in_transit": "established"}}});
    agent.does(&filed.case_id, &found).await;
    see_in_rights(browser, "Yours now").await;
    see_in_rights(browser, PRICE).await;
    // It is claimed already.
    assert!(!browser.words_of("#rights").await.contains("Claim it by"));
    (customer, agent, filed, page)
}

/// Waits until what they were entitled to is told as past, with nothing to press and no day to keep.
async fn see_settled(browser: &Browser, heading: &str) {
    see_in_rights(browser, SETTLED).await;
    see_in_rights(browser, heading).await;
    see_in_rights(browser, PRICE).await;
    let words = browser.words_of("#rights").await;
    for offered in ["Claim it by", "the last day was", "Due by", "Yours now", "A photo lets us"] {
        assert!(!words.contains(offered), "“{offered}” in {words}");
    }
    assert_eq!(browser.count("#rights button, #rights input, #rights select, #rights a").await, 0);
}

async fn promise_of(agent: &Actor, case_id: &str) -> Value {
    let case = agent.case(case_id).await;
    let events = case["events"].as_array().unwrap();
    let agreed = events.iter().find_map(|event| event["event"].get("agreed")).unwrap();
    agreed["promises"][0]["id"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closed_case_tells_what_was_agreed_its_proof_and_what_the_customer_was_entitled_to() {
    let site = Site::open().await;
    let browser = site.browser(Look::PHONE.speaking("en")).await;
    let (customer, agent, filed, page) = established(&site, &browser).await;
    let me = agent.get("/api/session").await.ok()["user_id"].clone();
    let (offer_id, option, command) = offer(&me, 36_800, None);
    agent.does(&filed.case_id, &command).await;
    let accept = json!({"accept_option": {"offer": offer_id, "option": option, "is_informed": true}});
    customer.does(&filed.case_id, &accept).await;
    page.see_phase("Agreed, and under way").await;
    see_settled(&browser, WAS_THEIRS).await;
    let proof = json!({"refund_reference": "PAY-2026-0042"});
    let prove =
        json!({"prove_promise": {"promise": promise_of(&agent, &filed.case_id).await, "proof": proof}});
    agent.does(&filed.case_id, &prove).await;
    let content = json!({"answer_follow_up": {"outcome_score": 5, "process_score": 5}});
    customer.does(&filed.case_id, &content).await;
    page.see_phase("Thank you for telling us how it went").await;
    browser.reload().await;
    page.see_phase("Thank you for telling us how it went").await;
    browser.see("What we agreed").await;
    browser.see("refund reference PAY-2026-0042").await;
    // That it was given is no reason for saying that it was never theirs.
    see_settled(&browser, WAS_THEIRS).await;
    browser.assert_sound().await;
    browser.assert_fit_for_everybody("closed-case").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn case_taken_back_turned_down_or_taken_up_again_tells_what_the_customer_is_entitled_to() {
    let site = Site::open().await;
    let browser = site.browser(Look::DESK.speaking("en")).await;
    let (customer, agent, filed, page) = established(&site, &browser).await;
    customer.does(&filed.case_id, &json!({"withdraw": {}})).await;
    page.see_phase("You took it back").await;
    see_settled(&browser, "Yours if you reopen").await;
    customer.does(&filed.case_id, &json!({"reopen": {"sentence": "It is still broken."}})).await;
    see_in_rights(&browser, OPEN).await;
    see_in_rights(&browser, PRICE).await;
    let decline = json!({"reject_complaint": {"reason": "The photos show no damage.", "recourse": "You can call 12315."}});
    agent.does(&filed.case_id, &decline).await;
    page.see_phase("We could not agree to this").await;
    see_settled(&browser, "Yours if you reopen").await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_declines_is_told_what_stays_theirs_and_no_sum_of_things_that_exclude_each_other() {
    let site = Site::open().await;
    let browser = site.browser(Look::PHONE.speaking("en")).await;
    let (_, agent, filed, page) = established(&site, &browser).await;
    let me = agent.get("/api/session").await.ok()["user_id"].clone();
    agent.does(&filed.case_id, &offer(&me, 10_000, None).2).await;
    page.see_options(1).await;
    browser.click_on("#decline-open").await;
    let stays = "const said = [...document.querySelectorAll('dialog[open] p')].map(p => p.innerText); \
                 return said.find(said => said.includes('takes nothing away')) ?? ''";
    let said = browser.run(stays, vec![]).await;
    let said = said.as_str().unwrap();
    assert_eq!(said.matches("¥368.00").count(), 1, "the price is theirs once: {said}");
    assert_eq!(said.matches("¥18.00").count(), 1, "and its delivery: {said}");
    assert!(!said.contains("Price reduction"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sheet_to_sign_names_what_its_option_leaves_out() {
    let site = Site::open().await;
    let browser = site.browser(Look::PHONE.speaking("en")).await;
    let case = Filing::file(&browser, &Answers::LATE_KETTLE).await.open_case().await;
    let id = case.id().await;
    let agent = site.app.staff("agent").await;
    let me = agent.get("/api/session").await.ok()["user_id"].clone();
    let events = agent.case(&id).await["events"].clone();
    let mut events = events.as_array().unwrap().iter();
    let stands = events.find_map(|event| event["event"].get("offer_made")).unwrap()["offer"].clone();
    let (_, _, less) = offer(&me, 100, stands.as_str());
    agent.does(&id, &less).await;
    browser.see("CN¥1.00").await;
    case.choose(1).await;
    let sheet = browser.words_of("dialog[open]").await;
    assert!(sheet.contains("Less than you are entitled to: Compensation for the delay CN¥7.95"), "{sheet}");
    browser.assert_sound().await;
}
