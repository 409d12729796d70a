//! Moving house: all of a log into another, whatever kind both are.
//!
//! Events go as they lie there, sealed and with their hashes, in pages; then the tables. Both logs stand still
//! meanwhile, or the move says that they did not. A move that was cut off goes on where it was, and copies the tables anew.
//! When all is there the new log is verified, both must end alike, and their tables hold the same. Keys don't move: both
//! logs have one vault. Until the end both logs say that they are half moved, and whoever serves one must ask
//! ([`is_half_moved`]): what somebody added to the old one meanwhile would be lost.

use crate::append::Append;
use crate::event::Position;
use crate::fault::{Fault, LogResult};
use crate::settle::Written;
use crate::table::{Folded, Found, Span, Table, TableChange, Value};
use crate::verify::{Pages, verify};
use crate::{EventLog, own};
use std::collections::VecDeque;

/// The name under which a log that is being moved into says so.
const MOVING: &str = "moving in";
/// The name under which a log that is being moved out of says so.
const LEAVING: &str = "moving out";
/// The name under which a log that all was moved out of says so.
const MOVED: &str = "moved away";
/// How many events are moved at once.
const PAGE: u32 = 1_000;

async fn is_marked(log: &dyn EventLog, mark: &str) -> LogResult<bool> {
    Ok(log.find(&own::CURSORS, vec![mark.into()]).await?.is_some())
}

/// Whether a log was being moved into or out of, and not to the end.
pub async fn is_half_moved(log: &dyn EventLog) -> LogResult<bool> {
    Ok(is_marked(log, MOVING).await? || is_marked(log, LEAVING).await?)
}

/// Has a log that was to be moved out of be served again.
pub async fn stay(log: &dyn EventLog) -> LogResult<()> {
    let stays = TableChange::Clear { table: &own::CURSORS, key: vec![LEAVING.into()] };
    log.append(Append { tables: vec![stays], ..Append::default() }).await?;
    Ok(())
}

/// Whether all was moved out of a log: whoever went on with it would write what nobody reads.
pub async fn is_moved_away(log: &dyn EventLog) -> LogResult<bool> {
    is_marked(log, MOVED).await
}

/// Has a log say that all was moved out of it.
pub async fn note_moved_away(log: &dyn EventLog) -> LogResult<()> {
    let moved = TableChange::Put { table: &own::CURSORS, values: own::of_cursor(MOVED, 0) };
    let left = TableChange::Clear { table: &own::CURSORS, key: vec![LEAVING.into()] };
    log.append(Append { tables: vec![moved, left], ..Append::default() }).await?;
    Ok(())
}

/// Moves all of `from` into `to`, which is empty or was left by the same move; `progress` hears the place it has come to.
pub async fn move_house(
    from: &dyn EventLog,
    to: &dyn EventLog,
    mut progress: impl FnMut(Position),
) -> LogResult<()> {
    begin(from, to).await?;
    loop {
        let after = to.last().await?;
        let page = from.proof(after, PAGE).await?;
        if page.is_empty() {
            break;
        }
        let mut written = Written::default();
        for proof in page {
            let position = proof.position;
            let damaged = |why| Fault::unreadable(format!("event {position}"), why);
            let proven = proof.proven.map_err(damaged)?;
            written.events.push((proven.event, proven.hash));
        }
        to.adopt(written).await?;
        progress(to.last().await?);
    }
    for table in own::OWN.iter().chain(from.tables()) {
        move_table(from, to, table).await?;
    }
    let (there, here) = (from.end().await?, to.end().await?);
    if there != here {
        let what = format!("the old log ends at {}, the new one at {}", there.position, here.position);
        return Err(Fault::unreadable("the move", format!("{what}: was the old one written to meanwhile?")));
    }
    for table in own::OWN.iter().chain(from.tables()) {
        compare(from, to, table).await?;
    }
    let damages = verify(to, progress).await?;
    if let Some(damage) = damages.first() {
        let n_more = damages.len().saturating_sub(1);
        return Err(Fault::unreadable("the new log", format!("{damage}, and {n_more} more")));
    }
    let moved = TableChange::Clear { table: &own::CURSORS, key: vec![MOVING.into()] };
    to.append(Append { tables: vec![moved], ..Append::default() }).await?;
    Ok(())
}

