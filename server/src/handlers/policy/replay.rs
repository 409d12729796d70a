//! What a draft would have changed, told while it is counted.

use super::PolicyError;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::handlers::path::Id;
use crate::handlers::query::{self, Face, Query};
use crate::openapi::{events, told};
use crate::state::AppState;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::id::DraftId;
use domain::policy::draft::rejection::DraftRejection;
use domain::wire::ErrorBody;
use domain::wire::failure_code::FailureCode;
use domain::wire::policy::{ReplayOver, ReplayProgress, ReplayReport};
use futures::Stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use tokio::sync::mpsc;

/// How much may wait for a slow listener. Progress beyond it is left out; the report never is.
const WAITING: usize = 64;

/// Over what.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Over {
    /// `orders` or `cases`.
    over: ReplayOver,
    #[serde(rename = "face")]
    _face: Option<Face>,
}

query::described!(Over);

/// What a replay's stream consists of.
fn said() -> String {
    let progress = ("progress", told::<ReplayProgress>());
    let report = ("report", told::<ReplayReport>());
    events("ReplayStream", &[progress, report, ("failed", told::<ErrorBody>())])
}

/// Replays a draft over orders or past cases beside the packs in force.
#[utoipa::path(get, path = "/api/policy/drafts/{draft_id}/replay", tag = "policy",
    params(("draft_id" = Uuid, Path, description = "The draft"), Over),
    responses((status = 200, description = "Server-sent events `progress`, then one `report` or `failed`",
        content((ref(said()) = "text/event-stream"))), (status = 400), (status = 401), (status = 403), (status = 404),
        (status = 422, description = "The draft has mistakes")))]
pub async fn replay(
    State(state): State<AppState>,
    caller: Caller,
    Id(draft_id): Id,
    Query(Over { over, .. }): Query<Over>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, PolicyError> {
    caller.policy_writer()?;
    let draft_id = DraftId(draft_id);
    let loaded = state.drafting.load(draft_id).await?.ok_or_else(ApiError::not_found)?;
    let Some(compared) = state.drafting.compared(draft_id).await? else {
        let n_mistakes = domain::policy::authoring::PackScribe::read(&loaded.state.text)
            .map_or_else(|mistakes| u32::try_from(mistakes.len()).unwrap_or(u32::MAX), |_| 0);
        let rejection = DraftRejection::HasMistakes { n_mistakes };
        return Err(PolicyError::Refused { rejection, document: None });
    };
    let (events, heard) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        let ending = state.ending.clone();
        let counted = state.drafting.replay(&compared, over, |progress| {
            // A listener that lags misses some progress; one that has gone ends the work.
            let _ = events.try_send(event("progress", &progress));
            !events.is_closed() && !ending.is_cancelled()
        });
        let last = match counted.await {
            Ok(Some(report)) => event("report", &report),
            Ok(None) => return,
            Err(fault) => {
                tracing::error!(%fault, "a replay failed");
                let (_, error) =
                    ApiError::new(StatusCode::SERVICE_UNAVAILABLE, FailureCode::StorageUnavailable).told();
                event("failed", &ErrorBody { error })
            }
        };
        // Nobody listening any more is no fault.
        let _ = events.send(last).await;
    });
    let stream = futures::stream::unfold(heard, |mut heard| async move {
        let event: Event = heard.recv().await?;
        Some((Ok(event), heard))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().text("")))
}

fn event(name: &'static str, data: &impl Serialize) -> Event {
    let event = Event::default().event(name);
    match serde_json::to_string(data) {
        Ok(text) => event.data(text),
        Err(_) => event,
    }
}
