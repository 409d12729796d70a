//! The server under strain: full disks, floods of uploads, addresses that are none.

use chrono::Duration;
use serde_json::json;
use server::evidence::sweep::{Swept, sweep};
use server::store::backup::{self, Around};
use std::path::{Path, PathBuf};
use tests::actors::{envelope, filed, filing, new_id, personal};
use tests::app::{App, Wish};

/// A whole PNG picture of one pixel, and further bytes behind its end that make it another file.
fn png(tail: &[u8]) -> Vec<u8> {
    let head: &[u8] = &[
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0,
        0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c,
        0x63, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42,
        0x60, 0x82,
    ];
    [head, tail].concat()
}

fn files_under(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_under(&path)) } else { files.push(path) }
    }
    files
}

fn evidence_of(app: &App) -> Vec<PathBuf> {
    files_under(&app.state.store.dir().join("evidence"))
}

#[tokio::test]
async fn uploads_nobody_claims_are_gone_after_a_day_and_evidence_stays() {
    let app = App::start().await;
    let customer = app.customer();
    let order = customer.look_up("SH-1010", "8002").await.ok();
    let command = new_id();
    let kept = customer.upload(&command, &png(b"")).await.ok();
    let mut complaint = filing(&order, "delivery_damage", "花瓶收到的时候已经碎了，很失望。");
    complaint["evidence"] = json!([{"id": kept["id"]}]);
    let mut body = envelope(&command, &new_id(), 0, &json!({"file_complaint": complaint}));
    body["personal"] = personal();
    let filed = filed(&customer.post("/api/commands", &body).await);
    for _ in 0..3 {
        customer.upload(&new_id(), &png(b"")).await.ok();
    }
    // Also one for the case itself that no command ever used.
    let path = format!("/api/uploads/{}?command_id={}&case_id={}", new_id(), new_id(), filed.case_id);
    customer.send(reqwest::Method::PUT, &path, &[], png(b"")).await.ok();
    let orphan = app.state.store.dir().join("evidence").join(server::evidence::Files::new_path());
    std::fs::create_dir_all(orphan.parent().unwrap()).unwrap();
    std::fs::write(&orphan, "left by a crash").unwrap();
    // What is no evidence is somebody else's, whatever it does here.
    let foreign = app.state.store.dir().join("evidence/invoices");
    std::fs::write(&foreign, "theirs").unwrap();
    assert_eq!(evidence_of(&app).len(), 7);

    let sweeps = async || sweep(&app.state.store, &app.state.files, app.state.clock.utc()).await.unwrap();
    app.pass(Duration::hours(23));
    assert_eq!(sweeps().await.n_unclaimed, 0, "there is a day between a photo and Send");
    app.pass(Duration::hours(2));
    assert_eq!(sweeps().await.n_unclaimed, 4);
    // The file itself was written by this machine's clock, which the story's does not reach.
    app.pass(Duration::days(3650));
    assert_eq!(sweeps().await.n_orphans, 1);
    assert_eq!(evidence_of(&app).len(), 2);
    std::fs::remove_file(foreign).unwrap();
    let shown = customer.get(&format!("/api/evidence/{}", kept["id"].as_str().unwrap())).await;
    assert_eq!(shown.bytes, png(b""));
}

