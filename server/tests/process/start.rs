//! Starting and ending: what stands in the way is said in one line.

use crate::program::{Server, complaint, run, stdout};
use std::net::TcpListener;

#[test]
fn port_in_use_is_said_in_one_line_with_the_way_out() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = tempfile::tempdir().unwrap();
    let line = complaint(&run(&["serve", "--listen", &address, "--data-dir", data.path().to_str().unwrap()]));
    assert!(line.contains(&address) && line.contains("in use") && line.contains("--listen"), "{line}");
}

#[test]
fn unreadable_configuration_is_named_with_line_and_key() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("redress.toml");
    std::fs::write(&file, "shop-name = \"Sanhe\"\nsession-hours = \"long\"\n").unwrap();
    let line = complaint(&run(&["serve", "--config", file.to_str().unwrap()]));
    assert!(line.contains("redress.toml`, line 2, key `session-hours`"), "{line}");
    let missing = complaint(&run(&["serve", "--config", "/nonexistent/redress.toml"]));
    assert!(missing.contains("can't read the configuration `/nonexistent/redress.toml`"), "{missing}");
    std::fs::write(&file, "currency = \"XXZ\"\n").unwrap();
    let unusable = complaint(&run(&["serve", "--config", file.to_str().unwrap()]));
    assert!(unusable.contains("setting `currency`: expected a currency code"), "{unusable}");
}

#[test]
fn well_known_passwords_stay_on_loopback() {
    let line = complaint(&run(&["serve", "--demo", "--listen", "0.0.0.0:0"]));
    assert!(line.contains("loopback"), "{line}");
}

#[test]
fn second_server_on_the_same_data_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let _first = Server::start(data.path());
    let second =
        run(&["serve", "--demo", "--listen", "127.0.0.1:0", "--data-dir", data.path().to_str().unwrap()]);
    assert!(complaint(&second).contains("in use by another redress process"));
}

#[tokio::test]
async fn server_asked_to_end_closes_open_streams_and_leaves_a_clean_folder() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(data.path());
    let http = reqwest::Client::new();
    let sign_in = http
        .post(format!("{}/api/session", server.url))
        .header("content-type", "application/json")
        .body(r#"{"user":"agent","password":"demo-agent"}"#)
        .send()
        .await
        .unwrap();
    let cookie = sign_in.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let mut stream =
        http.get(format!("{}/api/stream", server.url)).header("cookie", cookie).send().await.unwrap();
    assert!(stream.chunk().await.unwrap().is_some());
    assert_eq!(server.end(), Some(0), "{}", server.log());
    assert!(!data.path().join("redress.db-wal").exists(), "the journal is in the main file");
}

#[test]
fn every_setting_is_documented_in_the_help_of_serve() {
    let help = stdout(&run(&["serve", "--help"]));
    for setting in [
        "--data-dir",
        "--listen",
        "--web-dir",
        "--policies-dir",
        "--packs",
        "--public-url",
        "--shop-name",
        "--shop-url",
        "--currency",
        "--zone",
        "--locales",
        "--log-format",
        "--log",
        "--trust-proxy",
        "--session-hours",
        "--grant-days",
        "--lookups-per-minute",
        "--lookups-per-number",
        "--wrong-contacts-per-day",
        "--link-days",
        "--sign-ins-per-minute",
        "--filings-per-hour",
        "--uploads-per-hour",
        "--metrics-token",
        "--max-upload-bytes",
        "--opening-hours",
        "--automatic-offers",
        "--check-seconds",
    ] {
        let variable =
            format!("REDRESS_{}", setting.trim_start_matches("--").replace('-', "_").to_uppercase());
        assert!(help.contains(setting) && help.contains(&variable), "{setting} in {help}");
    }
}

#[test]
fn settings_that_would_mislead_are_refused_with_what_was_expected() {
    for (setting, value, expected) in [
        ("--public-url", "desk.example", "an address with its scheme"),
        ("--public-url", "https://desk.example/help", "an address with its scheme"),
        ("--opening-hours", "9 to 5", "days and hours such as"),
        ("--max-upload-bytes", "100", "between 65536 and 8388608"),
        ("--metrics-token", "short", "at least eight characters"),
    ] {
        let line = complaint(&run(&["serve", "--demo", setting, value]));
        assert!(line.contains(&setting[2..]) && line.contains(expected), "{line}");
    }
}

#[tokio::test]
async fn hang_up_ends_nothing_and_is_answered_in_the_log() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(data.path());
    server.signal("-HUP");
    server.wait_for_log("SIGHUP changes nothing");
    assert!(!server.has_ended());
    assert_eq!(reqwest::get(format!("{}/healthz", server.url)).await.unwrap().status(), 200);
    assert_eq!(server.end(), Some(0));
}

#[tokio::test]
async fn failed_sign_ins_and_refusals_are_found_by_their_trace_in_the_log() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(data.path());
    let http = reqwest::Client::new();
    let sign_in = http
        .post(format!("{}/api/session", server.url))
        .header("content-type", "application/json")
        .body(r#"{"user":"agent","password":"wrong-password"}"#);
    let lookup = http
        .post(format!("{}/api/orders/lookup", server.url))
        .header("content-type", "application/json")
        .body(r#"{"order_number":"SH-9999","contact":"nobody@example.com"}"#);
    for (request, status) in
        [(sign_in, 401), (lookup, 404), (http.get(format!("{}/api/cases", server.url)), 401)]
    {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), status);
        let body: serde_json::Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        let trace = body["error"]["trace"].as_str().unwrap();
        assert!(!trace.is_empty());
        server.wait_for_log(trace);
    }
    server.wait_for_log("a sign-in was refused");
    assert!(!server.log().contains("nobody@example.com"), "nothing that names a customer is logged");
}
