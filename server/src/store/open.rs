//! Opening the store: what is found on disk is judged before anything is built on it.
//!
//! A damaged main file is refused, with the way back named by the caller. A shortened journal is accepted up to its
//! last whole commit, and how many events are missing is said aloud, written down and kept.
//! A folder without a desk is refused and left as it was: a mistyped path must never look like an empty shop.

use super::log::last_seq;
use super::mark::Mark;
use super::private;
use super::writer::Writer;
use super::{FEED_CAPACITY, Store, StoreFault, StoreResult};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Row};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::broadcast;

/// The database's name inside the data folder.
pub const DATABASE_FILE: &str = "redress.db";
/// Held by the one process that may append to the log.
pub const LOCK_FILE: &str = "lock";

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");

/// How to open the store.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder.
    pub dir: PathBuf,
    /// Whether a database is made where there is none; everybody else is refused.
    pub may_make: bool,
    /// How long the check of the main file may take; the rest of it is left to `redress verify`.
    pub check: Duration,
    /// Whether this process will append to the log: only one may.
    pub is_server: bool,
    /// The largest size the database may grow to, in pages of 4096 bytes; none means the disk decides.
    pub max_pages: Option<u32>,
}

impl Options {
    /// The usual way to open the folder `dir`.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self {
            dir: dir.into(),
            may_make: false,
            check: Duration::from_secs(5),
            is_server: true,
            max_pages: None,
        }
    }
}

/// A store just opened, and what was found.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// How many events at the end of the log are missing since the last time: the journal was cut or damaged.
    pub n_missing: i64,
    /// Whether the whole main file could be checked in the time given.
    pub is_checked: bool,
}

/// The settings every connection shares.
pub(super) fn connect_options(dir: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(dir.join(DATABASE_FILE))
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(128)
        .disable_statement_logging()
}

impl Store {
    /// Opens the store, or says what stands in the way.
    pub async fn open(options: Options) -> StoreResult<Opened> {
        let dir = options.dir.as_path();
        let is_new = !dir.join(DATABASE_FILE).exists();
        if is_new && !options.may_make {
            return Err(StoreFault::absent(dir));
        }
        std::fs::create_dir_all(dir).map_err(|source| StoreFault::file("can't make", dir, source))?;
        private::keep(dir)?;
        let lock = options.is_server.then(|| lock(dir)).transpose()?;

        let mut conn = connect_options(dir)
            .create_if_missing(options.may_make)
            .connect()
            .await
            .map_err(|error| StoreFault::unopened(dir, error))?;
        let is_checked = match check(&mut conn, options.check).await {
            Err(fault @ StoreFault::Damaged(_)) => {
                // Closing would move the journal into the damaged file. Whoever repairs it wants both untouched, so
                // the connection is left to the end of the process.
                std::mem::forget(conn);
                return Err(fault);
            }
            checked => checked?,
        };
        bring_up_to_date(&mut conn, &options).await?;
        if is_new {
            // The schema must not lie in the journal alone, where a single damaged byte could take it away.
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut conn).await?;
        }
        if let Some(pages) = options.max_pages {
            let limit = format!("PRAGMA max_page_count = {pages}");
            sqlx::query(sqlx::AssertSqlSafe(limit)).execute(&mut conn).await?;
        }

        let (mark, marked) = Mark::open(dir)?;
        let found = last_seq(&mut conn).await?;
        let n_missing = marked.map_or(0, |marked| marked.saturating_sub(found).max(0));
        // Only the process that appends may judge: to any other the mark may be ahead or behind by a breath.
        if options.is_server && n_missing > 0 {
            note_loss(&mut conn, found.saturating_add(1), found.saturating_add(n_missing)).await?;
        } else if options.is_server && marked != Some(found) {
            mark.note(found);
            mark.sync();
        }

        let reads = SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(4)
            .connect_with(connect_options(dir).read_only(true))
            .await?;
        let mark = Arc::new(mark);
        let store = Self {
            dir: dir.to_path_buf(),
            reads,
            writer: Writer::start(conn, Arc::clone(&mark)),
            mark,
            feed: broadcast::channel(FEED_CAPACITY).0,
            sessions: super::sessions::OnTheWay::default(),
            former_sessions: super::former_sessions::FormerSessions::default(),
            _lock: Arc::new(lock),
        };
        Ok(Opened { store, n_missing, is_checked })
    }
}

