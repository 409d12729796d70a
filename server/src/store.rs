//! The store: the event log, everything derived from it, and what the desk keeps beside it, in one SQLite file.
//!
//! All writes go through one task that commits whatever is waiting as one batch, so that a disk flush is shared
//! by everybody who waits for it; reads have connections of their own and never wait for a writer.
//! The log is only ever added to. A change that has been answered is on disk.
//!
//! The store knows nothing of complaints: events, people and queue rows are text to it, made and read by
//! [`crate::ledger`].

pub mod append;
pub mod backup;
pub mod cases;
pub mod desk;
pub mod disk;
pub mod evidence;
pub mod fault;
pub mod find;
pub mod former_sessions;
mod growing;
pub mod links;
pub mod log;
pub mod mark;
pub mod open;
pub mod order_ledgers;
mod order_looks;
pub mod order_news;
pub mod orders;
pub mod policy;
pub mod private;
pub mod rebuild;
pub mod refund_references;
pub mod restore;
pub mod sessions;
pub mod users;
pub mod writer;

pub use fault::{StoreFault, StoreResult};
pub use log::StoredEvent;
pub use open::{Opened, Options};

use mark::Mark;
use sqlx::SqlitePool;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::broadcast;
use writer::Writer;

/// Committed events on their way to whoever listens, in the order of the log.
pub type Feed = broadcast::Sender<Arc<Vec<StoredEvent>>>;

/// How many committed batches a slow listener may lag behind before it must read the log instead.
const FEED_CAPACITY: usize = 1024;

/// The desk's store. Cheap to clone; all clones are one store.
#[derive(Clone, Debug)]
pub struct Store {
    dir: PathBuf,
    reads: SqlitePool,
    writer: Writer,
    mark: Arc<Mark>,
    feed: Feed,
    sessions: sessions::OnTheWay,
    former_sessions: former_sessions::FormerSessions,
    // Held as long as any clone lives, so that no second server writes the same log.
    _lock: Arc<Option<std::fs::File>>,
}

impl Store {
    /// The folder it lies in.
    pub fn dir(&self) -> &std::path::Path {
        &self.dir
    }

    /// Listens to what is committed from now on.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Vec<StoredEvent>>> {
        self.feed.subscribe()
    }

    /// Whether the store answers; what a readiness probe asks.
    pub async fn ping(&self) -> StoreResult<()> {
        sqlx::query("SELECT 1").execute(&self.reads).await?;
        if self.writer.is_running() { Ok(()) } else { Err(StoreFault::Closed) }
    }

    /// How many batches of changes were committed since the start.
    pub fn n_commits(&self) -> u64 {
        self.writer.n_commits()
    }

    /// Commits what is waiting, moves the journal into the main file and closes every connection.
    pub async fn close(&self) {
        // The writer last: the last connection to close moves the journal into the main file.
        self.reads.close().await;
        self.writer.stop().await;
        self.mark.sync();
    }
}
