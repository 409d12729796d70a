//! What is remembered per key, in bounded memory and without one lock for everybody.
//!
//! Keys are spread over shards, each with a lock of its own. A shard holds two generations: what is used moves to the
//! young one, and when that is full the old one is dropped as a whole. So nothing is ever looked through, and a flood
//! of keys costs the oldest of them, never time and never memory.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

const N_SHARDS: usize = 64;
/// How many keys a generation of a shard holds: with all shards and both generations some 130,000, in about 15 MB.
const GENERATION: usize = 1024;

#[derive(Debug)]
struct Shard<V> {
    young: HashMap<u64, V>,
    old: HashMap<u64, V>,
}

/// Values by key; the least used are forgotten when there are too many.
#[derive(Debug)]
pub(super) struct Kept<V> {
    shards: Vec<Mutex<Shard<V>>>,
    hasher: RandomState,
}

impl<V> Default for Kept<V> {
    fn default() -> Self {
        let shard = || Mutex::new(Shard { young: HashMap::new(), old: HashMap::new() });
        Self { shards: (0..N_SHARDS).map(|_| shard()).collect(), hasher: RandomState::new() }
    }
}

impl<V: Default> Kept<V> {
    /// The key something is kept under. Nobody outside can make two things fall on one.
    pub(super) fn key(&self, of: &impl Hash) -> u64 {
        self.hasher.hash_one(of)
    }

    fn shard(&self, key: u64) -> Option<MutexGuard<'_, Shard<V>>> {
        let idx = usize::try_from(key % 64).unwrap_or(0);
        self.shards.get(idx).map(|shard| shard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Does something with the value of a key, which is made if there is none.
    pub(super) fn with<R>(&self, key: u64, change: impl FnOnce(&mut V) -> R) -> R {
        let Some(mut shard) = self.shard(key) else {
            return change(&mut V::default());
        };
        let shard = &mut *shard;
        if !shard.young.contains_key(&key) {
            let value = shard.old.remove(&key).unwrap_or_default();
            if shard.young.len() >= GENERATION {
                shard.old = std::mem::take(&mut shard.young);
            }
            shard.young.insert(key, value);
        }
        change(shard.young.entry(key).or_default())
    }

    /// Forgets a key whose value is worth nothing any more.
    pub(super) fn forget_if(&self, key: u64, is_worthless: impl FnOnce(&V) -> bool) {
        if let Some(mut shard) = self.shard(key)
            && shard.young.get(&key).is_some_and(is_worthless)
        {
            shard.young.remove(&key);
        }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        let lens = self.shards.iter().map(|shard| {
            let shard = shard.lock().unwrap();
            shard.young.len() + shard.old.len()
        });
        lens.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flood_of_keys_stays_within_its_memory_and_what_is_used_is_kept() {
        let kept: Kept<u32> = Kept::default();
        let used = kept.key(&"used");
        for n in 0..300_000_u32 {
            kept.with(kept.key(&n), |value| *value = n);
            kept.with(used, |value| *value += 1);
        }
        assert!(kept.len() <= 2 * N_SHARDS * GENERATION, "{}", kept.len());
        assert_eq!(kept.with(used, |value| *value), 300_000);
    }
}
