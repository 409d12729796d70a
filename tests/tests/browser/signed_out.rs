//! Signing out of a device that others use too: whoever goes on, by going back or in another tab, is shown the way in
//! and loses nothing they wrote.

use crate::under_way::let_go;
use tests::browser::{Browser, Look, Site};
use tests::pages::console::Queue;
use tests::pages::customer::{Answers, CasePage, Filing};

async fn see_value(browser: &Browser, css: &str, value: &str) {
    let script = "return document.querySelector(arguments[0])?.value ?? null";
    browser
        .wait_until(&format!("“{value}” in {css}"), async || {
            Ok(browser.run(script, vec![css.into()]).await.as_str() == Some(value))
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_signed_out_and_goes_back_or_acts_in_another_tab_is_shown_the_way_in_with_their_words_kept() {
    let site = Site::open().await;
    let filed = site.app.customer().files_about_the_vase().await;
    let browser = site.browser(Look::PHONE.speaking("en")).await;
    let first = browser.tab().await;
    CasePage::by_number(&browser, &filed.number, "hua@example.com").await;
    let address = browser.path().await;
    let second = browser.open_tab().await;
    browser.go("/find").await;
    let page = CasePage::by_number(&browser, &filed.number, "hua@example.com").await;
    browser.fill_in("#message", "The box is here too.").await;

    browser.turn_to(&first).await;
    browser.click_on("#sign-out").await;
    browser.see("Signed out.").await;
    browser.run("history.back()", vec![]).await;
    browser.see("Show us that this case is yours").await;
    assert_eq!(browser.path().await, address);
    browser.assert_fit_for_everybody("signed-out").await;
    browser.reload().await;
    browser.see("Show us that this case is yours").await;

    // In the other tab nothing is proved again by itself, and nothing is lost.
    browser.turn_to(&second).await;
    browser.see("Nothing you wrote is lost.").await;
    see_value(&browser, "#find-number", &filed.number).await;
    // Whoever comes to this device next reads nothing of the case, nor what was being written.
    assert_eq!(browser.count("#message, #phase, #case-number, .timeline").await, 0);
    browser.fill_in("#find-contact", "hua@example.com").await;
    browser.click_on("#find-case").await;
    see_value(&browser, "#message", "The box is here too.").await;
    browser.click_on("#message-send").await;
    see_value(&browser, "#message", "").await;
    browser.see("The box is here too.").await;
    page.see_phase("We have it and will answer").await;

    // The first tab is at the same case: shown there, it opens in its place.
    browser.turn_to(&first).await;
    browser.fill_in("#find-number", &filed.number).await;
    browser.fill_in("#find-contact", "hua@example.com").await;
    browser.click_on("#find-case").await;
    CasePage::seen_by(&browser).await;
    assert_eq!(browser.path().await, address);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn complaint_written_in_another_tab_asks_for_its_order_once_more_and_is_sent_whole() {
    let site = Site::open().await;
    let browser = site.browser(Look::DESK.speaking("en")).await;
    let first = browser.tab().await;
    let filing = Filing::open(&browser).await;
    filing.find_order("SH-1010", "hua@example.com").await;
    filing.tell(Answers::BROKEN_VASE.story).await;
    filing.say_name("Hua", "hua@example.com").await;
    browser.open_tab().await;
    browser.go("/").await;
    browser.click_on("#sign-out").await;
    browser.see("Signed out.").await;

    browser.turn_to(&first).await;
    see_value(&browser, "#story", Answers::BROKEN_VASE.story).await;
    filing.go_on().await;
    browser.click_on("#send").await;
    browser.see("nothing of it is lost").await;
    browser.fill_in("#prove-contact", "hua@example.com").await;
    browser.click_on("#prove-send").await;
    browser.select("#case-number").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_complaint_on_its_way_is_not_filed_after_its_person_signed_out_and_leaves_nothing() {
    let site = Site::open().await;
    let browser = site.browser(Look::PHONE.speaking("en")).await;
    let filing = Filing::open(&browser).await;
    filing.answer(&Answers::BROKEN_VASE).await;
    // It waits for a moment, and is on its way again as they sign out.
    browser.set_online(false).await;
    browser.click_on("#send").await;
    browser.select("#unsent").await;
    site.hold_next("POST /api/commands");
    browser.set_online(true).await;
    browser.wait_until("it to be on its way", async || Ok(site.is_holding())).await;
    browser.click_on("#sign-out").await;
    browser.see("has not been sent yet and would be lost").await;
    browser.click_on("#sign-out-sure").await;
    browser.see("Signed out.").await;
    site.requests();
    let_go(&site, &browser).await;
    let left = "return JSON.stringify([{...localStorage}, {...sessionStorage}])";
    let left = browser.run(left, vec![]).await.to_string();
    assert!(!left.contains("vase") && !left.contains("hua@example.com") && !left.contains("link"), "{left}");
    // Nor does it show its order again by itself, and nothing of it comes back.
    browser.reload().await;
    browser.select("#order-number").await;
    let again = site.requests();
    let is_again =
        |request: &String| request.contains("/api/orders/lookup") || request.contains("/api/commands");
    assert!(!again.iter().any(is_again), "{again:?}");
    browser.see_gone("waiting for a connection").await;
    browser.see_gone(Answers::BROKEN_VASE.story).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_signs_out_at_the_desk_leaves_no_case_to_be_read_in_another_tab() {
    let site = Site::open().await;
    let filed = site.app.customer().files_about_the_vase().await;
    let browser = site.browser(Look::DESK.speaking("en")).await;
    let first = browser.tab().await;
    Queue::sign_in(&browser, "agent").await.open(&filed.number).await;
    browser.open_tab().await;
    browser.go("/console").await;
    browser.click("button", "Sign out").await;
    browser.select("#sign-in-user").await;
    browser.turn_to(&first).await;
    browser.select("#sign-in-user").await;
    browser.see_gone(&filed.number).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_signs_out_without_a_network_is_told_that_they_are_still_signed_in() {
    let site = Site::open().await;
    let filed = site.app.customer().files_about_the_vase().await;
    let browser = site.browser(Look::PHONE.speaking("en")).await;
    CasePage::by_number(&browser, &filed.number, "hua@example.com").await;
    browser.set_online(false).await;
    browser.click_on("#sign-out").await;
    browser.see("You are not signed out yet").await;
    browser.see_gone("please try again once you are online").await;
    browser.assert_fit_for_everybody("still-signed-in").await;
    browser.set_online(true).await;
    browser.click_on("#sign-out").await;
    browser.see("Signed out.").await;
    browser.see_gone("You are not signed out yet").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_private_link_switched_off_says_so_where_it_stood() {
    let site = Site::open().await;
    let browser = site.browser(Look::PHONE.speaking("en")).await;
    Filing::file(&browser, &Answers::BROKEN_VASE).await.open_case().await;
    browser.wait_until("the link", async || Ok(browser.count("#revoke-link").await == 1)).await;
    browser.run("document.querySelector('#access').closest('details').open = true", vec![]).await;
    browser.click_on("#revoke-link").await;
    browser.see("The link is switched off").await;
    // What is to be done next stands where it was pressed.
    browser.see("There is no private link to this case now").await;
    browser.select("#renew-link").await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_try_that_finds_nothing_leaves_nothing_of_the_one_before() {
    let site = Site::open().await;
    let one = site.app.customer().files_about_the_vase().await;
    let other = site.app.customer().files_about_the_vase().await;
    let browser = site.browser(Look::PHONE.speaking("en")).await;
    browser.go(&format!("/case/{}", one.case_id)).await;
    let show = async |contact: &'static str| {
        browser.fill_in("#find-number", &other.number).await;
        browser.fill_in("#find-contact", contact).await;
        browser.click_on("#find-case").await;
    };
    show("hua@example.com").await;
    browser.see("This opens another case").await;
    browser.see("1 case found").await;
    show("somebody@example.com").await;
    browser.see("We found nothing").await;
    browser.see_gone("1 case found").await;
    browser.assert_sound().await;
}
