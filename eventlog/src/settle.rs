//! Deciding appends: the one place that says who was first, for every log alike.
//!
//! A log fetches what a batch touches ([`Wanted`]), as it is when nobody else can change it; [`settle`] decides one
//! append after the other, each upon what the earlier ones leave; the log writes what comes of it ([`Written`]),
//! places the events in the feed and commits. Nothing is written for an append that was refused, but
//! that somebody new in it was given a place in the vault.

use crate::append::{Answered, Append, Appended, Becomes, Row, RowKey, Step, StreamAppend};
use crate::chain::{self, Hash};
use crate::event::{Position, StoredEvent, StreamId, Version};
use crate::fault::{Fault, LogResult};
use crate::moving::MovedOut;
use crate::own;
use crate::seal::{Bound, People};
use crate::table::{Folded, Table, TableChange, Value};
use crate::vault::Vault;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How far a stream has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many events it has.
    pub version: Version,
    /// The hash of the last.
    pub hash: Hash,
}

/// How far the feed has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The last place taken.
    pub position: Position,
    /// The hash of that place.
    pub hash: Hash,
}

impl Default for End {
    fn default() -> Self {
        Self { position: 0, hash: chain::NOTHING }
    }
}

/// What has to be known to decide a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The streams added to.
    pub streams: BTreeSet<StreamId>,
    /// The rows looked at or changed.
    pub rows: BTreeSet<RowKey>,
    /// The commands that may have been answered before.
    pub commands: BTreeSet<(StreamId, Uuid)>,
    /// The people whose words are to be sealed.
    pub people: BTreeSet<Uuid>,
}

impl Wanted {
    /// What these appends touch.
    pub fn by<'a>(appends: impl IntoIterator<Item = &'a Append>) -> Self {
        let mut wanted = Self::default();
        for append in appends {
            wanted.commands.extend(sent(append).map(|(stream, step)| (stream.clone(), step.command)));
            wanted.streams.extend(append.streams.iter().map(|stream| stream.stream.clone()));
            wanted.people.extend(append.people());
            wanted.rows.extend(append.rows.iter().map(|row| row.key.clone()));
        }
        wanted
    }
}

/// Reads what a batch touches while nobody else can change it.
pub(crate) trait Reader {
    /// The rows of these keys that there are, as they lie there.
    async fn fetch(&mut self, table: &'static Table, keys: Vec<Vec<Value>>) -> LogResult<Vec<Vec<Value>>>;

    /// A place in the vault that was given to nobody; never the same twice.
    async fn next_slot(&mut self) -> LogResult<u64>;
}

/// What is known of a batch's streams, rows, commands and people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The streams that have begun.
    pub heads: BTreeMap<StreamId, Head>,
    /// The rows there are.
    pub rows: BTreeMap<RowKey, Row>,
    /// The commands answered before.
    pub commands: BTreeMap<(StreamId, Uuid), Answered>,
    /// The people whose words are to be sealed, with their keys.
    pub people: People,
}

impl Known {
    /// What there is of what is wanted. People without a key that seals are given one.
    pub(crate) async fn of(wanted: &Wanted, reader: &mut impl Reader, vault: &dyn Vault) -> LogResult<Self> {
        let heads = reader.fetch(&own::HEADS, wanted.streams.iter().map(own::head_key).collect()).await?;
        // Whether anything is added here at all is asked with each batch, so that a server at work learns of a move.
        let rows: BTreeSet<RowKey> = wanted.rows.iter().cloned().chain([own::moved_out()]).collect();
        let rows = reader.fetch(&own::ROWS, rows.iter().map(own::row_key).collect()).await?;
        let keys = wanted.commands.iter().map(|(stream, command)| own::command_key(stream, *command));
        let commands = reader.fetch(&own::COMMANDS, keys.collect()).await?;
        let keys = wanted.people.iter().map(|whose| vec![Value::Id(*whose)]).collect();
        let slots = reader.fetch(&own::PEOPLE, keys).await?;
        let slots = slots.into_iter().map(own::to_person).collect::<LogResult<_>>()?;
        let mut people = People::of(slots, vault).await?;
        for whose in &wanted.people {
            while !people.has_key(*whose) {
                people.give(*whose, reader.next_slot().await?, vault).await?;
            }
        }
        Ok(Self {
            heads: heads.into_iter().map(own::to_head).collect::<LogResult<_>>()?,
            rows: rows.into_iter().map(own::to_row).collect::<LogResult<_>>()?,
            commands: commands.into_iter().map(own::to_command).collect::<LogResult<_>>()?,
            people,
        })
    }
}

/// What a batch comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The events with their hashes, in the order of the feed.
    pub events: Vec<(StoredEvent, Hash)>,
    /// What changes in each table, the log's own ones too.
    pub tables: BTreeMap<&'static Table, Folded>,
}

/// A place in the feed, to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The place.
    pub position: Position,
    /// The hash of the feed up to it.
    pub hash: Hash,
}

impl Written {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.tables.is_empty()
    }

    fn put(&mut self, table: &'static Table, values: Vec<Value>) {
        self.tables.entry(table).or_default().add(&TableChange::Put { table, values });
    }

    /// The places of the events, in their order, and the feed's end after them.
    pub fn placed(&self, end: End) -> (Vec<Place>, End) {
        let mut end = end;
        let mut places = Vec::with_capacity(self.events.len());
        for (event, hash) in &self.events {
            let position = end.position.saturating_add(1);
            let hash = chain::of_place(&end.hash, position, &event.stream, event.version, hash);
            places.push(Place { position, hash });
            end = End { position, hash };
        }
        (places, end)
    }
}

