//! What a customer reads once something was sent: it fits what they sent, and what became of it.

use serde_json::json;
use tests::browser::{Browser, Look, Site, file_named};
use tests::pages::console::Queue;
use tests::pages::customer::{Answers, CasePage, Filing, SentPage};
use thirtyfour::Key;

/// How far one is in the form, in words, and in how many parts the bar shows it.
async fn steps(phone: &Browser) -> (String, usize) {
    (phone.words_of(".step-count").await, phone.count(".step-bar span").await)
}

async fn see_next(browser: &Browser, words: &str) {
    browser
        .wait_until(&format!("“{words}” as what comes next"), async || {
            Ok(browser.words_of("#next-step").await.contains(words))
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn question_is_told_as_a_question_from_its_first_step_to_its_page() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let filing = Filing::open(&phone).await;
    filing.find_order("SH-1001", "ming@example.com").await;
    phone.fill_in("#story", "The box, and its lid.").await;
    phone.select("#category").await;
    assert_eq!(steps(&phone).await.1, 5);
    phone.tick("#category-question").await;
    phone.wait_until("three steps", async || Ok(phone.count(".step-bar span").await == 3)).await;
    let (told, _) = steps(&phone).await;
    filing.go_on_if_stepwise().await;
    assert_eq!((told.as_str(), steps(&phone).await), ("Step 1 of 3", ("Step 2 of 3".to_owned(), 3)));
    filing.say_name("Ming", "ming@example.com").await;
    filing.go_on().await;
    phone.see_a("button", "Send question").await;

    let sent: SentPage<'_> = filing.send().await;
    for words in ["We have your question", "Question number", "Open my question"] {
        phone.see(words).await;
    }
    assert!(!phone.text().await.contains("complaint R26"));
    let case = sent.open_case().await;
    case.see_phase("We have your question").await;
    assert!(phone.words_of(".case-head").await.starts_with("Question R26-"));
    let told = phone.words_of(".beside aside").await;
    assert!(!told.contains("Category") && !told.contains("complaint"), "{told}");
    phone.click_on("#withdraw-open").await;
    phone.see("Take the question back?").await;
    phone.click_on("#withdraw-send").await;
    case.see_phase("You took it back").await;
    phone.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_was_understood_is_said_to_be_one_and_can_be_corrected_like_anything_else() {
    let site = Site::open().await;
    for (look, asks, title) in [
        (
            Look::PHONE.speaking("en"),
            "How long do strawberries keep in the fridge?",
            "What would you like to know?",
        ),
        (Look::DESK.speaking("zh-CN"), "草莓放冰箱能保存几天？", "您想问什么？"),
        (Look::PHONE.speaking("zh-TW"), "草莓放冰箱能保存幾天？", "您想問什麼？"),
    ] {
        let browser = site.browser(look).await;
        let filing = Filing::open(&browser).await;
        filing.find_order("SH-1001", "ming@example.com").await;
        filing.tell(asks).await;
        browser.select("#category-guess").await;
        assert_eq!(browser.count("#category").await, 0, "{asks}");
        browser.see(title).await;
        let guess = browser.words_of("#category-guess span").await;
        assert!(!guess.contains("： "), "{guess}");
        browser.click_on("#category-change").await;
        browser.select("#category-question:checked").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn declining_and_taking_back_say_what_stays_and_what_goes() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let sent = Filing::file(&phone, &Answers::LATE_KETTLE).await;
    // What is offered already is said before everything that one may keep for later, with the way there.
    let waits = phone.words_of("#offer-waits").await;
    assert!(waits.starts_with("We can offer you CN¥"), "{waits}");
    assert_eq!(phone.words_of("#open-case").await, "See what we offer");
    let is_first = "return document.querySelector('#open-case').getBoundingClientRect().top \
                    < document.querySelector('#case-number').getBoundingClientRect().top";
    assert_eq!(phone.run(is_first, vec![]).await, true);
    assert!(!phone.words_of(".what-next").await.contains("reads what you wrote"));
    let case = sent.open_case().await;
    case.see_options(1).await;
    // The rule speaks of what is late and of what came late; the card says which it is.
    let card = phone.words_of("#offers article").await;
    assert!(
        card.contains("past the day we promised") && !card.contains("was not with you by then"),
        "{card}"
    );
    phone.click_on("#withdraw-open").await;
    phone.see("the offer (CN¥").await;
    phone.press(Key::Escape).await;
    case.decline("").await;
    see_next(&phone, "We have your answer. What is yours stays yours; we write by").await;
    let next = phone.words_of("#next-step").await;
    assert!(!next.contains("what you wrote"), "{next}");
    phone.click_on("#withdraw-open").await;
    phone.see_gone("the offer (CN¥").await;
    phone.click_on("#withdraw-send").await;
    case.see_phase("You took it back").await;
    phone.see("Yours if you reopen").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_offered_at_filing_is_told_no_more_once_its_reader_has_been_at_the_case() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let sent = Filing::file(&phone, &Answers::LATE_KETTLE).await;
    phone.select("#offer-waits").await;
    let case = sent.open_case().await;
    case.see_options(1).await;
    case.decline("").await;
    see_next(&phone, "We have your answer").await;
    phone.go("/sent").await;
    SentPage::seen_by(&phone).await;
    assert_eq!(phone.count("#offer-waits").await, 0);
    assert_eq!(phone.count(".what-next").await, 0, "what comes next is told at the case");
    assert_eq!(phone.words_of("#open-case").await, "Open my case");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_hurt_hears_of_the_supervisors_call_first_and_who_changed_their_mind_of_no_regret() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let hurt = Answers {
        story: "The vase was broken and my daughter cut her hand on it, it bled badly.",
        wish: None,
        ..Answers::BROKEN_VASE
    };
    Filing::open(&phone).await.answer(&hurt).await;
    let sorry = "We are so sorry this happened to you.";
    assert_eq!(phone.words_of("#letter-fold > summary").await, sorry);
    Filing::here(&phone).send().await;
    phone.see(sorry).await;
    assert_eq!(phone.count("#offer-waits").await, 0);
    let first = phone.words_of(".what-next li:first-child").await;
    assert!(first.starts_with("A supervisor gets in touch by"), "{first}");
    assert!(!phone.words_of(".what-next").await.contains("reads what you wrote"));

    let other = site.browser(Look::PHONE.speaking("en")).await;
    let mind = Answers {
        order: "SH-1003",
        contact: "ming@example.com",
        story: "I don't like the sweater after all and want to return it without a reason.",
        wish: None,
        ..Answers::LATE_KETTLE
    };
    Filing::open(&other).await.answer(&mind).await;
    other.click_on("#letter-fold > summary").await;
    let letter = other.words_of("#letter").await;
    assert!(letter.contains("no reason is needed") && !letter.contains("sorry"), "{letter}");
    Filing::here(&other).send().await;
    other.see("No reason is needed").await;
    assert!(!other.text().await.contains("sorry this happened"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn photo_that_helps_is_added_where_it_is_asked_for() {
    let site = Site::open().await;
    let filed = site.app.customer().files_about_the_vase().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let dir = tempfile::tempdir().unwrap();
    let photo = file_named(dir.path(), "vase.jpg", &phone.camera_photo(800, 600).await);
    CasePage::by_number(&phone, &filed.number, "hua@example.com").await;
    phone.select("#rights #hint-photos").await;
    phone.give_files("#hint-photos", &[&photo]).await;
    phone.select(".photo-frame").await;
    phone.wait_until("the hint to go", async || Ok(phone.count("#hint-photos").await == 0)).await;
    phone.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn page_of_a_case_says_that_its_reader_is_signed_in_at_the_desk_and_does_nothing_for_them() {
    let site = Site::open().await;
    let filed = site.app.customer().files_about_the_vase().await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    Queue::sign_in(&desk, "agent").await;
    let page = CasePage::by_link(&desk, &filed.link).await;
    desk.see("You are signed in at the desk in this browser").await;
    page.write("I agree to everything.").await;
    desk.see("sign out at the desk first").await;
    desk.see("so you can’t act as the customer here").await;
    let case = site.app.staff("supervisor").await.case(&filed.case_id).await;
    assert_eq!(case["version"], json!(filed.version), "nothing was done");
}
