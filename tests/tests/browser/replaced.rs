//! What takes the place of something that waits, or of an offer that was just being taken: it is said, and no word is lost.

use crate::kept::{see_value, value_in};
use crate::kept_on_case::{Offered, n_events, offered};
use crate::waiting::see_none;
use tests::actors::offer;
use tests::browser::{Browser, Look, Site, Tab};
use tests::pages::customer::CasePage;
use thirtyfour::Key;

const PHONE: Look = Look::PHONE.speaking("en");

/// Takes the network from two tabs at the same page, and leaves the second one before its person.
async fn two_tabs_without_a_network(browser: &Browser) -> (Tab, Tab) {
    let first = browser.tab().await;
    let path = browser.path().await;
    let second = browser.open_tab().await;
    browser.go(&path).await;
    CasePage::seen_by(browser).await;
    for tab in [&first, &second] {
        browser.turn_to(tab).await;
        browser.set_online(false).await;
    }
    (first, second)
}

/// All that can be read and all that stands in fields.
async fn all_words(browser: &Browser) -> String {
    let fields = "return [...document.querySelectorAll('textarea')].map(field => field.value).join('\\n')";
    let fields = browser.run(fields, vec![]).await;
    [browser.text().await, fields.as_str().unwrap_or_default().to_owned()].join("\n")
}

