//! Three languages, by the browser's wish and by the switch.

use chrono::Duration;
use tests::browser::{Look, Site};
use tests::pages::customer::CasePage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn page_speaks_the_language_the_browser_asks_for() {
    let site = Site::open().await;
    for (wish, tag, title, sign_in) in [
        ("zh-CN", "zh-Hans", "出了什么问题？我们来帮您解决", "登录"),
        ("zh-TW", "zh-Hant", "出了什麼問題？我們來幫您解決", "登入"),
        ("en-GB", "en", "Something went wrong? Let’s put it right", "Sign in"),
        // Of languages that are not there the shop's own first.
        ("de-DE", "zh-Hans", "出了什么问题？我们来帮您解决", "登录"),
    ] {
        let browser = site.browser(Look::PHONE.speaking(wish)).await;
        browser.go("/").await;
        browser.see(title).await;
        assert_eq!(browser.run("return document.documentElement.lang", vec![]).await, tag, "{wish}");
        browser.go("/console").await;
        browser.see(sign_in).await;
        assert_eq!(browser.run("return document.documentElement.lang", vec![]).await, tag, "{wish}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn language_chosen_by_switch_stays_chosen() {
    let site = Site::open().await;
    let browser = site.browser(Look::PHONE).await;
    browser.go("/").await;
    browser.fill_in("#order-number", "SH-1005").await;
    browser.set_list("#language", "zh-Hant").await;
    browser.see("訂單編號").await;
    assert_eq!(browser.run("return document.documentElement.lang", vec![]).await, "zh-Hant");
    let kept = browser.run("return document.querySelector('#order-number').value", vec![]).await;
    assert_eq!(kept, "SH-1005", "what was typed is gone");
    browser.reload().await;
    browser.see("訂單編號").await;
    browser.set_list("#language", "en").await;
    browser.see("Order number").await;
    assert_eq!(browser.run("return document.title", vec![]).await.as_str().map(str::is_empty), Some(false));
}

/// The times that stand beside what happened, and the part of the day wherever one is named.
const TIMES: &str = "return [[...document.querySelectorAll('.timeline-when')].map(one => one.innerText),
    [...new Set(document.querySelector('main').innerText.match(/上午|下午|清晨|凌晨|中午|早上|(?<!最)晚上/g))]]";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn times_of_a_case_are_those_of_the_shop_however_late_it_is_known_and_name_one_part_of_the_day() {
    let site = Site::open().await;
    // After midnight in the shop, when elsewhere it is still the day before.
    let ahead = Duration::hours(15);
    site.pass(ahead, &[]).await;
    let agent = site.app.staff("agent").await;
    let (filed, _) = site.app.customer().agrees_on_ten_yuan(&agent, ("SH-1010", "hua@example.com")).await;
    let mut told = Vec::new();
    for is_slow in [false, true] {
        let phone = site.browser(Look::PHONE.speaking("zh-TW")).await;
        if is_slow {
            site.slow_down_next("GET /api/shop");
        }
        CasePage::by_link(&phone, &filed.link).await;
        phone.select("#promises").await;
        told.push(phone.run(TIMES, vec![]).await);
    }
    assert_eq!(told[0], told[1], "known at once, and late");
    assert!(
        told[0][0].as_array().unwrap().iter().all(|time| !time.as_str().unwrap().contains('月')),
        "{told:?}"
    );
    assert_eq!(told[0][1], serde_json::json!(["上午"]));
}
