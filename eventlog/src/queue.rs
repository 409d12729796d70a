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

    /// Refuses where a file it writes to lies no more where it was opened.
    fn in_place(&self) -> LogResult<()>;

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
                        let adopted = match writer.in_place() {
                            Ok(()) => writer.adopt(&written).await.and_then(|()| writer.in_place()),
                            lost => lost,
                        };
                        let _ = reply.send(adopted);
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

/// Commits a batch where it lasts. Looked at before, so that nothing more goes into a file that is lost; and after, so
/// that nobody is told of what went into one that was lost meanwhile.
async fn commit(writer: &mut impl Writer, batch: &[Append]) -> Vec<LogResult<Appended>> {
    if batch.is_empty() {
        return Vec::new();
    }
    let all = |fault: &Fault| batch.iter().map(|_| Err(fault.clone())).collect();
    if let Err(fault) = writer.in_place() {
        tracing::error!(%fault, n_appends = batch.len(), "nothing is committed");
        return all(&fault);
    }
    let answers = commit_in_place(writer, batch).await;
    if let Err(fault) = writer.in_place() {
        tracing::error!(%fault, n_appends = batch.len(), "a commit is lost unless that comes back");
        return all(&fault);
    }
    answers
}

async fn commit_in_place(writer: &mut impl Writer, batch: &[Append]) -> Vec<LogResult<Appended>> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::VecDeque;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Says of each look in turn whether its file is there.
    struct Looked {
        is_there: std::cell::RefCell<VecDeque<bool>>,
        n_written: Arc<AtomicUsize>,
    }

    impl Writer for Looked {
        async fn write(&mut self, batch: &[Append]) -> LogResult<Vec<Appended>> {
            self.n_written.fetch_add(batch.len(), Ordering::Relaxed);
            Ok(batch.iter().map(|_| Appended::Reused).collect())
        }

        fn in_place(&self) -> LogResult<()> {
            let is_there = self.is_there.borrow_mut().pop_front().unwrap();
            if is_there { Ok(()) } else { Err(Fault::Lost("redress.db".into())) }
        }

        async fn adopt(&mut self, _: &Written) -> LogResult<()> {
            self.n_written.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }

        async fn end(self) {}
    }

    #[tokio::test]
    async fn nothing_is_told_to_be_done_in_a_file_that_is_lost_before_or_meanwhile() {
        for (looks, n_expected, is_done) in
            [(vec![true, true], 1, true), (vec![true, false], 1, false), (vec![false], 0, false)]
        {
            for is_adopted in [false, true] {
                let (queue, waiting) = queue();
                let n_written = Arc::<AtomicUsize>::default();
                let is_there = std::cell::RefCell::new(looks.clone().into());
                let work = waiting.work(Looked { is_there, n_written: Arc::clone(&n_written) });
                let asks = async {
                    let done = if is_adopted {
                        queue.adopt(Written::default()).await
                    } else {
                        queue.append(Append::default()).await.map(|_| ())
                    };
                    queue.stop().await;
                    done
                };
                let ((), done) = tokio::join!(work, asks);
                assert_eq!(n_written.load(Ordering::Relaxed), n_expected, "{looks:?}");
                match done {
                    Ok(()) => assert!(is_done, "{looks:?}"),
                    Err(fault) => assert!(!is_done && matches!(fault, Fault::Lost(_)), "{fault}"),
                }
            }
        }
    }
}
