//! One connection as the others see it: whether it is silent, sending or being answered, how much of a body it has sent
//! so far, and how to give it up.

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use tower_http::timeout::TimeoutBody;

/// What a connection is doing, as one number: its kind in the two lowest bits, and since which change above them.
#[derive(Debug)]
pub(super) struct State {
    now: AtomicU64,
    changes: Arc<AtomicU64>,
    give_up: CancellationToken,
    /// Bytes of the body on its way that have come so far.
    n_bytes: AtomicU64,
    /// The same of all connections.
    in_all: Arc<AtomicU64>,
    all: Weak<Mutex<BTreeMap<u64, Arc<State>>>>,
}

/// How many bytes of bodies may lie half received, of all connections together: four of the largest uploads. Beyond
/// that whoever has been sending longest makes room.
const MAX_UNREAD: u64 = 32 * 1024 * 1024;

/// Nothing was asked, or all of it is answered.
const SILENT: u64 = 0;
/// A body is on its way.
const SENDING: u64 = 1;
/// An answer is being made or sent.
const ANSWERED: u64 = 2;
const KIND: u64 = 3;

impl State {
    fn set(&self, kind: u64) {
        let since = self.changes.fetch_add(1, Ordering::Relaxed);
        self.now.store((since << 2) | kind, Ordering::Relaxed);
    }

    fn is(&self, kind: u64) -> bool {
        self.now.load(Ordering::Relaxed) & KIND == kind
    }

    /// Whether some of a request's body was not read, though its answer is made.
    pub(super) fn has_more(&self) -> bool {
        self.is(SENDING)
    }

    fn since(&self) -> u64 {
        self.now.load(Ordering::Relaxed) >> 2
    }

    /// Some more of a body has come.
    fn receive(&self, n: usize) {
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        self.n_bytes.fetch_add(n, Ordering::Relaxed);
        let in_all = self.in_all.fetch_add(n, Ordering::Relaxed).saturating_add(n);
        if in_all > MAX_UNREAD
            && let Some(open) = self.all.upgrade()
        {
            give_up(&open, |state| state.is(SENDING));
        }
    }

    /// The body has been received, or never will be.
    fn forget_body(&self) {
        let n = self.n_bytes.swap(0, Ordering::Relaxed);
        self.in_all.fetch_sub(n, Ordering::Relaxed);
    }
}

type Open = Arc<Mutex<BTreeMap<u64, Arc<State>>>>;

/// All open connections.
#[derive(Debug, Default)]
pub(super) struct Lines {
    open: Open,
    changes: Arc<AtomicU64>,
    n_unread: Arc<AtomicU64>,
}

fn held(open: &Open) -> MutexGuard<'_, BTreeMap<u64, Arc<State>>> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Lines {
    /// How many there are.
    pub(super) fn n_open(&self) -> usize {
        held(&self.open).len()
    }

    /// One more.
    pub(super) fn open(&self) -> Line {
        let id = self.changes.fetch_add(1, Ordering::Relaxed);
        let state = Arc::new(State {
            now: AtomicU64::new((id << 2) | SILENT),
            changes: Arc::clone(&self.changes),
            give_up: CancellationToken::new(),
            n_bytes: AtomicU64::new(0),
            in_all: Arc::clone(&self.n_unread),
            all: Arc::downgrade(&self.open),
        });
        held(&self.open).insert(id, Arc::clone(&state));
        Line { id, state, open: Arc::clone(&self.open) }
    }

    /// Gives up the one that has been silent longest, or else the one that has been sending longest. `false` where
    /// all of them are being answered.
    pub(super) fn give_up_one(&self) -> bool {
        give_up(&self.open, |state| state.is(SILENT)) || give_up(&self.open, |state| state.is(SENDING))
    }
}

/// Gives up the one of those meant that has been at it longest; `false` where there is none.
fn give_up(open: &Open, is_meant: impl Fn(&State) -> bool) -> bool {
    let mut open = held(open);
    let meant = open.iter().filter(|(_, state)| is_meant(state));
    let longest = meant.min_by_key(|(_, state)| state.since()).map(|(id, _)| *id);
    let Some(state) = longest.and_then(|id| open.remove(&id)) else { return false };
    state.forget_body();
    state.give_up.cancel();
    true
}

