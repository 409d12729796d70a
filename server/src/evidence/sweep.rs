//! Sweeping up: uploads that no command claimed within a day, and files that no row speaks of.
//!
//! Somebody who sends photos and closes the page leaves them behind; so does a refusal in the middle of an upload, or a
//! crash. A day is longer than anybody takes between a photo and "Send".
//!
//! What is to be deleted stays written down until the file store says that it is gone, so that one that is away for an
//! hour, or refuses, is asked again with the next sweep.

use super::Files;
use crate::store::{Store, StoreResult};
use chrono::{DateTime, Duration, Utc};

/// How many rows are read and forgotten at a time.
const AT_ONCE: u32 = 500;
/// After how many that can't be deleted a sweep ends: a store that is away may take long to say so each time.
const MOST_KEPT: usize = 3;

/// What was swept up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Uploads nobody claimed.
    pub n_unclaimed: usize,
    /// Files without a row.
    pub n_orphans: usize,
    /// Files that could not be deleted, and are tried again.
    pub n_kept: usize,
}

/// Removes what was left behind more than a day before `now`.
pub async fn sweep(store: &Store, files: &Files, now: DateTime<Utc>) -> StoreResult<Swept> {
    let yesterday = now - Duration::days(1);
    let mut swept = Swept::default();
    loop {
        // The rows first: a file without a row is found again, a row without a file would be a broken promise.
        let forgotten = store.forget_unclaimed(yesterday.timestamp_millis(), AT_ONCE).await?;
        if forgotten.is_empty() {
            break;
        }
        swept.n_unclaimed += forgotten.len();
    }
    swept.n_kept = delete(store, files, now).await?;
    for path in files.older_than(yesterday).await? {
        if !store.is_evidence_path(&path).await? {
            files.remove(&path).await?;
            swept.n_orphans += 1;
        }
    }
    Ok(swept)
}

/// Deletes what is left over; how many could not be.
async fn delete(store: &Store, files: &Files, now: DateTime<Utc>) -> StoreResult<usize> {
    let (now, mut n_kept) = (now.timestamp_millis(), 0);
    loop {
        let page = store.left_over(now, AT_ONCE).await?;
        if page.is_empty() {
            return Ok(n_kept);
        }
        let mut gone = Vec::new();
        for left_over in page {
            match files.remove(&left_over.path).await {
                Ok(()) => gone.push(left_over),
                Err(fault) => {
                    tracing::warn!(%fault, "a file that nobody claimed could not be deleted; it is tried again");
                    store.are_still_there(left_over, now).await?;
                    n_kept += 1;
                }
            }
            if n_kept >= MOST_KEPT {
                break;
            }
        }
        store.are_gone(&gone).await?;
        if n_kept >= MOST_KEPT {
            return Ok(n_kept);
        }
    }
}
