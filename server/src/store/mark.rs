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

/// What the file holds for a number: always of the same width, so that a write is one small overwrite and never needs
/// new room on the disk.
pub(super) fn line(seq: u64) -> String {
    format!("{seq:020}\n")
}

/// The number of the last committed event, outside the database.
#[derive(Debug)]
pub struct Mark {
    file: Mutex<File>,
    is_syncing: AtomicBool,
}

impl Mark {
    /// Opens the mark in `dir`, with the number it holds, if it holds one.
    pub fn open(dir: &Path) -> StoreResult<(Self, Option<u64>)> {
        let path = dir.join(MARK_FILE);
        let fault = |source| StoreFault::file("can't open", &path, source);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(fault)?;
        let mut text = String::new();
        let seq = file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok());
        let mark = Self { file: Mutex::new(file), is_syncing: AtomicBool::new(false) };
        Ok((mark, seq))
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
