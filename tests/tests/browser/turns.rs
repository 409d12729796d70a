//! The other turns a case can take: signed by somebody else, declined, withdrawn, escalated, turned down, taken up
//! again, a promise replaced. Each pressed by the people concerned, in browsers of their own.

use crate::kept::see_value;
use tests::browser::{Browser, Look, Site};
use tests::pages::console::{CasePage, Queue};
use tests::pages::customer::{self, Answers, Filing};
use thirtyfour::Key;

/// A broken vase, filed on a phone and taken by an agent.
async fn taken<'a>(phone: &'a Browser, desk: &'a Browser) -> (customer::CasePage<'a>, CasePage<'a>, String) {
    let queue = Queue::sign_in(desk, "agent").await;
    let sent = Filing::file(phone, &Answers::BROKEN_VASE).await;
    let number = sent.number().await;
    let customer = sent.open_case().await;
    let case = queue.open(&number).await;
    case.take().await;
    customer.see_phase("We are looking into it").await;
    (customer, case, number)
}

/// An offer of one's own over so much, where the rules suggest nothing yet.
async fn offer(case: CasePage<'_>, remedy: &str, amount: &str) {
    let editor = case.draw_up_offer().await;
    editor.add_own(remedy, amount, "The vase was a present and is sold out.").await;
    editor.send().await;
}

