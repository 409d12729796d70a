//! Whether a log still is what was written: both chains walked through, and everything beside them compared.

use crate::EventLog;
use crate::append::{Answered, Row, RowKey};
use crate::chain::{self, Hash};
use crate::event::{Position, StoredEvent, StreamId};
use crate::fault::LogResult;
use crate::settle::{End, Head};
use crate::table::{Span, Table};
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

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
    /// The hash of its place.
    pub place: Hash,
}

/// Something kept beside the events, or which of them can't be read and why.
pub type Readable<T> = Result<T, String>;

/// What a log keeps beside its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Where it says that the feed ends.
    pub end: End,
    /// How far it says that each stream has come.
    pub heads: Vec<Readable<(StreamId, Head)>>,
    /// The commands answered, with the hash of each.
    pub commands: Vec<Readable<(StreamId, Uuid, Answered, Hash)>>,
    /// The guarded rows, with the hash of each.
    pub rows: Vec<Readable<(RowKey, Row, Hash)>>,
    /// Whose a place in the vault is, with the hash of each.
    pub people: Vec<Readable<(Uuid, u64, Hash)>>,
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
    /// An answered command is not as it was written.
    Command(String),
    /// A guarded row is not as it was written.
    Row(String),
    /// Whose a place in the vault is, is not as it was written.
    Person(String),
    /// A row of a table is not as it was written.
    Table(String),
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event { position, what } => write!(f, "event {position}: {what}"),
            Self::Missing { position } => write!(f, "event {position}: missing"),
            Self::End { what } => write!(f, "end of the log: {what}"),
            Self::Head(what) => write!(f, "stream {what}"),
            Self::Command(what) => write!(f, "command {what}"),
            Self::Row(what) => write!(f, "row {what}"),
            Self::Person(what) => write!(f, "person {what}"),
            Self::Table(what) => write!(f, "table {what}"),
        }
    }
}

/// Everything in a log that is not as it was written; `progress` hears the place it has come to.
pub async fn verify(log: &dyn EventLog, mut progress: impl FnMut(Position)) -> LogResult<Vec<Damage>> {
    // What is beside the events is read first: a log that is being written to may have grown since, never shrunk.
    let kept = log.kept().await?;
    let mut walk = Walk::default();
    loop {
        let last = log.last().await?;
        if walk.end.position >= last.min(kept.end.position) {
            break;
        }
        let page = log.proof(walk.end.position, PAGE).await?;
        // What stands behind the end was added since, or was moved there; that what was there is missing is told.
        if page.first().is_none_or(|proof| proof.position > kept.end.position) {
            break;
        }
        for proof in page.into_iter().take_while(|proof| proof.position <= kept.end.position) {
            walk.step(proof);
        }
        progress(walk.end.position);
    }
    walk.compare(kept);
    for table in log.tables() {
        look_through(log, table, &mut walk.damages).await?;
    }
    Ok(walk.damages)
}

/// Looks at every row of a table.
async fn look_through(log: &dyn EventLog, table: &'static Table, damages: &mut Vec<Damage>) -> LogResult<()> {
    let mut span = Span::all(table);
    loop {
        let page = log.look(span, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        span = Span::all(table).after(last.values.get(..table.key.len()).unwrap_or_default());
        let unsound = page.iter().filter(|found| !found.is_sound);
        damages.extend(unsound.map(|found| {
            let key = found.values.get(..table.key.len()).unwrap_or_default();
            Damage::Table(format!("{} {key:?}: changed", table.name))
        }));
    }
}

/// The walk along the feed.
#[derive(Default)]
struct Walk {
    end: End,
    heads: BTreeMap<StreamId, Head>,
    damages: Vec<Damage>,
}

impl Walk {
    fn step(&mut self, proof: Proof) {
        let next = self.end.position.saturating_add(1);
        self.damages.extend((next..proof.position).map(|position| Damage::Missing { position }));
        self.end.position = proof.position;
        let Proven { event, hash, place } = match proof.proven {
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
        } else if at != place {
            Some("does not stand where it was written")
        } else {
            None
        };
        if let Some(what) = what {
            let what = format!("{} version {} {what}", event.stream, event.version);
            self.damages.push(Damage::Event { position: proof.position, what });
        }
        // The walk goes on with what is written there, so that one damage is told once.
        self.end.hash = place;
        self.heads.insert(event.stream, Head { version: event.version, hash });
    }

    fn compare(&mut self, kept: Kept) {
        if self.end != kept.end {
            let what = format!("the log says {}, found {}", kept.end.position, self.end.position);
            self.damages.push(Damage::End { what });
        }
        for head in kept.heads {
            match head {
                Err(what) => self.damages.push(Damage::Head(what)),
                Ok((stream, head)) => {
                    if self.heads.remove(&stream).as_ref() != Some(&head) {
                        self.damages.push(Damage::Head(format!("{stream}: its head is not its last event")));
                    }
                }
            }
        }
        let headless = std::mem::take(&mut self.heads);
        self.damages
            .extend(headless.into_keys().map(|stream| Damage::Head(format!("{stream}: has no head"))));
        for command in kept.commands {
            match command {
                Err(what) => self.damages.push(Damage::Command(what)),
                Ok((stream, command, answered, hash)) => {
                    if chain::of_command(&stream, command, &answered) != hash {
                        self.damages.push(Damage::Command(format!("{command} of {stream}: changed")));
                    }
                }
            }
        }
        for person in kept.people {
            match person {
                Err(what) => self.damages.push(Damage::Person(what)),
                Ok((whose, slot, hash)) => {
                    if chain::of_person(whose, slot) != hash {
                        self.damages.push(Damage::Person(format!("{whose}: changed")));
                    }
                }
            }
        }
        for row in kept.rows {
            match row {
                Err(what) => self.damages.push(Damage::Row(what)),
                Ok((key, row, hash)) => {
                    if chain::of_row(&key, &row) != hash {
                        self.damages.push(Damage::Row(format!("{}/{}: changed", key.table, key.key)));
                    }
                }
            }
        }
    }
}
