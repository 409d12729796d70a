//! A log in PostgreSQL, written by as many servers as there are.
//!
//! Each server commits what waits at it as one batch. A batch takes its streams and rows, in one order for all
//! servers, then writes, then takes the end of the feed, which is one row, and commits: so positions rise in the order
//! of commits, and nobody who reads by position passes one by. Other servers are woken by `NOTIFY`; what was added
//! they read from the log. On the same connection they hear what others say besides.

mod lease;
mod read;
mod rows;
mod said;
mod wake;
mod write;

use crate::EventLog;
use crate::append::{Append, Appended};
use crate::event::{Position, StoredEvent, StreamId, Version};
use crate::fault::{Fault, LogResult};
use crate::lease::Lease;
use crate::own;
use crate::queue::{Queue, queue};
use crate::settle::{End, Written};
use crate::table::{self, Found, Span, Table, Value, sql};
use crate::vault::{self, Vault};
use crate::verify::Proof;
use async_trait::async_trait;
use said::Said;
use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::{broadcast, watch};
use tokio::task::JoinHandle;
use uuid::Uuid;

/// The newest form of the tables this program knows.
const FORM: i64 = 1;
const SCHEMA: &str = include_str!("postgres/schema.sql");
/// Held while the tables are made, so that two servers started at once don't both make them.
const FORM_LOCK: i64 = 0x7265_6472_6573_7301;
/// The connections of one server: one writes, one listens, the others read. Each lease has one more of its own.
const CONNECTIONS: u32 = 8;
/// How long somebody waits for a connection before they are told that there is none.
const PATIENCE: Duration = Duration::from_secs(10);

/// A log in a database.
#[derive(Debug)]
pub struct PostgresLog {
    queue: Queue,
    tables: &'static [&'static Table],
    vault: Arc<dyn Vault>,
    pool: PgPool,
    grown: watch::Sender<Position>,
    n_commits: Arc<AtomicU64>,
    said: Arc<Said>,
    listening: JoinHandle<()>,
}

impl PostgresLog {
    /// Opens the log in the database at this URL (`postgres://…`) with these tables beside it, making what is not there.
    /// `vault` has its keys.
    pub async fn open(
        url: &str,
        tables: &'static [&'static Table],
        vault: Arc<dyn Vault>,
    ) -> LogResult<Self> {
        table::check_all(tables)?;
        let pool = connect(url, CONNECTIONS).await?;
        bring_up_to_date(&pool, tables, vault.id()).await?;
        let n_given: i64 = sqlx::query_scalar("SELECT coalesce(max(slot) + 1, 0) FROM log_people_1")
            .fetch_one(&pool)
            .await?;
        vault::reaches(vault.as_ref(), read_number(n_given, "a slot")?)?;
        let grown = watch::Sender::new(read::end(&mut *pool.acquire().await?).await?.position);
        let (queue, waiting) = queue();
        let n_commits = Arc::default();
        let writer = write::PostgresWriter::new(
            pool.clone(),
            Arc::clone(&vault),
            grown.clone(),
            Arc::clone(&n_commits),
        );
        tokio::spawn(waiting.work(writer));
        let said = Said::begin(pool.clone());
        let listening = tokio::spawn(wake::listen(pool.clone(), grown.clone(), Arc::clone(&said)));
        Ok(Self { queue, tables, vault, pool, grown, n_commits, said, listening })
    }
}

/// Connections to the database at this URL, at most so many.
pub(crate) async fn connect(url: &str, most: u32) -> LogResult<PgPool> {
    // What is answered is on disk, whatever the database does by default.
    // And what is there already is no news.
    let options = PgConnectOptions::from_str(url)?
        .options([("synchronous_commit", "on"), ("client_min_messages", "warning")]);
    Ok(PgPoolOptions::new().max_connections(most).acquire_timeout(PATIENCE).connect_with(options).await?)
}

