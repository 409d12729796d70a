//! In SQLite.

use crate::{APPENDS, append, tell};
use eventlog::EventLog;
use eventlog::sqlite::SqliteLog;
use eventlog::vault::MemoryVault;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// The tables an append adds a row to, and how many.
const TABLES: [(&str, usize); 4] =
    [("log_events", 3), ("log_streams_1", 1), ("log_commands_1", 1), ("log_rows_1", 2)];

pub(crate) async fn measure() {
    let dir = tempfile::Builder::new().prefix("log-bench-").tempdir().unwrap();
    let (written, again) = (dir.path().join("log.db"), dir.path().join("again.db"));
    let log = Arc::new(SqliteLog::open(&written, &[], Arc::<MemoryVault>::default()).unwrap());
    let run = append(Arc::clone(&log) as Arc<dyn EventLog>, || log.n_commits()).await;
    log.close().await;
    let empty = SqliteLog::open(&again, &[], Arc::<MemoryVault>::default()).unwrap();
    empty.close().await;
    drop(empty);
    tell("SQLite", &run, rate(&written, &again, run.batch));
}

/// Appends a second at which the rows in one file can be written into another.
fn rate(from: &Path, to: &Path, batch: usize) -> f64 {
    let source = Connection::open(from).unwrap();
    let tables: Vec<_> = TABLES.iter().map(|(table, each)| (read(&source, table), *each)).collect();
    let conn = Connection::open(to).unwrap();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    conn.pragma_update(None, "synchronous", "full").unwrap();
    let statements: Vec<String> = TABLES
        .iter()
        .zip(&tables)
        .map(|((table, _), (rows, _))| {
            format!("INSERT INTO {table} VALUES ({})", vec!["?"; rows[0].len()].join(", "))
        })
        .collect();
    let mut tables: Vec<_> = tables.into_iter().map(|(rows, each)| (rows.into_iter(), each)).collect();
    let started = Instant::now();
    let mut n_written = 0;
    while n_written < APPENDS {
        let n_appends = batch.min(APPENDS - n_written);
        conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        for (sql, (rows, each)) in statements.iter().zip(&mut tables) {
            let mut insert = conn.prepare_cached(sql).unwrap();
            for row in rows.by_ref().take(n_appends * *each) {
                insert.execute(params_from_iter(row)).unwrap();
            }
        }
        conn.prepare_cached("UPDATE log_end SET position = position + 1").unwrap().execute([]).unwrap();
        conn.execute_batch("COMMIT").unwrap();
        n_written += n_appends;
    }
    APPENDS as f64 / started.elapsed().as_secs_f64()
}

/// All rows of a table.
fn read(conn: &Connection, table: &str) -> Vec<Vec<Value>> {
    let mut all = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let n_columns = all.column_count();
    let rows = all.query_map([], |row| (0..n_columns).map(|column| row.get(column)).collect()).unwrap();
    rows.map(Result::unwrap).collect()
}
