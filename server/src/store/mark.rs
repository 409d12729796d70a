//! The sequence mark: the number of the last committed event, kept in a small file outside the database.
//!
//! A journal that was cut or damaged is silently shortened by SQLite to its last whole commit. The mark tells how
//! much that took away. It is written as soon as a commit is heard of and flushed to disk soon after, so that it may say
//! too little after a power cut but never too much.

use super::{StoreFault, StoreResult};
use eventlog::EventLog;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The file's name inside the data folder.
pub const MARK_FILE: &str = "sequence-mark";

/// How long a flush of the mark waits for more numbers. Flushed at every commit it would make the disk's journal
/// work twice, and the commits of complaints wait for it.
const FLUSH: Duration = Duration::from_millis(200);

/// More than a mark ever holds, in bytes.
const MOST_BYTES: u64 = 64;

/// More than a journal ever held: a mark that says that more is missing is itself what is damaged.
const MOST_MISSING: u64 = 1_000_000;

/// What the file holds for a number: always of the same width, so that a write is one small overwrite and never needs
/// new room on the disk.
pub(super) fn line(seq: u64) -> String {
    format!("{seq:020}\n")
}

/// The number that the mark in `dir` holds. None where there is no mark, nor where a power cut left an empty one; what
/// holds anything else is refused, since it would hide how much is missing.
pub(super) fn read(dir: &Path) -> StoreResult<Option<u64>> {
    let path = dir.join(MARK_FILE);
    let fault = |source| StoreFault::file("can't read", &path, source);
    match std::fs::metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(error)),
        // A pipe or a device would be read without end.
        Ok(about) if !about.is_file() => return Err(bad(&path, "is no file")),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    File::open(&path).and_then(|file| file.take(MOST_BYTES).read_to_end(&mut bytes)).map_err(fault)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    // A sign in front is read as well, and never written.
    let seq = text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    seq.map(Some).ok_or_else(|| bad(&path, &format!("holds `{}`", text.escape_debug())))
}

/// How many events a log that ends at `found` lacks by the mark in `dir`, which says `marked`.
pub(super) fn n_missing(dir: &Path, marked: Option<u64>, found: u64) -> StoreResult<u64> {
    let marked = marked.unwrap_or(found);
    match marked.saturating_sub(found) {
        n if n > MOST_MISSING => {
            let path = dir.join(MARK_FILE);
            let why = format!(
                "says {marked} while the log ends at {found}, expected {} at most",
                found.saturating_add(MOST_MISSING)
            );
            Err(StoreFault::BadMark { path, why })
        }
        n => Ok(n),
    }
}

fn bad(path: &Path, what: &str) -> StoreFault {
    let why = format!("{what}, expected the number of the last event, such as `{}`", line(42).trim());
    StoreFault::BadMark { path: path.to_path_buf(), why }
}

/// The number of the last committed event, outside the database.
#[derive(Debug)]
pub struct Mark {
    file: Mutex<File>,
    is_syncing: AtomicBool,
}

impl Mark {
    /// Opens the mark in `dir`.
    pub fn open(dir: &Path) -> StoreResult<Self> {
        let path = dir.join(MARK_FILE);
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
        let file = opened.map_err(|source| StoreFault::file("can't open", &path, source))?;
        Ok(Self { file: Mutex::new(file), is_syncing: AtomicBool::new(false) })
    }

    /// Notes that everything up to `seq` is committed. A failure costs a diagnosis, never data, and is only logged.
    pub fn note(&self, seq: u64) {
        let text = line(seq);
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(text.as_bytes()));
        if let Err(error) = written {
            tracing::warn!(%error, "the sequence mark could not be written");
        }
    }

    /// Notes how far a log has come as it grows, until the log is gone.
    pub fn follow(self: &Arc<Self>, log: &Arc<dyn EventLog>) {
        let (mark, mut grown) = (Arc::clone(self), log.grown());
        tokio::spawn(async move {
            while grown.changed().await.is_ok() {
                mark.note(*grown.borrow_and_update());
                mark.sync_soon();
            }
        });
    }

    /// Flushes the mark to disk.
    pub fn sync(&self) {
        let file = self
            .file
            .lock()
            .map_or_else(|poisoned| poisoned.into_inner().try_clone(), |file| file.try_clone());
        if let Err(error) = file.and_then(|file| file.sync_data()) {
            tracing::warn!(%error, "the sequence mark could not be flushed");
        }
    }

    /// Flushes the mark within moments, without making anybody wait; one flush is under way at a time.
    pub fn sync_soon(self: &Arc<Self>) {
        if self.is_syncing.swap(true, Ordering::AcqRel) {
            return;
        }
        let mark = Arc::clone(self);
        tokio::spawn(async move {
            tokio::time::sleep(FLUSH).await;
            // Lowered first: a number noted while this flush runs starts the next one.
            mark.is_syncing.store(false, Ordering::Release);
            let _ = tokio::task::spawn_blocking(move || mark.sync()).await;
        });
    }
}
