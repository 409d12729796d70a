//! Words of a rule that still say the former sum: named in each language, and asked about before anything is in force.

use chrono::Duration;
use serde_json::{Value, json};
use tests::actors::{Actor, new_id};
use tests::browser::{Browser, Look, Site};
use tests::pages::console::{Draft, PolicyArea, Queue};

/// The headline of the rule for late parcels, in each language, before its sum is changed.
const HEADLINES: [&str; 3] =
    ["晚到了，赔货款的百分之五", "晚到了，賠貨款的百分之五", "Late: five per cent of the price back"];

async fn does(actor: &Actor, draft: &str, command: &Value) {
    let path = format!("/api/policy/drafts/{draft}");
    let revision = actor.get(&path).await.ok()["summary"]["revision"].clone();
    let body = json!({"command_id": new_id(), "expected_revision": revision, "command": command});
    actor.post(&format!("{path}/commands"), &body).await.ok();
}

/// Puts a version in force whose headline for late parcels says five.
async fn say_five_in_the_headline(site: &Site) {
    let (zhao, sun) = (site.app.staff("supervisor").await, site.app.staff("supervisor2").await);
    let start = json!({"command_id": new_id(), "draft_id": new_id(), "pack": "shop-default"});
    let draft = zhao.post("/api/policy/drafts", &start).await.ok()["summary"]["id"].clone();
    let draft = draft.as_str().unwrap();
    let [simplified, traditional, english] = HEADLINES;
    let texts = json!({"texts": {"zh-Hans": simplified, "zh-Hant": traditional, "en": english}});
    let set = json!({"set": {"rule": "late-delivery", "path": "title", "value": texts}});
    does(&zhao, draft, &json!({"edit": {"edit": set}})).await;
    does(&zhao, draft, &json!({"propose": {"from": "2026-03-11"}})).await;
    does(&sun, draft, &json!("approve")).await;
    site.pass(Duration::days(1), &[]).await;
}

/// What is asked in a place of the page, a line for each text.
async fn asked(browser: &Browser, css: &str) -> Vec<String> {
    let words = browser.words_of(css).await;
    let lines =
        "return [...document.querySelectorAll(arguments[0])].flatMap(one => one.innerText.split('\\n'))";
    let lines = browser.run(lines, vec![css.into()]).await;
    let lines: Vec<String> =
        lines.as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect();
    assert_eq!(lines.len(), HEADLINES.len(), "{words}");
    lines
}

/// Each headline is named once, beside what the rule gives now.
fn assert_names_each(lines: &[String], now: &str) {
    for headline in HEADLINES {
        let naming: Vec<&String> = lines.iter().filter(|line| line.contains(headline)).collect();
        assert!(matches!(naming.as_slice(), [line] if line.contains(now)), "{headline}: {lines:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headline_that_still_says_five_is_named_in_each_language_and_asked_about_twice() {
    let site = Site::open().await;
    say_five_in_the_headline(&site).await;
    let zhao = site.browser(Look::DESK.speaking("en")).await;
    Queue::sign_in(&zhao, "supervisor").await;
    let draft = PolicyArea::open(&zhao).await.start_draft("shop-default").await;
    draft.rule("late-delivery").await;
    draft.set("grant.0.amount.percent", "8").await;
    draft.see_saving("saved").await;
    draft.see_change("still says").await;
    let at_once = asked(&zhao, "#changes .change-asked").await;
    assert_names_each(&at_once, "8 %");
    let ours = "What customers read as the headline (English) still says “Late: five per cent of the price back”; the rule now gives 8 %";
    assert!(at_once.iter().any(|line| line.starts_with(ours)), "{at_once:?}");

    // Proposing asks, and nothing is proposed until somebody has answered.
    draft.page("publish").await;
    zhao.fill_in("#propose-note", "Late parcels cost us customers.").await;
    zhao.click_on("#propose").await;
    zhao.select("#propose-stale[open]").await;
    assert_names_each(&asked(&zhao, "#propose-stale li").await, "8 %");
    zhao.press(thirtyfour::Key::Escape).await;
    zhao.select("#propose:focus").await;
    draft.see_stage("drafting").await;
    draft.propose("2026-03-20", "Late parcels cost us customers.").await;

    // So does approving, whatever language the approver reads.
    for language in ["zh-CN", "zh-TW"] {
        let sun = site.browser(Look::DESK.speaking(language)).await;
        Queue::sign_in(&sun, "supervisor2").await;
        PolicyArea::open(&sun).await.open_draft("proposed").await;
        sun.click_on("#approve").await;
        sun.select("#approve-stale[open]").await;
        assert_names_each(&asked(&sun, "#approve-stale li").await, "8 %");
        sun.press(thirtyfour::Key::Escape).await;
        sun.select("#approve:focus").await;
        Draft::seen_by(&sun).await.see_stage("proposed").await;
        sun.assert_sound().await;
    }
    zhao.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headline_that_follows_the_sum_is_asked_about_no_more() {
    let site = Site::open().await;
    say_five_in_the_headline(&site).await;
    let zhao = site.browser(Look::DESK.speaking("en")).await;
    Queue::sign_in(&zhao, "supervisor").await;
    let draft = PolicyArea::open(&zhao).await.start_draft("shop-default").await;
    draft.rule("late-delivery").await;
    draft.set("grant.0.amount.percent", "8").await;
    draft.see_saving("saved").await;
    draft.page("publish").await;
    zhao.click_on("#propose").await;
    zhao.click_on("#propose-stale[open] #propose-stale-change").await;
    // Straight to the rule whose words they are.
    zhao.wait_until("the rule", async || Ok(zhao.words_of("#rule-title").await == "late-delivery")).await;
    for (field, words) in [
        ("#slot-title", "晚到了，赔货款的百分之八"),
        ("#slot-title-1", "晚到了，賠貨款的百分之八"),
        ("#slot-title-2", "Late: eight per cent of the price back"),
    ] {
        zhao.fill_in(field, words).await;
        zhao.press(thirtyfour::Key::Tab).await;
        draft.see_saving("saved").await;
    }
    zhao.see_gone("still says").await;
    draft.page("publish").await;
    zhao.click_on("#propose").await;
    draft.see_stage("proposed").await;
    assert_eq!(zhao.count("#propose-stale[open]").await, 0);
    zhao.assert_sound().await;
}
