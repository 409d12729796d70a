//! A customer of the example shop who files complaints over HTTP, as many as asked.

use reqwest::Client;
use reqwest::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use serde_json::{Value, json};
use uuid::Uuid;

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
        // The smallest PNG there is.
        const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\n\
            IDATx\x9cc`\0\0\0\x02\0\x01\xe2!\xbc3\0\0\0\0IEND\xaeB`\x82";
        let (evidence, command) = (Uuid::now_v7(), Uuid::now_v7());
        let address = format!("{}/api/uploads/{evidence}?command_id={command}", self.url);
        let answer = self.http.put(address).header(COOKIE, &self.cookie).body(PNG).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }

    /// Files a complaint; the case's id once it has been acknowledged, nothing where the server is gone.
    pub(crate) async fn file(&self) -> Option<Uuid> {
        let case_id = Uuid::now_v7();
        let body = json!({
            "command_id": Uuid::now_v7(), "case_id": case_id, "expected_version": 0,
            "personal": {"name": "华", "form_of_address": "ms", "email": "hua@example.com", "language": "zh-Hans"},
            "command": {"file_complaint": {
                "person": self.person, "order_number": "SH-1010", "goods": [{"sku": "VASE-L"}],
                "category": "delivery_damage", "story": "花瓶收到的时候已经碎成三块了。",
            }},
        });
        let sent = self.http.post(format!("{}/api/commands", self.url)).header(COOKIE, &self.cookie);
        let sent = sent.header(CONTENT_TYPE, "application/json").body(body.to_string()).send().await;
        let answer = sent.ok()?;
        let is_filed = answer.status() == 200;
        // Only a whole answer counts as an acknowledgement.
        answer.bytes().await.ok().filter(|_| is_filed).map(|_| case_id)
    }
}