/// One connection; no longer counted once it is dropped.
#[derive(Debug)]
pub(super) struct Line {
    id: u64,
    state: Arc<State>,
    open: Open,
}

impl Line {
    /// What it is doing.
    pub(super) fn state(&self) -> Arc<State> {
        Arc::clone(&self.state)
    }

    /// Waits until its place is needed for somebody else.
    pub(super) async fn given_up(&self) {
        self.state.give_up.cancelled().await;
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        held(&self.open).remove(&self.id);
    }
}

/// An answer under way: the connection is silent again once it is sent.
pub(super) struct Answering(Arc<State>);

impl Answering {
    /// Begins with a request's head.
    pub(super) fn begin(state: &Arc<State>) -> Self {
        state.set(ANSWERED);
        Self(Arc::clone(state))
    }

    /// Goes on until the body has been sent.
    pub(super) fn until_sent(self, body: Body) -> Body {
        Body::new(Sent { body, _answering: self })
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.set(SILENT);
    }
}

/// A body on its way out.
struct Sent {
    body: Body,
    _answering: Answering,
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A body on its way in, each part of which must come within a time.
pub(super) struct Receiving {
    body: Pin<Box<TimeoutBody<hyper::body::Incoming>>>,
    state: Arc<State>,
}

impl Receiving {
    /// Takes in a request's body.
    pub(super) fn new(body: hyper::body::Incoming, part: Duration, state: &Arc<State>) -> Self {
        if !body.is_end_stream() {
            state.set(SENDING);
        }
        Self { body: Box::pin(TimeoutBody::new(part, body)), state: Arc::clone(state) }
    }
}

impl Drop for Receiving {
    fn drop(&mut self) {
        self.state.forget_body();
    }
}

impl HttpBody for Receiving {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let polled = self.body.as_mut().poll_frame(cx);
        let is_over = match &polled {
            Poll::Ready(None | Some(Err(_))) => true,
            Poll::Ready(Some(Ok(_))) => self.body.is_end_stream(),
            Poll::Pending => false,
        };
        if let Poll::Ready(Some(Ok(frame))) = &polled {
            self.state.receive(frame.data_ref().map_or(0, Bytes::len));
        }
        if is_over && self.state.is(SENDING) {
            self.state.set(ANSWERED);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_silent_connection_makes_room_and_none_that_is_being_answered() {
        let lines = Lines::default();
        let (first, second, third) = (lines.open(), lines.open(), lines.open());
        let answering = Answering::begin(&first.state());
        assert!(lines.give_up_one());
        assert!(second.state.give_up.is_cancelled());
        // It has been silent for a shorter time than the third, though it came before it.
        drop(answering);
        assert!(lines.give_up_one());
        assert!(third.state.give_up.is_cancelled() && !first.state.give_up.is_cancelled());
        let _answering = Answering::begin(&first.state());
        assert!(!lines.give_up_one());
        assert_eq!(lines.n_open(), 1);
    }

    #[test]
    fn half_received_bodies_stay_below_a_sum_and_whoever_sends_longest_makes_room() {
        let lines = Lines::default();
        let senders: Vec<_> = (0..10).map(|_| lines.open()).collect();
        for line in &senders {
            line.state.set(SENDING);
            for _ in 0..8 {
                line.state.receive(1024 * 1024);
            }
        }
        let is_kept: Vec<_> = senders.iter().map(|line| !line.state.give_up.is_cancelled()).collect();
        assert_eq!(is_kept, [false, false, false, false, false, false, true, true, true, true]);
        assert_eq!(lines.n_unread.load(Ordering::Relaxed), MAX_UNREAD);
        for line in &senders {
            line.state.forget_body();
        }
        assert_eq!(lines.n_unread.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn connection_that_is_sending_makes_room_only_after_the_silent_ones() {
        let lines = Lines::default();
        let (sending, silent) = (lines.open(), lines.open());
        sending.state.set(SENDING);
        assert!(lines.give_up_one());
        assert!(silent.state.give_up.is_cancelled());
        assert!(lines.give_up_one());
        assert!(sending.state.give_up.is_cancelled());
    }
}
