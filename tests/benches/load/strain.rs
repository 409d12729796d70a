//! What pressing the server costs: memory in a flood of wrong sign-ins, and a look-up among idle connections.
//!
//! Memory and descriptors are counted by process, so the server is one of its own here: the program that
//! `REDRESS_BENCH_PROGRAM` names, with the example shop on a free port.

use crate::figure::{judge, millis, tell};
use futures::future::join_all;
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tests::actors::Actor;

/// Addresses that guess, and how often each does: as often as one may in a minute.
const ADDRESSES: usize = 200;
const GUESSES: usize = 10;
/// Kilobytes of 1024 bytes that the server may hold after all of them.
const MEMORY: u64 = 150 * 1024;
/// Descriptors the server has, and idle connections held against it.
const IDLE: [(u32, usize); 2] = [(256, 300), (8_192, 5_000)];
/// Look-ups tried meanwhile; the slowest counts.
const LOOK_UPS: usize = 20;
const LOOK_UP: Duration = Duration::from_secs(1);

pub(crate) async fn measure() {
    wrong_sign_ins().await;
    for (n_files, n_idle) in IDLE {
        idle(n_files, n_idle).await;
    }
}

async fn wrong_sign_ins() {
    let server = Server::start(8_192);
    let before = server.resident();
    let guessing = (0..ADDRESSES).map(|idx| {
        let guesser = Actor::new(&server.url, "console");
        async move {
            let address = format!("198.51.{}.{}", 100 + idx / 100, idx % 100);
            let mut answers = Vec::new();
            for guess in 0..GUESSES {
                let body = json!({"user": format!("nobody-{guess}"), "password": "wrong-password"});
                answers.push(guesser.post_from(&address, "/api/session", &body).await.status.as_u16());
            }
            answers
        }
    });
    let mut peak = before;
    let answers = {
        let all = join_all(guessing);
        tokio::pin!(all);
        loop {
            tokio::select! {
                answers = &mut all => break answers.concat(),
                () = tokio::time::sleep(Duration::from_millis(50)) => peak = peak.max(server.resident()),
            }
        }
    };
    let n = |status: u16| answers.iter().filter(|answer| **answer == status).count();
    assert_eq!(n(401) + n(503), ADDRESSES * GUESSES, "{answers:?}");
    let after = server.resident();
    tell("wrong sign-ins, answered as wrong and as too many at once", &format!("{} and {}", n(401), n(503)));
    tell("memory before them, and at most", &format!("{} and {}", megabytes(before), megabytes(peak)));
    let what = format!("memory after {} wrong sign-ins from {ADDRESSES} addresses", ADDRESSES * GUESSES);
    judge(&what, &megabytes(after), &megabytes(MEMORY), after <= MEMORY);
}

async fn idle(n_files: u32, n_idle: usize) {
    let server = Server::start(n_files);
    let address: SocketAddr = server.url.strip_prefix("http://").unwrap().parse().unwrap();
    let held: Vec<TcpStream> =
        (0..n_idle).map(|_| TcpStream::connect_timeout(&address, Duration::from_secs(5)).unwrap()).collect();
    let mut slowest = Duration::ZERO;
    for _ in 0..LOOK_UPS {
        let started = Instant::now();
        Actor::new(&server.url, "customer").look_up("SH-1010", "hua@example.com").await.ok();
        slowest = slowest.max(started.elapsed());
    }
    let what = format!("slowest look-up, {n_files} descriptors, {} idle connections", held.len());
    judge(&what, &millis(slowest), &millis(LOOK_UP), slowest <= LOOK_UP);
}

fn megabytes(kilobytes: u64) -> String {
    format!("{}.{} MB", kilobytes / 1024, kilobytes % 1024 * 10 / 1024)
}

/// The program as a process of its own; it ends when this is dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) url: String,
    data: TempDir,
}

/// The program that is measured.
pub(crate) fn program() -> String {
    std::env::var("REDRESS_BENCH_PROGRAM").expect("`cargo xtask bench` names the program")
}

impl Server {
    /// Starts it with so many descriptors.
    pub(crate) fn start(n_files: u32) -> Self {
        let data = tempfile::Builder::new().prefix("redress-strain-").tempdir().unwrap();
        let mut child = Command::new("sh")
            .args(["-c", &format!("ulimit -n {n_files} && exec \"$@\""), "sh", &program()])
            .args(["serve", "--demo", "--empty", "--listen", "127.0.0.1:0", "--trust-proxy", "1"])
            .args(["--log", "error", "--data-dir"])
            .arg(data.path().join("data"))
            .env("REDRESS_LOOKUPS_PER_MINUTE", "1000000")
            .env("REDRESS_FILINGS_PER_HOUR", "1000000")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.strip_prefix("listening on ").expect("it says where it listens").trim().to_owned();
        Self { child, url, data }
    }

    /// Its data folder.
    pub(crate) fn data(&self) -> PathBuf {
        self.data.path().join("data")
    }

    /// Kilobytes that are really in memory.
    fn resident(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches("kB").trim().parse().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
