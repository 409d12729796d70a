//! What somebody says in plain words stands ticked and leads the answer.

use tests::browser::{Browser, Look, Site};
use tests::pages::customer::Filing;

const DESK: Look = Look::DESK.speaking("en");

/// The form with a found order, on one page.
async fn form<'a>(browser: &'a Browser, number: &str, contact: &str) -> Filing<'a> {
    let filing = Filing::open(browser).await;
    filing.find_order(number, contact).await;
    browser.select("#story").await;
    filing
}

async fn is_ticked(browser: &Browser, code: &str) -> bool {
    let script = "return document.querySelector(arguments[0])?.checked === true";
    browser.run(script, vec![format!("#wants-{code}").into()]).await == true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wishes_read_from_words_are_ticked_said_and_can_be_taken_off() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let filing = form(&browser, "SH-1010", "hua@example.com").await;
    filing.tell("The vase came broken and I want my money back").await;
    browser.select("#wish-read").await;
    browser.see("Ticked from what you wrote").await;
    assert!(is_ticked(&browser, "return_refund").await);

    browser.click_on("#wants-return_refund").await;
    browser.wait_until("the tick to be off", async || Ok(browser.count("#wish-read").await == 0)).await;
    assert!(!is_ticked(&browser, "return_refund").await);
    // What proved the order is how they can be reached.
    let email = browser.run("return document.querySelector('#email').value", vec![]).await;
    assert_eq!(email, "hua@example.com");
    filing.say_name("Hua", "hua@example.com").await;
    filing.go_on().await;
    browser.select("#send").await;
    let answers = browser.words_of(".answers").await;
    assert!(!answers.contains("Return and full refund"), "{answers}");
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_item_shows_the_right_one_or_the_money_with_freight_paid() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let filing = form(&browser, "SH-1009", "8001").await;
    filing.choose_lines(&["TEA-250"]).await;
    filing.tell("They sent the wrong item, please exchange it").await;
    browser.see("Once we confirm it was the wrong item").await;
    browser.see("The right one, or your").await;
    browser.see("We pay the way back").await;
    assert!(is_ticked(&browser, "exchange").await);
    assert!(browser.words_of("#letter").await.contains("198.00"));
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refund_for_goods_that_can_not_be_had_leads() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let filing = form(&browser, "SH-1013", "hua@example.com").await;
    filing.tell("You have none left. When do I get my money back?").await;
    browser
        .wait_until("the refund to lead", async || {
            Ok(browser.words_of(".letter-head").await.contains("268.00"))
        })
        .await;
    assert!(is_ticked(&browser, "refund").await);
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_that_nobody_understood_are_answered_once_their_kind_is_chosen() {
    let site = Site::open().await;
    for (look, words, choose) in [
        (DESK, "The vase is ruined, it was a birthday present.", "Choose what comes closest"),
        (Look::DESK.speaking("zh-CN"), "花瓶不能看了，是送妈妈的生日礼物", "先选最接近的一项"),
        (Look::DESK.speaking("zh-TW"), "花瓶不能看了，是送媽媽的生日禮物", "先選最接近的一項"),
    ] {
        let browser = site.browser(look).await;
        let filing = form(&browser, "SH-1010", "hua@example.com").await;
        filing.tell(words).await;
        browser.select("#category").await;
        browser.see(choose).await;
        assert_eq!(browser.count(".letter-head, .letter-refused").await, 0, "{words}");
        browser.click_on("label[for='category-delivery_damage']").await;
        browser.select(".letter-head").await;
        browser.see_gone(choose).await;
        browser.assert_sound().await;
    }
}
