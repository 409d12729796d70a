//! How things are told: nobody's name stands before what nobody did, and each language has its own points.

use chrono::Duration;
use serde_json::json;
use tests::actors::{Actor, filing, offer};
use tests::browser::{Browser, Look, Site};
use tests::pages::console::Queue;
use tests::pages::customer::CasePage;

/// The words of everything a CSS selector names, in the order of the page.
async fn lines(browser: &Browser, css: &str) -> Vec<String> {
    browser.select(css).await;
    let script = "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText)";
    let lines = browser.run(script, vec![css.into()]).await;
    lines.as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect()
}

/// Agreed and done, and at last an answer how it went: an unhappy one opens the case again by itself, a happy one
/// closes it.
async fn answered_in_the_end(customer: &Actor, agent: &Actor, case_id: &str, score: u8) {
    let me = agent.get("/api/session").await.ok()["user_id"].clone();
    let (offer_id, option, command) = offer(&me, 36_800, None);
    agent.does(case_id, &command).await;
    let accept = json!({"accept_option": {"offer": offer_id, "option": option, "is_informed": true}});
    customer.does(case_id, &accept).await;
    let case = agent.case(case_id).await;
    let events = case["events"].as_array().unwrap();
    let agreed = events.iter().find_map(|event| event["event"].get("agreed")).unwrap();
    let proof = json!({"prove_promise": {
        "promise": agreed["promises"][0]["id"], "proof": {"refund_reference": "PAY-2026-0042"},
    }});
    agent.does(case_id, &proof).await;
    customer
        .does(case_id, &json!({"answer_follow_up": {"outcome_score": score, "process_score": score}}))
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_did_is_told_without_a_name() {
    let site = Site::open().await;
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    answered_in_the_end(&customer, &agent, &filed.case_id, 1).await;

    let phone = site.browser(Look::PHONE.speaking("en")).await;
    CasePage::by_number(&phone, &filed.number, "hua@example.com")
        .await
        .see_phase("Thank you. We take it up again")
        .await;
    let told = lines(&phone, ".timeline-what").await;
    assert!(told.contains(&"Everything we agreed is done".to_owned()), "{told:?}");
    // They were unhappy; reopening it was ours to do.
    assert!(told.contains(&"We reopened it".to_owned()), "{told:?}");
    assert!(told.contains(&"You filed the complaint".to_owned()), "{told:?}");
    // What was done is named.
    assert!(told.iter().any(|line| line.starts_with("Lin did what we agreed: Refund")), "{told:?}");

    let desk = site.browser(Look::DESK.speaking("en")).await;
    Queue::sign_in(&desk, "agent").await.open(&filed.number).await;
    for event in ["acknowledged", "agreed", "fulfilled", "reopened"] {
        desk.select(&format!(".events [data-event={event}]")).await;
        let names = desk.count(&format!(".events [data-event={event}] .event-line strong")).await;
        assert_eq!(names, 0, "`{event}` is told as somebody's doing");
    }
    for event in ["filed", "offer_made", "promise_proven", "follow_up_answered"] {
        desk.select(&format!(".events [data-event={event}] .event-line strong")).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bar_says_who_is_signed_in_with_the_points_of_each_language() {
    let site = Site::open().await;
    for (language, said) in [
        ("en", "Choose another password. Signed in as Lin, Agent"),
        ("zh-Hans", "修改密码。当前登录：Lin（客服）"),
        ("zh-Hant", "修改密碼。目前登入：Lin（客服）"),
    ] {
        let desk = site.browser(Look::DESK.speaking(language)).await;
        Queue::sign_in(&desk, "agent").await;
        assert_eq!(lines(&desk, "#choose-password .out-of-sight").await, [said], "{language}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn skip_link_hides_nothing_when_text_is_twice_as_large() {
    let site = Site::open().await;
    let browser = site.browser(Look::PHONE.speaking("en")).await;
    Queue::sign_in(&browser, "agent").await;
    for place in ["/", "/find", "/console"] {
        browser.go(place).await;
        browser.select(".skip-link").await;
        browser.run("document.documentElement.style.fontSize = '200%'", vec![]).await;
        // What lies under the middle and the corners of what the link would cover is never the link.
        let shown = "const link = document.querySelector('.skip-link'); const box = link.getBoundingClientRect(); \
                     return Math.max(0, box.bottom)";
        assert_eq!(browser.run(shown, vec![]).await, 0, "the link is on the page {place}");
        browser.run("document.querySelector('.skip-link').focus()", vec![]).await;
        browser
            .wait_until("the link to come when it has the focus", async || {
                Ok(browser.run(shown, vec![]).await.as_f64().unwrap_or_default() > 0.0)
            })
            .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_that_is_over_is_told_to_be_and_nobody_ends_it() {
    let site = Site::open().await;
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    answered_in_the_end(&customer, &agent, &filed.case_id, 5).await;
    for (language, said) in
        [("en", "The case is closed"), ("zh-CN", "这件投诉已结束"), ("zh-Hant", "這件投訴已結束")]
    {
        let phone = site.browser(Look::PHONE.speaking(language)).await;
        CasePage::by_number(&phone, &filed.number, "hua@example.com").await;
        let told = lines(&phone, ".timeline-what").await;
        assert!(told.contains(&said.to_owned()), "{language}: {told:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_late_says_so_and_is_sorry() {
    let site = Site::open().await;
    let filed = site.app.customer().files_about_the_vase().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    CasePage::by_number(&phone, &filed.number, "hua@example.com").await;
    let before = phone.words_of("#next-step").await;
    assert!(!before.contains("sorry"), "{before}");
    site.pass(Duration::days(3), &[&phone]).await;
    phone.reload().await;
    phone.see("We said by").await;
    let next = phone.words_of("#next-step").await;
    assert!(next.contains("has passed. We are sorry") && !next.contains("ago"), "{next}");
    phone.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desk_reads_what_a_rule_tells_the_customer_as_that() {
    let site = Site::open().await;
    let customer = site.app.customer();
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let mut wants = filing(&order, "returns", "花瓶不太合适，我想七天无理由退货。");
    wants["wants"] = json!(["withdrawal"]);
    let filed = customer.files(&wants).await;
    for (language, to_them, label) in [
        ("en", "you pay the way back", "As the customer reads it:"),
        ("zh-CN", "退货运费由您承担", "客户看到的说明："),
        ("zh-Hant", "退貨運費由您負擔", "顧客看到的說明："),
    ] {
        let desk = site.browser(Look::DESK.speaking(language)).await;
        Queue::sign_in(&desk, "agent").await.open(&filed.number).await;
        desk.select(".context .answer details").await;
        let script = "return [...document.querySelectorAll('.context .answer')].map(answer => { \
                      answer.querySelector('details').open = true; return answer.innerText })";
        let answers = desk.run(script, vec![]).await;
        let answers: Vec<&str> =
            answers.as_array().unwrap().iter().filter_map(|answer| answer.as_str()).collect();
        let told: Vec<&&str> = answers.iter().filter(|answer| answer.contains(to_them)).collect();
        assert!(!told.is_empty(), "{language}: {answers:?}");
        for answer in told {
            let before = answer.split(to_them).next().unwrap_or_default();
            assert!(before.contains(label), "{language}: {answer}");
        }
        desk.assert_sound().await;
    }
}
