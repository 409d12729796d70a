//! Rate limits, kept in memory: a bucket of tries per key that refills with time.
//!
//! They make guessing order numbers, contacts and passwords too slow to be worth it. A restart empties them,
//! which gives a guesser a handful of tries more and nobody else anything to wait for.

use crate::error::{ApiError, ApiResult};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tried {
    /// Lookups from one address.
    LookupFrom,
    /// Lookups for one order or case number.
    LookupOf,
    /// Sign-ins from one address.
    SignInFrom,
    /// Sign-ins under one name.
    SignInAs,
    /// Complaints filed for one order.
    FilingFor,
    /// Files uploaded for one order.
    UploadFor,
}

/// So many tries in so much time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many tries fit into the bucket.
    pub n: u32,
    /// The time in which an empty bucket fills again.
    pub per: Duration,
}

struct Bucket {
    spent: f64,
    at: Instant,
    per: Duration,
}

/// Buckets are looked through for full ones once there are so many.
const PRUNE_AT: usize = 10_000;

/// All rate limits of a server. Cheap to clone; all clones are one.
#[derive(Clone, Default)]
pub struct Limits(Arc<Mutex<BTreeMap<(Tried, String), Bucket>>>);

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Limits")
    }
}

impl Limits {
    /// Counts one try, or says that there have been too many.
    pub fn count(&self, what: Tried, key: &str, rate: Rate) -> ApiResult<()> {
        self.count_at(what, key, rate, Instant::now()).map_err(ApiError::too_many)
    }

    fn count_at(&self, what: Tried, key: &str, rate: Rate, now: Instant) -> Result<(), u32> {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= PRUNE_AT {
            buckets.retain(|_, bucket| now.duration_since(bucket.at) < bucket.per);
        }
        let bucket =
            buckets.entry((what, key.to_owned())).or_insert(Bucket { spent: 0.0, at: now, per: rate.per });
        let per_second = f64::from(rate.n) / rate.per.as_secs_f64();
        let refilled = now.duration_since(bucket.at).as_secs_f64() * per_second;
        bucket.spent = (bucket.spent - refilled).max(0.0);
        bucket.at = now;
        if bucket.spent + 1.0 > f64::from(rate.n) {
            let wait =
                Duration::from_secs_f64((bucket.spent + 1.0 - f64::from(rate.n)) / per_second.max(1e-9));
            return Err(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1));
        }
        bucket.spent += 1.0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { n: 3, per: Duration::from_mins(1) };

    #[test]
    fn tries_beyond_the_rate_must_wait_until_the_bucket_refills() {
        let (limits, start) = (Limits::default(), Instant::now());
        let attempt = |after: u64| {
            limits.count_at(Tried::LookupFrom, "1.2.3.4", RATE, start + Duration::from_secs(after))
        };
        assert!((0..3).all(|_| attempt(0).is_ok()));
        let wait = attempt(0).unwrap_err();
        assert!((20..=21).contains(&wait), "{wait}");
        assert!(attempt(u64::from(wait)).is_ok());
    }

    #[test]
    fn one_key_never_spends_the_tries_of_another() {
        let (limits, start) = (Limits::default(), Instant::now());
        for _ in 0..4 {
            let _ = limits.count_at(Tried::LookupFrom, "1.2.3.4", RATE, start);
        }
        assert!(limits.count_at(Tried::LookupFrom, "4.3.2.1", RATE, start).is_ok());
        assert!(limits.count_at(Tried::SignInFrom, "1.2.3.4", RATE, start).is_ok());
    }
}
