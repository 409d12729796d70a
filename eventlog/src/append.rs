//! What is added in one go, and how that ends.

use crate::event::{Position, StreamId, Version};
use crate::fault::{Fault, LogResult};
use crate::own;
use crate::seal::Personal;
use crate::table::{Table, TableChange};
use std::borrow::Cow;
use uuid::Uuid;

/// The most events, guarded rows and changes of tables one append may hold in all: far more than a command ever leads to,
/// so that nobody can hold up the others.
pub const MOST: usize = 10_000;

/// One event to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// The event's stable name.
    pub kind: String,
    /// What happened, as JSON.
    pub body: String,
    /// What of it belongs to a person; the log seals it with their key.
    pub personal: Option<Personal>,
}

/// What one command by one actor adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The command; its sender made the id.
    pub command: Uuid,
    /// The hash of what was asked for, so that one id can't stand for two intents.
    pub fingerprint: Vec<u8>,
    /// When, RFC 3339.
    pub at: String,
    /// Who, as JSON.
    pub actor: String,
    /// What it comes to; may be nothing.
    pub events: Vec<NewEvent>,
}

/// What is added to one stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamAppend {
    /// The stream.
    pub stream: StreamId,
    /// The version it was decided upon; 0 for a stream that begins.
    pub expected: Version,
    /// The command that was sent, then whatever the desk itself adds to it at once.
    pub steps: Vec<Step>,
}

/// Which guarded row: of what table, and which.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey {
    /// What the row tells (`order-ledger`, `case-number`): short and stable.
    pub table: Cow<'static, str>,
    /// Which one.
    pub key: String,
}

impl RowKey {
    /// The row `key` of a table.
    pub fn new(table: impl Into<Cow<'static, str>>, key: impl Into<String>) -> Self {
        Self { table: table.into(), key: key.into() }
    }
}

/// A guarded row as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// How often it was written.
    pub version: u64,
    /// What it holds.
    pub body: String,
}

/// A guarded row, as it was seen and as it shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// The row.
    pub key: RowKey,
    /// The version it was decided upon; 0 for a row that must not exist yet.
    pub expected: u64,
    /// What becomes of it.
    pub becomes: Becomes,
}

/// What becomes of a guarded row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// It is looked at only, and left.
    Same,
    /// It holds this.
    Holds(String),
    /// It is there no more. One of the same key begins anew at version 1: take away only what nobody makes again.
    Gone,
}

impl RowChange {
    /// Has a row be as it was seen, and leaves it.
    pub fn look(key: RowKey, expected: u64) -> Self {
        Self { key, expected, becomes: Becomes::Same }
    }

    /// Writes a row.
    pub fn write(key: RowKey, expected: u64, body: impl Into<String>) -> Self {
        Self { key, expected, becomes: Becomes::Holds(body.into()) }
    }

    /// Takes a row away.
    pub fn take_away(key: RowKey, expected: u64) -> Self {
        Self { key, expected, becomes: Becomes::Gone }
    }

    fn body(&self) -> Option<&str> {
        if let Becomes::Holds(body) = &self.becomes { Some(body) } else { None }
    }
}

/// What is added in one go: all of it, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Append {
    /// The streams. The first step of the first is the command by which a repetition is known.
    pub streams: Vec<StreamAppend>,
    /// The rows that must be as they were seen, and what becomes of them.
    pub rows: Vec<RowChange>,
    /// What changes in the tables beside the log, in this order.
    pub tables: Vec<TableChange>,
}

impl Append {
    /// Whether it can be appended at all; what can't is a fault of the program that made it.
    pub(crate) fn check(&self, tables: &[&'static Table]) -> LogResult<()> {
        for change in &self.tables {
            if !tables.contains(&change.table()) && change.table() != &own::CURSORS {
                return Err(Fault::Malformed(format!("the log has no table {}", change.table().name)));
            }
            change.check()?;
        }
        let n_events: usize =
            self.streams.iter().flat_map(|stream| &stream.steps).map(|step| step.events.len()).sum();
        let n_all = n_events.saturating_add(self.rows.len()).saturating_add(self.tables.len());
        if n_all > MOST {
            return Err(Fault::Malformed(format!(
                "{n_all} events, rows and changes in one append, of at most {MOST}"
            )));
        }
        let mut names: Vec<&StreamId> = self.streams.iter().map(|stream| &stream.stream).collect();
        let mut keys: Vec<&RowKey> = self.rows.iter().map(|row| &row.key).collect();
        names.sort();
        keys.sort();
        if let Some([twice, _]) = names.windows(2).find(|pair| matches!(pair, [a, b] if a == b)) {
            return Err(Fault::Malformed(format!("the stream {twice} stands in one append twice")));
        }
        if let Some([twice, _]) = keys.windows(2).find(|pair| matches!(pair, [a, b] if a == b)) {
            return Err(Fault::Malformed(format!(
                "the row {}/{} stands in one append twice",
                twice.table, twice.key
            )));
        }
        // PostgreSQL has no place for it in a text, and what one store refuses no store takes.
        if self.texts().any(|text| text.contains('\0')) {
            return Err(Fault::Malformed("a text with a NUL character".to_owned()));
        }
        Ok(())
    }

    /// Those whose words it holds.
    pub(crate) fn people(&self) -> impl Iterator<Item = Uuid> {
        let steps = self.streams.iter().flat_map(|stream| &stream.steps);
        let of_events = steps.flat_map(|step| &step.events).filter_map(|event| event.personal.as_ref());
        of_events.chain(self.tables.iter().flat_map(TableChange::personal)).map(|personal| personal.whose)
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let of_steps = self.streams.iter().flat_map(|stream| {
            stream.steps.iter().flat_map(|step| {
                let events = step.events.iter().flat_map(|event| [event.kind.as_str(), event.body.as_str()]);
                events.chain([step.at.as_str(), step.actor.as_str()])
            })
        });
        let of_rows = self.rows.iter().flat_map(|row| [Some(row.key.key.as_str()), row.body()]).flatten();
        of_steps.chain(of_rows)
    }
}

/// How an append ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It was added.
    Done {
        /// The last place it took in the feed; where it added no event, where the feed ended.
        position: Position,
        /// The version of each stream after it, in the order they were given.
        versions: Vec<Version>,
    },
    /// The command had been answered before.
    Repeated(Answered),
    /// The command's id stands for another intent.
    Reused,
    /// Somebody was faster: this stream has moved on.
    Conflict {
        /// The stream.
        stream: StreamId,
        /// Its version now.
        version: Version,
    },
    /// A row is not as it was seen: decide again.
    Moved {
        /// The row.
        key: RowKey,
        /// Its version now.
        version: u64,
    },
}

/// A command that was answered before: what it added, on its stream, after `from` up to `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Who sent it, as JSON.
    pub actor: String,
    /// The hash of what was asked for.
    pub fingerprint: Vec<u8>,
    /// The stream's version before it.
    pub from: Version,
    /// The stream's version after it, the desk's own part included.
    pub to: Version,
}
