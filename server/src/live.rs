//! Committed events on their way to open pages: read once, cut down once per role, sent to everybody who may hear.
//!
//! A listener that lags behind loses nothing: it reads the log from where it stands.

pub mod places;

use books::Books;
use books::feed::Fed;
use domain::actor::Role;
use domain::complaint::event::Recorded;
use std::sync::Arc;
use tokio::sync::{broadcast, watch};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How many events a listener may lag behind before it reads the log.
const CAPACITY: usize = 4096;
/// How many events are read from the log at a time.
const PAGE: u32 = 256;

/// What happened at one place of the log, as it is heard.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Its place in the log.
    pub seq: u64,
    /// The case, where it happened in one.
    pub case_id: Option<Uuid>,
    /// As the desk's roles may see it, as JSON.
    for_desk: Option<String>,
    /// As its customer may see it, as JSON.
    for_customer: Option<String>,
}

impl Heard {
    /// What stands at a place of the log, cut down for each role.
    pub fn of(fed: &Fed) -> Self {
        let nothing = Self { seq: fed.position, case_id: None, for_desk: None, for_customer: None };
        match &fed.of_case {
            Ok(None) => nothing,
            Ok(Some(recorded)) => Self {
                case_id: Some(recorded.case_id.0),
                for_desk: text(recorded, Role::Agent),
                for_customer: text(recorded, Role::Customer),
                ..nothing
            },
            // One that can't be read keeps nobody from hearing of the others.
            Err(fault) => {
                tracing::error!(%fault, seq = fed.position, "an event of the log can't be read");
                nothing
            }
        }
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
pub struct Live {
    heard: broadcast::Sender<Arc<Heard>>,
    /// The last place at which something happened outside cases.
    beside_cases: watch::Sender<u64>,
}

impl Live {
    /// Starts passing on what is committed from now on, until the server ends.
    pub fn start(books: &Books, ending: CancellationToken) -> Self {
        let (heard, _) = broadcast::channel(CAPACITY);
        let live = Self { heard, beside_cases: watch::Sender::new(0) };
        let passed_on = live.clone();
        // The log only wakes; what was added is read from it, so that nothing is missed whoever added it.
        let mut grown = books.log().grown();
        let (books, mut seen) = (books.clone(), *grown.borrow_and_update());
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    grown = grown.changed() => if grown.is_err() { return },
                    () = ending.cancelled() => return,
                }
                grown.borrow_and_update();
                if let Err(fault) = passed_on.pass_on(&books, &mut seen).await {
                    // Listeners notice the gap in the numbers and read the log.
                    tracing::error!(%fault, "what was committed can't be passed on");
                }
            }
        });
        live
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Heard>> {
        self.heard.subscribe()
    }

    /// Changes whenever something happened outside cases, such as to a pack.
    pub fn beside_cases(&self) -> watch::Receiver<u64> {
        self.beside_cases.subscribe()
    }

    /// How many listen.
    pub fn n_listeners(&self) -> usize {
        self.heard.receiver_count()
    }

    /// Passes on all that stands behind a place of the log.
    async fn pass_on(&self, books: &Books, seen: &mut u64) -> Result<(), books::Fault> {
        loop {
            let page = books.feed(*seen, PAGE).await?;
            for fed in &page {
                *seen = fed.position;
                let heard = Heard::of(fed);
                if heard.case_id.is_none() {
                    self.beside_cases.send_replace(fed.position);
                }
                // Nobody listening is no fault.
                let _ = self.heard.send(Arc::new(heard));
            }
            if page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
                return Ok(());
            }
        }
    }
}
