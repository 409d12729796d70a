//! What operators see: health, counts, the interface's description, and what a full disk does.

use books::queue::Queue;
use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::json;
use server::clockwork::moment::{Doubt, Watch};
use server::router;
use std::path::Path;
use tests::actors::{envelope, filing, new_id, personal};
use tests::app::{App, Wish};

/// A whole PDF of no page.
const PAPER: &[u8] = b"%PDF-1.7\n%%EOF\n";

#[tokio::test]
async fn server_says_that_it_lives_and_can_serve() {
    let app = App::start().await;
    let anybody = app.customer();
    assert_eq!(anybody.get("/healthz").await.bytes, b"ok\n");
    assert_eq!(anybody.get("/readyz").await.bytes, b"ok\n");
}

#[tokio::test]
async fn clock_in_doubt_is_told_to_the_probe_and_keeps_nobody_from_filing() {
    let app = App::start().await;
    app.state.doubt.set(true);
    let customer = app.customer();
    let ready = customer.get("/readyz").await;
    assert_eq!(ready.status, 200);
    assert!(String::from_utf8(ready.bytes).unwrap().contains("clock is in doubt"));
    customer.files_about_the_vase().await;
    let text = String::from_utf8(customer.get("/metrics").await.bytes).unwrap();
    assert!(text.contains("\nredress_clock_in_doubt 1\n"), "{text}");
}

#[tokio::test]
async fn clock_behind_is_told_to_the_probe() {
    let app = App::start().await;
    app.state.doubt.set_behind(true);
    let anybody = app.customer();
    let ready = anybody.get("/readyz").await;
    assert_eq!(ready.status, 200);
    assert!(String::from_utf8(ready.bytes).unwrap().contains("clock is behind the newest event"));
    let text = String::from_utf8(anybody.get("/metrics").await.bytes).unwrap();
    assert!(text.contains("\nredress_clock_behind 1\n"), "{text}");
}

#[tokio::test]
async fn a_clock_that_was_set_back_is_known_to_be_behind_after_another_start_too() {
    let app = App::start().await;
    let customer = app.customer();
    let is_behind = async || {
        let doubt = Doubt::default();
        Watch::begin(&app.state.ledger, doubt.clone()).await;
        doubt.is_behind()
    };
    customer.files_about_the_vase().await;
    assert!(!is_behind().await);
    // Something happens later than this machine's clock says, and the next again before it.
    let years = TimeDelta::days(365 * 200);
    app.pass(years);
    app.customer().files_about_the_vase().await;
    app.pass(-years);
    app.customer().files_about_the_vase().await;
    assert!(is_behind().await);
}

#[tokio::test]
async fn folders_that_go_missing_are_told_to_the_probe_by_name() {
    let pages = tempfile::tempdir().unwrap();
    let web_dir = pages.path().join("dist");
    std::fs::create_dir_all(web_dir.join("customer")).unwrap();
    std::fs::write(web_dir.join("customer/index.html"), "<!doctype html><title>x</title>").unwrap();
    let app = App::start_with(Wish { web_dir: Some(web_dir.clone()), ..Wish::default() }).await;
    let anybody = app.customer();
    let ready = async || {
        let ready = anybody.get("/readyz").await;
        assert_eq!(ready.status, 200, "it serves all the same");
        String::from_utf8(ready.bytes).unwrap()
    };
    assert_eq!(ready().await, "ok\n");
    let evidence = app.state.store.dir().join("evidence");
    let aside = app.state.store.dir().join("aside");
    std::fs::rename(&evidence, &aside).unwrap();
    let told = ready().await;
    assert!(
        told.starts_with("ok, but ") && told.contains("`evidence`") && !told.contains("web-dir"),
        "{told}"
    );
    // A photo that comes meanwhile is refused, and hides nothing.
    let customer = app.customer();
    customer.look_up("SH-1010", "hua@example.com").await.ok();
    assert_eq!(customer.upload(&new_id(), PAPER).await.status, 503);
    assert!(!evidence.exists());
    std::fs::remove_dir_all(&web_dir).unwrap();
    let told = ready().await;
    assert!(told.contains("`evidence`") && told.contains("`web-dir`"), "{told}");
    assert_eq!(anybody.get("/").await.status, 200, "they are served from memory");
    std::fs::rename(&aside, &evidence).unwrap();
    let told = ready().await;
    assert!(told.contains("`web-dir`") && !told.contains("`evidence`"), "{told}");
    customer.upload(&new_id(), PAPER).await.ok();
}

#[tokio::test]
async fn a_database_or_keys_that_were_moved_away_are_no_readiness() {
    let app = App::start_with(Wish { is_of_files: true, ..Wish::default() }).await;
    let anybody = app.customer();
    let ready = async || anybody.get("/readyz").await.status;
    assert_eq!(ready().await, 200);
    for name in ["redress.db", "vault"] {
        let file = app.state.store.dir().join(name);
        let aside = app.state.store.dir().join("aside");
        std::fs::rename(&file, &aside).unwrap();
        assert_eq!(ready().await, 503, "{name}");
        std::fs::rename(&aside, &file).unwrap();
        assert_eq!(ready().await, 200, "{name}");
    }
}

#[tokio::test]
async fn nothing_is_told_to_be_done_that_goes_into_a_file_which_is_lost() {
    let app = App::start_with(Wish { is_of_files: true, ..Wish::default() }).await;
    let dir = app.state.store.dir().to_path_buf();
    let away = dir.with_file_name("away");
    for lost in [dir.join("redress.db"), dir.join("redress.db-wal"), dir.join("vault"), dir.clone()] {
        is_not_told_while_lost(&app, &lost, &away).await;
    }
}

