//! From one entry to the other and back: the queue and the policy area are two programs, and nobody should notice.

use tests::browser::{Look, Site};
use tests::pages::console::{Draft, PolicyArea, Queue};
use thirtyfour::Key;

const DESK: Look = Look::DESK.speaking("en");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn queue_and_policies_are_crossed_by_link_by_key_and_by_the_way_back() {
    let site = Site::open().await;
    let vase = site.app.customer().files_about_the_vase().await;
    let zhao = site.browser(DESK).await;

    // A link from a colleague asks who is there, and then shows what it leads to.
    zhao.go("/console/policy").await;
    zhao.fill_in("#sign-in-user", "supervisor").await;
    zhao.fill_in("#sign-in-password", "demo-supervisor").await;
    zhao.click_on("#sign-in-submit").await;
    zhao.select(".pack").await;
    assert_eq!(zhao.path().await, "/console/policy");
    let loaded = zhao.requests().await.join(" ");
    assert!(loaded.contains("/console/policy/policy-") && !loaded.contains("/console/console-"), "{loaded}");

    // What happens meanwhile is heard here too.
    zhao.wait_until("one open case", async || Ok(zhao.words_of("#view-open").await.contains('1'))).await;
    let customer = site.app.customer();
    let order = customer.look_up("SH-1003", "8001").await.ok();
    customer.files(&tests::actors::filing(&order, "not_as_described", "毛衣颜色和页面上写的不一样。")).await;
    zhao.wait_until("two open cases", async || Ok(zhao.words_of("#view-open").await.contains('2'))).await;
    zhao.assert_sound().await;

    // By key to the queue, and the choices made here hold there.
    zhao.set_list("#language", "zh-Hant").await;
    zhao.see("規則").await;
    zhao.press("g").await;
    zhao.press("q").await;
    Queue::here(&zhao).see(&vase.number).await;
    let loaded = zhao.requests().await.join(" ");
    assert!(loaded.contains("/console/console-") && !loaded.contains("/console/policy/"), "{loaded}");
    assert_eq!(zhao.run("return document.documentElement.lang", vec![]).await, "zh-Hant");
    zhao.set_list("#language", "en").await;
    zhao.press("g").await;
    zhao.press("p").await;
    zhao.select(".pack").await;

    // Back and forward as the browser has them.
    zhao.back().await;
    Queue::here(&zhao).see(&vase.number).await;
    let order = customer.look_up("SH-1005", "8001").await.ok();
    let late = customer
        .files(&tests::actors::filing(&order, "delivery_delay", "包裹比答应的日期晚了好几天。"))
        .await;
    Queue::here(&zhao).see(&late.number).await;
    Queue::here(&zhao).open(&vase.number).await;
    zhao.back().await;
    Queue::here(&zhao).see(&vase.number).await;
    let draft = PolicyArea::open(&zhao).await.start_draft("shop-default").await;
    draft.page("try").await;
    zhao.reload().await;
    zhao.select("#tab-try[aria-current=page]").await;
    zhao.press(Key::Escape).await;
    zhao.select(".pack").await;
    zhao.back().await;
    zhao.select("#tab-try[aria-current=page]").await;

    // The search is the queue's wherever one is.
    zhao.fill_in("#search", &vase.number).await;
    zhao.press(Key::Enter).await;
    Queue::here(&zhao).see(&vase.number).await;
    assert!(zhao.path().await.starts_with("/console?find="), "{}", zhao.path().await);
    zhao.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_last_is_saved_although_its_page_is_left_at_once() {
    let site = Site::open().await;
    let zhao = site.browser(DESK).await;
    Queue::sign_in(&zhao, "supervisor").await;
    let draft = PolicyArea::open(&zhao).await.start_draft("shop-default").await;
    draft.rule("late-delivery").await;
    let address = zhao.path().await;
    draft.set("grant.0.amount.percent", "8").await;
    zhao.click_on("#view-open").await;
    zhao.select("#list-title").await;

    // Asked of the server by somebody else, so that nothing kept in that browser can help.
    let sun = site.browser(DESK).await;
    Queue::sign_in(&sun, "supervisor2").await;
    sun.go(&address).await;
    let draft = Draft::seen_by(&sun).await;
    sun.wait_until("eight per cent", async || Ok(draft.shows("grant.0.amount.percent").await == "8")).await;
}

/// What stands in a program as text is found in its bytes.
#[test]
fn nobody_loads_what_belongs_to_others() {
    for (entry, own, others) in [
        (
            "customer",
            "first-step",
            &[
                "sign-in-password",
                "console.draft.",
                "view-policy",
                "replay-table",
                // The keys of a pack's desk part: neither its data nor anything that could read it.
                "agent_limit",
                "goodwill_limit",
                "blocked_extra",
                "burdens",
                "phrases",
            ][..],
        ),
        ("console", "console.draft.", &["replay-table", "propose-note"]),
        ("policy", "replay-table", &["composer-foot", "first-step"]),
    ] {
        let program = tests::browser::program(entry);
        let holds = |text: &str| program.windows(text.len()).any(|bytes| bytes == text.as_bytes());
        assert!(holds(own), "`{entry}` lacks its own `{own}`");
        for other in others {
            assert!(!holds(other), "`{entry}` holds `{other}`");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn own_password_is_chosen_at_the_desk_and_a_refusal_says_which_field_is_meant() {
    let site = Site::open().await;
    let lin = site.browser(DESK).await;
    Queue::sign_in(&lin, "agent").await;
    lin.click_on("#choose-password").await;
    lin.select("#password[open]").await;
    lin.click_on("#password-save").await;
    lin.select("#password-old-error").await;
    lin.fill_in("#password-old", "demo-agent").await;
    lin.fill_in("#password-new", "short").await;
    lin.click_on("#password-save").await;
    lin.see("This password is too short").await;
    lin.fill_in("#password-new", "linden tree 4").await;
    lin.click_on("#password-save").await;
    lin.select("#password:not([open])").await;
    lin.assert_sound().await;
    let anybody = site.app.customer();
    assert_eq!(anybody.sign_in("agent", "demo-agent").await.refusal().0, 401);
    anybody.sign_in("agent", "linden tree 4").await.ok();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_works_no_cases_lands_where_they_may_work() {
    let site = Site::open().await;
    let admin = site.browser(DESK).await;
    admin.go("/console").await;
    admin.fill_in("#sign-in-user", "admin").await;
    admin.fill_in("#sign-in-password", "demo-admin").await;
    admin.click_on("#sign-in-submit").await;
    // The packs are there to read; nothing they may not see is the first thing they see.
    admin.select(".pack").await;
    assert_eq!(admin.path().await, "/console/policy");
    let words = admin.text().await.to_lowercase();
    assert!(!words.contains("not open to your role") && !words.contains("policy is for"), "{words}");
    assert_eq!(admin.count(".views #view-open").await, 0, "a way to cases they may not see");
    admin.assert_sound().await;
}
