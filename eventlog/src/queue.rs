//! The way to a log's writer: whatever waits is committed as one batch.
//!
//! A batch is one transaction and one flush, shared by everybody who waits for it. Where it fails for a reason of
//! one append's own, the appends are made one by one, so that one bad one never costs the others.

use crate::append::{Append, Appended};
use crate::fault::{Fault, LogResult};
use crate::settle::Written;
use tokio::sync::{mpsc, oneshot};

/// How many appends may wait before their senders are held back.
const WAITING: usize = 4_096;
/// How many appends share a commit: enough for all clients a machine serves at once.
const BATCH: usize = 256;

/// What commits.
pub(crate) trait Writer {
    /// Commits what can be of these appends, and says how each ended. An error means that nothing was kept.
    async fn write(&mut self, batch: &[Append]) -> LogResult<Vec<Appended>>;

    /// Writes what another log has.
    async fn adopt(&mut self, written: &Written) -> LogResult<()>;

    /// Lets go of what it holds.
    async fn end(self);
}

enum Message {
    Append(Append, oneshot::Sender<LogResult<Appended>>),
    Adopt(Written, oneshot::Sender<LogResult<()>>),
    Stop(oneshot::Sender<()>),
}

/// The senders' end.
#[derive(Clone, Debug)]
pub(crate) struct Queue(mpsc::Sender<Message>);

/// The writer's end.
pub(crate) struct Waiting(mpsc::Receiver<Message>);

/// A new queue.
pub(crate) fn queue() -> (Queue, Waiting) {
    let (sender, receiver) = mpsc::channel(WAITING);
    (Queue(sender), Waiting(receiver))
}

impl Queue {
    /// Hands an append over and waits until it is on disk.
    pub(crate) async fn append(&self, append: Append) -> LogResult<Appended> {
        let (reply, answer) = oneshot::channel();
        self.0.send(Message::Append(append, reply)).await.map_err(|_| Fault::Closed)?;
        answer.await.map_err(|_| Fault::Closed)?
    }

    /// Hands over what another log has and waits until it is on disk.
    pub(crate) async fn adopt(&self, written: Written) -> LogResult<()> {
        let (reply, answer) = oneshot::channel();
        self.0.send(Message::Adopt(written, reply)).await.map_err(|_| Fault::Closed)?;
        answer.await.map_err(|_| Fault::Closed)?
    }

    /// Has what waits committed, and the writer end.
    pub(crate) async fn stop(&self) {
        let (done, ended) = oneshot::channel();
        if self.0.send(Message::Stop(done)).await.is_ok() {
            let _ = ended.await;
        }
    }
}

impl Waiting {
    /// Commits what comes, until told to stop or nobody is left who could send.
    pub(crate) async fn work(mut self, mut writer: impl Writer) {
        let mut messages = Vec::with_capacity(BATCH);
        let mut stop = None;
        while stop.is_none() && self.0.recv_many(&mut messages, BATCH).await > 0 {
            let (mut batch, mut replies) = (Vec::new(), Vec::new());
            for message in messages.drain(..) {
                match message {
                    Message::Append(append, reply) => {
                        batch.push(append);
                        replies.push(reply);
                    }
                    Message::Adopt(written, reply) => {
                        // What came before it goes before it.
                        answer(&mut writer, &mut batch, &mut replies).await;
                        let _ = reply.send(writer.adopt(&written).await);
                    }
                    Message::Stop(done) => stop = Some(done),
                }
            }
            answer(&mut writer, &mut batch, &mut replies).await;
        }
        writer.end().await;
        if let Some(done) = stop {
            let _ = done.send(());
        }
    }
}

/// Commits a batch and tells its senders how it ended.
async fn answer(
    writer: &mut impl Writer,
    batch: &mut Vec<Append>,
    replies: &mut Vec<oneshot::Sender<LogResult<Appended>>>,
) {
    let answers = commit(writer, &std::mem::take(batch)).await;
    for (reply, answer) in std::mem::take(replies).into_iter().zip(answers) {
        // Whoever asked may have hung up meanwhile; what was committed stands all the same.
        let _ = reply.send(answer);
    }
}

async fn commit(writer: &mut impl Writer, batch: &[Append]) -> Vec<LogResult<Appended>> {
    if batch.is_empty() {
        return Vec::new();
    }
    match writer.write(batch).await {
        Ok(answers) => answers.into_iter().map(Ok).collect(),
        Err(fault) if batch.len() == 1 || fault.is_global() => {
            tracing::error!(%fault, n_appends = batch.len(), "a commit failed; nothing of it was kept");
            batch.iter().map(|_| Err(fault.clone())).collect()
        }
        Err(fault) => {
            tracing::warn!(%fault, n_appends = batch.len(), "a commit failed; its appends are made one by one");
            let mut answers = Vec::with_capacity(batch.len());
            for append in batch {
                let answer = writer.write(std::slice::from_ref(append)).await;
                answers.push(answer.and_then(|mut alone| alone.pop().ok_or(Fault::Closed)));
            }
            answers
        }
    }
}
