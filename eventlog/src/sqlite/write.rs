//! Writing: one connection, one thread, statements prepared once.

use super::read;
use crate::append::{Append, Appended};
use crate::event::Position;
use crate::fault::LogResult;
use crate::in_place::InPlace;
use crate::queue::Writer;
use crate::settle::{End, Known, Reader, Wanted, Written, settle};
use crate::table::{Table, Value};
use crate::vault::Vault;
use rusqlite::{Connection, TransactionBehavior, params};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::watch;

/// The one who writes.
pub(super) struct SqliteWriter {
    conn: Connection,
    in_place: InPlace,
    vault: Arc<dyn Vault>,
    grown: watch::Sender<Position>,
    n_commits: Arc<AtomicU64>,
}

impl SqliteWriter {
    pub(super) fn new(
        conn: Connection,
        in_place: InPlace,
        vault: Arc<dyn Vault>,
        grown: watch::Sender<Position>,
        n_commits: Arc<AtomicU64>,
    ) -> Self {
        Self { conn, in_place, vault, grown, n_commits }
    }

    async fn commit(&mut self, batch: &[Append]) -> LogResult<Vec<Appended>> {
        // What is not committed when this ends early is taken back.
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut reader = InTransaction { conn: &tx, next_slot: None };
        let mut known = Known::of(&Wanted::by(batch), &mut reader, self.vault.as_ref()).await?;
        let (verdicts, written) = settle(&mut known, batch)?;
        let before = read::end(&tx)?;
        let position = before.position;
        if !written.is_empty() {
            let end = write(&tx, &written, before)?;
            tx.commit()?;
            self.committed(end);
        }
        Ok(verdicts.into_iter().map(|verdict| verdict.told(position)).collect())
    }

    fn committed(&self, end: Position) {
        self.n_commits.fetch_add(1, Ordering::Relaxed);
        self.grown.send_if_modified(|known| std::mem::replace(known, end) != end);
    }
}

impl Writer for SqliteWriter {
    async fn write(&mut self, batch: &[Append]) -> LogResult<Vec<Appended>> {
        self.commit(batch).await
    }

    fn in_place(&self) -> LogResult<()> {
        self.in_place.are()?;
        self.vault.in_place()
    }

    async fn adopt(&mut self, written: &Written) -> LogResult<()> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = read::end(&tx)?;
        let end = write(&tx, written, before)?;
        tx.commit()?;
        self.committed(end);
        Ok(())
    }

    async fn end(self) {
        if let Err((_, error)) = self.conn.close() {
            tracing::warn!(%error, "the log did not close cleanly");
        }
    }
}

/// What the one writer sees in its transaction.
struct InTransaction<'a> {
    conn: &'a Connection,
    next_slot: Option<u64>,
}

impl Reader for InTransaction<'_> {
    async fn fetch(&mut self, table: &'static Table, keys: Vec<Vec<Value>>) -> LogResult<Vec<Vec<Value>>> {
        let found = super::rows::fetch(self.conn, table, &keys)?;
        found.into_iter().map(|found| found.sound(table)).collect()
    }

    async fn next_slot(&mut self) -> LogResult<u64> {
        let slot = if let Some(slot) = self.next_slot {
            slot
        } else {
            let sql = "SELECT coalesce(max(slot) + 1, 0) FROM log_people_1";
            self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?
        };
        self.next_slot = Some(slot.saturating_add(1));
        Ok(slot)
    }
}

/// Writes what a batch comes to; gives back where the feed ends after it.
fn write(conn: &Connection, written: &Written, before: End) -> LogResult<Position> {
    let (places, end) = written.placed(before);
    let mut insert = conn.prepare_cached(
        "INSERT INTO log_events (position, family, stream, version, at, actor, command, kind, body, slot, sealed, \
         hash, feed_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for ((event, hash), place) in written.events.iter().zip(&places) {
        let sealed = event.personal.as_ref();
        insert.execute(params![
            place.position,
            event.stream.family,
            event.stream.id.as_bytes(),
            event.version,
            event.at,
            event.actor,
            event.command.as_bytes(),
            event.kind,
            event.body,
            sealed.map(|sealed| sealed.slot),
            sealed.map(|sealed| &sealed.bytes),
            hash,
            place.hash,
        ])?;
    }
    super::rows::write(conn, &written.tables)?;
    conn.prepare_cached("UPDATE log_end SET position = ?, hash = ?")?
        .execute(params![end.position, end.hash])?;
    Ok(end.position)
}
