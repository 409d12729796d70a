//! Drafts: started, read, changed by commands.

use super::{PolicyError, has_moved_on};
use crate::auth::Caller;
use crate::drafting::{Intent, Wanted};
use crate::error::ApiError;
use crate::handlers::body::Body;
use crate::handlers::path::Id;
use crate::openapi::{asked, told};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use domain::actor::Actor;
use domain::id::DraftId;
use domain::wire::policy::{CaseAnswer, DraftCommandRequest, DraftDocument, StartDraft};

/// Starts a draft on the newest version of a pack.
#[utoipa::path(post, path = "/api/policy/drafts", tag = "policy",
    request_body = ref(asked::<StartDraft>()),
    responses((status = 200, description = "The draft", body = ref(told::<DraftDocument>())), (status = 400), (status = 401),
        (status = 403), (status = 409, description = "Another draft has this id"),
        (status = 422, description = "No such pack is in force")))]
pub async fn start(
    State(state): State<AppState>,
    caller: Caller,
    Body(request): Body<StartDraft>,
) -> Result<Json<DraftDocument>, PolicyError> {
    let actor = caller.policy_writer()?;
    let StartDraft { command_id, draft_id, pack } = request;
    carry_out(
        &state,
        Intent { command_id, of: draft_id, actor, expected_version: 0, wanted: Wanted::Start { pack } },
    )
    .await
}

/// A draft with everything its page shows.
#[utoipa::path(get, path = "/api/policy/drafts/{draft_id}", tag = "policy",
    params(("draft_id" = Uuid, Path, description = "The draft")),
    responses((status = 200, description = "The draft", body = ref(told::<DraftDocument>())), (status = 401), (status = 403),
        (status = 404)))]
pub async fn document(
    State(state): State<AppState>,
    caller: Caller,
    Id(draft_id): Id,
) -> Result<Json<DraftDocument>, PolicyError> {
    let actor = caller.policy_writer()?;
    read(&state, DraftId(draft_id), actor).await
}

/// Carries out a command on a draft and answers with the draft as it is then.
#[utoipa::path(post, path = "/api/policy/drafts/{draft_id}/commands", tag = "policy",
    request_body = ref(asked::<DraftCommandRequest>()),
    params(("draft_id" = Uuid, Path, description = "The draft")),
    responses((status = 200, description = "The draft", body = ref(told::<DraftDocument>())), (status = 400), (status = 401),
        (status = 403), (status = 404), (status = 409, description = "The draft has moved on; it comes along"),
        (status = 422, description = "A rule stands in the way; `rejection` says which")))]
pub async fn command(
    State(state): State<AppState>,
    caller: Caller,
    Id(draft_id): Id,
    Body(request): Body<DraftCommandRequest>,
) -> Result<Json<DraftDocument>, PolicyError> {
    let actor = caller.policy_writer()?;
    let DraftCommandRequest { command_id, expected_revision, command } = request;
    let intent = Intent {
        command_id,
        of: DraftId(draft_id),
        actor,
        expected_version: expected_revision,
        wanted: Wanted::Command(command),
    };
    carry_out(&state, intent).await
}

/// The cases of the draft's pack, put to the draft.
#[utoipa::path(get, path = "/api/policy/drafts/{draft_id}/cases", tag = "policy",
    params(("draft_id" = Uuid, Path, description = "The draft")),
    responses((status = 200, description = "The cases with what comes out; none while the draft has mistakes",
        body = ref(told::<Vec<CaseAnswer>>())), (status = 401), (status = 403), (status = 404)))]
pub async fn cases(
    State(state): State<AppState>,
    caller: Caller,
    Id(draft_id): Id,
) -> Result<Json<Vec<CaseAnswer>>, PolicyError> {
    caller.policy_writer()?;
    let cases = state.drafting.cases(DraftId(draft_id)).await?;
    Ok(Json(cases.ok_or_else(ApiError::not_found)?))
}

async fn carry_out(state: &AppState, intent: Intent) -> Result<Json<DraftDocument>, PolicyError> {
    let (draft_id, actor) = (intent.of, intent.actor);
    match state.drafting.carry_out(intent).await {
        Ok(()) => read(state, draft_id, actor).await,
        Err(refusal) => {
            let mut error = PolicyError::from(refusal);
            if let PolicyError::Refused { rejection, document } = &mut error
                && has_moved_on(rejection)
            {
                *document = state.drafting.document(draft_id, actor).await?.map(Box::new);
            }
            Err(error)
        }
    }
}

async fn read(state: &AppState, draft_id: DraftId, actor: Actor) -> Result<Json<DraftDocument>, PolicyError> {
    let document = state.drafting.document(draft_id, actor).await?;
    Ok(Json(document.ok_or_else(ApiError::not_found)?))
}
