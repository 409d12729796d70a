//! Who is who: strangers stay strangers, and a case stays with the person who filed it, whatever a shop's files say.

use domain::id::CaseId;
use domain::order::Order;
use domain::text::contact::{Email, Phone};
use serde_json::{Value, json};
use server::import::ReadOrder;
use server::secret::KnownContacts;
use tests::actors::{Actor, Filed, envelope, filed, filing, new_id};
use tests::app::App;

/// A whole PNG picture of one pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0,
    1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

/// An order of one thing.
fn order(number: &str, customer: &str, sku: &str, contacts: KnownContacts) -> ReadOrder {
    let order: Order = serde_json::from_value(json!({
        "number": number, "status": "delivered", "currency": "CNY",
        "placed_at": "2026-03-02T10:00:00+08:00", "shipped_at": "2026-03-03T10:00:00+08:00",
        "promised_by": "2026-03-06", "delivered_at": "2026-03-05T10:00:00+08:00",
        "lines": [{
            "sku": sku, "title": sku, "quantity": 1,
            "unit_price": {"amount_minor": 19_900, "currency": "CNY"},
        }],
    }))
    .unwrap();
    let buyer = (!customer.is_empty()).then(|| customer.to_owned());
    ReadOrder { order, contacts, buyer, place: String::new(), notes: Vec::new() }
}

fn mail(address: &str) -> KnownContacts {
    KnownContacts { email: Some(Email::parse(address).unwrap()), ..KnownContacts::default() }
}

fn code(postcode: &str) -> KnownContacts {
    KnownContacts { postcode: Some(postcode.to_owned()), ..KnownContacts::default() }
}

fn number(phone: &str) -> KnownContacts {
    KnownContacts { phone: Some(Phone::parse(phone).unwrap()), ..KnownContacts::default() }
}

/// Looks an order up and files a complaint about it under a name.
async fn files_as(customer: &Actor, name: &str, order: &str, contact: &str) -> Filed {
    let found = customer.look_up(order, contact).await.ok();
    let filing = filing(&found, "quality", "打开就发现坏了，完全不能用，请尽快处理。");
    let mut body = envelope(&new_id(), &new_id(), 0, &json!({"file_complaint": filing}));
    body["personal"] = json!({
        "name": name, "form_of_address": "name", "email": format!("{name}@example.com"), "language": "en",
    });
    filed(&customer.post("/api/commands", &body).await)
}

async fn finds(actor: &Actor, number: &str, contact: &str) -> Value {
    let answer = actor.post("/api/cases/find", &json!({"number": number, "contact": contact})).await;
    if answer.status == 200 { answer.json()["cases"].clone() } else { Value::Null }
}

#[tokio::test]
async fn buyers_without_an_account_are_nobody_but_themselves() {
    for nobody in ["0", "guest", "-", "N/A", "-1", "匿名", "Walk-in", "null"] {
        let app = App::start().await;
        app.import(vec![
            order("G-1", nobody, "LAMP", mail("ana@example.com")),
            order("G-2", nobody, "KETTLE", mail("ben@example.com")),
        ])
        .await;
        let (ana, ben) = (app.customer(), app.customer());
        let hers = files_as(&ana, "Ana", "G-1", "ana@example.com").await;
        let his = files_as(&ben, "Ben", "G-2", "ben@example.com").await;
        let (hers, his) = (ana.case(&hers.case_id).await, ben.case(&his.case_id).await);
        assert!(!hers.to_string().contains("Ben") && hers["people"].to_string().contains("Ana"), "{nobody}");
        assert!(!his.to_string().contains("Ana"), "{nobody}");
        let person = |case: &Value| case["people"].as_object().unwrap().keys().next().unwrap().clone();
        assert_ne!(person(&hers), person(&his), "{nobody} made them one person");
    }
}

#[tokio::test]
async fn what_somebody_gave_with_one_case_is_not_changed_by_another() {
    let app = App::start().await;
    // A shop's mistake no list of words foresees: two people under one number.
    app.import(vec![
        order("G-1", "1", "LAMP", mail("ana@example.com")),
        order("G-2", "1", "KETTLE", mail("ben@example.com")),
    ])
    .await;
    let (ana, ben) = (app.customer(), app.customer());
    let hers = files_as(&ana, "Ana", "G-1", "ana@example.com").await;
    files_as(&ben, "Ben", "G-2", "ben@example.com").await;
    let seen = ana.case(&hers.case_id).await.to_string();
    assert!(seen.contains("Ana") && !seen.contains("Ben"), "{seen}");
}

