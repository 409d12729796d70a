//! Nothing written in the form is lost, and nothing written for one order turns up at another.

use std::collections::BTreeSet;
use tests::actors::{envelope, filed, filing, new_id, personal};
use tests::browser::{Browser, Look, Site, file_named};
use tests::pages::customer::{Answers, CasePage, Filing, SentPage};

const PHONE: Look = Look::PHONE.speaking("en");
const DESK: Look = Look::DESK.speaking("en");

pub(crate) async fn value_in(browser: &Browser, css: &str) -> String {
    browser.select(css).await;
    let value = browser.run("return document.querySelector(arguments[0]).value", vec![css.into()]).await;
    value.as_str().unwrap_or_default().to_owned()
}

pub(crate) async fn see_value(browser: &Browser, css: &str, value: &str) {
    browser
        .wait_until(&format!("`{css}` to hold “{value}”"), async || {
            Ok(browser.run("return document.querySelector(arguments[0])?.value", vec![css.into()]).await
                == value)
        })
        .await;
}

async fn see_sent_photos(browser: &Browser, n: usize) {
    browser
        .wait_until(&format!("{n} photos to be sent"), async || {
            Ok(browser.count(".photos .badge-good").await == n)
        })
        .await;
}

async fn numbers_of_open_cases(site: &Site) -> Vec<String> {
    let agent = site.app.staff("agent").await;
    let rows = agent.get("/api/cases?view=open").await.ok()["rows"].clone();
    rows.as_array().unwrap().iter().map(|row| row["number"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_with_two_orders_keep_words_photos_and_cases_apart() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let dir = tempfile::tempdir().unwrap();
    let one = file_named(dir.path(), "one.jpg", &browser.camera_photo(1200, 900).await);
    let paths = [one, file_named(dir.path(), "two.jpg", &browser.camera_photo(900, 1200).await)];
    let vase = Answers::BROKEN_VASE;
    let kettle = Answers::LATE_KETTLE;
    let filing = Filing::open(&browser).await;
    filing.find_order(vase.order, vase.contact).await;
    filing.tell(vase.story).await;
    filing.add_photos(&[&paths[0]]).await;
    see_sent_photos(&browser, 1).await;

    // Another order in another tab: a blank form, whose order is the last one looked up from here on.
    let first = browser.tab().await;
    let second = browser.open_tab().await;
    browser.go("/").await;
    browser.see_gone("You have a complaint you began").await;
    filing.find_order(kettle.order, kettle.contact).await;
    assert_eq!(value_in(&browser, "#story").await, "");
    filing.tell(kettle.story).await;

    browser.turn_to(&first).await;
    filing.add_photos(&[&paths[1]]).await;
    see_sent_photos(&browser, 2).await;
    assert_eq!(value_in(&browser, "#story").await, vase.story);
    filing.say_name(vase.name, vase.email).await;
    filing.go_on().await;
    let vase_case = filing.send().await;
    let vase_number = vase_case.number().await;
    let vase_id = vase_case.open_case().await.id().await;

    browser.turn_to(&second).await;
    browser.reload().await;
    assert_eq!(value_in(&browser, "#story").await, kettle.story);
    filing.say_name(kettle.name, kettle.email).await;
    filing.go_on().await;
    let kettle_number = filing.send().await.number().await;

    let mut numbers = numbers_of_open_cases(&site).await;
    numbers.sort();
    let mut expected = vec![vase_number, kettle_number];
    expected.sort();
    assert_eq!(numbers, expected);
    let agent = site.app.staff("agent").await;
    let case = agent.case(&vase_id).await.to_string();
    assert_eq!(case.matches("\"sha256\"").count(), 2, "{case}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn form_of_another_order_is_blank_and_the_first_one_is_taken_up_where_it_was_left() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let (vase, kettle) = (Answers::BROKEN_VASE, Answers::LATE_KETTLE);
    let filing = Filing::open(&browser).await;
    filing.find_order(vase.order, vase.contact).await;
    filing.tell(vase.story).await;
    browser.go("/").await;
    // The page fills in the order it knows; who writes another one writes over it.
    browser.see("You have a complaint you began").await;
    filing.find_order(kettle.order, kettle.contact).await;
    see_value(&browser, "#story", "").await;
    filing.tell(kettle.story).await;
    filing.say_name(kettle.name, kettle.email).await;
    filing.go_on().await;
    filing.send().await;

    browser.go("/").await;
    browser.see("You have a complaint you began").await;
    browser.see("Order SH-1010").await;
    filing.find_order(vase.order, vase.contact).await;
    see_value(&browser, "#story", vase.story).await;
    filing.say_name(vase.name, vase.email).await;
    filing.go_on().await;
    filing.send().await;
    assert_eq!(numbers_of_open_cases(&site).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn session_lost_while_writing_is_proved_again_by_itself() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let dir = tempfile::tempdir().unwrap();
    let path = file_named(dir.path(), "vase.jpg", &browser.camera_photo(1200, 900).await);
    let filing = Filing::open(&browser).await;
    filing.find_order("SH-1010", "hua@example.com").await;
    filing.tell(Answers::BROKEN_VASE.story).await;
    filing.go_on_if_stepwise().await;
    filing.go_on_if_stepwise().await;
    browser.drop_cookies().await;
    filing.add_photos(&[&path]).await;
    see_sent_photos(&browser, 1).await;
    filing.go_on_if_stepwise().await;
    filing.say_name("Hua", "hua@example.com").await;
    filing.go_on().await;
    browser.drop_cookies().await;
    let case = filing.send().await.open_case().await;

    // The same on the page of the case, and after finding it.
    browser.drop_cookies().await;
    case.write("The box is here too, if you want to see it.").await;
    browser.see_gone("sending…").await;
    see_value(&browser, "#message", "").await;
    let number = case.number().await;
    let case = CasePage::by_number(&browser, &number, "hua@example.com").await;
    browser.see("The box is here too").await;
    browser.drop_cookies().await;
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    case.write("And the receipt.").await;
    see_value(&browser, "#message", "").await;
    browser.see("And the receipt.").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn complaint_sent_offline_from_a_closed_tab_goes_once_and_is_told() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let dir = tempfile::tempdir().unwrap();
    let path = file_named(dir.path(), "vase.jpg", &browser.camera_photo(1200, 900).await);
    let filing = Filing::open(&browser).await;
    filing.answer(&Answers::BROKEN_VASE).await;
    browser.click_on("#change-photos").await;
    browser.set_online(false).await;
    filing.add_photos(&[&path]).await;
    filing.go_on().await;
    browser.click_on("#send").await;
    browser.see("order SH-1010 is waiting for a connection").await;
    site.requests();

    let browser = browser.close_and_open_again().await;
    site.pass(chrono::Duration::zero(), &[&browser]).await;
    browser.go("/").await;
    let number = SentPage::seen_by(&browser).await.number().await;
    browser.see("Order SH-1010").await;
    assert_eq!(numbers_of_open_cases(&site).await, std::slice::from_ref(&number));
    let sent = site.requests();
    // The same photo may be sent again under its own name where the tab closed over the answer; a second one may not.
    let photos: BTreeSet<_> =
        sent.iter().filter(|request| request.starts_with("PUT /api/uploads/")).collect();
    assert_eq!(photos.len(), 1, "{sent:?}");

    // Nobody who looks in again wonders whether it went out.
    let browser = browser.close_and_open_again().await;
    site.pass(chrono::Duration::zero(), &[&browser]).await;
    browser.go("/").await;
    browser.see(&format!("order SH-1010 was sent. Its number is {number}")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_browser_fills_in_without_a_word_counts() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let filing = Filing::open(&browser).await;
    browser.fill_in_silently("#order-number", "SH-1010").await;
    browser.fill_in_silently("#contact", "hua@example.com").await;
    browser.click_on("#find-order").await;
    filing.tell(Answers::BROKEN_VASE.story).await;
    browser.fill_in_silently("#name", "Hua").await;
    browser.fill_in_silently("#email", "hua@example.com").await;
    filing.go_on().await;
    browser.see("hua@example.com").await;
    filing.send().await;
    browser.go("/find").await;
    browser.fill_in_silently("#find-number", "SH-1010").await;
    browser.fill_in_silently("#find-contact", "hua@example.com").await;
    browser.click_on("#find-case").await;
    CasePage::seen_by(&browser).await;
}

/// The ids of the complaint that is being written: its case and the command that files it.
async fn ids_of_papers(browser: &Browser) -> [String; 2] {
    let script = "return new Promise(resolve => {
        indexedDB.open('redress').onsuccess = opened => {
            const kept = opened.target.result.transaction('kept').objectStore('kept');
            kept.getAllKeys().onsuccess = keys => {
                const key = keys.target.result.find(key => key.startsWith('papers-'));
                kept.get(key).onsuccess = found => {
                    const papers = JSON.parse(found.target.result);
                    resolve([papers.case_id, papers.command_id]);
                };
            };
        };
    })";
    let ids = browser.run(script, vec![]).await;
    [0, 1].map(|place| ids[place].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ids_that_are_taken_are_healed_and_what_is_with_the_desk_is_told() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let elsewhere = site.app.customer();

    // Something else went out under the id of the command: the complaint takes another and is filed.
    let form = Filing::open(&browser).await;
    form.answer(&Answers::BROKEN_VASE).await;
    let [_, command] = ids_of_papers(&browser).await;
    let kettle = elsewhere.look_up("SH-1005", "8001").await.ok();
    let other = filing(&kettle, "delivery_delay", "The kettle is five days late by now.");
    let mut other = envelope(&command, &new_id(), 0, &serde_json::json!({"file_complaint": other}));
    other["personal"] = personal();
    filed(&elsewhere.post("/api/commands", &other).await);
    form.send().await;
    assert_eq!(numbers_of_open_cases(&site).await.len(), 2);

    // This very complaint arrived as it was before its last changes: that is said, and the changes are not lost.
    let form = Filing::open(&browser).await;
    form.answer(&Answers {
        order: "SH-1009",
        contact: "ming@example.com",
        lines: &["CUP-4"],
        wish: None,
        ..Answers::BROKEN_VASE
    })
    .await;
    let [case, command] = ids_of_papers(&browser).await;
    let cups = elsewhere.look_up("SH-1009", "ming@example.com").await.ok();
    let before = filing(&cups, "quality", "Two cups are broken, the others are fine.");
    let mut before = envelope(&command, &case, 0, &serde_json::json!({"file_complaint": before}));
    before["personal"] = personal();
    let number = filed(&elsewhere.post("/api/commands", &before).await).number;
    let sent = form.send().await;
    assert_eq!(sent.number().await, number);
    browser.see("We already had this complaint").await;
    sent.open_case().await;
    browser.see("You wrote this, and it was not sent").await;
    browser.click("button", "Put it into the message").await;
    see_value(&browser, "#message", Answers::BROKEN_VASE.story).await;
    assert_eq!(numbers_of_open_cases(&site).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn photo_that_came_after_its_complaint_joins_it_and_no_words_are_said_to_be_left_behind() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let dir = tempfile::tempdir().unwrap();
    let customer = site.app.customer();
    let form = Filing::open(&browser).await;
    let answers = Answers { wish: None, ..Answers::BROKEN_VASE };
    form.answer(&answers).await;
    let [case, command] = ids_of_papers(&browser).await;
    let vase = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let before = filing(&vase, "delivery_damage", answers.story);
    let mut before = envelope(&command, &case, 0, &serde_json::json!({"file_complaint": before}));
    before["personal"] = personal();
    let number = filed(&customer.post("/api/commands", &before).await).number;
    browser.go("/file/story").await;
    let path = file_named(dir.path(), "vase.jpg", &browser.camera_photo(1200, 900).await);
    form.add_photos(&[&path]).await;
    form.say_name(answers.name, answers.email).await;
    form.go_on().await;
    let sent = form.send().await;
    assert_eq!(sent.number().await, number);
    assert_eq!(browser.count("#left-behind, #photos-left").await, 0, "{}", browser.text().await);
    sent.open_case().await;
    browser.select(".photo-frame").await;
    see_value(&browser, "#message", "").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn complaint_that_arrived_is_never_refused_for_a_photo_that_came_too_late() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let dir = tempfile::tempdir().unwrap();
    let customer = site.app.customer();
    let form = Filing::open(&browser).await;
    let answers = Answers::BROKEN_VASE;
    form.answer(&answers).await;
    let [case, command] = ids_of_papers(&browser).await;
    let vase = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let before = filing(&vase, "quality", "The vase came in pieces.");
    let mut before = envelope(&command, &case, 0, &serde_json::json!({"file_complaint": before}));
    before["personal"] = personal();
    let number = filed(&customer.post("/api/commands", &before).await).number;
    // A picture that is added after all, to a case that is over by now.
    browser.go("/file/story").await;
    let path = file_named(dir.path(), "vase.jpg", &browser.camera_photo(1200, 900).await);
    form.add_photos(&[&path]).await;
    customer.does(&case, &serde_json::json!({"withdraw": {}})).await;
    form.say_name(answers.name, answers.email).await;
    form.go_on().await;
    let sent = form.send().await;
    assert_eq!(sent.number().await, number);
    browser.see("could not all go with it").await;
    sent.open_case().await;
    assert_eq!(numbers_of_open_cases(&site).await.len(), 0);
}
