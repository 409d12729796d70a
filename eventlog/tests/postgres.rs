//! The log in PostgreSQL lives through the story, with as many servers as there are, and through its database going.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

use eventlog::postgres::PostgresLog;
use eventlog::testing::make::{TABLES, append, fill, step, stream};
use eventlog::testing::postgres::Postgres;
use eventlog::testing::story::World;
use eventlog::vault::{MemoryVault, PostgresVault};
use eventlog::verify::verify;
use eventlog::{Appended, EventLog, Fault};
use sqlx::{AssertSqlSafe, PgPool, Row};
use std::sync::Arc;
use std::time::Duration;

struct InDatabase {
    url: String,
    vault: String,
    _postgres: Arc<Postgres>,
}

impl World for InDatabase {
    async fn new() -> Self {
        let postgres = Postgres::shared();
        Self { url: postgres.database().await, vault: postgres.database().await, _postgres: postgres }
    }

    async fn server(&self) -> Arc<dyn EventLog> {
        let vault = PostgresVault::open(&self.vault).await.unwrap();
        Arc::new(PostgresLog::open(&self.url, TABLES, Arc::new(vault)).await.unwrap())
    }
}

eventlog::story!(InDatabase);

#[tokio::test]
async fn a_log_of_a_newer_program_is_refused() {
    let world = InDatabase::new().await;
    world.server().await.close().await;
    let pool = sqlx::PgPool::connect(&world.url).await.unwrap();
    sqlx::query("INSERT INTO log_form VALUES (99)").execute(&pool).await.unwrap();
    let vault = PostgresVault::open(&world.vault).await.unwrap();
    let refused = PostgresLog::open(&world.url, TABLES, Arc::new(vault)).await.unwrap_err();
    assert!(matches!(refused, Fault::Newer { found: 99, .. }), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_goes_away_loses_nothing_answered_and_does_nothing_twice() {
    let mut postgres = Postgres::start();
    let url = postgres.database().await;
    let log: Arc<dyn EventLog> =
        Arc::new(PostgresLog::open(&url, TABLES, Arc::<MemoryVault>::default()).await.unwrap());
    let mut writers = Vec::new();
    let (ended, end) = tokio::sync::watch::channel(false);
    for _ in 0..4 {
        let (log, end) = (Arc::clone(&log), end.clone());
        writers.push(tokio::spawn(async move {
            let stream = stream();
            let (mut version, mut n_broken) = (0, 0);
            while !*end.borrow() {
                let said = step("a", &version.to_string());
                // Whoever is not answered sends the same again until they are.
                loop {
                    match log.append(append(&stream, version, said.clone())).await {
                        Ok(Appended::Done { .. } | Appended::Repeated(_)) => break,
                        Ok(other) => panic!("{other:?}"),
                        Err(fault) => {
                            assert!(matches!(fault, Fault::Gone(_)), "{fault}");
                            n_broken += 1;
                            tokio::time::sleep(Duration::from_millis(20)).await;
                        }
                    }
                }
                version += 1;
            }
            (stream, version, n_broken)
        }));
    }
    for _ in 0..3 {
        let mut grown = log.grown();
        let before = *grown.borrow();
        grown.wait_for(|position| *position > before + 20).await.unwrap();
        postgres.kill();
        postgres.run_again();
    }
    ended.send_replace(true);
    let (mut n_all, mut n_broken_off) = (0, 0);
    for writer in writers {
        let (stream, n_said, n_broken) = writer.await.unwrap();
        let bodies: Vec<_> =
            log.load(&stream, 0).await.unwrap().into_iter().map(|event| event.body).collect();
        assert_eq!(bodies, (0..n_said).map(|number| number.to_string()).collect::<Vec<_>>());
        n_all += u64::from(n_said);
        n_broken_off += n_broken;
    }
    assert!(n_broken_off > 0, "the database never went away in the middle of anything");
    assert_eq!(log.last().await.unwrap(), n_all);
    assert_eq!(verify(log.as_ref(), |_| ()).await.unwrap(), []);
    log.close().await;
}

/// The tables whose every value the log answers for.
const ANSWERED_FOR: [&str; 10] = [
    "log_events",
    "log_feed",
    "log_end",
    "log_streams_1",
    "log_commands_1",
    "log_rows_1",
    "log_people_1",
    "log_cursors_1",
    "places_1",
    "orders_2",
];

#[tokio::test]
async fn five_hundred_single_changed_bytes_are_all_found() {
    let world = InDatabase::new().await;
    let log = world.server().await;
    fill(log.as_ref()).await;
    let pool = sqlx::PgPool::connect(&world.url).await.unwrap();
    let mut n_found = 0;
    for round in 0..100 {
        for table in ANSWERED_FOR {
            for (column, kind) in columns(&pool, table).await {
                // Changing the same bit twice leaves what was.
                let Some(row) = change_one_bit(&pool, table, (&column, &kind), round, None).await else {
                    continue;
                };
                let found = verify(log.as_ref(), |_| ()).await.unwrap();
                assert!(!found.is_empty(), "unnoticed in {table}.{column}, round {round}");
                change_one_bit(&pool, table, (&column, &kind), round, Some(row)).await.unwrap();
                n_found += 1;
            }
        }
        if n_found >= 500 {
            break;
        }
    }
    assert!(n_found >= 500, "only {n_found} values could be changed");
    assert_eq!(verify(log.as_ref(), |_| ()).await.unwrap(), []);
}

async fn columns(pool: &PgPool, table: &str) -> Vec<(String, String)> {
    let sql =
        "SELECT column_name::text, data_type::text FROM information_schema.columns WHERE table_name = $1";
    sqlx::query_as(sql).bind(table).fetch_all(pool).await.unwrap()
}

/// Changes a bit in one value of a row, as a broken disk would; says where the row lies now. Nothing where the table
/// can't hold it.
async fn change_one_bit(
    pool: &PgPool,
    table: &str,
    (column, kind): (&str, &str),
    round: usize,
    row: Option<String>,
) -> Option<String> {
    let at = |bytes: &str| {
        let place = format!("{} % length({bytes})", round * 3);
        format!("set_byte({bytes}, {place}, get_byte({bytes}, {place}) # 1)")
    };
    let value = match kind {
        "bigint" => format!("\"{column}\" # {}", 1 << (round % 8)),
        "bytea" => at(&format!("\"{column}\"")),
        "uuid" => format!("encode({}, 'hex')::uuid", at(&format!("uuid_send(\"{column}\")"))),
        "text" => format!("convert_from({}, 'UTF8')", at(&format!("convert_to(\"{column}\", 'UTF8')"))),
        other => panic!("a column of {other}"),
    };
    let row = if let Some(row) = row {
        row
    } else {
        let skipped = round * 5;
        let sql = format!(
            "SELECT ctid::text FROM {table} ORDER BY ctid OFFSET {skipped} % (SELECT count(*) FROM {table}) LIMIT 1"
        );
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(pool).await.unwrap()
    };
    let sql = format!(
        "UPDATE {table} SET \"{column}\" = {value} WHERE ctid = '{row}'::tid AND \"{column}\" IS NOT NULL \
         RETURNING ctid::text"
    );
    match sqlx::query(AssertSqlSafe(sql.as_str())).fetch_optional(pool).await {
        Ok(row) => row.map(|row| row.get(0)),
        // What would be the key of another row, or no text any more, can't be written.
        Err(sqlx::Error::Database(refused))
            if matches!(refused.code().as_deref(), Some("23505" | "22021")) =>
        {
            None
        }
        Err(error) => panic!("{sql}: {error}"),
    }
}

#[tokio::test]
async fn a_lease_is_gone_with_its_connection_and_another_server_takes_it() {
    let world = InDatabase::new().await;
    let (one, two) = (world.server().await, world.server().await);
    let mut held = one.lease("mail").await.unwrap().unwrap();
    assert!(held.is_held().await);
    assert!(two.lease("mail").await.unwrap().is_none());
    assert!(two.lease("search").await.unwrap().is_some());
    let pool = sqlx::PgPool::connect(&world.url).await.unwrap();
    // Locks are listed for all databases of the server, and other tests hold some in theirs.
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid() \
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    sqlx::query(sql).execute(&pool).await.unwrap();
    assert!(!held.is_held().await);
    // The lock goes a moment after the connection.
    let taken = async {
        while two.lease("mail").await.unwrap().is_none() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), taken).await.expect("taken");
}

#[tokio::test]
async fn a_log_opens_with_no_vault_but_its_own() {
    let world = InDatabase::new().await;
    world.server().await;
    let other = Arc::<MemoryVault>::default();
    let refused = PostgresLog::open(&world.url, TABLES, other).await.unwrap_err();
    assert!(matches!(refused, Fault::OtherVault), "{refused}");
}
