//! A vault in memory, for a log that is there.

use super::Vault;
use crate::fault::{Fault, LogResult};
use crate::seal::Key;
use async_trait::async_trait;
use std::sync::{Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// Keys that are gone with the process.
#[derive(Debug)]
pub struct MemoryVault {
    id: Uuid,
    places: Mutex<Vec<Option<Key>>>,
}

impl Default for MemoryVault {
    fn default() -> Self {
        Self { id: Uuid::now_v7(), places: Mutex::default() }
    }
}

impl MemoryVault {
    fn places(&self) -> MutexGuard<'_, Vec<Option<Key>>> {
        // A list of keys is whole whatever happened to who held it.
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn place(slot: u64) -> LogResult<usize> {
    usize::try_from(slot).map_err(|error| Fault::unreadable(format!("key {slot}"), error))
}

#[async_trait]
impl Vault for MemoryVault {
    fn id(&self) -> Uuid {
        self.id
    }

    async fn make_ready(&self, slot: u64) -> LogResult<()> {
        let slot = place(slot)?;
        let mut places = self.places();
        while places.len() <= slot {
            places.push(Some(Key::random()));
        }
        Ok(())
    }

    async fn keys(&self, slots: &[u64]) -> LogResult<Vec<Option<Key>>> {
        let places = self.places();
        let key = |slot: &u64| {
            let key = places.get(place(*slot)?);
            key.cloned().ok_or_else(|| Fault::unreadable(format!("key {slot}"), "it was never made"))
        };
        slots.iter().map(key).collect()
    }

    async fn destroy(&self, slot: u64) -> LogResult<()> {
        self.make_ready(slot).await?;
        if let Some(key) = self.places().get_mut(place(slot)?) {
            *key = None;
        }
        Ok(())
    }
}
