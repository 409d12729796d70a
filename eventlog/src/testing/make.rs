//! Appends of a small world: accounts that events add to, names that only one may have.

use crate::append::{Append, NewEvent, RowChange, RowKey, Step, StreamAppend};
use crate::event::{StreamId, Version};
use uuid::Uuid;

/// A stream of its own.
pub fn stream() -> StreamId {
    StreamId::new("case", Uuid::now_v7())
}

/// A command of one event, by `actor`.
pub fn step(actor: &str, body: &str) -> Step {
    Step {
        command: Uuid::now_v7(),
        fingerprint: body.as_bytes().to_vec(),
        at: "2026-05-01T10:00:00+08:00".to_owned(),
        actor: actor.to_owned(),
        events: vec![NewEvent { kind: "said".to_owned(), body: body.to_owned(), sealed: None }],
    }
}

/// One step on one stream.
pub fn append(stream: &StreamId, expected: Version, step: Step) -> Append {
    let streams = vec![StreamAppend { stream: stream.clone(), expected, steps: vec![step] }];
    Append { streams, rows: Vec::new() }
}

/// A row as it was seen and as it shall be.
pub fn row(table: &'static str, key: &str, expected: u64, body: &str) -> RowChange {
    RowChange { key: RowKey::new(table, key), expected, body: Some(body.to_owned()) }
}
