//! Writing: one connection, one thread, statements prepared once.

use super::read;
use crate::append::{Append, Appended};
use crate::chain;
use crate::event::Position;
use crate::fault::LogResult;
use crate::queue::Writer;
use crate::seal::People;
use crate::settle::{Known, Wanted, Written, settle};
use crate::vault::Vault;
use rusqlite::{Connection, TransactionBehavior, params};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::watch;
use uuid::Uuid;

/// The one who writes.
pub(super) struct SqliteWriter {
    conn: Connection,
    vault: Arc<dyn Vault>,
    grown: watch::Sender<Position>,
    n_commits: Arc<AtomicU64>,
}

impl SqliteWriter {
    pub(super) fn new(
        conn: Connection,
        vault: Arc<dyn Vault>,
        grown: watch::Sender<Position>,
        n_commits: Arc<AtomicU64>,
    ) -> Self {
        Self { conn, vault, grown, n_commits }
    }

    async fn commit(&mut self, batch: &[Append]) -> LogResult<Vec<Appended>> {
        // What is not committed when this ends early is taken back.
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let wanted = Wanted::by(batch);
        let mut known = known(&tx, &wanted)?;
        known.people = people(&tx, &wanted.people, self.vault.as_ref()).await?;
        let (verdicts, written) = settle(&mut known, batch)?;
        let before = read::end(&tx)?;
        let position = before.position;
        if !written.is_empty() {
            let end = write(&tx, &written, before)?;
            tx.commit()?;
            self.n_commits.fetch_add(1, Ordering::Relaxed);
            if end > position {
                self.grown.send_replace(end);
            }
        }
        Ok(verdicts.into_iter().map(|verdict| verdict.told(position)).collect())
    }
}

impl Writer for SqliteWriter {
    async fn write(&mut self, batch: &[Append]) -> LogResult<Vec<Appended>> {
        self.commit(batch).await
    }

    async fn end(self) {
        if let Err((_, error)) = self.conn.close() {
            tracing::warn!(%error, "the log did not close cleanly");
        }
    }
}

fn known(conn: &Connection, wanted: &Wanted) -> LogResult<Known> {
    let mut known = Known::default();
    for stream in &wanted.streams {
        if let Some(head) = read::head(conn, stream)? {
            known.heads.insert(stream.clone(), head);
        }
    }
    for key in &wanted.rows {
        if let Some(row) = read::row(conn, key)? {
            known.rows.insert(key.clone(), row);
        }
    }
    for (stream, command) in &wanted.commands {
        if let Some(answered) = read::answered(conn, stream, *command)? {
            known.commands.insert((stream.clone(), *command), answered);
        }
    }
    Ok(known)
}

/// Those whose words a batch holds, each with a key that seals.
async fn people(conn: &Connection, wanted: &BTreeSet<Uuid>, vault: &dyn Vault) -> LogResult<People> {
    let mut slots = BTreeMap::new();
    for whose in wanted {
        if let Some(slot) = read::slot(conn, *whose)? {
            slots.insert(*whose, slot);
        }
    }
    let mut people = People::of(slots, vault).await?;
    let mut next = None;
    for whose in wanted {
        while !people.has_key(*whose) {
            let slot = next.map_or_else(|| read::next_slot(conn), Ok)?;
            people.give(*whose, slot, vault).await?;
            next = Some(slot.saturating_add(1));
        }
    }
    Ok(people)
}

/// Writes what a batch comes to; gives back where the feed ends after it.
fn write(conn: &Connection, written: &Written, before: crate::settle::End) -> LogResult<Position> {
    let (places, end) = written.placed(before);
    let mut insert = conn.prepare_cached(
        "INSERT INTO log_events (position, family, stream, version, at, actor, command, kind, body, slot, sealed, \
         hash, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
    let mut insert = conn.prepare_cached(
        "INSERT INTO log_streams (stream, family, version, hash) VALUES (?, ?, ?, ?) \
         ON CONFLICT (stream, family) DO UPDATE SET version = excluded.version, hash = excluded.hash",
    )?;
    for (stream, head) in &written.heads {
        insert.execute(params![stream.id.as_bytes(), stream.family, head.version, head.hash])?;
    }
    let mut insert = conn.prepare_cached(
        "INSERT INTO log_commands (stream, family, command, actor, fingerprint, from_version, to_version, hash) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for ((stream, command), answered) in &written.commands {
        insert.execute(params![
            stream.id.as_bytes(),
            stream.family,
            command.as_bytes(),
            answered.actor,
            answered.fingerprint,
            answered.from,
            answered.to,
            chain::of_command(stream, *command, answered),
        ])?;
    }
    let mut insert = conn.prepare_cached(
        "INSERT INTO log_rows (kind, key, version, body, hash) VALUES (?, ?, ?, ?, ?) \
         ON CONFLICT (kind, key) DO UPDATE SET version = excluded.version, body = excluded.body, hash = excluded.hash",
    )?;
    for (key, row) in &written.rows {
        insert.execute(params![key.table, key.key, row.version, row.body, chain::of_row(key, row)])?;
    }
    let mut insert = conn.prepare_cached(
        "INSERT INTO log_people (person, slot, hash) VALUES (?, ?, ?) \
         ON CONFLICT (person) DO UPDATE SET slot = excluded.slot, hash = excluded.hash",
    )?;
    for (whose, slot) in &written.people {
        insert.execute(params![whose.as_bytes(), slot, chain::of_person(*whose, *slot)])?;
    }
    super::table::write(conn, &written.tables)?;
    conn.prepare_cached("UPDATE log_end SET position = ?, hash = ?")?
        .execute(params![end.position, end.hash])?;
    Ok(end.position)
}

pub(super) fn move_cursor(conn: &Connection, follower: &str, to: Position) -> LogResult<()> {
    read::reached(conn, to)?;
    conn.prepare_cached(
        "INSERT INTO log_cursors (follower, position) VALUES (?, ?) \
         ON CONFLICT (follower) DO UPDATE SET position = excluded.position",
    )?
    .execute(params![follower, to])?;
    Ok(())
}
