//! An event on its way from one desk to many others: at one server, and from one server to another.

use crate::figure;
use crate::line::Line;
use crate::shop::{agent, complaints};
use futures::future::join_all;
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tests::actors::{envelope, new_id};
use tests::app::App;
use tokio::sync::mpsc;

/// Open consoles at one server.
const LISTENERS: usize = 1_000;
/// Open consoles at each of two servers of one database.
const AT_EACH: usize = 100;
/// Consoles that share a sign-in, as tabs of one browser do; a server keeps no more than six streams of one.
const PER_SIGN_IN: usize = 5;
/// Events, one after the other.
const EVENTS: usize = 30;
/// The same between two servers, where fewer listen.
const EVENTS_BETWEEN: usize = 300;
const BUDGET: Duration = Duration::from_millis(100);
const BETWEEN: Duration = Duration::from_millis(50);

/// Opens the consoles, writes notes, and takes the time until each console has each note.
pub(crate) async fn measure() {
    let app = App::start().await;
    eprintln!("stream: {LISTENERS} consoles");
    let took = heard(&app, &app, LISTENERS, EVENTS).await;
    let p99 = figure::within(&took, 0.99);
    figure::judge(
        "event to 1,000 open consoles, from sending it, p99",
        &both(&took),
        "100 ms",
        p99 <= BUDGET,
    );
}

/// The same where those who write and those who listen are at two servers of one PostgreSQL database, beside what it takes
/// where all are at one.
pub(crate) async fn between() {
    let app = App::start().await;
    let other = app.another_server().await;
    eprintln!("nodes: {AT_EACH} consoles at each of two servers");
    let here = heard(&app, &app, AT_EACH, EVENTS_BETWEEN).await;
    figure::tell("event to 100 consoles at its own server, p99", &both(&here));
    let there = heard(&app, &other, AT_EACH, EVENTS_BETWEEN).await;
    let p99 = figure::within(&there, 0.99);
    figure::judge(
        "event to 100 consoles at another server, from sending it, p99",
        &both(&there),
        "50 ms",
        p99 <= BETWEEN,
    );
}

fn both(took: &[Duration]) -> String {
    format!(
        "{}, median {}",
        figure::millis(figure::within(took, 0.99)),
        figure::millis(figure::within(took, 0.5))
    )
}

/// How long each of so many consoles at one server waited for each of so many notes written at another, or at the same.
async fn heard(written_at: &App, heard_at: &App, n_consoles: usize, n_events: usize) -> Vec<Duration> {
    let one = complaints(written_at, 1, 1).await.remove(0);
    let mut line = Line::open(&written_at.url, "customer").await;
    let filed = line.ask("POST", "/api/commands", &one.cookie, &one.body).await.ok();
    let cookie: Arc<str> = agent(written_at).await.into();
    let (heard, mut times) = mpsc::unbounded_channel::<(usize, Instant)>();
    let mut cookies = Vec::new();
    for _ in 0..n_consoles.div_ceil(PER_SIGN_IN) {
        cookies.push(agent(written_at).await);
    }
    let browsers = cookies.iter().flat_map(|cookie| core::iter::repeat_n(cookie, PER_SIGN_IN));
    let lines = join_all(browsers.take(n_consoles).map(|cookie| open(&heard_at.url, cookie))).await;
    for mut line in lines {
        let heard = heard.clone();
        tokio::spawn(async move {
            for idx in 0..n_events {
                line.hear(&marker(idx)).await;
                let _ = heard.send((idx, Instant::now()));
            }
        });
    }
    let mut desk = Line::open(&written_at.url, "console").await;
    let (case, mut version) = (filed["case_id"].as_str().unwrap(), filed["version"].as_u64().unwrap());
    let mut took = Vec::with_capacity(n_consoles * n_events);
    for idx in 0..n_events {
        let note = json!({"note_internally": {"text": marker(idx)}});
        let body = envelope(&new_id(), case, version, &note).to_string();
        let sent = Instant::now();
        let answer = desk.ask("POST", "/api/commands", &cookie, &body).await.ok();
        version = answer["version"].as_u64().unwrap();
        for _ in 0..n_consoles {
            let (which, when) = tokio::time::timeout(Duration::from_secs(30), times.recv())
                .await
                .expect("every console hears in time")
                .unwrap();
            assert_eq!(which, idx, "a console heard out of order");
            took.push(when - sent);
        }
    }
    took
}

async fn open(url: &str, cookie: &str) -> Line {
    let mut line = Line::open(url, "console").await;
    line.listen(cookie).await;
    line
}

fn marker(idx: usize) -> String {
    format!("note number {idx:03} of the bench")
}
