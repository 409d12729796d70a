//! Looking up an order: who knows its number and a contact the shop knows of the buyer has proved it theirs.

use super::body::Body;
use super::find::links_of;
use super::proof::{Lookup, both, prove};
use crate::auth::Caller;
use crate::auth::grants::OrderGrant;
use crate::error::ApiResult;
use crate::openapi::{asked, told};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use domain::id::PersonId;
use domain::text::OrderNumber;
use domain::wire::{CaseLink, LookupRequest, LookupResponse};
use std::collections::BTreeSet;

/// Finds an order by its number and a contact, and remembers the proof in the session.
#[utoipa::path(post, path = "/api/orders/lookup", tag = "customer",
    request_body = ref(asked::<LookupRequest>()),
    responses((status = 200, description = "The order", body = ref(told::<LookupResponse>())),
        (status = 404, description = "No such order, or another contact"), (status = 422), (status = 429)))]
pub async fn lookup(
    State(state): State<AppState>,
    mut caller: Caller,
    Body(request): Body<LookupRequest>,
) -> ApiResult<Json<LookupResponse>> {
    let (number, contact) = both(OrderNumber::parse(&request.order_number), &request.contact)?;
    let order_key = state.store.key_meant(&number.key()).await?;
    let lookup = Lookup::begin(&state, &caller, &order_key).await?;
    let proven = prove(&state, &order_key, &contact).await?;
    let found = match proven.buyer {
        Some(_) => state.store.order(&order_key).await?,
        None => None,
    };
    // The buyer as proved: should the number be given to another in this very moment, nothing of theirs is told.
    let Some(found) = found.filter(|found| proven.buyer == Some(found.person_id)) else {
        return Err(lookup.wrong().await);
    };
    lookup.right();
    caller.grants.add_order(OrderGrant { order_key: order_key.clone(), person_id: found.person_id });
    let cases = links_of(&state, &mut caller, &order_key, &BTreeSet::from([found.person_id])).await?;
    caller.save_proof(&state).await?;
    let person_id = PersonId(found.person_id);
    let unfinished = unfinished(&state, &cases).await?;
    let elsewhere =
        state.ledger.known_of(&found.order, person_id, None).await?.elsewhere.as_told_to_customer();
    let order = found.order.for_customer();
    Ok(Json(LookupResponse { order, person_id, cases, unfinished, elsewhere }))
}

/// The first of these cases, the newest in front, that is not finished.
async fn unfinished(state: &AppState, cases: &[CaseLink]) -> ApiResult<Option<CaseLink>> {
    for link in cases {
        let loaded = state.ledger.load(link.case_id.0).await?;
        if loaded.state.case().is_some_and(|case| !case.phase.is_finished()) {
            return Ok(Some(link.clone()));
        }
    }
    Ok(None)
}
