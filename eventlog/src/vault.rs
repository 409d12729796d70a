//! The vault: keys for what belongs to a person, apart from the log.
//!
//! Keys are made ahead, many with one flush, so that a complaint costs none of its own; whose a place is stands in the
//! log. Destroying a key takes with it all that it ever sealed, in every backup of the log.
//!
//! INVARIANT: a place is written when it is made and when it is destroyed, never in between; a vault as it is today
//! opens every backup of its log, less what was erased.

mod file;
mod memory;
mod postgres;

pub use file::FileVault;
pub use memory::MemoryVault;
pub use postgres::PostgresVault;

use crate::fault::{Fault, LogResult};
use crate::seal::Key;
use async_trait::async_trait;
use std::fmt::Debug;
use uuid::Uuid;

/// Refuses a vault that has fewer places than a log has given out.
pub(crate) fn reaches(vault: &dyn Vault, n_given: u64) -> LogResult<()> {
    match vault.n_places()? {
        Some(n_places) if n_places < n_given => Err(Fault::VaultBehind { n_places, n_given }),
        _ => Ok(()),
    }
}

/// How many keys are made at a time.
const AHEAD: u64 = 1_000;

/// The keys of a log, in places counted from 0.
#[async_trait]
pub trait Vault: Debug + Send + Sync {
    /// Which vault: a log opens with its own and with no other.
    fn id(&self) -> Uuid;

    /// Sees to it that a place has a key, unless it was destroyed.
    async fn make_ready(&self, slot: u64) -> LogResult<()>;

    /// Refuses where what it has opened lies no more where it was.
    fn in_place(&self) -> LogResult<()> {
        Ok(())
    }

    /// How many places have been made, where that can be said without asking anybody else.
    fn n_places(&self) -> LogResult<Option<u64>> {
        Ok(None)
    }

    /// The keys in these places, in their order; nothing where one was destroyed.
    async fn keys(&self, slots: &[u64]) -> LogResult<Vec<Option<Key>>>;

    /// Destroys the key in a place for good; done once nothing the vault answers for holds it any more.
    async fn destroy(&self, slot: u64) -> LogResult<()>;
}
