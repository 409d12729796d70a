//! Starting and ending: what stands in the way is said in one line.

use crate::customer::Customer;
use crate::database::change;
use crate::program::{Server, complaint, redress, run, stdout};
use clap::Args;
use domain::clock::TimeLimits;
use server::config::Settings;
use std::io::{BufRead, BufReader};
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
    // Asked of the program itself, so that one that is added later is asked for too.
    let settings = Settings::augment_args(clap::Command::new("settings"));
    let settings: Vec<_> = settings.get_arguments().collect();
    assert!(settings.len() > 25, "{} settings", settings.len());
    for setting in settings {
        let flag = setting.get_long().unwrap();
        let variable = setting.get_env().unwrap().to_str().unwrap();
        assert_eq!(variable, format!("REDRESS_{}", flag.replace('-', "_").to_uppercase()));
        let says = setting.get_help().unwrap().to_string();
        let begins = says.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
        let shown = help.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [&format!("--{flag} "), variable, &begins] {
            assert!(shown.contains(part), "`{part}` of {flag} in {help}");
        }
    }
}

#[test]
fn every_time_limit_is_documented_with_what_holds_unless_it_is_set() {
    let document = include_str!("../../../docs/operations.md");
    let limits = serde_json::to_value(TimeLimits::default()).unwrap();
    for (key, minutes) in limits.as_object().unwrap() {
        let row = format!("| `{key}` | {minutes} |");
        assert!(document.contains(&row), "`{row}` is not in docs/operations.md");
    }
}

#[test]
fn settings_that_would_mislead_are_refused_with_what_was_expected() {
    for (setting, value, expected) in [
        ("--public-url", "desk.example", "an address with its scheme"),
        ("--public-url", "https://desk.example/help", "an address with its scheme"),
        ("--opening-hours", "9 to 5", "days and hours such as"),
        ("--lookups-per-minute", "0", "a whole number of at least 1"),
        ("--session-hours", "0", "between 1 and 8760 hours"),
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

/// The code and trace of a refusal.
async fn refusal(request: reqwest::RequestBuilder, status: u16) -> (String, String) {
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), status);
    let body: serde_json::Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    let text = |key: &str| body["error"][key].as_str().unwrap().to_owned();
    (text("code"), text("trace"))
}

/// The line of the log that has both.
fn line_with(server: &Server, trace: &str, words: &str) -> String {
    server.wait_for_log(trace);
    let log = server.log();
    let found = log.lines().find(|line| line.contains(trace) && line.contains(words));
    found.unwrap_or_else(|| panic!("no line with {trace} and `{words}`: {log}")).to_owned()
}

fn look_up(server: &Server) -> reqwest::RequestBuilder {
    reqwest::Client::new()
        .post(format!("{}/api/orders/lookup", server.url))
        .header("content-type", "application/json")
        .body(r#"{"order_number":"SH-9999","contact":"nobody@example.com"}"#)
}

#[tokio::test]
async fn whoever_may_not_and_whoever_tried_too_often_are_found_by_their_trace() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_with(data.path(), &["--lookups-per-number", "1"]);
    let figures = reqwest::Client::new().get(format!("{}/metrics", server.url));
    let (code, trace) = refusal(figures.header("x-forwarded-for", "203.0.113.9"), 403).await;
    line_with(&server, &trace, &code);
    refusal(look_up(&server), 404).await;
    let (code, trace) = refusal(look_up(&server), 429).await;
    assert_eq!(code, "too_many_tries");
    line_with(&server, &trace, &code);
}

#[tokio::test]
async fn a_public_url_that_is_not_the_one_people_type_is_said_in_the_log() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start_with(data.path(), &["--public-url", "https://desk.example"]);
    // Typed without the s: the cookie would never come back. And under another name, from a proxy that tells no host.
    for (origin, host) in [("http://desk.example", "desk.example"), ("https://help.example", "inner:8470")] {
        let (code, trace) =
            refusal(look_up(&server).header("origin", origin).header("host", host), 403).await;
        assert_eq!(code, "cross_site", "{origin}");
        let line = line_with(&server, &trace, origin);
        assert!(line.contains("https://desk.example") && line.contains("public-url"), "{line}");
    }
    // The address itself, and the machine's own, where browsers keep secure cookies without https.
    let own = server.url.strip_prefix("http://").unwrap().to_owned();
    for (origin, host) in [("https://desk.example", "inner:8470"), (server.url.as_str(), own.as_str())] {
        let (code, _) = refusal(look_up(&server).header("origin", origin).header("host", host), 404).await;
        assert_eq!(code, "order_not_found", "{origin}");
    }
}

#[tokio::test]
async fn a_clock_far_ahead_of_the_newest_event_is_told_at_the_start() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(data.path());
    Customer::of(&server.url).await.file().await.unwrap();
    assert_eq!(server.end(), Some(0));
    // As a clock five years ahead finds it.
    let past =
        "UPDATE log_events SET at = replace(at, substr(at, 1, 4), CAST(substr(at, 1, 4) AS INTEGER) - 5)";
    change(data.path(), past);
    let mut server = Server::start(data.path());
    server.wait_for_log("the machine's clock is ahead");
    assert_eq!(server.end(), Some(0));
}

#[test]
fn whoever_has_the_program_alone_is_told_nothing_of_its_sources() {
    let mut asked: Vec<Vec<&str>> =
        vec![vec![], vec!["import"], vec!["import", "orders"], vec!["policy"], vec!["user"]];
    for task in ["serve", "init", "backup", "restore", "verify", "rebuild", "openapi"] {
        asked.push(vec![task]);
    }
    for task in ["list", "check", "diff", "explain", "replay"] {
        asked.push(vec!["policy", task]);
    }
    for task in &asked {
        let help = stdout(&run(&[task.as_slice(), &["--help"]].concat()));
        assert!(!help.contains("cargo") && !help.contains("xtask"), "{task:?}: {help}");
    }
    // Nor where the pages are missing.
    let data = tempfile::tempdir().unwrap();
    let web = data.path().join("pages");
    let mut serving = redress(&["serve", "--demo", "--empty", "--listen", "127.0.0.1:0", "--data-dir"]);
    let mut child = serving
        .arg(data.path().join("data"))
        .arg("--web-dir")
        .arg(&web)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let said: Vec<String> =
        BufReader::new(child.stdout.take().unwrap()).lines().take(2).map(Result::unwrap).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(said[0].starts_with("listening on "), "{said:?}");
    let names_folder = said[1].contains("pages") && said[1].contains("--web-dir");
    assert!(names_folder && !said[1].contains("cargo"), "{said:?}");
}
