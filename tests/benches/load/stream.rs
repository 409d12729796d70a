//! An event on its way from one desk to a thousand others.

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

/// Open consoles.
const LISTENERS: usize = 1_000;
/// Events, one after the other.
const EVENTS: usize = 30;
const BUDGET: Duration = Duration::from_millis(100);

/// Opens the consoles, writes notes, and takes the time until each console has each note.
pub(crate) async fn measure() {
    let app = App::start().await;
    let one = complaints(&app, 1, 1).await.remove(0);
    let mut line = Line::open(&app.url, "customer").await;
    let filed = line.ask("POST", "/api/commands", &one.cookie, &one.body).await.ok();
    let cookie: Arc<str> = agent(&app).await.into();
    eprintln!("stream: {LISTENERS} consoles");
    let (heard, mut times) = mpsc::unbounded_channel::<(usize, Instant)>();
    let lines = join_all((0..LISTENERS).map(|_| open(&app.url, &cookie))).await;
    for mut line in lines {
        let heard = heard.clone();
        tokio::spawn(async move {
            for idx in 0..EVENTS {
                line.hear(&marker(idx)).await;
                let _ = heard.send((idx, Instant::now()));
            }
        });
    }
    let mut desk = Line::open(&app.url, "console").await;
    let (case, mut version) = (filed["case_id"].as_str().unwrap(), filed["version"].as_u64().unwrap());
    let mut took = Vec::with_capacity(LISTENERS * EVENTS);
    for idx in 0..EVENTS {
        let note = json!({"note_internally": {"text": marker(idx)}});
        let body = envelope(&new_id(), case, version, &note).to_string();
        let sent = Instant::now();
        let answer = desk.ask("POST", "/api/commands", &cookie, &body).await.ok();
        version = answer["version"].as_u64().unwrap();
        for _ in 0..LISTENERS {
            let (which, when) = tokio::time::timeout(Duration::from_secs(30), times.recv())
                .await
                .expect("every console hears in time")
                .unwrap();
            assert_eq!(which, idx, "a console heard out of order");
            took.push(when - sent);
        }
    }
    let p99 = figure::within(&took, 0.99);
    let value = format!("{}, median {}", figure::millis(p99), figure::millis(figure::within(&took, 0.5)));
    figure::judge("event to 1,000 open consoles, from sending it, p99", &value, "100 ms", p99 <= BUDGET);
}

async fn open(url: &str, cookie: &str) -> Line {
    let mut line = Line::open(url, "console").await;
    line.listen(cookie).await;
    line
}

fn marker(idx: usize) -> String {
    format!("note number {idx} of the bench")
}