#[tokio::test]
async fn number_given_to_another_buyer_takes_no_case_along() {
    for (one, other) in [("C-1", "C-2"), ("", "")] {
        let app = App::start().await;
        app.import(vec![order("RE-2001", one, "LAMP", mail("first@example.com"))]).await;
        let first = app.customer();
        let case = files_as(&first, "First", "RE-2001", "first@example.com").await;
        let command = new_id();
        let former = first.upload(&command, PNG).await.ok();
        app.import(vec![order("RE-2001", other, "RING", mail("second@example.com"))]).await;

        let second = app.customer();
        let found = second.look_up("RE-2001", "second@example.com").await.ok();
        assert_eq!(found["cases"], json!([]));
        assert_eq!(found["order"]["lines"][0]["sku"], "RING");
        for number in ["RE-2001", &case.number] {
            assert_eq!(finds(&second, number, "second@example.com").await, Value::Null, "{number}");
        }
        // Nor a photo that the first had uploaded for it, whoever knows its id and that of its command.
        let mut taken = filing(&found, "quality", "打开就发现坏了，完全不能用。");
        taken["evidence"] = json!([{"id": former["id"]}]);
        let mut body = envelope(&command, &new_id(), 0, &json!({"file_complaint": taken}));
        body["personal"] = tests::actors::personal();
        assert_eq!(second.post("/api/commands", &body).await.refusal(), (422, "evidence_unknown".into()));
        let photo = format!("/api/evidence/{}", former["id"].as_str().unwrap());
        assert_eq!(second.get(&photo).await.status, 404);
        let withdraw = second.command(&case.case_id, case.version, &json!({"withdraw": {}})).await;
        assert_eq!(withdraw.refusal(), (404, "not_found".into()));

        // The case stays with whoever filed it, by both numbers and by what is open already.
        for number in ["RE-2001", &case.number] {
            let found = finds(&app.customer(), number, "first@example.com").await;
            assert_eq!(found[0]["case_id"], case.case_id.as_str(), "{number}");
        }
        assert_eq!(first.case(&case.case_id).await["version"], case.version);
        // And what the first once looked up files nothing about the second's order.
        let mut body = envelope(
            &new_id(),
            &new_id(),
            0,
            &json!({"file_complaint": filing(&found, "quality", "打开就发现坏了，完全不能用。")}),
        );
        body["personal"] = tests::actors::personal();
        assert_eq!(first.post("/api/commands", &body).await.refusal(), (422, "order_not_looked_up".into()));
        // Nor does it bring photos to it, named or not; to the first's own case it does.
        let photo = async |more: &str| {
            let path = format!("/api/uploads/{}?command_id={}{more}", new_id(), new_id());
            first.send(reqwest::Method::PUT, &path, &[], PNG.to_vec()).await
        };
        for more in ["", "&order_number=RE-2001"] {
            assert_eq!(photo(more).await.refusal(), (422, "order_not_looked_up".into()), "{more}");
        }
        assert_eq!(photo(&format!("&case_id={}", case.case_id)).await.status, 200);
        // A former number comes back from an old file: the later purchase keeps it.
        let mut old = order("RE-2001", one, "LAMP", mail("first@example.com"));
        old.order.placed_at = domain::order::OrderTime::parse("2026-02-02T10:00:00+08:00").unwrap();
        assert_eq!(app.import(vec![old]).await, 1);
        assert_eq!(second.look_up("RE-2001", "second@example.com").await.status, 200);
    }
}

#[tokio::test]
async fn contact_that_once_proved_a_case_keeps_opening_it() {
    for customer in ["C-1", ""] {
        let app = App::start().await;
        app.import(vec![order("A-7", customer, "LAMP", mail("old@example.com"))]).await;
        let case = files_as(&app.customer(), "Mei", "A-7", "old@example.com").await;
        // The shop puts the address right.
        app.import(vec![order("A-7", customer, "LAMP", mail("new@example.com"))]).await;
        for contact in ["old@example.com", "new@example.com"] {
            for number in [case.number.as_str(), "A-7"] {
                let found = finds(&app.customer(), number, contact).await;
                assert_eq!(found[0]["case_id"], case.case_id.as_str(), "{contact} with {number}");
            }
        }
        assert_eq!(finds(&app.customer(), &case.number, "other@example.com").await, Value::Null);
        // A new complaint needs what the shop knows now.
        assert_eq!(app.customer().look_up("A-7", "old@example.com").await.refusal().0, 404);
    }
}

