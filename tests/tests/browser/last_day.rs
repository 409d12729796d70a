//! A customer who still waits for a parcel sets a last day, and the desk holds itself to it.

use chrono::Duration;
use server::clockwork;
use tests::browser::{Look, Site};
use tests::pages::customer::{Answers, Filing};

const PHONE: Look = Look::PHONE.speaking("en");
const DESK: Look = Look::DESK.speaking("en");

/// The price of the kettle.
const PRICE: &str = "¥159.00";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_last_day_is_set_with_the_complaint_in_one_press_and_kept_on_the_case() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let filing = Filing::open(&browser).await;
    let answers = Answers::LATE_KETTLE;
    filing.find_order(answers.order, answers.contact).await;
    filing.tell(answers.story).await;
    filing.go_on_if_stepwise().await;
    browser.click_on("#last-day-use").await;
    browser.see("If it has not come by then, you can have").await;
    let then = browser.words_of("#last-day-then").await;
    assert!(then.contains(PRICE), "{then}");
    browser.assert_fit_for_everybody("the wish with a last day").await;
    // A day that leaves no chance is told at once, and what was written stays.
    browser.choose_day("#last-day", "2026-03-11").await;
    filing.go_on().await;
    browser.see("Choose a day 3 to 60 days from today").await;
    browser.choose_day("#last-day", "2026-03-20").await;
    filing.go_on_if_stepwise().await;
    filing.go_on_if_stepwise().await;
    filing.say_name(answers.name, answers.email).await;
    filing.go_on().await;
    browser.see("20 March 2026").await;
    let case = filing.send().await.open_case().await;
    browser.select("#last-day-set").await;
    let set = browser.words_of("#last-day-set").await;
    assert!(set.contains("20 March 2026") && set.contains(PRICE), "{set}");
    let events = site.app.staff("agent").await.case(&case.id().await).await;
    assert!(events.to_string().contains("last_day_set"), "{events}");
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_last_day_would_turn_leads_to_its_field_on_whichever_step_that_stands() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let filing = Filing::open(&browser).await;
    filing.find_order(Answers::LATE_KETTLE.order, Answers::LATE_KETTLE.contact).await;
    filing.tell(Answers::LATE_KETTLE.story).await;
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)", vec![]).await;
    browser.click_on(".to-last-day").await;
    browser.select("#last-day:focus").await;
    // What they told before is not asked again.
    browser.click_on("#last-day-use").await;
    filing.go_on_if_stepwise().await;
    assert_eq!(browser.path().await, "/file/photos");
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_last_day_is_set_on_the_case_and_its_end_is_seen_by_both_sides() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    Filing::file(&browser, &Answers::LATE_KETTLE).await.open_case().await;
    browser.click_on("#last-day-open").await;
    browser.see(PRICE).await;
    browser.click_on("#last-day-send").await;
    browser.select("#last-day-set").await;
    browser.see("set 17 March 2026 as the last day").await;
    site.pass(Duration::days(8), &[&browser]).await;
    assert_eq!(clockwork::turn(&site.app.state.ledger).await.unwrap(), 1);
    browser.see("Your last day has passed without the goods").await;
    assert_eq!(browser.count("#last-day-set, #last-day-can").await, 0);
    let replied = site.app.staff("agent").await.get("/api/cases?view=replied").await.ok();
    assert_eq!(replied["rows"].as_array().unwrap().len(), 1);
    browser.assert_sound().await;
}
