//! The server under strain: idle connections, floods of wrong passwords.
//!
//! Whether anybody is kept out is tested here, with bounds that hold on a busy machine; how fast it is, `cargo xtask
//! bench strain` measures.

use crate::customer::Customer;
use crate::program::Server;
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

fn idle(server: &Server, n: usize) -> Vec<TcpStream> {
    let address: SocketAddr = server.url.strip_prefix("http://").unwrap().parse().unwrap();
    (0..n).filter_map(|_| TcpStream::connect_timeout(&address, Duration::from_secs(5)).ok()).collect()
}

/// Idle connections go by themselves after half a minute; whoever waited for that was kept out.
const LONG_BEFORE_THEY_GO: Duration = Duration::from_secs(15);

async fn looks_up(server: &Server) {
    let started = Instant::now();
    let _ = Customer::of(&server.url).await;
    let took = started.elapsed();
    assert!(took < LONG_BEFORE_THEY_GO, "a look-up took {took:?}: {}", server.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_connections_beyond_what_the_system_gives_keep_nobody_out() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_with_files(data.path(), 256);
    looks_up(&server).await;
    let held = idle(&server, 300);
    assert_eq!(held.len(), 300);
    looks_up(&server).await;
    let said = server.log().matches("as many connections as there may be").count();
    assert_eq!(said, 1, "it is said, and once: {}", server.log());
}

#[tokio::test(flavor = "multi_thread")]
async fn half_sent_requests_keep_nobody_out() {
    use std::io::Write;
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_with_files(data.path(), 256);
    let mut held = idle(&server, 300);
    for (idx, stream) in held.iter_mut().enumerate() {
        // Some stop within the head, some within the body. Those that had to make room can't be written to.
        let half: &[u8] = if idx % 2 == 0 {
            b"GET / HTTP/1.1\r\nHost: desk"
        } else {
            b"POST /api/orders/lookup HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{"
        };
        let _ = stream.write_all(half);
    }
    looks_up(&server).await;
}

/// The memory a process holds, in kilobytes.
fn resident(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").trim().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn flood_of_wrong_passwords_takes_the_memory_of_a_few_at_once() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_with(data.path(), &["--trust-proxy", "1", "--sign-ins-per-minute", "10"]);
    let (before, http) = (resident(&server), reqwest::Client::new());
    // Each of two hundred addresses stays within what one may try.
    let attempts = (0..400).map(|idx| {
        let (http, url) = (http.clone(), format!("{}/api/session", server.url));
        tokio::spawn(async move {
            let body = format!(r#"{{"user":"nobody-{idx}","password":"wrong-password"}}"#);
            let sent = http
                .post(url)
                .header("content-type", "application/json")
                .header("x-forwarded-for", format!("198.51.100.{}", idx % 200))
                .body(body);
            sent.send().await.unwrap().status().as_u16()
        })
    });
    let attempts: Vec<_> = attempts.collect();
    let mut peak = 0;
    for attempt in attempts {
        let status = attempt.await.unwrap();
        assert!(matches!(status, 401 | 503), "{status}");
        peak = peak.max(resident(&server));
    }
    // 19 MiB each, and two at once; all of them at once would be gigabytes.
    let grown = peak.max(resident(&server)).saturating_sub(before);
    assert!(grown < 5 * 19 * 1024, "before {before} kB, at most {peak} kB");
}
