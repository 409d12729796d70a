//! In PostgreSQL.

use crate::{APPENDS, append, tell};
use eventlog::EventLog;
use eventlog::postgres::PostgresLog;
use eventlog::testing::postgres::Postgres;
use eventlog::vault::MemoryVault;
use sqlx::{AssertSqlSafe, PgPool, Row};
use std::sync::Arc;
use std::time::Instant;

/// The tables an append adds to, and by which column its rows are told from those of others.
const TABLES: [&str; 5] = ["log_events", "log_streams_1", "log_commands_1", "log_rows_1", "log_feed"];

pub(crate) async fn measure() {
    let postgres = Postgres::start();
    let (written, again) = (postgres.database().await, postgres.database().await);
    let log = Arc::new(PostgresLog::open(&written, &[], Arc::<MemoryVault>::default()).await.unwrap());
    let run = append(Arc::clone(&log) as Arc<dyn EventLog>, || log.n_commits()).await;
    log.close().await;
    PostgresLog::open(&again, &[], Arc::<MemoryVault>::default()).await.unwrap().close().await;
    tell("PostgreSQL", &run, rate(&written, &again, run.batch).await);
}

/// Appends a second at which the rows in one database can be written into another: a statement a table and batch.
async fn rate(from: &str, to: &str, batch: usize) -> f64 {
    let (source, target) = (PgPool::connect(from).await.unwrap(), PgPool::connect(to).await.unwrap());
    let n_batches = APPENDS.div_ceil(batch);
    // As arrays of whole rows, made ready before the clock runs; PostgreSQL reads them as it reads arrays of values.
    let mut batches: Vec<Vec<String>> = vec![Vec::new(); n_batches];
    for table in TABLES {
        let sql = format!(
            "SELECT array_agg(t)::text FROM (SELECT t, ntile({n_batches}) OVER () AS batch FROM {table} t) AS all_rows \
             GROUP BY batch ORDER BY batch"
        );
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&source).await.unwrap();
        for (of_batch, row) in batches.iter_mut().zip(rows) {
            of_batch.push(row.get(0));
        }
    }
    let inserts: Vec<String> =
        TABLES.map(|table| format!("INSERT INTO {table} SELECT * FROM unnest($1::text::{table}[])")).to_vec();
    let mut conn = target.acquire().await.unwrap();
    let started = Instant::now();
    for rows in batches {
        sqlx::query("BEGIN").execute(&mut *conn).await.unwrap();
        for (insert, rows) in inserts.iter().zip(rows) {
            sqlx::query(AssertSqlSafe(insert.as_str())).bind(rows).execute(&mut *conn).await.unwrap();
        }
        sqlx::query("UPDATE log_end SET position = position + 1").execute(&mut *conn).await.unwrap();
        sqlx::query("COMMIT").execute(&mut *conn).await.unwrap();
    }
    APPENDS as f64 / started.elapsed().as_secs_f64()
}
