//! What opens a case or the desk, and when it stops doing so: sessions and private links.

use chrono::Duration;
use reqwest::Method;
use serde_json::{Value, json};
use server::store::backup::Around;
use std::path::Path;
use tests::actors::{Actor, envelope, filing, new_id, personal};
use tests::app::{App, Wish};
use tests::under_way::UnderWay;

async fn reads(actor: &Actor, case_id: &str) -> u16 {
    actor.get(&format!("/api/cases/{case_id}")).await.status.as_u16()
}

async fn opens(actor: &Actor, link: &str) -> (u16, String) {
    let token = link.rsplit('/').next().unwrap();
    let answer = actor.post(&format!("/api/links/{token}"), &json!({})).await;
    let code = answer.json()["error"]["code"].as_str().unwrap_or_default().to_owned();
    (answer.status.as_u16(), code)
}

#[tokio::test]
async fn planted_cookie_is_worth_nothing_once_something_is_proved() {
    let app = App::start().await;
    let filed = app.customer().files_about_the_vase().await;
    let find = json!({"number": filed.number, "contact": "8002"});
    let link = format!("/api/links/{}", filed.link.rsplit('/').next().unwrap());
    let proofs: [(&str, Value); 3] = [
        ("/api/orders/lookup", json!({"order_number": "SH-1010", "contact": "8002"})),
        ("/api/cases/find", find),
        (&link, json!({})),
    ];
    for (path, body) in proofs {
        let attacker = app.customer();
        attacker.look_up("SH-1005", "8001").await.ok();
        let planted = attacker.cookie();
        let victim = Actor::with_cookie(&app.url, "customer", &planted);
        victim.post(path, &body).await.ok();
        assert_ne!(victim.cookie(), planted, "{path} went on under the planted id");
        assert_eq!(reads(&victim, &filed.case_id).await, 200, "{path}");
        assert_eq!(reads(&attacker, &filed.case_id).await, 401, "{path}");
    }
}

#[tokio::test]
async fn a_request_that_was_on_its_way_when_the_id_changed_takes_no_cookie_away() {
    let app = App::start().await;
    for (path, leaves) in [("/api/orders/lookup", "customer"), ("/api/session", "console")] {
        let browser = if leaves == "customer" { app.customer() } else { app.staff("agent").await };
        browser.look_up("SH-1005", "8001").await.ok();
        let late = Actor::with_cookie(&app.url, leaves, &browser.cookie());
        browser.look_up("SH-1010", "8002").await.ok();
        assert_ne!(browser.cookie(), late.cookie(), "{path}");
        for asked in ["/api/session", "/api/shop"] {
            let answer = late.get(asked).await;
            assert!(!answer.headers.contains_key("set-cookie"), "{asked}: {:?}", answer.headers);
        }
        // Whoever signs out leaves none.
        browser.send(Method::DELETE, "/api/session", &[], Vec::new()).await;
        assert_eq!(browser.cookie(), "");
    }
}

#[tokio::test]
async fn signing_in_over_a_sign_in_leaves_the_former_cookie_worthless() {
    let app = App::start().await;
    let agent = app.staff("agent").await;
    let shared = agent.cookie();
    let supervisor = Actor::with_cookie(&app.url, "console", &shared);
    supervisor.sign_in("supervisor", "demo-supervisor").await.ok();
    assert_ne!(supervisor.cookie(), shared);
    assert_eq!(supervisor.get("/api/session").await.ok()["role"], "supervisor");
    assert_eq!(agent.get("/api/session").await.refusal(), (401, "not_signed_in".into()));
}

#[tokio::test]
async fn a_page_that_takes_somebody_else_for_signed_in_does_nothing_in_their_name() {
    let app = App::start().await;
    let lin = app.staff("agent").await;
    let filed = app.customer().files_about_the_vase().await;
    let was = lin.get("/api/session").await.ok()["user_id"].as_str().unwrap().to_owned();
    let as_lin = [("redress-user", was.as_str())];
    let session = async || lin.send(reqwest::Method::GET, "/api/session", &as_lin, Vec::new()).await;
    assert_eq!(session().await.status, 200);
    // In another tab of the same browser.
    lin.sign_in("agent2", "demo-agent2").await.ok();
    assert_eq!(session().await.refusal().0, 401);
    let body = envelope(&new_id(), &filed.case_id, 3, &json!("take_case")).to_string().into_bytes();
    let headers = [("redress-user", was.as_str()), ("content-type", "application/json")];
    let refused = lin.send(reqwest::Method::POST, "/api/commands", &headers, body).await;
    assert_eq!(refused.refusal().0, 401);
    assert_eq!(app.staff("supervisor").await.case(&filed.case_id).await["version"], 3);
}

