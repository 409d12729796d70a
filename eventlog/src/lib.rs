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
mod in_place;
pub mod lease;
pub mod memory;
pub mod moving;
pub mod postgres;
pub mod own;
mod queue;
pub mod seal;
pub mod settle;
pub mod sqlite;
pub mod table;
#[cfg(feature = "testing")]
pub mod testing;
pub mod vault;
pub mod verify;

pub use append::{Append, Appended, Becomes, NewEvent, Row, RowChange, RowKey, Step, StreamAppend};
pub use event::{Event, Placed, Position, StoredEvent, StreamId, Version};
pub use fault::{Fault, LogResult};
pub use lease::Lease;
pub use seal::{Opened, Personal};
pub use table::{Cells, Column, Span, Table, TableChange, Value};

use async_trait::async_trait;
use event::Sealed;
use seal::Key;
use settle::{End, Written};
use std::collections::BTreeMap;
use std::sync::Arc;
use table::{Found, found};
use tokio::sync::{broadcast, watch};
use uuid::Uuid;
use vault::Vault;
use verify::Proof;

/// A log of events, wherever it lies.
#[async_trait]
pub trait EventLog: Send + Sync {
    /// Adds to streams and changes rows and tables, or says what stands in the way. Returns once it is on disk.
    async fn append(&self, append: Append) -> LogResult<Appended>;

    /// Takes in what another log has, as it lies there, behind what is here.
    async fn adopt(&self, written: Written) -> LogResult<()>;

    /// A stream's events after `after` as they lie there, in order; none where there is no such stream.
    async fn stored(&self, stream: &StreamId, after: Version) -> LogResult<Vec<StoredEvent>>;

    /// At most `limit` events after a position with the hashes kept for them, each readable or not.
    async fn proof(&self, after: Position, limit: u32) -> LogResult<Vec<verify::Proof>>;

    /// Where the feed ends now.
    async fn end(&self) -> LogResult<End>;

    /// Says when the feed has grown. It only wakes: what was added is read from the log.
    fn grown(&self) -> watch::Receiver<Position>;

    /// Says a word without a line break to the other servers of this log that are there now. It is kept nowhere and may get
    /// lost; where there is one server alone it is for nobody.
    fn say(&self, _word: String) {}

    /// What the other servers say from now on; closed where there are none.
    fn said(&self) -> broadcast::Receiver<Arc<str>> {
        broadcast::channel(1).1
    }

