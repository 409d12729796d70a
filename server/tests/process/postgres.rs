//! Books in PostgreSQL: moved there and back, and served by several.

use crate::customer::Customer;
use crate::damage::{events, killed_after, verify};
use crate::database::change;
use crate::program::{Server, complaint, run, stdout};
use eventlog::testing::postgres::{Postgres, run_sql};
use reqwest::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The longest that something which must happen may take, on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

fn folder(dir: &Path) -> String {
    format!("sqlite:{}", dir.display())
}

fn migrate(from: &str, to: &str) -> std::process::Output {
    run(&["migrate", "--from", from, "--to", to])
}

#[tokio::test(flavor = "multi_thread")]
async fn books_move_into_a_database_and_back_with_all_that_is_kept() {
    let data = killed_after(3).await;
    let before = events(data.path()).await;
    let postgres = Postgres::shared();
    let url = postgres.database().await;
    let here = data.path().to_str().unwrap();
    let told = stdout(&migrate(&folder(data.path()), &url));
    assert!(told.contains("both ends are alike") && told.contains("redress.db.moved"), "{told}");
    // Nobody serves the old file by mistake.
    let refused = complaint(&run(&["serve", "--listen", "127.0.0.1:0", "--data-dir", here]));
    assert!(refused.contains("there is no desk in"), "{refused}");
    let mut server = Server::start_with(data.path(), &["--database", &url]);
    Customer::of(&server.url).await.file().await.unwrap();
    assert_eq!(server.end(), Some(0));
    let verified = stdout(&run(&["verify", "--data-dir", here, "--database", &url]));
    assert!(verified.contains("12 events of 4 cases in order"), "{verified}");
    let refused = complaint(&run(&["backup", "--data-dir", here, "--database", &url, "/nowhere"]));
    assert!(refused.contains("its own tools"), "{refused}");

    let mut server = Server::start_with(data.path(), &["--database", &url]);
    let refused = complaint(&migrate(&url, &folder(data.path())));
    assert!(refused.contains("in use by another"), "{refused}");
    // Nor from another machine, whose folder nobody serves; and nothing is begun there.
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::copy(data.path().join("vault"), elsewhere.path().join("vault")).unwrap();
    let refused = complaint(&migrate(&url, &folder(elsewhere.path())));
    assert!(refused.contains("a server is at work"), "{refused}");
    assert!(!elsewhere.path().join("redress.db").exists());
    Customer::of(&server.url).await.file().await.unwrap();
    assert_eq!(server.end(), Some(0));
    let told = stdout(&migrate(&url, &folder(data.path())));
    assert!(told.contains("both ends are alike"), "{told}");
    // Nobody goes on with the old database by mistake, from whichever folder.
    let listen = ["serve", "--listen", "127.0.0.1:0", "--data-dir", here, "--database", &url];
    let refused = complaint(&run(&listen));
    assert!(refused.contains("were moved away from here"), "{refused}");
    assert!(stdout(&verify(data.path())).contains("15 events of 5 cases in order"));
    assert_eq!(events(data.path()).await[..before.len()], before);
    let mut server = Server::start(data.path());
    assert_eq!(server.end(), Some(0));
    // What is there already is not mixed with anything.
    let other = killed_after(1).await;
    let refused = complaint(&migrate(&folder(other.path()), &url));
    assert!(refused.contains("not the one whose keys") || refused.contains("already"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn books_whose_move_broke_off_stay_where_they_are_if_somebody_says_so() {
    let data = killed_after(2).await;
    let postgres = Postgres::shared();
    let (url, here) = (postgres.database().await, data.path().to_str().unwrap());
    // Whoever moved them was killed, and where they went is gone: nobody listens there.
    let store = crate::database::open(data.path()).await;
    eventlog::moving::leave(store.log().as_ref()).await.unwrap();
    store.close().await;
    let nowhere = "postgres://127.0.0.1:1/desk";
    complaint(&migrate(&folder(data.path()), nowhere));
    let refused = complaint(&run(&["serve", "--listen", "127.0.0.1:0", "--data-dir", here]));
    assert!(refused.contains("`--stay`") && refused.contains("nothing was changed"), "{refused}");
    let stay = |from: &str, to: &str| run(&["migrate", "--from", from, "--to", to, "--stay"]);
    let told = stdout(&stay(&folder(data.path()), nowhere));
    assert!(told.contains("the books stay there"), "{told}");
    let mut server = Server::start(data.path());
    Customer::of(&server.url).await.file().await.unwrap();
    assert_eq!(server.end(), Some(0));
    // In a database it is the same; and one that all was moved out of can be gone back to, with what that means.
    stdout(&migrate(&folder(data.path()), &url));
    stdout(&migrate(&url, &folder(data.path())));
    let told = stdout(&stay(&url, &folder(data.path())));
    assert!(told.contains("as they were when they were moved away"), "{told}");
    let told = stdout(&stay(&url, &folder(data.path())));
    assert!(told.contains("no move of them was under way"), "{told}");
    let mut server = Server::start_with(data.path(), &["--database", &url]);
    assert_eq!(server.end(), Some(0));
    // A database without a desk is not moved as if it had one.
    let empty = postgres.database().await;
    let refused = complaint(&migrate(&empty, &folder(data.path())));
    assert!(refused.contains("there is no desk where `--from` says"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn books_moved_out_of_a_folder_go_back_unless_something_came_in_since() {
    let data = killed_after(2).await;
    let postgres = Postgres::shared();
    let (url, here) = (postgres.database().await, data.path().to_str().unwrap());
    let (file, aside) = (data.path().join("redress.db"), data.path().join("redress.db.moved"));
    let stay = |to: &str| run(&["migrate", "--from", &folder(data.path()), "--to", to, "--stay"]);
    let on_database = ["serve", "--listen", "127.0.0.1:0", "--data-dir", here, "--database", &url];
    // Nothing came in there: from here on nobody serves the new place.
    stdout(&migrate(&folder(data.path()), &url));
    let told = stdout(&stay(&url));
    assert!(told.contains("as they were when they were moved away"), "{told}");
    assert!(told.contains("nobody serves them there any more"), "{told}");
    assert!(file.exists() && !aside.exists());
    assert!(stdout(&verify(data.path())).contains("6 events of 2 cases in order"));
    let refused = complaint(&run(&on_database));
    assert!(refused.contains("were moved away from here"), "{refused}");
    // What came in at the new place would be lost, and whose key it is sealed with be somebody else's.
    let url = postgres.database().await;
    stdout(&migrate(&folder(data.path()), &url));
    let mut server = Server::start_with(data.path(), &["--database", &url]);
    Customer::of(&server.url).await.file().await.unwrap();
    let refused = complaint(&stay(&url));
    assert!(refused.contains("in use by another"), "{refused}");
    assert_eq!(server.end(), Some(0));
    let refused = complaint(&stay(&url));
    assert!(refused.contains("the other way round") && refused.contains("Nothing was changed"), "{refused}");
    assert!(!file.exists() && aside.exists());
    let mut server = Server::start_with(data.path(), &["--database", &url]);
    assert_eq!(server.end(), Some(0));
    stdout(&migrate(&url, &folder(data.path())));
    assert!(stdout(&verify(data.path())).contains("9 events of 3 cases in order"));
    // What can't be asked is not taken for gone, nor is another place for the new one: the books may be served there.
    let url = postgres.database().await;
    std::fs::remove_file(&aside).unwrap();
    stdout(&migrate(&folder(data.path()), &url));
    for other in ["postgres://127.0.0.1:1/desk", &postgres.database().await] {
        let refused = complaint(&stay(other));
        assert!(refused.contains("has to name the place the books were moved to"), "{refused}");
        assert!(refused.contains("`--new-is-gone`") && refused.contains("nothing was changed"), "{refused}");
    }
    assert!(!file.exists() && aside.exists());
    let mut server = Server::start_with(data.path(), &["--database", &url]);
    Customer::of(&server.url).await.file().await.unwrap();
    assert_eq!(server.end(), Some(0));
    // Only whoever knows that it is gone goes on without it, and is told what that means.
    let stay_without =
        |to: &str| run(&["migrate", "--from", &folder(data.path()), "--to", to, "--stay", "--new-is-gone"]);
    let refused = complaint(&stay_without(&url));
    assert!(refused.contains("the other way round"), "it is there: {refused}");
    let (server_of_all, name) = url.rsplit_once('/').unwrap();
    run_sql(&format!("{server_of_all}/postgres"), &format!("DROP DATABASE {name} WITH (FORCE)")).await;
    complaint(&stay(&url));
    let told = stdout(&stay_without(&url));
    assert!(told.contains("what came in there is not here") && told.contains("as they were"), "{told}");
    let mut server = Server::start(data.path());
    Customer::of(&server.url).await.file().await.unwrap();
    assert_eq!(server.end(), Some(0));
    stdout(&verify(data.path()));
}

#[tokio::test(flavor = "multi_thread")]
async fn books_at_which_something_came_in_go_back_into_the_database_they_came_from() {
    let data = killed_after(1).await;
    let postgres = Postgres::shared();
    let (url, here) = (postgres.database().await, data.path().to_str().unwrap());
    stdout(&migrate(&folder(data.path()), &url));
    stdout(&migrate(&url, &folder(data.path())));
    let mut server = Server::start(data.path());
    Customer::of(&server.url).await.file().await.unwrap();
    assert_eq!(server.end(), Some(0));
    let stay = || run(&["migrate", "--from", &url, "--to", &folder(data.path()), "--stay"]);
    let refused = complaint(&stay());
    assert!(refused.contains("the other way round") && refused.contains("Nothing was changed"), "{refused}");
    // Where such a move breaks off it is the end that is left which stays, and not the half one.
    let (file, kept) = (data.path().join("redress.db"), data.path().join("kept"));
    std::fs::copy(&file, &kept).unwrap();
    change(data.path(), "UPDATE log_streams_1 SET version = version + 1");
    complaint(&migrate(&folder(data.path()), &url));
    std::fs::rename(&kept, &file).unwrap();
    let refused = complaint(&stay());
    assert!(refused.contains("half moved here"), "{refused}");
    stdout(&migrate(&folder(data.path()), &url));
    let verified = stdout(&run(&["verify", "--data-dir", here, "--database", &url]));
    assert!(verified.contains("6 events of 2 cases in order"), "{verified}");
    let mut server = Server::start_with(data.path(), &["--database", &url]);
    Customer::of(&server.url).await.file().await.unwrap();
    assert_eq!(server.end(), Some(0));
}

#[test]
fn what_can_not_be_a_move_is_told() {
    for (from, to, expected) in [
        ("data", "postgres://db/desk", "expected `sqlite:DIR` or `postgres://…`"),
        ("sqlite:/nowhere", "sqlite:/elsewhere", "one of `--from` and `--to` is a data folder"),
        ("sqlite:/nowhere", "postgres://db/desk", "there is no desk in"),
    ] {
        let told = complaint(&migrate(from, to));
        assert!(told.contains(expected), "{told}");
        assert!(!told.contains("db/desk"), "an address may hold a password: {told}");
    }
}

/// Three servers with a folder each, on one database.
struct Desk {
    flags: Vec<String>,
    folders: Vec<PathBuf>,
    _dir: tempfile::TempDir,
}

impl Desk {
    async fn new(postgres: &Postgres) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (log, vault) = (postgres.database().await, postgres.database().await);
        let flags = ["--database".to_owned(), log, "--vault".to_owned(), vault].to_vec();
        let folders = ["one", "two", "three"].map(|name| dir.path().join(name)).to_vec();
        Self { flags, folders, _dir: dir }
    }

    /// Starts one; all but the first are given its key.
    fn start(&self, which: usize) -> Server {
        let folder = &self.folders[which];
        if which > 0 && !folder.exists() {
            std::fs::create_dir(folder).unwrap();
            std::fs::copy(self.folders[0].join("secret-key"), folder.join("secret-key")).unwrap();
        }
        let flags: Vec<&str> = self.flags.iter().map(String::as_str).collect();
        Server::start_with(folder, &flags)
    }
}

/// Tries to sign in as an agent.
async fn sign_in(url: &str, password: &str) -> reqwest::Response {
    let sent = reqwest::Client::new().post(format!("{url}/api/session"));
    let body = format!(r#"{{"user":"agent","password":"{password}"}}"#);
    sent.header(CONTENT_TYPE, "application/json").body(body).send().await.unwrap()
}

/// An agent's cookie.
async fn agent(url: &str) -> String {
    let answer = sign_in(url, "demo-agent").await;
    answer.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_at_one_server_is_heard_at_another() {
    let postgres = Postgres::shared();
    let desk = Desk::new(&postgres).await;
    let (one, two) = (desk.start(0), desk.start(1));
    let cookie = agent(&two.url).await;
    let http = reqwest::Client::new();
    let mut stream =
        http.get(format!("{}/api/stream", two.url)).header(COOKIE, &cookie).send().await.unwrap();
    let filed = Customer::of(&one.url).await.file().await.unwrap();
    let mut heard = String::new();
    let hearing = async {
        while !heard.contains(&filed.to_string()) {
            heard.push_str(&String::from_utf8_lossy(&stream.chunk().await.unwrap().unwrap()));
        }
    };
    assert!(tokio::time::timeout(PATIENCE, hearing).await.is_ok(), "{heard}");
    // Who signed in at one is in at the other.
    let seen = http.get(format!("{}/api/cases/{filed}", one.url)).header(COOKIE, &cookie);
    assert_eq!(seen.send().await.unwrap().status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_guessed_at_one_server_is_counted_at_the_other() {
    let postgres = Postgres::shared();
    let mut desk = Desk::new(&postgres).await;
    desk.flags.extend(["--sign-ins-per-minute".to_owned(), "10".to_owned()]);
    let (one, two) = (desk.start(0), desk.start(1));
    assert!(sign_in(&two.url, "demo-agent").await.status().is_success());
    let mut n_wrong = 0;
    while sign_in(&one.url, "not it").await.status() == 401 {
        n_wrong += 1;
        assert!(n_wrong < 100, "nobody guesses that often");
    }
    assert!(n_wrong > 1);
    // The other was never asked anything wrong, and lets nobody in from there by now.
    let counted = async { while sign_in(&two.url, "demo-agent").await.status() != 429 {} };
    assert!(tokio::time::timeout(PATIENCE, counted).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_what_several_servers_acknowledged_nothing_is_lost_whoever_is_killed() {
    let mut postgres = Postgres::start();
    let desk = Desk::new(&postgres).await;
    let mut servers: Vec<Server> = (0..3).map(|which| desk.start(which)).collect();
    let urls = Arc::new(Mutex::new(servers.iter().map(|server| server.url.clone()).collect::<Vec<_>>()));
    let (is_over, n_filed) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let mut filing = Vec::new();
    for which in 0..3 {
        let (urls, is_over, n_filed) = (Arc::clone(&urls), Arc::clone(&is_over), Arc::clone(&n_filed));
        filing.push(tokio::spawn(async move {
            let mut filed = Vec::new();
            let mut customer: Option<(String, Customer)> = None;
            while !is_over.load(Ordering::Relaxed) {
                let url = urls.lock().unwrap()[which].clone();
                if customer.as_ref().is_none_or(|(at, _)| *at != url) {
                    // A server that is just gone has nobody look anything up.
                    let looked_up = tokio::spawn({
                        let url = url.clone();
                        async move { Customer::of(&url).await }
                    });
                    customer = looked_up.await.ok().map(|customer| (url, customer));
                }
                let acknowledged = match &customer {
                    Some((_, customer)) => customer.file().await,
                    None => None,
                };
                match acknowledged {
                    Some(case_id) => {
                        filed.push(case_id);
                        n_filed.fetch_add(1, Ordering::Relaxed);
                    }
                    None => tokio::time::sleep(Duration::from_millis(20)).await,
                }
            }
            filed
        }));
    }
    let more = async |n: usize| {
        let (until, end) = (n_filed.load(Ordering::Relaxed) + n, Instant::now() + PATIENCE);
        while n_filed.load(Ordering::Relaxed) < until {
            assert!(Instant::now() < end, "nothing is filed any more");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    more(20).await;
    for which in [0, 2] {
        servers[which].kill();
        more(10).await;
        servers[which] = desk.start(which);
        urls.lock().unwrap()[which].clone_from(&servers[which].url);
        more(10).await;
    }
    postgres.kill();
    tokio::time::sleep(Duration::from_millis(200)).await;
    postgres.run_again();
    more(20).await;
    is_over.store(true, Ordering::Relaxed);
    let mut acknowledged = Vec::new();
    for filed in filing {
        acknowledged.extend(filed.await.unwrap());
    }
    for server in &mut servers {
        assert_eq!(server.end(), Some(0), "{}", server.log());
    }
    let mut args = vec!["verify", "--data-dir", desk.folders[0].to_str().unwrap()];
    args.extend(desk.flags.iter().map(String::as_str));
    let verified = stdout(&run(&args));
    assert!(verified.contains("cases in order"), "{verified}");
    let last = desk.start(1);
    let (http, cookie) = (reqwest::Client::new(), agent(&last.url).await);
    for case_id in acknowledged.iter().collect::<BTreeSet<&Uuid>>() {
        let seen = http.get(format!("{}/api/cases/{case_id}", last.url)).header(COOKIE, &cookie);
        assert_eq!(seen.send().await.unwrap().status(), 200, "case {case_id} was acknowledged");
    }
}
