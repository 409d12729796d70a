//! Evidence: what is taken in, what is not, and who gets to see it.

use serde_json::json;
use tests::actors::{envelope, filed, filing, new_id, personal};
use tests::app::App;

/// A whole PNG picture of one pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0,
    1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

#[tokio::test]
async fn what_is_no_picture_is_refused_and_says_why() {
    let app = App::start().await;
    let customer = app.customer();
    customer.look_up("SH-1010", "8002").await.ok();
    let command = new_id();
    let refused = |content: Vec<u8>| {
        let (customer, command) = (&customer, &command);
        async move { customer.upload(command, &content).await.refusal() }
    };
    assert_eq!(refused(Vec::new()).await, (422, "evidence_empty".into()));
    assert_eq!(refused(vec![0xff; 30 * 1024 * 1024]).await, (413, "too_large".into()));
    let html = b"<!doctype html><script>alert(1)</script>".to_vec();
    assert_eq!(refused(html).await, (415, "evidence_type_unknown".into()));
    assert_eq!(refused(b"GIF89a\x01\0\x01\0".to_vec()).await, (415, "evidence_type_unknown".into()));
    assert_eq!(refused(b"\0\0\0\x18ftypheic\0\0\0\0".to_vec()).await, (415, "evidence_heic".into()));
    assert_eq!(refused(PNG[..50].to_vec()).await, (422, "evidence_truncated".into()));
}

#[tokio::test]
async fn twelve_pieces_are_taken_and_no_thirteenth() {
    let app = App::start().await;
    let customer = app.customer();
    customer.look_up("SH-1010", "8002").await.ok();
    let command = new_id();
    let mut outcomes = Vec::new();
    for _ in 0..40 {
        outcomes.push(customer.upload(&command, PNG).await.status.as_u16());
    }
    assert_eq!(outcomes.iter().filter(|status| **status == 200).count(), 12);
    assert!(outcomes[12..].iter().all(|status| *status == 422), "{outcomes:?}");
}

#[tokio::test]
async fn an_upload_for_a_command_that_was_answered_is_refused_and_joins_the_case_under_another() {
    let app = App::start().await;
    let customer = app.customer();
    let order = customer.look_up("SH-1010", "8002").await.ok();
    let (command, case_id) = (new_id(), new_id());
    let complaint = filing(&order, "delivery_damage", "花瓶收到的时候已经碎了，很失望。");
    let mut body = envelope(&command, &case_id, 0, &json!({"file_complaint": complaint}));
    body["personal"] = personal();
    let filed = filed(&customer.post("/api/commands", &body).await);
    assert_eq!(customer.upload(&command, PNG).await.refusal(), (409, "command_answered".into()));
    let (evidence, command) = (new_id(), new_id());
    let path = format!("/api/uploads/{evidence}?command_id={command}&case_id={case_id}");
    let put = || customer.send(reqwest::Method::PUT, &path, &[], PNG.to_vec());
    put().await.ok();
    let add = envelope(&command, &case_id, filed.version, &json!({"add_evidence": {"id": evidence}}));
    customer.post("/api/commands", &add).await.ok();
    // The same file sent again is known, and another one comes too late.
    put().await.ok();
    let late = format!("/api/uploads/{}?command_id={command}&case_id={case_id}", new_id());
    let late = customer.send(reqwest::Method::PUT, &late, &[], PNG.to_vec()).await;
    assert_eq!(late.refusal(), (409, "command_answered".into()));
}

#[tokio::test]
async fn upload_needs_an_order_that_was_looked_up() {
    let app = App::start().await;
    let refused = app.customer().upload(&new_id(), PNG).await.refusal();
    assert_eq!(refused, (422, "order_not_looked_up".into()));
}

