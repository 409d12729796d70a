//! An index that an older program made is read once more from the beginning of the log, while it serves.
//!
//! What was said last follows by the newer program's words from its first moment on; what was said before is found by them
//! as far as the second reading has come. Words by which a case is found no more do no harm: each case that is found is
//! opened, and shown only where the words stand in it.

use super::Indexing;
use super::index::is_made;
use crate::Books;
use crate::attempts::Attempts;
use crate::fault::{BooksResult, Fault};
use async_trait::async_trait;
use eventlog::follow::{Follower, Patience, follow};
use eventlog::{Append, Appended, Placed, RowChange, RowKey, TableChange, own};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::task::JoinHandle;

/// How often it was changed by which words a case is found. Raised with each such change.
pub const FORM: u32 = 1;

/// The name under which the log is read once more.
const AGAIN: &str = "search again";

/// Which form the index has, and which it is being brought to, if it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    has: u32,
    becomes: Option<u32>,
}

impl Form {
    /// As an index is made.
    pub(super) const NEW: Self = Self { has: FORM, becomes: None };

    fn read(body: &str) -> BooksResult<Self> {
        let wrong = || Fault::unreadable("the form of the words", format!("it says `{body}`"));
        let mut parts = body.split(' ').map(str::parse);
        let has = parts.next().and_then(Result::ok).ok_or_else(wrong)?;
        let becomes = parts.next().transpose().map_err(|_| wrong())?;
        Ok(Self { has, becomes })
    }

    fn body(self) -> String {
        let becomes = self.becomes.map(|form| format!(" {form}"));
        format!("{}{}", self.has, becomes.unwrap_or_default())
    }
}

fn key() -> RowKey {
    RowKey::new("search", "form")
}

/// A second reading at work; it ends when this is dropped.
#[derive(Debug)]
pub struct Renewal {
    lag: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

impl Renewal {
    /// Brings the index of these books to a form, if it has an older one.
    pub fn begin(books: Books, form: u32, patience: Patience) -> Self {
        let lag = Arc::new(AtomicU64::new(0));
        let tell = Arc::clone(&lag);
        let task = tokio::spawn(async move {
            let mut wait = patience.first;
            while let Err(fault) = bring_to(&books, form, patience, &tell).await {
                tracing::warn!(%fault, "the words of old cases can't be read once more; it is tried again");
                tokio::time::sleep(wait).await;
                wait = wait.saturating_mul(2).min(patience.most);
            }
        });
        Self { lag, task }
    }

    /// How many events are still to be read once more.
    pub fn lag(&self) -> u64 {
        self.lag.load(Ordering::Relaxed)
    }
}

impl Drop for Renewal {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn bring_to(books: &Books, form: u32, patience: Patience, lag: &AtomicU64) -> BooksResult<()> {
    if !books.is_index_older(form).await? {
        return Ok(());
    }
    let until = books.last().await?;
    lag.store(until, Ordering::Relaxed);
    let following = follow(Arc::clone(books.log()), Again(Indexing::of(books.clone())), patience);
    let mut standing = following.standing();
    loop {
        let at = standing.borrow_and_update().position;
        lag.store(until.saturating_sub(at), Ordering::Relaxed);
        if at >= until {
            break;
        }
        standing.changed().await.map_err(|_| Fault::Busy("the words"))?;
        // Another server may have done it meanwhile.
        if books.index_form().await?.0.has >= form {
            break;
        }
    }
    drop(following);
    lag.store(0, Ordering::Relaxed);
    books.note_form(form).await?;
    tracing::info!(form, "all cases are found by this program's words");
    Ok(())
}

/// Reads once more, whatever keeps the index meanwhile.
struct Again(Indexing);

#[async_trait]
impl Follower for Again {
    fn name(&self) -> &'static str {
        AGAIN
    }

    fn passes_over_damage(&self) -> bool {
        true
    }

    async fn begin(&mut self) -> Result<(), String> {
        self.0.begin().await
    }

    fn as_seen(&self) -> Vec<RowChange> {
        self.0.as_seen()
    }

    async fn take(&mut self, events: &[Placed]) -> Result<(), String> {
        self.0.take(events).await
    }
}

impl Books {
    /// The form of the index, and the version of the row that says so. Where nothing does, it is the first.
    async fn index_form(&self) -> BooksResult<(Form, u64)> {
        match self.log.row(&key()).await? {
            Some(row) => Ok((Form::read(&row.body)?, row.version)),
            None => Ok((Form { has: 1, becomes: None }, 0)),
        }
    }

    /// What is written with the key of an index that is made: the form it has from its first row on.
    pub(super) async fn new_form(&self) -> BooksResult<RowChange> {
        let version = self.log.row(&key()).await?.map_or(0, |row| row.version);
        Ok(RowChange::write(key(), version, Form::NEW.body()))
    }

    /// Whether there is an index of an older form. A second reading then begins where one for the same form broke off.
    async fn is_index_older(&self, form: u32) -> BooksResult<bool> {
        let mut attempts = Attempts::at("the form of the words");
        loop {
            attempts.begin()?;
            let (now, version) = self.index_form().await?;
            if now.has >= form || !is_made(self).await? {
                return Ok(false);
            }
            if now.becomes == Some(form) {
                return Ok(true);
            }
            let begun = Form { becomes: Some(form), ..now };
            let from_the_beginning =
                TableChange::Put { table: &own::CURSORS, values: own::of_cursor(AGAIN, 0) };
            let append = Append {
                rows: vec![RowChange::write(key(), version, begun.body())],
                tables: vec![from_the_beginning],
                ..Append::default()
            };
            if matches!(self.log.append(append).await?, Appended::Done { .. }) {
                return Ok(true);
            }
        }
    }

    /// Notes that the index has come to a form; where another server has noted so, nothing is left to note.
    async fn note_form(&self, form: u32) -> BooksResult<()> {
        let (now, version) = self.index_form().await?;
        if now.has >= form {
            return Ok(());
        }
        let append = Append {
            rows: vec![RowChange::write(key(), version, Form { has: form, becomes: None }.body())],
            tables: vec![TableChange::Clear { table: &own::CURSORS, key: vec![AGAIN.into()] }],
            ..Append::default()
        };
        match self.log.append(append).await? {
            Appended::Done { .. } => Ok(()),
            _ => Err(Fault::Busy("the words")),
        }
    }
}
