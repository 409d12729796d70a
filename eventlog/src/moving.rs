//! Moving house: all of a log into another, whatever kind both are.
//!
//! Events go as they lie there, sealed and with their hashes, in pages; then the tables. From the first moment on the old
//! log says that it is being left, and takes nothing more: each append asks, so that a server that has it open learns of
//! it too. A move that was cut off goes on where it was, and copies the tables anew; or the old log stays ([`stay`]).
//! When all is there the new log is verified, both must end alike, and their tables hold the same. Then the old one says
//! that all was moved out of it, and only then the new one that it is whole. Whoever says something says it to a log as they
//! saw it last: of two movers the first says nothing more. Both ends name the move, so that a log knows where it went.
//! Keys don't move: both logs have one vault, so that only one of them may be gone on with ([`take_back`]). Two that give out
//! keys would give one to two people.

use crate::append::{Append, Appended, Row, RowChange};
use crate::event::Position;
use crate::fault::{Fault, LogResult};
use crate::settle::Written;
use crate::table::{Folded, Found, Span, Table, TableChange, Value};
use crate::verify::{Pages, verify};
use crate::{EventLog, own};
use std::collections::VecDeque;
use std::fmt;
use uuid::Uuid;

/// What a log says of itself that is being moved out of.
const UNDER_WAY: &str = "under way";
/// What a log says of itself that all was moved out of, or into, before the name of the move.
const WHOLE: &str = "whole";
/// What a log says of itself that is being moved into, before the name of the move.
const HALF: &str = "half";
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
            whole if whole.starts_with(WHOLE) => Some(Self::Whole),
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

/// What a log says of moves, in two guarded rows.
struct Said {
    out: Row,
    into: Row,
}

impl Said {
    async fn by(log: &dyn EventLog) -> LogResult<Self> {
        let nothing = || Row { version: 0, body: String::new() };
        let (out, into) = (log.row(&own::moved_out()).await?, log.row(&own::moved_in()).await?);
        Ok(Self { out: out.unwrap_or_else(nothing), into: into.unwrap_or_else(nothing) })
    }

    /// Has the log say this instead, where nobody else said anything since.
    async fn turn(&mut self, log: &dyn EventLog, out: &str, into: &str) -> LogResult<()> {
        let rows = vec![
            RowChange::write(own::moved_out(), self.out.version, out),
            RowChange::write(own::moved_in(), self.into.version, into),
        ];
        let Appended::Done { .. } = log.append(Append { rows, ..Append::default() }).await? else {
            return Err(Fault::unreadable("the move", "somebody else is moving the same log"));
        };
        for (row, body) in [(&mut self.out, out), (&mut self.into, into)] {
            *row = Row { version: row.version.saturating_add(1), body: body.to_owned() };
        }
        Ok(())
    }

    /// The same of moves out of it alone.
    async fn turn_out(&mut self, log: &dyn EventLog, out: &str) -> LogResult<()> {
        let into = self.into.body.clone();
        self.turn(log, out, &into).await
    }

    fn is_out(&self) -> Option<MovedOut> {
        MovedOut::read(&self.out.body)
    }

    /// The name of the move by which all went elsewhere.
    fn went(&self) -> Option<&str> {
        name(&self.out, WHOLE)
    }

    /// The name of the move that is under way into it, or broke off.
    fn half(&self) -> Option<&str> {
        name(&self.into, HALF)
    }

    /// The name of the last move into it.
    fn came(&self) -> Option<&str> {
        self.half().or_else(|| name(&self.into, WHOLE))
    }

    /// Whether all of the log that says this went into the one that says the other.
    fn went_into(&self, new: &Self) -> bool {
        self.went().is_some_and(|name| new.came() == Some(name))
    }

    /// As rows of the table.
    fn rows(&self) -> [Vec<Value>; 2] {
        [own::of_row(&own::moved_out(), &self.out), own::of_row(&own::moved_in(), &self.into)]
    }
}

/// The name of the move of which a row says this.
fn name<'a>(row: &'a Row, what: &str) -> Option<&'a str> {
    row.body.strip_prefix(what).map(str::trim_start)
}

/// Whether a log is being moved out of, or was.
pub async fn moved_out(log: &dyn EventLog) -> LogResult<Option<MovedOut>> {
    Ok(Said::by(log).await?.is_out())
}

/// Whether a log was being moved into, and not to the end.
pub async fn is_half_moved(log: &dyn EventLog) -> LogResult<bool> {
    Ok(Said::by(log).await?.half().is_some())
}

/// Whether `to` is where all of `from` was moved to.
pub async fn is_where_it_went(from: &dyn EventLog, to: &dyn EventLog) -> LogResult<bool> {
    Ok(Said::by(from).await?.went_into(&Said::by(to).await?))
}

