//! What people give us that we can't use, and what the page says to it.

use std::path::Path;
use tests::browser::{Browser, Look, Site, file_named};
use tests::pages::customer::{Answers, CasePage, Filing};

const PHONE: Look = Look::PHONE.speaking("en");
const DESK: Look = Look::DESK.speaking("en");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unknown_order_and_wrong_contact_get_the_same_answer() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let mut answers = Vec::new();
    for (order, contact) in [("SH-1005", "nobody@example.com"), ("SH-9999", "ming@example.com")] {
        let filing = Filing::open(&browser).await;
        filing.find_order(order, contact).await;
        let said = browser.words_of("#error-summary").await;
        assert!(said.contains("could not find this order"), "{said}");
        assert!(!said.contains("wrong contact"), "{said}");
        answers.push(said);
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn empty_short_and_endless_stories_are_answered_beside_the_field() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let filing = Filing::open(&browser).await;
    filing.find_order("SH-1005", "8001").await;
    for (story, expected) in [
        ("", "Tell us what happened. One or two sentences are enough."),
        ("x", "That is too short."),
        (&"late ".repeat(4_000), "That is too long"),
    ] {
        filing.tell(story).await;
        filing.go_on().await;
        let said = browser.words_of("#story-error").await;
        assert!(said.contains(expected), "{story:.20}: {said}");
        assert!(browser.words_of("#error-summary").await.contains(expected));
        assert_eq!(browser.path().await, "/file/story");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn emoji_right_to_left_and_control_characters_arrive_readable() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let story = "The kettle is late 😡\u{7}\u{1b}[31m. المجفف متأخر. It was due last week.";
    let answers = Answers { story, ..Answers::LATE_KETTLE };
    let case = Filing::file(&browser, &answers).await.open_case().await;
    browser.see("The kettle is late 😡").await;
    browser.see("المجفف متأخر").await;
    let agent = site.app.staff("agent").await;
    let kept = agent.case(&case.id().await).await.to_string();
    assert!(!kept.contains("\\u0007") && !kept.contains("\\u001b"), "control characters were kept");
    assert!(!browser.text().await.contains('\u{7}'));
}

/// Draws a picture and picks it twice in one breath.
const PICK_TWICE: &str =
    "const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const pen = canvas.getContext('2d');
    for (let x = 0; x < 640; x += 8) { pen.fillStyle = `hsl(${x}, 70%, 50%)`; pen.fillRect(x, 0, 8, 480); }
    return new Promise(done => canvas.toBlob(blob => {
        const input = document.querySelector(arguments[0]);
        for (let n = 0; n < 2; n += 1) {
            const picked = new DataTransfer();
            picked.items.add(new File([blob], 'both.png', { type: 'image/png' }));
            input.files = picked.files;
            input.dispatchEvent(new Event('change', { bubbles: true }));
        }
        done(true);
    }, 'image/png'))";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_are_no_photos_are_refused_with_a_sentence_that_helps() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let dir = tempfile::tempdir().unwrap();
    let photo = browser.camera_photo(900, 700).await;
    at_photos(&browser).await;

    let file = |name: &str, content: &[u8]| file_named(dir.path(), name, content);
    let heic = [&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], &[0; 200]].concat();
    let large = [&photo[..], &vec![0; 31 * 1024 * 1024]].concat();
    for (path, expected) in [
        (file("empty.jpg", b""), "“empty.jpg” is empty"),
        (file("phone.heic", &heic), "“phone.heic” is in the iPhone’s HEIC format"),
        (file("page.png", b"<!doctype html><script>alert(1)</script>"), "“page.png” is not a photo"),
        (file("large.jpg", &large), "“large.jpg” is larger than 30 MB"),
        (file("cut.jpg", &photo[..400]), "“cut.jpg” can’t be opened"),
    ] {
        browser.give_files("#photos", &[&path]).await;
        browser.see(expected).await;
        assert_eq!(browser.count(".photos .photo").await, 0, "{}", path.display());
    }
    // The field still works afterwards, and the refusal goes.
    let good = file("good.jpg", &photo);
    Filing::here(&browser).add_photos(&[&good]).await;
    browser.see_gone("can’t be opened").await;
    // The same picture under another name is told, and stands there once.
    browser.give_files("#photos", &[&file("again.jpg", &photo)]).await;
    browser.see("You have added this picture already, as “good.jpg”").await;
    assert_eq!(browser.count(".photos .photo").await, 1);
    // Picked twice at once, one comes after the other.
    browser.run(PICK_TWICE, vec!["#photos".into()]).await;
    browser.see("You have added this picture already, as “both.png”").await;
    assert_eq!(browser.count(".photos .photo").await, 2);
    browser.assert_sound().await;
}

async fn at_photos(browser: &Browser) {
    let filing = Filing::open(browser).await;
    filing.find_order("SH-1010", "8002").await;
    filing.tell(Answers::BROKEN_VASE.story).await;
    browser.select("#category-guess, #category").await;
    filing.go_on_if_stepwise().await;
    filing.go_on_if_stepwise().await;
    browser.select("#photos").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twelve_photos_are_taken_and_the_thirteenth_is_not() {
    let site = Site::open().await;
    let browser = site.browser(PHONE).await;
    let dir = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for n in 1..=13 {
        let photo = browser.camera_photo(320 + n, 240).await;
        paths.push(file_named(dir.path(), &format!("photo-{n}.jpg"), &photo));
    }
    at_photos(&browser).await;
    let paths: Vec<&Path> = paths.iter().map(std::path::PathBuf::as_path).collect();
    browser.give_files("#photos", &paths).await;
    browser.see("There is room for 12 photos").await;
    browser.wait_until("12 photos", async || Ok(browser.count(".photos .photo").await == 12)).await;
    assert_eq!(browser.count("#photos").await, 0, "the field is still there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn case_of_somebody_else_is_not_found() {
    let site = Site::open().await;
    let owner = site.browser(DESK).await;
    Filing::file(&owner, &Answers::BROKEN_VASE).await.open_case().await;
    let path = owner.path().await;
    let stranger = site.browser(DESK).await;
    for address in [path.as_str(), "/case/01890a5d-ac96-774b-bcce-b302099a8057"] {
        stranger.go(address).await;
        stranger.see("Show us that this case is yours").await;
        assert!(!stranger.text().await.contains("vase"));
    }
    stranger.go("/case/not-an-id").await;
    stranger.see("We can’t find this page").await;
    stranger.go("/c/no-such-link").await;
    stranger.see("This link does not open a case").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn order_number_with_a_foreign_contact_finds_no_case() {
    let site = Site::open().await;
    let owner = site.browser(DESK).await;
    let number = Filing::file(&owner, &Answers::BROKEN_VASE).await.number().await;
    let stranger = site.browser(DESK).await;
    for (number, contact) in [(number.as_str(), "ming@example.com"), ("R26-999999-9", "8002")] {
        stranger.go("/find").await;
        stranger.fill_in("#find-number", number).await;
        stranger.fill_in("#find-contact", contact).await;
        stranger.click_on("main form button[type=submit]").await;
        stranger.see("We found nothing.").await;
    }
    assert_eq!(CasePage::by_number(&stranger, &number, "8002").await.number().await, number);
}
