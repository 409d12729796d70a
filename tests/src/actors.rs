//! People who speak to the server over HTTP, each with a browser's cookies of their own.

use crate::contract::{self, Exchange};
use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, SET_COOKIE};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Mutex;
use uuid::Uuid;

/// The cookie that holds a session's id.
pub const SESSION: &str = "redress_session";

/// Somebody in front of a browser.
pub struct Actor {
    http: Client,
    url: String,
    face: String,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What the server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// The body of a request that must have gone well.
    pub fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, String::from_utf8_lossy(&self.bytes));
        self.json()
    }

    /// The status and code of a request that must have failed.
    pub fn refusal(&self) -> (u16, String) {
        assert!(
            !self.status.is_success(),
            "expected a refusal, got {}",
            String::from_utf8_lossy(&self.bytes)
        );
        let code = self.json()["error"]["code"].as_str().unwrap_or_default().to_owned();
        (self.status.as_u16(), code)
    }
}

/// A complaint just filed.
#[derive(Clone, Debug)]
pub struct Filed {
    /// The case.
    pub case_id: String,
    /// Its number.
    pub number: String,
    /// Its version.
    pub version: u64,
    /// The private link.
    pub link: String,
}

impl Actor {
    /// Somebody who has never been here, in front of the customer's pages or the console.
    pub fn new(url: &str, face: &str) -> Self {
        Self { http: Client::new(), url: url.to_owned(), face: face.to_owned(), cookies: Mutex::default() }
    }

    /// Somebody who got hold of a session's cookie, or planted it.
    pub fn with_cookie(url: &str, face: &str, cookie: &str) -> Self {
        let actor = Self::new(url, face);
        actor.cookies.lock().unwrap().insert(SESSION.to_owned(), cookie.to_owned());
        actor
    }

    /// The server they speak to.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The face their pages show.
    pub fn face(&self) -> &str {
        &self.face
    }

    /// The cookie of this browser's session, empty where it has none.
    pub fn cookie(&self) -> String {
        self.cookies.lock().unwrap().get(SESSION).cloned().unwrap_or_default()
    }

    /// Opens a stream.
    pub async fn open(&self, path: &str) -> reqwest::Response {
        let mut request = self.http.get(format!("{}{path}", self.url)).header("redress-face", &self.face);
        if let Some(cookies) = self.cookie_header() {
            request = request.header(COOKIE, cookies);
        }
        request.send().await.unwrap()
    }

    fn cookie_header(&self) -> Option<String> {
        let cookies = self.cookies.lock().unwrap();
        let pairs: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    /// Sends a request; headers go on top of those a page sends.
    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut request = self.http.request(method.clone(), format!("{}{path}", self.url)).body(body.clone());
        if !headers.iter().any(|(name, _)| *name == "redress-face") {
            request = request.header("redress-face", &self.face);
        }
        if let Some(cookies) = self.cookie_header() {
            request = request.header(COOKIE, cookies);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        for cookie in headers.get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
        }
        let bytes = response.bytes().await.unwrap().to_vec();
        contract::hold(&Exchange {
            method: &method,
            path,
            sent: &body,
            status: status.as_u16(),
            headers: &headers,
            bytes: &bytes,
        });
        Answer { status, headers, bytes }
    }