/// Brings the database to this program's form. A server that runs may know an older one only, so a task beside it
/// changes nothing.
async fn bring_up_to_date(conn: &mut SqliteConnection, options: &Options) -> StoreResult<()> {
    let _lock = if options.is_server || !is_older(conn).await? {
        None
    } else {
        match lock(&options.dir) {
            Err(StoreFault::InUse(dir)) => return Err(StoreFault::Older(dir)),
            locked => Some(locked?),
        }
    };
    Ok(MIGRATIONS.run(conn).await?)
}

/// Whether this program knows changes of the database's form that it has not seen yet.
async fn is_older(conn: &mut SqliteConnection) -> StoreResult<bool> {
    let tables: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'")
            .fetch_one(&mut *conn)
            .await?;
    if tables == 0 {
        return Ok(true);
    }
    let last: i64 = sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations")
        .fetch_one(&mut *conn)
        .await?;
    Ok(MIGRATIONS.iter().any(|migration| migration.version > last))
}

/// Takes the folder for the one process that may append to its log, or replace it.
pub(super) fn lock(dir: &Path) -> StoreResult<File> {
    let path = dir.join(LOCK_FILE);
    let file = File::create(&path).map_err(|source| StoreFault::file("can't write", &path, source))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreFault::InUse(dir.to_path_buf())),
        Err(std::fs::TryLockError::Error(source)) => Err(StoreFault::file("can't lock", path, source)),
    }
}

/// Checks the main file for as long as `limit` allows. `false`: in order as far as the time reached.
pub(super) async fn check(conn: &mut SqliteConnection, limit: Duration) -> StoreResult<bool> {
    let end = Instant::now() + limit;
    // SQLite asks every so many virtual machine steps whether to go on.
    conn.lock_handle().await?.set_progress_handler(100_000, move || Instant::now() < end);
    let outcome = sqlx::query("PRAGMA quick_check(1)").fetch_one(&mut *conn).await;
    conn.lock_handle().await?.remove_progress_handler();
    match outcome {
        Ok(row) => match row.try_get::<String, _>(0)?.as_str() {
            "ok" => Ok(true),
            complaint => Err(StoreFault::Damaged(complaint.to_owned())),
        },
        // SQLITE_INTERRUPT: the time was over.
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("9") => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Writes down that a stretch of the log is gone. New events go on after it, so that no number means two things.
async fn note_loss(conn: &mut SqliteConnection, first: i64, last: i64) -> StoreResult<()> {
    sqlx::query("INSERT OR REPLACE INTO losses (first_seq, last_seq, noticed_at) VALUES (?, ?, ?)")
        .bind(first)
        .bind(last)
        .bind(chrono::Utc::now().to_rfc3339())
        .execute(conn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes the last change of the database's form back, as an older program would have left it.
    async fn make_older(dir: &Path) {
        let mut conn = connect_options(dir).connect().await.unwrap();
        for table in ["policy_events", "pack_versions"] {
            let drop = format!("DROP TABLE IF EXISTS {table}");
            sqlx::query(sqlx::AssertSqlSafe(drop)).execute(&mut conn).await.unwrap();
        }
        let last = "DELETE FROM _sqlx_migrations WHERE version = (SELECT max(version) FROM _sqlx_migrations)";
        sqlx::query(last).execute(&mut conn).await.unwrap();
    }

    async fn n_changes(dir: &Path) -> i64 {
        let mut conn = connect_options(dir).connect().await.unwrap();
        sqlx::query_scalar("SELECT count(*) FROM _sqlx_migrations").fetch_one(&mut conn).await.unwrap()
    }

    #[tokio::test]
    async fn task_beside_an_older_server_leaves_its_database_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let options = Options { may_make: true, ..Options::new(dir.path()) };
        let server = Store::open(options).await.unwrap().store;
        let n_known = n_changes(dir.path()).await;
        make_older(dir.path()).await;
        let beside = || Options { is_server: false, ..Options::new(dir.path()) };
        let refused = Store::open(beside()).await.unwrap_err();
        assert!(matches!(refused, StoreFault::Older(_)), "{refused}");
        assert_eq!(n_changes(dir.path()).await, n_known - 1);
        // Once it has ended, whoever comes first brings the database up to date.
        server.close().await;
        drop(server);
        Store::open(beside()).await.unwrap().store.close().await;
        assert_eq!(n_changes(dir.path()).await, n_known);
    }
}
