//! The one place that asks what time it is. Tests set the clock in process; nothing can set it over HTTP.

use chrono::{DateTime, FixedOffset, SubsecRound, Utc};
use domain::zone::Zone;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Where the time comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine.
    System,
    /// Whoever holds the other end, in milliseconds since 1970.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// Now, to the millisecond, as it is in `zone`.
    pub fn now(&self, zone: &Zone) -> DateTime<FixedOffset> {
        zone.at(self.utc())
    }

    /// Now, to the millisecond.
    pub fn utc(&self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now().trunc_subsecs(3),
            Self::Set(millis) => DateTime::from_timestamp_millis(millis.load(Ordering::Relaxed))
                .unwrap_or(DateTime::UNIX_EPOCH),
        }
    }
}
