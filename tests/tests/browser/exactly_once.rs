//! Sending a complaint makes one case, whatever happens on the way.

use tests::browser::{Browser, Look, Site};
use tests::pages::customer::{Answers, Filing, SentPage};

const PHONE: Look = Look::PHONE.speaking("en");

/// Somebody who has answered everything and only has to send.
async fn ready_to_send(site: &Site) -> Browser {
    let browser = site.browser(PHONE).await;
    Filing::open(&browser).await.answer(&Answers::BROKEN_VASE).await;
    browser
}

async fn assert_one_case(site: &Site, number: &str) {
    let agent = site.app.staff("agent").await;
    let rows = agent.get("/api/cases?view=open").await.ok()["rows"].clone();
    let numbers: Vec<_> = rows.as_array().unwrap().iter().map(|row| row["number"].clone()).collect();
    assert_eq!(numbers, [number]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sending_twice_in_a_breath_makes_one_case() {
    let site = Site::open().await;
    let browser = ready_to_send(&site).await;
    let twice = "const send = document.querySelector('#send'); send.click(); send.click()";
    browser.run(twice, vec![]).await;
    let number = SentPage::seen_by(&browser).await.number().await;
    assert_one_case(&site, &number).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answer_lost_on_the_way_and_page_loaded_anew_makes_one_case() {
    let site = Site::open().await;
    let browser = ready_to_send(&site).await;
    site.lose_next_answer("POST /api/commands");
    browser.click_on("#send").await;
    browser.wait_until("the answer to be lost", async || Ok(site.has_lost_all())).await;
    browser.reload().await;
    let number = SentPage::seen_by(&browser).await.number().await;
    assert_one_case(&site, &number).await;
    // The draft has become a case: it is not offered again.
    browser.go("/").await;
    browser.see_gone("You have a complaint you began").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn complaint_sent_without_network_goes_out_by_itself_once() {
    let site = Site::open().await;
    let browser = ready_to_send(&site).await;
    browser.set_online(false).await;
    browser.click_on("#send").await;
    browser.see("Kept here, and sent as soon as you are online").await;
    browser.set_online(true).await;
    let number = SentPage::seen_by(&browser).await.number().await;
    assert_one_case(&site, &number).await;
}
