//! Dialogs of the desk by keyboard: opened by their button, closed by Escape with the focus back on it, and sent by
//! Ctrl+Enter from wherever one is in them.

use serde_json::json;
use tests::actors::{Actor, Filed, envelope, filing, new_id, offer};
use tests::browser::{Browser, Look, Site};
use tests::pages::console::{Draft, PolicyArea, Queue};
use thirtyfour::Key;

const DESK: Look = Look::DESK.speaking("en");

/// Moves the focus to what opens a dialog and presses Enter.
async fn open(browser: &Browser, opener: &str, dialog: &str) {
    browser.select(opener).await;
    browser.run("document.querySelector(arguments[0]).focus()", vec![opener.into()]).await;
    browser.press(Key::Enter).await;
    browser.select(&format!("{dialog}[open]")).await;
}

async fn see_closed(browser: &Browser, dialog: &str) {
    let open = format!("{dialog}[open]");
    browser.wait_until(&format!("{dialog} to close"), async || Ok(browser.count(&open).await == 0)).await;
}

/// Opens a dialog, leaves it by Escape, and finds the focus where it came from.
async fn escape(browser: &Browser, opener: &str, dialog: &str) {
    open(browser, opener, dialog).await;
    browser.press(Key::Escape).await;
    see_closed(browser, dialog).await;
    browser.select(&format!("{opener}:focus")).await;
}

/// Sends an open dialog from a field of it, and finds the focus on something.
async fn send(browser: &Browser, dialog: &str, field: &str, text: &str) {
    browser.fill_in(field, text).await;
    browser.press_held(Key::Control, Key::Enter).await;
    see_closed(browser, dialog).await;
    let script = "const at = document.activeElement; return at !== document.body && at !== null";
    browser
        .wait_until(&format!("the focus to be somewhere after {dialog}"), async || {
            Ok(browser.run(script, vec![]).await == true)
        })
        .await;
}

async fn see_event(browser: &Browser, code: &str) {
    browser.select(&format!(".events [data-event={code}]")).await;
}

/// The vase, taken by an agent, and whoever complains about it.
async fn vase(site: &Site) -> (Actor, Filed) {
    let customer = site.app.customer();
    let vase = customer.files_about_the_vase().await;
    site.app.staff("agent").await.does(&vase.case_id, &json!("take_case")).await;
    (customer, vase)
}

