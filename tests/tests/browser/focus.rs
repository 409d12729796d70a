//! Where the focus is once something is done: at the place a person goes on from, and never lost.

use serde_json::{Value, json};
use tests::actors::{Actor, Filed, offer};
use tests::browser::{Browser, Look, Site, file_named};
use tests::pages::console::Queue;
use tests::pages::customer::{Answers, Filing};
use thirtyfour::Key;

const DESK: Look = Look::DESK.speaking("en");

/// Moves the focus to something and presses Enter.
async fn press_on(browser: &Browser, css: &str) {
    browser.select(css).await;
    browser.run("document.querySelector(arguments[0]).focus()", vec![css.into()]).await;
    browser.press(Key::Enter).await;
}

/// Waits until the focus is on something a CSS selector names.
async fn see_focus(browser: &Browser, css: &str) {
    let script = "return document.activeElement?.matches(arguments[0]) ?? false";
    browser
        .wait_until(&format!("the focus on `{css}`"), async || {
            Ok(browser.run(script, vec![css.into()]).await == true)
        })
        .await;
}

/// Whoever complains about the vase, and their case, taken by an agent.
async fn vase(site: &Site) -> (Actor, Filed) {
    let customer = site.app.customer();
    let vase = customer.files_about_the_vase().await;
    site.app.staff("agent").await.does(&vase.case_id, &json!("take_case")).await;
    (customer, vase)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn focus_goes_to_the_next_part_or_option_when_one_is_removed_from_an_offer() {
    let site = Site::open().await;
    let (_, filed) = vase(&site).await;
    let desk = site.browser(DESK).await;
    let case = Queue::sign_in(&desk, "agent").await.open(&filed.number).await;
    case.record("damage_in_transit", "established").await;
    case.begin_offer().await;
    press_on(&desk, ".option-form[data-option='1'] [id$='-change']").await;
    let parts = ".option-form[data-option='1'] .part-form";
    desk.select(parts).await;
    let remedies = "return [...document.querySelectorAll(arguments[0])].map(part => part.dataset.remedy)";
    let remedies = desk.run(remedies, vec![parts.into()]).await;
    let remedies: Vec<&str> = remedies.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(remedies.len() > 2, "{remedies:?}");
    for (place, remedy) in remedies.iter().enumerate() {
        press_on(&desk, &format!("{parts}[data-remedy={remedy}] .icon-button")).await;
        let next = match remedies.get(place + 1) {
            Some(next) => format!("{parts}[data-remedy={next}] *"),
            // With nothing left in it, one goes on by adding something.
            None => ".option-form[data-option='1'] .option-tools select".to_owned(),
        };
        see_focus(&desk, &next).await;
    }
    let n_options = desk.count(".option-form").await;
    press_on(&desk, ".option-form[data-option='1'] .option-tools button").await;
    desk.wait_until("the option to go", async || Ok(desk.count(".option-form").await < n_options)).await;
    see_focus(&desk, ".option-form[data-option='1'] *").await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn focus_goes_to_what_happened_when_something_is_sent_or_signed() {
    let site = Site::open().await;
    let (_, filed) = vase(&site).await;
    let (agent, desk, above) =
        (site.app.staff("agent").await, site.browser(DESK).await, site.browser(DESK).await);
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let case = Queue::sign_in(&desk, "agent").await.open(&filed.number).await;

    // A reply and a note.
    for (key, words) in [("r", "We look into it."), ("n", "The carrier was asked.")] {
        desk.press(key).await;
        desk.select(".composer textarea:focus").await;
        desk.press(words).await;
        desk.press_held(Key::Control, Key::Enter).await;
        see_focus(&desk, "#timeline").await;
        desk.see(words).await;
        see_focus(&desk, "#timeline").await;
    }

    // An offer that needs a signature, and the signature.
    let editor = case.draw_up_offer().await;
    editor.add_own("price_reduction", "450.00", "The vase was a present.").await;
    desk.press_held(Key::Control, Key::Enter).await;
    desk.select("#proposal").await;
    see_focus(&desk, "#timeline").await;
    press_on(&desk, "#withdraw-proposal").await;
    desk.wait_until("the proposal to go", async || Ok(desk.count("#proposal").await == 0)).await;
    see_focus(&desk, "#timeline").await;
    desk.wait_until("the server to know", async || {
        Ok(agent.case(&filed.case_id).await.to_string().contains("proposal_withdrawn"))
    })
    .await;
    let mut dear = offer(&user, 45_000, None).2;
    dear["make_offer"]["options"][0]["option"]["parts"][0]["remedy"] = json!("price_reduction");
    agent.does(&filed.case_id, &dear).await;
    Queue::sign_in(&above, "supervisor").await.open(&filed.number).await;
    press_on(&above, "#approve-offer").await;
    above.select("#open-offer").await;
    above.wait_until("the proposal to go", async || Ok(above.count("#proposal").await == 0)).await;
    see_focus(&above, "#timeline").await;
    for browser in [&desk, &above] {
        browser.assert_sound().await;
    }
}

/// An agreement of money and a coupon: two promises, each with a proof of its own.
async fn agreed_on_two(site: &Site, customer: &Actor, filed: &Filed) {
    let agent = site.app.staff("agent").await;
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let (id, option, mut command) = offer(&user, 2_000, None);
    let one = &mut command["make_offer"]["options"][0]["option"];
    one["parts"][0]["remedy"] = json!("price_reduction");
    let mut coupon = one["parts"][0].clone();
    coupon["remedy"] = json!("coupon");
    coupon["amount"]["amount_minor"] = json!(1_000);
    coupon["shares"][0]["amount"]["amount_minor"] = json!(1_000);
    one["parts"].as_array_mut().unwrap().push(coupon);
    one["total"]["amount_minor"] = json!(3_000);
    agent.does(&filed.case_id, &command).await;
    customer
        .does(&filed.case_id, &json!({"accept_option": {"offer": id, "option": option, "is_informed": true}}))
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn focus_goes_to_the_next_promise_when_one_is_proven_and_to_what_happened_after_the_last() {
    let site = Site::open().await;
    let (customer, filed) = vase(&site).await;
    agreed_on_two(&site, &customer, &filed).await;
    let desk = site.browser(DESK).await;
    let case = Queue::sign_in(&desk, "agent").await.open(&filed.number).await;
    desk.select("#promises form.proof").await;
    assert_eq!(case.n_open_promises().await, 2);
    desk.fill_in("#promises li:first-child form.proof input", "PAY-2026-0001").await;
    desk.press_held(Key::Control, Key::Enter).await;
    desk.wait_until("the first promise to be proven", async || Ok(case.n_open_promises().await == 1)).await;
    see_focus(&desk, "#promises form.proof input.input").await;
    desk.press("COUPON-1").await;
    desk.press(Key::Enter).await;
    case.see_phase("fulfilled").await;
    see_focus(&desk, "#timeline").await;
    desk.see_gone("Sending").await;
    see_focus(&desk, "#timeline").await;

    // A slip is taken back by whoever made it, and the promise waits for its proof again.
    desk.click_on("#promises li:first-child [data-take-back-proof]").await;
    desk.select("#take-back-proof[open]").await;
    desk.fill_in("#take-back-proof-reason", "It is the number of another refund.").await;
    desk.press_held(Key::Control, Key::Enter).await;
    case.see_phase("fulfilling").await;
    desk.see("took back a proof recorded by mistake").await;
    desk.select("#promises li:first-child form.proof").await;
    assert_eq!(desk.count("#promises [data-take-back-proof]").await, 1);
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn focus_stays_where_it_is_at_each_per_cent_of_an_upload() {
    let site = Site::open().await;
    let browser = site.browser(DESK).await;
    let filing = Filing::open(&browser).await;
    filing.find_order("SH-1010", "hua@example.com").await;
    filing.tell(Answers::BROKEN_VASE.story).await;
    browser.select("#photos").await;
    let dir = tempfile::tempdir().unwrap();
    let bill = [&b"%PDF-1.7\n"[..], &vec![b' '; 900_000], b"\n%%EOF\n"].concat();
    let bill = file_named(dir.path(), "bill.pdf", &bill);
    browser.send_slowly(200_000).await;
    filing.add_photos(&[&bill]).await;
    browser.select(".photo progress").await;
    // Somebody who listens to the page stands on the way to take it out, and hears how far it is.
    let watch = "const held = document.querySelector('.photo button'); held.focus(); window.held = held; \
                 window.heard = new Set(); \
                 window.listening = setInterval(() => { \
                     const bar = document.querySelector('.photo progress'); \
                     if (bar) heard.add(bar.ariaLabel); \
                     window.isLost ||= document.activeElement !== held; \
                 }, 20)";
    browser.run(watch, vec![]).await;
    browser.select(".photo .badge-good").await;
    let end = "clearInterval(window.listening); \
               return { lost: Boolean(window.isLost) || document.activeElement !== window.held, heard: heard.size }";
    let end = browser.run(end, vec![]).await;
    assert!(end["heard"].as_u64().is_some_and(|heard| heard > 1), "it came no nearer: {end}");
    assert_eq!(end["lost"], false, "{end}");
    browser.assert_sound().await;
}
