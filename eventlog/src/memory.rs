//! A log in memory: for tests, and for playing a whole desk through in one thread.

use crate::append::{Answered, Append, Appended, Row, RowKey};
use crate::chain::Hash;
use crate::event::{Placed, Position, Sealed, StoredEvent, StreamId, Version};
use crate::fault::{Fault, LogResult};
use crate::seal::People;
use crate::settle::{End, Known, settle};
use crate::table::{Found, Span, Table, Value};
use crate::vault::{MemoryVault, Vault};
use crate::verify::{Kept, Proof, Proven};
use crate::{EventLog, chain};
use async_trait::async_trait;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;
use uuid::Uuid;

/// A log that is gone with the process.
#[derive(Debug)]
pub struct MemoryLog {
    all: Mutex<All>,
    tables: &'static [&'static Table],
    vault: MemoryVault,
    grown: watch::Sender<Position>,
}

#[derive(Debug, Default)]
struct All {
    known: Known,
    feed: Vec<(StoredEvent, Hash, Hash)>,
    end: End,
    cursors: BTreeMap<String, Position>,
    slots: BTreeMap<Uuid, u64>,
    tables: BTreeMap<&'static Table, BTreeMap<Vec<Value>, Vec<Value>>>,
    is_closed: bool,
}

impl MemoryLog {
    /// An empty log with these tables beside it.
    pub fn new(tables: &'static [&'static Table]) -> Self {
        Self { all: Mutex::default(), tables, vault: MemoryVault::default(), grown: watch::Sender::new(0) }
    }

    /// Those whose words an append holds, each with a key that seals.
    async fn people(&self, append: &Append) -> LogResult<People> {
        let wanted: BTreeSet<Uuid> = append.people().collect();
        let mut slots = self.all()?.slots.clone();
        slots.retain(|whose, _| wanted.contains(whose));
        let mut people = People::of(slots, &self.vault).await?;
        for whose in wanted {
            while !people.has_key(whose) {
                let slot = self.all()?.give(whose);
                people.give(whose, slot, &self.vault).await?;
            }
        }
        Ok(people)
    }

    fn all(&self) -> LogResult<MutexGuard<'_, All>> {
        // Nothing that holds the lock can panic half way; what it guards is whole.
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if all.is_closed { Err(Fault::Closed) } else { Ok(all) }
    }
}

impl All {
    /// Gives somebody the next place in the vault.
    fn give(&mut self, whose: Uuid) -> u64 {
        let next = self.slots.values().max().map_or(0, |last| last.saturating_add(1));
        self.slots.insert(whose, next);
        next
    }

    fn rows(&self, span: &Span) -> impl Iterator<Item = (&Vec<Value>, &Vec<Value>)> {
        let rows = self.tables.get(span.table).into_iter();
        let rows = rows.flat_map(|rows| rows.range(span.prefix.clone()..));
        rows.take_while(|(key, _)| key.starts_with(&span.prefix)).filter(|(key, _)| span.holds(key))
    }

    fn after(
        &self,
        after: Position,
    ) -> LogResult<impl Iterator<Item = (Position, &(StoredEvent, Hash, Hash))>> {
        if after > self.end.position {
            return Err(Fault::Ahead { asked: after, last: self.end.position });
        }
        let skipped = usize::try_from(after).unwrap_or(usize::MAX);
        Ok((1..).zip(&self.feed).skip(skipped))
    }
}

#[async_trait]
impl EventLog for MemoryLog {
    async fn append(&self, append: Append) -> LogResult<Appended> {
        append.check(self.tables)?;
        let people = self.people(&append).await?;
        let mut all = self.all()?;
        all.known.people = people;
        let (verdicts, written) = settle(&mut all.known, [&append])?;
        let before = all.end.position;
        let (places, end) = written.placed(all.end.clone());
        let events = written.events.into_iter().zip(places);
        all.feed.extend(events.map(|((event, hash), place)| (event, hash, place.hash)));
        for (table, folded) in written.tables {
            let rows = all.tables.entry(table).or_default();
            rows.retain(|key, _| !folded.gone.iter().any(|gone| key.starts_with(gone)));
            rows.extend(folded.there);
        }
        let has_grown = end.position > before;
        all.end = end;
        if has_grown {
            self.grown.send_replace(all.end.position);
        }
        let verdict = verdicts.into_iter().next().ok_or(Fault::Closed)?;
        Ok(verdict.told(before))
    }

