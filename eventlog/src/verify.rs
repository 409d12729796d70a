//! Whether a log still is what was written: both chains walked through, and every row beside them held against its sum.
//!
//! A sum is of one row alone. A row that is gone, or an older one put back with its sum, is noticed only where the events
//! tell of it: heads of streams; and whose words are sealed, where any event or row has some. All heads are held in memory,
//! some 150 bytes for each stream, and the places of all keys.

use crate::EventLog;
use crate::chain::{self, Hash};
use crate::event::{Placed, Position, Sealed, StoredEvent, StreamId};
use crate::fault::{Fault, LogResult};
use crate::own;
use crate::settle::{End, Head};
use crate::table::{Found, Span, Table, found};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How many places are read at a time.
const PAGE: u32 = 1_000;

/// A place in the feed as it lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The place.
    pub position: Position,
    /// The event with its hashes, or why it can't be read.
    pub proven: Result<Proven, String>,
}

/// An event with the hashes kept for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The event.
    pub event: StoredEvent,
    /// Its hash in its stream.
    pub hash: Hash,
    /// The hash of the feed up to it.
    pub feed_hash: Hash,
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The event at this place can't be read, or not as what was written.
    Event {
        /// Its place.
        position: Position,
        /// Which, as far as it can be told, and what is wrong.
        what: String,
    },
    /// Nothing is at this place.
    Missing {
        /// The place.
        position: Position,
    },
    /// The feed ends elsewhere than the log says.
    End {
        /// What it says, and what was found.
        what: String,
    },
    /// A stream has not come as far as the log says, or further.
    Head(String),
    /// Words are sealed, and nobody is known whose they are.
    Person(String),
    /// A row of a table is not as it was written.
    Table(String),
}

impl Proof {
    /// The event, unless it can't be read.
    pub(crate) fn stored(self) -> LogResult<Placed<Sealed>> {
        let position = self.position;
        let proven = self.proven.map_err(|why| Fault::unreadable(format!("event {position}"), why))?;
        Ok(Placed { position, event: proven.event })
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event { position, what } => write!(f, "event {position}: {what}"),
            Self::Missing { position } => write!(f, "event {position}: missing"),
            Self::End { what } => write!(f, "end of the log: {what}"),
            Self::Head(what) => write!(f, "stream {what}"),
            Self::Person(what) => write!(f, "person: {what}"),
            Self::Table(what) => write!(f, "table {what}"),
        }
    }
}

/// Everything in a log that is not as it was written; `progress` hears the place it has come to.
pub async fn verify(log: &dyn EventLog, mut progress: impl FnMut(Position)) -> LogResult<Vec<Damage>> {
    // The end is read first: a log that is being written to may have grown since, never shrunk.
    let end = log.end().await?;
    let mut walk = Walk::default();
    while walk.end.position < end.position {
        let page = log.proof(walk.end.position, PAGE).await?;
        // What stands behind the end was added since, or was moved there; that what was there is missing is told.
        if page.first().is_none_or(|proof| proof.position > end.position) {
            break;
        }
        for proof in page.into_iter().take_while(|proof| proof.position <= end.position) {
            walk.step(proof);
        }
        progress(walk.end.position);
    }
    walk.stands_at(&end);
    // Whose the words are is read last: then it is known of all that any row has.
    let others = own::OWN.iter().filter(|table| **table != &own::PEOPLE);
    for table in log.tables().iter().chain(others).copied().chain([&own::PEOPLE]) {
        let mut rows = Pages::of(table);
        while let Some(page) = rows.next(log).await? {
            for found in page {
                walk.look_at(log, table, found).await?;
            }
        }
    }
    walk.knows_whose(log).await?;
    let headless = std::mem::take(&mut walk.heads);
    walk.damages.extend(headless.into_keys().map(|stream| Damage::Head(format!("{stream}: has no head"))));
    Ok(walk.damages)
}

/// A table, page by page.
pub(crate) struct Pages(Option<Span>);

impl Pages {
    /// All rows of a table.
    pub(crate) fn of(table: &'static Table) -> Self {
        Self(Some(Span::all(table)))
    }

    /// The next rows; nothing behind the last.
    pub(crate) async fn next(&mut self, log: &dyn EventLog) -> LogResult<Option<Vec<Found>>> {
        let Some(span) = self.0.take() else { return Ok(None) };
        let table = span.table;
        let page = log.look(span, PAGE).await?;
        let Some(last) = page.last() else { return Ok(None) };
        self.0 = Some(Span::all(table).after(last.key(table)));
        Ok(Some(page))
    }
}

