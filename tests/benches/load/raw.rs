//! The raw rate: rows that the server wrote, written once more by nothing but prepared statements, in as large batches and
//! as durably. It is what the disk and the database can do.

use eventlog::sqlite::SqliteLog;
use eventlog::vault::MemoryVault;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use server::store::open::DATABASE_FILE;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// The tables that a complaint writes to, with what tells the complaint in each.
const TABLES: [(&str, &str); 11] = [
    ("log_events", "stream"),
    ("log_streams_1", "stream"),
    ("log_commands_1", "stream"),
    ("log_rows_1", "CASE kind WHEN 'case-number' THEN unhex(replace(body, '-', '')) END"),
    ("cases_1", "\"case\""),
    ("cases_of_orders_1", "\"case\""),
    ("cases_of_people_1", "\"case\""),
    ("people_1", "\"case\""),
    ("links_1", "\"case\""),
    ("link_tokens_1", "\"case\""),
    ("queue_1", "\"case\""),
];

/// One row on its way back: the statement it belongs to, and its values.
type Put = (usize, Vec<Value>);

/// Complaints a second at which the rows in the store at `from` can be written, `batch` complaints to a commit.
pub(crate) fn rate(from: &Path, batch: f64) -> f64 {
    let source = Connection::open(from.join(DATABASE_FILE)).unwrap();
    let mut statements = Vec::new();
    let mut cases: BTreeMap<Vec<u8>, Vec<Put>> = BTreeMap::new();
    for (table, case) in TABLES {
        let text = format!(
            "SELECT {case} AS of_case, * FROM {table} WHERE of_case IN (SELECT \"case\" FROM cases_1)"
        );
        let mut statement = source.prepare(&text).unwrap();
        let n_columns = statement.column_count() - 1;
        statements.push(format!("INSERT INTO {table} VALUES ({})", vec!["?"; n_columns].join(", ")));
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values = (1..=n_columns).map(|idx| row.get(idx).unwrap()).collect();
            cases.entry(row.get(0).unwrap()).or_default().push((statements.len() - 1, values));
        }
    }
    let dir = tempfile::Builder::new().prefix("redress-raw-").tempdir().unwrap();
    let file = dir.path().join(DATABASE_FILE);
    drop(SqliteLog::open(&file, books::TABLES, Arc::<MemoryVault>::default()).unwrap());
    let conn = Connection::open(&file).unwrap();
    conn.pragma_update(None, "journal_mode", "wal").unwrap();
    conn.pragma_update(None, "synchronous", "full").unwrap();
    conn.set_prepared_statement_cache_capacity(64);
    let n_cases = cases.len();
    let started = Instant::now();
    write(&conn, &statements, cases.into_values().collect(), batch);
    n_cases as f64 / started.elapsed().as_secs_f64()
}

fn write(conn: &Connection, statements: &[String], cases: Vec<Vec<Put>>, batch: f64) {
    let mut n_commits = 0.0;
    for (n_written, rows) in cases.into_iter().enumerate() {
        if n_written as f64 >= n_commits * batch {
            if n_commits > 0.0 {
                conn.execute_batch("COMMIT").unwrap();
            }
            conn.execute_batch("BEGIN IMMEDIATE").unwrap();
            n_commits += 1.0;
        }
        for (statement, values) in rows {
            conn.prepare_cached(&statements[statement]).unwrap().execute(params_from_iter(values)).unwrap();
        }
    }
    conn.execute_batch("COMMIT").unwrap();
}
