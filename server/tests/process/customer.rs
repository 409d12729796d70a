//! A customer of the example shop who files complaints over HTTP, as many as asked.

use reqwest::Client;
use reqwest::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use serde_json::{Value, json};
use uuid::Uuid;

/// A whole PNG picture of one pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0,
    1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

pub(crate) struct Customer {
    http: Client,
    url: String,
    cookie: String,
    person: Value,
}

impl Customer {
    /// Somebody who has looked up the vase that arrived broken.
    pub(crate) async fn of(url: &str) -> Self {
        let http = Client::new();
        let body = json!({"order_number": "SH-1010", "contact": "hua@example.com"}).to_string();
        let sent = http.post(format!("{url}/api/orders/lookup")).header(CONTENT_TYPE, "application/json");
        let answer = sent.body(body).send().await.unwrap();
        let cookie = answer.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        let body: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        Self { http, url: url.to_owned(), cookie, person: body["person_id"].clone() }
    }

    /// Uploads a picture for a complaint still to be filed.
    pub(crate) async fn upload(&self) {
        assert_eq!(self.try_upload().await, 200);
    }

    /// The same, whatever comes of it.
    pub(crate) async fn try_upload(&self) -> u16 {
        let (evidence, command) = (Uuid::now_v7(), Uuid::now_v7());
        let address = format!("{}/api/uploads/{evidence}?command_id={command}", self.url);
        let answer = self.http.put(address).header(COOKIE, &self.cookie).body(PNG).send().await.unwrap();
        answer.status().as_u16()
    }

    /// Whether a photo can be seen, and is the one that was sent.
    pub(crate) async fn sees(&self, evidence: Uuid) -> bool {
        let address = format!("{}/api/evidence/{evidence}", self.url);
        let answer = self.http.get(address).header(COOKIE, &self.cookie).send().await.unwrap();
        answer.status() == 200 && answer.bytes().await.unwrap() == PNG
    }

    /// Files a complaint with so many photos; their ids.
    pub(crate) async fn file_with_photos(&self, n: usize) -> Vec<Uuid> {
        let (command_id, case_id) = (Uuid::now_v7(), Uuid::now_v7());
        let mut ids = Vec::new();
        for _ in 0..n {
            let id = Uuid::now_v7();
            let address = format!("{}/api/uploads/{id}?command_id={command_id}", self.url);
            let sent = self.http.put(address).header(COOKIE, &self.cookie).body(PNG).send().await.unwrap();
            assert_eq!(sent.status(), 200);
            ids.push(id);
        }
        let evidence: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
        let answer = self.send(command_id, case_id, &evidence).await.unwrap();
        assert_eq!(answer.status(), 200);
        ids
    }

    /// Files a complaint; the case's id once it has been acknowledged, nothing where the server is gone.
    pub(crate) async fn file(&self) -> Option<Uuid> {
        let case_id = Uuid::now_v7();
        let answer = self.send(Uuid::now_v7(), case_id, &[]).await?;
        let is_filed = answer.status() == 200;
        // Only a whole answer counts as an acknowledgement.
        answer.bytes().await.ok().filter(|_| is_filed).map(|_| case_id)
    }

    async fn send(&self, command_id: Uuid, case_id: Uuid, evidence: &[Value]) -> Option<reqwest::Response> {
        let body = json!({
            "command_id": command_id, "case_id": case_id, "expected_version": 0,
            "personal": {"name": "华", "form_of_address": "ms", "email": "hua@example.com", "language": "zh-Hans"},
            "command": {"file_complaint": {
                "person": self.person, "order_number": "SH-1010", "goods": [{"sku": "VASE-L"}],
                "category": "delivery_damage", "story": "花瓶收到的时候已经碎成三块了。", "evidence": evidence,
            }},
        });
        let sent = self.http.post(format!("{}/api/commands", self.url)).header(COOKIE, &self.cookie);
        sent.header(CONTENT_TYPE, "application/json").body(body.to_string()).send().await.ok()
    }
}