    /// The tables beside the log, without its own.
    fn tables(&self) -> &'static [&'static Table];

    /// The rows of these keys that there are, each with whether it is what was written.
    async fn fetch(&self, table: &'static Table, keys: Vec<Vec<Value>>) -> LogResult<Vec<Found>>;

    /// At most `limit` rows of a table in the order of the span, as they are at one moment, each with whether it is what was
    /// written.
    async fn look(&self, span: Span, limit: u32) -> LogResult<Vec<Found>>;

    /// How many rows a span has, counted no further than `limit`.
    async fn count(&self, span: Span, limit: u32) -> LogResult<u64>;

    /// How many batches were committed since it was opened.
    fn n_commits(&self) -> u64;

    /// The keys of the people whose words it holds.
    fn vault(&self) -> &dyn Vault;

    /// Refuses where a file that is open lies no more where it was opened: nothing may be told to be done then.
    fn in_place(&self) -> LogResult<()> {
        self.vault().in_place()
    }

    /// Takes a name for as long as what comes back is held; nothing where another server has it.
    async fn lease(&self, name: &str) -> LogResult<Option<Box<dyn Lease>>>;

    /// Commits what is waiting and closes every connection.
    async fn close(&self);

    /// A stream's events after `after`, in order; none where there is no such stream.
    async fn load(&self, stream: &StreamId, after: Version) -> LogResult<Vec<Event>> {
        let stored = self.stored(stream, after).await?;
        let keys = keys(self.vault(), stored.iter().filter_map(|event| event.personal.as_ref())).await?;
        stored.into_iter().map(|event| event.opened(&keys)).collect()
    }

    /// At most `limit` events after a position, in the order of the feed. A position the log has not reached is
    /// refused: whoever follows another log, or an older state of this one, must not wait for ever.
    async fn read_on(&self, after: Position, limit: u32) -> LogResult<Vec<Placed>> {
        reached(after, self.last().await?)?;
        let stored = self.proof(after, limit).await?.into_iter().map(Proof::stored);
        let stored = stored.collect::<LogResult<Vec<_>>>()?;
        let sealed = stored.iter().filter_map(|placed| placed.event.personal.as_ref());
        let keys = keys(self.vault(), sealed).await?;
        let opened =
            |Placed { position, event }: Placed<Sealed>| Ok(Placed { position, event: event.opened(&keys)? });
        stored.into_iter().map(opened).collect()
    }

    /// Where the feed ends now.
    async fn last(&self) -> LogResult<Position> {
        Ok(self.end().await?.position)
    }

    /// How many events a stream has.
    async fn version(&self, stream: &StreamId) -> LogResult<Version> {
        let found = self.find(&own::HEADS, own::head_key(stream)).await?;
        found.map_or(Ok(0), |values| Ok(own::to_head(values)?.1.version))
    }

    /// What a command led to that was answered before. What lies in a file that is lost is told to nobody as done.
    async fn answered(&self, stream: &StreamId, command: Uuid) -> LogResult<Option<append::Answered>> {
        let found = self.find(&own::COMMANDS, own::command_key(stream, command)).await?;
        if found.is_some() {
            self.in_place()?;
        }
        found.map(|values| Ok(own::to_command(values)?.1)).transpose()
    }

    /// A guarded row, where there is one.
    async fn row(&self, key: &RowKey) -> LogResult<Option<Row>> {
        let found = self.find(&own::ROWS, own::row_key(key)).await?;
        found.map(|values| Ok(own::to_row(values)?.1)).transpose()
    }

    /// How far a follower has come; the beginning where it has written nothing down.
    async fn cursor(&self, follower: &str) -> LogResult<Position> {
        let found = self.find(&own::CURSORS, vec![follower.into()]).await?;
        found.map_or(Ok(0), own::to_cursor)
    }

    /// Writes down how far a follower has come.
    async fn move_cursor(&self, follower: &str, to: Position) -> LogResult<()> {
        reached(to, self.last().await?)?;
        let put = TableChange::Put { table: &own::CURSORS, values: own::of_cursor(follower, to) };
        self.append(Append { tables: vec![put], ..Append::default() }).await?;
        Ok(())
    }

    /// At most `limit` rows of a table in the order of the span, as they are at one moment. One that is not what was written
    /// is a fault: nobody is shown what nobody wrote.
    async fn scan(&self, span: Span, limit: u32) -> LogResult<Vec<Vec<Value>>> {
        let table = span.table;
        opened(self.vault(), table, self.look(span, limit).await?).await
    }

    /// The row of this key.
    async fn find(&self, table: &'static Table, key: Vec<Value>) -> LogResult<Option<Vec<Value>>> {
        let found = self.fetch(table, vec![key]).await?;
        Ok(opened(self.vault(), table, found).await?.pop())
    }

    /// The rows of these keys that there are, in no order.
    async fn find_all(&self, table: &'static Table, keys: Vec<Vec<Value>>) -> LogResult<Vec<Vec<Value>>> {
        let found = self.fetch(table, keys).await?;
        opened(self.vault(), table, found).await
    }

    /// Destroys somebody's key, and with it all that was ever sealed for them, here and in every backup; `false` where
    /// there is none. What they say from then on is sealed with another.
    async fn erase(&self, whose: Uuid) -> LogResult<bool> {
        let Some(values) = self.find(&own::PEOPLE, vec![whose.into()]).await? else { return Ok(false) };
        let (_, slot) = own::to_person(values)?;
        self.vault().destroy(slot).await?;
        Ok(true)
    }
}

/// Refuses a position the log has not come to.
fn reached(asked: Position, last: Position) -> LogResult<()> {
    if asked > last { Err(Fault::Ahead { asked, last }) } else { Ok(()) }
}

/// Rows with what is sealed in them opened.
async fn opened(vault: &dyn Vault, table: &Table, rows: Vec<Found>) -> LogResult<Vec<Vec<Value>>> {
    let rows = rows.into_iter().map(|found| found.sound(table)).collect::<LogResult<Vec<_>>>()?;
    let keys = keys_in(vault, found::slots(table, &rows)).await?;
    rows.into_iter().map(|values| found::open(table, values, &keys)).collect()
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
