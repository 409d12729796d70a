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
async fn what_is_granted_for_a_sum_to_settle_is_put_in_once_and_a_second_press_goes_to_its_sum() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (_, _, case) = with_the_vase(&site, &desk).await;
    case.take().await;
    case.record("damage_in_transit", "established").await;
    for _ in 0..3 {
        desk.click_on("#settle-1").await;
        desk.select("#offer-editor .part-form[data-remedy=price_reduction] .money:focus").await;
    }
    assert_eq!(desk.count("#offer-editor .option-form").await, 1, "it is one way");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_granted_for_a_sum_to_settle_goes_out_under_its_rule_in_three_presses() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (_, vase, case) = with_the_vase(&site, &desk).await;
    case.take().await;
    case.record("damage_in_transit", "established").await;
    let mut hands = Hands { browser: &desk, n: 0 };
    hands.click("#settle-1").await;
    desk.select("#offer-editor .part-form[data-remedy=price_reduction] .money:focus").await;
    // Without a sum it goes nowhere, and says so at the field.
    desk.press_held(Key::Control, Key::Enter).await;
    desk.select("#offer-editor .part-form .money[aria-invalid=true]").await;
    desk.press("40.00").await;
    assert_eq!(desk.count("#offer-editor .part-reason").await, 0, "its rule is reason enough");
    desk.select("#send-offer").await;
    hands.send().await;
    case.see_phase("offered").await;
    assert!(hands.n <= 3, "{} presses", hands.n);
    let agent = site.app.staff("agent").await;
    let read = agent.case(&vase.case_id).await;
    let offer = read["events"].as_array().unwrap().iter().find_map(|event| event["event"].get("offer_made"));
    let part = &offer.unwrap()["options"][0]["option"]["parts"][0];
    assert_eq!(part["basis"]["rule"]["pack"], "cn-law", "{part}");
    assert_eq!(part["shares"][0]["payer"], "seller", "{part}");
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
async fn a_suggestion_with_another_coupon_takes_at_most_ten_presses() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (_, vase, case) = with_the_vase(&site, &desk).await;
    case.take().await;
    case.record("damage_in_transit", "established").await;
    let suggested = desk
        .wait_for("a suggestion with a coupon", async || {
            Ok(case.suggestions().await.iter().position(|option| option.contains("Coupon")))
        })
        .await;

    let mut hands = Hands { browser: &desk, n: 0 };
    hands.click(&format!("#offer-option-{}", suggested + 1)).await;
    hands.click("#offer-editor .part-as-it-is[aria-label*=Coupon]").await;
    desk.select("#offer-editor .part-form[data-remedy=coupon] .money:focus").await;
    // What is typed takes the place of the sum.
    desk.press("12.00").await;
    hands.press(Key::Enter).await;
    desk.select("#offer-editor .part-form[data-remedy=coupon] .part-reason:focus").await;
    desk.press("Agreed on the phone.").await;
    hands.send().await;
    case.see_phase("offered").await;
    assert!(hands.n <= 10, "{} presses for an offer with another coupon", hands.n);

    let agent = site.app.staff("agent").await;
    let made = agent.case(&vase.case_id).await["events"]
        .as_array()
        .unwrap()
        .iter()
        .find_map(|one| one["event"].get("offer_made").cloned())
        .unwrap();
    let options = made["options"].as_array().unwrap();
    assert_eq!(options.len(), 1, "{made}");
    let parts = options[0]["option"]["parts"].as_array().unwrap();
    let coupon = parts.iter().find(|part| part["remedy"] == "coupon").unwrap();
    assert_eq!(coupon["amount"], serde_json::json!({"amount_minor": 1_200, "currency": "CNY"}));
    assert_eq!(coupon["basis"]["person"]["reason"], "Agreed on the phone.");
    assert_eq!(coupon["is_goodwill"], true, "the desk says what is goodwill: {coupon}");
    let others = parts.iter().filter(|part| part["remedy"] != "coupon");
    assert!(
        others.clone().count() > 0 && others.clone().all(|part| part["basis"]["rule"].is_object()),
        "{made}"
    );
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_offer_is_put_together_without_scrolling_however_much_is_suggested() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (_, _, case) = with_the_vase(&site, &desk).await;
    case.take().await;
    case.record("damage_in_transit", "established").await;
    // How much taller the form is than the room it scrolls in.
    let script = "const form = document.querySelector('#offer-editor'); let room = form.parentElement; \
                  while (room && !['auto', 'scroll'].includes(getComputedStyle(room).overflowY)) room = room.parentElement; \
                  return form.getBoundingClientRect().height - (room ?? document.documentElement).clientHeight";
    let fits = async |what: &str| {
        let over = desk.run(script, vec![]).await;
        assert!(over.as_f64().is_some_and(|over| over <= 0.0), "{what}: {over} px too tall");
    };
    assert!(case.suggestions().await.len() > 1);
    desk.click_on("#offer-option-1").await;
    desk.select("#send-offer:focus").await;
    fits("an offer as it is suggested").await;
    desk.click_on("#offer-editor .part-as-it-is").await;
    desk.select("#offer-editor .part-form .money:focus").await;
    fits("an offer that is being changed").await;
    desk.click_on("#discard-offer").await;
    let editor = case.begin_offer().await;
    assert!(editor.n_options().await > 1);
    fits("all that is suggested").await;
}

