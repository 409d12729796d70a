//! Opening the store: what is found on disk is judged before anything is built on it.
//!
//! A damaged main file is refused, with the way back named by the caller. A shortened journal is accepted up to its
//! last whole commit, and how many events are missing is said aloud, written down and kept.
//! A folder without a desk is refused and left as it was: a mistyped path must never look like an empty shop.

use super::backup::VAULT_COPIES_FILE;
use super::mark::{self, Mark};
use super::private;
use super::{Store, StoreFault, StoreResult};
use crate::config::{Config, Database};
use books::{Books, TABLES};
use eventlog::moving::{is_half_moved, moved_out};
use eventlog::postgres::PostgresLog;
use eventlog::sqlite::{self, About, SqliteLog, check};
use eventlog::vault::{FileVault, PostgresVault, Vault};
use eventlog::{EventLog, Fault};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The database's name inside the data folder.
pub const DATABASE_FILE: &str = "redress.db";
/// The keys of what belongs to people.
pub const VAULT_FILE: &str = "vault";
/// Held by the one process that may append to the log.
pub const LOCK_FILE: &str = "lock";

/// How to open the store.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder.
    pub dir: PathBuf,
    /// Where the books lie; nothing where they lie in the folder.
    pub database: Option<Database>,
    /// Whether a database is made where there is none; everybody else is refused.
    pub may_make: bool,
    /// How long the check of the main file may take; the rest of it is left to `redress verify`.
    pub check: Duration,
    /// Whether this process will serve the desk: only one may. Whoever does not works beside it.
    pub is_server: bool,
    /// The largest size the database may grow to, in pages of 4096 bytes; none means the disk decides.
    pub max_pages: Option<u32>,
}

impl Options {
    /// The usual way to open the folder `dir`.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self {
            dir: dir.into(),
            database: None,
            may_make: false,
            check: Duration::from_secs(5),
            is_server: true,
            max_pages: None,
        }
    }
}

impl Options {
    /// The way to open the desk of these settings.
    pub fn of(config: &Config) -> Self {
        Self { database: config.database.clone(), ..Self::new(&config.data_dir) }
    }
}

/// A store just opened, and what was found.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// How many events at the end of the log are missing since the last time: the journal was cut or damaged.
    pub n_missing: u64,
    /// Whether the whole main file could be checked in the time given.
    pub is_checked: bool,
}

impl Store {
    /// Opens the store, or says what stands in the way.
    pub async fn open(options: Options) -> StoreResult<Opened> {
        let dir = options.dir.as_path();
        let in_database = options.database.is_some();
        let is_new = !in_database && !dir.join(DATABASE_FILE).exists();
        if is_new && !options.may_make {
            return Err(StoreFault::absent(dir));
        }
        std::fs::create_dir_all(dir).map_err(|source| StoreFault::file("can't make", dir, source))?;
        private::keep(dir)?;
        let lock = options.is_server.then(|| lock(dir)).transpose()?;
        // Several servers go on at once in a database, which keeps its own journal. In a folder only the process that
        // serves may judge: to any other the mark may be ahead or behind by a breath.
        let is_marked = options.is_server && !in_database;
        let marked = if is_marked { mark::read(dir)? } else { None };
        let is_checked = is_new || in_database || is_sound(dir, options.check).await?;
        let log = match &options.database {
            Some(database) => open_database(database, &options).await?,
            None => open_file(&options)?,
        };
        if is_half_moved(log.as_ref()).await? {
            return Err(StoreFault::HalfMoved);
        }
        if let Some(out) = moved_out(log.as_ref()).await? {
            return Err(out.into());
        }
        let books = Books::new(log);
        let found = books.last().await?;
        let n_missing = mark::n_missing(dir, marked, found)?;
        let mark = is_marked.then(|| Mark::open(dir)).transpose()?.map(Arc::new);
        if let Some(mark) = &mark {
            if n_missing > 0 {
                let now = chrono::Utc::now().fixed_offset();
                books.note_loss(found.saturating_add(n_missing), now).await?;
            }
            mark.note(books.last().await?);
            mark.sync();
            mark.follow(books.log());
        }
        let was_full = Arc::default();
        let store = Self {
            dir: dir.to_path_buf(),
            books,
            mark,
            has_mark: !in_database,
            was_full,
            lock: Arc::new(lock),
        };
        Ok(Opened { store, n_missing, is_checked })
    }
}

/// Checks the main file of a folder for as long as `limit` allows. `false`: in order as far as the time reached.
pub(super) async fn is_sound(dir: &Path, limit: Duration) -> StoreResult<bool> {
    let file = dir.join(DATABASE_FILE);
    let checked = tokio::task::spawn_blocking(move || check(&file, limit)).await;
    Ok(checked.map_err(|error| StoreFault::unreadable("database", error))??)
}

/// The log in a database.
async fn open_database(database: &Database, options: &Options) -> StoreResult<Arc<dyn EventLog>> {
    let vault: Arc<dyn Vault> = match &database.vault {
        Some(url) => Arc::new(PostgresVault::open(url).await?),
        None => Arc::new(open_vault(options)?),
    };
    Ok(Arc::new(PostgresLog::open(&database.log, TABLES, vault).await?))
}

