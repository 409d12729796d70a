//! What the customer is told they can have, while they write.

use tests::browser::{Look, Site};
use tests::pages::customer::{Answers, Filing};

async fn late_order_shows_compensation_and_its_reasons_without_any_request(look: Look) {
    let site = Site::open().await;
    let browser = site.browser(look).await;
    let filing = Filing::open(&browser).await;
    let answers = Answers::LATE_KETTLE;
    filing.find_order(answers.order, answers.contact).await;
    browser.select("#story").await;
    // The rules are fetched once, beforehand.
    browser
        .wait_until("the rules", async || {
            Ok(browser.requests().await.iter().filter(|address| address.contains("/api/packs/")).count() >= 2)
        })
        .await;
    site.requests();
    let before = browser.requests().await.len();

    filing.tell(answers.story).await;
    // On a phone too it is open from the first word on.
    browser.see("It was not with you on the promised day: we make up for it").await;
    browser.see("¥7.95").await;
    let fold = "#letter .letter-granted details";
    assert_eq!(browser.count(&format!("{fold}[open]")).await, 0);
    browser.click_on(&format!("{fold} summary")).await;
    for part in ["What this shop promises", "shop-default/late-delivery", "Facts used"] {
        browser.see(part).await;
    }
    assert_eq!(site.requests(), Vec::<String>::new());
    assert_eq!(browser.requests().await.len(), before, "{:?}", browser.requests().await);
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn late_order_shows_compensation_and_its_reasons_on_a_phone() {
    late_order_shows_compensation_and_its_reasons_without_any_request(Look::PHONE.speaking("en")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn late_order_shows_compensation_and_its_reasons_on_a_desk() {
    late_order_shows_compensation_and_its_reasons_without_any_request(Look::DESK.speaking("en")).await;
}