/// The questions that are asked, in their order, each with how far below the first it stands.
async fn questions(desk: &Browser) -> Vec<(String, i64)> {
    let script = "const all = [...document.querySelectorAll('#findings > .questions .question')]; \
                  const top = one => Math.round(one.getBoundingClientRect().top); \
                  return all.map(one => [one.dataset.question, top(one) - top(all[0])])";
    let asked = desk.run(script, vec![]).await;
    let asked = asked.as_array().cloned().unwrap_or_default();
    asked.iter().map(|one| (one[0].as_str().unwrap().to_owned(), one[1].as_i64().unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn questions_stay_under_the_pointer_while_answers_are_recorded() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (_, _, case) = with_the_vase(&site, &desk).await;
    case.take().await;
    desk.select("#findings .question").await;
    let first = questions(&desk).await;
    for (question, _) in &first {
        for answer in ["refuted", "established"] {
            let button = format!("#finding-{question}-{answer}");
            if desk.count(&button).await == 0 {
                continue;
            }
            let before = questions(&desk).await;
            desk.click_on(&button).await;
            desk.select(&format!("{button}[aria-pressed=true]")).await;
            let after = questions(&desk).await;
            // What was asked is still asked, and stands where it stood: the next press meets what was aimed at.
            assert_eq!(after.get(..before.len()), Some(before.as_slice()), "after {question} {answer}");
        }
    }
    assert!(!first.is_empty());
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_nobody_changed_follows_the_findings_and_a_digit_picks_a_suggestion() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (_, vase, case) = with_the_vase(&site, &desk).await;
    case.take().await;
    desk.press("f").await;
    desk.select("#offer-editor").await;
    let before = desk.words_of("#offer-editor .option-form").await;
    desk.press(Key::Escape).await;
    case.record("damage_in_transit", "established").await;
    desk.press("f").await;
    desk.wait_until("the draft to follow the finding", async || {
        Ok(desk.words_of("#offer-editor .option-form").await != before)
    })
    .await;
    // The second one, which nobody gets who has not picked it.
    let chief = async |options: &str, parts: &str| {
        let script = "const [options, parts] = arguments; \
                      return [...document.querySelectorAll(options)].map(one => one.querySelector(parts)?.innerText)";
        desk.run(script, vec![options.into(), parts.into()]).await
    };
    let suggested = chief(".suggestion", ".option-parts li").await;
    assert!(suggested[1].is_string() && suggested[0] != suggested[1], "{suggested}");
    let is_picked = async || {
        let drawn = chief("#offer-editor .option-form", ".part-as-it-is").await;
        Ok(drawn == serde_json::json!([suggested[1]]))
    };
    desk.press("2").await;
    desk.wait_until("the second suggestion alone", is_picked).await;
    // It stays the second one, whatever happens on the case and however often the page is loaded.
    desk.press(Key::Escape).await;
    case.note("The carrier has the photos.").await;
    let agent = site.app.staff("agent").await;
    desk.wait_until("the note to be with the server", async || {
        Ok(agent.case(&vase.case_id).await.to_string().contains("carrier has"))
    })
    .await;
    desk.press("f").await;
    desk.select("#offer-editor").await;
    desk.wait_until("the second suggestion to stay", is_picked).await;
    desk.reload().await;
    desk.select("#offer-editor").await;
    desk.select(".suggestion").await;
    desk.wait_until("the second suggestion to stay over a reload", is_picked).await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_a_complaint_mentions_reads_along_without_buttons() {
    let site = Site::open().await;
    let customer = site.app.customer();
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let story = "客服Lin态度恶劣，两次挂我电话，花瓶碎了也不处理。";
    let filed = customer.files(&tests::actors::filing(&order, "service", story)).await;
    let desk = site.browser(DESK).await;
    Queue::sign_in(&desk, "agent").await.open(&filed.number).await;
    desk.see("This complaint mentions you").await;
    for css in
        ["#make-offer", "#close-case", "#reject-complaint", "#take-case", "#offer-option-1", ".composer"]
    {
        assert_eq!(desk.count(css).await, 0, "{css}");
    }
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_sending_a_key_is_a_step_and_the_focus_is_never_lost() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (_, _, case) = with_the_vase(&site, &desk).await;
    desk.press("t").await;
    desk.wait_until("the case to be taken", async || Ok(desk.count("#take-case").await == 0)).await;

    desk.press("r").await;
    desk.select(".composer[data-mode=reply] textarea:focus").await;
    desk.press("We look into it at once.").await;
    desk.press_held(Key::Control, Key::Enter).await;
    desk.see("We look into it at once.").await;
    focused(&desk, "sending a reply").await;
    desk.press("f").await;
    desk.select("#offer-editor").await;
    let kept = desk.run("return document.querySelector('#composer-text')?.value ?? ''", vec![]).await;
    assert_eq!(kept, "", "the key was written into the reply");
    desk.press(Key::Escape).await;
    focused(&desk, "leaving the offer").await;
    desk.click_on("#make-offer").await;
    desk.click_on("#discard-offer").await;
    focused(&desk, "discarding the offer").await;

    desk.press("n").await;
    desk.select(".composer[data-mode=note] textarea:focus").await;
    desk.press(Key::Escape).await;
    desk.wait_until("Escape to leave the field", async || Ok(desk.count("textarea:focus").await == 0)).await;
    focused(&desk, "Escape").await;

    case.record("damage_in_transit", "established").await;
    focused(&desk, "recording").await;
    desk.click_on("#finding-damage_in_transit-undo").await;
    desk.wait_until("the finding to be taken back", async || {
        Ok(desk.count("#finding-damage_in_transit-undo").await == 0)
    })
    .await;
    focused(&desk, "taking a finding back").await;
    desk.press(Key::Escape).await;
    desk.wait_until("Escape to lead to the queue", async || Ok(desk.path().await.starts_with("/console?")))
        .await;
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_comes_back_to_the_list_by_key_stands_at_the_row_they_left() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (customer, vase, case) = with_the_vase(&site, &desk).await;
    let row = format!(".row[data-number='{}']:focus", vase.number);
    // Of one row there is nowhere else to go.
    desk.press(Key::Escape).await;
    desk.select(&row).await;
    desk.press(Key::Enter).await;
    CasePage::seen_by(&desk, &vase.number).await;
    desk.press(Key::Escape).await;
    desk.select(&row).await;
    desk.run("document.activeElement.blur()", vec![]).await;
    desk.press("j").await;
    desk.select(&row).await;

    // On what is agreed no key comes to nothing in silence.
    let agent = site.app.staff("agent").await;
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let (_, _, command) = tests::actors::offer(&user, 1_000, None);
    agent.does(&vase.case_id, &command).await;
    desk.press(Key::Enter).await;
    case.see_phase("offered").await;
    // What stands is not offered anew.
    desk.press("f").await;
    desk.select("#offer-editor").await;
    desk.click_on("#discard-offer").await;
    desk.click_on("#replace-offer").await;
    desk.select("#send-offer:focus").await;
    desk.press_held(Key::Control, Key::Enter).await;
    desk.see("Just this stands with the customer already").await;
    desk.assert_fit_for_everybody("offer-same").await;
    let n_made = agent.case(&vase.case_id).await["events"].to_string().matches("offer_made").count();
    assert_eq!(n_made, 1);
    desk.fill_in("#offer-message", "With our apologies once more.").await;
    desk.press_held(Key::Control, Key::Enter).await;
    desk.wait_until("other words to be sent", async || Ok(desk.count("#offer-editor").await == 0)).await;
    desk.wait_until("the offer to arrive", async || {
        let events = agent.case(&vase.case_id).await["events"].to_string();
        Ok(events.matches("offer_made").count() == 2)
    })
    .await;
    let events = agent.case(&vase.case_id).await["events"].clone();
    let made = events.as_array().unwrap().iter().rev().find_map(|event| event["event"].get("offer_made"));
    let made = made.unwrap();
    let accept = serde_json::json!({"accept_option": {
        "offer": made["offer"], "option": made["options"][0]["id"], "is_informed": true,
    }});
    customer.does(&vase.case_id, &accept).await;
    case.see_phase("fulfilling").await;
    for key in ["f", "1"] {
        desk.press(key).await;
        desk.wait_until("why to be said", async || {
            Ok(desk.count(".toast").await == 1
                && desk.words_of(".toast").await.contains("It is agreed already"))
        })
        .await;
        desk.wait_until("it to go", async || Ok(desk.count(".toast").await == 0)).await;
    }
    desk.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn conversation_next_step_and_suggestion_are_seen_without_scrolling() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (customer, vase, case) = with_the_vase(&site, &desk).await;
    case.take().await;
    case.reply("We are sorry, and look into it.").await;
    // The page shows it before the server has it, and the customer writes from elsewhere.
    desk.wait_until("the reply to arrive", async || {
        Ok(customer.case(&vase.case_id).await.to_string().contains("We are sorry, and look into it."))
    })
    .await;
    for n in 0..6 {
        let text = format!("请问运费谁出？第 {n} 次问。");
        let write = serde_json::json!({"write_to_desk": {"text": text}});
        customer.does(&vase.case_id, &write).await;
    }
    case.see_waiting("wrote").await;
    desk.see("第 5 次问").await;
    // The order and the photos are not a journey away.
    let places = "const context = document.querySelector('.context'); \
                  const top = css => Math.round(document.querySelector(css).getBoundingClientRect().top \
                      - context.getBoundingClientRect().top + context.scrollTop); \
                  return ['#order-facts', '#customer-title'].map(top)";
    let far = desk.run(places, vec![]).await;
    let is_near = |far: &serde_json::Value| far.as_i64().is_some_and(|far| far < 2 * 720);
    assert!(far.as_array().unwrap().iter().all(is_near), "{far}");
    case.record("damage_in_transit", "established").await;
    let script = "const [css] = arguments; const element = document.querySelector(css); \
                  if (!element) return 'is not there'; \
                  const box = element.getBoundingClientRect(); \
                  const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2); \
                  const isSeen = box.top >= 0 && box.bottom <= innerHeight && at && (element.contains(at) || at.contains(element)); \
                  return isSeen ? '' : `${box.top} to ${box.bottom} of ${innerHeight}, under ${at?.outerHTML.slice(0, 80)}`";
    for css in [
        "#case-next",
        "#case-waiting",
        ".events > li:last-child",
        ".composer",
        ".suggestion",
        "#offer-option-1",
    ] {
        desk.wait_until(&format!("{css} to be seen"), async || {
            Ok(desk.run(script, vec![css.into()]).await == "")
        })
        .await;
    }
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_recorded_stays_in_view_with_the_way_to_take_it_back_live_and_after_a_reload() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (_, _, case) = with_the_vase(&site, &desk).await;
    case.take().await;
    case.record("damage_in_transit", "established").await;
    // One that no rule asks for, found among the others.
    desk.click_on("#findings details summary").await;
    desk.click_on("#finding-injury-refuted").await;
    let undo = ["damage_in_transit", "injury"]
        .map(|question| format!("#findings > .questions #finding-{question}-undo"));
    let both_in_view = async || {
        for undo in &undo {
            desk.select(undo).await;
        }
    };
    both_in_view().await;
    desk.select("#finding-injury-refuted:focus").await;
    desk.reload().await;
    both_in_view().await;
    desk.click_on(&undo[0]).await;
    desk.wait_until("the finding to be taken back", async || Ok(desk.count(&undo[0]).await == 0)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_picked_is_sent_as_it_was_picked_or_not_at_all() {
    let site = Site::open().await;
    let desk = site.browser(DESK).await;
    let (_, vase, case) = with_the_vase(&site, &desk).await;
    case.take().await;
    let colleague = site.app.staff("agent2").await;
    let damage =
        |standing: &str| serde_json::json!({"record_finding": {"finding": {"damage_in_transit": standing}}});
    colleague.does(&vase.case_id, &damage("established")).await;
    desk.select("#offer-option-2").await;
    desk.press("2").await;
    desk.select("#offer-editor").await;
    let picked = desk.words_of(".option-form").await;
    // What they picked goes from the form by itself, once it is suggested no more; and something else once more.
    colleague.does(&vase.case_id, &damage("refuted")).await;
    desk.wait_until("something else to stand there", async || {
        Ok(desk.count(".option-form").await > 0 && desk.words_of(".option-form").await != picked)
    })
    .await;
    desk.press_held(Key::Control, Key::Enter).await;
    desk.see("Nothing was sent").await;
    assert!(!colleague.case(&vase.case_id).await.to_string().contains("offer_made"));
    // Told, they send what stands there now.
    desk.press_held(Key::Control, Key::Enter).await;
    desk.wait_until("it to be sent", async || {
        let case = colleague.case(&vase.case_id).await.to_string();
        Ok(case.contains("offer_made") || case.contains("offer_proposed"))
    })
    .await;
    desk.assert_sound().await;
}