#[tokio::test]
async fn nothing_is_told_to_be_done_without_the_keys_wherever_the_books_lie() {
    let app = App::start().await;
    let vault = app.state.store.dir().join("vault");
    is_not_told_while_lost(&app, &vault, &vault.with_file_name("away")).await;
}

async fn is_not_told_while_lost(app: &App, lost: &Path, away: &Path) {
    let customer = app.customer();
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let complaint = filing(&order, "delivery_damage", "花瓶收到的时候已经碎成三块了。");
    let body = || {
        let mut body = envelope(&new_id(), &new_id(), 0, &json!({"file_complaint": complaint}));
        body["personal"] = personal();
        body
    };
    let (before, meanwhile) = (body(), body());
    let photo = format!("/api/uploads/{}?command_id={}", new_id(), new_id());
    let photo = || customer.send(reqwest::Method::PUT, &photo, &[], PAPER.to_vec());
    customer.post("/api/commands", &before).await.ok();
    photo().await.ok();
    std::fs::rename(lost, away).unwrap();
    let refused = (503, "storage_unavailable".to_owned());
    for told in [
        customer.post("/api/commands", &meanwhile).await,
        customer.post("/api/commands", &before).await,
        photo().await,
        customer.upload(&new_id(), PAPER).await,
        app.customer().sign_in("agent", "demo-agent").await,
    ] {
        assert_eq!(told.refusal(), refused, "{}", lost.display());
    }
    std::fs::rename(away, lost).unwrap();
    for body in [before, meanwhile] {
        customer.post("/api/commands", &body).await.ok();
    }
    photo().await.ok();
}

#[tokio::test]
async fn requests_are_counted_by_route_and_never_by_case() {
    let app = App::start().await;
    let customer = app.customer();
    let filed = customer.files_about_the_vase().await;
    customer.case(&filed.case_id).await;
    let text = String::from_utf8(customer.get("/metrics").await.bytes).unwrap();
    assert!(text.contains("route=\"/api/cases/{case_id}\",status=\"200\""), "{text}");
    let last = app.state.store.last().await.unwrap();
    assert!(text.contains(&format!("\nredress_log_events {last}\n")), "{text}");
    assert!(!text.contains(&filed.case_id), "{text}");
}

#[tokio::test]
async fn interface_describes_every_one_of_its_addresses() {
    let app = App::start().await;
    let served = app.customer().get("/api/openapi.json").await.ok();
    assert_eq!(served, *router::document());
    let paths = served["paths"].as_object().unwrap();
    let methods = |path: &serde_json::Value| path.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let list: Vec<_> = paths.iter().map(|(path, item)| (path.clone(), methods(item))).collect();
    assert_json_snapshot!("addresses", list);
}

#[tokio::test]
async fn shop_tells_its_packs_and_hands_out_the_public_part_alone() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let shop = customer.get("/api/shop").await.ok();
    assert_eq!(shop["packs"][0]["id"], "cn-law");
    let hash = shop["packs"][1]["hash"].as_str().unwrap().to_owned();
    let public = customer.get(&format!("/api/packs/{hash}")).await;
    assert!(public.headers["cache-control"].to_str().unwrap().contains("immutable"));
    assert!(!String::from_utf8(public.bytes).unwrap().contains("agent_limit"));
    let desk = format!("/api/packs/{hash}/desk");
    assert_eq!(customer.get(&desk).await.refusal().0, 401);
    assert!(agent.get(&desk).await.ok()["agent_limit"]["CNY"].is_string());
}

#[tokio::test]
async fn every_answer_keeps_browsers_from_guessing_and_framing() {
    let app = App::start().await;
    for path in ["/", "/console", "/api/shop", "/api/nothing", "/healthz"] {
        let headers = app.customer().get(path).await.headers;
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains("frame-ancestors 'none'") && policy.contains("'wasm-unsafe-eval'"),
            "{policy}"
        );
    }
}

#[tokio::test]
async fn full_disk_refuses_clearly_keeps_nothing_half_and_reads_on() {
    // Room for a few cases beyond what the empty shop takes.
    let app = App::start_with(Wish { max_pages: Some(120), ..Wish::default() }).await;
    let customer = app.customer();
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let complaint = filing(&order, "delivery_damage", &"花瓶碎了。".repeat(900));
    let mut n_filed = 0;
    let refused = loop {
        let mut body = envelope(&new_id(), &new_id(), 0, &json!({"file_complaint": complaint}));
        body["personal"] = personal();
        let answer = customer.post("/api/commands", &body).await;
        if answer.status != 200 {
            break answer;
        }
        n_filed += 1;
        assert!(n_filed < 100, "so few pages can’t hold a hundred long stories");
    };
    assert_eq!(refused.refusal(), (503, "storage_full".into()));
    assert!(n_filed > 0);
    let fed = app.state.store.feed(0, 1000).await.unwrap();
    let n_events = fed.iter().filter(|fed| matches!(fed.of_case, Ok(Some(_)))).count();
    assert_eq!(n_events, n_filed * 3, "nothing of the refused filing was kept");
    let open = Queue { view: "open".to_owned(), owner: String::new() };
    let n_open = app.state.store.n_before(&open, i64::MAX, 1_000).await.unwrap();
    assert_eq!(n_open, u64::try_from(n_filed).unwrap());
}