/// Sees to it that nothing is moved in beside what somebody else has there.
async fn begin(from: &dyn EventLog, to: &dyn EventLog) -> LogResult<()> {
    if let Some(missing) = from.tables().iter().find(|table| !to.tables().contains(table)) {
        return Err(Fault::Malformed(format!("the new log has no table {}", missing.name)));
    }
    if from.vault().id() != to.vault().id() {
        return Err(Fault::OtherVault);
    }
    if is_marked(from, MOVING).await? {
        return Err(Fault::unreadable("the old log", "it was moved into itself, and not to the end"));
    }
    if is_moved_away(from).await? {
        return Err(Fault::unreadable("the old log", "all was moved out of it before"));
    }
    let leaving = TableChange::Put { table: &own::CURSORS, values: own::of_cursor(LEAVING, 0) };
    from.append(Append { tables: vec![leaving], ..Append::default() }).await?;
    let end = to.end().await?;
    if is_marked(to, MOVING).await? {
        let page = from.proof(end.position.saturating_sub(1), 1).await?;
        let theirs = page.first().and_then(|proof| proof.proven.as_ref().ok()).map(|proven| proven.feed_hash);
        let is_same = end.position == 0 || theirs == Some(end.hash);
        return if is_same { Ok(()) } else { Err(Fault::NotEmpty) };
    }
    let mut is_empty = end.position == 0;
    for table in own::OWN.iter().chain(to.tables()) {
        is_empty &= to.look(Span::all(table), 1).await?.is_empty();
    }
    if !is_empty {
        return Err(Fault::NotEmpty);
    }
    let moving = TableChange::Put { table: &own::CURSORS, values: own::of_cursor(MOVING, 0) };
    to.append(Append { tables: vec![moving], ..Append::default() }).await?;
    Ok(())
}

async fn move_table(from: &dyn EventLog, to: &dyn EventLog, table: &'static Table) -> LogResult<()> {
    let mut pages = Pages::of(table);
    // What an earlier try copied may be gone from the old log since.
    let mut folded = Folded { gone: [Vec::new()].into(), ..Folded::default() };
    if table == &own::CURSORS {
        folded.add(&TableChange::Put { table, values: own::of_cursor(MOVING, 0) });
    }
    to.adopt(Written { tables: [(table, folded)].into(), ..Written::default() }).await?;
    while let Some(page) = pages.next(from).await? {
        let mut folded = Folded::default();
        for found in page.into_iter().filter(|found| !is_of_the_move(table, found)) {
            let values: Vec<Value> = found.sound(table)?;
            folded.add(&TableChange::Put { table, values });
        }
        to.adopt(Written { tables: [(table, folded)].into(), ..Written::default() }).await?;
    }
    Ok(())
}

/// Whether both have the same rows.
async fn compare(from: &dyn EventLog, to: &dyn EventLog, table: &'static Table) -> LogResult<()> {
    let (mut old, mut new) = (Pages::of(table), Pages::of(table));
    let mut waiting = VecDeque::new();
    let differs = || Fault::unreadable(format!("table {}", table.name), "it changed while it was moved");
    while let Some(page) = new.next(to).await? {
        for found in page.into_iter().filter(|found| !is_of_the_move(table, found)) {
            while waiting.is_empty() {
                let Some(page) = old.next(from).await? else { return Err(differs()) };
                waiting.extend(page.into_iter().filter(|found| !is_of_the_move(table, found)));
            }
            if waiting.pop_front() != Some(found) {
                return Err(differs());
            }
        }
    }
    while let Some(page) = old.next(from).await? {
        waiting.extend(page.into_iter().filter(|found| !is_of_the_move(table, found)));
    }
    if waiting.is_empty() { Ok(()) } else { Err(differs()) }
}

/// Whether a row says of a log that it is being moved, and goes nowhere.
fn is_of_the_move(table: &Table, found: &Found) -> bool {
    table == &own::CURSORS && [MOVING, LEAVING].iter().any(|mark| found.key(table) == [Value::from(*mark)])
}
