//! What a message is taken for stands before its writer, who says what of it was not meant.

use serde_json::json;
use tests::browser::{Look, Site};
use tests::pages::customer::CasePage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_message_is_taken_for_is_shown_and_taken_off_by_one_press() {
    let site = Site::open().await;
    for (language, words, fake, not_meant) in [
        (
            "en",
            "The shop next door says that it is a fake. Exchange it, please.",
            "It is a fake",
            "Not what I meant",
        ),
        ("zh-CN", "隔壁店员说这是假货，麻烦给我换一个。", "是假货", "不是这个意思"),
        ("zh-TW", "隔壁店員說這是假貨，麻煩給我換一個。", "是假貨", "不是這個意思"),
    ] {
        let phone = site.browser(Look::PHONE.speaking(language)).await;
        let (customer, agent) = (site.app.customer(), site.app.staff("agent").await);
        let filed = customer.files_about_the_vase().await;
        phone.go(&filed.link).await;
        let case = CasePage::seen_by(&phone).await;
        assert_eq!(phone.count("#taken-for").await, 0, "{language}: the form showed what the story says");
        case.write(words).await;
        phone.select("#not-meant-fake").await;
        phone.select("#not-meant-exchange").await;
        let shown = phone.words_of("#taken-for").await;
        assert!(shown.contains(fake) && shown.contains(not_meant), "{language}: {shown}");
        phone.assert_sound().await;
        phone.click_on("#not-meant-fake").await;
        phone
            .wait_until("the fake to be taken off", async || Ok(phone.count("#not-meant-fake").await == 0))
            .await;
        let events = async || agent.case(&filed.case_id).await["events"].clone();
        let last =
            async || events().await.as_array().and_then(|all| all.last()).map(|last| last["event"].clone());
        phone
            .wait_until("it to be on record", async || {
                let claims = json!([{"fraud": "claimed"}]);
                Ok(last().await.is_some_and(|event| event["not_meant"]["claims"] == claims))
            })
            .await;
        // The wish was meant, and stands before what was asked for in the form.
        phone.select("#not-meant-exchange").await;
        phone.assert_fit_for_everybody(&format!("what a message is taken for, {language}")).await;
    }
}
