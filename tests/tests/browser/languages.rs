//! Three languages, by the browser's wish and by the switch.

use tests::browser::{Look, Site};

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
