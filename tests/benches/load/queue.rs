//! A page of the queue among ten thousand cases and among a million.

use crate::figure;
use crate::line::Line;
use crate::shop::{agent, complaints};
use server::store::open::DATABASE_FILE;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use std::time::{Duration, Instant};
use tests::app::App;

/// How many cases, first and then.
const FEW: u64 = 10_000;
const MANY: u64 = 1_000_000;
/// How many pages are asked for each time.
const PAGES: u32 = 600;
const BUDGET: Duration = Duration::from_millis(20);
const GROWTH: f64 = 2.0;

/// Fills the queue twice and reads it.
pub(crate) async fn measure() {
    let app = App::start().await;
    let one = complaints(&app, 1, 1).await.remove(0);
    let mut line = Line::open(&app.url, "customer").await;
    line.ask("POST", "/api/commands", &one.cookie, &one.body).await.ok();
    let cookie = agent(&app).await;
    fill(&app, 0, FEW).await;
    let few = read(&app, &cookie).await;
    fill(&app, FEW, MANY).await;
    let many = read(&app, &cookie).await;
    let p99 = figure::within(&many, 0.99);
    figure::judge("queue, 50 of 1,000,000 cases, p99", &figure::millis(p99), "20 ms", p99 <= BUDGET);
    let (before, after) = (figure::within(&few, 0.5), figure::within(&many, 0.5));
    let growth = after.as_secs_f64() / before.as_secs_f64();
    let value = format!("{growth:.2} times ({} to {})", figure::millis(before), figure::millis(after));
    figure::judge("queue, from 10,000 to 1,000,000 cases", &value, "below 2 times", growth < GROWTH);
}

/// Adds cases after the one there is, from the number `from` to `to`, as their projections.
async fn fill(app: &App, from: u64, to: u64) {
    eprintln!("queue: {to} cases");
    let mut conn = SqliteConnectOptions::new()
        .filename(app.state.store.dir().join(DATABASE_FILE))
        // Nobody needs these rows after a power cut.
        .synchronous(SqliteSynchronous::Off)
        .busy_timeout(Duration::from_mins(5))
        .connect()
        .await
        .unwrap();
    let (from, to) = (i64::try_from(from).unwrap(), i64::try_from(to).unwrap());
    run(&mut conn, "CREATE TEMP TABLE made (case_id BLOB, due INTEGER, number INTEGER)", None).await;
    run(
        &mut conn,
        "WITH RECURSIVE n (i) AS (SELECT ?1 + 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
         INSERT INTO made SELECT randomblob(16), 1773000000000 + (i * 7919 % 1000003) * 1000, i FROM n",
        Some((from, to)),
    )
    .await;
    // What a queue shows is the first case's row under another name; where it stands follows its own due time.
    run(
        &mut conn,
        "INSERT INTO cases (case_id, version, seq, hash, person_id, order_key, places, row)
         SELECT made.case_id, one.version, one.seq, one.hash, made.case_id, 'load-' || number,
             '[[\"open\",\"\",' || due || '],[\"unassigned\",\"\",' || due || ']]',
             replace(one.row, one.id, lower(substr(hex(made.case_id), 1, 8) || '-' ||
                 substr(hex(made.case_id), 9, 4) || '-' || substr(hex(made.case_id), 13, 4) || '-' ||
                 substr(hex(made.case_id), 17, 4) || '-' || substr(hex(made.case_id), 21)))
         FROM made, (SELECT version, seq, hash, row, json_extract(row, '$.case_id') AS id
             FROM cases ORDER BY seq DESC, version DESC LIMIT 1) AS one
         ORDER BY made.case_id",
        None,
    )
    .await;
    for view in ["open", "unassigned"] {
        let text =
            format!("INSERT INTO queue SELECT '{view}', '', due, case_id FROM made ORDER BY due, case_id");
        run(&mut conn, &text, None).await;
        let text = format!(
            "UPDATE queue_counts SET n = (SELECT count(*) FROM queue WHERE view = '{view}') WHERE view = '{view}'"
        );
        run(&mut conn, &text, None).await;
    }
    run(&mut conn, "PRAGMA wal_checkpoint(TRUNCATE)", None).await;
    conn.close().await.unwrap();
}

async fn run(conn: &mut SqliteConnection, text: &str, numbers: Option<(i64, i64)>) {
    let mut query = sqlx::query(sqlx::AssertSqlSafe(text));
    if let Some((from, to)) = numbers {
        query = query.bind(from).bind(to);
    }
    query.execute(conn).await.unwrap();
}

/// Reads the first page, the pages after it, and pages from anywhere, one at a time.
async fn read(app: &App, cookie: &str) -> Vec<Duration> {
    let mut line = Line::open(&app.url, "console").await;
    let mut times = Vec::new();
    let mut after = String::new();
    for idx in 0..PAGES {
        let path = match idx % 3 {
            0 => "/api/cases?view=open&limit=50".to_owned(),
            1 => format!("/api/cases?view=open&limit=50&after={after}"),
            _ => {
                let due = 1_773_000_000_000 + u64::from(idx) * 7_654_321 % 1_000_003 * 1_000;
                format!("/api/cases?view=open&limit=50&after={due}~{}", uuid::Uuid::nil())
            }
        };
        let started = Instant::now();
        let answer = line.ask("GET", &path, cookie, "").await;
        times.push(started.elapsed());
        let page = answer.ok();
        assert!(!page["rows"].as_array().unwrap().is_empty(), "{page}");
        page["next"].as_str().unwrap_or_default().clone_into(&mut after);
    }
    times
}
