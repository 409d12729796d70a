//! How much of what a store can do is left after the log: the rows of filed complaints appended by 64 clients at once,
//! then the very same rows written again by nothing but prepared statements, in batches as large and as durably.
//!
//! `cargo xtask bench log` runs this. What comes out is a line of JSON per figure on standard output.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement fails loudly, and counts things into fractions"
)]

mod postgres;
mod sqlite;

use eventlog::testing::make::{row, stream};
use eventlog::{Append, Appended, EventLog, NewEvent, Step, StreamAppend, StreamId};
use std::sync::Arc;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Who sends at the same time.
const CLIENTS: usize = 64;
/// Appends in all: several seconds' worth.
const APPENDS: usize = 24_576;
/// What is to be left of what the store can do.
const SHARE: f64 = 0.5;
/// How long nearly nobody waits longer.
const SLOW: Duration = Duration::from_millis(30);
/// What a filed complaint has in its events, in bytes: as the server writes them.
const BODIES: [(&str, usize); 3] = [("filed", 2_400), ("triaged", 420), ("acknowledged", 120)];

#[tokio::main]
async fn main() {
    sqlite::measure().await;
    postgres::measure().await;
}

/// What a run came to.
struct Run {
    /// Appends a second.
    rate: f64,
    /// What 99 of 100 waited at most.
    slow: Duration,
    /// Appends to a commit.
    batch: usize,
}

/// The rows of one filed complaint: three events by two actors, its number, its order's ledger.
fn filing(stream: &StreamId) -> Append {
    let body = |size: usize| format!("{{\"words\":\"{}\"}}", "盒子破了".repeat(size / 12));
    let step = |actor: &str, bodies: &[(&str, usize)]| Step {
        command: Uuid::now_v7(),
        fingerprint: vec![7; 32],
        at: "2026-05-01T10:00:00.000000+08:00".to_owned(),
        actor: actor.to_owned(),
        events: bodies
            .iter()
            .map(|(kind, size)| NewEvent { kind: (*kind).to_owned(), body: body(*size), personal: None })
            .collect(),
    };
    let steps = vec![step("{\"customer\":\"x\"}", &BODIES[..1]), step("\"system\"", &BODIES[1..])];
    Append {
        streams: vec![StreamAppend { stream: stream.clone(), expected: 0, steps }],
        rows: vec![
            row("case-number", &stream.id.simple().to_string(), 0, &stream.to_string()),
            row("order-ledger", &stream.id.to_string(), 0, &"{\"given\":0}".repeat(12)),
        ],
        ..Append::default()
    }
}

/// Has all clients append; `n_commits` tells how often the store committed.
async fn append(log: Arc<dyn EventLog>, n_commits: impl Fn() -> u64) -> Run {
    let before = n_commits();
    let started = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let log = Arc::clone(&log);
            tokio::spawn(async move {
                let mut times = Vec::with_capacity(APPENDS / CLIENTS);
                for _ in 0..APPENDS / CLIENTS {
                    let filing = filing(&stream());
                    let started = Instant::now();
                    let appended = log.append(filing).await.unwrap();
                    assert!(matches!(appended, Appended::Done { .. }), "{appended:?}");
                    times.push(started.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await.unwrap());
    }
    let rate = APPENDS as f64 / started.elapsed().as_secs_f64();
    times.sort();
    let n_commits = usize::try_from(n_commits() - before).unwrap().max(1);
    Run { rate, slow: times[APPENDS * 99 / 100], batch: APPENDS.div_ceil(n_commits) }
}

/// Tells what a run came to beside what the store can do.
fn tell(store: &str, run: &Run, ceiling: f64) {
    let share = run.rate / ceiling;
    let value = format!(
        "{:.0} % ({:.0} of {ceiling:.0} a second, {} to a commit)",
        share * 100.0,
        run.rate,
        run.batch
    );
    judge(&format!("appends in {store}, 64 clients, of its prepared rows"), &value, "50 %", share >= SHARE);
    let value = format!("{:.2} ms", run.slow.as_secs_f64() * 1e3);
    judge(&format!("appends in {store}, 64 clients, p99"), &value, "30 ms", run.slow <= SLOW);
}

fn judge(what: &str, value: &str, budget: &str, is_kept: bool) {
    println!(r#"{{"what":"{what}","value":"{value}","budget":"{budget}","is_kept":{is_kept}}}"#);
}
