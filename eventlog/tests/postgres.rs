//! The log in PostgreSQL lives through the story, with as many servers as there are, and through its database going.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

use eventlog::postgres::PostgresLog;
use eventlog::testing::make::{append, step, stream};
use eventlog::testing::postgres::Postgres;
use eventlog::testing::story::World;
use eventlog::verify::verify;
use eventlog::{Appended, EventLog, Fault};
use std::sync::Arc;
use std::time::Duration;

struct InDatabase {
    url: String,
    _postgres: Arc<Postgres>,
}

impl World for InDatabase {
    async fn new() -> Self {
        let postgres = Postgres::shared();
        Self { url: postgres.database().await, _postgres: postgres }
    }

    async fn server(&self) -> Arc<dyn EventLog> {
        Arc::new(PostgresLog::open(&self.url).await.unwrap())
    }
}

eventlog::story!(InDatabase);

#[tokio::test]
async fn a_log_of_a_newer_program_is_refused() {
    let world = InDatabase::new().await;
    world.server().await.close().await;
    let pool = sqlx::PgPool::connect(&world.url).await.unwrap();
    sqlx::query("INSERT INTO log_form VALUES (99)").execute(&pool).await.unwrap();
    let refused = PostgresLog::open(&world.url).await.unwrap_err();
    assert!(matches!(refused, Fault::Newer { found: 99, .. }), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_goes_away_loses_nothing_answered_and_does_nothing_twice() {
    let mut postgres = Postgres::start();
    let url = postgres.database().await;
    let log: Arc<dyn EventLog> = Arc::new(PostgresLog::open(&url).await.unwrap());
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
