//! A log in one SQLite file.
//!
//! One thread appends, with statements prepared once; what waits is committed as one batch, with one flush. Reading has
//! connections of its own and never waits for the writer. The feed is the order of the rows themselves.

mod read;
mod rows;
mod write;

use crate::EventLog;
use crate::append::{Append, Appended};
use crate::event::{Position, StoredEvent, StreamId, Version};
use crate::fault::{Fault, LogResult};
use crate::in_place::InPlace;
use crate::lease::{Lease, Names};
use crate::own;
use crate::queue::{Queue, queue};
use crate::settle::{End, Written};
use crate::table::{self, Found, Span, Table, Value, sql};
use crate::vault::{self, Vault};
use crate::verify::Proof;
use async_trait::async_trait;
use read::Reads;
use rusqlite::Connection;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use uuid::Uuid;

/// The newest form of the tables this program knows.
const FORM: i64 = 1;
const SCHEMA: &str = include_str!("sqlite/schema.sql");
/// How many rows or events are read where they are asked for; more are read in a thread that may wait.
const A_FEW: u32 = 100;
/// How many keys of the vault were given to people.
const N_GIVEN: &str = "SELECT coalesce(max(slot) + 1, 0) FROM log_people_1";
/// How long a connection waits for another process's lock.
const PATIENCE: Duration = Duration::from_secs(10);

/// A log in a file.
#[derive(Debug)]
pub struct SqliteLog {
    queue: Queue,
    tables: &'static [&'static Table],
    vault: Arc<dyn Vault>,
    reads: Arc<Reads>,
    in_place: InPlace,
    names: Names,
    grown: watch::Sender<Position>,
    n_commits: Arc<AtomicU64>,
    // Held as long as the log is open, so that no second server appends to the same file.
    _lock: Option<File>,
}

/// How a log in a file is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Beside a server that has it open: nothing of its form is changed, and the server is not in the way.
    pub is_beside: bool,
    /// To how many pages of 4096 bytes it may grow; nothing where the disk decides.
    pub most_pages: Option<u32>,
}

impl SqliteLog {
    /// Opens the log in this file with these tables beside it, making what is not there. `vault` has its keys.
    pub fn open(file: &Path, tables: &'static [&'static Table], vault: Arc<dyn Vault>) -> LogResult<Self> {
        Self::open_with(file, tables, vault, Options::default())
    }

    /// The same, as the options say.
    pub fn open_with(
        file: &Path,
        tables: &'static [&'static Table],
        vault: Arc<dyn Vault>,
        options: Options,
    ) -> LogResult<Self> {
        table::check_all(tables)?;
        let lock = if options.is_beside { None } else { Some(lock(file)?) };
        let conn = connect(file)?;
        if options.is_beside && !has_form(&conn, tables)? {
            return Err(Fault::OtherForm(file.to_owned()));
        }
        if !options.is_beside && is_foreign(&conn)? {
            return Err(Fault::OtherForm(file.to_owned()));
        }
        bring_up_to_date(&conn, tables, vault.id())?;
        vault::reaches(vault.as_ref(), conn.query_row(N_GIVEN, [], |row| row.get(0))?)?;
        if let Some(pages) = options.most_pages {
            conn.pragma_update(None, "max_page_count", pages)?;
        }
        let reads = Arc::new(Reads::open(file.to_owned())?);
        let grown = watch::Sender::new(read::end(&conn)?.position);
        let n_commits = Arc::default();
        // The journal is made with the first connection and stays until the last one closes.
        let in_place = InPlace::of([file.to_owned(), beside(file, "-wal")]);
        let (queue, waiting) = queue();
        let writer = write::SqliteWriter::new(
            conn,
            in_place.clone(),
            Arc::clone(&vault),
            grown.clone(),
            Arc::clone(&n_commits),
        );
        let thread = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Fault::machine("can't start the writer", &error))?;
        std::thread::Builder::new()
            .name("log-writer".to_owned())
            .spawn(move || thread.block_on(waiting.work(writer)))
            .map_err(|error| Fault::machine("can't start the writer", &error))?;
        Ok(Self {
            queue,
            tables,
            vault,
            reads,
            in_place,
            names: Names::default(),
            grown,
            n_commits,
            _lock: lock,
        })
    }
}

/// Checks a file as a whole for as long as `limit` allows, before anything is built on it. `false`: in order as far as the
/// time reached.
pub fn check(file: &Path, limit: Duration) -> LogResult<bool> {
    let conn = open_file(file)?;
    let end = Instant::now() + limit;
    // SQLite asks every so many virtual machine steps whether to go on.
    conn.progress_handler(100_000, Some(move || Instant::now() >= end))?;
    let told = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
    let found = match told.map_err(|error| (error.sqlite_error_code(), Fault::from(error))) {
        Ok(told) if told == "ok" => return Ok(true),
        Ok(complaint) => Fault::Damaged(complaint),
        Err((Some(rusqlite::ErrorCode::OperationInterrupted), _)) => return Ok(false),
        Err((_, fault)) => fault,
    };
    if matches!(found, Fault::Damaged(_)) {
        // Closing would move the journal into the damaged file. Whoever repairs it wants both untouched, so the connection
        // is left to the end of the process.
        std::mem::forget(conn);
    }
    Err(found)
}

