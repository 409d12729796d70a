//! Everything with the keyboard alone.

use tests::browser::{Browser, Look, Site};
use tests::pages::console::{CasePage, Queue};
use tests::pages::customer::SentPage;
use thirtyfour::Key;

const DESK: Look = Look::DESK.speaking("en");

/// Files so many complaints about the vase, without a browser.
async fn file(site: &Site, n: usize) {
    let customer = site.app.customer();
    for _ in 0..n {
        customer.files_about_the_vase().await;
    }
}

/// Whether what has the focus is before one's eyes, and on nothing else.
const IS_SEEN: &str = "const at = document.activeElement, box = at.getBoundingClientRect(); \
    const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2); \
    return box.top >= 0 && box.bottom <= innerHeight && at.contains(there)";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn j_goes_past_the_fiftieth_row_and_what_is_chosen_stays_in_view() {
    let site = Site::open().await;
    file(&site, 53).await;
    let desk = site.browser(DESK).await;
    let queue = Queue::sign_in(&desk, "agent").await;
    desk.select(".row").await;
    assert_eq!(queue.numbers().await.len(), 50, "what is fetched at first");
    let mut seen = Vec::new();
    for place in 0..53 {
        desk.press("j").await;
        let script = "return document.activeElement.dataset.number ?? ''";
        let number = desk
            .wait_for(&format!("row {place} to be focused"), async || {
                let number = desk.run(script, vec![]).await.as_str().unwrap_or_default().to_owned();
                Ok((!number.is_empty() && !seen.contains(&number)).then_some(number))
            })
            .await;
        desk.wait_until(&format!("row {place} to be in view"), async || {
            Ok(desk.run(IS_SEEN, vec![]).await == true)
        })
        .await;
        seen.push(number);
    }
    assert_eq!(seen, queue.numbers().await, "each row once, in the list's order");

    // Beside a case the list goes along.
    desk.press(Key::Enter).await;
    CasePage::seen_by(&desk, &seen[52]).await;
    desk.press("k").await;
    CasePage::seen_by(&desk, &seen[51]).await;
    let here = "const box = document.querySelector('.row[aria-current=true]')?.getBoundingClientRect(); \
                return !!box && box.top >= 0 && box.bottom <= innerHeight";
    desk.wait_until("the row of the case in view", async || Ok(desk.run(here, vec![]).await == true)).await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn j_beside_the_fiftieth_case_fetches_the_next_one() {
    let site = Site::open().await;
    file(&site, 51).await;
    let desk = site.browser(DESK).await;
    let queue = Queue::sign_in(&desk, "agent").await;
    desk.select(".row").await;
    let numbers = queue.numbers().await;
    queue.open(&numbers[49]).await;
    desk.press("j").await;
    desk.wait_until("another case", async || {
        let title = "return document.querySelector('#case-title')?.innerText ?? ''";
        let title = desk.run(title, vec![]).await;
        let title = title.as_str().unwrap_or_default();
        Ok(!title.is_empty() && !numbers.iter().any(|number| number == title))
    })
    .await;
    desk.assert_sound().await;
}

/// Presses Tab until something is focused whose id begins so, and checks on the way that the focus is seen.
async fn tab_to(browser: &Browser, id: &str) {
    for _ in 0..80 {
        let script = "const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at); \
                      const label = at.closest('label') ?? at; \
                      const isSeen = at === document.body || at.tabIndex < 0 || style.outlineStyle !== 'none' || style.boxShadow !== 'none' \
                          || getComputedStyle(label).outlineStyle !== 'none' || getComputedStyle(label).boxShadow !== 'none' \
                          || box.width <= 1; \
                      return [at.id, isSeen, at.outerHTML.slice(0, 120)]";
        let focused = browser.run(script, vec![]).await;
        assert_eq!(focused[1], true, "the focus is not seen on {}", focused[2]);
        if focused[0].as_str().unwrap_or_default().starts_with(id) {
            return;
        }
        browser.press(Key::Tab).await;
    }
    browser.fail(&format!("Tab never reaches #{id}")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn complaint_is_filed_by_keyboard_alone() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    browser.go("/").await;
    tab_to(&browser, "order-number").await;
    browser.press("SH-1005").await;
    browser.press(Key::Tab).await;
    browser.press("8001").await;
    browser.press(Key::Enter).await;
    browser.select("#story").await;
    tab_to(&browser, "story").await;
    browser.press("The kettle should have been here five days ago and is still not delivered.").await;
    browser.select("#category-guess").await;
    tab_to(&browser, "wants-").await;
    browser.press(" ").await;
    tab_to(&browser, "name").await;
    browser.press("Ming").await;
    tab_to(&browser, "email").await;
    browser.press("ming@example.com").await;
    tab_to(&browser, "next").await;
    browser.press(Key::Enter).await;
    browser.select("#send").await;
    tab_to(&browser, "send").await;
    browser.press(Key::Enter).await;
    assert!(SentPage::seen_by(&browser).await.number().await.starts_with("R26-"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn agent_walks_the_queue_and_writes_by_keyboard_alone() {
    let site = Site::open().await;
    let customer = site.app.customer();
    let vase = customer.files_about_the_vase().await;
    site.app.pass(chrono::Duration::hours(1));
    let order = customer.look_up("SH-1003", "8001").await.ok();
    let story = "毛衣颜色和页面上写的不一样，是灰色不是驼色。";
    let sweater = customer.files(&tests::actors::filing(&order, "not_as_described", story)).await;

    let browser = site.browser(DESK).await;
    browser.go("/console").await;
    tab_to(&browser, "sign-in-user").await;
    browser.press("agent").await;
    browser.press(Key::Tab).await;
    browser.press("demo-agent").await;
    browser.press(Key::Enter).await;
    browser.select(".row").await;
    let queue = Queue::here(&browser);
    queue.see(&sweater.number).await;
    let numbers = queue.numbers().await;
    assert_eq!(numbers, [vase.number.as_str(), &sweater.number], "next due first");

    for (key, expected) in [("j", 0), ("j", 1), ("k", 0)] {
        browser.press(key).await;
        browser
            .wait_until(&format!("row {expected} to be focused after {key}"), async || {
                let script = "return document.activeElement.dataset.number ?? ''";
                Ok(browser.run(script, vec![]).await == numbers[expected].as_str())
            })
            .await;
        tab_to(&browser, "row-").await;
    }
    browser.press(Key::Enter).await;
    CasePage::seen_by(&browser, &vase.number).await;
    browser.select("h1:focus").await;
    browser.press("r").await;
    browser.select(".composer[data-mode=reply] textarea:focus").await;
    browser.press("We look into it at once.").await;
    browser.press_held(Key::Control, Key::Enter).await;
    browser.see("We look into it at once.").await;
    // Out of the field by itself: the next key is a step, never a letter of the next reply.
    browser.press("n").await;
    browser.select(".composer[data-mode=note] textarea:focus").await;
}
