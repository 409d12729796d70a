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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_read_from_words_is_taken_off_by_one_press_and_read_again_only_from_other_words() {
    let site = Site::open().await;
    let browser = site.browser(Look::PHONE.speaking("en")).await;
    let filing = Filing::open(&browser).await;
    filing.find_order("SH-1010", "hua@example.com").await;
    let told = "Where is my refund? I sent the vase back.";
    let looked_up = "We look up where your refund is";
    let (reading, ticked) = ("#readings-refund_waited", "#readings-refund_waited:checked");
    filing.tell(told).await;
    browser.see("You are waiting for a refund").await;
    browser.select(ticked).await;
    browser.see(looked_up).await;
    browser.click_on(&format!("label:has({reading})")).await;
    browser.see_gone(looked_up).await;
    filing.tell(&format!("{told} It stood in the parcel shop.")).await;
    browser.reload().await;
    browser.select(reading).await;
    assert_eq!(browser.count(ticked).await, 0, "the same words stand");
    assert!(!browser.text().await.contains(looked_up));
    // Who says it in other words is asked anew.
    filing.tell(&format!("{told} The refund never arrived.")).await;
    browser.select(ticked).await;
    browser.see(looked_up).await;
    browser.assert_sound().await;
    browser.assert_fit_for_everybody("readings").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_told_of_the_goods_counts_though_how_somebody_was_treated_was_picked() {
    let site = Site::open().await;
    let browser = site.browser(Look::PHONE.speaking("en")).await;
    let filing = Filing::open(&browser).await;
    filing.find_order("SH-1010", "hua@example.com").await;
    filing.tell("The vase came in pieces and your agent shouted at me.").await;
    let refund = "Once we confirm it broke on the way";
    browser.see(refund).await;
    assert_eq!(browser.count("#readings-damaged").await, 0, "what it is about says so already");
    browser.click_on("#category-change").await;
    browser.click_on("label[for='category-service']").await;
    browser.select("#readings-damaged:checked").await;
    browser.see(refund).await;
    browser.click_on("label:has(#readings-damaged)").await;
    browser.see_gone(refund).await;
    browser.assert_sound().await;
    browser.assert_fit_for_everybody("readings of goods").await;
    browser.click_on("label:has(#readings-damaged)").await;
    browser.see(refund).await;
    filing.go_on().await;
    browser.select("#letter-fold:not([open])").await;
    browser.see(refund).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_that_goes_on_below_its_edge_shows_it_and_covers_nothing_at_its_end() {
    let site = Site::open().await;
    let browser = site.browser(Look { height: 480, ..Look::DESK.speaking("en") }).await;
    let filing = Filing::open(&browser).await;
    filing.find_order("SH-1010", "hua@example.com").await;
    filing.tell(Answers::BROKEN_VASE.story).await;
    browser.select("#letter .letter-head").await;
    let script = "const panel = document.querySelector('.beside > aside'); \
                  const place = css => panel.querySelector(css)?.getBoundingClientRect(); \
                  panel.scrollTop = arguments[0]; \
                  return { hidden: panel.scrollHeight - panel.clientHeight - panel.scrollTop, \
                           edge: panel.getBoundingClientRect().bottom - place('.more-below')?.bottom, \
                           tall: place('.more-below')?.height, \
                           covered: place('#letter').bottom - place('.more-below')?.top }";
    let number = |at: &serde_json::Value, what: &str| at[what].as_f64().unwrap_or(f64::NAN);
    let above = browser.run(script, vec![0.into()]).await;
    assert!(number(&above, "hidden") > 40.0, "the letter is not longer than its panel: {above}");
    assert!(number(&above, "edge").abs() < 1.0 && number(&above, "tall") > 16.0, "{above}");
    assert!(number(&above, "covered") > 16.0, "no words fade out: {above}");
    let below = browser.run(script, vec![100_000.into()]).await;
    assert!(number(&below, "hidden") < 1.0 && number(&below, "covered") < 1.0, "{below}");
    browser.assert_sound().await;
}