/// What a file with a log says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// Where its feed ends.
    pub last: Position,
    /// Whose keys seal what is in it.
    pub vault: Uuid,
    /// How many of its keys were given to people.
    pub n_given: u64,
}

impl About {
    /// Asks a file. Nothing is changed in it.
    pub fn of(file: &Path) -> LogResult<Self> {
        let conn = look_into(file)?;
        if is_foreign(&conn)? {
            return Err(Fault::OtherForm(file.to_owned()));
        }
        let vault: [u8; 16] = conn.query_row("SELECT id FROM log_vault", [], |row| row.get(0))?;
        let n_given = conn.query_row(N_GIVEN, [], |row| row.get(0))?;
        Ok(Self { last: read::end(&conn)?.position, vault: Uuid::from_bytes(vault), n_given })
    }
}

/// How many rows a table has in a file. Nothing is changed in it.
pub fn n_rows(file: &Path, table: &'static Table) -> LogResult<u64> {
    rows::count(&look_into(file)?, &Span::all(table), u32::MAX)
}

/// Writes a copy of a log, as it is at one moment, to a file that is not there yet; whoever has it open goes on meanwhile.
pub fn copy(file: &Path, to: &Path) -> LogResult<()> {
    let told = |error: std::io::Error| Fault::machine(format!("can't write {}", to.display()), &error);
    if to.try_exists().map_err(told)? {
        return Err(Fault::NotEmpty);
    }
    connect(file)?.execute("VACUUM INTO ?", [to.to_string_lossy()])?;
    Ok(())
}

/// A connection that only reads.
fn look_into(file: &Path) -> LogResult<Connection> {
    let conn = Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    conn.busy_timeout(PATIENCE)?;
    Ok(conn)
}

/// What SQLite says, where it is that a file is somebody else's.
fn not_allowed(file: &Path, error: rusqlite::Error) -> Fault {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly) => {
            Fault::NotAllowed(file.to_owned())
        }
        _ => error.into(),
    }
}

/// A connection that waits for others.
fn open_file(file: &Path) -> LogResult<Connection> {
    let conn = Connection::open(file).map_err(|error| not_allowed(file, error))?;
    conn.busy_timeout(PATIENCE)?;
    Ok(conn)
}

/// A connection with the settings all share.
fn connect(file: &Path) -> LogResult<Connection> {
    let conn = open_file(file)?;
    conn.set_prepared_statement_cache_capacity(64);
    conn.pragma_update(None, "journal_mode", "wal").map_err(|error| not_allowed(file, error))?;
    conn.pragma_update(None, "synchronous", "full")?;
    Ok(conn)
}

/// Whether the file holds something that is no log.
fn is_foreign(conn: &Connection) -> LogResult<bool> {
    let sql = "SELECT count(*), coalesce(sum(name = 'log_form'), 0), coalesce(sum(name = 'log_vault'), 0) \
               FROM sqlite_schema WHERE type = 'table'";
    let ask =
        |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?));
    let (n_tables, has_form, has_vault) = conn.query_row(sql, [], ask)?;
    if has_form == 0 || has_vault > 0 {
        return Ok(n_tables > 0 && has_form == 0);
    }
    // Before there was a vault; one that is being made says nothing of its form yet.
    Ok(conn.query_row("SELECT count(*) > 0 FROM log_form", [], |row| row.get(0))?)
}

/// Whether the file has the form of this program with all its tables.
fn has_form(conn: &Connection, tables: &[&Table]) -> LogResult<bool> {
    let names = own::OWN.iter().chain(tables).map(|table| sql::name(table).replace('"', ""));
    for name in names.chain(["log_form".to_owned()]) {
        let sql = "SELECT count(*) FROM sqlite_schema WHERE name = ?";
        if conn.query_row(sql, [name], |row| row.get::<_, i64>(0))? == 0 {
            return Ok(false);
        }
    }
    Ok(conn.query_row("SELECT max(version) FROM log_form", [], |row| row.get::<_, i64>(0))? == FORM)
}

