//! Whoever takes the refund alone reads that the multiple they demand is not in it and not given up, before and after; the desk
//! finds it out and offers it.

use serde_json::json;
use tests::actors::{Actor, filing, new_id, offer};
use tests::browser::{Look, Site};
use tests::pages::console::Queue;
use tests::pages::customer::CasePage;
use thirtyfour::Key;

/// Proposes the multiple of the law, which is above what an agent may give.
async fn propose_multiple(agent: &Actor, case: &str) -> String {
    let file = agent.case(case).await;
    let events = file["events"].as_array().unwrap();
    let packs = &events.iter().find_map(|event| event["event"].get("filed")).unwrap()["packs"];
    let law = packs.as_array().unwrap().iter().find(|pack| pack["id"] == "cn-law").unwrap();
    let money = json!({"amount_minor": 204_000, "currency": "CNY"});
    let part = json!({"remedy": "statutory_damages", "amount": money,
        "basis": {"rule": {"pack": "cn-law", "version": law["version"], "rule": "fraud"}},
        "shares": [{"payer": "seller", "amount": money}]});
    let options =
        json!([{"id": new_id(), "option": {"parts": [part], "total": money, "authority": "agent"}}]);
    let offer = new_id();
    agent.does(case, &json!({"make_offer": {"offer": offer, "options": options}})).await;
    offer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refund_taken_alone_names_the_multiple_until_the_desk_offers_it() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let found = customer.look_up("SH-1014", "mei@example.com").await.ok();
    let mut complaint = filing(&found, "not_as_described", "说是正品，专柜一验是假货，我要求退一赔三。");
    complaint["wants"] = json!(["return_refund", "statutory_damages"]);
    let filed = customer.files(&complaint).await;
    agent.does(&filed.case_id, &offer(&user, 68_000, None).2).await;
    let case = CasePage::by_number(&phone, &filed.number, "mei@example.com").await;
    case.see_options(1).await;
    case.choose(1).await;
    let sheet = "dialog[open] .left-open";
    phone
        .wait_until("the multiple to be named where they sign", async || {
            Ok(phone.count(sheet).await > 0 && phone.words_of(sheet).await.contains("2,040.00"))
        })
        .await;
    assert!(phone.words_of(sheet).await.starts_with("Not in this"));
    case.sign().await;
    let left = |words: &'static str| {
        let phone = &phone;
        async move {
            phone
                .wait_until(&format!("“{words}” of what is left open"), async || {
                    Ok(phone.count("#left-open").await > 0
                        && phone.words_of("#left-open").await.contains(words))
                })
                .await;
        }
    };
    left("still looking into it").await;
    // On paper it stands with the agreement.
    phone.be_printed().await;
    let printed = "return ['#promises', '#left-open', '#talk-title'].map(what => \
                   document.querySelector(what).checkVisibility())";
    assert_eq!(phone.run(printed, vec![]).await, json!([true, true, false]));
    phone.be_on_screen().await;
    phone.see("Not in what we agreed, and we are still looking into it: ").await;

    let desk_case = Queue::sign_in(&desk, "agent").await.open(&filed.number).await;
    desk_case.see_phase("fulfilling").await;
    desk_case.prove("WX-7001").await;
    desk.wait_until("everything to be done", async || Ok(desk_case.n_open_promises().await == 0)).await;
    desk_case.close().await;
    assert!(desk_case.refusal().await.contains("in no agreement"));
    // What is written meanwhile comes back, with what it would have gone past.
    phone.set_online(false).await;
    case.write("Is it a fake?").await;
    phone.select("#message-waits").await;
    desk_case.record("fraud", "established").await;
    desk.see("Not in the agreement, and owed").await;
    phone.set_online(true).await;
    left("yours besides what we agreed").await;
    let owed = "Not in what we agreed, found out, and yours besides: ";
    phone
        .wait_until("it among what came in", async || {
            Ok(phone.count("#news").await > 0 && phone.words_of("#news").await.contains(owed))
        })
        .await;
    assert!(phone.words_of("#timeline").await.contains(owed));
    desk.click_on("#offer-left").await;
    desk.fill_in("#offer-left-dialog-reason", "It is a fake. We make up for it now.").await;
    desk.click_on("#offer-left-dialog-send").await;
    phone.see("It is a fake. We make up for it now.").await;
    // Whoever would take the complaint back reads what of theirs goes with it.
    phone.click_on("#withdraw-open").await;
    phone.see("which is yours, is not sent either: Statutory damages CN¥2,040.00").await;
    phone.press(Key::Escape).await;
    // What is owed is the first thing that the rules suggest.
    desk.select("#make-offer").await;
    desk.wait_until("the multiple to be suggested", async || {
        let suggested = ".options .suggestion:first-child";
        Ok(desk.count(suggested).await > 0 && desk.words_of(suggested).await.contains("CN¥2,040.00"))
    })
    .await;

    // Whoever is to sign what was found otherwise by then reads so before they sign, and what to do.
    propose_multiple(&agent, &filed.case_id).await;
    let above = site.browser(Look::DESK.speaking("en")).await;
    let signing = Queue::sign_in(&above, "supervisor").await.open(&filed.number).await;
    assert_eq!(signing.proposal_stands().await, None);
    assert_eq!(above.count("#proposal .notice").await, 0);
    agent.does(&filed.case_id, &json!({"record_finding": {"finding": {"fraud": "refuted"}}})).await;
    above.see("can’t be approved as it stands").await;
    above.assert_fit_for_everybody("fallen-proposal").await;
    signing.approve().await;
    above.see("What was found out since no longer carries all of this offer").await;
    assert!(!above.text().await.contains("write to us"));
    for browser in [&phone, &desk, &above] {
        browser.assert_sound().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_offer_that_fell_by_a_finding_is_the_desks_turn_and_nobodys_to_choose() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let supervisor = site.app.staff("supervisor").await;
    let found = customer.look_up("SH-1014", "mei@example.com").await.ok();
    let mut complaint = filing(&found, "not_as_described", "说是正品，专柜一验是假货，我要求退一赔三。");
    complaint["wants"] = json!(["statutory_damages"]);
    let filed = customer.files(&complaint).await;
    let case_id = &filed.case_id;
    let fraud = |standing: &str| json!({"record_finding": {"finding": {"fraud": standing}}});
    agent.does(case_id, &fraud("established")).await;
    let offer = propose_multiple(&agent, case_id).await;
    supervisor.does(case_id, &json!({"approve_offer": {"offer": offer}})).await;
    let case = CasePage::by_number(&phone, &filed.number, "mei@example.com").await;
    case.see_options(1).await;
    // It falls while its customer reads what they would sign.
    case.choose(1).await;
    agent.does(case_id, &fraud("refuted")).await;
    phone.see("This can’t be chosen just now").await;
    phone
        .wait_until("the sheet to say so, with nothing to confirm", async || {
            Ok(phone.words_of("dialog[open]").await.contains("This can’t be chosen just now")
                && phone.count("dialog[open] [id$=-send]").await == 0)
        })
        .await;
    phone.press(Key::Escape).await;
    phone.see("looking at our offer again").await;
    phone.wait_until("nothing to be taken", async || Ok(phone.count("[id^=take-]").await == 0)).await;
    phone.assert_fit_for_everybody("fallen-offer").await;
    let at_desk = Queue::sign_in(&desk, "agent").await.open(&filed.number).await;
    at_desk.see_phase("offered").await;
    desk.see("Take the offer back or replace it").await;
    agent.does(case_id, &fraud("established")).await;
    phone.select("[id^=take-]").await;
    for browser in [&phone, &desk] {
        browser.assert_sound().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_told_after_everything_was_done_is_taken_up_by_the_desk() {
    let site = Site::open().await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let (filed, promise) = customer.agrees_on_ten_yuan(&agent, ("SH-1014", "mei@example.com")).await;
    let case_id = &filed.case_id;
    let proof = json!({"promise": promise, "proof": {"refund_reference": "WX-7002"}});
    agent.does(case_id, &json!({ "prove_promise": proof })).await;
    let at_desk = Queue::sign_in(&desk, "agent").await.open(&filed.number).await;
    at_desk.see_phase("fulfilled").await;
    assert_eq!(desk.count("#left-open").await, 0);
    customer.does(case_id, &json!({"write_to_desk": {"text": "You sent me the wrong size."}})).await;
    desk.see("Told after the agreement:").await;
    agent.does(case_id, &json!({"reply": {"text": "We will have a look."}})).await;
    desk.assert_fit_for_everybody("told-after-agreement").await;
    desk.click_on("#offer-left").await;
    desk.fill_in("#offer-left-dialog-reason", "You are right, we look into it anew.").await;
    desk.click_on("#offer-left-dialog-send").await;
    at_desk.see_phase("investigating").await;
    desk.wait_until("nothing to be left", async || Ok(desk.count("#left-open").await == 0)).await;
    desk.assert_sound().await;
}
