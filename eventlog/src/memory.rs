//! A log in memory: for tests, and for playing a whole desk through in one thread.

use crate::EventLog;
use crate::append::{Append, Appended};
use crate::chain::Hash;
use crate::event::{Position, StoredEvent, StreamId, Version};
use crate::fault::{Fault, LogResult};
use crate::lease::{Lease, Names};
use crate::own;
use crate::settle::{End, Known, Reader, Wanted, Written, settle};
use crate::table::{self, Found, Span, Table, Value};
use crate::vault::Vault;
use crate::verify::{Proof, Proven};
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// A log that is gone with the process.
#[derive(Debug)]
pub struct MemoryLog {
    all: Mutex<All>,
    // Held from what an append looks at to what it writes.
    turn: tokio::sync::Mutex<()>,
    tables: &'static [&'static Table],
    vault: Arc<dyn Vault>,
    names: Names,
    n_commits: AtomicU64,
    grown: watch::Sender<Position>,
}

#[derive(Debug, Default)]
struct All {
    feed: Vec<(StoredEvent, Hash, Hash)>,
    end: End,
    next_slot: u64,
    tables: BTreeMap<&'static Table, BTreeMap<Vec<Value>, Vec<Value>>>,
    is_closed: bool,
}

impl MemoryLog {
    /// An empty log with these tables beside it. `vault` has its keys.
    pub fn new(tables: &'static [&'static Table], vault: Arc<dyn Vault>) -> LogResult<Self> {
        table::check_all(tables)?;
        let (all, turn, names, n_commits) = Default::default();
        Ok(Self { all, turn, tables, vault, names, n_commits, grown: watch::Sender::new(0) })
    }

    fn all(&self) -> LogResult<MutexGuard<'_, All>> {
        // Nothing that holds the lock can panic half way; what it guards is whole.
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if all.is_closed { Err(Fault::Closed) } else { Ok(all) }
    }
}

impl All {
    fn rows(&self, span: &Span) -> impl Iterator<Item = Found> {
        let rows = self.tables.get(span.table).into_iter();
        let rows = rows.flat_map(|rows| rows.range(span.prefix.clone()..));
        let rows = rows.take_while(|(key, _)| key.starts_with(&span.prefix));
        rows.filter(|(key, _)| span.holds(key))
            .map(|(key, rest)| Found { values: [key.as_slice(), rest].concat(), is_sound: true })
    }

    /// Writes what a batch comes to; gives back where the feed ended before it.
    fn write(&mut self, written: Written) -> Position {
        let before = self.end.position;
        let (places, end) = written.placed(self.end.clone());
        let events = written.events.into_iter().zip(places);
        self.feed.extend(events.map(|((event, hash), place)| (event, hash, place.hash)));
        for (table, folded) in written.tables {
            let rows = self.tables.entry(table).or_default();
            rows.retain(|key, _| !folded.gone.iter().any(|gone| key.starts_with(gone)));
            rows.extend(folded.there);
        }
        self.end = end;
        before
    }
}

impl Reader for &MemoryLog {
    async fn fetch(&mut self, table: &'static Table, keys: Vec<Vec<Value>>) -> LogResult<Vec<Vec<Value>>> {
        let found = EventLog::fetch(*self, table, keys).await?;
        found.into_iter().map(|found| found.sound(table)).collect()
    }

    async fn next_slot(&mut self) -> LogResult<u64> {
        let mut all = self.all()?;
        let slot = all.next_slot;
        all.next_slot = slot.saturating_add(1);
        Ok(slot)
    }
}

#[async_trait]
impl EventLog for MemoryLog {
    async fn append(&self, append: Append) -> LogResult<Appended> {
        append.check(self.tables)?;
        let _turn = self.turn.lock().await;
        let mut known = Known::of(&Wanted::by([&append]), &mut &*self, self.vault.as_ref()).await?;
        let (verdicts, written) = settle(&mut known, [&append])?;
        let mut all = self.all()?;
        let before = all.write(written);
        self.n_commits.fetch_add(1, Ordering::Relaxed);
        if all.end.position > before {
            self.grown.send_replace(all.end.position);
        }
        let verdict = verdicts.into_iter().next().ok_or(Fault::Closed)?;
        Ok(verdict.told(before))
    }

    async fn adopt(&self, written: Written) -> LogResult<()> {
        let _turn = self.turn.lock().await;
        let mut all = self.all()?;
        all.write(written);
        // What was given out there is given out here.
        let people = Span::all(&own::PEOPLE);
        let slots = all.rows(&people).map(|found| Ok(own::to_person(found.values)?.1));
        let slots = slots.collect::<LogResult<Vec<_>>>()?;
        all.next_slot = slots.into_iter().max().map_or(0, |last| last.saturating_add(1)).max(all.next_slot);
        self.grown.send_replace(all.end.position);
        Ok(())
    }

    async fn stored(&self, stream: &StreamId, after: Version) -> LogResult<Vec<StoredEvent>> {
        let all = self.all()?;
        let events = all.feed.iter().map(|(event, ..)| event);
        Ok(events.filter(|event| event.stream == *stream && event.version > after).cloned().collect())
    }

    async fn proof(&self, after: Position, limit: u32) -> LogResult<Vec<Proof>> {
        let all = self.all()?;
        let (skipped, limit) =
            (usize::try_from(after).unwrap_or(usize::MAX), usize::try_from(limit).unwrap_or(usize::MAX));
        let proofs =
            (1..).zip(&all.feed).skip(skipped).take(limit).map(|(position, (event, hash, feed_hash))| {
                Proof {
                    position,
                    proven: Ok(Proven { event: event.clone(), hash: *hash, feed_hash: *feed_hash }),
                }
            });
        Ok(proofs.collect())
    }

    async fn end(&self) -> LogResult<End> {
        Ok(self.all()?.end.clone())
    }

    fn grown(&self) -> watch::Receiver<Position> {
        self.grown.subscribe()
    }

    fn tables(&self) -> &'static [&'static Table] {
        self.tables
    }

    async fn fetch(&self, table: &'static Table, keys: Vec<Vec<Value>>) -> LogResult<Vec<Found>> {
        table.check_keys(&keys)?;
        let all = self.all()?;
        let spans = keys.into_iter().map(|key| Span::of(table, key));
        Ok(spans.filter_map(|span| all.rows(&span).next()).collect())
    }

    async fn look(&self, span: Span, limit: u32) -> LogResult<Vec<Found>> {
        span.check()?;
        let mut found: Vec<Found> = self.all()?.rows(&span).collect();
        if span.is_backwards {
            found.reverse();
        }
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(found)
    }

    async fn count(&self, span: Span, limit: u32) -> LogResult<u64> {
        span.check()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(u64::try_from(self.all()?.rows(&span).take(limit).count()).unwrap_or(u64::MAX))
    }

    fn n_commits(&self) -> u64 {
        self.n_commits.load(Ordering::Relaxed)
    }

    fn vault(&self) -> &dyn Vault {
        self.vault.as_ref()
    }

    async fn lease(&self, name: &str) -> LogResult<Option<Box<dyn Lease>>> {
        Ok(self.names.take(name))
    }

    async fn close(&self) {
        if let Ok(mut all) = self.all() {
            all.is_closed = true;
        }
    }
}