/// How an append of a batch ends once the batch is committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is added.
    Done {
        /// How many of the batch's events stand before it or in it.
        up_to: usize,
        /// The version of each of its streams after it.
        versions: Vec<Version>,
    },
    /// It is not, or was before.
    Not(Appended),
}

impl Verdict {
    /// What the sender is told, once the batch stands in the feed behind `before`.
    pub fn told(self, before: Position) -> Appended {
        match self {
            Self::Done { up_to, versions } => Appended::Done {
                position: before.saturating_add(u64::try_from(up_to).unwrap_or(u64::MAX)),
                versions,
            },
            Self::Not(appended) => appended,
        }
    }
}

/// Decides a batch, in its order.
pub fn settle<'a>(
    known: &mut Known,
    appends: impl IntoIterator<Item = &'a Append>,
) -> LogResult<(Vec<Verdict>, Written)> {
    let mut written = Written::default();
    let mut verdicts = Vec::new();
    for append in appends {
        let moved = own::moved_out();
        let out = known.rows.get(&moved).and_then(|row| MovedOut::read(&row.body));
        if let Some(out) = out.filter(|_| append.rows.iter().all(|row| row.key != moved)) {
            return Err(Fault::MovedOut(out));
        }
        verdicts.push(match hindrance(known, append) {
            Some(appended) => Verdict::Not(appended),
            None => take(known, append, &mut written)?,
        });
    }
    for (whose, slot) in known.people.given() {
        written.put(&own::PEOPLE, own::of_person(*whose, *slot));
    }
    Ok((verdicts, written))
}

/// The command that was sent to each stream: whatever follows it there, the desk itself added.
fn sent(append: &Append) -> impl Iterator<Item = (&StreamId, &Step)> {
    append.streams.iter().filter_map(|stream| Some((&stream.stream, stream.steps.first()?)))
}

/// What stands in the way of an append, if anything does.
fn hindrance(known: &Known, append: &Append) -> Option<Appended> {
    for (place, (stream, step)) in sent(append).enumerate() {
        let Some(earlier) = known.commands.get(&(stream.clone(), step.command)) else { continue };
        let is_same = earlier.actor == step.actor && earlier.fingerprint == step.fingerprint;
        // A command that stands for another intent on any of its streams is refused; the first stream answers it.
        return Some(match (is_same, place) {
            (true, 0) => Appended::Repeated(earlier.clone()),
            _ => Appended::Reused,
        });
    }
    for StreamAppend { stream, expected, .. } in &append.streams {
        let version = known.heads.get(stream).map_or(0, |head| head.version);
        if version != *expected {
            return Some(Appended::Conflict { stream: stream.clone(), version });
        }
    }
    append.rows.iter().find_map(|change| {
        let version = known.rows.get(&change.key).map_or(0, |row| row.version);
        (version != change.expected).then(|| Appended::Moved { key: change.key.clone(), version })
    })
}

/// Adds an append that nothing stands in the way of.
fn take(known: &mut Known, append: &Append, written: &mut Written) -> LogResult<Verdict> {
    let versions = append.streams.iter().map(|stream| add(known, stream, written));
    let versions = versions.collect::<LogResult<_>>()?;
    for change in &append.rows {
        match &change.becomes {
            Becomes::Same => {}
            Becomes::Holds(body) => {
                let row = Row { version: change.expected.saturating_add(1), body: body.clone() };
                written.put(&own::ROWS, own::of_row(&change.key, &row));
                known.rows.insert(change.key.clone(), row);
            }
            Becomes::Gone => {
                let gone = TableChange::Clear { table: &own::ROWS, key: own::row_key(&change.key) };
                written.tables.entry(&own::ROWS).or_default().add(&gone);
                known.rows.remove(&change.key);
            }
        }
    }
    for change in &append.tables {
        written.tables.entry(change.table()).or_default().add(&change.sealed(&known.people)?);
    }
    Ok(Verdict::Done { up_to: written.events.len(), versions })
}

/// Adds the steps of one stream; gives back its version after them.
fn add(known: &mut Known, append: &StreamAppend, written: &mut Written) -> LogResult<Version> {
    let stream = &append.stream;
    let mut head = known.heads.get(stream).cloned().unwrap_or(Head { version: 0, hash: chain::NOTHING });
    for step in &append.steps {
        for new in &step.events {
            head.version = head.version.saturating_add(1);
            let bound = Bound::Event { stream, version: head.version, kind: &new.kind };
            let seal = |personal| known.people.seal(personal, bound);
            let event = StoredEvent {
                stream: stream.clone(),
                version: head.version,
                at: step.at.clone(),
                actor: step.actor.clone(),
                command: step.command,
                kind: new.kind.clone(),
                body: new.body.clone(),
                personal: new.personal.as_ref().map(seal).transpose()?,
            };
            head.hash = chain::of_event(&head.hash, &event);
            written.events.push((event, head.hash));
        }
    }
    if let Some(step) = append.steps.first() {
        let answered = Answered {
            actor: step.actor.clone(),
            fingerprint: step.fingerprint.clone(),
            from: append.expected,
            to: head.version,
        };
        written.put(&own::COMMANDS, own::of_command(stream, step.command, &answered));
        known.commands.insert((stream.clone(), step.command), answered);
    }
    let version = head.version;
    if version > append.expected {
        written.put(&own::HEADS, own::of_head(stream, &head));
        known.heads.insert(stream.clone(), head);
    }
    Ok(version)
}
