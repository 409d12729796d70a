//! The desk's hands: how many presses it takes, where the focus is, what is before one's eyes without scrolling, and
//! that nothing said is past unseen.

use tests::actors::{Actor, Filed};
use tests::browser::{Browser, Look, Site};
use tests::pages::console::{CasePage, Queue};
use thirtyfour::Key;

const DESK: Look = Look { height: 720, ..Look::DESK.speaking("en") };

/// Presses of keys and buttons, counted; words typed into a field are no presses.
struct Hands<'a> {
    browser: &'a Browser,
    n: u32,
}

impl Hands<'_> {
    async fn click(&mut self, css: &str) {
        self.browser.click_on(css).await;
        self.n += 1;
    }

    async fn press(&mut self, key: Key) {
        self.browser.press(key).await;
        self.n += 1;
    }

    async fn send(&mut self) {
        self.browser.press_held(Key::Control, Key::Enter).await;
        self.n += 1;
    }
}

/// The focus is on something, and says what.
async fn focused(browser: &Browser, after: &str) {
    browser
        .wait_until(&format!("the focus to be somewhere after {after}"), async || {
            let script = "const at = document.activeElement; return at !== document.body && at !== null";
            Ok(browser.run(script, vec![]).await == true)
        })
        .await;
}

async fn with_the_vase<'a>(site: &Site, desk: &'a Browser) -> (Actor, Filed, CasePage<'a>) {
    let customer = site.app.customer();
    let vase = customer.files_about_the_vase().await;
    let case = Queue::sign_in(desk, "agent").await.open(&vase.number).await;
    (customer, vase, case)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_offer_takes_three_presses_and_a_changed_one_ten() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (_, _, case) = with_the_vase(&site, &desk).await;
    case.take().await;
    case.record("damage_in_transit", "established").await;

    let mut hands = Hands { browser: &desk, n: 0 };
    hands.click("#offer-option-1").await;
    desk.select("#send-offer:focus").await;
    hands.press(Key::Enter).await;
    case.see_phase("offered").await;
    assert!(hands.n <= 3, "{} presses for an offer as it is suggested", hands.n);
    focused(&desk, "sending an offer").await;

    let mut hands = Hands { browser: &desk, n: 0 };
    hands.click("#replace-offer").await;
    hands.click("#offer-editor [id$='-change']").await;
    desk.select("#offer-editor .money:focus").await;
    desk.run("document.activeElement.select()", vec![]).await;
    desk.press("11.50").await;
    let reason = "#offer-editor .part-reason";
    desk.select(reason).await;
    hands.click(reason).await;
    desk.press("Agreed on the phone.").await;
    hands.send().await;
    desk.wait_until("the changed offer to be sent", async || Ok(desk.count("#offer-editor").await == 0))
        .await;
    desk.see("11.50").await;
    assert!(hands.n <= 10, "{} presses for a changed offer", hands.n);
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_colleagues_case_is_taken_over_only_after_asking() {
    let site = Site::open().await;
    let (one, two) = (site.browser(DESK).await, site.browser(DESK).await);
    let (_, vase, case) = with_the_vase(&site, &one).await;
    case.take().await;
    let other = Queue::sign_in(&two, "agent2").await.open(&vase.number).await;
    two.press("t").await;
    two.see("Lin has this case").await;
    two.press(Key::Escape).await;
    one.wait_until("nothing to happen to the case", async || {
        Ok(one.words_of("#case-owner").await.contains("me"))
    })
    .await;
    other.take_over().await;
    one.see("took the case over from Lin").await;
    for browser in [&one, &two] {
        browser.assert_sound().await;
    }
}