/// Has a log say that it is being moved out of: from here on nobody adds anything to it.
pub async fn leave(log: &dyn EventLog) -> LogResult<()> {
    Said::by(log).await?.turn_out(log, UNDER_WAY).await
}

/// Has a log that was moved out of, half or whole, be gone on with.
pub async fn stay(log: &dyn EventLog) -> LogResult<()> {
    Said::by(log).await?.turn_out(log, "").await
}

/// Moves all of `from` into `to`, which is empty, was left by the same move, or had all that it holds moved out of it before
/// and holds nothing else; `progress` hears the place it has come to. Where it fails, `from` stays as if nothing had been
/// moved.
pub async fn move_house(
    from: &dyn EventLog,
    to: &dyn EventLog,
    progress: impl FnMut(Position),
) -> LogResult<()> {
    let (mut old, mut new) = (Said::by(from).await?, Said::by(to).await?);
    may_move((from, &old), (to, &new)).await?;
    let is_to_leave = old.went().is_none();
    if is_to_leave {
        old.turn_out(from, UNDER_WAY).await?;
    }
    let name = new.half().map_or_else(|| Uuid::now_v7().to_string(), str::to_owned);
    let copied = async {
        new.turn(to, "", &format!("{HALF} {name}")).await?;
        copy(from, to, &new, progress).await
    };
    if let Err(fault) = copied.await {
        if is_to_leave && let Err(also) = old.turn_out(from, "").await {
            tracing::warn!(fault = %also, "the old log could not be told to stay");
        }
        return Err(fault);
    }
    // In this order: whatever comes in between, one of the two at most is gone on with.
    let whole = format!("{WHOLE} {name}");
    old.turn_out(from, &whole).await?;
    new.turn(to, "", &whole).await
}

/// Has a log that all was moved out of be gone on with, and the one it was moved into no more. `false` where both differ by
/// now: then nothing is changed, since what came in there would be lost, and whose key it is sealed with be given out again.
pub async fn take_back(from: &dyn EventLog, to: &dyn EventLog) -> LogResult<bool> {
    let (mut old, mut new) = (Said::by(from).await?, Said::by(to).await?);
    if !old.went_into(&new) {
        return Err(Fault::unreadable("the new log", "it is not where the old one was moved to"));
    }
    // One that was cut off goes on where it was.
    if new.went().is_some_and(|name| old.went() != Some(name)) {
        return Err(Fault::unreadable("the new log", "all was moved out of it as well"));
    }
    new.turn_out(to, UNDER_WAY).await?;
    let differs = difference(from, to).await;
    if !matches!(differs, Ok(None)) {
        new.turn_out(to, "").await?;
        return differs.map(|_| false);
    }
    // In this order, again: the new one is gone on with by nobody from here on.
    let whole = old.out.body.clone();
    new.turn(to, &whole, &whole).await?;
    old.turn(from, "", &whole).await?;
    Ok(true)
}

async fn copy(
    from: &dyn EventLog,
    to: &dyn EventLog,
    new: &Said,
    mut progress: impl FnMut(Position),
) -> LogResult<()> {
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
        move_table(from, to, new, table).await?;
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

/// Sees to it that nothing is moved in beside what somebody else has there, nor to two places.
async fn may_move((from, old): (&dyn EventLog, &Said), (to, new): (&dyn EventLog, &Said)) -> LogResult<()> {
    if let Some(missing) = from.tables().iter().find(|table| !to.tables().contains(table)) {
        return Err(Fault::Malformed(format!("the new log has no table {}", missing.name)));
    }
    if from.vault().id() != to.vault().id() {
        return Err(Fault::OtherVault);
    }
    if old.half().is_some() {
        return Err(Fault::unreadable("the old log", "it was moved into itself, and not to the end"));
    }
    if old.went().is_some_and(|name| new.half() != Some(name)) {
        return Err(Fault::unreadable("the old log", "all was moved out of it before"));
    }
    let end = to.end().await?;
    let is_free = if new.half().is_some() || new.went().is_some() {
        // Whatever happened there happened here too, and what lies in its tables is made anew.
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
    if is_free { Ok(()) } else { Err(Fault::NotEmpty) }
}

async fn move_table(
    from: &dyn EventLog,
    to: &dyn EventLog,
    new: &Said,
    table: &'static Table,
) -> LogResult<()> {
    let mut pages = Pages::of(table);
    // What an earlier try copied may be gone from the old log since.
    let mut folded = Folded { gone: [Vec::new()].into(), ..Folded::default() };
    if table == &own::ROWS {
        for values in new.rows() {
            folded.add(&TableChange::Put { table, values });
        }
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

/// Whether a row says something of moves, and goes nowhere.
fn is_of_the_move(table: &Table, found: &Found) -> bool {
    let key = found.key(table);
    table == &own::ROWS && [own::moved_out(), own::moved_in()].iter().any(|row| key == own::row_key(row))
}
