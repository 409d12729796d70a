//! The instruments tried on pages of known faults: what can't fail on a bad page proves nothing on a good one.

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use tests::browser::{Browser, Look};
use thirtyfour::Key;

/// Serves one page at every path and opens it.
async fn opened(page: &'static str, look: Look) -> Browser {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let home = format!("http://{}", listener.local_addr().unwrap());
    let app = Router::new().fallback(get(async move || Html(page)));
    tokio::spawn(async move { axum::serve(listener, app).await });
    let browser = Browser::open(&home, look).await;
    browser.go("/").await;
    browser
}

const FORM: &str = "<!doctype html><html lang=en data-program><title>Shop</title>
    <meta name=viewport content='width=device-width'>
    <main><h1>Find your order</h1>
    <form onsubmit='event.preventDefault(); done.textContent = `Found ${number.value}`; this.remove()'>
    <label for=number>Order number</label><input id=number required>
    <label><input type=checkbox> Remember me</label>
    <button>Find</button></form>
    <p id=done role=status></p></main></html>";

#[tokio::test]
async fn person_finds_fields_by_name_and_hears_the_answer() {
    let browser = opened(FORM, Look::PHONE).await;
    let screen = browser.run("return [innerWidth, innerHeight, navigator.language]", vec![]).await;
    assert_eq!(screen, serde_json::json!([390, 844, "zh-CN"]));
    browser.fill("Order number", "A-17 😀 شكرا").await;
    assert_eq!(browser.value("Order number").await, "A-17 😀 شكرا");
    browser.choose("checkbox", "Remember me").await;
    insta::assert_snapshot!(browser.outline().await, @r"
    page “Shop”
      main
        heading 1 “Find your order”
        form
          textbox “Order number” = “A-# 😀 شكرا” (required)
          checkbox “Remember me” (focused, checked)
          button “Find”
        status
    ");
    browser.click("button", "Find").await;
    browser.see("Found A-17 😀 شكرا").await;
    browser.see_no("button", "Find").await;
    browser.assert_fit_for_everybody("form").await;
    browser.assert_sound().await;
}

#[tokio::test]
async fn keys_go_where_the_focus_is() {
    let browser = opened(FORM, Look::DESK).await;
    browser.press(Key::Tab).await;
    assert_eq!(browser.focused().await, "textbox “Order number” (focused, required)");
    browser.press("B-18").await;
    browser.press(Key::Enter).await;
    browser.see("Found B-18").await;
}

const LISTENING: &str = "<!doctype html><html lang=en data-program><title>Keys</title><h1>Keys</h1>
    <label for=words>Words</label><textarea id=words></textarea>
    <script>window.heard = [];
    words.onkeydown = event => heard.push([event.key, event.keyCode, event.ctrlKey, event.isComposing])</script></html>";

#[tokio::test]
async fn enter_that_an_input_method_takes_is_told_under_the_code_of_the_method() {
    let browser = opened(LISTENING, Look::DESK).await;
    browser.fill_in("#words", "").await;
    browser.compose("ni'hao").await;
    browser.press_enter_taken_by_input_method(true).await;
    browser.finish_word("您好").await;
    browser.press_enter_taken_by_input_method(false).await;
    assert_eq!(browser.value("Words").await, "您好");
    let heard = browser.run("return heard.filter(([key]) => key === 'Enter')", vec![]).await;
    assert_eq!(heard, serde_json::json!([["Enter", 229, true, true], ["Enter", 229, false, false]]));
}

#[tokio::test]
async fn text_is_written_as_large_as_its_reader_has_set_the_browser() {
    let browser = opened(FORM, Look::DESK.twice_as_large()).await;
    let script = "return [getComputedStyle(document.documentElement).fontSize, matchMedia('(max-width: 40em)').matches]";
    assert_eq!(browser.run(script, vec![]).await, serde_json::json!(["32px", true]));
}

#[tokio::test]
async fn waiting_in_vain_tells_what_the_page_shows() {
    let browser = opened(FORM, Look::PHONE).await;
    let report = browser.report().await;
    assert!(
        report.contains("heading 1 “Find your order”") && report.contains("on a phone, at http://"),
        "{report}"
    );
    let picture = report.rsplit("picture: ").next().unwrap().trim();
    assert!(std::fs::read(picture).unwrap().starts_with(b"\x89PNG"), "{picture}");
    std::fs::remove_file(picture).unwrap();
}

#[tokio::test]
async fn checker_sees_faint_words_nameless_fields_small_targets_and_wide_pages() {
    let page = "<!doctype html><html data-program><meta name=viewport content='width=device-width'>
        <body style='background:white'><h1>A</h1><h1>B</h1>
        <p id=faint style='color:oklch(0.8 0 0)'>faint</p><p style='color:oklch(0.4 0 0)'>clear</p>
        <p style='background:#000;padding:9px'><span style='color:#fff8'>half</span></p>
        <input style='height:50px'><button style='height:20px'>x</button>
        <div style='width:600px;height:3px'></div></html>";
    let browser = opened(page, Look::PHONE).await;
    let kinds: Vec<String> = browser.faults().await.into_iter().map(|fault| fault.kind).collect();
    assert_eq!(kinds, ["sideways", "language", "heading", "contrast", "target", "name"]);
}

#[tokio::test]
async fn checker_sees_jumps_and_errors() {
    let page = "<!doctype html><html lang=en><h1 style='margin:0'>A</h1><p style='height:300px'>words</p>
        <script>requestAnimationFrame(() => requestAnimationFrame(() => {
            document.querySelector('h1').style.marginTop = '200px';
            document.documentElement.setAttribute('data-program', '');
            setTimeout(() => { throw new Error('lost'); });
        }))</script></html>";
    let browser = opened(page, Look::DESK).await;
    browser.wait_until("the page to have jumped", async || Ok(browser.jumps().await.0 > 0.02)).await;
    browser
        .wait_until("the error", async || {
            Ok(browser.errors().await.iter().any(|error| error.contains("lost")))
        })
        .await;
}

#[tokio::test]
async fn clock_of_the_page_goes_ahead_and_stays_ahead() {
    let browser = opened(FORM, Look::DESK).await;
    let before = browser.now().await;
    browser.set_ahead(86_400_000).await;
    let after = browser.now().await - before;
    assert!((86_400_000..86_430_000).contains(&after), "{after}");
    browser.reload().await;
    assert!(browser.now().await - before >= 86_400_000);
    let script = "return new Date().getTime() - window.__RealDate.now() + new Date(5).getTime()";
    let ahead = browser.run(script, vec![]).await;
    assert!((86_400_000..86_401_000).contains(&ahead.as_i64().unwrap()), "{ahead}");
}

#[tokio::test]
async fn what_the_browser_keeps_outlives_its_window() {
    let browser = opened(FORM, Look::PHONE).await;
    browser.run("localStorage.setItem('draft', 'kept'); window.gone = 1", vec![]).await;
    let browser = browser.close_and_open_again().await;
    browser.go("/").await;
    let kept = browser.run("return [localStorage.getItem('draft'), window.gone ?? null]", vec![]).await;
    assert_eq!(kept, serde_json::json!(["kept", null]));
}

#[tokio::test]
async fn page_without_network_says_so_and_gets_it_back() {
    let browser = opened(FORM, Look::DESK).await;
    let fetch = "return fetch('/x').then(() => 'here', () => 'lost')";
    browser.set_online(false).await;
    assert_eq!(browser.run("return navigator.onLine", vec![]).await, false);
    assert_eq!(browser.run(fetch, vec![]).await, "lost");
    browser.set_online(true).await;
    assert_eq!(browser.run(fetch, vec![]).await, "here");
}
