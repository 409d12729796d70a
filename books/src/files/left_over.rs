//! What is left over of files that were forgotten: their bytes, until the file store has said that they are gone.

use crate::Books;
use crate::attempts::Attempts;
use crate::fault::BooksResult;
use eventlog::{Append, Appended, Cells, Column, RowChange, RowKey, Span, Table, TableChange, Value};

/// Bytes that nothing speaks of any more and that are to be deleted, the longest untried first.
pub static LEFT_OVER: Table = Table {
    name: "files_left_over",
    form: 1,
    key: &[Column::number("tried_at"), Column::text("path")],
    rest: &[],
};

/// How many are noted to be gone in one append.
const AT_ONCE: usize = 500;

/// Bytes to be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOver {
    /// Where they lie in the file store.
    pub path: String,
    /// When that was tried last, or they were uploaded, milliseconds since 1970.
    tried_at: i64,
}

impl LeftOver {
    pub(super) fn of(path: String, tried_at: i64) -> Self {
        Self { path, tried_at }
    }

    pub(super) fn put(&self) -> TableChange {
        TableChange::Put { table: &LEFT_OVER, values: self.key() }
    }

    fn key(&self) -> Vec<Value> {
        vec![self.tried_at.into(), self.path.as_str().into()]
    }
}

/// The row that lets one server after the other note what it could not delete, so that it is noted once.
fn guard() -> RowKey {
    RowKey::new("files-left-over", "tried")
}

impl Books {
    /// Has bytes be deleted that no row speaks of, at a moment in milliseconds since 1970.
    pub async fn leave_over(&self, path: &str, at: i64) -> BooksResult<()> {
        let tables = vec![LeftOver::of(path.to_owned(), at).put()];
        self.log.append(Append { tables, ..Append::default() }).await?;
        Ok(())
    }

    /// At most `limit` of the bytes to be deleted, the longest untried first, but for what was tried since a moment, in
    /// milliseconds since 1970.
    pub async fn left_over(&self, before: i64, limit: u32) -> BooksResult<Vec<LeftOver>> {
        let rows = self.log.scan(Span::all(&LEFT_OVER).before([before.into()]), limit).await?;
        let read = |values| {
            let mut cells = Cells::of(values);
            Ok(LeftOver { tried_at: cells.take()?, path: cells.take()? })
        };
        rows.into_iter().map(read).collect()
    }

    /// Notes that bytes are gone.
    pub async fn are_gone(&self, gone: &[LeftOver]) -> BooksResult<()> {
        let clear = |one: &LeftOver| TableChange::Clear { table: &LEFT_OVER, key: one.key() };
        for gone in gone.chunks(AT_ONCE) {
            let tables = gone.iter().map(clear).collect();
            self.log.append(Append { tables, ..Append::default() }).await?;
        }
        Ok(())
    }

    /// Notes that bytes could not be deleted at a moment, in milliseconds since 1970: others are tried before them. Where
    /// another server has noted so meanwhile, or that they are gone, nothing is left to note.
    pub async fn are_still_there(&self, tried: LeftOver, at: i64) -> BooksResult<()> {
        let mut attempts = Attempts::at("files to be deleted");
        loop {
            attempts.begin()?;
            let version = self.log.row(&guard()).await?.map_or(0, |row| row.version);
            if self.log.find(&LEFT_OVER, tried.key()).await?.is_none() {
                return Ok(());
            }
            let rows = vec![RowChange::write(guard(), version, "")];
            let tables = vec![
                TableChange::Clear { table: &LEFT_OVER, key: tried.key() },
                LeftOver::of(tried.path.clone(), at).put(),
            ];
            if let Appended::Done { .. } =
                self.log.append(Append { rows, tables, ..Append::default() }).await?
            {
                return Ok(());
            }
        }
    }
}
