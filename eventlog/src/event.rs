//! An event as it lies in the log, and where.

use crate::fault::LogResult;
use crate::seal::{self, Bound, Key, Opened};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

/// How many events a stream has; the first event makes it 1.
pub type Version = u32;

/// The place of an event in the feed of all streams, from 1; 0 is before the first.
pub type Position = u64;

/// Which stream: of what kind, and which of that kind. Ids are made by whoever starts the stream.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId {
    /// What the stream is the life of (`case`, `draft`): short and stable.
    pub family: Cow<'static, str>,
    /// Which one.
    pub id: Uuid,
}

impl StreamId {
    /// The stream `id` of a family.
    pub fn new(family: impl Into<Cow<'static, str>>, id: Uuid) -> Self {
        Self { family: family.into(), id }
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.family, self.id)
    }
}

/// What belongs to a person in an event: bytes that only the key in this slot opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The slot of the vault where its key lies.
    pub slot: u64,
    /// What is sealed.
    pub bytes: Vec<u8>,
}

impl Sealed {
    /// What two columns hold: both or neither.
    pub(crate) fn of(slot: Option<u64>, bytes: Option<Vec<u8>>) -> Result<Option<Self>, &'static str> {
        match (slot, bytes) {
            (Some(slot), Some(bytes)) => Ok(Some(Self { slot, bytes })),
            (None, None) => Ok(None),
            _ => Err("what is sealed and its slot come together"),
        }
    }
}

/// An event of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event<P = Opened> {
    /// Its stream.
    pub stream: StreamId,
    /// Its place there, from 1.
    pub version: Version,
    /// When, RFC 3339.
    pub at: String,
    /// Who, as JSON.
    pub actor: String,
    /// The command it answers.
    pub command: Uuid,
    /// The event's stable name.
    pub kind: String,
    /// What happened, as JSON.
    pub body: String,
    /// What of it belongs to a person.
    pub personal: Option<P>,
}

/// An event as it lies in the log.
pub type StoredEvent = Event<Sealed>;

impl StoredEvent {
    /// The same with what is sealed opened, by the key of its place; without one, it was erased.
    pub(crate) fn opened(self, keys: &BTreeMap<u64, Option<Key>>) -> LogResult<Event> {
        let personal = match &self.personal {
            None => None,
            Some(sealed) => {
                let bound = Bound::Event { stream: &self.stream, version: self.version, kind: &self.kind };
                let key = keys.get(&sealed.slot).and_then(Option::as_ref);
                Some(seal::open(key, &sealed.bytes, bound)?)
            }
        };
        let Self { stream, version, at, actor, command, kind, body, .. } = self;
        Ok(Event { stream, version, at, actor, command, kind, body, personal })
    }
}

/// An event with its place in the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<P = Opened> {
    /// Its place.
    pub position: Position,
    /// The event.
    pub event: Event<P>,
}
