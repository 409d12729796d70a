//! Moving house: all of a log into another, whatever kind both are.
//!
//! Events go as they lie there, sealed and with their hashes, in pages; then the tables. From the first moment on the old
//! log says that it is being left, and takes nothing more: each append asks, so that a server that has it open learns of
//! it too. A move that was cut off goes on where it was, and copies the tables anew; or the old log stays ([`stay`]).
//! When all is there the new log is verified, both must end alike, and their tables hold the same. Then the old one says
//! that all was moved out of it, and only then the new one that it is whole. Each says so of the old log as they saw it last:
//! of two movers the first says nothing more. Keys don't move: both logs have one vault, so that only one of them may be gone
//! on with ([`take_back`]). Two that give out keys would give one to two people.

use crate::append::{Append, Appended, Row, RowChange};
use crate::event::Position;
use crate::fault::{Fault, LogResult};
use crate::settle::Written;
use crate::table::{Folded, Found, Span, Table, TableChange, Value};
use crate::verify::{Pages, verify};
use crate::{EventLog, own};
use std::collections::VecDeque;
use std::fmt;

/// The name under which a log that is being moved into says so.
const MOVING: &str = "moving in";
/// What a log says of itself that is being moved out of.
const UNDER_WAY: &str = "under way";
/// What a log says of itself that all was moved out of.
const WHOLE: &str = "whole";
/// How many events are moved at once.
const PAGE: u32 = 1_000;

/// That a log is left: it takes nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovedOut {
    /// It is being moved elsewhere, or a move was cut off.
    UnderWay,
    /// All of it is elsewhere.
    Whole,
}

impl MovedOut {
    /// From what a log says of itself.
    pub(crate) fn read(said: &str) -> Option<Self> {
        match said {
            "" => None,
            WHOLE => Some(Self::Whole),
            _ => Some(Self::UnderWay),
        }
    }
}

impl fmt::Display for MovedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnderWay => "is being moved elsewhere, or a move of it broke off",
            Self::Whole => "was moved elsewhere",
        })
    }
}

/// Whether a log is being moved out of, or was.
pub async fn moved_out(log: &dyn EventLog) -> LogResult<Option<MovedOut>> {
    Ok(MovedOut::read(&said(log).await?.body))
}

/// Has a log say that it is being moved out of: from here on nobody adds anything to it. The version of its saying so.
pub async fn leave(log: &dyn EventLog) -> LogResult<u64> {
    say(log, said(log).await?.version, UNDER_WAY).await
}

/// Has a log that was moved out of, half or whole, be gone on with.
pub async fn stay(log: &dyn EventLog) -> LogResult<u64> {
    say(log, said(log).await?.version, "").await
}

/// What a log says of a move out of it.
async fn said(log: &dyn EventLog) -> LogResult<Row> {
    Ok(log.row(&own::moved_out()).await?.unwrap_or(Row { version: 0, body: String::new() }))
}

/// Has a log say this of a move out of it, where nobody else said anything since this version; the version of that.
async fn say(log: &dyn EventLog, version: u64, what: &str) -> LogResult<u64> {
    let rows = vec![RowChange::write(own::moved_out(), version, what)];
    match log.append(Append { rows, ..Append::default() }).await? {
        Appended::Done { .. } => Ok(version.saturating_add(1)),
        _ => Err(Fault::unreadable("the move", "somebody else is moving the same log")),
    }
}

/// Whether a log was being moved into, and not to the end.
pub async fn is_half_moved(log: &dyn EventLog) -> LogResult<bool> {
    Ok(log.find(&own::CURSORS, vec![MOVING.into()]).await?.is_some())
}

/// Moves all of `from` into `to`, which is empty or was left by the same move; `progress` hears the place it has come to.
/// Where it fails, `from` stays as if nothing had been moved.
pub async fn move_house(
    from: &dyn EventLog,
    to: &dyn EventLog,
    progress: impl FnMut(Position),
) -> LogResult<()> {
    let is_to_leave = may_move(from, to).await?;
    let seen = if is_to_leave { leave(from).await? } else { said(from).await?.version };
    if let Err(fault) = copy(from, to, progress).await {
        if is_to_leave && let Err(also) = say(from, seen, "").await {
            tracing::warn!(fault = %also, "the old log could not be told to stay");
        }
        return Err(fault);
    }
    // In this order: whatever comes in between, one of the two at most is gone on with.
    say(from, seen, WHOLE).await?;
    let moved = TableChange::Clear { table: &own::CURSORS, key: vec![MOVING.into()] };
    to.append(Append { tables: vec![moved], ..Append::default() }).await?;
    Ok(())
}

