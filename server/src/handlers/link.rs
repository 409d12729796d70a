//! A case's private link: opening it, seeing it, taking it back, making it anew.
//!
//! Whoever has the link may act as the customer, so it can be taken back by whoever may read the case. A new one is
//! made for those alone who proved the order or filed the complaint: somebody with a link that got about must not be
//! able to keep the case to themself.

use super::find::link_to;
use super::path::{Id, Piece};
use super::proof::begin_from;
use crate::auth::Caller;
use crate::auth::grants::CaseKey;
use crate::error::{ApiError, ApiResult};
use crate::openapi::told;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use books::links::Link;
use chrono::DateTime;
use domain::complaint::rejection::Rejection;
use domain::id::CaseId;
use domain::wire::failure_code::FailureCode;
use domain::wire::{CaseLink, PrivateLink};

/// Opens a case by the token of its private link.
#[utoipa::path(post, path = "/api/links/{token}", tag = "customer",
    params(("token" = String, Path, description = "The last part of the private link")),
    responses((status = 200, description = "The case", body = ref(told::<CaseLink>())),
        (status = 404, description = "No such link, or one that was replaced"),
        (status = 410, description = "The link has ended or was taken back"), (status = 429)))]
pub async fn open(
    State(state): State<AppState>,
    mut caller: Caller,
    Piece(token): Piece,
) -> ApiResult<Json<CaseLink>> {
    let attempt = begin_from(&state, &caller).await?;
    let link = state.store.link_by_token(&state.secret.link_hash(&token)).await?;
    let link = link.ok_or_else(ApiError::not_found)?;
    attempt.free();
    if !link.opens(state.clock.utc().timestamp()) {
        return Err(ApiError::new(StatusCode::GONE, FailureCode::LinkEnded));
    }
    let case = CaseKey { case_id: link.case.0, person_id: link.person.0 };
    if caller.grants.add_linked(case, link.generation) {
        caller.save_proof(&state).await?;
    }
    Ok(Json(link_to(&state, link.case.0).await?))
}

/// The link of a case as it stands.
#[utoipa::path(get, path = "/api/cases/{case_id}/link", tag = "cases",
    params(("case_id" = Uuid, Path, description = "The case")),
    responses((status = 200, description = "The link", body = ref(told::<PrivateLink>())), (status = 401), (status = 403),
        (status = 404, description = "No such case, or somebody else's")))]
pub async fn current(
    State(state): State<AppState>,
    caller: Caller,
    Id(case_id): Id,
) -> ApiResult<Json<PrivateLink>> {
    caller.actor_on(case_id)?;
    let link = state.store.link(CaseId(case_id)).await?.ok_or_else(ApiError::not_found)?;
    Ok(Json(shown(&state, &caller, &link)))
}

/// Makes a case a new link; the former opens nothing any more.
#[utoipa::path(post, path = "/api/cases/{case_id}/link", tag = "cases",
    params(("case_id" = Uuid, Path, description = "The case")),
    responses((status = 200, description = "The new link", body = ref(told::<PrivateLink>())), (status = 401),
        (status = 403, description = "For whoever proved the order alone"),
        (status = 404, description = "No such case, or somebody else's")))]
pub async fn renew(
    State(state): State<AppState>,
    caller: Caller,
    Id(case_id): Id,
) -> ApiResult<Json<PrivateLink>> {
    caller.actor_on(case_id)?;
    caller.is_not_also_staff()?;
    caller.has_proved(case_id)?;
    let link = state.ledger.renew_link(case_id).await?.ok_or_else(ApiError::not_found)?;
    tracing::info!("a private link was made anew");
    Ok(Json(shown(&state, &caller, &link)))
}

/// Takes the link of a case back; whoever came by it is out from this moment.
#[utoipa::path(delete, path = "/api/cases/{case_id}/link", tag = "cases",
    params(("case_id" = Uuid, Path, description = "The case")),
    responses((status = 200, description = "The link, which opens nothing any more", body = ref(told::<PrivateLink>())), (status = 401),
        (status = 403), (status = 404, description = "No such case, or somebody else's")))]
pub async fn revoke(
    State(state): State<AppState>,
    caller: Caller,
    Id(case_id): Id,
) -> ApiResult<Json<PrivateLink>> {
    let actor = caller.actor_on(case_id)?;
    caller.is_not_also_staff()?;
    // Nor does anybody at the desk shut a customer out who complains about them.
    if let Some(user) = actor.user()
        && let loaded = state.ledger.load(case_id).await?
        && loaded.state.case().is_some_and(|case| case.concerns.contains(&user))
    {
        return Err(Rejection::ConcernsThem { user }.into());
    }
    state.store.revoke_link(CaseId(case_id), state.clock.utc().timestamp()).await?;
    tracing::info!(by = actor.role().code(), "a private link was taken back");
    let link = state.store.link(CaseId(case_id)).await?.ok_or_else(ApiError::not_found)?;
    Ok(Json(shown(&state, &caller, &link)))
}

/// The link as its reader may see it: the desk sees whether there is one, and not where it leads, since whoever opens
/// it acts as the customer.
fn shown(state: &AppState, caller: &Caller, link: &Link) -> PrivateLink {
    let is_theirs = caller.has_proved(link.case.0).is_ok();
    PrivateLink {
        is_open: link.opens(state.clock.utc().timestamp()),
        path: state.ledger.path_of(link).filter(|_| is_theirs),
        can_renew: is_theirs,
        expires_at: state
            .config
            .shop
            .zone
            .at(DateTime::from_timestamp(link.expires_at, 0).unwrap_or_default()),
    }
}