/// The words left over, each once.
pub(crate) async fn see_left_over(browser: &Browser, words: &str) {
    browser
        .wait_until(&format!("“{words}” to be left over"), async || {
            Ok(browser.words_of("#leftovers").await.matches(words).count() == 1)
        })
        .await;
    browser.see("You wrote this, and it was not sent").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_of_a_case_taken_up_again_in_two_tabs_are_all_kept() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;
    case.withdraw("").await;
    case.see_phase("You took it back").await;
    let (first, second) = two_tabs_without_a_network(&browser).await;
    case.reopen("The money is not on my card").await;
    browser.select("#reopen-open-waits").await;

    // In the other tab it is seen to wait, and whoever says it anew reads first what that takes the place of.
    browser.turn_to(&first).await;
    browser.select("#reopen-open-waits").await;
    browser.click_on("#reopen-open").await;
    let told = browser.words_of("#reopen-replaces").await;
    assert!(told.contains("The money is not on my card"), "{told}");
    browser.fill_in("#reopen-sentence", "It broke once more").await;
    browser.click_on("#reopen-send").await;
    browser
        .wait_until("the later words to wait", async || {
            Ok(browser.words_of("#reopen-open-waits").await.contains("It broke once more"))
        })
        .await;
    see_left_over(&browser, "The money is not on my card").await;
    for tab in [&second, &first] {
        browser.turn_to(tab).await;
        browser.set_online(true).await;
    }
    see_none(&browser, ".waits").await;
    assert_eq!(n_events(&agent, &id, "reopened").await, 1);
    for tab in [&second, &first] {
        browser.turn_to(tab).await;
        browser.reload().await;
        CasePage::seen_by(&browser).await;
        see_left_over(&browser, "The money is not on my card").await;
    }
    // It becomes a message at one press, and is left over in no tab any more.
    browser.click("button", "Put it into the message").await;
    see_value(&browser, "#message", "The money is not on my card").await;
    browser.turn_to(&second).await;
    see_none(&browser, "#leftovers .notice-warn").await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wish_that_takes_the_place_of_another_leaves_its_words_in_one_tab_and_in_two() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;
    let (first, second) = two_tabs_without_a_network(&browser).await;
    case.counter("coupon", "Tab B: 25 back").await;
    browser.select("#counter-open-waits").await;
    browser.turn_to(&first).await;
    browser.select("#counter-open-waits").await;
    // What is being written to the desk stays what it is.
    browser.fill_in("#message", "The box is here too").await;
    case.counter("repair", "Tab A: 30 back").await;
    see_left_over(&browser, "Tab B: 25 back").await;
    browser.see("goes out no more").await;
    // A third one in the same tab.
    case.counter("repair", "Tab A: 35 back").await;
    see_left_over(&browser, "Tab A: 30 back").await;
    see_left_over(&browser, "Tab B: 25 back").await;
    // Whoever is about to sign what was offered reads what that takes the place of.
    case.choose(1).await;
    let told = browser.words_of("dialog[open] [id$='-replaces']").await;
    assert!(told.contains("I would like something else: ") && told.contains("Tab A: 35 back"), "{told}");
    browser.assert_fit_for_everybody("sheet-replaces").await;
    browser.press(Key::Escape).await;
    see_none(&browser, "dialog[open]").await;
    assert_eq!(value_in(&browser, "#message").await, "The box is here too");
    browser.assert_fit_for_everybody("left-over").await;
    for tab in [&second, &first] {
        browser.turn_to(tab).await;
        browser.set_online(true).await;
    }
    case.see_phase("We are considering what you asked for").await;
    see_none(&browser, ".waits").await;
    assert_eq!(n_events(&agent, &id, "offer_countered").await, 1);
    browser.see("Tab A: 35 back").await;
    see_left_over(&browser, "Tab A: 30 back").await;
    browser.click("button", "Drop it: Tab A: 30 back").await;
    browser
        .wait_until("one to be left", async || Ok(browser.count("#leftovers .notice-warn").await == 1))
        .await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_given_back_in_two_tabs_are_given_back_once_and_lost_in_none() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;
    let (first, second) = two_tabs_without_a_network(&browser).await;
    for words in ["One", "Two", "Three"] {
        case.write(words).await;
        browser
            .wait_until("it to wait", async || Ok(browser.words_of("#message-waits").await.contains(words)))
            .await;
    }
    agent.does(&id, &serde_json::json!({"reply": {"text": "Could you send us a photo?"}})).await;
    for tab in [&first, &second] {
        browser.turn_to(tab).await;
        browser.set_online(true).await;
    }
    for tab in [&first, &second] {
        browser.turn_to(tab).await;
        see_none(&browser, ".waits").await;
    }
    // Nothing went past what was not seen, and each is left over once, in both tabs and after all of them.
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 0);
    for tab in [&first, &second] {
        browser.turn_to(tab).await;
        for words in ["One", "Two", "Three"] {
            see_left_over(&browser, words).await;
        }
        assert_eq!(value_in(&browser, "#message").await, "");
    }
    // What is made a message of in one tab is left over in no other.
    browser.click("button", "Put it into the message: One").await;
    see_value(&browser, "#message", "One").await;
    browser.turn_to(&first).await;
    browser
        .wait_until("two to be left", async || Ok(browser.count("#leftovers .notice-warn").await == 2))
        .await;
    let browser = browser.close_and_open_again().await;
    site.pass(chrono::Duration::zero(), &[&browser]).await;
    browser.go(&format!("/case/{id}")).await;
    CasePage::seen_by(&browser).await;
    for words in ["Two", "Three"] {
        see_left_over(&browser, words).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_left_over_that_were_dropped_come_back_from_no_tab_that_was_covered() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, .. } = offered(&site, &browser).await;
    browser.set_online(false).await;
    case.counter("coupon", "Rather 25 back").await;
    browser.select("#counter-open-waits").await;
    case.decline("").await;
    see_left_over(&browser, "Rather 25 back").await;
    browser.set_online(true).await;
    see_none(&browser, ".waits").await;
    let first = browser.tab().await;
    let second = browser.open_tab().await;
    browser.go(&format!("/case/{id}")).await;
    see_left_over(&browser, "Rather 25 back").await;

    // Nothing waits, and yet there are words nobody has anywhere else.
    browser.open_tab().await;
    browser.go("/").await;
    browser.click_on("#sign-out").await;
    browser.see("has not been sent yet and would be lost").await;
    browser.click_on("#sign-out-sure").await;
    browser.see("Signed out.").await;
    let kept = async || browser.run("return JSON.stringify({...localStorage})", vec![]).await.to_string();
    let show = async || {
        browser.see("Show us that this case is yours").await;
        browser.fill_in("#find-contact", "hua@example.com").await;
        browser.click_on("#find-case").await;
        CasePage::seen_by(&browser).await;
    };
    assert!(!kept().await.contains("Rather"), "{}", kept().await);
    browser.turn_to(&second).await;
    show().await;
    see_left_over(&browser, "Rather 25 back").await;
    browser.click("button", "Drop it: Rather 25 back").await;
    see_none(&browser, "#leftovers .notice-warn").await;
    browser.turn_to(&first).await;
    show().await;
    see_none(&browser, "#leftovers .notice-warn").await;
    assert!(!kept().await.contains("Rather"), "{}", kept().await);
    browser.turn_to(&second).await;
    see_none(&browser, "#leftovers .notice-warn").await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_choice_made_without_a_network_past_another_offer_says_that_it_did_not_count() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, me, first, .. } = offered(&site, &browser).await;
    browser.set_online(false).await;
    case.choose(1).await;
    case.sign().await;
    browser.select(".offer-card .waits").await;
    let (_, _, replace) = offer(&me, 6_000, Some(&first));
    agent.does(&id, &replace).await;
    browser.set_online(true).await;
    browser.see("Your choice did not count").await;
    let told = browser.words_of("#refused").await;
    for words in ["did not count", "CN¥100.00", "less than before"] {
        assert!(told.contains(words), "{told}");
    }
    // Who wrote nothing is not told of words.
    let all = all_words(&browser).await;
    for words in ["Your words are still here", "while you were writing", "send it again"] {
        assert!(!all.contains(words), "{all}");
    }
    assert_eq!(n_events(&agent, &id, "agreed").await, 0);
    browser.assert_fit_for_everybody("choice-did-not-count").await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_offer_replaced_while_it_is_being_signed_says_why_its_sheet_closes() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, me, first, .. } = offered(&site, &browser).await;
    case.choose(1).await;
    let (next, _, replace) = offer(&me, 12_000, Some(&first));
    agent.does(&id, &replace).await;
    browser.see("We changed this offer while you were looking at it").await;
    see_none(&browser, "dialog[open]").await;
    let told = browser.words_of("#refused").await;
    assert!(told.contains("Nothing was agreed") && !told.contains("less"), "{told}");
    // Read or not, it is gone with the next thing they do.
    case.choose(1).await;
    see_none(&browser, "#refused").await;
    agent.does(&id, &serde_json::json!({"withdraw_offer": {"offer": next, "reason": "A mistake"}})).await;
    browser.see("We took this offer back while you were looking at it").await;
    see_none(&browser, "dialog[open]").await;
    // Whoever was asking for something else hears it too, and keeps their words.
    agent.does(&id, &offer(&me, 9_500, None).2).await;
    case.see_options(1).await;
    browser.click_on("#counter-open").await;
    browser.fill_in("#counter-sentence", "Half of it would do").await;
    let open = agent.case(&id).await["events"].clone();
    let open = open.as_array().into_iter().flatten().rev().find_map(|one| one["event"].get("offer_made"));
    let taken_back = serde_json::json!({"offer": open.unwrap()["offer"], "reason": "Another mistake"});
    agent.does(&id, &serde_json::json!({"withdraw_offer": taken_back})).await;
    browser.see("We took this offer back while you were looking at it").await;
    see_none(&browser, "dialog[open]").await;
    browser.see("Half of it would do").await;
    // So is an offer that goes with the complaint, turned down.
    agent.does(&id, &offer(&me, 9_000, None).2).await;
    case.see_options(1).await;
    case.choose(1).await;
    see_none(&browser, "#refused").await;
    let no =
        serde_json::json!({"reject_complaint": {"reason": "It was a mistake.", "recourse": "The court."}});
    agent.does(&id, &no).await;
    browser.see("We took this offer back while you were looking at it").await;
    see_none(&browser, "dialog[open]").await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_top_of_a_case_says_of_everything_that_waits_that_it_does() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, .. } = offered(&site, &browser).await;
    let says = async |words: &'static str, says: bool| {
        browser
            .wait_until(&format!("“{words}” at the top: {says}"), async || {
                Ok(browser.words_of("#next-step").await.contains(words) == says)
            })
            .await;
    };
    let waits = "has not been sent yet";
    // A message is said to wait beside whatever it is whose turn it is.
    browser.set_online(false).await;
    case.write("Is anybody there?").await;
    says(waits, true).await;
    says("Your turn", true).await;
    browser.set_online(true).await;
    says(waits, false).await;
    // Whoever asks for a supervisor waits for one.
    browser.set_online(false).await;
    case.escalate("I would like somebody else to look at this.").await;
    says(waits, true).await;
    browser.set_online(true).await;
    says(waits, false).await;
    case.withdraw("").await;
    says("nothing left to do", true).await;
    // What is over is so no longer.
    browser.set_online(false).await;
    case.reopen("It broke once more").await;
    says(waits, true).await;
    says("nothing left to do", false).await;
    browser.assert_fit_for_everybody("top-waits").await;
    browser.assert_sound().await;
}
