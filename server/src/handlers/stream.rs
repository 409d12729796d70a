//! The stream of events: everything committed after a number, as the listener may see it, then whatever comes.
//!
//! A listener that broke off goes on from the last number it saw. One that is too far behind is told to read anew
//! what it shows, since that is cheaper for both sides than the whole log. Who looks after policies also hears that
//! something happened outside cases, and asks for what they show of it. Rights are asked about again while a stream
//! is open: who signs out, or is signed out, hears no more within seconds. One browser or address has a few at most.

use super::query::{Face, Query};
use crate::auth::Caller;
use crate::auth::access::Hearing;
use crate::error::ApiResult;
use crate::live::Heard;
use crate::live::places;
use crate::openapi::{events, told};
use crate::state::AppState;
use crate::store::StoreResult;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use books::feed::Fed;
use domain::actor::Role;
use domain::complaint::event::{Event as Happened, Recorded};
use domain::complaint::redact;
use futures::Stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, Interval};
use tokio_util::sync::CancellationToken;

/// How many events are read from the log at a time, and how many a listener may be behind at most.
const CHUNK: u32 = 500;
const MAX_BEHIND: u64 = 10_000;
/// How often a silent stream says that it lives; proxies commonly cut after 30 or 60 seconds.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How often it is asked whether a listener may still hear.
const RIGHTS: Duration = Duration::from_secs(5);

/// How long a page waits that lost its place to a newer one of the same browser or address.
const LATER: Duration = Duration::from_mins(1);
/// And any other after a break.
const SOON: Duration = Duration::from_secs(3);

/// Where to begin.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct After {
    /// The last number seen; from now on unless given.
    after: Option<u64>,
    #[serde(rename = "face")]
    _face: Option<Face>,
}

super::query::described!(After);

/// A place of the log, as the events `hello`, `beside` and `reset` tell it.
#[derive(Debug, Serialize, JsonSchema)]
struct Place {
    /// Which.
    seq: u64,
}

impl Place {
    fn json(seq: u64) -> String {
        serde_json::to_string(&Self { seq }).unwrap_or_default()
    }
}

/// What a stream of cases consists of.
fn said() -> String {
    let place = told::<Place>;
    let recorded = ("recorded", told::<Recorded>());
    events("CaseStream", &[("hello", place()), recorded, ("beside", place()), ("reset", place())])
}

struct Listener {
    state: AppState,
    caller: Caller,
    hearing: Hearing,
    rights: Interval,
    heard: broadcast::Receiver<Arc<Heard>>,
    ready: VecDeque<Event>,
    last_seq: u64,
    is_behind: bool,
    /// Its place among the streams; none once it went to another.
    place: Option<places::Place>,
    ending: CancellationToken,
}

/// Events after a number, as server-sent events.
#[utoipa::path(get, path = "/api/stream", tag = "cases",
    params(After, ("Last-Event-ID" = Option<u64>, Header, description = "The same, as browsers send it after a break")),
    responses((status = 200, description = "Server-sent events `hello`, `recorded`, `beside`, `reset`",
        content((ref(said()) = "text/event-stream"))), (status = 401), (status = 403)))]
pub async fn stream(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Query(After { after, .. }): Query<After>,
) -> ApiResult<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let hearing = caller.hears()?;
    let resumed = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
    // Whoever is heard has a session; without one, all share.
    let session = caller.session.id().map_or(0, |id| id.0);
    let place = state.places.take(session, caller.source);
    // Listening begins before the log is read, so that nothing falls between the two.
    let receiver = state.live.listen();
    let head = state.store.last().await?;
    let mut listener = Listener {
        ending: state.ending.clone(),
        state,
        caller,
        hearing,
        rights: tokio::time::interval_at(Instant::now() + RIGHTS, RIGHTS),
        heard: receiver,
        ready: VecDeque::new(),
        last_seq: resumed.or(after).unwrap_or(head).min(head),
        is_behind: true,
        place: Some(place),
    };
    listener.say("hello", head);
    if head - listener.last_seq > MAX_BEHIND {
        listener.say("reset", head);
        listener.last_seq = head;
    }
    let events = futures::stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok(event), listener))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT).text("")))
}

impl Listener {
    fn say(&mut self, name: &str, seq: u64) {
        // Without an id: what lies before `seq` may still be on its way, and a browser resumes from the last id.
        let event = Event::default().event(name).retry(SOON).data(Place::json(seq));
        self.ready.push_back(event);
    }

    fn take(&mut self, heard: &Heard) {
        if heard.seq <= self.last_seq {
            return;
        }
        self.last_seq = heard.seq;
        if heard.case_id.is_none() && matches!(self.hearing.role(), Role::Supervisor | Role::Admin) {
            let event = Event::default().event("beside").id(heard.seq.to_string());
            self.ready.push_back(event.data(Place::json(heard.seq)));
        }
        if heard.case_id.is_some_and(|case_id| self.hearing.includes(case_id))
            && let Some(text) = heard.as_seen_by(self.hearing.role())
        {
            let event = Event::default().event("recorded").id(heard.seq.to_string());
            self.ready.push_back(event.data(text));
        }
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            if self.is_behind {
                if let Err(fault) = self.catch_up().await {
                    // Ending the stream makes the browser come back to where it was.
                    tracing::error!(%fault, "a stream could not read the log");
                    return None;
                }
                continue;
            }
            let place = self.place.as_ref()?;
            let heard = tokio::select! {
                heard = self.heard.recv() => heard,
                () = place.lost() => {
                    self.place = None;
                    return Some(Event::default().retry(LATER).comment("a newer page took this one's place"));
                }
                _ = self.rights.tick() => {
                    if self.caller.is_still_in(&self.state).await {
                        continue;
                    }
                    return None;
                }
                () = self.ending.cancelled() => return None,
            };
            match heard {
                // Numbers run on without gaps but for a loss; a gap means something was not passed on.
                Ok(heard) if heard.seq > self.last_seq + 1 => self.is_behind = true,
                Ok(heard) => self.take(&heard),
                Err(RecvError::Lagged(_)) => self.is_behind = true,
                Err(RecvError::Closed) => return None,
            }
        }
    }

    async fn catch_up(&mut self) -> StoreResult<()> {
        let missed = self.state.store.feed(self.last_seq, CHUNK).await?;
        self.is_behind = missed.len() >= usize::try_from(CHUNK).unwrap_or(usize::MAX);
        for mut fed in missed {
            self.hide_taken_back(&mut fed).await?;
            self.take(&Heard::of(&fed));
        }
        Ok(())
    }

    /// What a proof said that was taken back since is for the desk alone: its customer hears of it as their case tells it.
    async fn hide_taken_back(&self, fed: &mut Fed) -> StoreResult<()> {
        let Ok(Some(recorded)) = &mut fed.of_case else { return Ok(()) };
        let case_id = recorded.case_id.0;
        if self.hearing.role() != Role::Customer
            || !self.hearing.includes(case_id)
            || !matches!(recorded.event, Happened::PromiseProven { .. })
        {
            return Ok(());
        }
        let all = self.state.ledger.load(case_id).await?.events;
        let mut seen = redact::for_role(&all, Role::Customer).into_iter();
        if let Some(seen) = seen.find(|one| one.version == recorded.version) {
            recorded.event = seen.event;
        }
        Ok(())
    }
}
