//! The example shop as whoever tries it meets it: with a past, and never where it would be in the way.

use crate::database::{of_cases, open};
use crate::program::{Server, init, redress, run, stdout};
use domain::actor::Actor;
use domain::complaint::event::Recorded;
use domain::id::CaseId;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::SystemTime;
use uuid::Uuid;

/// Starts the example shop with its past.
fn start(data: &Path) -> Server {
    Server::run(redress(&[
        "serve",
        "--demo",
        "--listen",
        "127.0.0.1:0",
        "--data-dir",
        data.to_str().unwrap(),
    ]))
}

/// Every case as a queue shows it.
async fn cases(data: &Path) -> Vec<Value> {
    let store = open(data).await;
    let kept = store.cases_after(CaseId(Uuid::nil()), 10_000).await.unwrap();
    store.close().await;
    kept.iter().map(|kept| serde_json::from_str(kept.row.as_deref().unwrap()).unwrap()).collect()
}

/// Everything that happened in cases.
async fn happened(data: &Path) -> Vec<Recorded> {
    let store = open(data).await;
    let events = of_cases(&store).await;
    store.close().await;
    events
}

fn all<'a>(cases: &'a [Value], key: &str) -> BTreeSet<&'a str> {
    cases.iter().filter_map(|case| case[key].as_str()).collect()
}

#[tokio::test]
async fn example_shop_opens_on_cases_of_every_status_kind_and_language() {
    let data = tempfile::tempdir().unwrap();
    let mut server = start(data.path());
    assert!(!server.log().contains("left out"), "{}", server.log());
    assert_eq!(server.end(), Some(0), "{}", server.log());
    let cases = cases(data.path()).await;
    assert!(cases.len() >= 80, "{}", cases.len());
    // What a case is only while it is being filed or answered, no case is at rest.
    let phases = [
        "acknowledged",
        "investigating",
        "offered",
        "countered",
        "fulfilling",
        "fulfilled",
        "closed",
        "withdrawn",
        "rejected",
        "reopened",
    ];
    assert_eq!(all(&cases, "phase"), phases.into_iter().collect());
    assert_eq!(all(&cases, "kind").len(), 3, "{:?}", all(&cases, "kind"));
    assert_eq!(all(&cases, "category").len(), 13, "{:?}", all(&cases, "category"));
    assert_eq!(all(&cases, "urgency").len(), 3, "{:?}", all(&cases, "urgency"));
    for what in ["waiting", "assignee"] {
        assert!(cases.iter().any(|case| !case[what].is_null()), "{what}");
    }
    let store = open(data.path()).await;
    let mut languages = BTreeSet::new();
    for case in store.streams_of_cases().await.unwrap() {
        languages.insert(store.personal(case).await.unwrap().unwrap().language.code());
    }
    assert_eq!(languages, BTreeSet::from(["en", "zh-Hans", "zh-Hant"]));
    let photos = store.evidence_after(Uuid::nil(), 1_000).await.unwrap();
    assert!(photos.len() > 20, "{}", photos.len());
    store.close().await;

    let events = happened(data.path()).await;
    assert!(events.is_sorted_by_key(|event| event.at), "the past is told in order");
    let (first, last) = (events[0].at, events[events.len() - 1].at);
    assert!(last <= chrono::DateTime::<chrono::Utc>::from(SystemTime::now()), "{last}");
    assert!((last - first).num_days() > 20, "{first} to {last}");
    // Nobody has to be there for what the desk does by itself when it is due.
    assert!(events.iter().any(|event| event.event.code() == "last_day_over"), "no last day was over");
    for done in events.iter().filter(|event| event.actor != Actor::System) {
        let hour = chrono::Timelike::hour(&done.at);
        assert!((9..22).contains(&hour), "somebody worked at night: {done:?}");
    }

    let verified = stdout(&run(&["verify", "--data-dir", data.path().to_str().unwrap()]));
    assert!(verified.contains(&format!("of {} cases in order", cases.len())), "{verified}");
}

#[tokio::test]
async fn second_start_adds_nothing_to_the_past() {
    let data = tempfile::tempdir().unwrap();
    assert_eq!(start(data.path()).end(), Some(0));
    let before = happened(data.path()).await;
    let mut again = start(data.path());
    assert_eq!(again.end(), Some(0));
    assert_eq!(happened(data.path()).await, before);
}

#[tokio::test]
async fn neither_a_real_desk_nor_an_empty_example_has_a_past() {
    let data = tempfile::tempdir().unwrap();
    init(data.path());
    let folder = data.path().to_str().unwrap();
    let mut real = Server::run(redress(&["serve", "--listen", "127.0.0.1:0", "--data-dir", folder]));
    assert_eq!(real.end(), Some(0));
    assert_eq!(cases(data.path()).await, Vec::<Value>::new());
    let refused = run(&["serve", "--empty", "--data-dir", folder]);
    assert!(!refused.status.success(), "only the example shop can be empty");

    let data = tempfile::tempdir().unwrap();
    assert_eq!(Server::start(data.path()).end(), Some(0));
    assert_eq!(cases(data.path()).await, Vec::<Value>::new());
    let store = open(data.path()).await;
    assert!(store.n_orders().await.unwrap() > 0);
    store.close().await;
}

#[tokio::test]
async fn the_example_lies_where_its_configuration_says_and_never_in_a_desk_of_somebodys_own() {
    let dir = tempfile::tempdir().unwrap();
    let (data, config) = (dir.path().join("mine"), dir.path().join("redress.toml"));
    std::fs::write(&config, format!("data-dir = {data:?}\nlisten = \"127.0.0.1:0\"\nshop-name = \"Mine\"\n"))
        .unwrap();
    let demo = ["serve", "--demo", "--empty", "--config", config.to_str().unwrap()];
    let mut command = redress(&demo);
    command.current_dir(dir.path());
    assert_eq!(Server::run(command).end(), Some(0));
    let store = open(&data).await;
    assert!(store.n_orders().await.unwrap() > 0);
    store.close().await;
    assert!(!dir.path().join("data-demo").exists());

    let own = tempfile::tempdir().unwrap();
    let folder = own.path().to_str().unwrap();
    init(own.path());
    stdout(&run(&["user", "add", "--data-dir", folder, "--name", "agent", "--role", "admin"]));
    let refused = run(&["serve", "--demo", "--listen", "127.0.0.1:0", "--data-dir", folder]);
    assert!(!refused.status.success());
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(told.contains("a desk of somebody's own"), "{told}");
    let store = open(own.path()).await;
    assert_eq!(store.users().await.unwrap().len(), 1);
    assert!(store.pack_versions().await.unwrap().is_empty(), "it was refused before anything was written");
    store.close().await;
}
