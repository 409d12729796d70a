//! Finding one's way back to a case: by its number or the order's, and a contact.

use super::body::Body;
use super::proof::{Lookup, NO_ORDER, both, prove};
use crate::auth::Caller;
use crate::auth::grants::CaseKey;
use crate::auth::grants::OrderGrant;
use crate::error::{ApiError, ApiResult};
use crate::openapi::{asked, told};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use domain::id::{CaseId, CaseNumber};
use domain::text::OrderNumber;
use domain::text::contact::Contact;
use domain::wire::{CaseLink, FindRequest, FindResponse};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A case as a link to it.
pub async fn link_to(state: &AppState, case_id: Uuid) -> ApiResult<CaseLink> {
    let kept = state.store.kept(CaseId(case_id)).await?.ok_or_else(ApiError::not_found)?;
    Ok(CaseLink { case_id: CaseId(case_id), number: kept.number })
}

/// The cases these people have about an order, the newest first; each is granted with it.
pub async fn links_of(
    state: &AppState,
    caller: &mut Caller,
    order_key: &str,
    people: &BTreeSet<Uuid>,
) -> ApiResult<Vec<CaseLink>> {
    let mut links = Vec::new();
    for (case, person) in state.store.cases_of_order(order_key).await?.into_iter().rev() {
        if people.contains(&person.0) {
            caller.grants.add_case(CaseKey { case_id: case.0, person_id: person.0 });
            links.push(link_to(state, case.0).await?);
        }
    }
    Ok(links)
}

/// Finds filed cases by a case number or an order number, and a contact.
#[utoipa::path(post, path = "/api/cases/find", tag = "customer",
    request_body = ref(asked::<FindRequest>()),
    responses((status = 200, description = "The cases", body = ref(told::<FindResponse>())),
        (status = 404, description = "None, or another contact"), (status = 422), (status = 429)))]
pub async fn find(
    State(state): State<AppState>,
    mut caller: Caller,
    Body(request): Body<FindRequest>,
) -> ApiResult<Json<FindResponse>> {
    let number = OrderNumber::parse(&request.number).map_err(|problem| problem.at("number"));
    let (number, contact) = both(number, &request.contact)?;
    let case_number = CaseNumber::parse(number.as_str());
    let key = case_number.as_ref().map_or_else(|| number.key(), |number| number.as_str().to_owned());
    let lookup = Lookup::begin(&state, &caller, &key).await?;
    let cases = match case_number {
        Some(case_number) => by_case_number(&state, &mut caller, &case_number, &contact).await?,
        None => by_order_number(&state, &mut caller, &number, &contact).await?,
    };
    if cases.is_empty() {
        return Err(lookup.wrong().await);
    }
    lookup.right();
    caller.save_proof(&state).await?;
    Ok(Json(FindResponse { cases }))
}

async fn by_case_number(
    state: &AppState,
    caller: &mut Caller,
    number: &CaseNumber,
    contact: &Contact,
) -> ApiResult<Vec<CaseLink>> {
    let found = state.store.case_by_number(number).await?;
    let order_key = found.as_ref().map_or(NO_ORDER, |kept| kept.order.as_str());
    let proven = prove(state, order_key, contact).await?;
    match found {
        Some(kept) if proven.people.contains(&kept.person.0) => {
            caller.grants.add_case(CaseKey { case_id: kept.case.0, person_id: kept.person.0 });
            Ok(vec![CaseLink { case_id: kept.case, number: kept.number }])
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
    let order_key = state.store.key_meant(&number.key()).await?;
    let proven = prove(state, &order_key, contact).await?;
    let cases = links_of(state, caller, &order_key, &proven.people).await?;
    if let (Some(person_id), false) = (proven.buyer, cases.is_empty()) {
        caller.grants.add_order(OrderGrant { order_key, person_id });
    }
    Ok(cases)
}
