//! Lists and digits by keys: looking through what can be put in puts nothing in, and a digit offers nothing twice.

use serde_json::Value;
use tests::browser::{Browser, Look, Site};
use tests::pages::console::Queue;
use thirtyfour::Key;

const DESK: Look = Look { height: 720, ..Look::DESK.speaking("en") };

/// An agent at the suggestions of a vase that was broken on the way.
async fn at_suggestions(site: &Site, desk: &Browser) {
    let vase = site.app.customer().files_about_the_vase().await;
    let case = Queue::sign_in(desk, "agent").await.open(&vase.number).await;
    case.take().await;
    case.record("damage_in_transit", "established").await;
    desk.select("#offer-option-1").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_looks_through_a_list_by_keys_puts_in_only_what_they_take() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    at_suggestions(&site, &desk).await;
    desk.click_on("#offer-option-1").await;
    desk.click_on("#offer-editor [id$='-change']").await;
    let list = "#offer-editor select[id$='-add']";
    let parts = "#offer-editor .part-form";
    let before = desk.count(parts).await;
    desk.run("document.querySelector(arguments[0]).focus()", vec![list.into()]).await;
    desk.press("Loyal").await;
    let chosen = "return document.querySelector(arguments[0]).value";
    desk.wait_until(
        "points to be chosen",
        async || Ok(desk.run(chosen, vec![list.into()]).await == "points"),
    )
    .await;
    desk.press(Key::Down).await;
    desk.press(Key::Up).await;
    assert_eq!(desk.count(parts).await, before, "what was only chosen was put in");
    desk.press(Key::Enter).await;
    desk.select("#offer-editor .part-form[data-remedy=points]").await;
    assert_eq!(desk.count(parts).await, before + 1);
    assert_eq!(desk.run(chosen, vec![list.into()]).await, Value::from(""), "the list begins anew");

    // The button beside the list takes it too.
    desk.run("document.querySelector(arguments[0]).focus()", vec![list.into()]).await;
    desk.press("Store").await;
    desk.click_on("#offer-editor [id$='-add-take']").await;
    desk.select("#offer-editor .part-form[data-remedy=store_credit]").await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_digit_leads_to_what_the_customer_has_before_them_and_offers_it_no_second_time() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    at_suggestions(&site, &desk).await;
    desk.press("1").await;
    desk.select("#send-offer:focus").await;
    desk.press(Key::Enter).await;
    desk.select("#suggestion-1-standing").await;
    desk.press("1").await;
    desk.select("#suggestion-1-standing:focus").await;
    assert_eq!(desk.count("#offer-editor").await, 0, "what stands was offered anew");

    // Whoever begins an offer then begins with the one that stands, and not with one option of it alone.
    desk.click_on("#replace-offer").await;
    desk.set_list("#add-option", "1").await;
    desk.wait_until("two options", async || Ok(desk.count("#offer-editor .option-form").await == 2)).await;
    desk.click_on("#send-offer").await;
    desk.wait_until("both to be offered", async || Ok(desk.count("#open-offer .option").await == 2)).await;
    desk.press("f").await;
    desk.wait_until("both in the form", async || Ok(desk.count("#offer-editor .option-form").await == 2))
        .await;
    desk.assert_sound().await;
}
