//! A promise is changed by one supervisor and put in force by another; two people write at once; the network goes.

use chrono::Duration;
use tests::actors::{Filed, filing};
use tests::app::App;
use tests::browser::{Look, Site};
use tests::pages::console::{CasePage, Draft, PolicyArea, Queue};

const DESK: Look = Look::DESK.speaking("en");

/// How much late parcels get, in the rule for them.
const SHARE: &str = "grant.0.amount.percent";

/// A complaint about the parcel that came late.
async fn files_about_the_late_parcel(app: &App) -> Filed {
    let customer = app.customer();
    let order = customer.look_up("SH-1005", "ming@example.com").await.ok();
    customer.files(&filing(&order, "delivery_delay", "包裹比答应的日期晚了好几天才送到。")).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn promise_is_changed_by_one_and_put_in_force_by_another() {
    let site = Site::open().await;
    let before = files_about_the_late_parcel(&site.app).await;
    let (zhao, sun) = (site.browser(DESK).await, site.browser(DESK).await);

    // Five per cent become eight, and the page says so at once.
    Queue::sign_in(&zhao, "supervisor").await;
    let draft = PolicyArea::open(&zhao).await.start_draft("shop-default").await;
    draft.rule("late-delivery").await;
    assert_eq!(draft.shows(SHARE).await, "5");
    draft.set(SHARE, "eight").await;
    zhao.see("Type a percentage from 0 to").await;
    draft.set(SHARE, "8").await;
    draft.see_change("8 %").await;
    draft.see_saving("saved").await;
    let check = draft.check().await;
    assert!(check.contains("No errors") || check.contains("sound"), "{check}");
    draft.undo().await;
    zhao.wait_until("five per cent again", async || Ok(draft.shows(SHARE).await == "5")).await;
    draft.set(SHARE, "8").await;
    draft.see_change("8 %").await;

    // Tried by hand, on a complaint made up and on a real one.
    draft.page("try").await;
    zhao.see("1 answer differs").await;
    let answers = draft.answers().await;
    assert!(answers.contains("¥8.00") && answers.contains("¥5.00"), "{answers}");
    draft.try_case(&before.number).await;
    zhao.see("1 answer differs").await;

    // Over the orders of the past.
    draft.page("replay").await;
    draft.replay("orders").await;
    let line = draft.replayed("shop-default/late-delivery").await;
    assert!(line.contains('→'), "{line}");
    draft.replay("cases").await;
    zhao.see(&before.number).await;

    // Nobody approves what they wrote.
    draft.page("publish").await;
    draft.propose("2026-03-11", "Late parcels cost us customers.").await;
    let why = draft.why_not_approved().await;
    assert!(why.contains("somebody else must approve"), "{why}");
    assert_eq!(zhao.count("#approve").await, 0);

    // Somebody else sends it back once, then approves it.
    Queue::sign_in(&sun, "supervisor2").await;
    assert_eq!(sun.words_of("#view-policy .view-count").await, "1");
    let looked_over = PolicyArea::open(&sun).await.open_draft("proposed").await;
    sun.see("Late parcels cost us customers.").await;
    looked_over.send_back("Say in the headline how much it is.").await;
    let badge = "#view-policy .view-count";
    let is_gone = async || Ok(sun.count(badge).await == 0);
    sun.wait_until("nothing to wait for sun", is_gone).await;
    // Whoever has the draft before them hears of it where they are.
    zhao.see("Say in the headline how much it is.").await;
    Draft::seen_by(&zhao).await.propose("2026-03-11", "The headline follows with the next one.").await;
    sun.see("The headline follows with the next one.").await;
    sun.select(badge).await;
    looked_over.approve().await;
    sun.wait_until("nothing to wait for sun", is_gone).await;
    sun.see("in force from 11 March 2026").await;
    Draft::seen_by(&zhao).await.see_stage("approved").await;
    assert_eq!(
        zhao.count("#send-back, #discard").await,
        0,
        "what is approved is neither sent back nor dropped"
    );

    // On its day a new complaint gets the new answer; the case from before keeps the version it was filed under.
    site.pass(Duration::days(1), &[&zhao, &sun]).await;
    let after = files_about_the_late_parcel(&site.app).await;
    let old = answer_on(&zhao, &before).await;
    let new = answer_on(&zhao, &after).await;
    assert!(old.contains("version 2026.11.1,"), "{old}");
    assert!(!new.contains("version 2026.11.1,") && new.contains("shop"), "{new}");
    assert_ne!(first_sum(&old), first_sum(&new), "{old}\n{new}");
    let area = PolicyArea::open(&zhao).await;
    let pack = area.pack("shop-default").await;
    assert!(pack.contains("in force since 11 March 2026") && pack.contains("approved by Sun"), "{pack}");
    zhao.assert_sound().await;
    sun.assert_sound().await;
}

/// What the rules say about compensation for the delay on a case.
async fn answer_on(browser: &tests::browser::Browser, filed: &Filed) -> String {
    browser.go(&format!("/console/case/{}", filed.case_id)).await;
    let case = CasePage::seen_by(browser, &filed.number).await;
    case.answer("Compensation for the delay").await
}

/// The first sum in some words.
fn first_sum(words: &str) -> String {
    let rest = words.split('¥').nth(1).unwrap_or_default();
    rest.chars().take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_who_write_the_same_choose_between_both() {
    let site = Site::open().await;
    let (zhao, sun) = (site.browser(DESK).await, site.browser(DESK).await);
    Queue::sign_in(&zhao, "supervisor").await;
    let mine = PolicyArea::open(&zhao).await.start_draft("shop-default").await;
    mine.rule("late-delivery").await;
    Queue::sign_in(&sun, "supervisor2").await;
    let theirs = PolicyArea::open(&sun).await.open_draft("drafting").await;
    theirs.rule("late-delivery").await;

    // Different places do not get in each other's way.
    theirs.set("grant.0.amount.cap", "40.00").await;
    theirs.see_saving("saved").await;
    mine.set("grant.0.amount.floor", "2.00").await;
    mine.see_saving("saved").await;
    zhao.wait_until("both edits", async || Ok(mine.shows("grant.0.amount.cap").await == "40.00")).await;

    // The same place does where it was not heard of in time, and both values are shown.
    zhao.set_online(false).await;
    theirs.set(SHARE, "6").await;
    theirs.see_saving("saved").await;
    mine.set(SHARE, "8").await;
    mine.see_saving("stuck").await;
    zhao.set_online(true).await;
    let clash = mine.clash().await;
    assert!(clash.contains("Sun changed") && clash.contains('6') && clash.contains('8'), "{clash}");
    assert_eq!(mine.shows(SHARE).await, "8", "what was typed stays");
    mine.use_mine().await;
    mine.see_saving("saved").await;
    mine.see_change("8 %").await;
    zhao.assert_sound().await;
    sun.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_being_typed_is_not_written_over_what_a_colleague_saves_meanwhile() {
    let site = Site::open().await;
    let (zhao, sun) = (site.browser(DESK).await, site.browser(DESK).await);
    Queue::sign_in(&zhao, "supervisor").await;
    let mine = PolicyArea::open(&zhao).await.start_draft("shop-default").await;
    mine.rule("late-delivery").await;
    Queue::sign_in(&sun, "supervisor2").await;
    let theirs = PolicyArea::open(&sun).await.open_draft("drafting").await;
    theirs.rule("late-delivery").await;

    // Typed and not left yet, while the other value is saved and heard of.
    mine.type_into(SHARE, "7").await;
    theirs.set(SHARE, "8").await;
    theirs.see_saving("saved").await;
    mine.see_change("8 %").await;
    zhao.press(thirtyfour::Key::Tab).await;
    let clash = mine.clash().await;
    assert!(clash.contains("Sun changed") && clash.contains('7') && clash.contains('8'), "{clash}");
    assert_eq!((mine.shows(SHARE).await, theirs.shows(SHARE).await), ("7".to_owned(), "8".to_owned()));
    mine.use_mine().await;
    mine.see_saving("saved").await;
    sun.wait_until("seven per cent", async || Ok(theirs.shows(SHARE).await == "7")).await;
    // One's own values one after the other are no quarrel.
    mine.type_into(SHARE, "6").await;
    mine.set(SHARE, "5.5").await;
    mine.see_saving("saved").await;
    mine.set(SHARE, "4").await;
    mine.see_saving("saved").await;
    sun.wait_until("four per cent", async || Ok(theirs.shows(SHARE).await == "4")).await;
    assert_eq!(zhao.count("#clashes .clash").await, 0);
    zhao.assert_sound().await;
    sun.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_being_typed_into_a_rule_that_a_colleague_removes_is_given_back() {
    let site = Site::open().await;
    let (zhao, sun) = (site.browser(DESK).await, site.browser(DESK).await);
    Queue::sign_in(&zhao, "supervisor").await;
    let mine = PolicyArea::open(&zhao).await.start_draft("shop-default").await;
    mine.rule("late-delivery").await;
    Queue::sign_in(&sun, "supervisor2").await;
    let theirs = PolicyArea::open(&sun).await.open_draft("drafting").await;
    theirs.rule("late-delivery").await;
    // What is asked about is what stands there by now.
    mine.type_into(SHARE, "7").await;
    theirs.set(SHARE, "8").await;
    mine.see_change("8 %").await;
    zhao.press(thirtyfour::Key::Tab).await;
    mine.clash().await;
    theirs.set(SHARE, "9").await;
    zhao.wait_until("the newest value", async || Ok(mine.clash().await.contains('9'))).await;
    mine.type_into("example", "A lamp that came four days late").await;
    sun.click_on("#remove-rule").await;
    zhao.wait_until("the words", async || Ok(zhao.text().await.contains("A lamp that came four days late")))
        .await;
    zhao.see("Sun removed the place of").await;
    assert!(!zhao.text().await.contains("Value”"), "the slot has its name");
    zhao.assert_sound().await;
    sun.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_typed_is_lost_while_the_network_is_away() {
    let site = Site::open().await;
    let zhao = site.browser(DESK).await;
    Queue::sign_in(&zhao, "supervisor").await;
    let draft = PolicyArea::open(&zhao).await.start_draft("shop-default").await;
    draft.rule("late-delivery").await;
    zhao.set_online(false).await;
    draft.set(SHARE, "8").await;
    draft.see_saving("stuck").await;
    assert_eq!(draft.shows(SHARE).await, "8");
    zhao.set_online(true).await;
    draft.see_saving("saved").await;
    draft.see_change("8 %").await;

    // An answer lost on the way changes nothing twice.
    site.lose_next_answer("POST /api/policy/drafts/");
    draft.set("grant.0.amount.cap", "40.00").await;
    draft.see_change("40.00").await;
    draft.see_saving("saved").await;
    assert!(site.has_lost_all());
    // Nor does it make a quarrel of what is typed meanwhile.
    site.lose_next_answer("POST /api/policy/drafts/");
    draft.set(SHARE, "7").await;
    draft.set(SHARE, "6").await;
    draft.see_saving("saved").await;
    assert_eq!((zhao.count("#clashes .clash").await, draft.shows(SHARE).await), (0, "6".to_owned()));
    draft.page("publish").await;
    assert_eq!(zhao.count("#history .deed[data-deed=edited]").await, 4);
    zhao.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn amounts_and_tables_are_built_in_forms_and_a_version_is_taken_back() {
    let site = Site::open().await;
    let (zhao, sun) = (site.browser(DESK).await, site.browser(DESK).await);

    // Five per cent become steps by the days it is late; each row reads like a sentence.
    Queue::sign_in(&zhao, "supervisor").await;
    let draft = PolicyArea::open(&zhao).await.start_draft("shop-default").await;
    draft.rule("late-delivery").await;
    draft.go_by_steps("order.days_late", "3", "5", "10").await;
    draft.add_step("7", "8").await;
    zhao.wait_until("the second step", async || {
        Ok(draft.shows("grant.0.amount.tiers.1.percent").await == "8")
    })
    .await;
    let steps = draft.steps().await;
    assert!(steps.contains("More than 3 days, up to") && steps.contains("More than 7 days gives"), "{steps}");
    assert_eq!(draft.shows("grant.0.amount.floor").await, "1.00", "what fits stays");
    draft.set("grant.0.amount.tiers.1.up_to", "3").await;
    zhao.see("Type a whole number from 4 to").await;
    draft.set("grant.0.amount.tiers.1.up_to", "6").await;
    draft.see_saving("saved").await;
    zhao.wait_until("the sentence after it", async || {
        Ok(draft.steps().await.contains("More than 6 days gives"))
    })
    .await;
    draft.see_change("up to 6 days: 8 %").await;

    // A row of goodwill: what can't be is told before anything is sent, what can comes first in its table.
    draft.desk_part().await;
    let n_rows = draft.n_goodwill().await;
    draft.add_goodwill("service", "points", ["6", "30", "20"]).await;
    zhao.see("Lower the least, or raise the most.").await;
    draft.add_goodwill("service", "points", ["6", "10", "20"]).await;
    zhao.wait_until("the new row", async || Ok(draft.n_goodwill().await == n_rows + 1)).await;
    draft.move_goodwill_up(n_rows).await;
    zhao.wait_until("the row to move", async || {
        Ok(draft.shows(&format!("desk.goodwill.{}.percent", n_rows - 1)).await == "6")
    })
    .await;
    draft.see_change("Goodwill for How I was treated: Loyalty points, 6 %").await;

    // A rule that moves is told too.
    draft.rule("apology").await;
    draft.move_rule_up().await;
    draft.see_change("The order in which the rules are read").await;
    draft.see_saving("saved").await;

    // Approved, and taken back before its day by whoever could approve it.
    draft.page("publish").await;
    draft.propose("2026-03-20", "Steps for late parcels.").await;
    Queue::sign_in(&sun, "supervisor2").await;
    let looked_over = PolicyArea::open(&sun).await.open_draft("proposed").await;
    looked_over.approve().await;
    zhao.reload().await;
    zhao.see("so somebody else must withdraw it").await;
    assert_eq!(zhao.count("#withdraw").await, 0);
    looked_over.withdraw("The carrier changed its times.").await;
    sun.see("withdrew version 2026.3.1").await;
    sun.see("The carrier changed its times.").await;
    let area = PolicyArea::open(&sun).await;
    let pack = area.pack("shop-default").await;
    assert!(pack.contains("2026.11.1") && !pack.contains("2026.3.1"), "{pack}");
    zhao.assert_sound().await;
    sun.assert_sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn agents_have_no_way_into_the_policy_area() {
    let site = Site::open().await;
    let filed = files_about_the_late_parcel(&site.app).await;
    let agent = site.browser(DESK).await;
    Queue::sign_in(&agent, "agent").await;
    assert_eq!(agent.count("#view-policy").await, 0);
    agent.go("/console/policy").await;
    agent.see("Policy is for supervisors and admins").await;
    // On a case they see which version answered.
    let answer = answer_on(&agent, &filed).await;
    assert!(answer.contains("version 2026.11.1"), "{answer}");
    agent.assert_sound().await;
}
