//! Committed events on their way to open pages: read once, cut down once per role, sent to everybody who may hear.
//!
//! A listener that lags behind loses nothing: it reads the log from where it stands.

pub mod places;

use crate::ledger;
use crate::store::{Store, StoreFault, StoredEvent};
use domain::actor::Role;
use domain::complaint::event::Recorded;
use std::sync::Arc;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How many events a listener may lag behind before it reads the log.
const CAPACITY: usize = 4096;

/// An event as it is heard.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Its place in the log.
    pub seq: i64,
    /// The case.
    pub case_id: Uuid,
    /// As the desk's roles may see it, as JSON.
    for_desk: Option<String>,
    /// As its customer may see it, as JSON.
    for_customer: Option<String>,
}

impl Heard {
    /// An event of the log, cut down for each role.
    pub fn of(event: &StoredEvent) -> Result<Self, StoreFault> {
        let recorded = ledger::recorded(event)?;
        Ok(Self {
            seq: event.seq,
            case_id: event.case_id,
            for_desk: text(&recorded, Role::Agent),
            for_customer: text(&recorded, Role::Customer),
        })
    }

    /// The event as a role may see it, as JSON; none where it may not.
    pub fn as_seen_by(&self, role: Role) -> Option<&str> {
        match role {
            Role::Customer => self.for_customer.as_deref(),
            Role::Agent | Role::Supervisor | Role::Admin | Role::System => self.for_desk.as_deref(),
        }
    }
}

fn text(recorded: &Recorded, role: Role) -> Option<String> {
    serde_json::to_string(&recorded.for_role(role)?).ok()
}

/// Committed events, for whoever listens. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Live(broadcast::Sender<Arc<Heard>>);

impl Live {
    /// Starts passing on what the store commits, until the server ends.
    pub fn start(store: &Store, ending: CancellationToken) -> Self {
        let (sender, _) = broadcast::channel(CAPACITY);
        let mut feed = store.listen();
        let live = Self(sender.clone());
        tokio::spawn(async move {
            loop {
                let batch = tokio::select! {
                    batch = feed.recv() => batch,
                    () = ending.cancelled() => return,
                };
                match batch {
                    Ok(batch) => pass_on(&sender, &batch),
                    // Listeners notice the gap in the numbers and read the log.
                    Err(broadcast::error::RecvError::Lagged(n)) => tracing::warn!(n, "the feed lagged"),
                    Err(broadcast::error::RecvError::Closed) => return,
                }
            }
        });
        live
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Heard>> {
        self.0.subscribe()
    }

    /// How many listen.
    pub fn n_listeners(&self) -> usize {
        self.0.receiver_count()
    }
}

fn pass_on(sender: &broadcast::Sender<Arc<Heard>>, batch: &[StoredEvent]) {
    for event in batch {
        match Heard::of(event) {
            // Nobody listening is no fault.
            Ok(heard) => drop(sender.send(Arc::new(heard))),
            Err(fault) => tracing::error!(%fault, seq = event.seq, "a committed event can't be read"),
        }
    }
}
