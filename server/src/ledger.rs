//! The ledger: where the domain meets the store. It loads a case by replaying its events, lets the domain decide,
//! and appends what comes of it.
//!
//! No rule stands here. What a queue shows and in which queues a case stands follows from the domain's views.

pub mod command;
pub mod compare;
pub mod known;
pub mod links;
pub mod number;

use crate::clock::Clock;
use crate::policies::Policies;
use crate::secret::Secret;
use crate::store::{Store, StoreResult};
pub use books::cases::Loaded;
use chrono::{DateTime, FixedOffset};
use domain::clock::TimeLimits;
use domain::id::CaseId;
use domain::zone::Zone;
use std::sync::Arc;
use uuid::Uuid;

/// Cases: loading, deciding, appending.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// Where the log is.
    pub store: Store,
    /// The packs and their versions.
    pub policies: Policies,
    /// The desk's time limits.
    pub limits: Arc<TimeLimits>,
    /// The desk's key, for private links.
    pub secret: Secret,
    /// What time it is.
    pub clock: Clock,
    /// Whether the desk itself offers what a rule grants clearly.
    pub has_automatic_offers: bool,
    /// The shop's zone.
    pub zone: Zone,
    /// For how many days a private link opens its case.
    pub link_days: u32,
}

impl Ledger {
    /// Now, in the shop's zone.
    pub fn now(&self) -> DateTime<FixedOffset> {
        self.clock.now(&self.zone)
    }

    /// A case, replayed from its events; one without events is not filed.
    pub async fn load(&self, case_id: Uuid) -> StoreResult<Loaded> {
        Ok(self.store.case(CaseId(case_id)).await?)
    }
}
