//! Rate limits, kept in memory: a bucket of tries per key that refills with time.
//!
//! They make guessing order numbers, contacts and passwords too slow to be worth it, and cost nobody anything who
//! is right: a try is held until its outcome is known, and only what went wrong is counted. So a whole office may
//! sign in behind one address, and nobody's wrong guesses keep the owner of an order or a name from coming in. A
//! restart empties them, which gives a guesser a handful of tries more and nobody else anything to wait for; several
//! servers of a desk count together. Wrong contacts on an order alone outlive that: they are counted in the books.

mod elsewhere;
mod guesses;
mod kept;

pub use guesses::{Guess, Guesses};

use crate::error::{ApiError, ApiResult};
use crate::secret::Secret;
use books::Books;
use elsewhere::Elsewhere;
use kept::Kept;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tried {
    /// Lookups from one source.
    LookupFrom,
    /// Lookups of one order or case number from one source.
    LookupOf,
    /// Sign-ins from one source.
    SignInFrom,
    /// Sign-ins under one name from one source.
    SignInAs,
    /// Complaints filed for one order.
    FilingFor,
    /// Files uploaded for one order.
    UploadFor,
    /// What a customer does on one case.
    StepOn,
}

impl Tried {
    /// Its name among servers of one desk.
    const fn code(self) -> &'static str {
        match self {
            Self::LookupFrom => "lookup-from",
            Self::LookupOf => "lookup-of",
            Self::SignInFrom => "sign-in-from",
            Self::SignInAs => "sign-in-as",
            Self::FilingFor => "filing-for",
            Self::UploadFor => "upload-for",
            Self::StepOn => "step-on",
        }
    }
}

/// So many tries in so much time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many tries fit into the bucket.
    pub n: u32,
    /// The time in which an empty bucket fills again.
    pub per: Duration,
}

/// How long a try waits for the outcome of others from the same source before it is refused.
const PATIENCE: Duration = Duration::from_secs(15);

#[derive(Debug, Default)]
struct Bucket {
    spent: f64,
    at: Option<Instant>,
    /// Tries whose outcome is not known yet.
    n_open: u32,
    settled: Arc<Notify>,
}

enum Reserved {
    Yes,
    /// As many are under way as may fail; one that goes well makes room.
    Wait(Arc<Notify>),
    No {
        seconds: u32,
        others: Arc<Notify>,
    },
}

impl Bucket {
    fn reserve(&mut self, rate: Rate, now: Instant) -> Reserved {
        let per_second = f64::from(rate.n) / rate.per.as_secs_f64();
        let passed = self.at.map_or(0.0, |at| now.saturating_duration_since(at).as_secs_f64());
        self.spent = (self.spent - passed * per_second).max(0.0);
        self.at = Some(now);
        if self.spent + 1.0 > f64::from(rate.n) {
            let wait = Duration::from_secs_f64((self.spent + 1.0 - f64::from(rate.n)) / per_second.max(1e-9));
            let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1);
            return Reserved::No { seconds, others: Arc::clone(&self.settled) };
        }
        if self.spent + f64::from(self.n_open) + 1.0 > f64::from(rate.n) {
            return Reserved::Wait(Arc::clone(&self.settled));
        }
        self.n_open = self.n_open.saturating_add(1);
        Reserved::Yes
    }

    fn settle(&mut self, cost: f64) {
        self.n_open = self.n_open.saturating_sub(1);
        self.count(cost);
        self.settled.notify_one();
    }

    fn count(&mut self, cost: f64) {
        self.spent += cost;
        self.at.get_or_insert_with(Instant::now);
    }

    /// Whether it is as good as a new one. One that somebody waits at is not: they would wait at it for ever.
    fn is_idle(&self) -> bool {
        self.n_open == 0 && self.spent <= 0.0 && Arc::strong_count(&self.settled) == 1
    }
}

/// All rate limits of a server. Cheap to clone; all clones are one.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    kept: Arc<Kept<Bucket>>,
    elsewhere: Option<Elsewhere>,
}

/// A try under way. It counts unless it is said to be [free](Attempt::free): whoever breaks off has tried.
#[derive(Debug)]
#[must_use = "a try that nobody settles counts"]
pub struct Attempt {
    limits: Limits,
    key: u64,
    is_open: bool,
}

impl Limits {
    /// Those of one server of a desk, which counts together with the others that have the same books and key.
    pub fn among(books: Books, secret: Secret, ending: CancellationToken) -> Self {
        let elsewhere = Elsewhere::of(secret, books);
        let limits = Self { kept: Arc::default(), elsewhere: Some(elsewhere.clone()) };
        // What follows tells nothing on: it would come back.
        elsewhere.follow(Self { elsewhere: None, ..limits.clone() }, ending);
        limits
    }

    fn key(&self, what: Tried, key: &str) -> u64 {
        let apart = || self.kept.key(&(what, key));
        self.elsewhere.as_ref().map_or_else(apart, |elsewhere| elsewhere.key(what, key))
    }

    /// Begins a try, or says that too many have failed. Waits while as many are under way as may fail.
    pub async fn attempt(&self, what: Tried, key: &str, rate: Rate) -> ApiResult<Attempt> {
        let key = self.key(what, key);
        let began = Instant::now();
        let mut has_waited = false;
        loop {
            match self.reserve(key, rate, Instant::now()) {
                Reserved::Yes => return Ok(Attempt { limits: self.clone(), key, is_open: true }),
                Reserved::No { seconds, others } => {
                    // Whoever else waits for the same bucket must hear of it too.
                    if has_waited {
                        others.notify_one();
                    }
                    return Err(ApiError::too_many(seconds));
                }
                Reserved::Wait(settled) => {
                    let left = PATIENCE.saturating_sub(began.elapsed());
                    if tokio::time::timeout(left, settled.notified()).await.is_err() {
                        return Err(ApiError::too_many(1));
                    }
                    has_waited = true;
                }
            }
        }
    }

    fn reserve(&self, key: u64, rate: Rate, now: Instant) -> Reserved {
        self.kept.with(key, |bucket| bucket.reserve(rate, now))
    }

    fn settle(&self, key: u64, cost: f64) {
        self.kept.with(key, |bucket| bucket.settle(cost));
        self.kept.forget_if(key, Bucket::is_idle);
        if let Some(elsewhere) = self.elsewhere.as_ref().filter(|_| cost > 0.0) {
            elsewhere.tell(key);
        }
    }

    /// Counts a try that another server counted.
    fn count(&self, key: u64) {
        self.kept.with(key, |bucket| bucket.count(1.0));
    }
}

impl Attempt {
    /// It went well and costs nothing.
    pub fn free(mut self) {
        self.is_open = false;
        self.limits.settle(self.key, 0.0);
    }

    /// It counts.
    pub fn spend(self) {
        drop(self);
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if self.is_open {
            self.limits.settle(self.key, 1.0);
        }
    }
}

#[cfg(test)]
mod tests;
