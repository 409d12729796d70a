//! What comes first where one thing stands below the other: what is to be done, then what can be had, then the order.

use serde_json::{Value, json};
use tests::actors::offer;
use tests::browser::{Browser, Look, Site};
use tests::pages::console::Queue;

/// Waits until these stand below each other in this order, in the page as it is read and as it is seen.
async fn see_in_order(browser: &Browser, all: &[&str]) {
    let script = "const all = arguments[0].map(css => document.querySelector(css)); \
                  if (all.some(one => !one)) return arguments[0].filter((_, idx) => !all[idx]).join(); \
                  const wrong = all.slice(1).findIndex((one, idx) => \
                      !(all[idx].compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) \
                      || one.getBoundingClientRect().top < all[idx].getBoundingClientRect().top); \
                  return wrong < 0 ? '' : arguments[0][wrong + 1]";
    browser
        .wait_until(&format!("{all:?} in this order"), async || {
            Ok(browser.run(script, vec![Value::from(all.to_vec())]).await == "")
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_phone_the_desk_sees_first_what_is_to_be_done_then_what_can_be_had_and_the_order() {
    let site = Site::open().await;
    let filed = site.app.customer().files_about_the_vase().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let case = Queue::sign_in(&phone, "agent").await.open(&filed.number).await;
    case.take().await;
    // Whoever answers reads first what was said.
    see_in_order(
        &phone,
        &[
            "#case-next",
            ".editor-words",
            ".composer",
            "#findings",
            "#order-facts",
            ".events",
            "#evidence-title",
        ],
    )
    .await;
    let agent = site.app.staff("agent").await;
    let me = agent.get("/api/session").await.ok()["user_id"].clone();
    agent.does(&filed.case_id, &offer(&me, 36_800, None).2).await;
    see_in_order(&phone, &["#case-next", "#replace-offer", ".composer", "#findings", "#order-facts"]).await;
    phone.assert_sound().await;
    phone.assert_fit_for_everybody("case-at-the-desk-on-a-phone").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_customer_said_stands_in_the_form_of_an_offer_however_much_is_in_it() {
    let site = Site::open().await;
    let filed = site.app.customer().files_about_the_vase().await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let case = Queue::sign_in(&desk, "agent").await.open(&filed.number).await;
    case.record("damage_in_transit", "established").await;
    case.begin_offer().await;
    let tall = "return document.querySelector('#offer-editor .editor-words').getBoundingClientRect().height";
    let tall = desk.run(tall, vec![]).await;
    assert!(tall.as_f64().is_some_and(|tall| tall > 10.0), "{tall}");
    // It opens at its top, and what is said with it and what sends it are in sight however long it is.
    let is_seen = "const form = document.querySelector('#offer-editor').getBoundingClientRect(); \
                   return ['#offer-editor-title', '#offer-message', '#send-offer'].every(css => { \
                       const one = document.querySelector(css).getBoundingClientRect(); \
                       return one.top >= form.top && one.bottom <= form.bottom + 1; })";
    assert_eq!(desk.run(is_seen, vec![]).await, true);
    desk.be_printed().await;
    let printed = "return document.querySelector('#offer-editor').checkVisibility()";
    assert_eq!(desk.run(printed, vec![]).await, false, "an offer that nobody has made is on no paper");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn options_say_what_they_are_before_what_comes_on_top_and_other_findings_stand_by_what_they_are_about()
{
    let site = Site::open().await;
    let filed = site.app.customer().files_about_the_vase().await;
    let desk = site.browser(Look::DESK.speaking("en")).await;
    let case = Queue::sign_in(&desk, "agent").await.open(&filed.number).await;
    case.take().await;
    case.record("damage_in_transit", "established").await;
    desk.select(".suggestion .option-total").await;
    let heads =
        "return [...document.querySelectorAll('.suggestion .option-total')].map(one => one.innerText)";
    let heads = desk.run(heads, vec![]).await;
    let heads: Vec<&str> = heads.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(heads.iter().all(|head| !head.starts_with('+')), "{heads:?}");
    assert!(heads.iter().any(|head| head.starts_with("Sent again + ")), "{heads:?}");

    desk.click_on("#findings .fold > summary").await;
    desk.select("[data-matter=harm] #finding-safety").await;
    desk.select("[data-matter=harm] #finding-injury").await;
    desk.fill_in("#findings-find", "seriously injured").await;
    let shown = "return [...document.querySelectorAll('#findings .fold .question, #findings .fold h3')] \
                 .filter(one => one.checkVisibility()).length";
    desk.wait_until("the one question under its heading", async || Ok(desk.run(shown, vec![]).await == 2))
        .await;
    desk.fill_in("#findings-find", "no such words").await;
    desk.see("No finding has these words.").await;
    desk.assert_sound().await;
    desk.assert_fit_for_everybody("other-findings").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_comes_before_the_rules_and_an_agreement_before_the_way_back_into_a_case() {
    let site = Site::open().await;
    let phone = site.browser(Look::PHONE.speaking("en")).await;
    let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
    let order = customer.look_up("SH-1005", "8001").await.ok();
    let question = json!({
        "person": order["person_id"], "order_number": "SH-1005", "is_question": true, "category": "other",
        "goods": [{"sku": "KETTLE-17"}], "story": "Can I return this kettle if I do not like it?",
    });
    let asked = customer.files(&question).await;
    agent.does(&asked.case_id, &json!({"reply": {"text": "Yes, within seven days."}})).await;
    phone.go(&asked.link).await;
    phone.see("We have answered").await;
    see_in_order(&phone, &["#next-step", "#message", ".timeline", "#rights"]).await;

    let filed = customer.files_about_the_vase().await;
    customer.does(&filed.case_id, &json!({"withdraw": {}})).await;
    phone.go(&filed.link).await;
    phone.see("You took it back").await;
    see_in_order(&phone, &["#next-step", "#rights", "#reopen-open", "#message"]).await;
    phone.assert_sound().await;
}