/// Adds a photo to a case.
async fn add_photo(customer: &Actor, filed: &Filed, photo: &[u8]) {
    let (evidence, command) = (new_id(), new_id());
    let path = format!("/api/uploads/{evidence}?command_id={command}&case_id={}", filed.case_id);
    customer.send(reqwest::Method::PUT, &path, &[], photo.to_vec()).await.ok();
    let version = customer.case(&filed.case_id).await["version"].as_u64().unwrap();
    let add = json!({"add_evidence": {"id": evidence}});
    customer.post("/api/commands", &envelope(&command, &filed.case_id, version, &add)).await.ok();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dialogs_of_a_case_are_left_by_escape_and_sent_by_control_and_enter() {
    let site = Site::open().await;
    let (customer, filed) = vase(&site).await;
    let agent = site.app.staff("agent").await;
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    agent.does(&filed.case_id, &offer(&user, 9_000, None).2).await;
    let desk = site.browser(DESK).await;
    add_photo(&customer, &filed, &desk.camera_photo(1200, 900).await).await;
    Queue::sign_in(&desk, "agent").await.open(&filed.number).await;
    for (opener, dialog) in [
        ("#correct-category", "#category-dialog"),
        ("#convert-kind", "#kind-dialog"),
        ("#record-concern", "#concern-dialog"),
        ("#record-outside-refund", "#outside-refund"),
        ("#withdraw-offer", "#withdraw-offer-dialog"),
        ("#reject-complaint", "#reject-dialog"),
        ("#choose-password", "#password"),
        ("#keys-help", "#help"),
        (".event-photos button", "#evidence-dialog"),
    ] {
        escape(&desk, opener, dialog).await;
    }

    open(&desk, "#correct-category", "#category-dialog").await;
    desk.set_list("#category-choice", "quality").await;
    send(&desk, "#category-dialog", "#category-dialog-reason", "The glaze was cracked before.").await;
    see_event(&desk, "category_corrected").await;

    open(&desk, "#withdraw-offer", "#withdraw-offer-dialog").await;
    send(&desk, "#withdraw-offer-dialog", "#withdraw-offer-dialog-reason", "A better one follows.").await;
    see_event(&desk, "offer_withdrawn").await;
    // Nothing rests on the goods any more.
    escape(&desk, "#correct-goods", "#goods-dialog").await;

    open(&desk, "#record-outside-refund", "#outside-refund").await;
    desk.choose_day("#outside-on", "2026-03-09").await;
    send(&desk, "#outside-refund", "#outside-amount", "12.50").await;
    see_event(&desk, "outside_refund_recorded").await;
    escape(&desk, "[data-take-back]", "#take-back-outside").await;
    open(&desk, "[data-take-back]", "#take-back-outside").await;
    send(&desk, "#take-back-outside", "#take-back-outside-reason", "It was another order's.").await;
    see_event(&desk, "outside_refund_taken_back").await;

    open(&desk, "#convert-kind", "#kind-dialog").await;
    desk.set_list("#kind-choice", "enquiry").await;
    send(&desk, "#kind-dialog", "#kind-dialog-reason", "They only ask how it is packed.").await;
    see_event(&desk, "kind_converted").await;

    open(&desk, "#record-concern", "#concern-dialog").await;
    let colleagues = "return [...document.querySelector('#concern-about').options].find(one => one.text === 'Chen')?.value ?? ''";
    desk.wait_until("the colleagues", async || Ok(desk.run(colleagues, vec![]).await != "")).await;
    let chen = desk.run(colleagues, vec![]).await;
    desk.set_list("#concern-about", chen.as_str().unwrap()).await;
    send(&desk, "#concern-dialog", "#concern-dialog-reason", "Chen is named in the letter.").await;
    see_event(&desk, "concern_recorded").await;

    open(&desk, "#reject-complaint", "#reject-dialog").await;
    send(&desk, "#reject-dialog", "#reject-reason", "The photo shows another vase.").await;
    see_event(&desk, "rejected").await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dialogs_of_a_supervisor_and_of_taking_over_are_left_by_escape_and_sent_by_control_and_enter() {
    let site = Site::open().await;
    let (_, filed) = vase(&site).await;
    let agent = site.app.staff("agent").await;
    let colleague = site.app.staff("agent2").await.get("/api/session").await.ok()["user_id"].clone();
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let mut above = offer(&user, 45_000, None).2;
    above["make_offer"]["options"][0]["option"]["parts"][0]["remedy"] = json!("price_reduction");
    agent.does(&filed.case_id, &above).await;
    agent
        .does(&filed.case_id, &json!({"record_concern": {"user": colleague, "reason": "Chen is named."}}))
        .await;

    let desk = site.browser(DESK).await;
    Queue::sign_in(&desk, "supervisor").await.open(&filed.number).await;
    for (opener, dialog) in [
        ("#assign-case", "#assign-dialog"),
        ("#refuse-offer", "#refuse-offer-dialog"),
        ("[data-concern] button", "#lift-concern-dialog"),
        ("#take-case", "#take-over-dialog"),
    ] {
        escape(&desk, opener, dialog).await;
    }
    open(&desk, "#refuse-offer", "#refuse-offer-dialog").await;
    send(&desk, "#refuse-offer-dialog", "#refuse-offer-dialog-reason", "Say that it is sold out.").await;
    see_event(&desk, "offer_refused").await;
    open(&desk, "[data-concern] button", "#lift-concern-dialog").await;
    send(&desk, "#lift-concern-dialog", "#lift-concern-dialog-reason", "It is another Chen.").await;
    see_event(&desk, "concern_lifted").await;
    open(&desk, "#take-case", "#take-over-dialog").await;
    desk.press_held(Key::Control, Key::Enter).await;
    see_closed(&desk, "#take-over-dialog").await;
    see_event(&desk, "case_taken_over").await;
    open(&desk, "#assign-case", "#assign-dialog").await;
    desk.wait_until("the colleagues", async || Ok(desk.count("#assign-to option").await > 2)).await;
    desk.set_list("#assign-to", colleague.as_str().unwrap()).await;
    desk.press_held(Key::Control, Key::Enter).await;
    see_closed(&desk, "#assign-dialog").await;
    see_event(&desk, "case_assigned").await;

    // A last day that the customer set on the telephone.
    let customer = site.app.customer();
    let kettle = customer.look_up("SH-1005", "8001").await.ok();
    let late = customer.files(&filing(&kettle, "delivery_delay", "The kettle is still not here.")).await;
    Queue::here(&desk).view("unassigned").await;
    Queue::here(&desk).open(&late.number).await;
    escape(&desk, "#record-last-day", "#last-day").await;
    open(&desk, "#record-last-day", "#last-day").await;
    desk.choose_day("#last-day-field", "2026-03-17").await;
    desk.press_held(Key::Control, Key::Enter).await;
    see_closed(&desk, "#last-day").await;
    see_event(&desk, "last_day_set").await;

    // The sign-in that has ended while somebody writes: in again, and what they sent goes out.
    desk.press("n").await;
    desk.select(".composer[data-mode=note] textarea:focus").await;
    desk.press("Seen on the telephone.").await;
    let sign_out = "return fetch('/api/session', { method: 'DELETE', headers: { 'Redress-Face': 'console' } }).then(() => true)";
    desk.run(sign_out, vec![]).await;
    // Sent by the program: the page may have noticed already, and asks before anything can be pressed.
    desk.run("document.querySelector('#composer-send').click()", vec![]).await;
    desk.select("#sign-in-again[open]").await;
    desk.fill_in("#sign-in-again #sign-in-user", "supervisor").await;
    desk.fill_in("#sign-in-again #sign-in-password", "demo-supervisor").await;
    desk.press_held(Key::Control, Key::Enter).await;
    see_closed(&desk, "#sign-in-again").await;
    see_event(&desk, "noted_internally").await;
    desk.see_gone("Sending").await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dialogs_of_the_policy_area_are_left_by_escape_and_sent_by_control_and_enter() {
    let site = Site::open().await;
    let (zhao, sun) = (site.browser(DESK).await, site.browser(DESK).await);
    Queue::sign_in(&zhao, "supervisor").await;
    let draft = PolicyArea::open(&zhao).await.start_draft("shop-default").await;
    draft.rule("late-delivery").await;
    escape(&zhao, "#copy-rule", "#copy-dialog").await;
    open(&zhao, "#copy-rule", "#copy-dialog").await;
    send(&zhao, "#copy-dialog", "#copy-code", "late-delivery-abroad").await;
    zhao.select("#part-late-delivery-abroad").await;
    draft.see_saving("saved").await;
    draft.undo().await;
    draft.see_saving("saved").await;
    draft.rule("late-delivery").await;
    draft.set("grant.0.amount.percent", "8").await;
    draft.see_saving("saved").await;
    draft.page("publish").await;
    escape(&zhao, "#discard", "#discard-dialog").await;
    draft.propose("2026-03-20", "Late parcels cost us customers.").await;

    Queue::sign_in(&sun, "supervisor2").await;
    PolicyArea::open(&sun).await.open_draft("proposed").await;
    escape(&sun, "#send-back", "#send-back-dialog").await;
    open(&sun, "#send-back", "#send-back-dialog").await;
    send(&sun, "#send-back-dialog", "#send-back-dialog-reason", "Say how much in the headline.").await;
    Draft::seen_by(&sun).await.see_stage("drafting").await;

    zhao.reload().await;
    draft.propose("2026-03-20", "Once more.").await;
    sun.reload().await;
    let looked_over = Draft::seen_by(&sun).await;
    looked_over.approve().await;
    escape(&sun, "#withdraw", "#withdraw-dialog").await;
    open(&sun, "#withdraw", "#withdraw-dialog").await;
    send(&sun, "#withdraw-dialog", "#withdraw-dialog-reason", "The carrier changed its times.").await;
    looked_over.see_stage("drafting").await;
    open(&sun, "#discard", "#discard-dialog").await;
    send(&sun, "#discard-dialog", "#discard-dialog-reason", "We begin anew.").await;
    looked_over.see_stage("discarded").await;
    for browser in [&zhao, &sun] {
        browser.assert_sound().await;
    }
}
