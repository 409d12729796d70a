//! Sweeping up: uploads that no command claimed within a day, and files that no row speaks of.
//!
//! Somebody who sends photos and closes the page leaves them behind; so does a refusal in the middle of an upload, or a
//! crash. A day is longer than anybody takes between a photo and "Send".

use super::Files;
use crate::store::{Store, StoreResult};
use chrono::{DateTime, Duration, Utc};

/// How many rows are forgotten in one commit.
const AT_ONCE: u32 = 500;

/// What was swept up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Uploads nobody claimed.
    pub n_unclaimed: usize,
    /// Files without a row.
    pub n_orphans: usize,
}

/// Removes what was left behind more than a day before `now`.
pub async fn sweep(store: &Store, files: &Files, now: DateTime<Utc>) -> StoreResult<Swept> {
    let yesterday = now - Duration::days(1);
    let mut swept = Swept::default();
    loop {
        // The rows first: a file without a row is found again, a row without a file would be a broken promise.
        let paths = store.forget_unclaimed(yesterday.timestamp_millis(), AT_ONCE).await?;
        if paths.is_empty() {
            break;
        }
        swept.n_unclaimed += paths.len();
        for path in paths {
            files.remove(&path).await?;
        }
    }
    for path in files.older_than(yesterday).await? {
        if !store.is_evidence_path(&path).await? {
            files.remove(&path).await?;
            swept.n_orphans += 1;
        }
    }
    Ok(swept)
}