fn bring_up_to_date(conn: &Connection, tables: &[&Table], vault: Uuid) -> LogResult<()> {
    conn.execute_batch("CREATE TABLE IF NOT EXISTS log_form (version INTEGER NOT NULL)")?;
    let is_new: i64 = conn.query_row("SELECT count(*) FROM log_form", [], |row| row.get(0))?;
    let found: i64 =
        conn.query_row("SELECT coalesce(max(version), 0) FROM log_form", [], |row| row.get(0))?;
    if found > FORM {
        return Err(Fault::Newer { found, known: FORM });
    }
    if found < FORM {
        let tx = conn.unchecked_transaction()?;
        tx.execute_batch(SCHEMA)?;
        tx.execute("INSERT INTO log_form (version) VALUES (?)", [FORM])?;
        tx.execute("INSERT INTO log_vault (id) VALUES (?)", [vault.as_bytes()])?;
        tx.commit()?;
    }
    let its_own: [u8; 16] = conn.query_row("SELECT id FROM log_vault", [], |row| row.get(0))?;
    if its_own != *vault.as_bytes() {
        return Err(Fault::OtherVault);
    }
    for table in own::OWN.iter().chain(tables) {
        conn.execute_batch(&sql::create(table, sql::Dialect::Sqlite))?;
    }
    conn.execute_batch(own::SLOTS)?;
    if is_new == 0 {
        // The tables must not lie in the journal alone, where a single damaged byte could take them away.
        conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    }
    Ok(())
}

/// A file of the same name and more.
fn beside(file: &Path, more: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(more);
    name.into()
}

/// Takes the file for the one process that may append to it.
fn lock(file: &Path) -> LogResult<File> {
    let path = beside(file, ".lock");
    let lock = File::create(&path)
        .map_err(|error| Fault::machine(format!("can't write {}", path.display()), &error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(Fault::InUse(file.to_owned())),
        Err(std::fs::TryLockError::Error(error)) => {
            Err(Fault::machine(format!("can't lock {}", path.display()), &error))
        }
    }
}

/// Whether all were found that were asked for, so that there may be more.
fn is_as_many<T>(found: &[T], asked: u32) -> bool {
    u32::try_from(found.len()).is_ok_and(|n_found| n_found >= asked)
}

#[async_trait]
impl EventLog for SqliteLog {
    async fn append(&self, append: Append) -> LogResult<Appended> {
        append.check(self.tables)?;
        self.queue.append(append).await
    }

    async fn adopt(&self, written: Written) -> LogResult<()> {
        self.queue.adopt(written).await
    }

    async fn stored(&self, stream: &StreamId, after: Version) -> LogResult<Vec<StoredEvent>> {
        // Most streams are short; one that is not is read on where nobody else waits for it.
        let mut events = self.reads.look_up(|conn| read::stream(conn, stream, after, A_FEW)).await?;
        let Some(last) = events.last().filter(|_| is_as_many(&events, A_FEW)) else { return Ok(events) };
        let (stream, after) = (stream.clone(), last.version);
        events.extend(self.reads.ask(move |conn| read::stream(conn, &stream, after, u32::MAX)).await?);
        Ok(events)
    }

    async fn proof(&self, after: Position, limit: u32) -> LogResult<Vec<Proof>> {
        self.reads.ask(move |conn| read::proof(conn, after, limit)).await
    }

    async fn end(&self) -> LogResult<End> {
        self.reads.look_up(read::end).await
    }

    fn grown(&self) -> watch::Receiver<Position> {
        self.grown.subscribe()
    }

    fn tables(&self) -> &'static [&'static Table] {
        self.tables
    }

    async fn fetch(&self, table: &'static Table, keys: Vec<Vec<Value>>) -> LogResult<Vec<Found>> {
        table.check_keys(&keys)?;
        if u32::try_from(keys.len()).is_ok_and(|n_keys| n_keys <= A_FEW) {
            return self.reads.look_up(|conn| rows::fetch(conn, table, &keys)).await;
        }
        self.reads.ask(move |conn| rows::fetch(conn, table, &keys)).await
    }

    async fn look(&self, span: Span, limit: u32) -> LogResult<Vec<Found>> {
        span.check()?;
        // Whoever allows for many mostly finds a few.
        let few = limit.min(A_FEW);
        let found = self.reads.look_up(|conn| rows::look(conn, &span, few)).await?;
        if few == limit || !is_as_many(&found, few) {
            return Ok(found);
        }
        // From the beginning: a row that is moved between two questions would be found twice, or not at all.
        self.reads.ask(move |conn| rows::look(conn, &span, limit)).await
    }

    async fn count(&self, span: Span, limit: u32) -> LogResult<u64> {
        span.check()?;
        self.reads.ask(move |conn| rows::count(conn, &span, limit)).await
    }

    fn n_commits(&self) -> u64 {
        self.n_commits.load(Ordering::Relaxed)
    }

    fn vault(&self) -> &dyn Vault {
        self.vault.as_ref()
    }

    fn in_place(&self) -> LogResult<()> {
        self.in_place.are()?;
        self.vault.in_place()
    }

    async fn lease(&self, name: &str) -> LogResult<Option<Box<dyn Lease>>> {
        Ok(self.names.take(name))
    }

    async fn close(&self) {
        // The writer last: the last connection to close moves the journal into the main file.
        self.reads.close().await;
        self.queue.stop().await;
    }
}
