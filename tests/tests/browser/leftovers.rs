//! Words nobody has anywhere else: half written in several tabs, left over, or dropped by a finger that was too quick.

use crate::kept::{see_value, value_in};
use crate::kept_on_case::{Offered, offered};
use crate::replaced::see_left_over;
use crate::waiting::see_none;
use tests::actors::filing;
use tests::browser::{Browser, Look, Site};
use tests::pages::customer::CasePage;
use thirtyfour::Key;

const PHONE: Look = Look::PHONE.speaking("en");

/// All that this browser keeps for all tabs.
async fn kept(browser: &Browser) -> String {
    browser.run("return JSON.stringify({...localStorage})", vec![]).await.to_string()
}

/// Shows again whose the case is, on the page that asks for it.
async fn show(browser: &Browser) {
    browser.see("Show us that this case is yours").await;
    browser.fill_in("#find-contact", "hua@example.com").await;
    browser.click_on("#find-case").await;
    CasePage::seen_by(browser).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_words_left_over_one_is_dropped_by_two_quick_presses_and_is_put_back() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, .. } = offered(&site, &browser).await;
    browser.set_online(false).await;
    for words in ["Rather 20 back", "Rather 25 back", "Rather 30 back"] {
        case.counter("coupon", words).await;
        browser
            .wait_until("it to wait", async || {
                Ok(browser.words_of("#counter-open-waits").await.contains(words))
            })
            .await;
    }
    for words in ["Rather 20 back", "Rather 25 back"] {
        see_left_over(&browser, words).await;
    }
    browser.click_twice_on("#leftovers button[id$='-drop']").await;
    browser.see("You dropped this").await;
    assert_eq!(browser.count("#leftovers .notice-warn").await, 1);
    assert!(!kept(&browser).await.contains("Rather 20") && kept(&browser).await.contains("Rather 25"));
    browser.assert_fit_for_everybody("left-over-dropped").await;
    browser.click("button", "Put it back: Rather 20 back").await;
    see_none(&browser, "#leftovers .notice:not(.notice-warn)").await;
    browser.set_online(true).await;
    see_none(&browser, ".waits").await;
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    for words in ["Rather 20 back", "Rather 25 back"] {
        see_left_over(&browser, words).await;
    }
    // What was dropped and not put back is gone with the page.
    browser.click("button", "Drop it: Rather 20 back").await;
    browser
        .wait_until("the focus to be on the way back", async || {
            Ok(browser.focused().await.contains("Put it back"))
        })
        .await;
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    see_left_over(&browser, "Rather 25 back").await;
    browser.see_gone("Rather 20 back").await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_half_written_in_two_tabs_are_found_whichever_is_closed() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { id, .. } = offered(&site, &browser).await;
    let path = format!("/case/{id}");
    let first = browser.tab().await;
    let second = browser.open_tab().await;
    browser.go(&path).await;
    CasePage::seen_by(&browser).await;
    browser.turn_to(&first).await;
    browser.fill_in("#message", "The box is here too").await;
    // A page loaded anew goes on with its own words, and leaves none over.
    browser.reload().await;
    see_value(&browser, "#message", "The box is here too").await;
    browser.turn_to(&second).await;
    browser.fill_in("#message", "When does it come?").await;
    // One look finds all that is in nobody's hand: once something is found, whatever else would be is there as well.
    let look_again = "localStorage.setItem(`kept/customer/${arguments[0]}/message/@${crypto.randomUUID()}`, arguments[1]); \
                      dispatchEvent(new Event('focus'))";
    browser.run(look_again, vec![id.as_str().into(), "Nobody has this in hand".into()]).await;
    see_left_over(&browser, "Nobody has this in hand").await;
    assert_eq!(
        browser.count("#leftovers .notice").await,
        1,
        "what is being written elsewhere is not left over"
    );
    browser.click_on("#leftovers button[id$='-drop']").await;
    browser.see("You dropped this").await;
    browser.turn_to(&first).await;
    see_value(&browser, "#message", "The box is here too").await;
    browser.close_tab().await;

    browser.turn_to(&second).await;
    browser.reload().await;
    see_value(&browser, "#message", "When does it come?").await;
    see_left_over(&browser, "The box is here too").await;
    let browser = browser.close_and_open_again().await;
    site.pass(chrono::Duration::zero(), &[&browser]).await;
    browser.go(&path).await;
    see_value(&browser, "#message", "When does it come?").await;
    see_left_over(&browser, "The box is here too").await;

    // Sent, they come back to no tab.
    browser.click("button", "Put it into the message").await;
    see_value(&browser, "#message", "When does it come?\nThe box is here too").await;
    browser.click_on("#message-send").await;
    see_value(&browser, "#message", "").await;
    browser.open_tab().await;
    browser.go(&path).await;
    CasePage::seen_by(&browser).await;
    assert_eq!(value_in(&browser, "#message").await, "");
    see_none(&browser, "#leftovers .notice").await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_signs_out_reads_first_which_words_would_be_lost() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, .. } = offered(&site, &browser).await;
    browser.set_online(false).await;
    case.counter("coupon", "Rather 25 back").await;
    browser.select("#counter-open-waits").await;
    case.decline("").await;
    see_left_over(&browser, "Rather 25 back").await;
    browser.set_online(true).await;
    see_none(&browser, ".waits").await;
    browser.fill_in("#message", "The box is here too").await;

    browser.click_twice_on("#sign-out").await;
    browser.see("has not been sent yet and would be lost").await;
    browser.select("#sign-out-lost:focus").await;
    let told = browser.words_of("dialog[open]").await;
    assert!(told.contains("Rather 25 back") && told.contains("The box is here too"), "{told}");
    browser.assert_fit_for_everybody("sign-out-lost").await;
    browser.press(Key::Escape).await;
    see_none(&browser, "dialog[open]").await;
    assert_eq!(value_in(&browser, "#message").await, "The box is here too");
    browser.click_on("#sign-out").await;
    browser.click_on("#sign-out-sure").await;
    browser.see("Signed out.").await;
    let left = "return JSON.stringify([{...localStorage}, {...sessionStorage}])";
    let left = browser.run(left, vec![]).await.to_string();
    assert!(!left.contains("Rather") && !left.contains("The box"), "{left}");
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_two_covered_tabs_kept_in_mind_is_given_back_by_one_of_them() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, .. } = offered(&site, &browser).await;
    let first = browser.tab().await;
    let second = browser.open_tab().await;
    browser.go(&format!("/case/{id}")).await;
    CasePage::seen_by(&browser).await;
    for tab in [&first, &second] {
        browser.turn_to(tab).await;
        browser.set_online(false).await;
    }
    case.write("Is anybody there?").await;
    browser.select("#message-waits").await;
    browser.turn_to(&first).await;
    browser.select("#message-waits").await;
    browser.open_tab().await;
    browser.go("/").await;
    browser.click_on("#sign-out").await;
    browser.click_on("#sign-out-sure").await;
    browser.see("Signed out.").await;
    for tab in [&first, &second] {
        browser.turn_to(tab).await;
        browser.see("Show us that this case is yours").await;
        browser.set_online(true).await;
    }
    browser.turn_to(&first).await;
    show(&browser).await;
    see_value(&browser, "#message", "Is anybody there?").await;
    browser.turn_to(&second).await;
    show(&browser).await;
    assert_eq!(value_in(&browser, "#message").await, "");
    see_none(&browser, "#leftovers .notice, .waits").await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_that_can_not_tell_what_other_tabs_have_in_hand_takes_nothing_of_theirs() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { id, .. } = offered(&site, &browser).await;
    browser.fill_in("#message", "The box is here too").await;
    browser.open_tab().await;
    browser.go(&format!("/case/{id}")).await;
    CasePage::seen_by(&browser).await;
    browser.fill_in("#message", "When does it come?").await;
    let without_locks = "Object.defineProperty(navigator, 'locks', { value: undefined }); \
                         dispatchEvent(new Event('focus'))";
    browser.run(without_locks, vec![]).await;
    // The question comes after the look.
    browser.click_on("#sign-out").await;
    browser.see("has not been sent yet and would be lost").await;
    let lost = browser.words_of("dialog[open]").await;
    assert!(lost.contains("When does it come?") && !lost.contains("The box is here too"), "{lost}");
    browser.press(Key::Escape).await;
    see_none(&browser, "dialog[open]").await;
    assert_eq!(browser.count("#leftovers .notice").await, 0);
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_signs_out_reads_no_words_of_somebody_who_used_the_device_before() {
    let site = Site::open().await;
    let vase = site.app.customer().files_about_the_vase().await;
    let customer = site.app.customer();
    let order = customer.look_up("SH-1001", "ming@example.com").await.ok();
    let other = customer.files(&filing(&order, "quality", "穿了一次就坏了。")).await;
    let browser = site.browser(PHONE).await;
    CasePage::by_number(&browser, &vase.number, "hua@example.com").await;
    browser.fill_in("#message", "I keep it at my sister's").await;
    let browser = browser.close_and_open_again().await;
    site.pass(chrono::Duration::zero(), &[&browser]).await;

    CasePage::by_number(&browser, &other.number, "ming@example.com").await;
    browser.fill_in("#message", "When does it come?").await;
    browser.click_on("#sign-out").await;
    browser.see("has not been sent yet and would be lost").await;
    let lost = browser.words_of("dialog[open]").await;
    assert!(lost.contains("When does it come?") && lost.contains("for another case"), "{lost}");
    assert!(!lost.contains("sister") && !lost.contains(&vase.number), "{lost}");
    browser.assert_fit_for_everybody("sign-out-lost-of-others").await;
    browser.assert_sound().await;
}
