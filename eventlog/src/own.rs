//! The log's own tables: what it keeps beside its events, read and written like any other.

use crate::append::{Answered, Row, RowKey};
use crate::event::{Position, StreamId};
use crate::fault::LogResult;
use crate::settle::Head;
use crate::table::{Cells, Column, Table, Value};
use uuid::Uuid;

/// How far each stream has come.
pub static HEADS: Table = Table {
    name: "log_streams",
    form: 1,
    key: &[Column::id("stream"), Column::text("family")],
    rest: &[Column::number("version"), Column::bytes("hash")],
};

/// Commands that were answered, so that one sent again is known.
pub static COMMANDS: Table = Table {
    name: "log_commands",
    form: 1,
    key: &[Column::id("stream"), Column::text("family"), Column::id("command")],
    rest: &[
        Column::text("actor"),
        Column::bytes("fingerprint"),
        Column::number("from_version"),
        Column::number("to_version"),
    ],
};

/// What must hold between streams: a row is written only by who has seen its version.
pub static ROWS: Table = Table {
    name: "log_rows",
    form: 1,
    key: &[Column::text("kind"), Column::text("key")],
    rest: &[Column::number("version"), Column::text("body")],
};

/// In which place of the vault the key of a person lies.
pub static PEOPLE: Table =
    Table { name: "log_people", form: 1, key: &[Column::id("person")], rest: &[Column::number("slot")] };

/// How far each follower has come.
pub static CURSORS: Table = Table {
    name: "log_cursors",
    form: 1,
    key: &[Column::text("follower")],
    rest: &[Column::number("position")],
};

/// No place in the vault is two people's; and by this the first free one is found. Both databases read it.
pub(crate) const SLOTS: &str = "CREATE UNIQUE INDEX IF NOT EXISTS log_slots_once ON log_people_1 (slot)";

/// The guarded row by which a log says that it is being moved elsewhere, or was: as long as it says so, nothing is added.
pub(crate) fn moved_out() -> RowKey {
    RowKey::new("log", "moved out")
}

/// The guarded row by which a log says that it is being moved into, or was, and by which move.
pub(crate) fn moved_in() -> RowKey {
    RowKey::new("log", "moved in")
}

/// All of them.
pub static OWN: [&Table; 5] = [&HEADS, &COMMANDS, &ROWS, &PEOPLE, &CURSORS];

/// The key of a stream's head.
pub(crate) fn head_key(stream: &StreamId) -> Vec<Value> {
    vec![stream.id.into(), stream.family.as_ref().into()]
}

/// A stream's head, as a row.
pub(crate) fn of_head(stream: &StreamId, head: &Head) -> Vec<Value> {
    [head_key(stream), vec![head.version.into(), head.hash.into()]].concat()
}

fn stream(cells: &mut Cells) -> LogResult<StreamId> {
    let id = cells.take()?;
    Ok(StreamId::new(cells.take::<String>()?, id))
}

/// A stream's head, from its row.
pub(crate) fn to_head(values: Vec<Value>) -> LogResult<(StreamId, Head)> {
    let mut cells = Cells::of(values);
    Ok((stream(&mut cells)?, Head { version: cells.take()?, hash: cells.take()? }))
}

/// The key of an answered command.
pub(crate) fn command_key(stream: &StreamId, command: Uuid) -> Vec<Value> {
    [head_key(stream), vec![command.into()]].concat()
}

/// An answered command, as a row.
pub(crate) fn of_command(stream: &StreamId, command: Uuid, answered: &Answered) -> Vec<Value> {
    let rest = vec![
        answered.actor.as_str().into(),
        answered.fingerprint.clone().into(),
        answered.from.into(),
        answered.to.into(),
    ];
    [command_key(stream, command), rest].concat()
}

/// An answered command, from its row.
pub(crate) fn to_command(values: Vec<Value>) -> LogResult<((StreamId, Uuid), Answered)> {
    let mut cells = Cells::of(values);
    let key = (stream(&mut cells)?, cells.take()?);
    let answered =
        Answered { actor: cells.take()?, fingerprint: cells.take()?, from: cells.take()?, to: cells.take()? };
    Ok((key, answered))
}

/// The key of a guarded row.
pub(crate) fn row_key(key: &RowKey) -> Vec<Value> {
    vec![key.table.as_ref().into(), key.key.as_str().into()]
}

/// A guarded row, as a row of the table.
pub(crate) fn of_row(key: &RowKey, row: &Row) -> Vec<Value> {
    [row_key(key), vec![row.version.into(), row.body.as_str().into()]].concat()
}

/// A guarded row, from its row of the table.
pub(crate) fn to_row(values: Vec<Value>) -> LogResult<(RowKey, Row)> {
    let mut cells = Cells::of(values);
    let key = RowKey::new(cells.take::<String>()?, cells.take::<String>()?);
    Ok((key, Row { version: cells.take()?, body: cells.take()? }))
}

/// Whose a place in the vault is, as a row.
pub(crate) fn of_person(whose: Uuid, slot: u64) -> Vec<Value> {
    vec![whose.into(), slot.into()]
}

/// Whose a place in the vault is, from its row.
pub(crate) fn to_person(values: Vec<Value>) -> LogResult<(Uuid, u64)> {
    let mut cells = Cells::of(values);
    Ok((cells.take()?, cells.take()?))
}

/// How far a follower has come, as a row.
pub fn of_cursor(follower: &str, position: Position) -> Vec<Value> {
    vec![follower.into(), position.into()]
}

/// How far a follower has come, from its row.
pub(crate) fn to_cursor(values: Vec<Value>) -> LogResult<Position> {
    let mut cells = Cells::of(values);
    cells.take::<String>()?;
    cells.take()
}