/// The walk along the feed.
#[derive(Default)]
struct Walk {
    end: End,
    heads: BTreeMap<StreamId, Head>,
    slots: BTreeSet<u64>,
    damages: Vec<Damage>,
}

impl Walk {
    fn step(&mut self, proof: Proof) {
        let next = self.end.position.saturating_add(1);
        self.damages.extend((next..proof.position).map(|position| Damage::Missing { position }));
        self.end.position = proof.position;
        let Proven { event, hash, feed_hash } = match proof.proven {
            Ok(proven) => proven,
            Err(what) => {
                self.damages.push(Damage::Event { position: proof.position, what });
                return;
            }
        };
        let before = self.heads.get(&event.stream);
        let previous = before.map_or(chain::NOTHING, |head| head.hash);
        let follows = event.version == before.map_or(0, |head| head.version).saturating_add(1);
        let counted = chain::of_event(&previous, &event);
        let at = chain::of_place(&self.end.hash, proof.position, &event.stream, event.version, &hash);
        let what = if !follows {
            Some("does not follow the event before it")
        } else if counted != hash {
            Some("is not what was written")
        } else if at != feed_hash {
            Some("does not stand where it was written")
        } else {
            None
        };
        if let Some(what) = what {
            let what = format!("{} version {} {what}", event.stream, event.version);
            self.damages.push(Damage::Event { position: proof.position, what });
        }
        self.slots.extend(event.personal.as_ref().map(|sealed| sealed.slot));
        // The walk goes on with what is written there, so that one damage is told once.
        self.end.hash = feed_hash;
        self.heads.insert(event.stream, Head { version: event.version, hash });
    }

    /// Whether words that can be read are somebody's: whose they are said not to be would not be erased with them.
    async fn knows_whose(&mut self, log: &dyn EventLog) -> LogResult<()> {
        let slots: Vec<u64> = std::mem::take(&mut self.slots).into_iter().collect();
        let keys = if slots.is_empty() { Vec::new() } else { log.vault().keys(&slots).await? };
        let left = slots.iter().zip(keys).filter(|(_, key)| key.is_some());
        self.damages.extend(left.map(|(slot, _)| {
            Damage::Person(format!("key {slot} seals words of nobody: whose it is only a backup tells"))
        }));
        Ok(())
    }

    /// Compares where the feed ended with what the log says of it.
    fn stands_at(&mut self, end: &End) {
        if self.end != *end {
            let what = format!("the log says {}, found {}", end.position, self.end.position);
            self.damages.push(Damage::End { what });
        }
    }

    /// Looks at a row of a table, and compares a head with the stream it is the head of.
    async fn look_at(&mut self, log: &dyn EventLog, table: &'static Table, found: Found) -> LogResult<()> {
        if !found.is_sound {
            self.damages.push(Damage::Table(format!("{} {:?}: changed", table.name, found.key(table))));
            return Ok(());
        }
        if table == &own::PEOPLE {
            let (_, slot) = own::to_person(found.values)?;
            self.slots.remove(&slot);
            if let Err(fault) = log.vault().keys(&[slot]).await {
                self.damages.push(Damage::Person(fault.to_string()));
            }
            return Ok(());
        }
        if table != &own::HEADS {
            self.slots.extend(found::slots(table, &[found.values]));
            return Ok(());
        }
        let (stream, head) = own::to_head(found.values)?;
        let walked = self.heads.remove(&stream);
        // A stream may have grown since it was walked along.
        let version = walked.as_ref().map_or(0, |walked| walked.version);
        let mut hash = walked.map_or(chain::NOTHING, |walked| walked.hash);
        let since = if head.version > version { log.stored(&stream, version).await? } else { Vec::new() };
        let since = since.into_iter().filter(|event| event.version <= head.version);
        let (mut came_to, mut is_new) = (version, true);
        for event in since {
            is_new &= event.version == came_to.saturating_add(1);
            came_to = event.version;
            hash = chain::of_event(&hash, &event);
        }
        if !is_new || (Head { version: came_to, hash }) != head {
            self.damages.push(Damage::Head(format!("{stream}: its head is not its last event")));
        }
        Ok(())
    }
}
