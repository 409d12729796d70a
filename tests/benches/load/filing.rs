//! Filing a complaint, durably, with 64 customers at once, beside the raw rate of the very same rows.

use crate::line::Line;
use crate::shop::{Ready, complaints};
use crate::{figure, raw};
use futures::future::join_all;
use std::time::{Duration, Instant};
use tests::app::App;

/// Customers who send at the same time.
const CLIENTS: usize = 64;
/// Complaints in all: enough for several seconds, few enough for a slow disk.
const COMPLAINTS: usize = 4_096;
/// What part of the raw rate must be left with HTTP and the domain.
const SHARE: f64 = 0.5;

/// Files, then writes the same rows again without server and domain.
pub(crate) async fn measure() {
    let app = App::start().await;
    eprintln!("filing: preparing {COMPLAINTS} orders");
    let mut ready = complaints(&app, COMPLAINTS, CLIENTS).await;
    let n_commits = app.state.store.n_commits();
    let mut shares: Vec<Vec<Ready>> = (0..CLIENTS).map(|_| Vec::new()).collect();
    for (idx, one) in ready.drain(..).enumerate() {
        shares[idx % CLIENTS].push(one);
    }
    let started = Instant::now();
    let url = app.url.as_str();
    let times = join_all(shares.into_iter().map(|share| {
        let url = url.to_owned();
        // A task each, so that the customers use all processors as the server does.
        async move { tokio::spawn(async move { file(&url, share).await }).await.unwrap() }
    }))
    .await
    .concat();
    let took = started.elapsed();
    let n_commits = app.state.store.n_commits() - n_commits;
    let batch = COMPLAINTS as f64 / n_commits as f64;
    let rate = COMPLAINTS as f64 / took.as_secs_f64();
    eprintln!("filing: {rate:.0} a second in {n_commits} commits");
    let ceiling = raw::rate(app.state.store.dir(), batch);
    let share = rate / ceiling;
    let value = format!("{:.0} % ({rate:.0} of {ceiling:.0} a second)", share * 100.0);
    figure::judge("filing, 64 clients, of the raw rate of the same rows", &value, "50 %", share >= SHARE);
    let (usual, slow) = (figure::within(&times, 0.5), figure::within(&times, 0.99));
    let value = format!("{}, p99 {}", figure::millis(usual), figure::millis(slow));
    figure::tell("filing, 64 clients, until the answer", &value);
}

async fn file(url: &str, ready: Vec<Ready>) -> Vec<Duration> {
    let mut line = Line::open(url, "customer").await;
    let mut times = Vec::with_capacity(ready.len());
    for one in ready {
        let started = Instant::now();
        line.ask("POST", "/api/commands", &one.cookie, &one.body).await.ok();
        times.push(started.elapsed());
    }
    times
}
