//! The ledger: where the domain meets the store. It loads a case by replaying its events, lets the domain decide,
//! and appends what comes of it.
//!
//! No rule stands here. What a queue shows and in which queues a case stands follows from the domain's views.

pub mod command;
pub mod compare;
pub mod known;
pub mod links;
pub mod number;
pub mod project;

use crate::clock::Clock;
use crate::policies::Policies;
use crate::secret::Secret;
use crate::store::{Store, StoreFault, StoreResult, StoredEvent};
use chrono::{DateTime, FixedOffset};
use domain::clock::TimeLimits;
use domain::complaint::Complaint;
use domain::complaint::event::Recorded;
pub use domain::complaint::evolve::replay;
use domain::id::{CaseId, CommandId};
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

/// A case as loaded: its stream and what it comes to.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Its events.
    pub events: Vec<Recorded>,
    /// Where it stands.
    pub complaint: Complaint,
}

impl Loaded {
    /// How many events it has.
    pub fn version(&self) -> u32 {
        self.events.last().map_or(0, |last| last.version)
    }
}

impl Ledger {
    /// Now, in the shop's zone.
    pub fn now(&self) -> DateTime<FixedOffset> {
        self.clock.now(&self.zone)
    }

    /// A case, replayed from its events; one without events is not filed.
    pub async fn load(&self, case_id: Uuid) -> StoreResult<Loaded> {
        load(&self.store, case_id).await
    }
}

/// A case of a store, replayed from its events; one without events is not filed.
pub async fn load(store: &Store, case_id: Uuid) -> StoreResult<Loaded> {
    let stored = store.events(case_id).await?;
    let events = stored.iter().map(recorded).collect::<StoreResult<Vec<_>>>()?;
    let complaint = replay(&events);
    Ok(Loaded { events, complaint })
}

/// An event of the log, read.
pub fn recorded(stored: &StoredEvent) -> StoreResult<Recorded> {
    let unreadable = |error: serde_json::Error| StoreFault::unreadable("event", error);
    Ok(Recorded {
        seq: u64::try_from(stored.seq).map_err(|error| StoreFault::unreadable("event", error))?,
        case_id: CaseId(stored.case_id),
        version: u32::try_from(stored.version).map_err(|error| StoreFault::unreadable("event", error))?,
        at: DateTime::parse_from_rfc3339(&stored.at)
            .map_err(|error| StoreFault::unreadable("event", error))?,
        actor: serde_json::from_str(&stored.actor).map_err(unreadable)?,
        command_id: CommandId(stored.command_id),
        event: serde_json::from_str(&stored.body).map_err(unreadable)?,
    })
}
