//! What happens while something a customer said is on its way: in another tab, on the way out of the page, and on signing
//! out.

use crate::kept::{see_value, value_in};
use crate::kept_on_case::{Offered, n_events, offered};
use crate::waiting::see_none;
use tests::actors::offer;
use tests::browser::{Browser, Look, Site};
use tests::pages::customer::CasePage;
use thirtyfour::Key;

const PHONE: Look = Look::PHONE.speaking("en");
const DESK: Look = Look::DESK.speaking("en");

/// Writes a message that is on its way until it is let go.
async fn write_held(site: &Site, browser: &Browser, text: &str) {
    site.hold_next("POST /api/commands");
    CasePage::seen_by(browser).await.write(text).await;
    browser.wait_until("it to be on its way", async || Ok(site.is_holding())).await;
}

/// Writes a message that arrives and whose answers are all lost, to a page that hears nothing meanwhile.
async fn write_unanswered(site: &Site, browser: &Browser) {
    site.keep_news_from_customers(true);
    browser.reload().await;
    let case = CasePage::seen_by(browser).await;
    // The browser itself tries again as well.
    for _ in 0..4 {
        site.lose_next_answer("POST /api/commands");
    }
    case.write("Is anybody there?").await;
    browser.select("#message-waits").await;
}

/// How many answers to commands the page has had.
async fn n_answers(browser: &Browser) -> u64 {
    let n =
        "return performance.getEntriesByType('resource').filter(entry => entry.name.endsWith('/api/commands')
        && entry.responseEnd > 0).length";
    browser.run(n, vec![]).await.as_u64().unwrap_or(0)
}

/// Lets go what is held, and waits until its page has an answer, whatever it is.
pub(crate) async fn let_go(site: &Site, browser: &Browser) {
    let before = n_answers(browser).await;
    site.let_go();
    browser.wait_until("an answer", async || Ok(n_answers(browser).await > before)).await;
}

