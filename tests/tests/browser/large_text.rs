//! Text written twice as large in a window on a desk: everything still has room, and nothing scrolls sideways.

use serde_json::{Value, json};
use tests::actors::{new_id, offer};
use tests::browser::{Browser, Look, Site};
use tests::pages::console::Queue;
use tests::pages::customer::CasePage;
use thirtyfour::Key;

const LARGE: Look = Look::DESK.twice_as_large();

/// What is wrong with the room that something has: cut off, covered, past the edges of the window, or narrower than so
/// many letters. It is brought into view first, as by scrolling.
async fn cramped(browser: &Browser, css: &str, letters: u32) -> Vec<String> {
    browser.select(css).await;
    let script = "const [css, letters] = arguments; const wrong = []; \
        const shown = [...document.querySelectorAll(css)].filter(one => one.checkVisibility({ visibilityProperty: true })); \
        if (shown.length === 0) wrong.push('nothing of it is shown'); \
        for (const one of shown) { \
          one.scrollIntoView({ block: 'nearest' }); \
          const box = one.getBoundingClientRect(), said = `${one.tagName} “${one.innerText.slice(0, 30)}”`; \
          const size = parseFloat(getComputedStyle(one).fontSize); \
          if (box.left < -0.5 || box.right > innerWidth + 0.5) wrong.push(`${said} lies from ${box.left} to ${box.right}`); \
          if (box.width < letters * size / 2) wrong.push(`${said} is ${box.width} px wide at ${size} px`); \
          if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline') wrong.push(`${said} is cut off: ${one.scrollWidth} in ${one.clientWidth}`); \
          const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, innerHeight - box.top) / 2]; \
          const at = document.elementFromPoint(x, y); \
          if (!at || !(one.contains(at) || at.contains(one))) wrong.push(`${said} at ${box.top} to ${box.bottom} is under ${at?.outerHTML.slice(0, 90)}`); \
        } \
        return wrong";
    let wrong = browser.run(script, vec![css.into(), letters.into()]).await;
    wrong.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

async fn assert_roomy(browser: &Browser, css: &str, letters: u32) {
    let wrong = cramped(browser, css, letters).await;
    if !wrong.is_empty() {
        browser.fail(&format!("`{css}` has no room:\n  {}", wrong.join("\n  "))).await;
    }
}

/// Neither the page nor anything in it that scrolls does so sideways.
async fn assert_nothing_scrolls_sideways(browser: &Browser) {
    let script = "const wide = one => one.scrollWidth > one.clientWidth + 1; \
        const scrolls = one => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX) && !['TEXTAREA', 'INPUT', 'SELECT'].includes(one.tagName); \
        const all = [document.scrollingElement, ...[...document.body.querySelectorAll('*')].filter(scrolls)]; \
        return all.filter(wide).map(one => `${one.tagName}.${one.className} ${one.scrollWidth} in ${one.clientWidth}`)";
    assert_eq!(browser.run(script, vec![]).await, serde_json::json!([]), "scrolls sideways");
}

/// The link past the header comes with the focus, in full, and is nowhere without it.
async fn assert_skip_link(browser: &Browser) {
    browser.run("document.activeElement.blur(); document.querySelector('.skip-link').focus()", vec![]).await;
    let script = "const box = document.querySelector('.skip-link').getBoundingClientRect(); \
                  return box.top >= 0 && box.left >= 0 && box.right <= innerWidth && box.height > 0";
    browser.wait_until("the skip link in full", async || Ok(browser.run(script, vec![]).await == true)).await;
    browser.press(Key::Tab).await;
    let gone = "return document.querySelector('.skip-link').getBoundingClientRect().bottom <= 0";
    browser.wait_until("the skip link to go", async || Ok(browser.run(gone, vec![]).await == true)).await;
}

async fn case_at_the_desk_has_room(language: &'static str) {
    let site = Site::open().await;
    let vase = site.app.customer().files_about_the_vase().await;
    let desk = site.browser(LARGE.speaking(language)).await;
    let queue = Queue::sign_in(&desk, "agent").await;
    assert_eq!(desk.run("return getComputedStyle(document.documentElement).fontSize", vec![]).await, "32px");
    queue.see(&vase.number).await;
    assert_skip_link(&desk).await;
    assert_roomy(&desk, ".row .row-words", 16).await;
    assert_nothing_scrolls_sideways(&desk).await;

    let case = queue.open(&vase.number).await;
    case.take().await;
    case.reply("We are sorry, and look into it. Please keep the box until we have written again.").await;
    case.record("damage_in_transit", "established").await;
    assert_skip_link(&desk).await;
    for (css, letters) in [
        ("header :is(a, button, .input):not(.out-of-sight)", 1),
        ("#case-title", 8),
        (".actions-row button", 4),
        (".events > li:last-child .event-line", 20),
        (".composer textarea", 24),
        ("#composer-send", 4),
        (".suggestion", 20),
        ("#offer-option-1", 4),
        ("#order-facts", 20),
    ] {
        assert_roomy(&desk, css, letters).await;
    }
    assert_nothing_scrolls_sideways(&desk).await;
    let editor = case.begin_offer().await;
    assert!(editor.n_options().await > 1);
    for (css, letters) in [(".option-form", 20), ("#offer-message", 20), ("#send-offer", 4)] {
        assert_roomy(&desk, css, letters).await;
    }
    desk.click_on("#offer-editor [id$='-change']").await;
    desk.select("#offer-editor .part-form").await;
    for (css, letters) in [(".part-form .money", 5), (".part-form select", 5), (".part-form .icon-button", 1)]
    {
        assert_roomy(&desk, css, letters).await;
    }
    assert_nothing_scrolls_sideways(&desk).await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_at_the_desk_has_room_for_everything_when_text_is_twice_as_large() {
    case_at_the_desk_has_room("en").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_at_the_desk_has_room_for_everything_in_chinese_when_text_is_twice_as_large() {
    case_at_the_desk_has_room("zh-CN").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn options_lie_below_each_other_as_wide_as_the_page_has_room_and_none_alone() {
    let site = Site::open().await;
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let vase = customer.files_about_the_vase().await;
    agent.does(&vase.case_id, &json!("take_case")).await;
    let me = agent.get("/api/session").await.ok()["user_id"].clone();
    let mut make = offer(&me, 10_000, None).2;
    let options = make["make_offer"]["options"].as_array_mut().unwrap();
    for fen in [9_000, 8_000, 7_000] {
        let mut option = options[0].clone();
        option["id"] = json!(new_id());
        for place in ["/option/total", "/option/parts/0/amount", "/option/parts/0/shares/0/amount"] {
            option.pointer_mut(place).unwrap()["amount_minor"] = json!(fen);
        }
        options.push(option);
    }
    agent.does(&vase.case_id, &make).await;
    for look in [Look::DESK, LARGE, Look::PHONE.twice_as_large()] {
        let browser = site.browser(look.speaking("en")).await;
        CasePage::by_number(&browser, &vase.number, "hua@example.com").await.see_options(4).await;
        let script = "return [...document.querySelectorAll('#offers article')].map(one => { \
                      const box = one.getBoundingClientRect(); return [box.left, box.width].map(Math.round) })";
        let places = browser.run(script, vec![]).await;
        let places = places.as_array().unwrap();
        assert!(places.iter().all(|place| *place == places[0]), "{places:?}");
        assert_roomy(&browser, "#offers article", 18).await;
        assert_nothing_scrolls_sideways(&browser).await;
        browser.assert_sound().await;
    }
}
