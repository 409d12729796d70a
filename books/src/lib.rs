//! What the desk keeps: cases, the queues they stand in and the words they are found by, what an order's cases gave, links,
//! files, people at the desk, drafts of packs.
//!
//! All of it lies in one log: what happened as streams of events, and beside them tables by which it is found. A
//! change is one append, whole or not at all, in whichever store the log lies; what must hold between streams is a
//! guarded row of it. So nothing here knows of a database. Each room says which tables it has, what a change of it
//! comes to, and how it is read.
//!
//! The rules are the domain's. What is kept here follows from its events and views.
//!
//! INVARIANT (sealed): what people wrote, their names and contacts, and their orders as a whole lie sealed with the key of
//! whose they are. A case's own facts stay open: goods, sums, days, a parcel's number.

pub mod attempts;
pub mod cases;
pub mod desk;
pub mod fault;
pub mod feed;
pub mod files;
pub mod grants;
pub mod guesses;
pub mod ledgers;
pub mod links;
pub mod missing;
pub mod orders;
pub mod packs;
pub mod project;
pub mod queue;
pub mod rebuild;
pub mod references;
pub mod search;
pub mod sessions;
pub mod staff;
pub mod step;
pub mod words;

pub use fault::{BooksResult, Fault};

use eventlog::{EventLog, Table};
use std::sync::Arc;

/// The tables beside the log.
pub static TABLES: &[&Table] = &[
    &cases::CASES,
    &cases::OF_ORDERS,
    &cases::OF_PEOPLE,
    &cases::PEOPLE,
    &queue::PLACES,
    &links::LINKS,
    &links::TOKENS,
    &desk::LOSSES,
    &desk::PROBE,
    &orders::ORDERS,
    &orders::BARE,
    &orders::CONTACTS,
    &orders::LOOKS,
    &orders::NEWS,
    &files::FILES,
    &files::OF_COMMANDS,
    &files::OF_CASES,
    &files::PATHS,
    &files::UNCLAIMED,
    &files::LEFT_OVER,
    &packs::DRAFTS,
    &packs::WAITING,
    &sessions::ENDS,
    &grants::GRANTS,
    &staff::STAFF,
    &staff::HAND_OVERS,
    &search::TERMS,
    &search::TERM_KEY,
];

/// The desk's books. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Books {
    log: Arc<dyn EventLog>,
}

impl std::fmt::Debug for Books {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Books")
    }
}

impl Books {
    /// The books in a log that was opened with [`TABLES`].
    pub fn new(log: Arc<dyn EventLog>) -> Self {
        Self { log }
    }

    /// The log they lie in.
    pub fn log(&self) -> &Arc<dyn EventLog> {
        &self.log
    }
}
