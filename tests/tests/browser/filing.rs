//! A customer files a complaint and comes back to it.

use serde_json::Value;
use tests::browser::{Browser, Look, Site, file_named};
use tests::pages::customer::{Answers, CasePage, Filing, SentPage};

const PHONE: Look = Look::PHONE.speaking("en");
const DESK: Look = Look::DESK.speaking("en");

async fn complaint_with_a_photo_is_filed_and_found_again(look: Look) {
    let site = Site::open().await;
    let browser = site.browser(look).await;
    let dir = tempfile::tempdir().unwrap();
    let photo = browser.camera_photo(3200, 2400).await;
    let path = file_named(dir.path(), "vase.jpg", &photo);

    let filing = Filing::open(&browser).await;
    filing.answer(&Answers::BROKEN_VASE.with_photos(&[&path])).await;
    for answered in ["Damaged on the way", "Sent again", "1 photo added", "Hua", "hua@example.com"] {
        browser.see(answered).await;
    }
    let sent = filing.send().await;
    let (number, link) = (sent.number().await, sent.private_link().await);
    assert!(number.starts_with("R26-"), "{number}");
    assert!(link.starts_with(&site.home), "{link}");
    let case = sent.open_case().await;
    case.see_phase("We have it and will answer").await;
    browser.see("The vase arrived broken").await;
    browser.assert_sound().await;

    assert_evidence_holds_no_place(&site, &case.id().await, &photo).await;
    case_opens_elsewhere(&site, look, &number, &link).await;
}

/// What the desk keeps is a smaller picture, without the camera's name or the place.
async fn assert_evidence_holds_no_place(site: &Site, case_id: &str, photo: &[u8]) {
    let agent = site.app.staff("agent").await;
    let evidence = evidence_ids(&agent.case(case_id).await);
    assert_eq!(evidence.len(), 1, "{evidence:?}");
    let kept = agent.get(&format!("/api/evidence/{}", evidence[0])).await;
    assert!(kept.status.is_success(), "{}", kept.status);
    let has = |words: &[u8]| kept.bytes.windows(words.len()).any(|window| window == words);
    assert!(photo.windows(10).any(|window| window == b"RedressCam"), "the photo has no metadata to lose");
    assert!(!has(b"Exif") && !has(b"RedressCam"), "metadata was kept");
    assert!(kept.bytes.starts_with(&[0xFF, 0xD8]), "no JPEG");
    assert!(kept.bytes.len() < photo.len() / 2, "{} of {} bytes", kept.bytes.len(), photo.len());
}

/// Every id of evidence that stands in a case.
fn evidence_ids(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    match value {
        Value::Object(fields) => {
            if let (Some(id), true) =
                (fields.get("id").and_then(Value::as_str), fields.contains_key("sha256"))
            {
                found.push(id.to_owned());
            }
            found.extend(fields.values().flat_map(evidence_ids));
        }
        Value::Array(items) => found.extend(items.iter().flat_map(evidence_ids)),
        _ => {}
    }
    found.dedup();
    found
}