/// Has a log that all was moved out of be gone on with, and the one it was moved into no more. `false` where both differ by
/// now: then nothing is changed, since what came in there would be lost, and whose key it is sealed with be given out again.
pub async fn take_back(from: &dyn EventLog, to: &dyn EventLog) -> LogResult<bool> {
    if moved_out(to).await? == Some(MovedOut::Whole) {
        return Err(Fault::unreadable("the new log", "all was moved out of it as well"));
    }
    let (seen, left) = (said(from).await?.version, leave(to).await?);
    let differs = difference(from, to).await;
    if !matches!(differs, Ok(None)) {
        say(to, left, "").await?;
        return differs.map(|_| false);
    }
    // In this order, again: the new one is gone on with by nobody from here on.
    say(from, seen, "").await?;
    say(to, left, WHOLE).await?;
    Ok(true)
}

async fn copy(from: &dyn EventLog, to: &dyn EventLog, mut progress: impl FnMut(Position)) -> LogResult<()> {
    let moving = TableChange::Put { table: &own::CURSORS, values: own::of_cursor(MOVING, 0) };
    to.append(Append { tables: vec![moving], ..Append::default() }).await?;
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
    if let Some(what) = difference(from, to).await? {
        return Err(Fault::unreadable("the move", format!("{what}: was the old log written to meanwhile?")));
    }
    let damages = verify(to, progress).await?;
    if let Some(damage) = damages.first() {
        let n_more = damages.len().saturating_sub(1);
        return Err(Fault::unreadable("the new log", format!("{damage}, and {n_more} more")));
    }
    Ok(())
}

/// Sees to it that nothing is moved in beside what somebody else has there; whether the old log has to be left yet.
async fn may_move(from: &dyn EventLog, to: &dyn EventLog) -> LogResult<bool> {
    if let Some(missing) = from.tables().iter().find(|table| !to.tables().contains(table)) {
        return Err(Fault::Malformed(format!("the new log has no table {}", missing.name)));
    }
    if from.vault().id() != to.vault().id() {
        return Err(Fault::OtherVault);
    }
    if is_half_moved(from).await? {
        return Err(Fault::unreadable("the old log", "it was moved into itself, and not to the end"));
    }
    let (is_gone, is_half) = (moved_out(from).await? == Some(MovedOut::Whole), is_half_moved(to).await?);
    if is_gone && !is_half {
        return Err(Fault::unreadable("the old log", "all was moved out of it before"));
    }
    let end = to.end().await?;
    let is_free = if is_half {
        let page = from.proof(end.position.saturating_sub(1), 1).await?;
        let theirs = page.first().and_then(|proof| proof.proven.as_ref().ok()).map(|proven| proven.feed_hash);
        end.position == 0 || theirs == Some(end.hash)
    } else {
        let mut is_empty = end.position == 0;
        for table in own::OWN.iter().chain(to.tables()) {
            is_empty &= to.look(Span::all(table), 1).await?.is_empty();
        }
        is_empty
    };
    if is_free { Ok(!is_gone) } else { Err(Fault::NotEmpty) }
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

/// Where one log is not what the other is, if anywhere.
async fn difference(from: &dyn EventLog, to: &dyn EventLog) -> LogResult<Option<String>> {
    let (there, here) = (from.end().await?, to.end().await?);
    if there != here {
        let what = format!("the old log ends at {}, the new one at {}", there.position, here.position);
        return Ok(Some(what));
    }
    for table in own::OWN.iter().chain(from.tables()) {
        if !is_alike(from, to, table).await? {
            return Ok(Some(format!("table {} is not the same", table.name)));
        }
    }
    Ok(None)
}

/// Whether both have the same rows.
async fn is_alike(from: &dyn EventLog, to: &dyn EventLog, table: &'static Table) -> LogResult<bool> {
    let (mut old, mut new) = (Pages::of(table), Pages::of(table));
    let mut waiting = VecDeque::new();
    while let Some(page) = new.next(to).await? {
        for found in page.into_iter().filter(|found| !is_of_the_move(table, found)) {
            while waiting.is_empty() {
                let Some(page) = old.next(from).await? else { return Ok(false) };
                waiting.extend(page.into_iter().filter(|found| !is_of_the_move(table, found)));
            }
            if waiting.pop_front() != Some(found) {
                return Ok(false);
            }
        }
    }
    while let Some(page) = old.next(from).await? {
        waiting.extend(page.into_iter().filter(|found| !is_of_the_move(table, found)));
    }
    Ok(waiting.is_empty())
}

/// Whether a row says of a log that it is being moved, and goes nowhere.
fn is_of_the_move(table: &Table, found: &Found) -> bool {
    (table == &own::CURSORS && found.key(table) == [Value::from(MOVING)])
        || (table == &own::ROWS && found.key(table) == own::row_key(&own::moved_out()))
}
