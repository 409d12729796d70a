//! What the desk keeps to itself, and what only whoever files may say.

use domain::order::Order;
use domain::text::contact::Email;
use serde_json::json;
use server::import::ReadOrder;
use server::secret::KnownContacts;
use tests::actors::{envelope, filing, new_id, personal};
use tests::app::App;

/// A valued customer's lamp, with all a shop may have noted about it.
fn lamp() -> ReadOrder {
    let order: Order = serde_json::from_value(json!({
        "number": "IN-1", "status": "delivered", "currency": "CNY",
        "placed_at": "2026-03-02T10:00:00+08:00", "shipped_at": "2026-03-03T10:00:00+08:00",
        "promised_by": "2026-03-06", "delivered_at": "2026-03-05T10:00:00+08:00",
        "terms": {"tier": "vip"},
        "lines": [{
            "sku": "LAMP", "title": "Lamp", "quantity": 1,
            "unit_price": {"amount_minor": 19_900, "currency": "CNY"},
            "background": {
                "batch": "INNER batch", "outbound_inspection": "INNER scratch seen, sent all the same",
                "page_as_sold": "INNER page", "presale_talk": "INNER promise",
            },
        }],
    }))
    .unwrap();
    let contacts =
        KnownContacts { email: Some(Email::parse("lin@example.com").unwrap()), ..KnownContacts::default() };
    ReadOrder { order, contacts, buyer: None, place: String::new(), notes: Vec::new() }
}

#[tokio::test]
async fn what_the_shop_noted_about_the_goods_reaches_the_desk_and_no_customer() {
    let app = App::start().await;
    assert_eq!(app.import(vec![lamp()]).await, 0);
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let found = customer.look_up("IN-1", "lin@example.com").await.ok();
    let mut body = envelope(
        &new_id(),
        &new_id(),
        0,
        &json!({"file_complaint": filing(&found, "quality", "灯罩上有一道划痕，请尽快处理。")}),
    );
    body["personal"] = personal();
    let answer = customer.post("/api/commands", &body).await.ok();
    let case_id = answer["case_id"].as_str().unwrap();
    let case = customer.case(case_id).await;
    let again = customer.look_up("IN-1", "lin@example.com").await.ok();
    for (what, told) in [("look-up", &found), ("answer", &answer), ("case", &case), ("look-up", &again)] {
        let told = told.to_string();
        assert!(told.contains("LAMP") && !told.contains("INNER"), "{what}: {told}");
    }
    // The browser answers the rules that ask for the customer's rank, so that one goes along.
    assert_eq!(found["order"]["terms"]["tier"], "vip");
    let missed = customer.command(case_id, 1, &json!({"write_to_desk": {"text": "还有一件事要说。"}})).await;
    assert_eq!(missed.refusal(), (409, "version_conflict".into()));
    assert!(!missed.json().to_string().contains("INNER"));
    let seen = agent.case(case_id).await.to_string();
    for noted in ["INNER batch", "INNER scratch", "INNER page", "INNER promise"] {
        assert!(seen.contains(noted), "{seen}");
    }
}

#[tokio::test]
async fn whoever_holds_a_leaked_link_puts_nobody_else_in_the_customers_place() {
    let app = App::start().await;
    let (owner, agent, thief) = (app.customer(), app.staff("agent").await, app.customer());
    let filed = owner.files_about_the_vase().await;
    let token = filed.link.rsplit('/').next().unwrap();
    thief.post(&format!("/api/links/{token}"), &json!({})).await.ok();
    let people = agent.case(&filed.case_id).await["people"].clone();
    let write = json!({"write_to_desk": {"text": "请联系我的新号码。"}});
    let mut body = envelope(&new_id(), &filed.case_id, filed.version, &write);
    body["personal"] = json!({
        "name": "Mallory", "form_of_address": "name", "email": "mallory@example.com", "language": "en",
    });
    let refused = thief.post("/api/commands", &body).await;
    assert_eq!(refused.refusal(), (400, "malformed".into()));
    let facts = &refused.json()["error"]["facts"];
    assert_eq!(facts["place"], "personal");
    assert!(facts["expected"].as_str().unwrap().contains("filing"), "{facts}");
    let case = agent.case(&filed.case_id).await;
    assert_eq!((&case["people"], &case["version"]), (&people, &json!(filed.version)));
    // What was written is not lost: the same without the data is taken.
    body.as_object_mut().unwrap().remove("personal");
    thief.post("/api/commands", &body).await.ok();
}