fn open_vault(options: &Options) -> StoreResult<FileVault> {
    let file = options.dir.join(VAULT_FILE);
    if options.may_make && !file.exists() {
        FileVault::make(&file)?;
    }
    if !file.exists() {
        let copies = std::fs::read_to_string(options.dir.join(VAULT_COPIES_FILE)).unwrap_or_default();
        let copies: Vec<&str> = copies.lines().collect();
        return Err(StoreFault::NoVault { vault: file, copies: copies.join(", ") });
    }
    Ok(FileVault::open(&file, &[])?)
}

/// The log of the folder. A server that runs may know an older form of it only, so a task beside it changes nothing of that.
fn open_file(options: &Options) -> StoreResult<Arc<dyn EventLog>> {
    let dir = &options.dir;
    // What another program made is told as such, before anything of ours is missed in it.
    let database = dir.join(DATABASE_FILE);
    if database.exists() {
        About::of(&database)?;
    }
    let vault = Arc::new(open_vault(options)?);
    let open = |is_beside| {
        let vault = Arc::clone(&vault);
        let with = sqlite::Options { is_beside, most_pages: options.max_pages };
        SqliteLog::open_with(&dir.join(DATABASE_FILE), TABLES, vault, with)
    };
    let log = match open(!options.is_server) {
        Err(Fault::OtherForm(_)) if !options.is_server => match lock(dir) {
            Err(StoreFault::InUse(dir)) => return Err(StoreFault::Older(dir)),
            locked => {
                let _lock = locked?;
                open(false)?
            }
        },
        opened => opened?,
    };
    Ok(Arc::new(log))
}

/// Takes the folder for the one process that may serve it, or replace it.
pub(super) fn lock(dir: &Path) -> StoreResult<File> {
    let path = dir.join(LOCK_FILE);
    let file = File::create(&path).map_err(|source| StoreFault::file("can't write", &path, source))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreFault::InUse(dir.to_path_buf())),
        Err(std::fs::TryLockError::Error(source)) => Err(StoreFault::file("can't lock", path, source)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::backup::{Around, backup};
    use super::*;
    use eventlog::moving::{leave, stay};
    use rusqlite::Connection;

    fn n_tables(dir: &Path) -> i64 {
        let conn = Connection::open(dir.join(DATABASE_FILE)).unwrap();
        conn.query_row("SELECT count(*) FROM sqlite_schema WHERE type = 'table'", [], |row| row.get(0))
            .unwrap()
    }

    #[tokio::test]
    async fn task_beside_an_older_server_leaves_its_database_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let options = Options { may_make: true, ..Options::new(dir.path()) };
        let server = Store::open(options).await.unwrap().store;
        let n_known = n_tables(dir.path());
        // As an older program would have left it.
        Connection::open(dir.path().join(DATABASE_FILE))
            .unwrap()
            .execute_batch("DROP TABLE drafts_1")
            .unwrap();
        let beside = || Options { is_server: false, ..Options::new(dir.path()) };
        let refused = Store::open(beside()).await.unwrap_err();
        assert!(matches!(refused, StoreFault::Older(_)), "{refused}");
        assert_eq!(n_tables(dir.path()), n_known - 1);
        // Once it has ended, whoever comes first brings the database up to date.
        server.close().await;
        drop(server);
        Store::open(beside()).await.unwrap().store.close().await;
        assert_eq!(n_tables(dir.path()), n_known);
    }

    #[tokio::test]
    async fn a_server_at_work_is_told_that_its_books_are_being_moved_and_not_that_they_were() {
        let dir = tempfile::tempdir().unwrap();
        let options = Options { may_make: true, ..Options::new(dir.path()) };
        let store = Store::open(options).await.unwrap().store;
        leave(store.log().as_ref()).await.unwrap();
        let refused = StoreFault::from(store.leave_over("files/1", 0).await.unwrap_err());
        assert!(matches!(refused, StoreFault::BeingMoved), "it is moved to nowhere yet: {refused}");
        stay(store.log().as_ref()).await.unwrap();
        store.leave_over("files/1", 0).await.unwrap();
    }

    #[tokio::test]
    async fn database_of_another_program_is_refused_and_left_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let conn = Connection::open(dir.path().join(DATABASE_FILE)).unwrap();
        conn.execute_batch("CREATE TABLE events (seq INTEGER PRIMARY KEY)").unwrap();
        drop(conn);
        let refused = Store::open(Options::new(dir.path())).await.unwrap_err();
        assert!(refused.to_string().contains("another version of redress made the folder"), "{refused}");
        assert_eq!(n_tables(dir.path()), 1);
        // A former state of ours, from before there was a vault.
        let conn = Connection::open(dir.path().join(DATABASE_FILE)).unwrap();
        conn.execute_batch("CREATE TABLE log_form (version INTEGER); INSERT INTO log_form VALUES (1)")
            .unwrap();
        drop(conn);
        let refused = Store::open(Options::new(dir.path())).await.unwrap_err().to_string();
        assert!(refused.contains("another version of redress made the folder"), "{refused}");
        assert_eq!(refused.matches("nothing was changed").count(), 1, "{refused}");
        std::fs::write(dir.path().join("secret-key"), "x").unwrap();
        let backup = backup(dir.path(), &Around::default(), &dir.path().join("b"));
        let refused = backup.unwrap_err().to_string();
        assert!(refused.contains("another version of redress made the folder"), "{refused}");
        assert_eq!(n_tables(dir.path()), 2);
    }
}
