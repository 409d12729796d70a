//! Taking in evidence. A file comes before the command that uses it, bound to that command's id and to the order
//! or case its sender has proved.

use super::body::read;
use super::path::Id;
use super::proof::still_theirs;
use super::query::{Face, Query};
use crate::auth::Caller;
use crate::auth::grants::OrderGrant;
use crate::error::{ApiError, ApiResult};
use crate::evidence::media::Unusable;
use crate::evidence::take_in::{Refused, Upload, take_in};
use crate::limit::{Rate, Tried};
use crate::openapi::{bytes, told};
use crate::state::AppState;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use books::project::order_key;
use domain::complaint::rejection::Rejection;
use domain::evidence::{EvidenceRef, MAX_BYTES};
use domain::wire::failure_code::FailureCode;
use schemars::JsonSchema;
use serde::Deserialize;
use std::time::Duration;
use uuid::Uuid;

/// What an upload is for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// The command that will use it.
    command_id: Uuid,
    /// The order it is about; the last one looked up unless given.
    order_number: Option<String>,
    /// The case it is added to, once there is one.
    case_id: Option<Uuid>,
    #[serde(rename = "face")]
    _face: Option<Face>,
}

super::query::described!(Purpose);

/// Takes in one file, sent as the raw body.
#[utoipa::path(put, path = "/api/uploads/{evidence_id}", tag = "customer",
    params(("evidence_id" = Uuid, Path, description = "Made by the sender, so that sending again is no second file"),
        Purpose),
    request_body(content = ref(bytes()), content_type = "application/octet-stream",
        description = "A JPEG, PNG or WebP picture, or a PDF"),
    responses((status = 200, description = "What was kept", body = ref(told::<EvidenceRef>())), (status = 401), (status = 404),
        (status = 409, description = "The id belongs to another file, or the command was answered before"), (status = 413),
        (status = 415, description = "Not a picture or PDF that is taken"),
        (status = 422, description = "Empty, cut short, or too many"), (status = 429), (status = 503)))]
pub async fn upload(
    State(state): State<AppState>,
    caller: Caller,
    Id(evidence_id): Id,
    Query(purpose): Query<Purpose>,
    request: Request,
) -> ApiResult<Json<EvidenceRef>> {
    let OrderGrant { order_key, person_id } = belongs_to(&state, &caller, &purpose).await?;
    let rate = Rate { n: state.config.rates.uploads_per_hour, per: Duration::from_hours(1) };
    // Sending the same file again is no second upload.
    let attempt = match state.store.evidence(evidence_id).await? {
        Some(known) if known.order_key == order_key && known.person_id == person_id => None,
        _ => Some(state.limits.attempt(Tried::UploadFor, &order_key, rate).await?),
    };
    let upload = Upload {
        evidence_id,
        order_key,
        person_id,
        command_id: purpose.command_id,
        case_id: purpose.case_id,
        uploaded_at: state.clock.utc(),
    };
    let taken = match read(request, state.config.max_upload_bytes, &state).await {
        Ok(content) => take_in(&state.store, &state.files, upload, content).await.map_err(refused),
        Err(error) => Err(error),
    };
    // A file that was refused, or broke off on its way, is none.
    match (attempt, &taken) {
        (Some(attempt), Ok(_)) => attempt.spend(),
        (Some(attempt), Err(_)) => attempt.free(),
        (None, _) => {}
    }
    taken.map(Json)
}

/// The order an upload belongs to, which its sender must have proved, and whose it is.
async fn belongs_to(state: &AppState, caller: &Caller, purpose: &Purpose) -> ApiResult<OrderGrant> {
    if let Some(case_id) = purpose.case_id {
        caller.actor_on(case_id)?;
        caller.is_not_also_staff()?;
        let loaded = state.ledger.load(case_id).await?;
        let case = loaded.state.case().ok_or_else(ApiError::not_found)?;
        return Ok(OrderGrant { order_key: order_key(&case.order.number), person_id: case.person.0 });
    }
    let grant = match &purpose.order_number {
        Some(number) => caller.grants.order(&order_key(number)),
        None => caller.grants.orders.last(),
    };
    let grant = grant.ok_or(Rejection::OrderNotLookedUp)?;
    still_theirs(state, grant).await?;
    Ok(grant.clone())
}

fn refused(why: Refused) -> ApiError {
    match why {
        Refused::Unusable(why) => unusable(why),
        Refused::TooManyPixels => {
            ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, FailureCode::EvidenceTooManyPixels)
        }
        Refused::TooLarge => ApiError::too_large(MAX_BYTES),
        Refused::TooMany { max } => Rejection::TooMuchEvidence { max }.into(),
        Refused::Answered => ApiError::new(StatusCode::CONFLICT, FailureCode::CommandAnswered),
        Refused::Taken => ApiError::new(StatusCode::CONFLICT, FailureCode::EvidenceIdTaken),
        Refused::Fault(fault) => fault.into(),
    }
}

fn unusable(why: Unusable) -> ApiError {
    let expected = "a JPEG, PNG or WebP picture, or a PDF";
    match why {
        Unusable::Unknown => ApiError::unsupported(FailureCode::EvidenceTypeUnknown, expected),
        Unusable::Heic => ApiError::unsupported(FailureCode::EvidenceHeic, expected),
        Unusable::Empty => ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, FailureCode::EvidenceEmpty),
        Unusable::Truncated => {
            ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, FailureCode::EvidenceTruncated)
        }
    }
}
