//! Several servers of one desk count together: what is spent at one is spent at all.
//!
//! Buckets lie in each server's memory. A server that counts a try says so to the others, which count it too; whose it was
//! travels as a number that only holders of the desk's key can make. A word that gets lost leaves a guesser a try
//! more, and what is tried at two servers at the same moment is known to both a moment later.

use super::{Limits, Tried};
use crate::secret::Secret;
use books::Books;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

/// How a word about a try that was counted begins.
const SPENT: &str = "spent ";

/// The other servers of the desk.
#[derive(Clone, Debug)]
pub(super) struct Elsewhere {
    secret: Secret,
    books: Books,
}

impl Elsewhere {
    pub(super) const fn of(secret: Secret, books: Books) -> Self {
        Self { secret, books }
    }

    /// The key of a bucket, the same at all servers.
    pub(super) fn key(&self, what: Tried, key: &str) -> u64 {
        self.secret.number(what.code(), key)
    }

    /// Tells that a try was counted.
    pub(super) fn tell(&self, key: u64) {
        self.books.log().say(format!("{SPENT}{key:016x}"));
    }

    /// Counts what others count, until the server ends.
    pub(super) fn follow(&self, limits: Limits, ending: CancellationToken) {
        let mut said = self.books.log().said();
        tokio::spawn(async move {
            while let Some(heard) = ending.run_until_cancelled(said.recv()).await {
                match heard {
                    Ok(word) => {
                        let key = word.strip_prefix(SPENT).map(|key| u64::from_str_radix(key, 16));
                        if let Some(Ok(key)) = key {
                            limits.count(key);
                        }
                    }
                    // So many at once are a flood, of which each server counts its own part.
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                }
            }
        });
    }
}
