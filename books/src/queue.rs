//! Queues: which cases stand in each, in the order in which they are worked.
//!
//! A queue is read by position, never gone through from its beginning: a page costs the same among ten cases and among a
//! million, and none is counted further than anybody reads.

use crate::Books;
use crate::cases::{CaseRow, Kept};
use crate::fault::BooksResult;
use domain::id::CaseId;
use domain::view::QueueView;
use eventlog::{Cells, Column, Span, Table, TableChange, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where cases stand.
pub static PLACES: Table = Table {
    name: "queue",
    form: 1,
    key: &[Column::text("view"), Column::text("owner"), Column::number("at"), Column::id("case")],
    rest: &[Column::number("due")],
};

/// How many places are read at once where some of them are left out.
const PAGE: u32 = 200;

/// A queue: a named view, and its owner where everybody has one of their own (empty otherwise).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Queue {
    /// The view.
    pub view: String,
    /// Whose.
    pub owner: String,
}

/// A case's place in a queue: view, owner, and the moment that orders it (milliseconds since 1970, largest last).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place(pub String, pub String, pub i64);

impl Place {
    pub(crate) fn key(&self, case: CaseId) -> Vec<Value> {
        vec![self.0.as_str().into(), self.1.as_str().into(), self.2.into(), case.0.into()]
    }
}

/// Just behind which case a page of a queue begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cursor {
    /// The moment that orders the queue, milliseconds since 1970.
    pub at: i64,
    /// The case.
    pub case: CaseId,
}

/// Which stretch of a queue: up to a moment of its order, and of that only what is due after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where it ends, in the order of the queue.
    pub before: i64,
    /// Cases due up to here are left out; the smallest number leaves out none.
    pub due_after: i64,
}

impl Stretch {
    /// All of a queue.
    pub const ALL: Self = Self::before(i64::MAX);

    /// The front of a queue.
    pub const fn before(before: i64) -> Self {
        Self { before, due_after: i64::MIN }
    }
}

/// Whether a case that stands there is open.
pub(crate) fn is_open(places: &[Place]) -> bool {
    places.iter().any(|place| place.0 == QueueView::Open.code())
}

/// What a case that stood at `before` leaves for where its row says that it stands.
pub(crate) fn left(case: CaseId, before: &[Place], row: &CaseRow) -> impl Iterator<Item = TableChange> {
    let left = before.iter().filter(|place| !row.places.contains(place));
    left.map(move |place| TableChange::Clear { table: &PLACES, key: place.key(case) })
}

/// What changes in the queues when a case that stood at `before` stands where its row says.
pub(crate) fn moved(case: CaseId, before: &[Place], row: &CaseRow) -> Vec<TableChange> {
    // Those it keeps are written too: when it is due may have changed.
    let stands = row.places.iter().map(|place| {
        let values = [place.key(case), vec![row.due.into()]].concat();
        TableChange::Put { table: &PLACES, values }
    });
    left(case, before, row).chain(stands).collect()
}

fn span(queue: &Queue, stretch: Stretch) -> Span {
    Span::of(&PLACES, [queue.view.as_str().into(), queue.owner.as_str().into()])
        .up_to([stretch.before.into()])
}

impl Books {
    /// At most `limit` cases of a stretch of a queue in its order, behind `after`, each with where it stands.
    pub async fn queue(
        &self,
        queue: &Queue,
        after: Option<Cursor>,
        stretch: Stretch,
        limit: u32,
    ) -> BooksResult<Vec<(Cursor, Kept)>> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut page = Vec::new();
        let mut after = after;
        while page.len() < limit {
            let from = span(queue, stretch);
            let from = match after {
                Some(Cursor { at, case }) => from.after([at.into(), case.0.into()]),
                None => from,
            };
            let rows = self.log.scan(from, PAGE).await?;
            let mut is_last = rows.len() < usize::try_from(PAGE).unwrap_or(0);
            let mut meant = Vec::new();
            for values in rows {
                let (cursor, due) = read(values)?;
                after = Some(cursor);
                if due > stretch.due_after || stretch.due_after == i64::MIN {
                    meant.push(cursor);
                }
            }
            let room = limit.saturating_sub(page.len());
            if meant.len() > room {
                meant.truncate(room);
                (after, is_last) = (meant.last().copied(), false);
            }
            let cases: Vec<CaseId> = meant.iter().map(|cursor| cursor.case).collect();
            // Where a case stands says its place; one that is shown no more is left out.
            let mut kept = self.kept_all(&cases).await?.into_iter().peekable();
            for cursor in meant {
                if let Some(kept) = kept.next_if(|kept| kept.case == cursor.case) {
                    page.push((cursor, kept));
                }
            }
            if is_last {
                break;
            }
        }
        Ok(page)
    }

    /// How many cases stand in the front of a queue, counted no further than `limit`.
    pub async fn n_before(&self, queue: &Queue, before: i64, limit: u32) -> BooksResult<u64> {
        Ok(self.log.count(span(queue, Stretch::before(before)), limit).await?)
    }
}

fn read(values: Vec<Value>) -> BooksResult<(Cursor, i64)> {
    let mut cells = Cells::of(values);
    cells.take::<String>()?;
    cells.take::<String>()?;
    let (at, case): (i64, Uuid) = (cells.take()?, cells.take()?);
    Ok((Cursor { at, case: CaseId(case) }, cells.take()?))
}
