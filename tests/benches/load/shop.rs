//! A shop with as many orders as a measurement needs, each proved by a customer of its own.

use crate::line::Line;
use futures::future::join_all;
use serde_json::{Value, json};
use server::demo::orders;
use server::import::Intake;
use server::secret::Secret;
use tests::actors::{envelope, filing, new_id, personal};
use tests::app::{App, START};

/// The order of the example shop that all others are made after: a vase that arrived broken.
const MODEL: &str = "SH-1010";
/// The contact that proves every order.
pub(crate) const CONTACT: &str = "hua@example.com";

/// A complaint ready to be sent.
pub(crate) struct Ready {
    /// The customer's cookie.
    pub(crate) cookie: String,
    /// The body of the request.
    pub(crate) body: String,
}

/// Brings in `n` orders and looks each up, over `n_lines` connections; gives back a complaint about each.
pub(crate) async fn complaints(app: &App, n: usize, n_lines: usize) -> Vec<Ready> {
    let model = orders::all(START.parse().unwrap(), &app.state.config.shop.zone)
        .into_iter()
        .find(|order| order.order.number == MODEL)
        .expect("the example shop has the order");
    let mut intake = Intake::new(app.state.store.clone(), Secret::open(app.state.store.dir()).unwrap());
    for idx in 0..n {
        let mut order = model.clone();
        order.order.number = number(idx);
        order.buyer = Some(format!("buyer-{idx}"));
        intake.take(Ok(order)).await.unwrap();
    }
    intake.finish().await.unwrap();
    let shares = (0..n_lines).map(|line| look_up(&app.url, (line..n).step_by(n_lines).collect()));
    join_all(shares).await.into_iter().flatten().collect()
}

/// The number of an order.
pub(crate) fn number(idx: usize) -> String {
    format!("LOAD-{idx}")
}

/// Looks orders up, over one connection, and gives back a complaint about each.
pub(crate) async fn look_up(url: &str, orders: Vec<usize>) -> Vec<Ready> {
    let mut line = Line::open(url, "customer").await;
    let mut ready = Vec::with_capacity(orders.len());
    for idx in orders {
        let body = json!({"order_number": number(idx), "contact": CONTACT}).to_string();
        let answer = line.ask("POST", "/api/orders/lookup", "", &body).await;
        let cookie = answer.cookie.clone().expect("a lookup is remembered");
        ready.push(Ready { cookie, body: complaint(&answer.ok()) });
    }
    ready
}

fn complaint(lookup: &Value) -> String {
    let story = "花瓶收到的时候已经碎成三块了，外箱也压坏了，里面的泡沫完全没有起作用。希望尽快处理，谢谢。";
    let command = json!({"file_complaint": filing(lookup, "delivery_damage", story)});
    let mut body = envelope(&new_id(), &new_id(), 0, &command);
    body["personal"] = personal();
    body.to_string()
}

/// The cookie of an agent who has signed in.
pub(crate) async fn agent(app: &App) -> String {
    let body = json!({"user": "agent", "password": "demo-agent"}).to_string();
    let mut line = Line::open(&app.url, "console").await;
    let answer = line.ask("POST", "/api/session", "", &body).await;
    answer.ok();
    answer.cookie.expect("a sign-in is remembered")
}