async fn kept_on_this_device(browser: &Browser) -> String {
    browser.run("return JSON.stringify({...localStorage})", vec![]).await.to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_accepted_and_what_was_asked_for_beside_it_both_go_out() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;
    browser.set_online(false).await;
    case.choose(1).await;
    case.sign().await;
    browser.select(".offer-card .waits").await;
    // Whatever would take its place says so before.
    for dialog in ["decline", "withdraw"] {
        browser.click_on(&format!("#{dialog}-open")).await;
        let told = browser.words_of(&format!("#{dialog}-replaces")).await;
        assert!(told.contains("Take this one: ") && told.contains("CN¥100.00"), "{told}");
        assert!(!told.contains("words"), "{told}");
        browser.press(Key::Escape).await;
        see_none(&browser, "dialog[open]").await;
    }
    case.escalate("Somebody should look at how this went.").await;
    browser.select("#escalate-open-waits").await;
    browser.select(".offer-card .waits").await;
    browser.set_online(true).await;
    browser.wait_until("all to be sent", async || Ok(browser.count(".waits").await == 0)).await;
    let sent = async |code: &'static str| n_events(&agent, &id, code).await;
    assert_eq!((sent("agreed").await, sent("escalated").await), (1, 1));
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_several_messages_that_wait_one_is_taken_back_by_itself() {
    let site = Site::open().await;
    let browser = site.browser(Look { is_dark: true, ..PHONE }).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;
    browser.set_online(false).await;
    case.write("Is anybody there?").await;
    browser.select("#message-call-off").await;
    case.write("When does it come?").await;
    browser.select("#message-call-off-1").await;
    browser.assert_fit_for_everybody("waiting-messages").await;
    browser.click_on("#message-call-off").await;
    see_value(&browser, "#message", "Is anybody there?").await;
    assert!(browser.words_of("#message-waits").await.contains("When does it come?"));
    browser.set_online(true).await;
    browser.wait_until("it to be sent", async || Ok(browser.count(".waits").await == 0)).await;
    browser.see("When does it come?").await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 1);
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_on_its_way_as_its_person_signs_out_elsewhere_is_written_down_nowhere() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { id, agent, .. } = offered(&site, &browser).await;
    let first = browser.tab().await;
    write_held(&site, &browser, "My address is 5 Harbour Street").await;
    let second = browser.open_tab().await;
    browser.go("/").await;
    browser.click_on("#sign-out").await;
    browser.see("has not been sent yet and would be lost").await;
    browser.click_on("#sign-out-sure").await;
    browser.see("Signed out.").await;
    browser.turn_to(&first).await;
    browser.see("Show us that this case is yours").await;
    let_go(&site, &browser).await;
    let kept = kept_on_this_device(&browser).await;
    assert!(!kept.contains("Harbour") && !kept.contains("unsent-"), "{kept}");
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 0);
    browser.turn_to(&second).await;
    browser.reload().await;
    browser.see_gone("has not been sent yet").await;

    // Who shows again whose the case is has lost nothing, and nothing goes out before they say so.
    browser.turn_to(&first).await;
    browser.fill_in("#find-contact", "hua@example.com").await;
    browser.click_on("#find-case").await;
    see_value(&browser, "#message", "My address is 5 Harbour Street").await;
    assert_eq!(browser.count(".waits").await, 0);
    browser.click_on("#message-send").await;
    see_value(&browser, "#message", "").await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_may_be_left_while_something_is_on_its_way() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { id, agent, .. } = offered(&site, &browser).await;
    write_held(&site, &browser, "Is anybody there?").await;
    browser.click_on("header a").await;
    browser.wait_until("the first page", async || Ok(browser.path().await == "/")).await;
    let_go(&site, &browser).await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 1);
    browser.back().await;
    CasePage::seen_by(&browser).await;
    browser.see("Is anybody there?").await;
    browser.wait_until("nothing to wait", async || Ok(browser.count(".waits").await == 0)).await;
    see_value(&browser, "#message", "").await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 1);

    // So does what stands behind something that waited: it goes from whichever page is there next.
    write_unanswered(&site, &browser).await;
    browser.wait_until("all answers to be lost", async || Ok(site.has_lost_all())).await;
    write_held(&site, &browser, "The box is here too").await;
    browser.click_on("header a").await;
    browser.wait_until("the first page", async || Ok(browser.path().await == "/")).await;
    let_go(&site, &browser).await;
    browser.assert_sound().await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 2);
    site.keep_news_from_customers(false);
    browser.back().await;
    CasePage::seen_by(&browser).await;
    see_none(&browser, ".waits").await;
    browser.see("The box is here too").await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 3);
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_left_while_a_choice_is_on_its_way_breaks_nothing_where_the_offer_was_replaced() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, me, first } = offered(&site, &browser).await;
    site.hold_next("POST /api/commands");
    case.choose(1).await;
    case.sign().await;
    browser.wait_until("it to be on its way", async || Ok(site.is_holding())).await;
    browser.press(Key::Escape).await;
    see_none(&browser, "dialog[open]").await;
    browser.click_on("header a").await;
    browser.wait_until("the first page", async || Ok(browser.path().await == "/")).await;
    agent.does(&id, &offer(&me, 6_000, Some(&first)).2).await;
    let_go(&site, &browser).await;
    // The page goes on doing what it is told.
    browser.click_on("a[href='/find']").await;
    browser.select("#find-number").await;
    browser.assert_sound().await;
    browser.go(&format!("/case/{id}")).await;
    CasePage::seen_by(&browser).await;
    browser.see("Your choice did not count").await;
    assert_eq!(n_events(&agent, &id, "agreed").await, 0);
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_taken_back_in_one_tab_stay_there_whatever_becomes_of_them_in_another() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { id, agent, .. } = offered(&site, &browser).await;
    let first = browser.tab().await;
    let second = browser.open_tab().await;
    browser.go(&format!("/case/{id}")).await;
    CasePage::seen_by(&browser).await;
    browser.turn_to(&first).await;
    site.refuse_next("POST /api/commands");
    write_held(&site, &browser, "Is anybody there?").await;
    browser.turn_to(&second).await;
    browser.click_on("#message-call-off").await;
    see_value(&browser, "#message", "Is anybody there?").await;
    browser.turn_to(&first).await;
    let_go(&site, &browser).await;
    browser
        .wait_until("nobody to say it any more", async || Ok(!browser.text().await.contains("You wrote")))
        .await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 0, "what was taken back went out");
    see_none(&browser, ".waits").await;
    let kept = kept_on_this_device(&browser).await;
    assert!(!kept.contains("unsent-"), "{kept}");
    browser.turn_to(&second).await;
    see_value(&browser, "#message", "Is anybody there?").await;
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    see_value(&browser, "#message", "Is anybody there?").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_may_have_arrived_is_not_called_off_as_if_it_had_not() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { id, agent, .. } = offered(&site, &browser).await;
    write_unanswered(&site, &browser).await;
    browser.see("It may have reached us already").await;
    browser.click_on("#message-call-off").await;
    browser.wait_until("nothing to wait", async || Ok(browser.count("#message-waits").await == 0)).await;
    // It had arrived, and is seen as soon as the page hears of it.
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 1);
    site.keep_news_from_customers(false);
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    browser.see("Is anybody there?").await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn own_words_whose_answer_got_lost_are_no_news_to_what_is_written_next() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;
    write_unanswered(&site, &browser).await;
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
    site.keep_away("POST /api/commands");
    browser.close_tab().await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 0);

    site.let_arrive();
    browser.turn_to(&second).await;
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    browser.see("Is anybody there?").await;
    see_none(&browser, ".waits").await;
    assert_eq!(value_in(&browser, "#message").await, "And then there is");
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 1);
    browser.assert_sound().await;
}
