//! What is true of the desk as a whole: which key it was made with, and which stretches of its log were lost.

use crate::Books;
use crate::fault::{BooksResult, Fault};
use crate::step::{Happening, Step, stream};
use chrono::{DateTime, FixedOffset};
use domain::actor::Actor;
use domain::id::CommandId;
use eventlog::{
    Append, Appended, Cells, Column, Position, RowChange, RowKey, Span, StreamAppend, Table, TableChange,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Stretches of the log that a damaged journal took with it, as noticed at a start.
pub static LOSSES: Table = Table {
    name: "losses",
    form: 1,
    key: &[Column::number("first")],
    rest: &[Column::number("last"), Column::text("noticed_at")],
};

/// Filled and emptied, to see whether there is room for a change.
pub static PROBE: Table =
    Table { name: "probe", form: 1, key: &[Column::number("only")], rest: &[Column::bytes("filler")] };

/// More than a short event takes, so that room for a word does not pass for room for a complaint.
const ROOM: usize = 65_536;

/// How many lost places are filled at once.
const FILLED: u64 = 1_000;

/// What happens to the desk itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskEvent {
    /// What stood at this place of the log was lost with a damaged journal.
    Lost,
}

impl Happening for DeskEvent {
    const FAMILY: &'static str = "desk";

    fn code(&self) -> &str {
        match self {
            Self::Lost => "lost",
        }
    }
}

/// More losses than any desk survives.
const MOST: u32 = 10_000;

fn key_check() -> RowKey {
    RowKey::new("desk", "key check")
}

impl Books {
    /// What the desk's key is known by, as text; none while the desk is being made.
    pub async fn key_check(&self) -> BooksResult<Option<String>> {
        Ok(self.log.row(&key_check()).await?.map(|row| row.body))
    }

    /// Keeps what the desk's key is known by, once.
    pub async fn keep_key_check(&self, check: &str) -> BooksResult<()> {
        let rows = vec![RowChange::write(key_check(), 0, check)];
        match self.log.append(Append { rows, ..Append::default() }).await? {
            Appended::Done { .. } => Ok(()),
            _ => Err(Fault::unreadable("the desk's key", "the desk has one already")),
        }
    }

    /// The stretches of the log that were lost, by the first and the last position of each.
    pub async fn losses(&self) -> BooksResult<Vec<(Position, Position)>> {
        let read = |values| {
            let mut cells = Cells::of(values);
            Ok((cells.take()?, cells.take()?))
        };
        self.log.scan(Span::all(&LOSSES), MOST).await?.into_iter().map(read).collect()
    }

    /// Writes down that the log had come to `marked` and has not any more, and goes on behind it: a place once handed out
    /// is never another event's.
    pub async fn note_loss(&self, marked: Position, at: DateTime<FixedOffset>) -> BooksResult<()> {
        let first = self.last().await?.saturating_add(1);
        if first > marked {
            return Ok(());
        }
        // What broke off while it was filled was written down then.
        let is_noted = self.losses().await?.iter().any(|(from, to)| *from <= first && *to >= marked);
        let values = vec![first.into(), marked.into(), at.to_rfc3339().into()];
        let put = TableChange::Put { table: &LOSSES, values };
        let mut tables = if is_noted { Vec::new() } else { vec![put] };
        let stream = stream::<DeskEvent>(Uuid::nil());
        loop {
            let expected = self.log.version(&stream).await?;
            let n_left = marked.saturating_sub(self.last().await?);
            let n_now = usize::try_from(n_left.min(FILLED)).unwrap_or(0);
            let step = Step {
                command: CommandId(Uuid::new_v4()),
                fingerprint: Vec::new(),
                at,
                actor: Actor::System,
                events: vec![DeskEvent::Lost; n_now],
            };
            let streams =
                vec![StreamAppend { stream: stream.clone(), expected, steps: vec![step.kept(None)?] }];
            let append = Append { streams, tables: tables.clone(), ..Append::default() };
            // Where another server fills it too, what is left is looked at again.
            if let Appended::Done { .. } = self.log.append(append).await? {
                tables.clear();
                if n_left <= FILLED {
                    return Ok(());
                }
            }
        }
    }

    /// Whether changes are taken now, or what stands in the way. It is tried: neither a figure of free bytes nor the last
    /// change tells what the next one will meet.
    pub async fn takes_changes(&self) -> BooksResult<()> {
        let filler = vec![1_i64.into(), vec![0; ROOM].into()];
        for change in [
            TableChange::Put { table: &PROBE, values: filler },
            TableChange::Clear { table: &PROBE, key: vec![1_i64.into()] },
        ] {
            self.log.append(Append { tables: vec![change], ..Append::default() }).await?;
        }
        Ok(())
    }
}
