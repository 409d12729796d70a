//! What stands beside a case, for the desk only: the other cases of its customer and order, and who may work it.

use super::path::Id;
use crate::auth::Caller;
use crate::error::{ApiError, ApiResult};
use crate::openapi::told;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use books::project::order_key;
use domain::view::beside::BesideCase;
use domain::wire::Beside;

/// How many other cases are told, the newest first.
const AT_MOST: u32 = 20;

/// The other cases of a case's customer and order, and who may work it.
#[utoipa::path(get, path = "/api/cases/{case_id}/beside", tag = "desk",
    params(("case_id" = Uuid, Path, description = "The case")),
    responses((status = 200, description = "What stands beside it", body = ref(told::<Beside>())), (status = 401), (status = 403),
        (status = 404, description = "No such case")))]
pub async fn beside(
    State(state): State<AppState>,
    caller: Caller,
    Id(case_id): Id,
) -> ApiResult<Json<Beside>> {
    caller.case_worker()?;
    let loaded = state.ledger.load(case_id).await?;
    let case = loaded.state.case().ok_or_else(ApiError::not_found)?;
    let key = order_key(&case.order.number);
    // One more than told: the case itself is among them.
    let others = state.store.cases_beside(case.person, &key, AT_MOST.saturating_add(1)).await?;
    let mut cases = Vec::new();
    for other in others.into_iter().filter(|other| other.0 != case_id) {
        let events = state.ledger.load(other.0).await?.events;
        cases.extend(BesideCase::of(&events, case.person));
    }
    let colleagues = state.store.colleagues().await?.into_iter().collect();
    Ok(Json(Beside { cases, colleagues }))
}