#[tokio::test]
async fn numbers_that_only_look_the_same_never_take_an_order_from_its_owner() {
    let app = App::start().await;
    let n_refused = app
        .import(vec![
            order("#3001", "C-3", "LAMP", mail("c3@example.com")),
            order("3001", "C-4", "RING", mail("c4@example.com")),
            order("30 01", "C-5", "BOOK", mail("c5@example.com")),
            // Not even from the same buyer's other order.
            order("3001", "C-3", "BOWL", mail("c3@example.com")),
        ])
        .await;
    assert_eq!(n_refused, 3);
    let found = app.customer().look_up("3001", "c3@example.com").await.ok();
    assert_eq!(found["order"]["lines"][0]["sku"], "LAMP");
    for other in ["c4@example.com", "c5@example.com"] {
        assert_eq!(app.customer().look_up("3001", other).await.refusal().0, 404, "{other}");
    }
    // The same order under the same buyer may be written otherwise the next time.
    assert_eq!(app.import(vec![order("3001", "C-3", "LAMP", mail("c3@example.com"))]).await, 0);
}

#[tokio::test]
async fn what_stands_for_nothing_proves_nothing() {
    let app = App::start().await;
    let with_number = KnownContacts { postcode: Some("000000".into()), ..number("13900008031") };
    let n_refused = app
        .import(vec![
            order("PH-1", "", "LAMP", with_number),
            order("PH-2", "", "LAMP", code("00000")),
            order("PH-3", "", "LAMP", code("-")),
            order("PH-4", "", "LAMP", number("00000000000")),
            order("PH-5", "", "LAMP", code("N/A")),
            order("PH-6", "", "LAMP", code("123456")),
            order("PH-7", "", "LAMP", number("+8611111111111")),
            order("PH-8", "", "LAMP", mail("noreply@shop.example")),
            order("PH-9", "", "LAMP", code("510000")),
        ])
        .await;
    assert_eq!(n_refused, 8, "an order that nobody can prove is left out and said to be");
    for n in 1..=9 {
        for guess in
            ["000000", "00000", "0000", "-", "N/A", "123456", "1111", "noreply@shop.example", "510000"]
        {
            let refused = app.customer().look_up(&format!("PH-{n}"), guess).await;
            assert!(matches!(refused.refusal().0, 404 | 422), "PH-{n} by {guess}");
        }
    }
    assert_eq!(app.customer().look_up("PH-1", "8031").await.status, 200);
}

#[tokio::test]
async fn code_of_a_city_opens_no_order() {
    let app = App::start().await;
    app.import(vec![
        order("T-1", "", "LAMP", code("1010")),
        order("T-2", "", "LAMP", KnownContacts { postcode: Some("35182".into()), ..mail("a@example.com") }),
        order(
            "T-3",
            "",
            "LAMP",
            KnownContacts { postcode: Some("SW1A 1AA".into()), ..mail("b@example.com") },
        ),
        order("T-4", "", "LAMP", code("35182")),
    ])
    .await;
    let status = |number: &'static str, contact: &'static str| {
        let customer = app.customer();
        async move { customer.look_up(number, contact).await.status.as_u16() }
    };
    // The cities of the example shop's buyers, tried on all its orders.
    for n in 1001..=1014 {
        for city in ["310000", "510000"] {
            assert_eq!(app.customer().look_up(&format!("SH-{n}"), city).await.refusal().0, 404);
        }
    }
    assert_eq!(status("T-1", "1010").await, 404);
    assert_eq!(status("T-2", "35182").await, 404, "the shop knows better of this buyer");
    assert_eq!(status("T-3", "sw1a1aa").await, 200, "that names a few houses");
    assert_eq!(status("T-4", "35182-030").await, 200, "the shop knows nothing else");
}

#[tokio::test]
async fn filing_under_somebody_elses_case_is_answered_as_unknown() {
    let app = App::start().await;
    let victim = app.customer();
    let theirs = victim.files_about_the_vase().await;
    let attacker = app.customer();
    let order = attacker.look_up("SH-1005", "ming@example.com").await.ok();
    let filing = filing(&order, "delivery_delay", "包裹一直没到，物流五天没有更新了。");
    for version in [0, theirs.version, theirs.version + 5] {
        let mut body =
            envelope(&new_id(), &theirs.case_id, version, &json!({"file_complaint": filing.clone()}));
        body["personal"] = tests::actors::personal();
        let answer = attacker.post("/api/commands", &body).await;
        assert_eq!(answer.refusal(), (404, "not_found".into()), "version {version}");
        let text = String::from_utf8(answer.bytes).unwrap();
        assert!(!text.contains("花瓶") && !text.contains("missed"), "{text}");
    }
    // Nor under the victim's own command id.
    let case = theirs.case_id.parse().map(CaseId).unwrap();
    let events = app.state.store.case_events(case, 0).await.unwrap();
    let mut body =
        envelope(&events[0].command_id.to_string(), &new_id(), 0, &json!({"file_complaint": filing}));
    body["personal"] = tests::actors::personal();
    let text = String::from_utf8(attacker.post("/api/commands", &body).await.bytes).unwrap();
    assert!(!text.contains("花瓶") && !text.contains(&theirs.case_id), "{text}");
}