/// In browsers that know nothing: by link, by case number and contact, by order number and contact.
async fn case_opens_elsewhere(site: &Site, look: Look, number: &str, link: &str) {
    let elsewhere = site.browser(look).await;
    let case = CasePage::by_link(&elsewhere, link).await;
    assert_eq!(case.number().await, number);
    let elsewhere = site.browser(look).await;
    assert_eq!(CasePage::by_number(&elsewhere, number, "hua@example.com").await.number().await, number);
    let elsewhere = site.browser(look).await;
    assert_eq!(CasePage::by_number(&elsewhere, "SH-1010", "8002").await.number().await, number);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn complaint_with_a_photo_is_filed_and_found_again_on_a_phone() {
    complaint_with_a_photo_is_filed_and_found_again(PHONE).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn complaint_with_a_photo_is_filed_and_found_again_on_a_desk() {
    complaint_with_a_photo_is_filed_and_found_again(DESK).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn draft_with_its_photo_survives_closing_the_browser() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let dir = tempfile::tempdir().unwrap();
    let path = file_named(dir.path(), "tea.jpg", &browser.camera_photo(1200, 900).await);
    let filing = Filing::open(&browser).await;
    filing.find_order("SH-1009", "ming@example.com").await;
    filing.choose_lines(&["CUP-4"]).await;
    filing.tell("Two of the four cups are missing from the box.").await;
    filing.go_on_if_stepwise().await;
    filing.go_on_if_stepwise().await;
    filing.add_photos(&[&path]).await;
    browser.see("Added").await;

    let browser = reopened(&site, browser).await;
    browser.go("/").await;
    browser.see("You have a complaint you began").await;
    browser.click_on("#draft-continue").await;
    browser.select("#lines-CUP-4:checked, #lines-CUP-4").await;
    browser.go("/file/story").await;
    browser.select("#story").await;
    let script = "return document.querySelector('#story').value";
    assert_eq!(browser.run(script, vec![]).await, "Two of the four cups are missing from the box.");
    browser.go("/file/photos").await;
    browser.select(".photos .photo img").await;
    let filing = Filing::here(&browser);
    filing.go_on_if_stepwise().await;
    filing.say_name("Ming", "ming@example.com").await;
    filing.go_on().await;
    browser.see("1 photo added").await;
    let case = filing.send().await.open_case().await;
    let agent = site.app.staff("agent").await;
    assert_eq!(evidence_ids(&agent.case(&case.id().await).await).len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pdf_is_taken_in_the_form_like_a_photo_and_reaches_the_desk_as_it_is() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let dir = tempfile::tempdir().unwrap();
    let bill = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n";
    // Whatever it is called: what it is, its own bytes say.
    let path = file_named(dir.path(), "bill.jpg", bill);
    let filing = Filing::open(&browser).await;
    filing.answer(&Answers::BROKEN_VASE.with_photos(&[&path])).await;
    browser.see("1 photo added").await;
    browser.click_on("#change-photos").await;
    browser.see("PDF").await;
    browser.go("/file/check").await;
    let case = filing.send().await.open_case().await;
    let agent = site.app.staff("agent").await;
    let filed = agent.case(&case.id().await).await["events"].to_string();
    assert!(filed.contains("application/pdf"), "{filed}");
    let evidence = evidence_ids(&agent.case(&case.id().await).await);
    assert_eq!(evidence.len(), 1, "{evidence:?}");
    assert_eq!(agent.get(&format!("/api/evidence/{}", evidence[0])).await.bytes, bill);
    browser.assert_sound().await;
}

/// The same profile in a new window, with the desk's time of day.
async fn reopened(site: &Site, browser: Browser) -> Browser {
    let browser = browser.close_and_open_again().await;
    site.pass(chrono::Duration::zero(), &[&browser]).await;
    browser
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn complaint_on_an_order_of_today_is_explained_and_still_filed() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let answers = Answers {
        order: "SH-1012",
        story: "The socks are late, they have not been delivered.",
        wish: None,
        ..Answers::LATE_KETTLE
    };
    let filing = Filing::open(&browser).await;
    filing.find_order(answers.order, answers.contact).await;
    filing.say_pieces("SOCKS-6", 2).await;
    filing.tell(answers.story).await;
    browser.see("Not this time").await;
    filing.answer_from_lines(&answers).await;
    let sent: SentPage<'_> = filing.send().await;
    assert!(sent.number().await.starts_with("R26-"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_who_only_asks_gets_through_whether_or_not_they_say_so() {
    let site = Site::open().await;
    for (look, says_so) in [(PHONE, false), (DESK, true)] {
        let browser = site.browser(look.speaking("en")).await;
        let filing = Filing::open(&browser).await;
        filing.find_order("SH-1001", "ming@example.com").await;
        let words =
            if says_so { "The box, and its lid." } else { "How long do strawberries keep in the fridge?" };
        filing.tell(words).await;
        if says_so {
            browser.click_on("label[for='category-question'], #category-question").await;
        }
        browser.select("#category-guess, #category").await;
        filing.go_on_if_stepwise().await;
        filing.say_name("Ming", "ming@example.com").await;
        filing.go_on().await;
        filing.send().await;
        browser.see("We have your question").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_only_has_a_question_files_no_wish_and_is_led_to_no_step_that_is_not_theirs() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let dir = tempfile::tempdir().unwrap();
    let photo = file_named(dir.path(), "vase.jpg", &phone.camera_photo(1200, 900).await);
    let filing = Filing::open(&phone).await;
    filing.answer(&Answers { wish: Some("resend"), ..Answers::BROKEN_VASE.with_photos(&[&photo]) }).await;
    phone.select("#change-wants").await;
    // They think again: it was only a question.
    phone.click_on("#change-story").await;
    phone.click_on("#category-change").await;
    phone.tick("#category-question").await;
    phone.go("/file/check").await;
    phone.see("I only have a question").await;
    assert_eq!(phone.count("#change-wants").await, 0, "the wish is not among the answers");
    // Each answer leads to its step, and each step back to the one before it.
    phone.click_on("#change-photos").await;
    phone.select("#photos").await;
    assert!(
        phone.words_of(".step-count").await.starts_with("Step 2 of"),
        "{}",
        phone.words_of(".step-count").await
    );
    // By an address of old they come to the next step there is, and the way back is the one before it.
    phone.go("/file/wish").await;
    phone.select("#photos").await;
    let back = phone.run("return document.querySelector('.back-link').getAttribute('href')", vec![]).await;
    assert_eq!(back, "/file/story");
    phone.go("/file/check").await;
    let case = filing.send().await.open_case().await;
    let filed =
        site.app.staff("agent").await.case(&case.id().await).await["events"][0]["event"]["filed"].clone();
    assert_eq!((&filed["kind"], filed.get("wants")), (&"enquiry".into(), None), "{filed}");
    assert_eq!(filed["evidence"].as_array().map(Vec::len), Some(1), "the photo goes with the question");
    phone.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn steps_that_become_part_of_the_way_are_gone_through_before_what_lies_behind_them() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let filing = Filing::open(&phone).await;
    let kettle = Answers::LATE_KETTLE;
    filing.find_order(kettle.order, kettle.contact).await;
    filing.tell("When will my kettle be delivered, please?").await;
    phone.select("#category-guess").await;
    let see_path = async |path: &'static str| {
        phone.wait_until(&format!("the page {path}"), async || Ok(phone.path().await == path)).await;
    };
    filing.go_on().await;
    see_path("/file/contact").await;
    // It was more than a question: then there is more to say.
    phone.back().await;
    phone.click_on("#category-change").await;
    phone.tick("#category-delivery_delay").await;
    filing.go_on().await;
    see_path("/file/wish").await;
    phone.back().await;
    see_path("/file/story").await;
    // Whoever comes past it is led back to it.
    phone.go("/file/contact").await;
    filing.say_name(kettle.name, kettle.email).await;
    filing.go_on().await;
    see_path("/file/wish").await;
    filing.go_on().await;
    see_path("/file/photos").await;
    // What was answered is not gone through again.
    filing.go_on().await;
    see_path("/file/check").await;
    phone.click_on("#change-story").await;
    see_path("/file/story").await;
    filing.go_on().await;
    see_path("/file/check").await;
    // Something else went wrong: what would put that right has not been asked yet.
    phone.click_on("#change-story").await;
    phone.tick("#category-delivery_damage").await;
    filing.go_on().await;
    see_path("/file/wish").await;
    phone.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_only_asks_is_asked_neither_for_pieces_nor_for_how_it_looks() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let filing = Filing::open(&phone).await;
    filing.find_order("SH-1012", "ming@example.com").await;
    // Before anything was told, it is about pieces, and none of them need have anything wrong with it.
    phone.tick("#lines-SOCKS-6").await;
    phone.see("How many of the 2").await;
    assert!(!phone.text().await.contains("affected"));
    filing.say_pieces("SOCKS-6", 2).await;
    filing.go_on().await;
    filing.tell("When will my socks be delivered, please?").await;
    phone.see("What would you like to know?").await;
    assert!(!phone.text().await.contains("what it looks like"));
    // Known to be a question, it is of whole lines.
    phone.back().await;
    phone.select("#lines-SOCKS-6").await;
    phone.see_gone("How many of the 2").await;
    phone.assert_sound().await;

    let desk = site.browser(Look::DESK.speaking("en")).await;
    let filing = Filing::open(&desk).await;
    filing.find_order("SH-1012", "ming@example.com").await;
    filing.tell("When will my socks be delivered, please?").await;
    desk.see("What would you like to know?").await;
    filing.choose_lines(&["SOCKS-6"]).await;
    desk.see_gone("How many of the 2").await;
    filing.say_name("Ming", "ming@example.com").await;
    filing.go_on().await;
    desk.see("Check your answers").await;
    filing.send().await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_many_pieces_it_is_about_is_asked_of_nobody_before_they_have_told_what_it_is() {
    let site = Site::open().await;
    for (language, asks, complains) in [
        ("en", "When will my socks be delivered, please?", "One pair is ripped."),
        ("zh-CN", "请问袜子什么时候发货？", "其中一双开线了。"),
        ("zh-TW", "請問襪子什麼時候出貨？", "其中一雙開線了。"),
    ] {
        let phone = site.browser(Look::PHONE.speaking(language)).await;
        let filing = Filing::open(&phone).await;
        filing.find_order("SH-1012", "ming@example.com").await;
        phone.tick("#lines-SOCKS-6").await;
        phone.select("#pieces-open").await;
        filing.go_on().await;
        filing.tell(asks).await;
        phone.select("#category-guess").await;
        assert_eq!(phone.count("#lines-pieces-SOCKS-6:not([hidden] *)").await, 0, "{language}");
        filing.go_on().await;
        phone.select("#name").await;
        // What they say turns out to be a complaint: then it is asked, where they say it.
        phone.back().await;
        filing.tell(complains).await;
        phone.select(".field:not([hidden]) > #lines-pieces-SOCKS-6").await;
        assert_eq!(phone.count("#lines-pieces-error").await, 0, "it is no mistake before they go on");
        filing.go_on().await;
        phone.select("#lines-pieces-error").await;
        assert_eq!(phone.path().await, "/file/story");
        filing.say_pieces("SOCKS-6", 1).await;
        filing.go_on().await;
        phone.select("#wants").await;
        phone.assert_sound().await;
    }
}