    /// Asks for something.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Vec::new()).await
    }

    /// Sends JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_text(path, &body.to_string()).await
    }

    /// Sends JSON through a proxy that saw this address.
    pub async fn post_from(&self, address: &str, path: &str, body: &Value) -> Answer {
        let headers = [(CONTENT_TYPE.as_str(), "application/json"), ("x-forwarded-for", address)];
        self.send(Method::POST, path, &headers, body.to_string().into_bytes()).await
    }

    /// Takes something back.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, &[], Vec::new()).await
    }

    /// Sends text as if it were JSON.
    pub async fn post_text(&self, path: &str, body: &str) -> Answer {
        let json = [(CONTENT_TYPE.as_str(), "application/json")];
        self.send(Method::POST, path, &json, body.as_bytes().to_vec()).await
    }

    /// Signs in at the desk.
    pub async fn sign_in(&self, user: &str, password: &str) -> Answer {
        self.post("/api/session", &json!({"user": user, "password": password})).await
    }

    /// Signs out at the desk.
    pub async fn sign_out(&self) -> Answer {
        self.send(Method::DELETE, "/api/session", &[], Vec::new()).await
    }

    /// Looks an order up.
    pub async fn look_up(&self, order_number: &str, contact: &str) -> Answer {
        self.post("/api/orders/lookup", &json!({"order_number": order_number, "contact": contact})).await
    }

    /// Sends a command on a case under a new id.
    pub async fn command(&self, case_id: &str, version: u64, command: &Value) -> Answer {
        self.post("/api/commands", &envelope(&new_id(), case_id, version, command)).await
    }

    /// Reads a case.
    pub async fn case(&self, case_id: &str) -> Value {
        self.get(&format!("/api/cases/{case_id}")).await.ok()
    }

    /// Sends a command on a case as it stands now, which must go well.
    pub async fn does(&self, case_id: &str, command: &Value) -> Value {
        let version = self.case(case_id).await["version"].as_u64().unwrap();
        self.command(case_id, version, command).await.ok()
    }

    /// Uploads a file for a command.
    pub async fn upload(&self, command_id: &str, content: &[u8]) -> Answer {
        let path = format!("/api/uploads/{}?command_id={command_id}", new_id());
        self.send(Method::PUT, &path, &[], content.to_vec()).await
    }

    /// Looks up the vase that arrived broken, and files the complaint about it.
    pub async fn files_about_the_vase(&self) -> Filed {
        let order = self.look_up("SH-1010", "hua@example.com").await.ok();
        let filing = filing(&order, "delivery_damage", "花瓶收到的时候已经碎成三块了，外箱也压坏了。");
        self.files(&filing).await
    }

    /// Complains about an order of theirs and agrees with an agent on ten yuan back; the case, and the promise of them.
    pub async fn agrees_on_ten_yuan(&self, agent: &Self, (order, contact): (&str, &str)) -> (Filed, Value) {
        let user = agent.get("/api/session").await.ok()["user_id"].clone();
        let found = self.look_up(order, contact).await.ok();
        let mut complaint = filing(&found, "delivery_damage", "收到的时候已经碎成三块了。");
        complaint["wants"] = json!(["apology"]);
        let filed = self.files(&complaint).await;
        let (first, option, command) = offer(&user, 1_000, None);
        agent.does(&filed.case_id, &command).await;
        let accept = json!({"accept_option": {"offer": first, "option": option, "is_informed": true}});
        self.does(&filed.case_id, &accept).await;
        let case = agent.case(&filed.case_id).await;
        let agreed = case["events"].as_array().unwrap().iter().find_map(|event| event["event"].get("agreed"));
        let promise = agreed.unwrap()["promises"][0]["id"].clone();
        (filed, promise)
    }

    /// Files a complaint, which must go well.
    pub async fn files(&self, filing: &Value) -> Filed {
        let mut body = envelope(&new_id(), &new_id(), 0, &json!({"file_complaint": filing}));
        body["personal"] = personal();
        filed(&self.post("/api/commands", &body).await)
    }
}

/// What a filing was answered with.
pub fn filed(answer: &Answer) -> Filed {
    let answer = answer.ok();
    let text = |key: &str| answer[key].as_str().unwrap().to_owned();
    Filed {
        case_id: text("case_id"),
        number: text("number"),
        version: answer["version"].as_u64().unwrap(),
        link: text("link"),
    }
}

/// A command on its way.
pub fn envelope(command_id: &str, case_id: &str, version: u64, command: &Value) -> Value {
    json!({"command_id": command_id, "case_id": case_id, "expected_version": version, "command": command})
}

/// The customer's data.
pub fn personal() -> Value {
    json!({"name": "华", "form_of_address": "ms", "email": "hua@example.com", "language": "zh-Hans"})
}

/// A complaint about every line of an order that was looked up.
pub fn filing(lookup: &Value, category: &str, story: &str) -> Value {
    let lines = lookup["order"]["lines"].as_array().unwrap();
    json!({
        "person": lookup["person_id"],
        "order_number": lookup["order"]["number"],
        "goods": lines.iter().map(|line| json!({"sku": line["sku"]})).collect::<Vec<_>>(),
        "category": category,
        "story": story,
    })
}

/// An offer of one option by a person: so many fen back, borne by the seller.
pub fn offer(user: &Value, fen: i64, replaces: Option<&str>) -> (String, String, Value) {
    let (offer, option) = (new_id(), new_id());
    let money = json!({"amount_minor": fen, "currency": "CNY"});
    let part = json!({
        "remedy": "refund", "amount": money,
        "basis": {"person": {"user": user, "reason": "破损属实"}},
        "shares": [{"payer": "seller", "amount": money}],
    });
    let mut command = json!({"make_offer": {
        "offer": offer,
        "options": [{"id": option, "option": {"parts": [part], "total": money, "authority": "agent"}}],
        "message": "非常抱歉，我们全额退款。",
    }});
    if let Some(replaces) = replaces {
        command["make_offer"]["replaces"] = json!(replaces);
    }
    (offer, option, command)
}

/// A new id, as a browser makes one.
pub fn new_id() -> String {
    Uuid::now_v7().to_string()
}
