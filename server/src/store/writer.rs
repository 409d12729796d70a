//! The one writer: takes changes from a queue and commits all that are waiting as one batch.
//!
//! A batch is one transaction and one flush. Whoever asked is answered after the commit, never before. When a
//! change fails for a reason of its own, the batch is taken back and its changes are made one by one, so that
//! one bad change never costs the others; when the disk is full, all of them are refused and nothing is kept.

use super::mark::Mark;
use super::{StoreFault, StoreResult};
use async_trait::async_trait;
use sqlx::{Connection, SqliteConnection};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::{mpsc, oneshot};

/// How many changes may wait before callers are held back.
const QUEUE: usize = 4096;
/// How many changes go into one commit: enough to share a flush among all clients a machine serves at once.
const BATCH: usize = 256;

/// A change to the store. It may be run more than once, but only one run is ever committed.
#[async_trait]
pub trait Change: Send + 'static {
    /// What whoever asked for the change is told.
    type Answer: Send + 'static;

    /// Makes the change inside the writer's transaction.
    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<Self::Answer>;

    /// Called once, after the commit and in the order of commits.
    fn committed(&self, _answer: &Self::Answer) {}

    /// The number of the last event the change added, if it added any.
    fn last_seq(&self, _answer: &Self::Answer) -> Option<i64> {
        None
    }
}

#[async_trait]
trait Waiting: Send {
    async fn make(&mut self, conn: &mut SqliteConnection) -> StoreResult<()>;
    fn last_seq(&self) -> Option<i64>;
    fn finish(self: Box<Self>, outcome: StoreResult<()>);
}

struct Queued<C: Change> {
    change: C,
    answer: Option<C::Answer>,
    reply: oneshot::Sender<StoreResult<C::Answer>>,
}

#[async_trait]
impl<C: Change + Sync> Waiting for Queued<C> {
    async fn make(&mut self, conn: &mut SqliteConnection) -> StoreResult<()> {
        self.answer = Some(self.change.make(conn).await?);
        Ok(())
    }

    fn last_seq(&self) -> Option<i64> {
        self.change.last_seq(self.answer.as_ref()?)
    }

    fn finish(self: Box<Self>, outcome: StoreResult<()>) {
        let Self { change, answer, reply } = *self;
        let answer = outcome.and_then(|()| answer.ok_or(StoreFault::Closed));
        if let Ok(answer) = &answer {
            change.committed(answer);
        }
        // Whoever asked may have hung up meanwhile; the change stands all the same.
        let _ = reply.send(answer);
    }
}

enum Message {
    Change(Box<dyn Waiting>),
    Stop(oneshot::Sender<()>),
}

/// The way to the writer.
#[derive(Clone, Debug)]
pub struct Writer {
    queue: mpsc::Sender<Message>,
    n_commits: Arc<AtomicU64>,
}

impl Writer {
    /// Starts the writer on a connection of its own.
    pub fn start(conn: SqliteConnection, mark: Arc<Mark>) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let n_commits = Arc::new(AtomicU64::new(0));
        tokio::spawn(work(conn, mark, waiting, Arc::clone(&n_commits)));
        Self { queue, n_commits }
    }

    /// Makes a change and waits until it is on disk.
    pub async fn make<C: Change + Sync>(&self, change: C) -> StoreResult<C::Answer> {
        self.begin(change).await?.await.map_err(|_| StoreFault::Closed)?
    }

    /// Gives a change its place among the others; what comes back waits until it is on disk.
    pub async fn begin<C: Change + Sync>(
        &self,
        change: C,
    ) -> StoreResult<oneshot::Receiver<StoreResult<C::Answer>>> {
        let (reply, answer) = oneshot::channel();
        let queued = Queued { change, answer: None, reply };
        self.queue.send(Message::Change(Box::new(queued))).await.map_err(|_| StoreFault::Closed)?;
        Ok(answer)
    }

    /// Whether it still takes changes.
    pub fn is_running(&self) -> bool {
        !self.queue.is_closed()
    }

    /// How many batches were committed since the start.
    pub fn n_commits(&self) -> u64 {
        self.n_commits.load(Ordering::Relaxed)
    }

    /// Commits what is waiting and ends the writer.
    pub async fn stop(&self) {
        let (done, ended) = oneshot::channel();
        if self.queue.send(Message::Stop(done)).await.is_ok() {
            let _ = ended.await;
        }
    }
}

async fn work(
    mut conn: SqliteConnection,
    mark: Arc<Mark>,
    mut waiting: mpsc::Receiver<Message>,
    n_commits: Arc<AtomicU64>,
) {
    let mut messages = Vec::with_capacity(BATCH);
    let mut stop = None;
    while stop.is_none() && waiting.recv_many(&mut messages, BATCH).await > 0 {
        let mut batch = Vec::with_capacity(messages.len());
        for message in messages.drain(..) {
            match message {
                Message::Change(change) => batch.push(change),
                Message::Stop(done) => stop = Some(done),
            }
        }
        settle(&mut conn, &mark, batch).await;
        n_commits.fetch_add(1, Ordering::Relaxed);
    }
    // Closing the last connection moves the journal into the main file, so that a backup needs one file only.
    if let Err(error) = conn.close().await {
        tracing::warn!(%error, "the database did not close cleanly");
    }
    if let Some(done) = stop {
        let _ = done.send(());
    }
}

async fn settle(conn: &mut SqliteConnection, mark: &Arc<Mark>, mut batch: Vec<Box<dyn Waiting>>) {
    match commit(conn, mark, &mut batch).await {
        Err(fault) if batch.len() > 1 && !fault.is_global() => {
            for change in batch {
                let mut alone = vec![change];
                let outcome = commit(conn, mark, &mut alone).await;
                finish(alone, &outcome);
            }
        }
        outcome => finish(batch, &outcome),
    }
}

fn finish(batch: Vec<Box<dyn Waiting>>, outcome: &StoreResult<()>) {
    if let Err(fault) = outcome {
        tracing::error!(%fault, n_changes = batch.len(), "a commit failed; nothing of it was kept");
    }
    for change in batch {
        change.finish(outcome.clone());
    }
}

async fn commit(
    conn: &mut SqliteConnection,
    mark: &Arc<Mark>,
    batch: &mut [Box<dyn Waiting>],
) -> StoreResult<()> {
    let outcome = transact(conn, batch).await;
    if outcome.is_err() {
        // SQLite may have rolled back on its own already; then this says so and changes nothing.
        let _ = sqlx::query("ROLLBACK").execute(&mut *conn).await;
        return outcome;
    }
    if let Some(seq) = batch.iter().filter_map(|change| change.last_seq()).max() {
        mark.note(seq);
        mark.sync_soon();
    }
    Ok(())
}

async fn transact(conn: &mut SqliteConnection, batch: &mut [Box<dyn Waiting>]) -> StoreResult<()> {
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *conn).await?;
    for change in batch {
        change.make(conn).await?;
    }
    sqlx::query("COMMIT").execute(&mut *conn).await?;
    Ok(())
}