/// What the proposal says of signatures.
async fn see_reasons(desk: &Browser, reasons: &[&str]) {
    for reason in reasons {
        desk.wait_until(&format!("“{reason}” in the proposal"), async || {
            Ok(desk.words_of("#proposal .options").await.contains(reason))
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn offer_above_a_limit_is_signed_by_a_supervisor_and_never_by_its_author() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let above = site.browser(Look::DESK.speaking("en")).await;
    let (customer, case, number) = taken(&phone, &desk).await;

    // More than came in for the order.
    offer(case, "price_reduction", "450.00").await;
    let stands = case.proposal_stands().await;
    assert!(stands.as_deref().is_some_and(|stands| stands.contains("somebody else")), "{stands:?}");
    assert_eq!(customer.n_options().await, 0, "a proposal is no offer yet");

    let queue = Queue::sign_in(&above, "supervisor").await;
    queue.view("approval").await;
    queue.says(&number, "Offer to sign").await;
    let signing = queue.open(&number).await;
    assert_eq!(signing.proposal_stands().await, None);
    see_reasons(&above, &["more than was paid for these goods"]).await;
    signing.send_back("Please say in the message that the vase is sold out.").await;
    desk.see("Please say in the message that the vase is sold out.").await;
    // It comes back into its author's form by itself, with every word.
    desk.select("#offer-editor").await;
    desk.see("Your offer came back").await;

    // More goodwill than an agent may give, far below what came in.
    offer(case, "coupon", "150.00").await;
    signing.proposal_stands().await;
    let both =
        ["more than was paid for these goods", "CN¥150.00 of goodwill, above an agent’s limit of CN¥100.00"];
    see_reasons(&above, &both).await;
    assert_eq!(above.count("#proposal-goodwill").await, 0, "nothing was given before that would add to it");
    // Whoever loads the page anew is told as well, also while the rules are not to be had.
    above.reload().await;
    see_reasons(&above, &both).await;
    let without_rules = above.open_tab().await;
    above.turn_to(&without_rules).await;
    above.block(&["*/api/packs/*"]).await;
    above.go(&desk.path().await).await;
    see_reasons(&above, &["A supervisor has to sign it"]).await;
    above.block(&[]).await;
    above.reload().await;
    see_reasons(&above, &both).await;
    signing.approve().await;
    customer.see_phase("Please choose how we put it right").await;
    customer.see_options(2).await;
    for page in [&desk, &above] {
        page.wait_until("nothing to wait for a signature any more", async || {
            Ok(page.count("#proposal").await == 0)
        })
        .await;
        page.select("#open-offer").await;
        let open = page.words_of("#open-offer").await;
        assert!(!open.contains("signature") && !open.contains("approv"), "{open}");
    }
    let signed = above.words_of("[data-event=offer_made]").await;
    assert!(signed.contains("approved what Lin proposed") && !signed.contains("450.00"), "{signed}");
    // Nor does the list say so, of whoever wrote it or whoever signed it.
    let queue = Queue::here(&above);
    queue.view("approval").await;
    above.wait_until("nothing to sign", async || Ok(queue.numbers().await.is_empty())).await;
    for browser in [&phone, &desk, &above] {
        browser.assert_sound().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn customer_who_declines_asks_for_a_supervisor_and_takes_it_back_is_heard_each_time() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let (customer, case, number) = taken(&phone, &desk).await;

    offer(case, "price_reduction", "40.00").await;
    customer.see_options(1).await;
    assert_eq!(phone.words_of("#decline-open").await, "Decline", "there is one, and not all of them");
    customer.decline("Neither brings the present back.").await;
    customer.see_phase("We are looking into it").await;
    desk.see("Neither brings the present back.").await;

    customer.escalate("I would like somebody else to look at this.").await;
    desk.see("I would like somebody else to look at this.").await;
    assert_eq!(phone.count("#escalate-open").await, 0, "who has asked need not ask again");

    customer.withdraw("We have found another vase.").await;
    customer.see_phase("You took it back").await;
    case.see_phase("withdrawn").await;
    desk.see("We have found another vase.").await;
    Queue::here(&desk).find(&number).await;
    Queue::here(&desk).see(&number).await;
    phone.assert_sound().await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn complaint_turned_down_says_where_else_to_turn_and_can_be_taken_up_again() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let desk = site.browser(Look::DESK.speaking("zh-CN")).await;
    let (customer, case, _) = taken(&phone, &desk).await;

    // Where else to turn stands ready in the language of whoever will read it.
    desk.click_on("#reject-complaint").await;
    desk.select("#reject-recourse").await;
    desk.wait_until("the usual words in the customer's language", async || {
        let words = desk.run("return document.querySelector('#reject-recourse').value", vec![]).await;
        Ok(words.as_str().is_some_and(|words| words.starts_with("You may ask for a supervisor")))
    })
    .await;
    desk.press(Key::Escape).await;
    case.turn_down("The photo shows another vase than the one we sent.").await;
    customer.see_phase("We could not agree to this").await;
    phone.see("The photo shows another vase").await;
    assert!(!phone.words_of("#rejected").await.is_empty());

    customer.reopen("That was the wrong photo, here is the right one.").await;
    customer.see_phase("Reopened").await;
    case.see_phase("reopened").await;
    desk.see("That was the wrong photo").await;
    phone.assert_sound().await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn promise_that_cannot_be_kept_is_replaced_only_when_the_customer_says_so() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let (customer, case, _) = taken(&phone, &desk).await;

    offer(case, "price_reduction", "40.00").await;
    customer.see_options(1).await;
    customer.choose(1).await;
    customer.sign().await;
    case.see_phase("fulfilling").await;
    // Every part that is begun is to be seen, whichever before it was taken out again.
    let last = "#promises select[id$='-remedy-2']";
    desk.click_on("#promises button[id^='replace-']").await;
    for _ in 0..2 {
        desk.click_on("#promises button[id$='-add']").await;
    }
    desk.set_list(last, "gift").await;
    desk.click_on("#promises .replace button.button-quiet").await;
    desk.wait_until("the form to close", async || Ok(desk.count("#promises .replace").await == 0)).await;
    desk.click_on("#promises button[id^='replace-']").await;
    see_value(&desk, last, "gift").await;
    desk.set_list(last, "").await;
    desk.click_on("#promises .replace button.button-quiet").await;
    desk.wait_until("the form to close", async || Ok(desk.count("#promises .replace").await == 0)).await;
    case.replace_promise("price_reduction", "45.00", "The bank of the first transfer is closed today.").await;
    phone.see("The bank of the first transfer is closed today.").await;
    customer.answer_replacement(false).await;
    desk.wait_until("the promise to stand again", async || Ok(case.n_open_promises().await == 1)).await;
    phone.see("We are looking for another way").await;
    // Who wrote nothing is told of nothing written, and the desk reads the no where it would propose the next.
    phone.see("You said no to what we proposed instead").await;
    phone.see_gone("We have what you wrote").await;
    let promises = desk.words_of("#promises").await;
    assert!(promises.contains("The customer said no to what was proposed instead"), "{promises}");

    // What was proposed by mistake the desk takes back, and says why.
    case.replace_promise("price_reduction", "60.00", "We can give ten more by bank.").await;
    phone.see("We would like to do this instead:").await;
    desk.click_on("#promises button[id^='withdraw-replacement-']").await;
    desk.fill_in("#withdraw-replacement-dialog-reason", "The sum was a slip of the pen.").await;
    desk.click_on("#withdraw-replacement-dialog-send").await;
    phone.see("The sum was a slip of the pen.").await;
    desk.wait_until("the promise to stand again", async || Ok(case.n_open_promises().await == 1)).await;

    case.replace_promise("price_reduction", "50.00", "We can only send it tomorrow, with ten more.").await;
    phone.see("We can only send it tomorrow").await;
    customer.answer_replacement(true).await;
    case.prove("REF-2026-0001").await;
    customer.see_phase("All that we agreed is done").await;
    phone.assert_sound().await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn goods_offered_by_hand_leave_no_price_to_give_back_once_they_are_accepted() {
    let site = Site::open().await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let customer = site.app.customer();
    let vase = customer.files_about_the_vase().await;
    let case = Queue::sign_in(&desk, "agent").await.open(&vase.number).await;
    case.take().await;
    assert!(desk.words_of("#left-to-give-back").await.contains("386.00"));
    offer(case, "resend", "").await;
    case.see_phase("offered").await;
    // The vase cost 368.00; what is left once that is accepted is the freight, and until then nothing is given.
    desk.wait_until("only the freight to be left", async || {
        Ok(desk.words_of("#left-if-accepted").await == "CN¥18.00")
    })
    .await;
    assert_eq!(desk.words_of("#left-to-give-back").await, "CN¥386.00");
    assert_eq!(desk.words_of("#given-back").await, "Nothing yet");
    assert!(desk.words_of("#offered-to-give").await.contains("Sent again"));
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn harm_told_in_a_message_comes_to_the_supervisor_and_whoever_tells_it_is_cared_for() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let above = site.browser(Look::DESK.speaking("en")).await;
    let (customer, case, number) = taken(&phone, &desk).await;
    customer.write("A shard cut my daughter's hand, the doctor had to stitch it.").await;
    phone.see("We are so sorry this happened to you.").await;
    phone.see("Please look after whoever is hurt first").await;
    // Before anything is suggested the desk finds out whether somebody was hurt.
    desk.wait_until("no suggestion", async || Ok(case.suggestions().await.is_empty())).await;
    let queue = Queue::sign_in(&above, "supervisor").await;
    queue.view("approval").await;
    queue.says(&number, "A shard cut my daughter's hand").await;
    queue.says(&number, "Safety or injury").await;
    phone.assert_sound().await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_offer_worth_less_than_the_one_that_stands_says_so_and_keeps_it_with_one_press() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let (customer, case, _) = taken(&phone, &desk).await;
    offer(case, "price_reduction", "80.00").await;
    customer.see_options(1).await;
    customer.counter("coupon", "A voucher would do as well.").await;
    case.see_phase("countered").await;
    let editor = case.replace_offer().await;
    editor.add_own("coupon", "20.00", "For your trouble.").await;
    editor.keep_only_the_last().await;
    desk.see("The customer can choose this now, and no longer once the new offer has gone out").await;
    desk.click_on("#keep-what-stands").await;
    desk.wait_until("nothing to be lost", async || Ok(desk.count("#more-stands").await == 0)).await;
    editor.send().await;
    customer.see_options(2).await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_writes_why_an_offer_is_sent_back_keeps_dialog_and_words_when_somebody_else_is_faster() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let above = site.browser(Look::DESK.speaking("en")).await;
    let (_, case, number) = taken(&phone, &desk).await;
    offer(case, "price_reduction", "450.00").await;
    let signing = Queue::sign_in(&above, "supervisor").await.open(&number).await;
    signing.proposal_stands().await;
    above.click_on("#refuse-offer").await;
    above.fill_in("#refuse-offer-dialog-reason", "Ask the carrier first.").await;
    desk.click_on("#withdraw-proposal").await;
    above.see("Somebody else was faster while you wrote").await;
    assert_eq!(above.count("#proposal").await, 0);
    above.assert_fit_for_everybody("reason-too-late").await;
    above.click_on("#refuse-offer-dialog-send").await;
    above.see("This offer is not open any more").await;
    see_value(&above, "#refuse-offer-dialog-reason", "Ask the carrier first.").await;
}
