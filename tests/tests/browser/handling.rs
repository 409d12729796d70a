//! A complaint from filing to closed, with a customer and an agent in two browsers at once.

use chrono::Duration;
use tests::browser::{Look, Site};
use tests::pages::console::{self, Queue};
use tests::pages::customer::{Answers, Filing};

async fn case_goes_from_filing_to_closed(customer_look: Look) {
    let site = Site::open().await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let phone = site.browser(customer_look).await;

    let queue = Queue::sign_in(&desk, "agent").await;
    let sent = Filing::file(&phone, &Answers::BROKEN_VASE).await;
    let number = sent.number().await;
    let customer = sent.open_case().await;

    // The agent finds it in the queue without loading anew, takes it, and finds out what happened.
    let case = queue.open(&number).await;
    case.take().await;
    customer.see_phase("We are looking into it").await;
    let before = case.suggestions().await;
    case.record("damage_in_transit", "established").await;
    desk.wait_until("other suggestions", async || Ok(case.suggestions().await != before)).await;
    case.note("The carrier admits the crushed corner.").await;
    case.reply("We are sorry. The carrier has confirmed the damage.").await;
    phone.see("The carrier has confirmed the damage").await;
    assert!(!phone.text().await.contains("admits the crushed corner"), "a note reached the customer");

    // The offer arrives by itself; the customer asks for something else.
    let editor = case.begin_offer().await;
    editor.say("Please choose what suits you.").await;
    let n_options = editor.n_options().await;
    assert!(n_options >= 2, "{n_options}");
    editor.send().await;
    customer.see_phase("Please choose how we put it right").await;
    customer.see_options(n_options).await;
    customer.counter("price_reduction", "Part of the price back would do, I keep the vase.").await;
    case.see_phase("countered").await;
    desk.see("Part of the price back would do").await;

    // The desk answers with another offer while the customer, who hears nothing, signs the one before.
    site.keep_news_from_customers(true);
    phone.reload().await;
    customer.see_options(n_options).await;
    let editor = case.replace_offer().await;
    editor.keep_only_the_first().await;
    // A rule grants it for a sum that both sides settle, so no reason is asked for.
    editor.add_own("price_reduction", "80.00", "").await;
    editor.send().await;
    customer.choose(1).await;
    customer.sign().await;
    phone.see("Your choice did not count").await;
    site.keep_news_from_customers(false);
    customer.see_options(2).await;

    customer.choose(2).await;
    customer.sign().await;
    customer.see_phase("Agreed, and under way").await;
    case.see_phase("fulfilling").await;
    close_only_after_every_proof(case).await;

    customer.see_phase("All that we agreed is done").await;
    phone.see("If we hear nothing by").await;
    customer.confirm().await;
    phone.select("#follow-up").await;
    site.pass(Duration::days(4), &[&phone, &desk]).await;
    // Who would be taken up again by what they write reads so before they send it.
    phone.fill_in("#follow-up-answer", "The parcel never arrived.").await;
    phone.select("#followup-low").await;
    phone.fill_in("#follow-up-answer", "Thank you.").await;
    phone.wait_until("the word to go", async || Ok(phone.count("#followup-low").await == 0)).await;
    customer.follow_up("You answered within the hour, thank you.", 4, 5).await;
    desk.see("outcome 4 of 5, process 5 of 5").await;
    // With the follow-up answered, the case closes by itself and stays findable.
    case.see_phase("closed").await;
    customer.see_phase("Thank you for telling us how it went").await;

    queue.find(&number).await;
    queue.see(&number).await;
    phone.assert_sound().await;
    desk.assert_sound().await;
}

/// Closing is refused as long as a promise lacks its proof.
async fn close_only_after_every_proof(case: console::CasePage<'_>) {
    let mut place = 0;
    while case.n_open_promises().await > 0 {
        case.close().await;
        let refusal = case.refusal().await;
        assert!(refusal.contains("promise"), "{refusal}");
        place += 1;
        case.prove(&format!("REF-2026-{place:04}")).await;
    }
    assert!(place > 0, "the agreement promises nothing");
    case.see_phase("fulfilled").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn case_goes_from_filing_to_closed_with_a_customer_on_a_phone() {
    case_goes_from_filing_to_closed(Look::PHONE.speaking("en")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn case_goes_from_filing_to_closed_with_a_customer_on_a_desk() {
    case_goes_from_filing_to_closed(Look::DESK.speaking("en")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_phrase_can_be_put_in_again_and_a_list_of_colleagues_forgets_whom_it_has_sent() {
    let site = Site::open().await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let vase = site.app.customer().files_about_the_vase().await;
    let case = Queue::sign_in(&desk, "supervisor").await.open(&vase.number).await;
    case.take().await;
    let chosen = "return document.querySelector(arguments[0]).value";
    for _ in 0..2 {
        desk.set_list("#reply-phrases", "0").await;
        desk.wait_until("the phrase in the reply", async || {
            Ok(desk.run(chosen, vec!["#composer-text".into()]).await != "")
        })
        .await;
        assert_eq!(desk.run(chosen, vec!["#reply-phrases".into()]).await, "", "the list begins anew");
        desk.fill_in("#composer-text", "").await;
    }
    desk.click_on("#assign-case").await;
    let first = "return [...document.querySelector('#assign-to').options].find(one => one.value).value";
    desk.wait_until("the colleagues", async || Ok(desk.count("#assign-to option").await > 1)).await;
    let first = desk.run(first, vec![]).await;
    desk.set_list("#assign-to", first.as_str().unwrap()).await;
    desk.click_on("#assign-send").await;
    desk.select("#assign-dialog:not([open])").await;
    desk.click_on("#assign-case").await;
    desk.wait_until("nobody to be chosen any more", async || {
        Ok(desk.run(chosen, vec!["#assign-to".into()]).await == "")
    })
    .await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_of_all_cases_that_left_the_list_tell_how_they_stand() {
    let site = Site::open().await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let mut cases = Vec::new();
    for _ in 0..10 {
        cases.push(site.app.customer().files_about_the_vase().await);
    }
    let queue = Queue::sign_in(&desk, "agent").await;
    queue.view("unassigned").await;
    for case in &cases {
        queue.see(&case.number).await;
    }
    let other = site.app.staff("agent2").await;
    for case in &cases {
        other.does(&case.case_id, &serde_json::json!("take_case")).await;
    }
    let name = other.get("/api/session").await.ok()["name"].as_str().unwrap().to_owned();
    for case in &cases {
        queue.says(&case.number, &name).await;
    }
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn list_beside_a_case_shows_where_it_is_also_further_down_than_it_reaches_at_first() {
    let site = Site::open().await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let mut cases = Vec::new();
    for _ in 0..53 {
        cases.push(site.app.customer().files_about_the_vase().await);
    }
    Queue::sign_in(&desk, "agent").await;
    let last = cases.last().unwrap();
    desk.go(&format!("/console/case/{}?view=open", last.case_id)).await;
    let is_seen = "const row = document.querySelector('.list .row[aria-current]')?.getBoundingClientRect();
        return row != null && row.top >= 0 && row.bottom <= innerHeight";
    desk.wait_until("the case in its list", async || Ok(desk.run(is_seen, vec![]).await == true)).await;
    desk.assert_sound().await;
}