    async fn stored(&self, stream: &StreamId, after: Version) -> LogResult<Vec<StoredEvent>> {
        let all = self.all()?;
        let events = all.feed.iter().map(|(event, ..)| event);
        Ok(events.filter(|event| event.stream == *stream && event.version > after).cloned().collect())
    }

    async fn answered(&self, stream: &StreamId, command: Uuid) -> LogResult<Option<Answered>> {
        Ok(self.all()?.known.commands.get(&(stream.clone(), command)).cloned())
    }

    async fn row(&self, key: &RowKey) -> LogResult<Option<Row>> {
        Ok(self.all()?.known.rows.get(key).cloned())
    }

    fn vault(&self) -> &dyn Vault {
        &self.vault
    }

    async fn slot_of(&self, whose: Uuid) -> LogResult<Option<u64>> {
        Ok(self.all()?.slots.get(&whose).copied())
    }

    fn tables(&self) -> &'static [&'static Table] {
        self.tables
    }

    async fn look(&self, span: Span, limit: u32) -> LogResult<Vec<Found>> {
        span.check()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let all = self.all()?;
        let mut found: Vec<Found> = all
            .rows(&span)
            .map(|(key, rest)| Found { values: [key.as_slice(), rest].concat(), is_sound: true })
            .collect();
        if span.is_backwards {
            found.reverse();
        }
        found.truncate(limit);
        Ok(found)
    }

    async fn count(&self, span: Span) -> LogResult<u64> {
        span.check()?;
        let all = self.all()?;
        Ok(u64::try_from(all.rows(&span).count()).unwrap_or(u64::MAX))
    }

    async fn stored_on(&self, after: Position, limit: u32) -> LogResult<Vec<Placed<Sealed>>> {
        let all = self.all()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let placed = all.after(after)?.take(limit);
        Ok(placed.map(|(position, (event, ..))| Placed { position, event: event.clone() }).collect())
    }

    async fn last(&self) -> LogResult<Position> {
        Ok(self.all()?.end.position)
    }

    fn grown(&self) -> watch::Receiver<Position> {
        self.grown.subscribe()
    }

    async fn cursor(&self, follower: &str) -> LogResult<Position> {
        Ok(self.all()?.cursors.get(follower).copied().unwrap_or(0))
    }

    async fn move_cursor(&self, follower: &str, to: Position) -> LogResult<()> {
        let mut all = self.all()?;
        if to > all.end.position {
            return Err(Fault::Ahead { asked: to, last: all.end.position });
        }
        all.cursors.insert(follower.to_owned(), to);
        Ok(())
    }

    async fn proof(&self, after: Position, limit: u32) -> LogResult<Vec<Proof>> {
        let all = self.all()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let proofs = all.after(after)?.take(limit).map(|(position, (event, hash, place))| Proof {
            position,
            proven: Ok(Proven { event: event.clone(), hash: *hash, place: *place }),
        });
        Ok(proofs.collect())
    }

    async fn kept(&self) -> LogResult<Kept> {
        let all = self.all()?;
        let known = &all.known;
        let commands = known.commands.iter().map(|((stream, command), answered)| {
            let hash = chain::of_command(stream, *command, answered);
            Ok((stream.clone(), *command, answered.clone(), hash))
        });
        let rows =
            known.rows.iter().map(|(key, row)| Ok((key.clone(), row.clone(), chain::of_row(key, row))));
        Ok(Kept {
            end: all.end.clone(),
            heads: known.heads.iter().map(|(stream, head)| Ok((stream.clone(), head.clone()))).collect(),
            commands: commands.collect(),
            rows: rows.collect(),
            people: all
                .slots
                .iter()
                .map(|(whose, slot)| Ok((*whose, *slot, chain::of_person(*whose, *slot))))
                .collect(),
        })
    }

    async fn close(&self) {
        if let Ok(mut all) = self.all() {
            all.is_closed = true;
        }
    }
}
