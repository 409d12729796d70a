//! Finding one's way back to a case: by its number or the order's with a contact, or by its private link.

use super::body::Body;
use super::order::{count_lookup, order_not_found, prove};
use super::path::Piece;
use crate::auth::Caller;
use crate::auth::grants::OrderGrant;
use crate::error::{ApiError, ApiResult};
use crate::limit::{Rate, Tried};
use crate::state::AppState;
use crate::store::find::CaseKey;
use axum::Json;
use axum::extract::State;
use domain::complaint::rejection::Rejection;
use domain::id::{CaseId, CaseNumber};
use domain::text::OrderNumber;
use domain::text::contact::Contact;
use domain::wire::{CaseLink, FindRequest, FindResponse};
use std::time::Duration;

/// A case as a link to it.
pub async fn link_to(state: &AppState, case: CaseKey) -> ApiResult<CaseLink> {
    let number = state.store.case_number(case.case_id).await?;
    let number = number.as_deref().and_then(CaseNumber::parse).ok_or_else(ApiError::not_found)?;
    Ok(CaseLink { case_id: CaseId(case.case_id), number })
}

/// All cases of an order the caller has proved, the newest first; each is granted with it.
pub async fn links_of_order(
    state: &AppState,
    caller: &mut Caller,
    order_key: &str,
) -> ApiResult<Vec<CaseLink>> {
    let mut links = Vec::new();
    for case in state.store.cases_of_order(order_key).await?.into_iter().rev() {
        caller.grants.add_case(case);
        links.push(link_to(state, case).await?);
    }
    Ok(links)
}

/// Finds filed cases by a case number or an order number, and a contact.
#[utoipa::path(post, path = "/api/cases/find", tag = "customer", request_body = Object,
    responses((status = 200, description = "The cases", body = Object),
        (status = 404, description = "None, or another contact"), (status = 422), (status = 429)))]
pub async fn find(
    State(state): State<AppState>,
    mut caller: Caller,
    Body(request): Body<FindRequest>,
) -> ApiResult<Json<FindResponse>> {
    let number = OrderNumber::parse(&request.number).map_err(|problem| problem.at("number"));
    let contact = Contact::parse(&request.contact);
    let (number, contact) = match (number, contact) {
        (Ok(number), Ok(contact)) => (number, contact),
        (number, contact) => {
            let problems = number.err().into_iter().chain(contact.err()).collect();
            return Err(Rejection::InvalidInput { problems }.into());
        }
    };
    count_lookup(&state, &caller, &number.key())?;
    let cases = match CaseNumber::parse(number.as_str()) {
        Some(case_number) => by_case_number(&state, &mut caller, &case_number, &contact).await?,
        None => by_order_number(&state, &mut caller, &number, &contact).await?,
    };
    if cases.is_empty() {
        return Err(order_not_found());
    }
    caller.save_grants().await?;
    Ok(Json(FindResponse { cases }))
}

async fn by_case_number(
    state: &AppState,
    caller: &mut Caller,
    number: &CaseNumber,
    contact: &Contact,
) -> ApiResult<Vec<CaseLink>> {
    let found = state.store.case_by_number(number.as_str()).await?;
    // Without a case the same work is done for an order that can't exist, so that time tells nothing.
    let order_key = found.as_ref().map_or("\0", |(_, order_key)| order_key.as_str());
    let keys = state.secret.typed_keys(order_key, contact);
    let proven = state.store.prove_order(order_key, &keys).await?;
    match (found, proven) {
        (Some((case, _)), Some(_)) => {
            caller.grants.add_case(case);
            Ok(vec![link_to(state, case).await?])
        }
        _ => Ok(Vec::new()),
    }
}

async fn by_order_number(
    state: &AppState,
    caller: &mut Caller,
    number: &OrderNumber,
    contact: &Contact,
) -> ApiResult<Vec<CaseLink>> {
    let Some(found) = prove(state, number, contact).await? else {
        return Ok(Vec::new());
    };
    caller.grants.add_order(OrderGrant { order_key: number.key(), person_id: found.person_id });
    links_of_order(state, caller, &number.key()).await
}

/// Opens a case by the token of its private link.
#[utoipa::path(post, path = "/api/links/{token}", tag = "customer",
    params(("token" = String, Path, description = "The last part of the private link")),
    responses((status = 200, description = "The case", body = Object), (status = 404), (status = 429)))]
pub async fn open_link(
    State(state): State<AppState>,
    mut caller: Caller,
    Piece(token): Piece,
) -> ApiResult<Json<CaseLink>> {
    let rate = Rate { n: state.config.rates.lookups_per_minute, per: Duration::from_mins(1) };
    state.limits.count(Tried::LookupFrom, &caller.address.to_string(), rate)?;
    let case = state.store.case_by_link(&state.secret.link_hash(&token)).await?;
    let case = case.ok_or_else(ApiError::not_found)?;
    if caller.grants.add_case(case) {
        caller.save_grants().await?;
    }
    Ok(Json(link_to(&state, case).await?))
}