#[tokio::test]
async fn ids_of_sessions_and_tokens_of_links_lie_nowhere_in_clear() {
    let app = App::start_with(Wish { is_of_files: true, ..Wish::default() }).await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    // A change that waits behind the sessions: afterwards they are on disk.
    customer.does(&filed.case_id, &json!({"write_to_desk": {"text": "请尽快回复。"}})).await;
    let backup = tempfile::tempdir().unwrap();
    server::store::backup::backup(app.state.store.dir(), &Around::default(), &backup.path().join("b"))
        .unwrap();
    let token = filed.link.rsplit('/').next().unwrap().to_owned();
    let mut n_files = 0;
    for dir in [app.state.store.dir(), &backup.path().join("b")] {
        for (path, bytes) in files(dir) {
            n_files += 1;
            for secret in [&customer.cookie(), &agent.cookie(), &token] {
                let is_in = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
                assert!(!is_in, "{} holds what opens something", path.display());
            }
        }
    }
    assert!(n_files > 4, "the database, its journal, the key and the copy were looked at");
    assert_eq!(reads(&customer, &filed.case_id).await, 200);
}

fn files(dir: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_signs_out_of_both_faces_at_once_is_out_of_both() {
    let app = App::start().await;
    for _ in 0..12 {
        let desk = app.staff("agent").await;
        let face = Actor::with_cookie(&app.url, "customer", &desk.cookie());
        let former = Actor::with_cookie(&app.url, "console", &desk.cookie());
        let (from_desk, from_face) = tokio::join!(desk.sign_out(), face.sign_out());
        assert!(from_desk.status == 204 && from_face.status == 204);
        let heir = Actor::with_cookie(&app.url, "console", &face.cookie());
        for actor in [desk, former, heir] {
            assert_eq!(actor.get("/api/cases").await.status, 401);
        }
    }
}

#[tokio::test]
async fn customer_signs_out_and_the_desk_stays_signed_in() {
    let app = App::start().await;
    let customer = app.customer();
    let filed = customer.files_about_the_vase().await;
    let kept = customer.cookie();
    customer.sign_out().await.ok();
    assert_eq!(reads(&customer, &filed.case_id).await, 401);
    let thief = Actor::with_cookie(&app.url, "customer", &kept);
    assert_eq!(reads(&thief, &filed.case_id).await, 401, "the former cookie opens nothing either");

    // One browser with both faces: each signs out by itself.
    let desk = app.staff("agent").await;
    let face = Actor::with_cookie(&app.url, "customer", &desk.cookie());
    face.look_up("SH-1010", "8002").await.ok();
    assert_eq!(reads(&face, &filed.case_id).await, 200);
    let kept = face.cookie();
    face.sign_out().await.ok();
    assert_eq!(reads(&face, &filed.case_id).await, 401);
    assert_eq!(reads(&Actor::with_cookie(&app.url, "customer", &kept), &filed.case_id).await, 401);
    let desk = Actor::with_cookie(&app.url, "console", &face.cookie());
    assert_eq!(desk.get("/api/session").await.ok()["role"], "agent");
}

#[tokio::test]
async fn session_that_ended_is_not_brought_back_by_a_request_under_way() {
    let app = App::start().await;
    let agent = app.staff("agent").await;
    let kept = agent.cookie();
    let late = Actor::with_cookie(&app.url, "console", &kept);
    // Proving something writes the session; signing out at the same moment must win whatever the order.
    for _ in 0..20 {
        let customer = Actor::with_cookie(&app.url, "customer", &kept);
        tokio::join!(customer.look_up("SH-1010", "8002"), agent.sign_out());
        assert_eq!(late.get("/api/session").await.refusal().0, 401);
    }
}

/// A look-up of the vase in the browser of somebody, being served.
async fn looking_up(actor: &Actor) -> UnderWay {
    let look_up = json!({"order_number": "SH-1010", "contact": "8002"});
    UnderWay::begin(actor, "/api/orders/lookup", &look_up).await
}

/// The same browser with the cookie that it has by now, in front of other pages.
fn now(app: &App, face: &str, cookie: Option<&String>) -> Actor {
    Actor::with_cookie(&app.url, face, cookie.map_or("", String::as_str))
}

#[tokio::test]
async fn whoever_signs_out_while_another_request_is_served_is_out() {
    let app = App::start().await;
    // At the desk.
    let agent = app.staff("agent").await;
    let under_way = looking_up(&now(&app, "customer", Some(&agent.cookie()))).await;
    let late = now(&app, "console", Some(&agent.cookie()));
    agent.sign_out().await.ok();
    let ended = under_way.end().await;
    assert_eq!((ended.status, &ended.cookie), (401, &None));
    assert_eq!(late.get("/api/session").await.refusal().0, 401);
    // A customer.
    let customer = app.customer();
    let filed = customer.files_about_the_vase().await;
    let under_way = looking_up(&customer).await;
    let kept = customer.cookie();
    customer.sign_out().await.ok();
    let ended = under_way.end().await;
    assert_eq!((ended.status, &ended.cookie), (401, &None));
    assert_eq!(reads(&now(&app, "customer", Some(&kept)), &filed.case_id).await, 401);
    // A customer whose browser is signed in at the desk.
    let desk = app.staff("agent").await;
    let face = now(&app, "customer", Some(&desk.cookie()));
    face.look_up("SH-1010", "8002").await.ok();
    let (under_way, kept) = (looking_up(&face).await, face.cookie());
    face.sign_out().await.ok();
    let ended = under_way.end().await;
    assert_eq!((ended.status, &ended.cookie), (401, &None));
    let desk = now(&app, "console", Some(&face.cookie()));
    assert_eq!(desk.get("/api/session").await.ok()["role"], "agent");
    // And leaves the desk by what the browser sent before.
    now(&app, "console", Some(&kept)).sign_out().await.ok();
    assert_eq!(desk.get("/api/session").await.refusal().0, 401);
}

#[tokio::test]
async fn complaints_filed_at_once_in_one_browser_all_open() {
    let app = App::start().await;
    for _ in 0..4 {
        let customer = app.customer();
        let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
        let filing = filing(&order, "delivery_damage", "花瓶收到的时候已经碎成三块了，外箱也压坏了。");
        for filed in futures::future::join_all([customer.files(&filing), customer.files(&filing)]).await {
            assert_eq!(reads(&customer, &filed.case_id).await, 200);
        }
    }
}

#[tokio::test]
async fn a_complaint_filed_while_its_browser_proves_something_else_opens() {
    let app = App::start().await;
    let customer = app.customer();
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let mut body = envelope(
        &new_id(),
        &new_id(),
        0,
        &json!({"file_complaint":
        filing(&order, "delivery_damage", "花瓶收到的时候已经碎成三块了，外箱也压坏了。")}),
    );
    body["personal"] = personal();
    let under_way = UnderWay::begin(&customer, "/api/commands", &body).await;
    customer.look_up("SH-1005", "8001").await.ok();
    let ended = under_way.end().await;
    assert_eq!(ended.status, 200);
    assert_eq!(ended.cookie, None, "the browser keeps the cookie it has by now");
    assert_eq!(reads(&customer, body["case_id"].as_str().unwrap()).await, 200);
}

#[tokio::test]
async fn signing_out_with_a_former_id_after_a_restart_ends_what_came_of_it() {
    let app = App::start().await;
    let customer = app.customer();
    let filed = customer.files_about_the_vase().await;
    let former = customer.cookie();
    customer.look_up("SH-1005", "8001").await.ok();
    let again = app.another_server().await;
    Actor::with_cookie(&again.url, "customer", &former).sign_out().await.ok();
    assert_eq!(reads(&customer, &filed.case_id).await, 401);
}

#[tokio::test]
async fn signing_out_with_a_former_id_ends_what_came_of_it() {
    let app = App::start().await;
    let agent = app.staff("agent").await;
    let former = agent.cookie();
    // One after the other, and two at once.
    let face = now(&app, "customer", Some(&former));
    let (one, other) = (looking_up(&face).await, looking_up(&face).await);
    let (one, other) = (one.end().await, other.end().await);
    assert_eq!((one.status, other.status), (200, 200));
    let next = now(&app, "customer", one.cookie.as_ref());
    next.look_up("SH-1005", "8001").await.ok();
    let all = [next.cookie(), other.cookie.unwrap()];
    for cookie in &all {
        assert_eq!(now(&app, "console", Some(cookie)).get("/api/session").await.ok()["role"], "agent");
    }
    let under_way = looking_up(&next).await;
    agent.sign_out().await.ok();
    for cookie in &all {
        assert_eq!(now(&app, "console", Some(cookie)).get("/api/session").await.refusal().0, 401);
    }
    let ended = under_way.end().await;
    assert_eq!((ended.status, &ended.cookie), (401, &None));
    // An id that never was ends nothing, and the next proof begins anew.
    let stranger = now(&app, "customer", Some(&former));
    stranger.sign_out().await.ok();
    stranger.look_up("SH-1010", "8002").await.ok();
    assert_eq!(now(&app, "console", Some(&stranger.cookie())).get("/api/session").await.refusal().0, 401);
}

#[tokio::test]
async fn whoever_signs_in_while_they_sign_out_elsewhere_is_in_by_what_they_typed() {
    let app = App::start().await;
    let customer = app.customer();
    let filed = customer.files_about_the_vase().await;
    let kept = customer.cookie();
    let typed = json!({"user": "agent", "password": "demo-agent"});
    let under_way = UnderWay::begin(&now(&app, "console", Some(&kept)), "/api/session", &typed).await;
    customer.sign_out().await.ok();
    let ended = under_way.end().await;
    assert_eq!(ended.status, 200);
    let desk = now(&app, "console", ended.cookie.as_ref());
    assert_eq!(desk.get("/api/session").await.ok()["role"], "agent");
    assert_eq!(reads(&now(&app, "customer", ended.cookie.as_ref()), &filed.case_id).await, 401);
}

#[tokio::test]
async fn link_ends_by_itself() {
    let app = App::start().await;
    let filed = app.customer().files_about_the_vase().await;
    let reader = app.customer();
    assert_eq!(opens(&reader, &filed.link).await.0, 200);
    app.pass(Duration::days(179));
    assert_eq!(reads(&reader, &filed.case_id).await, 200);
    app.pass(Duration::days(2));
    assert_eq!(opens(&app.customer(), &filed.link).await, (410, "link_ended".into()));
    assert_eq!(reads(&reader, &filed.case_id).await, 401, "what it opened is closed with it");
}

#[tokio::test]
async fn link_that_got_about_is_taken_back_and_made_anew_by_its_owner_alone() {
    let app = App::start().await;
    let (owner, stranger) = (app.customer(), app.customer());
    let filed = owner.files_about_the_vase().await;
    let path = format!("/api/cases/{}/link", filed.case_id);
    assert_eq!(owner.get(&path).await.ok()["path"], filed.link.as_str());
    assert_eq!(opens(&stranger, &filed.link).await.0, 200);
    // Whoever came by the link sees no more of it, and can't make one for themself.
    assert_eq!(stranger.get(&path).await.ok()["path"], Value::Null);
    assert_eq!(stranger.post(&path, &json!({})).await.refusal(), (403, "not_allowed".into()));

    let ended = owner.delete(&path).await.ok();
    assert_eq!((&ended["is_open"], &ended["path"]), (&json!(false), &Value::Null));
    assert_eq!(reads(&stranger, &filed.case_id).await, 401, "out at once");
    assert_eq!(opens(&stranger, &filed.link).await, (410, "link_ended".into()));
    assert_eq!(reads(&owner, &filed.case_id).await, 200);

    let renewed = owner.post(&path, &json!({})).await.ok();
    let link = renewed["path"].as_str().unwrap().to_owned();
    assert_ne!(link, filed.link);
    assert_eq!(opens(&app.customer(), &link).await.0, 200);
    assert_eq!(opens(&stranger, &filed.link).await, (404, "not_found".into()));
    // Whoever proves the order is shown it again.
    let proven = app.customer();
    proven.look_up("SH-1010", "hua@example.com").await.ok();
    assert_eq!(proven.get(&path).await.ok()["path"], link.as_str());
    // And one who has both keeps the case when the link ends.
    opens(&proven, &link).await;
    proven.delete(&path).await.ok();
    assert_eq!(reads(&proven, &filed.case_id).await, 200);
}

#[tokio::test]
async fn desk_takes_a_link_back_and_is_never_shown_one() {
    let app = App::start().await;
    let filed = app.customer().files_about_the_vase().await;
    let (agent, stranger) = (app.staff("agent").await, app.customer());
    let path = format!("/api/cases/{}/link", filed.case_id);
    let seen = agent.get(&path).await.ok();
    assert_eq!(
        (&seen["is_open"], &seen["path"], &seen["can_renew"]),
        (&json!(true), &Value::Null, &json!(false))
    );
    assert_eq!(agent.post(&path, &json!({})).await.refusal().0, 403);
    agent.delete(&path).await.ok();
    assert_eq!(opens(&stranger, &filed.link).await.0, 410);
    // Somebody else's case has no link to see, to end or to make.
    stranger.look_up("SH-1005", "8001").await.ok();
    assert_eq!(stranger.get(&path).await.refusal().0, 404);
    assert_eq!(stranger.delete(&path).await.refusal().0, 404);
    assert_eq!(stranger.post(&path, &json!({})).await.refusal().0, 404);
}
