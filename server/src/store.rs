//! Where the desk's books lie: a folder with the log in one SQLite file, the vault with the keys of what is sealed in it,
//! the desk's own key, and the evidence.
//!
//! What the books hold, and how it is changed, is said in `books`; here they are opened, judged, watched, copied and put
//! back. A change that has been answered is on disk.

pub mod backup;
pub mod disk;
pub mod fault;
mod growing;
pub mod mark;
pub mod open;
pub mod private;
pub mod restore;
pub mod sessions;

pub use fault::{StoreFault, StoreResult};
pub use open::{Opened, Options};

use books::Books;
use mark::Mark;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The desk's books, and where they lie. Cheap to clone; all clones are one.
#[derive(Clone, Debug)]
pub struct Store {
    dir: PathBuf,
    books: Books,
    mark: Option<Arc<Mark>>,
    // Of books in a database the folder's mark says nothing.
    has_mark: bool,
    was_full: Arc<AtomicBool>,
    // Held as long as any clone lives, so that no second server writes the same log.
    lock: Arc<Option<std::fs::File>>,
}

/// A store is its books; only who opens, copies or closes them asks where they lie.
impl Deref for Store {
    type Target = Books;

    fn deref(&self) -> &Books {
        &self.books
    }
}

impl Store {
    /// Whether this process serves the desk, and does not work beside who does.
    fn is_server(&self) -> bool {
        self.lock.is_some()
    }

    /// The folder it lies in.
    pub fn dir(&self) -> &std::path::Path {
        &self.dir
    }

    /// Refuses a sequence mark with which no server would start. Beside a server that runs it may be ahead or behind by a
    /// breath, and that is no fault.
    pub async fn judge_mark(&self) -> StoreResult<()> {
        if self.has_mark {
            let marked = mark::read(&self.dir)?;
            mark::n_missing(&self.dir, marked, self.books.last().await?)?;
        }
        Ok(())
    }

    /// Whether the store answers, and lies where it was opened; what a readiness probe asks.
    pub async fn ping(&self) -> StoreResult<()> {
        self.books.log().in_place()?;
        self.books.last().await?;
        Ok(())
    }

    /// Notes that a change found no room.
    pub fn note_full(&self) {
        self.was_full.store(true, Ordering::Relaxed);
    }

    /// Says that there is no room, where that was so a moment ago and still is. Nobody else pays for the trial.
    pub async fn has_room(&self) -> StoreResult<()> {
        if self.was_full.load(Ordering::Relaxed) {
            self.books.takes_changes().await?;
            self.was_full.store(false, Ordering::Relaxed);
        }
        Ok(())
    }

    /// How many batches of changes were committed since the start.
    pub fn n_commits(&self) -> u64 {
        self.books.log().n_commits()
    }

    /// Commits what is waiting, moves the journal into the main file and closes every connection.
    pub async fn close(&self) {
        let last = self.books.last().await;
        self.books.log().close().await;
        if let (Some(mark), Ok(last), true) = (&self.mark, last, self.is_server()) {
            mark.note(last);
            mark.sync();
        }
    }
}
