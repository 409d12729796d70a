//! Pages fit for everybody: contrast, names, targets, no sideways scrolling, no jumps; and their outlines.

use tests::browser::{Browser, Look, Site};
use tests::pages::console::{PolicyArea, Queue};
use tests::pages::customer::{Answers, CasePage, Filing};

const PHONE: Look = Look::PHONE.speaking("en");
const DESK: Look = Look::DESK.speaking("en");

/// Looks at a page as it stands: what can be measured, and its outline where one is kept.
async fn look_at(browser: &Browser, page: &str) {
    browser.assert_fit_for_everybody(page).await;
    browser.assert_sound().await;
    let look = browser.look();
    if !look.is_dark {
        let outline = browser.outline().await;
        insta::with_settings!({ snapshot_suffix => look.name, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(page, outline);
        });
    }
}

/// Every page of a customer, from finding the order to an offer.
async fn customer_pages_are_fit(look: Look) {
    let site = Site::open().await;
    let browser = site.browser(look).await;
    let filing = Filing::open(&browser).await;
    browser.see("三禾优选").await;
    look_at(&browser, "start").await;
    filing.find_order("SH-1009", "8001").await;
    browser.select("#lines").await;
    if look.width < 900 {
        look_at(&browser, "lines").await;
        filing.choose_lines(&["TEA-250"]).await;
        filing.tell("The tea smells musty, it has gone bad.").await;
        browser.select("#category-guess, #category").await;
        look_at(&browser, "story").await;
        filing.go_on_if_stepwise().await;
        look_at(&browser, "wish").await;
        filing.go_on_if_stepwise().await;
        look_at(&browser, "photos").await;
        filing.go_on_if_stepwise().await;
        look_at(&browser, "contact").await;
    } else {
        filing.choose_lines(&["TEA-250"]).await;
        filing.tell("The tea smells musty, it has gone bad.").await;
        browser.select("#category-guess, #category").await;
        look_at(&browser, "form").await;
    }
    filing.say_name("Ming", "ming@example.com").await;
    filing.go_on().await;
    browser.select("#send").await;
    look_at(&browser, "check").await;
    let sent = filing.send().await;
    look_at(&browser, "sent").await;
    sent.open_case().await;
    look_at(&browser, "case").await;
    browser.go("/find").await;
    look_at(&browser, "find").await;
    // A late parcel is offered its compensation at once.
    let case: CasePage<'_> = Filing::file(&browser, &Answers::LATE_KETTLE).await.open_case().await;
    case.see_phase("Please see whether this suits you").await;
    look_at(&browser, "case-with-offer").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn customer_pages_are_fit_for_everybody_on_a_phone() {
    customer_pages_are_fit(PHONE).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn customer_pages_are_fit_for_everybody_on_a_desk() {
    customer_pages_are_fit(DESK).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn customer_pages_are_fit_for_everybody_at_night() {
    customer_pages_are_fit(PHONE.in_the_dark()).await;
}

/// Every page of the desk, from signing in to an offer being put together.
async fn console_pages_are_fit(look: Look) {
    let site = Site::open().await;
    let filed = site.app.customer().files_about_the_vase().await;
    let browser = site.browser(look).await;
    browser.go("/console").await;
    browser.select("#sign-in-user").await;
    look_at(&browser, "sign-in").await;
    let queue = Queue::sign_in(&browser, "agent").await;
    queue.see(&filed.number).await;
    look_at(&browser, "queue").await;
    let case = queue.open(&filed.number).await;
    case.record("damage_in_transit", "established").await;
    browser.select("#begin-offer").await;
    // Where there is room for it, the list stands beside the case and hears of the same events a moment later.
    if !look.is_touched {
        queue.says(&filed.number, "Looking into it").await;
    }
    look_at(&browser, "desk-case").await;
    case.begin_offer().await;
    look_at(&browser, "offer-editor").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn console_pages_are_fit_for_everybody_on_a_desk() {
    console_pages_are_fit(DESK).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn console_pages_are_fit_for_everybody_on_a_phone() {
    console_pages_are_fit(PHONE).await;
}

/// Every page of the policy area, from what is in force to a draft that waits for a second person.
async fn policy_pages_are_fit(look: Look) {
    let site = Site::open().await;
    site.app.customer().files_about_the_vase().await;
    let browser = site.browser(look).await;
    Queue::sign_in(&browser, "supervisor").await;
    let area = PolicyArea::open(&browser).await;
    look_at(&browser, "policy").await;
    area.read("shop-default").await;
    browser.select("#cases-sum").await;
    look_at(&browser, "policy-pack").await;
    browser.go("/console/policy").await;
    let draft = area.start_draft("shop-default").await;
    draft.rule("late-delivery").await;
    draft.set("grant.0.amount.percent", "8").await;
    draft.see_change("8 %").await;
    draft.see_saving("saved").await;
    look_at(&browser, "policy-rule").await;
    draft.go_by_steps("order.days_late", "3", "8", "10").await;
    draft.see_change("up to 3 days").await;
    look_at(&browser, "policy-steps").await;
    draft.undo().await;
    draft.see_change("8 %").await;
    browser
        .wait_until("the share again", async || Ok(draft.shows("grant.0.amount.percent").await == "8"))
        .await;
    draft.desk_part().await;
    look_at(&browser, "policy-desk").await;
    draft.page("try").await;
    browser.select("#trial-differences").await;
    look_at(&browser, "policy-try").await;
    draft.page("replay").await;
    draft.replay("orders").await;
    look_at(&browser, "policy-replay").await;
    draft.page("publish").await;
    look_at(&browser, "policy-publish").await;
    draft.propose("2026-03-11", "Late parcels cost us customers.").await;
    look_at(&browser, "policy-proposed").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn policy_pages_are_fit_for_everybody_on_a_desk() {
    policy_pages_are_fit(DESK).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn policy_pages_are_fit_for_everybody_on_a_phone() {
    policy_pages_are_fit(PHONE).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn policy_pages_are_fit_for_everybody_at_night() {
    policy_pages_are_fit(DESK.in_the_dark()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_jumps_when_the_program_arrives() {
    let site = Site::open().await;
    for look in [PHONE, DESK] {
        let browser = site.browser(look).await;
        for path in ["/", "/find", "/console"] {
            browser.go(path).await;
            assert_nothing_jumped(&browser, path).await;
        }
        // Somebody signed in finds the queue where its shape stood.
        Queue::sign_in(&browser, "agent").await;
        browser.reload().await;
        browser.select("#list-title").await;
        assert_nothing_jumped(&browser, "the queue").await;
    }
}

async fn assert_nothing_jumped(browser: &Browser, page: &str) {
    let (shift, moved) = browser.jumps().await;
    assert!(shift < 0.02, "{page} on a {}: {shift}, {moved:?}", browser.look().name);
}
