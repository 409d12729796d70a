//! What a customer says and can't be sent yet: it is shown to wait where it was said, goes out by itself as it was said, and
//! nothing but its person takes it back.

use crate::kept::{see_value, value_in};
use crate::kept_on_case::{Offered, n_events, offered};
use tests::browser::{Browser, Look, Site};
use tests::pages::customer::CasePage;

const PHONE: Look = Look::PHONE.speaking("en");
const DESK: Look = Look::DESK.speaking("en");

async fn see_none(browser: &Browser, css: &str) {
    browser.wait_until(&format!("no `{css}`"), async || Ok(browser.count(css).await == 0)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_is_shown_where_it_was_said_and_is_taken_back_there() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;

    // A wish, in its own words; taken back it is where it was written.
    browser.set_online(false).await;
    case.counter("coupon", "Half of the price would do").await;
    let waits = browser.words_of("#counter-open-waits").await;
    for words in ["Not sent yet", "I would like something else", "Coupon", "Half of the price would do"] {
        assert!(waits.contains(words), "{waits}");
    }
    let next = browser.words_of("#next-step").await;
    assert!(next.contains("Your answer has not been sent yet") && !next.contains("Your turn"), "{next}");
    browser.assert_fit_for_everybody("waiting-wish").await;
    browser.click_on("#counter-open-call-off").await;
    see_none(&browser, ".waits").await;
    assert!(browser.words_of("#next-step").await.contains("Your turn"));
    browser.click_on("#counter-open").await;
    see_value(&browser, "#counter-sentence", "Half of the price would do").await;
    browser.select("#counter-wants-coupon:checked").await;
    browser.click_on("#counter-send").await;
    browser.select("#counter-open-waits").await;

    // A choice takes its place, is shown at what was chosen, and leaves the words of before to their writer.
    case.choose(1).await;
    case.sign().await;
    browser.select(".offer-card .waits").await;
    assert_eq!(browser.count("#counter-open-waits").await, 0);
    browser.set_online(true).await;
    case.see_phase("Agreed, and on its way").await;
    browser.see("You wrote this, and it was not sent").await;
    browser.see("Half of the price would do").await;
    let sent = async |code: &'static str| n_events(&agent, &id, code).await;
    assert_eq!((sent("agreed").await, sent("offer_countered").await), (1, 0));

    // Two messages go out one after the other, neither in the place of the other.
    browser.set_online(false).await;
    case.write("Is anybody there?").await;
    browser.select("#message-waits").await;
    see_value(&browser, "#message", "").await;
    case.write("When does it come?").await;
    browser
        .wait_until("both to wait", async || {
            let waits = browser.words_of("#message-waits").await;
            Ok(waits.contains("Is anybody there?") && waits.contains("When does it come?"))
        })
        .await;
    browser.set_online(true).await;
    see_none(&browser, ".waits").await;
    assert_eq!(sent("customer_wrote").await, 2);
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn case_taken_up_again_without_a_network_says_so_where_it_was_asked_for() {
    let site = Site::open().await;
    let browser = site.browser(Look { is_dark: true, ..PHONE }).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;
    case.withdraw("").await;
    case.see_phase("You took it back").await;
    browser.set_online(false).await;
    case.reopen("It broke once more").await;
    let waits = browser.words_of("#reopen-open-waits").await;
    assert!(waits.contains("It broke once more"), "{waits}");
    browser.set_online(true).await;
    see_none(&browser, ".waits").await;
    assert_eq!(n_events(&agent, &id, "reopened").await, 1);
    see_value(&browser, "#message", "").await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn first_page_names_the_case_for_which_something_waits_until_its_person_signs_out() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;
    let number = case.number().await;
    let told = format!("Something you wrote for case {number} has not been sent yet");
    let closed_while_waiting = async |browser: Browser, words: &str| {
        let case = CasePage::seen_by(&browser).await;
        browser.set_online(false).await;
        case.write(words).await;
        browser.select("#message-waits").await;
        let browser = browser.close_and_open_again().await;
        site.pass(chrono::Duration::zero(), &[&browser]).await;
        browser.go("/").await;
        browser.see(&told).await;
        browser
    };
    let browser = closed_while_waiting(browser, "Is anybody there?").await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 0);
    browser.assert_fit_for_everybody("waiting-start").await;
    browser.click("link", "Open my case").await;
    CasePage::seen_by(&browser).await;
    browser.see("Is anybody there?").await;
    see_none(&browser, ".waits").await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 1);
    browser.go("/").await;
    browser.see_gone(&told).await;

    // Signed out, nothing is told and nothing of it is left on the device.
    browser.back().await;
    let browser = closed_while_waiting(browser, "My address is 5 Harbour Street").await;
    browser.click_on("#sign-out").await;
    browser.see("Signed out.").await;
    browser.see_gone(&number).await;
    let left = "return JSON.stringify([{...localStorage}, {...sessionStorage}])";
    let left = browser.run(left, vec![]).await.to_string();
    assert!(!left.contains("Harbour") && !left.contains(&number), "{left}");
    browser.reload().await;
    browser.see_gone(&number).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn own_words_whose_answer_got_lost_are_no_news_to_what_is_written_next() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;
    site.keep_news_from_customers(true);
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    // The browser itself tries again as well.
    for _ in 0..4 {
        site.lose_next_answer("POST /api/commands");
    }
    case.write("Is anybody there?").await;
    browser.select("#message-waits").await;
    browser.wait_until("all answers to be lost", async || Ok(site.has_lost_all())).await;
    // Taken back and written anew: as far as its writer knows it has not been sent.
    browser.click_on("#message-call-off").await;
    see_none(&browser, ".waits").await;
    case.write("Is anybody there at all?").await;
    see_value(&browser, "#message", "").await;
    browser.see("Is anybody there at all?").await;
    assert_eq!(browser.count("#news").await, 0, "one's own words came back as news");
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 2);
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_tab_left_waiting_goes_out_of_another_that_writes_something_else() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;
    let first = browser.tab().await;
    let second = browser.open_tab().await;
    browser.go(&format!("/case/{id}")).await;
    CasePage::seen_by(&browser).await;
    browser.fill_in("#message", "And then there is").await;

    browser.turn_to(&first).await;
    browser.set_online(false).await;
    case.write("Is anybody there?").await;
    browser.select("#message-waits").await;
    browser.close_tab().await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 0);

    browser.turn_to(&second).await;
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    browser.see("Is anybody there?").await;
    see_none(&browser, ".waits").await;
    assert_eq!(value_in(&browser, "#message").await, "And then there is");
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 1);
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_is_kept_until_its_person_has_shown_again_whose_the_case_is() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;
    browser.set_online(false).await;
    case.write("Is anybody there?").await;
    case.choose(1).await;
    case.sign().await;
    browser.select(".offer-card .waits").await;
    browser.drop_cookies().await;
    let forget = "Object.keys(sessionStorage).filter(key => key.startsWith('proof/'))
        .forEach(key => sessionStorage.removeItem(key))";
    browser.run(forget, vec![]).await;
    browser.set_online(true).await;
    browser.see("Show us that this case is yours").await;
    browser.select("#message-waits").await;
    browser.select(".offer-card .waits").await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 0);
    browser.fill_in("#find-contact", "hua@example.com").await;
    browser.click_on("#find-case").await;
    case.see_phase("Agreed, and on its way").await;
    see_none(&browser, ".waits").await;
    let sent = async |code: &'static str| n_events(&agent, &id, code).await;
    assert_eq!((sent("customer_wrote").await, sent("agreed").await), (1, 1));
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_that_could_not_be_opened_without_a_network_opens_by_itself_once_there_is_one() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { id, .. } = offered(&site, &browser).await;
    browser.go("/").await;
    browser.set_online(false).await;
    // As a link within the page leads there.
    let follow =
        "const a = document.createElement('a'); a.href = arguments[0]; document.body.append(a); a.click();";
    browser.run(follow, vec![format!("/case/{id}").into()]).await;
    browser.see("Try again").await;
    browser.set_online(true).await;
    browser.select("#phase").await;
    browser.assert_sound().await;
}
