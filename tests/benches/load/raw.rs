//! The raw rate: rows that the server wrote, written once more by nothing but SQL, in as large batches and as
//! durably. It is what the disk and the database can do.

use server::store::Store;
use server::store::open::{DATABASE_FILE, Options};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteRow, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Column, ConnectOptions, Connection, Row, TypeInfo, ValueRef};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

/// The tables whose rows belong to one case.
const TABLES: [&str; 7] = ["case_numbers", "links", "events", "commands", "people", "cases", "queue"];

enum Cell {
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// One row on its way back: the statement it belongs to, and its values.
type Put = (usize, Vec<Cell>);

/// Complaints a second at which the rows in the store at `from` can be written, `batch` complaints to a commit.
pub(crate) async fn rate(from: &Path, batch: f64) -> f64 {
    let mut source = connect(from).await;
    let mut statements = Vec::new();
    let mut cases: BTreeMap<Vec<u8>, Vec<Put>> = BTreeMap::new();
    for table in TABLES {
        let text = format!("SELECT * FROM {table}");
        let rows = sqlx::query(AssertSqlSafe(text)).fetch_all(&mut source).await.unwrap();
        let Some(first) = rows.first() else { continue };
        let places = vec!["?"; first.columns().len()].join(", ");
        statements.push(format!("INSERT INTO {table} VALUES ({places})"));
        for row in &rows {
            let case: Vec<u8> = row.get("case_id");
            cases.entry(case).or_default().push((statements.len() - 1, cells(row)));
        }
    }
    // The counts of the queues, which every complaint moves.
    statements.push(
        "INSERT INTO queue_counts VALUES (?, ?, 1) ON CONFLICT (view, owner) DO UPDATE SET n = n + 1"
            .to_owned(),
    );
    for rows in cases.values_mut() {
        let queue = statements.iter().position(|text| text.contains("INTO queue ")).unwrap();
        let counts: Vec<Put> = rows
            .iter()
            .filter(|(statement, _)| *statement == queue)
            .map(|(_, cells)| (statements.len() - 1, cells.iter().take(2).map(again).collect()))
            .collect();
        rows.extend(counts);
    }
    let dir = tempfile::Builder::new().prefix("redress-raw-").tempdir().unwrap();
    Store::open(Options { may_make: true, ..Options::new(dir.path()) }).await.unwrap().store.close().await;
    let mut conn = connect(dir.path()).await;
    let n_cases = cases.len();
    let started = Instant::now();
    write(&mut conn, &statements, cases.into_values().collect(), batch).await;
    let rate = n_cases as f64 / started.elapsed().as_secs_f64();
    conn.close().await.unwrap();
    rate
}

async fn write(conn: &mut SqliteConnection, statements: &[String], cases: Vec<Vec<Put>>, batch: f64) {
    let mut n_commits = 0.0;
    for (n_written, rows) in cases.into_iter().enumerate() {
        if n_written as f64 >= n_commits * batch {
            if n_commits > 0.0 {
                sqlx::query("COMMIT").execute(&mut *conn).await.unwrap();
            }
            sqlx::query("BEGIN IMMEDIATE").execute(&mut *conn).await.unwrap();
            n_commits += 1.0;
        }
        for (statement, cells) in rows {
            let mut query = sqlx::query(AssertSqlSafe(statements[statement].as_str()));
            for cell in cells {
                query = match cell {
                    Cell::Number(number) => query.bind(number),
                    Cell::Text(text) => query.bind(text),
                    Cell::Bytes(bytes) => query.bind(bytes),
                };
            }
            query.execute(&mut *conn).await.unwrap();
        }
    }
    sqlx::query("COMMIT").execute(&mut *conn).await.unwrap();
}

/// A connection that keeps its word as the server's writer does.
async fn connect(dir: &Path) -> SqliteConnection {
    SqliteConnectOptions::new()
        .filename(dir.join(DATABASE_FILE))
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .statement_cache_capacity(128)
        .disable_statement_logging()
        .connect()
        .await
        .unwrap()
}

fn cells(row: &SqliteRow) -> Vec<Cell> {
    let cell = |idx: usize| match row.try_get_raw(idx).unwrap().type_info().name() {
        "INTEGER" => Cell::Number(row.get(idx)),
        "BLOB" => Cell::Bytes(row.get(idx)),
        _ => Cell::Text(row.get(idx)),
    };
    row.columns().iter().map(|column| cell(column.ordinal())).collect()
}

fn again(cell: &Cell) -> Cell {
    match cell {
        Cell::Number(number) => Cell::Number(*number),
        Cell::Text(text) => Cell::Text(text.clone()),
        Cell::Bytes(bytes) => Cell::Bytes(bytes.clone()),
    }
}
