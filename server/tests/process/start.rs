//! Starting and ending: what stands in the way is said in one line.

use crate::program::{Server, complaint, redress, run, stdout};
use std::net::TcpListener;
use std::process::Stdio;

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
        "--check-seconds",
    ] {
        let variable =
            format!("REDRESS_{}", setting.trim_start_matches("--").replace('-', "_").to_uppercase());
        assert!(help.contains(setting) && help.contains(&variable), "{setting} in {help}");
    }
}

#[test]
fn users_are_added_disabled_and_reset() {
    let data = tempfile::tempdir().unwrap();
    let dir = data.path().to_str().unwrap();
    let user = |args: &[&str]| {
        let mut all = vec!["user"];
        all.extend(args);
        all.extend(["--data-dir", dir]);
        redress(&all).stdin(Stdio::null()).output().unwrap()
    };
    let added = stdout(&user(&["add", "--name", "anna", "--role", "agent"]));
    assert!(added.contains("added anna as agent") && added.contains("password: "), "{added}");
    assert!(
        complaint(&user(&["add", "--name", "Anna", "--role", "agent"])).contains("the name `Anna` is taken")
    );
    assert!(complaint(&user(&["add", "--name", "ben", "--role", "customer"])).contains("expected agent"));
    assert_eq!(stdout(&user(&["disable", "--name", "anna"])), "disabled anna\n");
    assert!(stdout(&user(&["reset", "--name", "anna"])).contains("reset anna"));
    assert!(complaint(&user(&["disable", "--name", "nobody"])).contains("no user `nobody`"));
}
