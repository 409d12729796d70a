//! Appends of a small world: accounts that events add to, names that only one may have.

use crate::EventLog;
use crate::append::{Append, NewEvent, RowChange, RowKey, Step, StreamAppend};
use crate::event::{StreamId, Version};
use crate::seal::Personal;
use crate::table::{Column, Table, TableChange, Value};
use uuid::Uuid;

/// Where cases stand: by view, then by when they are due.
pub static PLACES: Table = Table {
    name: "places",
    form: 1,
    key: &[Column::text("view"), Column::number("due"), Column::id("case")],
    rest: &[],
};

/// What a shop brought in.
pub static ORDERS: Table = Table {
    name: "orders",
    form: 2,
    key: &[Column::text("key")],
    rest: &[
        Column::text("order"),
        Column::id("person").or_nothing(),
        Column::number("paid").or_nothing(),
        Column::bytes("look").or_nothing(),
        Column::personal("buyer").or_nothing(),
    ],
};

/// The tables of the small world.
pub static TABLES: &[&Table] = &[&PLACES, &ORDERS];

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
        events: vec![NewEvent { kind: "said".to_owned(), body: body.to_owned(), personal: None }],
    }
}

/// One step on one stream.
pub fn append(stream: &StreamId, expected: Version, step: Step) -> Append {
    let streams = vec![StreamAppend { stream: stream.clone(), expected, steps: vec![step] }];
    Append { streams, ..Append::default() }
}

/// Words that belong to a person.
pub fn personal(whose: Uuid, words: &str) -> Personal {
    Personal { whose, words: words.as_bytes().to_vec() }
}

/// A row as it was seen and as it shall be.
pub fn row(table: &'static str, key: &str, expected: u64, body: &str) -> RowChange {
    RowChange::write(RowKey::new(table, key), expected, body)
}

/// Adds to a log some of all it can hold.
pub async fn fill(log: &dyn EventLog) {
    for case in 0..8 {
        let stream = stream();
        for version in 0..3 {
            let mut said = step("\"agent\"", "{\"words\":\"盒子破了\"}");
            let personal = (version == 1).then(|| personal(stream.id, "我的电话是 138…"));
            said.events.iter_mut().for_each(|event| event.personal.clone_from(&personal));
            let mut next = append(&stream, version, said);
            next.rows.push(row("ledger", &stream.to_string(), u64::from(version), "{\"given\":7}"));
            let place = vec!["open".into(), i64::from(version).into(), stream.id.into()];
            let order = vec![
                format!("A{case}").into(),
                "shoes".into(),
                stream.id.into(),
                7_i64.into(),
                vec![8; 9].into(),
                Value::Personal(self::personal(stream.id, "Ana")),
            ];
            next.tables = vec![
                TableChange::Put { table: &PLACES, values: place },
                TableChange::Put { table: &ORDERS, values: order },
            ];
            log.append(next).await.unwrap();
        }
    }
    log.move_cursor("mail", 3).await.unwrap();
}