async fn bring_up_to_date(pool: &PgPool, tables: &[&Table], vault: Uuid) -> LogResult<()> {
    let mut tx = pool.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(FORM_LOCK).execute(&mut *tx).await?;
    sqlx::query("CREATE TABLE IF NOT EXISTS log_form (version bigint NOT NULL)").execute(&mut *tx).await?;
    let found: i64 =
        sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM log_form").fetch_one(&mut *tx).await?;
    if found > FORM {
        return Err(Fault::Newer { found, known: FORM });
    }
    if found < FORM {
        sqlx::raw_sql(SCHEMA).execute(&mut *tx).await?;
        sqlx::query("INSERT INTO log_form (version) VALUES ($1)").bind(FORM).execute(&mut *tx).await?;
        sqlx::query("INSERT INTO log_vault (id) VALUES ($1)").bind(vault).execute(&mut *tx).await?;
    }
    let its_own: Uuid = sqlx::query_scalar("SELECT id FROM log_vault").fetch_one(&mut *tx).await?;
    if its_own != vault {
        return Err(Fault::OtherVault);
    }
    for table in own::OWN.iter().chain(tables) {
        let create = sql::create(table, sql::Dialect::Postgres);
        sqlx::raw_sql(sqlx::AssertSqlSafe(create)).execute(&mut *tx).await?;
    }
    sqlx::raw_sql(own::SLOTS).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(())
}

#[async_trait]
impl EventLog for PostgresLog {
    async fn append(&self, append: Append) -> LogResult<Appended> {
        append.check(self.tables)?;
        self.queue.append(append).await
    }

    async fn adopt(&self, written: Written) -> LogResult<()> {
        self.queue.adopt(written).await
    }

    async fn stored(&self, stream: &StreamId, after: Version) -> LogResult<Vec<StoredEvent>> {
        read::stream(&mut *self.pool.acquire().await?, stream, after).await
    }

    async fn proof(&self, after: Position, limit: u32) -> LogResult<Vec<Proof>> {
        read::proof(&mut *self.pool.acquire().await?, after, limit).await
    }

    async fn end(&self) -> LogResult<End> {
        read::end(&mut *self.pool.acquire().await?).await
    }

    fn grown(&self) -> watch::Receiver<Position> {
        self.grown.subscribe()
    }

    fn say(&self, word: String) {
        self.said.say(word);
    }

    fn said(&self) -> broadcast::Receiver<Arc<str>> {
        self.said.listen()
    }

    fn tables(&self) -> &'static [&'static Table] {
        self.tables
    }

    async fn fetch(&self, table: &'static Table, keys: Vec<Vec<Value>>) -> LogResult<Vec<Found>> {
        table.check_keys(&keys)?;
        rows::fetch(&mut *self.pool.acquire().await?, table, keys).await
    }

    async fn look(&self, span: Span, limit: u32) -> LogResult<Vec<Found>> {
        span.check()?;
        rows::look(&mut *self.pool.acquire().await?, &span, limit).await
    }

    async fn count(&self, span: Span, limit: u32) -> LogResult<u64> {
        span.check()?;
        rows::count(&mut *self.pool.acquire().await?, &span, limit).await
    }

    fn n_commits(&self) -> u64 {
        self.n_commits.load(Ordering::Relaxed)
    }

    fn vault(&self) -> &dyn Vault {
        self.vault.as_ref()
    }

    async fn lease(&self, name: &str) -> LogResult<Option<Box<dyn Lease>>> {
        lease::take(&self.pool, name).await
    }

    async fn close(&self) {
        self.queue.stop().await;
        self.listening.abort();
        self.pool.close().await;
    }
}

impl Drop for PostgresLog {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// A number as PostgreSQL has it; it has none without a sign, and none of ours comes near the end of those with one.
pub(crate) fn big(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A number PostgreSQL gave back.
pub(crate) fn read_number<T: TryFrom<i64>>(number: i64, what: &str) -> LogResult<T> {
    T::try_from(number).map_err(|_| Fault::unreadable(what, format!("{number} is no such number")))
}
