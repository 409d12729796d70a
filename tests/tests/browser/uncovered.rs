//! What no rule speaks of: told before anything is sent, and answered by the desk in the customer's language.

use tests::browser::{Look, Site};
use tests::pages::console::Queue;
use tests::pages::customer::{Answers, Filing};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn demand_without_a_rule_is_answered_in_the_language_of_whoever_made_it() {
    let site = Site::open().await;
    let customer = site.browser(Look::DESK.speaking("zh-CN")).await;
    let desk = site.browser(Look::DESK.speaking("en")).await;

    // While they write they read that no rule covers it, and what can be done instead.
    let answers = Answers {
        story: "花瓶收到就碎了，要求退款，还要赔偿精神损失费。",
        wish: Some("return_refund"),
        name: "华女士",
        ..Answers::BROKEN_VASE
    };
    let filing = Filing::open(&customer).await;
    filing.find_order(answers.order, answers.contact).await;
    filing.tell(answers.story).await;
    customer.see("您还要求的").await;
    customer.see("现行的规则没有为这样的难受定下数额").await;
    filing.answer_from_lines(&answers).await;
    let sent = filing.send().await;
    let number = sent.number().await;
    sent.open_case().await;

    // The agent reads it in their own language, and the reply stands ready in the customer's.
    let case = Queue::sign_in(&desk, "agent").await.open(&number).await;
    desk.see("No rule in force here puts a sum on that").await;
    case.take().await;
    desk.click_on("#uncovered-reply").await;
    let ready = desk.run("return document.querySelector('#composer-text').value", vec![]).await;
    assert!(ready.as_str().unwrap_or_default().contains("现行的规则没有为这样的难受定下数额"), "{ready}");
    desk.click_on("#composer-send").await;
    customer.see("会有专人来看，并说明理由答复您").await;

    // So do the shop's own words for what is offered.
    case.record("damage_in_transit", "established").await;
    case.begin_offer().await;
    desk.click_on("#offer-phrases").await;
    desk.wait_until("the shop's words", async || {
        let said = desk.run("return document.querySelector('#offer-message').value", vec![]).await;
        Ok(said.as_str().is_some_and(|said| said.contains("退款")))
    })
    .await;
    customer.assert_sound().await;
    desk.assert_sound().await;
}
