//! Nothing a person wrote is lost, and nothing written for one thing turns up at another.

use tests::actors::{envelope, filed, filing, new_id, offer, personal};
use tests::browser::{Browser, Look, Site, file_named};
use tests::pages::console::{CasePage as Console, Queue};
use tests::pages::customer::{Answers, CasePage, Filing, SentPage};

const PHONE: Look = Look::PHONE.speaking("en");
const DESK: Look = Look::DESK.speaking("en");

async fn value_in(browser: &Browser, css: &str) -> String {
    browser.select(css).await;
    let value = browser.run("return document.querySelector(arguments[0]).value", vec![css.into()]).await;
    value.as_str().unwrap_or_default().to_owned()
}

async fn see_value(browser: &Browser, css: &str, value: &str) {
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
async fn words_on_a_case_are_kept_over_reload_offline_and_new_offers() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let case = Filing::file(&browser, &Answers::BROKEN_VASE).await.open_case().await;
    let id = case.id().await;
    let agent = site.app.staff("agent").await;
    let me = agent.get("/api/session").await.ok()["user_id"].clone();
    agent.does(&id, &serde_json::json!("take_case")).await;
    let (first, _, make) = offer(&me, 10_000, None);
    agent.does(&id, &make).await;
    case.see_options(1).await;

    // A message half written, and a wish in a dialog: both are there after a reload.
    browser.fill_in("#message", "One more thing about the box").await;
    browser.click_on("#counter-open").await;
    browser.tick("#counter-wants-price_reduction").await;
    browser.fill_in("#counter-sentence", "Half of the price back would do").await;
    browser.reload().await;
    see_value(&browser, "#message", "One more thing about the box").await;
    browser.click_on("#counter-open").await;
    see_value(&browser, "#counter-sentence", "Half of the price back would do").await;
    browser.select("#counter-wants-price_reduction:checked").await;

    // A new offer arrives while the dialog is open: it is told there, and nothing written goes.
    let (_, _, replace) = offer(&me, 12_000, Some(&first));
    agent.does(&id, &replace).await;
    browser.select("dialog[open] #news").await;
    assert_eq!(value_in(&browser, "#counter-sentence").await, "Half of the price back would do");

    // Without a network the dialog says so and keeps the words; too many of them are told, not cut.
    browser.set_online(false).await;
    browser.click_on("#counter-send").await;
    browser.see("What you wrote is kept").await;
    assert_eq!(value_in(&browser, "#counter-sentence").await, "Half of the price back would do");
    browser.set_online(true).await;
    let long = "half of it ".repeat(120);
    browser.fill_in("#counter-sentence", &long).await;
    assert!(browser.words_of("#counter-sentence-error").await.contains("too long"));
    browser.click_on("#counter-send").await;
    assert_eq!(value_in(&browser, "#counter-sentence").await, long);
    browser.fill_in("#counter-sentence", "Half of the price back would do").await;
    browser.click_on("#counter-send").await;
    case.see_phase("We are considering what you asked for").await;
    browser.see("Half of the price back would do").await;
    browser.wait_until("the dialog to close", async || Ok(browser.count("dialog[open]").await == 0)).await;

    // A reason over the limit is told beside its field.
    browser.click_on("#decline-open").await;
    browser.fill_in("#decline-sentence", &long).await;
    browser.click_on("#decline-send").await;
    assert!(browser.words_of("#decline-sentence-error").await.contains("too long"));
    assert_eq!(value_in(&browser, "#decline-sentence").await, long);
    see_value(&browser, "#message", "One more thing about the box").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wish_that_a_new_offer_has_taken_up_is_not_sent_unseen() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let case = Filing::file(&browser, &Answers::BROKEN_VASE).await.open_case().await;
    let id = case.id().await;
    let agent = site.app.staff("agent").await;
    let me = agent.get("/api/session").await.ok()["user_id"].clone();
    agent.does(&id, &serde_json::json!("take_case")).await;
    // A part of the price: the price itself can be asked for.
    let (first, _, make) = offer(&me, 10_000, None);
    agent.does(&id, &make).await;
    case.see_options(1).await;
    browser.click_on("#counter-open").await;
    browser.tick("#counter-wants-refund").await;
    browser.tick("#counter-wants-coupon").await;
    browser.fill_in("#counter-sentence", "All of it, please, it was a present").await;
    // All of it is offered: that wish goes, the other one stays.
    let (_, _, replace) = offer(&me, 36_800, Some(&first));
    agent.does(&id, &replace).await;
    browser
        .wait_until("the wish to go", async || Ok(browser.count("#counter-wants-refund").await == 0))
        .await;
    browser.click_on("#counter-send").await;
    case.see_phase("We are considering what you asked for").await;
    // The page shows it before it has arrived.
    let countered = async || {
        let events = agent.case(&id).await["events"].clone();
        let mut all = events.as_array().into_iter().flatten();
        all.find_map(|event| event["event"].get("offer_countered")).cloned()
    };
    browser.wait_until("what was asked for to arrive", async || Ok(countered().await.is_some())).await;
    assert_eq!(countered().await.unwrap()["wants"], serde_json::json!(["coupon"]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn message_on_top_of_something_unseen_goes_back_to_its_writer() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let case = Filing::file(&browser, &Answers::BROKEN_VASE).await.open_case().await;
    let id = case.id().await;
    site.keep_news_from_customers(true);
    browser.reload().await;
    CasePage::seen_by(&browser).await;
    let agent = site.app.staff("agent").await;
    agent.does(&id, &serde_json::json!("take_case")).await;
    agent.does(&id, &serde_json::json!({"reply": {"text": "Could you send us a photo?"}})).await;
    case.write("Is anybody there?").await;
    browser.select("#news").await;
    browser.see("Could you send us a photo?").await;
    assert_eq!(value_in(&browser, "#message").await, "Is anybody there?");
    assert!(!agent.case(&id).await.to_string().contains("Is anybody there?"), "it went out unseen");
    case.write("Here it comes.").await;
    see_value(&browser, "#message", "").await;
    assert_eq!(browser.count("#news").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_tabs_that_answer_one_offer_agree_once_and_lose_no_word() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let case = Filing::file(&browser, &Answers::BROKEN_VASE).await.open_case().await;
    let id = case.id().await;
    let agent = site.app.staff("agent").await;
    let me = agent.get("/api/session").await.ok()["user_id"].clone();
    agent.does(&id, &serde_json::json!("take_case")).await;
    agent.does(&id, &offer(&me, 10_000, None).2).await;
    case.see_options(1).await;
    let first = browser.tab().await;
    let second = browser.open_tab().await;
    browser.go(&format!("/case/{id}")).await;
    case.see_options(1).await;
    browser.click_on("#counter-open").await;
    browser.fill_in("#counter-sentence", "Rather a new vase, please").await;

    browser.turn_to(&first).await;
    case.choose(1).await;
    case.sign().await;
    case.see_phase("Agreed, and on its way").await;

    browser.turn_to(&second).await;
    case.see_phase("Agreed, and on its way").await;
    browser.see("You wrote this, and it was not sent").await;
    browser.click_on("#counter-to-message").await;
    see_value(&browser, "#message", "Rather a new vase, please").await;
    browser.click_on("#message-send").await;
    see_value(&browser, "#message", "").await;
    browser.see("Rather a new vase, please").await;
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
    filing.go_on_if_stepwise().await;
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
    let n_photos = sent.iter().filter(|request| request.starts_with("PUT /api/uploads/")).count();
    assert_eq!(n_photos, 1, "{sent:?}");

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
    see_value(&browser, "#message", Answers::BROKEN_VASE.story).await;
    assert_eq!(numbers_of_open_cases(&site).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn agreement_and_its_proof_stay_on_the_page_of_a_closed_case() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let page = Filing::file(&browser, &Answers::BROKEN_VASE).await.open_case().await;
    let id = page.id().await;
    let agent = site.app.staff("agent").await;
    let me = agent.get("/api/session").await.ok()["user_id"].clone();
    agent.does(&id, &serde_json::json!("take_case")).await;
    agent.does(&id, &offer(&me, 10_000, None).2).await;
    page.see_options(1).await;
    page.choose(1).await;
    page.sign().await;
    page.see_phase("Agreed, and on its way").await;
    let case = agent.case(&id).await;
    let events = case["events"].as_array().unwrap();
    let agreed = events.iter().find_map(|event| event["event"].get("agreed")).unwrap();
    let proof = serde_json::json!({"prove_promise": {
        "promise": agreed["promises"][0]["id"], "proof": {"refund_reference": "PAY-2026-0042"},
        "keeps_goods": "It is in pieces, there is nothing to send back.",
    }});
    agent.does(&id, &proof).await;
    page.see_phase("Everything is done").await;
    page.confirm().await;
    page.follow_up("Thank you.", 5, 5).await;
    page.see_phase("Thank you for telling us how it went").await;
    browser.see("Done on").await;
    browser.see("refund reference PAY-2026-0042").await;
    browser.select("#promises").await;
    browser.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refund_made_elsewhere_is_kept_until_it_is_recorded_and_names_its_pieces() {
    let site = Site::open().await;
    let customer = site.app.customer();
    let cups = customer.look_up("SH-1009", "ming@example.com").await.ok();
    let case = customer.files(&filing(&cups, "quality", "Two cups are broken, the others are fine.")).await;
    let lin = site.browser(DESK).await;
    Queue::sign_in(&lin, "agent").await.open(&case.number).await;
    lin.click("button", "Record a refund made elsewhere").await;
    let quantity = cups["order"]["lines"][0]["quantity"].as_u64().unwrap();
    let sku = cups["order"]["lines"][0]["sku"].as_str().unwrap().to_owned();
    lin.fill_in("#outside-amount", "12.50").await;
    lin.set_list("#outside-means", "transfer").await;
    lin.set_list("#outside-goods", &sku).await;
    lin.reload().await;
    lin.click("button", "Record a refund made elsewhere").await;
    see_value(&lin, "#outside-amount", "12.50").await;
    see_value(&lin, "#outside-means", "transfer").await;
    see_value(&lin, "#outside-goods", &sku).await;
    if quantity > 1 {
        lin.fill_in("#outside-pieces", "1").await;
    }
    lin.choose_day("#outside-on", "2026-03-01").await;
    lin.click_on("#outside-send").await;
    lin.see("Choose a day from that of the order until today").await;
    lin.choose_day("#outside-on", "2026-03-09").await;
    site.refuse_next("POST /api/commands");
    lin.click_on("#outside-send").await;
    lin.select("#outside-refund:not([open])").await;
    // What the server turns down is still where it was written.
    lin.see("was not accepted").await;
    lin.click("button", "Record a refund made elsewhere").await;
    see_value(&lin, "#outside-amount", "12.50").await;
    see_value(&lin, "#outside-means", "transfer").await;
    see_value(&lin, "#outside-goods", &sku).await;
    see_value(&lin, "#outside-on", "2026-03-09").await;
    lin.click_on("#outside-send").await;
    lin.select("#outside-refund:not([open])").await;
    let agent = site.app.staff("agent").await;
    lin.wait_until("the refund to be recorded", async || {
        Ok(agent.case(&case.case_id).await["events"].to_string().contains("outside_refund_recorded"))
    })
    .await;
    lin.click("button", "Record a refund made elsewhere").await;
    see_value(&lin, "#outside-amount", "").await;
    lin.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_desk_has_on_its_way_when_the_tab_is_closed_goes_out_on_the_next_visit() {
    let site = Site::open().await;
    let vase = site.app.customer().files_about_the_vase().await;
    let desk = site.browser(DESK).await;
    let case = Queue::sign_in(&desk, "agent").await.open(&vase.number).await;
    case.take().await;
    let path = desk.path().await;
    desk.set_online(false).await;
    let (reply, note) = ("We look into it at once.", "Asked the carrier for the photos of the parcel.");
    case.reply(reply).await;
    case.note(note).await;
    let agent = site.app.staff("agent").await;
    let sent = async || agent.case(&vase.case_id).await["events"].to_string();
    assert!(!sent().await.contains(reply), "it was sent without a line");

    let desk = desk.close_and_open_again().await;
    site.pass(chrono::Duration::zero(), &[&desk]).await;
    desk.go(&path).await;
    Console::seen_by(&desk, &vase.number).await;
    desk.wait_until("both to arrive, once each", async || {
        let sent = sent().await;
        Ok(sent.matches(reply).count() == 1 && sent.matches(note).count() == 1)
    })
    .await;
    desk.see(reply).await;
    desk.see(note).await;
    desk.assert_sound().await;
}
