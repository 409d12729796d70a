//! The example shop as whoever tries it meets it: with a past, and never where it would be in the way.

use crate::program::{Server, init, redress, run, stdout};
use serde_json::Value;
use sqlx::{Connection, Row, SqliteConnection, sqlite::SqliteConnectOptions};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::SystemTime;

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

async fn texts(data: &Path, sql: &'static str) -> Vec<String> {
    let options = SqliteConnectOptions::new().filename(data.join("redress.db"));
    let mut conn = SqliteConnection::connect_with(&options).await.unwrap();
    let rows = sqlx::query(sql).fetch_all(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

/// Every case as a queue shows it.
async fn cases(data: &Path) -> Vec<Value> {
    let rows = texts(data, "SELECT row FROM cases ORDER BY case_id").await;
    rows.iter().map(|row| serde_json::from_str(row).unwrap()).collect()
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
    let people = texts(data.path(), "SELECT personal FROM people").await;
    for language in ["en", "zh-Hans", "zh-Hant"] {
        assert!(people.iter().any(|person| person.contains(&format!("\"{language}\""))), "{language}");
    }
    let photos = texts(data.path(), "SELECT media_type FROM evidence WHERE is_claimed = 1").await;
    assert!(photos.len() > 20, "{}", photos.len());

    let moments = texts(data.path(), "SELECT at FROM events ORDER BY seq").await;
    let moments: Vec<_> =
        moments.iter().map(|at| chrono::DateTime::parse_from_rfc3339(at).unwrap()).collect();
    assert!(moments.is_sorted(), "the past is told in order");
    let (first, last) = (moments[0], *moments.last().unwrap());
    assert!(last <= chrono::DateTime::<chrono::Utc>::from(SystemTime::now()), "{last}");
    assert!((last - first).num_days() > 20, "{first} to {last}");
    // Nobody has to be there for what the desk does by itself when it is due.
    let over = texts(data.path(), "SELECT at FROM events WHERE kind = 'last_day_over'").await;
    assert!(!over.is_empty(), "no last day was over");
    let by_people =
        texts(data.path(), "SELECT at || ' ' || kind FROM events WHERE actor <> '\"system\"'").await;
    for done in by_people {
        let (at, _) = done.split_once(' ').unwrap();
        let hour = chrono::Timelike::hour(&chrono::DateTime::parse_from_rfc3339(at).unwrap());
        assert!((9..22).contains(&hour), "somebody worked at night: {done}");
    }

    let verified = stdout(&run(&["verify", "--data-dir", data.path().to_str().unwrap()]));
    assert!(verified.contains(&format!("of {} cases in order", cases.len())), "{verified}");
}

#[tokio::test]
async fn second_start_adds_nothing_to_the_past() {
    let data = tempfile::tempdir().unwrap();
    assert_eq!(start(data.path()).end(), Some(0));
    let before = texts(data.path(), "SELECT kind FROM events ORDER BY seq").await;
    let mut again = start(data.path());
    assert_eq!(again.end(), Some(0));
    assert_eq!(texts(data.path(), "SELECT kind FROM events ORDER BY seq").await, before);
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
    assert!(!texts(data.path(), "SELECT order_key FROM orders").await.is_empty());
}
