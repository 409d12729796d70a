//! Looking up an order: who knows its number and a contact the shop knows of the buyer has proved it theirs.
//!
//! An unknown order and a wrong contact are answered alike, in the same time, and not often.

use super::body::Body;
use super::find::links_of_order;
use crate::auth::Caller;
use crate::auth::grants::OrderGrant;
use crate::config::Rates;
use crate::error::{ApiError, ApiResult};
use crate::limit::{Rate, Tried};
use crate::state::AppState;
use crate::store::orders::FoundOrder;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::complaint::rejection::Rejection;
use domain::id::PersonId;
use domain::text::OrderNumber;
use domain::text::contact::Contact;
use domain::wire::{CaseLink, LookupRequest, LookupResponse};
use std::time::Duration;

/// Counts one try of a lookup from an address and for a number.
pub fn count_lookup(state: &AppState, caller: &Caller, number: &str) -> ApiResult<()> {
    let Rates { lookups_per_minute, lookups_per_number, .. } = state.config.rates;
    let minute = Rate { n: lookups_per_minute, per: Duration::from_mins(1) };
    let hour = Rate { n: lookups_per_number, per: Duration::from_hours(1) };
    state.limits.count(Tried::LookupFrom, &caller.address.to_string(), minute)?;
    state.limits.count(Tried::LookupOf, number, hour)
}

/// The answer to an unknown order and to a wrong contact.
pub fn order_not_found() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "order_not_found")
}

/// The order with this number, proved by this contact; both as typed.
pub async fn prove(
    state: &AppState,
    number: &OrderNumber,
    contact: &Contact,
) -> ApiResult<Option<FoundOrder>> {
    let order_key = number.key();
    let keys = state.secret.typed_keys(&order_key, contact);
    Ok(state.store.prove_order(&order_key, &keys).await?)
}

/// Finds an order by its number and a contact, and remembers the proof in the session.
#[utoipa::path(post, path = "/api/orders/lookup", tag = "customer", request_body = Object,
    responses((status = 200, description = "The order", body = Object),
        (status = 404, description = "No such order, or another contact"), (status = 422), (status = 429)))]
pub async fn lookup(
    State(state): State<AppState>,
    mut caller: Caller,
    Body(request): Body<LookupRequest>,
) -> ApiResult<Json<LookupResponse>> {
    let number = OrderNumber::parse(&request.order_number);
    let contact = Contact::parse(&request.contact);
    let (number, contact) = match (number, contact) {
        (Ok(number), Ok(contact)) => (number, contact),
        (number, contact) => {
            let problems = number.err().into_iter().chain(contact.err()).collect();
            return Err(Rejection::InvalidInput { problems }.into());
        }
    };
    count_lookup(&state, &caller, &number.key())?;
    let found = prove(&state, &number, &contact).await?.ok_or_else(order_not_found)?;
    caller.grants.add_order(OrderGrant { order_key: number.key(), person_id: found.person_id });
    let cases = links_of_order(&state, &mut caller, &number.key()).await?;
    caller.save_grants().await?;
    let person_id = PersonId(found.person_id);
    let unfinished = unfinished(&state, &cases).await?;
    let elsewhere = state.ledger.known_of(&found.order, person_id, None).await?.elsewhere;
    Ok(Json(LookupResponse { order: found.order, person_id, cases, unfinished, elsewhere }))
}

/// The first of these cases, the newest in front, that is not finished.
async fn unfinished(state: &AppState, cases: &[CaseLink]) -> ApiResult<Option<CaseLink>> {
    for link in cases {
        let loaded = state.ledger.load(link.case_id.0).await?;
        if loaded.complaint.case().is_some_and(|case| !case.phase.is_finished()) {
            return Ok(Some(link.clone()));
        }
    }
    Ok(None)
}
