//! What a customer says and can't be sent yet: it is shown to wait where it was said, goes out by itself as it was said, and
//! nothing but its person takes it back.

use crate::kept::{see_value, value_in};
use crate::kept_on_case::{Offered, n_events, offered};
use tests::browser::{Browser, Look, Site, file_named};
use tests::pages::customer::{Answers, CasePage, Filing, SentPage};

const PHONE: Look = Look::PHONE.speaking("en");

pub(crate) async fn see_none(browser: &Browser, css: &str) {
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
    assert!(next.contains("What you said has not been sent yet") && !next.contains("Your turn"), "{next}");
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
    case.see_phase("Agreed, and under way").await;
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
    see_value(&browser, "#message", "").await;
    browser.set_online(true).await;
    see_none(&browser, ".waits").await;
    assert_eq!(sent("customer_wrote").await, 2);
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_complaint_that_waits_shows_its_words_and_can_be_taken_back_into_the_form() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let filing = Filing::open(&browser).await;
    filing.answer(&Answers::BROKEN_VASE).await;
    browser.set_online(false).await;
    browser.click_on("#send").await;
    let waits = browser.words_of("#unsent").await;
    assert!(waits.contains(Answers::BROKEN_VASE.story) && waits.contains("SH-1010"), "{waits}");
    browser.assert_fit_for_everybody("waiting-complaint").await;
    browser.click_on("#take-back-0").await;
    browser.see(Answers::BROKEN_VASE.story).await;
    browser.select("#send").await;
    browser.set_online(true).await;
    browser.reload().await;
    browser.select("#send").await;
    assert!(site.requests().iter().all(|request| request != "POST /api/commands"));
    browser.click_on("#send").await;
    SentPage::seen_by(&browser).await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_complaint_that_goes_out_while_its_writer_is_on_the_first_page_is_told_of_there() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let filing = Filing::open(&browser).await;
    filing.answer(&Answers::BROKEN_VASE).await;
    browser.set_online(false).await;
    browser.click_on("#send").await;
    browser.select("#unsent").await;
    browser.click_on(".page-foot a[href='/']").await;
    browser.see("order SH-1010 is waiting for a connection").await;
    browser.set_online(true).await;
    // Not in passing alone: it stands where its waiting stood.
    browser
        .wait_until("its number on the page", async || {
            Ok(browser.words_of("main").await.contains("was sent. Its number is"))
        })
        .await;
    browser.see_gone("order SH-1010 is waiting for a connection").await;
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
        site.keep_away("POST /api/commands");
        let browser = browser.close_and_open_again().await;
        site.let_arrive();
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
    browser.see("has not been sent yet and would be lost").await;
    browser.click_on("#sign-out-sure").await;
    browser.see("Signed out.").await;
    browser.see_gone(&number).await;
    let left = "return JSON.stringify([{...localStorage}, {...sessionStorage}])";
    let left = browser.run(left, vec![]).await.to_string();
    assert!(!left.contains("Harbour") && !left.contains(&number), "{left}");
    browser.reload().await;
    browser.see_gone(&number).await;
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
    case.see_phase("Agreed, and under way").await;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_customer_sends_without_a_network_waits_in_sight_and_goes_out_by_itself_once() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;

    // A message and an answer to the offer, in a row; then another answer, which takes the place of the first.
    browser.set_online(false).await;
    case.write("Is anybody there?").await;
    browser.select("#message-waits").await;
    case.choose(1).await;
    case.sign().await;
    browser.select(".offer-card .waits").await;
    browser.wait_until("the dialog to close", async || Ok(browser.count("dialog[open]").await == 0)).await;
    browser.click_on("#decline-open").await;
    browser.fill_in("#decline-sentence", "It is too little").await;
    browser.click_on("#decline-send").await;
    browser.wait_until("the dialog to close", async || Ok(browser.count("dialog[open]").await == 0)).await;
    browser.select("#decline-open-waits").await;
    assert_eq!(browser.count(".offer-card .waits").await, 0);
    // Nothing has left this device, so nothing of it can have arrived.
    browser.see_gone("It may have reached us already").await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 0);
    // What the desk notes for itself is no news to its customer, and neither is the first of the two to the second.
    agent.does(&id, &serde_json::json!({"note_internally": {"text": "The carrier has photos."}})).await;
    browser.set_online(true).await;
    browser.wait_until("all to be sent", async || Ok(browser.count(".waits").await == 0)).await;
    see_value(&browser, "#message", "").await;
    browser.see("Is anybody there?").await;
    let sent = async |code: &'static str| n_events(&agent, &id, code).await;
    assert_eq!((sent("customer_wrote").await, sent("offer_declined").await), (1, 1));
    assert_eq!(sent("agreed").await, 0, "an answer went out that had been replaced");

    // Called off it goes nowhere, and its words stay.
    browser.set_online(false).await;
    case.write("Never mind").await;
    browser.select("#message-waits").await;
    browser.click_on("#message-call-off").await;
    browser.wait_until("nothing to wait", async || Ok(browser.count("#message-waits").await == 0)).await;
    browser.set_online(true).await;
    see_value(&browser, "#message", "Never mind").await;

    // Also what waits while the page is closed, with an answer that got lost on the way.
    site.lose_next_answer("POST /api/commands");
    case.write("Are you still there?").await;
    browser.wait_until("the answer to be lost", async || Ok(site.has_lost_all())).await;
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    see_value(&browser, "#message", "").await;
    assert_eq!(browser.count("#message-waits").await, 0);
    assert_eq!(sent("customer_wrote").await, 2);
    browser.set_online(false).await;
    case.write("Good night").await;
    browser.select("#message-waits").await;
    browser.set_online(true).await;
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    browser.see("Good night").await;
    see_value(&browser, "#message", "").await;
    assert_eq!(sent("customer_wrote").await, 3);
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_added_without_a_network_waits_in_sight_and_joins_the_case_once() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;
    let dir = tempfile::tempdir().unwrap();
    let photos = [(800, 600), (640, 640), (500, 700)];
    let mut files = Vec::new();
    for (width, height) in photos {
        let photo = browser.camera_photo(width, height).await;
        files.push(file_named(dir.path(), &format!("{width}.jpg"), &photo));
    }
    let added = async || n_events(&agent, &id, "evidence_added").await;
    let none_waits = async |browser: &Browser| {
        browser.wait_until("no photo to wait", async || Ok(browser.count("#photos-wait").await == 0)).await;
    };

    browser.set_online(false).await;
    case.add_photo(&files[0]).await;
    browser.select("#photos-wait").await;
    browser.see("This photo is kept on this device").await;
    assert_eq!(added().await, 0);
    browser.set_online(true).await;
    none_waits(&browser).await;
    assert_eq!(added().await, 1);

    // Its answer is lost on the way: it is the same photo when it goes again.
    site.lose_next_answer("POST /api/commands");
    case.add_photo(&files[1]).await;
    browser.wait_until("the answer to be lost", async || Ok(site.has_lost_all())).await;
    browser.wait_until("it to have joined", async || Ok(added().await == 2)).await;

    // Kept while the page is closed, in whichever tab the case is opened next.
    browser.set_online(false).await;
    case.add_photo(&files[2]).await;
    browser.select("#photos-wait").await;
    browser.set_online(true).await;
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    browser.wait_until("it to have joined", async || Ok(added().await == 3)).await;
    none_waits(&browser).await;

    // Called off it goes nowhere.
    browser.set_online(false).await;
    case.add_photo(&files[0]).await;
    browser.select("#photos-wait").await;
    browser.click_on("#photos-call-off").await;
    none_waits(&browser).await;
    browser.set_online(true).await;
    case.write("Is anybody there?").await;
    browser.see("Is anybody there?").await;
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    assert_eq!(added().await, 3);
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waited_while_the_desk_wrote_goes_back_to_its_writer() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let Offered { case, id, agent, .. } = offered(&site, &browser).await;
    browser.set_online(false).await;
    case.write("Is anybody there?").await;
    browser.select("#message-waits").await;
    agent.does(&id, &serde_json::json!({"reply": {"text": "Could you send us a photo?"}})).await;
    browser.set_online(true).await;
    browser.see("Could you send us a photo?").await;
    browser.wait_until("it to wait no more", async || Ok(browser.count("#message-waits").await == 0)).await;
    browser.see("You wrote this, and it was not sent").await;
    browser.see("Is anybody there?").await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 0, "it went out past what was not seen");
    browser.click("button", "Put it into the message").await;
    assert_eq!(value_in(&browser, "#message").await, "Is anybody there?");
    browser.click_on("#message-send").await;
    see_value(&browser, "#message", "").await;
    assert_eq!(n_events(&agent, &id, "customer_wrote").await, 1);
}
