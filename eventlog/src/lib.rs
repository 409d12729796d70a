//! The log: streams of events, and rows that change with them.
//!
//! A stream is the life of one thing: a case, a draft. It is only ever added to, at a version the writer says it has
//! seen; whoever comes second is told so. What must hold between streams (what an order's cases gave together, whose
//! a number is) lies in rows guarded in the same way. One append takes several streams and rows, and happens whole or
//! not at all.
//!
//! All events stand in one feed in the order in which they were committed. A follower reads it from a position it
//! has written down, and never misses one that was committed late.
//!
//! What has to be found together with the events lies in [`table`]s, which change in the same append.
//!
//! The log knows nothing of complaints: names, bodies and rows are text to it. There are three of it, and one story
//! (`testing::story`) that each lives through: [`memory`], [`sqlite`], [`postgres`]. What they have in
//! common, which is all that decides, stands in [`settle`]; they only fetch and write.
//!
//! INVARIANT (durable): an append that was answered is on disk.
//! INVARIANT (once): a command sent again is answered as the first time and adds nothing.
//! INVARIANT (feed): positions rise in the order of commits; below the last one everything is there to be read.

pub mod append;
pub mod chain;
pub mod event;
pub mod fault;
pub mod follow;
pub mod memory;
pub mod postgres;
mod queue;
pub mod seal;
pub mod settle;
pub mod sqlite;
pub mod table;
#[cfg(feature = "testing")]
pub mod testing;
pub mod vault;
pub mod verify;

pub use append::{Append, Appended, NewEvent, Row, RowChange, RowKey, Step, StreamAppend};
pub use event::{Event, Placed, Position, StoredEvent, StreamId, Version};
pub use fault::{Fault, LogResult};
pub use seal::{Opened, Personal};
pub use table::{Cells, Column, Span, Table, TableChange, Value};

use async_trait::async_trait;
use event::Sealed;
use seal::Key;
use std::collections::BTreeMap;
use table::{Found, found};
use tokio::sync::watch;
use uuid::Uuid;
use vault::Vault;

/// A log of events, wherever it lies.
#[async_trait]
pub trait EventLog: Send + Sync {
    /// Adds to streams and changes rows, or says what stands in the way. Returns once it is on disk.
    async fn append(&self, append: Append) -> LogResult<Appended>;

    /// A stream's events after `after` as they lie there, in order; none where there is no such stream.
    async fn stored(&self, stream: &StreamId, after: Version) -> LogResult<Vec<StoredEvent>>;

    /// The keys of the people whose words it holds.
    fn vault(&self) -> &dyn Vault;

    /// Where somebody's key lies in the vault, if they ever said anything.
    async fn slot_of(&self, whose: Uuid) -> LogResult<Option<u64>>;

    /// A stream's events after `after`, in order; none where there is no such stream.
    async fn load(&self, stream: &StreamId, after: Version) -> LogResult<Vec<Event>> {
        let stored = self.stored(stream, after).await?;
        let keys = keys(self.vault(), stored.iter().filter_map(|event| event.personal.as_ref())).await?;
        stored.into_iter().map(|event| event.opened(&keys)).collect()
    }

    /// Destroys somebody's key, and with it all that was ever sealed for them, here and in every backup; `false` where
    /// there is none. What they say from then on is sealed with another.
    async fn erase(&self, whose: Uuid) -> LogResult<bool> {
        let Some(slot) = self.slot_of(whose).await? else { return Ok(false) };
        self.vault().destroy(slot).await?;
        Ok(true)
    }

    /// What a command led to that was answered before.
    async fn answered(&self, stream: &StreamId, command: Uuid) -> LogResult<Option<append::Answered>>;

    /// A guarded row, where there is one.
    async fn row(&self, key: &RowKey) -> LogResult<Option<Row>>;

    /// The tables beside the log.
    fn tables(&self) -> &'static [&'static Table];

    /// At most `limit` rows of a table in the order of the span, each with whether it is what was written.
    async fn look(&self, span: Span, limit: u32) -> LogResult<Vec<Found>>;

    /// How many rows a span has.
    async fn count(&self, span: Span) -> LogResult<u64>;

    /// At most `limit` rows of a table in the order of the span. One that is not what was written is a fault: nobody is
    /// shown what nobody wrote.
    async fn scan(&self, span: Span, limit: u32) -> LogResult<Vec<Vec<Value>>> {
        let table = span.table;
        let rows = self.look(span, limit).await?;
        let rows = rows.into_iter().map(|found| found.sound(table)).collect::<LogResult<Vec<_>>>()?;
        let keys = keys_in(self.vault(), found::slots(table, &rows)).await?;
        rows.into_iter().map(|values| found::open(table, values, &keys)).collect()
    }

    /// The row of this key.
    async fn find(&self, table: &'static Table, key: Vec<Value>) -> LogResult<Option<Vec<Value>>> {
        Ok(self.scan(Span::of(table, key), 1).await?.pop())
    }

    /// At most `limit` events after a position as they lie there, in the order of the feed. A position the log has not
    /// reached is refused: whoever follows another log, or an older state of this one, must not wait for ever.
    async fn stored_on(&self, after: Position, limit: u32) -> LogResult<Vec<Placed<Sealed>>>;

    /// The same, with what is sealed opened.
    async fn read_on(&self, after: Position, limit: u32) -> LogResult<Vec<Placed>> {
        let stored = self.stored_on(after, limit).await?;
        let sealed = stored.iter().filter_map(|placed| placed.event.personal.as_ref());
        let keys = keys(self.vault(), sealed).await?;
        let opened =
            |Placed { position, event }: Placed<Sealed>| Ok(Placed { position, event: event.opened(&keys)? });
        stored.into_iter().map(opened).collect()
    }

    /// Where the feed ends now.
    async fn last(&self) -> LogResult<Position>;

    /// Says when the feed has grown. It only wakes: what was added is read from the log.
    fn grown(&self) -> watch::Receiver<Position>;

    /// How far a follower has come; the beginning where it has written nothing down.
    async fn cursor(&self, follower: &str) -> LogResult<Position>;

    /// Writes down how far a follower has come.
    async fn move_cursor(&self, follower: &str, to: Position) -> LogResult<()>;

    /// At most `limit` events after a position with the hashes kept for them, each readable or not.
    async fn proof(&self, after: Position, limit: u32) -> LogResult<Vec<verify::Proof>>;

    /// What the log keeps beside its events, with what it says of itself: heads, commands and rows.
    async fn kept(&self) -> LogResult<verify::Kept>;

    /// Commits what is waiting and closes every connection.
    async fn close(&self);
}

/// The keys that these were sealed with.
async fn keys(
    vault: &dyn Vault,
    sealed: impl Iterator<Item = &Sealed>,
) -> LogResult<BTreeMap<u64, Option<Key>>> {
    keys_in(vault, sealed.map(|sealed| sealed.slot).collect()).await
}

/// The keys in these places.
async fn keys_in(vault: &dyn Vault, mut slots: Vec<u64>) -> LogResult<BTreeMap<u64, Option<Key>>> {
    slots.sort_unstable();
    slots.dedup();
    if slots.is_empty() {
        return Ok(BTreeMap::new());
    }
    let keys = vault.keys(&slots).await?;
    Ok(slots.into_iter().zip(keys).collect())
}
