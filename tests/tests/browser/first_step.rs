//! The first step takes input before the program of the page is there; nothing given to it is lost.

use tests::browser::{Look, Site};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_before_the_program_arrives_is_kept_with_the_focus() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    phone.go_without_program("/").await;
    let ready = "return document.documentElement.hasAttribute('data-ready')";
    assert_eq!(phone.run(ready, vec![]).await, true, "the shell takes no input");
    phone.fill_in("#contact", "8001").await;
    phone.fill_in("#order-number", "SH-10").await;

    phone.let_program_arrive().await;
    phone.select("main #contact").await;
    assert!(phone.focused().await.contains("Order number"), "{}", phone.focused().await);
    phone.press("05").await;
    let typed = "return [...document.querySelectorAll('#first-step input')].map(input => input.value)";
    assert_eq!(phone.run(typed, vec![]).await, serde_json::json!(["SH-1005", "8001"]));

    phone.click_on("#find-order").await;
    phone.select("#story").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn early_press_is_kept_for_the_program_in_the_language_chosen_meanwhile() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    phone.go_without_program("/").await;
    phone.see("The page did not load fully").await;
    phone.set_list("#language", "zh-Hans").await;
    phone.see("找到我的订单").await;
    phone.fill_in("#order-number", "SH-1005").await;
    phone.fill_in("#contact", "8001").await;
    phone.click_on("#find-order").await;

    phone.let_program_arrive().await;
    phone.select("#story").await;
    phone.see("发生了什么").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn first_step_comes_back_as_it_was_left() {
    let site = Site::open().await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    desk.go("/").await;
    desk.fill_in("#order-number", "SH-9999").await;
    desk.fill_in("#contact", "8001").await;
    desk.click_on("#find-order").await;
    desk.see("We could not find this order").await;
    desk.click_on("main a[href='/find']").await;
    desk.select("#find-number").await;
    desk.back().await;
    desk.select("#first-step #order-number").await;
    let typed = "return [...document.querySelectorAll('#first-step input')].map(input => input.value)";
    assert_eq!(desk.run(typed, vec![]).await, serde_json::json!(["SH-9999", "8001"]));
    desk.fill_in("#order-number", " ").await;
    desk.click_on("#find-order").await;
    desk.select("#order-number[aria-invalid=true]").await;
    desk.assert_sound().await;
}