#[tokio::test]
async fn same_upload_sent_again_is_no_second_piece_and_an_id_is_never_reused() {
    let app = App::start().await;
    let customer = app.customer();
    customer.look_up("SH-1010", "8002").await.ok();
    let (evidence, command) = (new_id(), new_id());
    let path = format!("/api/uploads/{evidence}?command_id={command}");
    let put = |content: Vec<u8>| customer.send(reqwest::Method::PUT, &path, &[], content);
    let first = put(PNG.to_vec()).await.ok();
    assert_eq!(put(PNG.to_vec()).await.ok(), first);
    let other = put(b"%PDF-1.7\n%%EOF\n".to_vec()).await.refusal();
    assert_eq!(other, (409, "evidence_id_taken".into()));
}

#[tokio::test]
async fn evidence_is_seen_by_its_customer_and_the_desk_and_by_nobody_else() {
    let app = App::start().await;
    let customer = app.customer();
    let order = customer.look_up("SH-1010", "8002").await.ok();
    let command = new_id();
    let picture = customer.upload(&command, PNG).await.ok();
    let pdf = customer.upload(&command, b"%PDF-1.7\n%%EOF\n").await.ok();
    let mut complaint = filing(&order, "delivery_damage", "花瓶收到的时候已经碎了，很失望。");
    complaint["evidence"] = json!([{"id": picture["id"], "sku": "VASE-L"}, {"id": pdf["id"]}]);
    let mut body = envelope(&command, &new_id(), 0, &json!({"file_complaint": complaint}));
    body["personal"] = personal();
    filed(&customer.post("/api/commands", &body).await);

    let path = format!("/api/evidence/{}", picture["id"].as_str().unwrap());
    let shown = customer.get(&path).await;
    assert_eq!(shown.bytes, PNG);
    assert_eq!(shown.headers["x-content-type-options"], "nosniff");
    assert!(shown.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
    assert!(shown.headers["content-disposition"].to_str().unwrap().starts_with("inline"));
    assert_eq!(app.staff("agent").await.get(&path).await.bytes, PNG);
    let document = customer.get(&format!("/api/evidence/{}", pdf["id"].as_str().unwrap())).await;
    assert!(document.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));

    let stranger = app.customer();
    assert_eq!(stranger.get(&path).await.refusal(), (404, "not_found".into()));
    stranger.look_up("SH-1005", "8001").await.ok();
    assert_eq!(stranger.get(&path).await.refusal(), (404, "not_found".into()));
    assert_eq!(app.staff("admin").await.get(&path).await.refusal().0, 404);
}

#[tokio::test]
async fn evidence_that_was_never_uploaded_for_this_filing_is_refused() {
    let app = App::start().await;
    let (customer, other) = (app.customer(), app.customer());
    other.look_up("SH-1005", "8001").await.ok();
    let command = new_id();
    let theirs = other.upload(&command, PNG).await.ok();
    let order = customer.look_up("SH-1010", "8002").await.ok();
    let mut complaint = filing(&order, "delivery_damage", "花瓶收到的时候已经碎了，很失望。");
    complaint["evidence"] = json!([{"id": theirs["id"]}]);
    let mut body = envelope(&command, &new_id(), 0, &json!({"file_complaint": complaint}));
    body["personal"] = personal();
    let refused = customer.post("/api/commands", &body).await.refusal();
    assert_eq!(refused, (422, "evidence_unknown".into()));
}

#[tokio::test]
async fn evidence_is_added_to_a_case_later() {
    let app = App::start().await;
    let customer = app.customer();
    let filed = customer.files_about_the_vase().await;
    let (evidence, command) = (new_id(), new_id());
    let path = format!("/api/uploads/{evidence}?command_id={command}&case_id={}", filed.case_id);
    customer.send(reqwest::Method::PUT, &path, &[], PNG.to_vec()).await.ok();
    let add = json!({"add_evidence": {"id": evidence, "sku": "VASE-L"}});
    customer.post("/api/commands", &envelope(&command, &filed.case_id, filed.version, &add)).await.ok();
    let seen = app.staff("agent").await.get(&format!("/api/evidence/{evidence}")).await;
    assert_eq!(seen.bytes, PNG);
}