#[tokio::test]
async fn a_file_that_can_not_be_deleted_now_is_deleted_by_a_later_sweep() {
    let app = App::start().await;
    let customer = app.customer();
    customer.look_up("SH-1010", "8002").await.ok();
    customer.upload(&new_id(), &png(b"")).await.ok();
    let sweeps = async || sweep(&app.state.store, &app.state.files, app.state.clock.utc()).await.unwrap();
    // Whatever the reason is: here a folder stands where the file was.
    let [file] = <[PathBuf; 1]>::try_from(evidence_of(&app)).unwrap();
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    app.pass(Duration::hours(25));
    let swept = sweeps().await;
    assert_eq!((swept.n_unclaimed, swept.n_kept), (1, 1));
    std::fs::remove_dir(&file).unwrap();
    std::fs::write(&file, png(b"")).unwrap();
    app.pass(Duration::hours(1));
    assert_eq!(sweeps().await, Swept::default());
    assert!(evidence_of(&app).is_empty(), "no row speaks of it, and it is there for good");
    assert!(app.state.store.left_over(i64::MAX, 1).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_uploads_at_the_same_time_leave_no_bytes() {
    let app = App::start().await;
    let customer = app.customer();
    customer.look_up("SH-1010", "8002").await.ok();
    let command = new_id();
    let picture = png(b"");
    let sent = futures::future::join_all((0..40).map(|_| customer.upload(&command, &picture))).await;
    assert_eq!(sent.iter().filter(|answer| answer.status == 200).count(), 12);
    assert_eq!(evidence_of(&app).len(), 12);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_race_for_one_id_never_get_each_others_bytes() {
    let app = App::start().await;
    let (hua, ming) = (app.customer(), app.customer());
    hua.look_up("SH-1010", "8002").await.ok();
    ming.look_up("SH-1005", "8001").await.ok();
    for round in 0..20_u8 {
        let id = new_id();
        let (ours, theirs) = (png(&[round, 1]), png(&[round, 2]));
        let path = |command: &str| format!("/api/uploads/{id}?command_id={command}");
        // Under one command, and each under their own.
        let command = new_id();
        let own = if round % 2 == 0 { command.clone() } else { new_id() };
        let (first, second) = (path(&command), path(&own));
        let (one, other) = tokio::join!(
            hua.send(reqwest::Method::PUT, &first, &[], ours.clone()),
            ming.send(reqwest::Method::PUT, &second, &[], theirs.clone())
        );
        assert_eq!(u8::from(one.status == 200) + u8::from(other.status == 200), 1);
        let (winner, expected) = if one.status == 200 { (&hua, ours) } else { (&ming, theirs) };
        assert_eq!(winner.get(&format!("/api/evidence/{id}")).await.bytes, expected);
    }
    assert_eq!(evidence_of(&app).len(), 20);
}

#[tokio::test]
async fn picture_that_opens_into_a_gigabyte_is_refused() {
    let app = App::start().await;
    let customer = app.customer();
    customer.look_up("SH-1010", "8002").await.ok();
    let mut large = png(b"");
    large[16..24].copy_from_slice(&[0, 0, 0x2e, 0xe0, 0, 0, 0x2e, 0xe0]);
    let refused = customer.upload(&new_id(), &large).await.refusal();
    assert_eq!(refused, (422, "evidence_too_many_pixels".into()));
    assert!(evidence_of(&app).is_empty());
}

#[tokio::test]
async fn full_disk_is_seen_by_the_probe_and_by_whoever_signs_in() {
    let app = App::start_with(Wish { max_pages: Some(136), ..Wish::default() }).await;
    let (customer, agent) = (app.customer(), app.customer());
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    assert_eq!(customer.get("/readyz").await.status, 200);
    let complaint = filing(&order, "delivery_damage", &"花瓶碎了。".repeat(900));
    // Each takes some pages of the 136 there are, so a hundred are more than fit.
    let mut status = 200;
    for _ in 0..100 {
        let mut body = envelope(&new_id(), &new_id(), 0, &json!({"file_complaint": complaint}));
        body["personal"] = personal();
        status = customer.post("/api/commands", &body).await.status.as_u16();
        if status != 200 {
            break;
        }
    }
    assert_eq!(status, 503, "the disk never filled");
    assert_eq!(customer.get("/readyz").await.refusal(), (503, "storage_full".into()));
    let signed_in = agent.sign_in("agent", "demo-agent").await.refusal();
    assert_eq!(signed_in, (503, "storage_full".into()), "no success that the next request denies");
    let newcomer = app.customer();
    for (number, contact) in [("SH-1010", "hua@example.com"), ("SH-1005", "8001")] {
        let looked_up = newcomer.look_up(number, contact).await.refusal();
        assert_eq!(looked_up, (503, "storage_full".into()), "no proof that the filing after it denies");
    }
    assert_eq!(customer.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn malformed_ids_in_addresses_are_refused_in_the_one_form() {
    let app = App::start().await;
    let agent = app.staff("supervisor").await;
    for path in [
        "/api/cases/nonsense",
        "/api/evidence/1",
        "/api/policy/drafts/x",
        "/api/cases/%ff",
        "/api/packs/%ff",
        "/api/policy/packs/%ff",
    ] {
        let answer = agent.get(path).await;
        let (status, code) = answer.refusal();
        assert_eq!((status, code.as_str()), (400, "malformed"), "{path}");
        assert!(answer.json()["error"]["trace"].as_str().is_some_and(|trace| !trace.is_empty()), "{path}");
    }
    let put = agent.send(reqwest::Method::PUT, "/api/uploads/nonsense", &[], png(b"")).await;
    assert_eq!(put.refusal(), (400, "malformed".into()));
}

#[tokio::test]
async fn figures_are_told_to_this_machine_alone_and_count_what_is_overdue() {
    let app = App::start().await;
    let customer = app.customer();
    customer.files_about_the_vase().await;
    let text = async || String::from_utf8(customer.get("/metrics").await.bytes).unwrap();
    let before = text().await;
    assert!(
        before.contains("\nredress_cases_overdue 0\n") && before.contains("\nredress_cases_open 1\n"),
        "{before}"
    );
    assert!(before.contains("\nredress_disk_free_bytes "), "{before}");
    app.pass(Duration::minutes(16));
    assert!(text().await.contains("\nredress_cases_overdue 1\n"));
    let through =
        customer.send(reqwest::Method::GET, "/metrics", &[("x-forwarded-for", "203.0.113.9")], Vec::new());
    assert_eq!(through.await.refusal(), (403, "not_allowed".into()));
}

#[tokio::test]
async fn age_of_the_last_whole_backup_is_told_and_absent_before_there_was_one() {
    let app = App::start_with(Wish { is_of_files: true, ..Wish::default() }).await;
    let anybody = app.customer();
    let age = async || {
        let text = String::from_utf8(anybody.get("/metrics").await.bytes).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("redress_backup_age_seconds "));
        line.map(|age| age.parse::<i64>().unwrap())
    };
    assert_eq!(age().await, None, "an alert can ask for its absence");
    let (dir, copies) = (app.state.store.dir().to_path_buf(), tempfile::tempdir().unwrap());
    backup::backup(&dir, &Around::default(), &copies.path().join("one")).unwrap();
    let made_at: i64 = std::fs::read_to_string(dir.join("last-backup")).unwrap().trim().parse().unwrap();
    // The backup is made by this machine's clock, which the story's does not reach.
    let until = made_at - app.state.clock.utc().timestamp() + 2 * 86_400;
    app.pass(Duration::seconds(until));
    assert_eq!(age().await, Some(2 * 86_400));
    // One that breaks off is none.
    let taken = copies.path().join("one");
    assert!(backup::backup(&dir, &Around::default(), &taken).is_err());
    assert_eq!(age().await, Some(2 * 86_400));
}

#[tokio::test]
async fn figures_are_told_to_whoever_knows_the_token() {
    let mut wish = Wish::default();
    wish.settings.metrics_token = Some("a-token-of-ours".into());
    let app = App::start_with(wish).await;
    let anybody = app.customer();
    assert_eq!(anybody.get("/metrics").await.refusal().0, 403);
    let given = [("authorization", "Bearer a-token-of-ours"), ("x-forwarded-for", "203.0.113.9")];
    assert_eq!(anybody.send(reqwest::Method::GET, "/metrics", &given, Vec::new()).await.status, 200);
}

#[tokio::test]
async fn upload_beyond_what_the_shop_lets_through_is_refused_and_the_page_is_told_the_limit() {
    let mut wish = Wish::default();
    wish.settings.max_upload_bytes = Some(65_536);
    let app = App::start_with(wish).await;
    let customer = app.customer();
    assert_eq!(customer.get("/api/shop").await.ok()["max_upload_bytes"], 65_536);
    customer.look_up("SH-1010", "8002").await.ok();
    let refused = customer.upload(&new_id(), &png(&vec![0; 70_000])).await;
    assert_eq!(refused.refusal(), (413, "too_large".into()));
    assert_eq!(refused.json()["error"]["facts"]["max_bytes"], 65_536);
}

#[tokio::test]
async fn endless_head_is_refused_before_it_fills_the_memory() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let app = App::start().await;
    let address = app.url.strip_prefix("http://").unwrap();
    let mut line = tokio::net::TcpStream::connect(address).await.unwrap();
    line.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n").await.unwrap();
    let more = [b"X-Fill: ".as_slice(), &[b'a'; 4000], b"\r\n"].concat();
    let mut n_sent = 0;
    // The server closes while more is on its way.
    while n_sent < 90 && line.write_all(&more).await.is_ok() {
        n_sent += 1;
        tokio::task::yield_now().await;
    }
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(std::time::Duration::from_secs(20), line.read_to_end(&mut answer))
        .await
        .unwrap();
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    assert!(n_sent < 90 || !answer.is_empty(), "360 kB of a head were taken");
}
