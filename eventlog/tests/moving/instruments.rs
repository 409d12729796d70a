//! Logs that do something of their own at a step of a move: break off, change, or let another mover by.

use async_trait::async_trait;
use eventlog::append::Append;
use eventlog::memory::MemoryLog;
use eventlog::moving::{MovedOut, leave, move_house, moved_out};
use eventlog::settle::{End, Written};
use eventlog::sqlite::SqliteLog;
use eventlog::table::Found;
use eventlog::testing::make::{ORDERS, PLACES, TABLES, append, step, stream};
use eventlog::vault::Vault;
use eventlog::verify::Proof;
use eventlog::{
    Appended, EventLog, Fault, Lease, LogResult, Position, Span, StoredEvent, StreamId, Table, TableChange,
    Value, Version,
};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use tokio::sync::watch;

pub(crate) fn in_file(file: &Path, vault: &Arc<dyn Vault>) -> SqliteLog {
    SqliteLog::open(file, TABLES, Arc::clone(vault)).unwrap()
}

/// All that can be read of a log.
pub(crate) async fn all(
    log: &dyn EventLog,
) -> (Vec<eventlog::Placed>, Vec<Vec<Value>>, Vec<Vec<Value>>, u64) {
    let events = log.read_on(0, 9_999).await.unwrap();
    let rows = async |table| log.scan(Span::all(table), 9_999).await.unwrap();
    (events, rows(&PLACES).await, rows(&ORDERS).await, log.cursor("mail").await.unwrap())
}

pub(crate) fn nothing<L>(_: &L) -> impl Future<Output = LogResult<()>> + use<L> {
    std::future::ready(Ok(()))
}

pub(crate) fn nothing_of<L>(_: &L, _: &'static Table) -> impl Future<Output = LogResult<()>> + use<L> {
    std::future::ready(Ok(()))
}

/// Stands before a log and does something of its own with what is written and read.
macro_rules! before {
    ($name:ident, append: $append:expr, adopt: $adopt:expr, proof: $proof:expr, look: $look:expr) => {
        #[async_trait]
        impl EventLog for $name {
            async fn append(&self, append: Append) -> LogResult<Appended> {
                $append(self).await?;
                self.log.append(append).await
            }
            async fn adopt(&self, written: Written) -> LogResult<()> {
                $adopt(self).await?;
                self.log.adopt(written).await
            }
            async fn stored(&self, stream: &StreamId, after: Version) -> LogResult<Vec<StoredEvent>> {
                self.log.stored(stream, after).await
            }
            async fn proof(&self, after: Position, limit: u32) -> LogResult<Vec<Proof>> {
                $proof(self).await?;
                self.log.proof(after, limit).await
            }
            async fn end(&self) -> LogResult<End> {
                self.log.end().await
            }
            fn grown(&self) -> watch::Receiver<Position> {
                self.log.grown()
            }
            fn tables(&self) -> &'static [&'static Table] {
                self.log.tables()
            }
            async fn fetch(&self, table: &'static Table, keys: Vec<Vec<Value>>) -> LogResult<Vec<Found>> {
                self.log.fetch(table, keys).await
            }
            async fn look(&self, span: Span, limit: u32) -> LogResult<Vec<Found>> {
                $look(self, span.table).await?;
                self.log.look(span, limit).await
            }
            async fn count(&self, span: Span, limit: u32) -> LogResult<u64> {
                self.log.count(span, limit).await
            }
            fn n_commits(&self) -> u64 {
                self.log.n_commits()
            }

            fn vault(&self) -> &dyn Vault {
                self.log.vault()
            }
            async fn lease(&self, name: &str) -> LogResult<Option<Box<dyn Lease>>> {
                self.log.lease(name).await
            }
            async fn close(&self) {
                self.log.close().await;
            }
        }
    };
}

/// A log that can be written to so many times, and then its line breaks.
pub(crate) struct Breaking {
    pub(crate) log: SqliteLog,
    pub(crate) n_left: AtomicU32,
}

impl Breaking {
    fn step(&self) -> impl Future<Output = LogResult<()>> + use<> {
        let left = self.n_left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        std::future::ready(left.map(|_| ()).map_err(|_| Fault::Gone("cut off".to_owned())))
    }
}

before!(Breaking, append: Self::step, adopt: Self::step, proof: nothing, look: nothing_of);

/// A log whose places somebody would change once they were read.
pub(crate) struct Changing {
    pub(crate) log: MemoryLog,
    pub(crate) n_steps: AtomicU32,
}

impl Changing {
    async fn step(&self, table: &'static Table) -> LogResult<()> {
        if table == &PLACES && self.n_steps.fetch_add(1, Ordering::Relaxed) == 1 {
            let place = vec!["late".into(), 1_i64.into(), uuid::Uuid::nil().into()];
            let tables = vec![TableChange::Put { table: &PLACES, values: place }];
            let refused = self.log.append(Append { tables, ..Append::default() }).await.unwrap_err();
            assert!(matches!(refused, Fault::MovedOut(MovedOut::UnderWay)), "{refused}");
        }
        Ok(())
    }
}

before!(Changing, append: nothing, adopt: nothing, proof: nothing, look: Self::step);

/// A log whose mover is overtaken by another, once all that is left to do is to verify it.
pub(crate) struct Overtaken {
    pub(crate) log: MemoryLog,
    pub(crate) from: Arc<MemoryLog>,
    /// Where the other moves to, if its move breaks off as well; else it has only begun.
    pub(crate) half: Option<Breaking>,
    pub(crate) is_over: AtomicBool,
}

impl Overtaken {
    async fn step(&self) -> LogResult<()> {
        if self.is_over.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        let from = self.from.as_ref();
        match &self.half {
            Some(half) => {
                move_house(from, half, |_| ()).await.unwrap_err();
                from.append(append(&stream(), 0, step("a", "meanwhile"))).await?;
            }
            None => {
                leave(from).await?;
            }
        }
        Ok(())
    }
}

before!(Overtaken, append: nothing, adopt: nothing, proof: Self::step, look: nothing_of);

/// A log whose mover has only looked at it when another moves everything elsewhere.
pub(crate) struct Outrun {
    pub(crate) log: MemoryLog,
    pub(crate) from: Arc<MemoryLog>,
    pub(crate) other: MemoryLog,
}

impl Outrun {
    async fn step(&self, _: &'static Table) -> LogResult<()> {
        if moved_out(self.from.as_ref()).await?.is_some() {
            return Ok(());
        }
        move_house(self.from.as_ref(), &self.other, |_| ()).await
    }
}

before!(Outrun, append: nothing, adopt: nothing, proof: nothing, look: Self::step);
