//! One case, as its reader may see it.

use super::path::Id;
use crate::auth::Caller;
use crate::error::{ApiError, ApiResult};
use crate::openapi::told;
use crate::state::AppState;
use crate::store::StoreResult;
use axum::Json;
use axum::extract::State;
use domain::complaint::redact;
use domain::id::{CaseId, PersonId};
use domain::personal::Personal;
use domain::wire::CaseFile;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A case with its events and the people named in it.
#[utoipa::path(get, path = "/api/cases/{case_id}", tag = "cases",
    params(("case_id" = Uuid, Path, description = "The case")),
    responses((status = 200, description = "The case", body = ref(told::<CaseFile>())), (status = 401), (status = 403),
        (status = 404, description = "No such case, or somebody else's")))]
pub async fn case(
    State(state): State<AppState>,
    caller: Caller,
    Id(case_id): Id,
) -> ApiResult<Json<CaseFile>> {
    let actor = caller.actor_on(case_id)?;
    // Read first: what is committed meanwhile is heard again on the stream, never missed.
    let seq = state.store.last().await?;
    let loaded = state.ledger.load(case_id).await?;
    let case = loaded.state.case().ok_or_else(ApiError::not_found)?;
    let person = case.person;
    let packs = state.policies.of_case(case, state.ledger.now().date_naive()).links();
    let elsewhere = state.ledger.known_of(&case.order, person, Some(case.id)).await?.elsewhere;
    let elsewhere = match actor.person() {
        None => elsewhere,
        Some(_) if caller.has_proved(case_id).is_err() => elsewhere.as_told_by_link(),
        Some(_) => elsewhere.as_told_to_customer(),
    };
    let version = loaded.version();
    let events = redact::for_role(&loaded.events, actor.role());
    Ok(Json(CaseFile {
        case_id: CaseId(case_id),
        version,
        people: people(&state, case_id, person).await?,
        users: state.store.user_names(events.iter().filter_map(|event| event.actor.user())).await?,
        events,
        seq,
        packs,
        elsewhere,
        is_desk_browser: caller.is_not_also_staff().is_err(),
    }))
}

async fn people(
    state: &AppState,
    case_id: Uuid,
    person: PersonId,
) -> StoreResult<BTreeMap<PersonId, Personal>> {
    let personal = state.store.personal(CaseId(case_id)).await?;
    Ok(personal.map(|personal| (person, personal)).into_iter().collect())
}
